//! What to look for among recordings.

use std::time::Duration;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::call_log::{CallRecord, CallView, Filter, FilterForm};
use crate::form::Checks;
use crate::{FieldError, Problem};

/// What to look for; what is empty does not narrow.
///
/// ```
/// use std::time::Duration;
/// use switchhook_portal_core::recording::{RecordingFilter, RecordingFilterForm};
///
/// let form = RecordingFilterForm { queue: "support", at_least: "90", ..RecordingFilterForm::default() };
/// let filter = RecordingFilter::parse(&form)?;
/// assert_eq!(filter.at_least, Duration::from_secs(90));
/// # Ok::<(), Vec<switchhook_portal_core::FieldError>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordingFilter {
    /// Days, direction and digits of a number.
    pub calls: Filter,
    /// In lower case; in the name of a party, or its extension.
    pub who: String,
    /// The queue that the call went through.
    pub queue: String,
    /// The least length.
    pub at_least: Duration,
    /// In lower case; in the file's name, the queue, a party's name or the reason to keep it.
    pub text: String,
}

/// The fields of the search form, as typed.
#[derive(Clone, Copy, Debug, Default)]
pub struct RecordingFilterForm<'a> {
    /// `from`: a date such as `2026-11-22`.
    pub from: &'a str,
    /// `to`: a date.
    pub to: &'a str,
    /// `who`: a name or an extension.
    pub who: &'a str,
    /// `number`: digits, with or without separators.
    pub number: &'a str,
    /// `queue`: the name of a queue.
    pub queue: &'a str,
    /// `direction`: a key such as `incoming`.
    pub direction: &'a str,
    /// `at_least`: seconds.
    pub at_least: &'a str,
    /// `text`: anything.
    pub text: &'a str,
}

/// A recording as somebody sees it.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// The call, where it is known.
    pub call: Option<&'a CallRecord>,
    /// Its parties as this person may see them.
    pub view: &'a CallView,
    /// When the recording began.
    pub recorded: DateTime<Utc>,
    /// The queue; empty without one.
    pub queue: &'a str,
    /// The path of the file.
    pub file: &'a str,
    /// Why it is held; empty if it is not.
    pub hold: &'a str,
    /// How long it lasts, where that is known.
    pub length: Option<Duration>,
}

/// The longest text that is looked for.
const LONGEST: usize = 100;

impl RecordingFilter {
    /// Reads the search form.
    ///
    /// # Errors
    ///
    /// All fields that are wrong.
    pub fn parse(form: &RecordingFilterForm<'_>) -> Result<Self, Vec<FieldError>> {
        let mut checks = Checks::default();
        let calls = Filter::parse(&FilterForm {
            from: form.from,
            to: form.to,
            number: form.number,
            direction: form.direction,
            ..FilterForm::default()
        });
        let calls = calls.unwrap_or_else(|found| {
            for error in found {
                checks.report(error.field, error.problem);
            }
            Filter::default()
        });
        let who = checks.line("who", form.who, LONGEST).to_lowercase();
        let queue = checks.line("queue", form.queue, LONGEST);
        let seconds = checks.take_optional("at_least", form.at_least, |text| {
            text.parse::<u32>().map_err(|_| Problem::NotDigits)
        });
        let text = checks.line("text", form.text, LONGEST).to_lowercase();
        checks.finish(Some(Self {
            calls,
            who,
            queue,
            at_least: Duration::from_secs(seconds.unwrap_or(0).into()),
            text,
        }))
    }

    /// Whether each recording has to be looked at: a store finds days, directions and queues by itself, but not what
    /// depends on how much of a call somebody sees.
    pub fn is_search(&self) -> bool {
        !self.calls.number.is_empty()
            || !self.who.is_empty()
            || !self.text.is_empty()
            || !self.at_least.is_zero()
    }

