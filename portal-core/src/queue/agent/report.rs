use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use chrono::{DateTime, Utc};

use super::span::{Instant, Spans};
use super::timeline::{Doubt, Kind, NO_QUEUE, Piece, Ring};
use super::{Agent, Choice, Doubts, Pauses, Report, Row, Rules, Timeline, Times};
use crate::queue::visit::Name;

impl Timeline {
    /// The time of agents from the first instant of a period until before its last. What goes on lasts until `now`.
    pub fn report(
        &self,
        period: &Range<DateTime<Utc>>,
        now: DateTime<Utc>,
        choice: &Choice,
        rules: &Rules,
    ) -> Report {
        let period = period.start.timestamp_millis()..period.end.timestamp_millis();
        let now = now.timestamp_millis();
        let mut of_agents: Vec<Vec<Piece>> = vec![Vec::new(); self.agents.all.len()];
        for piece in self.pieces.iter().copied().chain(self.open(now)) {
            of_agents[piece.agent as usize].push(piece);
        }
        let mut rows: Vec<Row> = self
            .agents
            .all
            .iter()
            .zip(of_agents)
            .filter(|(agent, _)| {
                choice
                    .agents
                    .as_ref()
                    .is_none_or(|agents| agents.contains(*agent))
            })
            .filter_map(|(agent, pieces)| {
                self.row(agent, &Day::new(self, &pieces, now, rules), &period, choice)
            })
            .collect();
        rows.sort_by(|left, right| left.agent.cmp(&right.agent));
        Report { rows }
    }

    fn row(&self, agent: &Agent, day: &Day<'_>, period: &Range<Instant>, choice: &Choice) -> Option<Row> {
        let pieces = day.pieces;
        let in_choice = |queue: u32| {
            let name = &self.names.all[queue as usize];
            choice.queues.as_ref().is_none_or(|queues| queues.contains(name))
        };
        let queues: BTreeSet<u32> = pieces.iter().map(|piece| piece.queue).collect();
        let parts: Vec<Part> = queues
            .into_iter()
            .filter(|queue| *queue != NO_QUEUE && in_choice(*queue))
            .map(|queue| day.part(queue))
            .collect();
        let logins = choice.queues.is_none().then(|| day.logins());
        let all: Vec<&Part> = parts.iter().chain(&logins).collect();
        let of_all = |which: fn(&Part) -> &Spans| Spans::union(all.iter().map(|part| which(part)));

        let mut reasons: BTreeMap<u32, Spans> = BTreeMap::new();
        for part in &all {
            for (reason, spans) in &part.reasons {
                let known = reasons.entry(*reason).or_default();
                *known = Spans::union([&*known, spans]);
            }
        }
        let whole = Part {
            queue: NO_QUEUE,
            staffed: of_all(|part| &part.staffed),
            paused: of_all(|part| &part.paused),
            reasons,
            ring: of_all(|part| &part.ring),
            talk: of_all(|part| &part.talk),
            wrap_up: of_all(|part| &part.wrap_up),
            available: of_all(|part| &part.available),
        };
        // A call that the agent made for no queue in particular is in the total of all of them.
        let counted = |piece: &Piece| match piece.kind {
            Kind::Made if piece.queue == NO_QUEUE => true,
            _ if piece.queue == NO_QUEUE => choice.queues.is_none(),
            _ => in_choice(piece.queue),
        };
        let total = self.times(&whole, pieces.iter().filter(|piece| counted(piece)), period);
        let queues: BTreeMap<Name, Times> = parts
            .iter()
            .map(|part| {
                let of_queue = pieces.iter().filter(|piece| piece.queue == part.queue);
                let times = self.times(part, of_queue, period);
                (self.names.all[part.queue as usize].clone(), times)
            })
            .filter(|(_, times)| !times.is_empty())
            .collect();
        (!total.is_empty()).then(|| Row {
            agent: agent.clone(),
            total,
            queues,
        })
    }

    fn times<'a>(
        &self,
        part: &Part,
        pieces: impl Iterator<Item = &'a Piece>,
        period: &Range<Instant>,
    ) -> Times {
        let mut times = Times {
            staffed: part.staffed.length(period),
            sessions: part.staffed.begun(period),
            paused: part.paused.length(period),
            ring: part.ring.length(period),
            talk: part.talk.length(period),
            wrap_up: part.wrap_up.length(period),
            available: part.available.length(period),
            ..Times::default()
        };
        for (reason, spans) in &part.reasons {
            let pauses = Pauses {
                number: spans.begun(period),
                time: spans.length(period),
            };
            times.pauses += pauses.number;
            if pauses != Pauses::default() {
                times
                    .reasons
                    .insert(self.names.all[*reason as usize].clone(), pauses);
            }
        }
        for piece in pieces.filter(|piece| period.contains(&piece.from)) {
            let length = (piece.until - piece.from).max(0);
            let length = std::time::Duration::from_millis(length as u64);
            match piece.kind {
                Kind::Talk => times.answered += 1,
                Kind::Ring(Ring::Unanswered) => {
                    times.unanswered += 1;
                    times.unanswered_ring = times.unanswered_ring.saturating_add(length);
                }
                Kind::Ring(Ring::Canceled) => times.canceled += 1,
                Kind::Made if part.staffed.contains(piece.from) => {
                    times.made += 1;
                    times.made_talk = times.made_talk.saturating_add(length);
                }
                Kind::Made => {
                    times.made_outside += 1;
                    times.made_outside_talk = times.made_outside_talk.saturating_add(length);
                }
                Kind::Ring(Ring::Answered) | Kind::Member | Kind::Login | Kind::Pause { .. } => {}
            }
            times.doubts += Doubts {
                missing_start: u64::from(piece.doubt == Doubt::MissingStart),
                missing_end: u64::from(piece.doubt == Doubt::MissingEnd),
                unfinished_pauses: u64::from(piece.doubt == Doubt::Unfinished),
                open: u64::from(piece.doubt == Doubt::Open),
            };
        }
        times
    }
}

