//! Writes the caller's voice to a file until the caller hangs up: 16 bits, 8000 samples a second, no header.
//!
//! `cargo build --release -p switchhook-agi --example eagi --features stdio`, then copy `target/release/examples/eagi`
//! to Asterisk's `agi-bin`. In the dialplan:
//!
//! ```text
//! exten = 502,1,Answer()
//!  same = n,EAGI(eagi,/tmp/${UNIQUEID}.sln)
//! ```
//!
//! Another format than the usual one is given to both sides:
//!
//! ```text
//!  same = n,Set(EAGI_AUDIO_FORMAT=slin16)
//!  same = n,EAGI(eagi,/tmp/${UNIQUEID}.sln16,slin16)
//! ```
#![allow(clippy::disallowed_types, reason = "a program: it writes a file")]

use std::fs::File;
use std::io::{BufWriter, Write as _};

use switchhook_agi::eagi::{Audio, Format};
use switchhook_agi::{Call, HandlerError, Outcome, stdio};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    stdio::run(record).await
}

async fn record(call: Call) -> Result<(), HandlerError> {
    let path = call
        .environment()
        .argument(1)
        .ok_or("give the path of the file: EAGI(eagi,/tmp/voice.sln)")?;
    let format = match call.environment().argument(2) {
        Some(name) => Format::of_name(&name).ok_or_else(|| format!("unknown format {name:?}"))?,
        None => Format::SLIN,
    };
    // A file is written to memory first; for something slower, give the frames to another task.
    let mut file = BufWriter::new(File::create(&*path).map_err(|error| format!("{path}: {error}"))?);
    let mut audio = Audio::open(&call, format)?;
    while let Some(frame) = audio.read_frame().await? {
        file.write_all(frame.as_bytes())?;
    }
    file.flush()?;
    // On a channel that is hung up too.
    let figures = format!("{} {}", audio.received().as_millis(), audio.missing().as_millis());
    Ok(call.set_variable("CDR(userfield)", figures).await?)
}
