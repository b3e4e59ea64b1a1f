//! What a response carries: nothing, bytes, a file piece by piece, or what a tab is told.

use std::fs::File;
use std::future::Future;
use std::io::{self, Read};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use super::connections::AtWork;
use super::door::{Body, Bytes, Frame, SizeHint, spawn_blocking};
use super::tabs::Told;

/// Of a file, at once.
const PIECE: u64 = 64 << 10;

/// The body of a response. While it lives, its connection is at work.
pub(super) struct Payload {
    content: Content,
    _work: Option<AtWork>,
}

pub(super) enum Content {
    Nothing,
    Whole(Bytes),
    File { left: u64, piece: Piece },
    Events(Events),
}

type Piece = Pin<Box<dyn Future<Output = io::Result<(File, Vec<u8>)>> + Send>>;
type Events = Pin<Box<dyn Future<Output = (Told, Bytes)> + Send>>;

impl Content {
    /// `length` bytes of `file` from where it stands; a file that turns out shorter breaks the connection off, so that
    /// nobody takes half of it for the whole.
    pub(super) fn file(file: File, length: u64) -> Self {
        match length {
            0 => Content::Nothing,
            left => Content::File { left, piece: Box::pin(piece(file, left)) },
        }
    }

    /// What a tab is told, without end.
    pub(super) fn events(told: Told) -> Self {
        Content::Events(Box::pin(told.next()))
    }

    /// The same, at work on a connection.
    pub(super) fn with(self, work: impl Into<Option<AtWork>>) -> Payload {
        Payload { content: self, _work: work.into() }
    }
}

async fn piece(mut file: File, left: u64) -> io::Result<(File, Vec<u8>)> {
    let read = move || {
        let mut bytes = vec![0; left.min(PIECE) as usize];
        file.read_exact(&mut bytes)?;
        Ok((file, bytes))
    };
    spawn_blocking(read).await.map_err(io::Error::other)?
}

impl Body for Payload {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let (next, bytes) = match &mut self.content {
            Content::Nothing => return Poll::Ready(None),
            Content::Whole(bytes) => (Content::Nothing, std::mem::take(bytes)),
            Content::File { left, piece } => match ready!(piece.as_mut().poll(cx)) {
                Ok((file, bytes)) => (Content::file(file, left.saturating_sub(bytes.len() as u64)), bytes.into()),
                Err(error) => return Poll::Ready(Some(Err(error))),
            },
            Content::Events(events) => {
                let (told, bytes) = ready!(events.as_mut().poll(cx));
                (Content::events(told), bytes)
            }
        };
        self.content = next;
        Poll::Ready(Some(Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        matches!(self.content, Content::Nothing)
    }

    fn size_hint(&self) -> SizeHint {
        match &self.content {
            Content::Nothing => SizeHint::with_exact(0),
            Content::Whole(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Content::File { left, .. } => SizeHint::with_exact(*left),
            Content::Events(_) => SizeHint::default(),
        }
    }
}
