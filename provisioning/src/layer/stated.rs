//! One layer.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use super::Scope;
use super::list::{Item, List};
use super::subject::has_variable;
use crate::device::Device;
use crate::setting::{Kind, ParseSettingError, ParseValueError, Setting, Value};

/// Settings that are said together: of a site, a group, a device.
///
/// ```
/// use switchhook_provisioning::layer::{Layer, Scope};
/// use switchhook_provisioning::setting::{DeviceSetting, Setting};
/// let site = Layer::new(Scope::Site, "Nouméa")
///     .set(Setting::Device(DeviceSetting::NetVlan), 20)
///     .set_text("time.zone", "Pacific/Noumea")?;
/// let error = site.clone().set_text("net.vlan", "5000").unwrap_err();
/// assert_eq!(error.to_string(), "net.vlan: \"5000\" is no number from 0 to 4094; give a number within the range");
/// assert_eq!(site.unset("net.vlan".parse()?).len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
#[must_use]
pub struct Layer {
    scope: Scope,
    rank: u16,
    name: Arc<str>,
    pub(super) says: BTreeMap<Setting, Says>,
    pub(super) lists: BTreeMap<List, Listed>,
}

/// What a layer says of a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Says {
    pub(super) op: Option<Op>,
    pub(super) locks: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Op {
    Set(Value),
    Clear,
    Leave,
}

/// What a layer says of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) replaces: bool,
    pub(super) items: Vec<Item>,
}

impl Layer {
    /// A layer that says nothing yet. Its name is for people, in explanations.
    pub fn new(scope: Scope, name: impl Into<Arc<str>>) -> Self {
        Self {
            scope,
            rank: 0,
            name: name.into(),
            says: BTreeMap::new(),
            lists: BTreeMap::new(),
        }
    }

    /// Of several layers of a scope, one of a higher rank lies above; of equal ranks, the name that sorts later. 0 by default.
    pub fn rank(mut self, rank: u16) -> Self {
        self.rank = rank;
        self
    }

