use std::collections::BTreeMap;

use super::*;
use crate::call::{Call, Statuses};

fn call(unique_id: &str, sequence: &str) -> Call {
    Call {
        unique_id: unique_id.into(),
        sequence: sequence.into(),
        disposition: "ANSWERED".into(),
        duration: 1,
        ..Call::default()
    }
}

async fn register(queue: &Queue, calls: &[Call], now: i64) -> Registered {
    let statuses = Statuses::new(&BTreeMap::new());
    let intake = Intake {
        destinations: &["crm".to_owned(), "archive".to_owned()],
        statuses: &statuses,
        now,
        gather: 100,
        completes: false,
    };
    queue
        .register(calls, &intake, Some(("csv", "7").into()))
        .await
        .unwrap()
}

#[tokio::test]
async fn a_call_is_registered_once_and_its_further_records_belong_to_it() {
    let folder = tempfile::tempdir().unwrap();
    let queue = Queue::open(folder.path()).await.unwrap();
    let first = register(
        &queue,
        &[call("1.1", "4"), call("1.2", "6"), call("1.1", "5")],
        1000,
    )
    .await;
    assert_eq!((first.new, first.merged, first.known), (2, 1, 0));
    // The same lines again, as after a power cut before their position was kept.
    let again = register(&queue, &[call("1.1", "5"), call("1.2", "6")], 1050).await;
    assert_eq!((again.new, again.merged, again.known), (0, 0, 2));
    assert_eq!(queue.position("csv").await.unwrap().as_deref(), Some("7"));

    assert!(
        queue.due(1050, 10).await.unwrap().is_empty(),
        "further records may come"
    );
    let due = queue.due(1100, 10).await.unwrap();
    assert_eq!(
        (due.len(), due[0].call.duration, due[0].stage),
        (2, 2, Stage::Gathering)
    );
    queue.gathered(due[0].id, 1100).await.unwrap();
    let late = register(&queue, &[call("1.1", "9")], 1200).await;
    assert_eq!(late.known, 1, "what is on its way is not changed");
}

#[tokio::test]
async fn each_destination_has_its_own_line_in_the_order_of_the_calls() {
    let folder = tempfile::tempdir().unwrap();
    let queue = Queue::open(folder.path()).await.unwrap();
    register(&queue, &[call("1.1", "1"), call("1.2", "2"), call("1.3", "3")], 0).await;
    for job in queue.due(1000, 10).await.unwrap() {
        queue.ready(job.id, None, "", 1000).await.unwrap();
    }
    let next = async |to: &str| {
        queue
            .next_delivery(to)
            .await
            .unwrap()
            .map(|next| next.call.unique_id)
    };
    let first = queue.next_delivery("crm").await.unwrap().unwrap();
    queue.delivered("crm", first.id, 1).await.unwrap();
    assert_eq!(next("crm").await.as_deref(), Some("1.2"));
    assert_eq!(next("archive").await.as_deref(), Some("1.1"));
    assert!(queue.delivered_everywhere(9).await.unwrap().is_empty());

    let second = queue.next_delivery("crm").await.unwrap().unwrap();
    queue
        .failed("crm", second.id, Fault::Refused, "422", 5000, 1)
        .await
        .unwrap();
    // Still first: order is kept while it is tried.
    let waits = queue.next_delivery("crm").await.unwrap().unwrap();
    assert_eq!(
        (waits.id, waits.tries, waits.refusals, waits.due),
        (second.id, 1, 1, 5000)
    );
    queue.set_aside("crm", second.id, "422", 2).await.unwrap();
    assert_eq!(next("crm").await.as_deref(), Some("1.3"));
    assert_eq!(queue.aside(9).await.unwrap().len(), 1);
    let overview = queue.overview().await.unwrap();
    let crm = overview
        .destinations
        .iter()
        .find(|to| to.destination == "crm")
        .unwrap();
    assert_eq!((crm.waiting, crm.aside, crm.done), (1, 1, 1));
    assert_eq!(crm.first.as_deref(), Some("1.3"));

    // Brought back, it has its old place in the line.
    assert_eq!(queue.retry(Some("crm"), Some("1.2"), 3).await.unwrap(), 1);
    assert_eq!(next("crm").await.as_deref(), Some("1.2"));
    assert_eq!(queue.retry(Some("crm"), None, 3).await.unwrap(), 0);

    // A destination that is no more does not hold the sources for ever.
    assert_eq!(queue.forget("archive").await.unwrap(), 3);
    let whole = queue.delivered_everywhere(9).await.unwrap();
    assert_eq!(whole.len(), 1);
    assert_eq!(whole[0].call.unique_id, "1.1");
}

#[tokio::test]
async fn what_was_learned_is_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let queue = Queue::open(folder.path()).await.unwrap();
    register(&queue, &[call("1.1", "1")], 0).await;
    let id = queue.due(1000, 1).await.unwrap()[0].id;
    let stored = Stored {
        file: "1.1.mp3".into(),
        bytes: 10,
    };
    queue.ready(id, Some(&stored), "", 1).await.unwrap();
    let learned = Learned::from([(
        "create".to_owned(),
        BTreeMap::from([("id".to_owned(), serde_json::json!("42"))]),
    )]);
    queue.step_done("crm", id, 2, &learned, 1).await.unwrap();
    drop(queue);
    let queue = Queue::open(folder.path()).await.unwrap();
    let next = queue.next_delivery("crm").await.unwrap().unwrap();
    assert_eq!((next.step, next.learned, next.stored), (2, learned, Some(stored)));
}

#[tokio::test]
async fn a_second_program_is_refused_and_one_that_only_looks_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let queue = Queue::open(folder.path()).await.unwrap();
    register(&queue, &[call("1.1", "1")], 0).await;
    let error = Queue::open(folder.path()).await.unwrap_err();
    assert!(matches!(error, QueueError::Locked(_)), "{error}");
    let beside = Queue::open_beside(folder.path()).await.unwrap();
    assert_eq!(
        beside.overview().await.unwrap().stages,
        [("gathering".to_owned(), 1, 0)]
    );
}
