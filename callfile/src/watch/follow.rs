//! The decisions: what was seen and heard in, news out. No files, no clock.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ffi::OsString;
use std::time::{Duration, SystemTime};

use super::event::{CALL_VARIABLE, PbxEvent, PbxFact};
use super::known::{Contents, Ending, Heard, Held, Known};
use super::outcome::{News, Outcome, Possible, Update};
use super::position::Position;
use crate::history::{AttemptEvent, Status};
use crate::report::{Report, Verdict};
use crate::spool::FileName;

/// How long to wait for events, or for the status of an archived file, unless [`Follow::listen`] says otherwise.
const GRACE: Duration = Duration::from_secs(2);

/// Of how many calls events may speak before their files are seen.
const MAX_UNSEEN: usize = 4096;

/// Follows calls: takes what is seen in the spool and heard from the manager interface, and gives news.
///
/// Feed it in the order in which things happened, take the news after each step, and call [`on_time`](Follow::on_time)
/// when [`poll_timeout`](Follow::poll_timeout) has come. It keeps what is not over: a call leaves with its last news.
/// [`Follower`](super::Follower) does the feeding for a real spool.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use switchhook_callfile::watch::{Follow, News, Outcome, Sighting};
/// use switchhook_callfile::{FileName, check};
///
/// let (name, now) = (FileName::new("alarm-17.call")?, SystemTime::UNIX_EPOCH + Duration::from_secs(1_718_000_000));
/// let file = "Channel: PJSIP/100\nApplication: Echo\nArchive: yes\n";
/// let mut follow = Follow::new();
/// follow.on_file(&name, Sighting { report: &check(file), id: Some(1), due: Some(now), arrived: true }, now);
///
/// let calling = check(format!("{file}\nStartRetry: 4711 1 (1718000300)\n"));
/// follow.on_file(&name, Sighting { report: &calling, id: Some(1), due: None, arrived: false }, now);
///
/// let done = check(format!("{file}\nStartRetry: 4711 1 (1718000300)\nStatus: Expired\n"));
/// follow.on_archived(&name, Some(&done), now);
///
/// let news: Vec<News> = std::iter::from_fn(|| follow.poll_update()).map(|update| update.news).collect();
/// assert_eq!(news, [News::Placed { due: Some(now) }, News::Trying { attempt: 1 }, News::Ended(Outcome::Expired)]);
/// assert!(follow.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Default)]
pub struct Follow {
    calls: BTreeMap<FileName, Known>,
    /// The dialled channels of calls that are not over, by their `Uniqueid`.
    channels: BTreeMap<String, FileName>,
    /// Files whose events have another name than they.
    ties: BTreeMap<String, FileName>,
    /// When something held is told at the latest.
    deadlines: BTreeSet<(SystemTime, FileName)>,
    updates: VecDeque<Update>,
    /// How long to wait for events; none if there are none.
    hearing: Option<Duration>,
    unseen: usize,
    /// The latest time that was told.
    now: Option<SystemTime>,
}

/// A file in the spool, as it was read.
#[derive(Clone, Copy, Debug)]
pub struct Sighting<'a> {
    /// What stands in it.
    pub report: &'a Report,
    /// What stays when it is moved, and differs between files: of its inode and its birth, say.
    pub id: Option<u64>,
    /// Its modification time.
    pub due: Option<SystemTime>,
    /// Whether it was just put there: then its time counts. Asterisk reads the time once, so a later one does not.
    pub arrived: bool,
}

/// How a file left the spool, other than to `outgoing_done`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// It was removed.
    Deleted,
    /// It was moved to another place; Asterisk never does so.
    Moved,
    /// It is not there any more, and nobody saw it go.
    Unseen,
}

impl Follow {
    /// Nothing is followed yet, and no events are expected.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Goes on from a saved position. What waited for events is told without them.
    #[must_use]
    pub fn resume(position: Position, now: SystemTime) -> Self {
        let mut follow = Self::new();
        for (name, mut known) in position.calls {
            known.listened = false;
            known.until = None;
            if let Some(channel) = known
                .heard
                .channel
                .clone()
                .filter(|_| known.heard.ended.is_none())
            {
                follow.channels.insert(channel, name.clone());
            }
            if let Some(tie) = &known.tie {
                follow.ties.insert(tie.clone(), name.clone());
            }
            follow.calls.insert(name, known);
        }
        let held = |(name, known): (&FileName, &Known)| known.held.map(|_| name.clone());
        for name in follow.calls.iter().filter_map(held).collect::<Vec<_>>() {
            follow.flush(&name, now);
        }
        follow
    }

