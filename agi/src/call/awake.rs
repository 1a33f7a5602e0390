//! Wakes that a task gives itself while it runs.

use std::future::{Future, poll_fn};
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

/// Nothing to do: a wake has to reach the runtime.
const ASLEEP: u8 = 0;
/// It runs: a wake is a reason to run once more.
const RUNNING: u8 = 1;
/// Somebody woke it, and it will run.
const WOKEN: u8 = 2;

/// How often it runs again by itself before others get their turn. What a runtime lets a task do at once is limited, and
/// beyond that everything says "later" at once.
const AGAIN: usize = 3;

/// Runs `future` again at once where it has woken itself.
///
/// A call and its handler are one task, and each command goes from one to the other and back. For the runtime every time
/// is a wake, for which it may wake another thread that then takes the task away: that costs more than the command.
///
/// No `async fn`, in which the future would have its place twice: as an argument, and where it is pinned.
pub(super) fn stays_awake<F: Future>(future: F) -> impl Future<Output = F::Output> {
    let mut future = Box::pin(future);
    let alarm = Arc::new(Alarm {
        state: AtomicU8::new(ASLEEP),
        task: Mutex::new(Waker::noop().clone()),
    });
    let waker = Waker::from(Arc::clone(&alarm));
    poll_fn(move |task| {
        alarm
            .task
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone_from(task.waker());
        for _ in 0..=AGAIN {
            // Whoever woke it before has written before what it is about.
            alarm.state.swap(RUNNING, Ordering::AcqRel);
            if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
                return Poll::Ready(output);
            }
            let slept = alarm
                .state
                .compare_exchange(RUNNING, ASLEEP, Ordering::AcqRel, Ordering::Acquire);
            if slept.is_ok() {
                return Poll::Pending;
            }
        }
        task.waker().wake_by_ref();
        Poll::Pending
    })
}

struct Alarm {
    state: AtomicU8,
    task: Mutex<Waker>,
}

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        if self.state.swap(WOKEN, Ordering::AcqRel) == ASLEEP {
            let task = self.task.lock().unwrap_or_else(PoisonError::into_inner).clone();
            task.wake();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::sync::atomic::AtomicUsize;

    use super::*;

    /// Counts how often a runtime was asked to run the task.
    #[derive(Default)]
    struct Asked(AtomicUsize);

    impl Wake for Asked {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Ready after so many polls; wakes itself in each, as a channel within a task does.
    async fn after(polls: usize) {
        let mut left = polls;
        poll_fn(|context| {
            if left == 0 {
                return Poll::Ready(());
            }
            left -= 1;
            context.waker().wake_by_ref();
            Poll::Pending
        })
        .await;
    }

    #[test]
    fn a_task_that_wakes_itself_runs_on_but_lets_others_have_their_turn() {
        for (polls, asked) in [(0, 0), (1, 0), (3, 0), (4, 1), (8, 2)] {
            let runtime = Arc::new(Asked::default());
            let waker = Waker::from(Arc::clone(&runtime));
            let mut context = Context::from_waker(&waker);
            let mut future = pin!(stays_awake(after(polls)));
            let mut turns = 0;
            while future.as_mut().poll(&mut context).is_pending() {
                turns += 1;
            }
            assert_eq!(
                (turns, runtime.0.load(Ordering::Relaxed)),
                (asked, asked),
                "{polls}"
            );
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn no_wake_from_elsewhere_is_lost() {
        let (sender, mut receiver) = tokio::sync::mpsc::channel(1);
        let sending = tokio::spawn(async move {
            for number in 0..100_000_u32 {
                sender.send(number).await.expect("it is received");
            }
        });
        let receiving = stays_awake(async move {
            let mut next = 0;
            while let Some(number) = receiver.recv().await {
                assert_eq!(number, next);
                next += 1;
            }
            next
        });
        let patience = std::time::Duration::from_secs(60);
        let received = tokio::time::timeout(patience, receiving).await;
        assert_eq!(received.expect("no wake was lost"), 100_000);
        sending.await.expect("all was sent");
    }
}
