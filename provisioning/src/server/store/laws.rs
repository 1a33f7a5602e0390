//! What every store has to do, for the tests of a host's own.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::catalogue::Model;
use crate::lifecycle::State;
use crate::mac::MacAddr;

use super::super::record::{Exceptions, Form, Record, Seen};
use super::super::token::{FileHash, Grant, TokenHash};
use super::{Put, Store};

/// Checks that an empty store is one: it keeps whole records (times to the second), finds them by address and by both tokens, and
/// lets one of two writers win.
///
/// ```
/// use switchhook_provisioning::server::{MemoryStore, check_store};
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// check_store(&MemoryStore::default()).await;
/// # }
/// ```
///
/// # Panics
///
/// When it is not.
pub async fn check_store<S: Store>(store: &S) {
    nothing(store).await;
    let first = one_of_two_writers_wins(store).await;
    let second = everything_of_a_record_stays(store, &first).await;
    tokens_lead_to_their_record(store, &second).await;
    all_are_in_order(store).await;
}

const MAC: MacAddr = MacAddr::new([0xc0, 0x74, 0xad, 0x11, 0x22, 0x33]);

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

fn grant(byte: u8) -> Grant {
    Grant {
        seed: [byte; 16],
        token: TokenHash::from_bytes([byte; 32]),
    }
}

async fn read<S: Store>(store: &S, mac: MacAddr) -> Option<Arc<Record>> {
    store.by_mac(mac).await.expect("a record is read")
}

async fn holder<S: Store>(store: &S, token: u8) -> Option<MacAddr> {
    let token = TokenHash::from_bytes([token; 32]);
    let found = store.by_token(&token).await.expect("a token is looked for");
    found.map(|record| record.mac)
}

async fn stored<S: Store>(store: &S, record: Record) -> Option<Arc<Record>> {
    match store.put(record).await.expect("a record is put") {
        Put::Stored(stored) => Some(stored),
        Put::Conflict => None,
    }
}

async fn nothing<S: Store>(store: &S) {
    assert!(read(store, MAC).await.is_none(), "the store is not empty");
    assert_eq!(holder(store, 0).await, None);
    assert!(store.all().await.expect("all are read").is_empty());
}

async fn one_of_two_writers_wins<S: Store>(store: &S) -> Arc<Record> {
    let new = Record::expected(MAC, Model::GRP2614, "main", at(1_700_000_000));
    let early = Record {
        version: 3,
        ..new.clone()
    };
    assert!(
        stored(store, early).await.is_none(),
        "a change of what is not there"
    );
    let first = stored(store, new.clone()).await.expect("the first writer wins");
    assert_eq!(first.version, 1);
    assert!(
        stored(store, new).await.is_none(),
        "a new record in place of one that is there"
    );
    let with = |site: &str| Record {
        site: site.to_owned(),
        ..(*first).clone()
    };
    let one = stored(store, with("one")).await;
    assert!(
        stored(store, with("two")).await.is_none(),
        "both writers of one version won"
    );
    let one = one.expect("a writer of the version that is there wins");
    assert_eq!((one.version, one.site.as_str()), (2, "one"));
    assert_eq!(read(store, MAC).await.as_deref(), Some(&*one));
    one
}

async fn everything_of_a_record_stays<S: Store>(store: &S, before: &Record) -> Arc<Record> {
    let mut record = before.clone();
    "Nouméa\n'; --".clone_into(&mut record.site);
    record.model = Model::GXP2135.into();
    record.form = Form::Binary;
    record.since = at(1_700_000_001);
    record.window = Some(at(1_800_000_000));
    record.first = Some(TokenHash::from_bytes([1; 32]));
    record.grant = Some(grant(3));
    record.next = Some(grant(5));
    record.claimed_by = Some([10, 0, 0, 1].into());
    record.exceptions = Exceptions {
        plain_http: Some("too old".to_owned()),
        no_digest: Some(String::new()),
        no_user_agent: Some("it has none".to_owned()),
    };
    record.seen = Some(Seen {
        at: at(1_750_000_000),
        address: std::net::Ipv6Addr::LOCALHOST.into(),
        firmware: Some("1.0.11.106".to_owned()),
        file: FileHash::of(b"file"),
    });
    for state in State::ALL {
        record.state = state;
        let kept = stored(store, record.clone()).await.expect("stored");
        record.version += 1;
        assert_eq!(*kept, record);
        assert_eq!(read(store, MAC).await.as_deref(), Some(&record), "{state}");
    }
    let bare = Record {
        version: record.version,
        ..Record::expected(MAC, Model::GXP2135, "", at(0))
    };
    let kept = stored(store, bare.clone()).await.expect("stored");
    let expected = Record {
        version: record.version + 1,
        ..bare
    };
    assert_eq!(*kept, expected, "what is taken away is gone");
    assert_eq!(read(store, MAC).await.as_deref(), Some(&expected));
    kept
}

async fn tokens_lead_to_their_record<S: Store>(store: &S, before: &Record) {
    let mut record = before.clone();
    record.grant = Some(grant(21));
    record.next = Some(grant(22));
    record.first = Some(TokenHash::from_bytes([23; 32]));
    let kept = stored(store, record).await.expect("stored");
    assert_eq!(holder(store, 21).await, Some(MAC));
    assert_eq!(holder(store, 22).await, Some(MAC));
    assert_eq!(holder(store, 23).await, None, "a first token is no device's");
    let mut record = (*kept).clone();
    record.grant = record.next.take();
    stored(store, record).await.expect("stored");
    assert_eq!(holder(store, 21).await, None, "a token that was replaced");
    assert_eq!(holder(store, 22).await, Some(MAC));
}

async fn all_are_in_order<S: Store>(store: &S) {
    for last in [9, 1] {
        let mac = MacAddr::new([0, 0x0b, 0x82, 0, 0, last]);
        let new = Record::expected(mac, Model::GXP2135, "main", at(5));
        stored(store, new).await.expect("stored");
    }
    let all = store.all().await.expect("all are read");
    let addresses: Vec<_> = all.iter().map(|record| record.mac.to_string()).collect();
    assert_eq!(
        addresses,
        ["00:0b:82:00:00:01", "00:0b:82:00:00:09", "c0:74:ad:11:22:33"]
    );
}
