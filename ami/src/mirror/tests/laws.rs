//! What holds for any life of a PBX, and any way in which its lists and events come.

use proptest::prelude::*;

use super::pbx::{Happening, KINDS, Pbx, seen};
use super::{Mirror, Options, at, message};

/// What a test does next.
#[derive(Clone, Debug)]
enum Act {
    /// Something happens in the PBX, which says so later.
    Happens(Happening),
    /// The PBX writes so many of the events that it has not written yet.
    Writes(u8),
    /// Everything is checked.
    Checks,
    /// One list is answered, if one is asked for.
    Lists,
    /// The connection is lost with all that was not written, and comes back.
    Reconnects,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        8 => (0..KINDS, any::<u8>(), any::<u8>()).prop_map(Act::Happens),
        3 => (1u8..6).prop_map(Act::Writes),
        1 => Just(Act::Checks),
        3 => Just(Act::Lists),
        1 => Just(Act::Reconnects),
    ]
}

fn answer_one(pbx: &Pbx, mirror: &mut Mirror) -> bool {
    let Some(part) = mirror.next_list() else {
        return false;
    };
    mirror.listed(part, &pbx.list(part), at(0));
    true
}

/// Writes and answers until there is nothing more to say.
fn finish(pbx: &mut Pbx, mirror: &mut Mirror) {
    while answer_one(pbx, mirror) || pbx.write(mirror, at(0)) {}
}

fn live(acts: Vec<Act>, pbx: &mut Pbx, mirror: &mut Mirror) {
    mirror.connected(at(0));
    for act in acts {
        match act {
            Act::Happens(happening) => {
                pbx.happens(happening);
            }
            Act::Writes(count) => {
                for _ in 0..count {
                    pbx.write(mirror, at(0));
                }
            }
            Act::Checks => mirror.check(),
            Act::Lists => {
                answer_one(pbx, mirror);
            }
            Act::Reconnects => {
                pbx.unwritten.clear();
                mirror.disconnected("the test wants it", at(0));
                mirror.connected(at(0));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// However lists and late events interleave, the end is what is true, and nothing is taken for a fault.
    #[test]
    fn lists_and_late_events_end_at_the_truth(acts in prop::collection::vec(act(), 0..120)) {
        let (mut pbx, mut mirror) = (Pbx::default(), Mirror::new(Options::default(), at(0)));
        live(acts, &mut pbx, &mut mirror);
        finish(&mut pbx, &mut mirror);
        mirror.settle(at(10));
        prop_assert_eq!(seen(mirror.state(), false), pbx.truth(false));
        prop_assert!(mirror.state().is_in_sync());
        prop_assert_eq!(mirror.state().repairs(), super::Repairs::default());

        mirror.check();
        finish(&mut pbx, &mut mirror);
        mirror.settle(at(20));
        prop_assert_eq!(seen(mirror.state(), true), pbx.truth(true));
    }

    /// Events that nobody noticed were lost: the next check mends it, and says so.
    #[test]
    fn a_check_mends_what_lost_events_left_behind(
        before in prop::collection::vec(act(), 0..60),
        after in prop::collection::vec((0..KINDS - 1, any::<u8>(), any::<u8>()), 1..60),
        lost in prop::collection::vec(any::<bool>(), 1..60),
    ) {
        let (mut pbx, mut mirror) = (Pbx::default(), Mirror::new(Options::default(), at(0)));
        live(before, &mut pbx, &mut mirror);
        finish(&mut pbx, &mut mirror);
        for happening in after {
            pbx.happens(happening);
        }
        let events = std::mem::take(&mut pbx.unwritten);
        for (event, lost) in events.into_iter().zip(lost.into_iter().cycle()) {
            if !lost {
                mirror.event(event.as_message(), at(0));
            }
        }
        mirror.settle(at(10));
        let drifted = seen(mirror.state(), false) != pbx.truth(false);
        mirror.check();
        finish(&mut pbx, &mut mirror);
        mirror.settle(at(10));
        prop_assert_eq!(seen(mirror.state(), true), pbx.truth(true));
        mirror.settle(at(20));
        let repairs = mirror.state().repairs();
        prop_assert_eq!(drifted, repairs.ghosts + repairs.missed + repairs.differed > 0, "{:?}", repairs);
    }

    /// Changes name exactly what differs between two states.
    #[test]
    fn changes_lead_from_one_state_to_the_next(acts in prop::collection::vec(act(), 0..60)) {
        let (mut pbx, mut mirror) = (Pbx::default(), Mirror::new(Options::default(), at(0)));
        live(acts, &mut pbx, &mut mirror);
        let before = mirror.state().clone();
        let changes = mirror.settle(at(1));
        for change in &changes {
            if let super::Change::Channel { id, step } = change {
                let (had, has) = (before.channel(id), mirror.state().channel(id));
                let expected = match step {
                    super::Step::Added => had.is_none() && has.is_some(),
                    super::Step::Changed => had.is_some() && has.is_some() && had != has,
                    super::Step::Removed => had.is_some() && has.is_none(),
                };
                prop_assert!(expected, "{change:?}");
            }
        }
        let told = changes.iter().filter(|change| matches!(change, super::Change::Channel { .. })).count();
        let ids = before.channels().chain(mirror.state().channels()).map(|channel| &channel.unique_id);
        let differing = ids
            .collect::<std::collections::BTreeSet<_>>()
            .into_iter()
            .filter(|id| before.channel(id) != mirror.state().channel(id))
            .count();
        prop_assert_eq!(told, differing);
        prop_assert_eq!(mirror.settle(at(1)).len(), 0);
    }

    /// Nothing that a peer writes makes the mirror fail.
    #[test]
    fn no_value_panics(values in prop::collection::vec("[a-zA-Z0-9.:;,/<>-]{0,12}|-?[0-9]{1,20}", 12), name in "[A-Z][A-Za-z]{3,12}") {
        let headers = [
            "Uniqueid", "Duration", "ChannelState", "Position", "Wait", "LastPause", "Queue", "Status", "Interface",
            "Paused", "BridgeUniqueid", "Newname",
        ];
        let line: String = headers.iter().zip(&values).map(|(header, value)| format!(" {header}={value}")).collect();
        let names = [
            "Newchannel", "Rename", "DialBegin", "BridgeEnter", "BridgeMerge", "QueueCallerJoin", "QueueMemberAdded",
            "AgentConnect", "DeviceStateChange", name.as_str(),
        ];
        let mut mirror = Mirror::new(Options::default(), at(0));
        mirror.connected(at(0));
        for name in names {
            mirror.event(message(&format!("{name}{line}")).as_message(), at(0));
        }
        for item in ["CoreShowChannel", "BridgeListItem", "QueueMember", "DeviceStateChange"] {
            let part = mirror.next_list().unwrap();
            mirror.listed(part, &super::list(part, &[format!("{item}{line}")]), std::time::SystemTime::UNIX_EPOCH);
        }
        mirror.settle(at(0));
    }
}
