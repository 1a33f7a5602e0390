//! Firmware that must not run any more.

use crate::catalogue::{Firmware, Model};

/// The least firmware of some models.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Minimum {
    /// Which models.
    pub models: &'static [Model],
    /// The first firmware without the hole.
    pub least: Firmware,
    /// What is wrong with the older ones.
    pub why: &'static str,
}

/// What is known of holes in firmware.
pub const MINIMUM: &[Minimum] = &[Minimum {
    models: &[
        Model::GXP1610,
        Model::GXP1615,
        Model::GXP1620,
        Model::GXP1625,
        Model::GXP1628,
        Model::GXP1630,
    ],
    least: Firmware::new(1, 0, 7, 81),
    why: "CVE-2026-2329: whoever reaches its web pages can take it over without a password and read its SIP secrets",
}];

impl Minimum {
    /// That of a model, if it has one.
    ///
    /// ```
    /// use switchhook_provisioning::{Model, policy::Minimum};
    /// let minimum = Minimum::of(Model::GXP1630).ok_or("it has a hole")?;
    /// assert_eq!(minimum.least.to_string(), "1.0.7.81");
    /// assert_eq!(Minimum::of(Model::GXP2135), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn of(model: Model) -> Option<&'static Self> {
        MINIMUM.iter().find(|minimum| minimum.models.contains(&model))
    }
}
