//! Names, text, and whatever form a file has: what is written reads back, and what others send is read with care.

use proptest::prelude::*;
use switchhook_provisioning::MacAddr;
use switchhook_provisioning::grandstream::alias::{self, Items, NamedValues};
use switchhook_provisioning::grandstream::encrypted::{self, Digest};
use switchhook_provisioning::grandstream::text::{self, Style};
use switchhook_provisioning::grandstream::{
    AnyFile, Content, Form, Limits, PNumber, PValues, ReadAnyError, binary, read_any, xml,
};

fn any(file: &[u8]) -> Result<AnyFile, ReadAnyError> {
    read_any(file, None, &Limits::default())
}

fn named(list: &[(&str, &str)]) -> NamedValues {
    let mut values = NamedValues::new();
    for (name, text) in list {
        values.set(name, *text).unwrap();
    }
    values
}

fn numbered(list: &[(u32, &str)]) -> PValues {
    let mut values = PValues::new();
    for (number, text) in list {
        values.set(PNumber::new(*number), *text).unwrap();
    }
    values
}

fn in_config(inside: &str) -> String {
    format!("<gs_provision version=\"1\">\n<config version=\"2\">\n{inside}\n</config>\n</gs_provision>\n")
}

#[test]
fn a_file_with_names_looks_as_devices_export_it() {
    let values = named(&[
        ("account.1.enable", "Yes"),
        ("account.1.sip.userid", "u4711"),
        ("account.1.sip.subscriber.name", "Ann & <Tom>"),
        ("account.1.sip.subscriber.userid", "u4711"),
        ("standalone", ""),
    ]);
    let mac: MacAddr = "c0:74:ad:11:22:33".parse().unwrap();
    assert_eq!(
        alias::write(Some(mac), &values, Items::Parts),
        "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n\
         <gs_provision version=\"1\">\n  \
         <mac>c074ad112233</mac>\n  \
         <config version=\"2\">\n    \
         <item name=\"account.1\">\n      <part name=\"enable\">Yes</part>\n    </item>\n    \
         <item name=\"account.1.sip\">\n      <part name=\"userid\">u4711</part>\n    </item>\n    \
         <item name=\"account.1.sip.subscriber\">\n      \
         <part name=\"name\">Ann &amp; &lt;Tom&gt;</part>\n      <part name=\"userid\">u4711</part>\n    </item>\n    \
         <item name=\"standalone\"></item>\n  \
         </config>\n\
         </gs_provision>\n"
    );
}

#[test]
fn files_with_names_of_other_programs_are_read() {
    let file = "\u{feff}<?xml version='1.0' encoding='utf-8'?>\r\n<!-- a phone -->\r\n<gs_provision version=\"2\">\r\n\
                <config version='2'><item name='account.1.name'> Desk 12 </item>\r\n\
                <item name=\"account.1.sip\">\r\n <!-- who --> <part name=\"userid\">u<![CDATA[4&]]>711</part>\
                <part name='server.1.address'/>\r\n</item><item name='x'/></config></gs_provision>";
    let file = any(file.as_bytes()).unwrap();
    assert_eq!((file.form, file.mac), (Form::Alias, None));
    let expected = named(&[
        ("account.1.name", " Desk 12 "),
        ("account.1.sip.userid", "u4&711"),
        ("account.1.sip.server.1.address", ""),
        ("x", ""),
    ]);
    assert_eq!(file.content, Content::Names(expected));
}

#[test]
fn every_fault_of_a_file_with_names_has_its_own_error_and_line() {
    for (file, code, line) in [
        ("", "E-XML-NO-CONFIG", None),
        ("<html/>", "E-XML-ELEMENT", Some(1)),
        ("<gs_provision>\n<config>", "E-XML-VERSION", Some(2)),
        ("<gs_provision>\n<config version='1'>", "E-XML-VERSION", Some(2)),
        ("<gs_provision>\n<config version='3'>", "E-XML-VERSION", Some(2)),
        ("<gs_provision>\n<mac>x</mac>", "E-MAC-DIGIT", Some(2)),
        ("<!DOCTYPE x>", "E-XML-DOCTYPE", Some(1)),
        (&in_config("<item name='a'>"), "E-XML-SYNTAX", Some(4)),
        (&in_config("<P47>x</P47>"), "E-XML-MIXED", Some(3)),
        (
            &in_config("<item name='a'>1</item>\n<P2/>"),
            "E-XML-MIXED",
            Some(4),
        ),
        (&in_config("<thing/>"), "E-XML-ELEMENT", Some(3)),
        (&in_config("<part name='a'/>"), "E-XML-ELEMENT", Some(3)),
        (&in_config("<item>1</item>"), "E-ALIAS-NAME", Some(3)),
        (&in_config("<item name=''>1</item>"), "E-ALIAS-NAME", Some(3)),
        (&in_config("<item name='a..b'>1</item>"), "E-ALIAS-NAME", Some(3)),
        (
            &in_config("<item name='a&amp;b'>1</item>"),
            "E-ALIAS-NAME",
            Some(3),
        ),
        (
            &in_config("<item name='a'><part>1</part></item>"),
            "E-ALIAS-NAME",
            Some(3),
        ),
        (&in_config("<item name='a'><b/></item>"), "E-XML-NESTED", Some(3)),
        (
            &in_config("<item name='a'><part name='b'><i/></part></item>"),
            "E-XML-NESTED",
            Some(3),
        ),
        (
            &in_config("<item name='a'>1<part name='b'/></item>"),
            "E-XML-TEXT",
            Some(3),
        ),
        (
            &in_config("<item name='a'><part name='b'/>1</item>"),
            "E-XML-TEXT",
            Some(3),
        ),
        (&in_config("1"), "E-XML-TEXT", Some(2)),
        (
            &in_config("<item name='a'>&#7;</item>"),
            "E-CHAR-FORBIDDEN",
            Some(3),
        ),
        (
            &in_config("<item name='a.b'/>\n<item name='a'><part name='b'/></item>"),
            "E-ALIAS-TWICE",
            Some(4),
        ),
    ] {
        let error = alias::read(file.as_bytes(), &Limits::default()).unwrap_err();
        assert_eq!((error.code(), error.line()), (code, line), "{file:?}: {error}");
        assert!(error.to_string().contains("; "), "{error} says what to do");
    }
}

