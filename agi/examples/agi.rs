//! A program that Asterisk starts for each call: asks for digits, and notes when the caller leaves.
//!
//! `cargo build --release -p switchhook-agi --example agi --features stdio`, then copy `target/release/examples/agi`
//! to Asterisk's `agi-bin`. In the dialplan:
//!
//! ```text
//! exten = 501,1,AGI(agi,vm-password)
//!  same = n,NoOp(${DIGITS})
//! ```

use std::time::Duration;

use switchhook_agi::command::GetData;
use switchhook_agi::{Call, CallError, Outcome, stdio};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    stdio::run(ask).await
}

async fn ask(call: Call) -> Result<(), CallError> {
    let sound = call.environment().argument(1).unwrap_or("vm-password".into());
    call.answer().await?;
    let get = GetData::new(&*sound)
        .timeout(Duration::from_secs(10))
        .max_digits(4);
    match call.send(get).await {
        Ok(answer) => call.set_variable("DIGITS", answer.digits()).await,
        // Asterisk still takes this for a caller who has left.
        Err(CallError::HungUp) => call.set_variable("CDR(userfield)", "left").await,
        Err(error) => Err(error),
    }
}
