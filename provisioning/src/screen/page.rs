//! A page that newer phones open by a soft key (`xmlapp`).

use crate::markup::push_escaped;

use super::{Status, plain};

/// A page with lines of text and soft keys, for GXP2130 to 2170 and GRP.
///
/// ```
/// use switchhook_provisioning::screen::{Page, PageAction, PageKey};
/// let page = Page::new("Door")
///     .line("Somebody is at the door.")
///     .key(PageKey::new("Open", PageAction::Dial { number: "*55".into(), account: 1 }))
///     .key(PageKey::new("Exit", PageAction::Quit));
/// assert!(page.write().contains("<Softkey action=\"Dial\" label=\"Open\" commandArgs=\"*55\" commandId=\"0\"/>"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    title: String,
    lines: Vec<String>,
    keys: Vec<PageKey>,
}

/// A soft key of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageKey {
    label: String,
    action: PageAction,
}

impl PageKey {
    /// A key with this label.
    pub fn new(label: impl Into<String>, action: PageAction) -> Self {
        Self {
            label: label.into(),
            action,
        }
    }
}

/// What a soft key of a page does.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PageAction {
    /// Opens another page.
    Open {
        /// Where it is: the whole URL.
        url: String,
    },
    /// Dials.
    Dial {
        /// What is dialled.
        number: String,
        /// Through which of the phone's accounts, from 1.
        account: u8,
    },
    /// Leaves the page.
    Quit,
}

/// The words on a page, in the language of who reads it. English by default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Before the numbers that calls are forwarded to.
    pub forwarded_to: String,
    /// Before the extensions whose calls come here.
    pub forwarded_here: String,
    /// Before how many calls were missed.
    pub missed_calls: String,
    /// On the key that leaves the page.
    pub exit: String,
}

impl Default for Words {
    fn default() -> Self {
        Self {
            forwarded_to: "Forwarded to".into(),
            forwarded_here: "Calls of others come here".into(),
            missed_calls: "Missed calls".into(),
            exit: "Exit".into(),
        }
    }
}

impl Status {
    /// The page for newer phones: title, name, forwards and missed calls, and a key to leave it.
    #[must_use]
    pub fn page(&self, words: &Words) -> Page {
        let mut page = Page::new(self.title());
        if !self.name.is_empty() {
            page = page.line(&self.name);
        }
        for (word, list) in [
            (&words.forwarded_to, &self.forwards_to),
            (&words.forwarded_here, &self.forwarded_here),
        ] {
            if !list.is_empty() {
                page = page.line(format!("{word}: {}", list.join(", ")));
            }
        }
        if let Some(count) = self.missed_calls.filter(|count| *count > 0) {
            page = page.line(format!("{}: {count}", words.missed_calls));
        }
        page.key(PageKey::new(&words.exit, PageAction::Quit))
    }
}

impl Page {
    /// A page without lines and keys.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            ..Self::default()
        }
    }

    /// Adds a line.
    #[must_use]
    pub fn line(mut self, line: impl Into<String>) -> Self {
        self.lines.push(line.into());
        self
    }

    /// Adds a soft key.
    #[must_use]
    pub fn key(mut self, key: PageKey) -> Self {
        self.keys.push(key);
        self
    }

    /// Writes the file. A `$` in a text is shown as S, and characters that XML forbids are left out.
    #[must_use]
    pub fn write(&self) -> String {
        let mut file = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xmlapp");
        push_attribute(&mut file, "title", &plain(&self.title));
        file.push_str(">\n  <view>\n    <section>\n");
        for line in &self.lines {
            file.push_str("      <text");
            push_attribute(&mut file, "label", &plain(line));
            file.push_str("/>\n");
        }
        file.push_str("    </section>\n  </view>\n  <Softkeys>\n");
        for PageKey { label, action } in &self.keys {
            let name = match action {
                PageAction::Open { .. } => "UseURL",
                PageAction::Dial { .. } => "Dial",
                PageAction::Quit => "QuitApp",
            };
            file.push_str(&format!("    <Softkey action=\"{name}\""));
            push_attribute(&mut file, "label", &plain(label));
            match action {
                PageAction::Open { url } => push_attribute(&mut file, "commandArgs", &without_control(url)),
                PageAction::Dial { number, account } => {
                    push_attribute(&mut file, "commandArgs", &without_control(number));
                    // Counted from 0, as everywhere in files of phones.
                    let account = account.saturating_sub(1).to_string();
                    push_attribute(&mut file, "commandId", &account);
                }
                PageAction::Quit => {}
            }
            file.push_str("/>\n");
        }
        file.push_str("  </Softkeys>\n</xmlapp>\n");
        file
    }
}

/// A `$` in an address or number stays; what XML forbids does not.
fn without_control(text: &str) -> String {
    text.chars()
        .filter(|found| crate::grandstream::may_stand_in_a_file(*found) && !matches!(found, '\n' | '\t'))
        .collect()
}

fn push_attribute(file: &mut String, name: &str, text: &str) {
    file.push_str(&format!(" {name}=\""));
    push_escaped(file, text);
    file.push('"');
}
