//! What a site wants of every configuration, whatever the layers say.

mod firmware;

pub use firmware::{MINIMUM, Minimum};

use std::collections::BTreeMap;

use crate::catalogue::{Firmware, Model};
use crate::dial_plan::DialPlan;
use crate::mac::MacAddr;
use crate::problem::{Finding, Problem};
use crate::rule::Rule;
use crate::setting::{AccountSetting, Codec, DeviceSetting, Setting, Value};

/// What a site wants of every configuration, whatever the layers say.
///
/// By default a device with a firmware that has a known hole is refused, and so are TR-069, a factory reset by SIP, and NOTIFY
/// from anybody.
///
/// ```
/// use switchhook_provisioning::layer::{Layer, Scope, Subject, resolve};
/// use switchhook_provisioning::{Model, policy::Policy};
/// let subject = Subject::new(Model::GXP1625, "00:0b:82:aa:bb:cc".parse()?).firmware("1.0.7.70".parse()?);
/// let site = Layer::new(Scope::Site, "Nouméa").set_text("account.1.dial_plan", "{ xxx }")?;
/// let policy = Policy::default().emergency(["15", "17"]);
/// let refused = resolve(&[&site], &subject).encode_by(&policy).unwrap_err();
/// let told: Vec<_> = refused.findings.iter().map(|finding| finding.code()).collect();
/// assert_eq!(told, ["E-SEC-FIRMWARE", "E-PLAN-EMERGENCY", "E-PLAN-EMERGENCY"]);
/// assert!(refused.to_string().contains("firmware 1.0.7.70 is below 1.0.7.81: CVE-2026-2329"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Policy {
    known_holes: bool,
    least: BTreeMap<Model, Firmware>,
    tr069: bool,
    https: bool,
    codecs: Vec<Codec>,
    emergency: Vec<String>,
    beside: Vec<String>,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            known_holes: true,
            least: BTreeMap::new(),
            tr069: false,
            https: false,
            codecs: Vec::new(),
            emergency: Vec::new(),
            beside: Vec::new(),
        }
    }
}

impl Policy {
    /// Lets devices be configured that run a firmware with a known hole.
    pub fn allow_known_holes(mut self) -> Self {
        self.known_holes = false;
        self
    }

    /// The least firmware of a model, above the one for its known holes.
    pub fn least_firmware(mut self, model: Model, firmware: Firmware) -> Self {
        self.least.insert(model, firmware);
        self
    }

    /// Lets devices be managed by TR-069 too.
    pub fn allow_tr069(mut self) -> Self {
        self.tr069 = true;
        self
    }

    /// Refuses configuration servers without HTTPS; else they are a warning.
    pub fn https(mut self) -> Self {
        self.https = true;
        self
    }

    /// The codecs of the PBX: an account whose codecs are stated must have one of them.
    pub fn codecs(mut self, codecs: impl IntoIterator<Item = Codec>) -> Self {
        self.codecs = codecs.into_iter().collect();
        self
    }

    /// Numbers that every stated dial plan must let through.
    pub fn emergency<T: Into<String>>(mut self, numbers: impl IntoIterator<Item = T>) -> Self {
        self.emergency = numbers.into_iter().map(Into::into).collect();
        self
    }

    /// Files that the server gives beside the devices' own, such as `cfg.xml` and `cfggrp2614.xml`: a device that asks for one of
    /// them is told about (`W-ORDER`), since it either never reads it or lets it count above its own.
    pub fn files_beside<T: Into<String>>(mut self, names: impl IntoIterator<Item = T>) -> Self {
        self.beside = names.into_iter().map(Into::into).collect();
        self
    }

    /// What is wrong with settings, in their order; `None` clears.
    ///
    /// [`Resolved::encode_by`](crate::layer::Resolved::encode_by) does it by itself.
    #[must_use]
    pub fn check(
        &self,
        model: Model,
        firmware: Option<Firmware>,
        settings: &[(Setting, Option<&Value>)],
    ) -> Vec<Finding> {
        let mut check = Check {
            policy: self,
            settings,
            plans: Vec::new(),
            findings: Vec::new(),
        };
        check.firmware(model, firmware);
        check.each();
        check.keys(model);
        check.files(model);
        check.findings
    }
}

impl Policy {
    /// What is wrong with a dial plan.
    fn plan(&self, text: &str) -> Vec<Rule> {
        let plan: DialPlan = match text.parse() {
            Ok(plan) => plan,
            Err(error) => return vec![Rule::DialPlan(error)],
        };
        let repeated = plan.repeated().map(|index| Rule::Unreachable { index });
        let refused = self.emergency.iter().filter(|number| !plan.allows(number));
        let refused = refused.map(|number| Rule::Emergency {
            number: number.clone(),
        });
        repeated.chain(refused).collect()
    }
}

struct Check<'a> {
    policy: &'a Policy,
    settings: &'a [(Setting, Option<&'a Value>)],
    /// Dial plans that were looked at, and what is wrong with each: most accounts have the same one.
    plans: Vec<(&'a str, Vec<Rule>)>,
    findings: Vec<Finding>,
}

impl<'a> Check<'a> {
    fn find(&mut self, setting: Setting, rule: Rule) {
        let problem = Problem::Rule(rule);
        self.findings.push(Finding { setting, problem });
    }

    fn get(&self, setting: Setting) -> Option<&Value> {
        let found = self.settings.binary_search_by_key(&setting, |(there, _)| *there);
        found.ok().and_then(|index| self.settings[index].1)
    }

    fn is(&self, setting: Setting, value: &Value) -> bool {
        self.get(setting) == Some(value)
    }

