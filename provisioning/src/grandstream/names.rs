//! Which names stand for which numbers on a model, and what becomes of the words in their values.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use crate::catalogue::{LineKeyCodes, Model, aliases};
use crate::setting::{AccountSetting, DeviceSetting, Key, KeyFunction, KeySetting, Kind, Setting};

use super::alias::NamedValues;
use super::p_values::{PNumber, PValues};

/// The names of a model's values, for files with names ([`alias`](super::alias)).
///
/// A name is known when a template of the model's family has its number. It takes about a millisecond to make: keep one for each
/// model.
///
/// ```
/// use switchhook_provisioning::catalogue::Model;
/// use switchhook_provisioning::grandstream::alias::NamedValues;
/// use switchhook_provisioning::grandstream::{AliasNames, PNumber};
/// let names = AliasNames::of(Model::GRP2614).ok_or("it reads no names")?;
/// assert_eq!(names.number("account.2.sip.userid"), Some(PNumber::new(404)));
/// assert_eq!(names.name(PNumber::new(404)), Some("account.2.sip.userid"));
///
/// let mut values = NamedValues::new();
/// values.set("account.1.enable", "Yes")?;
/// values.set("pks.vpk.2.keyMode", "BLF")?;
/// values.set("account.1.colour", "Blue")?;
/// let numbers = names.numbers(&values);
/// assert_eq!(numbers.values.get(PNumber::new(271)), Some("1"));
/// assert_eq!(numbers.values.get(PNumber::new(1365)), Some("1"));
/// assert_eq!(numbers.left_out[0].to_string(), "account.1.colour: no number is known for it on a GRP2614; set it by its number");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct AliasNames {
    model: Model,
    numbers: HashMap<String, (PNumber, Option<Setting>)>,
    names: HashMap<PNumber, String>,
}

/// Values by their numbers, out of a file with names.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Numbers {
    /// The values.
    pub values: PValues,
    /// What has no place among them.
    pub left_out: Vec<LeftOut>,
}

/// Values by their names, for a file with names.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Names {
    /// The values.
    pub values: NamedValues,
    /// Numbers for which no name is known.
    pub left_out: Vec<PNumber>,
}

/// A name that was left out. Its value is not in here.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LeftOut {
    /// The name.
    pub name: String,
    /// The model.
    pub model: Model,
    /// Why.
    pub reason: LeftOutReason,
}

/// Why a name was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LeftOutReason {
    /// No number is known for it on the model.
    Name,
    /// No code is known for the word that is its value. Numbers take codes, and a guess would be a wrong setting.
    Word,
    /// Another name before it stands for the same number.
    Twice,
}

impl LeftOut {
    /// A code that does not change between releases.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self.reason {
            LeftOutReason::Name => "W-ALIAS-NAME",
            LeftOutReason::Word => "W-ALIAS-WORD",
            LeftOutReason::Twice => "W-ALIAS-TWICE",
        }
    }
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, model, reason } = self;
        match reason {
            LeftOutReason::Name => write!(
                f,
                "{name}: no number is known for it on a {model}; set it by its number"
            ),
            LeftOutReason::Word => write!(f, "{name}: no code is known for its word; write the code"),
            LeftOutReason::Twice => write!(
                f,
                "{name}: another name stands for the same number; keep one of the two"
            ),
        }
    }
}

/// Words that were seen beside the code that says the same; other words are those of [`Setting::words`], whatever their case.
const SEEN: [(DeviceSetting, &str, &str); 6] = [
    (DeviceSetting::AccessKeypadMenu, "Unrestricted", "0"),
    (DeviceSetting::AccessKeypadMenu, "BasicSettingsOnly", "1"),
    (DeviceSetting::AccessKeypadMenu, "ConstraintMode", "2"),
    (DeviceSetting::BookMode, "EnabledUseHTTPS", "3"),
    (DeviceSetting::TimeClock, "24Hour", "1"),
    (DeviceSetting::TimeDateFormat, "dd-mm-yyyy", "2"),
];

