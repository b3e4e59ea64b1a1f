//! Bytes become text. The only file that names simdutf8.
//!
//! Every source and every card passes here; for Cyrillic the standard check is ten times slower.

/// The text of `bytes`.
///
/// # Errors
/// The bytes, and where the first one stands that is no UTF-8.
pub fn text(bytes: Vec<u8>) -> Result<String, (Vec<u8>, usize)> {
    if let Ok(text) = simdutf8::basic::from_utf8(&bytes) {
        return Ok(text.to_owned());
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        (error.into_bytes(), at)
    })
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn the_first_broken_byte_is_told() {
        assert_eq!(text("Омск".into()).as_deref(), Ok("Омск"));
        assert_eq!(text(b"Om\xffsk".to_vec()), Err((b"Om\xffsk".to_vec(), 2)));
    }
}
