//! GIF: a header, then blocks made of small pieces with their lengths.

use super::{Walk, le16};

pub fn walk(bytes: &[u8]) -> Option<Walk> {
    let (width, height) = (u32::from(le16(bytes, 6)?), u32::from(le16(bytes, 8)?));
    let after_colours = 13 + colours(*bytes.get(10)?);
    let is_damaged = ends(bytes, after_colours).is_none();
    Some(Walk { width, height, orientation: 1, is_damaged })
}

/// Bytes of a colour table, by the flags before it.
fn colours(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// Walks the blocks; something when the file comes to its end mark with at least one image before it.
fn ends(bytes: &[u8], mut at: usize) -> Option<()> {
    let mut has_image = false;
    loop {
        match bytes.get(at)? {
            0x3b => return has_image.then_some(()),
            0x21 => at = pieces(bytes, at + 2)?,
            0x2c => {
                has_image = true;
                at = pieces(bytes, at + 11 + colours(*bytes.get(at + 9)?))?;
            }
            _ => return None,
        }
    }
}

/// The byte after a row of pieces, each led by its length, ended by an empty one.
fn pieces(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += 1 + length;
        if length == 0 {
            return Some(at);
        }
    }
}