/// What an agent did with a queue, or with several.
struct Part {
    queue: u32,
    staffed: Spans,
    /// Without wrap-up.
    paused: Spans,
    /// The same by reason.
    reasons: BTreeMap<u32, Spans>,
    ring: Spans,
    talk: Spans,
    wrap_up: Spans,
    available: Spans,
}

/// All that an agent did.
struct Day<'a> {
    pieces: &'a [Piece],
    logins: Spans,
    /// Rang, talked or called, for whatever queue.
    busy: Spans,
    /// When that began, in order.
    starts: Vec<Instant>,
    /// Wrap-up in whatever queue.
    wrap_up: Spans,
    now: Instant,
    /// What wrap-up lasts at most.
    longest: Instant,
    wrap_up_reasons: BTreeSet<u32>,
}

impl<'a> Day<'a> {
    fn new(timeline: &Timeline, pieces: &'a [Piece], now: Instant, rules: &Rules) -> Self {
        let busy = |piece: &&Piece| matches!(piece.kind, Kind::Ring(_) | Kind::Talk | Kind::Made);
        let mut starts: Vec<Instant> = pieces.iter().filter(busy).map(|piece| piece.from).collect();
        starts.sort_unstable();
        let reasons = timeline.names.all.iter().zip(0..);
        let mut day = Self {
            pieces,
            logins: spans(pieces.iter().filter(|piece| piece.kind == Kind::Login)),
            busy: spans(pieces.iter().filter(busy)),
            starts,
            wrap_up: Spans::default(),
            now,
            longest: Instant::try_from(rules.wrap_up.as_millis()).unwrap_or(Instant::MAX),
            wrap_up_reasons: reasons
                .filter(|(name, _)| rules.wrap_up_reasons.contains(*name))
                .map(|(_, number)| number)
                .collect(),
        };
        day.wrap_up = day.wrap_up_after(|_| true);
        day
    }

    /// From the known end of a talk until the next thing begins or the time for it is over, and pauses that are for it.
    fn wrap_up_after(&self, counts: impl Fn(&Piece) -> bool) -> Spans {
        let pieces = self.pieces.iter().filter(|piece| counts(piece));
        let all: Spans = pieces
            .filter_map(|piece| match piece.kind {
                Kind::Talk if matches!(piece.doubt, Doubt::None | Doubt::MissingStart) => {
                    // A talk of no length is not the next one of itself.
                    let own = usize::from(piece.from == piece.until);
                    let next = self.starts.partition_point(|start| *start < piece.until) + own;
                    let next = self.starts.get(next).copied().unwrap_or(self.now);
                    let end = piece.until.saturating_add(self.longest).min(next).min(self.now);
                    Some(piece.until..end)
                }
                Kind::Pause { reason } if self.wrap_up_reasons.contains(&reason) => {
                    Some(piece.from..piece.until)
                }
                _ => None,
            })
            .collect();
        all.without(&self.busy)
    }

    fn part(&self, queue: u32) -> Part {
        let of = |kind: fn(&Kind) -> bool| {
            let pieces = self
                .pieces
                .iter()
                .filter(|piece| piece.queue == queue && kind(&piece.kind));
            spans(pieces)
        };
        let members = of(|kind| *kind == Kind::Member);
        let mut reasons: BTreeMap<u32, Vec<Range<Instant>>> = BTreeMap::new();
        for piece in self.pieces.iter().filter(|piece| piece.queue == queue) {
            match piece.kind {
                Kind::Pause { reason } if !self.wrap_up_reasons.contains(&reason) => {
                    reasons.entry(reason).or_default().push(piece.from..piece.until);
                }
                _ => {}
            }
        }
        let reasons: BTreeMap<u32, Spans> = reasons
            .into_iter()
            .map(|(reason, pieces)| (reason, pieces.into_iter().collect()))
            .collect();
        let paused = Spans::union(reasons.values());
        // Who logs in as an agent is a member by configuration, of which the log says nothing.
        let staffed = if members.is_empty() {
            self.logins.clone()
        } else {
            members
        };
        let available = staffed.without(&Spans::union([&paused, &self.busy, &self.wrap_up]));
        Part {
            queue,
            staffed,
            paused,
            reasons,
            ring: of(|kind| matches!(kind, Kind::Ring(_))),
            talk: of(|kind| *kind == Kind::Talk),
            wrap_up: self.wrap_up_after(|piece| piece.queue == queue),
            available,
        }
    }

    /// The time that an agent was logged in without a word about queues.
    fn logins(&self) -> Part {
        let paused = self
            .pieces
            .iter()
            .filter(|piece| matches!(piece.kind, Kind::Pause { .. }));
        Part {
            queue: NO_QUEUE,
            available: self
                .logins
                .without(&Spans::union([&spans(paused), &self.busy, &self.wrap_up])),
            staffed: self.logins.clone(),
            paused: Spans::default(),
            reasons: BTreeMap::new(),
            ring: Spans::default(),
            talk: Spans::default(),
            wrap_up: Spans::default(),
        }
    }
}

fn spans<'a>(pieces: impl Iterator<Item = &'a Piece>) -> Spans {
    pieces.map(|piece| piece.from..piece.until).collect()
}
