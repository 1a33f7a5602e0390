//! Which number stands for a setting on a model.

use crate::catalogue::choices::Codes;
use crate::catalogue::tables::account_numbers::ACCOUNTS;
use crate::catalogue::tables::port_numbers::{PORT_USERS, PORTS, PROFILES};
use crate::catalogue::{Family, Model, Numbering};
use crate::grandstream::PNumber;
use crate::setting::{AccountSetting, DeviceSetting, Key, KeySetting, Kind, Setting};

/// The numbers of an account's setting on phones.
#[derive(Debug)]
pub(crate) struct AccountNumbers {
    six: [u32; 6],
    /// Added to 50600, 50700, … for accounts 7 to 16; 0 is none.
    block: u32,
    grp260x: [u32; 2],
    older: [u32; 2],
}

pub(crate) const fn numbers(six: [u32; 6]) -> AccountNumbers {
    AccountNumbers {
        six,
        block: 0,
        grp260x: [0; 2],
        older: [0; 2],
    }
}

impl AccountNumbers {
    pub(crate) const fn blocks(mut self, block: u32) -> Self {
        self.block = block;
        self
    }

    /// Accounts 5 and 6 of the GRP260x.
    pub(crate) const fn grp260x(mut self, five: u32, six: u32) -> Self {
        self.grp260x = [five, six];
        self
    }

    /// Accounts 5 and 6 of older phones.
    pub(crate) const fn older(mut self, five: u32, six: u32) -> Self {
        self.older = [five, six];
        self
    }

    /// 0 is none.
    fn of(&self, account: u8, numbering: Numbering) -> u32 {
        let index = usize::from(account);
        match account {
            5 | 6 if numbering == Numbering::Grp260x && self.grp260x[index - 5] != 0 => {
                self.grp260x[index - 5]
            }
            5 | 6 if numbering == Numbering::Older && self.older[index - 5] != 0 => self.older[index - 5],
            1..=6 => self.six[index - 1],
            7..=16 if self.block != 0 => 50600 + 100 * (u32::from(account) - 7) + self.block,
            _ => 0,
        }
    }
}

/// How a key's numbers are laid out: up to a key, where the first stands, how far the next is.
struct Block {
    last: u8,
    first: u32,
    step: u32,
}

/// The number of a key's setting, whatever the model; 0 is none.
///
/// The blocks must not be continued: what follows the sixth line key of the first block is something else.
fn key_number(key: Key, of: KeySetting, family: Family) -> u32 {
    const fn block(last: u8, first: u32, step: u32) -> Block {
        Block { last, first, step }
    }
    use KeySetting::{Account, Function, Label, Locked, Value};
    let old_boards = family == Family::Gxp20xx;
    let (number, blocks): (u8, &[Block]) = match (key, of) {
        (Key::Line(key), Function) => (key, &[block(6, 1363, 2), block(48, 23800, 4)]),
        (Key::Line(key), Account) => (key, &[block(6, 1364, 2), block(48, 23801, 4)]),
        (Key::Line(key), Label) => (key, &[block(6, 1465, 2), block(48, 23802, 4)]),
        (Key::Line(key), Value) => (key, &[block(6, 1466, 2), block(48, 23803, 4)]),
        (Key::Line(key), Locked) => (key, &[block(48, 23968, 1)]),
        (Key::Side(key), Function) => (key, &[block(7, 323, 1), block(18, 353, 4), block(24, 1440, 4)]),
        (Key::Side(key), Account) => (key, &[block(7, 301, 3), block(18, 354, 4), block(24, 1441, 4)]),
        (Key::Side(key), Label) => (key, &[block(7, 302, 3), block(18, 355, 4), block(24, 1442, 4)]),
        (Key::Side(key), Value) => (key, &[block(7, 303, 3), block(18, 356, 4), block(24, 1443, 4)]),
        (Key::Board(key), Function) if old_boards => (key, &[block(112, 6001, 1)]),
        (Key::Board(key), Account) if old_boards => (key, &[block(112, 6201, 1)]),
        (Key::Board(key), Label) if old_boards => (key, &[block(112, 6401, 1)]),
        (Key::Board(key), Value) if old_boards => (key, &[block(112, 6601, 1)]),
        (Key::Board(key), Function) => (key, &[block(160, 23000, 5)]),
        (Key::Board(key), Account) => (key, &[block(160, 23001, 5)]),
        (Key::Board(key), Label) => (key, &[block(160, 23002, 5)]),
        (Key::Board(key), Value) => (key, &[block(160, 23003, 5)]),
        (Key::Side(_) | Key::Board(_), Locked) => return 0,
    };
    let mut before = 0;
    for block in blocks {
        if number > before && number <= block.last {
            return block.first + block.step * u32::from(number - before - 1);
        }
        before = block.last;
    }
    0
}

/// The number of a handset's name on a DECT base.
const HANDSET_NAME: u32 = 27020;

impl Model {
    /// The number that stands for a setting on this model. `None` when the model has no such account or key, when its
    /// family's templates lack the number, or when nobody has shown where the setting is: it cannot be set then.
    ///
    /// A setting may take several numbers, of which this is the first: an address has four in a row, a schedule and a zone
    /// have more of their own.
    ///
    /// ```
    /// use switchhook_provisioning::catalogue::Model;
    /// let user = "account.5.user_id".parse()?;
    /// let number = |model: Model| model.number(user).map(|number| number.to_string());
    /// assert_eq!(number(Model::GXP2170).as_deref(), Some("P1704"));
    /// assert_eq!(number(Model::GRP2603).as_deref(), Some("P704"));
    /// assert_eq!(number(Model::GXW4216).as_deref(), Some("P4064"));
    /// assert_eq!(number(Model::GXP2135), None, "it has four accounts");
    /// # Ok::<(), switchhook_provisioning::setting::ParseSettingError>(())
    /// ```
    #[must_use]
    pub fn number(self, setting: Setting) -> Option<PNumber> {
        if let Setting::Raw(number) = setting {
            return Some(number);
        }
        let number = PNumber::new(self.any_number(setting));
        (number.get() != 0 && self.family().knows(number)).then_some(number)
    }

