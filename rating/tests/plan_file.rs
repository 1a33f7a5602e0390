//! Plans from TOML: all keys, and what each error says.
#![cfg(feature = "serde")]

use std::time::Duration;

use switchhook_rating::{
    Band, Book, Call, Days, Deck, Destination, DigitCount, Hours, Increment, Kind, Plan, Rate, Rounding,
    Start, read_prefixes,
};

const FULL: &str = r#"
name = "full"
currency = "EUR"
zone = "Europe/Paris"
otherwise = "day"
holidays = ["12-25", "2025-06-09"]

[[decks]]
file = "deck.csv"
[[decks]]
file = "other.csv"
delimiter = ";"
decimal_mark = ","

[[bands]]
name = "night"
days = ["mon-fri", "holiday"]
hours = ["22:00-06:00", "12:00-12:30"]
[[bands]]
name = "weekend"
days = ["sat", "sun"]
hours = ["00:00-24:00"]

[tax]
rounding = "down"
rates = [{ from = "2000-01-01", percent = "19.6" }, { from = "2014-01-01", percent = "20" }]

[rounding]
mode = "ceil"
decimals = 4
shown = "half_even"

[numbering]
country = "33"
national = "0"
international = ["00"]
outside_line = "9"
access_codes = ["1600"]
"#;

fn book(plan: Plan) -> Book {
    let rate = |name, price: &str| {
        Rate::new(
            Destination::new(name, Kind::Fixed),
            Duration::from_secs(60),
            Increment::new(60, 1),
        )
        .price(price.parse().unwrap())
    };
    let night = rate("France", "0.02").band_price("night", "0.0133333".parse().unwrap());
    let mut deck = Deck::new();
    deck.add(&read_prefixes("01-05", 10).unwrap(), DigitCount::ANY, night)
        .unwrap();
    Book::new(plan, deck).unwrap()
}

#[test]
fn every_key_of_a_plan_does_what_it_says() {
    let plan = Plan::from_toml(FULL).unwrap();
    assert_eq!(
        (plan.name(), plan.currency().code(), plan.zone().name()),
        ("full", "EUR", "Europe/Paris")
    );
    assert_eq!(plan.shown_rounding(), Rounding::HalfEven);
    let decks: Vec<_> = plan
        .decks()
        .iter()
        .map(|d| (d.file.as_str(), d.format.delimiter, d.format.decimal_mark))
        .collect();
    assert_eq!(decks, [("deck.csv", b',', '.'), ("other.csv", b';', ',')]);

    let book = book(plan);
    for (number, start, band, before, after) in [
        (
            "0123456789",
            "2025-06-11 10:00:00",
            "day",
            "0.02 EUR",
            "0.024 EUR",
        ),
        (
            "9 1600 0033 1 23 45 67 89",
            "2025-06-11 10:00:00",
            "day",
            "0.02 EUR",
            "0.024 EUR",
        ),
        (
            "+33123456789",
            "2025-06-11 23:00:00",
            "night",
            "0.0134 EUR",
            "0.016 EUR",
        ),
        (
            "0123456789",
            "2025-06-11 12:15:00",
            "night",
            "0.0134 EUR",
            "0.016 EUR",
        ),
        (
            "0123456789",
            "2025-06-14 05:00:00",
            "night",
            "0.0134 EUR",
            "0.016 EUR",
        ), // Friday's, which is listed first
        (
            "0123456789",
            "2025-06-14 07:00:00",
            "weekend",
            "0.02 EUR",
            "0.024 EUR",
        ),
        (
            "0123456789",
            "2025-06-09 12:15:00",
            "night",
            "0.0134 EUR",
            "0.016 EUR",
        ), // Whit Monday
        (
            "0123456789",
            "2013-12-25 10:00:00",
            "day",
            "0.02 EUR",
            "0.0239 EUR",
        ),
    ] {
        let start: Start = start.parse().unwrap();
        let outcome = book.rate(&Call::new(number, start, Duration::from_secs(30)));
        let charge = outcome.charge().unwrap_or_else(|| panic!("{number}: {outcome}"));
        let got = (
            charge.band(),
            charge.before_tax.to_string(),
            charge.after_tax.to_string(),
        );
        assert_eq!(
            got,
            (band, before.to_owned(), after.to_owned()),
            "{number} {start}"
        );
    }
}

