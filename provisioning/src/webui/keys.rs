//! Keys stored at once, in the way of newer pages.

use serde_json::{Value, json};

use super::WebError;
use crate::key::FunctionKey;
use crate::setting::KeyFunction;

/// A key with its place in a phone's own list of keys (`api-save_mpk`, of newer firmware).
///
/// ```
/// use switchhook_provisioning::webui::StoredKey;
/// use switchhook_provisioning::{FunctionKey, KeyFunction};
/// let lamp = FunctionKey::new(KeyFunction::BusyLamp).value("101").label("Ann");
/// let keys = [StoredKey::second_line(lamp.clone()), StoredKey::board(1, lamp)];
/// # let _ = keys;
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredKey {
    slot: u16,
    priority: u16,
    key: FunctionKey,
}

impl StoredKey {
    /// A key of the expansion board, from 1.
    #[must_use]
    pub fn board(position: u8, key: FunctionKey) -> Self {
        Self {
            slot: 16 + u16::from(position),
            priority: 1999 + u16::from(position),
            key,
        }
    }

    /// The second line key.
    #[must_use]
    pub const fn second_line(key: FunctionKey) -> Self {
        Self {
            slot: 2,
            priority: 1,
            key,
        }
    }

    /// The second soft key at the display.
    #[must_use]
    pub const fn soft(key: FunctionKey) -> Self {
        Self {
            slot: 178,
            priority: 3001,
            key,
        }
    }

    /// As phones take it: modes and accounts from their own numbers.
    pub(super) fn json(&self) -> Result<Value, WebError> {
        let mode = match self.key.function {
            KeyFunction::None => -1,
            KeyFunction::SpeedDial => 2,
            KeyFunction::BusyLamp => 3,
            KeyFunction::ActiveSpeedDial => 6,
            other => {
                let problem = format!(
                    "{other} is no function that keys are known to be stored with; write its numbers instead"
                );
                return Err(WebError::Impossible { problem });
            }
        };
        Ok(json!({
            "VKID": self.slot,
            "ValueName": self.key.value.as_deref().unwrap_or_default(),
            "Description": self.key.label.as_deref().unwrap_or_default(),
            "Account": self.key.line.saturating_sub(1),
            "TypeMode": mode,
            "Priority": self.priority,
            "Locked": 0,
        }))
    }
}
