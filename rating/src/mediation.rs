//! From records to calls: which of them cost something, and which belong together.
//!
//! Asterisk writes a record for each pair of channels, so a call has several of them, or none that costs anything. A
//! [`Mediation`] says which records are calls to the outside and how they become a [`Call`]; a [`Mediator`] takes
//! the records one after the other and gives the calls. It reads nothing and has no clock: its memory is a window of
//! the time that the records themselves say.
//!
//! ```
//! use switchhook_rating::cdr::{CdrRecord, Settings};
//! use switchhook_rating::mediation::{Mediation, Mediator};
//!
//! let rules = Mediation::new().trunk("PJSIP/gw-");
//! let mut mediator = Mediator::new(rules);
//! let mut record = CdrRecord::new();
//! for (number, (dst, dstchannel, talk)) in
//!     [("0872345", "PJSIP/gw-02", "60"), ("102", "PJSIP/102-03", "30"), ("0872346", "PJSIP/gw-04", "0")].into_iter().enumerate()
//! {
//!     let row = [("start", "2026-01-05 10:00:00"), ("src", "101"), ("dst", dst), ("channel", "PJSIP/101-01"),
//!                ("dstchannel", dstchannel), ("duration", "65"), ("billsec", talk), ("disposition", "ANSWERED")];
//!     record.fill(number as u64 + 1, row, &Settings::new())?;
//!     mediator.push(&record);
//! }
//! mediator.finish();
//! let call = mediator.next_call().unwrap();
//! assert_eq!((call.number.as_str(), call.extension.as_str(), call.duration.as_secs()), ("0872345", "101", 60));
//! assert!(mediator.next_call().is_none());
//!
//! let fates = mediator.fates();
//! assert_eq!((fates.calls, fates.internal, fates.unanswered), (1, 1, 1));
//! assert!(fates.add_up());
//! # Ok::<(), switchhook_rating::cdr::RecordProblem>(())
//! ```
//!
//! # Which records are calls
//!
//! A record goes out when its `dstchannel` or its `lastdata` begins as one of the [`trunk`](Mediation::trunk) rules
//! says. Without any rule every answered record is a call, and nothing is merged. An answered one is a call when its
//! `disposition` is `ANSWERED` and `billsec` is not 0: the other forks of a call to many telephones are not.
//!
//! # Transfers
//!
//! What an operator charges is the time for which its line was up: from the answer until the channel of the trunk hangs
//! up, whoever is at the other end by then. A transfer ends one record and begins another one, in which the same trunk
//! channel stands as `channel` or `dstchannel`. So records are merged by the trunk channel:
//!
//! * The record that made the channel (it is its `dstchannel`) gives the number, the account and the caller: **who dialled
//!   pays**, also for what the transferred parties say afterwards.
//! * Each later record of the channel, which begins while it is up or at most [`gap`](Mediation::gap) after, makes the call
//!   longer, up to its end. Whether somebody answered in it does not matter: the line was up while the telephone rang.
//! * In a later record the trunk channel is `channel`, and its `uniqueid` is not its `linkedid`: somebody else began the
//!   call. Where both are the same, the channel came in from outside, and the record is no call of ours.
//! * An attended transfer between two outside parties makes two trunk channels: two calls, each for its own time.
//!
//! A later record whose first one never came, because it lies in an older file, is an orphan: counted and not charged,
//! since nobody knows what was dialled. Read the older file first, or widen the [`window`](Mediation::window).
//!
//! Time is where the earlier of the last two records ended: one record with a wrong date closes no other call.
//!
//! # Duplicates
//!
//! A file read twice, or two that overlap, must not charge twice. Two records are the same when `uniqueid`, `sequence`,
//! start, channels and number are, or, in files without a sequence, when every field is. They are recognised within the
//! window.

mod rules;
mod same;

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use crate::cdr::CdrRecord;
use crate::{Call, Start};

pub use rules::{Mediation, NumberFrom, Owner};
use same::Seen;

/// A call made of one or more records.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MediatedCall {
    /// What was dialled, as the rules say.
    pub number: String,
    /// When it was answered.
    pub start: Start,
    /// How long the line was up.
    pub duration: Duration,
    /// The caller's number.
    pub caller: String,
    /// The account code of the caller's channel.
    pub account: String,
    /// Who pays, as the rules say.
    pub extension: String,
    /// The channel of the trunk.
    pub trunk: String,
    /// The `linkedid` of the record that began it.
    pub linkedid: String,
    /// The `uniqueid` of that record.
    pub uniqueid: String,
    /// The lines of its records, that of the first one first.
    pub lines: Vec<u64>,
}

impl MediatedCall {
    /// The call, to be rated.
    #[must_use]
    pub fn call(&self) -> Call<'_> {
        Call::new(&self.number, self.start, self.duration)
            .caller(&self.caller)
            .account(&self.account)
            .extension(&self.extension)
            .trunk(&self.trunk)
    }
}

