use proptest::prelude::*;

use super::*;

/// A segment of a JPEG.
fn segment(marker: u8, payload: &[u8]) -> Vec<u8> {
    let mut out = vec![0xff, marker];
    out.extend_from_slice(&(payload.len() as u16 + 2).to_be_bytes());
    out.extend_from_slice(payload);
    out
}

fn exif(orientation: u8) -> Vec<u8> {
    let mut block = tiff::minimal(orientation).to_vec();
    // As cameras do: more after the table.
    block.extend_from_slice(b"SECRET: 55.32, 42.17");
    block
}

/// A JPEG of 640 × 480 with all that a camera adds.
fn jpeg() -> Vec<u8> {
    let mut frame = vec![8];
    frame.extend_from_slice(&480u16.to_be_bytes());
    frame.extend_from_slice(&640u16.to_be_bytes());
    frame.extend_from_slice(&[1, 1, 0x11, 0]);
    let exif = [&b"Exif\0\0"[..], &exif(6)].concat();
    let parts = [
        vec![0xff, 0xd8],
        segment(0xe0, b"JFIF\0\x01\x02\x01\0\x48\0\x48\x01\x01SECRET thumbnail"),
        segment(0xe1, &exif),
        segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0SECRET"),
        segment(0xe2, b"ICC_PROFILE\0\x01\x01colours"),
        segment(0xe2, b"MPF\0SECRET"),
        segment(0xed, b"Photoshop 3.0\0SECRET"),
        segment(0xee, b"Adobe\0\x64\0\0\0\0\x01"),
        segment(0xfe, b"SECRET"),
        vec![0xff],
        segment(0xc0, &frame),
        segment(0xda, &[1, 1, 0, 0, 63, 0]),
        b"data\xff\x00data\xff\xd0data".to_vec(),
        segment(0xc4, b"table"),
        segment(0xda, &[1, 1, 0, 0, 63, 0]),
        b"more\xff\xd9SECRET after the end".to_vec(),
    ];
    parts.concat()
}

fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let body = [&kind[..], data].concat();
    [&(data.len() as u32).to_be_bytes()[..], &body, &png::crc(&body).to_be_bytes()].concat()
}

fn png_of(width: u32, height: u32) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
    let parts = [
        png::SIGNATURE.to_vec(),
        chunk(b"IHDR", &header),
        chunk(b"iCCP", b"colours"),
        chunk(b"tEXt", b"Author\0SECRET"),
        chunk(b"eXIf", &exif(3)),
        chunk(b"IDAT", b"data that is long enough for the tables"),
        chunk(b"IEND", b""),
        b"SECRET".to_vec(),
    ];
    parts.concat()
}

fn riff(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let padding = &[0][..data.len() % 2];
    [&kind[..], &(data.len() as u32).to_le_bytes(), data, padding].concat()
}

fn webp_of(chunks: &[Vec<u8>]) -> Vec<u8> {
    let body = [&b"WEBP"[..], &chunks.concat()].concat();
    riff(b"RIFF", &body)
}

fn webp() -> Vec<u8> {
    webp_of(&[
        riff(b"VP8X", &[HAS_ALL, 0, 0, 0, 0x7f, 2, 0, 0xdf, 1, 0]),
        riff(b"ICCP", b"colours"),
        riff(b"VP8L", b"\x2f\x7f\xc2\x77\0data!"),
        riff(b"EXIF", &exif(8)),
        riff(b"XMP ", b"SECRET!"),
    ])
}

const HAS_ALL: u8 = 0x20 | 0x08 | 0x04;

