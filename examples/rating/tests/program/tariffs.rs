//! Tariffs: from the file of an operator, and from one version to the next.

use super::*;

#[test]
fn a_file_of_an_operator_becomes_a_deck() {
    let folder = tempfile::tempdir().unwrap();
    let deck = folder.path().join("deck.csv");
    let output = deck.to_str().unwrap();
    let import = ["import", "operator.csv", "--map", "operator.toml", "-o", output];
    let (code, _, said) = run(&import);
    assert_eq!(code, 1, "{said}");
    for message in [
        "operator.csv, line 5: price (column -1): \"1 028,30\" read as \"1028,30\"",
        "operator.csv, line 6: price (column -1): \"sur demande\" is not a number",
        "6 lines in utf-8: 3 rows with 8 prefixes, 1 refused, 2 skipped; 1 repaired",
    ] {
        assert!(said.contains(message), "{message} in {said}");
    }
    // What was written is a deck: 22.60 with 13 % tax are 20 without.
    let plan =
        "name = \"x\"\ncurrency = \"XPF\"\nzone = \"Pacific/Noumea\"\n[[decks]]\nfile = \"deck.csv\"\n";
    std::fs::write(folder.path().join("plan.toml"), plan).unwrap();
    let tariff = folder.path().to_str().unwrap();
    let (code, out, said) = run(&[
        "explain",
        "+33123456789",
        "90",
        "--at",
        "2011-12-19 11:00",
        "-b",
        tariff,
    ]);
    assert_eq!(code, 0, "{out}{said}");
    assert!(out.contains("= 30\u{a0}XPF, no tax"), "{out}");

    let (code, _, said) = run(&["import", "operator.csv", "--map", "people.csv"]);
    assert_eq!(code, 3, "{said}");
    assert_eq!(run(&["import", "operator.csv"]).0, 2);
    let (code, _, said) = run(&["import", "operator.csv", "--ready", "teliax", "-o", output]);
    assert_eq!(code, 3, "{said}");
    assert!(said.contains("operator.csv: no column "), "{said}");
}

#[test]
fn versions_of_a_tariff_are_compared_row_by_row_and_call_by_call() {
    let folder = tempfile::tempdir().unwrap();
    let deck = std::fs::read_to_string(testdata("tariff/deck.csv")).unwrap();
    std::fs::copy(testdata("tariff/plan.toml"), folder.path().join("plan.toml")).unwrap();
    std::fs::write(
        folder.path().join("deck.csv"),
        deck.replace(",37.80,37.80,", ",40,37.80,"),
    )
    .unwrap();
    let new = folder.path().to_str().unwrap();
    let (code, out, said) = run(&["diff", "tariff", "tariff"]);
    assert_eq!(
        (code, out.as_str(), said.as_str()),
        (0, "0 added, 0 removed, 0 changed\n", "")
    );
    let (code, out, _) = run(&["diff", "tariff", new, "--calls", "Master.csv"]);
    assert_eq!(code, 1);
    assert!(out.contains("price_peak 37.8") && out.contains(" -> 40"), "{out}");
    assert!(out.contains("0 added, 0 removed, 4 changed\n"), "{out}");
    // One call of 38 minutes in the band: 38 x 2.2 francs more.
    assert!(
        out.contains("French Polynesia mobile,1,1,0,0,1436.4,1520,83.6\r\n"),
        "{out}"
    );
    assert!(out.ends_with("TOTAL,21,1,0,0,1890.2,1973.8,83.6\r\n"), "{out}");
}

#[test]
fn what_is_no_row_is_told_too() {
    let folder = tempfile::tempdir().unwrap();
    let plan = std::fs::read_to_string(testdata("tariff/plan.toml")).unwrap();
    let later = plan.replace("07:00-19:00", "08:00-19:00");
    std::fs::write(folder.path().join("plan.toml"), later).unwrap();
    std::fs::copy(testdata("tariff/deck.csv"), folder.path().join("deck.csv")).unwrap();
    let (code, out, said) = run(&["diff", "tariff", folder.path().to_str().unwrap()]);
    assert_eq!((code, said.as_str()), (1, ""));
    assert!(
        out.starts_with("0 added, 0 removed, 0 changed\nthe rows are the same, and something else"),
        "{out}"
    );
}

