//! What calls cost, from the records that Asterisk wrote about them.

use std::fs::File;
use std::io::BufReader;
use std::time::Duration;

use switchhook_rating::cdr::{CdrRecord, MasterReader, ReadCdr};
use switchhook_rating::report::{Key, Owner, Report};
use switchhook_rating::{Book, Call, Deck, Format, Plan};
use switchhook_rig::{Behaviour, Instance};

use crate::{SOON, records};

const PLAN: &str = r#"
name = "live"
currency = "XPF"
zone = "Pacific/Noumea"

[tax]
rates = [{ from = "2000-01-01", percent = "10" }]

[numbering]
international = ["00"]
"#;

/// A whole minute is certain to be enough for the first, the second goes by the seconds of the record.
const DECK: &str = "prefix,digits,destination,price,per,first,next\n\
                    2,6,Local,10.45,60,60,60\n\
                    +33,,France,60,60,1,1\n";

pub(crate) fn records_are_read_rated_and_reported(pbx: &Instance) {
    let talk = Behaviour::answer().hang_up_after(Duration::from_secs(2));
    let _outside = pbx.trunk(&talk).unwrap();
    let _emma = pbx.phone("104", &Behaviour::Busy).unwrap();
    let alice = pbx.phone("100", &Behaviour::answer()).unwrap();
    for number in ["263113", "0033123456789", "0044207946000"] {
        alice.calls(number).unwrap().ended(SOON).unwrap();
    }
    assert_eq!(alice.calls("104").unwrap().refused(SOON).unwrap(), 486);
    let rows = records(pbx, 4);

    let plan = Plan::from_toml(PLAN).unwrap();
    let (zone, currency) = (plan.zone(), plan.currency());
    let (deck, rejected) = Deck::from_csv(DECK, &Format::default());
    assert!(rejected.is_empty(), "{rejected:?}");
    let book = Book::new(plan, deck).unwrap();

    let file = File::open(pbx.log_dir().join("cdr-csv/Master.csv")).unwrap();
    let mut reader = MasterReader::new(BufReader::new(file));
    let mut record = CdrRecord::new();
    let mut report = Report::new([Key::Extension, Key::Destination], currency, zone);
    let mut ends = Vec::new();
    while reader.read_record(&mut record).unwrap() {
        // An unanswered call began, but its talk did not.
        let start = record.talk_start().or(record.start()).expect("a start");
        let call = Call::new(record.dst(), start, record.billsec());
        let outcome = book.rate(&call);
        let owner = Owner {
            department: "",
            person: "",
            extension: record.src(),
        };
        report.add_call(&call, owner, &outcome).unwrap();
        ends.push((record.dst().to_owned(), outcome.word()));
    }
    let expected = [
        ("263113", "rated"),
        ("0033123456789", "rated"),
        ("0044207946000", "unmatched"),
        ("104", "unanswered"),
    ];
    assert_eq!(ends, expected.map(|(number, word)| (number.to_owned(), word)));

    let summary = report.finish().unwrap();
    assert_eq!(summary.total.counts.list(), [2, 1, 0, 1, 0]);
    assert_eq!(summary.unmatched[0].number, "0044207946000");
    let [alice] = &summary.groups[..] else {
        panic!("one telephone called: {:?}", summary.groups);
    };
    assert_eq!(alice.name, "100");
    let of = |name: &str| {
        let group = alice.groups.iter().find(|group| group.name == name);
        group
            .unwrap_or_else(|| panic!("{name}: {:?}", alice.groups))
            .total
    };
    let local = of("Local");
    assert_eq!(local.before_tax.to_string(), "10.45 XPF");
    assert_eq!(local.after_tax.to_string(), "11.495 XPF");
    // At 60 francs a minute, every second of the record is a franc.
    let seconds = i64::try_from(rows[1].billsec).unwrap();
    assert!((2..30).contains(&seconds), "{:?}", rows[1]);
    assert_eq!(of("France").before_tax.micros(), seconds * 1_000_000);
    assert_eq!(summary.total.after_tax.micros(), 11_495_000 + seconds * 1_100_000);
}
