//! Keys for those who answer calls of others: whom a secretary sees, reaches and relieves, and what the other end needs.
//!
//! A call for a boss goes to the secretary while the filter is on. What is dialled to put it on is the PBX's affair, and stands in
//! [`Codes`]; the keys are those of the phone or its expansion boards, checked like any other when the file is made.
//!
//! ```
//! use switchhook_provisioning::layer::{Layer, List, Scope, Subject, resolve};
//! use switchhook_provisioning::secretary::{Boss, Codes, Secretary, Words};
//! use switchhook_provisioning::{Model, grandstream::PNumber};
//! let codes = Codes {
//!     direct: "DIR".into(),
//!     take: "*71".into(),
//!     take_to_queue: "*72".into(),
//!     give_back: "*70".into(),
//!     send: ("*21*".into(), "#".into()),
//!     stop: "#21#".into(),
//! };
//! let words = Words { direct: "direct".into(), filter: "filter".into(), filtered: "filtered".into() };
//! let bosses = [Boss::new("201", "Ann"), Boss::new("202", "Bob").filtered(true)];
//! let desk = Secretary::Extension("101".into());
//!
//! let layer = Layer::new(Scope::Device, "desk of the secretary").set_text("account.1.user_id", "u101")?;
//! let keys = desk.keys(&bosses, &codes, &words);
//! let layer = keys.into_iter().fold(layer, |layer, key| layer.append(List::BoardKeys, key));
//! let resolved = resolve(&[&layer], &Subject::new(Model::GXP2140, "00:0b:82:11:22:33".parse()?));
//! let file = resolved.encode()?;
//! let value = |key: u32| file.values().get(PNumber::new(23_003 + 5 * (key - 1)));
//! assert_eq!((value(1), value(2), value(3)), (Some("201"), Some("DIR201"), Some("*71201")));
//! assert_eq!((value(5), value(7)), (Some("202"), Some("*70202")), "a blank key is between the two");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use crate::key::FunctionKey;
use crate::layer::Layer;
use crate::setting::{DeviceSetting, KeyFunction, Value};

/// Somebody whose calls a secretary may answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Boss {
    extension: String,
    label: String,
    filtered: bool,
}

impl Boss {
    /// By the extension, and the text beside the keys.
    pub fn new(extension: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            extension: extension.into(),
            label: label.into(),
            filtered: false,
        }
    }

    /// Whether the calls go to the secretary now; they do not by default. The keys say so, and undo it: make them anew when it
    /// changes.
    pub fn filtered(mut self, filtered: bool) -> Self {
        self.filtered = filtered;
        self
    }
}

/// Who answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Secretary {
    /// One person, by the extension.
    Extension(String),
    /// The members of a queue, by the number that reaches it.
    Queue(String),
}

/// What the PBX understands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Codes {
    /// Before the extension of a boss: reaches the boss in spite of the filter.
    pub direct: String,
    /// Before the extension of a boss: the calls come to whoever dials it.
    pub take: String,
    /// Before the extension of a boss and the number of a queue: the calls go to that queue.
    pub take_to_queue: String,
    /// Before the extension of a boss: the calls go to the boss again.
    pub give_back: String,
    /// Before and behind the secretary's number: the calls of whoever dials it go there.
    pub send: (String, String),
    /// The calls of whoever dials it come there again.
    pub stop: String,
}

/// What stands beside the keys; behind the words for a boss stands the boss's own text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Of the key that reaches a boss.
    pub direct: String,
    /// Of the key that puts the filter on.
    pub filter: String,
    /// Of the key that takes it off, and shows that it is on.
    pub filtered: String,
}

impl Secretary {
    /// The keys of a secretary, in their order: for each boss a lamp, the way past the filter and the filter, and a blank key
    /// before the next one.
    #[must_use]
    pub fn keys(&self, bosses: &[Boss], codes: &Codes, words: &Words) -> Vec<FunctionKey> {
        let mut keys = Vec::with_capacity(4 * bosses.len());
        for boss in bosses {
            if !keys.is_empty() {
                keys.push(FunctionKey::new(KeyFunction::None));
            }
            let Boss { extension, label, .. } = boss;
            let filter = match (boss.filtered, self) {
                (true, _) => format!("{}{extension}", codes.give_back),
                (false, Self::Extension(_)) => format!("{}{extension}", codes.take),
                (false, Self::Queue(number)) => format!("{}{extension}{number}", codes.take_to_queue),
            };
            let word = if boss.filtered {
                &words.filtered
            } else {
                &words.filter
            };
            keys.push(
                FunctionKey::new(KeyFunction::BusyLamp)
                    .value(extension)
                    .label(label),
            );
            keys.push(dial(
                format!("{}{extension}", codes.direct),
                format!("{} {label}", words.direct),
            ));
            keys.push(dial(filter, format!("{word} {label}")));
        }
        keys
    }

    /// The two keys of a boss: the secretary (a lamp, or the number of the queue), and the filter.
    pub fn keys_of(&self, boss: &Boss, label: &str, codes: &Codes, words: &Words) -> [FunctionKey; 2] {
        let (function, number) = match self {
            Self::Extension(number) => (KeyFunction::BusyLamp, number),
            // A queue has no lamp.
            Self::Queue(number) => (KeyFunction::SpeedDial, number),
        };
        let secretary = FunctionKey::new(function).value(number).label(label);
        let (before, behind) = &codes.send;
        let filter = if boss.filtered {
            dial(codes.stop.clone(), words.filtered.clone())
        } else {
            dial(format!("{before}{number}{behind}"), words.filter.clone())
        };
        [secretary, filter]
    }
}

