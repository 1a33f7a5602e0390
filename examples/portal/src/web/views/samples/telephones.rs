//! The pages around telephones: import from the original.

use super::super::common::Errors;
use super::super::original;
use super::{HOSTILE, frame, show};
use crate::i18n::Texts;

/// Names and pages.
pub(super) fn telephones(t: Texts) -> Vec<(&'static str, String)> {
    let mut errors = Errors::default();
    errors.add("ini", t.original_no_file());
    let form = original::OriginalPage {
        frame: frame(t.lang(), t.original_title(), "/admin/phones"),
        errors,
        export: "\\copy (SELECT …) TO 'phones.csv' CSV HEADER",
    };
    vec![
        ("original", show(&form)),
        ("original-read", show(&read(t, false))),
        ("original-stored", show(&read(t, true))),
    ]
}

fn read(t: Texts, stored: bool) -> original::OriginalReadPage {
    original::OriginalReadPage {
        frame: frame(t.lang(), t.original_title(), "/admin/phones"),
        action: (!stored).then(|| "/admin/import/abc".to_owned()),
        stored: if stored {
            vec![
                t.original_site_stored("2"),
                t.original_phones_made(&t.phones_count(1)),
            ]
        } else {
            Vec::new()
        },
        keys: vec![original::OriginalKey {
            line: "7".to_owned(),
            key: "server.sip".to_owned(),
            value: HOSTILE.to_owned(),
            fate: t.original_stored_as(&t.site_sip()),
            tone: "good",
            icon: "check",
        }],
        phones: vec![original::OriginalPhone {
            line: "2".to_owned(),
            extension: "106".to_owned(),
            label: HOSTILE.to_owned(),
            device: "GXP2135 00:0b:82:aa:bb:cc".to_owned(),
            notes: vec![t.original_note_secret(), t.original_note_right("pyf")],
        }],
        refused: vec![original::OriginalRefused {
            line: "3".to_owned(),
            column: "exten".to_owned(),
            reason: t.original_twice("2"),
        }],
        unused: "phone_id, secretary".to_owned(),
    }
}
