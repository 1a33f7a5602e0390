use super::part::{Health, Part};

/// Something that differs from the state before.
///
/// It names what to look up in [`State`](super::State); a thing that changed several times between two calls of
/// [`Mirror::settle`](super::Mirror::settle) is named once, and one that is as it was before is not named at all.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Change {
    /// A channel, by its unique id.
    Channel {
        /// Which.
        id: String,
        /// What became of it.
        step: Step,
    },
    /// A bridge, by its unique id. Who is in it is told by the channels.
    Bridge {
        /// Which.
        id: String,
        /// What became of it.
        step: Step,
    },
    /// A queue, its members or callers.
    Queue {
        /// Which.
        name: String,
        /// What became of it.
        step: Step,
    },
    /// The state of a device.
    Device {
        /// Which.
        name: String,
        /// What became of it.
        step: Step,
    },
    /// Whether a part can be believed.
    Health {
        /// Which.
        part: Part,
        /// How it is now.
        health: Health,
    },
    /// A list showed something that no event explains, and it was mended.
    Repaired(Repair),
}

/// What became of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// It is there now.
    Added,
    /// It is not what it was.
    Changed,
    /// It is gone.
    Removed,
}

/// What a check found, and mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// What it is about.
    pub subject: Subject,
    /// What was wrong.
    pub fault: Fault,
}

/// What a [`Repair`] is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Subject {
    /// A channel, by its unique id.
    Channel(String),
    /// A bridge, by its unique id.
    Bridge(String),
    /// A queue, or the order of its callers.
    Queue(String),
    /// A member of a queue.
    Member {
        /// The queue.
        queue: String,
        /// What it dials.
        interface: String,
    },
    /// A caller who waits.
    Caller {
        /// The queue.
        queue: String,
        /// The caller's channel.
        unique_id: String,
    },
    /// A device.
    Device(String),
}

/// How the mirror and Asterisk differed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fault {
    /// It was here, and gone there.
    Ghost,
    /// It was there, and not here.
    Missed,
    /// It was not the same.
    Differed,
}

/// How often checks mended something, since the mirror was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Repairs {
    /// [`Fault::Ghost`].
    pub ghosts: u64,
    /// [`Fault::Missed`].
    pub missed: u64,
    /// [`Fault::Differed`].
    pub differed: u64,
    /// Lists that did not come, or not whole, so that nothing was taken from them.
    pub failed_lists: u64,
}

impl Repairs {
    pub(super) fn count(&mut self, fault: Fault) {
        match fault {
            Fault::Ghost => self.ghosts += 1,
            Fault::Missed => self.missed += 1,
            Fault::Differed => self.differed += 1,
        }
    }
}
