//! Compiled books as bytes: they rate as their source does, and nothing else is taken for one.
#![cfg(all(feature = "csv", feature = "serde"))]

mod support;

use std::time::Duration;

use proptest::prelude::*;
use support::{builder, variant};
use switchhook_rating::{
    BlobError, Book, BookBuilder, Call, Currency, Deck, Destination, DigitCount, Fingerprint, Increment,
    Kind, Outcome, Plan, Prefix, Rate, Ratio, Slot, Start, When,
};

const VARIANTS: [&str; 11] = [
    "a-tahiti/intended",
    "a-tahiti/as-stored",
    "b-new-caledonia/intended",
    "b-new-caledonia/as-stored",
    "c-simplified/intended",
    "c-simplified/as-stored",
    "d-optimum/intended",
    "d-optimum/as-stored",
    "d-optimum/as-stored/first-minute.toml",
    "e-optimum-ht/intended",
    "e-optimum-ht/as-stored",
];

/// Everything that an outcome says.
fn shown(outcome: &Outcome<'_>) -> String {
    let charge = outcome.charge().map(|charge| {
        (
            charge.before_tax,
            charge.after_tax,
            charge.billed,
            charge.units,
            charge.prefix(),
            charge.destination().clone(),
            charge.plan().name().to_owned(),
            charge.version(),
            charge.band().to_owned(),
            charge.line(),
        )
    });
    format!("{outcome}; {charge:?}")
}

fn assert_same(book: &Book, other: &Book, call: &Call<'_>) {
    assert_eq!(shown(&book.rate(call)), shown(&other.rate(call)), "{call:?}");
    for plan in book.plans() {
        let both =
            [book, other].map(|book| book.rate_under(plan.name(), call).map(|outcome| shown(&outcome)));
        assert_eq!(both[0], both[1], "{call:?} under {}", plan.name());
    }
}

/// The same bytes with a checksum that fits: what somebody who knows the form could send.
fn sealed(mut blob: Vec<u8>) -> Vec<u8> {
    if let Err(BlobError::Checksum { found, .. }) = Book::from_blob(&blob) {
        blob[24..32].copy_from_slice(&found.to_le_bytes());
    }
    blob
}

#[test]
fn each_variant_comes_back_and_is_written_again_as_it_was() {
    for name in VARIANTS {
        let book = variant(name);
        let blob = book.to_blob();
        let again = Book::from_blob(&blob).unwrap();
        assert_eq!(again.to_blob(), blob, "{name}");
        assert_eq!(again.fingerprint(), book.fingerprint(), "{name}");
        for number in [
            "431234",
            "771234",
            "872101",
            "0033612345678",
            "366512",
            "000033123456789",
            "x",
            "0088212345678",
        ] {
            for (start, seconds) in [
                ("2011-12-13 10:00:00", 61),
                ("2013-09-30 23:59:59", 3600),
                ("1999-01-02 03:04:05", 0),
            ] {
                let start: Start = start.parse().unwrap();
                for (trunk, account) in [
                    ("", ""),
                    ("DAHDI/g1/1", ""),
                    ("IAX2/teliax-1", ""),
                    ("", "minutes"),
                    ("", "500"),
                ] {
                    let call = Call::new(number, start, Duration::from_secs(seconds))
                        .trunk(trunk)
                        .account(account);
                    assert_same(&book, &again, &call);
                }
            }
        }
    }
}

#[test]
fn a_fingerprint_is_that_of_what_prices_come_from() {
    let book = |text: &str, change: &dyn Fn(Plan) -> Plan| {
        let plan = change(Plan::new("example", Currency::EUR, chrono_tz::Europe::Paris));
        let (deck, refused) = Deck::from_csv(text, &Default::default());
        assert_eq!(refused, []);
        Book::new(plan, deck).unwrap().fingerprint()
    };
    let text =
        "prefix,destination,price,per,first,next\n+33,France,0.02,60,60,1\n+44,United Kingdom,0.03,60,60,1\n";
    let same = |plan: Plan| plan;
    let first = book(text, &same);
    // Kept with prices that were stored: an old book must go on having this one.
    let stored: Fingerprint = "52556622f3be80638b96996fcac7bf05".parse().unwrap();
    assert_eq!(first, stored);
    assert_eq!(
        book(&text.replace("0.02", "0.020"), &same),
        first,
        "the same price in other digits"
    );
    let from_file = |plan: Plan| plan.deck(switchhook_rating::DeckFile::new("deck.csv", Default::default()));
    assert_eq!(
        book(text, &from_file),
        first,
        "the name of a file is no part of the tariff"
    );
    for (from, to) in [
        ("0.02", "0.021"),
        ("+33", "+34"),
        ("France", "france"),
        ("60,1\n+44", "60,2\n+44"),
        ("+44", "+44|+45"),
    ] {
        assert_ne!(book(&text.replace(from, to), &same), first, "{from} to {to}");
    }
    let rounded = |plan: Plan| plan.rounding(switchhook_rating::Rounding::Ceil, 2);
    assert_ne!(book(text, &rounded), first, "another rounding");
    let digits = text
        .replace("prefix,", "prefix,digits,")
        .replace("+33,", "+33,11,")
        .replace("+44,", "+44,,");
    assert_ne!(book(&digits, &same), first, "another number of digits");
}

