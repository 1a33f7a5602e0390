//! How are a hundred people called with three lines, within hours, each until reached, and no one twice after a crash?
//!
//! ```text
//! cargo run -p switchhook-callfile --example campaign --features serde -- new campaign.json Europe/Paris 0123456789 …
//! cargo run -p switchhook-callfile --example campaign --features serde -- timetable campaign.json
//! cargo run -p switchhook-callfile --example campaign --features serde -- run campaign.json /var/spool/asterisk PJSIP/trunk
//! cargo run -p switchhook-callfile --example campaign --features serde -- stop campaign.json      # or: resume, results
//! ```
//!
//! The campaign is saved before each call is placed, under a name that says which attempt it is. So after a crash at any
//! point `run` finds each call in the spool or in `outgoing_done`. One that is nowhere may have been placed, and counts as
//! an attempt: better an attempt too few than a person called twice in a minute. What Asterisk leaves in `outgoing_done` only says whether somebody answered; with switchhook-callfile's `watch` and events of the
//! manager interface it is known why not.

#[cfg(all(unix, feature = "spool", feature = "serde"))]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    campaign::main()
}

#[cfg(not(all(unix, feature = "spool", feature = "serde")))]
fn main() {}

#[cfg(all(unix, feature = "spool", feature = "serde"))]
#[expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a program has a clock and files; the crate itself does not"
)]
mod campaign {
    use std::error::Error;
    use std::fs::{self, File};
    use std::io::{Write, stdout};
    use std::path::Path;
    use std::time::Duration;

    use chrono::{NaiveTime, Utc};
    use chrono_tz::Tz;
    use switchhook_callfile::pacer::{Contact, ContactId, Hours, Next, Outcome, Rules, Trunk, WORKDAYS};
    use switchhook_callfile::{CallFile, FileName, Pacer, Spool, SpoolError, Status, Target};

    type Campaign = Pacer<Tz>;

    pub(super) fn main() -> Result<(), Box<dyn Error>> {
        let arguments: Vec<String> = std::env::args().skip(1).collect();
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let mut out = stdout().lock();
        match arguments[..] {
            ["new", file, zone, ref numbers @ ..] => {
                if Path::new(file).exists() {
                    return Err(format!("{file} is there already; choose another name").into());
                }
                let zone = zone.parse().map_err(|_| format!("{zone} is no zone; write such as Europe/Paris"))?;
                save(&new(zone, numbers)?, file)?;
            }
            ["timetable", file] => {
                // As if everybody answered at the second attempt and talked for a minute.
                let suppose = |_: &Contact, attempt| match attempt {
                    1 => (Outcome::NoAnswer, Duration::from_secs(30)),
                    _ => (Outcome::Answered, Duration::from_secs(60)),
                };
                let campaign = load(file)?;
                for call in campaign.rehearse(Utc::now(), suppose) {
                    let number = campaign.contact(call.id).map(Contact::number);
                    writeln!(out, "{} {} attempt {}", call.start, number.ok_or("no such contact")?, call.attempt)?;
                }
            }
            ["run", file, spool, trunk] => run(file, &Spool::open(spool)?, trunk)?,
            ["stop" | "resume", file] => {
                // Before `run`, or after it: two programs must not write the same file.
                let mut campaign = load(file)?;
                if arguments[0] == "stop" { campaign.stop() } else { campaign.resume() }
                save(&campaign, file)?;
            }
            ["results", file] => {
                for (id, contact, standing) in load(file)?.contacts() {
                    writeln!(out, "{id} {} {standing:?}", contact.number())?;
                }
            }
            _ => return Err("say new FILE ZONE NUMBER…, timetable FILE, run FILE SPOOL TRUNK, stop, resume or results FILE".into()),
        }
        Ok(())
    }

