//! Work on many items at once. The only file that names rayon.
//!
//! Results come in the order of the items, whatever the number of threads.

use rayon::prelude::*;

/// `each(0)` to `each(n - 1)`, in order.
pub fn map<T: Send>(n: usize, each: impl Fn(usize) -> T + Sync + Send) -> Vec<T> {
    (0..n).into_par_iter().map(each).collect()
}

/// The same; the first failure that is met ends the work.
pub fn try_map<T: Send, E: Send>(n: usize, each: impl Fn(usize) -> Result<T, E> + Sync + Send) -> Result<Vec<T>, E> {
    (0..n).into_par_iter().map(each).collect()
}

/// Whether `each` holds for 0 to `n - 1`; the first that does not ends the work.
pub fn all(n: usize, each: impl Fn(usize) -> bool + Sync + Send) -> bool {
    (0..n).into_par_iter().all(each)
}

/// Both, at the same time where there is room.
pub fn both<A: Send, B: Send>(a: impl FnOnce() -> A + Send, b: impl FnOnce() -> B + Send) -> (A, B) {
    rayon::join(a, b)
}

/// Sorts by a comparison; equal items may change places.
pub fn sort_unstable_by<T: Send>(items: &mut [T], order: impl Fn(&T, &T) -> std::cmp::Ordering + Sync) {
    items.par_sort_unstable_by(order);
}

/// Sorts; equal items may change places.
pub fn sort_unstable<T: Ord + Send>(items: &mut [T]) {
    items.par_sort_unstable();
}
