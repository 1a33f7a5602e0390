//! Telephones in Asterisk's configuration: what ought to be there, the difference, apply, reload, read back.

use std::sync::PoisonError;

use switchhook_ami::action::{CreateConfig, GetConfig, Reload};
use switchhook_ami::client::Client;
use switchhook_portal_core::asterisk::{self, DIALPLAN_CONTEXT, DIRECT_CONTEXT, PhoneSettings, Section};
use switchhook_portal_core::{Person, Phone, PhoneService, Secret};

use super::{Pbx, PbxError, Task};
use crate::log::Event;

/// The line of a telephone's section that holds its SIP secret.
const PASSWORD: &str = "inbound_auth/password";

/// What Asterisk, and the telephone itself, show to those who are called.
pub fn caller_name(phone: &Phone, owner: Option<&Person>) -> String {
    match owner {
        Some(owner) if phone.label.is_empty() => owner.ascii_name(),
        _ => phone.label.clone(),
    }
}

impl Pbx {
    /// Writes the telephone's account and extension, or changes them. Without a `secret` the one in Asterisk stays.
    ///
    /// Two files change. If the second cannot be written, the first is put back, so that nothing half-written stays.
    pub async fn put_phone(
        &self,
        phone: &Phone,
        service: &PhoneService,
        name: &str,
        secret: Option<&Secret>,
    ) -> Result<(), PbxError> {
        let settings = self.phone_settings().for_phone(phone, service);
        self.change(phone, |old| {
            let secret = match secret {
                Some(secret) => secret.clone(),
                None => secret_of(old).ok_or_else(|| PbxError::SecretLost {
                    file: self.settings.phones.file.clone(),
                })?,
            };
            Ok(Desired {
                account: Some(asterisk::phone_section(phone, &secret, name, &settings)?),
                extension: self.extension(phone, &settings)?,
                direct: asterisk::direct_section(phone, service, &settings)?,
                rights: asterisk::rights_section(phone, service)?,
            })
        })
        .await
    }

    /// The telephone's SIP secret, out of Asterisk's file: the only place where it is.
    pub async fn sip_secret(&self, phone: &Phone) -> Result<Secret, PbxError> {
        let client = self
            .config
            .as_ref()
            .ok_or(PbxError::NotConfigured(Task::Config))?;
        let file = &*self.settings.phones.file;
        let sections = match client
            .send(GetConfig::file(file).category(phone.endpoint.as_str()))
            .await
        {
            Ok(read) => asterisk::read_sections(&read)?,
            Err(error) if error.is_not_found() => Vec::new(),
            Err(error) => return Err(error.into()),
        };
        secret_of(sections.first()).ok_or_else(|| PbxError::SecretLost {
            file: file.to_owned(),
        })
    }

    /// Takes the telephone's account and extension out of Asterisk.
    pub async fn remove_phone(&self, phone: &Phone) -> Result<(), PbxError> {
        self.change(phone, |_| {
            Ok(Desired {
                account: None,
                extension: Section::new(DIALPLAN_CONTEXT)?,
                direct: Section::new(DIRECT_CONTEXT)?,
                rights: None,
            })
        })
        .await
    }

    /// No call rings at these telephones, whatever is written of them, until that is taken back.
    pub fn hold<'a>(&self, phones: impl IntoIterator<Item = &'a Phone>) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.extend(phones.into_iter().map(|phone| phone.endpoint.to_string()));
    }

    /// They ring again once they are written.
    pub fn unhold<'a>(&self, phones: impl IntoIterator<Item = &'a Phone>) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        for phone in phones {
            held.remove(phone.endpoint.as_str());
        }
    }

    /// Its lines among the extensions.
    fn extension(&self, phone: &Phone, settings: &PhoneSettings) -> Result<Section, PbxError> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if !held.contains(phone.endpoint.as_str()) {
            return Ok(asterisk::dialplan_section([phone], settings)?);
        }
        let (extension, channel) = (&phone.extension, phone.endpoint.channel());
        // The cause of a call that was refused; Asterisk reads no further than the number, and the channel says whose line it is.
        Ok(Section::new(DIALPLAN_CONTEXT)?
            .line("exten", &format!("{extension},hint,{channel}"))?
            .line("exten", &format!("{extension},1,Hangup(21,{channel})"))?)
    }

    fn phone_settings(&self) -> PhoneSettings {
        PhoneSettings {
            context: self.settings.phones.context.clone(),
            codecs: self
                .settings
                .phones
                .codecs
                .split(',')
                .map(|codec| codec.trim().to_owned())
                .collect(),
            outside_number: self
                .outside_number
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner)
                .clone(),
            ..PhoneSettings::default()
        }
    }

    async fn change(
        &self,
        phone: &Phone,
        desired: impl FnOnce(Option<&Section>) -> Result<Desired, PbxError>,
    ) -> Result<(), PbxError> {
        let client = self
            .config
            .as_ref()
            .ok_or(PbxError::NotConfigured(Task::Config))?;
        let _writing = self.writing.lock().await;
        let (accounts_file, dialplan_file) =
            (&*self.settings.phones.file, &*self.settings.phones.dialplan_file);

        let old = read(client, accounts_file, phone.endpoint.as_str()).await?;
        let old_extensions = read(client, dialplan_file, DIALPLAN_CONTEXT).await?;
        let old_direct = read(client, dialplan_file, DIRECT_CONTEXT).await?;
        let old_rights = read(client, dialplan_file, phone.endpoint.as_str()).await?;
        let desired = desired(old.first())?;
        let new: Vec<Section> = desired.account.into_iter().collect();
        let mut new_dialplan = vec![merge(old_extensions.first(), phone, &desired.extension)?];
        let direct = merge(old_direct.first(), phone, &desired.direct)?;
        // A site without direct numbers has no context for them.
        if !(old_direct.is_empty() && direct.lines().is_empty()) {
            new_dialplan.push(direct);
        }
        new_dialplan.extend(desired.rights);
        let old_dialplan = [old_extensions, old_direct, old_rights].concat();

        apply(client, accounts_file, &old, &new).await?;
        if let Err(error) = apply(client, dialplan_file, &old_dialplan, &new_dialplan).await {
            if let Err(again) = apply(client, accounts_file, &new, &old).await {
                tracing::error!(event = %Event::SectionNotRestored, error = %again, file = accounts_file, "the section could not be put back");
            }
            return Err(error);
        }
        // The wizard's objects are made anew by res_pjsip, extensions and hints by pbx_config.
        for module in ["res_pjsip", "pbx_config"] {
            client.send(Reload::module(module)).await?;
        }
        let written = read(client, accounts_file, phone.endpoint.as_str()).await?;
        if asterisk::diff(&written, &new).is_empty() {
            Ok(())
        } else {
            Err(PbxError::ReadBack {
                file: accounts_file.to_owned(),
            })
        }
    }
}

