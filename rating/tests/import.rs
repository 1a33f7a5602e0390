//! Files of operators and of the original program, with the dirt that they have.
#![cfg(feature = "csv")]

use proptest::prelude::*;
use switchhook_rating::import::ready::{self, InterPrice};
use switchhook_rating::import::{Column, Duplicates, Encoding, Imported, Mapping, MappingError, Repairs};
use switchhook_rating::{Currency, Deck, Increment, Kind};

const INTER: &str = include_str!("../testdata/import/inter.csv");
const OPT_RATES: &[u8] = include_bytes!("../testdata/import/opt_rates.txt");
const TELIAX: &[u8] = include_bytes!("../testdata/import/teliax-rates.csv");

/// Each row as prefixes, name, price and steps; `?` is a row that asks for its kind.
fn rows(deck: &Deck) -> Vec<String> {
    deck.rows()
        .map(|row| {
            let prefixes: Vec<String> = row.prefixes.iter().map(ToString::to_string).collect();
            let asks = row
                .rate
                .conditions()
                .only
                .map_or(String::new(), |kind| format!(" {kind}?"));
            let price = row
                .rate
                .price_in("all")
                .map_or("-".to_owned(), |price| price.to_string());
            format!(
                "{} {}{asks} {price} {}",
                prefixes.join(","),
                row.rate.destination().name,
                row.rate.terms().increment
            )
        })
        .collect()
}

fn shown<T: ToString>(items: &[T]) -> Vec<String> {
    items.iter().map(ToString::to_string).collect()
}

fn simple() -> Mapping {
    Mapping::new()
        .destination(1)
        .prefix(2)
        .international(true)
        .price(3)
        .increment(Increment::new(60, 1))
}

fn read(mapping: &Mapping, text: &str) -> Imported {
    let imported = mapping.read(text.as_bytes()).unwrap();
    assert!(imported.counts.add_up(), "{:?}", imported.counts);
    imported
}

#[test]
fn the_classic_price_of_inter_csv_is_billed_in_units_of_its_group() {
    let imported = read(&ready::inter(InterPrice::Classic), INTER);
    assert_eq!(
        rows(&imported.deck),
        [
            "+991 Ardenie fixed? 1020/11 20/20",
            "+991 Ardenie mobile? 1190/11 20/20",
            "+992 Bordurie du Nord fixed? 1370/11 15/15",
            "+992 Bordurie du Nord mobile? 1530/11 15/15",
            "+8820 Borduria Satellite 4560/11 4.5/4.5",
            "+9931 Cordillie (Iles) fixed? 680/11 30/30",
            "+9931 Cordillie (Iles) mobile? 850/11 30/30",
            "+994 Dalmarie 1370/11 15/15",
        ]
    );
    assert_eq!(imported.deck.currency(), Some(Currency::XPF));
    assert_eq!(
        shown(&imported.repaired),
        [
            "line 3: group (column 5): \"c\" read as \"C\"",
            "line 6: price (column 8): \"68 `\" read as \"68\"",
            "line 7: column 13: \" `\" read as \"\"",
            "line 8: column 13: \" ,\" read as \"\"",
        ]
    );
    let refused = shown(&imported.refused);
    for (refused, expected) in refused.iter().zip([
        "line 9: 2 fields where 8 to 12 are expected; ",
        "line 10: prefix (column 3): empty; ",
        "line 11: group (column 5): empty; ",
        "line 12: prefix +991 was given before, on line 1 ",
        "line 13: price (column 8): \"6O\" is not a number",
    ]) {
        assert!(refused.starts_with(expected), "{refused} instead of {expected}");
    }
    assert_eq!(
        (refused.len(), imported.counts.skipped, imported.counts.lines),
        (5, 1, 14)
    );
}

#[test]
fn the_package_prices_of_inter_csv_need_their_columns() {
    let imported = read(&ready::inter(InterPrice::Hours500), INTER);
    assert_eq!(
        rows(&imported.deck)[..4],
        [
            "+991 Ardenie fixed? 360/11 60/1",
            "+991 Ardenie mobile? 520/11 60/1",
            "+992 Bordurie du Nord fixed? 20 60/1",
            "+992 Bordurie du Nord mobile? 380/11 60/1",
        ]
    );
    // Without a group too; without the price not.
    let names: Vec<_> = imported
        .deck
        .rows()
        .map(|row| row.rate.destination().name.clone())
        .collect();
    assert!(names.iter().any(|name| &**name == "Gondour"));
    assert!(
        imported
            .repaired
            .iter()
            .any(|repaired| repaired.to_string() == "line 4: price (column 12): \" 38\" read as \"38\"")
    );
    assert!(shown(&imported.refused)[0].starts_with("line 5: 8 fields where 12 to 12 are expected"));
}

