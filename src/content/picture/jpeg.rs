//! JPEG: markers and segments, then image data up to the next marker.

use super::{Walk, be16, tiff};

const END: u8 = 0xd9;
const SCAN: u8 = 0xda;

/// One marker with its segment; `bytes` holds both, and for a scan the image data after it.
struct Part<'a> {
    marker: u8,
    bytes: &'a [u8],
    is_cut: bool,
}

impl Part<'_> {
    /// What stands after marker and length.
    fn payload(&self) -> &[u8] {
        self.bytes.get(4..).unwrap_or_default()
    }

    /// Whether it is one of the headers that tell the size.
    fn is_frame(&self) -> bool {
        matches!(self.marker, 0xc0..=0xcf if !matches!(self.marker, 0xc4 | 0xc8 | 0xcc))
    }

    fn is_exif(&self) -> bool {
        self.marker == 0xe1 && self.payload().starts_with(b"Exif\0\0")
    }
}

/// The parts after the start marker, up to and with the end marker; what follows that is no part of the picture.
struct Parts<'a> {
    rest: &'a [u8],
    is_over: bool,
}

fn parts(bytes: &[u8]) -> Parts<'_> {
    Parts { rest: bytes.get(2..).unwrap_or_default(), is_over: false }
}

impl<'a> Iterator for Parts<'a> {
    type Item = Part<'a>;

    fn next(&mut self) -> Option<Part<'a>> {
        if self.is_over {
            return None;
        }
        // Any number of 0xff may stand before a marker.
        let n_fill = self.rest.iter().take_while(|it| **it == 0xff).count();
        let from = n_fill.checked_sub(1)?;
        let bytes = &self.rest[from..];
        // Reserved ones stand in damaged files only, and what they seem to hold could be anything.
        let marker = *bytes.get(1).filter(|it| matches!(it, 0x01 | 0xc0..))?;
        if marker == END {
            self.is_over = true;
            return Some(Part { marker, bytes: &bytes[..2], is_cut: false });
        }
        let is_alone = matches!(marker, 0x01 | 0xd0..=0xd8);
        // A length counts itself; a smaller one is damage, and what follows is read as anything.
        let length = if is_alone { 2 } else { 2 + usize::from(be16(bytes, 2).filter(|it| *it >= 2)?) };
        let length = length + if marker == SCAN { data(bytes.get(length..).unwrap_or_default()) } else { 0 };
        let is_cut = bytes.len() < length;
        let (part, rest) = bytes.split_at(length.min(bytes.len()));
        self.rest = rest;
        Some(Part { marker, bytes: part, is_cut })
    }
}

/// The length of image data: up to a marker that is neither a stuffed zero nor a restart.
fn data(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(next) = bytes[at..].iter().position(|it| *it == 0xff) {
        at += next;
        match bytes.get(at + 1) {
            Some(0x00 | 0xd0..=0xd7) => at += 2,
            Some(0xff) => at += 1,
            Some(_) => return at,
            None => break,
        }
    }
    bytes.len()
}

pub fn walk(bytes: &[u8]) -> Option<Walk> {
    let mut size = None;
    let mut orientation = 1;
    let (mut has_scan, mut has_end, mut is_cut) = (false, false, false);
    for part in parts(bytes) {
        match part.marker {
            _ if part.is_frame() && size.is_none() && !has_scan => {
                let frame = part.payload();
                size = Some((u32::from(be16(frame, 3)?), u32::from(be16(frame, 1)?)));
            }
            SCAN => has_scan = true,
            END => has_end = true,
            _ if part.is_exif() && !has_scan => orientation = tiff::orientation(part.payload()),
            _ => {}
        }
        is_cut |= part.is_cut;
    }
    let (width, height) = size?;
    Some(Walk { width, height, orientation, is_damaged: is_cut || !has_scan || !has_end })
}

pub fn strip(bytes: &[u8]) -> Vec<u8> {
    let exif = parts(bytes).take_while(|it| it.marker != SCAN).filter(Part::is_exif).last();
    let orientation = exif.map_or(1, |it| tiff::orientation(it.payload()));
    let mut out = Vec::with_capacity(bytes.len());
    out.extend_from_slice(&[0xff, 0xd8]);
    let mut parts = parts(bytes).peekable();
    // JFIF must stand first, without its thumbnail.
    if let Some(jfif) = parts.next_if(|it| it.marker == 0xe0 && it.payload().starts_with(b"JFIF\0"))
        && let Some(density) = jfif.payload().get(..12)
    {
        out.extend_from_slice(&[0xff, 0xe0, 0, 16]);
        out.extend_from_slice(density);
        out.extend_from_slice(&[0, 0]);
    }
    if orientation != 1 {
        out.extend_from_slice(b"\xff\xe1\0\x22Exif\0\0");
        out.extend_from_slice(&tiff::minimal(orientation));
    }
    parts.filter(is_kept).for_each(|part| out.extend_from_slice(part.bytes));
    out
}

/// Everything that makes the picture: not the application segments and remarks, but for the colour profile
/// and Adobe's word on how colours are coded.
fn is_kept(part: &Part) -> bool {
    match part.marker {
        0xe2 => part.payload().starts_with(b"ICC_PROFILE\0"),
        0xee => part.payload().starts_with(b"Adobe"),
        0xe0..=0xef | 0xfe => false,
        _ => true,
    }
}
