//! Many phones, not all at once.

use std::future::Future;
use std::sync::Arc;

use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::notify::Plan;

/// Does something to each phone of a plan: nobody before its time, and at most `at_once` at the same time. What came of
/// each is told in the order of the plan. Those that the plan leaves out as busy are left out here too.
///
/// Dropping the future stops what is going on.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")] async fn main() {
/// use std::time::Duration;
/// use switchhook_provisioning::notify::plan;
/// use switchhook_provisioning::push::spread;
/// let plan = plan(["192.0.2.40", "192.0.2.41"], Duration::from_millis(1), |_| false);
/// let done = spread(plan, 4, |address| async move { address.len() }).await;
/// assert_eq!(done, [("192.0.2.40", 10), ("192.0.2.41", 10)]);
/// # }
/// ```
///
/// # Panics
/// When the action panics.
pub async fn spread<T, F, R>(plan: Plan<T>, at_once: usize, action: impl Fn(T) -> F) -> Vec<(T, R)>
where
    T: Clone,
    F: Future<Output = R> + Send + 'static,
    R: Send + 'static,
{
    let begin = Instant::now();
    let room = Arc::new(Semaphore::new(at_once.max(1)));
    let mut tasks = JoinSet::new();
    let mut phones = Vec::with_capacity(plan.turns.len());
    for (index, turn) in plan.turns.into_iter().enumerate() {
        if let Some(when) = begin.checked_add(turn.after) {
            tokio::time::sleep_until(when).await;
        }
        // Nobody closes the semaphore.
        let permit = Arc::clone(&room).acquire_owned().await.ok();
        let work = action(turn.phone.clone());
        phones.push(turn.phone);
        tasks.spawn(async move {
            let result = work.await;
            drop(permit);
            (index, result)
        });
    }
    let mut results: Vec<Option<R>> = phones.iter().map(|_| None).collect();
    while let Some(done) = tasks.join_next().await {
        match done {
            Ok((index, result)) => results[index] = Some(result),
            Err(error) => std::panic::resume_unwind(error.into_panic()),
        }
    }
    phones
        .into_iter()
        .zip(results)
        .filter_map(|(phone, result)| Some((phone, result?)))
        .collect()
}
