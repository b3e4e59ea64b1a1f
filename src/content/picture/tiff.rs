//! The one thing of EXIF that svod keeps: how a picture is turned.

use super::{be16, be32, le16, le32};

/// The orientation in a TIFF block, 1 to 8; 1 where it says nothing sensible.
pub fn orientation(tiff: &[u8]) -> u8 {
    // Writers disagree whether the block begins with this in WebP; in JPEG it always does.
    let tiff = tiff.strip_prefix(b"Exif\0\0").unwrap_or(tiff);
    found(tiff).filter(|it| (1..=8).contains(it)).map_or(1, |it| it as u8)
}

fn found(tiff: &[u8]) -> Option<u16> {
    let is_little = match tiff.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let short = |bytes: &[u8], at| if is_little { le16(bytes, at) } else { be16(bytes, at) };
    let table = if is_little { le32(tiff, 4)? } else { be32(tiff, 4)? } as usize;
    let n_entries = usize::from(short(tiff, table)?);
    let mut entries = tiff.get(table.checked_add(2)?..)?.chunks_exact(12).take(n_entries);
    let entry = entries.find(|it| short(it, 0) == Some(0x0112))?;
    // Type 3 is a short, written at the beginning of the value.
    if short(entry, 2) == Some(3) { short(entry, 8) } else { None }
}

/// A TIFF block that says the orientation and nothing else.
pub fn minimal(orientation: u8) -> [u8; 26] {
    let mut block = *b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
    block[19] = orientation;
    block
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for turn in 1..=8 {
            assert_eq!(orientation(&minimal(turn)), turn);
        }
        assert_eq!(orientation(&minimal(9)), 1);
        assert_eq!(orientation(b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0"), 6);
        assert_eq!(orientation(b"Exif\0\0MM\0*\xff\xff\xff\xff"), 1);
    }
}
