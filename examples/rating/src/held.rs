//! Calls that wait for their turn: packages are used up in the order in which calls begin.

use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::TimeZone as _;
use chrono_tz::Tz;
use switchhook_rating::{Call, Counter, Counters, Start};

use crate::failure::Failure;
use crate::say;
use crate::tariff::Tariff;
use crate::write::Sink;

/// Calls of one run, a gigabyte or so.
const MOST: usize = 5_000_000;

/// Bytes beyond which a file holds no counters.
const LARGEST: u64 = 256 * 1024 * 1024;

/// The calls of a run, and what has been used of packages.
#[derive(Debug)]
pub(crate) struct Held {
    calls: Vec<HeldCall>,
    counters: Counters,
    file: Option<PathBuf>,
    // Where a start without an offset is meant.
    zone: Tz,
}

/// A call with texts of its own.
#[derive(Debug)]
pub(crate) struct HeldCall {
    // Milliseconds since 1970.
    begins: i64,
    start: Start,
    duration: Duration,
    // Number, caller, account, extension and trunk.
    texts: [Box<str>; 5],
}

impl HeldCall {
    pub(crate) fn call(&self) -> Call<'_> {
        let [number, caller, account, extension, trunk] = &self.texts;
        Call::new(number, self.start, self.duration)
            .caller(caller)
            .account(account)
            .extension(extension)
            .trunk(trunk)
    }
}

impl Held {
    /// For a tariff with packages; `None` for others, whose calls need not wait.
    pub(crate) fn of(tariff: &Tariff, file: Option<&Path>) -> Result<Option<Self>, Failure> {
        let zone = tariff.parts.first().map_or(Tz::UTC, |part| part.plan.zone());
        match (tariff.book.packages().len(), file) {
            (0, None) => return Ok(None),
            (0, Some(_)) => {
                return Err(Failure::Usage(
                    "--counters: the tariff has no packages; leave it out".to_owned(),
                ));
            }
            (_, None) => {
                say("the packages begin unused; --counters FILE keeps what is used for the next run");
            }
            (_, Some(_)) => {}
        }
        Ok(Some(Self {
            calls: Vec::new(),
            counters: file.map(read).transpose()?.unwrap_or_default(),
            file: file.map(Path::to_owned),
            zone,
        }))
    }

    pub(crate) fn push(&mut self, call: &Call<'_>) -> Result<(), Failure> {
        if self.calls.len() >= MOST {
            return Err(Failure::Input(format!(
                "more than {MOST} calls, and with packages all of them are put in order first; rate them a month at a \
                 time, with --counters"
            )));
        }
        let texts = [call.number, call.caller, call.account, call.extension, call.trunk];
        self.calls.push(HeldCall {
            begins: begins(call.start, self.zone),
            start: call.start,
            duration: call.duration,
            texts: texts.map(Box::from),
        });
        Ok(())
    }

    /// The calls in the order in which they begin; those of one moment as they came.
    pub(crate) fn in_order(&mut self) -> Vec<HeldCall> {
        self.calls.sort_by_key(|call| call.begins);
        std::mem::take(&mut self.calls)
    }

    pub(crate) const fn counters(&mut self) -> &mut Counters {
        &mut self.counters
    }

    /// Writes the counters beside their file, which the end of the sink puts in its place.
    pub(crate) fn write(self) -> Result<Option<Sink>, Failure> {
        let Some(path) = &self.file else { return Ok(None) };
        let counters: Vec<Counter> = self.counters.iter().collect();
        let mut sink = Sink::open(Some(path))?;
        let text = serde_json::to_string_pretty(&counters)
            .map_err(|error| Failure::Output(format!("{}: {error}", sink.name())))?;
        sink.put(text.as_bytes())?;
        sink.put(b"\n")?;
        Ok(Some(sink))
    }
}

/// When a call begins; of a time that clocks showed twice the first.
fn begins(start: Start, zone: Tz) -> i64 {
    match start {
        Start::Instant(instant) => instant.timestamp_millis(),
        Start::Local(local) => match zone.from_local_datetime(&local).earliest() {
            Some(instant) => instant.timestamp_millis(),
            None => local.and_utc().timestamp_millis(),
        },
    }
}

/// The counters of a file; none if it is not there yet.
fn read(path: &Path) -> Result<Counters, Failure> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Counters::default()),
        Err(error) => return Err(Failure::cannot_read(path, &error)),
    };
    let mut text = String::new();
    file.take(LARGEST)
        .read_to_string(&mut text)
        .map_err(|error| Failure::cannot_read(path, &error))?;
    let kept: Vec<Counter> = serde_json::from_str(&text).map_err(|error| {
        Failure::Input(format!(
            "{}: no counters: {error}; give a file that `rating rate --counters` wrote, or one that is not there yet",
            path.display()
        ))
    })?;
    let mut counters = Counters::default();
    for counter in kept {
        counters.insert(counter);
    }
    Ok(counters)
}
