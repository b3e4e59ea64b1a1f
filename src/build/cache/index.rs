//! The index of what is remembered: flat records of fixed size, looked up where they lie, never decoded as a whole.
//!
//! ```text
//! head: format, build of svod, lengths, fingerprint of the rest │ summary │ sources │ outputs │ paths
//! ```
//!
//! Numbers are little-endian. Records stand in the order of their paths, so that two lists are compared by walking
//! along both. Damage of any kind is found by the fingerprint before anything is looked at.
//!
//! Begin with [`Index::parse`] and [`write`].

use std::io::{self, Seek, SeekFrom, Write};

use crate::base::hash::{Hash128, Pieces};
use crate::build::os::Stamp;

use super::log::Extent;

/// Changes with the layout of the index or of a record.
const FORMAT: u64 = 1;
const MAGIC: [u8; 8] = *b"svod\r\n\x1a\0";
const HEAD: usize = 8 * 8 + 16;
const SOURCE: usize = 8 + 32 + 16 + 8 + 2 * 12 + 4 + 4;
const OUTPUT: usize = 8 + 16 + 16 + 32;

/// What is remembered of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SourceRow {
    /// What the disk told of it when it was read.
    pub stamp: Stamp,
    /// Fingerprint of its bytes; zero when nobody read them.
    pub hash: Hash128,
    /// Where what was read of it lies in the log of facts.
    pub facts: Option<Extent>,
    /// Fingerprint of those facts.
    pub facts_hash: u64,
    /// Where the HTML of its body lies in the log of texts.
    pub text: Option<Extent>,
    /// Whether the facts are of an older, good version: the file itself was broken when it was read.
    pub is_broken: bool,
}

/// What is remembered of an output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OutputRow {
    /// Fingerprint of what it was made of.
    pub key: Hash128,
    /// Fingerprint of its bytes.
    pub hash: Hash128,
    /// What the disk told of it after it was written.
    pub stamp: Stamp,
}

/// An index as it was read.
#[derive(Debug)]
pub struct Index {
    bytes: Vec<u8>,
    summary: usize,
    n_sources: usize,
    n_outputs: usize,
}

impl Index {
    /// Checks and takes the bytes of an index. None for what is damaged or of another svod.
    pub fn parse(bytes: Vec<u8>, build: u64) -> Option<Self> {
        let head: [u64; 8] = std::array::from_fn(|at| number(&bytes, at * 8).unwrap_or_default());
        let [magic, format, of, summary, n_sources, n_outputs, paths, end] = head;
        let is_ours = magic == u64::from_le_bytes(MAGIC) && format == FORMAT && of == build && end == 0;
        let length = |count: u64, size: usize| count.checked_mul(size as u64);
        let total = (HEAD as u64).checked_add(summary)?.checked_add(length(n_sources, SOURCE)?)?;
        let total = total.checked_add(length(n_outputs, OUTPUT)?)?.checked_add(paths)?;
        if !is_ours || total != bytes.len() as u64 {
            return None;
        }
        let told = u128::from_le_bytes(bytes[HEAD - 16..HEAD].try_into().ok()?);
        if checksum(&bytes) != Hash128(told) {
            return None;
        }
        let (summary, n_sources, n_outputs) = (summary as usize, n_sources as usize, n_outputs as usize);
        Some(Self { bytes, summary, n_sources, n_outputs })
    }

    /// The summary, as it was given to [`write`].
    pub fn summary(&self) -> &[u8] {
        &self.bytes[HEAD..HEAD + self.summary]
    }

    /// How many sources.
    pub fn n_sources(&self) -> usize {
        self.n_sources
    }

    /// How many outputs.
    pub fn n_outputs(&self) -> usize {
        self.n_outputs
    }

    /// Path of a source.
    pub fn source_path(&self, at: usize) -> &str {
        self.path(self.sources() + at * SOURCE)
    }

    /// A source.
    pub fn source(&self, at: usize) -> SourceRow {
        let mut fields = Fields { bytes: &self.bytes, at: self.sources() + at * SOURCE + 8 };
        SourceRow {
            stamp: fields.stamp(),
            hash: fields.hash(),
            facts_hash: fields.number(),
            facts: fields.extent(),
            text: fields.extent(),
            is_broken: fields.half() != 0,
        }
    }

    /// Path of an output.
    pub fn output_path(&self, at: usize) -> &str {
        self.path(self.outputs() + at * OUTPUT)
    }

    /// An output.
    pub fn output(&self, at: usize) -> OutputRow {
        let mut fields = Fields { bytes: &self.bytes, at: self.outputs() + at * OUTPUT + 8 };
        OutputRow { key: fields.hash(), hash: fields.hash(), stamp: fields.stamp() }
    }

