//! Which values are secrets, on whatever model.

use super::p_values::PNumber;

/// Whether a value is a password or a private key on some model of the maker: not to be shown, and not to be believed when
/// a phone shows it, since newer ones show stars.
///
/// ```
/// use switchhook_provisioning::grandstream::{PNumber, is_secret};
/// assert!(is_secret(PNumber::new(34)) && is_secret(PNumber::new(51506)));
/// assert!(!is_secret(PNumber::new(35)));
/// ```
#[must_use]
pub const fn is_secret(number: PNumber) -> bool {
    match number.get() {
        // The phone's own pages; configuration and firmware server; encrypted files; keys of SIP and TR-069.
        2 | 196 | 1359 | 1361 | 6769 | 279 | 281 | 4505 | 4512 | 8221 => true,
        // PPPoE, 802.1X, phone book, LDAP.
        83 | 7903 | 6714 | 8024 => true,
        // Accounts 1 to 6; 5 and 6 of GRP260x; the second port of small adapters.
        34 | 406 | 506 | 606 | 1706 | 1806 | 706 | 806 | 734 => true,
        // Accounts 7 to 16.
        number @ 50_606..=51_506 => number % 100 == 6,
        // Ports of gateways and handsets of DECT bases; channels of FXO gateways.
        4120..=4149 | 3120..=3149 => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Model;

    #[test]
    fn what_is_a_secret_by_its_name_is_one_by_its_number() {
        let mut count = 0;
        for model in Model::all() {
            for setting in model.settings().filter(|setting| setting.is_secret()) {
                if let Some(number) = model.number(setting) {
                    assert!(is_secret(number), "{number}, {setting} of {model}");
                    count += 1;
                }
            }
        }
        assert!(count > 500, "{count}");
    }
}
