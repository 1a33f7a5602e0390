//! The same filters for Asterisk's `Filter` action, so that it does not send what nobody wants.

use super::{Clause, Filter, HeaderCondition, Test};
use crate::action::{self, FilterMethod};

/// Asterisk refuses lines of more than 1022 bytes; the old form puts name, header and value, quoted, into one.
const LONGEST: usize = 400;

impl Filter {
    /// What to give Asterisk, so that it sends all that matches, and little else. It cannot say everything that this
    /// can (it knows no "and" of several headers), so filter what arrives again.
    ///
    /// Nothing if there is no way to say it: then Asterisk must send everything. Asterisk compares names of events and
    /// headers with case, so write them as Asterisk does.
    ///
    /// ```
    /// use switchhook_ami::action::{self, FilterForm, FilterMethod};
    /// use switchhook_ami::event::{EventKind, Filter};
    ///
    /// let joins = Filter::kinds([EventKind::QueueCallerJoin]).header("Queue", "a.b");
    /// let asked = joins.to_asterisk();
    /// assert_eq!(asked, [action::Filter::include()
    ///     .event("QueueCallerJoin")
    ///     .header("Queue", FilterMethod::Exact, "a.b")]);
    /// ```
    pub fn to_asterisk(&self) -> Vec<action::Filter> {
        // One clause that lets everything pass makes the others pointless.
        let clauses: Option<Vec<_>> = self.clauses.iter().map(Clause::to_asterisk).collect();
        clauses.map_or_else(Vec::new, |clauses| clauses.concat())
    }
}

impl Clause {
    /// `None` if it would let everything pass.
    fn to_asterisk(&self) -> Option<Vec<action::Filter>> {
        let condition = self.headers.iter().find(|condition| condition.is_sayable());
        let with_header = |filter: action::Filter| match condition {
            Some(HeaderCondition { name, value, test }) => {
                let method = match test {
                    Test::Equal => FilterMethod::Exact,
                    Test::Prefix => FilterMethod::StartsWith,
                };
                filter.header(name, method, value)
            }
            None => filter,
        };
        match &self.names {
            None => condition.map(|_| vec![with_header(action::Filter::include())]),
            Some(names) => names
                .iter()
                .map(|name| is_name(name).then(|| with_header(action::Filter::include().event(&**name))))
                .collect(),
        }
    }
}

impl HeaderCondition {
    /// Whether Asterisk can be asked for it: it strips blanks at the ends, an empty value says nothing, and a `!`
    /// turns the sense.
    fn is_sayable(&self) -> bool {
        is_name(&self.name)
            && !self.value.is_empty()
            && !self.value.starts_with('!')
            && self.value.trim() == self.value
            && is_short_line(&self.value)
    }
}

/// A comma, a blank or a bracket ends a part of the criteria.
fn is_name(text: &str) -> bool {
    !text.is_empty() && is_short_line(text) && !text.contains([',', ' ', '(', ')'])
}

fn is_short_line(text: &str) -> bool {
    text.len() <= LONGEST && !text.contains(char::is_control)
}

#[cfg(test)]
mod tests {
    use crate::action::testing::encoded;
    use crate::action::{self, FilterForm, FilterMethod};
    use crate::event::{EventKind, Filter};

    #[test]
    fn asterisk_is_told_what_it_can_be_told() {
        let include = action::Filter::include;
        let kinds = Filter::kinds([EventKind::Hangup, EventKind::AocD]);
        let channel = Filter::all().header_prefix("Channel", "PJSIP/100-");
        let on_channel = include().header("Channel", FilterMethod::StartsWith, "PJSIP/100-");
        for (filter, told) in [
            (
                kinds.clone(),
                vec![include().event("Hangup"), include().event("AOC-D")],
            ),
            (channel.clone(), vec![on_channel.clone()]),
            (
                Filter::user_event("Door?").or(channel),
                vec![
                    include()
                        .event("UserEvent")
                        .header("UserEvent", FilterMethod::Exact, "Door?"),
                    on_channel,
                ],
            ),
            (Filter::all(), vec![]),
            (kinds.or(Filter::all()), vec![]),
            (Filter::all().header("Queue", ""), vec![]),
            (Filter::all().header("Queue", "!x"), vec![]),
            (Filter::names(["a\r\nb"]), vec![]),
            (Filter::names(["a b"]), vec![]),
            (
                Filter::names(["a"]).header("Queue", " x"),
                vec![include().event("a")],
            ),
        ] {
            assert_eq!(filter.to_asterisk(), told, "{filter:?}");
        }
    }

    #[test]
    fn what_asterisk_is_told_can_be_sent_in_both_forms() {
        let filter = Filter::kinds(EventKind::ALL).header("Queue", "x".repeat(super::LONGEST));
        let told = filter.to_asterisk();
        assert_eq!(told.len(), EventKind::ALL.len());
        for form in [FilterForm::Old, FilterForm::Advanced] {
            for filter in &told {
                let sent = encoded(&filter.clone().form(form));
                assert!(sent.is_ok(), "{sent:?}");
            }
        }
    }
}
