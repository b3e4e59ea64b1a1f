//! The server of `svod serve` over real sockets: what it refuses, what it sends, what tabs hear, and that nothing a
//! visitor does keeps pages from others.
//!
//! Begin with [`Fake`], a site made by hand, and [`Visitor`], who speaks HTTP word by word.

use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use svod::base::hash::Hash128;
use svod::base::lang::Lang;
use svod::serve::bell::Bell;
use svod::serve::http::{Manner, Server};
use svod::serve::listen::Listen;
use svod::serve::shown::{Answer, Shown, Tab, media};

use crate::corpus::{Place, Tree, put};

/// A site of pages that a test changes.
#[derive(Default)]
struct Fake {
    pages: Mutex<Tree>,
    problem: Mutex<Option<String>>,
    style: Mutex<String>,
    base: Mutex<String>,
    generation: AtomicU64,
}

impl Fake {
    fn set(&self, path: &str, page: &str) {
        self.pages
            .lock()
            .expect("no test panics while it holds this")
            .insert(path.to_owned(), page.as_bytes().to_vec());
        self.generation.fetch_add(1, Ordering::SeqCst);
    }

    fn page(&self, path: &str) -> Option<Vec<u8>> {
        self.pages.lock().expect("no test panics while it holds this").get(path).cloned()
    }
}

impl Shown for Fake {
    fn answer(&self, path: &str) -> Answer {
        if path == "/panic/" {
            // Without a message on the screen of who runs the tests.
            std::panic::resume_unwind(Box::new(()));
        }
        match self.page(path) {
            Some(bytes) if path == "/broken/" => Answer::Broken { bytes: Arc::new(bytes) },
            Some(bytes) => {
                let (hash, is_page) = (Hash128::of_bytes(&bytes), path.ends_with('/'));
                let media = media(if is_page { "index.html" } else { path });
                Answer::Bytes { bytes: Arc::new(bytes), media, hash, is_page }
            }
            None if self.page(&format!("{path}/")).is_some() => Answer::Moved(format!("{path}/")),
            None => Answer::Missing { bytes: Arc::new("<body>Такой страницы нет</body>".into()) },
        }
    }

    fn tab(&self, path: &str) -> Tab {
        let content = self.page(path).map_or(Hash128(0), |it| Hash128::of_bytes(&it));
        let problem =
            self.problem.lock().expect("no test panics while it holds this").clone().filter(|_| path == "/news/");
        Tab { content, styles: vec![self.style.lock().expect("no test panics while it holds this").clone()], problem }
    }

    fn base(&self) -> Arc<str> {
        self.base.lock().expect("no test panics while it holds this").as_str().into()
    }

    fn generation(&self) -> u64 {
        self.generation.load(Ordering::SeqCst)
    }
}

/// A server that shows a [`Fake`].
struct Preview {
    address: SocketAddr,
    site: Arc<Fake>,
    bell: Bell,
}

fn preview(manner: Manner, base: &str) -> Preview {
    let site = Arc::new(Fake::default());
    site.set("/", "<html><body>Главная</body></html>");
    site.set("/news/", &format!("<html><body>{}</body></html>", "Новости фонда. ".repeat(200)));
    site.set("/я/", "<body>Я</body>");
    site.set("/broken/", "<body>Не читается</body>");
    site.set("/css/main.css", "p { color: #123 }");
    let bound = Listen { port: Some(0), ..Listen::default() }.bind().expect("a free port");
    let (address, bell) = (bound.address(), Bell::new());
    base.clone_into(&mut site.base.lock().expect("no test panics while it holds this"));
    let server = Server { shown: site.clone(), bell: bell.clone(), manner, lang: Lang::En };
    thread::spawn(move || bound.serve(server));
    Preview { address, site, bell }
}

/// Who speaks HTTP word by word.
struct Visitor(BufReader<TcpStream>);

/// What came back.
#[derive(Debug)]
struct Heard {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Heard {
    fn header(&self, name: &str) -> Option<&str> {
        let rows = self.head.lines().filter_map(|it| it.split_once(": "));
        rows.into_iter().find(|it| it.0.eq_ignore_ascii_case(name)).map(|it| it.1)
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("text")
    }
}

impl Visitor {
    fn new(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).expect("the server listens");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a socket");
        Self(BufReader::new(stream))
    }