    /// All that is not over, to be saved.
    #[must_use]
    pub fn position(&self) -> Position {
        let seen = self.calls.iter().filter(|(_, known)| !known.unseen);
        Position {
            calls: seen.map(|(name, known)| (name.clone(), known.clone())).collect(),
        }
    }

    /// From now on events come in; what they could say more about waits for them for that long. Say so before calls are
    /// placed: then no event at all says something too.
    pub fn listen(&mut self, grace: Duration) {
        self.hearing = Some(grace);
        for known in self.calls.values_mut() {
            known.listened |= !known.file.calling;
        }
    }

    /// From now on no events come in, as after a lost connection.
    pub fn deafen(&mut self) {
        self.hearing = None;
        for known in self.calls.values_mut() {
            known.listened = false;
        }
    }

    /// How many calls are not over.
    #[must_use]
    pub fn len(&self) -> usize {
        self.calls.len() - self.unseen
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The files that should be in the spool, or on their way out of it.
    pub fn files(&self) -> impl Iterator<Item = &FileName> {
        let seen = self.calls.iter().filter(|(_, known)| !known.unseen);
        seen.map(|(name, _)| name)
    }

    /// What the file of a call is identified by.
    #[must_use]
    pub fn id(&self, name: &FileName) -> Option<u64> {
        self.calls.get(name)?.id
    }

    /// Whether a file of this name is followed.
    #[must_use]
    pub fn knows(&self, name: &FileName) -> bool {
        self.calls.get(name).is_some_and(|known| !known.unseen)
    }

    /// Whether the file was archived, and its status has not been seen yet.
    #[must_use]
    pub fn awaits_status(&self, name: &FileName) -> bool {
        let held = self.calls.get(name).and_then(|known| known.held);
        held == Some(Held::Ended(Ending::Archived))
    }

    /// Archived files whose status has not been seen for so long that it should be looked for once more before
    /// [`on_time`](Follow::on_time) gives up.
    #[must_use]
    pub fn overdue(&self, now: SystemTime) -> Vec<FileName> {
        let due = self.deadlines.iter().take_while(|(until, _)| *until <= now);
        let names = due.map(|(_, name)| name);
        names.filter(|name| self.awaits_status(name)).cloned().collect()
    }

    /// A file lies in the spool, or was written to.
    pub fn on_file(&mut self, name: &FileName, seen: Sighting<'_>, now: SystemTime) {
        self.on_time(now);
        self.take_in(name, seen, now);
        self.tie(name, tie(seen.report));
    }

    /// A file in the spool got another name.
    pub fn on_renamed(&mut self, from: &FileName, to: &FileName, seen: Sighting<'_>, now: SystemTime) {
        self.on_time(now);
        self.flush(from, now);
        let Some(mut known) = self.calls.remove(from) else {
            self.on_file(to, seen, now);
            return;
        };
        // What lay there before lies there no more.
        self.end(to, Ending::Vanished, now);
        self.flush(to, now);
        let due = seen.due.or(known.due);
        let moved = std::mem::replace(&mut known.due, due) != due;
        for channel in known.heard.channel.iter().filter(|_| known.heard.ended.is_none()) {
            self.channels.insert(channel.clone(), to.clone());
        }
        if let Some(old) = known.tie.take() {
            self.ties.remove(&old);
        }
        let settled = known.settled;
        self.calls.insert(to.clone(), known);
        if !settled {
            self.tell(from, News::Renamed { to: to.clone() });
            if moved {
                self.tell(to, News::Placed { due });
            }
        }
        let seen = Sighting {
            arrived: false,
            ..seen
        };
        self.on_file(to, seen, now);
    }

    /// Notes by what the events of a file call it.
    fn tie(&mut self, name: &FileName, tie: Option<String>) {
        let Some(known) = self.calls.get_mut(name) else {
            return;
        };
        let tie = tie.filter(|tie| name.as_os_str() != tie.as_str());
        if known.tie == tie {
            return;
        }
        if let Some(old) = known.tie.take() {
            self.ties.remove(&old);
        }
        if let Some(tie) = tie {
            self.ties.insert(tie.clone(), name.clone());
            known.tie = Some(tie);
        }
    }

    fn take_in(&mut self, name: &FileName, seen: Sighting<'_>, now: SystemTime) {
        let file = Contents::of(seen.report);
        let hearing = self.hearing.is_some();
        let listened = hearing && (seen.arrived || !file.calling);
        if self
            .calls
            .get(name)
            .is_some_and(|known| known.held_end().is_some())
        {
            // Gone before, and told later than another came.
            self.flush(name, now);
        }
        let Some(known) = self.calls.get_mut(name) else {
            if remnant(seen.report) {
                return;
            }
            let known = Known::new(seen.id, seen.due, file, listened);
            self.calls.insert(name.clone(), known);
            self.placed(name, seen.due, file);
            return;
        };
        if known.unseen {
            self.unseen -= 1;
            known.unseen = false;
            (known.id, known.due, known.file) = (seen.id, seen.due, file);
            if let Some(until) = known.until.take() {
                self.deadlines.remove(&(until, name.clone()));
            }
            let answered = known.heard.answered;
            self.placed(name, seen.due, file);
            self.tell_answered(name, answered);
            return;
        }
        let replaced = matches!((known.id, seen.id), (Some(old), Some(new)) if old != new);
        if replaced || (known.settled && seen.arrived) {
            let overwritten = known.file.calling && !known.settled;
            self.forget(name);
            if overwritten {
                let possible = Possible {
                    answered: true,
                    unanswered: true,
                    ..Possible::default()
                };
                self.tell(name, News::Ended(Outcome::Unknown(possible)));
            }
            self.calls
                .insert(name.clone(), Known::new(seen.id, seen.due, file, listened));
            self.placed(name, seen.due, file);
            return;
        }
        known.unread = false;
        known.id = known.id.or(seen.id);
        let before = std::mem::replace(&mut known.file, file);
        if known.settled {
            return;
        }
        if file.failed > before.failed {
            let next = next_attempt(seen.report);
            self.hold(
                name,
                Held::Retrying {
                    failed: file.failed,
                    next,
                },
                now,
            );
        }
        if file.calling && (!before.calling || file.failed > before.failed) {
            self.flush(name, now);
            if let Some(known) = self.calls.get_mut(name) {
                known.listened = hearing;
            }
            self.tell(
                name,
                News::Trying {
                    attempt: file.failed.saturating_add(1),
                },
            );
        } else if let Some(known) = self.calls.get_mut(name)
            && seen.arrived
            && known.due != seen.due
        {
            known.due = seen.due;
            self.tell(name, News::Placed { due: seen.due });
        }
    }

    /// A file came or was written to, and was gone before it could be read.
    pub fn on_unread(&mut self, name: &FileName, now: SystemTime) {
        self.on_time(now);
        let hearing = self.hearing.is_some();
        match self.calls.get_mut(name) {
            Some(known) if !known.unseen => known.unread = true,
            Some(known) => {
                self.unseen -= 1;
                (known.unseen, known.unread) = (false, true);
                if let Some(until) = known.until.take() {
                    self.deadlines.remove(&(until, name.clone()));
                }
                let answered = known.heard.answered;
                self.tell(name, News::Placed { due: None });
                self.tell_answered(name, answered);
            }
            None => {
                let mut known = Known::new(None, None, Contents::UNREAD, hearing);
                known.unread = true;
                self.calls.insert(name.clone(), known);
                self.tell(name, News::Placed { due: None });
            }
        }
    }

    /// A file left the spool, and did not go to `outgoing_done`.
    pub fn on_gone(&mut self, name: &FileName, how: Gone, now: SystemTime) {
        let ending = match how {
            Gone::Deleted => Ending::Deleted,
            Gone::Moved => Ending::Moved,
            Gone::Unseen => Ending::Vanished,
        };
        self.end(name, ending, now);
    }

    /// A file went to `outgoing_done`; what it says there, once it could be read. Without a status, tell again when the
    /// file was written to.
    pub fn on_archived(&mut self, name: &FileName, report: Option<&Report>, now: SystemTime) {
        let ending = match report.and_then(|report| report.history.status()) {
            Some(Status::Completed) => Ending::Completed,
            Some(Status::Expired) => Ending::Expired,
            Some(Status::Failed) => Ending::Failed,
            Some(Status::Other(_)) | None => Ending::Archived,
        };
        if let (Some(report), Some(known)) = (report, self.calls.get_mut(name)) {
            known.file = Contents::of(report);
            known.unread = false;
        }
        self.end(name, ending, now);
    }

    /// Something happened to a channel, at that time. What comes from another thread may be a little late; that is not a
    /// clock that was set back.
    pub fn on_event(&mut self, event: &PbxEvent, at: SystemTime) {
        if self.now.is_none_or(|now| now <= at) {
            self.on_time(at);
        }
        self.hearing.get_or_insert(GRACE);
        let Some(name) = self.called(event, at) else {
            return;
        };
        let Some(known) = self.calls.get_mut(&name) else {
            return;
        };
        let id = &event.unique_id;
        if event.fact == PbxFact::FailedExtension {
            known.heard.failed_extension = true;
        } else if known.heard.channel.as_ref() != Some(id) {
            if event.call.is_none() {
                return;
            }
            self.next_attempt(&name, id, at);
        }
        let Some(known) = self.calls.get_mut(&name) else {
            return;
        };
        let mut news = None;
        match &event.fact {
            PbxFact::Answered if known.heard.answered.is_none() => {
                known.heard.answered = Some(at);
                news = Some(News::Answered { at }).filter(|_| known.held.is_none());
            }
            PbxFact::NotAnswered { status } => known.heard.status = Some(status.clone()),
            PbxFact::Ended { cause } => {
                known.heard.ended = Some((at, *cause));
                self.channels.remove(id);
                // Its file may stay for ever.
                if !known.file.always_delete && known.heard.answered.is_some() && known.held.is_none() {
                    let over = !std::mem::replace(&mut known.settled, true);
                    let outcome = known.outcome(Ending::Completed, at);
                    news = over.then_some(News::Ended(outcome));
                }
            }
            _ => {}
        }
        let (complete, seen) = (known.heard.complete(), !known.unseen);
        if let Some(news) = news.filter(|_| seen) {
            self.tell(&name, news);
        }
        if complete && seen && !self.awaits_status(&name) {
            self.flush(&name, at);
        }
    }

    /// The time is now. Say so when [`poll_timeout`](Follow::poll_timeout) has come; the other methods say it too.
    pub fn on_time(&mut self, now: SystemTime) {
        // Set back, the clock would keep back what is held.
        let back = self.now.replace(now).is_some_and(|before| now < before);
        while let Some((until, name)) = self.deadlines.first().cloned() {
            if until > now && !back {
                break;
            }
            self.deadlines.pop_first();
            self.flush(&name, now);
        }
    }

    /// The next news.
    pub fn poll_update(&mut self) -> Option<Update> {
        self.updates.pop_front()
    }

    /// When to call [`on_time`](Follow::on_time) at the latest.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<SystemTime> {
        self.deadlines.first().map(|(until, _)| *until)
    }

