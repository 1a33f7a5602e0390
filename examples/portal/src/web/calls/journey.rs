//! What happened to a call: its legs and steps in words, and a time line of them.

use chrono::{DateTime, TimeDelta, Utc};
use switchhook_ami::value::HangupCause;
use switchhook_portal_core::journey::{
    Ending, Journey, JourneyView, Leg, Side, Source, Step, What, from_records,
};
use switchhook_portal_core::{Capability, Party as Known};

use crate::app::App;
use crate::directory::name;
use crate::i18n::Texts;
use crate::store::{KeptJourney, LoggedCall};
use crate::web::error::WebError;
use crate::web::timeline::{Lasted, Span, Timeline, rounded};
use crate::web::views::common::Party;
use crate::web::views::journey::{EndingBadge, JourneyPanel, LegRow, Note, StepRow};
use crate::web::visitor::LoggedIn;

/// The journey of a call that the reader sees in the log, as far as the reader sees it.
pub async fn panel(app: &App, user: &LoggedIn, call: &LoggedCall) -> Result<Option<JourneyPanel>, WebError> {
    let linked_id = &call.record.cdr.linked_id;
    let kept = match app.store.journey(linked_id).await? {
        Some(kept) => Some(kept),
        None => of_records(&app.store.calls_of_linked_id(linked_id).await?),
    };
    let Some(kept) = kept else { return Ok(None) };
    let Some(mut seen) = kept.journey.seen_by(&user.subject, &kept.parties) else {
        return Ok(None);
    };
    let t = user.texts();
    let index = app.directory.read(app).await?;
    for party in &mut seen.parties {
        name(&index, &user.subject, t, party);
    }
    let shown = Shown {
        app,
        t,
        seen: &seen,
        technical: user.may(Capability::HealthRead),
    };
    Ok(Some(shown.panel()))
}

/// What the records of a call tell, where no events of it were heard.
fn of_records(calls: &[LoggedCall]) -> Option<KeptJourney> {
    let records: Vec<_> = calls.iter().map(|call| call.record.cdr.clone()).collect();
    let journey = from_records(&records).into_iter().next()?;
    let party = |leg: &Leg| {
        let known = calls.iter().find_map(|call| {
            let record = &call.record;
            if record.cdr.channel == leg.channel {
                Some(&record.caller)
            } else if record.cdr.destination_channel == leg.channel {
                Some(&record.callee)
            } else {
                None
            }
        });
        known
            .cloned()
            .unwrap_or_else(|| Known::outside(&*leg.number, &*leg.name))
    };
    Some(KeptJourney {
        parties: journey.legs.iter().map(party).collect(),
        journey,
    })
}

struct Shown<'a> {
    app: &'a App,
    t: Texts,
    seen: &'a JourneyView,
    technical: bool,
}

