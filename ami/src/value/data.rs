//! Values as data (feature `serde`): names as text; the enumerations, in `macros.rs`, as their words and numbers. A
//! [`Secret`](super::Secret) is never written.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{ChannelName, EventMask, LinkedId, UniqueId};

macro_rules! text {
    ($($name:ident: $read:path,)+) => {
        $(impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                Ok($read(text.as_str()))
            }
        })+
    };
}

text! {
    ChannelName: ChannelName::new,
    UniqueId: UniqueId::new,
    LinkedId: LinkedId::new,
}

/// As `EventMask:` has it: `on`, `off` or names of classes.
impl Serialize for EventMask {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{from_str, to_string};

    use crate::value::{
        ChannelState, DeviceState, DialStatus, EventMask, HangupCause, QueueMemberStatus, UniqueId,
    };

    #[test]
    fn values_are_their_words_and_codes() {
        for (written, expected) in [
            (to_string(&HangupCause::Busy), "17"),
            (to_string(&HangupCause::Other(300)), "300"),
            (to_string(&ChannelState::Up), "6"),
            (to_string(&QueueMemberStatus::from_code(2)), "2"),
            (to_string(&DeviceState::from_word("INUSE")), "\"INUSE\""),
            (to_string(&DialStatus::from_word("NEW_ONE")), "\"NEW_ONE\""),
            (to_string(&UniqueId::new("1.2")), "\"1.2\""),
            (to_string(&(EventMask::CALL | EventMask::AGENT)), "\"call,agent\""),
        ] {
            assert_eq!(written.expect("a scalar"), expected);
        }
        assert_eq!(from_str::<HangupCause>("17").expect("a code"), HangupCause::Busy);
        assert_eq!(
            from_str::<DialStatus>("\"busy\"").expect("a word"),
            DialStatus::from_word("BUSY")
        );
        assert_eq!(
            from_str::<UniqueId>("\"1.2\"").expect("text"),
            UniqueId::new("1.2")
        );
    }
}
