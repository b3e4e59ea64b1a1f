//! Fingerprints: 128 bits of xxh3 over the fields of a value.
//!
//! [`Hashed`] holds a value with its fingerprint, so that what many views show is hashed once.
//! Not for secrets: xxh3 is fast, not resistant to an attacker.

use std::hash::{Hash, Hasher};
use std::ops::Deref;

use serde::{Serialize, Serializer};
use xxhash_rust::xxh3::Xxh3;

/// A fingerprint of 128 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize, serde::Deserialize)]
pub struct Hash128(pub u128);

impl Hash128 {
    /// The fingerprint of bytes.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self(xxhash_rust::xxh3::xxh3_128(bytes))
    }

    /// The fingerprint of a value, by its `Hash`.
    pub fn of<T: Hash + ?Sized>(value: &T) -> Self {
        let mut state = Fingerprint(Xxh3::new());
        value.hash(&mut state);
        Self(state.0.digest128())
    }

    /// 32 lower-case hexadecimal digits.
    pub fn hex(self) -> String {
        let mut text = String::with_capacity(32);
        self.write_hex(&mut text);
        text
    }

    /// Adds the 32 digits of [`Hash128::hex`]. A manifest has hundreds of thousands of them: `format!` takes ten times
    /// as long.
    pub fn write_hex(self, out: &mut String) {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        for byte in self.0.to_be_bytes() {
            out.push(char::from(DIGITS[usize::from(byte >> 4)]));
            out.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
    }

    /// What [`Hash128::hex`] wrote; nothing else is taken.
    pub fn from_hex(text: &str) -> Option<Self> {
        let is_hex = text.len() == 32 && text.bytes().all(|it| matches!(it, b'0'..=b'9' | b'a'..=b'f'));
        is_hex.then(|| u128::from_str_radix(text, 16).ok())?.map(Self)
    }
}

/// The fingerprint of bytes that come in pieces: the same as [`Hash128::of_bytes`] of all of them.
#[derive(Default)]
pub struct Pieces(Xxh3);

impl Pieces {
    /// The next piece.
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The fingerprint of all pieces.
    pub fn finish(self) -> Hash128 {
        Hash128(self.0.digest128())
    }
}

/// Feeds fields to xxh3 in little-endian order, the same on every machine.
struct Fingerprint(Xxh3);

impl Hasher for Fingerprint {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }
    fn write_u16(&mut self, it: u16) {
        self.write(&it.to_le_bytes());
    }
    fn write_u32(&mut self, it: u32) {
        self.write(&it.to_le_bytes());
    }
    fn write_u64(&mut self, it: u64) {
        self.write(&it.to_le_bytes());
    }
    fn write_u128(&mut self, it: u128) {
        self.write(&it.to_le_bytes());
    }
    fn write_usize(&mut self, it: usize) {
        self.write(&(it as u64).to_le_bytes());
    }
    fn write_i32(&mut self, it: i32) {
        self.write(&it.to_le_bytes());
    }
    fn write_i64(&mut self, it: i64) {
        self.write(&it.to_le_bytes());
    }
    fn write_isize(&mut self, it: isize) {
        self.write(&(it as i64).to_le_bytes());
    }
    fn finish(&self) -> u64 {
        self.0.digest()
    }
}

/// A value and its fingerprint; `Hash` feeds only the fingerprint.
#[derive(Debug, Clone, Default)]
pub struct Hashed<T> {
    value: T,
    hash: Hash128,
}

impl<T: Hash> Hashed<T> {
    /// Takes the fingerprint of `value` now, once.
    pub fn new(value: T) -> Self {
        let hash = Hash128::of(&value);
        Self { value, hash }
    }
}

impl<T> Hashed<T> {
    /// The fingerprint.
    pub fn fingerprint(&self) -> Hash128 {
        self.hash
    }
}

impl<T> Deref for Hashed<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> Hash for Hashed<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.hash.hash(state);
    }
}

impl<T: Serialize> Serialize for Hashed<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_make_the_whole() {
        let mut pieces = Pieces::default();
        pieces.add(b"on");
        pieces.add(b"e");
        let whole = Hash128::of_bytes(b"one");
        assert_eq!(pieces.finish(), whole);
        assert_eq!(Hash128::from_hex(&whole.hex()), Some(whole));
        assert_eq!(Hash128::from_hex(&"+1".repeat(16)), None);
    }

    #[test]
    fn a_hashed_value_stands_for_its_fingerprint() {
        let (a, b) = (Hashed::new("один".to_owned()), Hashed::new("два".to_owned()));
        assert_ne!(Hash128::of(&a), Hash128::of(&b));
        assert_eq!(Hash128::of(&a), Hash128::of(&a.fingerprint()));
    }
}
