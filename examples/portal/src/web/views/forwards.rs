//! Forwards: the own telephones, the list, and the form of one.

use askama::Template;

use super::common::{Choice, Errors};
use crate::web::frame::Frame;

/// `GET /forwards`.
#[derive(Debug, Template)]
#[template(path = "forwards.html")]
pub(crate) struct ForwardsPage {
    pub(crate) frame: Frame,
    /// Why nothing is known, or nothing can be changed.
    pub(crate) trouble: Option<String>,
    /// Whether forwards can be changed here at all.
    pub(crate) changeable: bool,
    /// Whether the reader sees more than the own telephones.
    pub(crate) others: bool,
    pub(crate) own: Vec<OwnForwards>,
    pub(crate) rows: Vec<ForwardRow>,
}

/// A telephone of the reader's.
#[derive(Clone, Debug)]
pub(crate) struct OwnForwards {
    pub(crate) extension: String,
    /// What becomes of calls now, in a sentence.
    pub(crate) now: String,
    /// One for each kind.
    pub(crate) cards: Vec<ForwardCard>,
}

/// A kind of forward of one telephone.
#[derive(Clone, Debug)]
pub(crate) struct ForwardCard {
    pub(crate) kind: &'static str,
    pub(crate) phone: String,
    pub(crate) title: String,
    /// Empty if it is off.
    pub(crate) target: String,
    pub(crate) until: String,
    pub(crate) flags: Vec<ForwardFlag>,
    /// Where it is set.
    pub(crate) set: Option<String>,
    pub(crate) clear: bool,
}

/// Something to know about a forward.
#[derive(Clone, Debug)]
pub(crate) struct ForwardFlag {
    pub(crate) icon: &'static str,
    pub(crate) tone: &'static str,
    pub(crate) word: String,
}

/// A forward in the list.
#[derive(Clone, Debug)]
pub(crate) struct ForwardRow {
    pub(crate) phone: String,
    pub(crate) whose: String,
    pub(crate) kind: &'static str,
    pub(crate) kind_word: String,
    pub(crate) target: String,
    pub(crate) until: String,
    pub(crate) flags: Vec<ForwardFlag>,
    pub(crate) since: String,
    pub(crate) by: String,
    pub(crate) change: Option<String>,
    pub(crate) clear: bool,
}

/// `GET /forwards/new`. Posts `phone`, `kind`, `colleague`, `number`, `date`, `time` and `password`.
#[derive(Debug, Template)]
#[template(path = "forward.html")]
pub(crate) struct ForwardPage {
    pub(crate) frame: Frame,
    pub(crate) phones: Vec<Choice>,
    pub(crate) kinds: Vec<Choice>,
    pub(crate) colleagues: Vec<Choice>,
    /// Whether a number outside needs the password.
    pub(crate) confirm: bool,
    /// How long a forward out of the house may last; may be empty.
    pub(crate) limit: String,
    /// By which clock it ends.
    pub(crate) clock: String,
    pub(crate) typed: ForwardForm,
    pub(crate) errors: Errors,
}

/// A forward as typed.
#[derive(Clone, Debug, Default)]
pub(crate) struct ForwardForm {
    pub(crate) phone: String,
    pub(crate) kind: String,
    pub(crate) colleague: String,
    pub(crate) number: String,
    pub(crate) date: String,
    pub(crate) time: String,
}
