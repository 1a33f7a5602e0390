//! Which records are calls, and what they are called.

use std::time::Duration;

use crate::cdr::CdrRecord;

/// Where the number that was dialled stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum NumberFrom {
    /// `dst`: what the caller dialled.
    #[default]
    Dst,
    /// `lastdata`: what the dialplan sent to the trunk, between the last `/` and `@`, `,` or `&`.
    LastData,
}

/// Who pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Owner {
    /// `src`: the caller's number.
    #[default]
    Src,
    /// The device behind `channel`: `100` of `PJSIP/100-0000001f`, whatever number it shows.
    Channel,
    /// `accountcode`.
    AccountCode,
}

/// How a trunk is recognised.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Trunk {
    /// By the beginning of `dstchannel`.
    Channel(String),
    /// By the beginning of `lastdata`, whatever its capitals.
    LastData(String),
}

/// Which records are calls to the outside, and how they become calls. See the [module](crate::mediation).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Mediation {
    trunks: Vec<Trunk>,
    number_from: NumberFrom,
    must_begin: String,
    cut: usize,
    owner: Owner,
    owner_prefix: String,
    gap: Duration,
    pub(super) window: Duration,
    pub(super) most_remembered: usize,
}

impl Mediation {
    /// No trunk yet, `dst` as it is, the caller's number pays.
    pub fn new() -> Self {
        Self {
            trunks: Vec::new(),
            number_from: NumberFrom::Dst,
            must_begin: String::new(),
            cut: 0,
            owner: Owner::Src,
            owner_prefix: String::new(),
            gap: Duration::from_secs(5),
            window: Duration::from_secs(24 * 3600),
            most_remembered: 2_000_000,
        }
    }

    /// A trunk by the beginning of the called channel: `PJSIP/gw-`, `DAHDI/i1/`. Default: none, and every record is a call.
    pub fn trunk(mut self, channel: &str) -> Self {
        self.trunks.push(Trunk::Channel(channel.to_owned()));
        self
    }

    /// A trunk by the beginning of what the dialplan dialled, whatever its capitals: `Dahdi/g0/`. Default: none.
    pub fn trunk_by_lastdata(mut self, dialled: &str) -> Self {
        self.trunks.push(Trunk::LastData(dialled.to_owned()));
        self
    }

    /// Where the number stands. Default: [`NumberFrom::Dst`].
    pub const fn number_from(mut self, from: NumberFrom) -> Self {
        self.number_from = from;
        self
    }

    /// What a number must begin with to be a call to the outside. It stays part of it: see [`cut`](Self::cut), and the outside
    /// line of a [`Numbering`](crate::Numbering). Default: anything.
    pub fn must_begin(mut self, digits: &str) -> Self {
        digits.clone_into(&mut self.must_begin);
        self
    }

    /// How many characters are taken off the front of a number. Default: 0, as the numbering of a book takes the outside
    /// line off by itself.
    pub const fn cut(mut self, characters: usize) -> Self {
        self.cut = characters;
        self
    }

    /// Who pays. Default: [`Owner::Src`].
    pub const fn owner(mut self, owner: Owner) -> Self {
        self.owner = owner;
        self
    }

    /// What is taken off the front of who pays, where the number shown outside is longer than the extension: `4086` of
    /// `4086104`. Default: nothing.
    pub fn owner_prefix(mut self, prefix: &str) -> Self {
        prefix.clone_into(&mut self.owner_prefix);
        self
    }

    /// How far apart two records of one trunk channel may be and still be one call. Default: 5 s.
    pub const fn gap(mut self, gap: Duration) -> Self {
        self.gap = gap;
        self
    }

    /// For how long after its end a record is remembered, by the times of the records: within it duplicates are known
    /// and later records of a call find it. Default: a day.
    pub const fn window(mut self, window: Duration) -> Self {
        self.window = window;
        self
    }

    /// The most records that are remembered to know duplicates by, whatever the window. Default: 2 million, 64 MB.
    pub const fn most_remembered(mut self, records: usize) -> Self {
        self.most_remembered = records;
        self
    }

    pub(super) const fn merges(&self) -> bool {
        !self.trunks.is_empty()
    }

    pub(super) fn gap_seconds(&self) -> i64 {
        super::whole_seconds(self.gap)
    }

    pub(super) fn window_seconds(&self) -> i64 {
        super::whole_seconds(self.window)
    }

    /// The trunk channel over which a record goes out.
    pub(super) fn outgoing<'r>(&self, record: &'r CdrRecord) -> Option<&'r str> {
        let channel = record.dstchannel();
        let name = if channel.is_empty() {
            record.lastdata()
        } else {
            channel
        };
        let is_out = self.trunks.is_empty()
            || self.trunks.iter().any(|trunk| match trunk {
                Trunk::Channel(prefix) => channel.starts_with(prefix.as_str()),
                Trunk::LastData(prefix) => {
                    let beginning = record.lastdata().get(..prefix.len());
                    beginning.is_some_and(|beginning| beginning.eq_ignore_ascii_case(prefix))
                }
            });
        (is_out && self.dialled(record).starts_with(self.must_begin.as_str())).then_some(name)
    }

    /// Whether a record goes on with a call that another one began: its own channel is a trunk's, and not the first of
    /// the call.
    pub(super) fn goes_on(&self, record: &CdrRecord) -> bool {
        let is_trunk = self.trunks.iter().any(|trunk| match trunk {
            Trunk::Channel(prefix) => record.channel().starts_with(prefix.as_str()),
            Trunk::LastData(_) => false,
        });
        is_trunk && !record.linkedid().is_empty() && record.uniqueid() != record.linkedid()
    }

    fn dialled<'r>(&self, record: &'r CdrRecord) -> &'r str {
        match self.number_from {
            NumberFrom::Dst => record.dst(),
            NumberFrom::LastData => {
                let first = record.lastdata().split(['&', ',']).next().unwrap_or_default();
                let number = first.rsplit_once('/').map_or(first, |(_, number)| number);
                number.split('@').next().unwrap_or_default()
            }
        }
    }

    /// The number; `None` when nothing is left of it.
    pub(super) fn number(&self, record: &CdrRecord) -> Option<String> {
        let number: String = self.dialled(record).chars().skip(self.cut).collect();
        (!number.is_empty()).then_some(number)
    }

    pub(super) fn payer<'r>(&self, record: &'r CdrRecord) -> &'r str {
        let owner = match self.owner {
            Owner::Src => record.src(),
            Owner::AccountCode => record.accountcode(),
            Owner::Channel => {
                let channel = record.channel();
                let device = channel.split_once('/').map_or(channel, |(_, device)| device);
                device.rsplit_once('-').map_or(device, |(device, _)| device)
            }
        };
        owner.strip_prefix(self.owner_prefix.as_str()).unwrap_or(owner)
    }
}

impl Default for Mediation {
    fn default() -> Self {
        Self::new()
    }
}
