//! Bridges: where two channels hear each other.

use super::super::class::Classes;
use super::super::text::Message;
use super::{Key, Model};

/// A bridge and who is in it.
#[derive(Clone, Debug)]
pub(super) struct Bridge {
    id: String,
    members: Vec<Key>,
}

impl Bridge {
    /// Asterisk `main/manager_bridges.c`, `ast_manager_build_bridge_state_string_prefix`.
    fn snapshot(&self, message: Message) -> Message {
        message
            .header("BridgeUniqueid", &self.id)
            .header("BridgeType", "basic")
            .header("BridgeTechnology", "simple_bridge")
            .header("BridgeCreator", "<unknown>")
            .header("BridgeName", "<unknown>")
            .header("BridgeNumChannels", self.members.len())
            .header("BridgeVideoSourceMode", "none")
    }
}

impl Model {
    /// Joins the called channel, then the caller, as `Dial` does.
    pub(super) fn bridge(&mut self, called: Key, caller: Key) -> Bridge {
        let (a, b) = (self.random.next(), self.random.next());
        let id = format!(
            "{:08x}-{:04x}-4{:03x}-a{:03x}-{:012x}",
            a >> 32,
            (a >> 16) & 0xffff,
            a & 0xfff,
            (b >> 52) & 0xfff,
            b & 0xffff_ffff_ffff
        );
        let mut bridge = Bridge {
            id,
            members: Vec::new(),
        };
        self.emit(bridge.snapshot(Message::event("BridgeCreate", Classes::CALL)));
        for key in [called, caller] {
            bridge.members.push(key);
            if let Some(channel) = self.channels.get_mut(&key) {
                channel.bridge.clone_from(&bridge.id);
            }
            self.emit_member("BridgeEnter", &bridge, key);
        }
        bridge
    }

    /// Takes everybody out, `first` first, and destroys the bridge.
    pub(super) fn unbridge(&mut self, mut bridge: Bridge, first: Key) {
        let mut leaving = std::mem::take(&mut bridge.members);
        leaving.sort_by_key(|key| *key != first);
        let mut left = leaving.len();
        for key in leaving {
            left -= 1;
            bridge.members.resize(left, 0);
            if let Some(channel) = self.channels.get_mut(&key) {
                channel.bridge.clear();
            }
            self.emit_member("BridgeLeave", &bridge, key);
        }
        self.emit(bridge.snapshot(Message::event("BridgeDestroy", Classes::CALL)));
    }

    fn emit_member(&mut self, name: &str, bridge: &Bridge, key: Key) {
        let mut message = bridge.snapshot(Message::event(name, Classes::CALL));
        let Some(channel) = self.channels.get(&key) else {
            return;
        };
        channel.snapshot("", &mut message);
        self.emit(message);
    }
}