    /// The call that an event is about.
    fn called(&mut self, event: &PbxEvent, at: SystemTime) -> Option<FileName> {
        if let Some(name) = self.channels.get(&event.unique_id) {
            return Some(name.clone());
        }
        let call = event.call.as_ref()?;
        let name = FileName::found(OsString::from(call));
        if let Some(renamed) = self.ties.get(call).filter(|_| !self.calls.contains_key(&name)) {
            return Some(renamed.clone());
        }
        if !self.calls.contains_key(&name) {
            // The event overtook the file, or is late: it is kept for a while, and not for names that none can be.
            if self.unseen >= MAX_UNSEEN || FileName::new(name.as_os_str()).is_err() {
                return None;
            }
            let until = at + self.hearing.unwrap_or(GRACE);
            let mut known = Known::new(None, None, Contents::UNREAD, true);
            (known.unseen, known.until) = (true, Some(until));
            self.calls.insert(name.clone(), known);
            self.deadlines.insert((until, name.clone()));
            self.unseen += 1;
        }
        Some(name)
    }

    /// A channel was made for the call: the first, or that of the next attempt.
    fn next_attempt(&mut self, name: &FileName, channel: &str, now: SystemTime) {
        let Some(known) = self.calls.get_mut(name) else {
            return;
        };
        if let Some(Held::Retrying { .. }) = known.held {
            self.flush(name, now);
        }
        let Some(known) = self.calls.get_mut(name) else {
            return;
        };
        let before = std::mem::replace(&mut known.heard, Heard::of(channel.to_owned()));
        known.earlier = before.failure();
        if let Some(old) = before.channel {
            self.channels.remove(&old);
        }
        self.channels.insert(channel.to_owned(), name.clone());
    }

