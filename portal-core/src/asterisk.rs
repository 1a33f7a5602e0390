//! What stands in Asterisk's configuration files, and how to get there: desired state, difference, read back.
//!
//! Phones of the portal have two files of their own, which the hand-written ones include: [`PHONES_FILE`]
//! (`#include` it in `pjsip_wizard.conf`) and [`DIALPLAN_FILE`] (in `extensions.conf`). Each change is computed as a
//! list of [`Change`]s that AMI's `UpdateConfig` carries out in one step, so nothing half-written stays.

#[cfg(feature = "ami")]
mod ami;
mod difference;
mod manager;
mod section;

use std::collections::BTreeMap;

#[cfg(feature = "ami")]
pub use self::ami::{read_sections, update_config};
pub use self::difference::{Change, apply, diff};
pub use self::manager::{Classes, ManagerAccount, ManagerMistake};
pub use self::section::{ConfigError, Line, Section, Value, render};
use crate::text::ascii_name;
use crate::{Groups, Phone, PhoneId, PhoneService, Secret};

/// The file of the SIP accounts, relative to Asterisk's configuration folder.
pub const PHONES_FILE: &str = "switchhook/phones.conf";
/// The file of the extensions and hints.
pub const DIALPLAN_FILE: &str = "switchhook/dialplan.conf";
/// The dialplan context in [`DIALPLAN_FILE`].
pub const DIALPLAN_CONTEXT: &str = "switchhook-phones";

/// The dialplan context in [`DIALPLAN_FILE`] with the direct numbers of phones; calls from outside enter it.
pub const DIRECT_CONTEXT: &str = "switchhook-direct";

/// The channel variable with the extension of a phone that shows another number outside.
pub const EXTENSION_VARIABLE: &str = "SWITCHHOOK_EXTENSION";

/// What all phones of a site have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhoneSettings {
    /// Where calls of the phones enter the dialplan; `from-phones` by default.
    pub context: String,
    /// The codecs, best first; `ulaw` and `alaw` by default.
    pub codecs: Vec<String>,
    /// How many devices may register with one account; 4 by default.
    pub max_contacts: u32,
    /// Every how many seconds Asterisk asks whether a device is still there; 60 by default.
    pub qualify_frequency: u32,
    /// The language of announcements, if it is not Asterisk's.
    pub language: Option<String>,
    /// The transport, if it is not Asterisk's choice.
    pub transport: Option<String>,
    /// The number that calls of the phones show outside, if it is not their extension. The extension then stands in the
    /// channel variable [`EXTENSION_VARIABLE`], for the dialplan to put back in calls to colleagues.
    pub outside_number: Option<String>,
    /// Whose ringing phones others may pick up.
    pub call_groups: Groups,
    /// Whose ringing phones a phone may pick up.
    pub pickup_groups: Groups,
    /// The dialplan routine that rings a phone, called with its channel as first argument; `stdexten` by default.
    pub subroutine: String,
}

impl Default for PhoneSettings {
    fn default() -> Self {
        Self {
            context: "from-phones".into(),
            codecs: vec!["ulaw".into(), "alaw".into()],
            max_contacts: 4,
            qualify_frequency: 60,
            language: None,
            transport: None,
            outside_number: None,
            call_groups: Groups::default(),
            pickup_groups: Groups::default(),
            subroutine: "stdexten".into(),
        }
    }
}

impl PhoneSettings {
    /// The same for one phone: what it has of its own takes the place of what all have.
    ///
    /// A phone with rights has a context of its own, named as its account: see [`rights_section`].
    #[must_use]
    pub fn for_phone(&self, phone: &Phone, service: &PhoneService) -> Self {
        let mut own = self.clone();
        if let Some(number) = &service.direct_number {
            own.outside_number = Some(number.to_string());
        }
        if !service.rights.is_empty() {
            own.context = phone.endpoint.to_string();
        }
        if let Some(language) = &service.language {
            own.language = Some(language.to_string());
        }
        own.call_groups.clone_from(&service.call_groups);
        own.pickup_groups.clone_from(&service.pickup_groups);
        own
    }
}

