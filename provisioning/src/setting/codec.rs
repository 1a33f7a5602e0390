//! Codecs.

use crate::named::names;

/// A codec of calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Codec {
    /// G.711 A-law, as in Europe.
    Pcma,
    /// G.711 µ-law, as in North America.
    Pcmu,
    /// G.722, wide band.
    G722,
    /// Opus.
    Opus,
    /// G.729.
    G729,
    /// G.726 at 32 kbit/s.
    G72632,
    /// G.723.1.
    G723,
    /// iLBC. Two codes of it were seen and it is not known which family has which: it is read and never written.
    Ilbc,
}

names!(Codec, "codec", {
    Pcma => "pcma",
    Pcmu => "pcmu",
    G722 => "g722",
    Opus => "opus",
    G729 => "g729",
    G72632 => "g726_32",
    G723 => "g723",
    Ilbc => "ilbc",
});
