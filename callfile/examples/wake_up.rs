//! How is somebody woken at half past six, and what else waits?
//!
//! ```text
//! cargo run -p switchhook-callfile --example wake_up -- /var/spool/asterisk set PJSIP/100 06:30
//! cargo run -p switchhook-callfile --example wake_up -- /var/spool/asterisk list
//! cargo run -p switchhook-callfile --example wake_up -- /var/spool/asterisk cancel wake-PJSIP-100-0630.call
//! ```

#[cfg(all(unix, feature = "spool"))]
#[expect(
    clippy::disallowed_methods,
    reason = "a program has a clock; the crate itself does not"
)]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    use std::io::{Write, stdout};

    use chrono::{DateTime, Local};
    use switchhook_callfile::{Caught, FileName, Spool};

    let mut out = stdout().lock();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        [spool, "set", channel, time] => {
            let time =
                next(Local::now(), time.parse()?).ok_or("the clocks change then; choose another time")?;
            let name = format!("wake-{channel}-{}.call", time.format("%H%M")).replace('/', "-");
            let name = FileName::new(name)?;
            Spool::open(spool)?.submit_at(&name, &wake(channel)?, time.into())?;
            writeln!(out, "{name} calls at {time}")?;
        }
        [spool, "list"] => {
            let spool = Spool::open(spool)?;
            for file in spool.pending()? {
                let due = DateTime::<Local>::from(file.due);
                // None if Asterisk took it since.
                let Some(report) = spool.read(&file.name)? else {
                    continue;
                };
                match report.call {
                    Some(call) => {
                        writeln!(
                            out,
                            "{} at {due}: {} to {}",
                            file.name,
                            call.channel(),
                            call.target()
                        )?;
                    }
                    None => writeln!(out, "{} at {due}: {}", file.name, report.verdict)?,
                }
            }
        }
        [spool, "cancel", name] => match Spool::open(spool)?.cancel(&FileName::new(name)?)? {
            None => writeln!(out, "{name} is not waiting")?,
            Some(cancelled) => match cancelled.caught {
                Caught::InTime => writeln!(out, "{name} is cancelled")?,
                Caught::Calling => writeln!(out, "{name} is ringing, and will not be tried again")?,
                Caught::Late => writeln!(
                    out,
                    "{name} is cancelled, but was due: it may just have begun to ring"
                )?,
            },
        },
        _ => return Err("say the spool, and then: set CHANNEL HH:MM, list, or cancel FILE".into()),
    }
    Ok(())
}

/// When the clock shows this time next.
#[cfg(all(unix, feature = "spool"))]
fn next(
    now: chrono::DateTime<chrono::Local>,
    time: chrono::NaiveTime,
) -> Option<chrono::DateTime<chrono::Local>> {
    let today = now.naive_local().date();
    let days = [Some(today), today.succ_opt()];
    // Where the clocks go back a time is there twice: nobody minds being woken at the first.
    days.into_iter()
        .flatten()
        .filter_map(|day| day.and_time(time).and_local_timezone(chrono::Local).earliest())
        .find(|at| *at > now)
}

#[cfg(all(unix, feature = "spool"))]
fn wake(channel: &str) -> Result<switchhook_callfile::CallFile, switchhook_callfile::ValueError> {
    use std::time::Duration;
    use switchhook_callfile::{CallFile, Target};

    CallFile::builder(channel, Target::application("Playback", "hello-world")?)
        .caller_id("Good morning", "")
        .wait_time(Duration::from_secs(30))
        .max_retries(3)
        .retry_time(Duration::from_secs(120))
        .build()
}

#[cfg(not(all(unix, feature = "spool")))]
fn main() {}
