//! `switchhook-portal check`: tries everything that a site needs, without serving, and says what to do where it fails.

mod account;
mod includes;
mod pbx;
mod site;

use crate::config::Config;

/// What one look showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub name: String,
    pub verdict: Verdict,
    /// What is so, and where.
    pub detail: String,
    /// What to do, where possible as lines to paste; empty if all is well.
    pub remedy: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Ok,
    /// The portal works, but not as safely or not as fully as it could; or it could not be seen from here.
    Warning,
    Failure,
}

impl Verdict {
    /// At the beginning of its line.
    pub fn mark(self) -> &'static str {
        match self {
            Self::Ok => "ok  ",
            Self::Warning => "WARN",
            Self::Failure => "FAIL",
        }
    }
}

impl Item {
    fn ok(name: impl Into<String>, detail: impl Into<String>) -> Self {
        Self::new(name, Verdict::Ok, detail, "")
    }

    fn warning(name: impl Into<String>, detail: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::new(name, Verdict::Warning, detail, remedy)
    }

    fn failure(name: impl Into<String>, detail: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::new(name, Verdict::Failure, detail, remedy)
    }

    fn new(
        name: impl Into<String>,
        verdict: Verdict,
        detail: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            name: name.into(),
            verdict,
            detail: detail.into(),
            remedy: remedy.into(),
        }
    }
}

/// Everything, this machine first.
pub async fn all(config: &Config) -> Vec<Item> {
    let mut items = site::items(config).await;
    items.extend(pbx::items(&config.pbx).await);
    items
}
