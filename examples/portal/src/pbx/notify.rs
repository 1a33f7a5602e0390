//! What is said to registered telephones, and which are registered.

use std::net::IpAddr;

use switchhook_ami::action::{DbDel, PjsipNotify, PjsipShowContacts};
use switchhook_ami::client::{Client, SendError};
use switchhook_ami::value::ContactState;
use switchhook_portal_core::Phone;
use switchhook_provisioning::notify::Notify;

use super::{Pbx, PbxError, Task};

/// Under which address an account is registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The account.
    pub endpoint: String,
    /// Its name, under which Asterisk keeps it.
    pub name: String,
    /// From where the telephone registered.
    pub address: Option<IpAddr>,
    /// What it said it was.
    pub user_agent: Option<String>,
    /// Whether it answers, where Asterisk asks it.
    pub answers: Option<bool>,
    /// Until when the registration holds, in seconds since 1970: each time that the telephone registers it is later.
    pub expires: Option<i64>,
}

impl Pbx {
    /// Whether there is an account for it.
    pub fn notifies(&self) -> bool {
        self.notify.is_some()
    }

    fn notifier(&self) -> Result<&Client, PbxError> {
        self.notify.as_ref().ok_or(PbxError::NotConfigured(Task::Notify))
    }

    /// Tells a telephone to fetch its files or to restart. That it was sent says nothing of whether it obeys.
    pub async fn notify(&self, phone: &Phone, what: Notify) -> Result<(), PbxError> {
        let action = what.variables().into_iter().fold(
            PjsipNotify::new().endpoint(phone.endpoint.as_str()),
            |action, (name, value)| action.variable(name, value),
        );
        Ok(self.notifier()?.send(action).await?)
    }

    /// All telephones that are registered.
    pub async fn contacts(&self) -> Result<Vec<Contact>, PbxError> {
        let list = self.notifier()?.send(PjsipShowContacts).await?;
        let text = |text: Option<std::borrow::Cow<'_, str>>| {
            text.map(|text| text.trim().to_owned())
                .filter(|text| !text.is_empty())
        };
        let contacts = list.iter().filter_map(|contact| {
            Some(Contact {
                endpoint: text(contact.endpoint())?,
                name: text(contact.object_name()).unwrap_or_default(),
                address: text(contact.via_addr()).and_then(|text| text.trim_matches(['[', ']']).parse().ok()),
                user_agent: text(contact.user_agent()),
                answers: match contact.status() {
                    Some(ContactState::Reachable) => Some(true),
                    Some(ContactState::Unreachable | ContactState::Removed) => Some(false),
                    _ => None,
                },
                expires: contact.expiration_time(),
            })
        });
        Ok(contacts.collect())
    }

    /// Removes all registrations of an account: whoever had it is not reached under it any more.
    pub async fn unbind(&self, phone: &Phone) -> Result<(), PbxError> {
        for contact in self.contacts().await? {
            if contact.endpoint == phone.endpoint.as_str() {
                let action = DbDel::new("registrar/contact", contact.name);
                match self.notifier()?.send(action).await {
                    Ok(_) => {}
                    // It expired in between, or was not kept: nothing is there to be removed.
                    Err(SendError::Refused { .. }) => {}
                    Err(error) => return Err(error.into()),
                }
            }
        }
        Ok(())
    }
}