fn gif() -> Vec<u8> {
    let head = b"GIF89a\x80\x02\xe0\x01\x80\0\0\0\0\0\xff\xff\xff";
    [&head[..], b"\x21\xfe\x06remark\0", b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0\x3b"].concat()
}

fn all() -> [Vec<u8>; 5] {
    let svg = "<?xml version='1.0'?><!-- x --><svg width=\"24px\" height=\"12\"><path d=''/></svg>";
    [jpeg(), png_of(640, 480), webp(), gif(), svg.as_bytes().to_vec()]
}

fn size(width: u32, height: u32) -> Option<Size> {
    Some(Size { width, height })
}

#[test]
fn sizes_are_those_that_are_shown() {
    let seen = all().map(|bytes| measure(&bytes).unwrap());
    assert_eq!(seen.map(|it| it.size), [size(480, 640), size(640, 480), size(480, 640), size(640, 480), size(24, 12)]);
    assert_eq!(seen.map(|it| it.orientation), [6, 3, 8, 1, 1]);
    assert!(seen.iter().all(|it| !it.is_damaged));
}

#[test]
fn the_other_two_kinds_of_webp() {
    let lossy = webp_of(&[riff(b"VP8 ", b"\0\0\0\x9d\x01\x2a\x80\x02\xe0\x01data")]);
    let lossless = webp_of(&[riff(b"VP8L", b"\x2f\x7f\xc2\x77\0data!")]);
    for bytes in [lossy, lossless] {
        assert_eq!(measure(&bytes).unwrap().size, size(640, 480));
        assert_eq!(without_metadata(bytes.clone()), bytes);
    }
    let turned = webp_of(&[riff(b"VP8L", b"\x2f\x7f\xc2\x77\0data!"), riff(b"EXIF", &exif(6))]);
    assert_eq!(measure(&turned).unwrap().orientation, 1, "browsers do not look for it there");
}

#[test]
fn metadata_goes_and_the_picture_stays() {
    let has = |bytes: &[u8], what: &[u8]| bytes.windows(what.len()).any(|it| it == what);
    for bytes in [jpeg(), png_of(640, 480), webp()] {
        let before = measure(&bytes).unwrap();
        assert!(has(&bytes, b"SECRET"));
        let bare = without_metadata(bytes);
        assert!(!has(&bare, b"SECRET") && has(&bare, b"colours") && has(&bare, b"data"), "{:?}", before.format);
        assert_eq!(measure(&bare).unwrap(), before);
        assert_eq!(without_metadata(bare.clone()), bare);
    }
}

#[test]
fn a_segment_shorter_than_its_length_ends_a_jpeg() {
    // Read on from there, what was dropped and what was kept changed places at the second reading.
    let bytes = b"\xff\xd8\xff\xca\0\x07\xff\xda\0\0\x02\xff\x9a\0\x01\0\0\x0e\x07\xff\xda\0\0\x12\xd8".to_vec();
    let bare = without_metadata(bytes);
    assert_eq!(bare, b"\xff\xd8\xff\xca\0\x07\xff\xda\0\0\x02");
    assert_eq!(without_metadata(bare.clone()), bare);
}

#[test]
fn a_second_header_of_a_png_gets_no_orientation_of_its_own() {
    let mut twice = png_of(640, 480);
    let header = twice[8..33].to_vec();
    twice.splice(33..33, header);
    let bare = without_metadata(twice);
    assert_eq!(bare.windows(4).filter(|it| it == b"eXIf").count(), 1);
    assert_eq!(without_metadata(bare.clone()), bare);
}

#[test]
fn a_png_that_ends_within_its_first_chunk_gets_nothing_behind_it() {
    let cut = &chunk(b"IDAT", b"data that ends too early")[..20];
    let bare = without_metadata([png::SIGNATURE, &chunk(b"eXIf", &exif(3)), cut].concat());
    assert_eq!(bare, [png::SIGNATURE, cut].concat());
}

#[test]
fn damage_behind_the_header_is_a_warning() {
    for bytes in all() {
        let cut = match bytes.windows(6).rposition(|it| it == b"SECRET") {
            Some(at) if bytes.starts_with(b"\xff\xd8") => at - 2,
            _ => bytes.len() - 8,
        };
        let picture = measure(&bytes[..cut]).unwrap();
        assert!(picture.is_damaged, "{:?}", picture.format);
    }
    let mut wrong_sum = png_of(640, 480);
    let at = wrong_sum.windows(4).position(|it| it == b"data").unwrap();
    wrong_sum[at] ^= 1;
    assert!(measure(&wrong_sum).unwrap().is_damaged);
}

#[test]
fn a_header_that_makes_no_sense_is_an_error() {
    let mut wrong_sum = png_of(640, 480);
    wrong_sum[18] ^= 1;
    let html = b"<!doctype html><html>".to_vec();
    for bytes in [wrong_sum, html, b"\xff\xd8\xff".to_vec(), png_of(0, 5), b"%PDF-1.7".to_vec(), Vec::new()] {
        assert_eq!(measure(&bytes), Err(PictureFault::Unreadable));
    }
}

#[test]
fn absurd_sizes_are_refused() {
    assert_eq!(measure(&png_of(50_000, 50_000)), Err(PictureFault::TooBig(size(50_000, 50_000).unwrap())));
    assert!(measure(&png_of(10_000, 10_000)).is_ok());
}

#[test]
fn drawings_state_their_size_in_several_ways() {
    let check = |attributes: &str, expected| {
        let svg = format!("\u{feff}<!DOCTYPE svg [<!ENTITY a \"b\">]>\n<svg {attributes}></svg>\n");
        assert_eq!(measure(svg.as_bytes()).unwrap().size, expected, "{attributes}");
    };
    check("viewBox='0 0 24 12'", size(24, 12));
    check("viewBox='0,0,24,12' width='100%' height = \"100%\"", size(24, 12));
    check("width='48' viewBox='0 0 24 12'", size(48, 24));
    check("height='10.4' viewBox='0 0 24 12'", size(21, 10));
    check("width='10em'", None);
    check("data-x='>' width='5' height='1e300'", None);
    check("", None);
}

#[test]
fn the_sum_is_that_of_the_standard() {
    assert_eq!(png::crc(b"123456789"), 0xcbf4_3926);
    assert_eq!(png::crc(b""), 0);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_panic(
        which in 0usize..5,
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        cut in any::<prop::sample::Index>(),
        is_cut in any::<bool>(),
    ) {
        let mut bytes = all()[which].clone();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if is_cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let before = measure(&bytes);
        let bare = without_metadata(bytes);
        let after = measure(&bare);
        // A picture that could be read is the same picture without its metadata.
        if let Ok(before) = before {
            prop_assert_eq!(after.map(|it| (it.format, it.size)), Ok((before.format, before.size)));
        }
        prop_assert_eq!(without_metadata(bare.clone()), bare);
    }

    #[test]
    fn no_noise_panics(noise in proptest::collection::vec(any::<u8>(), 0..200), which in 0usize..5) {
        let mut bytes = all()[which][..12].to_vec();
        bytes.extend(noise);
        let _ = measure(&bytes);
        without_metadata(bytes);
    }
}
