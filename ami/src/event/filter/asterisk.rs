//! The same filters for Asterisk's `Filter` action and `eventfilter`, so that it does not send what nobody wants.

use super::{Clause, Filter, HeaderCondition, Test};

/// How a filter is written for Asterisk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FilterForm {
    /// A POSIX extended regular expression over the whole event: Asterisk 1.8.18 and later.
    Regex,
    /// Criteria beside a pattern: Asterisk 18.26, 20.11, 21.6, 22.1 and later. Much cheaper for Asterisk.
    Advanced,
}

/// One filter as Asterisk takes it: an event that matches any of those it was given is sent.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AsteriskFilter {
    /// For the header `MatchCriteria`; none in the older form.
    pub criteria: Option<String>,
    /// For the header `Filter`; empty where the criteria say all.
    pub pattern: String,
}

/// Asterisk refuses lines of more than 1022 bytes, the header's name included.
const LONGEST_PATTERN: usize = 900;

impl Filter {
    /// What to give Asterisk, so that it sends all that matches, and little else. It cannot say everything that a
    /// [`Filter`] can (it knows no "and" of several headers), so filter what arrives again.
    ///
    /// Nothing if there is no way to say it: then Asterisk must send everything. Asterisk compares names of events and
    /// headers with case, so write them as Asterisk does.
    ///
    /// ```
    /// use switchhook_ami::event::{EventKind, Filter, FilterForm};
    /// let filter = Filter::kinds([EventKind::QueueCallerJoin]).header("Queue", "a.b");
    ///
    /// let advanced = &filter.to_asterisk(FilterForm::Advanced)[0];
    /// assert_eq!(
    ///     advanced.criteria.as_deref(),
    ///     Some("action(include),name(QueueCallerJoin),header(Queue),method(exact)")
    /// );
    /// assert_eq!(advanced.pattern, "a.b");
    ///
    /// let regex = &filter.to_asterisk(FilterForm::Regex)[0];
    /// assert_eq!(regex.criteria, None);
    /// assert_eq!(
    ///     regex.pattern,
    ///     r"^Event: (QueueCallerJoin)[[:cntrl:]].*[[:cntrl:]]Queue: a\.b[[:cntrl:]]"
    /// );
    /// ```
    pub fn to_asterisk(&self, form: FilterForm) -> Vec<AsteriskFilter> {
        let mut filters = Vec::new();
        for clause in &self.clauses {
            let rendered = match form {
                FilterForm::Regex => regex(clause),
                FilterForm::Advanced => advanced(clause),
            };
            match rendered {
                Some(rendered) => filters.extend(rendered),
                // One that lets everything pass makes the others pointless.
                None => return Vec::new(),
            }
        }
        filters
    }
}

/// `None` if it would let everything pass.
fn regex(clause: &Clause) -> Option<Vec<AsteriskFilter>> {
    let header = clause
        .headers
        .iter()
        .filter(|condition| condition.is_clean())
        .map(|condition| {
            let end = match condition.test {
                Test::Equal => "[[:cntrl:]]",
                Test::Prefix => "",
            };
            format!(
                "[[:cntrl:]]{}: {}{end}",
                quoted(&condition.name),
                quoted(&condition.value)
            )
        })
        .find(|pattern| pattern.len() < LONGEST_PATTERN / 2);
    let filter = |pattern| AsteriskFilter {
        criteria: None,
        pattern,
    };
    let Some(names) = &clause.names else {
        return Some(vec![filter(header?)]);
    };
    // The line ending closes the name; between the name's line and the header's may be others, or none: the two line
    // endings are then one, CR closing the name and LF before the header.
    let tail = header.map_or(String::new(), |header| format!(".*{header}"));
    let mut filters = Vec::new();
    let mut alternatives = String::new();
    for name in names {
        if !is_clean(name) || name.len() > LONGEST_PATTERN / 4 {
            return None;
        }
        let name = quoted(name);
        if !alternatives.is_empty() && alternatives.len() + name.len() + tail.len() > LONGEST_PATTERN - 40 {
            filters.push(filter(format!("^Event: ({alternatives})[[:cntrl:]]{tail}")));
            alternatives.clear();
        }
        if !alternatives.is_empty() {
            alternatives.push('|');
        }
        alternatives += &name;
    }
    if !alternatives.is_empty() {
        filters.push(filter(format!("^Event: ({alternatives})[[:cntrl:]]{tail}")));
    }
    Some(filters)
}

