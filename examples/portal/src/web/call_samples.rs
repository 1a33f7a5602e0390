//! Calls in the store of a test's portal, with their price.

use std::time::Duration;

use chrono::{DateTime, Utc};
use switchhook_portal_core::call_log::{CallRecord, Cdr, Disposition, Filter, LogScope};
use switchhook_portal_core::{CallId, PartyIndex};

use crate::store::{CallQuery, PricedCall, Status, Store, StoredCharge};

/// An answered call of a minute that began at `start`, from an extension to an extension or an outside number.
pub async fn add_call(store: &Store, from: &str, to: &str, start: &str) -> CallId {
    let (phones, people) = (store.phones().await.unwrap(), store.people().await.unwrap());
    let channel = |extension: &str| {
        let phone = phones.iter().find(|phone| phone.extension.as_str() == extension);
        phone.map_or("PJSIP/trunk-01".to_owned(), |phone| {
            format!("{}-01", phone.endpoint.channel())
        })
    };
    let start: DateTime<Utc> = start.parse().unwrap();
    let query = CallQuery {
        scope: &LogScope::All,
        filter: &Filter::default(),
        zone: chrono_tz::Tz::UTC,
        before: None,
        limit: 10_000,
    };
    let sequence = u64::try_from(store.count_calls(&query).await.unwrap()).unwrap();
    let cdr = Cdr {
        unique_id: format!("{}.{sequence}", start.timestamp()),
        linked_id: format!("{}.{sequence}", start.timestamp()),
        sequence,
        start,
        answer: Some(start),
        end: start + Duration::from_secs(60),
        duration: Duration::from_secs(60),
        billable: Duration::from_secs(60),
        disposition: Disposition::Answered,
        source: from.to_owned(),
        destination: to.to_owned(),
        caller_id: String::new(),
        channel: channel(from),
        destination_channel: channel(to),
        context: "internal".to_owned(),
        last_application: "Dial".to_owned(),
        last_data: String::new(),
        user_field: String::new(),
        account_code: String::new(),
    };
    store
        .add_calls(&[CallRecord::new(cdr, &PartyIndex::new(&phones, &people))])
        .await
        .unwrap();
    store
        .calls(&query)
        .await
        .unwrap()
        .iter()
        .map(|call| call.id)
        .max()
        .unwrap()
}

/// Gives a call its price; none means that no tariff knows it.
pub async fn price(store: &Store, call: CallId, currency: &str, amount: Option<(i64, i64)>) {
    let charge = StoredCharge {
        status: if amount.is_some() {
            Status::Rated
        } else {
            Status::Unmatched
        },
        amount: amount.map(|(before, after)| (currency.to_owned(), before, after)),
        destination: String::new(),
        reason: if amount.is_some() {
            String::new()
        } else {
            "no-prefix".to_owned()
        },
        explanation: String::new(),
    };
    let priced = PricedCall {
        call,
        charge,
        tariff: "test".to_owned(),
    };
    store.put_charges(&[priced], 0).await.unwrap();
}
