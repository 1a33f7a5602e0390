#![doc = include_str!("../README.md")]

// Values.
pub mod form;
pub mod headers;
pub mod id;
mod month;
pub mod number;
pub mod numbering;
pub mod secret;
pub mod text;

// Who there is, and who may do what.
pub mod contact;
pub mod department;
pub mod party;
pub mod person;
pub mod phone;
mod queue_name;
pub mod rights;

// What people see and do.
pub mod approved;
pub mod audit;
pub mod call_log;
#[cfg(feature = "rating")]
pub mod cost;
pub mod csv;
pub mod dial;
pub mod directory;
pub mod forward;
pub mod journey;
pub mod menu;
pub mod queue;
pub mod recording;
pub mod schedule;
pub mod statistics;
#[cfg(feature = "rating")]
pub mod tariff;

// What is needed from outside.
pub mod port;

// What the PBX does and is told.
pub mod astdb;
pub mod asterisk;
pub mod dialplan;
#[cfg(feature = "ami")]
pub mod live;
pub mod presence;

#[cfg(test)]
mod testing;

pub use contact::{Contact, ContactDetails, ContactForm};
pub use department::{Department, NewDepartment};
pub use form::{FieldError, Problem};
pub use headers::Headers;
pub use id::{
    ApiClientId, CallId, ContactId, DepartmentId, PersonId, PhoneId, RecordingId, ReratingId,
    ScheduledCallId, TariffVersionId,
};
pub use month::Month;
pub use number::DialString;
pub use party::{Party, PartyIndex};
pub use person::{Email, Login, NewPerson, Person, PersonForm};
pub use phone::{
    DirectNumber, EndpointName, Extension, Groups, Language, NewPhone, Phone, PhoneForm, PhoneService,
    PhoneServiceForm, Right,
};
pub use presence::Presence;
pub use queue_name::QueueName;
pub use rights::{Capability, Denied, Profile, Scope, Subject};
pub use secret::Secret;