    fn say(&mut self, bytes: impl AsRef<[u8]>) {
        self.0.get_mut().write_all(bytes.as_ref()).expect("the server reads");
    }

    /// The head of the next response; None if the server hung up.
    fn head(&mut self) -> Option<Heard> {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            match self.0.read_line(&mut head) {
                Ok(0) => return None,
                Err(error) if error.kind() == ErrorKind::ConnectionReset => return None,
                other => other.expect("an answer"),
            };
        }
        let status = head.split(' ').nth(1).and_then(|it| it.parse().ok()).expect("a status");
        Some(Heard { status, head, body: Vec::new() })
    }

    /// The next response.
    fn hear(&mut self) -> Heard {
        let mut it = self.head().expect("an answer");
        let length = it.header("content-length").map_or(0, |it| it.parse().expect("a number"));
        it.body = vec![0; length];
        self.0.read_exact(&mut it.body).expect("the whole body");
        it
    }

    fn get(&mut self, path: &str, headers: &str) -> Heard {
        self.say(format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n"));
        self.hear()
    }

    fn hung_up(&mut self) -> bool {
        self.head().is_none()
    }
}

fn get(address: SocketAddr, path: &str, headers: &str) -> Heard {
    Visitor::new(address).get(path, headers)
}

fn status(address: SocketAddr, words: &str) -> u16 {
    let mut it = Visitor::new(address);
    it.say(words);
    it.head().map_or(0, |it| it.status)
}

const SCRIPT: &str = "<script src=\"/_svod/live.js\" defer></script>";

#[test]
fn a_page_is_the_built_one_and_one_script() {
    let it = preview(Manner::Live, "/");
    let page = get(it.address, "/", "");
    assert_eq!((page.status, page.text()), (200, &*format!("<html><body>Главная{SCRIPT}</body></html>")));
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(page.header("cache-control"), Some("no-cache"));
    let style = get(it.address, "/css/main.css", "");
    assert_eq!((style.text(), style.header("content-type")), ("p { color: #123 }", Some("text/css; charset=utf-8")));
    let script = get(it.address, "/_svod/live.js", "");
    assert!(script.status == 200 && script.text().contains("EventSource"));
    let missing = get(it.address, "/nothing/", "");
    assert_eq!((missing.status, missing.text()), (404, &*format!("<body>Такой страницы нет{SCRIPT}</body>")));
    let broken = get(it.address, "/broken/", "");
    assert_eq!((broken.status, broken.text()), (500, &*format!("<body>Не читается{SCRIPT}</body>")));
    assert_eq!(get(it.address, "/%D1%8F/?a=1", "").status, 200);
    let moved = get(it.address, "/%D1%8F?a=1", "");
    assert_eq!((moved.status, moved.header("location")), (307, Some("/%D1%8F/?a=1")));
}

#[test]
fn without_reload_the_bytes_are_the_built_ones() {
    let it = preview(Manner::Still, "/");
    assert_eq!(get(it.address, "/", "").text(), "<html><body>Главная</body></html>");
    assert_eq!(get(it.address, "/_svod/live.js", "").status, 404);
    assert_eq!(get(it.address, "/_svod/events?page=/", "").status, 404);
}

#[test]
fn a_site_under_a_path_lies_there() {
    let it = preview(Manner::Live, "/a/б/");
    let root = get(it.address, "/", "");
    assert_eq!((root.status, root.header("location")), (307, Some("/a/%D0%B1/")));
    assert_eq!(get(it.address, "/a/%D0%B1/news/", "").status, 200);
    assert_eq!(get(it.address, "/a/%D0%B1/news", "").header("location"), Some("/a/%D0%B1/news/"));
    assert_eq!(get(it.address, "/a/%D0%B1", "").status, 307);
    assert_eq!(get(it.address, "/news/", "").status, 404);
    assert_eq!(get(it.address, "/_svod/live.js", "").status, 200);
}

#[test]
fn a_known_page_is_not_sent_again() {
    let it = preview(Manner::Live, "/");
    let page = get(it.address, "/news/", "");
    let tag = page.header("etag").unwrap().to_owned();
    for known in [tag.clone(), format!("\"x\", W/{tag}"), "*".to_owned()] {
        let again = get(it.address, "/news/", &format!("If-None-Match: {known}\r\n"));
        assert_eq!((again.status, again.body.len(), again.header("etag")), (304, 0, Some(&*tag)), "{known}");
    }
    it.site.set("/news/", "<body>Другое</body>");
    let changed = get(it.address, "/news/", &format!("If-None-Match: {tag}\r\n"));
    assert!(changed.status == 200 && changed.header("etag") != Some(&tag));
}

