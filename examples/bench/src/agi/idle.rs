//! What calls cost that only wait.

use std::time::{Duration, Instant};

use super::Result;
use super::asterisk::Call;
use super::server_process::ServerProcess;
use crate::report::Table;

/// How many connect at once: more than fit into the queue of a listener would wait for seconds.
const AT_ONCE: usize = 500;

/// Begins so many calls, which answer and then do nothing, looks at the memory of the server, and ends them.
pub async fn run(calls: usize) -> Result<Table> {
    let files = super::raise_the_limit_of_files();
    if calls as u64 + 100 > files {
        return Err(format!("{calls} calls need more open files than {files}; see ulimit -n").into());
    }
    let mut server = ServerProcess::start("ours")?;
    // What a first call brings along stays.
    finish(begin(&server, 1).await?).await?;
    settle(&mut server, 0).await?;
    let before = server.seen()?;
    let began = Instant::now();
    let mut running = Vec::with_capacity(calls);
    while running.len() < calls {
        running.extend(begin(&server, AT_ONCE.min(calls - running.len())).await?);
    }
    let took = began.elapsed();
    settle(&mut server, calls as u64).await?;
    let during = server.seen()?;
    finish(running).await?;
    settle(&mut server, 0).await?;
    let after = server.seen()?;
    if (after.of("completed"), after.of("refused")) != (calls as u64 + 1, 0) {
        return Err(format!("not all calls ended well: {after:?}").into());
    }
    let mut table = Table::new(
        "Idle AGI calls, memory of the server process",
        &[
            "calls",
            "begun and answered in",
            "resident before",
            "during",
            "after",
            "each",
        ],
    );
    let mebibytes = |bytes: u64| format!("{:.1} MiB", bytes as f64 / f64::from(1 << 20));
    let [before, during, after] = [before, during, after].map(|seen| seen.of("resident"));
    table.row(&[
        &calls,
        &format!("{took:.1?}"),
        &mebibytes(before),
        &mebibytes(during),
        &mebibytes(after),
        &format!(
            "{:.1} KiB",
            during.saturating_sub(before) as f64 / 1024.0 / calls as f64
        ),
    ]);
    Ok(table)
}

async fn begin(server: &ServerProcess, calls: usize) -> Result<Vec<Call>> {
    let mut begun = Vec::with_capacity(calls);
    for id in 0..calls {
        begun.push(Call::begin(server.address, "idle", id as u64, 0).await?);
    }
    for call in &mut begun {
        let command = call.command().await?;
        if command != Some(b"ANSWER") {
            return Err(format!("{command:?} instead of ANSWER").into());
        }
        call.say(b"200 result=0\n").await?;
    }
    Ok(begun)
}

async fn finish(mut calls: Vec<Call>) -> Result<()> {
    for call in &mut calls {
        call.say(b"HANGUP\n").await?;
    }
    for call in &mut calls {
        if let Some(said) = call.command().await? {
            return Err(format!("{said:?} after the hangup").into());
        }
    }
    Ok(())
}

/// Until so many calls run.
async fn settle(server: &mut ServerProcess, calls: u64) -> Result<()> {
    for _ in 0..600 {
        if server.seen()?.of("running") == calls {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Err(format!(
        "the server has not {calls} calls after 30 s: {:?}",
        server.seen()?
    )
    .into())
}
