use std::fmt;
use std::str::FromStr;

use crate::{DialString, EndpointName, Extension};

/// A family of entries: what the portal and the dialplan of a site know of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Family {
    /// Whose an extension is.
    Exten,
    /// Which extension an account has.
    Netxe,
    /// Forward of all calls.
    ForwardImmediate,
    /// Forward when busy.
    ForwardBusy,
    /// Forward when nobody answers.
    ForwardNoAnswer,
    /// Voicemail instead of ringing.
    ForwardVoicemail,
    /// When a forward ends.
    ForwardEnd,
    /// Do not disturb.
    DoNotDisturb,
    /// Calls without a number are not put through.
    BlockAnonymous,
    /// Calls from this extension go before others.
    Priority,
    /// Faxes are not taken.
    FaxReject,
    /// What happens now: announcements depend on it.
    Incident,
    /// Which branches are closed.
    Closed,
}

/// Family, its name in AstDB, form of keys, form of values, who writes, who reads.
type Row = (
    Family,
    &'static str,
    KeyForm,
    ValueForm,
    &'static [Writer],
    &'static [Reader],
);

const TABLE: [Row; 13] = {
    use self::Reader as R;
    use self::Writer as W;
    const FORWARD_WRITERS: &[Writer] = &[W::Forwards, W::FeatureCode];
    const FORWARD_READERS: &[Reader] = &[R::Ringing, R::Display, R::Forwards];
    use Family::*;
    use KeyForm as K;
    use ValueForm as V;
    [
        (
            Exten,
            "exten",
            K::Extension,
            V::Endpoint,
            &[W::Phones],
            &[R::Ringing],
        ),
        (
            Netxe,
            "netxe",
            K::Endpoint,
            V::Extension,
            &[W::Phones],
            &[R::Ringing],
        ),
        (
            ForwardImmediate,
            "CFIM",
            K::Endpoint,
            V::Number,
            FORWARD_WRITERS,
            FORWARD_READERS,
        ),
        (
            ForwardBusy,
            "CFBS",
            K::Endpoint,
            V::Number,
            FORWARD_WRITERS,
            FORWARD_READERS,
        ),
        (
            ForwardNoAnswer,
            "CFUN",
            K::Endpoint,
            V::Number,
            FORWARD_WRITERS,
            FORWARD_READERS,
        ),
        (
            ForwardVoicemail,
            "CFVM",
            K::Endpoint,
            V::Number,
            FORWARD_WRITERS,
            FORWARD_READERS,
        ),
        (
            ForwardEnd,
            "CFEND",
            K::Forward,
            V::Instant,
            FORWARD_WRITERS,
            &[R::Ringing, R::Forwards],
        ),
        (
            DoNotDisturb,
            "DND",
            K::Endpoint,
            V::Presence,
            &[W::FeatureCode],
            FORWARD_READERS,
        ),
        (
            BlockAnonymous,
            "block_cid_in",
            K::Extension,
            V::Flag,
            &[W::Phones],
            &[R::Ringing],
        ),
        (
            Priority,
            "priority",
            K::Extension,
            V::Flag,
            &[W::Phones],
            &[R::Ringing],
        ),
        (
            FaxReject,
            "fax_reject",
            K::Extension,
            V::Flag,
            &[W::Phones],
            &[R::Fax],
        ),
        (
            Incident,
            "incidents",
            K::Code,
            V::Flag,
            &[W::Incidents],
            &[R::Menus],
        ),
        (Closed, "closed", K::Code, V::Flag, &[W::Closing], &[R::Menus]),
    ]
};

impl Family {
    /// All of them, in the order of the table.
    pub const ALL: [Self; 13] = [
        Self::Exten,
        Self::Netxe,
        Self::ForwardImmediate,
        Self::ForwardBusy,
        Self::ForwardNoAnswer,
        Self::ForwardVoicemail,
        Self::ForwardEnd,
        Self::DoNotDisturb,
        Self::BlockAnonymous,
        Self::Priority,
        Self::FaxReject,
        Self::Incident,
        Self::Closed,
    ];

    /// The families that decide where calls go.
    pub const FORWARDING: [Self; 6] = [
        Self::ForwardImmediate,
        Self::ForwardBusy,
        Self::ForwardNoAnswer,
        Self::ForwardVoicemail,
        Self::ForwardEnd,
        Self::DoNotDisturb,
    ];

    fn row(self) -> &'static Row {
        // The table has the order of the variants: a test compares them.
        &TABLE[self as usize]
    }

    /// Its name in AstDB, such as `CFIM`.
    pub fn name(self) -> &'static str {
        self.row().1
    }

    /// What its keys are.
    pub fn key_form(self) -> KeyForm {
        self.row().2
    }

    /// What its values are.
    pub fn value_form(self) -> ValueForm {
        self.row().3
    }

    /// Who writes it.
    pub fn writers(self) -> &'static [Writer] {
        self.row().4
    }

    /// Who reads it.
    pub fn readers(self) -> &'static [Reader] {
        self.row().5
    }
}

impl fmt::Display for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Family {
    type Err = UnknownFamily;