/// What became of the records. They add up: see [`add_up`](Self::add_up).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Fates {
    /// Records that came.
    pub records: u64,
    /// Those that began a call.
    pub calls: u64,
    /// Those that are part of a call that another one began.
    pub merged: u64,
    /// Those that were there before.
    pub duplicates: u64,
    /// Those of calls that nobody answered.
    pub unanswered: u64,
    /// Those that did not go out over a trunk: calls within the house and from outside.
    pub internal: u64,
    /// Those that go on with a call whose first record never came.
    pub orphans: u64,
    /// Those without a start, or whose number the rules leave nothing of.
    pub unusable: u64,
    /// Those whose call is still open.
    pub waiting: u64,
}

impl Fates {
    /// Whether every record has a fate.
    #[must_use]
    pub const fn add_up(&self) -> bool {
        let Self {
            calls,
            merged,
            duplicates,
            unanswered,
            internal,
            orphans,
            unusable,
            waiting,
            ..
        } = *self;
        self.records == calls + merged + duplicates + unanswered + internal + orphans + unusable + waiting
    }
}

/// A call whose window is open.
#[derive(Debug)]
struct Open {
    call: MediatedCall,
    // Whether the record that made the channel came; without it nobody knows the number.
    is_begun: bool,
    // Seconds, by the clock of the records.
    begins: i64,
    ends: i64,
    // Records whose fate this is: one between two trunk channels is in two calls and counts in one.
    records: u64,
}

/// From when to when, in seconds.
#[derive(Clone, Copy, Debug)]
struct Span {
    begins: i64,
    ends: i64,
}

/// Takes records and gives calls.
#[derive(Debug)]
pub struct Mediator {
    rules: Mediation,
    seen: Seen,
    // By start, then by arrival: calls come out in this order.
    open: BTreeMap<(i64, u64), Open>,
    by_channel: HashMap<String, (i64, u64)>,
    arrivals: u64,
    // Where time has come to, and when the last record ended.
    now: i64,
    last_end: i64,
    is_finished: bool,
    fates: Fates,
}

impl Mediator {
    /// Begins with no record.
    #[must_use]
    pub fn new(rules: Mediation) -> Self {
        Self {
            seen: Seen::new(rules.window, rules.most_remembered),
            rules,
            open: BTreeMap::new(),
            by_channel: HashMap::new(),
            arrivals: 0,
            now: i64::MIN,
            last_end: i64::MIN,
            is_finished: false,
            fates: Fates::default(),
        }
    }

    /// What became of the records so far.
    #[must_use]
    pub const fn fates(&self) -> Fates {
        self.fates
    }

    /// Takes a record. Ask [`next_call`](Self::next_call) for the calls that are complete by it.
    pub fn push(&mut self, record: &CdrRecord) {
        self.fates.records += 1;
        let (Some(start), Some(talk_start)) = (record.start(), record.talk_start()) else {
            self.fates.unusable += 1;
            return;
        };
        let begins = seconds(start);
        let ends = begins.saturating_add(whole_seconds(record.duration()));
        // The earlier end of two records: one that comes from the future by a wrong clock closes nothing.
        self.now = self.last_end.min(ends);
        self.last_end = ends;
        self.is_finished = false;
        if self.seen.is_known(record, ends, self.now) {
            self.fates.duplicates += 1;
            return;
        }
        let goes_on = self.rules.goes_on(record);
        let is_answered = record.is_answered();
        let mut is_counted = false;
        if let Some(trunk) = self.rules.outgoing(record).filter(|_| is_answered) {
            match self.rules.number(record) {
                Some(number) => self.begin(record, trunk, number, talk_start),
                None => self.fates.unusable += 1,
            }
            is_counted = true;
        }
        if goes_on {
            let span = Span { begins, ends };
            if !self.lengthen(record.channel(), record, span, !is_counted) && !is_counted {
                self.wait(record, span);
            }
        } else if !is_counted {
            match is_answered {
                true => self.fates.internal += 1,
                false => self.fates.unanswered += 1,
            }
        }
    }

    /// The next call that no further record can change. After [`finish`](Self::finish), every one.
    ///
    /// They come in the order of their starts, except for a record that arrives later than the window.
    pub fn next_call(&mut self) -> Option<MediatedCall> {
        loop {
            let (&key, open) = self.open.first_key_value()?;
            let is_closed = open.ends.saturating_add(self.rules.window_seconds()) < self.now;
            if !is_closed && !self.is_finished {
                return None;
            }
            let open = self.open.remove(&key)?;
            if self.by_channel.get(&open.call.trunk) == Some(&key) {
                self.by_channel.remove(&open.call.trunk);
            }
            self.fates.waiting -= open.records;
            if open.is_begun {
                // Its first record counts as the call, the others as merged.
                self.fates.calls += 1;
                self.fates.merged += open.records.saturating_sub(1);
                return Some(open.call);
            }
            self.fates.orphans += open.records;
        }
    }

    /// Says that no record follows: every call is complete. Further records begin anew.
    pub fn finish(&mut self) {
        self.is_finished = true;
    }