#[test]
fn the_options_of_an_html_list_are_read_by_a_pattern_in_latin1() {
    let imported = ready::opt_rates().read(OPT_RATES).unwrap();
    assert!(imported.counts.add_up());
    assert_eq!(
        (imported.encoding, imported.is_detected),
        (Encoding::Latin1, true)
    );
    assert_eq!(
        rows(&imported.deck),
        [
            "+991 Ardénie 31.06 20/20",
            "+992 Bordurie du Nord 31.06 15/15",
            "+993 Côte d'Ardénie 31.06 30/30",
        ]
    );
    let per: Vec<u128> = imported
        .deck
        .rows()
        .map(|row| row.rate.terms().per.as_millis())
        .collect();
    assert_eq!(per, [20_000, 15_000, 30_000]);
    assert_eq!(
        shown(&imported.repaired),
        ["line 3: prefix (column 2): \"0992\" read as \"992\""]
    );
    for (refused, expected) in shown(&imported.refused).iter().zip([
        "line 1: the line does not have the form that the pattern says",
        "line 5: prefix (column 2): empty",
        "line 6: group (column 3): empty",
        "line 7: prefix +991 was given before",
        "line 8: the line does not have the form",
    ]) {
        assert!(refused.starts_with(expected), "{refused} instead of {expected}");
    }
    assert_eq!(imported.counts.refused, 5);
}

#[test]
fn names_may_hold_the_delimiter_without_quotes() {
    let imported = ready::teliax().read(TELIAX).unwrap();
    assert!(imported.counts.add_up());
    assert_eq!(
        rows(&imported.deck),
        [
            "+991 Ardenia 0.3104 60/6",
            "+9917 Ardenia Mobile 0.3677 60/6",
            "+992 Borduria, Northern 0.0422 60/6",
            "+99312 Corduria, Republic of, Mobile 0.5 60/6",
        ]
    );
    assert_eq!(imported.deck.currency(), Some(Currency::USD));
    assert_eq!(
        imported
            .refused
            .iter()
            .map(|refused| refused.line)
            .collect::<Vec<_>>(),
        [6, 7]
    );
}

#[test]
fn one_of_two_rows_for_the_same_calls_stands_as_the_mapping_says() {
    let text = "Alpha,991,10\nBeta,992,20\nAlpha again,991,30\nAlpha once more,991,40\n";
    for (rule, standing, refused) in [
        (Duplicates::Refuse, ["Alpha", "Beta"], "given before, on line 1"),
        (
            Duplicates::First,
            ["Alpha", "Beta"],
            "the row on line 1 is for the same calls and stands instead",
        ),
        (
            Duplicates::Last,
            ["Beta", "Alpha once more"],
            "the row on line 4 is for the same calls",
        ),
    ] {
        let imported = read(&simple().duplicates(rule), text);
        let names: Vec<_> = imported
            .deck
            .rows()
            .map(|row| row.rate.destination().name.to_string())
            .collect();
        assert_eq!(names, standing, "{rule:?}");
        assert_eq!(imported.refused.len(), 2);
        assert!(
            imported
                .refused
                .iter()
                .all(|line| line.to_string().contains(refused)),
            "{:?}",
            imported.refused
        );
    }
}

#[test]
fn rows_of_one_prefix_and_several_kinds_ask_for_their_kind() {
    let text = "Alpha,991,10,fixed\nAlpha,991,20,MOBILE\nAlpha special,991,30,\nBeta,992,40,mobile\n";
    let mapping = simple()
        .kind(4)
        .by_kind(true)
        .repairs(Repairs::none().capitals())
        .kind_word("mobile", Kind::Mobile);
    let imported = read(&mapping, text);
    assert_eq!(
        rows(&imported.deck),
        [
            "+991 Alpha fixed? 10 60/1",
            "+991 Alpha mobile? 20 60/1",
            "+991 Alpha special 30 60/1",
            "+992 Beta 40 60/1",
        ]
    );
    let imported = read(&simple().kind(4), "Alpha,991,10,FIXE\n");
    assert_eq!(
        imported.refused[0].to_string(),
        "line 1: kind (column 4): \"FIXE\" means nothing; known are fixed, mobile, special, tollfree, premium, emergency, \
         other; add it to the mapping, or correct it"
    );
}

