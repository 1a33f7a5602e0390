//! Settings by their paths.

use std::str::FromStr;

use super::{AccountSetting, DeviceSetting, Key, KeySetting, Setting};
use crate::mac::shown;

/// Accounts of phones, and ports of the largest gateway.
const MOST_ACCOUNTS: u8 = 48;
const MOST_PROFILES: u8 = 4;
const MOST_HANDSETS: u8 = 5;
/// Keys of the largest phone and of the most boards, of any brand.
const MOST_LINE_KEYS: u8 = 68;
const MOST_SIDE_KEYS: u8 = 24;
const MOST_BOARD_KEYS: u8 = 180;

/// A text that is no path of a setting.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{text:?} is no setting; write a path such as account.1.user_id, key.line.5.function, net.vlan or raw.P47"
)]
pub struct ParseSettingError {
    /// What was given, shortened when long.
    pub text: String,
}

impl ParseSettingError {
    /// A code that does not change between releases.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "E-SETTING-UNKNOWN"
    }
}

impl FromStr for Setting {
    type Err = ParseSettingError;

    fn from_str(text: &str) -> Result<Self, ParseSettingError> {
        read(text).ok_or_else(|| ParseSettingError { text: shown(text) })
    }
}

fn read(text: &str) -> Option<Setting> {
    let (first, rest) = text.split_once('.').unwrap_or((text, ""));
    match first {
        "phone" if rest.is_empty() && text == "phone" => Some(Setting::Phone),
        "mac" if rest.is_empty() && text == "mac" => Some(Setting::Mac),
        "account" => {
            let (number, of) = rest.split_once('.')?;
            Some(Setting::Account(
                index(number, MOST_ACCOUNTS)?,
                account_setting(of)?,
            ))
        }
        "profile" => {
            let (number, of) = rest.split_once('.')?;
            Some(Setting::Profile(
                index(number, MOST_PROFILES)?,
                account_setting(of)?,
            ))
        }
        "handset" => {
            let number = rest.strip_suffix(".name")?;
            Some(Setting::Handset(index(number, MOST_HANDSETS)?))
        }
        "key" => {
            let (place, rest) = rest.split_once('.')?;
            let (number, of) = rest.split_once('.')?;
            let key = match place {
                "line" => Key::Line(index(number, MOST_LINE_KEYS)?),
                "side" => Key::Side(index(number, MOST_SIDE_KEYS)?),
                "board" => Key::Board(index(number, MOST_BOARD_KEYS)?),
                _ => return None,
            };
            Some(Setting::Key(key, of.parse::<KeySetting>().ok()?))
        }
        "raw" => rest.parse().ok().map(Setting::Raw),
        _ => {
            let found = DeviceSetting::ALL.iter().find(|of| of.name() == text);
            found.copied().map(Setting::Device)
        }
    }
}

fn account_setting(name: &str) -> Option<AccountSetting> {
    AccountSetting::ALL.iter().find(|of| of.name() == name).copied()
}

/// One spelling for each number.
fn index(text: &str, most: u8) -> Option<u8> {
    let number = text.parse().ok().filter(|number| (1..=most).contains(number))?;
    (!text.starts_with(['0', '+'])).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_reads_back_from_its_path_and_has_one() {
        let mut paths = std::collections::BTreeSet::new();
        let mut check = |setting: Setting| {
            let path = setting.path();
            assert_eq!(path.parse(), Ok(setting), "{path}");
            assert!(paths.insert(path), "{setting} twice");
        };
        Setting::all().for_each(&mut check);
        for of in AccountSetting::ALL {
            check(Setting::Account(16, *of));
            check(Setting::Profile(4, *of));
        }
        for of in KeySetting::ALL {
            check(Setting::Key(Key::Line(68), *of));
            check(Setting::Key(Key::Side(24), *of));
            check(Setting::Key(Key::Board(180), *of));
        }
        for setting in ["phone", "mac", "handset.5.name", "raw.P1"] {
            check(setting.parse().unwrap_or_else(|_| panic!("{setting}")));
        }
        assert!(paths.len() > 600);
    }

    #[test]
    fn other_texts_are_no_settings() {
        for text in [
            "",
            ".",
            "account",
            "account.1",
            "account.1.",
            "account.0.user_id",
            "account.01.user_id",
            "account.+1.user_id",
            "account.49.user_id",
            "account.256.user_id",
            "account.1.nonsense",
            "Account.1.user_id",
            "key.line.69.function",
            "key.line.1.codec",
            "key.wall.1.function",
            "raw.47",
            "raw.P0",
            "net",
            "net.vlan ",
            "phone.",
        ] {
            assert!(text.parse::<Setting>().is_err(), "{text:?}");
        }
        let error = "net.vlam".parse::<Setting>().unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("\"net.vlam\" is no setting; write a path such as")
        );
    }
}
