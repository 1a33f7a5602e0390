// Generated from provisioning/catalogue/{codecs,schedules,zones,ouis}.txt by
// `cargo run -p switchhook-provisioning-catalogue -- generate`; do not edit.

//! Codes of codecs, schedules and zones, and prefixes of addresses.

use crate::catalogue::choices::{ScheduleCodes, ZoneForm};
use crate::catalogue::family::Family as F;
use crate::setting::Codec;

/// The families have it; none stands for all.
pub(crate) static CODECS: [(Codec, &[F], &str); 8] = [
    (Codec::Pcmu, &[], "0"),
    (Codec::G72632, &[], "2"),
    (Codec::G723, &[], "4"),
    (Codec::Pcma, &[], "8"),
    (Codec::G722, &[], "9"),
    (Codec::G729, &[], "18"),
    (
        Codec::Opus,
        &[
            F::Ht80x,
            F::Ht813,
            F::Ht81x,
            F::Ht818,
            F::Ht8x1,
            F::Gxv31xx,
            F::Gxv32xx,
            F::Gxv33xx,
            F::Gxv34xx,
            F::Gac25xx,
        ],
        "123",
    ),
    (Codec::Opus, &[F::Gxp213x, F::Grp26xx, F::Grp260x], "125"),
];

/// The first that names a family counts; none stands for all.
pub(crate) static SCHEDULES: [ScheduleCodes; 6] = [
    ScheduleCodes {
        families: &[F::Dp75x],
        off: None,
        every: None,
        in_days: false,
        daily: None,
        weekly: None,
    },
    ScheduleCodes {
        families: &[F::Htx86, F::Ht287, F::Budgetone],
        off: Some("0"),
        every: Some("1"),
        in_days: true,
        daily: None,
        weekly: None,
    },
    ScheduleCodes {
        families: &[F::Gxv31xx, F::Gxv32xx, F::Gac25xx, F::Gxp2200],
        off: Some("0"),
        every: Some("3"),
        in_days: false,
        daily: Some("1"),
        weekly: Some("2"),
    },
    ScheduleCodes {
        families: &[
            F::Ht50x,
            F::Ht70x,
            F::Ht80x,
            F::Ht813,
            F::Ht81x,
            F::Ht818,
            F::Ht8x1,
            F::Gxw40xx,
            F::Gxw42xx,
            F::Dp71x,
        ],
        off: Some("0"),
        every: Some("3"),
        in_days: false,
        daily: Some("1"),
        weekly: Some("2"),
    },
    ScheduleCodes {
        families: &[
            F::Gxp11xx,
            F::Gxp116x,
            F::Gxp14xx,
            F::Gxp1450,
            F::Gxp20xx,
            F::Gxp2xx,
            F::Gxp12xx,
            F::Gxp2124,
            F::Gxp21xx,
            F::Gxv300x,
            F::Gxw41xx,
        ],
        off: Some("0"),
        every: Some("1"),
        in_days: false,
        daily: None,
        weekly: None,
    },
    ScheduleCodes {
        families: &[],
        off: Some("0"),
        every: Some("1"),
        in_days: false,
        daily: Some("2"),
        weekly: Some("3"),
    },
];

/// The first that names a family counts; none stands for all.
pub(crate) static ZONES: [(&[F], ZoneForm); 3] = [
    (&[F::Wp820, F::Wp856, F::Gxv33xx, F::Gxv34xx], ZoneForm::Names),
    (
        &[
            F::Budgetone,
            F::Gxp20xx,
            F::Gxp2xx,
            F::Gxp12xx,
            F::Gxv300x,
            F::Htx86,
            F::Ht287,
        ],
        ZoneForm::Minutes,
    ),
    (&[], ZoneForm::Posix),
];

/// The prefixes registered to the maker.
pub(crate) static OUIS: [[u8; 3]; 4] = [
    [0x00, 0x0b, 0x82],
    [0xc0, 0x74, 0xad],
    [0xec, 0x74, 0xd7],
    [0x14, 0x4c, 0xff],
];
