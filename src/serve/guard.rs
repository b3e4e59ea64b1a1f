//! What is refused before the site is asked: foreign names, foreign pages, methods that change things, odd paths.
//!
//! A page of another site can make a browser ask us anything. It cannot choose the `Host` of the question, so a name
//! that is not ours is a foreign site that was pointed at this computer (DNS rebinding), and it can read nothing.
//!
//! Begin with [`path`] and [`Hosts`].

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::door::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, header};
use crate::base::lang::Lang;

/// Under this path lies what is the server's own.
pub(super) const OWN: &str = "/_svod/";

/// Why a request is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The path is no path of a site.
    BadPath,
    /// No `Host`, or several.
    NoHost,
    /// A name that is not ours.
    ForeignHost,
    /// A page of another site asks for what is the server's own.
    ForeignPage,
    /// Neither GET nor HEAD.
    Method,
    /// A GET that sends something.
    Body,
    /// Nothing of ours stands there.
    Nothing,
    /// The site could not answer.
    Failed,
}

impl Refusal {
    /// The status of the response.
    pub(super) fn status(self) -> StatusCode {
        match self {
            Refusal::BadPath | Refusal::NoHost | Refusal::Body => StatusCode::BAD_REQUEST,
            Refusal::ForeignHost => StatusCode::MISDIRECTED_REQUEST,
            Refusal::ForeignPage => StatusCode::FORBIDDEN,
            Refusal::Method => StatusCode::METHOD_NOT_ALLOWED,
            Refusal::Nothing => StatusCode::NOT_FOUND,
            Refusal::Failed => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What a person reads in the browser.
    pub(super) fn text(self, lang: Lang) -> &'static str {
        let (ru, en) = match self {
            Refusal::BadPath => ("Такого адреса на сайте быть не может.", "A site cannot have such an address."),
            Refusal::NoHost => ("В запросе нет имени сервера.", "The request does not name the server."),
            Refusal::ForeignHost => (
                "Под этим именем сервер не отвечает. Если имя ваше, запустите svod serve --host ИМЯ.",
                "The server does not answer under this name. If the name is yours, run svod serve --host NAME.",
            ),
            Refusal::ForeignPage => ("Это доступно только страницам сайта.", "This is for pages of the site only."),
            Refusal::Method => ("Сайт можно только читать.", "The site can only be read."),
            Refusal::Body => ("Сайт ничего не принимает.", "The site takes nothing in."),
            Refusal::Nothing => ("Здесь ничего нет.", "There is nothing here."),
            Refusal::Failed => (
                "Страница не получилась: ошибка в самой программе svod. Остальные страницы работают.",
                "The page failed by a fault of svod itself. The other pages work.",
            ),
        };
        if lang == Lang::Ru { ru } else { en }
    }
}

/// The names under which we may be asked.
#[derive(Debug, Clone)]
pub struct Hosts {
    interface: IpAddr,
    names: Vec<String>,
}

impl Hosts {
    /// The loopback names, the address we listen at and `names`.
    pub fn new(interface: IpAddr, names: &[String]) -> Self {
        Self { interface, names: names.iter().map(|it| plain(it).to_owned()).collect() }
    }

