//! Switchhook for JavaScript: what a call costs ([`Book`]), and what Asterisk makes of a call file
//! ([`check_call_file`]).
//!
//! Glue only: each export converts, calls and converts back. Its TypeScript stands beside it, by hand, since Rust's
//! signatures know nothing of unions and `bigint`. `pack/` makes the npm package; `README.md` is that package's.

mod callfile;
mod error;
mod object;
mod outcome;
mod rating;

pub use callfile::check_call_file;
pub use rating::Book;

/// Runs when the module is loaded.
#[cfg(feature = "panic-hook")]
#[wasm_bindgen::prelude::wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}
