//! What one person may see of a journey.

use super::{Journey, Leg, What};
use crate::call_log::masked;
use crate::number::mask;
use crate::{Capability, Party, PartyIndex, Subject};

/// A journey as one person may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JourneyView {
    /// Without what the person may not see: numbers of others lack their last three digits, names of others are empty,
    /// and keys that others pressed are asterisks.
    pub journey: Journey,
    /// Who the legs are, in their order.
    pub parties: Vec<Party>,
}

impl Journey {
    /// Who the legs are, in their order: whose telephones these are now, or who is outside.
    pub fn parties(&self, index: &PartyIndex) -> Vec<Party> {
        self.legs.iter().map(|leg| party(leg, index)).collect()
    }

    /// The journey as a person may see it, or nothing: it is there for who sees, by
    /// [`CallLogRead`](Capability::CallLogRead), somebody who took part or a queue that it came through.
    ///
    /// `parties` is who the legs are, in their order: best as they were at the time of the call, since telephones change
    /// hands. A leg without a party is of a stranger.
    ///
    /// Each leg is seen by itself. It is whole for its own person, for whoever talked to it, and where
    /// [`CallLogUnmask`](Capability::CallLogUnmask) reaches it. A number that a step names is whole for who dialled it or
    /// sent a call there, and for who sees all legs whole.
    pub fn seen_by(&self, subject: &Subject, parties: &[Party]) -> Option<JourneyView> {
        let strangers = std::iter::repeat_with(Party::default);
        let parties: Vec<Party> = parties
            .iter()
            .cloned()
            .chain(strangers)
            .take(self.legs.len())
            .collect();
        let comes_by = |queue: &str| subject.reaches_queue(Capability::CallLogRead, queue);
        let in_queue = || {
            self.steps.iter().any(|step| match &step.what {
                What::Queue { queue, .. } => comes_by(queue),
                _ => false,
            })
        };
        if !subject.reaches_any(Capability::CallLogRead, &parties) && !in_queue() {
            return None;
        }
        let own = |unique_id: &str| {
            let mut both = self.legs.iter().zip(&parties);
            both.any(|(leg, party)| leg.unique_id == unique_id && subject.is(party))
        };
        let talked_to = |leg: &Leg| {
            self.steps.iter().any(|step| match &step.what {
                What::Talk { legs } => legs.contains(&leg.unique_id) && legs.iter().any(|id| own(id)),
                _ => false,
            })
        };
        let whole: Vec<bool> = self
            .legs
            .iter()
            .zip(&parties)
            .map(|(leg, party)| {
                subject.is(party) || talked_to(leg) || subject.reaches(Capability::CallLogUnmask, party)
            })
            .collect();
        let all = whole.iter().all(|whole| *whole);
        let mut seen = self.clone();
        let mut shown = parties.clone();
        for ((leg, party), whole) in seen.legs.iter_mut().zip(&mut shown).zip(&whole) {
            // What somebody dialled is the number of another one.
            if !all && !subject.is(party) {
                leg.dialled = mask(&leg.dialled);
            }
            if !whole {
                *party = masked(subject, Capability::CallLogRead, party);
                leg.number.clone_from(&party.number);
                leg.name.clone_from(&party.name);
                // It may name the line's account or the number.
                leg.channel.clear();
            }
        }
        let dialled = |number: &String| {
            self.legs
                .iter()
                .any(|leg| leg.dialled == *number && own(&leg.unique_id))
        };
        for step in &mut seen.steps {
            match &mut step.what {
                What::Forward { from, to } => {
                    for number in [from, to].into_iter().filter(|number| !all && !dialled(number)) {
                        *number = mask(number);
                    }
                }
                What::BlindTransfer { by, to, .. } if !all && !own(by) => *to = mask(to),
                What::Digits { leg, digits } if !all && !own(leg) => {
                    *digits = "*".repeat(digits.chars().count());
                }
                _ => {}
            }
        }
        Some(JourneyView {
            journey: seen,
            parties: shown,
        })
    }
}