/// What ought to stand in Asterisk's files for one telephone.
struct Desired {
    /// In the file of accounts.
    account: Option<Section>,
    /// Its lines among the extensions.
    extension: Section,
    /// Its line among the direct numbers.
    direct: Section,
    /// The context of its own, in the dialplan.
    rights: Option<Section>,
}

fn secret_of(section: Option<&Section>) -> Option<Secret> {
    let mut lines = section?.lines().iter();
    let line = lines.find(|line| line.key().eq_ignore_ascii_case(PASSWORD))?;
    Some(Secret::new(line.value().expose()))
}

/// The lines of all telephones in a context, with this one's replaced by `lines`.
fn merge(current: Option<&Section>, phone: &Phone, lines: &Section) -> Result<Section, PbxError> {
    let channel = phone.endpoint.channel();
    let own = |value: &str| {
        value
            .split(|c: char| !c.is_ascii_alphanumeric() && !"/_-.".contains(c))
            .any(|word| word == channel)
    };
    let mut merged = Section::new(lines.name())?;
    for line in current.map(Section::lines).unwrap_or_default() {
        if !own(line.value().expose()) {
            merged = merged.line(line.key(), line.value().expose())?;
        }
    }
    for line in lines.lines() {
        merged = merged.line(line.key(), line.value().expose())?;
    }
    Ok(merged)
}

/// The sections of this name in a file; a file that does not exist is made.
async fn read(client: &Client, file: &str, name: &str) -> Result<Vec<Section>, PbxError> {
    match client.send(GetConfig::file(file).category(name)).await {
        Ok(read) => Ok(asterisk::read_sections(&read)?),
        Err(error) if error.is_not_found() => {
            client.send(CreateConfig::file(file)).await?;
            Ok(Vec::new())
        }
        Err(error) => Err(error.into()),
    }
}

/// Brings these sections of the file from `old` to `new`, in one step or not at all.
async fn apply(client: &Client, file: &str, old: &[Section], new: &[Section]) -> Result<(), PbxError> {
    let changes = asterisk::diff(old, new);
    if !changes.is_empty() {
        client
            .update_config(asterisk::update_config(file, &changes, None))
            .await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use switchhook_portal_core::PhoneId;

    use super::*;

    fn phone(endpoint: &str, extension: &str) -> Phone {
        Phone {
            id: PhoneId(1),
            endpoint: endpoint.parse().unwrap(),
            extension: extension.parse().unwrap(),
            owner: None,
            department: None,
            label: String::new(),
            hidden: false,
        }
    }

    fn section(lines: &[&str]) -> Section {
        lines
            .iter()
            .fold(Section::new(DIALPLAN_CONTEXT).unwrap(), |s, line| {
                s.line("exten", line).unwrap()
            })
    }

    #[test]
    fn only_the_lines_of_this_telephone_are_replaced() {
        let current = section(&[
            "106,hint,PJSIP/pab",
            "106,1,Gosub(stdexten,s,1(PJSIP/pab))",
            "107,hint,PJSIP/pabc",
            "107,1,Gosub(stdexten,s,1(PJSIP/pabc))",
        ]);
        let merged = merge(
            Some(&current),
            &phone("pab", "108"),
            &section(&["108,hint,PJSIP/pab"]),
        )
        .unwrap();
        assert_eq!(
            merged,
            section(&[
                "107,hint,PJSIP/pabc",
                "107,1,Gosub(stdexten,s,1(PJSIP/pabc))",
                "108,hint,PJSIP/pab"
            ])
        );
    }
}
