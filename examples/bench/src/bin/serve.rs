//! Serves the stream to one client in another language, which `peers/run` starts.
//!
//! Prints its port, and how many events will come after the first Ping; ends with the client.
#![allow(clippy::print_stdout, reason = "a program: it prints where it listens")]

use std::sync::Arc;

use clap::Parser;
use switchhook_bench::server::{self, Plan};
use switchhook_bench::stream::Mix;

/// Sends events to one client of any kind.
#[derive(Debug, Parser)]
struct Options {
    /// MiB of events.
    #[arg(long, default_value_t = 16)]
    mib: usize,
}

fn main() -> std::io::Result<()> {
    let mix = Arc::new(Mix::of(Options::parse().mib << 20));
    let events = mix.events();
    let server = server::start(Plan::Flood { mix, times: 1 })?;
    println!("{} {events}", server.address.port());
    server.wait();
    Ok(())
}
