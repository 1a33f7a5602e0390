//! Who heard whom, and when: bridges, seen through `Local` channels.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};

use super::gathered::{Channel, Gathered};

/// Shorter than a word: Asterisk takes channels out of a bridge and into another one for moments, when it transfers a
/// call and when it takes a `Local` channel out of the way.
const MOMENT: TimeDelta = TimeDelta::milliseconds(100);

/// These channels heard each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Talk {
    pub(super) at: DateTime<Utc>,
    pub(super) until: Option<DateTime<Utc>>,
    /// Places of channels in [`Gathered::channels`], in their order.
    pub(super) channels: Vec<usize>,
}

/// All talks, by their begin.
pub(super) fn talks(call: &Gathered) -> Vec<Talk> {
    let mut moves: Vec<(DateTime<Utc>, usize, Option<&str>, &str)> = Vec::new();
    for (place, channel) in call.channels.iter().enumerate() {
        for step in &channel.moves {
            let into = (step.is_in && !step.is_holding).then_some(step.bridge.as_str());
            moves.push((step.at, place, into, &step.bridge));
        }
        if let Some((ended, _)) = call.end_of(channel) {
            moves.push((ended, place, None, ""));
        }
    }
    // Stable: what happened to one channel at one moment stays in its order.
    moves.sort_by_key(|(at, ..)| *at);

    let mut is_in: BTreeMap<usize, &str> = BTreeMap::new();
    let mut open: BTreeMap<Vec<usize>, DateTime<Utc>> = BTreeMap::new();
    let mut talks = Vec::new();
    let mut moves = moves.into_iter().peekable();
    while let Some((at, place, into, bridge)) = moves.next() {
        match into {
            Some(bridge) => {
                is_in.insert(place, bridge);
            }
            // Out of one that it is no longer in is nothing.
            None if bridge.is_empty() || is_in.get(&place) == Some(&bridge) => {
                is_in.remove(&place);
            }
            None => {}
        }
        // What happens at one moment happens at once.
        if moves.peek().is_some_and(|(next, ..)| *next == at) {
            continue;
        }
        let groups = groups(&call.channels, &is_in);
        open.retain(|channels, begun| {
            let goes_on = groups.contains(channels);
            if !goes_on {
                talks.push(Talk {
                    at: *begun,
                    until: Some(at),
                    channels: channels.clone(),
                });
            }
            goes_on
        });
        for group in groups {
            open.entry(group).or_insert(at);
        }
    }
    talks.extend(open.into_iter().map(|(channels, at)| Talk {
        at,
        until: None,
        channels,
    }));
    smooth(talks)
}

/// Legs in one bridge, or in bridges that both halves of a `Local` channel join.
fn groups(channels: &[Channel], is_in: &BTreeMap<usize, &str>) -> BTreeSet<Vec<usize>> {
    // The bridge that stands for all that are joined with it.
    let mut stands_for: BTreeMap<&str, &str> = BTreeMap::new();
    let root = |stands_for: &BTreeMap<&str, &str>, bridge: &str| {
        let mut bridge = bridge.to_owned();
        while let Some(other) = stands_for.get(bridge.as_str()) {
            (*other).clone_into(&mut bridge);
        }
        bridge
    };
    let mut halves: BTreeMap<&str, &str> = BTreeMap::new();
    for (place, bridge) in is_in {
        if let Some(pair) = channels[*place].pair()
            && let Some(other) = halves.insert(pair, bridge)
        {
            let (one, other_root) = (root(&stands_for, bridge), root(&stands_for, other));
            if one != other_root {
                let key = is_in.values().find(|name| **name == one);
                let value = is_in.values().find(|name| **name == other_root);
                if let (Some(key), Some(value)) = (key, value) {
                    stands_for.insert(key, value);
                }
            }
        }
    }
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (place, bridge) in is_in.iter().filter(|(place, _)| channels[**place].is_leg()) {
        groups.entry(root(&stands_for, bridge)).or_default().push(*place);
    }
    groups.into_values().filter(|group| group.len() > 1).collect()
}

/// Leaves out what is shorter than a moment, and joins what it parted.
fn smooth(mut talks: Vec<Talk>) -> Vec<Talk> {
    talks.retain(|talk| talk.until.is_none_or(|until| until - talk.at >= MOMENT));
    talks.sort_by(|one, other| (one.at, &one.channels).cmp(&(other.at, &other.channels)));
    let mut smoothed: Vec<Talk> = Vec::new();
    for talk in talks {
        let before = smoothed.iter_mut().rev().find(|before| {
            before.channels == talk.channels && before.until.is_some_and(|until| talk.at - until <= MOMENT)
        });
        match before {
            Some(before) => before.until = talk.until,
            None => smoothed.push(talk),
        }
    }
    smoothed
}
