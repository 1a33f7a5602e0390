//! Which number stands for which setting.
//!
//! GXP213x to GXP217x and GRP261x share one numbering, proved by the templates of several independent collections. The
//! codes of keys are what tells the two apart.

use crate::classic::{KeySetting, LineSetting, Setting};
use crate::key::KeyFunction;

use super::model::{KeyCodes, Model};
use super::p_values::PNumber;

/// The number of a line's setting; `None` where none is established.
///
/// Line 1 has numbers of its own. Lines 2 to 6 count from 400, 500, 600, 1700 and 1800; the second registrar stands in a
/// block of hundreds. From line 7 on (50600, 50700, …) only what a line needs to register is known.
pub(crate) const fn line_number(line: u8, of: LineSetting) -> Option<u32> {
    let (first, offset) = match of {
        LineSetting::Active => (271, 1),
        LineSetting::Registrar => (47, 2),
        LineSetting::User => (35, 4),
        LineSetting::AuthId => (36, 5),
        LineSetting::Secret => (34, 6),
        LineSetting::DisplayName => (3, 7),
        LineSetting::Register => (31, 10),
        LineSetting::MessageWaiting => (99, 15),
        LineSetting::Label => (270, 17),
        LineSetting::StarCodes => (191, 20),
        LineSetting::Voicemail => (33, 26),
        LineSetting::Transport => (130, 48),
        LineSetting::SecondaryRegistrar => {
            return match line {
                1..=6 => Some(2212 + 100 * line as u32),
                _ => None,
            };
        }
    };
    match line {
        1 => Some(first),
        2..=4 => Some(200 + 100 * line as u32 + offset),
        5 | 6 => Some(1200 + 100 * line as u32 + offset),
        7..=16 if matches!(offset, 1 | 2 | 4 | 5 | 6) => Some(50600 + 100 * (line as u32 - 7) + offset),
        _ => None,
    }
}

/// The number of a key's setting. The first six keys and the others are two blocks; the formula of the first must not
/// be continued.
pub(crate) const fn key_number(key: u8, of: KeySetting) -> Option<u32> {
    match key {
        1..=6 => {
            let step = 2 * (key as u32 - 1);
            Some(match of {
                KeySetting::Function => 1363 + step,
                KeySetting::Line => 1364 + step,
                KeySetting::Label => 1465 + step,
                KeySetting::Value => 1466 + step,
            })
        }
        7..=48 => {
            let step = 4 * (key as u32 - 7);
            Some(match of {
                KeySetting::Function => 23800 + step,
                KeySetting::Line => 23801 + step,
                KeySetting::Label => 23802 + step,
                KeySetting::Value => 23803 + step,
            })
        }
        _ => None,
    }
}

/// What stands for a function on one key of a model; `None` when that key cannot do it.
pub(crate) fn key_code(model: Model, key: u8, function: KeyFunction) -> Option<&'static str> {
    let facts = model.facts();
    let fixed = facts.key_codes == KeyCodes::FixedLineKeys && key <= facts.line_keys;
    let (on_fixed, elsewhere) = match function {
        KeyFunction::None => (Some("-1"), "-1"),
        KeyFunction::Line => (Some("0"), "31"),
        KeyFunction::SpeedDial => (Some("10"), "0"),
        KeyFunction::BusyLamp => (Some("11"), "1"),
        KeyFunction::Dtmf => (Some("15"), "5"),
        KeyFunction::Voicemail => (Some("16"), "6"),
        KeyFunction::Transfer => (Some("18"), "8"),
        KeyFunction::Park => (Some("19"), "9"),
        KeyFunction::Intercom => (Some("20"), "10"),
        KeyFunction::Conference => (Some("22"), "12"),
        KeyFunction::CallLog => (Some("25"), "15"),
        KeyFunction::MonitoredPark => (Some("26"), "16"),
        KeyFunction::Forward => (None, "21"),
        KeyFunction::DoNotDisturb => (Some("32"), "22"),
        KeyFunction::Redial => (None, "23"),
        KeyFunction::PhoneBook => (None, "30"),
    };
    if fixed { on_fixed } else { Some(elsewhere) }
}

/// The settings of the phone as a whole. An address of four numbers stands once for each.
pub(crate) const PHONE: [(u32, Setting); 33] = [
    (2, Setting::AdminPassword),
    (21, Setting::Dns(1)),
    (22, Setting::Dns(1)),
    (23, Setting::Dns(1)),
    (24, Setting::Dns(1)),
    (25, Setting::Dns(2)),
    (26, Setting::Dns(2)),
    (27, Setting::Dns(2)),
    (28, Setting::Dns(2)),
    (30, Setting::Ntp(1)),
    (51, Setting::Vlan),
    (64, Setting::TimeZone),
    (87, Setting::VlanPriority),
    (92, Setting::Dns(1)),
    (93, Setting::Dns(1)),
    (94, Setting::Dns(1)),
    (95, Setting::Dns(1)),
    (143, Setting::TimeZoneByDhcp),
    (144, Setting::NtpByDhcp),
    (145, Setting::ConfigServerByDhcp),
    (192, Setting::FirmwareServer),
    (193, Setting::Schedule),
    (194, Setting::Schedule),
    (196, Setting::UserPassword),
    (207, Setting::SyslogServer),
    (208, Setting::SyslogLevel),
    (212, Setting::ConfigProtocol),
    (237, Setting::ConfigServer),
    (246, Setting::TimeZone),
    (285, Setting::Schedule),
    (286, Setting::Schedule),
    (1362, Setting::Language),
    (6767, Setting::FirmwareProtocol),
];