impl Shown<'_> {
    fn panel(&self) -> JourneyPanel {
        let (t, journey) = (self.t, &self.seen.journey);
        let lanes: Vec<(String, Vec<Lasted>)> = journey
            .legs
            .iter()
            .map(|leg| (self.who(&leg.unique_id), self.spans(leg)))
            .collect();
        let length = self.since_begin(last(journey));
        let lasted = t.duration(rounded(length));
        let talked = t.duration(seconds(journey.talked().as_millis()));
        let ending = t.journey_ending(journey.ending.key());
        JourneyPanel {
            notes: self.notes(),
            timeline: Timeline::draw(
                t,
                t.journey_line(),
                t.journey_line_sentence(&ending, &lasted, &talked),
                length,
                &lanes,
            ),
            figures: vec![
                (t.result(), ending),
                (t.journey_lasted(), lasted),
                (t.journey_talked(), talked),
            ],
            legs: journey
                .legs
                .iter()
                .zip(&self.seen.parties)
                .map(|(leg, party)| self.leg(leg, party))
                .collect(),
            steps: self.steps(),
            technical: self.technical,
        }
    }

    fn notes(&self) -> Vec<Note> {
        let (t, journey) = (self.t, &self.seen.journey);
        let mut notes = Vec::new();
        if journey.is_incomplete {
            notes.push(Note {
                warns: true,
                text: t.journey_incomplete(),
            });
        }
        if journey.source != Source::Events {
            notes.push(Note {
                warns: false,
                text: t.journey_source(journey.source.key()),
            });
        }
        notes
    }

    fn leg(&self, leg: &Leg, party: &Known) -> LegRow {
        let t = self.t;
        let talked: u64 = self
            .talks_of(leg)
            .map(|(from, until)| until.saturating_sub(from))
            .sum();
        let in_time = |milliseconds: u64| {
            if milliseconds == 0 {
                String::new()
            } else {
                t.duration(rounded(milliseconds))
            }
        };
        let rang = self.ringing(leg).map_or(0, |(from, until)| until - from);
        LegRow {
            party: if party.name.is_empty() && party.number.is_empty() {
                Party {
                    name: t.journey_unknown(),
                    number: String::new(),
                }
            } else {
                super::party(party)
            },
            side: t.journey_side_of(leg.side.key()),
            dialled: leg.dialled.clone(),
            began: self.clock(leg.began),
            rang: in_time(rang),
            talked: in_time(talked),
            ending: ending(t, leg.ending),
            cause: leg.cause.map_or(String::new(), |cause| {
                let words = HangupCause::from_code(cause).to_string();
                format!("{cause} {words}")
            }),
        }
    }

    /// What happened, and whose telephones rang in between.
    fn steps(&self) -> Vec<StepRow> {
        let t = self.t;
        let journey = &self.seen.journey;
        let rang = journey
            .legs
            .iter()
            .filter(|leg| leg.side == Side::Called)
            .filter_map(|leg| {
                let (at, until) = self.ringing(leg)?;
                let who = self.who(&leg.unique_id);
                let text = match leg.answered {
                    Some(_) => t.journey_step_rang(&who),
                    None => t.journey_step_rang_in_vain(&who, &t.journey_ending(leg.ending.key())),
                };
                let row = StepRow {
                    at: self.clock(journey.began + milliseconds(at)),
                    lasted: t.duration(rounded(until - at)),
                    text,
                    data: String::new(),
                };
                Some((journey.began + milliseconds(at), row))
            });
        let told = journey
            .steps
            .iter()
            .filter_map(|step| Some((step.at, self.step(step)?)));
        let mut rows: Vec<(DateTime<Utc>, StepRow)> = told.chain(rang).collect();
        // Stable: what happened at one moment stays in its order.
        rows.sort_by_key(|(at, _)| *at);
        rows.into_iter().map(|(_, row)| row).collect()
    }

    /// A step in words; nothing for a kind that this portal does not know.
    fn step(&self, step: &Step) -> Option<StepRow> {
        let t = self.t;
        let who = |leg: &str| self.who(leg);
        let mut data_of = "";
        let text = match &step.what {
            What::Application { leg, name, data } => {
                data_of = data;
                t.journey_step_application(kind_of(name), &who(leg))
            }
            What::Digits { leg, digits } => t.journey_step_digits(&who(leg), digits),
            What::Queue { leg, queue, ending } => {
                t.journey_step_queue(&who(leg), queue, &t.journey_ending(ending.key()))
            }
            What::Talk { legs } => {
                let names: Vec<String> = legs.iter().map(|leg| who(leg)).collect();
                t.journey_step_talk(&t.list(&names))
            }
            What::Forward { from, to } => t.journey_step_forward(from, to),
            What::BlindTransfer { by, whom, to } if whom.is_empty() => {
                t.journey_step_blind_transfer_of_call(&who(by), to)
            }
            What::BlindTransfer { by, whom, to } => t.journey_step_blind_transfer(&who(by), &who(whom), to),
            What::AttendedTransfer { by, whom, to } if to.is_empty() => {
                t.journey_step_attended_transfer_early(&who(by), &who(whom))
            }
            What::AttendedTransfer { by, whom, to } => {
                t.journey_step_attended_transfer(&who(by), &who(whom), &who(to))
            }
            What::ThreeWay { by, whom, to } => t.journey_step_three_way(&who(by), &who(whom), &who(to)),
            What::Pickup { by, from } => t.journey_step_pickup(&who(by), &who(from)),
            What::Park { leg, space, fetched } if fetched.is_empty() => t.journey_step_park(&who(leg), space),
            What::Park { leg, space, fetched } => {
                t.journey_step_park_fetched(&who(leg), space, &who(fetched))
            }
            What::Voicemail { leg, mailbox } => t.journey_step_voicemail(&who(leg), mailbox),
            _ => return None,
        };
        let lasted = step
            .until
            .map(|until| millis(until - step.at))
            .filter(|lasted| *lasted > 0);
        Some(StepRow {
            at: self.clock(step.at),
            lasted: lasted.map_or(String::new(), |lasted| t.duration(rounded(lasted))),
            text,
            data: if self.technical {
                data_of.to_owned()
            } else {
                String::new()
            },
        })
    }

    /// What lasted on the lane of a leg.
    fn spans(&self, leg: &Leg) -> Vec<Lasted> {
        let mut spans: Vec<Lasted> = self
            .ringing(leg)
            .map(|(from, until)| (Span::Ringing, from, until))
            .into_iter()
            .collect();
        spans.extend(
            self.talks_of(leg)
                .map(|(from, until)| (Span::Talking, from, until)),
        );
        for step in &self.seen.journey.steps {
            let (whose, kind) = match &step.what {
                What::Queue { leg, .. } => (leg, Span::Waiting),
                What::Park { leg, .. } => (leg, Span::Parked),
                What::Voicemail { leg, .. } | What::Application { leg, .. } => (leg, Span::Service),
                _ => continue,
            };
            if *whose == leg.unique_id && step.until.is_some_and(|until| until > step.at) {
                let (from, until) = self.of(step);
                spans.push((kind, from, until));
            }
        }
        spans.sort_by_key(|(_, from, _)| *from);
        spans
    }

    /// From when to when a leg rang, in milliseconds of the call.
    fn ringing(&self, leg: &Leg) -> Option<(u64, u64)> {
        let from = leg.ringing?;
        let until = leg.answered.or(leg.ended)?;
        (until > from).then(|| (self.since_begin(from), self.since_begin(until)))
    }

    fn talks_of(&self, leg: &Leg) -> impl Iterator<Item = (u64, u64)> {
        self.seen
            .journey
            .steps
            .iter()
            .filter(|step| matches!(&step.what, What::Talk { legs } if legs.contains(&leg.unique_id)))
            .map(|step| self.of(step))
    }

    /// From when to when a step was; what has no end that is known lasts as long as the call.
    fn of(&self, step: &Step) -> (u64, u64) {
        let until = step.until.unwrap_or_else(|| last(&self.seen.journey));
        (self.since_begin(step.at), self.since_begin(until))
    }

    fn since_begin(&self, at: DateTime<Utc>) -> u64 {
        millis(at - self.seen.journey.began)
    }

    fn clock(&self, at: DateTime<Utc>) -> String {
        self.app.local(at.timestamp()).format("%H:%M:%S").to_string()
    }

    /// Name and number of a leg.
    fn who(&self, unique_id: &str) -> String {
        let mut legs = self.seen.journey.legs.iter().zip(&self.seen.parties);
        match legs.find(|(leg, _)| leg.unique_id == unique_id) {
            Some((_, party)) if !party.name.is_empty() && !party.number.is_empty() => {
                format!("{} {}", party.name, party.number)
            }
            Some((_, party)) if !party.name.is_empty() => party.name.clone(),
            Some((_, party)) if !party.number.is_empty() => party.number.clone(),
            _ => self.t.journey_unknown(),
        }
    }
}

