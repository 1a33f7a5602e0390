//! What the phone would register with: its accounts, read from its values.

use std::fmt;

use crate::Secret;

use super::habits::{Habits, Layout};

/// How an account talks to its server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SipTransport {
    /// Datagrams.
    Udp,
    /// A connection.
    Tcp,
    /// An encrypted connection.
    Tls,
}

/// What one account of the phone registers with. `Debug` does not show the password.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Registration {
    /// Which account, port or handset, from 1.
    pub account: u8,
    /// The registrar: a name or address, with a port if it has one.
    pub server: String,
    /// The outbound proxy; empty for none.
    pub proxy: String,
    /// The user of the address of record.
    pub user: String,
    /// The user that authenticates. A phone without one uses the user.
    pub auth_user: String,
    /// The password that authenticates.
    pub password: Secret,
    /// The name in `From`.
    pub display_name: String,
    /// What the display calls the account.
    pub label: String,
    /// How it talks to the server.
    pub transport: SipTransport,
    /// For how many minutes it registers.
    pub minutes: u32,
}

/// A thing that an account has a value for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Active,
    Server,
    Proxy,
    User,
    Auth,
    Password,
    Name,
    Label,
    Transport,
    Minutes,
    Register,
}

/// The number of a field of an account, counted from 1; `None` where it has none that is known.
pub(super) fn number(habits: &Habits, account: u8, field: Field) -> Option<u32> {
    let n = u32::from(account);
    match habits.layout {
        Layout::Phone | Layout::Grp260x => match n {
            1 => Some(first(field)),
            2..=4 => Some(400 + 100 * (n - 2) + offset(field)),
            5 | 6 if habits.layout == Layout::Grp260x => Some(700 + 100 * (n - 5) + offset(field)),
            5 | 6 => Some(1700 + 100 * (n - 5) + offset(field)),
            _ => match field {
                Field::Active | Field::Server | Field::User | Field::Auth | Field::Password => {
                    Some(50600 + 100 * (n - 7) + offset(field))
                }
                _ => None,
            },
        },
        Layout::TwoPorts => match (n, field) {
            (1, Field::Label) => None,
            (1, field) => Some(first(field)),
            (_, Field::Active) => Some(401),
            (_, Field::Server) => Some(747),
            (_, Field::Proxy) => Some(748),
            (_, Field::User) => Some(735),
            (_, Field::Auth) => Some(736),
            (_, Field::Password) => Some(734),
            (_, Field::Name) => Some(703),
            (_, Field::Transport) => Some(830),
            (_, Field::Minutes) => Some(732),
            (_, Field::Label | Field::Register) => None,
        },
        Layout::Profiles | Layout::Channels => {
            let port = n - 1;
            let base = |ports: u32, channels: u32| {
                let channel = habits.layout == Layout::Channels;
                (if channel { channels } else { ports }) + port
            };
            match field {
                Field::User => Some(base(4060, 3060)),
                Field::Auth => Some(base(4090, 3090)),
                Field::Password => Some(base(4120, 3120)),
                Field::Name if habits.layout == Layout::Profiles => Some(4180 + port),
                Field::Active if habits.layout == Layout::Profiles => Some(4595 + port),
                _ => None,
            }
        }
    }
}

const fn first(field: Field) -> u32 {
    match field {
        Field::Active => 271,
        Field::Server => 47,
        Field::Proxy => 48,
        Field::User => 35,
        Field::Auth => 36,
        Field::Password => 34,
        Field::Name => 3,
        Field::Label => 270,
        Field::Transport => 130,
        Field::Minutes => 32,
        Field::Register => 31,
    }
}

const fn offset(field: Field) -> u32 {
    match field {
        Field::Active => 1,
        Field::Server => 2,
        Field::Proxy => 3,
        Field::User => 4,
        Field::Auth => 5,
        Field::Password => 6,
        Field::Name => 7,
        Field::Register => 10,
        Field::Minutes => 12,
        Field::Label => 17,
        Field::Transport => 48,
    }
}

/// The number that says which profile, from 0, a port has.
fn profile_of(habits: &Habits, account: u8) -> Option<u32> {
    let port = u32::from(account) - 1;
    match habits.layout {
        Layout::Profiles => Some(4150 + port),
        Layout::Channels => Some(3150 + port),
        _ => None,
    }
}

/// The number of a field of a profile, counted from 0.
fn in_profile(profile: usize, field: Field) -> Option<u32> {
    let row = match field {
        Field::Active => [271, 401, 501, 601],
        Field::Server => [47, 747, 547, 602],
        Field::Proxy => [48, 748, 548, 603],
        Field::Minutes => [32, 732, 532, 612],
        Field::Transport => [130, 830, 530, 4648],
        _ => return None,
    };
    row.get(profile).copied()
}

/// What an account registers with, read through `value`; `None` for one that does not register.
pub(super) fn registration<'a>(
    habits: &Habits,
    account: u8,
    value: impl Fn(u32) -> &'a str,
) -> Option<Registration> {
    if account == 0 || account > habits.accounts {
        return None;
    }
    let own = |field| number(habits, account, field).map_or("", &value);
    let profile = profile_of(habits, account).map(|number| value(number).trim().parse().unwrap_or(0));
    let shared = |field| match profile {
        Some(profile) => in_profile(profile, field).map_or("", &value),
        None => own(field),
    };
    // As it comes from the factory the first account is on and the others are not; ports and profiles are on.
    let on = |text: &str, factory: bool| match text {
        "" => factory,
        text => text != "0",
    };
    let active = match profile {
        Some(profile) => on(own(Field::Active), true) && on(shared(Field::Active), profile == 0),
        None => on(own(Field::Active), account == 1),
    };
    let user = own(Field::User);
    let server = shared(Field::Server);
    if !active || !on(own(Field::Register), true) || user.is_empty() || server.is_empty() {
        return None;
    }
    let auth_user = match own(Field::Auth) {
        "" => user,
        auth => auth,
    };
    let transport = match (habits.old_codes, shared(Field::Transport)) {
        (true, "2") | (false, "1") => SipTransport::Tcp,
        (false, "2") => SipTransport::Tls,
        _ => SipTransport::Udp,
    };
    Some(Registration {
        account,
        server: server.to_owned(),
        proxy: shared(Field::Proxy).to_owned(),
        user: user.to_owned(),
        auth_user: auth_user.to_owned(),
        password: Secret::new(own(Field::Password)),
        display_name: own(Field::Name).to_owned(),
        label: own(Field::Label).to_owned(),
        transport,
        minutes: shared(Field::Minutes).trim().parse().unwrap_or(60),
    })
}

impl fmt::Display for SipTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Udp => "UDP",
            Self::Tcp => "TCP",
            Self::Tls => "TLS",
        })
    }
}
