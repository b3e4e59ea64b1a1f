//! Tables by key for hot paths. The only file that names ahash.
//!
//! Faster than the standard hasher, and still seeded at random against planted collisions; so the order of such a table
//! is never looked at (`iter_over_hash_type` is denied).

/// A table by key.
pub type Map<K, V> = ahash::AHashMap<K, V>;

/// A set.
pub type Set<T> = ahash::AHashSet<T>;
