use chrono::{DateTime, Datelike as _, Utc, Weekday};
use chrono_tz::Tz;

use crate::queue::distribution::HalfHour;
use crate::queue::log::Refusal;
use crate::queue::visit::{Name, Outcome, Refused, Visit};

/// What a figure counts, among the visits of its report.
///
/// ```
/// use switchhook_portal_core::queue::table::{Behind, What};
/// use switchhook_portal_core::queue::visit::Outcome;
///
/// let behind = Behind { queue: Some("support".into()), when: None, what: What::Outcome(Outcome::TimedOut) };
/// let parameters = behind.parameters();
/// assert_eq!(parameters, [("of", "support".to_owned()), ("what", "timed-out".to_owned())]);
/// let read = Behind::from_parameters(|name| {
///     parameters.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone())
/// });
/// assert_eq!(read, Some(behind));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Behind {
    /// Of which queue; of all of the report by default.
    pub queue: Option<Name>,
    /// When they came; at any time by default.
    pub when: Option<When>,
    /// What became of them.
    pub what: What,
}

/// What became of calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Anything, once they were in.
    Offered,
    /// This.
    Outcome(Outcome),
    /// They were not let in.
    Refused(Refusal),
    /// Answered after a wait from so many seconds on, up to so many.
    AnsweredAfter(u64, Option<u64>),
    /// Abandoned after a wait from so many seconds on, up to so many.
    AbandonedAfter(u64, Option<u64>),
}

/// When calls came, in local time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// On this day of the week.
    Weekday(Weekday),
    /// In this half-hour.
    HalfHour(HalfHour),
}

impl When {
    fn has(self, time: DateTime<Utc>, zone: Tz) -> bool {
        let (day, half_hour) = HalfHour::of(time, zone);
        match self {
            Self::Weekday(weekday) => day.weekday() == weekday,
            Self::HalfHour(wanted) => half_hour == wanted,
        }
    }
}

impl Behind {
    /// Whether the visit was counted.
    pub fn has(&self, visit: &Visit, zone: Tz) -> bool {
        let within = |outcome, from: u64, to: Option<u64>| {
            let seconds = visit.wait.map(|wait| wait.as_secs());
            visit.outcome() == outcome
                && seconds.is_some_and(|seconds| from <= seconds && to.is_none_or(|to| seconds < to))
        };
        let is_what = match self.what {
            What::Offered => true,
            What::Outcome(outcome) => visit.outcome() == outcome,
            What::Refused(_) => false,
            What::AnsweredAfter(from, to) => within(Outcome::Answered, from, to),
            What::AbandonedAfter(from, to) => within(Outcome::Abandoned, from, to),
        };
        is_what && self.is_there(&visit.queue, visit.entered, zone)
    }

    /// Whether the call that was not let in was counted.
    pub fn has_refused(&self, refused: &Refused, zone: Tz) -> bool {
        self.what == What::Refused(refused.why) && self.is_there(&refused.queue, refused.time, zone)
    }

    fn is_there(&self, queue: &Name, time: DateTime<Utc>, zone: Tz) -> bool {
        self.queue.as_ref().is_none_or(|wanted| wanted == queue)
            && self.when.is_none_or(|when| when.has(time, zone))
    }

    /// For an address.
    pub fn parameters(&self) -> Vec<(&'static str, String)> {
        let mut parameters = Vec::new();
        if let Some(queue) = &self.queue {
            parameters.push(("of", queue.to_string()));
        }
        match self.when {
            Some(When::Weekday(day)) => parameters.push(("weekday", day.number_from_monday().to_string())),
            Some(When::HalfHour(half_hour)) => parameters.push(("half-hour", half_hour.key())),
            None => {}
        }
        let slot = |name: &str, from: u64, to: Option<u64>| {
            format!(
                "{name}:{from}-{}",
                to.map_or_else(String::new, |to| to.to_string())
            )
        };
        let what = match self.what {
            What::Offered => "offered".to_owned(),
            What::Outcome(outcome) => outcome.key().to_owned(),
            What::Refused(why) => format!("refused-{}", why.key()),
            What::AnsweredAfter(from, to) => slot("answered", from, to),
            What::AbandonedAfter(from, to) => slot("abandoned", from, to),
        };
        parameters.push(("what", what));
        parameters
    }

    /// From the [`parameters`](Self::parameters) of an address. `None` if they are none, or not understood.
    pub fn from_parameters(parameter: impl Fn(&str) -> Option<String>) -> Option<Self> {
        let what = parameter("what")?;
        let what = match what.split_once(':') {
            Some((name, slot)) => {
                let (from, to) = slot.split_once('-')?;
                let from = from.parse().ok()?;
                let to = if to.is_empty() {
                    None
                } else {
                    Some(to.parse().ok()?)
                };
                match name {
                    "answered" => What::AnsweredAfter(from, to),
                    "abandoned" => What::AbandonedAfter(from, to),
                    _ => return None,
                }
            }
            None if what == "offered" => What::Offered,
            None => match what.strip_prefix("refused-") {
                Some(why) => What::Refused(Refusal::from_key(why)?),
                None => What::Outcome(Outcome::from_key(&what)?),
            },
        };
        let when = match (parameter("weekday"), parameter("half-hour")) {
            (Some(day), _) => {
                let day: u8 = day.parse().ok().filter(|day| (1..=7).contains(day))?;
                Some(When::Weekday(Weekday::try_from(day - 1).ok()?))
            }
            (None, Some(half_hour)) => Some(When::HalfHour(HalfHour::from_key(&half_hour)?)),
            (None, None) => None,
        };
        Some(Self {
            queue: parameter("of").map(|queue| Name::from(queue.as_str())),
            when,
            what,
        })
    }
}
