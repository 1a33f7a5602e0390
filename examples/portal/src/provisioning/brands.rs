//! What a telephone of another maker is told: the site, the passwords of its pages and its account; what its maker's
//! telephones cannot be told is left out, and named.

use std::collections::BTreeMap;

use switchhook_portal_core::{Language, Phone};
use switchhook_provisioning::brand::Brand;
use switchhook_provisioning::server;
use switchhook_provisioning::setting::DeviceSetting;
use switchhook_provisioning::{
    Device as Described, Finding, MacAddr, Model, Refused, Schedule, Setting, Value, brand,
};

use super::layers::{Account, Common, LeftOut, Passwords, UNSEEN, display_name, nearest};
use crate::app::App;
use crate::pbx::caller_name;
use crate::store::{Device, OtherBrand, StoreError};

/// When they look for a new file by themselves: an hour at which nobody telephones.
const FETCHES_AT: Schedule = Schedule::Daily { hour: 3 };

/// The file of one telephone.
pub struct BrandFile {
    pub phone: brand::Phone,
    pub left_out: Vec<LeftOut>,
}

impl BrandFile {
    /// For a telephone's device, with the account's secret.
    pub async fn of(app: &App, phone: &Phone, device: &OtherBrand, secret: &str) -> Result<Self, StoreError> {
        let people = app.store.people().await?;
        let owner = people.iter().find(|person| Some(person.id) == phone.owner);
        let service = app.store.service(phone.id).await?;
        let held = app.site.current();
        let name = display_name(&caller_name(phone, owner));
        let account = Account {
            user: phone.endpoint.as_str(),
            secret,
            name: &name,
            label: phone.extension.as_str(),
            language: service.language.as_ref().map(Language::as_str),
        };
        let is = Device {
            model: device.model.into(),
            mac: device.mac,
        };
        let passwords = Passwords::of(app, &is).await?;
        Ok(Self::new(
            &Common::of(app, &held.site),
            device,
            &account,
            &passwords,
        ))
    }

    /// What a telephone of this model cannot be told of the site, and of an account with this language.
    pub fn left_out_of(app: &App, device: &OtherBrand, language: Option<&str>) -> Vec<LeftOut> {
        let account = Account {
            user: "nobody",
            secret: UNSEEN,
            name: "",
            label: "1",
            language,
        };
        let held = app.site.current();
        let common = Common::of(app, &held.site);
        Self::new(&common, device, &account, &Passwords::unseen()).left_out
    }

    fn new(common: &Common<'_>, device: &OtherBrand, account: &Account<'_>, passwords: &Passwords) -> Self {
        let line = common.site.servers.line(account.user, account.secret);
        let line = match account.name {
            "" => line.label(account.label),
            name => line.label(account.label).display_name(name),
        };
        let needed = brand::Phone::new(device.model, device.mac)
            .line(line)
            .admin_password(&*passwords.admin);
        let mut wishes = wishes(common, device, account, passwords);
        let mut left_out: Vec<LeftOut> = Vec::new();
        let phone = loop {
            let phone = wishes.iter().fold(needed.clone(), |phone, (setting, value)| {
                phone.set(*setting, value.clone())
            });
            let findings = phone.check();
            let refused: Vec<&Finding> = findings
                .iter()
                .filter(|finding| finding.is_error() && wishes.contains_key(&finding.setting))
                .collect();
            if refused.is_empty() {
                break phone;
            }
            for finding in refused {
                let setting = finding.setting;
                // Another finding about the same setting may have come first.
                let Some(value) = wishes.remove(&setting) else {
                    continue;
                };
                let near = nearest(&value, common.now).filter(|near| *near != value);
                let instead = near.as_ref().and_then(Value::text);
                if let Some(near) = near {
                    wishes.insert(setting, near);
                }
                match left_out.iter_mut().find(|left| left.setting == setting) {
                    // Not even nearly.
                    Some(before) => before.instead = instead,
                    None => left_out.push(LeftOut {
                        setting,
                        why: finding.what(),
                        instead,
                    }),
                }
            }
        };
        Self { phone, left_out }
    }

    /// The file as it is read by the telephone.
    pub fn render(&self) -> Result<brand::File, Refused> {
        self.phone.render()
    }
}

/// What it has until it fetches its own file: no account, and no way to another server.
pub fn first(model: brand::Model, mac: MacAddr) -> brand::Phone {
    let phone = server::first_phone(model, mac);
    match model.brand() {
        // Its own file says when it comes again; else it would for its own an hour later.
        Brand::Cisco => phone.own("Resync_Periodic", "60"),
        _ => phone,
    }
}

/// What the site wants of every telephone, and what is good for this one: worth less than that it telephones.
fn wishes(
    common: &Common<'_>,
    device: &OtherBrand,
    account: &Account<'_>,
    passwords: &Passwords,
) -> BTreeMap<Setting, Value> {
    let Common { config, site, .. } = common;
    let mut servers = site.servers.clone();
    if common.served {
        // Each has a place of its own, which the server tells it.
        servers.config = None;
    }
    // The settings have the same names for all makers; what a model has from itself is none of them.
    let bare = Described::new(Model::GRP2614, device.mac).settings();
    let mut described = servers
        .device(Model::GRP2614, device.mac)
        .time_zone(site.time_zone(config.pbx.time_zone))
        .language(account.language.unwrap_or(&config.language));
    if common.served {
        described = described.schedule(FETCHES_AT);
    }
    let mut wishes: BTreeMap<Setting, Value> = described
        .settings()
        .into_iter()
        .filter(|(setting, value)| bare.get(setting) != Some(value))
        .filter_map(|(setting, value)| Some((setting, value?)))
        .collect();
    let mut wish = |of, value| wishes.insert(Setting::Device(of), value);
    wish(
        DeviceSetting::AccessUserPassword,
        Value::Secret(passwords.user.as_str().into()),
    );
    if let Some(authority) = common.authority {
        wish(DeviceSetting::ProvCaCert1, Value::from(authority.pem()));
    }
    wishes
}

#[cfg(test)]
mod tests;
