//! What a configuration says about NOTIFY.

use std::fmt;

use crate::grandstream::{PNumber, PValues};

/// Something in a configuration that makes a phone refuse a NOTIFY, or accept one from anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Warning {
    /// The phone asks the sender for a password.
    Challenged,
    /// The phone obeys whoever sends one.
    Anyone,
    /// A NOTIFY can reset the phone to what it was in the shop.
    FactoryReset {
        /// The account that allows it.
        account: u8,
    },
}

impl Warning {
    /// A code that does not change between releases.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Challenged => "W-NOTIFY-CHALLENGED",
            Self::Anyone => "W-NOTIFY-ANYONE",
            Self::FactoryReset { .. } => "W-NOTIFY-FACTORY-RESET",
        }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Challenged => f.write_str(
                "P4428 is not 1, so the phone answers a NOTIFY with 401: give the PJSIP endpoint an outbound_auth with \
                 the phone's own name and password, or set P4428=1 together with P2347=1",
            ),
            Self::Anyone => f.write_str(
                "P4428=1 without P2347=1: whoever reaches the phone can make it start again; set P2347=1, so that only \
                 its SIP server can",
            ),
            Self::FactoryReset { account } => write!(
                f,
                "account {account} allows a NOTIFY that resets the phone to what it was in the shop; set P{} to 0",
                reset(*account)
            ),
        }
    }
}

/// What stands in a configuration's way to be told of a change by NOTIFY, or opens that way too far.
///
/// Phones challenge by default; adapters (`HT8xx`) do not, so for them a value that is not there counts as 1: say by
/// `challenges_by_default` which it is.
///
/// ```
/// use switchhook_provisioning::grandstream::{PNumber, PValues};
/// use switchhook_provisioning::notify::{Warning, check};
/// let mut values = PValues::new();
/// assert_eq!(check(&values, true), [Warning::Challenged]);
/// values.set(PNumber::new(4428), "1")?;
/// assert_eq!(check(&values, true), [Warning::Anyone]);
/// values.set(PNumber::new(2347), "1")?;
/// assert_eq!(check(&values, true), []);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn check(values: &PValues, challenges_by_default: bool) -> Vec<Warning> {
    let value = |number| values.get(PNumber::new(number));
    let unchallenged = value(4428).map_or(!challenges_by_default, |value| value == "1");
    let mut warnings = Vec::new();
    if !unchallenged {
        warnings.push(Warning::Challenged);
    } else if value(2347) != Some("1") {
        warnings.push(Warning::Anyone);
    }
    let resets = (1..=6).filter(|account| value(reset(*account)) == Some("1"));
    warnings.extend(resets.map(|account| Warning::FactoryReset { account }));
    warnings
}

/// The number that allows a reset by NOTIFY: every hundred from account to account.
fn reset(account: u8) -> u32 {
    26_015 + 100 * (u32::from(account) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(pairs: &[(u32, &str)]) -> PValues {
        let mut values = PValues::new();
        for (number, text) in pairs {
            values.set(PNumber::new(*number), *text).unwrap();
        }
        values
    }

    #[test]
    fn adapters_take_a_notify_from_anyone_unless_told() {
        assert_eq!(check(&values(&[]), false), [Warning::Anyone]);
        assert_eq!(check(&values(&[(4428, "0")]), false), [Warning::Challenged]);
        assert_eq!(Warning::Anyone.code(), "W-NOTIFY-ANYONE");
        assert_eq!(Warning::Challenged.code(), "W-NOTIFY-CHALLENGED");
    }

    #[test]
    fn each_account_that_allows_a_reset_is_named() {
        let found = check(
            &values(&[(4428, "1"), (2347, "1"), (26_015, "1"), (26_515, "1")]),
            true,
        );
        assert_eq!(
            found,
            [
                Warning::FactoryReset { account: 1 },
                Warning::FactoryReset { account: 6 }
            ]
        );
        assert_eq!(found[1].code(), "W-NOTIFY-FACTORY-RESET");
        assert!(found[1].to_string().contains("P26515 to 0"), "{}", found[1]);
    }
}
