//! What a device is to the server that gives it its files, and what may be done about it.

use axum::extract::State;
use axum::response::Response;
use switchhook_portal_core::audit::{Action, Outcome};
use switchhook_portal_core::{Capability, Phone, Secret};
use switchhook_provisioning::Firmware;
use switchhook_provisioning::lifecycle::{Cause, State as LifeState};
use switchhook_provisioning::notify::{Goal, advise};
use switchhook_provisioning::policy::Minimum;
use switchhook_provisioning::reassign::{Change, Fact, Todo};
use switchhook_provisioning::server::{OperateError, Record};

use crate::app::{App, Shared};
use crate::i18n::Texts;
use crate::provisioning::Provisioning;
use crate::store::{Device, DeviceSeen, seconds};
use crate::token;
use crate::web::error::WebError;
use crate::web::extract::Path;
use crate::web::form::Fields;
use crate::web::page::{self, redirect_with};
use crate::web::phones::{self, Known};
use crate::web::views::common::{Choice, Errors};
use crate::web::views::phones::{
    DeviceLife, DevicePass, DeviceState, LifeAction, PhoneEnrolmentPage, SipSecret,
};
use crate::web::visitor::LoggedIn;

/// The state of a device that the portal serves.
fn state_of(t: Texts, state: LifeState) -> DeviceState {
    let (icon, tone, word) = match state {
        LifeState::Expected => ("clock", "muted", t.device_state_expected()),
        LifeState::Claimed => ("refresh", "warn", t.device_state_claimed()),
        LifeState::Active => ("check", "good", t.device_state_active()),
        LifeState::Verified => ("check", "good", t.device_state_verified()),
        LifeState::Stale => ("question", "warn", t.device_state_stale()),
        LifeState::Drift => ("alert", "warn", t.device_state_drift()),
        LifeState::Failed => ("alert", "bad", t.device_state_failed()),
        LifeState::Quarantined => ("lock", "bad", t.device_state_quarantined()),
        LifeState::Retired => ("minus", "muted", t.device_state_retired()),
    };
    DeviceState { icon, tone, word }
}

/// The state of a device in the list: what the server knows, else whether it was ever configured through its pages.
pub(in crate::web) fn state(t: Texts, record: Option<&Record>, seen: Option<&DeviceSeen>) -> DeviceState {
    match (record, seen.and_then(|seen| seen.configured)) {
        (Some(record), _) => state_of(t, record.state),
        (None, Some(_)) => DeviceState {
            icon: "check",
            tone: "good",
            word: t.phone_state_configured(),
        },
        (None, None) => DeviceState {
            icon: "clock",
            tone: "muted",
            word: t.phone_state_expected(),
        },
    }
}

/// That the firmware of a device has a known hole, or is older than what the site offers.
pub(in crate::web) fn old(
    app: &App,
    t: Texts,
    device: &Device,
    firmware: Option<Firmware>,
) -> Option<DeviceState> {
    let (firmware, model) = (firmware?, device.model.grandstream()?);
    if let Some(minimum) = Minimum::of(model).filter(|minimum| firmware < minimum.least) {
        return Some(DeviceState {
            icon: "alert",
            tone: "bad",
            word: t.device_old_hole(&minimum.least.to_string()),
        });
    }
    let offered = app.config.provisioning.firmware.get(&model);
    offered
        .filter(|offered| firmware < **offered)
        .map(|offered| DeviceState {
            icon: "refresh",
            tone: "warn",
            word: t.device_old(&offered.to_string()),
        })
}

