//! The XML file: what is written reads back, and what others send is read with care.

use proptest::prelude::*;
use switchhook_provisioning::MacAddr;
use switchhook_provisioning::grandstream::{Limits, PNumber, PValues, ReadXmlError, xml};

fn read(file: &str) -> Result<xml::XmlFile, ReadXmlError> {
    xml::read(file.as_bytes(), &Limits::default())
}

fn in_config(inside: &str) -> String {
    format!("<gs_provision version=\"1\">\n<config version=\"1\">\n{inside}\n</config>\n</gs_provision>\n")
}

#[test]
fn a_file_looks_as_phones_expect_it() {
    let mut values = PValues::new();
    for (number, text) in [(271, "1"), (270, "Sales & <Support> \"'"), (2312, "")] {
        values.set(PNumber::new(number), text).unwrap();
    }
    let expected = "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n\
                    <gs_provision version=\"1\">\n  \
                    <mac>000b82123456</mac>\n  \
                    <config version=\"1\">\n    \
                    <P271>1</P271>\n    \
                    <P270>Sales &amp; &lt;Support&gt; &quot;&apos;</P270>\n    \
                    <P2312></P2312>\n  \
                    </config>\n\
                    </gs_provision>\n";
    let mac: MacAddr = "000b82123456".parse().unwrap();
    assert_eq!(xml::write(Some(mac), &values), expected);
    assert_eq!(
        xml::write(None, &values),
        expected.replace("  <mac>000b82123456</mac>\n", "")
    );
}

#[test]
fn files_of_other_programs_are_read() {
    let file = "\u{feff}<?xml version='1.0' encoding='utf-8'?>\r\n<!-- made by hand -->\r\n<?note nothing?>\
                <gs_provision version='1'>\r\n<mac>\r\n00:0B:82:12:34:56 </mac><config>\
                <!-- account 1 --><P3 > Tom &amp; A&#110;&#x6e; </P3><P290><![CDATA[{ <2=011>x+ }]]></P290><P47/>\
                <P8433>-----BEGIN\r\nEND-----</P8433></config></gs_provision>\r\n";
    let file = read(file).unwrap();
    assert_eq!(file.mac, Some("000b82123456".parse().unwrap()));
    let list: Vec<_> = file
        .values
        .iter()
        .map(|(number, text)| (number.get(), text))
        .collect();
    assert_eq!(
        list,
        [
            (3, " Tom & Ann "),
            (290, "{ <2=011>x+ }"),
            (47, ""),
            (8433, "-----BEGIN\nEND-----"),
        ]
    );
}

#[test]
fn every_fault_has_its_own_error_and_line() {
    for (file, code, line) in [
        ("", "E-XML-NO-CONFIG", None),
        ("Not found", "E-XML-TEXT", Some(1)),
        ("<html><body>Not found</body></html>", "E-XML-ELEMENT", Some(1)),
        (
            "<gs_provision version='1'>\n</gs_provision>",
            "E-XML-NO-CONFIG",
            None,
        ),
        ("<gs_provision version='2'>", "E-XML-VERSION", Some(1)),
        ("<gs_provision>\n<config version='2'>", "E-XML-VERSION", Some(2)),
        (
            "<gs_provision>\n<config version='1'>\n<P2>a",
            "E-XML-CUT-OFF",
            None,
        ),
        (
            "<gs_provision>\n<config/>\n<config/></gs_provision>",
            "E-XML-ELEMENT",
            Some(3),
        ),
        (
            "<gs_provision><config/></gs_provision>\n<gs_provision/>",
            "E-XML-ELEMENT",
            Some(2),
        ),
        (
            "<gs_provision>\n<mac>phone</mac></gs_provision>",
            "E-MAC-DIGIT",
            Some(2),
        ),
        ("<gs_provision>\n<mac/></gs_provision>", "E-MAC-LENGTH", Some(2)),
        (
            "<!DOCTYPE gs_provision>\n<gs_provision/>",
            "E-XML-DOCTYPE",
            Some(1),
        ),
        ("<?xml version='1.0' encoding='latin1'?>\n", "E-XML-UTF8", Some(1)),
        (
            &in_config("<P2>a</P2>\n<item name='x'>y</item>"),
            "E-XML-MIXED",
            Some(4),
        ),
        (&in_config("<Q2>a</Q2>"), "E-PVALUE-NUMBER", Some(3)),
        (&in_config("<P02>a</P02>"), "E-PVALUE-NUMBER", Some(3)),
        (&in_config("<P2>a</P3>"), "E-XML-SYNTAX", Some(3)),
        (&in_config("<P2>a & b</P2>"), "E-XML-SYNTAX", Some(3)),
        (&in_config("<P2>a\n&b;</P2>"), "E-XML-ENTITY", Some(4)),
        (&in_config("<P2>&#0;</P2>"), "E-XML-ENTITY", Some(3)),
        (&in_config("<P2>&#7;</P2>"), "E-CHAR-FORBIDDEN", Some(3)),
        (&in_config("<P2>a\u{1}</P2>"), "E-CHAR-FORBIDDEN", Some(3)),
        (&in_config("<P2>a&#13;</P2>"), "E-CHAR-FORBIDDEN", Some(3)),
        (&in_config("<P2>a<b/></P2>"), "E-XML-NESTED", Some(3)),
        (&in_config("<P2>a</P2>b"), "E-XML-TEXT", Some(3)),
        (&in_config("<P2>a</P2>\n\n<P2>b</P2>"), "E-PVALUE-TWICE", Some(5)),
    ] {
        let error = read(file).unwrap_err();
        assert_eq!((error.code(), error.line()), (code, line), "{file:?}: {error}");
        assert!(error.to_string().contains("; "), "{error} says what to do");
    }
    let error = xml::read(b"<gs_provision>\n\xff", &Limits::default()).unwrap_err();
    assert_eq!((error.code(), error.line()), ("E-XML-UTF8", Some(2)));
}