    /// Place of a source by its path.
    pub fn find_source(&self, path: &str) -> Option<usize> {
        search(self.n_sources, |at| self.source_path(at).cmp(path))
    }

    /// Place of an output by its path.
    pub fn find_output(&self, path: &str) -> Option<usize> {
        search(self.n_outputs, |at| self.output_path(at).cmp(path))
    }

    fn sources(&self) -> usize {
        HEAD + self.summary
    }

    fn outputs(&self) -> usize {
        self.sources() + self.n_sources * SOURCE
    }

    fn path(&self, record: usize) -> &str {
        let paths = self.outputs() + self.n_outputs * OUTPUT;
        let mut fields = Fields { bytes: &self.bytes, at: record };
        let (from, length) = (fields.half() as usize, fields.half() as usize);
        let bytes = self.bytes.get(paths + from..paths + from + length).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

/// Binary search by a comparison with what is looked for.
fn search(n: usize, compare: impl Fn(usize) -> std::cmp::Ordering) -> Option<usize> {
    let (mut from, mut to) = (0, n);
    while from < to {
        let middle = from.midpoint(to);
        match compare(middle) {
            std::cmp::Ordering::Less => from = middle + 1,
            std::cmp::Ordering::Greater => to = middle,
            std::cmp::Ordering::Equal => return Some(middle),
        }
    }
    None
}

fn number(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?))
}

/// Of everything but itself.
fn checksum(bytes: &[u8]) -> Hash128 {
    let (head, rest) = (Hash128::of_bytes(&bytes[..HEAD - 16]), Hash128::of_bytes(&bytes[HEAD..]));
    Hash128::of(&(head, rest))
}

/// Reads the fields of a record one after another.
struct Fields<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Fields<'_> {
    fn take<const N: usize>(&mut self) -> [u8; N] {
        let bytes = self.bytes[self.at..self.at + N].try_into().expect("a slice of that length");
        self.at += N;
        bytes
    }

    fn half(&mut self) -> u32 {
        u32::from_le_bytes(self.take())
    }

    fn number(&mut self) -> u64 {
        u64::from_le_bytes(self.take())
    }

    fn hash(&mut self) -> Hash128 {
        Hash128(u128::from_le_bytes(self.take()))
    }

    fn stamp(&mut self) -> Stamp {
        let (size, mtime, ctime, inode) = (self.number(), self.number(), self.number(), self.number());
        Stamp { size, mtime_ns: mtime as i64, ctime_ns: ctime as i64, inode }
    }

    fn extent(&mut self) -> Option<Extent> {
        let (offset, length) = (self.number(), self.half());
        (offset != u64::MAX).then_some(Extent { offset, length })
    }
}

/// A list, row by row: it need not be put together to be written.
#[derive(Clone, Copy)]
pub struct Rows<'a, T> {
    /// How many.
    pub n: usize,
    /// Each, in the order of the paths.
    pub at: &'a dyn Fn(usize) -> (&'a str, T),
}

impl<'a, T> Rows<'a, T> {
    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (&'a str, T)> + '_ {
        (0..self.n).map(self.at)
    }
}

/// What an index holds.
pub struct Parts<'a, 'b> {
    /// Fingerprint of svod's own code.
    pub build: u64,
    /// The summary.
    pub summary: &'a [u8],
    /// The sources.
    pub sources: Rows<'b, SourceRow>,
    /// The outputs.
    pub outputs: Rows<'b, OutputRow>,
}

/// Writes an index from the beginning of `out`, piece by piece: of a large site it is the largest thing that a build
/// would hold in memory.
pub fn write(parts: &Parts, out: &mut (impl Write + Seek)) -> io::Result<()> {
    let Parts { build, summary, sources, outputs } = parts;
    let names = || sources.iter().map(|it| it.0).chain(outputs.iter().map(|it| it.0));
    let paths = names().map(str::len).sum::<usize>();
    let numbers = [FORMAT, *build, summary.len() as u64, sources.n as u64, outputs.n as u64, paths as u64, 0];
    let mut head = MAGIC.to_vec();
    numbers.iter().for_each(|it| head.extend_from_slice(&it.to_le_bytes()));
    out.seek(SeekFrom::Start(HEAD as u64))?;
    let mut pieces = Stream { out, buffer: Vec::with_capacity(PIECE + 1024), sum: Pieces::default() };
    pieces.put(|it| it.extend_from_slice(summary))?;
    let mut from = 0u32;
    for (name, row) in sources.iter() {
        pieces.put(|out| {
            put_path(name, &mut from, out);
            put_stamp(&row.stamp, out);
            out.extend_from_slice(&row.hash.0.to_le_bytes());
            out.extend_from_slice(&row.facts_hash.to_le_bytes());
            put_extent(row.facts, out);
            put_extent(row.text, out);
            out.extend_from_slice(&u32::from(row.is_broken).to_le_bytes());
            out.extend_from_slice(&[0; 4]);
        })?;
    }
    for (name, row) in outputs.iter() {
        pieces.put(|out| {
            put_path(name, &mut from, out);
            out.extend_from_slice(&row.key.0.to_le_bytes());
            out.extend_from_slice(&row.hash.0.to_le_bytes());
            put_stamp(&row.stamp, out);
        })?;
    }
    for name in names() {
        pieces.put(|out| out.extend_from_slice(name.as_bytes()))?;
    }
    let rest = pieces.finish()?;
    let sum = Hash128::of(&(Hash128::of_bytes(&head), rest));
    head.extend_from_slice(&sum.0.to_le_bytes());
    out.seek(SeekFrom::Start(0))?;
    out.write_all(&head)
}

/// Bytes that are written at once.
const PIECE: usize = 256 << 10;

/// Writes piece by piece and sums up what it writes.
struct Stream<'a, W> {
    out: &'a mut W,
    buffer: Vec<u8>,
    sum: Pieces,
}