    fn firmware(&mut self, model: Model, firmware: Option<Firmware>) {
        let Some(firmware) = firmware else { return };
        let hole = Minimum::of(model).filter(|_| self.policy.known_holes);
        let known = hole.map(|minimum| (minimum.least, minimum.why));
        let own = self.policy.least.get(&model);
        let own = own.map(|least| (*least, "the policy wants it"));
        if let Some((least, why)) = known.into_iter().chain(own).max_by_key(|(least, _)| *least)
            && firmware < least
        {
            let rule = Rule::OldFirmware { firmware, least, why };
            self.find(Setting::Phone, rule);
        }
    }

    fn each(&mut self) {
        use AccountSetting as A;
        let (yes, no) = (Value::Bool(true), Value::Bool(false));
        for &(setting, value) in self.settings {
            let Some(value) = value else { continue };
            match setting {
                Setting::Device(DeviceSetting::Tr069Enable) if *value == yes && !self.policy.tr069 => {
                    self.find(setting, Rule::Managed);
                }
                Setting::Device(DeviceSetting::ProvAllFiles) if *value == yes => {
                    self.find(setting, Rule::AllFiles);
                }
                Setting::Device(DeviceSetting::ProvConfigProtocol)
                    if self.policy.https && *value != Value::Choice("https") =>
                {
                    self.find(setting, Rule::NotHttps);
                }
                Setting::Device(DeviceSetting::ProvNotifyChallenge) if *value == no => {
                    if let Some(account) = self.open_account() {
                        self.find(setting, Rule::Notify { account });
                    }
                }
                Setting::Account(_, A::AllowSipFactoryReset) if *value == yes => {
                    self.find(setting, Rule::FactoryReset);
                }
                Setting::Account(_, A::Transport) | Setting::Profile(_, A::Transport)
                    if *value == Value::Choice("tls") =>
                {
                    let srtp = match setting {
                        Setting::Profile(profile, _) => Setting::Profile(profile, A::Srtp),
                        Setting::Account(account, _) => Setting::Account(account, A::Srtp),
                        _ => continue,
                    };
                    if self.get(srtp).is_none() {
                        self.find(srtp, Rule::PlainMedia);
                    }
                }
                Setting::Account(_, A::DialPlan) | Setting::Profile(_, A::DialPlan) => {
                    if let Value::Text(text) = value {
                        self.dial_plan(setting, text);
                    }
                }
                Setting::Account(account, A::Codec1) if !self.policy.codecs.is_empty() => {
                    self.codecs(account);
                }
                _ => {}
            }
        }
    }

    /// An account in use that takes requests from any server.
    fn open_account(&self) -> Option<u8> {
        let (yes, no) = (Value::Bool(true), Value::Bool(false));
        let mut accounts = self.settings.iter().filter_map(|(setting, value)| match setting {
            Setting::Account(account, AccountSetting::UserId) => value.map(|_| *account),
            _ => None,
        });
        accounts.find(|account| {
            let of = |of| Setting::Account(*account, of);
            !self.is(of(AccountSetting::OnlyFromProxy), &yes) && !self.is(of(AccountSetting::Active), &no)
        })
    }

    /// Other files that the device asks for, in its order.
    fn files(&mut self, model: Model) {
        let setting = Setting::Device(DeviceSetting::ProvAllFiles);
        if self.policy.beside.is_empty() || self.is(setting, &Value::Bool(true)) {
            return;
        }
        // Its own names are made of its address, which nobody else has.
        let own = MacAddr::new([0; 6]);
        for name in model.file_names(own) {
            if self
                .policy
                .beside
                .iter()
                .any(|there| there.eq_ignore_ascii_case(&name))
            {
                self.find(setting, Rule::FileBeside { name });
            }
        }
    }

    fn dial_plan(&mut self, setting: Setting, text: &'a str) {
        let index = match self.plans.iter().position(|(there, _)| *there == text) {
            Some(index) => index,
            None => {
                self.plans.push((text, self.policy.plan(text)));
                self.plans.len() - 1
            }
        };
        for rule in self.plans[index].1.clone() {
            self.find(setting, rule);
        }
    }

    fn codecs(&mut self, account: u8) {
        let list = crate::layer::List::Codecs(account);
        let common = self.settings.iter().any(|(setting, value)| match value {
            Some(Value::Codec(codec)) => list.has(*setting) && self.policy.codecs.contains(codec),
            _ => false,
        });
        if !common {
            let pbx: Vec<_> = self.policy.codecs.iter().map(|codec| codec.name()).collect();
            let pbx = pbx.join(", ");
            self.find(
                Setting::Account(account, AccountSetting::Codec1),
                Rule::NoCommonCodec { pbx },
            );
        }
    }

    fn keys(&mut self, model: Model) {
        let Some(keys) = model.line_keys().filter(|keys| *keys != 0) else {
            return;
        };
        let used = self.settings.iter().filter(|(setting, value)| {
            matches!(setting, Setting::Account(_, AccountSetting::UserId)) && value.is_some()
        });
        let accounts = u8::try_from(used.count()).unwrap_or(u8::MAX);
        let on_keys = self
            .settings
            .iter()
            .any(|(setting, _)| matches!(setting, Setting::Key(_, crate::setting::KeySetting::Function)));
        // With keys of its own making, somebody has thought of them.
        if accounts > keys && !on_keys {
            let setting = Setting::Account(keys + 1, AccountSetting::Active);
            self.find(setting, Rule::FewLineKeys { keys, accounts });
        }
    }
}
