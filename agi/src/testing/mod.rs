//! Plays Asterisk, for the tests of handlers: says what a real one would say, and checks what it is asked.
//!
//! ```
//! use switchhook_agi::testing::Script;
//! use switchhook_agi::{Call, CallError, Outcome};
//!
//! /// What is tested.
//! async fn greet(call: Call) -> Result<(), CallError> {
//!     call.answer().await?;
//!     let name = call.variable("CALLERID(name)").await?.unwrap_or_default();
//!     call.set_variable("GREETING", format!("hello {name}")).await
//! }
//! # let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
//! # runtime.block_on(async {
//! let outcome = Script::call("agi://127.0.0.1/greet")
//!     .on("ANSWER", "200 result=0")
//!     .on("GET VARIABLE CALLERID(name)", "200 result=1 (Ana)")
//!     .on(r#"SET VARIABLE GREETING "hello Ana""#, "200 result=1")
//!     .closes()
//!     .run(greet)
//!     .await?;
//! assert!(matches!(outcome, Outcome::Completed));
//! # Ok::<(), switchhook_agi::testing::ScriptError>(())
//! # }).unwrap();
//! ```
//!
//! - The caller [`hangs_up`](Script::hangs_up) between any two steps, and Asterisk goes away after any
//!   [byte](Script::cut_after). [`say_bytes`](Script::say_bytes) says less than a line, and [`pauses`](Script::pauses) delays
//!   what comes next.
//! - Deadlines are tried on a clock that jumps: in `#[tokio::test(start_paused = true)]` nothing waits, neither the
//!   script nor the handler. Give the script more [`patience`](Script::patience) than the handler may take.
//! - A handler of a route with parameters is tried as its [`Router`](crate::server::Router), which is a handler too; one of
//!   `blocking` by `Script::run_blocking`.
//! - [`play_at`](Script::play_at) calls a running server over TCP, and [`play`](Script::play) takes any stream.
//! - A conversation that was [recorded](Script::from_transcript) is a script too.

mod error;
mod play;
mod script;

pub use error::{ScriptError, TranscriptError};
pub use script::Script;
