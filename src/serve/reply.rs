//! An [`Answer`] becomes a response: status, headers, and of the bytes as many as were asked for.
//!
//! Blocking: files are opened and texts compressed here. Begin with [`response`].

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use super::body::Content;
use super::door::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};
use super::guard::Refusal;
use super::http::Manner;
use super::range::{Asked, range};
use super::shown::Answer;
use super::{gzip, overlay};
use crate::base::hash::Hash128;
use crate::base::lang::Lang;
use crate::build::os;

const HTML: &str = "text/html; charset=utf-8";

/// What the default theme works under, and every theme that asks no third party and has no inline script or style.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    font-src 'self'; media-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; \
    base-uri 'none'; frame-ancestors 'none'";
/// A drawing opened by itself is a document too: it may have styles, and no script.
const DRAWING_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";
/// What no page of a catalogue needs.
const NOT_NEEDED: &str = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

/// What a browser said beside the address.
pub(super) struct Wishes {
    range: Option<String>,
    if_range: Option<String>,
    if_none_match: Option<String>,
    takes_gzip: bool,
}

impl Wishes {
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let one = |name: HeaderName| headers.get(name).and_then(|it| it.to_str().ok()).map(str::to_owned);
        Self {
            range: one(header::RANGE),
            if_range: one(header::IF_RANGE),
            if_none_match: one(header::IF_NONE_MATCH),
            takes_gzip: gzip::is_accepted(one(header::ACCEPT_ENCODING).as_deref()),
        }
    }

    /// Whether the browser has what `tag` names. The weak and the strong of one tag are the same page.
    fn has(&self, tag: &str) -> bool {
        let tag = tag.trim_start_matches("W/");
        let is_it = |it: &str| it.trim().trim_start_matches("W/") == tag || it.trim() == "*";
        self.if_none_match.as_ref().is_some_and(|it| it.split(',').any(is_it))
    }

    /// The range, if it is of the bytes that `tag` names.
    fn range(&self, tag: &str) -> Option<&str> {
        self.range.as_deref().filter(|_| self.if_range.as_ref().is_none_or(|it| it == tag))
    }
}

/// What an answer is answered to.
pub(super) struct Question<'a> {
    pub(super) path: &'a str,
    pub(super) wishes: &'a Wishes,
    pub(super) manner: Manner,
    pub(super) lang: Lang,
}

/// The response to `answer`; one that is [`Answer::Moved`] comes from [`moved`].
pub(super) fn response(answer: Answer, asked: &Question) -> Response<Content> {
    match answer {
        Answer::Bytes { bytes, media, hash, is_page } => {
            let has_script = is_page && asked.manner == Manner::Live;
            let tag = format!("\"{}{}\"", hash.hex(), if has_script { "-live" } else { "" });
            let bytes = if has_script { overlay::with_script(&bytes) } else { unshared(bytes) };
            asked.sent(Source::Memory(bytes), media, &tag)
        }
        Answer::File { disk, media } => match open(&disk) {
            Some((file, length, hash)) => asked.sent(Source::Disk(file, length), media, &format!("\"{}\"", hash.hex())),
            None => refused(Refusal::Nothing, asked.lang),
        },
        Answer::Missing { bytes } if bytes.is_empty() => refused(Refusal::Nothing, asked.lang),
        Answer::Missing { bytes } => asked.page(StatusCode::NOT_FOUND, &bytes),
        Answer::Broken { bytes } => asked.page(StatusCode::INTERNAL_SERVER_ERROR, &bytes),
        Answer::Moved(to) => moved(&super::guard::encoded(&to), asked.manner),
    }
}

fn unshared(bytes: std::sync::Arc<Vec<u8>>) -> Vec<u8> {
    std::sync::Arc::try_unwrap(bytes).unwrap_or_else(|it| it.to_vec())
}

/// An ordinary file, its length, and what it is known by: no two states of it have the same.
fn open(disk: &Path) -> Option<(File, u64, Hash128)> {
    let file = os::open_file(disk).ok()?;
    let facts = file.metadata().ok().filter(std::fs::Metadata::is_file)?;
    Some((file, facts.len(), Hash128::of(&os::stamp(&facts))))
}

enum Source {
    Memory(Vec<u8>),
    Disk(File, u64),
}

