//! Layers laid upon each other.

use std::cmp::Ordering;

use super::list::{Item, List};
use super::stated::{Layer, Op};
use crate::dialect::set::NOT_MADE;
use crate::setting::Setting;

/// What becomes of a setting: whose word counts, and who locked it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slot<'a> {
    /// By which layer of the pile.
    pub(super) op: Option<(u16, &'a Op)>,
    pub(super) lock: Option<u16>,
    /// Which text was made of it beforehand.
    pub(super) made: u32,
}

/// A pile of layers as one: what each setting is, with the layers to ask.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Fold<'a> {
    /// The lowest first.
    pub(super) layers: Vec<&'a Layer>,
    /// In the order of the settings, each once.
    pub(super) slots: Vec<(Setting, Slot<'a>)>,
    /// Lists that begin anew with a layer.
    replaced: Vec<(List, u16)>,
    /// What goes into free places, in its order.
    pub(super) appended: Vec<(List, u16, &'a Item)>,
}

impl<'a> Fold<'a> {
    pub(super) fn of(layer: &'a Layer) -> Self {
        let slots = layer.says.iter().map(|(setting, says)| {
            let slot = Slot {
                op: says.op.as_ref().map(|op| (0, op)),
                lock: says.locks.then_some(0),
                made: NOT_MADE,
            };
            (*setting, slot)
        });
        let lists = layer.lists.iter();
        let replaced = lists.clone().filter(|(_, listed)| listed.replaces);
        Self {
            layers: vec![layer],
            slots: slots.collect(),
            replaced: replaced.map(|(list, _)| (*list, 0)).collect(),
            appended: lists
                .flat_map(|(list, listed)| listed.items.iter().map(|item| (*list, 0, item)))
                .collect(),
        }
    }

    /// Layers in whatever order.
    pub(super) fn of_all(layers: &[&'a Layer]) -> Self {
        let mut layers = layers.to_vec();
        layers.sort_by(|one, other| one.order().cmp(&other.order()));
        let each = layers.into_iter().map(Self::of);
        each.reduce(|lower, upper| lower.join(&upper)).unwrap_or_default()
    }

    /// This pile, and another upon it. It is associative: which piles are joined first does not matter.
    pub(super) fn join(&self, upper: &Self) -> Self {
        let offset = self.layers.len() as u16;
        let raise = |slot: &Slot<'a>| Slot {
            op: slot.op.map(|(layer, op)| (layer + offset, op)),
            lock: slot.lock.map(|layer| layer + offset),
            made: slot.made,
        };
        let mut slots = Vec::with_capacity(self.slots.len() + upper.slots.len());
        let (mut low, mut high) = (self.slots.as_slice(), upper.slots.as_slice());
        loop {
            let order = match (low.first(), high.first()) {
                (None, None) => break,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some((one, _)), Some((other, _))) => one.cmp(other),
            };
            match order {
                Ordering::Less => {
                    slots.push((low[0].0, upper.leave(low[0].0, low[0].1, None, offset)));
                    low = &low[1..];
                }
                Ordering::Greater => {
                    slots.push((high[0].0, raise(&high[0].1)));
                    high = &high[1..];
                }
                Ordering::Equal => {
                    let below = upper.leave(low[0].0, low[0].1, high[0].1.lock, offset);
                    let above = raise(&high[0].1);
                    slots.push((low[0].0, lay(below, above)));
                    (low, high) = (&low[1..], &high[1..]);
                }
            }
        }
        let mut layers = Vec::with_capacity(self.layers.len() + upper.layers.len());
        layers.extend_from_slice(&self.layers);
        layers.extend_from_slice(&upper.layers);
        let kept = self.appended.iter().copied();
        let kept = kept.filter(|(list, ..)| !upper.replaces(*list));
        let raised = upper.appended.iter();
        let raised = raised.map(|(list, layer, item)| (*list, layer + offset, *item));
        let replaced = upper.replaced.iter().map(|(list, layer)| (*list, layer + offset));
        let before = self.replaced.iter().copied();
        Self {
            layers,
            slots,
            appended: kept.chain(raised).collect(),
            replaced: before.chain(replaced).collect(),
        }
    }

    /// Whether it says nothing of lists as such.
    pub(super) fn has_no_lists(&self) -> bool {
        self.appended.is_empty() && self.replaced.is_empty()
    }

    fn replaces(&self, list: List) -> bool {
        self.replaced.iter().any(|(there, _)| *there == list)
    }

    /// What this pile leaves of a slot below it when it begins the slot's list anew. What a layer of it has locked, the layers
    /// above that do not begin anew.
    fn leave(&self, setting: Setting, below: Slot<'a>, lock: Option<u16>, offset: u16) -> Slot<'a> {
        if self.replaced.is_empty() || below.lock.is_some() || below.op.is_none() {
            return below;
        }
        let counts = |layer: u16| lock.is_none_or(|lock| layer <= lock);
        let replaced = self.replaced.iter();
        let last = replaced
            .filter(|(list, layer)| list.has(setting) && counts(*layer))
            .map(|(_, layer)| *layer)
            .max();
        match last {
            Some(layer) => Slot {
                op: Some((layer + offset, &Op::Leave)),
                lock: None,
                made: NOT_MADE,
            },
            None => below,
        }
    }

    /// Settings that a layer would change and a layer below it has locked: both layers.
    pub(super) fn refused(&self) -> impl Iterator<Item = (Setting, u16, u16)> {
        let locked = self
            .slots
            .iter()
            .filter_map(|(setting, slot)| Some((*setting, slot.lock?)));
        locked.flat_map(move |(setting, lock)| {
            let above = (lock + 1)..self.layers.len() as u16;
            let tries = above.filter(move |layer| {
                let says = self.layers[usize::from(*layer)].says.get(&setting);
                says.is_some_and(|says| says.op.is_some())
            });
            tries.map(move |layer| (setting, layer, lock))
        })
    }
}

fn lay<'a>(below: Slot<'a>, above: Slot<'a>) -> Slot<'a> {
    if below.lock.is_some() {
        return below;
    }
    let (op, made) = match above.op {
        Some(op) => (Some(op), above.made),
        None => (below.op, below.made),
    };
    Slot {
        op,
        lock: above.lock,
        made,
    }
}