    fn placed(&mut self, name: &FileName, due: Option<SystemTime>, file: Contents) {
        self.tell(name, News::Placed { due });
        if file.calling {
            self.tell(
                name,
                News::Trying {
                    attempt: file.failed.saturating_add(1),
                },
            );
        }
    }

    /// What was heard before the file was seen.
    fn tell_answered(&mut self, name: &FileName, at: Option<SystemTime>) {
        if let Some(at) = at {
            self.tell(name, News::Answered { at });
        }
    }

    fn end(&mut self, name: &FileName, ending: Ending, now: SystemTime) {
        let Some(known) = self.calls.get(name).filter(|known| !known.unseen) else {
            return;
        };
        if known.settled {
            self.forget(name);
            return;
        }
        match known.held {
            Some(Held::Ended(Ending::Archived)) | None => {}
            // Told already how it went.
            Some(Held::Ended(_)) => return,
            Some(Held::Retrying { .. }) => self.flush(name, now),
        }
        self.hold(name, Held::Ended(ending), now);
    }

    /// Tells something, now or when events have said more.
    fn hold(&mut self, name: &FileName, held: Held, now: SystemTime) {
        let Some(known) = self.calls.get_mut(name) else {
            return;
        };
        known.held = Some(held);
        let hearing = self.hearing.filter(|_| !known.heard.complete());
        let wait = match held {
            Held::Retrying { .. } => hearing.filter(|_| known.earlier.is_none()),
            Held::Ended(Ending::Archived) => Some(hearing.unwrap_or(GRACE)),
            Held::Ended(ending) => hearing.filter(|_| known.events_matter(ending)),
        };
        let Some(wait) = wait else {
            self.flush(name, now);
            return;
        };
        if held == Held::Ended(Ending::Archived) && known.until.is_some() {
            // Looked at again, and still without a status.
            return;
        }
        if let Some(until) = known.until.take() {
            self.deadlines.remove(&(until, name.clone()));
        }
        let until = now + wait;
        known.until = Some(until);
        self.deadlines.insert((until, name.clone()));
    }