/// The section of a phone in [`PHONES_FILE`], for `res_pjsip_config_wizard`.
///
/// `name` is shown to those who are called; it is written in plain ASCII.
///
/// # Errors
///
/// A setting holds something that cannot stand in a configuration file.
///
/// ```
/// use switchhook_portal_core::asterisk::{PhoneSettings, phone_section, render};
/// use switchhook_portal_core::{Phone, PhoneId, Secret};
///
/// let phone = Phone {
///     id: PhoneId(1),
///     endpoint: "ab12cd34".parse()?,
///     extension: "106".parse()?,
///     owner: None,
///     department: None,
///     label: String::new(),
///     hidden: false,
/// };
/// let section = phone_section(&phone, &Secret::new("hush"), "Zoë", &PhoneSettings::default())?;
/// let text = render(&[section]);
/// assert!(text.starts_with("[ab12cd34]\ntype = wizard\n"));
/// assert!(text.contains("endpoint/callerid = \"Zoe\" <106>\n"));
/// assert!(text.contains("inbound_auth/password = …\n"), "secrets are not shown");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn phone_section(
    phone: &Phone,
    secret: &Secret,
    name: &str,
    settings: &PhoneSettings,
) -> Result<Section, ConfigError> {
    let endpoint = phone.endpoint.as_str();
    let mut section = Section::new(endpoint)?.line("type", "wizard")?;
    if let Some(transport) = &settings.transport {
        section = section.line("transport", transport)?;
    }
    section = section
        .line("accepts_auth", "yes")?
        .line("accepts_registrations", "yes")?
        // The portal writes the hints itself, into a context of its own.
        .line("has_hint", "no")?
        .line("inbound_auth/username", endpoint)?
        .line("inbound_auth/password", secret.expose())?
        // Telephones ask whoever tells them to fetch their configuration for their own name and password.
        .line("sends_auth", "yes")?
        .line("outbound_auth/username", endpoint)?
        .line("outbound_auth/password", secret.expose())?
        .line("endpoint/context", &settings.context)?
        .line("endpoint/allow", &settings.codecs.join(","))?
        .line("endpoint/direct_media", "no")?
        .line("endpoint/allow_subscribe", "yes")?;
    let shown = settings.outside_number.as_deref();
    section = section.line(
        "endpoint/callerid",
        &format!(
            "\"{}\" <{}>",
            ascii_name(name),
            shown.unwrap_or(phone.extension.as_str())
        ),
    )?;
    if shown.is_some() {
        let variable = format!("{EXTENSION_VARIABLE}={}", phone.extension);
        section = section.line("endpoint/set_var", &variable)?;
    }
    if let Some(language) = &settings.language {
        section = section.line("endpoint/language", language)?;
    }
    for (key, groups) in [
        ("endpoint/call_group", &settings.call_groups),
        ("endpoint/pickup_group", &settings.pickup_groups),
    ] {
        if !groups.is_empty() {
            section = section.line(key, &groups.to_string())?;
        }
    }
    section
        .line("aor/max_contacts", &settings.max_contacts.to_string())?
        .line("aor/qualify_frequency", &settings.qualify_frequency.to_string())
}

/// The section of all phones in [`DIALPLAN_FILE`]: two lines each, a hint and a call.
///
/// # Errors
///
/// The name of the routine cannot stand in a configuration file.
///
/// ```
/// use switchhook_portal_core::asterisk::{PhoneSettings, dialplan_section};
/// # use switchhook_portal_core::{Phone, PhoneId};
/// # let phone = Phone { id: PhoneId(1), endpoint: "ab12cd34".parse()?, extension: "106".parse()?, owner: None, department: None, label: String::new(), hidden: false };
/// let section = dialplan_section(&[phone], &PhoneSettings::default())?;
/// let lines: Vec<_> = section.lines().iter().map(|line| line.to_string()).collect();
/// assert_eq!(lines, ["exten = 106,hint,PJSIP/ab12cd34", "exten = 106,1,Gosub(stdexten,s,1(PJSIP/ab12cd34))"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn dialplan_section<'a>(
    phones: impl IntoIterator<Item = &'a Phone>,
    settings: &PhoneSettings,
) -> Result<Section, ConfigError> {
    let phones: BTreeMap<_, _> = phones
        .into_iter()
        .map(|phone| (&phone.extension, &phone.endpoint))
        .collect();
    phones.into_iter().try_fold(
        Section::new(DIALPLAN_CONTEXT)?,
        |section, (extension, endpoint)| {
            let channel = endpoint.channel();
            section
                .line("exten", &format!("{extension},hint,{channel}"))?
                .line(
                    "exten",
                    &format!("{extension},1,Gosub({},s,1({channel}))", settings.subroutine),
                )
        },
    )
}