/// The second time server, which came later than the others and far from them.
pub(crate) const SECOND_NTP: u32 = 8333;

impl Model {
    /// What a value is for on this model; `None` for the many numbers that this crate does not set.
    ///
    /// ```
    /// use switchhook_provisioning::{Model, grandstream::PNumber};
    /// let setting = Model::GRP2614.setting(PNumber::new(404)).expect("a number of line 2");
    /// assert_eq!(setting.to_string(), "line 2, user");
    /// assert_eq!(Model::GXP2135.setting(PNumber::new(50604)), None, "it has four lines");
    /// ```
    #[must_use]
    pub fn setting(self, number: PNumber) -> Option<Setting> {
        let number = number.get();
        let of_phone = || {
            PHONE
                .iter()
                .find(|(there, _)| *there == number)
                .map(|(_, setting)| *setting)
        };
        let of_line = || {
            (1..=self.lines()).find_map(|line| {
                let of = LineSetting::ALL
                    .into_iter()
                    .find(|of| line_number(line, *of) == Some(number))?;
                Some(Setting::Line(line, of))
            })
        };
        let of_key = || {
            (1..=self.keys()).find_map(|key| {
                let of = KeySetting::ALL
                    .into_iter()
                    .find(|of| key_number(key, *of) == Some(number))?;
                Some(Setting::Key(key, of))
            })
        };
        let second_ntp = (number == SECOND_NTP).then_some(Setting::Ntp(2));
        second_ntp.or_else(of_phone).or_else(of_line).or_else(of_key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers one by one, as the templates of the vendor and of two provisioning programs have them.
    #[test]
    fn numbers_of_lines_are_those_of_the_templates() {
        for (of, numbers) in [
            (LineSetting::Active, [271, 401, 501, 601, 1701, 1801]),
            (LineSetting::Registrar, [47, 402, 502, 602, 1702, 1802]),
            (
                LineSetting::SecondaryRegistrar,
                [2312, 2412, 2512, 2612, 2712, 2812],
            ),
            (LineSetting::User, [35, 404, 504, 604, 1704, 1804]),
            (LineSetting::AuthId, [36, 405, 505, 605, 1705, 1805]),
            (LineSetting::Secret, [34, 406, 506, 606, 1706, 1806]),
            (LineSetting::DisplayName, [3, 407, 507, 607, 1707, 1807]),
            (LineSetting::Label, [270, 417, 517, 617, 1717, 1817]),
            (LineSetting::Voicemail, [33, 426, 526, 626, 1726, 1826]),
            (LineSetting::MessageWaiting, [99, 415, 515, 615, 1715, 1815]),
            (LineSetting::Register, [31, 410, 510, 610, 1710, 1810]),
            (LineSetting::Transport, [130, 448, 548, 648, 1748, 1848]),
            (LineSetting::StarCodes, [191, 420, 520, 620, 1720, 1820]),
        ] {
            let got = [1, 2, 3, 4, 5, 6].map(|line| line_number(line, of));
            assert_eq!(got, numbers.map(Some), "{of:?}");
        }
        for (of, numbers) in [
            (LineSetting::Active, Some([50601, 50701, 51501])),
            (LineSetting::Registrar, Some([50602, 50702, 51502])),
            (LineSetting::User, Some([50604, 50704, 51504])),
            (LineSetting::AuthId, Some([50605, 50705, 51505])),
            (LineSetting::Secret, Some([50606, 50706, 51506])),
            (LineSetting::SecondaryRegistrar, None),
            (LineSetting::DisplayName, None),
            (LineSetting::Transport, None),
        ] {
            for (index, line) in [7, 8, 16].into_iter().enumerate() {
                let expected = numbers.map(|numbers| numbers[index]);
                assert_eq!(line_number(line, of), expected, "line {line} {of:?}");
            }
        }
        assert_eq!(line_number(0, LineSetting::User), None);
        assert_eq!(line_number(17, LineSetting::User), None);
    }

    #[test]
    fn numbers_of_keys_are_in_two_blocks() {
        for (key, numbers) in [
            (1, Some([1363, 1364, 1465, 1466])),
            (2, Some([1365, 1366, 1467, 1468])),
            (6, Some([1373, 1374, 1475, 1476])),
            (7, Some([23800, 23801, 23802, 23803])),
            (48, Some([23964, 23965, 23966, 23967])),
            (0, None),
            (49, None),
        ] {
            for (index, of) in KeySetting::ALL.into_iter().enumerate() {
                let expected = numbers.map(|numbers| numbers[index]);
                assert_eq!(key_number(key, of), expected, "key {key} {of:?}");
            }
        }
    }

    #[test]
    fn no_number_stands_for_two_settings() {
        for model in Model::ALL {
            let lines = (1..=model.lines()).flat_map(|line| LineSetting::ALL.map(|of| line_number(line, of)));
            let keys = (1..=model.keys()).flat_map(|key| KeySetting::ALL.map(|of| key_number(key, of)));
            let phone = PHONE.map(|(number, _)| Some(number));
            let mut all: Vec<_> = lines
                .chain(keys)
                .chain(phone)
                .chain([Some(SECOND_NTP)])
                .flatten()
                .collect();
            let count = all.len();
            all.sort_unstable();
            all.dedup();
            assert_eq!(all.len(), count, "{model}");
        }
    }
}
