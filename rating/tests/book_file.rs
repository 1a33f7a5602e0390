//! Books as files: what is printed reads back as the same book, and an error says where.
#![cfg(feature = "serde")]

use std::time::Duration;

use proptest::prelude::*;
use proptest::sample::select;
use switchhook_rating::{
    Allowance, Band, BookBuilder, CountedPer, Crossing, Currency, Days, DeckFile, Format, Holiday, Hours,
    Kind, Money, Numbering, Package, Place, Plan, Pricing, Ratio, Rounding, Seconds, Tax, TaxBasis, TaxPlace,
    TaxSide, When,
};

/// One of everything, written by hand.
const FULL: &str = r#"
default = "usual"

[numbering]
country = "689"
national = ""
international = ["00"]
outside_line = "0"
access_codes = ["36"]
lengths = [6, 8]
emergency = ["15", "17", "18"]
short_codes = ["3612 service", "19"]
kinds = ["87-89 8 mobile", "+336,+337 mobile", "1 3 internal"]

[[plans]]
name = "usual"
currency = "XPF"
zone = "Pacific/Tahiti"
otherwise = "day"
holidays = ["12-25", "2025-06-09"]
pricing = "second"
seconds = "half_up"
longest = "86400"
rounding = { mode = "ceil", coin = "0.05", place = "segment", shown = "floor" }
tax = { included = true, first = "before", basis = "exact", place = "invoice", rounding = "down", rates = [{ from = "2013-10-01", percent = "13" }] }
exchange = [{ currency = "USD", from = "2020-01-01", rate = "1193/11" }, { currency = "XTU", currency_decimals = 4, from = "2020-01-01", rate = "0.5" }]
decks = [{ file = "old.csv" }, { file = "new.csv", effective = "2026-01-01", currency = "USD", delimiter = ";", decimal_mark = "," }]

[[plans.bands]]
name = "night"
days = ["mon-fri", "holiday"]
hours = ["22:00-06:00", "12:00-12:30"]

[[plans]]
name = "cheap"
currency = "XPF"
zone = "Pacific/Tahiti"
parent = { plan = "usual", factor = "9/11" }

[[packages]]
name = "optimum"
per = "trunk"
beyond = "usual"
crossing = "inside"
kinds = ["mobile", "fixed"]
prefixes = ["40-42", "+33"]
steps = [{ plan = "cheap", minutes = "90.5" }, { plan = "cheap", after_tax = "16500" }, { plan = "cheap", before_tax = "1.5" }]

[[assign]]
account = "a"
plan = "cheap"
[[assign]]
extension = "104"
plan = "cheap"
[[assign]]
trunk = "PJSIP/gw-"
plan = "usual"
[[assign]]
number = "+33"
plan = "usual"
[[assign]]
caller = "40"
plan = "usual"
"#;

#[test]
fn every_key_of_a_book_does_what_it_says() {
    let builder = BookBuilder::from_toml(FULL).unwrap();
    assert_eq!(builder.fallback(), Some("usual"));
    let numbering = builder.site_numbering().unwrap();
    assert_eq!(numbering.dial("0 15").unwrap().kind, Kind::Emergency);
    assert_eq!(numbering.dial("3612").unwrap().kind, Kind::Service);
    assert_eq!(numbering.dial("19").unwrap().kind, Kind::Special);
    assert_eq!(numbering.dial("0 87 12 34 56").unwrap().kind, Kind::Mobile);
    assert_eq!(numbering.dial("104").unwrap().kind, Kind::Internal);
    assert_eq!(numbering.lengths().collect::<Vec<_>>(), [6, 8]);

    let [(usual, _), (cheap, _)] = builder.plans() else {
        panic!("two plans")
    };
    assert_eq!(usual.priced_by(), Pricing::Second);
    assert_eq!(usual.seconds_rounding(), Seconds::HalfUp);
    assert_eq!(usual.longest_call(), Some(Duration::from_secs(86_400)));
    assert_eq!(
        (usual.amount_rounding(), usual.amount_step()),
        (Rounding::Ceil, 50_000)
    );
    assert_eq!(
        (usual.rounded_at(), usual.shown_rounding()),
        (Place::Segment, Rounding::Floor)
    );
    let tax = usual.taxation();
    assert!(tax.is_included());
    assert_eq!(
        (tax.first_side(), tax.second_basis()),
        (TaxSide::Before, TaxBasis::Exact)
    );
    assert_eq!(
        (tax.rounded_at(), tax.second_rounding()),
        (TaxPlace::Invoice, Some(Rounding::Down))
    );
    let worth: Vec<_> = usual
        .exchanges()
        .iter()
        .map(|known| {
            (
                known.currency.code(),
                known.currency.decimals(),
                known.rate.to_string(),
            )
        })
        .collect();
    assert_eq!(
        worth,
        [("USD", 2, "1193/11".to_owned()), ("XTU", 4, "0.5".to_owned())]
    );
    let [old, new] = usual.decks() else {
        panic!("two decks")
    };
    assert_eq!((old.effective, old.currency), (None, None));
    assert_eq!(
        (new.effective, new.currency),
        ("2026-01-01".parse().ok(), Some(Currency::USD))
    );
    assert_eq!((new.format.delimiter, new.format.decimal_mark), (b';', ','));
    assert_eq!(usual.bands().len(), 2);
    let parent = cheap.parent_plan().unwrap();
    assert_eq!(
        (parent.plan.as_str(), parent.factor.to_string().as_str()),
        ("usual", "9/11")
    );

    let [package] = builder.packages() else {
        panic!("a package")
    };
    assert_eq!(
        (package.counted_per(), package.crossed()),
        (CountedPer::Trunk, Crossing::Inside)
    );
    assert_eq!(package.kinds(), [Kind::Mobile, Kind::Fixed]);
    assert_eq!(package.prefixes().len(), 4);
    let sizes: Vec<_> = package.steps().iter().map(|(size, _)| *size).collect();
    let money = |micros| Money::from_micros(micros, Currency::XPF);
    assert_eq!(
        sizes,
        [
            Allowance::Time(Duration::from_secs(5430)),
            Allowance::AfterTax(money(16_500_000_000)),
            Allowance::BeforeTax(money(1_500_000)),
        ]
    );
    assert_eq!(builder.rules().len(), 5);
    assert_eq!(
        builder.rules()[2],
        (When::Trunk("PJSIP/gw-".to_owned()), "usual".to_owned())
    );
}

