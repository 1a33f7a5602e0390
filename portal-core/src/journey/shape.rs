//! What was said about a call, made into its journey.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::fact::Said;
use super::gathered::{Action, Channel, Gathered};
use super::talk::{self, Talk};
use super::{Ending, Journey, Leg, Side, Source, Step, What};

/// Two sources tell of one application this far apart at most, and Asterisk's own steps follow each other faster.
const SAME: TimeDelta = TimeDelta::seconds(1);
/// Keys further apart are two answers.
const TOGETHER: TimeDelta = TimeDelta::seconds(5);
/// Applications that ask for secrets: their keys are left out.
const SECRET: [&str; 4] = ["agi", "authenticate", "disa", "voicemailmain"];

/// The journey of a call; `None` where no telephone or line took part.
pub(super) fn journey(call: &Gathered, source: Source) -> Option<Journey> {
    let mut call = call.clone();
    call.channels
        .sort_by(|one, other| (one.began, &one.unique_id).cmp(&(other.began, &other.unique_id)));
    call.actions.sort_by_key(|action| action.at);
    let talks = talk::talks(&call);
    tell_queues(&mut call, &talks);
    Shaping { talks, call: &call }.journey(source)
}

/// CEL says nothing of a queue that follows another one at once, but that it ended. It began when the phone of whoever
/// answered there was called, or, without an answer, at a moment nobody knows.
fn tell_queues(call: &mut Gathered, talks: &[Talk]) {
    let mut told = Vec::new();
    let mut within: BTreeMap<&str, (&str, DateTime<Utc>)> = BTreeMap::new();
    for action in &call.actions {
        let channel = action.channel.as_str();
        match &action.what {
            Said::Queued { queue } => {
                within.insert(channel, (queue, action.at));
            }
            Said::Unqueued { queue } => {
                let Some((before, since)) = within.remove(channel).filter(|(before, _)| before != queue)
                else {
                    continue;
                };
                let is_it = |place: &usize| call.channels[*place].unique_id == channel;
                let answered = talks
                    .iter()
                    .find(|talk| talk.at > since && talk.at <= action.at && talk.channels.iter().any(is_it));
                let others = answered
                    .iter()
                    .flat_map(|talk| &talk.channels)
                    .filter(|place| !is_it(place));
                let called = others.map(|place| call.channels[*place].began).max();
                let at = called.unwrap_or(action.at);
                for what in [
                    Said::Unqueued {
                        queue: before.to_owned(),
                    },
                    Said::Queued { queue: queue.clone() },
                ] {
                    let channel = channel.to_owned();
                    told.push(Action { at, channel, what });
                }
            }
            _ => {}
        }
    }
    call.actions.extend(told);
    call.actions.sort_by_key(|action| action.at);
}

struct Shaping<'a> {
    call: &'a Gathered,
    talks: Vec<Talk>,
}