#[test]
fn ranges_are_cut_from_the_bytes() {
    let it = preview(Manner::Live, "/");
    let asked = |range: &str| get(it.address, "/css/main.css", &format!("Range: {range}\r\n"));
    let part = asked("bytes=4-8");
    assert_eq!((part.status, part.text(), part.header("content-range")), (206, "color", Some("bytes 4-8/17")));
    assert_eq!(asked("bytes=-4").text(), "23 }");
    let beyond = asked("bytes=17-");
    assert_eq!((beyond.status, beyond.header("content-range")), (416, Some("bytes */17")));
    assert_eq!(asked("bytes=0-1,3-4").status, 200);
    let tag = asked("bytes=0-0").header("etag").unwrap().to_owned();
    let fresh = get(it.address, "/css/main.css", &format!("Range: bytes=0-0\r\nIf-Range: {tag}\r\n"));
    let stale = get(it.address, "/css/main.css", "Range: bytes=0-0\r\nIf-Range: \"other\"\r\n");
    assert_eq!((fresh.status, stale.status), (206, 200));
}

#[test]
fn texts_are_compressed_for_who_takes_it() {
    let it = preview(Manner::Live, "/");
    let plain = get(it.address, "/news/", "");
    let small = get(it.address, "/news/", "Accept-Encoding: br, gzip\r\n");
    assert_eq!(small.header("content-encoding"), Some("gzip"));
    assert_eq!(small.header("vary"), Some("accept-encoding"));
    assert!(small.body.starts_with(&[0x1f, 0x8b]) && small.body.len() * 4 < plain.body.len());
    let tag = small.header("etag").unwrap();
    assert_eq!(tag, format!("W/{}", plain.header("etag").unwrap()));
    assert_eq!(get(it.address, "/news/", &format!("If-None-Match: {tag}\r\n")).status, 304);
    assert_eq!(get(it.address, "/css/main.css", "Accept-Encoding: gzip\r\n").header("content-encoding"), None);
}

