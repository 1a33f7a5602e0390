//! Contacts as vCard: RFC 2426 (3.0) and RFC 6350 (4.0), and what old telephones still write as 2.1.

mod line;

use self::line::{Line, unfolded};
use super::{Import, Reason, encoding};
use crate::directory::{Entry, Kind};
use crate::{ContactDetails, ContactForm};

/// Bytes of a line that is written, without its end: RFC 6350 section 3.2.
const FOLDED: usize = 75;

/// The form in which cards are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum VcardVersion {
    /// 3.0: what most programs read. It says which contacts are private.
    #[default]
    V3,
    /// 4.0.
    V4,
}

/// Reads cards, each with its line.
///
/// A card gives the name of `N`, or else of `FN`, the first part of `ORG`, one `EMAIL` and three `TEL`, preferred ones first,
/// faxes and pagers last. Everything else is left out, photographs too. `private` is what cards without `CLASS` are.
pub fn read_vcard(bytes: &[u8], private: bool) -> Import {
    let (text, _) = match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, _)) if encoding != encoding_rs::UTF_8 => encoding::decode(bytes),
        _ => ("".into(), encoding::Encoding::Utf8),
    };
    // Lines are put together before they are decoded: one may have been cut within a character.
    let is_utf16 = !text.is_empty();
    let lines = unfolded(if is_utf16 { text.as_bytes() } else { bytes });
    let is_utf8 = lines.iter().all(|(_, line)| std::str::from_utf8(line).is_ok());
    let encoding = match (is_utf16, is_utf8) {
        (true, _) => encoding::Encoding::Utf16,
        (_, true) => encoding::Encoding::Utf8,
        _ => encoding::guess(bytes),
    };
    let decoded_as = if is_utf16 {
        encoding::Encoding::Utf8
    } else {
        encoding
    };
    let mut import = Import::new(encoding);
    let mut card: Option<Card> = None;
    let mut is_outside = false;
    for (number, bytes) in lines {
        let (text, _) = encoding::decode_as(decoded_as, &bytes);
        if text.trim().is_empty() {
            continue;
        }
        let line = Line::read(&text);
        let is = |name: &str| {
            line.as_ref()
                .is_some_and(|line| line.name == name && line.value.trim().eq_ignore_ascii_case("VCARD"))
        };
        if is("BEGIN") {
            if let Some(open) = card.replace(Card::new(number)) {
                import.refuse(open.line, Reason::NotEnded);
            }
            is_outside = false;
        } else if is("END") && card.is_some() {
            let is_taken = card.take().is_none_or(|card| card.finish(&mut import, private));
            if !is_taken {
                return import;
            }
        } else if let Some(card) = &mut card {
            card.add(line, decoded_as);
        } else if !is_outside {
            // Once for what stands together.
            is_outside = true;
            import.refuse(number, Reason::OutsideCard);
        }
    }
    if let Some(open) = card {
        import.refuse(open.line, Reason::NotEnded);
    }
    import
}

/// What was read of a card.
#[derive(Debug, Default)]
struct Card {
    line: usize,
    /// Family names, given names, the others.
    name: Option<[String; 3]>,
    full_name: String,
    company: String,
    /// With what is preferred: the least.
    emails: Vec<(u32, String)>,
    numbers: Vec<(u32, String)>,
    private: Option<bool>,
    refused: Option<Reason>,
    left_out: Vec<String>,
}

impl Card {
    fn new(line: usize) -> Self {
        Self {
            line,
            ..Self::default()
        }
    }

    fn add(&mut self, line: Option<Line<'_>>, encoding: encoding::Encoding) {
        let Some(line) = line else {
            self.left_out.push("?".to_owned());
            return;
        };
        match line.name.as_str() {
            "VERSION" => {
                let version = line.value.trim();
                if !matches!(version, "2.1" | "3.0" | "4.0") {
                    let version = crate::text::clip(version, 20);
                    self.refused = Some(Reason::UnknownVersion { version });
                }
            }
            "KIND" if line.value.trim().eq_ignore_ascii_case("group") => self.refused = Some(Reason::Group),
            "N" if self.name.is_none() => {
                let mut parts = line.parts(encoding, true).into_iter();
                let mut next = || parts.next().unwrap_or_default().trim().to_owned();
                let (family, given, additional) = (next(), next(), next());
                self.name = Some([family, given, additional]);
                if parts.any(|part| !part.trim().is_empty()) {
                    self.left_out.push("N".to_owned());
                }
            }
            "FN" if self.full_name.is_empty() => self.full_name = line.text(encoding),
            "ORG" if self.company.is_empty() => {
                let mut parts = line.parts(encoding, false).into_iter();
                self.company = parts.next().unwrap_or_default();
                if parts.any(|part| !part.trim().is_empty()) {
                    self.left_out.push("ORG".to_owned());
                }
            }
            "EMAIL" => self.emails.push((line.preference(), line.text(encoding))),
            "TEL" => {
                let text = line.text(encoding);
                let uri = text.get(..4).filter(|scheme| scheme.eq_ignore_ascii_case("tel:"));
                let number = match uri {
                    // What follows the number are its parameters, such as an extension: RFC 3966.
                    Some(_) => {
                        let (number, parameters) = text[4..].split_once(';').unwrap_or((&text[4..], ""));
                        if !parameters.is_empty() {
                            self.left_out.push("TEL".to_owned());
                        }
                        number.to_owned()
                    }
                    None => text,
                };
                self.numbers.push((line.preference(), number));
            }
            "CLASS" => {
                let class = line.value.trim();
                self.private = Some(!class.eq_ignore_ascii_case("PUBLIC"));
            }
            // What says nothing of the person.
            "KIND" | "PRODID" | "REV" | "UID" | "FN" | "PROFILE" | "X-ABLABEL" => {}
            name => self.left_out.push(name.to_owned()),
        }
    }