impl Source {
    fn length(&self) -> u64 {
        match self {
            Source::Memory(bytes) => bytes.len() as u64,
            Source::Disk(_, length) => *length,
        }
    }

    /// Everything, in memory.
    fn bytes(self) -> std::io::Result<Vec<u8>> {
        match self {
            Source::Memory(bytes) => Ok(bytes),
            Source::Disk(mut file, length) => {
                let mut bytes = vec![0; length as usize];
                file.read_exact(&mut bytes).map(|()| bytes)
            }
        }
    }

    /// `length` bytes from `first` on.
    fn part(self, first: u64, length: u64) -> std::io::Result<Content> {
        match self {
            Source::Memory(mut bytes) => {
                bytes.truncate((first + length) as usize);
                bytes.drain(..first as usize);
                Ok(whole(bytes))
            }
            Source::Disk(mut file, _) => {
                file.seek(SeekFrom::Start(first))?;
                Ok(Content::file(file, length))
            }
        }
    }
}

fn whole(bytes: Vec<u8>) -> Content {
    if bytes.is_empty() { Content::Nothing } else { Content::Whole(bytes.into()) }
}

impl Question<'_> {
    /// What stands at the address, or as much of it as is asked for.
    fn sent(&self, source: Source, media: &'static str, tag: &str) -> Response<Content> {
        let length = source.length();
        if self.wishes.has(tag) {
            return self.empty(StatusCode::NOT_MODIFIED, media, tag);
        }
        let failed = |_| refused(Refusal::Failed, self.lang);
        match self.wishes.range(tag).map_or(Asked::Whole, |it| range(Some(it), length)) {
            Asked::Nothing => {
                let mut it = self.empty(StatusCode::RANGE_NOT_SATISFIABLE, media, tag);
                it.headers_mut().insert(header::CONTENT_RANGE, text(&format!("bytes */{length}")));
                it
            }
            Asked::Part(first, last) => {
                let part = source.part(first, last - first + 1);
                let made = part.map(|it| self.full(StatusCode::PARTIAL_CONTENT, media, (it, last - first + 1)));
                let mut it = made.unwrap_or_else(failed);
                it.headers_mut().insert(header::CONTENT_RANGE, text(&format!("bytes {first}-{last}/{length}")));
                it.headers_mut().insert(header::ETAG, text(tag));
                it
            }
            Asked::Whole if self.wishes.takes_gzip && gzip::is_worth(media, length) => {
                source.bytes().map_or_else(failed, |it| self.zipped(StatusCode::OK, media, (&it, tag)))
            }
            Asked::Whole => {
                let made = source.part(0, length).map(|it| self.full(StatusCode::OK, media, (it, length)));
                let mut it = made.unwrap_or_else(failed);
                it.headers_mut().insert(header::ETAG, text(tag));
                it.headers_mut().insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
                it
            }
        }
    }

    /// A page that stands in for another one.
    fn page(&self, status: StatusCode, bytes: &[u8]) -> Response<Content> {
        let bytes = if self.manner == Manner::Live { overlay::with_script(bytes) } else { bytes.to_vec() };
        let length = bytes.len() as u64;
        match self.wishes.takes_gzip && gzip::is_worth(HTML, length) {
            true => self.zipped(status, HTML, (&bytes, "")),
            false => self.full(status, HTML, (whole(bytes), length)),
        }
    }

    fn zipped(&self, status: StatusCode, media: &'static str, (bytes, tag): (&[u8], &str)) -> Response<Content> {
        let small = gzip::gzip(bytes);
        let length = small.len() as u64;
        let mut it = self.full(status, media, (whole(small), length));
        it.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        if !tag.is_empty() {
            // Weak: the same page in other bytes.
            it.headers_mut().insert(header::ETAG, text(&format!("W/{tag}")));
        }
        it
    }

    fn full(&self, status: StatusCode, media: &'static str, (content, length): (Content, u64)) -> Response<Content> {
        let mut it = Response::new(content);
        *it.status_mut() = status;
        self.dress(it.headers_mut(), media);
        it.headers_mut().insert(header::CONTENT_LENGTH, length.into());
        it
    }

    fn empty(&self, status: StatusCode, media: &'static str, tag: &str) -> Response<Content> {
        let mut it = Response::new(Content::Nothing);
        *it.status_mut() = status;
        self.dress(it.headers_mut(), media);
        it.headers_mut().insert(header::ETAG, text(tag));
        it
    }

    /// The headers that depend on nothing but what is sent.
    fn dress(&self, headers: &mut HeaderMap, media: &'static str) {
        let mut set = |name: HeaderName, value: &'static str| headers.insert(name, HeaderValue::from_static(value));
        set(header::CONTENT_TYPE, media);
        set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
        set(header::CACHE_CONTROL, cache(self.path, self.manner));
        if gzip::is_worth(media, gzip::MOST) {
            set(header::VARY, "accept-encoding");
        }
        if self.manner != Manner::Production {
            // Drafts are nobody's but the author's: no page of another site may show them as its own pictures.
            set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
            return;
        }
        set(header::REFERRER_POLICY, "strict-origin-when-cross-origin");
        match media {
            HTML => {
                set(header::CONTENT_SECURITY_POLICY, PAGE_POLICY);
                set(HeaderName::from_static("permissions-policy"), NOT_NEEDED);
                set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
            }
            "image/svg+xml" => drop(set(header::CONTENT_SECURITY_POLICY, DRAWING_POLICY)),
            _ => {}
        }
    }
}

