//! The table `queue_log` of Asterisk's realtime, exported as CSV: its rows become lines of the log, before those of the file.

use std::path::Path;

use chrono_tz::Tz;
use switchhook_portal_core::queue::log::{Clock, Data, Entry, Row};
use switchhook_portal_core::queue::visit::LineKey;

use super::{VERSION, make_again, no_days};
use crate::store::{Store, StoreError};

/// Rows that are stored at once.
const TOGETHER: usize = 20_000;

/// Reasons for rows left out that are told one by one.
const TOLD: usize = 20;

/// Why an export was not read.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error("cannot read {path}: {source}")]
    File {
        path: std::path::PathBuf,
        source: csv::Error,
    },
    #[error(
        "the heading has no column {column}; export the table with its heading: time, callid, queuename, agent, event and data1 to \
         data5, or data"
    )]
    Column { column: &'static str },
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What became of the rows.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Imported {
    pub added: u64,
    /// Stored before, by the same number of their row.
    pub known: u64,
    /// As late as the file that is read: its lines count.
    pub in_the_file: u64,
    /// Could not be read.
    pub bad: u64,
    /// The first of them, with why.
    pub told: Vec<String>,
}

impl std::fmt::Display for Imported {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for reason in &self.told {
            writeln!(f, "{reason}")?;
        }
        writeln!(
            f,
            "{} rows added, {} known before, {} left to the file that is read, {} could not be read",
            self.added, self.known, self.in_the_file, self.bad
        )
    }
}

/// Where the columns stand.
struct Columns {
    id: Option<usize>,
    /// `time`, `callid`, `queuename`, `agent`, `event`.
    named: [usize; 5],
    /// `data1` to `data5`.
    five: Option<[usize; 5]>,
    /// `data`.
    one: Option<usize>,
}

impl Columns {
    fn of(heading: &csv::StringRecord) -> Result<Self, ImportError> {
        let place = |name: &str| {
            heading.iter().position(|cell| {
                cell.trim_start_matches('\u{feff}')
                    .trim()
                    .eq_ignore_ascii_case(name)
            })
        };
        let needed = |column| place(column).ok_or(ImportError::Column { column });
        let five = [
            place("data1"),
            place("data2"),
            place("data3"),
            place("data4"),
            place("data5"),
        ];
        let columns = Self {
            id: place("id"),
            named: [
                needed("time")?,
                needed("callid")?,
                needed("queuename")?,
                needed("agent")?,
                needed("event")?,
            ],
            five: five[0].map(|_| five.map(|column| column.unwrap_or(usize::MAX))),
            one: place("data"),
        };
        match (columns.five, columns.one) {
            (None, None) => Err(ImportError::Column { column: "data1" }),
            _ => Ok(columns),
        }
    }

    fn row<'r>(&self, record: &'r csv::StringRecord) -> Row<'r> {
        // What an export writes for no value.
        let cell = |at: usize| {
            record
                .get(at)
                .filter(|cell| !matches!(*cell, "NULL" | "\\N"))
                .unwrap_or_default()
        };
        let [time, call, queue, agent, event] = self.named.map(cell);
        Row {
            time,
            call,
            queue,
            agent,
            event,
            data: match (self.five, self.one) {
                (Some(five), _) => Data::columns(five.map(cell)),
                (None, one) => Data::joined(one.map(cell)),
            },
        }
    }
}

/// Stores the rows of an export, and makes all visits again. Times without a zone are those of `zone`. The portal must not run.
pub async fn import(store: &Store, path: &Path, zone: Tz, site: Tz) -> Result<Imported, ImportError> {
    let wrong = |source| ImportError::File {
        path: path.to_owned(),
        source,
    };
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_path(path)
        .map_err(wrong)?;
    let columns = Columns::of(reader.headers().map_err(wrong)?)?;
    let until = store.first_line_of_a_file().await?;
    let mut imported = Imported::default();
    let mut clock = Clock::local(zone);
    let mut lines = Vec::new();
    let mut record = csv::StringRecord::new();
    let mut number = 0u64;
    loop {
        let read = reader.read_record(&mut record);
        if matches!(read, Ok(false)) {
            break;
        }
        number += 1;
        let line = record.position().map_or(number + 1, csv::Position::line);
        match read {
            Ok(_) => {}
            Err(error) if error.is_io_error() => return Err(wrong(error)),
            Err(error) => {
                imported.refuse(line, &error);
                continue;
            }
        }
        let row = columns.row(&record);
        let entry = match row.entry(&mut clock) {
            Ok(entry) => entry,
            Err(error) => {
                imported.refuse(line, &error);
                continue;
            }
        };
        if until.is_some_and(|until| until <= entry.time.timestamp()) {
            imported.in_the_file += 1;
            continue;
        }
        let position = match columns.id {
            Some(id) => match record.get(id).and_then(|id| id.trim().parse::<i64>().ok()) {
                Some(id) => id.unsigned_abs(),
                None => {
                    imported.refuse(line, &"its id is no whole number");
                    continue;
                }
            },
            None => number,
        };
        let key = LineKey {
            generation: 0,
            position,
        };
        lines.push((key, as_line(&entry, &row)));
        if lines.len() >= TOGETHER {
            imported.keep(store, &mut lines).await?;
        }
    }
    imported.keep(store, &mut lines).await?;
    if imported.added > 0 || store.queue_projection().await? != VERSION {
        make_again(store).await?;
    }
    store.keep_queue_days(no_days(site)).await?;
    Ok(imported)
}

impl Imported {
    fn refuse(&mut self, line: u64, why: &dyn std::fmt::Display) {
        self.bad += 1;
        if self.told.len() < TOLD {
            self.told.push(format!("line {line}: {why}"));
        }
    }

