//! Laws of `switchhook-rating`.

use std::time::Duration;

use chrono_tz::Pacific::Noumea;
use switchhook_rating::{
    Band, Book, Call, Charge, Currency, Days, Decimal, Deck, DigitCount, Format, Holiday, Hours, Increment,
    Kind, Money, Numbering, Outcome, Plan, Prefix, Rounding, Start, read_prefixes,
};

const PLAN: &str = include_str!("../../rating/testdata/new-caledonia/plan.toml");
const DECK: &str = include_str!("../../rating/testdata/new-caledonia/deck.csv");

/// Bands, numbering: what a deck can meet.
fn plan() -> Plan {
    Plan::new("fuzz", Currency::XPF, Noumea)
        .band(Band::new(
            "peak",
            Days::WORKING,
            Hours::new(420, 1140).expect("within a day"),
        ))
        .otherwise("offpeak")
        .holiday(Holiday::Yearly { month: 12, day: 25 })
        .numbering(
            Numbering::new()
                .country("687")
                .international("00")
                .national("0")
                .outside_line("9"),
        )
}

/// Each line of a deck is a row, refused with its number, or blank; what is accepted makes a book or an error, and
/// the book rates.
///
/// Input: the text of a deck, with semicolons if it begins with one.
pub fn deck(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let (format, text) = match text.strip_prefix(';') {
        Some(text) => (Format::semicolons(), text),
        None => (Format::default(), text),
    };
    let mut format = format;
    (format.row_prefixes, format.deck_prefixes) = (100, 1000);
    let (deck, rejected) = Deck::from_csv(text, &format);
    assert!(
        deck.prefix_count() <= format.deck_prefixes,
        "{} prefixes",
        deck.prefix_count()
    );
    let lines = text
        .strip_prefix('\u{feff}')
        .unwrap_or(text)
        .lines()
        .collect::<Vec<_>>();
    // A header is refused once for each of its columns, of which there are at most 64, and each that it lacks.
    assert!(deck.len() + rejected.len() <= lines.len().max(1) + 80);
    for refused in &rejected {
        assert!((1..=lines.len().max(1)).contains(&refused.line), "{refused}");
        assert!(refused.text.chars().count() <= 80);
        assert!(
            refused
                .to_string()
                .starts_with(&format!("line {}: ", refused.line))
        );
    }
    // Refusing the header ends the reading; otherwise each line is accounted for.
    let content = |line: &&&str| !line.trim().is_empty() && !line.starts_with('#');
    let contents = lines.iter().filter(content).count();
    if !deck.is_empty() {
        // The header may have refused columns of its own: they carry its number.
        let header = 1 + lines
            .iter()
            .position(|line| content(&line))
            .expect("there are rows");
        let rows_refused = rejected.iter().filter(|refused| refused.line != header).count();
        assert_eq!(deck.len() + rows_refused, contents - 1, "a line was lost");
    }
    match Book::new(plan(), deck) {
        Ok(book) => {
            for number in ["872345", "+33123456789", "0033123456789", "90", "*98"] {
                rate(&book, number, "2011-12-19 11:08:58", 979);
            }
        }
        Err(error) => assert!(error.to_string().len() > 10),
    }
}

/// A plan is read, or refused with a place; with a deck it makes a book or an error, and the book rates.
///
/// Input: the text of a plan.
pub fn plan_file(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let plan = match Plan::from_toml(text) {
        Ok(plan) => plan,
        Err(error) => return assert!(error.to_string().len() > 10),
    };
    let (deck, _) = Deck::from_csv(DECK, &Format::default());
    if let Ok(book) = Book::new(plan, deck) {
        for start in [
            "2011-12-19 11:08:58",
            "2024-10-27T02:30:00Z",
            "0000-01-01 00:00:00",
            "9999-12-31 23:59:59",
        ] {
            rate(&book, "872345", start, 61);
        }
    }
}

/// Any call with any record gets exactly one outcome; a charge's parts sum to it, and it covers the call.
///
/// Input, one a line: number, start, seconds, price, block, further blocks, percent of tax.
pub fn call(bytes: &[u8]) {
    let Some([number, start, seconds, price, first, next, percent]) = crate::lines(bytes) else {
        return;
    };
    let Ok(seconds) = seconds.trim().parse::<u64>() else {
        return;
    };
    if price.is_empty() {
        let (deck, _) = Deck::from_csv(DECK, &Format::default());
        let book = Book::new(Plan::from_toml(PLAN).expect("the sample"), deck).expect("the sample");
        rate(&book, number, start, seconds);
        return;
    }
    let text = format!("prefix,destination,price,per,first,next\n0-9,All,{price},60,{first},{next}\n");
    let (deck, rejected) = Deck::from_csv(&text, &Format::default());
    if !rejected.is_empty() {
        return;
    }
    let tax = format!(
        "name='t'\ncurrency='EUR'\nzone='Europe/Paris'\n[tax]\nrates=[{{from='2000-01-01',percent='{}'}}]\n",
        percent.replace(['\'', '\\'], "")
    );
    let Ok(plan) = Plan::from_toml(&tax) else { return };
    let Ok(book) = Book::new(plan, deck) else { return };
    let one = rate(&book, number, start, seconds);
    let more = rate(&book, number, start, seconds.saturating_add(1));
    if let (Some(one), Some(more)) = (one, more) {
        assert!(
            one.before_tax.micros() <= more.before_tax.micros(),
            "longer costs less"
        );
        assert!(
            one.after_tax.micros() <= more.after_tax.micros(),
            "longer costs less after tax"
        );
    }
}