    /// Tells what was held.
    fn flush(&mut self, name: &FileName, now: SystemTime) {
        let Some(known) = self.calls.get_mut(name) else {
            return;
        };
        if let Some(until) = known.until.take() {
            self.deadlines.remove(&(until, name.clone()));
        }
        if known.unseen {
            self.forget(name);
            return;
        }
        let news = match known.held.take() {
            None => return,
            Some(Held::Retrying { failed, next }) => {
                let why = known.take_failure();
                News::Retrying { failed, why, next }
            }
            Some(Held::Ended(ending)) => {
                let outcome = known.outcome(ending, now);
                self.forget(name);
                News::Ended(outcome)
            }
        };
        self.tell(name, news);
    }

    fn forget(&mut self, name: &FileName) {
        let Some(known) = self.calls.remove(name) else {
            return;
        };
        self.unseen -= usize::from(known.unseen);
        if let Some(until) = known.until {
            self.deadlines.remove(&(until, name.clone()));
        }
        if let Some(channel) = known.heard.channel {
            self.channels.remove(&channel);
        }
        if let Some(tie) = known.tie {
            self.ties.remove(&tie);
        }
    }

    fn tell(&mut self, name: &FileName, news: News) {
        self.updates.push_back(Update {
            name: name.clone(),
            news,
        });
    }
}

impl Known {
    fn held_end(&self) -> Option<Ending> {
        match self.held {
            Some(Held::Ended(ending)) => Some(ending),
            _ => None,
        }
    }
}

/// By what the events of a call name its file.
fn tie(report: &Report) -> Option<String> {
    let variables = report.call.as_ref()?.variables();
    let tie = variables
        .iter()
        .rev()
        .find(|variable| variable.name() == CALL_VARIABLE.as_bytes())?;
    String::from_utf8(tie.value().to_vec()).ok()
}

/// What Asterisk appends to a file that was taken away while it called, which makes a file of nothing else. It discards
/// that itself.
fn remnant(report: &Report) -> bool {
    report.verdict == Verdict::Discarded && !report.history.marks().is_empty()
}

/// Asterisk tries again at the latest when the retry time after the end of the last attempt is over.
fn next_attempt(report: &Report) -> Option<SystemTime> {
    let retry_time = report.call.as_ref()?.retry_time();
    let ended = |mark: &&crate::Mark| matches!(mark.event, AttemptEvent::End | AttemptEvent::Abort);
    let mark = report.history.marks().iter().rev().find(ended)?;
    mark.time(retry_time)?.checked_add(retry_time)
}
