//! The same behaviour of three databases. Those with a server are ignored: they need its packages.

mod servers;

use super::*;
use crate::config::Config;
use crate::queue::Queue;
use servers::{Kind, PASSWORD, Site};

/// What follows a site's table, and what it has found.
struct Follow {
    _store: tempfile::TempDir,
    queue: Queue,
    table: Table,
    register: Register,
}

impl Follow {
    async fn new(table: Table) -> Self {
        let store = tempfile::tempdir().unwrap();
        let queue = Queue::open(&store.path().join("store")).await.unwrap();
        let config: Config = toml::from_str("store = '/'\ntime_zone = 'UTC'\n[agi]").unwrap();
        let register = Register::new(&config, &queue).unwrap();
        Self {
            _store: store,
            queue,
            table,
            register,
        }
    }

    fn follower(&self) -> TableFollower {
        TableFollower::new(&self.table, self.register.clone())
    }

    /// As after a restart.
    async fn look(&self, reach: Reach) {
        self.follower().look(reach).await.unwrap();
    }

    async fn calls(&self) -> Vec<Call> {
        let jobs = self.queue.due(i64::MAX, 10_000).await.unwrap();
        jobs.into_iter().map(|job| job.call).collect()
    }

    async fn found(&self) -> Vec<String> {
        self.calls()
            .await
            .into_iter()
            .map(|call| call.unique_id)
            .collect()
    }

    /// All calls are delivered, and leave the queue.
    async fn forget(&self) {
        for job in self.queue.due(i64::MAX, 10_000).await.unwrap() {
            self.queue.cleaned(job.id, 1).await.unwrap();
        }
        self.queue.remove_calls(i64::MAX).await.unwrap();
    }
}

/// With a key, under other names.
const KEYED: &str = "acctid SERIAL, src VARCHAR(80), destination VARCHAR(80), start MOMENT, duration INTEGER, \
                     disposition VARCHAR(45), uniqueid VARCHAR(150), clid VARCHAR(80), linkedid VARCHAR(150), \
                     userfield VARCHAR(255), recordingfile VARCHAR(255)";
/// The usual table of MariaDB: no key, no end, nothing that is not always there.
const USUAL: &str = "calldate MOMENT, clid VARCHAR(80), src VARCHAR(80), dst VARCHAR(80), duration INTEGER, \
                     billsec INTEGER, disposition VARCHAR(45), lastapp VARCHAR(80), uniqueid VARCHAR(32)";

fn keyed(key: u32) -> String {
    format!(
        "INSERT INTO keyed VALUES ({key}, '100', '10{key}', '2026-11-20 10:00:00', {key}, 'BUSY', '1.{key}', \
         '\"J\u{fc}rgen O''Neill\" <100>', '1.0', 'field', 'a/{key}.wav')"
    )
}

fn usual(id: &str, time: &str, lasted: u32) -> String {
    format!(
        "INSERT INTO usual VALUES ('2026-11-20 {time}', '', '100', '101', {lasted}, 0, 'ANSWERED', 'Dial', '{id}')"
    )
}

async fn behaves(kind: Kind) {
    let mut site = Site::new(kind).await;
    follows_a_key(&site).await;
    follows_times(&site).await;
    catches_up(&site).await;
    says_what_is_wrong(&site).await;
    comes_back(&mut site).await;
}

