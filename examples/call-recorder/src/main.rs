//! Registers the finished calls of an Asterisk and their recordings with another system, over HTTP.
//!
//! Finished calls come from extension `h` (FastAGI), from `Master.csv` or from a table; they wait in a queue on disk
//! until their recording is complete, converted and delivered. README.md tells the whole way.

mod call;
mod check;
mod cli;
mod config;
mod convert;
mod deliver;
mod prepare;
mod queue;
mod recording;
mod run;
mod source;
mod status;
mod time;

use std::process::ExitCode;

fn main() -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("call-recorder: cannot start its threads: {error}");
            return ExitCode::FAILURE;
        }
    };
    runtime.block_on(cli::run())
}