#[test]
fn a_short_file_cannot_become_a_long_one() {
    let laughs = "<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>\n\
                  <gs_provision><config><P2>&b;</P2></config></gs_provision>";
    assert_eq!(read(laughs).unwrap_err().code(), "E-XML-DOCTYPE");
    let outside = "<!DOCTYPE l SYSTEM 'file:///etc/passwd'><gs_provision/>";
    assert_eq!(read(outside).unwrap_err().code(), "E-XML-DOCTYPE");
}

#[test]
fn depth_is_bounded_by_the_form() {
    let deep = format!("<gs_provision><config><P1>{}", "<P2>".repeat(100_000));
    assert_eq!(read(&deep).unwrap_err().code(), "E-XML-NESTED");
    let deep = "<gs_provision>".repeat(100_000);
    assert_eq!(read(&deep).unwrap_err().code(), "E-XML-ELEMENT");
}

#[test]
fn limits_hold() {
    let file = in_config("<P1>12&amp;345</P1><P2>1</P2>");
    for (limits, code) in [
        (
            Limits {
                bytes: file.len() - 1,
                ..Limits::default()
            },
            "E-XML-TOO-LONG",
        ),
        (
            Limits {
                values: 1,
                ..Limits::default()
            },
            "E-PVALUE-MANY",
        ),
        (
            Limits {
                value_bytes: 5,
                ..Limits::default()
            },
            "E-PVALUE-LONG",
        ),
    ] {
        assert_eq!(
            xml::read(file.as_bytes(), &limits).map_err(|error| error.code()),
            Err(code)
        );
    }
}

proptest! {
    #[test]
    fn what_is_written_reads_back_in_its_order(
        bytes: Option<[u8; 6]>,
        list in proptest::collection::vec((1u32..60_000, prop_oneof!["[ -~]{0,24}", "\\PC{0,24}", "[\n\t &<>'\"\\]]{0,9}"]), 0..40),
    ) {
        let mut values = PValues::new();
        for (number, text) in list {
            let _ = values.set(PNumber::new(number), text);
        }
        let mac = bytes.map(MacAddr::new);
        let file = read(&xml::write(mac, &values)).unwrap();
        prop_assert_eq!(file.mac, mac);
        prop_assert_eq!(file.values, values);
    }

    #[test]
    fn no_bytes_are_too_strange(file: Vec<u8>) {
        let _ = xml::read(&file, &Limits::default());
    }

    #[test]
    fn no_markup_is_too_strange(
        inside in "(<[/!?]?(P[0-9]|mac|config|gs_provision|!--|\\[CDATA\\[)[ />]?|&[a-z#0-9]{0,4};?|[a-z\\]>\n]|-->){0,12}",
    ) {
        for file in [inside.clone(), in_config(&inside), in_config(&format!("<P1>{inside}</P1>"))] {
            if let Ok(read_once) = read(&file) {
                let again = read(&xml::write(read_once.mac, &read_once.values)).unwrap();
                prop_assert_eq!(again, read_once);
            }
        }
    }

    /// Whatever a value holds, and however it breaks its file: an error may end up in a log.
    #[test]
    fn no_error_repeats_what_is_inside_a_value(
        secret in "[A-Z]{6}",
        before in "[<&>;a-z#/ \u{1}]{0,4}",
        after in "[<&>;a-z#/ \u{1}]{0,4}",
    ) {
        let file = in_config(&format!("<P34>{before}{secret}{after}</P34>"));
        if let Err(error) = read(&file) {
            prop_assert!(!error.to_string().contains(&secret), "{}", error);
            prop_assert!(!format!("{error:?}").contains(&secret), "{:?}", error);
        }
    }
}