    /// Puts the contact or why it is none into the import; `false` when no more are taken.
    fn finish(mut self, import: &mut Import, private: bool) -> bool {
        if let Some(reason) = self.refused {
            import.refuse(self.line, reason);
            return true;
        }
        let [last_name, given, additional] = self.name.unwrap_or_default();
        let mut first_name = format!("{given} {additional}").trim().to_owned();
        let mut last_name = last_name;
        let full_name = self.full_name.trim();
        if first_name.is_empty() && last_name.is_empty() && full_name != self.company.trim() {
            last_name = full_name.to_owned();
        }
        if last_name.is_empty() && self.company.trim().is_empty() {
            // A first name alone is all the name that there is.
            std::mem::swap(&mut first_name, &mut last_name);
        }
        // Stable: what is equally preferred stays in its order.
        self.numbers.sort_by_key(|(preference, _)| *preference);
        self.emails.sort_by_key(|(preference, _)| *preference);
        for _ in self.numbers.iter().skip(3) {
            self.left_out.push("TEL".to_owned());
        }
        for _ in self.emails.iter().skip(1) {
            self.left_out.push("EMAIL".to_owned());
        }
        let number = |index: usize| self.numbers.get(index).map_or("", |(_, number)| number.as_str());
        let details = ContactDetails::parse(&ContactForm {
            first_name: &first_name,
            last_name: &last_name,
            company: &self.company,
            phone1: number(0),
            phone2: number(1),
            phone3: number(2),
            email: self.emails.first().map_or("", |(_, email)| email.as_str()),
            private: self.private.unwrap_or(private),
        });
        if details.is_ok() {
            self.left_out.iter().for_each(|name| import.leave_out(name));
        }
        import.take(self.line, details)
    }
}

/// Writes a card for each entry.
///
/// ```
/// use switchhook_portal_core::directory::exchange::{VcardVersion, read, write_vcard};
///
/// let table = read("First name,Last name,Number\nZoë,\"Müller, Dr.\",+68987721234\n".as_bytes(), true);
/// let zoe = table.contacts[0].details.to_entry(1.into());
/// let card = write_vcard(&[zoe], VcardVersion::V4);
/// assert_eq!(
///     card,
///     "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Zoë Müller\\, Dr.\r\nN:Müller\\, Dr.;Zoë;;;\r\n\
///      TEL;TYPE=voice;PREF=1:+68987721234\r\nEND:VCARD\r\n"
/// );
/// assert_eq!(read(card.as_bytes(), true).contacts[0].details, table.contacts[0].details);
/// ```
pub fn write_vcard(entries: &[Entry], version: VcardVersion) -> String {
    let mut cards = String::new();
    for entry in entries {
        let mut line = |text: &str| fold(&mut cards, text);
        line("BEGIN:VCARD");
        line(match version {
            VcardVersion::V3 => "VERSION:3.0",
            VcardVersion::V4 => "VERSION:4.0",
        });
        line(&format!("FN:{}", escaped(&entry.display_name())));
        line(&format!(
            "N:{};{};;;",
            escaped(&entry.last_name),
            escaped(&entry.first_name)
        ));
        match (&*entry.company, &*entry.department_name) {
            ("", "") => {}
            (company, "") => line(&format!("ORG:{}", escaped(company))),
            (company, department) => line(&format!("ORG:{};{}", escaped(company), escaped(department))),
        }
        for (place, number) in entry.numbers.iter().enumerate() {
            let preferred = match (place, version) {
                (0, VcardVersion::V3) => ",pref",
                (0, VcardVersion::V4) => ";PREF=1",
                _ => "",
            };
            line(&format!("TEL;TYPE=voice{preferred}:{}", escaped(number)));
        }
        if !entry.email.is_empty() {
            line(&format!("EMAIL:{}", escaped(&entry.email)));
        }
        // 4.0 knows no such property any more.
        match (version, entry.kind) {
            (VcardVersion::V3, Kind::Private) => line("CLASS:PRIVATE"),
            (VcardVersion::V3, Kind::Shared) => line("CLASS:PUBLIC"),
            _ => {}
        }
        line("END:VCARD");
    }
    cards
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' => escaped.push_str("\\n"),
            '\r' => {}
            '\\' | ',' | ';' => escaped.extend(['\\', character]),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// Adds a line, cut where it is too long, never within a character.
fn fold(cards: &mut String, text: &str) {
    let mut rest = text;
    let mut room = FOLDED;
    while rest.len() > room {
        let mut end = room;
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        let (line, more) = rest.split_at(end);
        cards.push_str(line);
        cards.push_str("\r\n ");
        rest = more;
        // The blank counts.
        room = FOLDED - 1;
    }
    cards.push_str(rest);
    cards.push_str("\r\n");
}
