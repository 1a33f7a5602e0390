// Generated from provisioning/catalogue/families.txt by
// `cargo run -p switchhook-provisioning-catalogue -- generate`; do not edit.

//! Families of models.

use crate::catalogue::family::{Facts, LineKeyCodes, UserAgent, family};

/// Models that share one set of numbers and codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Family {
    /// BudgeTone.
    Budgetone,
    /// GXP280.
    Gxp2xx,
    /// GXP1200.
    Gxp12xx,
    /// GXP2000, 2010 and 2020.
    Gxp20xx,
    /// GXP1100 and 1105.
    Gxp11xx,
    /// GXP1160 and 1165.
    Gxp116x,
    /// GXP1400 and 1405.
    Gxp14xx,
    /// GXP1450.
    Gxp1450,
    /// GXP2100, 2110 and 2120.
    Gxp21xx,
    /// GXP2124.
    Gxp2124,
    /// GXP2200.
    Gxp2200,
    /// GXP1610 to 1630.
    Gxp16xx,
    /// GXP1760 to 1782.
    Gxp17xx,
    /// GXP2130 to 2170.
    Gxp213x,
    /// GRP2601 to 2604.
    Grp260x,
    /// GRP2610 to 2670.
    Grp26xx,
    /// GHP hotel phones.
    Ghp6xx,
    /// WP810, 816, 822 and 825.
    Wp8xx,
    /// WP826 and 836.
    Wp8x6,
    /// WP820.
    Wp820,
    /// WP856.
    Wp856,
    /// GXV3000, 3005 and 3006.
    Gxv300x,
    /// GXV3140 and 3175.
    Gxv31xx,
    /// GXV3240 and 3275.
    Gxv32xx,
    /// GXV3350, 3370 and 3380.
    Gxv33xx,
    /// GXV3450, 3470 and 3480.
    Gxv34xx,
    /// GXV3504 video encoder.
    Gxv35xx,
    /// GXV cameras.
    Gxv36xx,
    /// GAC2500 conference phone.
    Gac25xx,
    /// GDS door stations.
    Gds37xx,
    /// GSC intercom speakers.
    Gsc35xx,
    /// DP715 DECT base.
    Dp71x,
    /// DP750 and 752 DECT bases.
    Dp75x,
    /// HT286 to HT496 adapters.
    Htx86,
    /// HT287 adapter.
    Ht287,
    /// HT502 and 503 adapters.
    Ht50x,
    /// HT701, 702 and 704 adapters.
    Ht70x,
    /// HT801 and 802 adapters.
    Ht80x,
    /// HT813 adapter.
    Ht813,
    /// HT812 and 814 adapters.
    Ht81x,
    /// HT818 adapter.
    Ht818,
    /// HT841 and 881 gateways.
    Ht8x1,
    /// GXW4004 and 4008 gateways.
    Gxw40xx,
    /// GXW4104 and 4108 FXO gateways.
    Gxw41xx,
    /// GXW4216 to 4248 gateways.
    Gxw42xx,
}

impl Family {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Budgetone,
        Self::Gxp2xx,
        Self::Gxp12xx,
        Self::Gxp20xx,
        Self::Gxp11xx,
        Self::Gxp116x,
        Self::Gxp14xx,
        Self::Gxp1450,
        Self::Gxp21xx,
        Self::Gxp2124,
        Self::Gxp2200,
        Self::Gxp16xx,
        Self::Gxp17xx,
        Self::Gxp213x,
        Self::Grp260x,
        Self::Grp26xx,
        Self::Ghp6xx,
        Self::Wp8xx,
        Self::Wp8x6,
        Self::Wp820,
        Self::Wp856,
        Self::Gxv300x,
        Self::Gxv31xx,
        Self::Gxv32xx,
        Self::Gxv33xx,
        Self::Gxv34xx,
        Self::Gxv35xx,
        Self::Gxv36xx,
        Self::Gac25xx,
        Self::Gds37xx,
        Self::Gsc35xx,
        Self::Dp71x,
        Self::Dp75x,
        Self::Htx86,
        Self::Ht287,
        Self::Ht50x,
        Self::Ht70x,
        Self::Ht80x,
        Self::Ht813,
        Self::Ht81x,
        Self::Ht818,
        Self::Ht8x1,
        Self::Gxw40xx,
        Self::Gxw41xx,
        Self::Gxw42xx,
    ];
}

