//! `Master.csv` in each of its widths, and what crashes leave in it.
#![cfg(feature = "csv")]

use proptest::prelude::*;
use switchhook_rating::cdr::{CdrError, CdrRecord, Columns, Field, MasterReader, ReadCdr, Settings};

const BASE: [&str; 16] = [
    r#""""#,
    r#""101""#,
    r#""872345""#,
    r#""internal""#,
    r#""""Alice, ""the boss"""" <101>""#,
    r#""PJSIP/101-01""#,
    r#""PJSIP/gw-02""#,
    r#""Dial""#,
    r#""PJSIP/872345@gw,30,T""#,
    r#""2011-12-19 11:08:50""#,
    r#""2011-12-19 11:08:58""#,
    r#""2011-12-19 11:25:17""#,
    "987",
    "979",
    r#""ANSWERED""#,
    r#""DOCUMENTATION""#,
];

fn line(more: &[&str]) -> String {
    let fields: Vec<&str> = BASE.iter().chain(more).copied().collect();
    fields.join(",")
}

/// What comes out of a file: the destination of each record, or the line and reason of one that is refused.
fn read(file: &[u8]) -> Vec<String> {
    MasterReader::new(file)
        .records()
        .map(|record| match record {
            Ok(record) => record.dst().to_owned(),
            Err(error) => error.to_string(),
        })
        .collect()
}

