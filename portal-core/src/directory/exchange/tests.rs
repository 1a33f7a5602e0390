use proptest::prelude::*;

use super::*;
use crate::directory::Entry;
use crate::{ContactForm, ContactId, Problem};

fn entries(import: &Import) -> Vec<Entry> {
    let entry = |imported: &Imported| imported.details.to_entry(ContactId(1));
    import.contacts.iter().map(entry).collect()
}

/// First name, last name, company, numbers.
fn shown(import: &Import) -> Vec<String> {
    let text = |entry: Entry| {
        let numbers = entry.numbers.join(" ");
        format!(
            "{}|{}|{}|{numbers}",
            entry.first_name, entry.last_name, entry.company
        )
    };
    entries(import).into_iter().map(text).collect()
}

fn refused(import: &Import) -> Vec<(usize, String)> {
    import
        .refused
        .iter()
        .map(|refused| (refused.line, refused.reason.to_string()))
        .collect()
}

#[test]
fn headings_in_four_languages_name_their_columns() {
    for heading in [
        "Prénom;Nom;Société;Téléphone;Mobile",
        "First Name,Last Name,Company,Business Phone,Mobile Phone",
        "Nombre\tApellidos\tEmpresa\tTeléfono\tMóvil",
        "Имя;Фамилия;Организация;Телефон;Мобильный",
        "Given Name,Family Name,Organization 1 - Name,Phone 1 - Value,Phone 2 - Value",
    ] {
        let delimiter = if heading.contains('\t') {
            "\t"
        } else if heading.contains(';') {
            ";"
        } else {
            ","
        };
        let row = ["Zoë", "Müller", "Acme", "0687 72 12 34", "106"].join(delimiter);
        let import = read_csv(format!("{heading}\r\n{row}\r\n").as_bytes(), true);
        assert_eq!(
            shown(&import),
            ["Zoë|Müller|Acme|0687721234 106"],
            "{heading}: {import:?}"
        );
        assert!(
            import.left_out.is_empty() && import.refused.is_empty(),
            "{import:?}"
        );
    }
}

#[test]
fn last_names_do_not_come_out_under_the_heading_of_first_names() {
    let table = read_csv(b"Last name,First name,Number\nMuller,Zoe,106\n", false);
    for words in [Words::French, Words::English, Words::Spanish, Words::Russian] {
        let again = read_csv(write_csv(&entries(&table), words, ';').as_bytes(), true);
        assert_eq!(shown(&again), ["Zoe|Muller||106"], "{words:?}");
        assert!(!again.contacts[0].details.private, "{words:?}");
    }
}

#[test]
fn encodings_are_told_apart() {
    let (western, _, _) = encoding_rs::WINDOWS_1252.encode("Nom;Numéro\nŒuvré;106\nd’Été;107\n");
    let (cyrillic, _, _) = encoding_rs::WINDOWS_1251.encode("Фамилия;Номер\nИванов;106\n");
    let utf16: Vec<u8> = "\u{feff}Nom\tNuméro\nЁлкин\t106\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for (bytes, encoding, name) in [
        (&western[..], Encoding::Windows1252, "Œuvré"),
        (&cyrillic, Encoding::Windows1251, "Иванов"),
        (&utf16, Encoding::Utf16, "Ёлкин"),
        ("\u{feff}Nom,Numéro\nÉté,106\n".as_bytes(), Encoding::Utf8, "Été"),
    ] {
        let import = read(bytes, true);
        assert_eq!(
            (import.encoding, &*import.contacts[0].details.last_name),
            (encoding, name)
        );
    }
}

#[test]
fn a_bad_row_costs_that_row_and_says_where_and_why() {
    let table = "Directory of 2026\n\nNom,Numéro,Privé,Adresse\n\
                 Girard,106,oui,\"1 rue\nde la Gare\"\n\
                 Souza,call me,perhaps,\n\
                 ,,,\n\
                 \"Never closed,107,non,\n\
                 ,108,,\n\
                 Zoé,\"106\",0,here\n";
    let import = read_csv(table.as_bytes(), true);
    assert_eq!(shown(&import), ["|Girard||106", "|Zoé||106"]);
    assert_eq!(
        import
            .contacts
            .iter()
            .map(|contact| contact.line)
            .collect::<Vec<_>>(),
        [4, 10]
    );
    assert_eq!(
        [0, 1].map(|place| import.contacts[place].details.private),
        [true, false]
    );
    let reasons = refused(&import);
    assert_eq!(
        reasons.iter().map(|(line, _)| *line).collect::<Vec<_>>(),
        [6, 6, 8, 9],
        "{reasons:?}"
    );
    assert!(reasons[0].1.contains("phone1"), "{reasons:?}");
    assert_eq!(
        import.refused[1].reason,
        Reason::Field(FieldError::new("private", Problem::Unknown))
    );
    assert_eq!(import.refused[2].reason, Reason::OpenQuote);
    assert!(reasons[3].1.starts_with("last_name"), "{reasons:?}");
    assert_eq!(import.left_out, BTreeMap::from([("Adresse".to_owned(), 2)]));
}

