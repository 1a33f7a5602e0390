//! A device passes from one account to another, in the library's steps. Each is stored before the next one begins: killed
//! anywhere, the portal goes on where it was, and at worst repeats one.

use std::time::Duration;

use switchhook_portal_core::audit::{Action, Actor, AuditEntry, Object};
use switchhook_portal_core::{Phone, Secret};
use switchhook_provisioning::MacAddr;
use switchhook_provisioning::notify::{Goal, advise};
use switchhook_provisioning::reassign::{Change, Command, Fact, Kind, Side, Todo};

use super::Provisioning;
use crate::app::{App, Shared, stopped};
use crate::log::Event;
use crate::pbx::caller_name;
use crate::store::{Device, Handover, seconds};
use crate::token;

/// How long a device may take to fetch its file, and to register, before both sides are put back.
const PATIENCE: i64 = 15 * 60;
/// How often what is waited for is looked up.
const EVERY: Duration = Duration::from_secs(2);

type Failure = Box<dyn std::error::Error + Send + Sync>;

impl Provisioning {
    /// Begins to pass a device on. False where that cannot be: it is passed on already, or the other one has a device.
    pub async fn pass_on(
        &self,
        app: &App,
        device: &Device,
        from: &Phone,
        to: &Phone,
    ) -> Result<bool, Failure> {
        let seen = self
            .record(device.mac)
            .await?
            .and_then(|record| record.seen.clone());
        let begun = app
            .store
            .begin_handover(&Handover {
                mac: format!("{:x}", device.mac),
                change: Change::new(Kind::Owner).to_string(),
                old_phone: from.id.into(),
                new_phone: to.id.into(),
                since: app.now(),
                staged: 0,
                before: seen.map(|seen| seen.file.as_bytes().to_vec()),
            })
            .await?;
        self.passes.notify_one();
        Ok(begun)
    }

    /// What is waited for takes too long for somebody: both sides are put back. False where nothing can be given up.
    pub async fn put_back(&self, app: &App, handover: &Handover) -> Result<bool, Failure> {
        let mut change: Change = handover.change.parse()?;
        if !change.give_up() {
            return Ok(false);
        }
        let now = at(app, handover, change);
        let noted = app.store.step_handover(&handover.change, &now).await?;
        self.passes.notify_one();
        Ok(noted)
    }
}

/// The handover at this step.
fn at(app: &App, handover: &Handover, change: Change) -> Handover {
    Handover {
        change: change.to_string(),
        since: app.now(),
        ..handover.clone()
    }
}

/// Goes on with all of them for as long as the portal runs.
pub async fn keep_passing_on(app: Shared) {
    let Some(provisioning) = &app.provisioning else {
        return;
    };
    let mut stopping = app.stopping.clone();
    let mut told = String::new();
    hold_again(&app).await;
    loop {
        let all = app.store.handovers().await.unwrap_or_default();
        for handover in &all {
            if let Err(error) = go_on(&app, provisioning, handover.clone()).await {
                let error = error.to_string();
                // Said once for each reason, and tried again.
                if told != error {
                    tracing::warn!(event = %Event::ProvisioningStuck, error, mac = handover.mac, "a telephone could not be passed on");
                    told = error;
                }
            }
        }
        let pause = async {
            if all.is_empty() {
                provisioning.passes.notified().await;
            } else {
                tokio::time::sleep(EVERY).await;
            }
        };
        tokio::select! {
            () = pause => {}
            () = stopped(&mut stopping) => return,
        }
    }
}

/// Before a restart they were held: whoever saves one of them now does not let it ring.
async fn hold_again(app: &App) {
    for handover in &app.store.handovers().await.unwrap_or_default() {
        let Ok(change) = handover.change.parse::<Change>() else {
            continue;
        };
        // At these they ring, at the side where the device is.
        let rings = matches!(
            change.todo(),
            Todo::Do(Command::Lock | Command::Attach(_) | Command::Unbind | Command::Unlock)
                | Todo::Finished(_)
        );
        if let (false, Ok((from, to))) = (rings, both(app, handover).await) {
            app.pbx.hold([&from, &to]);
        }
    }
}