/// A book of two plans in a folder: the second one is of a trunk, and takes the rows of the first at half the price.
fn book_of_two(folder: &TempDir) -> String {
    let bands = "bands = [{ name = \"peak\", days = [\"mon-fri\"], hours = [\"07:00-19:00\"] }]";
    let plan = |name: &str| {
        format!(
            "[[plans]]\nname = \"{name}\"\ncurrency = \"XPF\"\nzone = \"Pacific/Noumea\"\notherwise = \"offpeak\"\n\
             {bands}\nrounding = {{ mode = \"half_up\", decimals = 6, shown = \"floor\" }}\n"
        )
    };
    let (first, second) = (plan("New Caledonia"), plan("gateway"));
    let book = [
        first.as_str(),
        "decks = [{ file = \"deck.csv\" }, { file = \"next.csv\", effective = \"2012-01-01\" }]\n",
        &second,
        "parent = { plan = \"New Caledonia\", factor = \"1/2\" }\n",
        "[[assign]]\ntrunk = \"PJSIP/gw-\"\nplan = \"gateway\"\n",
    ];
    let deck = std::fs::read_to_string(testdata("tariff/deck.csv")).unwrap();
    let next = deck.replace(",10.45,6.30,", ",11,7,");
    for (name, text) in [
        ("book.toml", book.concat()),
        ("deck.csv", deck),
        ("next.csv", next),
    ] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder.path().to_str().unwrap().to_owned()
}

#[test]
fn a_book_of_several_plans_chooses_by_trunk_and_day() {
    let folder = tempfile::tempdir().unwrap();
    let book = book_of_two(&folder);
    let (code, out, said) = run(&["check", &book]);
    assert_eq!((code, said.as_str()), (0, ""), "{out}");
    assert!(
        out.starts_with("8 rows in use, 0 lines refused, 0 odd; "),
        "{out}"
    );
    for (day, trunk, price) in [
        ("2011-12-19", "", "177.65"),
        ("2011-12-19", "PJSIP/gw-02", "88.825"),
        ("2012-01-03", "", "187"),
        ("2012-01-03", "PJSIP/gw-02", "93.5"),
    ] {
        let table = format!(
            "src,dstchannel,calldate,dst,billsec,disposition\n101,{trunk},{day} 11:08:58,872345,979,ANSWERED\n"
        );
        let (code, out, said) = run_with(&["rate", "-", "--book", &book], table.as_bytes());
        assert_eq!(code, 0, "{said}");
        assert!(
            out.contains(&format!(",rated,{price},0,{price},XPF,1020,17,8,Local fixed,")),
            "{out}"
        );
    }
    // The version that is there on both sides is compared, the other one was added.
    let (code, out, said) = run(&["diff", "tariff", &book]);
    assert_eq!((code, said.as_str()), (1, ""));
    assert!(out.ends_with(" added, 0 removed, 0 changed\n"), "{out}");

    std::fs::remove_file(folder.path().join("next.csv")).unwrap();
    let (code, _, said) = run(&["check", &book]);
    assert_eq!(code, 3);
    assert!(said.contains("next.csv: cannot be read: "), "{said}");
}

