//! The connections that live: at most [`MOST`]; when another comes, the idlest is closed.
//!
//! Idle is first who asked for nothing (or nothing more), then a tab that listens, last a page on its way; among
//! equals the one on which nothing moved for the longest time. So a thousand connections that only wait never keep a
//! page from being fetched. A tab that is closed this way comes back by itself.
//!
//! Begin with [`Connections`].

use std::collections::BTreeMap;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use super::door::{AbortHandle, AsyncRead, AsyncWrite, ReadBuf, Sleep, TcpStream, sleep, spawn};

/// How many connections live at once.
pub(super) const MOST: usize = 256;
/// How long a reader may take nothing of what is ready for it.
const STALL: Duration = Duration::from_secs(30);

/// All that live.
#[derive(Default)]
pub(super) struct Connections(Mutex<Table>);

#[derive(Default)]
struct Table {
    next: u64,
    live: BTreeMap<u64, (Arc<Pulse>, AbortHandle)>,
}

impl Connections {
    fn table(&self) -> MutexGuard<'_, Table> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets `task` live; closes the idlest if there are too many. Must be called inside the runtime.
    pub(super) fn admit(self: &Arc<Self>, pulse: Arc<Pulse>, task: impl Future<Output = ()> + Send + 'static) {
        self.make_room(MOST - 1);
        let mut table = self.table();
        let id = table.next;
        table.next += 1;
        let all = self.clone();
        let task = spawn(async move {
            task.await;
            all.table().live.remove(&id);
        });
        table.live.insert(id, (pulse, task.abort_handle()));
    }

    /// Closes the idlest until at most `n` are left.
    pub(super) fn make_room(&self, n: usize) {
        let mut table = self.table();
        while table.live.len() > n {
            let idlest = table.live.iter().min_by_key(|(_, (pulse, _))| pulse.rank()).map(|(id, _)| *id);
            let Some((_, task)) = idlest.and_then(|it| table.live.remove(&it)) else { return };
            task.abort();
        }
    }
}

/// What a connection does, and when something moved on it.
pub(super) struct Pulse {
    born: Instant,
    moved_ms: AtomicU64,
    work: AtomicU8,
}

/// What a connection does, the idlest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Work {
    /// Nothing was asked, or all is answered.
    Waiting,
    /// A tab listens.
    Listening,
    /// An answer is on its way.
    Answering,
}

impl Pulse {
    /// Of a new connection; `born` is the time that all connections count from.
    pub(super) fn new(born: Instant) -> Arc<Self> {
        let it = Self { born, moved_ms: AtomicU64::new(0), work: AtomicU8::new(Work::Waiting as u8) };
        it.beat();
        Arc::new(it)
    }

    fn beat(&self) {
        self.moved_ms.store(self.born.elapsed().as_millis() as u64, Ordering::Relaxed);
    }

    fn rank(&self) -> (u8, u64) {
        (self.work.load(Ordering::Relaxed), self.moved_ms.load(Ordering::Relaxed))
    }

    /// Begins `work`, which lasts as long as the value.
    pub(super) fn begin(self: &Arc<Self>, work: Work) -> AtWork {
        self.work.store(work as u8, Ordering::Relaxed);
        AtWork(self.clone())
    }
}

/// A connection at work.
pub(super) struct AtWork(Arc<Pulse>);

impl Drop for AtWork {
    fn drop(&mut self) {
        self.0.beat();
        self.0.work.store(Work::Waiting as u8, Ordering::Relaxed);
    }
}

/// A socket that feels its pulse, and ends when the other side takes nothing for too long.
pub(super) struct Wire {
    stream: TcpStream,
    pulse: Arc<Pulse>,
    stalled: Option<Pin<Box<Sleep>>>,
}

impl Wire {
    pub(super) fn new(stream: TcpStream, pulse: Arc<Pulse>) -> Self {
        Self { stream, pulse, stalled: None }
    }

    fn watched<T>(&mut self, cx: &mut Context<'_>, written: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.pulse.beat();
            self.stalled = None;
            return written;
        }
        let limit = self.stalled.get_or_insert_with(|| Box::pin(sleep(STALL)));
        ready!(limit.as_mut().poll(cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Wire {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let it = self.get_mut();
        let read = Pin::new(&mut it.stream).poll_read(cx, buf);
        if read.is_ready() {
            it.pulse.beat();
        }
        read
    }
}

impl AsyncWrite for Wire {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let it = self.get_mut();
        let written = Pin::new(&mut it.stream).poll_write(cx, bytes);
        it.watched(cx, written)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let it = self.get_mut();
        let written = Pin::new(&mut it.stream).poll_write_vectored(cx, bytes);
        it.watched(cx, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(cx)
    }
}
