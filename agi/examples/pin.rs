//! Asks callers for a PIN and tells the dialplan whether it was right.
//!
//! `PIN=0070 cargo run -p switchhook-agi --example pin`
//!
//! In the dialplan:
//!
//! ```text
//! exten = 500,1,Answer()
//!  same = n,AGI(agi://127.0.0.1/pin?tries=3)
//!  same = n,GotoIf($["${AGISTATUS}" != "SUCCESS" | "${PIN_OK}" != "1"]?no)
//!  same = n,VoiceMailMain()
//!  same = n(no),Hangup()
//! ```
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a program: it reads its environment and prints"
)]

use std::process::ExitCode;
use std::time::Duration;

use switchhook_agi::command::{GetData, StreamFile};
use switchhook_agi::server::{Config, Router};
use switchhook_agi::{Call, CallError, Server};

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    let pin = std::env::var("PIN").map_err(|_| "set PIN to the digits that open the door")?;
    let router = Router::new().route("/pin", move |call| {
        let pin = pin.clone();
        async move { ask(&call, &pin).await }
    })?;
    let config = Config::default()
        .call_timeout(Duration::from_secs(5 * 60))
        .on_report(|report| eprintln!("{report}"));
    let server = Server::start(config, router).await?;
    println!("listening on {}; Ctrl-C lets the calls end", server.addr());
    tokio::signal::ctrl_c().await?;
    println!("{:?}", server.shutdown(Duration::from_secs(30)).await);
    Ok(())
}

async fn ask(call: &Call, pin: &str) -> Result<(), CallError> {
    let tries = call.url().query("tries").and_then(|tries| tries.parse().ok());
    call.answer().await?;
    for _ in 0..tries.unwrap_or(3_u8) {
        let get = GetData::new("vm-password")
            .timeout(Duration::from_secs(5))
            .max_digits(10);
        // Digits are text: 0070 is not 70.
        if call.send(get).await?.digits() == pin {
            return call.set_variable("PIN_OK", "1").await;
        }
        call.send(StreamFile::new("vm-incorrect")).await?;
    }
    call.set_variable("PIN_OK", "0").await
}
