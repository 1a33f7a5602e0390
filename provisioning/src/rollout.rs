//! New firmware in rings: one telephone, one of each model, a tenth, the rest. A ring that fails is the last one.
//!
//! Pure: who is in which ring follows from the addresses, and how far the rollout is follows from what the devices say of
//! themselves. The host gives those in the offered rings the address of the release, and asks again.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, SystemTime};

use crate::catalogue::{Firmware, Model};
use crate::mac::MacAddr;

/// A part of all devices, each one larger than the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ring {
    /// One device.
    One,
    /// One of each model.
    EachModel,
    /// A tenth.
    Tenth,
    /// The rest.
    Rest,
}

impl Ring {
    /// All of them, in their order.
    pub const ALL: [Self; 4] = [Self::One, Self::EachModel, Self::Tenth, Self::Rest];
}

/// A device, as far as firmware is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Which one.
    pub mac: MacAddr,
    /// What it is.
    pub model: Model,
    /// What it last said that it has.
    pub firmware: Option<Firmware>,
    /// When it was first given the address of the new firmware.
    pub offered: Option<SystemTime>,
}

/// A rollout of firmware.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use switchhook_provisioning::catalogue::Model;
/// use switchhook_provisioning::rollout::{Progress, Ring, Rollout, Unit};
/// let rollout = Rollout::new([(Model::GRP2614, "1.0.5.67".parse()?)]);
/// let unit = |last, firmware: &str| Unit {
///     mac: switchhook_provisioning::MacAddr::new([0xc0, 0x74, 0xad, 0, 0, last]),
///     model: Model::GRP2614,
///     firmware: firmware.parse().ok(),
///     offered: None,
/// };
/// let devices = [unit(1, "1.0.5.50"), unit(2, "1.0.5.50")];
/// let now = SystemTime::UNIX_EPOCH;
/// let Progress::Running { ring: Ring::One, offer } = rollout.look(&devices, now) else { panic!() };
/// assert_eq!(offer, [devices[0].mac]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Rollout {
    targets: Vec<(Model, Firmware)>,
    first: Option<MacAddr>,
    patience: Duration,
    may_go_back: bool,
}

/// How far a rollout is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// These are to be given the address of the new firmware, in the order of their addresses.
    Running {
        /// The ring that is being done.
        ring: Ring,
        /// Those of this ring and of earlier ones that do not have it yet.
        offer: Vec<MacAddr>,
    },
    /// A ring failed: nobody else is offered anything.
    Halted {
        /// Which one.
        ring: Ring,
        /// Those that were offered it and did not come back with it in time.
        failed: Vec<MacAddr>,
    },
    /// All have it.
    Finished,
}

impl Rollout {
    /// A rollout of these versions.
    #[must_use]
    pub fn new(targets: impl IntoIterator<Item = (Model, Firmware)>) -> Self {
        Self {
            targets: targets.into_iter().collect(),
            first: None,
            patience: Duration::from_secs(26 * 3600),
            may_go_back: false,
        }
    }

    /// The device of the first ring; the one with the lowest address by default.
    #[must_use]
    pub fn first(mut self, mac: MacAddr) -> Self {
        self.first = Some(mac);
        self
    }

    /// How long a device may take from the offer until it names the new version; 26 hours by default: a day of its schedule
    /// and the time to load.
    #[must_use]
    pub fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Offers the version to devices with a newer one, too. Some refuse to go back, and then the ring fails.
    #[must_use]
    pub fn go_back(mut self) -> Self {
        self.may_go_back = true;
        self
    }

    fn target(&self, model: Model) -> Option<Firmware> {
        self.targets
            .iter()
            .find(|(there, _)| *there == model)
            .map(|&(_, version)| version)
    }

    /// Whether the rollout is about this device, and if it is, whether it has what it shall have.
    fn has_it(&self, unit: &Unit) -> Option<bool> {
        let target = self.target(unit.model)?;
        match unit.firmware {
            // What it has is not known, so whether the new one is older is not known either.
            None if unit.offered.is_none() && !self.may_go_back => None,
            None => Some(false),
            Some(has) if has == target => Some(true),
            Some(has) if has > target && !self.may_go_back => None,
            Some(_) => Some(false),
        }
    }

    /// How far it is, by what the devices say.
    #[must_use]
    pub fn look(&self, devices: &[Unit], now: SystemTime) -> Progress {
        let about: BTreeMap<MacAddr, &Unit> = devices
            .iter()
            .filter(|unit| self.has_it(unit).is_some())
            .map(|unit| (unit.mac, unit))
            .collect();
        let mut offer = Vec::new();
        let rings = self.rings(&about);
        for ring in Ring::ALL {
            let members = || about.values().filter(|unit| rings[&unit.mac] == ring);
            let missing = || members().filter(|unit| self.has_it(unit) == Some(false));
            let failed: Vec<_> = missing()
                .filter(|unit| {
                    let waited = unit.offered.and_then(|offered| now.duration_since(offered).ok());
                    waited.is_some_and(|waited| waited > self.patience)
                })
                .map(|unit| unit.mac)
                .collect();
            if !failed.is_empty() {
                return Progress::Halted { ring, failed };
            }
            offer.extend(missing().map(|unit| unit.mac));
            if !offer.is_empty() {
                return Progress::Running { ring, offer };
            }
        }
        Progress::Finished
    }

