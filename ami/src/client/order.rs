use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, oneshot};

use super::error::SendError;
use super::list::ItemSink;
use crate::action::{Reply, Request};

/// What a [`Client`](super::Client) asks of its task.
#[derive(Debug)]
pub(super) enum Order {
    Send(Sending),
    Close { done: oneshot::Sender<()> },
}

/// An action that waits to be sent.
#[derive(Debug)]
pub(super) struct Sending {
    pub(super) request: Slot,
    pub(super) answer: Answer,
}

/// Who waits for an answer, and its place among the actions under way.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) whole: oneshot::Sender<Result<Reply, SendError>>,
    /// Where the items of a list go as they come.
    pub(super) items: Option<ItemSink>,
    pub(super) _place: OwnedSemaphorePermit,
}

impl Answer {
    pub(super) fn give(self, result: Result<Reply, SendError>) {
        // Nobody may be left to hear it.
        let _ = self.whole.send(result);
    }
}

/// A request that either its sender takes back or the connection takes up: both know who was first.
#[derive(Clone, Debug)]
pub(super) struct Slot(Arc<Mutex<Option<Request>>>);

impl Slot {
    pub(super) fn new(request: Request) -> Self {
        Self(Arc::new(Mutex::new(Some(request))))
    }

    pub(super) fn take(&self) -> Option<Request> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Takes a request back that was not taken up when its sender stopped waiting.
#[derive(Debug)]
pub(super) struct TakeBack(pub(super) Slot);

impl Drop for TakeBack {
    fn drop(&mut self) {
        self.0.take();
    }
}
