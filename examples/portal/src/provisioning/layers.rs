//! What one telephone is told, in layers: what its model has, the site, the device, the account.

use std::collections::BTreeMap;

use switchhook_portal_core::{Language, Phone};
use switchhook_provisioning::layer::{Layer, Resolved, Scope, Subject, resolve};
use switchhook_provisioning::policy::Policy;
use switchhook_provisioning::setting::{AccountSetting, DeviceSetting};
use switchhook_provisioning::{
    Configuration, Device as Described, Firmware, Refused, Schedule, Setting, Value,
};

use crate::app::App;
use crate::config::Config;
use crate::pbx::caller_name;
use crate::site::Site;
use crate::store::{Device, StoreError};
use crate::token;

/// In the place of the account's secret, which is not asked for where it is not shown: any that telephones take.
const UNSEEN: &str = "kT9-vV2_mQ7.xR4-pL1s";

/// Of the telephone's own pages. The user's too, since whoever knows the maker's could divert calls from the next desk.
pub struct Passwords {
    pub admin: String,
    pub user: String,
}

impl Passwords {
    /// Those of the device where the portal serves it: its next file has the same. Else new ones, kept nowhere.
    async fn of(app: &App, device: &Device) -> Result<Self, StoreError> {
        match &app.provisioning {
            Some(provisioning) => provisioning.passwords(device).await,
            None => Ok(Self {
                admin: token::typeable(20),
                user: token::typeable(20),
            }),
        }
    }
}

/// The account that a device registers with.
struct Account<'a> {
    user: &'a str,
    secret: &'a str,
    name: &'a str,
    label: &'a str,
    /// Of the display, if it is not the site's.
    language: Option<&'a str>,
}

/// All layers of one device.
pub struct Layers {
    all: Vec<Layer>,
    subject: Subject,
    pub passwords: Passwords,
}

impl Layers {
    /// For a telephone's device, with the account's secret. Without one, for pages that show none.
    pub async fn of(
        app: &App,
        phone: &Phone,
        device: &Device,
        secret: Option<&str>,
    ) -> Result<Self, StoreError> {
        let people = app.store.people().await?;
        let owner = people.iter().find(|person| Some(person.id) == phone.owner);
        let name = display_name(&caller_name(phone, owner));
        let service = app.store.service(phone.id).await?;
        let account = Account {
            user: phone.endpoint.as_str(),
            secret: secret.unwrap_or(UNSEEN),
            name: &name,
            label: phone.extension.as_str(),
            language: service.language.as_ref().map(Language::as_str),
        };
        let firmware = match &app.provisioning {
            Some(provisioning) => provisioning.firmware(device.mac).await,
            None => None,
        };
        let passwords = Passwords::of(app, device).await?;
        let held = app.site.current();
        let served = app.provisioning.is_some();
        Ok(Self::new(
            &app.config,
            &held.site,
            device,
            firmware,
            &account,
            passwords,
            served,
        ))
    }

    fn new(
        config: &Config,
        site: &Site,
        device: &Device,
        firmware: Option<Firmware>,
        account: &Account<'_>,
        passwords: Passwords,
        served: bool,
    ) -> Self {
        let bare = || Described::new(device.model, device.mac);
        // Unused lines among it, as off and empty.
        let model = bare().settings();
        let mut servers = site.servers.clone();
        if served {
            // Each has a place of its own, which the server tells it.
            servers.config = None;
        }
        let mut of_site = servers
            .device(device.model, device.mac)
            .time_zone(site.time_zone(config.pbx.time_zone))
            .language(&config.language);
        if served {
            of_site = of_site.schedule(Schedule::Every(FETCHES_EVERY));
        }
        let line = servers.line(account.user, account.secret).label(account.label);
        let line = match account.name {
            "" => line,
            name => line.display_name(name),
        };
        let mut of_account = bare().line(line).settings();
        let mut of_site = of_site.settings();
        // Where it registers is the site's to say.
        for of in [AccountSetting::Server1, AccountSetting::Server2] {
            let setting = Setting::Account(1, of);
            if let Some(value) = of_account.remove(&setting) {
                of_site.insert(setting, value);
            }
        }
        if let Some(language) = account.language {
            let setting = Setting::Device(DeviceSetting::UiLanguage);
            of_account.insert(setting, Some(language.into()));
        }
        let of_device = bare()
            .admin_password(&*passwords.admin)
            .user_password(&*passwords.user)
            .settings();
        let layer = |scope, name: &str, settings: Settings| {
            let own = settings
                .into_iter()
                .filter(|(setting, value)| model.get(setting) != Some(value));
            own.fold(Layer::new(scope, name), stated)
        };
        let all = vec![
            layer(Scope::Site, &config.company, of_site),
            layer(Scope::Device, &device.mac.to_string(), of_device),
            layer(Scope::Account, account.label, of_account),
            model
                .clone()
                .into_iter()
                .fold(Layer::new(Scope::Model, device.model.name()), stated),
        ];
        let subject = Subject::new(device.model, device.mac)
            .site(&config.company)
            .extension(account.label)
            .name(account.name)
            .baseline(site.baseline);
        Self {
            all,
            subject: match firmware {
                Some(firmware) => subject.firmware(firmware),
                None => subject,
            },
            passwords,
        }
    }