    /// The open call of a trunk channel that a record may be part of, and by how much the record's clock is off.
    fn adjoining(&self, channel: &str, linkedid: &str, span: Span) -> Option<((i64, u64), i64)> {
        let &key = self.by_channel.get(channel)?;
        let open = self.open.get(&key)?;
        let gap = self.rules.gap_seconds();
        // Readings of a clock that was put forward or back during the call are an hour off; but another call an hour
        // later may have a channel of that name too, after a restart.
        let may_shift = matches!(open.call.start, Start::Local(_))
            && !linkedid.is_empty()
            && open.call.linkedid == linkedid;
        let shifts: &[i64] = if may_shift { &[0, 3600, -3600] } else { &[0] };
        let fits = |shift: &i64| {
            span.begins.saturating_add(*shift) <= open.ends.saturating_add(gap)
                && span.ends.saturating_add(*shift) >= open.begins.saturating_sub(gap)
        };
        shifts.iter().copied().find(fits).map(|shift| (key, shift))
    }

    /// The record makes the call of a trunk channel that is up longer. `false` when there is no such call.
    fn lengthen(&mut self, channel: &str, record: &CdrRecord, span: Span, counts: bool) -> bool {
        let Some((key, shift)) = self.adjoining(channel, record.linkedid(), span) else {
            return false;
        };
        let Some(open) = self.open.get_mut(&key) else {
            return false;
        };
        open.ends = open.ends.max(span.ends.saturating_add(shift));
        open.call.lines.push(record.line());
        if open.is_begun {
            open.call.duration = open.call.duration.max(length(open.begins, open.ends));
        }
        open.records += u64::from(counts);
        self.fates.waiting += u64::from(counts);
        true
    }

    /// The record makes a trunk channel, or brings one that is up to somebody else.
    fn begin(&mut self, record: &CdrRecord, trunk: &str, number: String, talk_start: Start) {
        let begins = seconds(talk_start);
        let span = Span {
            begins,
            ends: begins.saturating_add(whole_seconds(record.billsec())),
        };
        let mut begun = Open {
            call: MediatedCall {
                number,
                start: talk_start,
                duration: record.billsec(),
                caller: record.src().to_owned(),
                account: record.accountcode().to_owned(),
                extension: self.rules.payer(record).to_owned(),
                trunk: trunk.to_owned(),
                linkedid: record.linkedid().to_owned(),
                uniqueid: record.uniqueid().to_owned(),
                lines: vec![record.line()],
            },
            is_begun: true,
            begins: span.begins,
            ends: span.ends,
            records: 1,
        };
        self.fates.waiting += 1;
        if let Some((key, shift)) = self.adjoining(trunk, record.linkedid(), span) {
            let is_later = self
                .open
                .get(&key)
                .is_some_and(|open| open.is_begun && open.begins <= span.begins.saturating_add(shift));
            if is_later {
                // The called side was put to somebody else: who dialled is in the record that was there.
                self.fates.waiting -= 1;
                self.lengthen(trunk, record, span, true);
                return;
            }
            if let Some(open) = self.open.remove(&key) {
                begun.ends = begun.ends.max(open.ends.saturating_sub(shift));
                begun.call.duration = begun.call.duration.max(length(begun.begins, begun.ends));
                begun.call.lines.extend(open.call.lines);
                begun.records += open.records;
            }
        }
        self.insert(begun);
    }

    /// A record of a trunk channel whose first one may still come.
    fn wait(&mut self, record: &CdrRecord, span: Span) {
        let Some(start) = record.start() else { return };
        self.fates.waiting += 1;
        self.insert(Open {
            call: MediatedCall {
                number: String::new(),
                start,
                duration: Duration::ZERO,
                caller: String::new(),
                account: String::new(),
                extension: String::new(),
                trunk: record.channel().to_owned(),
                linkedid: record.linkedid().to_owned(),
                uniqueid: record.uniqueid().to_owned(),
                lines: vec![record.line()],
            },
            is_begun: false,
            begins: span.begins,
            ends: span.ends,
            records: 1,
        });
    }

    fn insert(&mut self, open: Open) {
        self.arrivals += 1;
        let key = (open.begins, self.arrivals);
        if self.rules.merges() {
            self.by_channel.insert(open.call.trunk.clone(), key);
        }
        self.open.insert(key, open);
    }
}

/// A start as seconds: of an instant since 1970, of a reading as if its clock were that of Greenwich.
fn seconds(start: Start) -> i64 {
    match start {
        Start::Instant(instant) => instant.timestamp(),
        Start::Local(reading) => reading.and_utc().timestamp(),
    }
}

fn whole_seconds(length: Duration) -> i64 {
    i64::try_from(length.as_secs()).unwrap_or(i64::MAX)
}

fn length(begins: i64, ends: i64) -> Duration {
    Duration::from_secs(u64::try_from(ends.saturating_sub(begins)).unwrap_or(0))
}
