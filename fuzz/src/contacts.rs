//! Laws of files of contacts.

use switchhook_portal_core::ContactId;
use switchhook_portal_core::directory::Entry;
use switchhook_portal_core::directory::exchange::{
    Import, VcardVersion, Words, read, read_csv, read_vcard, write_csv, write_vcard,
};

/// What came of a file keeps to the limits and says where and why.
fn sound(import: &Import, bytes: &[u8]) -> Vec<Entry> {
    let lines = bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count() + 1;
    assert!(import.contacts.len() <= Import::MAX && import.refused.len() <= Import::MAX_REFUSED);
    assert!(import.left_out.len() <= Import::MAX_LEFT_OUT + 1);
    for refused in &import.refused {
        assert!((1..=lines).contains(&refused.line), "{refused:?}");
        assert!(refused.reason.to_string().len() > 10, "{refused:?}");
    }
    assert!(
        import
            .contacts
            .windows(2)
            .all(|pair| pair[0].line <= pair[1].line)
    );
    let entries = import.contacts.iter().map(|contact| {
        let details = &contact.details;
        assert!((1..=3).contains(&details.numbers.len()) && !details.display_name().is_empty());
        details.to_entry(ContactId(1))
    });
    entries.collect()
}

/// A table is read row by row or refused, and what was read is written and read again as it was, never as a formula.
///
/// Input: a file.
pub fn csv(bytes: &[u8]) {
    let _ = read(bytes, true);
    let import = read_csv(bytes, true);
    let entries = sound(&import, bytes);
    for (words, delimiter) in [
        (Words::French, ';'),
        (Words::Russian, '\t'),
        (Words::English, ','),
    ] {
        let table = write_csv(&entries, words, delimiter);
        let again = read_csv(table.as_bytes(), false);
        assert_eq!(again.refused, [], "{table:?}");
        assert!(
            again
                .contacts
                .iter()
                .map(|contact| &contact.details)
                .eq(import.contacts.iter().map(|contact| &contact.details)),
            "{table:?}"
        );
    }
}

/// A card is read or refused, and what was read is written in lines of 75 bytes and read again.
///
/// Input: a file.
pub fn vcard(bytes: &[u8]) {
    let import = read_vcard(bytes, true);
    let entries = sound(&import, bytes);
    for version in [VcardVersion::V3, VcardVersion::V4] {
        let cards = write_vcard(&entries, version);
        assert!(cards.split("\r\n").all(|line| line.len() <= 75), "{cards:?}");
        let again = read_vcard(cards.as_bytes(), true);
        assert_eq!(again.refused, [], "{cards:?}");
        assert_eq!(again.contacts.len(), import.contacts.len(), "{cards:?}");
        for (again, first) in again.contacts.iter().zip(&import.contacts) {
            assert_eq!(again.details.numbers, first.details.numbers, "{cards:?}");
            assert_eq!(
                again.details.display_name(),
                first.details.display_name(),
                "{cards:?}"
            );
        }
    }
}
