//! Which values a setting takes.

/// Which values a setting takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// `yes` or `no`.
    Bool,
    /// A whole number within a range.
    Integer {
        /// The least.
        least: u32,
        /// The most.
        most: u32,
    },
    /// A text for people, or a name.
    Text,
    /// A text that must not be empty: an empty one was seen to do harm.
    Filled,
    /// What a device dials: digits, star codes, names.
    Dialled,
    /// The user part of a SIP address.
    SipUser,
    /// A user for authentication.
    AuthId,
    /// The name sent with calls.
    DisplayName,
    /// The code of a language, such as `fr`.
    Language,
    /// `host` or `host:port`.
    Host,
    /// `host[:port][/path]`, without a scheme.
    Path,
    /// `http://…` or `https://…`.
    Url,
    /// An IPv4 address.
    Ipv4,
    /// An IPv4 address that files carry as four numbers.
    Octets,
    /// A password.
    Secret,
    /// A private key (PEM).
    PrivateKey,
    /// A certificate (PEM).
    Certificate,
    /// One of the words of the setting.
    Choice,
    /// A [`Codec`](super::Codec).
    Codec,
    /// A [`TimeZone`](crate::TimeZone).
    Zone,
    /// A [`Schedule`](crate::Schedule).
    Schedule,
    /// A dial plan, such as `{ x+ | *x+ }`.
    DialPlan,
    /// A [`KeyFunction`](super::KeyFunction).
    KeyFunction,
    /// Any text that files can carry.
    Raw,
}
