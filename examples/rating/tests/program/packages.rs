//! Packages: calls in the order of their start, and counters from run to run.

use super::*;

const BOOK: &str = r#"
default = "beyond"

[[plans]]
name = "beyond"
currency = "XPF"
zone = "Pacific/Tahiti"
decks = [{ file = "beyond.csv" }]

[[plans]]
name = "inside"
currency = "XPF"
zone = "Pacific/Tahiti"
decks = [{ file = "inside.csv" }]

[[packages]]
name = "two minutes"
per = "account"
beyond = "beyond"
crossing = "split"
steps = [{ plan = "inside", minutes = "2" }]
"#;

/// The tariff in a folder, and calls in the order in which they ended: the first to begin was the last to end.
fn written(folder: &TempDir) -> [String; 2] {
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("book.toml"), BOOK).unwrap();
    for (name, price) in [("beyond.csv", 14), ("inside.csv", 11)] {
        let deck = format!("prefix,destination,kind,price,per,first,next\n4,Tahiti,fixed,{price},60,60,60\n");
        std::fs::write(path(name), deck).unwrap();
    }
    let call = |start: &str, account: &str, seconds: u32| {
        format!(
            "{{\"start\":\"2025-06-11 {start}\",\"dst\":\"40431234\",\"accountcode\":\"{account}\",\"duration\":{seconds},\
             \"billsec\":{seconds},\"disposition\":\"ANSWERED\"}}\n"
        )
    };
    let calls = [
        call("10:01:00", "sales", 60),
        call("10:00:30", "store", 60),
        call("10:00:00", "sales", 180),
    ];
    std::fs::write(path("calls.jsonl"), calls.concat()).unwrap();
    ["book.toml", "calls.jsonl"].map(|name| path(name).to_str().unwrap().to_owned())
}

/// Start, account, amount and package of each line.
fn columns(out: &str) -> Vec<[String; 4]> {
    let mut lines = out.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let names = lines.next().unwrap();
    let wanted = ["start", "account", "after_tax", "package"];
    let places = wanted.map(|wanted| names.iter().position(|name| *name == wanted).unwrap());
    lines
        .map(|line| places.map(|place| line[place].to_owned()))
        .collect()
}

#[test]
fn packages_are_used_up_in_order_of_start_and_from_run_to_run() {
    let folder = tempfile::tempdir().unwrap();
    let [book, calls] = written(&folder);
    let counters = folder.path().join("counters.json");
    let counters = counters.to_str().unwrap();
    let rate = || run(&["rate", &calls, "--book", &book, "--counters", counters]);

    let (code, out, said) = rate();
    assert_eq!(code, 0, "{said}");
    // Two minutes at 11 F and one at 14 F; then the package of that account is used up.
    let line = |start: &str, account: &str, amount: &str, package: &str| {
        [start, account, amount, package].map(str::to_owned)
    };
    assert_eq!(
        columns(&out),
        [
            line("2025-06-11 10:00:00", "sales", "36", "two minutes"),
            line("2025-06-11 10:00:30", "store", "11", "two minutes"),
            line("2025-06-11 10:01:00", "sales", "14", ""),
        ]
    );
    let kept = std::fs::read_to_string(counters).unwrap();
    assert!(kept.contains("\"sales\"") && kept.contains("120000"), "{kept}");

    // The next run goes on: a minute is left to the store, nothing to the others.
    let (_, out, _) = rate();
    let amounts: Vec<String> = columns(&out)
        .into_iter()
        .map(|[_, _, amount, _]| amount)
        .collect();
    assert_eq!(amounts, ["42", "11", "14"]);

    // Without a file they begin unused each time, which is said.
    let (_, out, said) = run(&["rate", &calls, "--book", &book]);
    assert_eq!(columns(&out)[0][2], "36");
    assert!(
        said.contains("the packages begin unused; --counters FILE keeps"),
        "{said}"
    );
}

#[test]
fn counters_that_make_no_sense_are_refused_before_anything_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let [book, calls] = written(&folder);
    let counters = folder.path().join("counters.json");
    std::fs::write(&counters, "[{\"package\": 7}]").unwrap();
    let output = folder.path().join("rated.csv");
    let [counters, output] = [&counters, &output].map(|path| path.to_str().unwrap());
    let (code, _, said) = run(&[
        "rate",
        &calls,
        "--book",
        &book,
        "--counters",
        counters,
        "-o",
        output,
    ]);
    assert_eq!(code, 3);
    assert!(
        said.contains("counters.json: no counters: invalid type: integer `7`"),
        "{said}"
    );
    assert!(!Path::new(output).exists());

    let (code, _, said) = run(&["rate", &calls, "--counters", counters]);
    assert_eq!(code, 2);
    assert!(
        said.contains("--counters: the tariff has no packages; leave it out"),
        "{said}"
    );
}

#[test]
fn counters_stay_as_they_were_when_a_run_is_broken_off() {
    let folder = tempfile::tempdir().unwrap();
    let [book, calls] = written(&folder);
    let counters = folder.path().join("counters.json");
    std::fs::write(&counters, "[]").unwrap();
    let path = counters.to_str().unwrap();
    let (code, ..) = run(&[
        "rate",
        &calls,
        "absent.jsonl",
        "--book",
        &book,
        "--counters",
        path,
    ]);
    assert_eq!(code, 3);
    assert_eq!(std::fs::read_to_string(&counters).unwrap(), "[]");
}
