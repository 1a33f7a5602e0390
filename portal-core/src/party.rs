//! Who is behind a number or a channel.

use std::collections::BTreeMap;

use crate::phone::endpoint_of;
use crate::{DepartmentId, Person, PersonId, Phone, PhoneId};

/// One side of a call, with whose phone it was at the time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Party {
    /// The number, as Asterisk wrote it; may be empty.
    pub number: String,
    /// The name, from our own people or else from the caller id; may be empty.
    pub name: String,
    /// The phone, if it is one of ours.
    pub phone: Option<PhoneId>,
    /// Its owner.
    pub person: Option<PersonId>,
    /// Its department, or else its owner's.
    pub department: Option<DepartmentId>,
}

impl Party {
    /// Somebody outside.
    pub fn outside(number: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            number: number.into(),
            name: name.into(),
            ..Self::default()
        }
    }

    /// Whether it is one of our phones.
    pub fn is_inside(&self) -> bool {
        self.phone.is_some()
    }
}

/// Finds the party behind an endpoint or an extension.
///
/// ```
/// use switchhook_portal_core::PartyIndex;
///
/// let nobody = PartyIndex::new(&[], &[]);
/// assert!(nobody.by_channel("PJSIP/ab12cd34-00000001").is_none());
/// ```
#[derive(Clone, Debug, Default)]
pub struct PartyIndex {
    by_endpoint: BTreeMap<String, Party>,
    endpoint_of_extension: BTreeMap<String, String>,
    prefix: Option<String>,
}

impl PartyIndex {
    /// Indexes the phones with their owners.
    pub fn new(phones: &[Phone], people: &[Person]) -> Self {
        let people: BTreeMap<PersonId, &Person> = people.iter().map(|person| (person.id, person)).collect();
        let mut index = Self::default();
        for phone in phones {
            let owner = phone.owner.and_then(|owner| people.get(&owner));
            let name = match owner {
                _ if !phone.label.is_empty() => phone.label.clone(),
                Some(owner) => owner.display_name(),
                None => String::new(),
            };
            let party = Party {
                number: phone.extension.to_string(),
                name,
                phone: Some(phone.id),
                person: phone.owner,
                department: phone
                    .department
                    .or_else(|| owner.and_then(|owner| owner.department)),
            };
            index
                .endpoint_of_extension
                .insert(phone.extension.to_string(), phone.endpoint.to_string());
            index.by_endpoint.insert(phone.endpoint.to_string(), party);
        }
        index
    }

    /// Knows the phones also by the numbers that they have outside: this prefix and the extension.
    ///
    /// Whoever sets it trusts the line that such numbers come from: a caller outside who may claim one is then taken
    /// for the phone's owner.
    ///
    /// ```
    /// use switchhook_portal_core::{EndpointName, NewPhone, PartyIndex, PhoneForm};
    ///
    /// let form = PhoneForm { extension: "1234", ..PhoneForm::default() };
    /// let phone = NewPhone::parse(&form).unwrap().with_account(1.into(), EndpointName::from_random([7; 8]));
    /// let index = PartyIndex::new(&[phone], &[]).with_prefix("068947");
    /// assert_eq!(index.by_outside_number("0689471234").unwrap().number, "1234");
    /// assert!(index.by_outside_number("1234").is_none(), "that is its number inside");
    /// ```
    #[must_use]
    pub fn with_prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = Some(prefix.into()).filter(|prefix| !prefix.is_empty());
        self
    }

    /// The party of a SIP account.
    pub fn by_endpoint(&self, endpoint: &str) -> Option<&Party> {
        self.by_endpoint.get(endpoint)
    }

    /// The party of a channel such as `PJSIP/ab12cd34-0000001f`.
    pub fn by_channel(&self, channel: &str) -> Option<&Party> {
        self.by_endpoint(endpoint_of(channel)?)
    }

    /// The party of an extension.
    pub fn by_extension(&self, extension: &str) -> Option<&Party> {
        self.by_endpoint(self.endpoint_of_extension.get(extension)?)
    }

    /// The party of a number as it is seen outside; nobody without a [prefix](Self::with_prefix).
    pub fn by_outside_number(&self, number: &str) -> Option<&Party> {
        self.by_extension(number.strip_prefix(self.prefix.as_deref()?)?)
    }
}