    /// Without asking the family's templates; 0 is none.
    fn any_number(self, setting: Setting) -> u32 {
        let family = self.family();
        // Some families keep a choice under another number than all others do.
        let elsewhere = |of: Setting| of.codes(family).map_or(0, |codes| codes.number);
        match setting {
            Setting::Account(account, of) => {
                if self
                    .accounts()
                    .is_none_or(|there| account == 0 || account > there)
                {
                    return 0;
                }
                match elsewhere(setting) {
                    0 => self.account_number(account, of),
                    // Known for the first account alone.
                    number if account == 1 => number,
                    _ => 0,
                }
            }
            Setting::Profile(profile, of) => self.profile_number(profile, of),
            Setting::Handset(handset) if self.numbering() == Numbering::Dect => match handset {
                1..=5 => HANDSET_NAME + u32::from(handset) - 1,
                _ => 0,
            },
            Setting::Device(of) => self.device_number(of, elsewhere(setting)),
            Setting::Key(key, of) => {
                let (number, there) = match key {
                    Key::Line(number) => (number, self.screen_keys()),
                    Key::Side(number) => (number, self.side_keys()),
                    Key::Board(number) => (
                        number,
                        self.boards().map(|(boards, keys)| boards.saturating_mul(keys)),
                    ),
                };
                if there.is_none_or(|there| number > there) {
                    return 0;
                }
                key_number(key, of, family)
            }
            Setting::Handset(_) | Setting::Phone | Setting::Mac | Setting::Raw(_) => 0,
        }
    }

    fn account_number(self, account: u8, of: AccountSetting) -> u32 {
        let port = usize::from(account) - 1;
        match self.numbering() {
            Numbering::Phone | Numbering::Older | Numbering::Grp260x => {
                ACCOUNTS[of as usize].of(account, self.numbering())
            }
            Numbering::Ports => {
                // A second port for an outside line is numbered otherwise, and nobody has published how.
                let fxs = self.ports().map_or(0, |(fxs, _)| fxs);
                let found = PORTS.iter().find(|(there, _)| *there == of && account <= fxs);
                found
                    .and_then(|(_, numbers)| numbers.get(port))
                    .copied()
                    .unwrap_or(0)
            }
            Numbering::Profiles => port_user(0, account, of),
            Numbering::Dect => port_user(1, account, of),
            Numbering::Fxo => port_user(2, account, of),
            Numbering::None => 0,
        }
    }

    fn profile_number(self, profile: u8, of: AccountSetting) -> u32 {
        if profile == 0 || profile > self.profiles() {
            return 0;
        }
        if of == AccountSetting::Voicemail && self.numbering() != Numbering::Dect {
            return 0;
        }
        let found = PROFILES.iter().find(|(there, _)| *there == of);
        let number = found.and_then(|(_, numbers)| numbers.get(usize::from(profile) - 1));
        number.copied().unwrap_or(0)
    }

    /// How many server profiles its accounts share; 0 when each account has its own servers.
    #[must_use]
    pub fn profiles(self) -> u8 {
        match (self.numbering(), self.family()) {
            (Numbering::Dect, _) | (_, Family::Gxw42xx) => 4,
            (_, Family::Gxw40xx) => 3,
            // There are three, and where the others are nobody has published.
            (Numbering::Fxo, _) => 1,
            (Numbering::Profiles, _) => 2,
            _ => 0,
        }
    }

    /// Whether an account's setting belongs to the profile that the account uses.
    pub(crate) fn is_of_profile(self, of: AccountSetting) -> bool {
        self.profiles() != 0
            && !PORT_USERS.iter().any(|(there, _)| *there == of)
            && PROFILES.iter().any(|(there, _)| *there == of)
            // A port is switched on by itself, and so is its profile.
            || self.profiles() != 0 && self.numbering() == Numbering::Fxo && of == AccountSetting::Active
    }

    fn device_number(self, of: DeviceSetting, elsewhere: u32) -> u32 {
        match of {
            // It keeps a schedule of its own, whose order is not proved; P194 does something else there.
            DeviceSetting::ProvSchedule if self.family() == Family::Dp75x => 0,
            _ if elsewhere != 0 => elsewhere,
            _ => of.row().number,
        }
    }
}

/// Behind these the blocks of user, authentication and password would run into each other: nobody has published where the
/// larger gateways go on.
const MOST_PORTS: u8 = 30;

fn port_user(column: usize, account: u8, of: AccountSetting) -> u32 {
    if account > MOST_PORTS {
        return 0;
    }
    let found = PORT_USERS.iter().find(|(there, _)| *there == of);
    match found.map(|(_, numbers)| numbers[column]) {
        None | Some(0) => 0,
        Some(first) => first + u32::from(account) - 1,
    }
}

impl Setting {
    /// How many numbers in a row it takes in a family.
    pub(crate) fn width(self, family: Family) -> u32 {
        match self.kind() {
            Kind::Octets => 4,
            Kind::Choice => self.codes(family).map_or(1, Codes::width),
            _ => 1,
        }
    }
}
