//! The ports in memory keep to what the ports say.
#![cfg(feature = "conformance")]

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use switchhook_portal_core::port::memory::{Counting, MemoryStorage};
use switchhook_portal_core::port::{Randomness as _, conformance};

fn ready<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(done) => done,
        Poll::Pending => panic!("what is in memory is ready at once"),
    }
}

#[test]
fn the_storage_in_memory_conforms() {
    ready(conformance::storage(async || MemoryStorage::default()));
}

#[test]
fn counted_bytes_go_on_where_they_stopped() {
    let counting = Counting::default();
    let mut bytes = [9; 3];
    counting.fill(&mut bytes);
    assert_eq!(bytes, [0, 1, 2]);
    counting.fill(&mut bytes);
    assert_eq!(bytes, [3, 4, 5]);
}
