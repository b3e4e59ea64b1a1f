//! PNG: a signature, then chunks with a length, a type, data and a sum.

use super::{Walk, be32, tiff};

pub const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// What is kept: what makes the picture, its colours, its size in print, and its movement (APNG).
const KEPT: &[&[u8; 4]] = &[
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV",
    b"cLLI", b"bKGD", b"hIST", b"pHYs", b"acTL", b"fcTL", b"fdAT",
];

/// One chunk; `bytes` is all of it, length and sum included.
struct Chunk<'a> {
    kind: [u8; 4],
    bytes: &'a [u8],
    is_cut: bool,
}

impl Chunk<'_> {
    fn data(&self) -> &[u8] {
        let end = self.bytes.len() - if self.is_cut { 0 } else { 4 };
        self.bytes.get(8..end).unwrap_or_default()
    }

    fn is_sound(&self) -> bool {
        let (body, sum) = self.bytes.split_at(self.bytes.len().saturating_sub(4));
        !self.is_cut && body.get(4..).is_some_and(|it| Some(crc(it)) == be32(sum, 0))
    }
}

/// The chunks up to and with the last one; what follows it is no part of the picture.
fn chunks(bytes: &[u8]) -> impl Iterator<Item = Chunk<'_>> {
    let mut rest = bytes.get(SIGNATURE.len()..).unwrap_or_default();
    std::iter::from_fn(move || {
        let kind = super::array(rest, 4)?;
        let length = (be32(rest, 0)? as usize).saturating_add(12);
        let is_cut = rest.len() < length;
        let (bytes, after) = rest.split_at(length.min(rest.len()));
        rest = if &kind == b"IEND" { &[] } else { after };
        Some(Chunk { kind, bytes, is_cut })
    })
}

pub fn walk(bytes: &[u8]) -> Option<Walk> {
    let mut chunks = chunks(bytes);
    let header = chunks.next().filter(|it| &it.kind == b"IHDR" && it.data().len() == 13 && it.is_sound())?;
    let (width, height) = (be32(header.data(), 0)?, be32(header.data(), 4)?);
    let (mut has_data, mut has_end, mut is_damaged, mut orientation) = (false, false, false, 1);
    for chunk in chunks {
        match &chunk.kind {
            b"IDAT" => has_data = true,
            b"IEND" => has_end = true,
            b"eXIf" => orientation = tiff::orientation(chunk.data()),
            _ => {}
        }
        is_damaged |= !chunk.is_sound();
    }
    Some(Walk { width, height, orientation, is_damaged: is_damaged || !has_data || !has_end })
}

pub fn strip(bytes: &[u8]) -> Vec<u8> {
    let exif = chunks(bytes).filter(|it| &it.kind == b"eXIf").last();
    let orientation = exif.map_or(1, |it| tiff::orientation(it.data()));
    let mut out = Vec::with_capacity(bytes.len());
    out.extend_from_slice(SIGNATURE);
    for (at, chunk) in chunks(bytes).filter(|it| KEPT.contains(&&it.kind)).enumerate() {
        out.extend_from_slice(chunk.bytes);
        // Behind the header, which stands first; a damaged file may hold a second one, or end within its first chunk.
        if at == 0 && !chunk.is_cut && orientation != 1 {
            write(&mut out, b"eXIf", &tiff::minimal(orientation));
        }
    }
    out
}

fn write(out: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    out.extend_from_slice(&(data.len() as u32).to_be_bytes());
    let from = out.len();
    out.extend_from_slice(kind);
    out.extend_from_slice(data);
    let sum = crc(&out[from..]);
    out.extend_from_slice(&sum.to_be_bytes());
}

/// Eight tables, so that eight bytes are summed at once: large pictures are walked at the speed of reading.
const TABLES: [[u32; 256]; 8] = {
    let mut tables = [[0; 256]; 8];
    let mut byte = 0;
    while byte < 256 {
        let mut sum = byte as u32;
        let mut bit = 0;
        while bit < 8 {
            sum = if sum & 1 == 1 { 0xedb8_8320 ^ (sum >> 1) } else { sum >> 1 };
            bit += 1;
        }
        tables[0][byte] = sum;
        byte += 1;
    }
    let mut table = 1;
    while table < 8 {
        let mut byte = 0;
        while byte < 256 {
            let before: u32 = tables[table - 1][byte];
            tables[table][byte] = (before >> 8) ^ tables[0][(before & 0xff) as usize];
            byte += 1;
        }
        table += 1;
    }
    tables
};

/// The sum of PNG (CRC-32).
pub fn crc(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    let (eights, rest) = bytes.as_chunks::<8>();
    for eight in eights {
        let mut mixed = *eight;
        for (byte, old) in mixed.iter_mut().zip(sum.to_le_bytes()) {
            *byte ^= old;
        }
        sum = (0..8).fold(0, |sum, i| sum ^ TABLES[7 - i][usize::from(mixed[i])]);
    }
    for byte in rest {
        sum = (sum >> 8) ^ TABLES[0][usize::from(sum as u8 ^ byte)];
    }
    !sum
}