async fn follows_a_key(site: &Site) {
    site.create("keyed", KEYED).await;
    site.run(&[keyed(1)]).await;
    let key = "table = 'keyed'\nkey = 'AcctID'\ncolumns = { dst = 'Destination' }";
    let follow = Follow::new(site.table(key)).await;
    // What was there before is not ours.
    follow.look(Reach::Far).await;
    site.run(&[keyed(2), keyed(4)]).await;
    follow.look(Reach::Near).await;
    follow.look(Reach::Near).await;
    assert_eq!(follow.found().await, ["1.2", "1.4"]);
    let call = follow.calls().await.remove(0);
    assert_eq!((&*call.called, call.duration), ("102", 2));
    assert_eq!(call.caller_name, "J\u{fc}rgen O'Neill");
    assert_eq!((&*call.linked_id, &*call.user_field), ("1.0", "field"));
    assert_eq!(call.recorded_to, "a/2.wav");
    assert_eq!(
        (&*call.start, &*call.end),
        ("2026-11-20T10:00:00+00:00", "2026-11-20T10:00:02+00:00")
    );
    // Written before, committed after.
    site.run(&[keyed(3)]).await;
    follow.look(Reach::Near).await;
    assert_eq!(follow.found().await, ["1.2", "1.4", "1.3"]);
    // What has left the queue does not come back, also when the position moves: once what was new is a minute old.
    follow.forget().await;
    let mut follower = follow.follower();
    follower.look(Reach::Far).await.unwrap();
    follower.look(Reach::Far).await.unwrap();
    follow.look(Reach::Far).await;
    assert!(follow.found().await.is_empty());
    assert!(
        follow
            .queue
            .seen(&follower.source(&follower.connect().await.unwrap().1))
            .await
            .unwrap()
            .is_empty()
    );
    // Nor when the newest row is removed: keys are not counted anew then, and the next may have the same.
    site.run(&["DELETE FROM keyed WHERE acctid = 4".into()]).await;
    follow.look(Reach::Near).await;
    assert!(follow.found().await.is_empty());
    site.run(&[keyed(4).replace("'1.4'", "'1.5'")]).await;
    follow.look(Reach::Near).await;
    assert_eq!(follow.found().await, ["1.5"]);
    // Emptied: counted from 1 again, and still followed.
    site.run(&["DELETE FROM keyed".into(), keyed(1).replace("'1.1'", "'2.1'")])
        .await;
    follow.look(Reach::Near).await;
    assert_eq!(follow.found().await, ["1.5", "2.1"]);
}

async fn follows_times(site: &Site) {
    site.create("usual", USUAL).await;
    site.run(&[usual("1", "08:00:00", 60), usual("2", "14:00:00", 60)])
        .await;
    let follow = Follow::new(site.table("table = 'usual'")).await;
    follow.look(Reach::Far).await;
    site.run(&[usual("3", "14:00:30", 20), usual("4", "14:30:00", 20)])
        .await;
    follow.look(Reach::Near).await;
    follow.look(Reach::Near).await;
    assert_eq!(follow.found().await, ["3", "4"]);
    // Began hours before those that are known, and ended after them.
    site.run(&[usual("5", "11:00:00", 13_000)]).await;
    let mut follower = follow.follower();
    let order = follower.look(Reach::Near).await.unwrap();
    if matches!(order, Order::Time { .. }) {
        assert_eq!(follow.found().await, ["3", "4"], "it is far from the others");
    }
    follower.look(Reach::Far).await.unwrap();
    follower.look(Reach::Far).await.unwrap();
    assert_eq!(follow.found().await, ["3", "4", "5"]);
    let call = follow.calls().await.remove(2);
    assert_eq!(call.end, "2026-11-20T14:36:40+00:00");
    assert_eq!((&*call.linked_id, &*call.recorded_to), ("5", ""));
    // The position has moved, but not beyond what may still come.
    follow.forget().await;
    follow.look(Reach::Far).await;
    assert!(follow.found().await.is_empty());
    site.run(&[usual("6", "02:30:00", 43_200)]).await;
    follow.look(Reach::Far).await;
    assert_eq!(follow.found().await, ["6"]);
}

/// A long table from its start, with more calls of one second than are read at once.
async fn catches_up(site: &Site) {
    site.create("many", USUAL).await;
    let mut rows = Vec::new();
    for number in 0..1700 {
        let second = if number < 1200 { 0 } else { number - 1200 };
        let time = format!(
            "{:02}:{:02}:{:02}",
            1 + second / 25,
            (second % 25) * 2,
            second % 60
        );
        let row = usual(&format!("7.{number}"), &time, 10).replace("INSERT INTO usual VALUES ", "");
        rows.push(row);
    }
    site.run(&[format!("INSERT INTO many VALUES {}", rows.join(", "))])
        .await;
    let follow = Follow::new(site.table("table = 'many'\nfrom = 'start'\nlongest_call_seconds = 60")).await;
    follow.look(Reach::Far).await;
    assert_eq!(follow.found().await.len(), 1700);
    follow.forget().await;
    follow.look(Reach::Far).await;
    assert_eq!(follow.found().await, Vec::<String>::new());
    let follower = follow.follower();
    let kept = follow
        .queue
        .seen(&follower.source(&follower.connect().await.unwrap().1))
        .await
        .unwrap();
    assert!(
        kept.len() < 1000,
        "{} marks of rows that are not read again",
        kept.len()
    );
}

