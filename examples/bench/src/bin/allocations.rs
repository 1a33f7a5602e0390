//! Counts what each event costs the allocator: a program of its own, since counting costs time.
//!
//! `cargo run --release -p switchhook-bench --bin allocations`
#![allow(clippy::print_stdout, reason = "a program: it prints its table")]

use std::alloc::System;

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use switchhook_bench::decode;
use switchhook_bench::report::Table;
use switchhook_bench::stream::Mix;

#[global_allocator]
static COUNTING: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Enough that what is allocated once does not show.
const BYTES: usize = 8 << 20;

fn main() {
    let mix = Mix::of(BYTES);
    let mut table = Table::new(
        "Allocations",
        &["decoder", "allocations per event", "bytes allocated per event"],
    );
    for (name, decode) in decode::ALL {
        let region = Region::new(COUNTING);
        let seen = decode(&mix.bytes, 65_536);
        let change = region.change();
        let per_event = |count: usize| count as f64 / seen.messages.max(1) as f64;
        table.row(&[
            &name,
            &format!("{:.3}", per_event(change.allocations + change.reallocations)),
            &format!("{:.0}", per_event(change.bytes_allocated)),
        ]);
    }
    println!("{}", table.text());
}