/// Puts a key such as the second of [`Secretary::keys_of`] onto the soft key for one's own use, at the display: where the line keys of
/// a boss are all lines. A function that soft keys do not have is told when the file is made.
///
/// ```
/// use switchhook_provisioning::layer::{Layer, Scope, Subject, resolve};
/// use switchhook_provisioning::secretary::on_soft_key;
/// use switchhook_provisioning::{FunctionKey, KeyFunction, Model, grandstream::PNumber};
/// let filter = FunctionKey::new(KeyFunction::SpeedDial).value("*21*101#").label("filter");
/// let layer = on_soft_key(Layer::new(Scope::Device, "the boss"), &filter);
/// let file = resolve(&[&layer], &Subject::new(Model::GXP2160, "00:0b:82:11:22:33".parse()?)).encode()?;
/// let text = |number| file.values().get(PNumber::new(number));
/// assert_eq!((text(2987), text(2989), text(2990)), (Some("10"), Some("filter"), Some("*21*101#")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn on_soft_key(layer: Layer, key: &FunctionKey) -> Layer {
    use DeviceSetting as D;
    let layer = layer.set(D::Softkey1Function.into(), Value::Choice(key.function.name()));
    let text = |layer: Layer, of: D, text: &Option<String>| match text {
        Some(text) => layer.set(of.into(), text.as_str()),
        None => layer.clear(of.into()),
    };
    let layer = text(layer, D::Softkey1Label, &key.label);
    text(layer, D::Softkey1Value, &key.value)
}

fn dial(value: String, label: String) -> FunctionKey {
    FunctionKey::new(KeyFunction::SpeedDial).value(value).label(label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Device, Line, Model};

    fn codes() -> Codes {
        Codes {
            direct: "DIR".into(),
            take: "*71".into(),
            take_to_queue: "*72".into(),
            give_back: "*70".into(),
            send: ("*21*".into(), "#".into()),
            stop: "#21#".into(),
        }
    }

    fn words() -> Words {
        Words {
            direct: "direct".into(),
            filter: "filter".into(),
            filtered: "filtered".into(),
        }
    }

    fn told(keys: &[FunctionKey]) -> Vec<(KeyFunction, &str, &str)> {
        keys.iter()
            .map(|key| {
                (
                    key.function,
                    key.value.as_deref().unwrap_or_default(),
                    key.label.as_deref().unwrap_or_default(),
                )
            })
            .collect()
    }

    #[test]
    fn a_soft_key_without_a_text_forgets_the_one_before_and_one_that_it_cannot_be_is_told() {
        use crate::grandstream::PNumber;
        use crate::layer::{Scope, Subject, resolve};
        let file = |key: &FunctionKey| {
            let layer = on_soft_key(Layer::new(Scope::Device, "the boss"), key);
            let subject = Subject::new(Model::GXP2160, "00:0b:82:11:22:33".parse().unwrap());
            resolve(&[&layer], &subject).encode()
        };
        let none = file(&FunctionKey::new(KeyFunction::None)).unwrap();
        let text = |number| none.values().get(PNumber::new(number));
        assert_eq!(
            (text(2987), text(2989), text(2990)),
            (Some("-1"), Some(""), Some(""))
        );
        let refused = file(&FunctionKey::new(KeyFunction::BusyLamp).value("101")).unwrap_err();
        let told = refused.to_string();
        assert!(
            told.starts_with("softkey.1.function: \"busy_lamp\" is none of "),
            "{told}"
        );
        assert!(told.contains("speed_dial"), "{told}");
    }

    #[test]
    fn a_filter_for_a_queue_names_the_queue_and_one_that_is_on_is_taken_off() {
        let bosses = [Boss::new("201", "Ann"), Boss::new("202", "Bob").filtered(true)];
        let keys = Secretary::Queue("600".into()).keys(&bosses, &codes(), &words());
        use KeyFunction::{BusyLamp, None, SpeedDial};
        assert_eq!(
            told(&keys),
            [
                (BusyLamp, "201", "Ann"),
                (SpeedDial, "DIR201", "direct Ann"),
                (SpeedDial, "*72201600", "filter Ann"),
                (None, "", ""),
                (BusyLamp, "202", "Bob"),
                (SpeedDial, "DIR202", "direct Bob"),
                (SpeedDial, "*70202", "filtered Bob"),
            ]
        );
    }

    #[test]
    fn a_boss_sees_the_secretary_and_sends_calls_there_or_takes_them_back() {
        let boss = Boss::new("201", "Ann");
        let one = Secretary::Extension("101".into());
        use KeyFunction::{BusyLamp, SpeedDial};
        assert_eq!(
            told(&one.keys_of(&boss, "Sue", &codes(), &words())),
            [(BusyLamp, "101", "Sue"), (SpeedDial, "*21*101#", "filter")]
        );
        let queue = Secretary::Queue("600".into());
        assert_eq!(
            told(&queue.keys_of(&boss.filtered(true), "Desk", &codes(), &words())),
            [(SpeedDial, "600", "Desk"), (SpeedDial, "#21#", "filtered")]
        );
    }

    #[test]
    fn an_extension_that_cannot_be_dialled_is_refused_when_the_file_is_made() {
        let keys = Secretary::Extension("101".into()).keys(&[Boss::new("20 1", "Ann")], &codes(), &words());
        let line = Line::new("pbx.example.net", "u101", "kT9-vV2_mQ7.xR4-pL1s");
        let device = Device::new(Model::GXP2140, "000b82112233".parse().unwrap()).line(line);
        let device = (1..)
            .zip(keys)
            .fold(device, |device, (position, key)| device.board_key(position, key));
        let refused = device.render().unwrap_err();
        assert!(
            refused
                .findings
                .iter()
                .all(|finding| finding.code() == "E-CHAR-UNFIT"),
            "{refused}"
        );
    }
}