impl AliasNames {
    /// The names of a model; `None` when it does not read files with names.
    #[must_use]
    pub fn of(model: Model) -> Option<Self> {
        if !model.formats().alias {
            return None;
        }
        let mut names = Self {
            model,
            numbers: HashMap::new(),
            names: HashMap::new(),
        };
        let of_accounts: HashMap<_, _> = AccountSetting::ALL
            .iter()
            .filter_map(|of| Some((of.alias()?, *of)))
            .collect();
        let of_device: HashMap<_, _> = DeviceSetting::ALL
            .iter()
            .filter_map(|of| Some((of.alias()?, *of)))
            .collect();
        for (pattern, number) in aliases() {
            if let Some(rest) = pattern.strip_prefix("account.{n}.") {
                match of_accounts.get(rest) {
                    Some(of) => {
                        for account in 1..=model.accounts().unwrap_or(0) {
                            let setting = Setting::Account(account, *of);
                            names.add_setting(format!("account.{account}.{rest}"), setting);
                        }
                    }
                    // The table has the number of the first account alone.
                    None => names.add_raw(format!("account.1.{rest}"), number),
                }
            } else if let Some((kind, rest)) = pattern.split_once(".{k}.") {
                names.add_keys(kind, rest);
            } else if let Some(of) = of_device.get(pattern) {
                names.add_setting(pattern.to_owned(), Setting::Device(*of));
            } else {
                names.add_raw(pattern.to_owned(), number);
            }
        }
        Some(names)
    }

    fn add_keys(&mut self, kind: &str, rest: &str) {
        let of = match rest {
            "keyMode" => KeySetting::Function,
            "account" => KeySetting::Account,
            "description" => KeySetting::Label,
            "value" => KeySetting::Value,
            "lockMode" => KeySetting::Locked,
            _ => return,
        };
        let key: fn(u8) -> Key = match kind {
            "pks.vpk" => Key::Line,
            "pks.mpk" => Key::Side,
            "pks.ext" => Key::Board,
            _ => return,
        };
        // The model says how many there are: of the others it has no number.
        for index in 1..=u8::MAX {
            self.add_setting(format!("{kind}.{index}.{rest}"), Setting::Key(key(index), of));
        }
    }

    fn add_setting(&mut self, name: String, setting: Setting) {
        if let Some(number) = self.model.number(setting) {
            self.add(name, number, Some(setting));
        }
    }

    fn add_raw(&mut self, name: String, number: u32) {
        let number = PNumber::new(number);
        if self.model.family().knows(number) {
            self.add(name, number, None);
        }
    }

    fn add(&mut self, name: String, number: PNumber, setting: Option<Setting>) {
        self.names.entry(number).or_insert_with(|| name.clone());
        self.numbers.insert(name, (number, setting));
    }

    /// The model.
    #[must_use]
    pub const fn model(&self) -> Model {
        self.model
    }

