//! What one telephone is told, in layers: what its model has, the site, the device, the account.

use std::collections::BTreeMap;

use chrono::{DateTime, Offset as _, Utc};
use chrono_tz::Tz;
use switchhook_portal_core::{Language, Person, Phone, PhoneService};
use switchhook_provisioning::layer::{Layer, Resolved, Scope, Subject, resolve};
use switchhook_provisioning::policy::Policy;
use switchhook_provisioning::setting::{AccountSetting, DeviceSetting};
use switchhook_provisioning::{
    Configuration, Device as Described, Finding, Firmware, MacAddr, Problem, Refused, Schedule, Setting,
    TimeZone, UtcOffset, Value,
};

use super::{Authority, Provisioning, screens};
use crate::app::App;
use crate::config::Config;
use crate::pbx::caller_name;
use crate::site::Site;
use crate::store::{Device, Grandstream, StoreError};
use crate::token;

/// In the place of the account's secret, which is not asked for where it is not shown: any that telephones take.
pub(super) const UNSEEN: &str = "kT9-vV2_mQ7.xR4-pL1s";

/// Of the telephone's own pages. The user's too, since whoever knows the maker's could divert calls from the next desk.
pub struct Passwords {
    pub admin: String,
    pub user: String,
}

impl Passwords {
    /// Those of the device where the portal serves it: its next file has the same. Else new ones, kept nowhere.
    pub(super) async fn of(app: &App, device: &Device) -> Result<Self, StoreError> {
        match &app.provisioning {
            Some(provisioning) => provisioning.passwords(device).await,
            None => Ok(Self {
                admin: token::typeable(20),
                user: token::typeable(20),
            }),
        }
    }

    /// Where none is shown.
    pub(super) fn unseen() -> Self {
        Self {
            admin: "wq7.Lm-3_ZpA.9xRw2Kd".to_owned(),
            user: "hT4.bN-8_QfC.6yGs5Vp".to_owned(),
        }
    }
}

/// A telephone as it is, or as somebody is about to save it.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    pub phone: &'a Phone,
    pub owner: Option<&'a Person>,
    pub service: &'a PhoneService,
    pub device: &'a Grandstream,
    pub site: &'a Site,
    pub firmware: Option<Firmware>,
}

/// The account that a device registers with.
pub(super) struct Account<'a> {
    pub(super) user: &'a str,
    pub(super) secret: &'a str,
    pub(super) name: &'a str,
    pub(super) label: &'a str,
    /// Of the display, if it is not the site's.
    pub(super) language: Option<&'a str>,
}

/// What all telephones are told alike.
pub(super) struct Common<'a> {
    pub(super) config: &'a Config,
    pub(super) site: &'a Site,
    pub(super) authority: Option<&'a Authority>,
    /// Whether they fetch their files from the portal.
    pub(super) served: bool,
    pub(super) now: DateTime<Utc>,
}

impl<'a> Common<'a> {
    pub(super) fn of(app: &'a App, site: &'a Site) -> Self {
        Self {
            config: &app.config,
            site,
            authority: app.authority.as_ref(),
            served: app.provisioning.is_some(),
            now: Utc::now(),
        }
    }
}

/// A setting that the device's model cannot be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    pub setting: Setting,
    /// The library's words.
    pub why: String,
    /// What it is told in its place; nothing where it is told nothing.
    pub instead: Option<String>,
}

/// All layers of one device.
pub struct Layers {
    all: Vec<Layer>,
    subject: Subject,
    left_out: Vec<LeftOut>,
    pub passwords: Passwords,
}

impl Layers {
    /// For a telephone's device, with the account's secret. Without one, for pages that show none.
    pub async fn of(
        app: &App,
        phone: &Phone,
        device: &Grandstream,
        secret: Option<&str>,
    ) -> Result<Self, StoreError> {
        let people = app.store.people().await?;
        let held = app.site.current();
        let desk = Desk {
            phone,
            owner: people.iter().find(|person| Some(person.id) == phone.owner),
            service: &app.store.service(phone.id).await?,
            device,
            site: &held.site,
            firmware: match &app.provisioning {
                Some(provisioning) => firmware_of(provisioning, device.mac).await,
                None => None,
            },
        };
        let is = Device {
            model: device.model.into(),
            mac: device.mac,
        };
        let passwords = Passwords::of(app, &is).await?;
        Ok(Self::at(app, &desk, secret, passwords))
    }

