//! What became of each call.
//!
//! Asterisk tells it in two places. The spool always does: a file appears, lines are appended, it moves to
//! `outgoing_done` with a status or is removed. The manager interface does if somebody listens: then the reason is known,
//! and when the call was answered and ended.
//!
//! [`Follow`] decides, and has no files and no clock. [`Follower`] feeds it from a spool: it is told by the system
//! (inotify), reads what changed, and yields one [`Update`] after the other.
//!
//! ```no_run
//! use std::time::Duration;
//! use switchhook_callfile::watch::{Follower, News, tied};
//! use switchhook_callfile::{CallFile, FileName, Spool, Target};
//!
//! let spool = Spool::open("/var/spool/asterisk")?;
//! let follower = Follower::open(&spool)?;      // before the first call, so that nothing is missed
//! let stop = follower.handle();                // for another thread: `stop.stop()`
//!
//! let name = FileName::new("alarm-17.call")?;
//! let call = CallFile::builder("PJSIP/100", Target::extension("internal", "200")?)
//!     .max_retries(2)
//!     .retry_time(Duration::from_secs(60))
//!     .archive(true)                           // without it, nobody can say whether the last attempt was answered
//!     .build()?;
//! spool.submit(&name, &tied(&call, &name)?)?;  // with its name as a variable, by which events find it
//!
//! for update in follower {
//!     let update = update?;
//!     println!("{}: {}", update.name, update.news);
//!     if matches!(update.news, News::Ended(_)) {
//!         stop.stop();
//!     }
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What the files say
//!
//! | in the spool | means |
//! |---|---|
//! | archived, `Status: Completed` | answered, and the call is over |
//! | archived, `Status: Expired` | no attempt was answered; why, only events say |
//! | archived, `Status: Failed` | Asterisk could not read the file |
//! | removed by somebody before it was due, or between two attempts | cancelled |
//! | moved elsewhere, as by [`Spool::cancel`](crate::Spool::cancel) | cancelled |
//! | removed during an attempt that is not the last | answered, or removed by somebody |
//! | removed during the last attempt | answered, not answered, or removed by somebody: [`Outcome::Unknown`] |
//! | gone while nobody watched | the same |
//!
//! So let Asterisk archive the files of calls whose outcome matters. What it keeps there stays: clean the folder up.
//!
//! # What events add
//!
//! [`PbxEvent::from_headers`] makes what [`Follow::on_event`] takes out of the headers of a manager event, whatever
//! library read it. With switchhook-ami:
//!
//! ```ignore
//! let handle = follower.handle();
//! handle.listen(Duration::from_secs(2));
//! let mut items = client.subscribe();
//! while let Some(item) = items.next().await {
//!     match item {
//!         Item::Event(event) => {
//!             let headers = event.headers().map(|header| (header.name(), header.value()));
//!             if let Some(event) = PbxEvent::from_headers(headers) {
//!                 handle.tell(event, SystemTime::now());
//!             }
//!         }
//!         // What was missed says nothing by being missed.
//!         Item::Disconnected { .. } | Item::Lagged(_) => handle.deafen(),
//!         Item::Connected { .. } => handle.listen(Duration::from_secs(2)),
//!         _ => {}
//!     }
//! }
//! ```
//!
//! An event is tied to a file by the variable [`CALL_VARIABLE`], which [`tied`] sets. It shows in one of two ways:
//!
//! - as `VarSet`, to an account that may read the class `dialplan` (and gets every step of every call with it), or
//! - as `ChanVariable` of the events of class `call`, if manager.conf has `channelvars = SWITCHHOOK_CALL` in `[general]`.
//!
//! The events that count are `VarSet`, `DialBegin`, `DialEnd` and `Hangup`. Seen on 16.28 and 22.10:
//!
//! - A busy phone is `DialEnd` with `BUSY`. When the waiting time runs out there is no `DialEnd`, only the `Hangup`, with
//!   cause 19 in 22 and 0 in 16.
//! - A telephone that is not registered, or does not exist, has no channel and thus no event at all; if the context has an
//!   extension `failed`, its channel `OutgoingSpoolFailed` is all there is. That is [`Outcome::Failed`] without a cause.
//! - With `early_media: yes`, `DialEnd` says `ANSWER` at the first sound, and so do we: Asterisk goes on with the call.
//! - Events and files come on two ways: either may be first. What waits for the other waits for the time that
//!   [`Follow::listen`] is given, then goes without.
//!
//! - In the extension `failed` a `Dial` reaches nobody: a Local channel is not made, a telephone rings and is dropped when it
//!   answers. `Originate` works. End it with `Hangup()`, or Asterisk waits ten seconds before it is done with the file.
//!   Better: call a Local channel whose dialplan dials one telephone after the other.
//! - `Set(CDR(…))` in the dialplan waits until all records before are written: with thousands of calls at once, minutes.
//!
//! # Restarts
//!
//! [`Follower::position`] is what to save (feature `serde`) after the updates until then were dealt with;
//! [`Follower::resume`] goes on from there. What ended meanwhile is reported with what is known: archived files are found
//! again by their inode. An update dealt with but not yet saved comes again.
//!
//! # Limits
//!
//! - Use each name once. Of a name used again at the same moment, the news of the two calls cannot always be told apart.
//! - With `AlwaysDelete: no` Asterisk may leave the file of an ended call where it is; only events tell that it ended.
//! - The follower must be able to read the files: run it as Asterisk's user or as root.
//! - On Unix without inotify, and where another machine writes the folder (NFS), [`Follower::polling`] looks at intervals:
//!   it cannot tell a file that was moved away from one that Asterisk removed.

mod event;
mod follow;
mod follower;
#[cfg(target_os = "linux")]
mod inotify;
mod known;
mod outcome;
mod position;

pub use event::{CALL_VARIABLE, PbxEvent, PbxFact, tied};
pub use follow::{Follow, Gone, Sighting};
pub use follower::{FollowError, Follower, Handle};
pub use outcome::{Failure, News, Outcome, Possible, Talk, Update};
pub use position::Position;
