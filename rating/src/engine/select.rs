//! From a number to the row that prices it.

use chrono::NaiveDate;

use crate::book::Version;
use crate::index::Candidate;
use crate::{Conditions, Kind, Number, Prefix, Unmatched};

/// What is known of a call when its row is looked for.
pub(crate) struct Wanted<'a> {
    pub(crate) number: &'a Number,
    pub(crate) kind: Kind,
    pub(crate) caller: Option<&'a Number>,
    pub(crate) day: NaiveDate,
}

/// What the search came to.
pub(crate) enum Selected {
    /// A row, and the prefix by which.
    Row(Prefix, u32),
    /// Nothing, and why: what kept the first row of the longest prefix from fitting.
    Nothing(Unmatched),
}

/// The first row that fits of the longest prefix that has one.
pub(crate) fn select(version: &Version, wanted: &Wanted<'_>) -> Selected {
    let digits = wanted.number.len();
    let mut first_reason = None;
    for Candidate { row, digits: matched } in version.index.candidates(*wanted.number) {
        // Help may always be called; what that costs is another row's to say.
        if wanted.kind == Kind::Emergency && version.class(row).terms.blocked {
            continue;
        }
        let prefix = wanted.number.prefix(matched);
        let allowed = version.digits(row);
        let reason = if allowed.allows(digits) {
            match version.conditions(row) {
                None => None,
                Some(conditions) => misfit(conditions, prefix, version, row, wanted),
            }
        } else {
            Some(Unmatched::Length {
                prefix,
                allowed,
                digits,
            })
        };
        match reason {
            None => return Selected::Row(prefix, row),
            Some(reason) => _ = first_reason.get_or_insert(reason),
        }
    }
    Selected::Nothing(first_reason.unwrap_or(Unmatched::NoPrefix))
}

/// What keeps a row from fitting.
fn misfit(
    conditions: &Conditions,
    prefix: Prefix,
    version: &Version,
    row: u32,
    wanted: &Wanted<'_>,
) -> Option<Unmatched> {
    if let Some(only) = conditions.only
        && wanted.kind != only
    {
        return Some(Unmatched::Kind {
            prefix,
            only,
            found: (wanted.kind != Kind::Other).then_some(wanted.kind),
        });
    }
    if let Some(caller) = conditions.caller
        && !wanted.caller.is_some_and(|number| number.begins_with(caller))
    {
        return Some(Unmatched::Caller { prefix, caller });
    }
    let too_early = conditions.from.is_some_and(|from| wanted.day < from);
    let too_late = conditions.until.is_some_and(|until| until < wanted.day);
    (too_early || too_late).then(|| Unmatched::Validity {
        prefix,
        line: version.line(row),
        day: wanted.day,
    })
}