async fn says_what_is_wrong(site: &Site) {
    for (table, said) in [
        ("table = 'calls'", "no table calls"),
        (
            "table = 'usual'\ncolumns = { uniqueid = 'nothing' }",
            "[table.columns]",
        ),
        ("table = 'usual'\nkey = 'acctid'", "no column acctid"),
        ("table = 'keyed'\nkey = 'linkedid'", "no growing number"),
    ] {
        let follow = Follow::new(site.table(table)).await;
        let error = follow.follower().look(Reach::Near).await.unwrap_err().to_string();
        assert!(error.contains(said), "{table}: {error}");
    }
    let follow = Follow::new(site.table("table = 'usual'")).await;
    let check = follow.follower().check().await.unwrap();
    assert!(check.contains("followed by"), "{check}");
    if site.kind == Kind::Sqlite {
        return;
    }
    assert!(check.contains("calldate"), "{check}");
    std::fs::write(site.path("password"), format!("{PASSWORD}-of-before")).unwrap();
    let follower = follow.follower();
    let error = follower.check().await.unwrap_err();
    std::fs::write(site.path("password"), PASSWORD).unwrap();
    assert!(error.contains("as recorder"), "{error}");
    assert!(
        !error.contains(PASSWORD) && !format!("{follower:?}").contains(PASSWORD),
        "{error}"
    );
}

async fn comes_back(site: &mut Site) {
    let key = "table = 'keyed'\nkey = 'acctid'\ncolumns = { dst = 'destination' }";
    let follow = Follow::new(site.table(key)).await;
    follow.look(Reach::Far).await;
    let running = tokio::spawn(follow.follower().run());
    let arrives = async |id: &str| {
        let begun = Instant::now();
        while !follow.found().await.iter().any(|found| found == id) {
            assert!(begun.elapsed() < Duration::from_secs(60), "{id} does not arrive");
            follow.queue.changed(Duration::from_millis(200)).await;
        }
    };
    site.run(&[keyed(20)]).await;
    arrives("1.20").await;
    site.stop();
    if site.kind != Kind::Sqlite {
        let error = follow.follower().check().await.unwrap_err();
        assert!(error.contains("cannot connect"), "{error}");
    }
    site.start();
    site.run(&[keyed(21)]).await;
    arrives("1.21").await;
    running.abort();
    assert_eq!(follow.found().await, ["1.20", "1.21"]);
}

#[tokio::test]
async fn a_table_of_sqlite_is_followed() {
    behaves(Kind::Sqlite).await;
}

#[cfg(feature = "mariadb")]
#[tokio::test]
#[ignore = "needs Debian's mariadb-server-core: see .ci/levels/live"]
async fn a_table_of_mariadb_is_followed() {
    behaves(Kind::MariaDb).await;
}

#[cfg(feature = "postgres")]
#[tokio::test]
#[ignore = "needs Debian's postgresql: see .ci/levels/live"]
async fn a_table_of_postgresql_is_followed() {
    behaves(Kind::Postgres).await;
}

/// A column that knows moments, under a zone that is not that of the connection.
#[cfg(feature = "postgres")]
#[tokio::test]
#[ignore = "needs Debian's postgresql: see .ci/levels/live"]
async fn moments_of_postgresql_are_followed() {
    let site = Site::new(Kind::Postgres).await;
    site.create("usual", &USUAL.replace("MOMENT", "TIMESTAMPTZ"))
        .await;
    site.run(&[usual("1", "14:00:00.5+01", 60)]).await;
    let follow = Follow::new(site.table("table = 'usual'\nlongest_call_seconds = 3600")).await;
    follow.look(Reach::Far).await;
    site.run(&[usual("2", "14:00:01+01", 60), usual("3", "12:30:00+01", 5401)])
        .await;
    follow.look(Reach::Far).await;
    follow.look(Reach::Far).await;
    let calls = follow.calls().await;
    let starts: Vec<(&str, &str)> = calls
        .iter()
        .map(|call| (&*call.unique_id, &*call.start))
        .collect();
    assert_eq!(
        starts,
        [
            ("3", "2026-11-20T11:30:00+00:00"),
            ("2", "2026-11-20T13:00:01+00:00")
        ]
    );
}
