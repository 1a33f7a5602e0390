use std::collections::hash_map::Entry as MapEntry;
use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use foldhash::fast::RandomState;

use super::{
    Answer, Attempt, AttemptResult, End, Ending, Flags, LineKey, Name, Refused, Stray, StrayEvent,
    StrayReason, Visit,
};
use crate::queue::log::{Entry, Event, TransferTarget};

/// A visit without an end is lost after a day.
const LONGEST: TimeDelta = TimeDelta::hours(24);
/// Queues that one call goes through; a call that goes through more loses the oldest.
const QUEUES_PER_CALL: usize = 64;
/// Names of queues and members that are shared.
const NAMES: usize = 10_000;

/// How much a [`Reducer`] keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Visits of the last 24 hours, 200,000 by default. With more of them the oldest are forgotten, and lost if they are
    /// open.
    pub visits: usize,
    /// Members that rang in vain, of one visit; 256 by default.
    pub attempts: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            visits: 200_000,
            attempts: 256,
        }
    }
}

/// What comes out of a [`Reducer`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// A visit ended.
    Visit(Box<Visit>),
    /// A call was not let in.
    Refused(Refused),
    /// A line belongs to no visit.
    Stray(Stray),
}

/// Makes visits of entries, one after the other: one reducer for each log.
///
/// The same lines give the same visits in however many batches they come, and a line that comes again changes nothing.
/// Between batches, or runs of a program, the visits themselves are what is kept: see [`resume`](Self::resume).
#[derive(Clone, Debug)]
pub struct Reducer {
    limits: Limits,
    calls: HashMap<Name, Stays, RandomState>,
    order: Order,
    names: Names,
    last: Option<(LineKey, DateTime<Utc>)>,
    repeated: u64,
}

/// The last visit of a call to a queue.
#[derive(Clone, Debug)]
struct Stay {
    queue: Name,
    nth: u32,
    entered: DateTime<Utc>,
    open: Option<Box<Visit>>,
}

/// The last visits of a call, one for each queue: mostly it is only one.
#[derive(Clone, Debug)]
struct Stays {
    first: Stay,
    others: Vec<Stay>,
}

impl From<Stay> for Stays {
    fn from(first: Stay) -> Self {
        Self {
            first,
            others: Vec::new(),
        }
    }
}

impl Stays {
    fn len(&self) -> usize {
        1 + self.others.len()
    }

    fn iter_mut(&mut self) -> impl Iterator<Item = &mut Stay> {
        [&mut self.first].into_iter().chain(&mut self.others)
    }

    fn of(&mut self, queue: &str) -> Option<&mut Stay> {
        self.iter_mut().find(|stay| &*stay.queue == queue)
    }

    /// Forgets those for which `kept` is false. Whether all are forgotten; then they still stand here.
    fn retain(&mut self, mut kept: impl FnMut(&mut Stay) -> bool) -> bool {
        let first = kept(&mut self.first);
        self.others.retain_mut(kept);
        if !first {
            if self.others.is_empty() {
                return true;
            }
            self.first = self.others.remove(0);
        }
        false
    }
}

/// The entries of the last day by their times. One of a wrong time in the future keeps none of the others here.
#[derive(Clone, Debug, Default)]
struct Order {
    /// Those that came in the order of their times: nearly all.
    queue: VecDeque<Entered>,
    /// Those that came late.
    late: BTreeSet<Entered>,
}

type Entered = (DateTime<Utc>, LineKey, Name);

impl Order {
    fn len(&self) -> usize {
        self.queue.len() + self.late.len()
    }

    fn insert(&mut self, entered: Entered) {
        match self.queue.back() {
            Some(last) if *last > entered => {
                self.late.insert(entered);
            }
            _ => self.queue.push_back(entered),
        }
    }

    fn is_late_first(&self) -> bool {
        match (self.queue.front(), self.late.first()) {
            (Some(first), Some(late)) => late < first,
            (None, late) => late.is_some(),
            (Some(_), None) => false,
        }
    }

