//! The directory and its contacts.

use askama::Template;

use super::common::{Chip, Choice, Column, DialNumber, Errors, Presence};
use crate::web::frame::Frame;

/// `GET /directory?q=&department=&source=&private=&free=&sort=`.
#[derive(Debug, Template)]
#[template(path = "directory.html")]
pub(crate) struct DirectoryPage {
    pub(crate) frame: Frame,
    pub(crate) q: String,
    /// Departments; the first entry is "all" with an empty value.
    pub(crate) departments: Vec<Choice>,
    /// Colleagues, contacts; the first entry is "all" with an empty value.
    pub(crate) sources: Vec<Choice>,
    pub(crate) only_private: bool,
    pub(crate) only_free: bool,
    /// The present order, kept when the filters change.
    pub(crate) sort: String,
    pub(crate) chips: Vec<Chip>,
    /// Last name, first name, where, numbers, e-mail: the headings between presence and actions.
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<DirectoryRow>,
    /// How many match in all.
    pub(crate) total: i64,
    pub(crate) more: Option<String>,
    pub(crate) csv: Option<String>,
    /// Why this reader cannot call from here.
    pub(crate) dial_reason: Option<String>,
}

/// A colleague or a contact.
#[derive(Clone, Debug)]
pub(crate) struct DirectoryRow {
    /// `None` for an outside contact.
    pub(crate) presence: Option<OwnedPresence>,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    /// Company of a contact, department of a colleague.
    pub(crate) place: String,
    pub(crate) numbers: Vec<DialNumber>,
    pub(crate) emails: Vec<String>,
    pub(crate) private: bool,
    /// What the reader may change of it.
    pub(crate) contacts: Vec<RowContact>,
}

/// A contact of a line.
#[derive(Clone, Debug)]
pub(crate) struct RowContact {
    /// Which of several it is.
    pub(crate) which: String,
    /// Where it is changed.
    pub(crate) edit: String,
    /// Where it is deleted (POST).
    pub(crate) delete: String,
}

/// The presence of an extension; the page keeps it up to date by that name.
#[derive(Clone, Debug)]
pub(crate) struct OwnedPresence {
    pub(crate) extension: String,
    pub(crate) presence: Presence,
}

/// The event `presence` of the live stream: badges that replace those of the same extension.
#[derive(Debug, Template)]
#[template(path = "fragments/presence.html")]
pub(crate) struct PresenceFragment {
    pub(crate) t: crate::i18n::Texts,
    pub(crate) changed: Vec<OwnedPresence>,
}

/// `GET /directory/contacts/new` and `/directory/contacts/{id}`.
///
/// Posts `first_name`, `last_name`, `company`, `number1` to `number3`, `email` and `private` (absent when not ticked).
#[derive(Debug, Template)]
#[template(path = "contact.html")]
pub(crate) struct ContactPage {
    pub(crate) frame: Frame,
    pub(crate) action: String,
    pub(crate) contact: ContactForm,
    pub(crate) errors: Errors,
    /// Where an existing contact is deleted (POST).
    pub(crate) delete: Option<String>,
}

/// A contact as typed.
#[derive(Clone, Debug, Default)]
pub(crate) struct ContactForm {
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    pub(crate) company: String,
    pub(crate) number1: String,
    pub(crate) number2: String,
    pub(crate) number3: String,
    pub(crate) email: String,
    pub(crate) private: bool,
}

/// `GET /directory/contacts/import`. Posts `file` and `shared` (absent when not ticked).
#[derive(Debug, Template)]
#[template(path = "contacts_exchange.html")]
pub(crate) struct ContactImportPage {
    pub(crate) frame: Frame,
    /// Whether the reader may bring and take contacts of everybody.
    pub(crate) may_share: bool,
    pub(crate) help: String,
    pub(crate) errors: Errors,
}

/// What comes of a file that was read.
#[derive(Debug, Template)]
#[template(path = "contacts_preview.html")]
pub(crate) struct ContactPreviewPage {
    pub(crate) frame: Frame,
    /// Where it is imported (POST); nowhere if there is nothing to add.
    pub(crate) action: Option<String>,
    pub(crate) counts: Vec<(String, String)>,
    /// Columns and properties without a place here, and how often.
    pub(crate) left_out: Vec<String>,
    pub(crate) rows: Vec<PreviewRow>,
    /// How many rows are not shown.
    pub(crate) more: i64,
    pub(crate) refused: Vec<RefusedLine>,
    pub(crate) more_refused: i64,
}

/// A contact that is not stored yet.
#[derive(Clone, Debug)]
pub(crate) struct PreviewRow {
    pub(crate) line: i64,
    pub(crate) name: String,
    pub(crate) company: String,
    pub(crate) numbers: Vec<String>,
    pub(crate) email: String,
    pub(crate) private: bool,
}

/// A line that is not taken.
#[derive(Clone, Debug)]
pub(crate) struct RefusedLine {
    pub(crate) line: i64,
    pub(crate) reason: String,
}