#[test]
fn every_width_that_asterisk_writes_is_read() {
    let (unique, user, peer, linked, sequence) = (
        r#""pbx-1324253330.1""#,
        r#""sales""#,
        r#""""#,
        r#""1324253330.0""#,
        "7",
    );
    for (more, found) in [
        (vec![], ["", "", ""]),
        (vec![unique], ["pbx-1324253330.1", "", ""]),
        (vec![user], ["", "sales", ""]),
        (vec![unique, user], ["pbx-1324253330.1", "sales", ""]),
        (vec![peer, linked, sequence], ["", "", "1324253330.0"]),
        (
            vec![unique, peer, linked, sequence],
            ["pbx-1324253330.1", "", "1324253330.0"],
        ),
        (vec![user, peer, linked, sequence], ["", "sales", "1324253330.0"]),
        (
            vec![unique, user, peer, linked, sequence],
            ["pbx-1324253330.1", "sales", "1324253330.0"],
        ),
    ] {
        let text = line(&more);
        let mut reader = MasterReader::new(text.as_bytes());
        let mut record = CdrRecord::new();
        assert!(reader.read_record(&mut record).unwrap(), "{text}");
        assert_eq!(
            [record.uniqueid(), record.userfield(), record.linkedid()],
            found,
            "{text}"
        );
        assert_eq!(record.sequence(), (more.len() > 2).then_some(7), "{text}");
        assert_eq!(record.clid(), r#""Alice, "the boss"" <101>"#);
        assert_eq!(record.lastdata(), "PJSIP/872345@gw,30,T");
        assert_eq!(
            (record.duration().as_secs(), record.billsec().as_secs()),
            (987, 979)
        );
        assert_eq!(record.talk_start().unwrap().to_string(), "2011-12-19 11:08:58");
        assert!(record.is_answered());
    }
}

#[test]
fn a_single_column_is_what_it_is_said_to_be() {
    let text = line(&[r#""1324253330.1""#]);
    let mut reader = MasterReader::new(text.as_bytes()).columns(Columns::UserField);
    let record = reader.records().next().unwrap().unwrap();
    assert_eq!((record.userfield(), record.uniqueid()), ("1324253330.1", ""));
}

#[test]
fn a_record_that_breaks_off_costs_itself_and_not_the_next_one() {
    let whole = line(&[]);
    let (half, _) = whole.split_at(65);
    // The file ends there; or Asterisk came back and began a new line; or it went on in the same line.
    for (file, expected) in [
        (
            format!("{whole}\n{half}"),
            vec!["872345", "line 2: the record breaks off"],
        ),
        (
            format!("{half}\n{whole}\r\n{whole}"),
            vec!["line 1: the record breaks off", "872345", "872345"],
        ),
        (
            format!("{whole}\n{half}{whole}\n{whole}\n"),
            vec!["872345", "line 2: field ", "872345"],
        ),
        (
            format!("{whole}\n\0\0\0\0\0\0\n{whole}\n"),
            vec!["872345", "line 2: zero bytes", "872345"],
        ),
        (
            format!("{whole}\n{},\n\n \n{whole}", "\"101\",".repeat(21)),
            vec!["872345", "line 2: 23 fields where 16 to 21", "872345"],
        ),
    ] {
        let got = read(file.as_bytes());
        assert_eq!(got.len(), expected.len(), "{file}: {got:#?}");
        for (got, expected) in got.iter().zip(expected) {
            assert!(got.starts_with(expected), "{got} instead of {expected}\n{file}");
        }
    }
}

#[test]
fn a_line_break_in_a_value_is_part_of_it() {
    let whole = line(&[r#""1324253330.1""#, "\"one\ntwo\n\nfour\""]);
    let file = format!("{whole}\n{whole}\n");
    let records: Vec<_> = MasterReader::new(file.as_bytes())
        .records()
        .collect::<Result<_, _>>()
        .unwrap();
    assert_eq!(records.iter().map(CdrRecord::line).collect::<Vec<_>>(), [1, 5]);
    assert_eq!(records[1].userfield(), "one\ntwo\n\nfour");
}

#[test]
fn what_cannot_be_charged_is_refused_with_its_reason() {
    for (field, text, reason) in [
        (9, r#""""#, "no start; "),
        (9, "", "no start; "),
        (
            9,
            r#""19/12/2011 11:08""#,
            "start: \"19/12/2011 11:08\" is not a time; ",
        ),
        (10, r#""2011-12-19 25:00:00""#, "answer: "),
        (12, "-3600", "duration: -3600 is below zero, "),
        (13, "-1", "billsec: -1 is below zero, "),
        (
            13,
            "999999999999",
            "billsec: 999999999999 s is more than the 315360000 s ",
        ),
        (13, "989", "billsec 989 s is more than duration 987 s; "),
        (13, "many", "billsec: \"many\" is not a number; "),
    ] {
        let mut fields = BASE;
        fields[field] = text;
        let file = format!("{}\n{}\n", fields.join(","), line(&[]));
        let got = read(file.as_bytes());
        assert!(got[0].starts_with(&format!("line 1: {reason}")), "{got:#?}");
        assert_eq!(got[1..], ["872345"]);
    }
}

#[test]
fn an_unset_answer_and_an_unknown_word_are_no_errors() {
    let mut fields = BASE;
    (fields[10], fields[13], fields[14]) = ("", "0", r#""PARKED""#);
    let file = fields.join(",");
    let record = MasterReader::new(file.as_bytes())
        .records()
        .next()
        .unwrap()
        .unwrap();
    assert_eq!((record.answer(), record.is_answered()), (None, false));
    assert_eq!(record.text(Field::Disposition), "PARKED");
}

#[test]
fn bytes_that_are_no_utf8_are_read_as_latin1_and_said() {
    let text = line(&[]).replace("Alice", "Aimé");
    let latin1: Vec<u8> = text
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    for (file, is_latin1) in [(text.as_bytes(), false), (&latin1, true)] {
        let record = MasterReader::new(file).records().next().unwrap().unwrap();
        assert_eq!(record.clid(), r#""Aimé, "the boss"" <101>"#);
        assert_eq!((record.is_latin1(), record.dst()), (is_latin1, "872345"));
    }
}

#[test]
fn a_line_without_end_costs_its_limit_and_no_more() {
    let file = format!("\"{}\n{}\n", "x".repeat(1_000_000), line(&[]));
    let mut reader = MasterReader::new(file.as_bytes()).settings(Settings::new().longest_record(1000));
    let mut record = CdrRecord::new();
    let error = reader.read_record(&mut record).unwrap_err();
    let CdrError::Record(bad) = &error else {
        panic!("{error}")
    };
    assert_eq!((bad.line, bad.text.len()), (1, 80));
    assert!(error.to_string().contains("more than 1000 bytes"));
    assert!(reader.read_record(&mut record).unwrap());
    assert_eq!(record.line(), 2);
}

proptest! {
    /// Whatever stands in the values, cut anywhere: every record before the cut is read as it was, and nothing else.
    #[test]
    fn a_file_that_breaks_off_gives_every_record_before(
        names in prop::collection::vec("[a-zé\", <>\n\\\\]{0,12}", 1..6), cut in 0usize..4000,
    ) {
        let record = |name: &str| {
            let quoted = format!("\"{}\"", name.replace('"', "\"\""));
            let mut fields = BASE.map(str::to_owned);
            fields[4] = quoted.clone();
            format!("{},\"1.1\",{quoted}\n", fields.join(","))
        };
        let file: String = names.iter().map(|name| record(name)).collect();
        let cut = cut.min(file.len());
        let mut reader = MasterReader::new(&file.as_bytes()[..cut]);
        let mut got = Vec::new();
        let mut record_buffer = CdrRecord::new();
        loop {
            match reader.read_record(&mut record_buffer) {
                Ok(true) => got.push((record_buffer.clid().to_owned(), record_buffer.userfield().to_owned())),
                Ok(false) => break,
                Err(CdrError::Record(_)) => {}
                Err(error) => panic!("{error}"),
            }
        }
        let mut end = 0;
        let whole = names.iter().take_while(|name| { end += record(name).len(); end <= cut + 1 }).count();
        prop_assert!(got.len() >= whole, "{} of {whole}", got.len());
        for (got, name) in got.iter().zip(&names).take(whole) {
            prop_assert_eq!(got, &(name.clone(), name.clone()));
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(prop_oneof![Just(b'"'), Just(b','), Just(b'\n'), any::<u8>()], 0..300)) {
        let lines = bytes.split(|&byte| byte == b'\n').count();
        prop_assert!(MasterReader::new(&bytes[..]).records().count() <= lines);
    }
}
