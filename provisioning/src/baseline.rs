//! What every device gets unless somebody decides otherwise: doors shut that nobody needs.
//!
//! | Setting | Value | because |
//! |---|---|---|
//! | `tr069.enable` | no | else a second manager may answer, in the maker's cloud on some models by default |
//! | `access.ssh` | no | nobody needs it |
//! | `prov.pnp`, `prov.dhcp_override` | no | whoever is on the network could name another server |
//! | `access.web_mode` | https | the administrator's password goes over it |
//! | `prov.validate_server_cert` | yes | else anybody can be the server. With a CA of your own, set `prov.ca_cert_1` first |
//! | `prov.tls_min` | 1.2 | |
//! | `prov.authenticate_conf` | no | it asks for a password that is not used here |
//! | `access.password_strength_check` | yes | |
//! | `feature.direct_ip_off` | yes | calls come from the PBX |
//! | `only_from_proxy` of every account | yes | scanners ring phones otherwise |
//! | `allow_sip_factory_reset` of every account | no | |
//! | `local_features` of every account | no | star codes are the PBX's |
//! | `access.keypad_menu` | locked, or constraint | for [shared](Baseline::Shared) phones |
//!
//! A family gets what it has of these. Not among them: `check_invite_user` and `auth_incoming_invite`, which not every PBX can
//! live with, and `srtp`, which the PBX must have too.
//!
//! [`Device::render`](crate::Device::render) and [`resolve`](crate::layer::resolve) lay it below everything else by themselves.

use std::sync::OnceLock;

use crate::catalogue::{Family, Model};
use crate::layer::{Layer, Scope};
use crate::named::names;
use crate::setting::{AccountSetting, DeviceSetting, Setting, Value};

/// Whether a device gets the [baseline](self).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Baseline {
    /// It does.
    #[default]
    On,
    /// It does, and its keypad cannot change its settings: for phones in lobbies and workshops.
    Shared,
    /// It does not: what is not set stays on the device as it is.
    Off,
}

names!(Baseline, "baseline", { On => "on", Shared => "shared", Off => "off" });

/// The baseline of a model as a layer, to lie below all others.
///
/// ```
/// use switchhook_provisioning::baseline::{self, Baseline};
/// use switchhook_provisioning::{Model, layer::{Subject, resolve}};
/// let layer = baseline::layer(Model::HT802, Baseline::On);
/// assert_eq!(layer.value("account.2.local_features".parse()?), Some(&false.into()));
///
/// let subject = Subject::new(Model::HT802, "c0:74:ad:11:22:33".parse()?);
/// assert!(resolve(&[], &subject).encode()?.xml().contains("<P276>1</P276>"), "no SSH");
/// let subject = subject.baseline(Baseline::Off);
/// assert!(resolve(&[], &subject).encode()?.values().is_empty());
/// assert!(baseline::layer(Model::HT802, Baseline::Off).is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn layer(model: Model, baseline: Baseline) -> Layer {
    let empty = Layer::new(Scope::Defaults, "baseline");
    let accounts = model.accounts().unwrap_or(0);
    let settings = settings(model, baseline, accounts).into_iter();
    settings.fold(empty, |layer, (setting, value)| layer.set(setting, value))
}

/// The same, made once. Every model has a place by its number, which is a byte.
pub(crate) fn shared(model: Model, baseline: Baseline) -> Option<&'static Layer> {
    type Places = [OnceLock<Layer>; 256];
    static ON: Places = [const { OnceLock::new() }; 256];
    static SHARED: Places = [const { OnceLock::new() }; 256];
    let places = match baseline {
        Baseline::On => &ON,
        Baseline::Shared => &SHARED,
        Baseline::Off => return None,
    };
    Some(places[model.index()].get_or_init(|| layer(model, baseline)))
}