/// The part of a telephone's page about it.
pub(super) async fn card(
    app: &App,
    t: Texts,
    phone: &Phone,
    device: &Device,
) -> Result<Option<DeviceLife>, WebError> {
    let record = match &app.provisioning {
        Some(provisioning) => provisioning
            .record(device.mac)
            .await
            .map_err(WebError::internal)?,
        None => None,
    };
    let path = phones::path(phone.id);
    let action = |name: &str, label, confirm, danger| LifeAction {
        href: format!("{path}/{name}"),
        label,
        confirm,
        danger,
    };
    let mut actions = Vec::new();
    if app.pbx.notifies() && record.as_ref().is_none_or(|record| record.state.is_served()) {
        let model = device.model.name();
        if advise(Goal::Fetch, model).is_some() {
            actions.push(action("resync", t.device_resync(), String::new(), false));
        }
        if advise(Goal::Reboot, model).is_some() {
            actions.push(action(
                "reboot",
                t.device_reboot(),
                t.device_reboot_confirm(),
                false,
            ));
        }
    }
    if app.provisioning.is_some() {
        actions.push(action(
            "enrol",
            t.device_enrol(),
            record
                .as_ref()
                .map(|_| t.device_enrol_confirm())
                .unwrap_or_default(),
            false,
        ));
    }
    if let Some(record) = &record {
        if record.grant.is_some() && record.state.is_served() {
            actions.push(action("renew", t.device_renew(), t.device_renew_confirm(), false));
        }
        if record.state.after(Cause::Suspected).is_some() {
            actions.push(action(
                "quarantine",
                t.device_quarantine(),
                t.device_quarantine_confirm(),
                true,
            ));
        }
        if record.state.after(Cause::Released).is_some() {
            actions.push(action(
                "release",
                t.device_release(),
                t.device_release_confirm(),
                false,
            ));
        }
        if record.state.after(Cause::Retired).is_some() {
            actions.push(action(
                "retire",
                t.device_retire(),
                t.device_retire_confirm(),
                true,
            ));
        }
    }
    let seen = app.store.device_seen(phone.id).await?;
    let firmware = match (record.as_ref().and_then(|record| record.seen.as_ref()), &seen) {
        (Some(seen), _) => seen.firmware.as_ref().and_then(|text| text.parse().ok()),
        (None, Some(seen)) => seen.firmware.parse().ok(),
        (None, None) => None,
    };
    let minimum = device.model.grandstream().and_then(Minimum::of);
    let hole = minimum.filter(|minimum| firmware.is_some_and(|firmware| firmware < minimum.least));
    let date = |at| t.date_time(app.local(at));
    Ok(Some(DeviceLife {
        state: state(t, record.as_deref(), seen.as_ref()),
        since: record
            .as_ref()
            .map(|record| t.device_since(&date(seconds(record.since))))
            .unwrap_or_default(),
        window: record
            .as_ref()
            .filter(|record| record.state == LifeState::Expected)
            .and_then(|record| record.window)
            .map(|closes| t.device_window(&date(seconds(closes))))
            .unwrap_or_default(),
        fetched: record
            .as_ref()
            .and_then(|record| record.seen.as_ref())
            .map(|seen| t.device_fetched(&date(seconds(seen.at)), &seen.address.to_string()))
            .unwrap_or_default(),
        unheard: match (&record, &app.provisioning) {
            (Some(record), Some(provisioning))
                if matches!(record.state, LifeState::Active | LifeState::Failed) =>
            {
                if !app.pbx.notifies() {
                    t.device_unasked()
                } else if provisioning.is_unheard(record.mac) {
                    t.device_unheard()
                } else {
                    String::new()
                }
            }
            _ => String::new(),
        },
        hole: hole
            .map(|minimum| t.device_hole(&minimum.least.to_string(), minimum.why))
            .or_else(|| old(app, t, device, firmware).map(|old| old.word))
            .unwrap_or_default(),
        // Until it is over nobody else changes it.
        actions: match is_locked(app, phone, device).await? {
            true => Vec::new(),
            false => actions,
        },
        pass: passing(app, t, phone, device).await?,
        why: device.grandstream().map(|_| format!("{path}/why")),
    }))
}

