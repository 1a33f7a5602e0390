//! What a phone shows while nobody talks on it: the idle screen of old GXPs, and a page for newer phones.
//!
//! Old GXPs fetch `gs_screen.xml` (GXP2000 to 2020) or `idle_screen.xml` (GXP116x, 14xx, 2100 to 2124) from the path in `P341` at
//! start when `P1349` is 1, and again on a NOTIFY with `Event: x-gs-screen`. GXP2130 to 2170 and GRP have no such screen; they
//! open pages (`xmlapp`) from the address in `P337` by a soft key. [`Status`] says what there is to tell, and makes either.
//!
//! ```
//! use switchhook_provisioning::screen::{Display, Status, Words};
//! let status = Status::new("101")
//!     .company("Lagoon Ltd")
//!     .name("Hélène T.")
//!     .do_not_disturb("DND")
//!     .forwards_to("0612345678")
//!     .forwarded_here("103");
//! assert_eq!(status.title(), "[DND] Lagoon Ltd, 101 < 103");
//! assert_eq!(status.label(), "101 > 0612345678");
//!
//! let file = status.idle_screen(Display::GXP1450, None)?.write();
//! assert!(file.contains("<DisplayStr>[DND] Lagoon Ltd, 101 &lt; 103</DisplayStr>"));
//! assert!(file.contains("<DisplayStr>$c</DisplayStr>")); // missed calls: the phone counts them
//!
//! let file = status.page(&Words::default()).write();
//! assert!(file.contains("<text label=\"Forwarded to: 0612345678\"/>"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The elements are those of the maker's schema and guides; the layout is our own and was not seen on a display yet. A phone puts
//! its own words for `$` and a letter (`$f` date, `$T` time, `$c` missed calls, `$j` forwarded calls, `$a` account, `$A` key,
//! `$I` address). No way is known to show a `$` as it is, so one in a name is shown as S.

mod idle;
mod logo;
mod page;
mod read;

pub use idle::{Align, Condition, Display, Element, Screen, SoftKey};
pub use logo::{Logo, LogoError};
pub use page::{Page, PageAction, PageKey, Words};
pub use read::{Limits, ReadScreenError, Shown, read};

/// What there is to tell at a phone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    extension: String,
    company: String,
    name: String,
    do_not_disturb: Option<String>,
    forwards_to: Vec<String>,
    forwarded_here: Vec<String>,
    missed_calls: Option<u32>,
}

impl Status {
    /// A phone whose number is this, with nothing special.
    pub fn new(extension: impl Into<String>) -> Self {
        Self {
            extension: extension.into(),
            ..Self::default()
        }
    }

    /// Sets the company.
    #[must_use]
    pub fn company(mut self, company: impl Into<String>) -> Self {
        self.company = company.into();
        self
    }

    /// Sets who sits there.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Says that no calls come through, by the word that people know for it: `DND`, in French `NPD`.
    #[must_use]
    pub fn do_not_disturb(mut self, word: impl Into<String>) -> Self {
        self.do_not_disturb = Some(word.into());
        self
    }

    /// Adds a number that calls are forwarded to.
    #[must_use]
    pub fn forwards_to(mut self, number: impl Into<String>) -> Self {
        self.forwards_to.push(number.into());
        self
    }

    /// Adds an extension whose calls come here.
    #[must_use]
    pub fn forwarded_here(mut self, extension: impl Into<String>) -> Self {
        self.forwarded_here.push(extension.into());
        self
    }

    /// Says how many calls were missed, for a page. On an idle screen the phone counts by itself.
    #[must_use]
    pub fn missed_calls(mut self, count: u32) -> Self {
        self.missed_calls = Some(count);
        self
    }

    /// The number, and where its calls go: `101 > 0612345678, 102`.
    #[must_use]
    pub fn label(&self) -> String {
        with(&self.extension, " > ", &self.forwards_to)
    }

