use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::{mpsc, oneshot};

use super::error::SendError;
use super::order::TakeBack;
use crate::action::Reply;
use crate::proto::Failure;
use crate::wire::MessageBuf;

/// The items of a list as they come; see [`Client::stream`](super::Client::stream).
#[derive(Debug)]
pub struct ListStream {
    items: mpsc::UnboundedReceiver<MessageBuf>,
    held: Arc<AtomicUsize>,
    end: End,
    _take_back: TakeBack,
}

#[derive(Debug)]
enum End {
    Waiting(oneshot::Receiver<Result<Reply, SendError>>),
    Complete(Option<Reply>),
}

impl ListStream {
    pub(super) fn new(
        answered: oneshot::Receiver<Result<Reply, SendError>>,
        limit: usize,
        take_back: TakeBack,
    ) -> (ItemSink, Self) {
        let (sender, items) = mpsc::unbounded_channel();
        let held = Arc::new(AtomicUsize::new(0));
        let sink = ItemSink {
            sender,
            held: Arc::clone(&held),
            limit,
        };
        let stream = Self {
            items,
            held,
            end: End::Waiting(answered),
            _take_back: take_back,
        };
        (sink, stream)
    }

    /// The next item; `None` at the end of the list. A refusal, which may come in the middle, or a failure is the
    /// last thing told.
    ///
    /// Cancel safe: dropping the future loses no item. Dropping the stream drops the rest of the list.
    ///
    /// # Errors
    /// As [`Client::send`](super::Client::send). [`Failure::TooLarge`] if more items wait unread than
    /// [`Limits::reply_bytes`](crate::wire::Limits::reply_bytes) allows.
    pub async fn next(&mut self) -> Option<Result<MessageBuf, SendError>> {
        if let Some(item) = self.items.recv().await {
            self.held.fetch_sub(item.as_bytes().len(), Ordering::Relaxed);
            return Some(Ok(item));
        }
        let End::Waiting(answered) = &mut self.end else {
            return None;
        };
        let answer = answered.await.unwrap_or(Err(SendError::OutcomeUnknown {
            failure: Failure::ConnectionLost,
        }));
        let accepted = answer.and_then(|reply| Ok(reply.accepted().map(|()| reply)?));
        let (complete, told) = match accepted {
            Ok(reply) => (Some(reply), None),
            Err(error) => (None, Some(Err(error))),
        };
        self.end = End::Complete(complete);
        told
    }

    /// The response, and the event that ended the list; `None` before the end, or if there was a failure instead.
    pub fn complete(&self) -> Option<&Reply> {
        match &self.end {
            End::Complete(reply) => reply.as_ref(),
            End::Waiting(_) => None,
        }
    }
}

/// The connection's side of a [`ListStream`].
#[derive(Debug)]
pub(super) struct ItemSink {
    sender: mpsc::UnboundedSender<MessageBuf>,
    held: Arc<AtomicUsize>,
    limit: usize,
}

/// Why an item was not taken.
pub(super) enum NotTaken {
    /// Nobody reads the list any more.
    Unwanted,
    /// Too much of it waits.
    Full(Failure),
}

impl ItemSink {
    pub(super) fn push(&self, item: MessageBuf) -> Result<(), NotTaken> {
        let bytes = item.as_bytes().len();
        if self.held.fetch_add(bytes, Ordering::Relaxed) + bytes > self.limit {
            return Err(NotTaken::Full(Failure::TooLarge { limit: self.limit }));
        }
        self.sender.send(item).map_err(|_| NotTaken::Unwanted)
    }
}