    fn new(zone: Tz, numbers: &[&str]) -> Result<Campaign, Box<dyn Error>> {
        let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).ok_or("no such hour");
        let rules = Rules::new()
            .trunk(
                "lines",
                Trunk {
                    at_once: 3,
                    per_minute: 10,
                },
            )
            .destination(
                "everybody",
                "lines",
                Hours::new(zone).on(WORKDAYS, hour(9)?, hour(20)?),
            )
            .attempts(3)
            // All that the spool says of an attempt without answer.
            .retry_after(Outcome::Unknown, Duration::from_secs(3600));
        let mut campaign = Pacer::new(rules)?;
        for number in numbers {
            campaign.add(Contact::new(number.parse()?, "everybody"))?;
        }
        Ok(campaign)
    }

    fn run(file: &str, spool: &Spool, trunk: &str) -> Result<(), Box<dyn Error>> {
        let mut campaign = load(file)?;
        loop {
            // What became of the calls, those of an earlier run included.
            for call in campaign.calling().collect::<Vec<_>>() {
                let name = name(call.id, call.attempt)?;
                if let Some(outcome) = outcome(spool, &name)? {
                    campaign.record(call.id, outcome, Utc::now())?;
                    save(&campaign, file)?;
                }
            }
            match campaign.next(Utc::now()) {
                Next::Start(call) => {
                    // First on paper, then in the spool: a crash between the two costs an attempt, and repeats none.
                    save(&campaign, file)?;
                    let number = campaign.contact(call.id).ok_or("no such contact")?.number();
                    let call_file = CallFile::builder(
                        format!("{trunk}/{number}"),
                        Target::application("Playback", "hello-world")?,
                    )
                    .wait_time(Duration::from_secs(30))
                    .archive(true)
                    .build()?;
                    match spool.submit(&name(call.id, call.attempt)?, &call_file) {
                        Err(error) if !error.is_placed() => {
                            campaign.record(call.id, Outcome::NotPlaced, Utc::now())?;
                            save(&campaign, file)?;
                            if !may_pass(&error) {
                                return Err(error.into());
                            }
                        }
                        _ => {}
                    }
                }
                // Whoever wants to hear of outcomes at once follows the spool with the feature `watch`.
                Next::Wait { .. } => std::thread::sleep(Duration::from_secs(1)),
                Next::Stopped | Next::Done => return Ok(()),
            }
        }
    }

    /// What the spool says of an attempt; none while it waits or is being tried.
    fn outcome(spool: &Spool, name: &FileName) -> Result<Option<Outcome>, SpoolError> {
        // In this order: a file goes from the one to the other.
        if spool.read(name)?.is_some() {
            return Ok(None);
        }
        let Some(report) = spool.read_done(name)? else {
            return Ok(Some(Outcome::Unknown));
        };
        Ok(match report.history.status() {
            // Asterisk moves the file first and writes into it then.
            None => None,
            Some(Status::Completed) => Some(Outcome::Answered),
            Some(Status::Failed) => Some(Outcome::Failed),
            Some(_) => Some(Outcome::Unknown),
        })
    }

    fn may_pass(error: &SpoolError) -> bool {
        matches!(error, SpoolError::Full { .. } | SpoolError::Io { .. })
    }

    fn name(id: ContactId, attempt: u32) -> Result<FileName, Box<dyn Error>> {
        Ok(FileName::new(format!("campaign-{id}-{attempt}.call"))?)
    }

    fn load(file: &str) -> Result<Campaign, Box<dyn Error>> {
        Ok(serde_json::from_slice(&fs::read(file)?)?)
    }

    /// Whole, or as it was before.
    fn save(campaign: &Campaign, file: &str) -> Result<(), Box<dyn Error>> {
        let made = format!("{file}.new");
        let mut new = File::create(&made)?;
        new.write_all(&serde_json::to_vec(campaign)?)?;
        new.sync_all()?;
        fs::rename(&made, file)?;
        let folder = Path::new(file)
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
        Ok(())
    }
}