    /// Whether a recording fits, as a person sees it: names and digits are looked for in what is shown.
    pub fn matches(&self, seen: &Seen<'_>, zone: Tz) -> bool {
        let (from, until) = self.calls.bounds(zone);
        let parties = [&seen.view.caller, &seen.view.callee];
        let holds = |text: &str, part: &str| text.to_lowercase().contains(part);
        let in_call = match seen.call {
            // The days are those of the recording: it begins later than the call, and may on another day.
            Some(call) => Filter {
                from: None,
                to: None,
                ..self.calls.clone()
            }
            .matches(call, seen.view, zone),
            None => self.calls.number.is_empty() && self.calls.direction.is_none(),
        };
        in_call
            && from.is_none_or(|from| seen.recorded >= from)
            && until.is_none_or(|until| seen.recorded < until)
            && (self.queue.is_empty() || self.queue == seen.queue)
            && (self.at_least.is_zero() || seen.length.is_some_and(|length| length >= self.at_least))
            && (self.who.is_empty()
                || parties.iter().any(|party| {
                    holds(&party.name, &self.who) || party.is_inside() && party.number == self.who
                }))
            && (self.text.is_empty()
                || [
                    seen.file,
                    seen.queue,
                    seen.hold,
                    &seen.view.caller.name,
                    &seen.view.callee.name,
                ]
                .iter()
                .any(|text| holds(text, &self.text)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Profile;
    use crate::call_log::tests::{cdr, index};
    use crate::recording::heard_by;
    use crate::testing::subject;

    fn found(form: &RecordingFilterForm<'_>, profile: Profile) -> bool {
        let call = CallRecord::new(
            cdr("0687123456", "PJSIP/trunk-01", "800", "PJSIP/phone106-02"),
            &index(),
        );
        let view = heard_by(&subject(7, &[profile], &[], &[1]), Some(&call), "").unwrap();
        let seen = Seen {
            call: Some(&call),
            view: &view,
            recorded: call.cdr.start,
            queue: "support",
            file: "2026/11/22/1795341600.1.wav",
            hold: "Complaint 77",
            length: Some(Duration::from_secs(55)),
        };
        RecordingFilter::parse(form).unwrap().matches(&seen, Tz::UTC)
    }

    #[test]
    fn every_field_narrows() {
        let none = RecordingFilterForm::default();
        for (form, expected) in [
            (none, true),
            (
                RecordingFilterForm {
                    from: "2026-11-22",
                    to: "2026-11-22",
                    ..none
                },
                true,
            ),
            (
                RecordingFilterForm {
                    from: "2026-11-23",
                    ..none
                },
                false,
            ),
            (
                RecordingFilterForm {
                    to: "2026-11-21",
                    ..none
                },
                false,
            ),
            (RecordingFilterForm { who: "LAST1", ..none }, true),
            (RecordingFilterForm { who: "106", ..none }, true),
            (RecordingFilterForm { who: "107", ..none }, false),
            (
                RecordingFilterForm {
                    number: "0687",
                    ..none
                },
                true,
            ),
            (RecordingFilterForm { number: "99", ..none }, false),
            (
                RecordingFilterForm {
                    queue: "support",
                    ..none
                },
                true,
            ),
            (
                RecordingFilterForm {
                    queue: "sales",
                    ..none
                },
                false,
            ),
            (
                RecordingFilterForm {
                    direction: "incoming",
                    ..none
                },
                true,
            ),
            (
                RecordingFilterForm {
                    direction: "outgoing",
                    ..none
                },
                false,
            ),
            (
                RecordingFilterForm {
                    at_least: "55",
                    ..none
                },
                true,
            ),
            (
                RecordingFilterForm {
                    at_least: "56",
                    ..none
                },
                false,
            ),
            (
                RecordingFilterForm {
                    text: "complaint",
                    ..none
                },
                true,
            ),
            (
                RecordingFilterForm {
                    text: "1795341600",
                    ..none
                },
                true,
            ),
            (
                RecordingFilterForm {
                    text: "praise",
                    ..none
                },
                false,
            ),
        ] {
            assert_eq!(found(&form, Profile::RecordingOfficer), expected, "{form:?}");
        }
    }

    #[test]
    fn what_is_masked_is_not_found() {
        let number = RecordingFilterForm {
            number: "123456",
            ..RecordingFilterForm::default()
        };
        assert!(!found(&number, Profile::RecordingOfficer));
        assert!(!found(&number, Profile::DepartmentSupervisor));
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let form = RecordingFilterForm {
            from: "yesterday",
            number: "12x",
            at_least: "-1",
            text: "a\nb",
            ..RecordingFilterForm::default()
        };
        let found: Vec<_> = RecordingFilter::parse(&form)
            .unwrap_err()
            .into_iter()
            .map(|error| error.field)
            .collect();
        assert_eq!(found, ["number", "from", "at_least", "text"]);
    }

    #[test]
    fn a_recording_without_a_call_is_found_by_what_it_has() {
        let view = heard_by(&subject(7, &[Profile::RecordingOfficer], &[], &[]), None, "").unwrap();
        let seen = Seen {
            call: None,
            view: &view,
            recorded: "2026-11-22T10:00:00Z".parse().unwrap(),
            queue: "",
            file: "note.wav",
            hold: "",
            length: None,
        };
        let none = RecordingFilterForm::default();
        for (form, expected) in [
            (none, true),
            (RecordingFilterForm { text: "note", ..none }, true),
            (RecordingFilterForm { number: "1", ..none }, false),
            (
                RecordingFilterForm {
                    direction: "incoming",
                    ..none
                },
                false,
            ),
            (
                RecordingFilterForm {
                    at_least: "1",
                    ..none
                },
                false,
            ),
        ] {
            assert_eq!(
                RecordingFilter::parse(&form).unwrap().matches(&seen, Tz::UTC),
                expected,
                "{form:?}"
            );
        }
    }
}