    /// Do not disturb, company, number, and whose calls come here: `[DND] Lagoon Ltd, 101 < 103`.
    #[must_use]
    pub fn title(&self) -> String {
        let mut title = match &self.do_not_disturb {
            Some(word) => format!("[{word}] "),
            None => String::new(),
        };
        if !self.company.is_empty() {
            title.push_str(&self.company);
            title.push_str(", ");
        }
        title + &with(&self.extension, " < ", &self.forwarded_here)
    }

    /// What is most urgent, for a display of one line beside the clock: the label, and do not disturb.
    fn short(&self) -> String {
        match &self.do_not_disturb {
            Some(word) => format!("[{word}] {}", self.label()),
            None => self.label(),
        }
    }
}

fn with(begin: &str, sign: &str, list: &[String]) -> String {
    match list {
        [] => begin.to_owned(),
        list => format!("{begin}{sign}{}", list.join(", ")),
    }
}

/// Text on one line that means itself: without control characters, and without what a phone takes for its own words.
fn plain(text: &str) -> String {
    text.chars()
        .filter_map(|found| match found {
            '$' => Some('S'),
            '\n' | '\r' | '\t' => Some(' '),
            _ => crate::grandstream::may_stand_in_a_file(found).then_some(found),
        })
        .collect()
}

/// Text for displays that have ASCII only: letters of western Europe lose their accents, others become `?`.
fn ascii(text: &str) -> String {
    const WITHOUT_ACCENT: [(&str, &str); 27] = [
        ("ÀÁÂÃÄÅĀĂĄ", "A"),
        ("àáâãäåāăą", "a"),
        ("ÇĆČ", "C"),
        ("çćč", "c"),
        ("ÐĎĐ", "D"),
        ("ďđð", "d"),
        ("ÈÉÊËĒĖĘĚ", "E"),
        ("èéêëēėęě", "e"),
        ("ÌÍÎÏĪĮİ", "I"),
        ("ìíîïīįı", "i"),
        ("ÑŃŇ", "N"),
        ("ñńň", "n"),
        ("ÒÓÔÕÖØŌŐ", "O"),
        ("òóôõöøōő", "o"),
        ("ÙÚÛÜŪŮŰ", "U"),
        ("ùúûüūůű", "u"),
        ("ÝŸ", "Y"),
        ("ýÿ", "y"),
        ("ŚŠŞ", "S"),
        ("śšş", "s"),
        ("ŹŻŽ", "Z"),
        ("źżž", "z"),
        ("Łł", "l"),
        ("ß", "ss"),
        ("ÆŒ", "AE"),
        ("æœ", "ae"),
        ("’‘ʻ", "'"),
    ];
    let mut ascii = String::with_capacity(text.len());
    for found in text.chars() {
        let other = WITHOUT_ACCENT.iter().find(|(letters, _)| letters.contains(found));
        match other {
            _ if found.is_ascii() => ascii.push(found),
            Some((_, letters)) => ascii.push_str(letters),
            None => ascii.push('?'),
        }
    }
    ascii
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_say_who_and_where_to() {
        let status = Status::new("101");
        assert_eq!((status.title(), status.label()), ("101".into(), "101".into()));
        let status = status
            .company("Lagoon")
            .do_not_disturb("NPD")
            .forwards_to("102")
            .forwards_to("06")
            .forwarded_here("7")
            .forwarded_here("8");
        assert_eq!(status.title(), "[NPD] Lagoon, 101 < 7, 8");
        assert_eq!(status.label(), "101 > 102, 06");
        assert_eq!(status.short(), "[NPD] 101 > 102, 06");
    }

    #[test]
    fn names_lose_what_a_display_does_not_have() {
        for (text, expected) in [
            ("Hélène Œuvre", "Helene AEuvre"),
            ("Größe", "Grosse"),
            ("Nuku‘alofa", "Nuku'alofa"),
            ("電話", "??"),
            ("plain", "plain"),
        ] {
            assert_eq!(ascii(text), expected);
        }
        assert_eq!(plain("5 $c\u{7}\nx"), "5 Sc x");
    }
}