#[test]
fn areas_ranges_dates_fees_and_blocked_rows_have_their_columns() {
    let text = "Ziel;Land;Netz;Preis;Gebühr;Minimum;Takt;ab;bis;gesperrt;Stellen\n\
                Alpha mobil;991;6-7, 9;0,125;0,05;;60/30;01.02.2026;31.12.2026;;9\n\
                Beta;992;;12,5;;0,1;30;;;nein;\n\
                Gamma;993;;;;;;;;JA;\n\
                Delta;994;;1;;;60/0;;;;\n\
                Epsilon;995;;1;;;60;2026-02-01;;;\n";
    let mapping = Mapping::new()
        .delimiter(';')
        .decimal_mark(',')
        .header(true)
        .international(true)
        .destination("ziel")
        .prefix("Land")
        .area("Netz")
        .price("Preis")
        .factor("1/100".parse().unwrap())
        .fee("Gebühr")
        .minimum("Minimum")
        .increment_column("Takt")
        .increment(Increment::new(60, 60))
        .dates("%d.%m.%Y")
        .valid_from("ab")
        .valid_until("bis")
        .blocked("gesperrt", &["ja"])
        .digits("Stellen");
    let imported = read(&mapping, text);
    assert_eq!(
        rows(&imported.deck),
        [
            "+9916,+9917,+9919 Alpha mobil 0.00125 60/30",
            "+992 Beta 0.125 30/30",
            "+993 Gamma - 60/60",
        ]
    );
    let row = imported.deck.rows().next().unwrap();
    assert_eq!(row.rate.terms().fee.to_string(), "0.0005");
    assert_eq!(row.rate.conditions().from.unwrap().to_string(), "2026-02-01");
    assert_eq!(row.rate.conditions().until.unwrap().to_string(), "2026-12-31");
    assert!(imported.deck.rows().nth(2).unwrap().rate.is_blocked());
    assert!(
        imported.refused[0]
            .to_string()
            .starts_with("line 5: increment (column \"Takt\"): \"60/0\" is not a length")
    );
    assert!(
        imported.refused[1]
            .to_string()
            .contains("\"2026-02-01\" is not a day; write %d.%m.%Y")
    );
}

#[test]
fn columns_count_from_the_right_too() {
    let mapping = simple()
        .prefix(Column::FromRight(2))
        .price(Column::FromRight(1))
        .quotes(false);
    let imported = read(&mapping, "\"Alpha\",a,b,991,10\nshort\n");
    assert_eq!(rows(&imported.deck), ["+991 \"Alpha\" 10 60/1"]);
    assert!(
        imported.refused[0]
            .to_string()
            .starts_with("line 2: prefix (column 2): empty")
            || imported.refused[0].to_string().contains("prefix")
    );
}

#[test]
fn an_encoding_that_is_given_is_taken_and_bad_bytes_cost_their_line() {
    let imported = simple()
        .encoding(Encoding::Utf8)
        .read(b"Alpha,991,1\nC\xf4te,992,2\n")
        .unwrap();
    assert_eq!(
        (imported.encoding, imported.is_detected, imported.deck.len()),
        (Encoding::Utf8, false, 1)
    );
    assert!(
        imported.refused[0]
            .to_string()
            .starts_with("line 2: bytes that are no characters in this encoding")
    );
    let imported = simple().read(b"C\xf4te \x80,992,2\n").unwrap();
    assert_eq!(rows(&imported.deck), ["+992 Côte € 2 60/1"]);
}

#[test]
fn a_mapping_that_cannot_be_for_the_file_is_an_error() {
    let reason = |mapping: &Mapping, text: &str| mapping.read(text.as_bytes()).unwrap_err().to_string();
    assert_eq!(
        reason(&simple().header(true).price("Prix"), "name,code,price\n"),
        "no column \"Prix\" in line 1; there are: name, code, price"
    );
    assert!(reason(&simple().price("Prix"), "").contains("the file has no header"));
    assert!(reason(&simple().price(0), "").contains("columns are counted from 1"));
    assert!(reason(&simple().pattern("{1}{2}"), "").contains("cannot tell fields apart"));
    assert!(reason(&simple().delimiter('é'), "").contains("one ASCII character"));
    assert!(reason(&simple().factor("0".parse().unwrap()), "").contains("the factor is 0"));
    assert!(matches!(
        Mapping::new().destination(1).prefix(2).read(b""),
        Err(MappingError::Missing { what: "price" })
    ));
}

