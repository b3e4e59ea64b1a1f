//! Pictures as bytes: their size from the header, damage told by lengths and sums, metadata dropped.
//!
//! Pixels are never decoded: segments and chunks are walked, so the time is that of reading the file, whatever
//! size it claims to have. Every byte comes from a stranger: all access goes through [`slice::get`] and the like,
//! and no input panics (a property test mutates real files).
//!
//! Begin with [`measure`] and [`without_metadata`].

use crate::base::problem::Problem;

mod gif;
mod jpeg;
mod png;
mod svg;
mod tiff;
mod webp;

/// Most pixels of a picture: what a browser can be asked to show.
pub const MAX_PIXELS: u64 = 100_000_000;

/// What a picture is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Format {
    /// Photographs.
    Jpeg,
    /// Without loss, or moving (APNG).
    Png,
    /// Few colours, or moving.
    Gif,
    /// Google's, of all kinds.
    Webp,
    /// Drawings, as text.
    Svg,
}

/// Width and height in pixels, as shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Size {
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
}

/// What is known of a picture without decoding it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Picture {
    /// By its bytes, not by its name.
    pub format: Format,
    /// As shown, after [`Picture::orientation`]; None for a drawing that states no size.
    pub size: Option<Size>,
    /// How a browser turns it: the EXIF number, 1 to 8, 1 being upright.
    pub orientation: u8,
    /// Whether the file ends too early or a sum is wrong behind a good header (a warning).
    pub is_damaged: bool,
}

/// Why a picture cannot be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum PictureFault {
    /// None of our formats, or its header makes no sense.
    Unreadable,
    /// More than [`MAX_PIXELS`].
    TooBig(Size),
}

impl PictureFault {
    /// The problem of the picture at `path`.
    pub fn problem(self, path: &str) -> Problem {
        let path = path.to_owned();
        match self {
            Self::Unreadable => Problem::PictureUnreadable { path },
            Self::TooBig(Size { width, height }) => {
                Problem::PictureTooBig { path, width: width.into(), height: height.into() }
            }
        }
    }
}

/// What a walk over a file found.
struct Walk {
    width: u32,
    height: u32,
    orientation: u8,
    is_damaged: bool,
}

/// Reads what a picture is.
pub fn measure(bytes: &[u8]) -> Result<Picture, PictureFault> {
    let format = format(bytes).ok_or(PictureFault::Unreadable)?;
    let walk = match format {
        Format::Jpeg => jpeg::walk(bytes),
        Format::Png => png::walk(bytes),
        Format::Gif => gif::walk(bytes),
        Format::Webp => webp::walk(bytes),
        Format::Svg => return drawing(bytes),
    };
    let walk = walk.filter(|it| it.width > 0 && it.height > 0).ok_or(PictureFault::Unreadable)?;
    let is_turned = (5..=8).contains(&walk.orientation);
    let (width, height) = if is_turned { (walk.height, walk.width) } else { (walk.width, walk.height) };
    let size = Size { width, height };
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(PictureFault::TooBig(size));
    }
    Ok(Picture { format, size: Some(size), orientation: walk.orientation, is_damaged: walk.is_damaged })
}

fn drawing(bytes: &[u8]) -> Result<Picture, PictureFault> {
    let root = svg::root(bytes).ok_or(PictureFault::Unreadable)?;
    let size = root.size().map(|(width, height)| Size { width, height });
    Ok(Picture { format: Format::Svg, size, orientation: 1, is_damaged: !root.is_closed })
}

/// The same picture without places, names, cameras and thumbnails; orientation and colour profile stay.
///
/// JPEG, PNG and WebP; anything else comes back as it is. The image data is not touched, byte for byte.
pub fn without_metadata(bytes: Vec<u8>) -> Vec<u8> {
    match format(&bytes) {
        Some(Format::Jpeg) => jpeg::strip(&bytes),
        Some(Format::Png) => png::strip(&bytes),
        Some(Format::Webp) => webp::strip(&bytes),
        Some(Format::Gif | Format::Svg) | None => bytes,
    }
}

/// The format, by the first bytes.
fn format(bytes: &[u8]) -> Option<Format> {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Some(Format::Jpeg),
        _ if bytes.starts_with(png::SIGNATURE) => Some(Format::Png),
        _ if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") => Some(Format::Gif),
        _ if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") => Some(Format::Webp),
        _ => svg::root(bytes).map(|_| Format::Svg),
    }
}

/// `N` bytes at `at`, if they are there.
fn array<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at.checked_add(N)?)?.try_into().ok()
}

fn be16(bytes: &[u8], at: usize) -> Option<u16> {
    array(bytes, at).map(u16::from_be_bytes)
}

fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    array(bytes, at).map(u32::from_be_bytes)
}

fn le16(bytes: &[u8], at: usize) -> Option<u16> {
    array(bytes, at).map(u16::from_le_bytes)
}

fn le32(bytes: &[u8], at: usize) -> Option<u32> {
    array(bytes, at).map(u32::from_le_bytes)
}

#[cfg(test)]
mod tests;