/// What a phone with rights may call: a context of its own in [`DIALPLAN_FILE`] that includes theirs; `None` where it may
/// call what all phones may.
///
/// # Errors
///
/// A right's name cannot stand in a configuration file.
///
/// ```
/// use switchhook_portal_core::asterisk::{render, rights_section};
/// # use switchhook_portal_core::{Phone, PhoneId, PhoneService, PhoneServiceForm};
/// # let phone = Phone { id: PhoneId(1), endpoint: "ab12cd34".parse()?, extension: "106".parse()?, owner: None, department: None, label: String::new(), hidden: false };
/// let form = PhoneServiceForm { rights: vec!["internal", "national"], ..PhoneServiceForm::default() };
/// let service = PhoneService::parse(&form).unwrap();
/// let section = rights_section(&phone, &service)?.unwrap();
/// assert_eq!(render(&[section]), "[ab12cd34]\ninclude = internal\ninclude = national\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn rights_section(phone: &Phone, service: &PhoneService) -> Result<Option<Section>, ConfigError> {
    if service.rights.is_empty() {
        return Ok(None);
    }
    service
        .rights
        .iter()
        .try_fold(Section::new(phone.endpoint.as_str())?, |section, right| {
            section.line("include", right.as_str())
        })
        .map(Some)
}

/// The line of a phone's direct number in the context [`DIRECT_CONTEXT`]; no line without one.
///
/// # Errors
///
/// The name of the routine cannot stand in a configuration file.
pub fn direct_section(
    phone: &Phone,
    service: &PhoneService,
    settings: &PhoneSettings,
) -> Result<Section, ConfigError> {
    let section = Section::new(DIRECT_CONTEXT)?;
    match &service.direct_number {
        Some(number) => section.line(
            "exten",
            &format!(
                "{number},1,Gosub({},s,1({}))",
                settings.subroutine,
                phone.endpoint.channel()
            ),
        ),
        None => Ok(section),
    }
}

/// The two files as they ought to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desired {
    /// The sections of [`PHONES_FILE`].
    pub phones: Vec<Section>,
    /// The sections of [`DIALPLAN_FILE`].
    pub dialplan: Vec<Section>,
}

