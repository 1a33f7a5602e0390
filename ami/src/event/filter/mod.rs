mod asterisk;

use std::borrow::Cow;

use super::{EventKind, EventView};
use crate::value::EventMask;
use crate::wire::Message;

/// Which events are wanted. A value: it decides, and changes nothing.
///
/// ```
/// use switchhook_ami::event::{EventKind, Filter, Hangup};
/// use switchhook_ami::MessageBuf;
///
/// let support = Filter::kinds([EventKind::QueueCallerJoin, EventKind::QueueCallerLeave]).header("Queue", "support");
/// let wanted = support.or(Filter::of::<Hangup<'_>>()).or(Filter::user_event("Doorbell"));
///
/// for (text, expected) in [
///     ("Event: QueueCallerJoin\r\nQueue: support\r\n\r\n", true),
///     ("Event: QueueCallerJoin\r\nQueue: sales\r\n\r\n", false),
///     ("Event: Hangup\r\n\r\n", true),
///     ("Event: UserEvent\r\nUserEvent: Doorbell\r\n\r\n", true),
///     ("Event: UserEvent\r\nUserEvent: Radiator\r\n\r\n", false),
/// ] {
///     let message = MessageBuf::parse(text.as_bytes()).unwrap();
///     assert_eq!(wanted.matches(message.as_message()), expected, "{text}");
/// }
/// ```
///
/// Names of events and headers are compared without case, values byte by byte. Of a header that repeats, any one counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// One of them is enough.
    clauses: Vec<Clause>,
}