#[test]
fn a_printed_book_reads_back_from_toml_and_from_json() {
    let builder = BookBuilder::from_toml(FULL).unwrap();
    let (toml, json) = (builder.to_toml(), builder.to_json());
    assert!(toml.contains("percent = \"13\""), "{toml}");
    for again in [
        BookBuilder::from_toml(&toml).unwrap(),
        BookBuilder::from_json(&json).unwrap(),
    ] {
        assert_eq!(again.to_toml(), toml);
        assert_eq!(again.to_json(), json);
        assert_eq!(again.rules(), builder.rules());
        assert_eq!(again.packages(), builder.packages());
        assert_eq!(again.site_numbering(), builder.site_numbering());
    }
}

#[test]
fn errors_name_the_line_and_the_key_and_what_belongs_there() {
    for (from, to, message) in [
        (
            "country = \"689\"",
            "country = \"68x\"",
            "line 5: numbering.country: \"68x\" is no code; write 1 to 8 digits",
        ),
        (
            "lengths = [6, 8]",
            "lengths = [6,\n0]",
            "line 11: numbering.lengths[1]: 0 is no number of digits; write 1 to 15",
        ),
        (
            "\"3612 service\"",
            "\"3612 cheap\"",
            "line 12: numbering.short_codes[0]: \"cheap\" is not a kind",
        ),
        (
            "pricing = \"second\"",
            "pricing = \"seconds\"",
            "line 21: plans[0].pricing: \"seconds\" is not a way to price; use one of start",
        ),
        (
            "longest = \"86400\"",
            "longest = \"1 day\"",
            "line 23: plans[0].longest: \"1 day\" is not a number",
        ),
        (
            "coin = \"0.05\"",
            "coin = \"0\"",
            "line 24: plans[0].rounding.coin: \"0\" is no coin",
        ),
        (
            "coin = \"0.05\"",
            "coin = \"0.05\", decimals = 2",
            "line 24: plans[0].rounding.coin: there are decimals too",
        ),
        (
            "percent = \"13\"",
            "percent = 13.5",
            "line 25: invalid type: floating point `13.5`, expected a number in quotes",
        ),
        (
            "currency_decimals = 4",
            "currency_decimals = 7",
            "line 26: plans[0].exchange[1].currency: \"XTU\" with 7 decimals",
        ),
        (
            "effective = \"2026-01-01\"",
            "effective = \"1.1.2026\"",
            "line 27: plans[0].decks[1].effective: \"1.1.2026\" is not a date",
        ),
        (
            "factor = \"9/11\"",
            "factor = \"9/0\"",
            "line 38: plans[1].parent.factor: \"9/0\" divides by nothing",
        ),
        (
            "beyond = \"usual\"",
            "beyond = \"usual \"",
            "line 43: packages[0].beyond: \"usual \" is no plan of this book",
        ),
        (
            "minutes = \"90.5\"",
            "minutes = \"-1\"",
            "line 47: packages[0].steps[0].minutes: -1 are no minutes",
        ),
        (
            "minutes = \"90.5\"",
            "minutes = \"1\", after_tax = \"2\"",
            "line 47: packages[0].steps[0]: how much there is",
        ),
        (
            "account = \"a\"",
            "",
            "line 49: assign[0]: a rule asks for one of account",
        ),
        (
            "caller = \"40\"",
            "caller = \"4O\"",
            "line 62: assign[4].caller: \"O\" at character 2 of prefix",
        ),
        (
            "zone = \"Pacific/Tahiti\"\notherwise",
            "otherwise",
            "line 15: missing field `zone`; add it",
        ),
        (
            "[[packages]]",
            "[[package]]",
            "line 40: unknown field `package`, expected one of",
        ),
    ] {
        assert!(FULL.contains(from), "{from}");
        let error = BookBuilder::from_toml(&FULL.replacen(from, to, 1))
            .unwrap_err()
            .to_string();
        assert!(error.starts_with(message), "{to}: {error}");
    }
    let numbering = FULL.replace(
        "seconds = \"half_up\"",
        "seconds = \"half_up\"\nnumbering = { country = \"33\" }",
    );
    let error = BookBuilder::from_toml(&numbering).unwrap_err().to_string();
    assert!(
        error.starts_with("line 23: plans[0].numbering: numbers are dialled in one way"),
        "{error}"
    );
    let error = BookBuilder::from_json("{\n\"plans\": [}")
        .unwrap_err()
        .to_string();
    assert!(error.starts_with("line 2: "), "{error}");
    let error = BookBuilder::from_json("{\"name\": \"x\", \"currency\": \"EUR\"}")
        .unwrap_err()
        .to_string();
    assert!(error.starts_with("line 1: missing field `zone`"), "{error}");
    let error = BookBuilder::from_toml(&" ".repeat(5_000_000))
        .unwrap_err()
        .to_string();
    assert!(error.contains("rates belong in a deck"), "{error}");
}

