//! Gives every call its price: at its end, and every ten minutes for whatever had none.

use std::fmt;
use std::time::Duration;

use switchhook_portal_core::CallId;
use switchhook_portal_core::call_log::{Direction, Disposition};
use switchhook_rating::{Call, Charge, Outcome, Unmatched};

use tokio::sync::watch;

use crate::app::{Shared, stopped};
use crate::log::Event;
use crate::store::{LoggedCall, PricedCall, Result, Seconds, Status, Store, StoredCharge};
use crate::tariff::{InForce, Tariff};

/// How often calls without a price are tried again, with the tariff read anew.
const AGAIN: Duration = Duration::from_secs(600);

/// Calls in one step: the database is free for others between two steps.
const STEP: u32 = 500;

/// What a run of the job did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub looked_at: usize,
    pub priced: usize,
    pub without_tariff: usize,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} calls looked at, {} priced, {} without a tariff",
            self.looked_at, self.priced, self.without_tariff
        )
    }
}

/// Rates new calls when the PBX reports them, and everything unrated every ten minutes.
///
/// `done` counts the runs.
pub async fn keep_rated(app: Shared, done: watch::Sender<u64>) {
    let mut stopping = app.stopping.clone();
    let mut ended = app.live.call_ended();
    let mut tick = tokio::time::interval(AGAIN);
    loop {
        let again = tokio::select! {
            _ = tick.tick() => true,
            changed = ended.changed() => {
                if changed.is_err() {
                    return;
                }
                false
            }
            () = app.activated.notified() => true,
            () = stopped(&mut stopping) => return,
        };
        let in_force = if again {
            app.tariff.reload()
        } else {
            app.tariff.in_force()
        };
        match rate(&app.store, &in_force, app.now(), again).await {
            Ok(report) if report.looked_at > 0 => {
                tracing::info!(event = %Event::RatingDone, looked_at = report.looked_at, priced = report.priced, without_tariff = report.without_tariff);
            }
            Ok(_) => {}
            Err(error) => {
                tracing::error!(event = %Event::RatingFailed, %error, "calls could not be rated; the job tries again in ten minutes");
            }
        }
        done.send_modify(|runs| *runs += 1);
    }
}

/// Rates all calls that have no price, those that the tariff had none for included.
pub async fn run(store: &Store, in_force: &InForce, now: Seconds) -> Result<Report> {
    rate(store, in_force, now, true).await
}

async fn rate(store: &Store, in_force: &InForce, now: Seconds, again: bool) -> Result<Report> {
    let mut report = Report::default();
    let mut after = CallId(0);
    loop {
        let calls = store.calls_to_rate(after, again, STEP).await?;
        let Some(last) = calls.last() else {
            return Ok(report);
        };
        after = last.id;
        let charges: Vec<_> = calls.iter().map(|call| priced(in_force, call)).collect();
        report.looked_at += charges.len();
        for priced in &charges {
            match priced.charge.status {
                Status::Rated | Status::Free => report.priced += 1,
                Status::Unmatched | Status::Blocked | Status::Invalid => report.without_tariff += 1,
                _ => {}
            }
        }
        // What did not change is not written again.
        let changed: Vec<_> = charges
            .into_iter()
            .zip(&calls)
            .filter(|(new, call)| call.charge.as_ref() != Some(&new.charge))
            .map(|(charge, _)| charge)
            .collect();
        store.put_charges(&changed, now).await?;
    }
}

/// What a call costs by the tariff in force when it began.
pub fn priced(in_force: &InForce, call: &LoggedCall) -> PricedCall {
    let tariff = in_force.at(call.record.cdr.start);
    PricedCall {
        call: call.id,
        charge: charge(tariff, call),
        tariff: tariff.fingerprint().to_owned(),
    }
}

/// What a call costs by this tariff.
pub fn charge(tariff: &Tariff, call: &LoggedCall) -> StoredCharge {
    let record = &call.record;
    if record.direction == Direction::Incoming {
        return without(Status::Incoming, "");
    }
    if record.cdr.disposition != Disposition::Answered {
        return without(Status::NotAnswered, "");
    }
    let asked = Call::new(&record.cdr.destination, record.cdr.start, record.cdr.billable)
        .caller(&record.caller.number)
        .extension(&record.caller.number)
        .account(&record.cdr.account_code)
        .trunk(&record.cdr.destination_channel);
    let mut charge = quote(tariff, &asked, record.direction == Direction::Internal);
    let why = tariff.book().filter(|_| charge.status.is_of_tariff());
    // As data: whoever reads it has a language of their own.
    charge.explanation = why
        .and_then(|book| serde_json::to_string(&book.explain(&asked)).ok())
        .unwrap_or_default();
    charge
}

/// What the tariff says of a call, whether it took place or not, without why.
pub fn quote(tariff: &Tariff, call: &Call<'_>, internal: bool) -> StoredCharge {
    match tariff.rate(call) {
        Some(Outcome::Rated(charge)) => with_amount(Status::Rated, &charge),
        Some(Outcome::Free(charge)) => with_amount(Status::Free, &charge),
        Some(Outcome::NotAnswered) => without(Status::NotAnswered, ""),
        // No carrier takes part in a call between our own telephones: without a row for it there is nothing to pay.
        None | Some(_) if internal => without(Status::Internal, ""),
        None => without(Status::Unmatched, "no-tariff"),
        Some(Outcome::Forbidden { .. }) => without(Status::Blocked, "blocked"),
        Some(Outcome::Unmatched { why, .. }) => {
            let reason = match why {
                Unmatched::Length { .. } => "length",
                _ => "no-prefix",
            };
            without(Status::Unmatched, reason)
        }
        Some(_) => without(Status::Invalid, "invalid"),
    }
}

fn without(status: Status, reason: &str) -> StoredCharge {
    StoredCharge {
        status,
        amount: None,
        destination: String::new(),
        reason: reason.to_owned(),
        explanation: String::new(),
    }
}

fn with_amount(status: Status, charge: &Charge<'_>) -> StoredCharge {
    StoredCharge {
        status,
        amount: Some((
            charge.before_tax.currency().to_string(),
            charge.before_tax.micros(),
            charge.after_tax.micros(),
        )),
        destination: charge.destination().name.to_string(),
        reason: String::new(),
        explanation: String::new(),
    }
}
