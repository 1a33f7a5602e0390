//! The use cases in a program of one's own, on ports in memory: `cargo run -p switchhook-portal-core --example embedded`.
#![expect(clippy::print_stdout, reason = "an example says what it does")]

use std::error::Error;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use chrono::DateTime;
use switchhook_portal_core::audit::chain::Verifier;
use switchhook_portal_core::dial::{self, Command, Decision, Policy};
use switchhook_portal_core::port::memory::{MemoryPbx, MemoryStorage, StoppedClock};
use switchhook_portal_core::port::{Clock, Occasion, Pbx, Storage};
use switchhook_portal_core::{
    NewPerson, NewPhone, PersonForm, PersonId, PhoneForm, PhoneId, Subject, person,
};

/// A click on a number, from the facts to the trail, on whatever ports.
async fn click<S: Storage, P: Pbx>(
    storage: &S,
    pbx: &P,
    clock: &impl Clock,
    who: PersonId,
    number: &str,
) -> Result<String, Box<dyn Error>> {
    let person = storage.person(who).await?.ok_or("nobody")?;
    let phones = storage.phones().await?;
    let subject = Subject::new(&person, &phones);
    let name = person.ascii_name();
    let facts = dial::Facts {
        phones: &phones,
        caller_name: &name,
        recent_calls: 0,
    };
    let occasion = Occasion {
        at: clock.now(),
        login: person.login.to_string(),
        address: String::new(),
    };

    let command = Command { number, phone: None };
    match dial::decide(&subject, &command, &facts, &Policy::new("from-phones")) {
        Decision::Dial(approved) => {
            let answered = pbx.originate(&approved).await?;
            let (effect, audit) = approved.into_parts();
            storage.note(audit, &occasion).await?;
            Ok(format!(
                "{} rang, answered: {answered}",
                effect.endpoint.channel()
            ))
        }
        Decision::Denied { reason, audit } => {
            storage.note(audit, &occasion).await?;
            Ok(format!("refused: {reason}"))
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    let form = PersonForm {
        login: "ana",
        last_name: "Souza",
        profiles: &["administrator", "user"],
        ..Default::default()
    };
    let ana = NewPerson::parse(&form)
        .map_err(|found| found[0].clone())?
        .with_id(PersonId(1));
    let form = PhoneForm {
        extension: "106",
        owner: "1",
        ..Default::default()
    };
    let phone = NewPhone::parse(&form).map_err(|found| found[0].clone())?;
    let phone = phone.with_account(PhoneId(1), "ab12cd34".parse()?);
    let storage = MemoryStorage::with(vec![ana.clone()], vec![phone.clone()], vec![]);
    let (pbx, clock) = (MemoryPbx::default(), StoppedClock(DateTime::UNIX_EPOCH));

    println!(
        "{}",
        click(&storage, &pbx, &clock, ana.id, "06 87 12 34 56").await?
    );
    println!("{}", click(&storage, &pbx, &clock, ana.id, "106").await?);

    // An administrator adds somebody; a use case makes the effect, and the storage takes nothing else.
    let form = PersonForm {
        login: "jean",
        last_name: "Poadja",
        profiles: &["agent:support"],
        ..Default::default()
    };
    let jean = NewPerson::parse(&form).map_err(|found| found[0].clone())?;
    let subject = Subject::new(&ana, [&phone]);
    let occasion = Occasion {
        at: clock.now(),
        login: "ana".into(),
        address: "::1".into(),
    };
    let id = storage
        .add_person(person::add(&subject, jean)?, &occasion)
        .await?;
    println!("{}", click(&storage, &pbx, &clock, id, "106").await?);

    let (from, lines) = storage.trail().await?;
    let mut verifier = Verifier::from(from);
    for line in &lines {
        println!(
            "{} {} {} {} {}",
            line.number, line.login, line.action, line.object, line.result
        );
        verifier.follow(&line.line(), line.fingerprint);
    }
    let wrong = verifier.end(None);
    println!(
        "{} calls, {} lines, {} of them wrong",
        pbx.calls().len(),
        lines.len(),
        wrong.len()
    );
    assert_eq!((pbx.calls().len(), lines.len(), wrong.len()), (1, 4, 0));
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    // Ports in memory are ready at once; a real program has an executor.
    match pin!(run()).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(done) => done,
        Poll::Pending => Err("something waits".into()),
    }
}