#[test]
fn what_is_no_blob_says_what_it_is() {
    let blob = variant("b-new-caledonia/intended").to_blob();
    let with = |at: usize, byte: u8| {
        let mut blob = blob.clone();
        blob[at] = byte;
        Book::from_blob(&blob).unwrap_err().to_string()
    };
    for (error, part) in [
        (Book::from_blob(b"").unwrap_err().to_string(), "ends too early"),
        (
            Book::from_blob(b"name = 'x'").unwrap_err().to_string(),
            "it does not begin with SWHKBOOK",
        ),
        (
            with(8, 2),
            "has form 2, and this version reads form 1; compile it again",
        ),
        (with(100, 0), "is damaged: its checksum is"),
        (
            Book::from_blob(&blob[..blob.len() - 1]).unwrap_err().to_string(),
            "after its header instead of",
        ),
        (
            Book::from_blob(&[&blob[..], b"x"].concat())
                .unwrap_err()
                .to_string(),
            "after its header instead of",
        ),
    ] {
        assert!(error.contains(part), "{part}: {error}");
    }
}

#[test]
fn a_blob_that_is_cut_off_anywhere_is_refused() {
    let blob = variant("c-simplified/intended").to_blob();
    // Every place in what is not the index, and some in that.
    for length in (0..3000)
        .chain((3000..blob.len()).step_by(9973))
        .chain([blob.len() - 1])
    {
        let mut cut = blob[..length].to_vec();
        assert!(Book::from_blob(&cut).is_err(), "{length}");
        // And with a header that announces no more than there is.
        if length >= 32 {
            cut[16..24].copy_from_slice(&(length as u64 - 32).to_le_bytes());
            assert!(Book::from_blob(&sealed(cut)).is_err(), "{length}, sealed");
        }
    }
}

/// Rates a few calls, for what may be a very odd book.
fn exercise(book: &Book) {
    let start: Start = "2011-12-13 10:00:00".parse().unwrap();
    for number in [
        "1",
        "431234",
        "872101",
        "+33612345678",
        "0033123456789012",
        "99999999999999999999",
    ] {
        for seconds in [1, 61, 86_400] {
            let call = Call::new(number, start, Duration::from_secs(seconds)).trunk("DAHDI/g1/1");
            assert!(!book.rate(&call).to_string().is_empty());
        }
    }
}

fn ratio() -> impl Strategy<Value = Ratio> {
    prop_oneof![
        Just(Ratio::ZERO),
        (1i64..100_000, 1i64..1000).prop_map(|(above, below)| Ratio::new(above, below).unwrap()),
    ]
}

fn rate() -> impl Strategy<Value = Rate> {
    let terms = (
        ratio(),
        prop::option::of(ratio()),
        (0u32..100_000, 1u32..100_000),
        prop::option::of((1u64..1000, ratio())),
        prop::option::of(ratio()),
        any::<bool>(),
        0u64..10,
    );
    let conditions = (
        any::<bool>(),
        prop::option::of("[1-4]{1,2}"),
        -1i32..2,
        prop::option::of(0u32..3),
    );
    ("[a-c]", terms, conditions).prop_map(|(name, terms, (mobile, caller, priority, day))| {
        let (price, night, (first, next), slot, limit, blocked, free) = terms;
        let kind = if mobile { Kind::Mobile } else { Kind::Other };
        let destination = Destination::new(&name, kind);
        let mut rate = if blocked && free == 0 {
            Rate::blocked(destination)
        } else {
            Rate::new(
                destination,
                Duration::from_secs(60),
                Increment::from_millis(first, next),
            )
            .price(price)
            .free(Duration::from_secs(free))
        };
        if let Some(night) = night {
            rate = rate.band_price("night", night);
        }
        if let Some((from, price)) = slot {
            rate = rate.slot(Slot::new(Duration::from_secs(from), price));
        }
        if let Some(limit) = limit {
            rate = rate.minimum(limit);
        }
        if let Some(caller) = caller {
            rate = rate.caller(caller.parse().unwrap());
        }
        if let Some(day) = day {
            rate = rate.valid_from(chrono::NaiveDate::from_ymd_opt(2025, 6, 9 + day).unwrap());
        }
        rate.priority(priority)
    })
}