/// Both files, for all phones.
///
/// `account` gives the secret and the shown name of a phone; a phone for which it gives none is left out of both
/// files, since it could not register.
///
/// # Errors
///
/// A setting holds something that cannot stand in a configuration file.
pub fn desired(
    phones: &[Phone],
    account: impl Fn(PhoneId) -> Option<(Secret, String)>,
    settings: &PhoneSettings,
) -> Result<Desired, ConfigError> {
    let mut sections = Vec::new();
    let mut reachable = Vec::new();
    for phone in phones {
        if let Some((secret, name)) = account(phone.id) {
            sections.push(phone_section(phone, &secret, &name, settings)?);
            reachable.push(phone);
        }
    }
    Ok(Desired {
        phones: sections,
        dialplan: vec![dialplan_section(reachable, settings)?],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::phone;

    fn lines(section: &Section) -> Vec<(&str, &str)> {
        section
            .lines()
            .iter()
            .map(|line| (line.key(), line.value().expose()))
            .collect()
    }

    #[test]
    fn a_phone_has_what_it_needs_to_register_and_call() {
        let settings = PhoneSettings {
            transport: Some("transport-udp".into()),
            language: Some("fr".into()),
            ..PhoneSettings::default()
        };
        let section = phone_section(
            &phone(1, "106", None),
            &Secret::new("hush"),
            "Éva; [x]",
            &settings,
        )
        .unwrap();
        assert_eq!(section.name(), "phone106");
        assert_eq!(
            lines(&section),
            [
                ("type", "wizard"),
                ("transport", "transport-udp"),
                ("accepts_auth", "yes"),
                ("accepts_registrations", "yes"),
                ("has_hint", "no"),
                ("inbound_auth/username", "phone106"),
                ("inbound_auth/password", "hush"),
                ("sends_auth", "yes"),
                ("outbound_auth/username", "phone106"),
                ("outbound_auth/password", "hush"),
                ("endpoint/context", "from-phones"),
                ("endpoint/allow", "ulaw,alaw"),
                ("endpoint/direct_media", "no"),
                ("endpoint/allow_subscribe", "yes"),
                ("endpoint/callerid", "\"Eva x\" <106>"),
                ("endpoint/language", "fr"),
                ("aor/max_contacts", "4"),
                ("aor/qualify_frequency", "60"),
            ]
        );
        assert!(!format!("{section:?}").contains("hush"));
    }

    #[test]
    fn a_number_for_outside_takes_the_place_of_the_extension_and_keeps_it_at_hand() {
        let settings = PhoneSettings {
            outside_number: Some("3030".into()),
            ..PhoneSettings::default()
        };
        let section = phone_section(&phone(1, "106", None), &Secret::new("x"), "Eva", &settings).unwrap();
        let told: Vec<_> = lines(&section)
            .into_iter()
            .filter(|(key, _)| ["endpoint/callerid", "endpoint/set_var"].contains(key))
            .collect();
        assert_eq!(
            told,
            [
                ("endpoint/callerid", "\"Eva\" <3030>"),
                ("endpoint/set_var", "SWITCHHOOK_EXTENSION=106")
            ]
        );
    }

    #[test]
    fn what_a_phone_has_of_its_own_takes_the_place_of_the_sites() {
        let form = crate::PhoneServiceForm {
            direct_number: "45 30 31",
            rights: vec!["internal"],
            call_groups: "1 2",
            pickup_groups: "2",
            language: "fr",
        };
        let service = PhoneService::parse(&form).unwrap();
        let site = PhoneSettings {
            outside_number: Some("3030".into()),
            ..PhoneSettings::default()
        };
        let phone = phone(1, "106", None);
        let own = site.for_phone(&phone, &service);
        let section = phone_section(&phone, &Secret::new("x"), "Eva", &own).unwrap();
        for expected in [
            ("endpoint/context", "phone106"),
            ("endpoint/callerid", "\"Eva\" <453031>"),
            ("endpoint/set_var", "SWITCHHOOK_EXTENSION=106"),
            ("endpoint/language", "fr"),
            ("endpoint/call_group", "1,2"),
            ("endpoint/pickup_group", "2"),
        ] {
            assert!(lines(&section).contains(&expected), "{expected:?} in {section:?}");
        }
        let direct = direct_section(&phone, &service, &own).unwrap();
        assert_eq!(
            lines(&direct),
            [("exten", "453031,1,Gosub(stdexten,s,1(PJSIP/phone106))")]
        );
        // Without anything of its own, all is as the site has it, and no context is made.
        let plain = PhoneService::default();
        assert_eq!(site.for_phone(&phone, &plain), site);
        assert_eq!(rights_section(&phone, &plain).unwrap(), None);
        assert!(direct_section(&phone, &plain, &site).unwrap().lines().is_empty());
    }

    #[test]
    fn what_one_telephone_is_told_does_not_leak_into_the_next() {
        let form = crate::PhoneServiceForm {
            direct_number: "45 30 31",
            rights: vec!["internal"],
            call_groups: "1 2",
            pickup_groups: "2",
            language: "fr",
        };
        let service = PhoneService::parse(&form).unwrap();
        let site = PhoneSettings::default();
        let section = |phone: &Phone, service: &PhoneService| {
            let settings = site.for_phone(phone, service);
            phone_section(phone, &Secret::new("x"), "Eva", &settings).unwrap()
        };
        let (special, plain) = (phone(1, "106", None), phone(2, "107", None));
        let alone = section(&plain, &PhoneService::default());
        let first = section(&special, &service);
        let after = section(&plain, &PhoneService::default());
        assert!(lines(&first).contains(&("endpoint/language", "fr")));
        assert_eq!(lines(&after), lines(&alone));
    }

    #[test]
    fn settings_cannot_smuggle_lines() {
        for context in ["a\nb", "a\rb", "a\0"] {
            let settings = PhoneSettings {
                context: context.into(),
                ..PhoneSettings::default()
            };
            let error = phone_section(&phone(1, "106", None), &Secret::new("x"), "", &settings).unwrap_err();
            assert!(error.to_string().contains("endpoint/context"), "{error}");
        }
        let error = phone_section(
            &phone(1, "106", None),
            &Secret::new("hu\nsh"),
            "",
            &PhoneSettings::default(),
        );
        assert!(
            !error.unwrap_err().to_string().contains("hu"),
            "an error does not tell the secret"
        );
    }

    #[test]
    fn a_phone_without_a_secret_is_left_out_of_both_files() {
        let phones = [phone(1, "106", None), phone(2, "107", None)];
        let account = |id| (id == PhoneId(2)).then(|| (Secret::new("x"), String::new()));
        let desired = desired(&phones, account, &PhoneSettings::default()).unwrap();
        assert_eq!(
            desired.phones.iter().map(Section::name).collect::<Vec<_>>(),
            ["phone107"]
        );
        assert_eq!(
            lines(&desired.dialplan[0]),
            [
                ("exten", "107,hint,PJSIP/phone107"),
                ("exten", "107,1,Gosub(stdexten,s,1(PJSIP/phone107))")
            ]
        );
    }
}
