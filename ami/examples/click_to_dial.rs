//! Rings a telephone and, when it is picked up, calls a number from it; says what became of it.
//!
//! `AMI_SECRET=secret cargo run -p switchhook-ami --example click_to_dial -- 127.0.0.1:5038 ops PJSIP/100 200`
//!
//! The user needs `read = call` (the outcome is an event) and `write = originate`.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a program: it reads its environment and prints"
)]

use std::time::Duration;

use switchhook_ami::action::{Originate, Outcome, Target};
use switchhook_ami::client::{Client, Config, SendError};
use switchhook_ami::{EventMask, Secret};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [address, user, telephone, number] = &arguments[..] else {
        return Err("usage: AMI_SECRET=… click_to_dial HOST:PORT USER PJSIP/100 200".into());
    };
    let secret = std::env::var("AMI_SECRET").map_err(|_| "set AMI_SECRET to the user's secret")?;
    let config = Config::new(address, user, Secret::new(secret)).events(EventMask::CALL);
    let client = Client::connect(config).await?;
    println!("{}", call(&client, telephone, "from-internal", number).await?);
    client.close().await;
    Ok(())
}

/// What to tell the person who clicked.
pub(crate) async fn call(
    client: &Client,
    telephone: &str,
    context: &str,
    number: &str,
) -> Result<String, SendError> {
    // A number typed into a web page goes in as it is: what would break out of its header is an error here.
    let call = Originate::new(telephone, Target::extension(context, number))
        .caller_id(format!("\"Calling {number}\" <{number}>"))
        .timeout(Duration::from_secs(20));
    let said = match client.dial(call).await {
        Ok(Outcome::Answered { channel, .. }) => format!("{channel} was picked up and calls {number}"),
        Ok(Outcome::Busy) => format!("{telephone} is busy"),
        Ok(Outcome::NoAnswer) => format!("nobody picked up {telephone}"),
        Ok(Outcome::HungUp) => format!("{telephone} refused the call"),
        Ok(other) => format!("{telephone} cannot be reached: {other:?}"),
        // Not the same as a failure: the telephone may be ringing. Asking again could ring it twice.
        Err(SendError::OutcomeUnknown { failure }) => format!("look at {telephone}, it may ring: {failure}"),
        Err(error) => return Err(error),
    };
    Ok(said)
}
