//! `svod serve` as a browser meets it: started on a free port, asked over a plain socket, ended by its id.
//!
//! No client of others: what is sent is what the test wrote. Begin with [`Server::start`] and [`get`].

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use crate::corpus::offers;

/// How long a server may take to say where it is, and to answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    pub status: u16,
    /// Names in small letters, in the order they came.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|it| it.0 == name).map(|it| &*it.1)
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Reads what was sent; None if it is no answer.
    fn parse(bytes: &[u8]) -> Option<Self> {
        let end = bytes.windows(4).position(|it| it == b"\r\n\r\n")?;
        let head = std::str::from_utf8(&bytes[..end]).ok()?;
        let (first, lines) = head.split_once("\r\n").unwrap_or((head, ""));
        let status = first.strip_prefix("HTTP/1.")?.get(2..5)?.parse().ok()?;
        let header = |it: &str| it.split_once(':').map(|(name, it)| (name.to_ascii_lowercase(), it.trim().to_owned()));
        let headers: Vec<(String, String)> = lines.split("\r\n").filter_map(header).collect();
        let mut reply = Self { status, headers, body: bytes[end + 4..].to_vec() };
        if reply.header("transfer-encoding").is_some_and(|it| it.eq_ignore_ascii_case("chunked")) {
            reply.body = unchunked(&reply.body)?;
        }
        if let Some(length) = reply.header("content-length").and_then(|it| it.parse().ok()) {
            reply.body.truncate(length);
        }
        Some(reply)
    }
}

fn unchunked(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = rest.windows(2).position(|it| it == b"\r\n")?;
        let size = usize::from_str_radix(std::str::from_utf8(&rest[..end]).ok()?.split(';').next()?.trim(), 16).ok()?;
        if size == 0 {
            return Some(body);
        }
        body.extend(rest.get(end + 2..end + 2 + size)?);
        rest = rest.get(end + 4 + size..)?;
    }
}

/// Sends these bytes and reads until the other side is done; None if it cannot be reached or does not answer.
pub fn send(port: u16, bytes: &[u8]) -> Option<Vec<u8>> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    stream.set_write_timeout(Some(PATIENCE)).ok()?;
    // It may be told that this is too much before all is sent.
    let _ = stream.write_all(bytes);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    Some(answer)
}

/// A request as it is written, with further header lines (`"Range: bytes=0-1\r\n"`).
pub fn ask(port: u16, method: &str, path: &str, headers: &str) -> Option<Reply> {
    let host = if headers.contains("Host:") { String::new() } else { format!("Host: 127.0.0.1:{port}\r\n") };
    let text = format!("{method} {path} HTTP/1.1\r\n{host}Connection: close\r\n{headers}\r\n");
    let answer = send(port, text.as_bytes())?;
    let mut reply = Reply::parse(&answer)?;
    if method == "HEAD" {
        reply.body.clear();
    }
    Some(reply)
}

/// Fetches a page.
#[track_caller]
pub fn get(port: u16, path: &str) -> Reply {
    ask(port, "GET", path, "").unwrap_or_else(|| panic!("{path} on port {port}: no answer"))
}

/// A server that ends with the value.
pub struct Server {
    child: Child,
    pub port: u16,
    /// The address as it was told.
    pub address: String,
    /// What it said before that.
    pub said: Vec<String>,
    rest: mpsc::Receiver<String>,
}

impl Server {
    /// Starts `svod serve` with these words; None as long as svod has no such command.
    pub fn start(root: &Path, now: &str, words: &[&str]) -> Option<Self> {
        if !offers(&[], "serve") {
            return None;
        }
        // Another process may take the port between asking for it and using it.
        (0..5).find_map(|_| Self::try_start(root, now, words)).or_else(|| panic!("svod serve does not start"))
    }

    fn try_start(root: &Path, now: &str, words: &[&str]) -> Option<Self> {
        let port = free_port().to_string();
        let mut command = Command::new(env!("CARGO_BIN_EXE_svod"));
        command.args(["serve", "--port", &port, "--now", now]).args(words).arg("--root").arg(root);
        Self::run(&mut command)
    }

