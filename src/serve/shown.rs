//! What a server shows. No network here: who makes a site visible implements [`Shown`] in plain blocking code.

use std::path::PathBuf;
use std::sync::Arc;

use crate::base::hash::Hash128;

/// What a server shows.
///
/// Paths are percent-decoded, counted from the site's root (the path of `base_url` is taken off), begin with `/` and
/// hold no `.` or `..` as a step, no backslash, no control character. Empty steps (`//`) are possible: nothing stands
/// there.
pub trait Shown: Send + Sync + 'static {
    /// What stands at a path. May block; called on threads of their own, several at a time.
    fn answer(&self, path: &str) -> Answer;

    /// What a tab that shows `path` has to know. May block. Of a path where no page stands too: the value of
    /// [`Tab::content`] must change when one appears.
    fn tab(&self, path: &str) -> Tab;

    /// The path of the site's address: begins and ends with `/`. May change with the site. Must not block.
    fn base(&self) -> Arc<str>;

    /// Grows with every change of the site, before [`super::bell::Bell::ring`]. Must not block: it is asked before and
    /// after a page is fetched, to know whether the page and its tab are of one moment.
    fn generation(&self) -> u64;
}

/// What stands at a path.
#[derive(Debug, Clone)]
pub enum Answer {
    /// Bytes in memory.
    Bytes {
        /// As the build would write them.
        bytes: Arc<Vec<u8>>,
        /// See [`media`].
        media: &'static str,
        /// Of the bytes: equal hashes are equal bytes.
        hash: Hash128,
        /// A page for people: gets the script of the preview.
        is_page: bool,
    },
    /// An ordinary file on disk, sent piece by piece. A link in its place is refused.
    File {
        /// Where it lies.
        disk: PathBuf,
        /// See [`media`].
        media: &'static str,
    },
    /// It stands at another path: `/news` is `/news/`.
    Moved(String),
    /// Nothing stands there: the theme's page that says so. Status 404.
    Missing {
        /// The page; may be empty.
        bytes: Arc<Vec<u8>>,
    },
    /// A page that never was good: what is wrong, as a page. Status 500.
    Broken {
        /// The page.
        bytes: Arc<Vec<u8>>,
    },
}

/// What a tab has to know of the page that it shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tab {
    /// Differs when the page has to be loaded anew. A hash of the page's bytes is right as long as the bytes do not
    /// change with a style sheet.
    pub content: Hash128,
    /// Addresses of the page's style sheets as the browser asks for them, in the order of their `<link>`s. An address
    /// must change with what it holds, at least by a query: `/css/main.css?v=0f3a`.
    pub styles: Vec<String>,
    /// What is wrong with the source of this page, in the words of the command line.
    pub problem: Option<String>,
}

/// The media type of a path by its ending, with the charset where it is text.
// long: a table
pub fn media(path: &str) -> &'static str {
    let ending = path.rsplit('/').next().and_then(|it| it.rsplit_once('.')).map(|it| it.1.to_ascii_lowercase());
    match ending.as_deref().unwrap_or_default() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "jsonld" => "application/ld+json",
        "geojson" => "application/geo+json",
        "webmanifest" => "application/manifest+json",
        "txt" | "text" | "log" => "text/plain; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "tsv" => "text/tab-separated-values; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "vcf" => "text/vcard; charset=utf-8",
        "vtt" => "text/vtt; charset=utf-8",
        "xml" | "xsl" => "application/xml; charset=utf-8",
        "atom" => "application/atom+xml; charset=utf-8",
        "rss" => "application/rss+xml; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "bmp" => "image/bmp",
        "tif" | "tiff" => "image/tiff",
        "ico" => "image/vnd.microsoft.icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "mp3" => "audio/mpeg",
        "m4a" => "audio/mp4",
        "ogg" | "oga" | "opus" => "audio/ogg",
        "wav" => "audio/wav",
        "mp4" | "m4v" => "video/mp4",
        "webm" => "video/webm",
        "ogv" => "video/ogg",
        "mov" => "video/quicktime",
        "pdf" => "application/pdf",
        "rtf" => "application/rtf",
        "doc" => "application/msword",
        "xls" => "application/vnd.ms-excel",
        "ppt" => "application/vnd.ms-powerpoint",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "odt" => "application/vnd.oasis.opendocument.text",
        "ods" => "application/vnd.oasis.opendocument.spreadsheet",
        "odp" => "application/vnd.oasis.opendocument.presentation",
        "epub" => "application/epub+zip",
        "zip" => "application/zip",
        "gz" => "application/gzip",
        "7z" => "application/x-7z-compressed",
        "rar" => "application/vnd.rar",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types_follow_the_ending() {
        assert_eq!(media("/news/index.html"), "text/html; charset=utf-8");
        assert_eq!(media("/a.b/Отчёт.PDF"), "application/pdf");
        assert_eq!(media("/a.css/noending"), "application/octet-stream");
        assert_eq!(media("/"), "application/octet-stream");
    }
}
