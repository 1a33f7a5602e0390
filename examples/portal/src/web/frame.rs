//! The frame around every page: top bar, menu, notices, footer.

use std::fmt;
use std::str::FromStr;

use crate::i18n::{Lang, Texts};

/// What `layout.html` needs; every page's view holds one as `frame`.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    pub(crate) t: Texts,
    pub(crate) lang: Lang,
    pub(crate) theme: Theme,
    /// Of the page, shown in the browser's tab and as the heading.
    pub(crate) title: String,
    /// `None` before logging in: no menu, no session guard.
    pub(crate) user: Option<UserBadge>,
    pub(crate) menu: Vec<MenuGroup>,
    /// Whether the menu is folded to its icons.
    pub(crate) folded: bool,
    /// Whether the ribbon of the demonstration is shown.
    pub(crate) demo: bool,
    pub(crate) csrf: Csrf,
    /// After how many idle seconds the session ends; `None` without a session.
    pub(crate) idle_seconds: Option<u32>,
    pub(crate) flash: Vec<Flash>,
    /// Why the telephone exchange cannot be used right now.
    pub(crate) pbx_notice: Option<String>,
    /// Whether numbers have a link to call them later.
    pub(crate) may_schedule: bool,
    /// Path and query of this page, where the preferences form returns to.
    pub(crate) here: String,
}

impl Frame {
    /// A bare frame in one language: no user, no menu, the system's theme.
    pub(crate) fn new(lang: Lang, title: impl Into<String>) -> Self {
        Self {
            t: Texts::new(lang),
            lang,
            theme: Theme::System,
            title: title.into(),
            user: None,
            menu: Vec::new(),
            folded: false,
            demo: false,
            csrf: Csrf::default(),
            idle_seconds: None,
            flash: Vec::new(),
            pbx_notice: None,
            may_schedule: false,
            here: "/".to_owned(),
        }
    }

    /// The first entries of the menu, for the bar at the bottom of a small screen.
    pub(crate) fn bottom_bar(&self) -> impl Iterator<Item = &MenuEntry> {
        self.menu.iter().flat_map(|group| &group.entries).take(3)
    }
}

/// The token that a form sends back to show that it came from our page; never in logs.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Csrf(String);

impl Csrf {
    /// Takes the token of the session.
    pub(crate) fn new(token: impl Into<String>) -> Self {
        Self(token.into())
    }
}

impl fmt::Debug for Csrf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Csrf(redacted)")
    }
}

/// For the page; the characters are those of the token, so the page escapes them.
impl fmt::Display for Csrf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Theme {
    /// What the browser says.
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    /// Every theme, in the order of the chooser.
    pub(crate) const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// As in the cookie, the form and `data-theme`.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The name that a person chooses by.
    pub(crate) fn word(self, t: &Texts) -> String {
        match self {
            Self::System => t.theme_system(),
            Self::Light => t.theme_light(),
            Self::Dark => t.theme_dark(),
        }
    }
}

/// A theme that does not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such theme; choose system, light or dark")]
pub(crate) struct UnknownTheme;

impl FromStr for Theme {
    type Err = UnknownTheme;

    fn from_str(code: &str) -> Result<Self, UnknownTheme> {
        Self::ALL
            .into_iter()
            .find(|theme| theme.code() == code)
            .ok_or(UnknownTheme)
    }
}

/// Who is logged in.
#[derive(Clone, Debug)]
pub(crate) struct UserBadge {
    pub(crate) name: String,
}

/// A titled part of the menu; one without entries is not shown.
#[derive(Clone, Debug)]
pub(crate) struct MenuGroup {
    pub(crate) title: String,
    pub(crate) entries: Vec<MenuEntry>,
}

/// A link of the menu.
#[derive(Clone, Debug)]
pub(crate) struct MenuEntry {
    pub(crate) href: String,
    pub(crate) label: String,
    /// Name of a symbol in `assets/icons.svg`.
    pub(crate) icon: &'static str,
    /// Whether this is the page shown.
    pub(crate) current: bool,
}

/// A message about what the last request did.
#[derive(Clone, Debug)]
pub(crate) struct Flash {
    pub(crate) kind: FlashKind,
    pub(crate) text: String,
}

/// How a message is to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FlashKind {
    Success,
    Error,
    Info,
}

impl FlashKind {
    /// The tone of its colours in `app.css`.
    pub(crate) fn tone(self) -> &'static str {
        match self {
            Self::Success => "good",
            Self::Error => "bad",
            Self::Info => "info",
        }
    }

    /// Its symbol.
    pub(crate) fn icon(self) -> &'static str {
        match self {
            Self::Success => "check",
            Self::Error => "alert",
            Self::Info => "info",
        }
    }

    /// Its word, since a colour alone says nothing to some.
    pub(crate) fn word(self, t: &Texts) -> String {
        match self {
            Self::Success => t.success(),
            Self::Error => t.failure(),
            Self::Info => t.info(),
        }
    }
}
