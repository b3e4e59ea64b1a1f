//! WebP: chunks in a RIFF file, each padded to an even length.

use super::{Walk, array, le16, le32, tiff};

const HAS_XMP: u8 = 0x04;
const HAS_EXIF: u8 = 0x08;

/// One chunk; `bytes` is all of it, head and padding included.
struct Chunk<'a> {
    kind: [u8; 4],
    bytes: &'a [u8],
    data: &'a [u8],
    is_cut: bool,
}

/// The chunks within the stated length of the file.
fn chunks(bytes: &[u8]) -> impl Iterator<Item = Chunk<'_>> {
    let end = stated_length(bytes).min(bytes.len());
    let mut rest = bytes.get(12..end).unwrap_or_default();
    std::iter::from_fn(move || {
        let kind = array(rest, 0)?;
        let length = le32(rest, 4)? as usize;
        let is_cut = rest.len() - 8 < length;
        let data = &rest[8..length.saturating_add(8).min(rest.len())];
        let whole = length.saturating_add(8).saturating_add(length % 2);
        let (bytes, after) = rest.split_at(whole.min(rest.len()));
        rest = after;
        Some(Chunk { kind, bytes, data, is_cut })
    })
}

fn stated_length(bytes: &[u8]) -> usize {
    le32(bytes, 4).map_or(0, |it| (it as usize).saturating_add(8))
}

pub fn walk(bytes: &[u8]) -> Option<Walk> {
    let first = chunks(bytes).next()?;
    let (width, height) = size(&first)?;
    // Browsers look for it in the extended form only.
    let orientation = if &first.kind == b"VP8X" { orientation(bytes) } else { 1 };
    let mut is_damaged = stated_length(bytes) > bytes.len();
    let mut has_image = false;
    for chunk in chunks(bytes) {
        has_image |= matches!(&chunk.kind, b"VP8 " | b"VP8L" | b"ANMF");
        is_damaged |= chunk.is_cut;
    }
    Some(Walk { width, height, orientation, is_damaged: is_damaged || !has_image })
}

/// What the first block of EXIF says.
fn orientation(bytes: &[u8]) -> u8 {
    chunks(bytes).find(|it| &it.kind == b"EXIF").map_or(1, |it| tiff::orientation(it.data))
}

/// Width and height, by the first chunk.
fn size(chunk: &Chunk) -> Option<(u32, u32)> {
    let data = chunk.data;
    match &chunk.kind {
        b"VP8X" => {
            let three = |at| Some(u32::from_le_bytes([*data.get(at)?, *data.get(at + 1)?, *data.get(at + 2)?, 0]) + 1);
            Some((three(4)?, three(7)?))
        }
        b"VP8L" if data.first() == Some(&0x2f) => {
            let bits = le32(data, 1)?;
            Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        b"VP8 " if data.get(3..6) == Some(b"\x9d\x01\x2a") => {
            Some((u32::from(le16(data, 6)? & 0x3fff), u32::from(le16(data, 8)? & 0x3fff)))
        }
        _ => None,
    }
}

pub fn strip(bytes: &[u8]) -> Vec<u8> {
    let orientation = orientation(bytes);
    let mut out = Vec::with_capacity(bytes.len());
    out.extend_from_slice(b"RIFF\0\0\0\0WEBP");
    let mut is_extended = false;
    for chunk in chunks(bytes) {
        match &chunk.kind {
            b"VP8X" if !is_extended && chunk.data.len() >= 10 => {
                is_extended = true;
                let at = out.len() + 8;
                out.extend_from_slice(chunk.bytes);
                out[at] &= !(HAS_XMP | HAS_EXIF);
                out[at] |= if orientation == 1 { 0 } else { HAS_EXIF };
            }
            b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM" | b"ANMF" | b"ICCP" => out.extend_from_slice(chunk.bytes),
            _ => {}
        }
    }
    // Only the extended form may hold EXIF.
    if is_extended && orientation != 1 {
        let block = tiff::minimal(orientation);
        out.extend_from_slice(b"EXIF");
        out.extend_from_slice(&(block.len() as u32).to_le_bytes());
        out.extend_from_slice(&block);
    }
    let length = u32::try_from(out.len() - 8).unwrap_or(u32::MAX);
    out[4..8].copy_from_slice(&length.to_le_bytes());
    out
}