    /// Where the device finds its phone book, without a scheme, where its model has one.
    pub fn directory(&mut self, address: &str, tls: bool) {
        let model = self.subject.model();
        let scheme = if tls { "https" } else { "http" };
        let values = [
            (Setting::Device(DeviceSetting::BookMode), Value::Choice(scheme)),
            (Setting::Device(DeviceSetting::BookPath), Value::from(address)),
        ];
        if values
            .iter()
            .all(|(setting, value)| model.encode(*setting, value).is_ok())
        {
            let layer = Layer::new(Scope::Device, "directory");
            self.all.push(
                values
                    .into_iter()
                    .fold(layer, |layer, (setting, value)| layer.set(setting, value)),
            );
        }
    }

    /// Laid upon each other, above the security baseline.
    pub fn resolved(&self) -> Resolved<'_> {
        let layers: Vec<&Layer> = self.all.iter().collect();
        resolve(&layers, &self.subject)
    }

    /// The device's file. A firmware with known holes is told on pages; it does not keep a telephone from its configuration.
    pub fn configuration(&self) -> Result<Configuration, Refused> {
        self.resolved().encode_by(&Policy::default().allow_known_holes())
    }
}

/// How often telephones look for a new file by themselves.
const FETCHES_EVERY: std::time::Duration = std::time::Duration::from_secs(24 * 3600);

type Settings = BTreeMap<Setting, Option<Value>>;

fn stated(layer: Layer, (setting, value): (Setting, Option<Value>)) -> Layer {
    match value {
        Some(value) => layer.set(setting, value),
        None => layer.clear(setting),
    }
}

/// The telephone sends its name between quotation marks: none of them, and nothing that hides one, can stand within.
fn display_name(name: &str) -> String {
    name.replace(['"', '\\'], "'")
}

#[cfg(test)]
mod tests {
    use switchhook_provisioning::Model;
    use switchhook_provisioning::grandstream::{Limits, PNumber, binary};

    use super::*;

    fn layers(config: &Config) -> Layers {
        let device = Device {
            model: Model::GXP2135,
            mac: "00:0b:82:aa:bb:cc".parse().unwrap(),
        };
        let account = Account {
            user: "pab12cd34",
            secret: "kT9-vV2_mQ7.xR4-pL1s",
            name: "Ana",
            label: "299",
            language: Some("es"),
        };
        let passwords = Passwords {
            admin: "wq7.Lm-3_ZpA.9xR".to_owned(),
            user: "wq7.Lm-3_ZpA.9xS".to_owned(),
        };
        Layers::new(
            config,
            &Site::of(config),
            &device,
            None,
            &account,
            passwords,
            false,
        )
    }

    #[test]
    fn the_clock_is_that_of_the_site_unless_another_is_named() {
        let zone = |config: &Config| {
            let configuration = layers(config).configuration().unwrap();
            let file = binary::read(&configuration.binary(), &Limits::default()).unwrap();
            [64, 246].map(|number| {
                let text = file.values.get(PNumber::new(number));
                text.unwrap_or_default().to_owned()
            })
        };
        let mut config = crate::demo::site_of_tests();
        config.pbx.time_zone = chrono_tz::Pacific::Noumea;
        let site = zone(&config);
        config.server.utc_diff = "-10.0".parse().ok();
        let named = zone(&config);
        assert_ne!(site, named);
        // A site in Paris has summer time, a fixed hour has none.
        config.server.utc_diff = None;
        config.pbx.time_zone = chrono_tz::Europe::Paris;
        assert_ne!(zone(&config), named);
    }

    #[test]
    fn every_value_comes_from_the_layer_that_it_belongs_to() {
        let layers = layers(&crate::demo::site_of_tests());
        let resolved = layers.resolved();
        for (setting, scope) in [
            ("account.1.server.1", Scope::Site),
            ("time.zone", Scope::Site),
            ("account.1.user_id", Scope::Account),
            ("account.1.password", Scope::Account),
            ("ui.language", Scope::Account),
            ("access.admin_password", Scope::Device),
            ("account.2.active", Scope::Model),
            ("access.ssh", Scope::Defaults),
        ] {
            let layer = resolved.layer(setting.parse().unwrap()).map(Layer::scope);
            assert_eq!(layer, Some(scope), "{setting}");
        }
        let language = resolved.value("ui.language".parse().unwrap());
        assert_eq!(language.and_then(Value::text).as_deref(), Some("es"));
    }
}