/// As far as it goes now.
async fn go_on(app: &App, provisioning: &Provisioning, mut handover: Handover) -> Result<(), Failure> {
    loop {
        let mut change: Change = handover.change.parse()?;
        match change.todo() {
            Todo::Do(command) => {
                carry_out(app, provisioning, &handover, command).await?;
                change.done();
                let mut now = at(app, &handover, change);
                if let Command::Stage(_) = command {
                    now.staged = now.since;
                }
                if !app.store.step_handover(&handover.change, &now).await? {
                    return Ok(());
                }
                handover = now;
            }
            Todo::Wait(fact) => {
                if is_so(app, provisioning, &handover, fact).await? {
                    change.done();
                } else if app.now() - handover.since < PATIENCE || !change.give_up() {
                    return Ok(());
                }
                let now = at(app, &handover, change);
                if !app.store.step_handover(&handover.change, &now).await? {
                    return Ok(());
                }
                handover = now;
            }
            Todo::Finished(side) => {
                app.store.end_handover(&handover.mac).await?;
                let (from, to) = both(app, &handover).await?;
                app.pbx.unhold([&from, &to]);
                let extension = match side {
                    Side::New => &to.extension,
                    Side::Old => &from.extension,
                };
                let object = Object::Phone(from.id);
                let entry = AuditEntry::new(Actor::System, Action::Configure, object).change(
                    "device_of",
                    from.extension.as_str(),
                    extension.as_str(),
                );
                app.audit_system(entry).await;
                return Ok(());
            }
        }
    }
}

async fn both(app: &App, handover: &Handover) -> Result<(Phone, Phone), Failure> {
    let from = app.store.phone(handover.old_phone.into()).await?;
    let to = app.store.phone(handover.new_phone.into()).await?;
    Ok((
        from.ok_or("the telephone is not there any more")?,
        to.ok_or("the other telephone is not there any more")?,
    ))
}

async fn carry_out(
    app: &App,
    provisioning: &Provisioning,
    handover: &Handover,
    command: Command,
) -> Result<(), Failure> {
    let (from, to) = both(app, handover).await?;
    let of = |side| match side {
        Side::Old => &from,
        Side::New => &to,
    };
    let other = |side| match side {
        Side::Old => &to,
        Side::New => &from,
    };
    match command {
        // The row is the lock, and says which file the device had.
        Command::Lock | Command::Unlock => {}
        Command::Hold => {
            app.pbx.hold([&from, &to]);
            write(app, &from, None).await?;
            write(app, &to, None).await?;
        }
        Command::Stage(side) => {
            app.pbx.hold([&from, &to]);
            app.store.move_device(&handover.mac, of(side).id.into()).await?;
        }
        Command::Notify => {
            let mac: MacAddr = handover.mac.parse()?;
            let record = provisioning.record(mac).await?;
            let advice = record.and_then(|record| advise(Goal::Fetch, record.model.name()));
            if let Some(advice) = advice {
                // By which account it is registered now is known to nobody for sure; and one that cannot be told comes by its
                // schedule.
                for phone in [&from, &to] {
                    if let Err(error) = app.pbx.notify(phone, advice.notify).await {
                        tracing::debug!(event = %Event::ProvisioningStuck, %error, "not told");
                    }
                }
                if let Some(demo) = &app.demo {
                    demo.told(mac, false);
                }
            }
        }
        Command::Switch(side) => {
            app.pbx.hold([&from, &to]);
            // The device knows the secret of the account that it had: from now on that is another one.
            write(app, other(side), Some(&Secret::sip(token::bytes()))).await?;
            write(app, of(side), None).await?;
        }
        Command::Attach(_) => {
            app.pbx.unhold([&from, &to]);
            write(app, &from, None).await?;
            write(app, &to, None).await?;
        }
        Command::Unbind => app.pbx.unbind(&from).await?,
    }
    Ok(())
}

async fn write(app: &App, phone: &Phone, secret: Option<&Secret>) -> Result<(), Failure> {
    let people = app.store.people().await?;
    let owner = people.iter().find(|person| Some(person.id) == phone.owner);
    let service = app.store.service(phone.id).await?;
    Ok(app
        .pbx
        .put_phone(phone, &service, &caller_name(phone, owner), secret)
        .await?)
}

async fn is_so(
    app: &App,
    provisioning: &Provisioning,
    handover: &Handover,
    fact: Fact,
) -> Result<bool, Failure> {
    let record = provisioning.record(handover.mac.parse()?).await?;
    let Some(seen) = record.as_ref().and_then(|record| record.seen.as_ref()) else {
        return Ok(false);
    };
    let is_before = handover.before.as_deref() == Some(&seen.file.as_bytes()[..]);
    let is_since = seconds(seen.at) >= handover.staged;
    match fact {
        Fact::Fetched(Side::New) => Ok(!is_before && is_since),
        // It never fetched the other one, or came back for this.
        Fact::Fetched(Side::Old) => Ok(is_before || is_since),
        Fact::Registered(side) => {
            let (from, to) = both(app, handover).await?;
            let phone = match side {
                Side::Old => from,
                Side::New => to,
            };
            let contacts = app.pbx.contacts().await?;
            Ok(contacts.iter().any(|contact| {
                contact.endpoint == phone.endpoint.as_str()
                    && contact.answers != Some(false)
                    && contact.address.map(|address| address.to_canonical()) == Some(seen.address)
            }))
        }
    }
}

#[cfg(test)]
mod tests;