#[test]
fn versions_are_not_mixed_whichever_comes_first() {
    for version in [1, 2] {
        let file = format!(
            "<gs_provision version='1'><config version='{version}'><P2>a</P2><item name='a'>b</item></config></gs_provision>"
        );
        assert_eq!(any(file.as_bytes()).unwrap_err().code(), "E-XML-MIXED");
    }
}

#[test]
fn text_of_templates_and_of_other_programs_is_read() {
    let file = "\u{feff}# Settings of a phone ############\r\n\r\n#P2 = admin\r\n  # P3 = x\r\nP271 = 1\r\nP270= Desk  12 \r\n\
                P3 = \r\nP47=\r\nP4200 = *21#\r\n\tP290 =  { x+ | *x+ }\r\nP192=a=b#c\r\ngnkey=0b82";
    let expected = numbered(&[
        (271, "1"),
        (270, " Desk  12 "),
        (3, ""),
        (47, ""),
        (4200, "*21#"),
        (290, " { x+ | *x+ }"),
        (192, "a=b#c"),
    ]);
    assert_eq!(any(file.as_bytes()).unwrap().content, Content::Numbers(expected));
}

#[test]
fn every_fault_of_a_text_has_its_own_error_and_line() {
    for (file, code, line) in [
        ("P2 = a\n\nadmin", "E-TEXT-NO-EQUALS", Some(3)),
        ("p2=a", "E-PVALUE-NUMBER", Some(1)),
        ("P02=a", "E-PVALUE-NUMBER", Some(1)),
        ("=a", "E-PVALUE-NUMBER", Some(1)),
        ("P2=a\nP2=a", "E-PVALUE-TWICE", Some(2)),
        ("P2=a\rP3=b", "E-CHAR-FORBIDDEN", Some(1)),
        ("P2=\u{7}", "E-CHAR-FORBIDDEN", Some(1)),
    ] {
        let error = text::read(file.as_bytes(), &Limits::default()).unwrap_err();
        assert_eq!((error.code(), error.line()), (code, line), "{file:?}: {error}");
        assert!(error.to_string().contains("; "), "{error} says what to do");
    }
    let error = text::read(b"P2=a\nP3=\xff", &Limits::default()).unwrap_err();
    assert_eq!((error.code(), error.line()), ("E-TEXT-UTF8", Some(2)));
}

#[test]
fn a_certificate_has_no_place_in_a_text() {
    let values = numbered(&[(8433, "-----BEGIN\nEND-----")]);
    let error = text::write(&values, Style::Plain).unwrap_err();
    assert_eq!((error.number.get(), error.code()), (8433, "E-TEXT-LINE-BREAK"));
}

#[test]
fn limits_hold() {
    let names = in_config("<item name='a'>123456</item><item name='b'/>");
    let text = "P1=123456\nP2=".to_owned();
    for (file, codes) in [
        (names, ["E-XML-TOO-LONG", "E-ALIAS-MANY", "E-ALIAS-LONG"]),
        (text, ["E-TEXT-TOO-LONG", "E-PVALUE-MANY", "E-PVALUE-LONG"]),
    ] {
        let all = Limits::default();
        let bytes = file.len() - 1;
        for (limits, code) in [
            Limits { bytes, ..all },
            Limits { values: 1, ..all },
            Limits {
                value_bytes: 5,
                ..all
            },
        ]
        .into_iter()
        .zip(codes)
        {
            let error = read_any(file.as_bytes(), None, &limits).unwrap_err();
            assert_eq!(error.code(), code, "{error}");
        }
    }
}

