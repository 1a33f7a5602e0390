//! What everybody used today: calls, seconds, calls back, wrong PINs. On the disk before it is spent.

use std::collections::BTreeMap;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// One person's day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Day {
    /// By the clock of the configured zone.
    pub(crate) date: NaiveDate,
    /// Numbers dialled, answered or not.
    pub(crate) calls: u32,
    /// Spoken, and reserved for calls that go on.
    pub(crate) seconds: u32,
    /// Calls back to them.
    pub(crate) callbacks: u32,
    pub(crate) wrong_pins: u32,
}

/// What a day may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Budget {
    pub(crate) calls: u32,
    pub(crate) seconds: u32,
}

/// Seconds set aside for a call until it is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "what is set aside stays so until it is settled"]
pub(crate) struct Reserved {
    date: NaiveDate,
    /// How long the call may last.
    pub(crate) seconds: u32,
}

/// Less is no call.
const LEAST_SECONDS: u32 = 10;

/// The days of all people, in a file. Methods block: they wait for the disk.
#[derive(Debug)]
pub(crate) struct Ledger {
    path: PathBuf,
    zone: Tz,
    days: Mutex<BTreeMap<String, Day>>,
    /// Held as long as this lives; the system lets it go after a crash.
    _lock: File,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum LedgerError {
    #[error(
        "cannot {doing} {}: {source}; make the folder with this user as its owner, as the README has it",
        path.display()
    )]
    Io {
        doing: &'static str,
        path: PathBuf,
        source: io::Error,
    },
    #[error("another service uses {}; stop it first, or give this one a `state` of its own", path.display())]
    Locked { path: PathBuf },
    #[error(
        "{} is not what this program wrote: {source}; move it away to begin anew: what was used today is then forgotten",
        path.display()
    )]
    Unreadable {
        path: PathBuf,
        source: serde_json::Error,
    },
}