    /// What a [`Device`] sets, its unused accounts among it, which are stated as off and empty.
    ///
    /// ```
    /// use switchhook_provisioning::layer::Layer;
    /// use switchhook_provisioning::{Device, Line, Model};
    /// let device = Device::new(Model::GXP2135, "00:0b:82:aa:bb:cc".parse()?)
    ///     .line(Line::new("pbx.example.net", "u4711", "kT9-vV2_mQ7.xR4-pL1s"));
    /// let layer = Layer::of(&device);
    /// assert_eq!(layer.value("account.1.user_id".parse()?), Some(&"u4711".into()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(device: &Device) -> Self {
        let mut layer = Self::new(Scope::Device, device.mac.to_string());
        for (setting, value) in device.settings() {
            layer = match value {
                Some(value) => layer.set(setting, value),
                None => layer.clear(setting),
            };
        }
        layer
    }

    /// Sets a value. It is checked when the layers are encoded.
    pub fn set(self, setting: Setting, value: impl Into<Value>) -> Self {
        self.say(setting, Some(Op::Set(value.into())))
    }

    /// Sets a value by the path of its setting and as people write it: see [`Value::parse`].
    ///
    /// # Errors
    ///
    /// When there is no such setting, or it takes no such value.
    pub fn set_text(self, path: &str, text: &str) -> Result<Self, LayerError> {
        let setting: Setting = path.parse()?;
        // What stands in place of a variable is known, and checked, when it is filled in.
        let value = if takes_variables(setting) && has_variable(text) {
            Value::Text(text.to_owned())
        } else {
            Value::parse(setting, text)?
        };
        Ok(self.set(setting, value))
    }

    /// Says no more about a setting, so that it is what lies below. A lock stays.
    pub fn unset(self, setting: Setting) -> Self {
        self.say(setting, None)
    }

    /// States a setting as empty: the device forgets what it had.
    pub fn clear(self, setting: Setting) -> Self {
        self.say(setting, Some(Op::Clear))
    }

    /// Leaves a setting to the device, whatever lies below.
    pub fn leave(self, setting: Setting) -> Self {
        self.say(setting, Some(Op::Leave))
    }

    /// Forbids the layers above to change a setting.
    pub fn lock(mut self, setting: Setting) -> Self {
        let says = self.says.entry(setting);
        says.or_insert(Says {
            op: None,
            locks: true,
        })
        .locks = true;
        self
    }

    /// Takes a lock of this layer away.
    pub fn unlock(mut self, setting: Setting) -> Self {
        if let Some(says) = self.says.get_mut(&setting) {
            says.locks = false;
        }
        self.forget(setting)
    }

    /// Adds to a list: into the next free place, in the order of the calls. See [`List`].
    pub fn append(mut self, list: List, item: impl Into<Item>) -> Self {
        self.lists.entry(list).or_default().items.push(item.into());
        self
    }

    /// Says what all of a list is: what lies below is left out of it, but for what is locked there.
    pub fn replace<T: Into<Item>>(mut self, list: List, items: impl IntoIterator<Item = T>) -> Self {
        let items = items.into_iter().map(Into::into).collect();
        self.lists.insert(
            list,
            Listed {
                replaces: true,
                items,
            },
        );
        self
    }

    /// For how many devices it is.
    #[must_use]
    pub const fn scope(&self) -> Scope {
        self.scope
    }

    /// Its name, for people.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Of how many settings it says something, lists left out.
    #[must_use]
    pub fn len(&self) -> usize {
        self.says.len()
    }

    /// Whether it says nothing at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.says.is_empty() && self.lists.is_empty()
    }

    /// The value that it sets.
    #[must_use]
    pub fn value(&self, setting: Setting) -> Option<&Value> {
        match self.says.get(&setting)?.op.as_ref()? {
            Op::Set(value) => Some(value),
            Op::Clear | Op::Leave => None,
        }
    }

    /// Whether it states the setting as empty.
    #[must_use]
    pub fn clears(&self, setting: Setting) -> bool {
        let says = self.says.get(&setting);
        says.is_some_and(|says| says.op == Some(Op::Clear))
    }

    /// Whether it locks the setting.
    #[must_use]
    pub fn locks(&self, setting: Setting) -> bool {
        self.says.get(&setting).is_some_and(|says| says.locks)
    }

    /// The settings of which it says something, in their order.
    pub fn settings(&self) -> impl Iterator<Item = Setting> {
        self.says.keys().copied()
    }

    /// What it sets and clears, in the order of the settings.
    pub(crate) fn values(&self) -> impl Iterator<Item = (Setting, Option<&Value>)> {
        self.says
            .iter()
            .filter_map(|(setting, says)| match says.op.as_ref()? {
                Op::Set(value) => Some((*setting, Some(value))),
                Op::Clear => Some((*setting, None)),
                Op::Leave => None,
            })
    }

    /// What decides which of two layers lies above.
    pub(super) fn order(&self) -> (Scope, u16, &str) {
        (self.scope, self.rank, &self.name)
    }

    fn say(mut self, setting: Setting, op: Option<Op>) -> Self {
        let says = self.says.entry(setting);
        says.or_insert(Says {
            op: None,
            locks: false,
        })
        .op = op;
        self.forget(setting)
    }

    fn forget(mut self, setting: Setting) -> Self {
        let nothing = Says {
            op: None,
            locks: false,
        };
        if self.says.get(&setting) == Some(&nothing) {
            self.says.remove(&setting);
        }
        self
    }
}

/// Passwords are what they are, and braces in a dial plan are its own.
pub(super) fn takes_variables(setting: Setting) -> bool {
    matches!(
        setting.kind(),
        Kind::Text
            | Kind::Filled
            | Kind::Dialled
            | Kind::SipUser
            | Kind::AuthId
            | Kind::DisplayName
            | Kind::Host
            | Kind::Path
            | Kind::Url
    )
}

impl fmt::Debug for Layer {
    /// Which settings, and no values: many layers hold passwords.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Layer({self}: ")?;
        f.debug_set()
            .entries(self.says.keys().map(ToString::to_string))
            .entries(self.lists.keys())
            .finish()?;
        f.write_str(")")
    }
}

impl fmt::Display for Layer {
    /// `site "Nouméa"`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", self.scope.name(), self.name)
    }
}

/// A text that a layer cannot take.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LayerError {
    /// No such setting.
    #[error(transparent)]
    Setting(#[from] ParseSettingError),
    /// No such value.
    #[error(transparent)]
    Value(#[from] ParseValueError),
}

impl LayerError {
    /// A code that does not change between releases.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Setting(error) => error.code(),
            Self::Value(error) => error.code(),
        }
    }
}
