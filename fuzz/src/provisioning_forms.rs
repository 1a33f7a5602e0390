//! Laws of the further files of `switchhook-provisioning`: names, text, encryption, phone books and screens.

use switchhook_provisioning::brand::{self, Brand};
use switchhook_provisioning::grandstream::alias::{self, Items};
use switchhook_provisioning::grandstream::encrypted::{self, Digest};
use switchhook_provisioning::grandstream::text::{self, Style};
use switchhook_provisioning::grandstream::{AnyFile, Content, Form, Limits, ReadAnyError, read_any, xml};
use switchhook_provisioning::phonebook::{self, AccountIndex, Generation};
use switchhook_provisioning::{Secret, screen};

fn small() -> Limits {
    Limits {
        bytes: 3000,
        values: 40,
        value_bytes: 200,
    }
}

/// An error has a code, a line of the file if any, and few words.
fn told(bytes: &[u8], code: &str, line: Option<usize>, error: &dyn std::fmt::Display) {
    let lines = bytes.iter().filter(|byte| **byte == b'\n').count() + 1;
    assert!(line.is_none_or(|line| (1..=lines).contains(&line)), "{error}");
    assert!(code.starts_with("E-") && error.to_string().len() < 500, "{error}");
}

/// A file with names that can be read holds no more than the limits, and written again, whole or in parts, reads the same.
///
/// Input: an XML file.
pub fn alias_file(bytes: &[u8]) {
    for limits in [small(), Limits::default()] {
        match alias::read(bytes, &limits) {
            Ok(file) => {
                assert!(file.values.len() <= limits.values);
                assert!(
                    file.values
                        .iter()
                        .all(|(_, text)| text.len() <= limits.value_bytes)
                );
                for items in [Items::Whole, Items::Parts] {
                    let written = alias::write(file.mac, &file.values, items);
                    let again = alias::read(written.as_bytes(), &Limits::default());
                    assert_eq!(again.as_ref(), Ok(&file), "{items:?}");
                }
                // Not both: a file is of one version.
                assert!(xml::read(bytes, &limits).is_err());
            }
            Err(error) => told(bytes, error.code(), error.line(), &error),
        }
    }
}

/// A text that can be read holds no more than the limits, and written again in either style reads the same. Whatever the form of
/// a file is, it is recognised or refused with its reason.
///
/// Input: a text file, or any other.
pub fn text_file(bytes: &[u8]) {
    for limits in [small(), Limits::default()] {
        match text::read(bytes, &limits) {
            Ok(values) => {
                assert!(values.len() <= limits.values);
                assert!(values.iter().all(|(_, text)| text.len() <= limits.value_bytes));
                for style in [Style::Template, Style::Plain] {
                    let written = text::write(&values, style).expect("values of lines");
                    let again = text::read(written.as_bytes(), &Limits::default());
                    assert_eq!(again.as_ref(), Ok(&values), "{style:?}");
                }
            }
            Err(error) => told(bytes, error.code(), error.line(), &error),
        }
        match read_any(bytes, None, &limits) {
            Ok(AnyFile { form, content, .. }) => {
                assert_eq!(form == Form::Alias, matches!(content, Content::Names(_)));
            }
            Err(ReadAnyError::NoPassword) => assert!(bytes.starts_with(&encrypted::MAGIC)),
            Err(error) => told(bytes, error.code(), error.line(), &error),
        }
    }
}

/// A file of another brand that can be read holds no more than the limits, and written again reads the same; what it means are
/// values that its settings take, and what means nothing is told by its name.
///
/// Input: a flat profile, or lines of names and texts.
pub fn brand_file(bytes: &[u8]) {
    for brand in Brand::ALL {
        let _ = Brand::of_file(bytes);
        for limits in [small(), Limits::default()] {
            match brand.read(bytes, &limits) {
                Ok(entries) => {
                    assert!(entries.len() <= limits.values);
                    let written = brand.write(&entries);
                    let again = brand
                        .read(written.as_bytes(), &Limits::default())
                        .expect("what was written");
                    // Quotes and line breaks inside a text are none that a file of lines can have.
                    assert!(*brand == Brand::Mitel || again == entries, "{brand}");
                    for model in brand::Model::all().filter(|model| model.brand() == *brand) {
                        let read = brand::read(model, &entries);
                        for (setting, value) in &read.settings {
                            assert!(
                                value.as_ref().is_none_or(|value| value.check(*setting).is_ok()),
                                "{setting}"
                            );
                        }
                        assert!(read.left.iter().all(|name| entries.get(name).is_some()));
                    }
                }
                Err(error) => told(bytes, error.code(), None, &error),
            }
        }
    }
}