    /// Starts a server as it was asked for and waits for its address; None if it ends before that.
    pub fn run(command: &mut Command) -> Option<Self> {
        command.env_clear();
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("svod starts");
        let (send, rest) = mpsc::channel();
        let stdout = child.stdout.take().expect("piped");
        let stderr = child.stderr.take().expect("piped");
        listen(stdout, send.clone());
        listen(stderr, send);
        let mut server = Self { child, port: 0, address: String::new(), said: Vec::new(), rest };
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            let Ok(line) = server.rest.recv_timeout(PATIENCE) else { return None };
            if let Some(at) = line.find("http://") {
                let address = line[at..].split([' ', '\u{a0}', '»', ',']).next().unwrap_or_default();
                server.address = address.trim_end_matches('.').to_owned();
                let port = server.address["http://".len()..].split([':', '/']).nth(1);
                server.port = port.and_then(|it| it.parse().ok()).expect("an address has its port");
                return Some(server);
            }
            server.said.push(line);
        }
        None
    }

    /// What it has said since it told its address.
    pub fn heard(&self) -> Vec<String> {
        self.rest.try_iter().collect()
    }

    pub fn is_alive(&mut self) -> bool {
        self.child.try_wait().expect("a child").is_none()
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    pub fn get(&self, path: &str) -> Reply {
        get(self.port, path)
    }

    /// What a tab that shows `path` is told when it begins to listen, up to the first word about problems.
    pub fn told(&self, path: &str) -> String {
        let request = format!(
            "GET /_svod/events?page={path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nAccept: text/event-stream\r\n\r\n",
            self.port
        );
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the server listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a time");
        stream.write_all(request.as_bytes()).expect("the server reads");
        let (mut told, mut piece) = (Vec::new(), [0; 4096]);
        loop {
            let n = stream.read(&mut piece).unwrap_or(0);
            told.extend_from_slice(&piece[..n]);
            let text = String::from_utf8_lossy(&told).into_owned();
            if n == 0 || text.contains("event: problem") || text.contains("event: clear") {
                return text;
            }
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads lines as long as there are any, so that the one who speaks never waits.
fn listen(from: impl Read + Send + 'static, to: mpsc::Sender<String>) {
    std::thread::spawn(move || {
        for line in BufReader::new(from).lines().map_while(Result::ok) {
            if to.send(line).is_err() {
                return;
            }
        }
    });
}

pub fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    listener.local_addr().expect("an address").port()
}

/// The address of an output below the site's own path: `news/a/index.html` is asked for as `/news/a/`.
pub fn address(output: &str) -> String {
    let path = output.strip_suffix("index.html").filter(|it| it.is_empty() || it.ends_with('/')).unwrap_or(output);
    let escaped: String = path.bytes().map(escape).collect();
    format!("/{escaped}")
}

fn escape(byte: u8) -> String {
    match byte {
        b'/' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        it if it.is_ascii_alphanumeric() => char::from(it).to_string(),
        it => format!("%{it:02X}"),
    }
}

/// A reader of one request that answers with these bytes: the client is tried without svod.
fn echo(answer: &'static [u8]) -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a client");
        let _ = stream.read(&mut [0; 4096]);
        stream.write_all(answer).expect("a client that listens");
    });
    port
}

#[test]
fn the_client_reads_what_servers_write() {
    let plain = get(echo(b"HTTP/1.1 404 Not Found\r\nContent-Length: 3\r\nX-A:  b \r\n\r\nnet"), "/");
    assert_eq!((plain.status, plain.header("x-a"), plain.text()), (404, Some("b"), "net".to_owned()));
    let chunked =
        get(echo(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x\r\nde\r\n0\r\n\r\n"), "/");
    assert_eq!((chunked.status, chunked.text()), (200, "abcde".to_owned()));
    assert_eq!(ask(echo(b"nothing of the kind\r\n\r\n"), "GET", "/", ""), None);
    assert_eq!(address("news/a b/index.html"), "/news/a%20b/");
    assert_eq!(address("404.html"), "/404.html");
}
