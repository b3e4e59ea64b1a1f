//! The door of `tokio`, `hyper` and `hyper-util`: no other file names them.
//!
//! hyper speaks HTTP/1.1, tokio waits for sockets and clocks. There is no framework above: there are three addresses
//! of our own and one trait, and connections have to be ours anyway, to close the idlest and the slow ones.

pub(super) use hyper::body::{Body, Bytes, Frame, Incoming, SizeHint};
pub(super) use hyper::header::{self, HeaderMap, HeaderName, HeaderValue};
pub(super) use hyper::server::conn::http1;
pub(super) use hyper::service::service_fn;
pub(super) use hyper::{Method, Request, Response, StatusCode};
pub(super) use hyper_util::rt::{TokioIo, TokioTimer};
pub(super) use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
pub(super) use tokio::net::{TcpListener, TcpStream};
pub(super) use tokio::runtime::Builder;
pub(super) use tokio::sync::watch;
pub(super) use tokio::task::{AbortHandle, spawn, spawn_blocking, yield_now};
pub(super) use tokio::time::{Sleep, sleep, timeout};