impl<W: Write> Stream<'_, W> {
    fn put(&mut self, add: impl FnOnce(&mut Vec<u8>)) -> io::Result<()> {
        add(&mut self.buffer);
        if self.buffer.len() >= PIECE { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.sum.add(&self.buffer);
        self.out.write_all(&self.buffer)?;
        self.buffer.clear();
        Ok(())
    }

    fn finish(mut self) -> io::Result<Hash128> {
        self.flush()?;
        Ok(self.sum.finish())
    }
}

/// Where among the paths one stands; the next begins behind it.
fn put_path(path: &str, from: &mut u32, out: &mut Vec<u8>) {
    out.extend_from_slice(&from.to_le_bytes());
    out.extend_from_slice(&(path.len() as u32).to_le_bytes());
    *from += path.len() as u32;
}

fn put_stamp(stamp: &Stamp, out: &mut Vec<u8>) {
    for number in [stamp.size, stamp.mtime_ns as u64, stamp.ctime_ns as u64, stamp.inode] {
        out.extend_from_slice(&number.to_le_bytes());
    }
}

fn put_extent(extent: Option<Extent>, out: &mut Vec<u8>) {
    let (offset, length) = extent.map_or((u64::MAX, 0), |it| (it.offset, it.length));
    out.extend_from_slice(&offset.to_le_bytes());
    out.extend_from_slice(&length.to_le_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vec<u8> {
        let stamp = Stamp { size: 1, mtime_ns: -2, ctime_ns: 3, inode: 4 };
        let source = SourceRow {
            stamp,
            hash: Hash128(5),
            facts: Some(Extent { offset: 6, length: 7 }),
            facts_hash: 8,
            text: None,
            is_broken: true,
        };
        let output = OutputRow { key: Hash128(9), hash: Hash128(10), stamp };
        let sources = [("content/а.md", source), ("content/б.md", SourceRow::default())];
        let mut out = io::Cursor::new(Vec::new());
        let parts = Parts {
            build: 11,
            summary: b"summary",
            sources: Rows { n: 2, at: &|at| sources[at] },
            outputs: Rows { n: 1, at: &|_| ("index.html", output) },
        };
        write(&parts, &mut out).unwrap();
        out.into_inner()
    }

    #[test]
    fn what_is_written_is_read() {
        let index = Index::parse(sample(), 11).unwrap();
        assert_eq!(index.summary(), b"summary");
        assert_eq!((index.n_sources(), index.n_outputs()), (2, 1));
        assert_eq!((index.source_path(1), index.output_path(0)), ("content/б.md", "index.html"));
        assert_eq!(
            (index.source(0).facts_hash, index.source(0).is_broken, index.source(0).stamp.mtime_ns),
            (8, true, -2)
        );
        assert_eq!(index.source(0).facts, Some(Extent { offset: 6, length: 7 }));
        assert_eq!((index.source(0).text, index.output(0).hash), (None, Hash128(10)));
        assert_eq!((index.find_source("content/б.md"), index.find_output("x")), (Some(1), None));
    }

    #[test]
    fn any_damage_is_found() {
        let bytes = sample();
        assert!(Index::parse(bytes.clone(), 12).is_none());
        for length in 0..bytes.len() {
            assert!(Index::parse(bytes[..length].to_vec(), 11).is_none(), "cut at {length}");
        }
        for bit in 0..bytes.len() * 8 {
            let mut damaged = bytes.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            assert!(Index::parse(damaged, 11).is_none(), "bit {bit}");
        }
    }
}
