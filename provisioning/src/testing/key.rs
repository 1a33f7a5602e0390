//! What the keys of the phone do, read from its values.

use super::habits::Habits;

/// Where a key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum KeyPlace {
    /// Beside the display, from 1: line keys first, then the virtual ones.
    Display(u8),
    /// A key of its own beside those, from 1.
    Physical(u8),
    /// On the boards, counted through, from 1.
    Board(u8),
}

/// What a key does.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PhoneKey {
    /// Where it is.
    pub place: KeyPlace,
    /// Its function in words: `BLF`, `speed dial`, `line` …
    pub function: &'static str,
    /// The account that it uses, from 1.
    pub account: u8,
    /// What is written beside it.
    pub label: String,
    /// Whom it dials or watches.
    pub value: String,
}

/// Functions by their codes on keys of the general kind.
const DYNAMIC: [&str; 34] = [
    "speed dial",
    "BLF",
    "presence",
    "event list BLF",
    "speed dial of the active account",
    "DTMF",
    "voicemail",
    "call return",
    "transfer",
    "park",
    "intercom",
    "LDAP",
    "conference",
    "multicast page",
    "record",
    "call log",
    "monitored park",
    "menu",
    "XML application",
    "information",
    "message",
    "forward",
    "DND",
    "redial",
    "instant message",
    "multicast listen",
    "keypad lock",
    "door",
    "event list presence",
    "provision",
    "phone book",
    "line",
    "shared line",
    "paging",
];

/// Functions of line keys that have codes of their own. Those from 10 on are the first of the general table.
fn of_line_key(code: i32) -> Option<&'static str> {
    match code {
        0 => Some("line"),
        1 => Some("shared line"),
        32 => Some("DND"),
        10..=30 => of_general_key(code - 10),
        _ => None,
    }
}

fn of_general_key(code: i32) -> Option<&'static str> {
    usize::try_from(code)
        .ok()
        .and_then(|code| DYNAMIC.get(code))
        .copied()
}

/// Mode, account, label and value of a key.
fn numbers(habits: &Habits, place: KeyPlace) -> [u32; 4] {
    let four = |base: u32, index: u32, step: u32| {
        let mode = base + step * index;
        [mode, mode + 1, mode + 2, mode + 3]
    };
    match place {
        KeyPlace::Display(k @ ..=6) => {
            let two = 2 * (u32::from(k) - 1);
            [1363 + two, 1364 + two, 1465 + two, 1466 + two]
        }
        KeyPlace::Display(k) => four(23800, u32::from(k) - 7, 4),
        KeyPlace::Physical(k @ ..=7) => {
            let index = u32::from(k) - 1;
            [323 + index, 301 + 3 * index, 302 + 3 * index, 303 + 3 * index]
        }
        KeyPlace::Physical(k @ ..=18) => four(353, u32::from(k) - 8, 4),
        KeyPlace::Physical(k) => four(1440, u32::from(k) - 19, 4),
        // The boards of the GXP20xx.
        KeyPlace::Board(n) if habits.old_codes => {
            [6001, 6201, 6401, 6601].map(|first| first + u32::from(n) - 1)
        }
        KeyPlace::Board(n) => four(23000, u32::from(n) - 1, 5),
    }
}

/// All keys that do something, in their order.
pub(super) fn keys<'a>(habits: &Habits, value: impl Fn(u32) -> &'a str) -> Vec<PhoneKey> {
    let mut found = Vec::new();
    for k in 1..=habits.keys {
        let place = KeyPlace::Display(k);
        let mode = value(numbers(habits, place)[0]);
        // The display lists the virtual keys one behind the other: one that was never set ends the list.
        if k > habits.line_keys && mode.is_empty() {
            break;
        }
        // A line key that nobody set is a line.
        let mode = match mode {
            "" if k <= habits.fixed_keys => "0",
            "" => "31",
            mode => mode,
        };
        let function = if k <= habits.fixed_keys {
            of_line_key
        } else {
            of_general_key
        };
        found.extend(key(habits, place, mode, function, &value));
    }
    let others = (1..=habits.physical_keys)
        .map(KeyPlace::Physical)
        .chain((1..=habits.board_keys).map(KeyPlace::Board));
    for place in others {
        let mode = value(numbers(habits, place)[0]);
        found.extend(key(habits, place, mode, of_general_key, &value));
    }
    found
}

fn key<'a>(
    habits: &Habits,
    place: KeyPlace,
    mode: &str,
    function: fn(i32) -> Option<&'static str>,
    value: &impl Fn(u32) -> &'a str,
) -> Option<PhoneKey> {
    let [_, account, label, target] = numbers(habits, place);
    Some(PhoneKey {
        place,
        // An empty mode, -1 and codes that it does not know: the key does nothing.
        function: mode.trim().parse().ok().and_then(function)?,
        account: value(account).trim().parse::<u8>().unwrap_or(0).saturating_add(1),
        label: value(label).to_owned(),
        value: value(target).to_owned(),
    })
}