/// Whose leg it is: of one of our phones, or of somebody outside.
fn party(leg: &Leg, index: &PartyIndex) -> Party {
    index
        .by_channel(&leg.channel)
        .or_else(|| index.by_outside_number(&leg.number))
        .cloned()
        .unwrap_or_else(|| Party::outside(&*leg.number, &*leg.name))
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta, Utc};

    use super::*;
    use crate::Profile;
    use crate::call_log::tests::index;
    use crate::journey::{Builder, Limits, Source};
    use crate::testing::subject;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::<Utc>::UNIX_EPOCH + TimeDelta::seconds(seconds)
    }

    /// From outside to 106 (person 1), who sends the call to the phone 107 (person 2), where it is answered.
    fn transferred() -> Journey {
        let mut builder = Builder::new(Limits::default(), Source::Events);
        let mut say = |second, event: &[(&str, &str)]| builder.event(event, at(second));
        for (second, channel, number, exten, state) in [
            (0, "PJSIP/trunk-1", "0687123456", "463106", "4"),
            (1, "PJSIP/phone106-2", "106", "s", "0"),
            (20, "PJSIP/phone107-3", "107", "s", "0"),
        ] {
            say(
                second,
                &[
                    ("Event", "Newchannel"),
                    ("Channel", channel),
                    ("ChannelState", state),
                    ("CallerIDNum", number),
                    ("CallerIDName", "Somebody"),
                    ("Exten", exten),
                    ("Uniqueid", channel),
                    ("Linkedid", "PJSIP/trunk-1"),
                ],
            );
        }
        say(
            0,
            &[
                ("Event", "DTMFEnd"),
                ("Digit", "7"),
                ("Uniqueid", "PJSIP/trunk-1"),
            ],
        );
        say(
            0,
            &[
                ("Event", "QueueCallerJoin"),
                ("Queue", "support"),
                ("Uniqueid", "PJSIP/trunk-1"),
            ],
        );
        for (second, name, channel, bridge) in [
            (5, "BridgeEnter", "PJSIP/trunk-1", "a"),
            (5, "BridgeEnter", "PJSIP/phone106-2", "a"),
            (15, "BridgeLeave", "PJSIP/trunk-1", "a"),
            (15, "BridgeLeave", "PJSIP/phone106-2", "a"),
            (25, "BridgeEnter", "PJSIP/trunk-1", "b"),
            (25, "BridgeEnter", "PJSIP/phone107-3", "b"),
        ] {
            say(
                second,
                &[("Event", name), ("Uniqueid", channel), ("BridgeUniqueid", bridge)],
            );
        }
        say(
            15,
            &[
                ("Event", "BlindTransfer"),
                ("TransfererUniqueid", "PJSIP/phone106-2"),
                ("TransfereeUniqueid", "PJSIP/trunk-1"),
                ("Extension", "0687999888"),
            ],
        );
        builder.open().next().unwrap()
    }

    /// The numbers of the legs, what the first dialled, the keys, and where the call was sent.
    fn shown(view: &JourneyView) -> (Vec<&str>, &str, &str, &str) {
        let numbers = view.parties.iter().map(|party| party.number.as_str()).collect();
        let step = |pick: fn(&What) -> Option<&str>| {
            view.journey
                .steps
                .iter()
                .find_map(|step| pick(&step.what))
                .unwrap()
        };
        let digits = step(|what| match what {
            What::Digits { digits, .. } => Some(digits),
            _ => None,
        });
        let to = step(|what| match what {
            What::BlindTransfer { to, .. } => Some(to),
            _ => None,
        });
        (numbers, &view.journey.legs[0].dialled, digits, to)
    }

    #[test]
    fn each_leg_is_whole_for_its_own_person_and_for_who_talked_to_it() {
        let journey = transferred();
        let view = |person, phone| {
            let person = subject(person, &[Profile::User], &[phone], &[]);
            journey.seen_by(&person, &journey.parties(&index())).unwrap()
        };
        let first = view(1, 10);
        assert_eq!(
            shown(&first),
            (vec!["0687123456", "106", "***"], "463***", "*", "0687999888")
        );
        let second = view(2, 11);
        assert_eq!(
            shown(&second),
            (vec!["0687123456", "***", "107"], "463***", "*", "0687999***")
        );
        let hidden = &first.journey.legs[2];
        assert_eq!((hidden.channel.as_str(), hidden.name.as_str()), ("", ""));
    }

    #[test]
    fn whoever_took_no_part_sees_nothing_without_a_right_to_it() {
        let stranger = subject(9, &[Profile::User], &[12], &[]);
        let journey = transferred();
        assert_eq!(journey.seen_by(&stranger, &journey.parties(&index())), None);
    }

    #[test]
    fn a_leg_of_which_nobody_knows_whose_it_is_is_nobodys() {
        let person = subject(1, &[Profile::User], &[10], &[]);
        assert_eq!(transferred().seen_by(&person, &[]), None);
    }

    #[test]
    fn an_administrator_sees_the_journey_without_the_ends_of_numbers() {
        let administrator = subject(9, &[Profile::Administrator], &[], &[]);
        let journey = transferred();
        let view = journey
            .seen_by(&administrator, &journey.parties(&index()))
            .unwrap();
        let (numbers, dialled, digits, to) = shown(&view);
        assert_eq!(numbers, ["0687123***", "106", "107"]);
        assert_eq!((dialled, digits, to), ("463***", "*", "0687999***"));
        let words = format!("{:?}", view.journey);
        assert!(!words.contains("123456") && !words.contains("999888"), "{words}");
    }
}