    /// The number that a name stands for.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<PNumber> {
        self.numbers.get(name).map(|(number, _)| *number)
    }

    /// The name of a number.
    #[must_use]
    pub fn name(&self, number: PNumber) -> Option<&str> {
        self.names.get(&number).map(String::as_str)
    }

    /// Values with numbers, out of ones with names. Words become codes; what cannot be told for certain is left out.
    #[must_use]
    pub fn numbers(&self, named: &NamedValues) -> Numbers {
        let mut values = PValues::new();
        let mut left_out = Vec::new();
        let mut seen = std::collections::HashSet::new();
        for (name, text) in named.iter() {
            let reason = match self.numbers.get(name) {
                None => LeftOutReason::Name,
                Some((number, setting)) => match self.code(*setting, text) {
                    None => LeftOutReason::Word,
                    Some(_) if !seen.insert(*number) => LeftOutReason::Twice,
                    Some(code) => {
                        values.push_checked(*number, &code);
                        continue;
                    }
                },
            };
            left_out.push(LeftOut {
                name: name.to_owned(),
                model: self.model,
                reason,
            });
        }
        Numbers { values, left_out }
    }

    /// Values with names, out of ones with numbers. Codes stay, since devices read them under names too.
    #[must_use]
    pub fn names(&self, numbered: &PValues) -> Names {
        let mut values = NamedValues::new();
        let mut left_out = Vec::new();
        for (number, text) in numbered.iter() {
            match self.names.get(&number) {
                None => left_out.push(number),
                Some(name) => {
                    let setting = self.numbers.get(name).and_then(|(_, setting)| *setting);
                    values.push_checked(name.clone(), word(setting, text).into_owned());
                }
            }
        }
        Names { values, left_out }
    }

    /// The code for what stands under a name; `None` when that is not certain.
    fn code<'t>(&self, setting: Option<Setting>, text: &'t str) -> Option<Cow<'t, str>> {
        let is_code = text
            .strip_prefix('-')
            .unwrap_or(text)
            .bytes()
            .all(|byte| byte.is_ascii_digit());
        let Some(setting) = setting else {
            return is_code.then_some(Cow::Borrowed(text));
        };
        if setting == CHALLENGE {
            return match text {
                "" => Some(""),
                "Yes" | "1" => Some("0"),
                "No" | "0" => Some("1"),
                _ => None,
            }
            .map(Cow::Borrowed);
        }
        match setting.kind() {
            _ if text.is_empty() => Some(Cow::Borrowed(text)),
            Kind::Bool | Kind::Choice | Kind::KeyFunction | Kind::Integer { .. } if is_code => {
                Some(Cow::Borrowed(text))
            }
            // A switch that numbers have the other way round: whether the name turns it back, nobody has shown.
            Kind::Bool
                if setting
                    .codes(self.model.family())
                    .is_some_and(|codes| codes.code("yes") == Some("0")) =>
            {
                None
            }
            Kind::Bool => match text {
                "Yes" => Some(Cow::Borrowed("1")),
                "No" => Some(Cow::Borrowed("0")),
                _ => None,
            },
            Kind::Choice => self.choice(setting, text).map(Cow::Borrowed),
            Kind::KeyFunction => self.function(setting, text).map(Cow::Borrowed),
            // Keys beside the display have the index, those at the side a word.
            Kind::Integer { .. } => {
                let account: u8 = text.strip_prefix("Account")?.parse().ok()?;
                let index = account.checked_sub(1)?;
                matches!(setting, Setting::Key(..)).then(|| Cow::Owned(index.to_string()))
            }
            _ => Some(Cow::Borrowed(text)),
        }
    }

    fn choice(&self, setting: Setting, text: &str) -> Option<&'static str> {
        let seen = SEEN
            .iter()
            .find(|(of, word, _)| setting == Setting::Device(*of) && *word == text);
        if let Some((_, _, code)) = seen {
            return Some(code);
        }
        let codes = setting.codes(self.model.family())?;
        let word = text.to_ascii_lowercase();
        let found = codes
            .list
            .iter()
            .find(|(there, code)| *there == word || *code == text);
        // A code with points goes into several numbers, and a name stands for one.
        found.map(|(_, code)| *code).filter(|code| !code.contains('.'))
    }

    fn function(&self, setting: Setting, text: &str) -> Option<&'static str> {
        let function = KeyFunction::ALL
            .iter()
            .find(|function| function.alias() == Some(text))?;
        let codes = function.codes();
        let is_line_key = match setting {
            Setting::Key(Key::Line(key), _) => key <= self.model.line_keys()?,
            _ => false,
        };
        match self.model.family().line_key_codes() {
            LineKeyCodes::Fixed if is_line_key => codes.fixed,
            LineKeyCodes::None | LineKeyCodes::Unknown if is_line_key => None,
            _ => Some(codes.dynamic),
        }
    }
}

/// The name says whether a NOTIFY is challenged, and the number whether it is obeyed without.
const CHALLENGE: Setting = Setting::Device(DeviceSetting::ProvNotifyChallenge);

/// What stands under a name for a code: the code, but where names are known to have something else.
fn word(setting: Option<Setting>, code: &str) -> Cow<'_, str> {
    match (setting, code) {
        (Some(CHALLENGE), "0") => Cow::Borrowed("Yes"),
        (Some(CHALLENGE), "1") => Cow::Borrowed("No"),
        (Some(Setting::Key(Key::Side(_), KeySetting::Account)), index) => match index.parse::<u8>() {
            Ok(index) if index < u8::MAX => Cow::Owned(format!("Account{}", index + 1)),
            _ => Cow::Borrowed(code),
        },
        _ => Cow::Borrowed(code),
    }
}

impl fmt::Debug for AliasNames {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AliasNames")
            .field("model", &self.model)
            .field("names", &self.numbers.len())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_names_of_one_number_the_second_is_left_out_and_told() {
        let mut pairs = 0;
        for names in Model::all().filter_map(AliasNames::of) {
            let mut first: HashMap<PNumber, &str> = HashMap::new();
            for (name, (number, _)) in &names.numbers {
                let Some(other) = first.insert(*number, name) else {
                    continue;
                };
                let mut named = NamedValues::new();
                named.set(other, "").unwrap();
                named.set(name, "").unwrap();
                let numbers = names.numbers(&named);
                let told: Vec<_> = numbers
                    .left_out
                    .iter()
                    .map(|left| (left.name.as_str(), left.code()))
                    .collect();
                if numbers.values.len() == 1 {
                    assert_eq!(told, [(name.as_str(), "W-ALIAS-TWICE")]);
                    pairs += 1;
                }
            }
        }
        assert!(pairs > 0);
    }
}