    /// Whether `host` of a request, with any port or none, is one of ours.
    pub fn allows(&self, host: &str) -> bool {
        let Some(name) = name(host) else { return false };
        let name = plain(&name).to_owned();
        if name == "localhost" || self.names.contains(&name) {
            return true;
        }
        let bare = name.strip_prefix('[').and_then(|it| it.strip_suffix(']')).unwrap_or(&name);
        let Ok(address) = bare.parse::<IpAddr>() else { return false };
        // Listening everywhere, we do not know our addresses. An address, unlike a name, cannot be pointed at us.
        address == self.interface || self.interface.is_unspecified() || is_loopback(address)
    }
}

/// `127.0.0.1` and `::1`, no other of that network: nobody writes them.
fn is_loopback(address: IpAddr) -> bool {
    address == IpAddr::V4(Ipv4Addr::LOCALHOST) || address == IpAddr::V6(Ipv6Addr::LOCALHOST)
}

/// Without the dot that a full name may end with.
fn plain(name: &str) -> &str {
    name.strip_suffix('.').unwrap_or(name)
}

/// The name of `name:port` in small letters; None if it is neither.
fn name(host: &str) -> Option<String> {
    let end = if host.starts_with('[') { host.find(']')? + 1 } else { host.find(':').unwrap_or(host.len()) };
    let (name, rest) = host.split_at(end);
    let is_port = |it: &str| it.len() <= 5 && it.bytes().all(|it| it.is_ascii_digit());
    let is_good = !name.is_empty() && (rest.is_empty() || rest.strip_prefix(':').is_some_and(is_port));
    is_good.then(|| name.to_ascii_lowercase())
}

/// What can be said without the path.
pub(super) fn request<B>(it: &Request<B>, hosts: &Hosts) -> Result<(), Refusal> {
    if !matches!(*it.method(), Method::GET | Method::HEAD) {
        return Err(Refusal::Method);
    }
    let headers = it.headers();
    let is_empty = one(headers, header::CONTENT_LENGTH).is_none_or(|it| it == "0");
    if !is_empty || headers.contains_key(header::TRANSFER_ENCODING) {
        return Err(Refusal::Body);
    }
    let mut named = headers.get_all(header::HOST).iter();
    let (Some(host), None) = (named.next(), named.next()) else { return Err(Refusal::NoHost) };
    let is_ours = |it: &str| hosts.allows(it);
    // A page of another site has nothing to ask of a preview. People who follow a link send no origin.
    let is_own_origin = |it: &HeaderValue| {
        let address = it.to_str().ok().and_then(|it| it.split_once("://"));
        address.is_some_and(|(_, host)| hosts.allows(host))
    };
    if !headers.get_all(header::ORIGIN).iter().all(is_own_origin) {
        return Err(Refusal::ForeignPage);
    }
    // `GET http://name/path` names the server twice.
    let is_uri_ours = it.uri().authority().is_none_or(|it| is_ours(it.as_str()));
    match host.to_str().is_ok_and(is_ours) && is_uri_ours {
        true => Ok(()),
        false => Err(Refusal::ForeignHost),
    }
}

/// Whether what is the server's own may be given to who asks: to pages of this very server, and to a person who opens
/// it by hand.
pub(super) fn own(headers: &HeaderMap) -> Result<(), Refusal> {
    let host = one(headers, header::HOST).unwrap_or_default();
    let is_own = |it: &str| it.split_once("://").is_some_and(|(_, it)| it.eq_ignore_ascii_case(host));
    let is_own_origin = !headers.contains_key(header::ORIGIN) || one(headers, header::ORIGIN).is_some_and(is_own);
    let from = one(headers, HeaderName::from_static("sec-fetch-site"));
    match is_own_origin && matches!(from, None | Some("same-origin" | "none")) {
        true => Ok(()),
        false => Err(Refusal::ForeignPage),
    }
}

fn one(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name).and_then(|it| it.to_str().ok())
}

/// The path of a request, decoded once.
///
/// # Errors
/// It would leave the site, or holds what no address of a site holds. A slash in code is among that: nobody writes it.
pub fn path(raw: &str) -> Result<String, Refusal> {
    let has_slash = raw.as_bytes().windows(3).any(|it| it.eq_ignore_ascii_case(b"%2f"));
    let decoded = decoded(raw).filter(|it| it.starts_with('/') && !has_slash).ok_or(Refusal::BadPath)?;
    let is_odd = |it: char| it.is_control() || it == '\\';
    let is_step = |it: &str| matches!(it, "." | "..");
    match decoded.contains(is_odd) || decoded.split('/').any(is_step) {
        true => Err(Refusal::BadPath),
        false => Ok(decoded),
    }
}

