//! The script of the preview: what it is, and where it stands in a page.
//!
//! `live.js` reloads the page when it changed, swaps style sheets and shows problems over the page. It is sent as it
//! lies in the sources, under [`ADDRESS`]; the constant [`TAG`] is all that a served page has more than a built one.

/// Where the script lies.
pub(super) const ADDRESS: &str = "/_svod/live.js";
/// Where it listens.
pub(super) const EVENTS: &str = "/_svod/events";
/// The script.
pub(super) const SCRIPT: &str = include_str!("live.js");
/// What a page gets.
const TAG: &[u8] = b"<script src=\"/_svod/live.js\" defer></script>";
const END: &[u8] = b"</body>";

/// `page` with the script just before its end.
pub(super) fn with_script(page: &[u8]) -> Vec<u8> {
    let at = page.windows(END.len()).rposition(|it| it.eq_ignore_ascii_case(END)).unwrap_or(page.len());
    [&page[..at], TAG, &page[at..]].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(page: &str, expected: &str) {
        let expected = expected.replace('*', std::str::from_utf8(TAG).unwrap());
        assert_eq!(with_script(page.as_bytes()), expected.as_bytes());
    }

    #[test]
    fn the_script_stands_at_the_end() {
        check("<body><pre>&lt;/body></pre></body>\n</html>", "<body><pre>&lt;/body></pre>*</body>\n</html>");
        check("<p></BODY></body x", "<p>*</BODY></body x");
        check("", "*");
        assert!(TAG.windows(ADDRESS.len()).any(|it| it == ADDRESS.as_bytes()) && SCRIPT.contains(EVENTS));
    }
}
