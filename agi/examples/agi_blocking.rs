//! The program of `agi.rs` without tokio: smaller, and one thing after the other.
//!
//! `cargo build --release -p switchhook-agi --example agi_blocking --no-default-features --features blocking`

use std::time::Duration;

use switchhook_agi::blocking::{self, Call};
use switchhook_agi::command::GetData;
use switchhook_agi::{CallError, Outcome};

fn main() -> Outcome {
    blocking::run(ask)
}

fn ask(call: &mut Call) -> Result<(), CallError> {
    let sound = call.environment().argument(1).unwrap_or("vm-password".into());
    let get = GetData::new(&*sound)
        .timeout(Duration::from_secs(10))
        .max_digits(4);
    call.answer()?;
    match call.send(get) {
        Ok(answer) => call.set_variable("DIGITS", answer.digits()),
        // Asterisk still takes this for a caller who has left.
        Err(CallError::HungUp) => call.set_variable("CDR(userfield)", "left"),
        Err(error) => Err(error),
    }
}
