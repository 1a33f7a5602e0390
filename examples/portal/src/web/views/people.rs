//! Administration of people.

use askama::Template;

use super::common::{Choice, Errors};
use crate::i18n::Texts;
use crate::web::frame::Frame;

/// `GET /admin/people?q=`.
#[derive(Debug, Template)]
#[template(path = "people.html")]
pub(crate) struct PeoplePage {
    pub(crate) frame: Frame,
    pub(crate) q: String,
    pub(crate) rows: Vec<PersonRow>,
    pub(crate) total: i64,
    pub(crate) more: Option<String>,
    /// Where a person is added.
    pub(crate) add: String,
}

/// A person in the list.
#[derive(Clone, Debug)]
pub(crate) struct PersonRow {
    pub(crate) href: String,
    pub(crate) name: String,
    pub(crate) login: String,
    pub(crate) department: String,
    /// Extensions, ready to read.
    pub(crate) phones: String,
    /// Names of profiles, ready to read.
    pub(crate) profiles: String,
    pub(crate) state: PersonState,
    /// `None` for never.
    pub(crate) last_login: Option<String>,
}

/// Whether a person may log in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PersonState {
    Active,
    /// Has a link and no password yet.
    Invited,
    Disabled,
}

impl PersonState {
    /// Its symbol.
    pub(crate) fn icon(self) -> &'static str {
        match self {
            Self::Active => "check",
            Self::Invited => "mail",
            Self::Disabled => "minus",
        }
    }

    /// The tone of its colours.
    pub(crate) fn tone(self) -> &'static str {
        match self {
            Self::Active => "good",
            Self::Invited => "info",
            Self::Disabled => "muted",
        }
    }

    /// Its word.
    pub(crate) fn word(self, t: &Texts) -> String {
        match self {
            Self::Active => t.person_active(),
            Self::Invited => t.person_invited(),
            Self::Disabled => t.person_disabled(),
        }
    }
}

/// `GET /admin/people/new` and `/admin/people/{id}`.
///
/// Posts `first_name`, `last_name`, `login`, `email`, `department` and any number of `profiles`.
#[derive(Debug, Template)]
#[template(path = "person.html")]
pub(crate) struct PersonPage {
    pub(crate) frame: Frame,
    pub(crate) action: String,
    pub(crate) person: PersonForm,
    /// The first entry is "none" with an empty value.
    pub(crate) departments: Vec<Choice>,
    pub(crate) profiles: Vec<ProfileChoice>,
    /// Agent and supervisor of each queue.
    pub(crate) queues: Vec<ProfileChoice>,
    /// Rights for this person alone.
    pub(crate) grants: Vec<ProfileChoice>,
    pub(crate) errors: Errors,
    /// `None` for a new person.
    pub(crate) existing: Option<ExistingPerson>,
}

/// A person as typed.
#[derive(Clone, Debug, Default)]
pub(crate) struct PersonForm {
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    pub(crate) login: String,
    pub(crate) email: String,
}

/// A profile to tick.
#[derive(Clone, Debug)]
pub(crate) struct ProfileChoice {
    pub(crate) id: String,
    pub(crate) name: String,
    /// What it allows, in a sentence.
    pub(crate) help: String,
    pub(crate) checked: bool,
    /// Why this one cannot be changed here, such as the last administrator.
    pub(crate) locked: Option<String>,
}

/// What may be done with a person who exists; each is a POST.
#[derive(Clone, Debug)]
pub(crate) struct ExistingPerson {
    pub(crate) state: PersonState,
    pub(crate) new_link: String,
    /// Disables, or enables again who is disabled; `None` where that may not be done.
    pub(crate) switch: Option<String>,
}

/// Shown once after a person was added or got a new link.
#[derive(Debug, Template)]
#[template(path = "link.html")]
pub(crate) struct LinkPage {
    pub(crate) frame: Frame,
    pub(crate) name: String,
    /// The whole address with its secret.
    pub(crate) url: OneTimeUrl,
    pub(crate) expires: String,
    pub(crate) back: String,
}

/// An address that logs somebody in once; never in logs.
#[derive(Clone)]
pub(crate) struct OneTimeUrl(pub(crate) String);

impl std::fmt::Debug for OneTimeUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OneTimeUrl(redacted)")
    }
}