    fn first(&self) -> Option<&Entered> {
        if self.is_late_first() {
            self.late.first()
        } else {
            self.queue.front()
        }
    }

    fn pop_first(&mut self) -> Option<Entered> {
        if self.is_late_first() {
            self.late.pop_first()
        } else {
            self.queue.pop_front()
        }
    }
}

/// Names of queues and members, each once.
#[derive(Clone, Debug, Default)]
struct Names(HashSet<Name, RandomState>);

impl Names {
    fn share(&mut self, text: &str) -> Name {
        if let Some(name) = self.0.get(text) {
            return name.clone();
        }
        if self.0.len() >= NAMES {
            self.0.clear();
        }
        let name = Name::from(text);
        self.0.insert(name.clone());
        name
    }
}

impl Reducer {
    /// Knows of no call.
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            calls: HashMap::default(),
            order: Order::default(),
            names: Names::default(),
            last: None,
            repeated: 0,
        }
    }

    /// Goes on where another reducer had come: `last` is its [`last`](Self::last), `visits` are those that were open or
    /// had begun in the 24 hours before it.
    pub fn resume(
        limits: Limits,
        visits: impl IntoIterator<Item = Visit>,
        last: Option<(LineKey, DateTime<Utc>)>,
    ) -> Self {
        let mut reducer = Self::new(limits);
        reducer.last = last;
        let mut visits: Vec<_> = visits.into_iter().collect();
        visits.sort_by_key(|visit| visit.line);
        for visit in visits {
            let (nth, entered, line) = (visit.nth, visit.entered, visit.line);
            let queue = reducer.names.share(&visit.queue);
            reducer.order.insert((entered, line, visit.call.clone()));
            let call = visit.call.clone();
            let stay = Stay {
                queue,
                nth,
                entered,
                open: visit.end.is_none().then(|| Box::new(visit)),
            };
            match reducer.calls.entry(call) {
                MapEntry::Vacant(place) => {
                    place.insert(stay.into());
                }
                MapEntry::Occupied(stays) => {
                    let stays = stays.into_mut();
                    match stays.of(&stay.queue) {
                        Some(known) => *known = stay,
                        None => stays.others.push(stay),
                    }
                }
            }
        }
        reducer
    }

    /// The last line that was read, and its time.
    pub fn last(&self) -> Option<(LineKey, DateTime<Utc>)> {
        self.last
    }

    /// How many lines came again, and were left out.
    pub fn repeated(&self) -> u64 {
        self.repeated
    }

    /// The visits that have not ended: callers who wait or talk. In no order.
    pub fn open(&self) -> impl Iterator<Item = &Visit> {
        self.calls
            .values()
            .flat_map(|stays| [&stays.first].into_iter().chain(&stays.others))
            .filter_map(|stay| stay.open.as_deref())
    }

    /// Takes the next line. Lines come in the order of their keys; one that does not was read before.
    ///
    /// Visits are given when they end, and those without an end at the next start of Asterisk or after 24 hours.
    pub fn feed(&mut self, line: LineKey, entry: &Entry<'_>, mut out: impl FnMut(Output)) {
        if self.last.is_some_and(|(last, _)| line <= last) {
            self.repeated += 1;
            return;
        }
        // One wrong clock time, however far in the future, ends nobody's visit: two lines must agree.
        let sure = self.last.map_or(entry.time, |(_, time)| time.min(entry.time));
        self.last = Some((line, entry.time));
        self.expire(sure, &mut out);
        match (entry.event, entry.call, entry.queue) {
            (Event::QueueStart, ..) => self.lose_all(entry.time, &mut out),
            (Event::Refused(why), call, Some(queue)) => {
                let queue = self.names.share(queue);
                out(Output::Refused(Refused {
                    line,
                    time: entry.time,
                    call: call.map(Name::from),
                    queue,
                    why,
                }));
            }
            (
                Event::EnterQueue {
                    caller,
                    position,
                    name,
                    ..
                },
                Some(call),
                Some(queue),
            ) => self.enter(
                line,
                entry.time,
                [call, queue, caller, name.unwrap_or_default()],
                position,
                &mut out,
            ),
            (event, Some(call), Some(queue)) if event.is_of_a_visit() => {
                self.continue_visit(line, entry, call, queue, &mut out);
            }
            _ => {}
        }
    }

    fn enter(
        &mut self,
        line: LineKey,
        time: DateTime<Utc>,
        [call, queue, caller, caller_name]: [&str; 4],
        position: Option<u32>,
        out: &mut impl FnMut(Output),
    ) {
        let queue = self.names.share(queue);
        let new = |call: &Name, nth| {
            Box::new(Visit {
                call: call.clone(),
                queue: queue.clone(),
                nth,
                line,
                entered: time,
                caller: caller.into(),
                caller_name: caller_name.into(),
                position_in: position,
                position_out: None,
                attempts: Vec::new(),
                answer: None,
                end: None,
                wait: None,
                talk: None,
                flags: Flags::default(),
            })
        };
        let first = |call: &Name| Stay {
            queue: queue.clone(),
            nth: 1,
            entered: time,
            open: Some(new(call, 1)),
        };
        let call = match self.calls.entry(Name::from(call)) {
            MapEntry::Vacant(place) => {
                let call = place.key().clone();
                place.insert(first(&call).into());
                call
            }
            MapEntry::Occupied(mut stays) => {
                let call = stays.key().clone();
                let stays = stays.get_mut();
                match stays.of(&queue) {
                    Some(stay) => {
                        if let Some(open) = &mut stay.open
                            && (open.entered, &*open.caller, open.position_in) == (time, caller, position)
                        {
                            open.flags |= Flags::DUPLICATE;
                            out(Output::Stray(Stray {
                                line,
                                time,
                                call,
                                queue,
                                event: StrayEvent::Entered,
                                why: StrayReason::Duplicate,
                            }));
                            return;
                        }
                        stay.lose(time, out);
                        stay.nth = stay.nth.saturating_add(1);
                        stay.entered = time;
                        stay.open = Some(new(&call, stay.nth));
                    }
                    None => {
                        stays.others.push(first(&call));
                        if stays.len() > QUEUES_PER_CALL {
                            stays.first.lose(time, out);
                            stays.first = stays.others.remove(0);
                        }
                    }
                }
                call
            }
        };
        self.order.insert((time, line, call));
        while self.order.len() > self.limits.visits.max(1) {
            if let Some((entered, _, call)) = self.order.pop_first() {
                self.forget(&call, entered, time, out);
            }
        }
    }

    fn continue_visit(
        &mut self,
        line: LineKey,
        entry: &Entry<'_>,
        call: &str,
        queue: &str,
        out: &mut impl FnMut(Output),
    ) {
        let (names, attempts) = (&mut self.names, self.limits.attempts);
        let stay = self.calls.get_mut(call).and_then(|stays| stays.of(queue));
        let why = match stay {
            None => StrayReason::NoEntry,
            Some(Stay { open: None, .. }) => StrayReason::AfterEnd,
            Some(Stay {
                open: open @ Some(_), ..
            }) => {
                let Some(visit) = open.as_deref_mut() else { return };
                let stray = visit.apply(entry, names, attempts);
                if visit.end.is_some()
                    && let Some(visit) = open.take()
                {
                    out(Output::Visit(visit));
                }
                match stray {
                    None => return,
                    Some(why) => why,
                }
            }
        };
        let queue = self.names.share(queue);
        out(Output::Stray(Stray {
            line,
            time: entry.time,
            call: call.into(),
            queue,
            event: told(&entry.event),
            why,
        }));
    }

    fn expire(&mut self, now: DateTime<Utc>, out: &mut impl FnMut(Output)) {
        while let Some((entered, ..)) = self.order.first() {
            if now - *entered < LONGEST {
                return;
            }
            if let Some((entered, _, call)) = self.order.pop_first() {
                self.forget(&call, entered, entered + LONGEST, out);
            }
        }
    }

    /// Forgets visits of a call that did not begin after that time.
    fn forget(
        &mut self,
        call: &Name,
        entered: DateTime<Utc>,
        lost: DateTime<Utc>,
        out: &mut impl FnMut(Output),
    ) {
        let Some(stays) = self.calls.get_mut(call) else {
            return;
        };
        let all_forgotten = stays.retain(|stay| {
            let kept = stay.entered > entered;
            if !kept {
                stay.lose(lost, out);
            }
            kept
        });
        if all_forgotten {
            self.calls.remove(call);
        }
    }

    /// Asterisk begins anew: nothing from before goes on.
    fn lose_all(&mut self, time: DateTime<Utc>, out: &mut impl FnMut(Output)) {
        let mut open: Vec<_> = self
            .calls
            .values_mut()
            .flat_map(Stays::iter_mut)
            .filter(|stay| stay.open.is_some())
            .collect();
        open.sort_by_key(|stay| stay.open.as_ref().map(|visit| visit.line));
        for stay in open {
            stay.lose(time, out);
        }
    }
}

