//! Asterisk's own records of calls, beside which the portal's are laid.

use std::path::Path;
use std::time::Duration;

use chrono::NaiveDateTime;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, FromRow};
use switchhook_rating::{Book, Call, Charge, Deck, Outcome, Plan, Start};
use switchhook_rig::CdrRow;

/// A call as the portal keeps it, in the columns and words of `Master.csv`.
#[derive(Debug, FromRow)]
struct Kept {
    account_code: String,
    source: String,
    destination: String,
    context: String,
    caller_id: String,
    channel: String,
    destination_channel: String,
    last_application: String,
    last_data: String,
    started: i64,
    answered: Option<i64>,
    ended: i64,
    duration: i64,
    billable: i64,
    disposition: String,
    unique_id: String,
    user_field: String,
    linked_id: String,
    sequence: i64,
}

/// Reads every call of a portal's database as Asterisk would have written it, oldest first.
///
/// The portal keeps neither `amaflags` nor `peeraccount`: they are taken from `like`, the record of the same call.
pub fn kept(database: &Path, like: &[CdrRow]) -> Vec<CdrRow> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let calls: Vec<Kept> = runtime.block_on(async {
        let options = SqliteConnectOptions::new().filename(database).read_only(true);
        let mut connection: SqliteConnection = options.connect().await.unwrap();
        sqlx::query_as("SELECT * FROM call ORDER BY id")
            .fetch_all(&mut connection)
            .await
            .unwrap()
    });
    let number = |n: i64| u64::try_from(n).unwrap();
    calls
        .into_iter()
        .map(|call| {
            let same = like
                .iter()
                .find(|row| row.uniqueid == call.unique_id && row.sequence == number(call.sequence));
            CdrRow {
                accountcode: call.account_code,
                src: call.source,
                dst: call.destination,
                dcontext: call.context,
                clid: call.caller_id,
                channel: call.channel,
                dstchannel: call.destination_channel,
                lastapp: call.last_application,
                lastdata: call.last_data,
                start: clock(call.started),
                answer: call.answered.map(clock).unwrap_or_default(),
                end: clock(call.ended),
                duration: number(call.duration),
                billsec: number(call.billable),
                disposition: call.disposition.replace('-', " ").to_uppercase(),
                amaflags: same.map(|row| row.amaflags.clone()).unwrap_or_default(),
                uniqueid: call.unique_id,
                userfield: call.user_field,
                peeraccount: same.map(|row| row.peeraccount.clone()).unwrap_or_default(),
                linkedid: call.linked_id,
                sequence: number(call.sequence),
            }
        })
        .collect()
}

/// The rig's Asterisk is on UTC, and so is its `Master.csv`.
fn clock(seconds: i64) -> String {
    chrono::DateTime::from_timestamp(seconds, 0)
        .unwrap()
        .format("%Y-%m-%d %H:%M:%S")
        .to_string()
}

/// A time of `Master.csv` as the portal shows it in English.
pub fn shown_time(text: &str) -> String {
    let time = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S").unwrap();
    time.format("%d/%m/%Y %H:%M:%S").to_string()
}

/// A length as the portal shows it.
pub fn shown_length(seconds: u64) -> String {
    format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// The tariff of the test, read by the test itself.
// For the whole test, so that charges do not hold on to the scene.
pub struct Tariff(&'static Book);

impl Tariff {
    pub fn read() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/testdata/live-tariff");
        let plan = Plan::from_toml(&std::fs::read_to_string(folder.join("plan.toml")).unwrap()).unwrap();
        let file = plan.decks()[0].clone();
        let (deck, rejected) = Deck::from_csv(
            &std::fs::read_to_string(folder.join(&file.file)).unwrap(),
            &file.format,
        );
        assert!(rejected.is_empty(), "{rejected:?}");
        Self(Box::leak(Box::new(Book::new(plan, deck).unwrap())))
    }

    /// What the tariff gives for one of Asterisk's own records.
    #[track_caller]
    pub fn price(&self, row: &CdrRow) -> Charge<'static> {
        let start: Start = row.start.parse().unwrap();
        match self
            .0
            .rate(&Call::new(&row.dst, start, Duration::from_secs(row.billsec)))
        {
            Outcome::Rated(charge) => charge,
            other => panic!("{other} for {row:?}"),
        }
    }
}
