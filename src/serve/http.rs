//! The server: takes connections, refuses what must be refused, asks the site, sends what it says.
//!
//! One thread waits for all sockets; the site is asked on threads of their own, so a slow page holds up nobody. Nothing
//! that comes over a connection ends the process: what goes wrong ends that connection.
//!
//! Begin with [`Bound::serve`].

use std::convert::Infallible;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::bell::Bell;
use super::body::{Content, Payload};
use super::connections::{Connections, MOST, Pulse, Wire, Work};
use super::door::{
    Builder, HeaderMap, HeaderName, HeaderValue, Incoming, Request, Response, TcpListener, TcpStream, TokioIo,
    TokioTimer, header, http1, service_fn, sleep, spawn_blocking, yield_now,
};
use super::guard::{self, Hosts, Refusal, encoded};
use super::listen::Bound;
use super::overlay;
use super::reply::{Question, Wishes, moved, refused, response, text};
use super::shown::{Answer, Shown};
use super::tabs::{Known, Token, Told, served};
use crate::base::lang::Lang;
use crate::build::fault::Fault;

/// How long a request may take to arrive, and an idle connection may wait for the next.
const PATIENCE: Duration = Duration::from_secs(10);
/// Of a request's lines.
const MOST_HEADERS: usize = 16 << 10;
/// Of what waits to be sent on one connection.
const MOST_BUFFERED: usize = 64 << 10;
/// Threads on which the site is asked.
const THREADS: usize = 16;

/// How often a page is fetched anew because the site changed meanwhile.
const TRIES: usize = 3;

/// How pages are served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// With the script that reloads them.
    Live,
    /// As the build writes them: `--no-reload`.
    Still,
    /// As a web server would: with the headers of one.
    Production,
}

/// What is served, and how.
pub struct Server {
    /// The site.
    pub shown: Arc<dyn Shown>,
    /// Rings when the site changed.
    pub bell: Bell,
    /// How.
    pub manner: Manner,
    /// The language of refusals.
    pub lang: Lang,
}

impl Bound {
    /// Serves. Does not come back unless it cannot begin.
    ///
    /// # Errors
    /// The system gives no thread or no socket.
    pub fn serve(self, server: Server) -> Result<(), Fault> {
        let Bound { listener, hosts, address } = self;
        let refused = |error: std::io::Error| Fault::io(address.to_string(), &error);
        let runtime = Builder::new_current_thread().enable_all().max_blocking_threads(THREADS).build();
        let runtime = runtime.map_err(refused)?;
        listener.set_nonblocking(true).map_err(refused)?;
        let house = Arc::new(House { server, hosts });
        runtime.block_on(async {
            let listener = TcpListener::from_std(listener).map_err(refused)?;
            accept(&listener, &house).await
        })
    }
}

/// What every connection works with.
struct House {
    server: Server,
    hosts: Hosts,
}

/// Takes connections for ever.
async fn accept(listener: &TcpListener, house: &Arc<House>) -> Result<(), Fault> {
    let connections = Arc::new(Connections::default());
    let begun = Instant::now();
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // Either that one connection is gone already, or there are no more handles: then some must be closed.
            connections.make_room(MOST / 2);
            sleep(Duration::from_millis(20)).await;
            continue;
        };
        let pulse = Pulse::new(begun);
        connections.admit(pulse.clone(), connection(stream, pulse, house.clone()));
        // Who has just asked shall be at work before the next comes, or it could be taken for the idlest.
        yield_now().await;
    }
}

/// One connection from beginning to end. How it ended is of no interest.
async fn connection(stream: TcpStream, pulse: Arc<Pulse>, house: Arc<House>) {
    // Without it only the last packet of a page may wait for a moment.
    let _ = stream.set_nodelay(true);
    let wire = TokioIo::new(Wire::new(stream, pulse.clone()));
    let service = service_fn(move |it| respond(house.clone(), pulse.clone(), it));
    let _ = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(PATIENCE)
        .max_header_size(MOST_HEADERS)
        .max_buf_size(MOST_BUFFERED)
        .serve_connection(wire, service)
        .await;
}

async fn respond(
    house: Arc<House>,
    pulse: Arc<Pulse>,
    request: Request<Incoming>,
) -> Result<Response<Payload>, Infallible> {
    let place = house.place(&request);
    let at_work = pulse.begin(if place == Ok(Place::Events) { Work::Listening } else { Work::Answering });
    let outcome = match place {
        Ok(place) => house.at(place, &request).await,
        Err(refusal) => Err(refusal),
    };
    let response = outcome.unwrap_or_else(|it| refused(it, house.server.lang));
    Ok(response.map(|it| it.with(at_work)))
}

/// What a request is after.
#[derive(Debug, PartialEq, Eq)]
enum Place {
    /// The script of the preview.
    Script,
    /// What tabs are told.
    Events,
    /// The site stands elsewhere; encoded.
    Elsewhere(String),
    /// A path of the site.
    Site(String),
}