#[test]
fn a_check_tells_what_is_odd_and_all_that_is_impossible() {
    let folder = tempfile::tempdir().unwrap();
    let tariff = folder.path().to_str().unwrap();
    std::fs::copy(testdata("tariff/plan.toml"), folder.path().join("plan.toml")).unwrap();
    let head = "prefix,destination,price_peak,price_offpeak,per,first,next\n";
    let deck = |rows: &str| std::fs::write(folder.path().join("deck.csv"), [head, rows].concat()).unwrap();

    // A gap, and a row behind ten longer prefixes.
    deck(
        "331-335|337-339,France,10,10,60,60,1\n44,United Kingdom,10,10,60,60,1\n440-449,Britain,9,9,60,60,1\n",
    );
    let (code, out, _) = run(&["check", tariff]);
    assert_eq!(code, 1);
    for odd in [
        "deck.csv: most numbers that begin with 33 have rows, those with 330, 336 have none",
        "deck.csv: line 3: no number reaches prefix 44 but the number itself, longer prefixes take them",
        "3 rows in use, 0 lines refused, 2 odd; fingerprint ",
    ] {
        assert!(out.contains(odd), "{odd} in {out}");
    }

    // Under the numbering of the plan these are the same numbers. One pair would be enough to refuse the tariff; all
    // are told.
    let plan = std::fs::read_to_string(testdata("tariff/plan.toml")).unwrap();
    let plan = plan + "\n[numbering]\ninternational = [\"00\"]\n";
    std::fs::write(folder.path().join("plan.toml"), plan).unwrap();
    deck(
        "+33,France,10,10,60,60,1\n0033,France,9,9,60,60,1\n+44,Britain,10,10,60,60,1\n0044,Britain,9,9,60,60,1\n",
    );
    let (code, _, said) = run(&["check", tariff]);
    assert_eq!(code, 5);
    for misfit in [
        "deck.csv: lines 2 and 3 are both for prefix +33; remove it from one of the two",
        "deck.csv: lines 4 and 5 are both for prefix +44; remove it from one of the two",
    ] {
        assert!(said.contains(misfit), "{misfit} in {said}");
    }
}

#[test]
fn a_price_is_explained_in_four_languages_and_three_forms() {
    let explain = |more: &[&str]| {
        let call = ["explain", "872345", "979", "--at", "2011-12-19T11:08"];
        let (code, out, said) = run(&[&call[..], more].concat());
        assert_eq!((code, said.as_str()), (0, ""));
        out.replace(['\u{a0}', '\u{202f}'], " ")
    };
    for (lang, word) in [
        (
            "en",
            "Local fixed (prefix 8), peak: 979 s in steps of 60/60 = 1,020 s; ",
        ),
        ("fr", "177,65 "),
        ("es", "177,65 "),
        ("ru", "177,65 "),
    ] {
        let line = explain(&["--lang", lang]);
        assert!(line.contains(word), "{line}");
        assert_eq!(line.lines().count(), 1, "{line}");
        let steps = explain(&["--lang", lang, "--form", "steps"]);
        assert!(steps.lines().count() > 3, "{steps}");
        assert_ne!(steps.contains("No tax"), lang != "en", "{steps}");
    }
    let json = explain(&["--form", "json"]);
    let data: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(data["status"], "rated");
    assert_eq!(data["duration"], 979_000);
    assert!(data["steps"].as_array().unwrap().len() > 3, "{json}");
    // A call without a price says what to do.
    let (code, out, _) = run(&[
        "explain",
        "0033123456789",
        "60",
        "--lang",
        "fr",
        "--at",
        "2011-12-19 11:08",
    ]);
    assert_eq!(code, 1);
    assert!(out.contains("0033123456789"), "{out}");
}

#[test]
fn rated_rows_name_the_book_that_rated_them() {
    let (_, out, _) = run(&["check", "tariff"]);
    let fingerprint = out.trim().rsplit(' ').next().unwrap();
    assert_eq!(fingerprint.len(), 32, "{out}");
    let (_, rated, _) = run(&["rate", "Master.csv"]);
    let mut lines = rated.lines();
    let place = lines
        .next()
        .unwrap()
        .split(',')
        .position(|name| name == "book")
        .unwrap();
    let mut count = 0;
    for line in lines {
        assert_eq!(line.split(',').nth(place), Some(fingerprint), "{line}");
        count += 1;
    }
    assert_eq!(count, 22);
}