/// What can be said and done about passing the device to another person's number.
async fn passing(
    app: &App,
    t: Texts,
    phone: &Phone,
    device: &Device,
) -> Result<Option<DevicePass>, WebError> {
    if app.provisioning.is_none() || !app.pbx.notifies() {
        return Ok(None);
    }
    let path = phones::path(phone.id);
    let all = app.store.phones().await?;
    if let Some(handover) = app.store.handover(device.mac, phone.id).await? {
        let change: Change = handover.change.parse().map_err(WebError::internal)?;
        let number = |id: i64| {
            let phone = all.iter().find(|phone| i64::from(phone.id) == id);
            phone.map(|phone| phone.extension.to_string()).unwrap_or_default()
        };
        let (from, to) = (number(handover.old_phone), number(handover.new_phone));
        let text = match change.todo() {
            Todo::Wait(Fact::Fetched(_)) => t.device_pass_fetch(&from, &to),
            Todo::Wait(Fact::Registered(_)) => t.device_pass_register(&from, &to),
            _ => t.device_pass_runs(&from, &to),
        };
        let mut back = change;
        let may_go_back = back.give_up();
        return Ok(Some(DevicePass {
            text,
            targets: Vec::new(),
            pass: String::new(),
            back: may_go_back.then(|| format!("{path}/pass-back")),
        }));
    }
    let devices = app.store.devices().await?;
    let free = all
        .iter()
        .filter(|other| devices.iter().all(|(id, _)| *id != other.id));
    let known = Known::load(app).await?;
    let targets = free.map(|other| Choice {
        value: other.id.to_string(),
        label: format!("{} {}", other.extension, known.caller_name(other)),
        selected: false,
    });
    Ok(Some(DevicePass {
        text: t.device_pass_text(),
        targets: targets.collect(),
        pass: format!("{path}/pass"),
        back: None,
    }))
}

/// `POST /admin/phones/{id}/pass`: the device goes to another telephone's number, posted as `to`.
pub async fn pass(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<i64>,
    fields: Fields,
) -> Result<Response, WebError> {
    user.scope(Capability::PhoneManage)?;
    let (phone, device, provisioning) = known(&app, id).await?;
    let to = fields.id::<i64>("to")?.ok_or(WebError::BadRequest)?;
    let to = phones::phone(&app, to.into()).await?;
    let begun = to.id != phone.id
        && provisioning
            .pass_on(&app, &device, &phone, &to)
            .await
            .map_err(WebError::internal)?;
    if begun {
        let entry = phones::entry(&user, Action::Configure, phone.id).change(
            "passed_to",
            phone.extension.as_str(),
            to.extension.as_str(),
        );
        app.audit(&user.session, entry).await;
    }
    let notice = if begun { "saved" } else { "device-state" };
    Ok(redirect_with(&phones::path(phone.id), notice))
}

/// `POST /admin/phones/{id}/pass-back`: both sides as they were.
pub async fn pass_back(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<i64>,
    _: Fields,
) -> Result<Response, WebError> {
    user.scope(Capability::PhoneManage)?;
    let (phone, device, provisioning) = known(&app, id).await?;
    let handover = app.store.handover(device.mac, phone.id).await?;
    let back = match &handover {
        Some(handover) => provisioning
            .put_back(&app, handover)
            .await
            .map_err(WebError::internal)?,
        None => false,
    };
    if back {
        let entry = phones::entry(&user, Action::Configure, phone.id).change("passed_to", "", "back");
        app.audit(&user.session, entry).await;
    }
    let notice = if back { "saved" } else { "device-state" };
    Ok(redirect_with(&phones::path(phone.id), notice))
}

/// Whether the device is being passed on: until that is over nobody else changes it.
pub(super) async fn is_locked(app: &App, phone: &Phone, device: &Device) -> Result<bool, WebError> {
    Ok(app.store.handover(device.mac, phone.id).await?.is_some())
}

