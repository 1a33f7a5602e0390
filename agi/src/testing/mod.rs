//! Plays Asterisk, for the tests of handlers: says what a real one would say, and checks what it is asked.
//!
//! ```
//! use switchhook_agi::server::{Config, Server};
//! use switchhook_agi::testing::Script;
//! use switchhook_agi::{Call, CallError};
//!
//! /// What is tested.
//! async fn greet(call: Call) -> Result<(), CallError> {
//!     call.answer().await?;
//!     let name = call.variable("CALLERID(name)").await?.unwrap_or_default();
//!     call.set_variable("GREETING", format!("hello {name}")).await
//! }
//! # let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
//! # runtime.block_on(async {
//! let server = Server::start(Config::new("127.0.0.1:0"), greet).await?;
//! Script::call("agi://127.0.0.1/greet")
//!     .on("ANSWER", "200 result=0")
//!     .on("GET VARIABLE CALLERID(name)", "200 result=1 (Ana)")
//!     .on(r#"SET VARIABLE GREETING "hello Ana""#, "200 result=1")
//!     .closes()
//!     .play_at(server.addr())
//!     .await?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! # }).unwrap();
//! ```

mod error;
mod play;
mod script;

pub use error::{ScriptError, TranscriptError};
pub use script::Script;