impl Stay {
    fn lose(&mut self, time: DateTime<Utc>, out: &mut impl FnMut(Output)) {
        let Some(mut visit) = self.open.take() else { return };
        let dumped = visit
            .attempts
            .last()
            .filter(|attempt| visit.answer.is_none() && attempt.result == AttemptResult::Dumped);
        let end = match dumped {
            Some(attempt) => End {
                time: attempt.time,
                how: Ending::AgentDump,
            },
            None => End {
                time,
                how: Ending::Lost,
            },
        };
        visit.end = Some(end);
        out(Output::Visit(visit));
    }
}

impl Visit {
    /// Takes a line of this visit. A line that counts for nothing is given back as the reason.
    fn apply(&mut self, entry: &Entry<'_>, names: &mut Names, attempts: usize) -> Option<StrayReason> {
        let time = entry.time;
        let mut agent = || entry.agent.map(|agent| names.share(agent));
        if time < self.latest() {
            self.flags |= Flags::OUT_OF_ORDER;
        }
        match entry.event {
            Event::RingNoAnswer { ring } => {
                self.attempt(time, agent(), ring, AttemptResult::NoAnswer, attempts);
            }
            Event::RingCanceled { ring } => {
                self.attempt(time, agent(), ring, AttemptResult::Canceled, attempts);
            }
            Event::AgentDump => self.attempt(time, agent(), None, AttemptResult::Dumped, attempts),
            Event::Connect { wait, channel, ring } => match &self.answer {
                Some(answer) => {
                    let same = (answer.time, answer.agent.as_deref()) == (time, entry.agent);
                    return Some(self.refuse(same));
                }
                None => {
                    self.wait = Some(self.lasting(wait, self.entered, time));
                    self.answer = Some(Answer {
                        time,
                        agent: agent(),
                        ring,
                        channel: channel.into(),
                    });
                }
            },
            Event::Complete {
                by,
                wait,
                talk,
                position,
            } => self.finish_talk(time, agent(), [wait, talk], position, Ending::Completed(by)),
            Event::Transfer {
                target,
                wait,
                talk,
                position,
            } => {
                let how = match target {
                    TransferTarget::Extension { extension, context } => Ending::BlindTransfer {
                        extension: extension.into(),
                        context: context.into(),
                    },
                    TransferTarget::Bridge(to) | TransferTarget::Application(to) => {
                        Ending::AttendedTransfer { to: to.into() }
                    }
                    TransferTarget::Link { first, second } => Ending::AttendedTransfer {
                        to: format!("{first} {second}").into(),
                    },
                    TransferTarget::Unknown => Ending::AttendedTransfer { to: "".into() },
                };
                self.finish_talk(time, agent(), [wait, talk], position, how);
            }
            Event::Abandon {
                position,
                original_position,
                wait,
            } => return self.leave(time, wait, [position, original_position], Ending::Abandoned),
            Event::ExitWithTimeout {
                position,
                original_position,
                wait,
            } => return self.leave(time, wait, [position, original_position], Ending::TimedOut),
            Event::ExitWithKey {
                key,
                position,
                original_position,
                wait,
            } => return self.leave(time, wait, [position, original_position], Ending::Key(key.into())),
            Event::ExitEmpty {
                position,
                original_position,
                wait,
            } => return self.leave(time, wait, [position, original_position], Ending::Empty),
            Event::Withdraw {
                position,
                original_position,
                wait,
                info,
            } => {
                let how = Ending::Withdrawn(info.text().into());
                return self.leave(time, wait, [position, original_position], how);
            }
            Event::SysCompat => return self.leave(time, None, [None, None], Ending::Incompatible),
            _ => {}
        }
        None
    }

