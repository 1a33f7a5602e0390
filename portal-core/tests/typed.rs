//! What people type, and what is stored under a word: both are read back as what they were.

use proptest::prelude::*;
use switchhook_portal_core::call_log::{Direction, Disposition};
use switchhook_portal_core::dial::Pattern;
use switchhook_portal_core::{DialString, Email, EndpointName, Extension, Login, Profile};

/// Reads `text`, and then what was shown of it.
fn again<T>(text: &str) -> Result<(), TestCaseError>
where
    T: std::str::FromStr<Err: std::fmt::Debug + PartialEq> + std::fmt::Display + std::fmt::Debug + PartialEq,
{
    if let Ok(value) = text.parse::<T>() {
        prop_assert_eq!(value.to_string().parse::<T>(), Ok(value), "{:?}", text);
    }
    Ok(())
}

proptest! {
    /// An address book, a phone or a person that was saved can be opened and saved again unchanged.
    #[test]
    fn what_was_taken_is_taken_again(
        text in prop_oneof![
            "[+*#0-9 .()-]{0,20}",
            "[a-zA-Z0-9._@ +-]{0,24}",
            "[a-z]{1,8}@[a-z]{1,8}\\.[a-z]{2}",
            "_?[0-9XZN+*#]{0,12}[.!]?",
            ".{0,20}",
        ],
    ) {
        again::<DialString>(&text)?;
        again::<Extension>(&text)?;
        again::<EndpointName>(&text)?;
        again::<Login>(&text)?;
        again::<Email>(&text)?;
        again::<Pattern>(&text)?;
        again::<Profile>(&text)?;
    }

    /// A word of a store or of a form means one thing or nothing.
    #[test]
    fn a_key_names_itself(text in "[a-z-]{0,12}") {
        if let Some(direction) = Direction::from_key(&text) {
            prop_assert_eq!(direction.key(), text.as_str());
        }
        if let Some(disposition) = Disposition::from_key(&text) {
            prop_assert_eq!(disposition.key(), text.as_str());
        }
    }
}

#[test]
fn every_disposition_is_found_by_its_key() {
    for disposition in Disposition::ALL {
        assert_eq!(Disposition::from_key(disposition.key()), Some(disposition));
    }
}