/// The telephone of the address, its device and the server.
async fn known(app: &App, id: i64) -> Result<(Phone, Device, &Provisioning), WebError> {
    let phone = phones::phone(app, id.into()).await?;
    let device = app.store.device(phone.id).await?.ok_or(WebError::NotFound)?;
    let provisioning = app.provisioning.as_ref().ok_or(WebError::NotFound)?;
    Ok((phone, device, provisioning))
}

/// What the device is, for the trail.
async fn word(provisioning: &Provisioning, device: &Device) -> &'static str {
    match provisioning.record(device.mac).await {
        Ok(Some(record)) => record.state.name(),
        _ => "",
    }
}

/// `POST /admin/phones/{id}/enrol`: the device may fetch a first file again, as after a factory reset.
pub async fn reopen(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<i64>,
    _: Fields,
) -> Result<Response, WebError> {
    user.scope(Capability::PhoneManage)?;
    let (phone, device, _) = known(&app, id).await?;
    enrol(&app, &user, &phone, &device).await
}

/// Expects the device, and shows once where it fetches its first file.
pub(super) async fn enrol(
    app: &Shared,
    user: &LoggedIn,
    phone: &Phone,
    device: &Device,
) -> Result<Response, WebError> {
    let provisioning = app.provisioning.as_ref().ok_or(WebError::NotFound)?;
    let before = word(provisioning, device).await;
    let enrolment = provisioning
        .expect(device, user.person.login.as_str())
        .await
        .map_err(WebError::internal)?;
    let entry = phones::entry(user, Action::Configure, phone.id)
        .change("device_state", before, LifeState::Expected.name())
        .secret_changed("enrolment_address");
    app.audit(&user.session, entry).await;
    let t = user.texts();
    let path = phones::path(phone.id);
    Ok(page::ok(&PhoneEnrolmentPage {
        frame: user.frame(app, &path, t.enrolment_title(phone.extension.as_str())),
        device: format!("{} {}", device.model.name(), device.mac),
        address: SipSecret(enrolment.address()),
        until: t.device_window(&t.date_time(app.local(enrolment.closes))),
        back: path,
    }))
}

/// `POST /admin/phones/{id}/renew`
pub async fn renew(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<i64>,
    _: Fields,
) -> Result<Response, WebError> {
    user.scope(Capability::PhoneManage)?;
    let (phone, device, provisioning) = known(&app, id).await?;
    let done = provisioning.renew(device.mac, user.person.login.as_str()).await;
    let entry = phones::entry(&user, Action::Configure, phone.id).secret_changed("device_tokens");
    operated(&app, &user, &phone, done, entry).await
}

/// `POST /admin/phones/{id}/quarantine`: it gets nothing until it is released.
pub async fn quarantine(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<i64>,
    _: Fields,
) -> Result<Response, WebError> {
    user.scope(Capability::PhoneManage)?;
    let (phone, device, provisioning) = known(&app, id).await?;
    let before = word(provisioning, &device).await;
    let done = provisioning
        .quarantine(device.mac, user.person.login.as_str())
        .await;
    let after = word(provisioning, &device).await;
    let entry = phones::entry(&user, Action::Configure, phone.id).change("device_state", before, after);
    operated(&app, &user, &phone, done, entry).await
}

/// `POST /admin/phones/{id}/release`: out of quarantine.
pub async fn release(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<i64>,
    _: Fields,
) -> Result<Response, WebError> {
    user.scope(Capability::PhoneManage)?;
    let (phone, device, provisioning) = known(&app, id).await?;
    let before = word(provisioning, &device).await;
    let done = provisioning.release(device.mac, user.person.login.as_str()).await;
    let after = word(provisioning, &device).await;
    let entry = phones::entry(&user, Action::Configure, phone.id).change("device_state", before, after);
    operated(&app, &user, &phone, done, entry).await
}