    fn attempt(
        &mut self,
        time: DateTime<Utc>,
        agent: Option<Name>,
        ring: Option<Duration>,
        result: AttemptResult,
        limit: usize,
    ) {
        if self.attempts.len() >= limit {
            self.flags |= Flags::ATTEMPTS_CUT;
            return;
        }
        self.attempts.push(Attempt {
            time,
            agent,
            ring,
            result,
        });
    }

    fn finish_talk(
        &mut self,
        time: DateTime<Utc>,
        agent: Option<Name>,
        [wait, talk]: [Option<Duration>; 2],
        position: Option<u32>,
        how: Ending,
    ) {
        let answered = match &self.answer {
            Some(answer) => answer.time,
            None => {
                self.flags |= Flags::NO_CONNECT;
                let back = talk.and_then(|talk| TimeDelta::from_std(talk).ok());
                let answered = back.map_or(time, |talk| time - talk).max(self.entered);
                self.wait = Some(self.lasting(wait, self.entered, answered));
                self.answer = Some(Answer {
                    time: answered,
                    agent,
                    ring: None,
                    channel: "".into(),
                });
                answered
            }
        };
        self.talk = Some(self.lasting(talk, answered, time));
        self.position_in = self.position_in.or(position);
        self.end = Some(End { time, how });
    }

