//! Pieces that several pages show: errors of a form, choices, sortable columns, badges.

use std::borrow::Borrow;

use crate::i18n::Texts;

/// How a fragment of a live page stands to the clock and to the PBX.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Picture {
    /// Whether what is shown is what the PBX says now, and not what was last known.
    pub(crate) current: bool,
    /// When the page was made, in milliseconds of the epoch.
    pub(crate) now_ms: i64,
}

impl Picture {
    /// How long something has lasted, such as `0:01:23`: what a browser without the script shows for good.
    ///
    /// Templates have numbers as values and, in an `if let`, as references.
    pub(crate) fn lasted(&self, since_ms: impl Borrow<i64>) -> String {
        let seconds = self.now_ms.saturating_sub(*since_ms.borrow()).max(0) / 1000;
        format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
    }
}

/// What is wrong with a submitted form, shown at each field and in a summary above.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Errors(Vec<FieldError>);

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FieldError {
    /// The field's name in the form, which is also its id in the page.
    pub(crate) field: &'static str,
    /// What is wrong and what to do, in the reader's language.
    pub(crate) text: String,
}

impl Errors {
    /// Notes an error.
    pub(crate) fn add(&mut self, field: &'static str, text: impl Into<String>) {
        self.0.push(FieldError {
            field,
            text: text.into(),
        });
    }

    /// Whether the form may be saved.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The first error of a field.
    pub(crate) fn of(&self, field: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|error| error.field == field)
            .map(|error| error.text.as_str())
    }

    /// All of them, in the order in which they were noted.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &FieldError> {
        self.0.iter()
    }
}

/// An entry of a list to choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) label: String,
    pub(crate) selected: bool,
}

/// An active filter and the address of the same list without it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Chip {
    /// Such as `Direction: Incoming`.
    pub(crate) label: String,
    pub(crate) remove: String,
}

/// The heading of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) label: String,
    /// Where the list is sorted by this column, or the other way round; `None` where it cannot be.
    pub(crate) href: Option<String>,
    pub(crate) order: Option<Order>,
    /// Whether the column holds amounts, aligned at the end.
    pub(crate) numeric: bool,
}

impl Column {
    /// A column that does not sort.
    pub(crate) fn plain(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            href: None,
            order: None,
            numeric: false,
        }
    }
}

/// How a list is sorted by a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    Ascending,
    Descending,
}

impl Order {
    /// The value of `aria-sort`.
    pub(crate) fn aria(self) -> &'static str {
        match self {
            Self::Ascending => "ascending",
            Self::Descending => "descending",
        }
    }

    /// Its symbol.
    pub(crate) fn icon(self) -> &'static str {
        match self {
            Self::Ascending => "sort-up",
            Self::Descending => "sort-down",
        }
    }
}

/// What the telephone of a person is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Presence {
    Free,
    Ringing,
    Busy,
    Offline,
    Unknown,
}

impl Presence {
    /// For the badge: symbol, tone of its colours, word.
    pub(crate) fn icon(self) -> &'static str {
        match self {
            Self::Free => "check",
            Self::Ringing => "ring",
            Self::Busy => "phone",
            Self::Offline => "minus",
            Self::Unknown => "question",
        }
    }

    /// The tone of its colours.
    pub(crate) fn tone(self) -> &'static str {
        match self {
            Self::Free => "good",
            Self::Ringing => "warn",
            Self::Busy => "busy",
            Self::Offline | Self::Unknown => "muted",
        }
    }

    /// Its word.
    pub(crate) fn word(self, t: &Texts) -> String {
        match self {
            Self::Free => t.presence_free(),
            Self::Ringing => t.presence_ringing(),
            Self::Busy => t.presence_busy(),
            Self::Offline => t.presence_offline(),
            Self::Unknown => t.presence_unknown(),
        }
    }
}

/// Which way a call went, seen from the company.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    In,
    Out,
    Internal,
}

impl Direction {
    /// Its symbol.
    pub(crate) fn icon(self) -> &'static str {
        match self {
            Self::In => "arrow-in",
            Self::Out => "arrow-out",
            Self::Internal => "arrow-both",
        }
    }

    /// Its word.
    pub(crate) fn word(self, t: &Texts) -> String {
        match self {
            Self::In => t.direction_in(),
            Self::Out => t.direction_out(),
            Self::Internal => t.direction_internal(),
        }
    }
}

/// One side of a call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Party {
    /// Empty where nobody is known by this number.
    pub(crate) name: String,
    /// As it may be shown to this reader: its end masked where it is not for them.
    pub(crate) number: String,
}

/// A number that may be called with one press.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DialNumber {
    /// As written for a person: `06 89 12 34`.
    pub(crate) shown: String,
    /// As dialled; `None` where this reader may not call it.
    pub(crate) dial: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::Picture;

    #[test]
    fn a_time_that_lasts_is_written_in_hours_minutes_and_seconds() {
        let picture = Picture {
            current: true,
            now_ms: 100_000_000,
        };
        for (ago_ms, shown) in [
            (0, "0:00:00"),
            (999, "0:00:00"),
            (83_000, "0:01:23"),
            (3_600_000, "1:00:00"),
            (90_061_000, "25:01:01"),
            // A PBX whose clock is ahead of ours.
            (-5_000, "0:00:00"),
        ] {
            assert_eq!(picture.lasted(picture.now_ms - ago_ms), shown, "{ago_ms} ms ago");
        }
        assert_eq!(picture.lasted(i64::MAX), "0:00:00");
    }
}