/// A name with a fingerprint never holds anything else; all the rest is asked for again, which costs nothing where it
/// is unchanged, and never shows a page with the style sheet of yesterday.
fn cache(path: &str, manner: Manner) -> &'static str {
    match manner == Manner::Production && has_fingerprint(path) {
        true => "public, max-age=31536000, immutable",
        false => "no-cache",
    }
}

/// `main.0f3a9c21d4.css`, `shard-0f3a9c21d4.json`: at least ten hexadecimal digits before the ending, a letter among
/// them, for numbers and dates are no fingerprints.
fn has_fingerprint(path: &str) -> bool {
    let stem = path.rsplit('/').next().and_then(|it| it.rsplit_once('.')).map_or("", |it| it.0);
    let last = stem.rsplit(['.', '-']).next().filter(|it| it.len() < stem.len()).unwrap_or_default();
    let is_hex = last.bytes().all(|it| matches!(it, b'0'..=b'9' | b'a'..=b'f'));
    is_hex && last.len() >= 10 && last.bytes().any(|it| it.is_ascii_lowercase())
}

/// It stands at another address of ours, already encoded.
pub(super) fn moved(to: &str, manner: Manner) -> Response<Content> {
    let mut it = Response::new(Content::Nothing);
    // What moved while somebody writes may move back.
    *it.status_mut() =
        if manner == Manner::Production { StatusCode::MOVED_PERMANENTLY } else { StatusCode::TEMPORARY_REDIRECT };
    // Two slashes would begin the name of another server.
    let to = format!("/{}", to.trim_start_matches('/'));
    it.headers_mut().insert(header::LOCATION, text(&to));
    it.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    it
}

/// One sentence.
pub(super) fn refused(refusal: Refusal, lang: Lang) -> Response<Content> {
    let sentence = format!("{}\n", refusal.text(lang));
    let length = sentence.len();
    let mut it = Response::new(whole(sentence.into_bytes()));
    *it.status_mut() = refusal.status();
    let headers = it.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert(header::CONTENT_LENGTH, length.into());
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if refusal == Refusal::Method {
        headers.insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    it
}

/// A value that we made of digits, letters and codes.
pub(super) fn text(value: &str) -> HeaderValue {
    HeaderValue::from_str(value).expect("no control characters")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_fingerprints_are_kept_for_ever() {
        for good in ["/css/main.0f3a9c21d4.css", "/search/shard-0f3a9c21d40f3a9c.json"] {
            assert!(has_fingerprint(good), "{good}");
        }
        for bad in ["/css/main.css", "/a/report-20240517120000.pdf", "/0f3a9c21d4.css", "/a-deadbeef.png", "/", ""] {
            assert!(!has_fingerprint(bad), "{bad}");
        }
    }

    #[test]
    fn a_move_never_leads_away() {
        for to in ["//evil.example/", "/news/"] {
            let it = moved(to, Manner::Live);
            let location = it.headers()[header::LOCATION].to_str().unwrap();
            assert!(location.starts_with('/') && !location.starts_with("//"), "{location}");
        }
    }
}
