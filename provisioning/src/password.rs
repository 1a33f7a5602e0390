//! Passwords out of random bytes.

use crate::catalogue::Model;
use crate::secret::Secret;

/// Letters that look alike on a label and on a display (`l`) are left out, so that there are 64 and each is as likely.
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789-_.";
const CLASSES: [&[u8]; 4] = [
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    b"abcdefghijkmnopqrstuvwxyz",
    b"0123456789",
    b"-_.",
];
const PASSWORD: usize = 16;

/// A password for a device's own pages, which every model's rule allows: 16 letters, digits and `-_.`, at least one capital, small
/// letter, digit and other among them.
///
/// The bytes must be random and used for nothing else. Some 90 bits of them are in the password.
///
/// ```
/// use switchhook_provisioning::{Model, password};
/// // From the operating system in earnest.
/// let random: [u8; 32] = std::array::from_fn(|index| (index as u8).wrapping_mul(151));
/// let secret = password::for_pages(Model::GRP2614, &random);
/// assert_eq!(secret.expose().len(), 16);
/// ```
#[must_use]
pub fn for_pages(model: Model, random: &[u8; 32]) -> Secret {
    let rule = model.password_rule();
    let length = PASSWORD.clamp(
        usize::from(rule.fewest),
        usize::from(rule.most).min(random.len() - 2 * CLASSES.len()),
    );
    let mut letters: Vec<u8> = random[..length]
        .iter()
        .map(|byte| ALPHABET[usize::from(byte % 64)])
        .collect();
    // One of each kind, in places that are drawn without repetition.
    let mut places: Vec<usize> = (0..length).collect();
    let rest = &random[random.len() - 2 * CLASSES.len()..];
    for (class, drawn) in CLASSES.iter().zip(rest.chunks_exact(2)) {
        let place = places.swap_remove(usize::from(drawn[0]) % places.len());
        letters[place] = class[usize::from(drawn[1]) % class.len()];
    }
    Secret::new(letters.into_iter().map(char::from).collect::<String>())
}

/// A SIP secret of 24 characters with 144 random bits. It needs no quoting in any configuration file of the PBX.
///
/// ```
/// use switchhook_provisioning::password;
/// let secret = password::for_sip(&[7; 24]);
/// assert_eq!(secret.expose(), "HHHHHHHHHHHHHHHHHHHHHHHH");
/// ```
#[must_use]
pub fn for_sip(random: &[u8; 24]) -> Secret {
    let letters = random
        .iter()
        .map(|byte| char::from(ALPHABET[usize::from(byte % 64)]));
    Secret::new(letters.collect::<String>())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Device, MacAddr};

    proptest! {
        /// Every model takes it, and each kind of character is there.
        #[test]
        fn a_password_satisfies_the_rule_of_every_model(random: [u8; 32]) {
            for model in Model::all() {
                let secret = for_pages(model, &random);
                let rule = model.password_rule();
                let length = secret.expose().len();
                prop_assert!((usize::from(rule.fewest)..=usize::from(rule.most)).contains(&length));
                prop_assert!(length >= 16, "{}", model);
                for class in CLASSES {
                    prop_assert!(secret.expose().bytes().any(|byte| class.contains(&byte)), "{}", model);
                }
                let device = Device::new(model, MacAddr::new([0, 0x0b, 0x82, 1, 2, 3])).admin_password(secret);
                let told = device.check();
                prop_assert!(told.iter().all(|finding| !finding.code().starts_with("E-PWD")), "{:?}", told);
            }
        }

        /// A SIP secret is long and stands in every file as it is.
        #[test]
        fn a_sip_secret_is_long_and_plain(random: [u8; 24]) {
            let secret = for_sip(&random);
            prop_assert!(secret.expose().len() >= 20);
            prop_assert!(secret.expose().bytes().all(|byte| ALPHABET.contains(&byte)));
        }
    }

    #[test]
    fn other_bytes_make_another_password() {
        let (one, mut bytes) = (for_sip(&[1; 24]), [1; 24]);
        bytes[23] = 2;
        assert_ne!(one, for_sip(&bytes));
    }
}