    fn leave(
        &mut self,
        time: DateTime<Utc>,
        wait: Option<Duration>,
        [position, original]: [Option<u32>; 2],
        how: Ending,
    ) -> Option<StrayReason> {
        if self.answer.is_some() {
            return Some(self.refuse(false));
        }
        self.wait = Some(self.lasting(wait, self.entered, time));
        self.position_in = self.position_in.or(original);
        self.position_out = position;
        self.end = Some(End { time, how });
        None
    }

    fn refuse(&mut self, same: bool) -> StrayReason {
        if same {
            self.flags |= Flags::DUPLICATE;
            StrayReason::Duplicate
        } else {
            self.flags |= Flags::CONTRADICTION;
            StrayReason::Contradiction
        }
    }

    fn lasting(&mut self, written: Option<Duration>, from: DateTime<Utc>, to: DateTime<Utc>) -> Duration {
        written.unwrap_or_else(|| {
            self.flags |= Flags::ESTIMATED;
            (to - from).to_std().unwrap_or_default()
        })
    }
}

fn told(event: &Event<'_>) -> StrayEvent {
    match event {
        Event::EnterQueue { .. } => StrayEvent::Entered,
        Event::Connect { .. } => StrayEvent::Answered,
        Event::Complete { .. } | Event::Transfer { .. } => StrayEvent::TalkEnded,
        Event::Abandon { .. } => StrayEvent::Abandoned,
        Event::RingNoAnswer { .. } | Event::RingCanceled { .. } | Event::AgentDump => StrayEvent::Attempt,
        _ => StrayEvent::Left,
    }
}