/// The last moment that is known of a call.
fn last(journey: &Journey) -> DateTime<Utc> {
    let of_legs = journey.legs.iter().flat_map(|leg| {
        [Some(leg.began), leg.ringing, leg.answered, leg.ended]
            .into_iter()
            .flatten()
    });
    let of_steps = journey
        .steps
        .iter()
        .flat_map(|step| [Some(step.at), step.until].into_iter().flatten());
    journey
        .ended
        .into_iter()
        .chain(of_legs)
        .chain(of_steps)
        .max()
        .unwrap_or(journey.began)
}

/// What an application of Asterisk is to a caller.
fn kind_of(application: &str) -> &'static str {
    match application {
        "background" | "read" => "menu",
        "confbridge" | "meetme" => "conference",
        "voicemailmain" => "mailbox",
        "musiconhold" => "music",
        "record" => "record",
        "authenticate" | "disa" => "secret",
        "agi" | "directory" | "echo" => "service",
        _ => "announcement",
    }
}

/// Symbol, tone and word of how something ended.
fn ending(t: Texts, ending: Ending) -> EndingBadge {
    let (icon, tone) = match ending {
        Ending::Answered => ("check", "good"),
        Ending::Service | Ending::Voicemail => ("info", "good"),
        Ending::NoAnswer | Ending::Abandoned | Ending::LeftQueue => ("ring", "warn"),
        Ending::Cancelled | Ending::Elsewhere => ("minus", "muted"),
        Ending::Busy | Ending::Rejected => ("minus", "busy"),
        Ending::Open => ("question", "muted"),
        _ => ("cross", "bad"),
    };
    EndingBadge {
        icon,
        tone,
        word: t.journey_ending(ending.key()),
    }
}

fn seconds(milliseconds: u128) -> u64 {
    rounded(u64::try_from(milliseconds).unwrap_or(u64::MAX))
}

fn millis(length: TimeDelta) -> u64 {
    u64::try_from(length.num_milliseconds()).unwrap_or(0)
}

fn milliseconds(length: u64) -> TimeDelta {
    TimeDelta::milliseconds(i64::try_from(length).unwrap_or(i64::MAX / 1_000))
}

#[cfg(test)]
mod tests;