    async fn keep(&mut self, store: &Store, lines: &mut Vec<(LineKey, String)>) -> Result<(), StoreError> {
        let added = store.add_queue_log_lines(lines).await?;
        self.added += added;
        self.known += lines.len() as u64 - added;
        lines.clear();
        Ok(())
    }
}

/// As it would stand in the file, to the microsecond.
fn as_line(entry: &Entry<'_>, row: &Row<'_>) -> String {
    let micros = entry.time.timestamp_subsec_micros();
    let fraction = if micros == 0 {
        String::new()
    } else {
        format!(".{micros:06}")
    };
    let fields =
        [row.call, row.queue, row.agent, row.event].map(|field| field.replace(['|', '\n', '\r'], " "));
    let data = row.data.text().replace(['\n', '\r'], " ");
    format!("{}{fraction}|{}|{data}", entry.time.timestamp(), fields.join("|"))
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use switchhook_portal_core::queue::visit::Visit;

    use super::*;
    use crate::jobs::queue_log::Follower;

    const ZONE: Tz = chrono_tz::Pacific::Noumea;

    async fn visits(store: &Store) -> Vec<Visit> {
        let mut visits = Vec::new();
        let (first, last) = (DateTime::UNIX_EPOCH, DateTime::<chrono::Utc>::MAX_UTC);
        store
            .each_queue_visit(first, last, |visit| visits.push(visit))
            .await
            .unwrap();
        visits
    }

    #[tokio::test]
    async fn both_shapes_of_the_table_become_the_visits_of_before_the_file() {
        for (name, export) in [
            (
                "five columns",
                "\u{feff}id,time,callid,queuename,agent,event,data1,data2,data3,data4,data5\n\
                 7,2026-11-01 10:00:00.000000,1.1,support,NONE,ENTERQUEUE,,0687,1,,\n\
                 8,2026-11-01 10:00:25.500000,1.1,support,Ana,CONNECT,25,1.2,5,NULL,NULL\n\
                 x,2026-11-01 10:00:26,1.1,support,Ana,CONNECT,25,1.2,5,,\n\
                 9,never,1.1,support,Ana,COMPLETECALLER,25,60,1,,\n\
                 10,2026-11-01 10:01:25,1.1,support,Ana,ATTENDEDTRANSFER,LINK,PJSIP/a,PJSIP/b,25,60|1\n\
                 11,2026-11-03 10:00:00,1.5,support,NONE,CLOSED,,,,,\n",
            ),
            (
                "one column",
                "time,callid,queuename,agent,event,data\n\
                 2026-11-01 10:00:00,1.1,support,NONE,ENTERQUEUE,|0687|1\n\
                 2026-11-01 10:00:25.5,1.1,support,Ana,CONNECT,25|1.2|5\n\
                 nothing,1.1,support,Ana,CONNECT,25|1.2|5\n\
                 never,1.1,support,Ana,COMPLETECALLER,25|60|1\n\
                 2026-11-01 10:01:25,1.1,support,Ana,ATTENDEDTRANSFER,LINK|PJSIP/a|PJSIP/b|25|60|1\n\
                 2026-11-03 10:00:00,1.5,support,NONE,CLOSED,\n",
            ),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let store = Store::open(&folder.path().join("portal.db")).await.unwrap();
            let log = folder.path().join("queue_log");
            // The file begins on 2 November, in Nouméa.
            std::fs::write(&log, "1793563200|1.9|support|NONE|ENTERQUEUE||0688|1\n").unwrap();
            let mut follower = Follower::new(&store, &log, ZONE).await.unwrap();
            follower.look(&store).await.unwrap();

            let file = folder.path().join("export.csv");
            std::fs::write(&file, export).unwrap();
            let imported = import(&store, &file, ZONE, ZONE).await.unwrap();
            assert_eq!(
                (imported.added, imported.known, imported.in_the_file, imported.bad),
                (3, 0, 1, 2),
                "{name}: {imported}"
            );
            assert!(
                imported.told[1].starts_with("line 5: the time is \"never\""),
                "{imported}"
            );
            let all = visits(&store).await;
            let [first, open] = &all[..] else {
                panic!("{name}: {all:?}")
            };
            assert_eq!(first.entered.to_rfc3339(), "2026-10-31T23:00:00+00:00", "{name}");
            assert_eq!(
                (first.outcome().key(), open.outcome().key()),
                ("answered", "open")
            );
            assert_eq!(first.talk.unwrap().as_secs(), 60);

            // Again: nothing is there twice, and the file is read on.
            let again = import(&store, &file, ZONE, ZONE).await.unwrap();
            assert_eq!((again.added, again.known), (0, 3), "{name}");
            std::fs::write(
                &log,
                "1793563200|1.9|support|NONE|ENTERQUEUE||0688|1\n1793563210|1.9|support|NONE|ABANDON|1|1|10\n",
            )
            .unwrap();
            Follower::new(&store, &log, ZONE)
                .await
                .unwrap()
                .look(&store)
                .await
                .unwrap();
            assert_eq!(visits(&store).await[1].outcome().key(), "abandoned", "{name}");
        }
    }

    #[tokio::test]
    async fn a_file_without_the_heading_of_the_table_is_refused_with_the_column_it_lacks() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("portal.db")).await.unwrap();
        let file = folder.path().join("export.csv");
        std::fs::write(&file, "time,callid,queuename,event,data1\n").unwrap();
        let error = import(&store, &file, ZONE, ZONE).await.unwrap_err().to_string();
        assert!(error.contains("no column agent"), "{error}");
    }
}
