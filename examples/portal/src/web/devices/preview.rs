//! What telephones would be told anew if a form were saved: by setting and layer, with what they must do for it.

use std::collections::HashMap;

use switchhook_portal_core::{Person, Phone, PhoneId, PhoneService};
use switchhook_provisioning::{Configuration, Effect, Firmware, MacAddr};

use super::why;
use crate::app::App;
use crate::i18n::Texts;
use crate::provisioning::{Desk, Layers, LeftOut, firmware_of};
use crate::site::Site;
use crate::store::{Device, Grandstream};
use crate::web::error::WebError;
use crate::web::form::Fields;
use crate::web::page;
use crate::web::views::phones::{DeviceChange, DeviceState};
use crate::web::views::preview::{PreviewGroup, PreviewPage};
use crate::web::visitor::LoggedIn;

/// Extensions that are named; the others are counted.
const NAMED: usize = 12;

/// Characters of a value: a certificate has thousands.
const SHOWN: usize = 120;

/// The page that shows it: what was typed is posted to `action` once more.
pub(in crate::web) fn page(
    app: &App,
    user: &LoggedIn,
    action: &str,
    fields: &Fields,
    telephones: Vec<PreviewGroup>,
    unchanged: i64,
) -> axum::response::Response {
    let t = user.texts();
    page::ok(&PreviewPage {
        frame: user.frame(app, action, t.preview_title()),
        intro: t.preview_intro(),
        telephones,
        unchanged: match unchanged {
            0 => String::new(),
            count => t.preview_unchanged(count),
        },
        action: action.to_owned(),
        typed: fields
            .pairs()
            .filter(|(name, _)| !["csrf", "confirmed", "again"].contains(name))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
    })
}

/// What the device of a telephone is told when the telephone is changed; none where it has no device, or is told nothing new.
pub(in crate::web) async fn of_phone(
    app: &App,
    t: Texts,
    before: (&Phone, &PhoneService),
    after: (&Phone, &PhoneService),
) -> Result<Option<PreviewGroup>, WebError> {
    // Other makers' telephones are not compared.
    let Some(device) = app
        .store
        .device(before.0.id)
        .await?
        .and_then(|device| device.grandstream())
    else {
        return Ok(None);
    };
    let people = app.store.people().await?;
    let held = app.site.current();
    let firmware = match &app.provisioning {
        Some(provisioning) => firmware_of(provisioning, device.mac).await,
        None => None,
    };
    let layers = |(phone, service): (&Phone, &PhoneService)| {
        let desk = Desk {
            phone,
            owner: owner(&people, phone),
            service,
            device: &device,
            site: &held.site,
            firmware,
        };
        Layers::shown(app, &desk)
    };
    let caption = format!("{} {} {}", before.0.extension, device.model.name(), device.mac);
    Ok(between(t, &layers(before), &layers(after)).map(|told| told.named(caption)))
}

/// What a telephone is told as the other model that it turned out to be; or that another device takes its place.
pub(in crate::web) async fn of_device(
    app: &App,
    t: Texts,
    phone: &Phone,
    before: &Device,
    after: &Device,
) -> Result<Option<PreviewGroup>, WebError> {
    if before == after {
        return Ok(None);
    }
    let caption = format!("{} {} {}", phone.extension, after.model.name(), after.mac);
    let people = app.store.people().await?;
    let held = app.site.current();
    let service = app.store.service(phone.id).await?;
    let layers = |device: &Grandstream| {
        let desk = Desk {
            phone,
            owner: owner(&people, phone),
            service: &service,
            device,
            site: &held.site,
            firmware: None,
        };
        Layers::shown(app, &desk)
    };
    let mut told = if before.mac == after.mac {
        match (before.grandstream(), after.grandstream()) {
            (Some(before), Some(after)) => between(t, &layers(&before), &layers(&after)).unwrap_or_default(),
            _ => Told::default(),
        }
    } else {
        Told {
            notes: vec![t.preview_replaced(&before.mac.to_string(), &after.mac.to_string())],
            ..Told::default()
        }
    };
    told.forecast = Some(DeviceState {
        icon: "refresh",
        tone: "warn",
        word: t.preview_enrol(),
    });
    Ok(Some(told.named(caption)))
}