impl House {
    fn place(&self, request: &Request<Incoming>) -> Result<Place, Refusal> {
        guard::request(request, &self.hosts)?;
        let path = guard::path(request.uri().path())?;
        if path.starts_with(guard::OWN) {
            return self.own(&path, request.headers());
        }
        self.below(&path)
    }

    fn own(&self, path: &str, headers: &HeaderMap) -> Result<Place, Refusal> {
        guard::own(headers)?;
        match path {
            _ if self.server.manner != Manner::Live => Err(Refusal::Nothing),
            overlay::ADDRESS => Ok(Place::Script),
            overlay::EVENTS => Ok(Place::Events),
            _ => Err(Refusal::Nothing),
        }
    }

    /// The path of the site's address, decoded.
    fn base(&self) -> Arc<str> {
        let base = self.server.shown.base();
        guard::path(&base).map_or_else(|_| Arc::from("/"), Arc::from)
    }

    /// The site's path of a server's path.
    fn below(&self, path: &str) -> Result<Place, Refusal> {
        let base = &*self.base();
        if base != "/" && (path == "/" || path == base.trim_end_matches('/')) {
            return Ok(Place::Elsewhere(encoded(base)));
        }
        let rest = path.strip_prefix(base).ok_or(Refusal::Nothing)?;
        Ok(Place::Site(format!("/{rest}")))
    }

    async fn at(self: &Arc<Self>, place: Place, request: &Request<Incoming>) -> Result<Response<Content>, Refusal> {
        let path = match place {
            Place::Script => return Ok(script()),
            Place::Events => return self.events(request),
            Place::Elsewhere(to) => return Ok(moved(&to, self.server.manner)),
            Place::Site(path) => path,
        };
        let wishes = Wishes::of(request.headers());
        let query = request.uri().query().map_or(String::new(), |it| format!("?{it}"));
        let house = self.clone();
        let ask = move || house.ask(&path, &query, &wishes);
        // A fault in the site's own code ends that one thread's work, not the server.
        spawn_blocking(ask).await.map_err(|_| Refusal::Failed)
    }

    /// Asks the site. Blocking.
    fn ask(&self, path: &str, query: &str, wishes: &Wishes) -> Response<Content> {
        let Server { manner, lang, .. } = self.server;
        let (answer, token) = self.fetch(path);
        if let Answer::Moved(to) = answer {
            let to = format!("{}{}{query}", encoded(&self.base()), encoded(to.trim_start_matches('/')));
            return moved(&to, manner);
        }
        let mut it = response(answer, &Question { path, wishes, manner, lang });
        if let Some(token) = token {
            let timing = text(&format!("svod;desc=\"{token}\""));
            it.headers_mut().insert(HeaderName::from_static("server-timing"), timing);
        }
        it
    }

    /// What stands at `path`; of a page that gets the script, with its token, both of one moment. Where the site changes
    /// all the time there is none: the tab then takes what it first hears for what it shows.
    fn fetch(&self, path: &str) -> (Answer, Option<String>) {
        let shown = &self.server.shown;
        for _ in 0..TRIES {
            let before = shown.generation();
            let answer = shown.answer(path);
            if self.server.manner != Manner::Live || !is_page(&answer) {
                return (answer, None);
            }
            let tab = shown.tab(path);
            if shown.generation() == before {
                return (answer, Some(served(&tab)));
            }
        }
        (shown.answer(path), None)
    }

    /// A tab begins to listen.
    fn events(&self, request: &Request<Incoming>) -> Result<Response<Content>, Refusal> {
        let value = |name: &str| guard::query(request.uri().query().unwrap_or_default(), name);
        let page = guard::path(&value("page").ok_or(Refusal::BadPath)?)?;
        let Place::Site(path) = self.below(&page)? else { return Err(Refusal::Nothing) };
        // A browser that lost the connection asks with the old address and tells the last id that it heard.
        let last = request.headers().get("last-event-id").and_then(|it| it.to_str().ok()).map(str::to_owned);
        let token = Token::read(&last.or_else(|| value("seen")).unwrap_or_default());
        let Server { shown, bell, .. } = &self.server;
        let listener = bell.listen(token.follows);
        let known = Known::from(&token);
        let told = Told { shown: shown.clone(), path, base: self.base(), listener, known };
        let mut it = Response::new(Content::events(told));
        it.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
        it.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        Ok(it)
    }
}

fn is_page(answer: &Answer) -> bool {
    match answer {
        Answer::Bytes { is_page, .. } => *is_page,
        Answer::Missing { .. } | Answer::Broken { .. } => true,
        Answer::File { .. } | Answer::Moved(_) => false,
    }
}

fn script() -> Response<Content> {
    let mut it = Response::new(Content::Whole(overlay::SCRIPT.as_bytes().into()));
    let headers = it.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    it
}