#[test]
fn only_get_and_head_are_served() {
    let it = preview(Manner::Live, "/");
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"] {
        let mut visitor = Visitor::new(it.address);
        visitor.say(format!("{method} / HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        let heard = visitor.hear();
        assert_eq!((heard.status, heard.header("allow")), (405, Some("GET, HEAD")), "{method}");
    }
    assert_eq!(status(it.address, "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello"), 400);
    let mut visitor = Visitor::new(it.address);
    visitor.say("HEAD /news/ HTTP/1.1\r\nHost: localhost\r\n\r\n");
    let head = visitor.head().expect("an answer");
    let page = visitor.get("/news/", "");
    assert_eq!((head.status, head.header("content-length")), (200, page.header("content-length")));
    assert_eq!(head.header("etag"), page.header("etag"));
}

#[test]
fn foreign_names_and_pages_are_refused() {
    let it = preview(Manner::Live, "/");
    let named = |host: &str| status(it.address, &format!("GET / HTTP/1.1\r\n{host}\r\n"));
    for good in ["localhost", "127.0.0.1:7863", "[::1]:80", "LocalHost:1"] {
        assert_eq!(named(&format!("Host: {good}\r\n")), 200, "{good}");
    }
    for bad in ["evil.example", "evil.example:7863", "localhost.evil.example", "192.168.0.1", "127.0.0.1@evil.example"]
    {
        assert_eq!(named(&format!("Host: {bad}\r\n")), 421, "{bad}");
    }
    assert_eq!((named(""), named("Host: localhost\r\nHost: evil.example\r\n")), (400, 400));
    assert_eq!(status(it.address, "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n"), 421);
    let page = |origin: &str| get(it.address, "/", &format!("Origin: {origin}\r\n")).status;
    assert_eq!((page("http://localhost:7863"), page("http://evil.example"), page("null")), (200, 403, 403));
    let own = |headers: &str| get(it.address, "/_svod/live.js", headers).status;
    assert_eq!(own("Origin: http://localhost\r\nSec-Fetch-Site: same-origin\r\n"), 200);
    for bad in
        ["Origin: http://evil.example", "Origin: null", "Origin: http://localhost:81", "Sec-Fetch-Site: cross-site"]
    {
        assert_eq!(own(&format!("{bad}\r\n")), 403, "{bad}");
    }
}

/// Paths that try to leave the site.
const TRAVERSALS: &[&str] = &[
    "/../secret.txt",
    "/news/../../secret.txt",
    "/%2e%2e/secret.txt",
    "/%2E%2E/secret.txt",
    "/.%2e/secret.txt",
    "/..%2fsecret.txt",
    "/%2e%2e%2fsecret.txt",
    "/%252e%252e/secret.txt",
    "/%252e%252e%252fsecret.txt",
    "/..\\secret.txt",
    "/..%5csecret.txt",
    "/%c0%ae%c0%ae/secret.txt",
    "/%uff0e%uff0e/secret.txt",
    "/..;/secret.txt",
    "/./../secret.txt",
    "/news//../../secret.txt",
    "/secret.txt%00.html",
    "/link/secret.txt",
    "/away.txt",
    "/dotted.txt",
    "//etc/passwd",
    "/etc/passwd",
    "/%2fetc/passwd",
    "/.svod-manifest",
    "/.SVOD-manifest",
    "/.svod-work/x",
    "/.git/config",
    "/news/.hidden",
    "/C:/Windows/win.ini",
    "/C:%5CWindows%5Cwin.ini",
    "/file:///etc/passwd",
    "/%",
    "/%zz",
    "/pipe",
];

/// A process of `svod serve --production`, which ends with the value.
struct Production {
    child: Child,
    address: SocketAddr,
    _place: Place,
}

impl Drop for Production {
    fn drop(&mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ends");
    }
}

fn production(words: &[&str]) -> Production {
    let place = Place::new();
    for (file, text) in [
        ("secret.txt", "TOP SECRET"),
        ("public/index.html", "<body>Главная</body>"),
        ("public/404.html", "<body>Нет такой</body>"),
        ("public/news/index.html", "<body>Новости</body>"),
        ("public/news/.hidden", "TOP SECRET"),
        ("public/file.pdf", "%PDF-1.7"),
        ("public/css/main.0f3a9c21d4.css", "p {}"),
        ("public/a.svg", "<svg/>"),
        ("public/.svod-manifest", "TOP SECRET"),
        ("public/.svod-work/x", "TOP SECRET"),
        ("public/.git/config", "TOP SECRET"),
        ("public/.well-known/security.txt", "Contact: mailto:a@example.org"),
    ] {
        put(&place.path(file), text);
    }
    put(&place.path("public/big.bin"), vec![7; 40 << 20]);
    #[cfg(unix)]
    {
        let link = |to: &str, at: &str| std::os::unix::fs::symlink(to, place.path(at)).expect("a link");
        link("..", "public/link");
        link("../secret.txt", "public/away.txt");
        link(".svod-manifest", "public/dotted.txt");
        link("file.pdf", "public/inside.pdf");
        assert!(Command::new("mkfifo").arg(place.path("public/pipe")).status().expect("mkfifo is there").success());
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_svod"));
    command.args(["serve", "-p", "0", "--format", "json"]).args(words).arg("--production").arg(place.path("public"));
    let mut child = command.current_dir(place.path("")).stdout(Stdio::piped()).spawn().expect("svod starts");
    let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
    let url =
        lines.find_map(|it| it.expect("a line").split_once("http://").map(|it| it.1.to_owned())).expect("an address");
    thread::spawn(move || lines.for_each(drop));
    let address = url.split('/').next().and_then(|it| it.parse().ok()).expect("address and port");
    Production { child, address, _place: place }
}

#[test]
fn a_built_tree_is_served_as_by_a_web_server() {
    let it = production(&[]);
    let page = get(it.address, "/news/", "");
    assert_eq!((page.status, page.text()), (200, "<body>Новости</body>"));
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'; script-src 'self'") && !policy.contains("unsafe"), "{policy}");
    for name in
        ["referrer-policy", "permissions-policy", "cross-origin-opener-policy", "x-content-type-options", "etag"]
    {
        assert!(page.header(name).is_some(), "{name}");
    }
    let moved = get(it.address, "/news", "");
    assert_eq!((moved.status, moved.header("location")), (301, Some("/news/")));
    let missing = get(it.address, "/nothing/", "");
    assert_eq!((missing.status, missing.text()), (404, "<body>Нет такой</body>"));
    assert_eq!(get(it.address, "/_svod/live.js", "").status, 404);
    assert_eq!(get(it.address, "/.well-known/security.txt", "").status, 200);
    let kept = get(it.address, "/css/main.0f3a9c21d4.css", "");
    assert_eq!(kept.header("cache-control"), Some("public, max-age=31536000, immutable"));
    assert_eq!(page.header("cache-control"), Some("no-cache"));
    assert!(get(it.address, "/a.svg", "").header("content-security-policy").unwrap().contains("sandbox"));
    #[cfg(unix)]
    assert_eq!(get(it.address, "/inside.pdf", "").text(), "%PDF-1.7");
    let big = get(it.address, "/big.bin", "");
    assert!(big.status == 200 && big.body.len() == 40 << 20 && big.body.iter().all(|it| *it == 7));
    let part = get(it.address, "/big.bin", "Range: bytes=-5\r\n");
    assert_eq!((part.status, part.body.len()), (206, 5));
}

#[test]
fn nothing_outside_is_read() {
    let it = production(&[]);
    for path in TRAVERSALS {
        let heard = get(it.address, path, "");
        assert!(matches!(heard.status, 400 | 404), "{path}: {}", heard.status);
        let body = String::from_utf8_lossy(&heard.body);
        assert!(!body.contains("SECRET") && !body.contains("root:"), "{path}: {body}");
    }
}

#[test]
fn a_tree_built_for_a_path_is_served_under_it() {
    let it = production(&["-u", "https://example.org/a/b/"]);
    assert_eq!(get(it.address, "/", "").header("location"), Some("/a/b/"));
    assert_eq!(get(it.address, "/a/b/news", "").header("location"), Some("/a/b/news/"));
    assert_eq!(get(it.address, "/a/b/news/", "").status, 200);
    assert_eq!(get(it.address, "/a/b/../../secret.txt", "").status, 400);
}

#[test]
fn a_port_asked_for_and_taken_is_exit_3() {
    let it = production(&[]);
    let port = it.address.port().to_string();
    let folder = it._place.path("public");
    let mut command = Command::new(env!("CARGO_BIN_EXE_svod"));
    command.args(["serve", "--lang", "en", "-p", &port, "--production"]).arg(folder);
    let said = crate::corpus::said(command.output().expect("svod starts"));
    assert_eq!(said.code, Some(3));
    assert!(said.err.starts_with(&format!("error: the port {port} is taken by another program\n")), "{}", said.err);
    let mut nothing = Command::new(env!("CARGO_BIN_EXE_svod"));
    nothing.args(["serve", "--lang", "en", "--production", "no-such"]);
    let said = crate::corpus::said(nothing.output().expect("svod starts"));
    assert!(said.code == Some(3) && said.err.contains("the site is not built yet"), "{}", said.err);
}

#[test]
fn malformed_requests_end_their_own_connection_only() {
    let it = preview(Manner::Live, "/");
    assert_eq!(get(it.address, "/panic/", "").status, 500);
    for words in ["GET\r\n\r\n", "\0\u{1}\u{2}\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET / HTTP/1.1\r\nno colon\r\n\r\n"]
    {
        assert!(matches!(status(it.address, words), 0 | 400), "{words:?}");
    }
    assert_eq!(status(it.address, "GET / HTTP/1.1\r\nHost: localhost\r\nBad name: x\r\n\r\n"), 400);
    let long = format!("GET / HTTP/1.1\r\nHost: localhost\r\nX: {}\r\n\r\n", "x".repeat(20_000));
    assert_eq!(status(it.address, &long), 431);
    let many = format!("GET / HTTP/1.1\r\nHost: localhost\r\n{}\r\n", "X: y\r\n".repeat(200));
    assert_eq!(status(it.address, &many), 431);
    let address = format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "x".repeat(60_000));
    assert!(matches!(status(it.address, &address), 0 | 414 | 431));
    // Who leaves in the middle of everything.
    for cut in 0..30 {
        let whole = "GET /news/ HTTP/1.1\r\nHost: localhost\r\n\r\n";
        Visitor::new(it.address).say(&whole[..cut]);
    }
    assert_eq!(get(it.address, "/", "").status, 200);
}

#[test]
fn a_connection_is_kept_for_the_next_question() {
    let it = preview(Manner::Live, "/");
    let mut visitor = Visitor::new(it.address);
    for _ in 0..50 {
        assert_eq!(visitor.get("/news/", "").status, 200);
        assert_eq!(visitor.get("/nothing", "").status, 404);
    }
    // Two questions at once, answered in their order.
    let one = |path: &str| format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
    visitor.say(one("/") + &one("/css/main.css"));
    assert!(visitor.hear().text().contains("Главная") && visitor.hear().text().contains("#123"));
}

#[test]
fn who_is_slow_to_ask_is_hung_up_on() {
    let it = preview(Manner::Live, "/");
    let begun = Instant::now();
    let mut idle = Visitor::new(it.address);
    let mut slow = Visitor::new(it.address);
    slow.say("GET / HTTP/1.1\r\n");
    // A letter now and then does not help.
    let mut stream = slow.0.get_ref().try_clone().unwrap();
    thread::spawn(move || {
        while stream.write_all(b"X").is_ok() {
            thread::sleep(Duration::from_millis(500));
        }
    });
    assert!(slow.hung_up() && idle.hung_up());
    let took = begun.elapsed();
    assert!((9..15).contains(&took.as_secs()), "{took:?}");
}

#[test]
fn a_thousand_connections_leave_pages_for_others() {
    let it = production(&[]);
    let mut held = std::collections::VecDeque::new();
    // Readers that take nothing of what they asked for.
    for _ in 0..50 {
        let mut visitor = Visitor::new(it.address);
        visitor.say("GET /big.bin HTTP/1.1\r\nHost: localhost\r\n\r\n");
        held.push_back(visitor);
    }
    for n in 0..1000 {
        let mut visitor = Visitor::new(it.address);
        if n % 3 == 0 {
            visitor.say("GET / HTTP/1.1\r\nHo");
        }
        held.push_back(visitor);
        if held.len() > 600 {
            held.pop_front();
        }
        if n % 100 == 0 {
            let begun = Instant::now();
            assert_eq!(get(it.address, "/news/", "").status, 200, "after {n}");
            assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
        }
    }
    // The oldest of them were closed, the newest were not.
    assert!(held[0].hung_up());
    let newest = held.back_mut().unwrap();
    newest.0.get_ref().set_nonblocking(true).expect("a socket");
    assert_eq!(newest.0.read(&mut [0]).unwrap_err().kind(), ErrorKind::WouldBlock);
}

/// The token that a page is served with.
fn token(page: &Heard) -> String {
    page.header("server-timing").and_then(|it| it.split('"').nth(1)).expect("a token").to_owned()
}

/// A tab that listens.
struct Ear(Visitor);

impl Ear {
    fn new(address: SocketAddr, page: &str, seen: &str) -> Self {
        let mut visitor = Visitor::new(address);
        let page = page.replace('/', "%2F");
        visitor.say(format!("GET /_svod/events?page={page}&seen={seen} HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        let head = visitor.head().expect("an answer");
        assert_eq!((head.status, head.header("content-type")), (200, Some("text/event-stream")));
        Self(visitor)
    }

    /// As a page does it: with the token that it was served with.
    fn of_page(address: SocketAddr, page: &str) -> Self {
        let heard = get(address, page, "");
        let token = token(&heard);
        Self::new(address, page, &token)
    }

    /// The next event: its name, its id and what it says.
    fn next(&mut self) -> (String, String, String) {
        let mut event = [String::new(), String::new(), String::new()];
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(20) {
            let mut line = String::new();
            assert_ne!(self.0.0.read_line(&mut line).expect("a line"), 0, "the server hung up");
            for (name, at) in [("event: ", 0), ("id: ", 1), ("data: ", 2)] {
                if let Some(value) = line.trim_end().strip_prefix(name) {
                    event[at] = value.to_owned();
                }
            }
            if !event[2].is_empty() && line == "\n" {
                let [name, id, data] = event;
                return (name, id, data);
            }
        }
        panic!("nothing is said");
    }

    fn names(&mut self, n: usize) -> Vec<String> {
        (0..n).map(|_| self.next().0).collect()
    }

    /// Whether nothing is said for a while.
    fn is_silent(&mut self) -> bool {
        self.0.0.get_ref().set_read_timeout(Some(Duration::from_millis(300))).expect("a socket");
        // The ends of chunks may still come.
        let mut rest = String::new();
        let error = loop {
            match self.0.0.read_line(&mut rest) {
                Ok(n) => assert_ne!(n, 0, "the server hung up"),
                Err(error) => break error,
            }
            if rest.contains("event: ") {
                return false;
            }
        };
        self.0.0.get_ref().set_read_timeout(Some(Duration::from_secs(20))).expect("a socket");
        matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
    }
}

#[test]
fn only_the_tab_whose_page_changed_reloads() {
    let it = preview(Manner::Live, "/");
    let mut news = Ear::of_page(it.address, "/news/");
    let mut home = Ear::of_page(it.address, "/");
    let mut nothing = Ear::of_page(it.address, "/later/");
    for tab in [&mut news, &mut home, &mut nothing] {
        assert_eq!(tab.names(2), ["seen", "clear"]);
    }
    it.site.set("/news/", "<body>Правка</body>");
    it.bell.ring();
    assert_eq!(news.next().0, "reload");
    assert!(home.is_silent() && nothing.is_silent());
    it.site.set("/later/", "<body>Появилась</body>");
    it.bell.ring();
    assert_eq!(nothing.next().0, "reload");
    assert!(home.is_silent());
}

#[test]
fn problems_and_styles_are_told_without_a_reload() {
    let it = preview(Manner::Live, "/");
    let mut news = Ear::of_page(it.address, "/news/");
    let mut home = Ear::of_page(it.address, "/");
    assert_eq!(
        (news.names(2), home.names(2)),
        (vec!["seen".into(), "clear".into()], vec!["seen".into(), "clear".into()])
    );
    *it.site.problem.lock().expect("no test panics while it holds this") =
        Some("news.md:1: нет даты\n  1 │".to_owned());
    it.bell.ring();
    let (name, _, data) = news.next();
    assert_eq!((&*name, &*data), ("problem", r#""news.md:1: нет даты\n  1 │""#));
    assert!(home.is_silent());
    *it.site.problem.lock().expect("no test panics while it holds this") = None;
    *it.site.style.lock().expect("no test panics while it holds this") = "/css/main.css?v=2".to_owned();
    it.bell.ring();
    assert_eq!(news.names(2), ["styles", "clear"]);
    let (name, _, data) = home.next();
    assert_eq!((&*name, &*data), ("styles", r#"["/css/main.css?v=2"]"#));
}

#[test]
fn an_edit_before_the_tab_listens_is_not_missed() {
    let it = preview(Manner::Live, "/");
    let page = get(it.address, "/news/", "");
    let token = token(&page);
    it.site.set("/news/", "<body>Правка</body>");
    it.bell.ring();
    assert_eq!(Ear::new(it.address, "/news/", &token).next().0, "reload");
    // A browser that lost the connection says the last id that it heard, whatever stands in the address.
    let (_, id, _) = Ear::of_page(it.address, "/news/").next();
    let ask = |id: &str| {
        let mut visitor = Visitor::new(it.address);
        visitor.say(format!(
            "GET /_svod/events?page=%2Fnews%2F&seen={token} HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: {id}\r\n\r\n"
        ));
        visitor.head().expect("an answer");
        Ear(visitor).next().0
    };
    assert_eq!(ask(&id), "seen");
    it.site.set("/news/", "<body>Ещё правка</body>");
    assert_eq!(ask(&id), "reload");
}

#[test]
fn the_tab_looked_at_last_follows_the_editor() {
    let it = preview(Manner::Live, "/a/");
    let mut first = Ear::of_page(it.address, "/a/");
    let mut second = Ear::of_page(it.address, "/a/news/");
    let (_, id, _) = first.next();
    assert_eq!((first.names(1), second.names(2).len()), (vec!["clear".to_owned()], 2));
    it.bell.follow("/я/");
    let (name, _, data) = second.next();
    assert_eq!((&*name, &*data), ("follow", r#""/a/%D1%8F/""#));
    assert!(first.is_silent());
    // Out of sight, the page to go to waits for the first tab that comes back.
    drop((first, second));
    thread::sleep(Duration::from_millis(100));
    it.bell.follow("/news/");
    let mut back = Ear::new(it.address, "/a/", &id);
    assert_eq!(back.names(3), ["seen", "clear", "follow"]);
}
