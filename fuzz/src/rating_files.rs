//! Laws of what `switchhook-rating` reads from other programs: decks of any columns, call records.

use switchhook_rating::Increment;
use switchhook_rating::cdr::{CdrError, CdrRecord, JsonReader, MasterReader, ReadCdr, Settings, TableReader};
use switchhook_rating::import::ready::{self, InterPrice};
use switchhook_rating::import::{Duplicates, Mapping, Repairs};
use switchhook_rating::mediation::{Mediation, Mediator};

/// Each line of a file is a row, refused, or skipped, whatever the mapping; what was repaired was different before.
///
/// Input: the bytes of a file of rates.
pub fn import(bytes: &[u8]) {
    let simple = Mapping::new()
        .destination(1)
        .prefix(2)
        .international(true)
        .price(3)
        .tax("13".parse().expect("a number"))
        .increment(Increment::new(60, 1))
        .repairs(
            Repairs::none()
                .blanks()
                .noise("`")
                .lookalike('O', '0')
                .leading_zeros(),
        )
        .duplicates(Duplicates::Last)
        .limits(100, 1000);
    let mappings = [
        ready::inter(InterPrice::Classic).limits(100, 1000),
        ready::inter(InterPrice::Hours500).limits(100, 1000),
        ready::opt_rates().limits(100, 1000),
        ready::teliax().limits(100, 1000),
        simple,
    ];
    for mapping in mappings {
        // Only a header without the columns of the mapping refuses a whole file.
        let Ok(imported) = mapping.read(bytes) else {
            continue;
        };
        let counts = imported.counts;
        assert!(counts.add_up(), "{counts:?}");
        assert_eq!(
            (counts.rows, counts.refused),
            (imported.deck.len(), imported.refused.len())
        );
        assert!(imported.deck.prefix_count() <= 1000);
        for refused in &imported.refused {
            assert!((1..=counts.lines).contains(&refused.line), "{refused}");
            assert!(!refused.to_string().is_empty());
        }
        for repaired in &imported.repaired {
            // A column too many may be empty, and goes.
            assert!(
                repaired.from != repaired.to || repaired.from.is_empty(),
                "{repaired}"
            );
        }
    }
}

/// A reader ends, gives at most a record or an error for each line, and every record has a fate.
fn records(mut reader: impl ReadCdr, lines: usize) {
    let mut mediators = [Mediation::new(), Mediation::new().trunk("PJSIP/gw")].map(Mediator::new);
    let mut record = CdrRecord::new();
    let mut results = 0;
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {
                assert!(record.start().is_some());
                assert!(record.line() as usize <= lines);
                for mediator in &mut mediators {
                    mediator.push(&record);
                }
            }
            Ok(false) => break,
            Err(CdrError::Record(bad)) => assert!(!bad.to_string().is_empty() && bad.line as usize <= lines),
            Err(error) => {
                assert!(!error.to_string().is_empty());
                break;
            }
        }
        results += 1;
        assert!(results <= lines, "{results} results of {lines} lines");
    }
    for mediator in &mut mediators {
        mediator.finish();
        while mediator.next_call().is_some() {}
        assert!(mediator.fates().add_up() && mediator.fates().waiting == 0);
    }
}

/// Input: `Master.csv`, or an export of a table.
pub fn cdr(bytes: &[u8]) {
    let lines = bytes.split(|&byte| byte == b'\n').count();
    let settings = Settings::new().longest_record(2000);
    records(MasterReader::new(bytes).settings(settings), lines);
    records(TableReader::new(bytes).settings(settings.utc(true)), lines);
}

/// Input: JSON lines.
pub fn cdr_json(bytes: &[u8]) {
    let lines = bytes.split(|&byte| byte == b'\n').count();
    records(JsonReader::new(bytes), lines);
}
