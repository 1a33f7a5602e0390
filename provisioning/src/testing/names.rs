//! Files with names instead of numbers: those names that a simulated phone obeys.

use crate::grandstream::PNumber;
use crate::grandstream::alias::NamedValues;

use super::account::{self, Field};
use super::habits::Habits;

/// The values with numbers that the names stand for. A name that the phone does not know is left out: real ones ignore
/// it in silence too.
pub(super) fn numbered(habits: &Habits, values: &NamedValues) -> Vec<(PNumber, String)> {
    values
        .iter()
        .filter_map(|(name, text)| {
            let (number, words) = number(habits, name)?;
            let code = words
                .iter()
                .find(|(word, _)| *word == text)
                .map_or(text, |(_, code)| code);
            Some((PNumber::new(number), code.to_owned()))
        })
        .collect()
}

/// Words and the codes that they stand for; a code may be written too.
type Words = &'static [(&'static str, &'static str)];

const YES_NO: Words = &[("No", "0"), ("Yes", "1")];
const TRANSPORTS: Words = &[("UDP", "0"), ("TCP", "1"), ("TLS", "2")];
const PROTOCOLS: Words = &[("TFTP", "0"), ("HTTP", "1"), ("HTTPS", "2")];

fn number(habits: &Habits, name: &str) -> Option<(u32, Words)> {
    match name {
        "users.admin.password" => return Some((2, &[])),
        "users.user.password" => return Some((196, &[])),
        "provisioning.config.protocol" => return Some((212, PROTOCOLS)),
        "provisioning.config.serverPath" => return Some((237, &[])),
        "network.port.eth.1.vlan.tag" => return Some((51, &[])),
        _ => {}
    }
    let (n, rest) = name.strip_prefix("account.")?.split_once('.')?;
    let n: u8 = n.parse().ok().filter(|n| (1..=habits.accounts).contains(n))?;
    let field = match rest {
        "enable" => Field::Active,
        "name" => Field::Label,
        "sip.server.1.address" => Field::Server,
        "sip.outboundProxy.1.address" => Field::Proxy,
        "sip.userid" => Field::User,
        "sip.subscriber.userid" => Field::Auth,
        "sip.subscriber.password" => Field::Password,
        "sip.subscriber.name" => Field::Name,
        "sip.transport" => Field::Transport,
        "sip.registerExpiration" => Field::Minutes,
        "sip.registration" => Field::Register,
        _ => return None,
    };
    let words = match field {
        Field::Active | Field::Register => YES_NO,
        Field::Transport => TRANSPORTS,
        _ => &[],
    };
    Some((account::number(habits, n, field)?, words))
}