#[test]
fn the_form_is_recognised_by_what_is_inside() {
    let mac = MacAddr::new([0xc0, 0x74, 0xad, 1, 2, 3]);
    let values = numbered(&[(271, "1"), (3, "Hélène")]);
    let names = named(&[("account.1.enable", "Yes")]);
    let xml = xml::write(Some(mac), &values);
    let alias = alias::write(Some(mac), &names, Items::Whole);
    let numbers = Content::Numbers(values.clone());
    let password = "s3cret".into();
    let limits = Limits::default();
    for (file, form, mac, content) in [
        (binary::write(mac, &values), Form::Binary, Some(mac), &numbers),
        (xml.clone().into_bytes(), Form::Xml, Some(mac), &numbers),
        (
            format!("\u{feff}\r\n {xml}").into_bytes(),
            Form::Xml,
            Some(mac),
            &numbers,
        ),
        (
            alias.clone().into_bytes(),
            Form::Alias,
            Some(mac),
            &Content::Names(names),
        ),
        (
            text::write(&values, Style::Plain).unwrap().into_bytes(),
            Form::Text,
            None,
            &numbers,
        ),
    ] {
        let read = read_any(&file, None, &limits).unwrap();
        assert_eq!(
            (read.form, read.digest, read.mac, &read.content),
            (form, None, mac, content)
        );
    }
    for (plain, form) in [(&xml, Form::Xml), (&alias, Form::Alias)] {
        for digest in [Digest::Md5, Digest::Sha256, Digest::OPENSSL_PBKDF2] {
            let file = encrypted::write(plain.as_bytes(), &password, [9; 8], digest);
            let read = read_any(&file, Some(&password), &limits).unwrap();
            assert_eq!(
                (read.form, read.digest, read.mac),
                (form, Some(digest), Some(mac))
            );
        }
    }
    for (file, code) in [
        (&b""[..], "E-FILE-EMPTY"),
        (b"\xef\xbb\xbf \r\n", "E-FILE-EMPTY"),
        (b"Salted__01234567", "E-ENCRYPTED-NO-PASSWORD"),
        (b"\0\0", "E-BINARY-TOO-SHORT"),
        (b"<html>", "E-XML-ELEMENT"),
        (b"Not found", "E-TEXT-NO-EQUALS"),
    ] {
        assert_eq!(any(file).unwrap_err().code(), code, "{file:?}");
    }
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof!["[ -~]{0,24}", "\\PC{0,24}", "[\t &<>'\"#=\\]]{0,9}"]
}

proptest! {
    #[test]
    fn names_read_back_in_their_order(
        bytes: Option<[u8; 6]>,
        list in proptest::collection::vec(("[a-c](\\.[a-cZ0-9_-]{1,2}){0,3}", texts()), 0..30),
    ) {
        let mut values = NamedValues::new();
        for (name, text) in &list {
            let _ = values.set(name, text.as_str());
        }
        let mac = bytes.map(MacAddr::new);
        for items in [Items::Whole, Items::Parts] {
            let file = alias::read(alias::write(mac, &values, items).as_bytes(), &Limits::default()).unwrap();
            prop_assert_eq!(file.mac, mac);
            prop_assert_eq!(&file.values, &values);
        }
    }

    #[test]
    fn text_reads_back_in_its_order(list in proptest::collection::vec((1u32..60_000, texts()), 0..40)) {
        let mut values = PValues::new();
        for (number, text) in list {
            let _ = values.set(PNumber::new(number), text);
        }
        for style in [Style::Template, Style::Plain] {
            let file = text::write(&values, style).unwrap();
            prop_assert_eq!(text::read(file.as_bytes(), &Limits::default()), Ok(values.clone()));
        }
    }

    #[test]
    fn no_bytes_are_too_strange(file: Vec<u8>, inside in "(<[/]?(P1|item|part|mac|config)( name='[a.]{0,3}')?[ />]{1,2}|&[a-z#0-9]{0,3};|[a-z\n]){0,12}") {
        for file in [file, in_config(&inside).into_bytes(), inside.into_bytes()] {
            let _ = any(&file);
            let _ = alias::read(&file, &Limits::default());
            let _ = text::read(&file, &Limits::default());
        }
    }

    /// Whatever a value holds, and however it breaks its file: an error may end up in a log.
    #[test]
    fn no_error_and_no_debug_repeats_what_is_inside_a_value(
        secret in "[A-Z]{6}",
        before in "[<&>;a-z#/= \u{1}]{0,4}",
        after in "[<&>;a-z#/= \n\u{1}]{0,4}",
    ) {
        let value = format!("{before}{secret}{after}");
        for file in [
            in_config(&format!("<item name='a'>{value}</item>")),
            in_config(&format!("<item name='a'><part name='b'>{value}</part></item>")),
            format!("P34 = {value}"),
            format!("P34={value}\n{secret}"),
            format!("{secret} = {value}"),
        ] {
            let shown = match any(file.as_bytes()) {
                Ok(file) => format!("{file:?}"),
                Err(error) => format!("{error} {error:?}"),
            };
            prop_assert!(!shown.contains(&secret), "{}", shown);
        }
    }
}