/// `None` if it would let everything pass.
fn advanced(clause: &Clause) -> Option<Vec<AsteriskFilter>> {
    // A comma, a blank or a bracket ends a part of the criteria; an empty value is passed over.
    let is_part = |text: &str| is_clean(text) && !text.contains([',', ' ', '\t', '(', ')']);
    let condition = clause.headers.iter().find(|condition| {
        is_part(&condition.name) && condition.is_clean() && condition.value.len() < LONGEST_PATTERN
    });
    let (header, pattern) = match condition {
        Some(HeaderCondition { name, value, test }) => {
            let method = match test {
                Test::Equal => "exact",
                Test::Prefix => "starts_with",
            };
            (format!(",header({name}),method({method})"), value.clone())
        }
        None => (String::new(), String::new()),
    };
    let filter = |name: &str| AsteriskFilter {
        criteria: Some(format!("action(include){name}{header}")),
        pattern: pattern.clone(),
    };
    match &clause.names {
        None if header.is_empty() => None,
        None => Some(vec![filter("")]),
        Some(names) => names
            .iter()
            .map(|name| is_part(name).then(|| filter(&format!(",name({name})"))))
            .collect(),
    }
}

impl HeaderCondition {
    /// Whether Asterisk can be asked for it: it strips blanks at the ends, and an empty value says nothing.
    fn is_clean(&self) -> bool {
        is_clean(&self.name) && is_clean(&self.value) && self.value.trim() == self.value
    }
}

fn is_clean(text: &str) -> bool {
    !text.is_empty() && !text.contains(char::is_control)
}

/// With backslashes before what means something in a regular expression.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len());
    for letter in text.chars() {
        if ".[]()*+?{}|^$\\".contains(letter) {
            quoted.push('\\');
        }
        quoted.push(letter);
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::{AsteriskFilter, FilterForm};
    use crate::event::{EventKind, Filter};

    fn patterns(filter: &Filter, form: FilterForm) -> Vec<String> {
        let text = |AsteriskFilter { criteria, pattern }| match criteria {
            Some(criteria) => format!("{criteria} = {pattern}"),
            None => pattern,
        };
        filter.to_asterisk(form).into_iter().map(text).collect()
    }

    #[test]
    fn each_form_says_what_it_can() {
        let kinds = Filter::kinds([EventKind::Hangup, EventKind::AocD]);
        let channel = Filter::all().header_prefix("Channel", "PJSIP/100-");
        for (filter, regex, advanced) in [
            (
                kinds.clone(),
                vec!["^Event: (Hangup|AOC-D)[[:cntrl:]]"],
                vec![
                    "action(include),name(Hangup) = ",
                    "action(include),name(AOC-D) = ",
                ],
            ),
            (
                channel.clone(),
                vec!["[[:cntrl:]]Channel: PJSIP/100-"],
                vec!["action(include),header(Channel),method(starts_with) = PJSIP/100-"],
            ),
            (
                Filter::user_event("Door?").or(channel),
                vec![
                    r"^Event: (UserEvent)[[:cntrl:]].*[[:cntrl:]]UserEvent: Door\?[[:cntrl:]]",
                    "[[:cntrl:]]Channel: PJSIP/100-",
                ],
                vec![
                    "action(include),name(UserEvent),header(UserEvent),method(exact) = Door?",
                    "action(include),header(Channel),method(starts_with) = PJSIP/100-",
                ],
            ),
            (Filter::all(), vec![], vec![]),
            (kinds.or(Filter::all()), vec![], vec![]),
            (Filter::all().header("Queue", ""), vec![], vec![]),
            (Filter::names(["a\r\nb"]), vec![], vec![]),
            (
                Filter::names(["a b"]).header("Queue", " x"),
                vec!["^Event: (a b)[[:cntrl:]]"],
                vec![],
            ),
        ] {
            assert_eq!(patterns(&filter, FilterForm::Regex), regex, "{filter:?}");
            assert_eq!(patterns(&filter, FilterForm::Advanced), advanced, "{filter:?}");
        }
    }

    #[test]
    fn no_pattern_is_longer_than_a_line_may_be() {
        let filter = Filter::kinds(EventKind::ALL).header("Queue", "x".repeat(400));
        let patterns = patterns(&filter, FilterForm::Regex);
        assert!(patterns.len() > 1);
        for pattern in &patterns {
            assert!(pattern.len() <= super::LONGEST_PATTERN, "{} bytes", pattern.len());
        }
        let all = patterns.concat();
        for kind in EventKind::ALL {
            assert!(all.contains(kind.as_str()), "{kind}");
        }
    }
}
