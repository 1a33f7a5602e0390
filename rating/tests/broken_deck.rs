//! A tariff file with broken lines: each is refused with its number, the reason and the remedy; the rest counts.
#![cfg(feature = "csv")]

use std::time::Duration;

use switchhook_rating::{Book, Call, Currency, Deck, Format, Outcome, Plan, Start};

#[test]
fn each_broken_line_is_refused_with_number_reason_and_remedy() {
    let (deck, rejected) = Deck::from_csv(include_str!("../testdata/broken-deck.csv"), &Format::default());
    let messages: Vec<String> = rejected.iter().map(ToString::to_string).collect();
    let expected = [
        r#"line 5: prefix: "O" at character 2 of prefix "1O"; write digits, + in front, and , | - between, each prefix at most 15 digits"#,
        "line 6: prefix: empty; fill it in",
        "line 7: prefix: the range 3-20 is none; both ends need the same number of digits, the smaller first",
        "line 8: prefix: more than 10000 prefixes in one list; use a shorter prefix",
        "line 9: prefix 8 was given before, on line 3 of its file, for numbers of the same length; remove one of the two",
        r#"line 10: price_peak: "1O.45" is not a number: 'O' does not belong there; write digits and at most one '.'"#,
        r#"line 11: price_peak: "10,45" is not a number: ',' does not belong there; write digits and at most one '.'"#,
        "line 12: the price -1 is below zero; give 0 for a free destination",
        r#"line 13: no price in band "offpeak"; fill in price_offpeak or price, 0 for free"#,
        r#"line 14: per: "0" is not a length in seconds; write 0.001 to 4000000, with at most three decimals"#,
        r#"line 15: next: "0" is not a length in seconds; write 0.001 to 4000000, with at most three decimals"#,
        "line 16: first: empty; fill it in",
        r#"line 17: next: "0.0001" is not a length in seconds; write 0.001 to 4000000, with at most three decimals"#,
        r#"line 18: digits: "seven" is not a number of digits; write 6, or 6-7"#,
        r#"line 19: kind: "FIXE" is not a kind; use internal, fixed, mobile, special, tollfree, premium, service, emergency, forbidden, other or nothing"#,
        "line 20: 13 fields where there are 12 columns; put fields that hold the delimiter in double quotes",
        "line 21: 3 fields where there are 12 columns; put fields that hold the delimiter in double quotes",
        "line 22: a double quote is not closed; close it on the same line",
        "line 23: destination: empty; fill it in",
        r#"line 24: fee: "free" is not a number: 'f' does not belong there; write digits and at most one '.'"#,
        r#"line 25: blocked: "perhaps" is neither yes nor no; write yes, or nothing"#,
    ];
    assert_eq!(messages, expected);
    assert_eq!(
        rejected[0].text,
        "1O,6,Letter in the prefix,fixed,1,1,60,60,60,,,"
    );
    assert_eq!(deck.len(), 4);

    // The lines after the broken ones rate calls.
    let book = Book::new(bands(), deck).unwrap();
    for (number, word) in [
        ("812345", "rated"),
        ("461234", "rated"),
        ("4712", "forbidden"),
        ("421234", "unmatched"),
    ] {
        assert_eq!(rate(&book, number).word(), word, "{number}");
    }
}

#[test]
fn without_the_columns_there_is_no_deck_and_a_reason() {
    let read = |text: &str| {
        let (deck, rejected) = Deck::from_csv(text, &Format::default());
        assert!(deck.is_empty(), "{text}");
        rejected
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join("; ")
    };
    for (text, part) in [
        ("", "line 1: nothing to read"),
        ("# only a comment\n\n", "line 1: nothing to read"),
        ("8,Local,10.45,60,60,60\n", "line 1: no column \"prefix\""),
        ("prefix;destination;price;per;first;next\n", "check the delimiter"),
        (
            "prefix,destination,per,first,next\n8,x,60,60,60\n",
            "line 1: no column \"price\"",
        ),
        (
            "prefix,destination,price,per,first,next,Price\n8,x,1,60,60,60,1\n",
            "the column \"Price\" is there twice",
        ),
        (
            "prefix,destination,price_a,price_a,per,first,next\n8,x,1,1,60,60,60\n",
            "\"price_a\" is there twice",
        ),
        (
            "prefix,destination,price,per,first,next\r8,x,1,60,60,60\r",
            "a carriage return within the line",
        ),
        (
            "\"prefix,destination,price,per,first,next\n8,x,1,60,60,60\n",
            "line 1: a double quote is not closed",
        ),
    ] {
        let messages = read(text);
        assert!(messages.contains(part), "{text:?}: {messages}");
    }
}