fn ratio() -> impl Strategy<Value = Ratio> {
    (1i64..1_000_000, 1i64..1000).prop_map(|(above, below)| Ratio::new(above, below).unwrap())
}

fn day() -> impl Strategy<Value = chrono::NaiveDate> {
    (1970i32..2100, 1u32..13, 1u32..29)
        .prop_map(|(y, m, d)| chrono::NaiveDate::from_ymd_opt(y, m, d).unwrap())
}

fn currency() -> impl Strategy<Value = Currency> {
    prop_oneof![
        Just(Currency::EUR),
        Just(Currency::XPF),
        Just(Currency::new("XTU", 4).unwrap()),
        Just(Currency::new("EUR", 5).unwrap()),
    ]
}

fn bands() -> impl Strategy<Value = Vec<Band>> {
    let band = ("[a-z\"\\\\ é]{1,4}", 1u8.., 0u16..1440, 0u16..1441).prop_filter_map(
        "an empty window",
        |(name, bits, from, to)| {
            let weekdays = [
                chrono::Weekday::Mon,
                chrono::Weekday::Tue,
                chrono::Weekday::Wed,
                chrono::Weekday::Thu,
                chrono::Weekday::Fri,
                chrono::Weekday::Sat,
                chrono::Weekday::Sun,
            ];
            let mut days = Days::NONE;
            for (at, weekday) in weekdays.into_iter().enumerate() {
                if bits >> at & 1 == 1 {
                    days = days.with(Days::weekday(weekday));
                }
            }
            if bits >> 7 == 1 {
                days = days.with(Days::HOLIDAY);
            }
            Some(Band::new(&name, days, Hours::new(from, to)?))
        },
    );
    prop::collection::vec(band, 0..4)
}

fn tax() -> impl Strategy<Value = Tax> {
    (
        any::<bool>(),
        prop::option::of(select(TaxSide::ALL)),
        select(TaxBasis::ALL),
        select(TaxPlace::ALL),
        prop::option::of(select(Rounding::ALL.to_vec())),
        prop::collection::vec((day(), 0u32..400), 0..3),
    )
        .prop_map(|(included, side, basis, place, mode, steps)| {
            let mut tax = if included {
                Tax::inclusive()
            } else {
                Tax::exclusive()
            };
            tax = tax.basis(basis).place(place);
            if let Some(side) = side {
                tax = tax.first(side);
            }
            if let Some(mode) = mode {
                tax = tax.rounding(mode);
            }
            for (day, tenths) in steps {
                tax = tax.from(day, format!("{}.{}", tenths / 10, tenths % 10).parse().unwrap());
            }
            tax
        })
}