/// All of it must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Clause {
    /// One of them; `None` for any.
    names: Option<Vec<Cow<'static, str>>>,
    headers: Vec<HeaderCondition>,
    /// At least one of them each.
    classes: Vec<EventMask>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct HeaderCondition {
    name: String,
    value: String,
    test: Test,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Test {
    Equal,
    Prefix,
}

impl Filter {
    /// Every event.
    #[must_use]
    pub fn all() -> Self {
        Self {
            clauses: vec![Clause::default()],
        }
    }

    /// No event.
    #[must_use]
    pub fn none() -> Self {
        Self { clauses: Vec::new() }
    }

    /// Events of these kinds.
    #[must_use]
    pub fn kinds(kinds: impl IntoIterator<Item = EventKind>) -> Self {
        Self::of_names(
            kinds
                .into_iter()
                .map(|kind| Cow::Borrowed(kind.as_str()))
                .collect(),
        )
    }

    /// The events that a view reads. A view of your own that looks at more than the name has to do so again.
    #[must_use]
    pub fn of<'a, V: EventView<'a>>() -> Self {
        Self::kinds(V::KINDS.iter().copied())
    }

    /// Events of these names, such as those of a module of your own.
    #[must_use]
    pub fn names<N: Into<String>>(names: impl IntoIterator<Item = N>) -> Self {
        Self::of_names(names.into_iter().map(|name| Cow::Owned(name.into())).collect())
    }

    /// `UserEvent` with this name in its header `UserEvent`.
    #[must_use]
    pub fn user_event(name: impl Into<String>) -> Self {
        Self::kinds([EventKind::UserEvent]).header("UserEvent", name)
    }

    /// And a header must have this value.
    #[must_use]
    pub fn header(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.condition(&name.into(), &value.into(), Test::Equal)
    }

    /// And a header's value must begin with this.
    #[must_use]
    pub fn header_prefix(self, name: impl Into<String>, prefix: impl Into<String>) -> Self {
        self.condition(&name.into(), &prefix.into(), Test::Prefix)
    }

    /// And it must be of one of these classes. Items of lists have none.
    #[must_use]
    pub fn class(mut self, classes: EventMask) -> Self {
        for clause in &mut self.clauses {
            clause.classes.push(classes);
        }
        self
    }

    /// Also what another filter wants.
    #[must_use]
    pub fn or(mut self, other: Self) -> Self {
        self.clauses.extend(other.clauses);
        self
    }

    /// Whether the message is an event that is wanted.
    pub fn matches(&self, message: Message<'_>) -> bool {
        let Some(name) = message.event_name() else {
            return false;
        };
        self.clauses.iter().any(|clause| clause.matches(name, message))
    }

    /// The classes to ask for at login, so that all events that may match are received: those of the kinds named, all
    /// of them where a filter names none or one that is not known.
    pub fn mask(&self) -> EventMask {
        let clause_mask = |clause: &Clause| {
            let names = clause.names.as_ref()?;
            names.iter().try_fold(EventMask::NONE, |mask, name| {
                Some(mask | EventKind::of(name)?.classes())
            })
        };
        self.clauses
            .iter()
            .try_fold(EventMask::NONE, |mask, clause| Some(mask | clause_mask(clause)?))
            .unwrap_or(EventMask::ALL)
    }

    fn of_names(names: Vec<Cow<'static, str>>) -> Self {
        Self {
            clauses: vec![Clause {
                names: Some(names),
                ..Clause::default()
            }],
        }
    }

    fn condition(mut self, name: &str, value: &str, test: Test) -> Self {
        for clause in &mut self.clauses {
            clause.headers.push(HeaderCondition {
                name: name.to_owned(),
                value: value.to_owned(),
                test,
            });
        }
        self
    }
}

impl Clause {
    fn matches(&self, name: &str, message: Message<'_>) -> bool {
        let is_named = self
            .names
            .as_ref()
            .is_none_or(|names| names.iter().any(|one| one.eq_ignore_ascii_case(name)));
        is_named
            && self
                .classes
                .iter()
                .all(|classes| message.envelope().classes().intersects(*classes))
            && self.headers.iter().all(|condition| condition.matches(message))
    }
}

impl HeaderCondition {
    fn matches(&self, message: Message<'_>) -> bool {
        message.get_all(&self.name).any(|value| match self.test {
            Test::Equal => value == self.value.as_bytes(),
            Test::Prefix => value.starts_with(self.value.as_bytes()),
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Filter;
    use crate::event::{EventKind, Hangup, QueueMember};
    use crate::value::EventMask;
    use crate::wire::MessageBuf;

    const KINDS: [EventKind; 4] = [
        EventKind::Hangup,
        EventKind::Newchannel,
        EventKind::QueueCallerJoin,
        EventKind::UserEvent,
    ];
    const HEADERS: [&str; 3] = ["Queue", "Channel", "UserEvent"];
    const VALUES: [&str; 4] = ["", "a", "ab", "b"];
    const CLASSES: [EventMask; 3] = [EventMask::CALL, EventMask::AGENT, EventMask::USER];

    fn any_event() -> impl Strategy<Value = MessageBuf> {
        let headers = proptest::collection::vec((0..3_usize, 0..4_usize), 0..4);
        (0..4_usize, 0..3_usize, headers).prop_map(|(kind, class, headers)| {
            MessageBuf::build(|message| {
                message.header("Event", KINDS[kind].as_str());
                message.header("Privilege", format!("{},all", CLASSES[class]));
                for (name, value) in headers {
                    message.header(HEADERS[name], VALUES[value]);
                }
            })
            .expect("clean headers")
        })
    }

    /// Parts of a filter: kinds, a header, a prefix, a class.
    type Parts = (Vec<EventKind>, (usize, usize), (usize, usize), usize);

    fn any_parts() -> impl Strategy<Value = Parts> {
        let kinds = proptest::sample::subsequence(KINDS.to_vec(), 0..=4);
        (
            kinds,
            (0..3_usize, 0..4_usize),
            (0..3_usize, 0..4_usize),
            0..3_usize,
        )
    }

    fn whole((kinds, header, prefix, class): &Parts) -> Filter {
        Filter::kinds(kinds.iter().copied())
            .header(HEADERS[header.0], VALUES[header.1])
            .header_prefix(HEADERS[prefix.0].to_lowercase(), VALUES[prefix.1])
            .class(CLASSES[*class])
    }

    proptest! {
        /// A filter wants an event iff each of its parts does.
        #[test]
        fn all_parts_must_hold(parts in any_parts(), event in any_event()) {
            let (kinds, header, prefix, class) = parts.clone();
            let each = [
                Filter::kinds(kinds),
                Filter::all().header(HEADERS[header.0], VALUES[header.1]),
                Filter::all().header_prefix(HEADERS[prefix.0], VALUES[prefix.1]),
                Filter::all().class(CLASSES[class]),
            ];
            let expected = each.iter().all(|part| part.matches(event.as_message()));
            prop_assert_eq!(whole(&parts).matches(event.as_message()), expected);
        }

        /// `or` wants what either wants, whichever stands first.
        #[test]
        fn one_of_two_is_enough(one in any_parts(), other in any_parts(), event in any_event()) {
            let (one, other) = (whole(&one), whole(&other));
            let message = event.as_message();
            let expected = one.matches(message) || other.matches(message);
            prop_assert_eq!(one.clone().or(other.clone()).matches(message), expected);
            prop_assert_eq!(other.or(one).matches(message), expected);
        }

        /// What cannot be, is not: nothing matches, whatever else is asked for.
        #[test]
        fn an_impossible_filter_wants_nothing(parts in any_parts(), event in any_event()) {
            let message = event.as_message();
            prop_assert!(!Filter::none().matches(message));
            prop_assert!(!Filter::kinds([]).matches(message));
            let never = whole(&parts).header("Queue", "x").header("Queue", "y");
            prop_assert!(!never.matches(message));
            prop_assert!(Filter::all().matches(message));
        }

        /// The mask asks for the classes of everything that matches.
        #[test]
        fn what_matches_is_in_the_mask(kinds in proptest::sample::subsequence(EventKind::ALL.to_vec(), 1..5)) {
            let filter = Filter::kinds(kinds.iter().copied());
            for kind in kinds {
                prop_assert!(filter.mask().contains(kind.classes()));
            }
        }
    }

    #[test]
    fn a_filter_with_an_unknown_name_needs_every_class() {
        assert_eq!(Filter::of::<Hangup<'_>>().mask(), EventMask::CALL);
        assert_eq!(Filter::of::<QueueMember<'_>>().mask(), EventMask::AGENT);
        assert_eq!(Filter::names(["Hangup", "Novelty"]).mask(), EventMask::ALL);
        assert_eq!(Filter::all().mask(), EventMask::ALL);
        assert_eq!(Filter::none().mask(), EventMask::NONE);
    }

    #[test]
    fn an_answer_is_not_an_event() {
        let answer = MessageBuf::parse(b"Response: Success\r\nEvent: Hangup\r\n\r\n").expect("whole");
        assert!(!Filter::all().matches(answer.as_message()));
    }
}
