//! Identifiers of stored things: one type each, so that a phone is never taken for a person.

use std::fmt;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[cfg_attr(feature = "serde", serde(transparent))]
        pub struct $name(pub i64);

        impl From<i64> for $name {
            fn from(row: i64) -> Self {
                Self(row)
            }
        }

        impl From<$name> for i64 {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

ids! {
    /// A person: an account of the portal.
    ///
    /// ```
    /// use switchhook_portal_core::PersonId;
    ///
    /// assert_eq!(PersonId::from(7).to_string(), "7");
    /// ```
    PersonId,
    /// A department of the company.
    DepartmentId,
    /// A telephone: one SIP account with one extension.
    PhoneId,
    /// A contact that somebody added to the directory.
    ContactId,
    /// A stored call record.
    CallId,
    /// Another program that may ask for calls.
    ApiClientId,
    /// A recording of a call.
    RecordingId,
    /// A call that somebody planned.
    ScheduledCallId,
    /// A version of the tariff.
    TariffVersionId,
    /// A time that calls were rated again.
    ReratingId,
}