/// The real files stay where they are; this reads them where somebody has them.
#[test]
#[ignore = "needs the original's rate files: set SWITCHHOOK_RATES to the folder of inter.csv, opt_rates.txt and teliax-rates.csv"]
#[expect(
    clippy::disallowed_methods,
    reason = "the files are not in the tree, and whoever has them says where"
)]
fn the_originals_own_files_are_accounted_for_line_by_line() {
    let folder = std::env::var("SWITCHHOOK_RATES").expect(
        "needs the original's rate files: set SWITCHHOOK_RATES to the folder of inter.csv, opt_rates.txt and teliax-rates.csv",
    );
    let file = |name: &str| {
        std::fs::read(std::path::Path::new(&folder).join(name)).expect("the file is in the folder")
    };
    for (name, mapping, lines) in [
        ("inter.csv", ready::inter(InterPrice::Classic), 486),
        ("inter.csv", ready::inter(InterPrice::Optimum), 486),
        ("inter.csv", ready::inter(InterPrice::Hours500), 486),
        ("opt_rates.txt", ready::opt_rates(), 252),
        ("teliax-rates.csv", ready::teliax(), 4783),
    ] {
        let imported = mapping.read(&file(name)).unwrap();
        assert_eq!(imported.counts.lines, lines, "{name}");
        assert!(imported.counts.add_up(), "{name}: {:?}", imported.counts);
        let wrong_width = imported
            .refused
            .iter()
            .filter(|refused| refused.to_string().contains("fields where"))
            .count();
        eprintln!(
            "{name}: {:?}, {}, {} repaired, {wrong_width} of another width",
            imported.counts,
            imported.encoding,
            imported.repaired.len()
        );
        for refused in &imported.refused {
            eprintln!("    {refused}");
        }
        for repaired in &imported.repaired {
            eprintln!("    {repaired}");
        }
    }
    let teliax = ready::teliax().read(&file("teliax-rates.csv")).unwrap();
    assert_eq!((teliax.counts.rows, teliax.counts.refused), (4782, 0));
}

proptest! {
    /// Whatever a file says, each line is a row, refused, or skipped, and the numbers of lines are right.
    #[test]
    fn no_line_is_lost(text in "([0-9A-Ca-c,;.+\"` |-]{0,20}\n?){0,12}", rule in 0usize..3) {
        let rule = [Duplicates::Refuse, Duplicates::First, Duplicates::Last][rule];
        for mapping in [
            simple().duplicates(rule).repairs(Repairs::none().blanks().noise("`").lookalike('A', '4')),
            ready::inter(InterPrice::Classic).duplicates(rule),
            simple().fields(3, 3).wide(1).by_kind(true).kind(4),
        ] {
            let imported = mapping.read(text.as_bytes()).unwrap();
            prop_assert!(imported.counts.add_up(), "{:?}", imported.counts);
            prop_assert_eq!(imported.counts.lines, text.lines().count());
            prop_assert!(imported.refused.iter().all(|refused| refused.line <= imported.counts.lines));
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let imported = simple().read(&bytes).unwrap();
        prop_assert!(imported.counts.add_up());
    }
}

#[cfg(feature = "serde")]
mod files {
    use switchhook_rating::import::{Mapping, ready};

    /// The mapping of a file is the same whether it is written in Rust or in TOML.
    #[test]
    fn ready_mappings_can_be_written_as_files() {
        for (text, mapping) in [
            (
                include_str!("../testdata/import/inter-classic.toml"),
                ready::inter(ready::InterPrice::Classic),
            ),
            (
                include_str!("../testdata/import/opt_rates.toml"),
                ready::opt_rates(),
            ),
            (include_str!("../testdata/import/teliax.toml"), ready::teliax()),
        ] {
            assert_eq!(Mapping::from_toml(text).unwrap(), mapping);
        }
    }

    #[test]
    fn a_mapping_file_that_cannot_be_says_where() {
        let base = "[columns]\nprefix = 1\ndestination = 2\nprice = 3\n";
        assert!(Mapping::from_toml(base).is_ok());
        for (extra, reason) in [
            ("delimiter = \"ab\"", "delimiter = \"ab\": write one character"),
            ("increment = \"60/0\"", "write steps above zero"),
            ("increment = \"x\"", "write seconds such as"),
            ("tax = \"ten\"", "tax = \"ten\": "),
            ("fields = \"8-\"", "write \"12\" or \"8-12\""),
            ("encoding = \"latin\"", "is no encoding that is read"),
            ("duplicates = \"both\"", "write refuse, first or last"),
            ("colour = 1", "unknown field `colour`"),
            ("pattern = \"{1}\"\ndelimiter = \",\"", "keep one of the two"),
        ] {
            let error = Mapping::from_toml(&format!("{extra}\n{base}"))
                .unwrap_err()
                .to_string();
            assert!(error.contains(reason), "{extra}: {error}");
        }
        let error = Mapping::from_toml("[columns]\nprefix = 1.5\ndestination = 2")
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("a column is its name, its number from 1, or -1 for the last one"),
            "{error}"
        );
    }
}
