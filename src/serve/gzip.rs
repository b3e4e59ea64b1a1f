//! The door of `flate2`: texts go over the network compressed where the browser takes it.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

/// Shorter texts are sent as they are: one packet anyway.
const LEAST: usize = 1024;
/// Longer ones too: compressing them whole would take long and much memory.
pub(super) const MOST: u64 = 16 << 20;

/// Whether a text of this type and length is worth it.
pub(super) fn is_worth(media: &str, length: u64) -> bool {
    let is_text = media.starts_with("text/") || ["json", "xml"].iter().any(|it| media.contains(it));
    is_text && (LEAST as u64..=MOST).contains(&length)
}

/// Whether `Accept-Encoding` takes it.
pub(super) fn is_accepted(value: Option<&str>) -> bool {
    let takes = |name: &str| {
        let mut codings = value?.split(',').map(|it| it.split(';').map(str::trim));
        codings.find_map(|mut it| it.next().filter(|it| it.eq_ignore_ascii_case(name)).map(|_| !it.any(is_zero)))
    };
    takes("gzip").or_else(|| takes("*")).unwrap_or(false)
}

/// `q=0`, `q=0.000`.
fn is_zero(parameter: &str) -> bool {
    let value = parameter.split_once('=').filter(|it| it.0.trim().eq_ignore_ascii_case("q")).map(|it| it.1.trim());
    value.is_some_and(|it| it.parse::<f32>().is_ok_and(|it| it == 0.0))
}

/// `bytes` compressed. Fast rather than small: it is done for every visitor anew.
pub(super) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::new(3));
    encoder.write_all(bytes).expect("memory takes all bytes");
    encoder.finish().expect("memory takes all bytes")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn compressed_is_accepted_as_browsers_say_it() {
        for good in ["gzip", "gzip, deflate, br, zstd", "br;q=1, GZIP ; q=0.5", "*", "deflate, *;q=0.1"] {
            assert!(is_accepted(Some(good)), "{good}");
        }
        for bad in ["", "br", "gzip;q=0", "gzip;q=0.000, *", "*;q=0", "gzipped"] {
            assert!(!is_accepted(Some(bad)), "{bad}");
        }
        assert!(!is_accepted(None));
    }

    #[test]
    fn what_is_compressed_comes_back() {
        let text = "Фонд «Клуб» ".repeat(500);
        let small = gzip(text.as_bytes());
        let mut back = String::new();
        flate2::read::GzDecoder::new(&small[..]).read_to_string(&mut back).unwrap();
        assert!(small.len() < text.len() / 10 && back == text);
        assert!(is_worth("text/html; charset=utf-8", 5000) && is_worth("image/svg+xml", 5000));
        assert!(!is_worth("image/png", 5000) && !is_worth("text/html", 100));
    }
}
