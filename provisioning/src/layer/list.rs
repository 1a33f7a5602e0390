//! Lists: settings of which there are several places.

use crate::key::FunctionKey;
use crate::setting::{AccountSetting, Codec, DeviceSetting, Key, KeySetting, Setting, Value};

/// Settings of which there are several places, for [`Layer::append`](super::Layer::append) and
/// [`Layer::replace`](super::Layer::replace). A place that a layer names by itself (`key.line.7.function`) merges like any other
/// setting.
///
/// ```
/// use switchhook_provisioning::layer::{Layer, List, Scope, Subject, resolve};
/// use switchhook_provisioning::{FunctionKey, KeyFunction, Model, setting::Codec};
/// let site = Layer::new(Scope::Site, "Nouméa")
///     .replace(List::Codecs(1), [Codec::Pcma])
///     .append(List::LineKeys, FunctionKey::new(KeyFunction::BusyLamp).value("100"));
/// let group = Layer::new(Scope::Group, "sales")
///     .append(List::Codecs(1), Codec::G722)
///     .append(List::LineKeys, FunctionKey::new(KeyFunction::BusyLamp).value("200"));
/// let resolved = resolve(&[&site, &group], &Subject::new(Model::GRP2614, "c0:74:ad:11:22:33".parse()?));
/// let text = |path: &str| -> Result<_, Box<dyn std::error::Error>> {
///     Ok(resolved.value(path.parse()?).and_then(|value| value.text()))
/// };
/// assert_eq!((text("account.1.codec.1")?, text("account.1.codec.2")?), (Some("pcma".into()), Some("g722".into())));
/// assert_eq!((text("key.line.5.value")?, text("key.line.6.value")?), (Some("100".into()), Some("200".into())));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum List {
    /// The codecs of an account, best first. One that is there already is not added again.
    Codecs(u8),
    /// The keys beside the display. Those that are added come behind the line keys, where there are more than line keys, else
    /// behind as many keys as there are accounts in use.
    LineKeys,
    /// The keys apart from the display.
    SideKeys,
    /// The keys of the expansion boards.
    BoardKeys,
    /// The addresses at which the phone listens for pages.
    Pages,
}

/// What stands in a place of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Item {
    /// Of [`List::Codecs`].
    Codec(Codec),
    /// Of the lists of keys.
    Key(FunctionKey),
    /// Of [`List::Pages`]: the multicast address with its port, and the text beside it.
    Page {
        /// `239.0.0.1:5004`.
        address: String,
        /// For the display.
        label: String,
    },
}

impl From<Codec> for Item {
    fn from(codec: Codec) -> Self {
        Self::Codec(codec)
    }
}

impl From<FunctionKey> for Item {
    fn from(key: FunctionKey) -> Self {
        Self::Key(key)
    }
}

const CODECS: [AccountSetting; 8] = [
    AccountSetting::Codec1,
    AccountSetting::Codec2,
    AccountSetting::Codec3,
    AccountSetting::Codec4,
    AccountSetting::Codec5,
    AccountSetting::Codec6,
    AccountSetting::Codec7,
    AccountSetting::Codec8,
];

const PAGES: [(DeviceSetting, DeviceSetting); 10] = [
    (DeviceSetting::PageListen1, DeviceSetting::PageLabel1),
    (DeviceSetting::PageListen2, DeviceSetting::PageLabel2),
    (DeviceSetting::PageListen3, DeviceSetting::PageLabel3),
    (DeviceSetting::PageListen4, DeviceSetting::PageLabel4),
    (DeviceSetting::PageListen5, DeviceSetting::PageLabel5),
    (DeviceSetting::PageListen6, DeviceSetting::PageLabel6),
    (DeviceSetting::PageListen7, DeviceSetting::PageLabel7),
    (DeviceSetting::PageListen8, DeviceSetting::PageLabel8),
    (DeviceSetting::PageListen9, DeviceSetting::PageLabel9),
    (DeviceSetting::PageListen10, DeviceSetting::PageLabel10),
];

impl List {
    /// Whether a setting is of one of its places.
    #[must_use]
    pub fn has(self, setting: Setting) -> bool {
        match (self, setting) {
            (Self::Codecs(account), Setting::Account(of, codec)) => account == of && CODECS.contains(&codec),
            (Self::LineKeys, Setting::Key(Key::Line(_), _))
            | (Self::SideKeys, Setting::Key(Key::Side(_), _))
            | (Self::BoardKeys, Setting::Key(Key::Board(_), _)) => true,
            (Self::Pages, Setting::Device(of)) => {
                PAGES.iter().any(|(listen, label)| *listen == of || *label == of)
            }
            _ => false,
        }
    }

    /// The settings that an item may go to: of each place the one that says whether it is free.
    pub(super) fn places(self, model: crate::Model, accounts: u8) -> Vec<Setting> {
        let keys = |first: u8, count: Option<u8>, key: fn(u8) -> Key| -> Vec<Setting> {
            let numbers = first..=count.unwrap_or(0);
            numbers
                .map(|number| Setting::Key(key(number), KeySetting::Function))
                .collect()
        };
        match self {
            Self::Codecs(account) => CODECS.map(|codec| Setting::Account(account, codec)).to_vec(),
            Self::LineKeys => {
                let more = model.line_keys() < model.screen_keys();
                let taken = if more {
                    model.line_keys().unwrap_or(0)
                } else {
                    accounts
                };
                keys(taken.saturating_add(1), model.screen_keys(), Key::Line)
            }
            Self::SideKeys => keys(1, model.side_keys(), Key::Side),
            Self::BoardKeys => {
                let boards = model.boards();
                let count = boards.map(|(boards, keys)| boards.saturating_mul(keys));
                keys(1, count, Key::Board)
            }
            Self::Pages => PAGES.map(|(listen, _)| Setting::Device(listen)).to_vec(),
        }
    }
}

impl Item {
    /// What it sets in a place; nothing when it is of another list.
    pub(super) fn settings(&self, place: Setting) -> Vec<(Setting, Option<Value>)> {
        match (self, place) {
            (Self::Codec(codec), Setting::Account(..)) => vec![(place, Some((*codec).into()))],
            (Self::Key(key), Setting::Key(on, _)) => {
                let text = |text: &Option<String>| text.as_deref().map(Value::from);
                vec![
                    (place, Some(key.function.into())),
                    (
                        Setting::Key(on, KeySetting::Account),
                        Some(u32::from(key.line).into()),
                    ),
                    (Setting::Key(on, KeySetting::Label), text(&key.label)),
                    (Setting::Key(on, KeySetting::Value), text(&key.value)),
                ]
            }
            (Self::Page { address, label }, Setting::Device(of)) => {
                let labels = PAGES.iter().filter(|(listen, _)| *listen == of);
                let label = labels.map(|(_, there)| (Setting::Device(*there), Some(label.as_str().into())));
                std::iter::once((place, Some(address.as_str().into())))
                    .chain(label)
                    .collect()
            }
            _ => Vec::new(),
        }
    }
}
