//! The program at work: sources, preparer and destinations beside each other, until it is told to stop.

use tokio::signal::unix::{SignalKind, signal};
use tokio::task::JoinSet;
use tracing::info;

use crate::config::{Config, Secret};
use crate::deliver::Deliverer;
use crate::prepare::Preparer;
use crate::queue::Queue;
use crate::recording::Stops;
use crate::source::{Fast, Follower, Register, TableFollower};

/// Works until SIGTERM or SIGINT. Nothing has to be finished then: all that is confirmed is on the disk.
pub async fn run(config: &Config) -> Result<(), String> {
    let queue = Queue::open(&config.store)
        .await
        .map_err(|error| error.to_string())?;
    let register = Register::new(config, &queue)?;
    let stops = Stops::default();
    let preparer = Preparer::new(config, &queue, stops.clone())?;
    let mut tasks = JoinSet::new();
    let deliverers: Result<Vec<Deliverer>, String> = config.destinations.iter().map(Deliverer::new).collect();
    for deliverer in deliverers? {
        tasks.spawn(deliverer.run(queue.clone()));
    }
    let mut terminate = signal(SignalKind::terminate()).map_err(|error| error.to_string())?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(|error| error.to_string())?;
    info!("{}", preparer.describe());
    tasks.spawn(preparer.run());
    if let Some(ami) = &config.ami {
        let secret = Secret::read(&ami.secret).map_err(|error| format!("[ami] {error}"))?;
        tasks.spawn(stops.follow(ami.clone(), secret));
    }
    if let Some(csv) = &config.csv {
        tasks.spawn(Follower::new(csv, register.clone()).run());
    }
    if let Some(table) = &config.table {
        tasks.spawn(TableFollower::new(table, register.clone()).run());
    }
    let fast = match &config.agi {
        Some(agi) => Some(Fast::start(agi, register).await?),
        None => None,
    };
    match &fast {
        Some(fast) => info!(agi = %fast.address(), "ready"),
        None => info!("ready"),
    }
    let outcome = tokio::select! {
        _ = terminate.recv() => Ok(()),
        _ = interrupt.recv() => Ok(()),
        // None of them ends by itself.
        ended = tasks.join_next() => match ended {
            Some(Err(error)) => Err(format!("a part of the program failed: {error}")),
            _ => Err("a part of the program ended".to_owned()),
        },
    };
    if let Some(fast) = fast {
        fast.stop().await;
    }
    tasks.shutdown().await;
    info!("stopped");
    outcome
}
