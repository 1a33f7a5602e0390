//! Keeps what was read: settings as a version of the site, telephones in Asterisk and in the portal, one by one.

use switchhook_portal_core::PhoneId;
use switchhook_portal_core::audit::{Action, Actor, AuditEntry, Object};

use super::{Facts, Original, ReadPhone};
use crate::config::Config;
use crate::pbx::Pbx;
use crate::site::{Held, Site};
use crate::store::{AuditRow, NewSite, Store, StoreError, rights_text};

/// What was kept.
#[derive(Debug, Default)]
pub struct Stored {
    /// The version of the site's settings, if they changed.
    pub site: Option<Held>,
    pub phones: usize,
    /// Line, extension and reason of each telephone that could not be made.
    pub failed: Vec<(u64, String, String)>,
}

/// Who did it, for the trail.
#[derive(Clone, Debug)]
pub struct Who {
    pub actor: Actor,
    pub person: Option<i64>,
    pub login: String,
    pub address: String,
}

/// Whoever runs a command.
pub fn who() -> Who {
    Who {
        actor: Actor::System,
        person: None,
        login: String::new(),
        address: String::new(),
    }
}

impl Facts {
    /// What is there now.
    pub async fn load(store: &Store, config: &Config) -> Result<Self, StoreError> {
        Ok(Self {
            phones: store.phones().await?,
            services: store
                .services()
                .await?
                .into_iter()
                .map(|(_, service)| service)
                .collect(),
            devices: store
                .devices()
                .await?
                .into_iter()
                .map(|(_, device)| device.mac)
                .collect(),
            people: store.people().await?,
            departments: store.departments().await?,
            rights: config.pbx.phones.rights.clone(),
        })
    }
}

/// Keeps everything that can be kept. `held` is the version of the settings that the file was read over.
pub async fn store(
    store: &Store,
    pbx: &Pbx,
    original: &Original,
    held: &Held,
    who: &Who,
    now: i64,
) -> Result<Stored, StoreError> {
    let mut stored = Stored::default();
    if let Some(ini) = original.ini.as_ref().filter(|ini| ini.site != held.site) {
        let new = NewSite {
            from: held.version,
            site: &ini.site,
            made: now,
            person: who.person,
            note: "astportal.ini",
        };
        let version = store.add_site(&new).await?;
        audit(
            store,
            crate::web::site::changed(who.actor.clone(), &held.site, &ini.site),
            who,
            now,
        )
        .await?;
        pbx.set_outside_number(ini.site.default_number.clone());
        stored.site = Some(Held {
            version,
            site: Site::clone(&ini.site),
        });
    }
    let people = store.people().await?;
    for read in original.phones.iter().flat_map(|phones| &phones.read) {
        let owner = people.iter().find(|person| Some(person.id) == read.new.owner);
        let name = match owner {
            Some(owner) if read.new.label.is_empty() => owner.ascii_name(),
            _ => read.new.label.clone(),
        };
        match phone(store, pbx, read, &name).await {
            Ok(id) => {
                stored.phones += 1;
                audit(store, made(who.actor.clone(), id, read), who, now).await?;
            }
            Err(reason) => stored
                .failed
                .push((read.line, read.new.extension.to_string(), reason)),
        }
    }
    Ok(stored)
}

/// One telephone, in Asterisk first, as on its page.
async fn phone(store: &Store, pbx: &Pbx, read: &ReadPhone, name: &str) -> Result<PhoneId, String> {
    let drawn = read.new.clone().with_account(PhoneId(0), read.endpoint.clone());
    pbx.put_phone(&drawn, &read.service, name, Some(&read.secret))
        .await
        .map_err(|error| error.to_string())?;
    let kept = async {
        let id = store.add_phone(read.endpoint.as_str(), &read.new).await?;
        let rest = async {
            store.set_service(id, &read.service).await?;
            store.set_device(id, read.device.as_ref()).await
        };
        match rest.await {
            Ok(()) => Ok::<_, StoreError>(id),
            Err(error) => {
                store.remove_phone(id).await?;
                Err(error)
            }
        }
    };
    match kept.await {
        Ok(id) => Ok(id),
        Err(error) => {
            let error = error.to_string();
            match pbx.remove_phone(&drawn).await {
                Ok(()) => Err(error),
                Err(again) => Err(format!("{error}; it is left in Asterisk: {again}")),
            }
        }
    }
}

fn made(actor: Actor, id: PhoneId, read: &ReadPhone) -> AuditEntry {
    AuditEntry::new(actor, Action::Create, Object::Phone(id))
        .change("extension", "", read.new.extension.as_str())
        .change("label", "", &read.new.label)
        .change("rights", "", rights_text(&read.service))
        .secret_changed("sip_secret")
}

async fn audit(store: &Store, entry: AuditEntry, who: &Who, now: i64) -> Result<(), StoreError> {
    store
        .add_audit(&AuditRow::of(&entry, now, who.person, &who.login, &who.address))
        .await
}
