//! Bridges: where two channels hear each other, or a parked one music.

use super::super::class::Classes;
use super::super::text::Message;
use super::{Key, Model};

/// A bridge and who is in it.
#[derive(Clone, Debug)]
pub(in super::super) struct Bridge {
    pub(in super::super) id: String,
    kind: Kind,
    pub(in super::super) members: Vec<Key>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Basic,
    Parking,
}

impl Bridge {
    /// Its technology, which `BridgeList` compares with its header `BridgeType`.
    pub(in super::super) const fn technology(&self) -> &'static str {
        match self.kind {
            Kind::Basic => "simple_bridge",
            Kind::Parking => "holding_bridge",
        }
    }

    /// Asterisk `main/manager_bridges.c`, `ast_manager_build_bridge_state_string_prefix`.
    pub(in super::super) fn snapshot(&self, message: Message) -> Message {
        let (kind, creator, name) = match self.kind {
            Kind::Basic => ("basic", "<unknown>", "<unknown>"),
            Kind::Parking => ("parking", "Parking", super::PARKING_LOT),
        };
        message
            .header("BridgeUniqueid", &self.id)
            .header("BridgeType", kind)
            .header("BridgeTechnology", self.technology())
            .header("BridgeCreator", creator)
            .header("BridgeName", name)
            .header("BridgeNumChannels", self.members.len())
            .header("BridgeVideoSourceMode", "none")
    }
}

impl Model {
    fn new_bridge(&mut self, kind: Kind) -> Bridge {
        let (a, b) = (self.random.next(), self.random.next());
        let id = format!(
            "{:08x}-{:04x}-4{:03x}-a{:03x}-{:012x}",
            a >> 32,
            (a >> 16) & 0xffff,
            a & 0xfff,
            (b >> 52) & 0xfff,
            b & 0xffff_ffff_ffff
        );
        let bridge = Bridge {
            id,
            kind,
            members: Vec::new(),
        };
        self.emit(bridge.snapshot(Message::event("BridgeCreate", Classes::CALL)));
        bridge
    }

    pub(super) fn new_parking_bridge(&mut self) -> Bridge {
        self.new_bridge(Kind::Parking)
    }

    /// Joins the called channel, then the caller, as `Dial` does.
    pub(super) fn bridge(&mut self, called: Key, caller: Key) -> Bridge {
        let mut bridge = self.new_bridge(Kind::Basic);
        for key in [called, caller] {
            self.enter(&mut bridge, key);
        }
        bridge
    }

    pub(super) fn enter(&mut self, bridge: &mut Bridge, key: Key) {
        bridge.members.push(key);
        if let Some(channel) = self.channels.get_mut(&key) {
            channel.bridge.clone_from(&bridge.id);
        }
        self.emit_member("BridgeEnter", bridge, key);
    }

    pub(super) fn leave(&mut self, bridge: &mut Bridge, key: Key) {
        bridge.members.retain(|member| *member != key);
        if let Some(channel) = self.channels.get_mut(&key) {
            channel.bridge.clear();
        }
        self.emit_member("BridgeLeave", bridge, key);
    }

    /// Takes everybody out, `first` first, and destroys the bridge.
    pub(super) fn unbridge(&mut self, mut bridge: Bridge, first: Key) {
        let mut leaving = bridge.members.clone();
        leaving.sort_by_key(|key| *key != first);
        for key in leaving {
            self.leave(&mut bridge, key);
        }
        self.emit(bridge.snapshot(Message::event("BridgeDestroy", Classes::CALL)));
    }

    /// Every bridge there is.
    pub(in super::super) fn bridges(&self) -> impl Iterator<Item = &Bridge> {
        let talking = self.calls.values().filter_map(|call| call.bridge.as_ref());
        talking.chain(&self.parking_bridge)
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