/// What is encrypted opens by its password and digest; whatever else is opened, it is XML or refused.
///
/// Input: the password on a line of its own, then a file, encrypted or not.
pub fn encrypted_file(bytes: &[u8]) {
    let end = bytes
        .iter()
        .position(|byte| *byte == b'\n')
        .unwrap_or(bytes.len());
    let (password, file) = (&bytes[..end], bytes.get(end + 1..).unwrap_or(b""));
    let password = Secret::new(String::from_utf8_lossy(password));
    let limits = Limits::default();
    match encrypted::read(file, &password, Digest::Md5, &limits) {
        Ok(plain) => {
            assert!(plain.trim_start_matches('\u{feff}').trim_start().starts_with('<'));
            let salt = *file[8..].first_chunk().expect("a salt was read");
            assert_eq!(
                encrypted::write(plain.as_bytes(), &password, salt, Digest::Md5),
                file
            );
        }
        Err(error) => told(file, error.code(), None, &error),
    }
    for digest in [Digest::Md5, Digest::Sha256] {
        let written = encrypted::write(file, &password, [7; 8], digest);
        assert_eq!(written.len() % 16, 0);
        let read = encrypted::read(&written, &password, digest, &limits);
        let is_xml = std::str::from_utf8(file)
            .is_ok_and(|text| text.trim_start_matches('\u{feff}').trim_start().starts_with('<'));
        assert_eq!(read.is_ok(), is_xml);
        // As read_any opens it, but for the digest of 10 000 rounds, which would take all the time there is.
        if digest == Digest::Md5
            && is_xml
            && let (Ok(inside), Ok(outside)) = (
                read_any(&written, Some(&password), &limits),
                read_any(file, None, &limits),
            )
        {
            assert_eq!((inside.form, inside.content), (outside.form, outside.content));
        }
    }
}

/// A phone book that can be read holds no more than the limits; rendered for any phone it reads without a finding, and
/// rendering that gives the same file. Splitting loses nobody.
///
/// Input: a phone book.
pub fn phone_book(bytes: &[u8]) {
    let small = phonebook::Limits {
        bytes: 3000,
        contacts: 8,
        groups: 3,
        numbers: 3,
        text_bytes: 40,
        findings: 5,
    };
    for limits in [small, phonebook::Limits::default()] {
        match phonebook::parse(bytes, AccountIndex::FromZero, &limits) {
            Ok(parsed) => {
                let book = parsed.book;
                assert!(book.contacts.len() <= limits.contacts && book.groups.len() <= limits.groups);
                assert!(parsed.findings.len() <= limits.findings);
                for contact in &book.contacts {
                    assert!(
                        contact.numbers.len() <= limits.numbers && contact.groups.len() <= limits.numbers
                    );
                    assert!(contact.last_name.len() <= limits.text_bytes);
                }
                for generation in [Generation::Old, Generation::New, Generation::Dect] {
                    let file = book.render(generation).file;
                    let again = phonebook::parse(
                        file.as_bytes(),
                        AccountIndex::FromZero,
                        &phonebook::Limits::default(),
                    );
                    let again = again.expect("our own file");
                    // Texts may grow beyond the limit only by our own words.
                    assert!(again.findings.is_empty(), "{:?}", again.findings);
                    assert_eq!(again.book.render(generation).file, file);
                }
                let parts = book.split(3.try_into().expect("not 0"));
                let count: usize = parts.iter().map(|part| part.contacts.len()).sum();
                assert_eq!(count, book.contacts.len());
            }
            Err(error) => told(bytes, error.code(), error.line(), &error),
        }
    }
}

/// What an idle screen shows is read within the limits, or refused; a page reads back.
///
/// Input: an idle screen, a page, or a logo.
pub fn idle_screen(bytes: &[u8]) {
    let small = screen::Limits {
        bytes: 3000,
        elements: 5,
        text_bytes: 100,
    };
    for limits in [small, screen::Limits::default()] {
        match screen::read(bytes, &limits) {
            Ok(shown) => {
                assert!(shown.elements.len() + shown.keys.len() <= limits.elements);
                assert!(
                    shown
                        .elements
                        .iter()
                        .all(|element| element.text.len() <= limits.text_bytes)
                );
            }
            Err(error) => told(bytes, error.code(), error.line(), &error),
        }
    }
    if let Ok(page) = screen::Page::read(bytes, &screen::Limits::default()) {
        let file = page.write();
        let again = screen::Page::read(file.as_bytes(), &screen::Limits::default()).expect("our own file");
        assert_eq!(again.write(), file);
    }
    if let Ok(logo) = screen::Logo::from_bmp(bytes) {
        let status = screen::Status::new("101");
        if let Ok(made) = status.idle_screen(screen::Display::GXP2120, Some(&logo)) {
            let again = screen::read(made.write().as_bytes(), &screen::Limits::default());
            assert_eq!(again.expect("our own file").elements, made.elements());
        }
    }
}