/// `%D1%8F` undone; None where a code is broken or no text comes out.
fn decoded(raw: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let digit = |at: usize| rest.get(at).and_then(|it| (*it as char).to_digit(16));
        bytes.push((digit(0)? * 16 + digit(1)?) as u8);
        rest = &rest[2..];
    }
    String::from_utf8(bytes).ok()
}

/// A decoded path as it stands in an address.
pub(super) fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' => out.push(byte as char),
            it if it.is_ascii_alphanumeric() => out.push(it as char),
            it => out.push_str(&format!("%{it:02X}")),
        }
    }
    out
}

/// A value of `name=value&…`, decoded.
pub(super) fn query(query: &str, name: &str) -> Option<String> {
    let pair = query.split('&').filter_map(|it| it.split_once('=')).find(|it| it.0 == name)?;
    decoded(pair.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_path(raw: &str, expected: Option<&str>) {
        assert_eq!(path(raw).ok().as_deref(), expected, "{raw:?}");
    }

    #[test]
    fn paths_stay_in_the_site() {
        check_path("/", Some("/"));
        check_path("/news/%D1%8F%20a/", Some("/news/я a/"));
        check_path("/a..b/.well-known/x", Some("/a..b/.well-known/x"));
        for raw in ["/../etc/passwd", "/a/..", "/./a", "/%2e%2e/a", "/%2E./a", "/a/%2e", "/..%2fa", "/a%2Fb", "/a%5cb"]
        {
            check_path(raw, None);
        }
        for raw in ["/a\\b", "/a%00", "/a%0d%0ab", "/%zz", "/%", "/%+1", "/%d1", "a", "", "*", "/%7f"] {
            check_path(raw, None);
        }
        // Encoded twice, it is decoded once: a name that nothing has.
        check_path("/%252e%252e/%252fetc", Some("/%2e%2e/%2fetc"));
    }

    #[test]
    fn what_is_encoded_is_decoded() {
        assert_eq!(encoded("/я a?#%/~x"), "/%D1%8F%20a%3F%23%25/~x");
        assert_eq!(path(&encoded("/я a?#%/~x")).as_deref(), Ok("/я a?#%/~x"));
        assert_eq!(query("a=1&page=%2Fnews%2F%25D1%258F%2F", "page").as_deref(), Some("/news/%D1%8F/"));
        assert_eq!(query("pages=1", "page"), None);
    }

    fn check_host(hosts: &Hosts, good: &[&str], bad: &[&str]) {
        good.iter().for_each(|it| assert!(hosts.allows(it), "{it}"));
        bad.iter().for_each(|it| assert!(!hosts.allows(it), "{it}"));
    }

    #[test]
    fn only_our_names_are_answered() {
        let local = Hosts::new([127, 0, 0, 1].into(), &["preview.test".to_owned()]);
        let good = ["localhost", "LOCALHOST:1", "localhost.:80", "127.0.0.1:7863", "[::1]:7863", "Preview.test:80"];
        let bad = ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "192.168.0.7", "0.0.0.0", ""];
        check_host(&local, &good, &bad);
        let odd = ["localhost:80:80", "localhost:x", "[::1", "user@localhost", "localhost/..", ":80"];
        check_host(&local, &["localhost:"], &odd);
        let lan = Hosts::new([192, 168, 0, 7].into(), &[]);
        check_host(&lan, &["192.168.0.7:7863", "localhost"], &["192.168.0.8", "preview.test"]);
        let all = Hosts::new([0, 0, 0, 0].into(), &[]);
        check_host(&all, &["192.168.0.8:7863", "[fe80::1]"], &["evil.example"]);
    }

    #[test]
    fn every_refusal_speaks_both_languages() {
        for it in [Refusal::BadPath, Refusal::NoHost, Refusal::ForeignHost, Refusal::ForeignPage, Refusal::Method] {
            assert!(it.text(Lang::Ru).contains(|it: char| ('а'..='я').contains(&it)), "{it:?}");
            assert!(!it.text(Lang::En).contains(|it: char| ('а'..='я').contains(&it)), "{it:?}");
        }
    }
}
