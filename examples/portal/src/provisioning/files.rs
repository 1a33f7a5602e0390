//! What each telephone is given: from the portal's database and Asterisk's file of accounts.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use switchhook_portal_core::{Person, Phone};
use switchhook_provisioning::catalogue::Family;
use switchhook_provisioning::grandstream::PValues;
use switchhook_provisioning::phonebook::{Contact, Generation, Number, PhoneBook};
use switchhook_provisioning::server::{Files, FilesError, Record};
use switchhook_provisioning::{MacAddr, Model, brand};

use super::brands::{self, BrandFile};
use super::layers::{Layers, Passwords};
use super::screens;
use super::values_of;
use crate::app::App;
use crate::store::{Device, DeviceValue, Grandstream, OtherBrand};

/// Who has which telephone.
#[derive(Clone)]
pub struct Desks {
    app: Weak<App>,
    tls: bool,
    /// The last configuration that each was given, until it is known to have arrived.
    given: Arc<Mutex<HashMap<MacAddr, Vec<DeviceValue>>>>,
}

impl Desks {
    pub fn new(app: Weak<App>, tls: bool) -> Self {
        Self {
            app,
            tls,
            given: Arc::default(),
        }
    }

    fn app(&self) -> Result<Arc<App>, FilesError> {
        self.app.upgrade().ok_or_else(|| "the portal stops".into())
    }

    async fn whose(&self, app: &App, device: &Record) -> Result<Phone, FilesError> {
        let id = app.store.phone_with(device.mac).await?;
        let phone = match id {
            Some(id) => app.store.phone(id).await?,
            None => None,
        };
        phone.ok_or_else(|| format!("{} is no telephone's device any more", device.mac).into())
    }

    /// What the device was given last; it is told once.
    pub fn take_given(&self, mac: MacAddr) -> Option<Vec<DeviceValue>> {
        let mut given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        given.remove(&mac)
    }
}

impl Files for Desks {
    async fn configuration(&self, device: &Record, address: &str) -> Result<PValues, FilesError> {
        let app = self.app()?;
        let phone = self.whose(&app, device).await?;
        let secret = app.pbx.sip_secret(&phone).await?;
        let model = device.model.grandstream().ok_or("another maker's telephone")?;
        let is = Grandstream {
            model,
            mac: device.mac,
        };
        let mut layers = Layers::of(&app, &phone, &is, Some(secret.expose())).await?;
        let told = values_of(&layers.configuration()?);
        self.given
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(device.mac, told);
        layers.directory(address, self.tls);
        layers.screen(address, self.tls);
        Ok(layers.configuration()?.values().clone())
    }

    async fn phone(&self, device: &Record, model: brand::Model, _: &str) -> Result<brand::Phone, FilesError> {
        let app = self.app()?;
        let phone = self.whose(&app, device).await?;
        let secret = app.pbx.sip_secret(&phone).await?;
        let is = OtherBrand {
            model,
            mac: device.mac,
        };
        let file = BrandFile::of(&app, &phone, &is, secret.expose()).await?;
        Ok(file.phone)
    }

    async fn first_phone(&self, device: &Record, model: brand::Model) -> Result<brand::Phone, FilesError> {
        let is = Device {
            model: device.model,
            mac: device.mac,
        };
        // Those of its own file, so that whoever set it up can log in to its pages in between.
        let app = self.app()?;
        let passwords = Passwords::of(&app, &is).await?;
        Ok(brands::first(model, device.mac).admin_password(passwords.admin))
    }

    async fn phone_book(&self, device: &Record) -> Result<Option<Vec<u8>>, FilesError> {
        // Other makers' telephones are not told of any.
        let Some(model) = device.model.grandstream() else {
            return Ok(None);
        };
        let app = self.app()?;
        let people = app.store.people().await?;
        let mut book = PhoneBook::new();
        // Nobody is logged in at a telephone: what everybody may see, and no number outside.
        for phone in app.store.phones().await?.iter().filter(|phone| !phone.hidden) {
            let owner = people.iter().find(|person| Some(person.id) == phone.owner);
            let (first, last) = match owner {
                Some(owner) if phone.label.is_empty() => names(owner),
                _ => (String::new(), phone.label.clone()),
            };
            if !(first.is_empty() && last.is_empty()) {
                let contact = Contact::new(first, last).number(Number::new(phone.extension.as_str()));
                book.contacts.push(contact);
            }
        }
        book.sort();
        Ok(Some(book.render(generation(model)).file.into_bytes()))
    }

    async fn screen(&self, device: &Record) -> Result<Option<Vec<u8>>, FilesError> {
        let Some(display) = device.model.grandstream().and_then(screens::display) else {
            return Ok(None);
        };
        let app = self.app()?;
        let phone = self.whose(&app, device).await?;
        let status = screens::status(&app, &phone).await?;
        Ok(Some(status.idle_screen(display, None)?.write().into_bytes()))
    }
}

fn names(person: &Person) -> (String, String) {
    (person.first_name.clone(), person.last_name.clone())
}

/// Which form of phone book its family reads.
fn generation(model: Model) -> Generation {
    match model.family() {
        Family::Dp75x | Family::Dp71x => Generation::Dect,
        Family::Gxp2xx
        | Family::Gxp12xx
        | Family::Gxp20xx
        | Family::Gxp11xx
        | Family::Gxp116x
        | Family::Gxp14xx
        | Family::Gxp1450
        | Family::Gxp21xx
        | Family::Gxp2124
        | Family::Gxv300x
        | Family::Gxv31xx => Generation::Old,
        _ => Generation::New,
    }
}
