//! What a change does to a device: nothing, fetching its file again, or a restart.

use crate::catalogue::{Family, Model};
use crate::grandstream::{Configuration, PNumber, PValues};
use crate::problem::{Finding, Problem};
use crate::rule::Rule;
use crate::setting::{DeviceSetting, Setting};

/// What a device must do for a change to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// Nothing is changed.
    Nothing,
    /// Fetching its file again.
    Resync,
    /// Fetching its file again, and a restart.
    Reboot,
}

/// What a change will do, before it is made.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Forecast {
    /// What the device must do.
    pub effect: Effect,
    /// The numbers for which it must restart.
    pub reboot: Vec<PNumber>,
    /// Changed numbers without words, of which nobody knows whether they need a restart.
    pub unknown: Vec<PNumber>,
}

impl Forecast {
    /// A warning that names the numbers, when there must be a restart (`W-REBOOT`).
    #[must_use]
    pub fn finding(&self) -> Option<Finding> {
        (self.effect == Effect::Reboot).then(|| Finding {
            setting: Setting::Phone,
            problem: Problem::Rule(Rule::Reboot {
                numbers: self.reboot.clone(),
            }),
        })
    }
}

impl Configuration {
    /// What it takes to get from an earlier file to this configuration.
    ///
    /// ```
    /// use switchhook_provisioning::grandstream::{Limits, xml};
    /// use switchhook_provisioning::{Device, Effect, Model};
    /// let phone = |vlan, language| -> Result<_, Box<dyn std::error::Error>> {
    ///     let phone = Device::new(Model::GRP2614, "c0:74:ad:11:22:33".parse()?);
    ///     Ok(phone.vlan(vlan).language(language).render()?)
    /// };
    /// let earlier = phone(20, "en")?;
    /// assert_eq!(phone(20, "en")?.forecast(earlier.values()).effect, Effect::Nothing);
    /// assert_eq!(phone(20, "fr")?.forecast(earlier.values()).effect, Effect::Resync);
    /// let forecast = phone(30, "fr")?.forecast(earlier.values());
    /// assert_eq!(forecast.effect, Effect::Reboot);
    /// let told = forecast.finding().map(|finding| finding.to_string());
    /// assert_eq!(told.as_deref(), Some("phone: counts when the device has restarted: P51; restart it when nobody talks"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn forecast(&self, earlier: &PValues) -> Forecast {
        let mut forecast = Forecast {
            effect: Effect::Nothing,
            reboot: Vec::new(),
            unknown: Vec::new(),
        };
        for change in self.changes(earlier) {
            let (number, setting) = (change.now.number, change.now.setting);
            let effect = self.model().effect(setting);
            match effect {
                Effect::Reboot => forecast.reboot.push(number),
                _ if matches!(setting, Setting::Raw(_)) => forecast.unknown.push(number),
                _ => {}
            }
            forecast.effect = forecast.effect.max(effect);
        }
        forecast
    }

    /// Values that this configuration states as empty although a person set them on the device (`W-LOST`): those that were read back
    /// from it otherwise than the last file stated them. What is a secret is left out, since phones do not show it.
    ///
    /// ```
    /// use switchhook_provisioning::grandstream::{PNumber, PValues};
    /// use switchhook_provisioning::{Device, Model};
    /// let hostname = "net.hostname".parse()?;
    /// let now = Device::new(Model::GRP2614, "c0:74:ad:11:22:33".parse()?).clear(hostname).render()?;
    /// let mut on_device = PValues::new();
    /// on_device.set(PNumber::new(146), "anns-phone")?;
    /// let lost = now.lost(None, &on_device);
    /// assert_eq!(lost[0].code(), "W-LOST");
    /// assert!(now.lost(Some(&on_device), &on_device).is_empty(), "the last file said so, and no person");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn lost(&self, last: Option<&PValues>, on_device: &PValues) -> Vec<Finding> {
        let stated = self.explain().filter(|value| value.text == Some(""));
        let by_hand = stated.filter(|value| {
            let there = on_device.get(value.number).filter(|text| !text.is_empty());
            there.is_some() && there != last.and_then(|last| last.get(value.number))
        });
        by_hand
            .map(|value| Finding {
                setting: value.setting,
                problem: Problem::Rule(Rule::Lost { number: value.number }),
            })
            .collect()
    }
}

impl Model {
    /// What a device of this model must do for a changed setting to count. Raw numbers are said to need no restart, which nobody
    /// knows.
    ///
    /// The network, what TLS trusts, and the place of the web pages count after a restart everywhere; on gateways and DECT bases
    /// most settings do, so there all are taken to.
    #[must_use]
    pub fn effect(self, setting: Setting) -> Effect {
        use DeviceSetting as D;
        let always = matches!(
            self.family(),
            Family::Gxw40xx | Family::Gxw41xx | Family::Gxw42xx | Family::Dp75x | Family::Dp71x
        );
        match setting {
            Setting::Phone | Setting::Mac => Effect::Nothing,
            _ if always => Effect::Reboot,
            Setting::Device(
                D::NetMode
                | D::NetHostname
                | D::NetVendorClass
                | D::NetPppoeUser
                | D::NetPppoePassword
                | D::NetPppoeService
                | D::NetVlan
                | D::NetVlanPriority
                | D::NetPcVlan
                | D::NetPcPriority
                | D::NetLldp
                | D::NetCdp
                | D::NetDot1xMode
                | D::NetDot1xIdentity
                | D::NetDot1xPassword
                | D::NetDot1xCa
                | D::NetDot1xClient
                | D::NetIp
                | D::NetMask
                | D::NetGateway
                | D::NetDns1
                | D::NetDns2
                | D::NetDnsPreferred
                | D::ProvValidateHostname
                | D::ProvValidateServerCert
                | D::ProvCaLoad
                | D::ProvCaCert1
                | D::ProvTlsMin
                | D::ProvTlsMax
                | D::TlsSipCert
                | D::TlsSipKey
                | D::TlsSipKeyPassword
                | D::AccessWebMode
                | D::AccessWebPort,
            ) => Effect::Reboot,
            _ => Effect::Resync,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_network_and_what_tls_trusts_need_a_restart_and_gateways_always_do() {
        for (model, path, effect) in [
            (Model::GRP2614, "net.vlan", Effect::Reboot),
            (Model::GRP2614, "prov.validate_server_cert", Effect::Reboot),
            (Model::GRP2614, "access.web_port", Effect::Reboot),
            (Model::GRP2614, "account.1.password", Effect::Resync),
            (Model::GRP2614, "key.line.1.function", Effect::Resync),
            (Model::GXW4216, "account.1.password", Effect::Reboot),
            (Model::DP750, "account.1.user_id", Effect::Reboot),
            (Model::GRP2614, "mac", Effect::Nothing),
        ] {
            assert_eq!(model.effect(path.parse().unwrap()), effect, "{path} of {model}");
        }
    }
}