/// Rates, checks what always holds, and gives the charge back.
fn rate<'b>(book: &'b Book, number: &str, start: &str, seconds: u64) -> Option<Charge<'b>> {
    let start = start.parse::<Start>().ok()?;
    let outcome = book.rate(&Call::new(number, start, Duration::from_secs(seconds)));
    assert!(!outcome.to_string().is_empty());
    assert_eq!(
        outcome,
        book.rate(&Call::new(number, start, Duration::from_secs(seconds))),
        "not the same twice"
    );
    let charge = outcome.charge()?;
    assert_eq!(
        charge.before_tax.checked_add(charge.tax_amount()),
        Some(charge.after_tax),
        "{charge}"
    );
    assert!(
        charge.before_tax.micros() >= 0 && charge.before_tax.micros() <= charge.after_tax.micros(),
        "{charge}"
    );
    assert!(charge.billed >= charge.duration, "{charge}");
    let free = charge.price().is_zero() && charge.fee().is_zero();
    assert_eq!(matches!(outcome, Outcome::Free(_)), free, "{outcome}");
    for shown in [charge.shown_before_tax(), charge.shown_after_tax()] {
        assert!(
            shown.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'),
            "{shown}"
        );
    }
    // The deck finds what the charge says.
    let found = book.destination(number).expect("it was rated");
    assert_eq!(found, Some((charge.prefix(), charge.destination())));
    Some(*charge)
}

/// A list of prefixes keeps its limit; each prefix is read as shown, and none is there twice.
///
/// Input: a list such as `0-6|8|9`.
pub fn prefixes(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    match read_prefixes(text, 500) {
        Ok(mut prefixes) => {
            assert!((1..=500).contains(&prefixes.len()));
            for prefix in &prefixes {
                assert_eq!(prefix.to_string().parse(), Ok(*prefix));
                assert_eq!(read_prefixes(&prefix.to_string(), 1), Ok(vec![*prefix]));
            }
            prefixes.sort_by_key(ToString::to_string);
            assert!(
                prefixes.windows(2).all(|pair| pair[0] != pair[1]),
                "{text:?} gives a prefix twice"
            );
        }
        Err(error) => assert!(error.to_string().len() > 10),
    }
    crate::survives_display::<Prefix>(text);
}

/// What is displayed is read as the same value: numbers, amounts, times, words. A dialled number never panics, and
/// its normal form is its own.
///
/// Input: a text; for numbering, the codes of country, trunk, abroad and outside line on lines of their own after it.
pub fn values(bytes: &[u8]) {
    let Some([text, country, national, international, outside]) = crate::lines(bytes) else {
        return;
    };
    crate::survives_display::<Decimal>(text);
    crate::survives_display::<Money>(text);
    crate::survives_display::<Currency>(text);
    crate::survives_display::<Start>(text);
    crate::survives_display::<Rounding>(text);
    if let Ok(count) = text.parse::<DigitCount>() {
        assert!(
            count.overlaps(count) && (0..=255).any(|digits| count.allows(digits)),
            "{count} allows nothing"
        );
    }
    if let Ok(decimal) = Decimal::parse_with_mark(text, ',') {
        assert_eq!(decimal.to_string().parse(), Ok(decimal));
    }
    if let Ok(kind) = text.parse::<Kind>() {
        assert_eq!(kind.to_string().parse(), Ok(kind));
    }
    if let Ok(money) = text.parse::<Money>() {
        for mode in Rounding::ALL {
            let shown = money.rounded_text(mode);
            assert!(!shown.is_empty());
            if let Some(rounded) = money.round(mode) {
                assert_eq!(
                    rounded.round(mode),
                    Some(rounded),
                    "rounding twice changes {money}"
                );
            }
        }
    }
    let mut millis = text.split(',').map_while(|part| part.trim().parse::<u32>().ok());
    if let (Some(first), Some(next), Some(length)) = (millis.next(), millis.next(), millis.next())
        && next > 0
    {
        let increment = Increment::from_millis(first, next);
        let length = Duration::from_millis(u64::from(length));
        let billed = increment.billed(length).expect("both are small");
        assert!(
            billed >= length
                && billed
                    < length + Duration::from_millis(u64::from(first.max(next))) + Duration::from_millis(1)
        );
    }

    // A book takes no other codes.
    let is_code = |code: &&str| code.len() <= 8 && code.bytes().all(|byte| byte.is_ascii_digit());
    if ![country, national, international, outside].iter().all(is_code) {
        return;
    }
    let numbering = Numbering::new()
        .country(country)
        .national(national)
        .international(international)
        .outside_line(outside);
    if let Ok(number) = numbering.number(text) {
        assert!(number.digits().all(|digit| digit.is_ascii_digit()));
        assert!((1..=32).contains(&number.len()));
        // Without codes a number is what it is: reading it again changes nothing.
        let plain = Numbering::new();
        assert_eq!(
            plain.number(&number.to_string()).map(|again| again.to_string()),
            Ok(number.to_string())
        );
    }
}
