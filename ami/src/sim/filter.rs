//! Filters of one session: `Action: Filter` in its old form, a pattern for the whole event, and the advanced one.
//!
//! Asterisk `main/manager.c`, `manager_add_filter`, `should_send_event`.

use regex_lite::Regex;

use super::company::Version;
use super::request::Request;

/// Filters that one session may have: one that adds without end fills this rather than the memory.
const FILTERS: usize = 100;

const BAD_SYNTAX: &str = "Filter was formatted incorrectly.  Check the syntax of the filter given.";
const BAD_PATTERN: &str = "Filter did not compile.  Check the syntax of the filter given.";

/// Which events a session hears, beside its mask.
#[derive(Debug, Default)]
pub(super) struct Filters {
    include: Vec<Filter>,
    exclude: Vec<Filter>,
}

#[derive(Debug)]
struct Filter {
    /// The event's name; any if empty.
    name: String,
    /// The header that is looked at; the whole event if empty.
    header: String,
    method: Method,
}

#[derive(Debug)]
enum Method {
    /// Name and header are enough.
    None,
    Regex(Regex),
    Exact(String),
    StartsWith(String),
    EndsWith(String),
    Contains(String),
}

impl Filters {
    /// `Action: Filter`. The error is Asterisk's text.
    pub(super) fn add(&mut self, request: &Request, version: Version) -> Result<(), &'static str> {
        if !request.get("Operation").eq_ignore_ascii_case("Add") {
            return Err("Unknown operation");
        }
        let (criteria, pattern) = (request.get("MatchCriteria"), request.get("Filter"));
        let (filter, excludes) = match version {
            Version::V16 => plain(pattern)?,
            Version::V22 if criteria.is_empty() && pattern.is_empty() => return Err(BAD_SYNTAX),
            Version::V22 if criteria.is_empty() => plain(pattern)?,
            Version::V22 => advanced(criteria, pattern)?,
        };
        if self.include.len() + self.exclude.len() >= FILTERS {
            return Err("Failed to allocate filter");
        }
        let list = if excludes {
            &mut self.exclude
        } else {
            &mut self.include
        };
        list.push(filter);
        Ok(())
    }

    /// Whether an event passes: one of the including filters, if there are any, and none of the excluding ones.
    pub(super) fn pass(&self, event: &str) -> bool {
        let included = self.include.is_empty() || self.include.iter().any(|filter| filter.matches(event));
        included && !self.exclude.iter().any(|filter| filter.matches(event))
    }
}

/// The old form: a pattern, after `!` if it excludes.
fn plain(pattern: &str) -> Result<(Filter, bool), &'static str> {
    let (pattern, excludes) = match pattern.strip_prefix('!') {
        Some(rest) => (rest, true),
        None => (pattern, false),
    };
    let filter = Filter {
        name: String::new(),
        header: String::new(),
        method: Method::Regex(compile(pattern)?),
    };
    Ok((filter, excludes))
}

fn compile(pattern: &str) -> Result<Regex, &'static str> {
    // A dot of POSIX takes line ends too.
    Regex::new(&format!("(?s){pattern}")).map_err(|_| BAD_PATTERN)
}

/// The advanced form: `action(exclude),name(Hangup),header(Channel),method(starts_with)` in any order.
fn advanced(criteria: &str, pattern: &str) -> Result<(Filter, bool), &'static str> {
    let (mut name, mut header, mut method, mut action) = ("", "", "none", None);
    let mut rest = criteria.trim_matches([' ', ',']);
    while !rest.is_empty() {
        let (key, after) = rest.split_once('(').ok_or(BAD_SYNTAX)?;
        let (value, after) = after.split_once(')').ok_or(BAD_SYNTAX)?;
        match key.trim_matches([' ', ',']) {
            "name" => name = value,
            "header" => header = value,
            "method" => method = value,
            "action" => action = Some(value),
            _ => return Err(BAD_SYNTAX),
        }
        rest = after.trim_start_matches([' ', ',']);
    }
    // An action that is named outweighs the `!`, which is taken off all the same.
    let (pattern, negated) = match pattern.strip_prefix('!') {
        Some(rest) => (rest, true),
        None => (pattern, false),
    };
    let excludes = match action {
        None => negated,
        Some("include") => false,
        Some("exclude") => true,
        Some(_) => return Err(BAD_SYNTAX),
    };
    let text = || pattern.to_owned();
    let method = match method {
        "none" if pattern.is_empty() && !(name.is_empty() && header.is_empty()) => Method::None,
        _ if pattern.is_empty() => return Err(BAD_SYNTAX),
        "regex" => Method::Regex(compile(pattern)?),
        "exact" => Method::Exact(text()),
        "starts_with" => Method::StartsWith(text()),
        "ends_with" => Method::EndsWith(text()),
        "contains" => Method::Contains(text()),
        _ => return Err(BAD_SYNTAX),
    };
    let filter = Filter {
        name: name.to_owned(),
        header: header.to_owned(),
        method,
    };
    Ok((filter, excludes))
}