/// `POST /admin/phones/{id}/retire`: out of service, as when it is lost. Its SIP secret is void too: whoever has the telephone
/// cannot call with it.
pub async fn retire(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<i64>,
    _: Fields,
) -> Result<Response, WebError> {
    user.scope(Capability::PhoneManage)?;
    let (phone, device, provisioning) = known(&app, id).await?;
    let before = word(provisioning, &device).await;
    let retired = provisioning
        .retire(device.mac, user.person.login.as_str())
        .await
        .map_err(WebError::internal)?;
    if !retired {
        return Ok(redirect_with(&phones::path(phone.id), "device-state"));
    }
    let entry = phones::entry(&user, Action::Configure, phone.id)
        .change("device_state", before, LifeState::Retired.name())
        .secret_changed("sip_secret");
    let name = Known::load(&app).await?.caller_name(&phone);
    let service = app.store.service(phone.id).await?;
    let secret = Secret::sip(token::bytes());
    if let Err(error) = app.pbx.put_phone(&phone, &service, &name, Some(&secret)).await {
        let reason = error.to_string();
        let entry = entry.outcome(Outcome::Failed(reason.clone()));
        app.audit(&user.session, entry).await;
        let mut errors = Errors::default();
        errors.add("device", user.texts().device_retire_half(&reason));
        let typed = super::typed_of(Some(device));
        return phones::device_refused(&app, &user, &phone, &typed, errors).await;
    }
    app.store.forget_device_secrets(phone.id).await?;
    operated(&app, &user, &phone, Ok(()), entry).await
}

/// What came of it: the page of the telephone with what is so now. Somebody else may have been faster.
async fn operated(
    app: &Shared,
    user: &LoggedIn,
    phone: &Phone,
    done: Result<(), OperateError>,
    entry: switchhook_portal_core::audit::AuditEntry,
) -> Result<Response, WebError> {
    let path = phones::path(phone.id);
    match done {
        Ok(()) => {
            app.audit(&user.session, entry).await;
            Ok(redirect_with(&path, "saved"))
        }
        Err(OperateError::State { .. } | OperateError::Unknown { .. }) => {
            Ok(redirect_with(&path, "device-state"))
        }
        Err(error) => Err(WebError::internal(error)),
    }
}

/// `POST /admin/phones/{id}/resync`: told to fetch its files.
pub async fn resync(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<i64>,
    _: Fields,
) -> Result<Response, WebError> {
    tell(&app, &user, id, Goal::Fetch).await
}

/// `POST /admin/phones/{id}/reboot`: told to start again.
pub async fn reboot(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<i64>,
    _: Fields,
) -> Result<Response, WebError> {
    tell(&app, &user, id, Goal::Reboot).await
}

async fn tell(app: &Shared, user: &LoggedIn, id: i64, goal: Goal) -> Result<Response, WebError> {
    user.scope(Capability::PhoneManage)?;
    let phone = phones::phone(app, id.into()).await?;
    let device = app.store.device(phone.id).await?.ok_or(WebError::NotFound)?;
    let advice = advise(goal, device.model.name()).ok_or(WebError::NotFound)?;
    let told = app.pbx.notify(&phone, advice.notify).await;
    let entry = phones::entry(user, Action::Configure, phone.id).change("told", "", advice.notify.event());
    match told {
        Ok(()) => {
            app.audit(&user.session, entry).await;
            if let Some(demo) = &app.demo {
                demo.told(device.mac, goal == Goal::Reboot);
            }
            Ok(redirect_with(&phones::path(phone.id), "device-told"))
        }
        Err(error) => {
            let reason = error.to_string();
            let entry = entry.outcome(Outcome::Failed(reason.clone()));
            app.audit(&user.session, entry).await;
            let mut errors = Errors::default();
            errors.add("device", user.texts().device_not_told(&reason));
            phones::device_refused(app, user, &phone, &super::typed_of(Some(device)), errors).await
        }
    }
}