#[test]
fn a_table_without_a_heading_is_refused_whole() {
    for bytes in [
        &b""[..],
        b"Girard,106\nSouza,107\n",
        b"Nom\nGirard\n",
        b"Number\n106\n",
        b"\xff\xfe\x00",
        b"\0\0\0",
    ] {
        let import = read(bytes, true);
        assert!(import.contacts.is_empty());
        assert_eq!(
            import.refused,
            [Refused {
                line: 1,
                reason: Reason::NoHeading
            }],
            "{bytes:?}"
        );
    }
}

#[test]
fn no_cell_is_run_as_a_formula_or_changed_by_the_guard() {
    let form = ContactForm {
        first_name: "=cmd|' /C calc'!A0",
        last_name: "'=1+1",
        company: "@SUM(A1)",
        phone1: "+687254106",
        ..ContactForm::default()
    };
    let details = ContactDetails::parse(&form).unwrap();
    let table = write_csv(&[details.to_entry(ContactId(1))], Words::English, ',');
    let row = table.lines().nth(1).unwrap();
    assert_eq!(row, "''=1+1,'=cmd|' /C calc'!A0,'@SUM(A1),,,yes,'+687254106,,");
    assert_eq!(read_csv(table.as_bytes(), false).contacts[0].details, details);
}

#[test]
fn what_is_beyond_the_limits_is_counted() {
    let mut table = String::from("Nom;Tel;Tel;Tel;Tel\n");
    for _ in 0..Import::MAX_REFUSED + 5 {
        table.push_str("x;y;;;\n");
    }
    table.push_str(&format!("long;{};;;\n", "1".repeat(70_000)));
    table.push_str("Girard;1;2;3;4\n");
    let import = read_csv(table.as_bytes(), true);
    assert_eq!(
        (import.refused.len(), import.more_refused, import.count_refused()),
        (1_000, 6, 1_006)
    );
    assert_eq!(shown(&import), ["|Girard||1 2 3"]);
    assert_eq!(import.left_out["Tel"], 1);
}

#[test]
fn cards_are_read_as_telephones_and_programs_write_them() {
    let file = "BEGIN:VCARD\r\nVERSION:3.0\r\nPRODID:-//Apple\r\nN:M\u{fc}ller\\, Dr.;Zo\u{eb};Ana;;\r\nFN:Zo\u{eb}\r\n\
                ORG:Acme\\; Sons;Sales\r\nitem1.TEL;type=\"WORK,FAX\":111\r\nTEL;TYPE=CELL,pref:+687 25 41\r\n  06\r\n\
                item2.X-ABLabel:_$!<Home>!$_\r\nTEL;TYPE=HOME:106\r\nEMAIL;TYPE=INTERNET:zoe@exam\r\n ple.org\r\nCLASS:PUBLIC\r\n\
                PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSk\r\n  ZJRgABAQ==\r\nEND:VCARD\r\n\r\n\
                begin:vcard\nversion:4.0\nKIND:individual\nFN:Ana Souza\nTEL;VALUE=uri;PREF=2:tel:+687-25-41-07;ext=5\n\
                TEL;VALUE=uri;PREF=1:tel:112\nend:vcard\n\
                BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=98=D0=B2=D0=B0=\n=D0=BD=D0=BE=D0=B2;;;;\n\
                TEL;CELL:107\nEND:VCARD\n";
    let import = read(file.as_bytes(), true);
    assert_eq!(refused(&import), []);
    assert_eq!(
        shown(&import),
        [
            "Zoë Ana|Müller, Dr.|Acme; Sons|+687254106 106 111",
            "|Ana Souza||112 +687254107",
            "|Иванов||107"
        ]
    );
    assert_eq!(
        import.contacts.iter().map(|card| card.line).collect::<Vec<_>>(),
        [1, 19, 26]
    );
    assert_eq!(
        [0, 1].map(|place| import.contacts[place].details.private),
        [false, true]
    );
    assert_eq!(
        import.contacts[0].details.email.as_ref().unwrap().as_str(),
        "zoe@example.org"
    );
    let left_out: Vec<_> = import.left_out.into_iter().collect();
    assert_eq!(
        left_out,
        [
            ("ORG".to_owned(), 1),
            ("PHOTO".to_owned(), 1),
            ("TEL".to_owned(), 1)
        ]
    );
}

