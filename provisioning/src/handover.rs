//! A phone that goes to another person, or out of use: what its next file must take away.
//!
//! A number that a file leaves out stays on the phone as it is, and with it the secret, the keys and the mailbox of whoever had it
//! before. So what goes is stated as empty.

use crate::catalogue::Model;
use crate::grandstream::PValues;
use crate::layer::{Layer, Resolved, Scope};
use crate::secret::Secret;
use crate::setting::{AccountSetting, DeviceSetting, KeySetting, Setting, Value};

/// What a phone forgets when it is passed on: everything of a person that the last file (or what was read back) states and the new
/// settings do not. Accounts are switched off, keys do nothing, the user of the phone book goes.
///
/// What is of the place and not of the person (network, time, servers of the site, raw numbers) stays as it is. So do call logs and
/// the phone's own contacts, which only a factory reset takes away.
///
/// ```
/// use switchhook_provisioning::layer::{Layer, Scope, Subject, resolve};
/// use switchhook_provisioning::{Model, handover, grandstream::PNumber};
/// let subject = Subject::new(Model::GRP2614, "c0:74:ad:11:22:33".parse()?);
/// let earlier = Layer::new(Scope::Device, "Ann")
///     .set_text("account.1.user_id", "101")?
///     .set_text("account.2.user_id", "102")?
///     .set_text("account.2.active", "yes")?
///     .set_text("key.line.5.function", "do_not_disturb")?;
/// let last = resolve(&[&earlier], &subject).encode()?;
///
/// let now = Layer::new(Scope::Device, "Bob").set_text("account.1.user_id", "201")?;
/// let cleared = handover::clears(last.values(), &resolve(&[&now], &subject));
/// let file = resolve(&[&now, &cleared], &subject).encode()?;
/// let text = |number| file.values().get(PNumber::new(number));
/// assert_eq!((text(35), text(404), text(401)), (Some("201"), Some(""), Some("0")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn clears(last: &PValues, now: &Resolved<'_>) -> Layer {
    let model = now.subject().model();
    let stated = |setting: Setting| now.settings().any(|(there, _)| there == setting);
    let mut layer = Layer::new(Scope::Device, "handed over");
    for (setting, value) in model.read(last) {
        if value.is_some() && is_personal(setting) && !stated(setting) {
            layer = forget(layer, model, setting);
        }
    }
    layer
}

/// What a device forgets that goes out of use: all accounts, keys (those of expansion boards too) and passwords that this crate has
/// words for, and the raw numbers of the last file, or of what was read back; without one, give [`PValues::new`]. It looks for its
/// next file at the path given, such as that of the site (`prov.example.net/b/…`) or the maker's own (`fm.grandstream.com/gs`).
///
/// The password is for its own pages: make it with [`password::for_pages`](crate::password::for_pages). Take the secrets away from
/// the PBX first: that works even when the device is never seen again.
///
/// ```
/// use switchhook_provisioning::layer::{Layer, Scope, Subject, resolve};
/// use switchhook_provisioning::{Model, handover, grandstream::PNumber};
/// let earlier = Layer::new(Scope::Device, "Ann").set("raw.P4711".parse()?, "1");
/// let subject = Subject::new(Model::GRP2614, "c0:74:ad:11:22:33".parse()?);
/// let last = resolve(&[&earlier], &subject).encode()?;
///
/// let layer = handover::wipe(Model::GRP2614, last.values(), "fm.grandstream.com/gs", "wq7.Lm-3_ZpA.9xR".into());
/// let file = resolve(&[&layer], &subject).encode()?;
/// let text = |number| file.values().get(PNumber::new(number));
/// assert_eq!((text(271), text(34), text(1361)), (Some("0"), Some(""), Some("")));
/// assert_eq!(text(4711), Some(""));
/// assert_eq!(text(237), Some("fm.grandstream.com/gs"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn wipe(model: Model, last: &PValues, next_path: &str, password: Secret) -> Layer {
    use DeviceSetting as D;
    let mut layer = Layer::new(Scope::Device, "wiped");
    for setting in model.settings().filter(|setting| is_of_a_wipe(*setting)) {
        layer = forget(layer, model, setting);
    }
    for (setting, _) in model.read(last) {
        if let Setting::Raw(_) = setting {
            layer = layer.clear(setting);
        }
    }
    for of in [
        D::ProvXmlPassword,
        D::ProvConfigUser,
        D::ProvConfigPassword,
        D::ProvFirmwareUser,
        D::ProvFirmwarePassword,
    ] {
        layer = forget(layer, model, Setting::Device(of));
    }
    for (of, value) in [
        (D::ProvConfigPath, Value::from(next_path)),
        (D::AccessAdminPassword, Value::Secret(password)),
    ] {
        let setting = Setting::Device(of);
        if model.number(setting).is_some() {
            layer = layer.set(setting, value);
        }
    }
    layer
}

/// Of whoever has the device.
fn is_personal(setting: Setting) -> bool {
    matches!(
        setting,
        Setting::Account(..)
            | Setting::Key(..)
            | Setting::Handset(_)
            | Setting::Device(
                DeviceSetting::BookUser
                    | DeviceSetting::BookPassword
                    | DeviceSetting::LdapUser
                    | DeviceSetting::LdapPassword
                    | DeviceSetting::Softkey1Function
                    | DeviceSetting::Softkey1Label
                    | DeviceSetting::Softkey1Value
            )
    )
}