    fn from_str(name: &str) -> Result<Self, UnknownFamily> {
        let found = TABLE.iter().find(|row| row.1 == name);
        found
            .map(|row| row.0)
            .ok_or_else(|| UnknownFamily(name.to_owned()))
    }
}

/// A family that is none of the portal's, such as `registrar`, which Asterisk itself keeps.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("AstDB family {0:?} is none of the portal's")]
pub struct UnknownFamily(pub String);

/// What the keys of a family are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyForm {
    /// An extension: 2 to 6 digits.
    Extension,
    /// The name of a SIP account.
    Endpoint,
    /// A forward's family, a slash and an account: `CFIM/ab12cd34`.
    Forward,
    /// A code of the site: letters, digits and `_`, at most 32.
    Code,
}

impl KeyForm {
    /// Whether a key has the form.
    pub fn takes(self, key: &str) -> bool {
        match self {
            Self::Extension => key.parse::<Extension>().is_ok(),
            Self::Endpoint => key.parse::<EndpointName>().is_ok(),
            Self::Forward => key.split_once('/').is_some_and(|(family, endpoint)| {
                let family = family.parse::<Family>();
                family.is_ok_and(|family| family.value_form() == ValueForm::Number)
                    && endpoint.parse::<EndpointName>().is_ok()
            }),
            Self::Code => {
                (1..=32).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
            }
        }
    }
}

impl fmt::Display for KeyForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Extension => "an extension",
            Self::Endpoint => "the name of a SIP account",
            Self::Forward => "a forward's family, a slash and the name of a SIP account",
            Self::Code => "a code of letters, digits and _",
        })
    }
}

/// What the values of a family are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ValueForm {
    /// A number to dial.
    Number,
    /// The name of a SIP account.
    Endpoint,
    /// An extension.
    Extension,
    /// `0` or `1`.
    Flag,
    /// Anything: that the entry is there is what it says.
    Presence,
    /// Seconds since 1970, in UTC.
    Instant,
}

impl ValueForm {
    /// Whether a value has the form.
    pub fn takes(self, value: &str) -> bool {
        match self {
            Self::Number => value
                .parse::<DialString>()
                .is_ok_and(|number| number.as_str() == value),
            Self::Endpoint => value.parse::<EndpointName>().is_ok(),
            Self::Extension => value.parse::<Extension>().is_ok(),
            Self::Flag => matches!(value, "0" | "1"),
            Self::Presence => !value.contains(['\r', '\n', '\0']) && value.len() <= 256,
            Self::Instant => value
                .parse::<u64>()
                .is_ok_and(|seconds| seconds.to_string() == value),
        }
    }
}

impl fmt::Display for ValueForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Number => "a number without separators",
            Self::Endpoint => "the name of a SIP account",
            Self::Extension => "an extension",
            Self::Flag => "0 or 1",
            Self::Presence => "any line",
            Self::Instant => "seconds since 1970",
        })
    }
}

/// Who writes entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Writer {
    /// Whoever saves a telephone.
    Phones,
    /// Whoever sets forwards on a page.
    Forwards,
    /// Whoever dials a feature code, through the dialplan.
    FeatureCode,
    /// Whoever says what happens now.
    Incidents,
    /// Whoever closes branches.
    Closing,
}

/// Who reads entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reader {
    /// The dialplan, when a telephone is called.
    Ringing,
    /// The dialplan, when a fax arrives.
    Fax,
    /// Voice menus, by `DB()`.
    Menus,
    /// What telephones show when nobody calls.
    Display,
    /// The list of forwards.
    Forwards,
}

impl fmt::Display for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Phones => "telephones page",
            Self::Forwards => "forwards page",
            Self::FeatureCode => "feature codes",
            Self::Incidents => "incidents page",
            Self::Closing => "closing page",
        })
    }
}

impl fmt::Display for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ringing => "routine that rings a telephone",
            Self::Fax => "fax reception",
            Self::Menus => "voice menus",
            Self::Display => "displays of telephones",
            Self::Forwards => "forwards page",
        })
    }
}

/// The table as Markdown.
///
/// ```
/// let table = switchhook_portal_core::astdb::markdown();
/// assert!(table.contains("| `netxe` | the name of a SIP account | an extension | telephones page |"));
/// ```
pub fn markdown() -> String {
    use std::fmt::Write as _;
    let joined = |names: Vec<String>| names.join(", ");
    let mut text = String::from("| family | key | value | written by | read by |\n|---|---|---|---|---|\n");
    for (_, name, key, value, writers, readers) in &TABLE {
        let writers = joined(writers.iter().map(ToString::to_string).collect());
        let readers = joined(readers.iter().map(ToString::to_string).collect());
        // Writing to a String cannot fail.
        let _ = writeln!(text, "| `{name}` | {key} | {value} | {writers} | {readers} |");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_the_order_of_the_variants() {
        for (family, row) in Family::ALL.into_iter().zip(&TABLE) {
            assert_eq!((family, family.name().parse()), (row.0, Ok(family)));
        }
    }
}