fn deck() -> impl Strategy<Value = Deck> {
    let row = (prop::collection::vec("\\+?[0-3]{1,6}", 1..4), 0u8..8, rate());
    prop::collection::vec(row, 1..40).prop_filter_map("no row was taken", |rows| {
        let mut deck = Deck::new();
        for (prefixes, digits, rate) in rows {
            let prefixes: Vec<Prefix> = prefixes.iter().map(|prefix| prefix.parse().unwrap()).collect();
            let digits = DigitCount::new(digits, digits + 6).unwrap();
            // A row for the same calls as one before it is refused.
            let _ = deck.add(&prefixes, digits, rate);
        }
        (!deck.is_empty()).then_some(deck)
    })
}

fn book() -> impl Strategy<Value = Book> {
    (prop::collection::vec(deck(), 1..3), deck(), any::<bool>()).prop_filter_map(
        "no book",
        |(decks, other, by_parent)| {
            let night = builder("b-new-caledonia/intended").plans()[0].0.bands()[0].hours();
            let plan =
                |name| {
                    Plan::new(name, Currency::EUR, chrono_tz::Europe::Paris).band(
                        switchhook_rating::Band::new("night", switchhook_rating::Days::WORKING, night),
                    )
                };
            let dated = decks.into_iter().zip(0u32..).map(|(deck, at)| match at {
                0 => deck,
                at => deck.effective_from(chrono::NaiveDate::from_ymd_opt(2025, 6, 10 + at).unwrap()),
            });
            let mut second = plan("second");
            if by_parent {
                second = second.parent("first", Ratio::new(9, 11).unwrap());
            }
            BookBuilder::default()
                .plan(plan("first"), dated)
                .plan(second, [other])
                .assign(When::Trunk("t".to_owned()), "second")
                .assign(When::Number("2".parse().unwrap()), "second")
                .build()
                .ok()
        },
    )
}

proptest! {
    #[test]
    fn the_blob_rates_as_its_source_does(
        book in book(),
        calls in prop::collection::vec(("\\+?[0-3]{1,9}", 0u64..40, 0u64..5000, "[1-4]{0,3}", "t?"), 1..20),
    ) {
        let blob = book.to_blob();
        let again = Book::from_blob(&blob).unwrap();
        prop_assert_eq!(again.to_blob(), blob);
        prop_assert_eq!(again.fingerprint(), book.fingerprint());
        for (number, hours, seconds, caller, trunk) in &calls {
            let start = chrono::DateTime::from_timestamp(1_749_500_000 + *hours as i64 * 3600, 0).unwrap();
            let call = Call::new(number, start, Duration::from_secs(*seconds)).caller(caller).trunk(trunk);
            assert_same(&book, &again, &call);
        }
    }

    #[test]
    fn a_changed_blob_is_refused_or_rates(
        which in 0usize..VARIANTS.len(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<bool>(), any::<u8>()), 1..4),
    ) {
        let blob = variant(VARIANTS[which]).to_blob();
        let mut changed = blob.clone();
        for (at, anywhere, byte) in changes {
            // Most of the bytes are the index.
            let at = at.index(if anywhere { blob.len() } else { 3000 });
            changed[at] = byte;
        }
        if changed != blob {
            prop_assert!(Book::from_blob(&changed).is_err());
        }
        // With a checksum that fits, whatever is taken still works.
        if let Ok(book) = Book::from_blob(&sealed(changed)) {
            exercise(&book);
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = Book::from_blob(&bytes);
        let mut blob = b"SWHKBOOK\x01\0\0\0\0\0\0\0".to_vec();
        blob.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
        blob.extend_from_slice(&[0; 8]);
        blob.extend_from_slice(&bytes);
        prop_assert!(Book::from_blob(&sealed(blob)).is_err());
    }
}