#[test]
fn a_bad_card_costs_that_card() {
    let file = "hello\nworld\nBEGIN:VCARD\nVERSION:3.0\nFN:Open\nTEL:1\nBEGIN:VCARD\nVERSION:9\nFN:New\nTEL:2\nEND:VCARD\n\
                BEGIN:VCARD\nKIND:group\nFN:Team\nTEL:3\nEND:VCARD\n\
                BEGIN:VCARD\nFN:No number\nEND:VCARD\n\
                BEGIN:VCARD\nFN:Good\nTEL:4\nwhat is this\nEND:VCARD\nBEGIN:VCARD\nFN:Last";
    let import = read_vcard(file.as_bytes(), false);
    assert_eq!(shown(&import), ["|Good||4"]);
    let reasons: Vec<_> = import
        .refused
        .iter()
        .map(|refused| (refused.line, &refused.reason))
        .collect();
    assert_eq!(
        reasons,
        [
            (1, &Reason::OutsideCard),
            (3, &Reason::NotEnded),
            (7, &Reason::UnknownVersion { version: "9".into() }),
            (12, &Reason::Group),
            (17, &Reason::Field(FieldError::new("phone1", Problem::Empty))),
            (25, &Reason::NotEnded),
        ]
    );
    assert_eq!(import.left_out["?"], 1);
}

#[test]
fn a_line_that_was_cut_within_a_character_is_whole_again() {
    let mut file = b"BEGIN:VCARD\r\nFN:Zo\xc3".to_vec();
    file.extend_from_slice(b"\r\n \xab\r\nTEL:1\r\nEND:VCARD\r\n");
    let import = read(&file, true);
    assert_eq!(
        (shown(&import), import.encoding),
        (vec!["|Zoë||1".to_owned()], Encoding::Utf8)
    );
}

#[test]
fn lines_of_cards_are_cut_at_75_bytes_and_never_within_a_character() {
    let name = "ё".repeat(32);
    let form = ContactForm {
        first_name: &name,
        last_name: &name,
        phone1: "1",
        ..ContactForm::default()
    };
    let card = write_vcard(
        &[ContactDetails::parse(&form).unwrap().to_entry(ContactId(1))],
        VcardVersion::V4,
    );
    assert!(card.split("\r\n").all(|line| line.len() <= 75), "{card}");
    assert!(
        card.lines().any(|line| line.len() > 70) && card.contains("\r\n "),
        "{card}"
    );
}

fn details() -> impl Strategy<Value = ContactDetails> {
    let text = "[a-zé'=+@,;:\\\\\"\t Жё.-]{0,12}";
    let number = "[0-9*#+]{0,6}";
    (
        text,
        text,
        text,
        [number, number, number],
        any::<bool>(),
        any::<bool>(),
    )
        .prop_filter_map(
            "a form takes it",
            |(first_name, last_name, company, [phone1, phone2, phone3], private, with_email)| {
                ContactDetails::parse(&ContactForm {
                    first_name: &first_name,
                    last_name: &last_name,
                    company: &company,
                    phone1: &phone1,
                    phone2: &phone2,
                    phone3: &phone3,
                    email: if with_email { "zoe+1@example.org" } else { "" },
                    private,
                })
                .ok()
            },
        )
}

proptest! {
    /// What is written as a table is read as it was, in every language and with every delimiter.
    #[test]
    fn a_table_that_is_written_reads_back(
        details in prop::collection::vec(details(), 1..4),
        words in prop::sample::select(vec![Words::French, Words::English, Words::Spanish, Words::Russian]),
        delimiter in prop::sample::select(vec![',', ';', '\t']),
    ) {
        let entries: Vec<Entry> = details.iter().map(|details| details.to_entry(ContactId(1))).collect();
        let import = read(write_csv(&entries, words, delimiter).as_bytes(), true);
        prop_assert_eq!(&import.refused, &[]);
        let read: Vec<_> = import.contacts.into_iter().map(|contact| contact.details).collect();
        prop_assert_eq!(read, details);
    }

    /// What is written as cards is read as it was; 4.0 does not say what is private.
    #[test]
    fn cards_that_are_written_read_back(details in prop::collection::vec(details(), 1..4), is_new in any::<bool>()) {
        let entries: Vec<Entry> = details.iter().map(|details| details.to_entry(ContactId(1))).collect();
        let version = if is_new { VcardVersion::V4 } else { VcardVersion::V3 };
        let import = read(write_vcard(&entries, version).as_bytes(), true);
        prop_assert_eq!(&import.refused, &[]);
        prop_assert!(import.left_out.is_empty());
        for (read, details) in import.contacts.into_iter().zip(&details) {
            // Only what is called like its company loses that name: a card has one for both.
            let expected = ContactDetails { private: is_new || details.private, ..details.clone() };
            if details.display_name() != details.company {
                prop_assert_eq!(read.details, expected);
            }
        }
    }

    /// Whatever is in a file, every line of it is a contact's, refused, or blank, and nothing panics.
    #[test]
    fn nothing_in_a_file_panics(bytes in prop::collection::vec(any::<u8>(), 0..300), heading in any::<bool>()) {
        let mut file = if heading { b"Nom,Num\xc3\xa9ro\n".to_vec() } else { b"BEGIN:VCARD\n".to_vec() };
        file.extend_from_slice(&bytes);
        for bytes in [&bytes, &file] {
            let import = read(bytes, true);
            prop_assert!(import.refused.iter().all(|refused| refused.line > 0));
        }
    }
}