    /// For a page that shows no secret.
    pub fn shown(app: &App, desk: &Desk<'_>) -> Self {
        Self::at(app, desk, None, Passwords::unseen())
    }

    fn at(app: &App, desk: &Desk<'_>, secret: Option<&str>, passwords: Passwords) -> Self {
        let name = display_name(&caller_name(desk.phone, desk.owner));
        let account = Account {
            user: desk.phone.endpoint.as_str(),
            secret: secret.unwrap_or(UNSEEN),
            name: &name,
            label: desk.phone.extension.as_str(),
            language: desk.service.language.as_ref().map(Language::as_str),
        };
        let common = Common::of(app, desk.site);
        Self::new(&common, desk.device, desk.firmware, &account, passwords)
    }

    /// What a telephone of this model cannot be told of the site, and of an account with this language.
    pub fn left_out_of(app: &App, device: &Grandstream, language: Option<&str>) -> Vec<LeftOut> {
        let account = Account {
            user: "nobody",
            secret: UNSEEN,
            name: "",
            label: "1",
            language,
        };
        let held = app.site.current();
        let common = Common::of(app, &held.site);
        Self::new(&common, device, None, &account, Passwords::unseen()).left_out
    }

    fn new(
        common: &Common<'_>,
        device: &Grandstream,
        firmware: Option<Firmware>,
        account: &Account<'_>,
        passwords: Passwords,
    ) -> Self {
        let Common { config, site, .. } = common;
        let bare = || Described::new(device.model, device.mac);
        // Unused lines among it, as off and empty.
        let model = bare().settings();
        let mut servers = site.servers.clone();
        if common.served {
            // Each has a place of its own, which the server tells it.
            servers.config = None;
        }
        let mut of_site = servers
            .device(device.model, device.mac)
            .time_zone(site.time_zone(config.pbx.time_zone))
            .language(&config.language);
        if common.served {
            of_site = of_site.schedule(Schedule::Every(FETCHES_EVERY));
        }
        if let Some(authority) = common.authority {
            of_site = of_site
                .set(
                    Setting::Device(DeviceSetting::ProvCaCert1),
                    Value::from(authority.pem()),
                )
                .set(Setting::Device(DeviceSetting::ProvCaLoad), Value::Choice("both"));
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
        let mut layers = Self {
            all,
            subject: match firmware {
                Some(firmware) => subject.firmware(firmware),
                None => subject,
            },
            left_out: Vec::new(),
            passwords,
        };
        layers.fit(common.now);
        layers
    }

    /// Leaves out what the site wants and the model cannot be told, or says it as nearly as it can: a telephone without a
    /// time zone is worth more than none.
    fn fit(&mut self, now: DateTime<Utc>) {
        // Each round takes something away, so they end.
        while let Err(refused) = self.configuration() {
            let mut fitted = false;
            for finding in refused.findings.iter().filter(|finding| finding.is_error()) {
                fitted |= self.give_up(finding, now);
            }
            if !fitted {
                return;
            }
        }
    }

    /// False where a telephone is nothing without it, or where what somebody wrote is wrong for every model.
    fn give_up(&mut self, finding: &Finding, now: DateTime<Utc>) -> bool {
        use AccountSetting as A;
        let setting = match finding.setting {
            // What accounts want stands in a profile of theirs on some models.
            Setting::Profile(_, of) => Setting::Account(1, of),
            other => other,
        };
        let is_needed = matches!(
            setting,
            Setting::Account(_, A::Server1 | A::UserId | A::AuthId | A::Password | A::Active)
        );
        let is_lacked = matches!(
            finding.problem,
            Problem::Lacks { .. } | Problem::Unpublished { .. } | Problem::NoAccountNumbers { .. }
        );
        let Some(layer) = self.all.iter_mut().find(|layer| {
            let is_wish = match layer.scope() {
                Scope::Site => true,
                Scope::Device | Scope::Account => {
                    is_lacked || setting == Setting::Device(DeviceSetting::UiLanguage)
                }
                _ => false,
            };
            is_wish && !is_needed && layer.value(setting).is_some()
        }) else {
            return false;
        };
        let scope = layer.scope();
        let near = layer.value(setting).and_then(|value| nearest(value, now));
        let own = std::mem::replace(layer, Layer::new(layer.scope(), layer.name()));
        *layer = match &near {
            Some(near) => own.set(setting, near.clone()),
            None => own.unset(setting),
        };
        let mut left = LeftOut {
            setting,
            why: finding.what(),
            instead: near.and_then(|value| value.text()),
        };
        match setting {
            // Where it would trust is nothing by itself.
            Setting::Device(DeviceSetting::ProvCaLoad) => return true,
            Setting::Device(DeviceSetting::ProvCaCert1) => left.instead = self.trust_blindly(),
            // Such as the label of an account, which has no place on a device without a display.
            _ if scope != Scope::Site && setting != Setting::Device(DeviceSetting::UiLanguage) => {
                return true;
            }
            _ => {}
        }
        match self.left_out.iter_mut().find(|left| left.setting == setting) {
            // Not even nearly.
            Some(before) => before.instead = left.instead,
            None => self.left_out.push(left),
        }
        true
    }

    /// A model that checks certificates and cannot be told the site's authority would never fetch anything again.
    fn trust_blindly(&mut self) -> Option<String> {
        let check = Setting::Device(DeviceSetting::ProvValidateServerCert);
        let no = Value::Bool(false);
        self.subject.model().encode(check, &no).ok()?;
        let site = self.all.iter_mut().find(|layer| layer.scope() == Scope::Site)?;
        let own = std::mem::replace(site, Layer::new(site.scope(), site.name()));
        *site = own
            .unset(Setting::Device(DeviceSetting::ProvCaLoad))
            .set(check, no);
        Some(format!("{check} no"))
    }

    /// What the site wants and the model cannot be told.
    pub fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }

    /// Where the device finds its phone book, without a scheme, where its model has one.
    pub fn directory(&mut self, address: &str, tls: bool) {
        let scheme = if tls { "https" } else { "http" };
        self.fetched_too([
            (Setting::Device(DeviceSetting::BookMode), Value::Choice(scheme)),
            (Setting::Device(DeviceSetting::BookPath), Value::from(address)),
        ]);
    }

    /// Where the device finds what it shows while nobody talks on it, where its model has that.
    pub fn screen(&mut self, address: &str, tls: bool) {
        if screens::display(self.subject.model()).is_none() {
            return;
        }
        let scheme = if tls { "https" } else { "http" };
        self.fetched_too([
            (Setting::Device(DeviceSetting::ScreenMode), Value::Choice(scheme)),
            (Setting::Device(DeviceSetting::ScreenPath), Value::from(address)),
            (Setting::Device(DeviceSetting::ScreenAtBoot), Value::Bool(true)),
        ]);
    }

    /// All of them, or nothing where the model lacks one.
    fn fetched_too<const N: usize>(&mut self, values: [(Setting, Value); N]) {
        let model = self.subject.model();
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

/// The firmware that a Grandstream named last.
pub async fn firmware_of(provisioning: &Provisioning, mac: MacAddr) -> Option<Firmware> {
    provisioning.firmware(mac).await?.parse().ok()
}

/// A clock without the rules of its summer time: right until they change it, and the telephone fetches every day.
pub(super) fn nearest(value: &Value, now: DateTime<Utc>) -> Option<Value> {
    let Value::Zone(TimeZone::Named(name)) = value else {
        return None;
    };
    let zone: Tz = name.parse().ok()?;
    let seconds = now.with_timezone(&zone).offset().fix().local_minus_utc();
    let minutes = i16::try_from(seconds / 60).ok()?;
    UtcOffset::from_minutes(minutes).map(|offset| Value::Zone(TimeZone::Utc(offset)))
}

/// How often telephones look for a new file by themselves.
pub(super) const FETCHES_EVERY: std::time::Duration = std::time::Duration::from_secs(24 * 3600);

pub(super) type Settings = BTreeMap<Setting, Option<Value>>;

fn stated(layer: Layer, (setting, value): (Setting, Option<Value>)) -> Layer {
    match value {
        Some(value) => layer.set(setting, value),
        None => layer.clear(setting),
    }
}

/// The telephone sends its name between quotation marks: none of them, and nothing that hides one, can stand within.
pub(super) fn display_name(name: &str) -> String {
    name.replace(['"', '\\'], "'")
}

#[cfg(test)]
mod tests {
    use switchhook_provisioning::Model;
    use switchhook_provisioning::grandstream::{Limits, PNumber, binary};

    use super::*;

    fn layers(config: &Config) -> Layers {
        let device = Grandstream {
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
        let site = Site::of(config);
        Layers::new(
            &common(config, &site),
            &device,
            None,
            &account,
            Passwords::unseen(),
        )
    }

    fn common<'a>(config: &'a Config, site: &'a Site) -> Common<'a> {
        Common {
            config,
            site,
            authority: None,
            served: false,
            // Summer in the north.
            now: "2026-07-01T12:00:00Z".parse().unwrap(),
        }
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

    #[test]
    fn every_model_gets_a_file_on_a_site_that_states_everything() {
        let site = Site::read(|key| match key {
            "sip" => "192.168.10.5:5062",
            "sip2" => "192.168.10.6",
            "config" | "firmware" => "192.168.10.5/phones",
            "syslog" => "192.168.10.7",
            "ntp" => "ntp1.example.net ntp2.example.net",
            "clock" => "Europe/Paris",
            "vlan" => "20",
            "default_number" => "+687253030",
            "baseline" => "shared",
            other => panic!("{other} is asked for and not known"),
        })
        .unwrap();
        let authority = Authority::of_tests();
        let config = crate::demo::site_of_tests();
        let mut left_out = BTreeMap::new();
        let mut without = std::collections::BTreeSet::new();
        for served in [false, true] {
            for model in Model::all() {
                let device = Grandstream {
                    model,
                    mac: "c0:74:ad:11:22:33".parse().unwrap(),
                };
                let account = Account {
                    user: "pab12cd34",
                    secret: UNSEEN,
                    name: "Ana",
                    label: "299",
                    language: Some("ru"),
                };
                let common = Common {
                    authority: Some(&authority),
                    served,
                    ..common(&config, &site)
                };
                let layers = Layers::new(&common, &device, None, &account, Passwords::unseen());
                // Cameras and the like, of whose accounts nobody has published anything.
                let user = Setting::Account(1, AccountSetting::UserId);
                if model.encode(user, &Value::from("pab12cd34")).is_err() {
                    without.insert(model.name());
                    continue;
                }
                let configuration = layers
                    .configuration()
                    .unwrap_or_else(|refused| panic!("{}: {refused}", model.name()));
                let values = configuration.values();
                assert!(
                    values.iter().any(|(_, text)| text.contains("192.168.10.5")),
                    "{} does not know where to register",
                    model.name()
                );
                let value = |of| values.get(PNumber::new(of));
                assert!(
                    value(8463) != Some("1") || value(8433) == Some(authority.pem()),
                    "{} would trust nobody",
                    model.name()
                );
                left_out.insert(model, layers.left_out().to_vec());
            }
        }
        // Summer in Paris: one of these cannot change its clock by itself, the other one knows the maker's own list only.
        let clock = |model: Model| {
            let clock = Setting::Device(DeviceSetting::TimeZone);
            let left = left_out[&model].iter().find(|left| left.setting == clock);
            left.map(|left| left.instead.clone())
        };
        assert_eq!(clock(Model::GXP2000), Some(Some("UTC+02:00".to_owned())));
        assert_eq!(clock(Model::GXP1610), Some(None));
        assert_eq!(
            without,
            [
                "GXV3500", "GXV3501", "GXV3504", "GXV3601", "GXV3611", "GXV3662", "GXV3672", "HT841", "HT881"
            ]
            .into()
        );
        // What checks certificates knows the authority.
        let told = |left: &LeftOut| (left.setting.path(), left.instead.clone());
        assert_eq!(
            left_out[&Model::GRP2614].iter().map(told).collect::<Vec<_>>(),
            [(
                "prov.ca_cert_1".to_owned(),
                Some("prov.validate_server_cert no".to_owned())
            )]
        );
        assert_eq!(left_out[&Model::GXP2135], []);
    }
}