pub(crate) static FAMILIES: [Facts; 45] = [
    family(
        "budgetone",
        LineKeyCodes::None,
        UserAgent::Legacy,
        false,
        "BudgeTone",
    ),
    family("gxp2xx", LineKeyCodes::None, UserAgent::Legacy, false, "GXP280"),
    family("gxp12xx", LineKeyCodes::None, UserAgent::Legacy, false, "GXP1200"),
    family(
        "gxp20xx",
        LineKeyCodes::None,
        UserAgent::Parts,
        false,
        "GXP2000, 2010 and 2020",
    ),
    family(
        "gxp11xx",
        LineKeyCodes::Unknown,
        UserAgent::Current,
        false,
        "GXP1100 and 1105",
    ),
    family(
        "gxp116x",
        LineKeyCodes::Unknown,
        UserAgent::Current,
        false,
        "GXP1160 and 1165",
    ),
    family(
        "gxp14xx",
        LineKeyCodes::Fixed,
        UserAgent::Current,
        false,
        "GXP1400 and 1405",
    ),
    family(
        "gxp1450",
        LineKeyCodes::Fixed,
        UserAgent::Current,
        false,
        "GXP1450",
    ),
    family(
        "gxp21xx",
        LineKeyCodes::Unknown,
        UserAgent::Current,
        false,
        "GXP2100, 2110 and 2120",
    ),
    family(
        "gxp2124",
        LineKeyCodes::Unknown,
        UserAgent::Current,
        false,
        "GXP2124",
    ),
    family(
        "gxp2200",
        LineKeyCodes::None,
        UserAgent::Hardware,
        false,
        "GXP2200",
    ),
    family(
        "gxp16xx",
        LineKeyCodes::Fixed,
        UserAgent::Current,
        false,
        "GXP1610 to 1630",
    ),
    family(
        "gxp17xx",
        LineKeyCodes::Unknown,
        UserAgent::Current,
        false,
        "GXP1760 to 1782",
    ),
    family(
        "gxp213x",
        LineKeyCodes::Fixed,
        UserAgent::Current,
        true,
        "GXP2130 to 2170",
    ),
    family(
        "grp260x",
        LineKeyCodes::Dynamic,
        UserAgent::Colons,
        true,
        "GRP2601 to 2604",
    ),
    family(
        "grp26xx",
        LineKeyCodes::Dynamic,
        UserAgent::Current,
        true,
        "GRP2610 to 2670",
    ),
    family(
        "ghp6xx",
        LineKeyCodes::None,
        UserAgent::Colons,
        true,
        "GHP hotel phones",
    ),
    family(
        "wp8xx",
        LineKeyCodes::None,
        UserAgent::Current,
        true,
        "WP810, 816, 822 and 825",
    ),
    family(
        "wp8x6",
        LineKeyCodes::None,
        UserAgent::Current,
        true,
        "WP826 and 836",
    ),
    family("wp820", LineKeyCodes::None, UserAgent::Current, false, "WP820"),
    family("wp856", LineKeyCodes::None, UserAgent::Current, true, "WP856"),
    family(
        "gxv300x",
        LineKeyCodes::None,
        UserAgent::Legacy,
        false,
        "GXV3000, 3005 and 3006",
    ),
    family(
        "gxv31xx",
        LineKeyCodes::None,
        UserAgent::Current,
        false,
        "GXV3140 and 3175",
    ),
    family(
        "gxv32xx",
        LineKeyCodes::None,
        UserAgent::Hardware,
        false,
        "GXV3240 and 3275",
    ),
    family(
        "gxv33xx",
        LineKeyCodes::None,
        UserAgent::Hardware,
        true,
        "GXV3350, 3370 and 3380",
    ),
    family(
        "gxv34xx",
        LineKeyCodes::None,
        UserAgent::Hardware,
        true,
        "GXV3450, 3470 and 3480",
    ),
    family(
        "gxv35xx",
        LineKeyCodes::None,
        UserAgent::Current,
        false,
        "GXV3504 video encoder",
    ),
    family(
        "gxv36xx",
        LineKeyCodes::None,
        UserAgent::Current,
        false,
        "GXV cameras",
    ),
    family(
        "gac25xx",
        LineKeyCodes::None,
        UserAgent::Hardware,
        false,
        "GAC2500 conference phone",
    ),
    family(
        "gds37xx",
        LineKeyCodes::None,
        UserAgent::Current,
        false,
        "GDS door stations",
    ),
    family(
        "gsc35xx",
        LineKeyCodes::None,
        UserAgent::Current,
        false,
        "GSC intercom speakers",
    ),
    family(
        "dp71x",
        LineKeyCodes::None,
        UserAgent::Current,
        false,
        "DP715 DECT base",
    ),
    family(
        "dp75x",
        LineKeyCodes::None,
        UserAgent::Current,
        false,
        "DP750 and 752 DECT bases",
    ),
    family(
        "htx86",
        LineKeyCodes::None,
        UserAgent::Legacy,
        false,
        "HT286 to HT496 adapters",
    ),
    family(
        "ht287",
        LineKeyCodes::None,
        UserAgent::Legacy,
        false,
        "HT287 adapter",
    ),
    family(
        "ht50x",
        LineKeyCodes::None,
        UserAgent::Current,
        false,
        "HT502 and 503 adapters",
    ),
    family(
        "ht70x",
        LineKeyCodes::None,
        UserAgent::Current,
        false,
        "HT701, 702 and 704 adapters",
    ),
    family(
        "ht80x",
        LineKeyCodes::None,
        UserAgent::Hardware,
        false,
        "HT801 and 802 adapters",
    ),
    family(
        "ht813",
        LineKeyCodes::None,
        UserAgent::Hardware,
        false,
        "HT813 adapter",
    ),
    family(
        "ht81x",
        LineKeyCodes::None,
        UserAgent::Hardware,
        false,
        "HT812 and 814 adapters",
    ),
    family(
        "ht818",
        LineKeyCodes::None,
        UserAgent::Hardware,
        false,
        "HT818 adapter",
    ),
    family(
        "ht8x1",
        LineKeyCodes::None,
        UserAgent::Hardware,
        false,
        "HT841 and 881 gateways",
    ),
    family(
        "gxw40xx",
        LineKeyCodes::None,
        UserAgent::Current,
        false,
        "GXW4004 and 4008 gateways",
    ),
    family(
        "gxw41xx",
        LineKeyCodes::None,
        UserAgent::Legacy,
        false,
        "GXW4104 and 4108 FXO gateways",
    ),
    family(
        "gxw42xx",
        LineKeyCodes::None,
        UserAgent::Current,
        false,
        "GXW4216 to 4248 gateways",
    ),
];