fn plan(name: String) -> impl Strategy<Value = Plan> {
    let first = (
        currency(),
        bands(),
        tax(),
        select(Pricing::ALL),
        select(Seconds::ALL),
        select(Place::ALL),
    );
    let second = (
        select(Rounding::ALL.to_vec()),
        prop_oneof![(0u8..7).prop_map(Ok), (1i64..2_000_000).prop_map(Err)],
        select(Rounding::ALL.to_vec()),
        prop::option::of(0u64..100_000_000),
        prop::option::of(ratio()),
        prop::collection::vec((currency(), day(), ratio()), 0..3),
        prop::collection::vec((1u8..13, 1u8..29), 0..3),
    );
    (first, second).prop_map(move |((currency, bands, tax, pricing, seconds, place), second)| {
        let (mode, step, shown, longest, factor, exchange, holidays) = second;
        let mut plan = Plan::new(&name, currency, chrono_tz::Pacific::Noumea)
            .tax(tax)
            .pricing(pricing)
            .seconds(seconds)
            .place(place)
            .shown(shown);
        plan = match step {
            Ok(decimals) => plan.rounding(mode, decimals),
            Err(coin) => plan.rounding(mode, 6).coin(coin),
        };
        for band in bands {
            plan = plan.band(band);
        }
        if let Some(millis) = longest {
            plan = plan.longest(Duration::from_millis(millis));
        }
        if let Some(factor) = factor {
            plan = plan.parent("parent of = \"all\"", factor);
        }
        for (currency, from, rate) in exchange {
            plan = plan.exchange(currency, from, rate);
        }
        for (month, day) in holidays {
            plan = plan.holiday(Holiday::Yearly { month, day });
        }
        plan.deck(DeckFile::new("päth/\n\"deck\".csv", Format::semicolons()))
    })
}

proptest! {
    /// What a book is made of survives being printed and read, in both forms.
    #[test]
    fn what_is_printed_reads_back(
        plans in prop::collection::vec("[a-z]{1,3}".prop_flat_map(plan), 1..4),
        default in prop::option::of("[a-z]{1,3}"),
        minutes in 1u64..1_000_000_000,
        kinds in prop::collection::vec("[0-9]{1,4} (mobile|fixed|internal)", 0..3),
        names in prop::collection::vec("\\PC{1,8}", 0..4),
    ) {
        let mut builder = BookBuilder::default();
        let mut numbering = Numbering::new().country("33").international("00").emergency("112").length(9);
        for rule in kinds {
            numbering = numbering.kind(rule.parse().unwrap());
        }
        builder = builder.numbering(numbering);
        let beyond = plans[0].name().to_owned();
        for plan in plans {
            builder = builder.plan(plan, []);
        }
        if let Some(default) = default {
            builder = builder.default_plan(&default);
        }
        for name in names {
            builder = builder
                .assign(When::Account(name.clone()), &beyond)
                .assign(When::Trunk(name), &beyond)
                .assign(When::Number("+33".parse().unwrap()), &beyond);
        }
        builder = builder.package(
            Package::new("p", CountedPer::Extension, &beyond).step(Allowance::Time(Duration::from_millis(minutes)), "x"),
        );
        let (toml, json) = (builder.to_toml(), builder.to_json());
        for again in [BookBuilder::from_toml(&toml).unwrap(), BookBuilder::from_json(&json).unwrap()] {
            prop_assert_eq!(again.to_toml(), &*toml);
            prop_assert_eq!(again.to_json(), &*json);
            prop_assert_eq!(again.rules(), builder.rules());
            prop_assert_eq!(again.packages(), builder.packages());
            prop_assert_eq!(again.site_numbering(), builder.site_numbering());
            prop_assert_eq!(again.fallback(), builder.fallback());
            for ((a, _), (b, _)) in again.plans().iter().zip(builder.plans()) {
                prop_assert_eq!(a.bands(), b.bands());
                prop_assert_eq!(a.holidays(), b.holidays());
                prop_assert_eq!(a.exchanges(), b.exchanges());
                prop_assert_eq!(a.parent_plan(), b.parent_plan());
                prop_assert_eq!(a.decks(), b.decks());
                prop_assert_eq!(a.longest_call(), b.longest_call());
                prop_assert_eq!((a.amount_rounding(), a.amount_step()), (b.amount_rounding(), b.amount_step()));
                let (a, b) = (a.taxation(), b.taxation());
                prop_assert_eq!((a.steps(), a.first_side()), (b.steps(), b.first_side()));
                prop_assert_eq!((a.second_basis(), a.rounded_at()), (b.second_basis(), b.rounded_at()));
                prop_assert_eq!((a.second_rounding(), a.is_included()), (b.second_rounding(), b.is_included()));
            }
        }
    }
}