    fn rings(&self, about: &BTreeMap<MacAddr, &Unit>) -> BTreeMap<MacAddr, Ring> {
        let first = self
            .first
            .filter(|mac| about.contains_key(mac))
            .or_else(|| about.keys().next().copied());
        let mut models = BTreeSet::new();
        if let Some(unit) = first.and_then(|mac| about.get(&mac)) {
            models.insert(unit.model.name());
        }
        about
            .values()
            .map(|unit| {
                let ring = if Some(unit.mac) == first {
                    Ring::One
                } else if models.insert(unit.model.name()) {
                    Ring::EachModel
                } else if is_of_the_tenth(unit.mac) {
                    Ring::Tenth
                } else {
                    Ring::Rest
                };
                (unit.mac, ring)
            })
            .collect()
    }
}

/// The same tenth each time, and spread over boxes that were bought together.
fn is_of_the_tenth(mac: MacAddr) -> bool {
    let number = mac
        .octets()
        .iter()
        .fold(0u64, |number, &byte| number << 8 | u64::from(byte));
    // Fibonacci hashing: neighbours go far apart.
    (number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) % 10 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: SystemTime = SystemTime::UNIX_EPOCH;

    fn version(text: &str) -> Firmware {
        text.parse().unwrap()
    }

    fn fleet() -> Vec<Unit> {
        (0..200u8)
            .map(|last| Unit {
                mac: MacAddr::new([0xc0, 0x74, 0xad, 0, 1, last]),
                model: if last % 3 == 0 {
                    Model::GRP2614
                } else {
                    Model::GXP2135
                },
                firmware: Some(version("1.0.5.50")),
                offered: None,
            })
            .collect()
    }

    fn rollout() -> Rollout {
        Rollout::new([
            (Model::GRP2614, version("1.0.5.67")),
            (Model::GXP2135, version("1.0.11.23")),
        ])
    }

    /// Everybody who is offered it takes it.
    fn take(devices: &mut [Unit], rollout: &Rollout, offer: &[MacAddr], now: SystemTime) {
        for unit in devices.iter_mut().filter(|unit| offer.contains(&unit.mac)) {
            unit.offered = Some(now);
            unit.firmware = rollout.target(unit.model);
        }
    }

    #[test]
    fn rings_come_one_after_the_other() {
        let (rollout, mut devices) = (rollout(), fleet());
        let mut sizes = Vec::new();
        while let Progress::Running { ring, offer } = rollout.look(&devices, NOW) {
            assert_eq!(ring, Ring::ALL[sizes.len()]);
            sizes.push(offer.len());
            take(&mut devices, &rollout, &offer, NOW);
        }
        assert_eq!(rollout.look(&devices, NOW), Progress::Finished);
        assert_eq!((sizes[0], sizes[1], sizes.iter().sum::<usize>()), (1, 1, 200));
        assert!((10..=30).contains(&sizes[2]), "{sizes:?}");
    }

    #[test]
    fn a_ring_that_fails_is_the_last() {
        let (rollout, mut devices) = (rollout(), fleet());
        let Progress::Running { offer, .. } = rollout.look(&devices, NOW) else {
            panic!("nothing is offered");
        };
        devices
            .iter_mut()
            .filter(|unit| offer.contains(&unit.mac))
            .for_each(|unit| unit.offered = Some(NOW));
        let hour = Duration::from_secs(3600);
        assert!(matches!(
            rollout.look(&devices, NOW + 26 * hour),
            Progress::Running { ring: Ring::One, .. }
        ));
        let halted = Progress::Halted {
            ring: Ring::One,
            failed: offer.clone(),
        };
        assert_eq!(rollout.look(&devices, NOW + 27 * hour), halted);
        // It came after all.
        take(&mut devices, &rollout, &offer, NOW);
        assert!(matches!(
            rollout.look(&devices, NOW + 27 * hour),
            Progress::Running {
                ring: Ring::EachModel,
                ..
            }
        ));
    }

    #[test]
    fn nobody_is_led_back_unless_that_is_asked_for() {
        let mut devices = fleet();
        devices.truncate(3);
        devices[0].firmware = Some(version("1.0.5.68"));
        devices[1].firmware = None;
        let Progress::Running { offer, .. } = rollout().look(&devices, NOW) else {
            panic!("nothing is offered");
        };
        assert_eq!(offer, [devices[2].mac]);
        let Progress::Running { offer, .. } = rollout().go_back().look(&devices, NOW) else {
            panic!("nothing is offered");
        };
        assert_eq!(offer, [devices[0].mac]);
        let Progress::Running { offer, .. } = rollout().first(devices[2].mac).look(&devices, NOW) else {
            panic!("nothing is offered");
        };
        assert_eq!(offer, [devices[2].mac]);
    }

    #[test]
    fn versions_are_compared_as_numbers() {
        assert!(version("1.0.11.23") > version("1.0.9.135"));
    }
}