#[test]
fn what_is_wrong_with_a_plan_is_said_with_its_place() {
    for (from, to, message) in [
        (
            "name = \"full\"",
            "",
            "line 1: missing field `name`; add it, in the table that begins on this line",
        ),
        (
            "otherwise = ",
            "otherwize = ",
            "line 5: unknown field `otherwize`",
        ),
        ("otherwise = \"day\"", "otherwise = day", "line 5: "),
        (
            "currency = \"EUR\"",
            "currency = \"euro\"",
            "currency: \"euro\" is not a currency; use its ISO 4217 code",
        ),
        (
            "Europe/Paris",
            "Europe/Parys",
            "zone: \"Europe/Parys\" is not a time zone; write an IANA name",
        ),
        (
            "\"12-25\"",
            "\"13-25\"",
            "holidays[0]: \"13-25\" is not a day; write 12-25, 2025-06-09, easter+1, orthodox-2, last mon may or 4th thu nov",
        ),
        (
            "2025-06-09",
            "2025-02-29",
            "holidays[1]: \"2025-02-29\" is not a day",
        ),
        ("mon-fri", "mon-frei", "bands[0].days: \"mon-frei\" is no day"),
        (
            "[\"sat\", \"sun\"]",
            "[]",
            "bands[1].days: empty; write [\"mon-sun\"]",
        ),
        (
            "[\"00:00-24:00\"]",
            "[]",
            "bands[1].hours: empty; write [\"00:00-24:00\"]",
        ),
        ("22:00-06:00", "22-06", "bands[0].hours: \"22-06\" are no hours"),
        (
            "00:00-24:00",
            "00:00-24:01",
            "bands[1].hours: \"00:00-24:01\" are no hours",
        ),
        (
            "00:00-24:00",
            "+1:00-02:00",
            "bands[1].hours: \"+1:00-02:00\" are no hours",
        ),
        (
            "\"20\"",
            "20.0",
            "line 26: invalid type: floating point `20.0`, expected a number in quotes, such as \"19.6\"",
        ),
        (
            "\"20\"",
            "\"20 %\"",
            "tax.rates[1].percent: \"20 %\" is not a number",
        ),
        (
            "2014-01-01",
            "2000-01-01",
            "tax.rates[1].from: 2000-01-01 is there twice",
        ),
        (
            "2014-01-01",
            "14-1-1",
            "tax.rates[1].from: \"14-1-1\" is not a date",
        ),
        (
            "rounding = \"down\"",
            "rounding = \"bankers\"",
            "tax.rounding: \"bankers\" is not a rounding mode; use up, down",
        ),
        (
            "\"ceil\"",
            "\"up up\"",
            "rounding.mode: \"up up\" is not a rounding mode",
        ),
        (
            "decimals = 4",
            "decimals = 7",
            "rounding.decimals: 7 decimals cannot be kept; use 0 to 6",
        ),
        (
            "\"1600\"",
            "\"\"",
            "numbering.access_codes: \"\" is no code; write 1 to 8 digits",
        ),
        ("\"33\"", "\"+33\"", "numbering.country: \"+33\" is no code"),
        ("\";\"", "\"x\"", "decks[1].delimiter: 'x' separates no fields"),
        (
            "\",\"",
            "\"'\"",
            "decks[1].decimal_mark: '\\'' is no decimal mark",
        ),
    ] {
        assert!(FULL.contains(from), "{from}");
        let error = Plan::from_toml(&FULL.replacen(from, to, 1))
            .unwrap_err()
            .to_string();
        let line = 1 + FULL.split(from).next().unwrap().matches('\n').count();
        let message = match message.starts_with("line ") {
            true => message.to_owned(),
            false => format!("line {line}: {message}"),
        };
        assert!(
            error.starts_with(&message),
            "{from} as {to}: {error}, not {message}"
        );
    }
}

/// The block of the README in a language.
fn readme_block(language: &str) -> &'static str {
    let (_, rest) = include_str!("../README.md")
        .split_once(&format!("```{language}\n"))
        .unwrap();
    rest.split_once("```").unwrap().0
}

#[test]
fn the_plan_in_the_readme_is_one() {
    let plan = Plan::from_toml(readme_block("toml")).unwrap();
    let start: Start = "2025-12-25 10:00:00".parse().unwrap();
    let book = book(plan.band(night()));
    let outcome = book.rate(&Call::new("+33 1", start, Duration::from_secs(1)));
    let charge = outcome.charge().unwrap();
    assert_eq!(
        (charge.band(), charge.tax_percent().to_string().as_str()),
        ("offpeak", "20")
    );
}

/// A band that no call of the test begins in, since the deck of these tests prices it.
fn night() -> Band {
    Band::new("night", Days::NONE, Hours::ALL_DAY)
}

#[cfg(feature = "csv")]
#[test]
fn the_deck_in_the_readme_is_one() {
    let (deck, rejected) = Deck::from_csv(readme_block("csv"), &switchhook_rating::Format::default());
    assert_eq!((deck.len(), rejected), (2, Vec::new()));
}

#[test]
fn a_plan_of_megabytes_is_refused() {
    let text = format!("{FULL}\n#{}", "x".repeat(2 << 20));
    assert!(
        Plan::from_toml(&text)
            .unwrap_err()
            .to_string()
            .contains("more than 1048576 bytes")
    );
}

mod laws {
    use proptest::prelude::*;
    use switchhook_rating::Plan;

    proptest! {
        /// One text of the plan replaced by another: a plan or an error with its place, and no panic.
        #[test]
        fn no_value_makes_the_reader_panic(at in 0usize..40, value in "[-+0-9a-z:., ]{0,12}|.{0,8}") {
            let mut parts: Vec<&str> = super::FULL.split('"').collect();
            // The odd parts stand between quotes.
            let texts = parts.len() / 2;
            let value: String = value.chars().filter(|c| !c.is_control() && !"\\\"".contains(*c)).collect();
            parts[1 + 2 * (at % texts)] = &value;
            if let Err(error) = Plan::from_toml(&parts.join("\"")) {
                prop_assert!(error.to_string().contains(": "), "{}", error);
            }
        }
    }
}