/// Of accounts what says who they are and where; the rest of an account that is off does nothing.
fn is_of_a_wipe(setting: Setting) -> bool {
    use AccountSetting as A;
    match setting {
        Setting::Account(_, of) | Setting::Profile(_, of) => matches!(
            of,
            A::Active
                | A::Name
                | A::Server1
                | A::Server2
                | A::Proxy1
                | A::Proxy2
                | A::UserId
                | A::AuthId
                | A::Password
                | A::DisplayName
                | A::Voicemail
        ),
        Setting::Key(_, KeySetting::Locked) => false,
        _ => is_personal(setting),
    }
}

fn forget(layer: Layer, model: Model, setting: Setting) -> Layer {
    let off = match setting {
        Setting::Account(_, AccountSetting::Active) | Setting::Profile(_, AccountSetting::Active) => {
            Some(Value::Bool(false))
        }
        Setting::Key(_, KeySetting::Account) => Some(Value::Integer(1)),
        Setting::Key(_, KeySetting::Locked) => Some(Value::Bool(false)),
        _ => None,
    };
    match off {
        Some(value) if model.encode(setting, &value).is_ok() => layer.set(setting, value),
        None if model.clear(setting).is_ok() => layer.clear(setting),
        _ => layer,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grandstream::PNumber;
    use crate::layer::{Subject, resolve};
    use crate::setting::Key;
    use crate::{Device, FunctionKey, KeyFunction, Line};

    #[test]
    fn every_model_can_be_wiped_and_no_account_is_left() {
        let mac = "c0:74:ad:11:22:33".parse().unwrap();
        for model in Model::all() {
            let layer = wipe(
                model,
                &PValues::new(),
                "fm.grandstream.com/gs",
                "wq7.Lm-3_ZpA.9xR".into(),
            );
            let subject = Subject::new(model, mac);
            let file = resolve(&[&layer], &subject).encode();
            let file = file.unwrap_or_else(|refused| panic!("{model}: {refused}"));
            for value in file.explain() {
                if let Setting::Account(_, AccountSetting::Password | AccountSetting::UserId) = value.setting
                {
                    assert_eq!(
                        file.values().get(value.number),
                        Some(""),
                        "{model} {}",
                        value.number
                    );
                }
            }
        }
    }

    #[test]
    fn a_wiped_phone_keeps_neither_the_keys_of_its_boards_nor_raw_numbers() {
        let mac = "c0:74:ad:11:22:33".parse().unwrap();
        let lamp = |value: &str| FunctionKey::new(KeyFunction::BusyLamp).value(value).label(value);
        for model in Model::all() {
            let mut device = Device::new(model, mac).set("raw.P99001".parse().unwrap(), "left-over");
            if let Some((boards, keys)) = model.boards() {
                let last = boards.saturating_mul(keys);
                // Where a board's last key has a number.
                let known = Setting::Key(Key::Board(last), KeySetting::Function);
                if last != 0 && model.number(known).is_some() {
                    device = device.line(Line::new("pbx", "ann", "kT9-vV2_mQ7.xR4-pL1s"));
                    device = device
                        .board_key(1, lamp("left-over"))
                        .board_key(last, lamp("left-over"));
                }
            }
            let last = device
                .render()
                .unwrap_or_else(|refused| panic!("{model}: {refused}"));
            let layer = wipe(
                model,
                last.values(),
                "fm.grandstream.com/gs",
                "wq7.Lm-3_ZpA.9xR".into(),
            );
            let file = resolve(&[&layer], &Subject::new(model, mac)).encode().unwrap();
            for (number, text) in last.values().iter().filter(|(_, text)| *text == "left-over") {
                assert_eq!(file.values().get(number), Some(""), "{model} {number} {text}");
            }
        }
    }

    #[test]
    fn nothing_of_the_person_before_stays_on_a_phone() {
        let mac = "c0:74:ad:11:22:33".parse().unwrap();
        let earlier = Device::new(Model::GXP2170, mac)
            .line(
                Line::new("pbx.example.net", "ann", "kT9-vV2_mQ7.xR4-pL1s")
                    .voicemail("*79")
                    .label("Ann"),
            )
            .line(Line::new("pbx.example.net", "ann2", "pL1s-kT9vV2_mQ7.xR4"))
            .key(
                13,
                FunctionKey::new(KeyFunction::BusyLamp).value("117").label("Carl"),
            )
            .vlan(20)
            .set("softkey.1.function".parse().unwrap(), Value::Choice("speed_dial"))
            .set("softkey.1.label".parse().unwrap(), "Carl's filter")
            .set("softkey.1.value".parse().unwrap(), "*21*117#")
            .set("account.1.dial_plan".parse().unwrap(), "{ xxx }");
        let last = earlier.render().unwrap();
        let now = Device::new(Model::GXP2170, mac).line(Line::new(
            "pbx.example.net",
            "bob",
            "xR4-pL1s-kT9vV2_mQ7.",
        ));
        let subject = Subject::new(Model::GXP2170, mac);
        let layer = Layer::of(&now);
        let cleared = clears(last.values(), &resolve(&[&layer], &subject));
        let file = resolve(&[&layer, &cleared], &subject).encode().unwrap();
        // What the phone has when it has applied both files.
        let mut phone = last.values().clone();
        for (number, text) in file.values().iter() {
            phone.set(number, text).unwrap();
        }
        for word in [
            "ann",
            "Ann",
            "*79",
            "117",
            "Carl",
            "kT9-vV2",
            "pL1s-kT9vV2_mQ7.xR4",
            "{ xxx }",
        ] {
            assert!(
                phone
                    .iter()
                    .all(|(_, text)| !text.contains(word) || text.contains("bob")),
                "{word}"
            );
        }
        assert_eq!(phone.get(PNumber::new(51)), Some("20"), "the place stays");
    }
}