#[test]
fn an_unknown_column_is_told_and_left_out() {
    let text = "prefix,destination,price,per,first,next,fees\n8,Local,1,60,60,60,5\n";
    let (deck, rejected) = Deck::from_csv(text, &Format::default());
    assert_eq!(deck.len(), 1);
    assert_eq!(
        rejected[0].to_string(),
        "line 1: the column \"fees\" is unknown and was left out; correct its name, or call it note"
    );
}

#[test]
fn other_delimiters_decimal_commas_crlf_and_byte_order_marks_are_read() {
    let text =
        "\u{feff}Prefix; Destination; price; per; first; next\r\n87 ; Nouméa ; 10,45 ; 60 ; 60 ; 4,5\r\n";
    let (deck, rejected) = Deck::from_csv(text, &Format::semicolons());
    assert_eq!(rejected, []);
    let book = Book::new(Plan::new("x", Currency::XPF, chrono_tz::UTC), deck).unwrap();
    let outcome = rate(&book, "872345");
    let charge = outcome.charge().unwrap();
    assert_eq!(
        (&*charge.destination().name, charge.price().to_string().as_str()),
        ("Nouméa", "10.45")
    );
    assert_eq!(charge.increment().to_string(), "60/4.5");
}

#[test]
fn columns_may_be_capitals_and_bands_keep_theirs() {
    let text = "PREFIX,Destination,PRICE_Nuit,Price,Per,First,Next,NOTE\n8,Local,1,2,60,60,60,hello\n";
    let (deck, rejected) = Deck::from_csv(text, &Format::default());
    assert_eq!(rejected, []);
    let plan = Plan::new("x", Currency::XPF, chrono_tz::UTC).otherwise("Nuit");
    let book = Book::new(plan, deck).unwrap();
    let outcome = rate(&book, "812345");
    assert_eq!(outcome.charge().unwrap().price().to_string(), "1");
}

#[test]
fn limits_hold_and_say_so() {
    let header = "prefix,destination,price,per,first,next\n";
    let long = format!("{header}8,{},1,60,60,60\n9,ok,1,60,60,60\n", "x".repeat(20_000));
    let (deck, rejected) = Deck::from_csv(&long, &Format::default());
    assert_eq!((deck.len(), rejected.len()), (1, 1));
    assert!(rejected[0].to_string().contains("line 2: the line is too long"));
    assert_eq!(rejected[0].text.chars().count(), 80);

    let wide = format!("{header}{}\n9,ok,1,60,60,60\n", ",".repeat(200));
    let (deck, rejected) = Deck::from_csv(&wide, &Format::default());
    assert_eq!((deck.len(), rejected.len()), (1, 1));

    let mut format = Format::default();
    format.deck_prefixes = 12;
    let (deck, rejected) = Deck::from_csv(
        &format!("{header}0-9,ten,1,60,60,60\n10-19,more,1,60,60,60\n"),
        &format,
    );
    assert_eq!((deck.prefix_count(), rejected.len()), (10, 1));
    assert!(
        rejected[0]
            .to_string()
            .contains("line 3: prefix: the deck has more than 12 prefixes")
    );
}

#[test]
fn decks_merge_without_their_twins() {
    let read = |text: &str| {
        Deck::from_csv(
            &format!("prefix,destination,price,per,first,next\n{text}"),
            &Format::default(),
        )
        .0
    };
    let mut deck = read("8,Local,1,60,60,60\n");
    let refused = deck.merge(read("9,Other,1,60,60,60\n8,Local again,2,60,60,60\n"));
    assert_eq!(deck.len(), 2);
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0].0, 3);
    assert!(
        refused[0]
            .1
            .to_string()
            .contains("prefix 8 was given before, on line 2 of its file")
    );
}

fn bands() -> Plan {
    use switchhook_rating::{Band, Days, Hours};
    Plan::new("x", Currency::XPF, chrono_tz::UTC)
        .band(Band::new("peak", Days::WORKING, Hours::new(420, 1140).unwrap()))
        .otherwise("offpeak")
}

fn rate<'b>(book: &'b Book, number: &str) -> Outcome<'b> {
    let start: Start = "2025-06-11 10:00:00".parse().unwrap();
    book.rate(&Call::new(number, start, Duration::from_secs(61)))
}

mod laws {
    use proptest::prelude::*;
    use switchhook_rating::{Deck, Format};

    proptest! {
        /// Whatever the text: no panic, and every line is a row, refused, or left out as blank or a comment.
        #[test]
        fn no_line_is_lost(lines in prop::collection::vec("[0-9a-c,\"|#+. -]{0,40}", 0..20)) {
            let text = format!("prefix,destination,price,per,first,next\n{}\n", lines.join("\n"));
            let (deck, rejected) = Deck::from_csv(&text, &Format::default());
            let left_out = lines.iter().filter(|line| line.trim().is_empty() || line.starts_with('#')).count();
            prop_assert_eq!(deck.len() + rejected.len() + left_out, lines.len());
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in ".*") {
            let _ = Deck::from_csv(&text, &Format::default());
        }
    }
}