impl Filter {
    fn matches(&self, event: &str) -> bool {
        let mut lines = event.split("\r\n");
        let named = lines.next().and_then(|line| line.strip_prefix("Event: "));
        if !self.name.is_empty() && named != Some(&self.name) {
            return false;
        }
        if self.header.is_empty() {
            return self.method.takes(event);
        }
        let values = lines.filter_map(|line| line.strip_prefix(&self.header)?.strip_prefix(": "));
        values
            .filter(|value| !value.is_empty())
            .any(|value| self.method.takes(value))
    }
}

impl Method {
    fn takes(&self, value: &str) -> bool {
        match self {
            Self::None => true,
            Self::Regex(regex) => regex.is_match(value),
            Self::Exact(text) => value == text,
            Self::StartsWith(text) => value.starts_with(text),
            Self::EndsWith(text) => value.ends_with(text),
            Self::Contains(text) => value.contains(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::request::{Incoming, Reader};
    use super::*;

    fn filters(added: &[&str]) -> Filters {
        let mut filters = Filters::default();
        for headers in added {
            assert_eq!(filters.add(&request(headers), Version::V22), Ok(()), "{headers}");
        }
        filters
    }

    fn request(headers: &str) -> Request {
        let text = format!("Operation: Add\r\n{}\r\n\r\n", headers.replace('\n', "\r\n"));
        let mut reader = Reader::default();
        let Some(Incoming::Action(request)) = text.bytes().find_map(|byte| reader.push(byte)) else {
            panic!("{text}")
        };
        request
    }

    const HANGUP: &str = "Event: Hangup\r\nPrivilege: call,all\r\nChannel: PJSIP/100-1\r\nCause: 16\r\n\r\n";
    const JOIN: &str = "Event: QueueCallerJoin\r\nPrivilege: agent,all\r\nQueue: support\r\n\r\n";

    #[test]
    fn what_passes_follows_asterisks_rules() {
        for (added, hangup, join) in [
            (&[][..], true, true),
            (&["Filter: Event: Hangup"], true, false),
            (&["Filter: !Event: Hangup"], false, true),
            (&["Filter: Event: (Hangup|Queue)"], true, true),
            (&["Filter: Event", "Filter: !Cause: 1."], false, true),
            (&["MatchCriteria: name(Hangup)"], true, false),
            (&["MatchCriteria: name(Hang)"], false, false),
            (&["MatchCriteria: action(exclude),name(Hangup)"], false, true),
            (
                &["MatchCriteria: header(Queue),method(exact)\nFilter: support"],
                false,
                true,
            ),
            (
                &["MatchCriteria: header(Channel) method(starts_with)\nFilter: PJSIP/"],
                true,
                false,
            ),
            (
                &["MatchCriteria: header(Channel),method(ends_with)\nFilter: -2"],
                false,
                false,
            ),
            (
                &["MatchCriteria: action(include),method(contains)\nFilter: !supp"],
                false,
                true,
            ),
        ] {
            let filters = filters(added);
            assert_eq!(
                (filters.pass(HANGUP), filters.pass(JOIN)),
                (hangup, join),
                "{added:?}"
            );
        }
    }

    #[test]
    fn what_is_wrong_is_said_as_asterisk_says_it() {
        for (headers, error) in [
            ("Filter:", BAD_SYNTAX),
            ("Filter: a(", BAD_PATTERN),
            ("MatchCriteria: action(foo)\nFilter: x", BAD_SYNTAX),
            ("MatchCriteria: name(Hangup)\nFilter: x", BAD_SYNTAX),
            ("MatchCriteria: bogus(1)\nFilter: x", BAD_SYNTAX),
            ("MatchCriteria: name(Hangup\nFilter: x", BAD_SYNTAX),
            (
                "MatchCriteria: header(Channel),method(contains)\nFilter:",
                BAD_SYNTAX,
            ),
        ] {
            let result = Filters::default().add(&request(headers), Version::V22);
            assert_eq!(result, Err(error), "{headers}");
        }
        assert_eq!(Filters::default().add(&request("Filter:"), Version::V16), Ok(()));
    }
}