fn at(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> LedgerError {
    let path = path.to_owned();
    move |source| LedgerError::Io { doing, path, source }
}

/// What was written last.
pub(crate) fn read(state: &Path) -> Result<BTreeMap<String, Day>, LedgerError> {
    let path = state.join("ledger.json");
    match fs::read(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(BTreeMap::new()),
        bytes => serde_json::from_slice(&bytes.map_err(at("read", &path))?)
            .map_err(|source| LedgerError::Unreadable { path, source }),
    }
}

/// Whether the folder can be written to, also while a service has it.
pub(crate) fn check(state: &Path) -> Result<(), LedgerError> {
    let probe = state.join(".check");
    fs::write(&probe, b"").map_err(at("write", &probe))?;
    fs::remove_file(&probe).map_err(at("remove", &probe))
}

impl Ledger {
    /// Takes the folder.
    pub(crate) fn open(state: &Path, zone: Tz) -> Result<Self, LedgerError> {
        let lock = state.join("lock");
        let opened = File::options()
            .create(true)
            .append(true)
            .open(&lock)
            .map_err(at("write", &lock))?;
        opened.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => LedgerError::Locked {
                path: state.to_owned(),
            },
            TryLockError::Error(source) => at("lock", &lock)(source),
        })?;
        let days = read(state)?;
        let ledger = Self {
            path: state.join("ledger.json"),
            zone,
            days: Mutex::new(days.clone()),
            _lock: opened,
        };
        // Tells at once whether it can be written.
        ledger.save(&days)?;
        Ok(ledger)
    }

    /// Counts a call back; false if there were as many today, or too many wrong PINs.
    pub(crate) fn call_back(
        &self,
        person: &str,
        most: u32,
        lock_after: u32,
        now: DateTime<Utc>,
    ) -> Result<bool, LedgerError> {
        self.change(person, now, |day| {
            let may = day.callbacks < most && day.wrong_pins < lock_after;
            day.callbacks += u32::from(may);
            may
        })
    }

    /// Counts a wrong PIN; says how many there were today.
    pub(crate) fn wrong_pin(&self, person: &str, now: DateTime<Utc>) -> Result<u32, LedgerError> {
        self.change(person, now, |day| {
            day.wrong_pins = day.wrong_pins.saturating_add(1);
            day.wrong_pins
        })
    }

    /// How many wrong PINs there were today.
    pub(crate) fn wrong_pins(&self, person: &str, now: DateTime<Utc>) -> u32 {
        let days = self.days.lock().unwrap_or_else(PoisonError::into_inner);
        self.day(&days, person, now).wrong_pins
    }

    /// Sets a call aside, before it is dialled; none if the budget is used up.
    pub(crate) fn reserve(
        &self,
        person: &str,
        budget: Budget,
        longest: u32,
        now: DateTime<Utc>,
    ) -> Result<Option<Reserved>, LedgerError> {
        self.change(person, now, |day| {
            let seconds = budget.seconds.saturating_sub(day.seconds).min(longest);
            if day.calls >= budget.calls || seconds < LEAST_SECONDS {
                return None;
            }
            day.calls += 1;
            day.seconds += seconds;
            let date = day.date;
            Some(Reserved { date, seconds })
        })
    }

    /// Gives back what the call did not use. One that is never settled, after a crash, counts in full.
    pub(crate) fn settle(
        &self,
        person: &str,
        reserved: Reserved,
        used: u32,
        now: DateTime<Utc>,
    ) -> Result<(), LedgerError> {
        self.change(person, now, |day| {
            // Of the day before, it is over with it.
            if day.date == reserved.date {
                day.seconds = day.seconds.saturating_sub(reserved.seconds).saturating_add(used);
            }
        })
    }

    fn change<T>(
        &self,
        person: &str,
        now: DateTime<Utc>,
        change: impl FnOnce(&mut Day) -> T,
    ) -> Result<T, LedgerError> {
        let mut days = self.days.lock().unwrap_or_else(PoisonError::into_inner);
        let before = days.get(person).copied();
        let mut day = self.day(&days, person, now);
        let done = change(&mut day);
        if before == Some(day) {
            return Ok(done);
        }
        let mut changed = days.clone();
        changed.insert(person.to_owned(), day);
        // What cannot be written down is not done.
        self.save(&changed)?;
        *days = changed;
        Ok(done)
    }

    /// A new day at midnight. A clock that is set back begins none.
    fn day(&self, days: &BTreeMap<String, Day>, person: &str, now: DateTime<Utc>) -> Day {
        let date = now.with_timezone(&self.zone).date_naive();
        let kept = days.get(person).filter(|day| day.date >= date);
        kept.copied().unwrap_or(Day {
            date,
            calls: 0,
            seconds: 0,
            callbacks: 0,
            wrong_pins: 0,
        })
    }

    fn save(&self, days: &BTreeMap<String, Day>) -> Result<(), LedgerError> {
        let made = self.path.with_extension("new");
        let bytes = serde_json::to_vec(days).map_err(|source| LedgerError::Unreadable {
            path: self.path.clone(),
            source,
        })?;
        let written = || {
            let mut file = File::create(&made)?;
            file.write_all(&bytes)?;
            file.sync_all()?;
            fs::rename(&made, &self.path)?;
            File::open(self.path.parent().unwrap_or(Path::new(".")))?.sync_all()
        };
        written().map_err(at("write", &self.path))
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};
    use chrono_tz::Europe::Moscow;

    use super::{Budget, Ledger, LedgerError};

    const BUDGET: Budget = Budget {
        calls: 3,
        seconds: 600,
    };

    fn at(time: &str) -> DateTime<Utc> {
        time.parse().unwrap()
    }

    #[test]
    fn what_is_used_counts_over_restarts_until_midnight_of_the_zone() {
        let state = tempfile::tempdir().unwrap();
        // 23:00 in Moscow.
        let evening = at("2026-11-22T20:00:00Z");
        let ledger = Ledger::open(state.path(), Moscow).unwrap();
        let first = ledger.reserve("anna", BUDGET, 300, evening).unwrap().unwrap();
        assert_eq!(first.seconds, 300);
        ledger.settle("anna", first, 60, evening).unwrap();
        // Not settled: the program was killed.
        let second = ledger.reserve("anna", BUDGET, 300, evening).unwrap().unwrap();
        assert_eq!(second.seconds, 300);
        drop(ledger);

        let ledger = Ledger::open(state.path(), Moscow).unwrap();
        let third = ledger.reserve("anna", BUDGET, 300, evening).unwrap().unwrap();
        assert_eq!(third.seconds, 240, "600 less 60 less 300");
        // Three calls, and no more, whatever is left.
        ledger.settle("anna", third, 0, evening).unwrap();
        assert_eq!(ledger.reserve("anna", BUDGET, 300, evening).unwrap(), None);
        assert!(ledger.reserve("bruno", BUDGET, 300, evening).unwrap().is_some());
        let before_midnight = at("2026-11-22T20:59:59Z");
        assert_eq!(
            ledger.reserve("anna", BUDGET, 300, before_midnight).unwrap(),
            None
        );
        // Midnight in Moscow, though not in London.
        let midnight = at("2026-11-22T21:00:00Z");
        let new = ledger.reserve("anna", BUDGET, 300, midnight).unwrap().unwrap();
        assert_eq!(new.seconds, 300);
        // A call of yesterday gives nothing back today; a clock that is set back begins no day.
        ledger.settle("anna", second, 0, midnight).unwrap();
        let next = ledger
            .reserve("anna", BUDGET, 9999, before_midnight)
            .unwrap()
            .unwrap();
        assert_eq!(next.seconds, 300);
    }

    #[test]
    fn the_rest_of_a_budget_is_a_shorter_call_and_less_than_ten_seconds_none() {
        let state = tempfile::tempdir().unwrap();
        let now = at("2026-11-22T12:00:00Z");
        let ledger = Ledger::open(state.path(), Moscow).unwrap();
        let small = Budget {
            calls: 100,
            seconds: 100,
        };
        let reserved = ledger.reserve("anna", small, 300, now).unwrap().unwrap();
        // Two at once share it.
        assert_eq!(ledger.reserve("anna", small, 300, now).unwrap(), None);
        ledger.settle("anna", reserved, 91, now).unwrap();
        assert_eq!(ledger.reserve("anna", small, 300, now).unwrap(), None);
    }

    #[test]
    fn wrong_pins_and_many_calls_back_lock_for_the_day() {
        let state = tempfile::tempdir().unwrap();
        let now = at("2026-11-22T12:00:00Z");
        let ledger = Ledger::open(state.path(), Moscow).unwrap();
        assert!(ledger.call_back("anna", 2, 3, now).unwrap());
        assert!(ledger.call_back("anna", 2, 3, now).unwrap());
        assert!(!ledger.call_back("anna", 2, 3, now).unwrap());
        for count in 1..=3 {
            assert!(ledger.call_back("bruno", 9, 3, now).unwrap());
            assert_eq!(ledger.wrong_pin("bruno", now).unwrap(), count);
        }
        assert!(!ledger.call_back("bruno", 9, 3, now).unwrap());
        assert_eq!(ledger.wrong_pins("bruno", now), 3);
        assert_eq!(ledger.wrong_pins("bruno", at("2026-11-22T21:00:00Z")), 0);
    }

    #[test]
    fn what_cannot_be_written_down_is_not_allowed() {
        let state = tempfile::tempdir().unwrap();
        let now = at("2026-11-22T12:00:00Z");
        let ledger = Ledger::open(state.path(), Moscow).unwrap();
        assert!(matches!(
            Ledger::open(state.path(), Moscow),
            Err(LedgerError::Locked { .. })
        ));
        // The folder is gone: root may write anywhere else.
        std::fs::remove_dir_all(state.path()).unwrap();
        let error = ledger.reserve("anna", BUDGET, 300, now).unwrap_err().to_string();
        assert!(error.contains("cannot write"), "{error}");
        std::fs::create_dir(state.path()).unwrap();
        std::fs::write(state.path().join("ledger.json"), "{").unwrap();
        let error = Ledger::open(state.path(), Moscow).unwrap_err().to_string();
        assert!(error.contains("is not what this program wrote"), "{error}");
    }
}