impl Shaping<'_> {
    fn journey(&self, source: Source) -> Option<Journey> {
        let channels: Vec<&Channel> = self.call.channels.iter().filter(|c| c.is_leg()).collect();
        let began = channels.iter().map(|channel| channel.began).min()?;
        let ends: Vec<_> = channels.iter().map(|channel| self.call.end_of(channel)).collect();
        let is_over = ends.iter().all(Option::is_some);
        let mut steps = self.steps();
        steps.sort_by_key(|step| step.at);
        let legs: Vec<Leg> = channels.iter().map(|channel| self.leg(channel)).collect();
        let ending = if is_over {
            self.ending(&legs, &steps)
        } else {
            Ending::Open
        };
        let (id, joined) = self.ids();
        Some(Journey {
            id,
            joined,
            source,
            began,
            ended: ends.iter().flatten().map(|(at, _)| *at).max().filter(|_| is_over),
            ending,
            legs: legs
                .into_iter()
                .map(|leg| Leg {
                    ending: if leg.side == Side::Calling && leg.ending == Ending::NoAnswer {
                        ending
                    } else {
                        leg.ending
                    },
                    ..leg
                })
                .collect(),
            steps,
            is_incomplete: self.call.is_cut
                || channels.iter().any(|channel| !channel.has_begun)
                || ends.iter().flatten().any(|(_, repaired)| *repaired),
        })
    }

    /// The linked id of the oldest channel, and the others.
    fn ids(&self) -> (String, Vec<String>) {
        let age = |linked_id: &String| {
            let first = self.call.channels.iter().find(|c| c.unique_id == *linked_id);
            (
                first.map_or(DateTime::<Utc>::MAX_UTC, |channel| channel.began),
                linked_id.clone(),
            )
        };
        let mut ids = self.call.linked_ids.clone();
        ids.sort_by_key(age);
        ids.dedup();
        let id = ids.first().cloned().unwrap_or_default();
        (id, ids.into_iter().skip(1).collect())
    }

    fn leg(&self, channel: &Channel) -> Leg {
        let leg = channel.leg();
        let end = self.call.end_of(channel);
        let ending = match (end, channel.answered) {
            (None, _) => Ending::Open,
            _ if self.has_talked(channel) => Ending::Answered,
            (_, Some(_)) if leg.side == Side::Called => Ending::Service,
            _ if leg.side == Side::Calling => Ending::NoAnswer,
            _ => of_cause(channel.cause),
        };
        Leg {
            ended: end.map(|(at, _)| at),
            ending,
            ..leg
        }
    }

    fn has_talked(&self, channel: &Channel) -> bool {
        self.talks.iter().any(|talk| {
            talk.channels
                .iter()
                .any(|place| self.call.channels[*place].unique_id == channel.unique_id)
        })
    }

    fn ending(&self, legs: &[Leg], steps: &[Step]) -> Ending {
        if !self.talks.is_empty() {
            return Ending::Answered;
        }
        if steps
            .iter()
            .any(|step| matches!(step.what, What::Voicemail { .. }))
        {
            return Ending::Voicemail;
        }
        let queue = steps.iter().rev().find_map(|step| match step.what {
            What::Queue { ending, .. } => Some(ending),
            _ => None,
        });
        if let Some(ending) = queue {
            return ending;
        }
        let status = self
            .call
            .channels
            .iter()
            .filter_map(|channel| channel.status.as_ref());
        let last = status
            .max_by_key(|(at, _)| *at)
            .map(|(_, status)| status.as_str());
        let mut called = legs
            .iter()
            .filter(|leg| leg.side == Side::Called)
            .map(|leg| leg.ending);
        let caller = legs.iter().find(|leg| leg.side == Side::Calling);
        match last {
            Some("NOANSWER")
                if called.clone().count() > 0 && called.all(|ending| ending == Ending::Rejected) =>
            {
                Ending::Rejected
            }
            Some("NOANSWER") => Ending::NoAnswer,
            Some("BUSY") => Ending::Busy,
            Some("CANCEL") => Ending::Cancelled,
            Some("CONGESTION") => Ending::Congestion,
            Some("CHANUNAVAIL") => Ending::Unavailable,
            Some("DONTCALL" | "TORTURE" | "INVALIDARGS") => Ending::Failed,
            _ => match caller {
                Some(caller) if caller.answered.is_some() => Ending::Service,
                Some(caller) => match of_cause(caller.cause) {
                    // Nothing was called for it.
                    Ending::NoAnswer if caller.cause == Some(16) => Ending::Cancelled,
                    ending => ending,
                },
                None => called.next().unwrap_or(Ending::Failed),
            },
        }
    }

    fn steps(&self) -> Vec<Step> {
        let mut steps: Vec<Step> = self.talks.iter().map(|talk| self.talk(talk)).collect();
        let mut heard: BTreeMap<(&str, &str, &str), DateTime<Utc>> = BTreeMap::new();
        for action in &self.call.actions {
            if let Said::Application { name, data } = &action.what {
                let key = (action.channel.as_str(), name.as_str(), data.as_str());
                let before = heard.insert(key, action.at);
                if before.is_some_and(|before| action.at - before < SAME) {
                    continue;
                }
            }
            steps.extend(self.step(action));
        }
        steps.extend(self.forwards());
        self.digits(&mut steps);
        steps
    }

    fn talk(&self, talk: &Talk) -> Step {
        let legs = talk.channels.iter();
        Step {
            at: talk.at,
            until: talk.until,
            what: What::Talk {
                legs: legs
                    .map(|place| self.call.channels[*place].unique_id.clone())
                    .collect(),
            },
        }
    }

    fn step(&self, action: &Action) -> Option<Step> {
        let leg = action.channel.clone();
        let channel = self.call.channel(&leg)?;
        let mut until = Some(action.at);
        let what = match &action.what {
            Said::Application { name, data } if channel.is_leg() || name == "voicemail" => {
                // A mailbox that a `Local` channel came to is the caller's.
                let leg = if channel.is_leg() {
                    leg
                } else {
                    self.caller()?.unique_id.clone()
                };
                match name.as_str() {
                    "voicemail" => What::Voicemail {
                        leg,
                        mailbox: data.split(',').next().unwrap_or_default().to_owned(),
                    },
                    _ => What::Application {
                        leg,
                        name: name.clone(),
                        data: data.clone(),
                    },
                }
            }
            Said::Queued { queue } => {
                let (ending, end) = self.visit(channel, queue, action.at);
                until = end;
                let queue = queue.clone();
                What::Queue { leg, queue, ending }
            }
            Said::Sent { whom, to } => What::BlindTransfer {
                by: leg,
                whom: whom.clone(),
                to: to.clone(),
            },
            Said::Joined { whom, to } => {
                let (whom, to) = (self.behind(whom), self.behind(to));
                if self.stays(&leg, action.at) {
                    What::ThreeWay { by: leg, whom, to }
                } else {
                    What::AttendedTransfer { by: leg, whom, to }
                }
            }
            Said::PickedUp { by } => What::Pickup {
                by: by.clone(),
                from: leg,
            },
            Said::Parked { space } => {
                let (end, fetched) = self.fetched(channel, action.at);
                until = end;
                let space = space.clone();
                What::Park { leg, space, fetched }
            }
            Said::Forwarded { to } => What::Forward {
                from: channel.number.value.clone(),
                to: to.rsplit_once('/').map_or(to.as_str(), |(_, to)| to).to_owned(),
            },
            _ => return None,
        };
        Some(Step {
            at: action.at,
            until,
            what,
        })
    }

    /// How a stay in a queue ended, and when.
    fn visit(&self, channel: &Channel, queue: &str, at: DateTime<Utc>) -> (Ending, Option<DateTime<Utc>>) {
        let left = self.call.actions.iter().find(|action| {
            let is_of_it = matches!(&action.what, Said::Unqueued { queue: other } if other == queue);
            is_of_it && action.channel == channel.unique_id && action.at >= at
        });
        let end = self.call.end_of(channel).map(|(ended, _)| ended);
        let left = left.map(|action| action.at).or(end);
        let next = self.call.actions.iter().find(|action| {
            let is_queued = matches!(action.what, Said::Queued { .. });
            is_queued && action.channel == channel.unique_id && action.at > at
        });
        // Events say that somebody left the queue just before the talk begins, CEL when it is over.
        let talk = self.talks.iter().find(|talk| {
            let is_in = |place: &usize| self.call.channels[*place].unique_id == channel.unique_id;
            talk.at >= at
                && left.is_none_or(|left| talk.at <= left + SAME)
                && next.is_none_or(|next| talk.at < next.at)
                && talk.channels.iter().any(is_in)
        });
        match (talk, left) {
            (Some(talk), _) => (Ending::Answered, Some(talk.at)),
            (None, None) => (Ending::Open, None),
            (None, Some(left)) => {
                let went = end.is_some_and(|end| end - left < SAME) && channel.hung_up_itself;
                let ending = if went {
                    Ending::Abandoned
                } else {
                    Ending::LeftQueue
                };
                (ending, Some(left))
            }
        }
    }

    /// Whether somebody who joined others talks to them afterwards.
    fn stays(&self, leg: &str, at: DateTime<Utc>) -> bool {
        self.talks.iter().any(|talk| {
            let is_in = |place: &usize| self.call.channels[*place].unique_id == leg;
            talk.channels.len() > 2 && talk.channels.iter().any(is_in) && talk.at + SAME >= at
        })
    }

    /// When a parked one was fetched or went, and who fetched it.
    fn fetched(&self, channel: &Channel, at: DateTime<Utc>) -> (Option<DateTime<Utc>>, String) {
        let news = self.call.actions.iter().find_map(|action| match &action.what {
            Said::Unparked { by } if action.channel == channel.unique_id && action.at >= at => {
                Some((action.at, by))
            }
            _ => None,
        });
        match news {
            Some((at, by)) => {
                let by = self.call.channel(by).map(|channel| channel.unique_id.clone());
                (Some(at), by.unwrap_or_default())
            }
            None => (self.call.end_of(channel).map(|(at, _)| at), String::new()),
        }
    }

    /// The leg that a channel is: itself, or who is behind a `Local` channel. Empty where nobody has answered there.
    fn behind(&self, unique_id: &str) -> String {
        let Some(channel) = self.call.channel(unique_id) else {
            return String::new();
        };
        let Some(pair) = channel.pair() else {
            return channel.unique_id.clone();
        };
        let other = self
            .call
            .channels
            .iter()
            .find(|other| other.pair() == Some(pair) && other.unique_id != channel.unique_id);
        let meets = |one: &Channel, other: &Channel| {
            let mut bridges = one.moves.iter().filter(|step| step.is_in);
            bridges.any(|step| other.moves.iter().any(|theirs| theirs.bridge == step.bridge))
        };
        other
            .and_then(|other| {
                let mut legs = self.call.channels.iter().filter(|leg| leg.is_leg());
                legs.find(|leg| meets(leg, other))
            })
            .map(|leg| leg.unique_id.clone())
            .unwrap_or_default()
    }

    fn caller(&self) -> Option<&Channel> {
        let mut legs = self.call.channels.iter().filter(|channel| channel.is_leg());
        let first = legs.clone().next();
        legs.find(|channel| channel.side() == Side::Calling).or(first)
    }

    /// Numbers that the dialplan called through a `Local` channel instead of the one that was dialled. One of several
    /// made at once is a member of a group, and one made for a transfer is a question.
    fn forwards(&self) -> Vec<Step> {
        let Some(caller) = self.caller().filter(|caller| caller.side() == Side::Calling) else {
            return Vec::new();
        };
        let halves: Vec<&Channel> = self.call.channels.iter().filter(|c| c.is_second_half()).collect();
        let is_alone = |half: &Channel| {
            let near = |other: &&&Channel| (other.began - half.began).abs() < SAME;
            halves.iter().filter(near).count() == 1
        };
        let is_question = |half: &Channel| {
            self.call.actions.iter().any(|action| match &action.what {
                Said::Joined { to, .. } => self.call.channel(to).and_then(Channel::pair) == half.pair(),
                _ => false,
            })
        };
        let is_queued = |half: &Channel| {
            self.call.actions.iter().any(|action| match &action.what {
                Said::Queued { queue } => self.call.channel(&action.channel).is_some_and(|channel| {
                    let (_, until) = self.visit(channel, queue, action.at);
                    half.began >= action.at && until.is_none_or(|until| half.began <= until)
                }),
                _ => false,
            })
        };
        halves
            .iter()
            .filter(|half| is_alone(half) && !is_question(half) && !is_queued(half))
            .filter(|half| !half.dialled.is_empty() && half.dialled != caller.dialled)
            .map(|half| Step {
                at: half.began,
                until: Some(half.began),
                what: What::Forward {
                    from: caller.dialled.clone(),
                    to: half.dialled.clone(),
                },
            })
            .collect()
    }

    /// Keys, put together; those pressed during a talk (they may be anything) and to applications that ask for secrets
    /// are left out.
    fn digits(&self, steps: &mut Vec<Step>) {
        let mut groups: Vec<Step> = Vec::new();
        for action in &self.call.actions {
            let Said::Digit(digit) = action.what else {
                continue;
            };
            let is_theirs = |leg: &String| *leg == action.channel;
            let talks = steps.iter().any(|step| match &step.what {
                What::Talk { legs } => {
                    legs.iter().any(is_theirs)
                        && step.at <= action.at
                        && step.until.is_none_or(|until| action.at <= until)
                }
                _ => false,
            });
            let application = steps
                .iter()
                .filter(|step| step.at <= action.at)
                .filter_map(|step| match &step.what {
                    What::Application { leg, name, .. } if is_theirs(leg) => Some((step.at, name.as_str())),
                    _ => None,
                })
                .max();
            let is_secret = application.is_some_and(|(_, name)| SECRET.contains(&name));
            if talks || is_secret {
                continue;
            }
            let asked = application.map(|(at, _)| at);
            let last = groups.iter_mut().rev().find_map(|step| match &mut step.what {
                What::Digits { leg, digits } if is_theirs(leg) => Some((step.at, &mut step.until, digits)),
                _ => None,
            });
            match last {
                Some((at, until, digits))
                    if until.is_some_and(|until| action.at - until < TOGETHER)
                        && asked.is_none_or(|asked| asked <= at) =>
                {
                    digits.push(digit);
                    *until = Some(action.at);
                }
                _ => groups.push(Step {
                    at: action.at,
                    until: Some(action.at),
                    what: What::Digits {
                        leg: action.channel.clone(),
                        digits: digit.to_string(),
                    },
                }),
            }
        }
        steps.append(&mut groups);
    }
}

/// What became of a leg that nobody answered (`include/asterisk/causes.h`).
fn of_cause(cause: Option<u16>) -> Ending {
    match cause {
        None | Some(0 | 16 | 18 | 19 | 31 | 127) => Ending::NoAnswer,
        Some(17) => Ending::Busy,
        Some(21) => Ending::Rejected,
        Some(26) => Ending::Elsewhere,
        Some(3 | 20 | 27) => Ending::Unavailable,
        Some(34 | 38 | 42 | 44) => Ending::Congestion,
        Some(_) => Ending::Failed,
    }
}
