//! A page that newer phones open by a soft key (`xmlapp`).

use crate::mac::shown;
use crate::markup::{Markup, Piece, push_escaped, unescaped};

use super::read::{Limits, ReadScreenError};
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

    /// Its title.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Its lines.
    #[must_use]
    pub fn lines(&self) -> &[String] {
        &self.lines
    }

    /// Its soft keys.
    #[must_use]
    pub fn keys(&self) -> &[PageKey] {
        &self.keys
    }

    /// Reads a page: its title, lines of text and soft keys. Pictures, inputs, events and keys that do something else are passed
    /// over.
    ///
    /// ```
    /// use switchhook_provisioning::screen::{Limits, Page};
    /// let file = b"<xmlapp title='Door'><view><section><text label='A &amp; B'/></section></view></xmlapp>";
    /// let page = Page::read(file, &Limits::default())?;
    /// assert_eq!((page.title(), page.lines()), ("Door", &["A & B".to_owned()][..]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the file is no well-formed XML, is no page, or holds more than the limits allow.
    pub fn read(file: &[u8], limits: &Limits) -> Result<Self, ReadScreenError> {
        let mut xml = Markup::new(file, limits.bytes)?;
        let mut page: Option<Self> = None;
        while let Some(piece) = xml.next()? {
            let Piece::Open(start) = piece else {
                continue;
            };
            let attribute = |name: &str| -> Result<String, ReadScreenError> {
                let text = xml.attribute(&start, name)?.unwrap_or_default();
                if text.len() > limits.text_bytes {
                    return Err(ReadScreenError::TextTooLong {
                        line: xml.line(),
                        limit: limits.text_bytes,
                    });
                }
                Ok(unescaped(&text).into_owned())
            };
            let name = start.name();
            let Some(page) = &mut page else {
                if name.as_ref() != "xmlapp" {
                    return Err(ReadScreenError::Root {
                        line: xml.line(),
                        name: shown(name.as_ref()),
                        expected: "xmlapp",
                    });
                }
                page = Some(Self::new(attribute("title")?));
                continue;
            };
            match name.as_ref() {
                "text" => page.lines.push(attribute("label")?),
                "Softkey" => {
                    let arguments = attribute("commandArgs")?;
                    let action = match attribute("action")?.as_str() {
                        "UseURL" => PageAction::Open { url: arguments },
                        "Dial" => PageAction::Dial {
                            number: arguments,
                            account: attribute("commandId")?
                                .parse::<u8>()
                                .map_or(1, |index| index.saturating_add(1)),
                        },
                        "QuitApp" => PageAction::Quit,
                        _ => continue,
                    };
                    page.keys.push(PageKey::new(attribute("label")?, action));
                }
                _ => {}
            }
            if page.lines.len() + page.keys.len() > limits.elements {
                return Err(ReadScreenError::TooMany {
                    limit: limits.elements,
                });
            }
        }
        page.ok_or(ReadScreenError::NoPage)
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
                    let account = (*account).max(1) - 1;
                    let account = account.to_string();
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