/// The same for so many accounts in use.
pub(crate) fn settings(model: Model, baseline: Baseline, accounts: u8) -> Vec<(Setting, Value)> {
    use DeviceSetting as D;
    let (yes, no) = (Value::Bool(true), Value::Bool(false));
    let mut all = Vec::new();
    if baseline == Baseline::Off {
        return all;
    }
    let mut add = |setting: Setting, value: &Value| {
        let possible = model.takes(setting, value);
        if possible {
            all.push((setting, value.clone()));
        }
        possible
    };
    // These take the firmware's protocol with them, or nobody has seen their TLS.
    let tls = !matches!(model.family(), Family::Gxp20xx | Family::Gxv300x);
    for (of, value, there) in [
        (D::Tr069Enable, &no, true),
        (D::AccessSsh, &no, true),
        (D::ProvPnp, &no, true),
        (D::ProvDhcpOverride, &Value::Choice("no"), true),
        (D::AccessWebMode, &Value::Choice("https"), tls),
        (D::ProvValidateServerCert, &yes, true),
        (D::ProvTlsMin, &Value::Choice("1.2"), true),
        (D::ProvAuthenticateConf, &no, true),
        (D::AccessPasswordStrengthCheck, &yes, true),
        (D::FeatureDirectIpOff, &yes, true),
    ] {
        if there {
            add(Setting::Device(of), value);
        }
    }
    if baseline == Baseline::Shared {
        let menu = Setting::Device(D::AccessKeypadMenu);
        // The oldest can only be constrained.
        let _ = add(menu, &Value::Choice("locked")) || add(menu, &Value::Choice("constraint"));
    }
    for (of, value) in [
        (AccountSetting::OnlyFromProxy, &yes),
        (AccountSetting::AllowSipFactoryReset, &no),
        (AccountSetting::LocalFeatures, &no),
    ] {
        for account in 1..=accounts {
            add(Setting::Account(account, of), value);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grandstream::Configuration;
    use crate::layer::{Subject, resolve};
    use crate::{Device, Refused};

    #[test]
    fn every_model_gets_what_its_family_has_and_nothing_else() {
        let mac = "c0:74:ad:11:22:33".parse().unwrap();
        for model in Model::all() {
            for baseline in [Baseline::On, Baseline::Shared] {
                let subject = Subject::new(model, mac).baseline(baseline);
                let configuration = resolve(&[], &subject).encode();
                let configuration = configuration.unwrap_or_else(|refused| panic!("{model}: {refused}"));
                for value in configuration.explain() {
                    assert!(model.family().knows(value.number), "{model} {}", value.number);
                }
            }
        }
    }

    #[test]
    fn a_device_gets_the_same_as_its_layers_do() {
        let mac = "c0:74:ad:11:22:33".parse().unwrap();
        for model in Model::all() {
            for baseline in Baseline::ALL {
                let device = Device::new(model, mac).baseline(*baseline);
                let layer = Layer::of(&device);
                let resolved = resolve(&[&layer], &Subject::new(model, mac).baseline(*baseline));
                let file =
                    |configuration: Result<Configuration, Refused>| configuration.map(|there| there.xml());
                assert_eq!(file(device.render()), file(resolved.encode()), "{model}");
            }
        }
    }

    #[test]
    fn the_codes_are_those_of_the_family() {
        let mac = "c0:74:ad:11:22:33".parse().unwrap();
        for (model, number, text) in [
            (Model::GRP2614, 276, Some("1")),
            (Model::GDS3710, 276, Some("0")),
            (Model::GRP2614, 1650, Some("0")),
            (Model::WP820, 1650, Some("1")),
            (Model::GRP2614, 22293, Some("12")),
            (Model::GXP2000, 22293, None),
            (Model::GRP2614, 51215, None),
            (Model::GRP2614, 1357, Some("3")),
            (Model::GXP1405, 1357, Some("2")),
            (Model::GXP2000, 1357, Some("1")),
        ] {
            let subject = Subject::new(model, mac).baseline(Baseline::Shared);
            let configuration = resolve(&[], &subject).encode().unwrap();
            let number = crate::grandstream::PNumber::new(number);
            assert_eq!(configuration.values().get(number), text, "{number} of {model}");
        }
    }
}