/// What all telephones are told when the site is changed, those together that are told the same; and how many are told nothing new.
pub(in crate::web) async fn of_site(
    app: &App,
    t: Texts,
    before: &Site,
    after: &Site,
) -> Result<(Vec<PreviewGroup>, i64), WebError> {
    let people = app.store.people().await?;
    let phones = app.store.phones().await?;
    let services: HashMap<PhoneId, PhoneService> = app.store.services().await?.into_iter().collect();
    let firmware: HashMap<MacAddr, Firmware> = match &app.provisioning {
        Some(provisioning) => {
            let records = provisioning.records().await.map_err(WebError::internal)?;
            let seen = |record: &switchhook_provisioning::server::Record| {
                record.seen.as_ref()?.firmware.as_ref()?.parse().ok()
            };
            records
                .iter()
                .filter_map(|record| Some((record.mac, seen(record)?)))
                .collect()
        }
        None => HashMap::new(),
    };
    let none = PhoneService::default();
    let mut groups: Vec<(&'static str, Told, Vec<String>)> = Vec::new();
    let mut unchanged = 0;
    for (id, device) in app.store.devices().await? {
        let Some(device) = device.grandstream() else {
            continue;
        };
        let Some(phone) = phones.iter().find(|phone| phone.id == id) else {
            continue;
        };
        let layers = |site| {
            let desk = Desk {
                phone,
                owner: owner(&people, phone),
                service: services.get(&id).unwrap_or(&none),
                device: &device,
                site,
                firmware: firmware.get(&device.mac).copied(),
            };
            Layers::shown(app, &desk)
        };
        let Some(told) = between(t, &layers(before), &layers(after)) else {
            unchanged += 1;
            continue;
        };
        let model = device.model.name();
        let extension = phone.extension.to_string();
        match groups
            .iter_mut()
            .find(|(other, same, _)| *other == model && *same == told)
        {
            Some((.., extensions)) => extensions.push(extension),
            None => groups.push((model, told, vec![extension])),
        }
    }
    let groups = groups.into_iter().map(|(model, told, extensions)| {
        let count = i64::try_from(extensions.len()).unwrap_or(i64::MAX);
        let mut named = extensions[..extensions.len().min(NAMED)].join(", ");
        if extensions.len() > NAMED {
            named.push_str(", …");
        }
        told.named(format!("{model}, {}: {named}", t.phones_count(count)))
    });
    Ok((groups.collect(), unchanged))
}

fn owner<'a>(people: &'a [Person], phone: &Phone) -> Option<&'a Person> {
    people.iter().find(|person| Some(person.id) == phone.owner)
}

/// What one telephone is told anew.
#[derive(Clone, Debug, Default, PartialEq)]
struct Told {
    changes: Vec<DeviceChange>,
    forecast: Option<DeviceState>,
    notes: Vec<String>,
}

impl Told {
    fn named(self, caption: String) -> PreviewGroup {
        PreviewGroup {
            caption,
            forecast: self.forecast.unwrap_or_else(|| DeviceState {
                icon: "check",
                tone: "good",
                word: String::new(),
            }),
            changes: self.changes,
            notes: self.notes,
        }
    }
}

/// None where nothing is told anew.
fn between(t: Texts, before: &Layers, after: &Layers) -> Option<Told> {
    let now = match after.configuration() {
        Ok(now) => now,
        Err(refused) => {
            let reason = refused.to_string();
            // It has none as it is either, for the same reason.
            if before
                .configuration()
                .is_err_and(|before| before.to_string() == reason)
            {
                return None;
            }
            return Some(Told {
                changes: Vec::new(),
                forecast: Some(DeviceState {
                    icon: "alert",
                    tone: "bad",
                    word: t.preview_no_file(),
                }),
                notes: vec![t.problem_phone_file(&reason)],
            });
        }
    };
    let nothing = switchhook_provisioning::grandstream::PValues::new();
    let earlier = before.configuration();
    let values = earlier.as_ref().map_or(&nothing, |earlier| earlier.values());
    let resolved = after.resolved();
    let mut changes: Vec<DeviceChange> = now
        .changes(values)
        .map(|change| DeviceChange {
            setting: change.now.setting.title().to_owned(),
            number: change.now.number.to_string(),
            before: shortened(change.before.unwrap_or_default()),
            now: match change.now.text {
                Some(text) => shortened(text),
                None => t.phone_secret_changed(),
            },
            layer: resolved
                .why(change.now.number)
                .map(|why| why::name(t, why.layer))
                .unwrap_or_default(),
        })
        .collect();
    // What nobody says any more stays on the device as it is.
    let said_before = earlier.iter().flat_map(Configuration::explain);
    changes.extend(
        said_before
            .filter(|value| now.values().get(value.number).is_none())
            .map(|value| DeviceChange {
                setting: value.setting.title().to_owned(),
                number: value.number.to_string(),
                before: shortened(value.text.unwrap_or_default()),
                now: t.preview_stays(),
                layer: String::new(),
            }),
    );
    let new: Vec<&LeftOut> = after
        .left_out()
        .iter()
        .filter(|left| !before.left_out().contains(left))
        .collect();
    if changes.is_empty() && new.is_empty() {
        return None;
    }
    let forecast = forecast(t, now.forecast(values).effect);
    Some(Told {
        changes,
        forecast: Some(forecast),
        notes: new.into_iter().map(|left| left_out(t, left)).collect(),
    })
}

fn forecast(t: Texts, effect: Effect) -> DeviceState {
    let (icon, tone, word) = match effect {
        Effect::Nothing => ("check", "good", t.preview_nothing()),
        Effect::Resync => ("refresh", "warn", t.preview_resync()),
        Effect::Reboot => ("alert", "warn", t.preview_reboot()),
    };
    DeviceState { icon, tone, word }
}

/// That a setting of the site is left out, in a sentence.
pub(super) fn left_out(t: Texts, left: &LeftOut) -> String {
    match &left.instead {
        Some(instead) => t.device_left_out_instead(left.setting.title(), instead, &left.why),
        None => t.device_left_out(left.setting.title(), &left.why),
    }
}

fn shortened(text: &str) -> String {
    let mut letters = text.chars();
    let mut short: String = letters.by_ref().take(SHOWN).collect();
    if letters.next().is_some() {
        short.push('…');
    }
    short
}
