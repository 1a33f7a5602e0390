//! SIP NOTIFY: telling a registered phone to read its configuration again, to start again or to load its screen.
//!
//! The PBX sends it, since it knows where the phone is: [`Notify::variables`] are what AMI's `PJSIPNotify` and
//! `SIPnotify` take as `Variable`, [`pjsip_notify_conf`] is the same as sections of `pjsip_notify.conf`.
//!
//! | | `Event` | Effect | Evidence |
//! |---|---|---|---|
//! | [`Notify::Resync`] | `resync` | reads its configuration, starts again only where a value needs it | medium: the maker's support on GXP2130 and GXP2160 |
//! | [`Notify::CheckSync`] | `check-sync` | reads its configuration or starts again, by model | high that every model understands it |
//! | [`Notify::Reboot`] | `check-sync;reboot=true` | starts again and reads | medium: the same phones |
//! | [`Notify::Screen`] | `x-gs-screen` | loads the idle screen | high on GXP116x, 14xx, 20xx and the first 21xx |
//!
//! [`advise`] chooses among them by model. [`check`] says from a configuration whether the phone would refuse. [`plan`]
//! spreads many over time.
//!
//! ```
//! use switchhook_provisioning::notify::{Goal, Notify, advise};
//! let advice = advise(Goal::Fetch, "GXP2160").expect("known");
//! assert_eq!(advice.notify, Notify::Resync);
//! // Action: PJSIPNotify / Endpoint: 4711 / Variable: Event=resync
//! assert_eq!(advice.notify.variables(), [("Event", "resync")]);
//! ```
//!
//! What else stands in the way: a phone without a registration is not reached (use its pages, a switch that can take the
//! power away, or the time of its own next check); a contact that is still the earlier user's, when a phone changes hands;
//! and a call in progress, which a model that starts again would cut: leave phones in calls out, as [`plan`] can.

mod advice;
mod plan;
mod warning;

use std::fmt::Write as _;

#[cfg(feature = "webui")]
pub(crate) use advice::is_of_maker;
pub use advice::{Advice, Evidence, Goal, advise};
pub use plan::{EVERY, Plan, Planned, plan};
pub use warning::{Warning, check};

/// What a NOTIFY asks a phone for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Notify {
    /// Read the configuration again; start again only where a value needs it.
    Resync,
    /// Read the configuration again; some models start again for it.
    CheckSync,
    /// Start again, then read the configuration.
    Reboot,
    /// Load the idle screen again. Old GXP only.
    Screen,
}

impl Notify {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Resync, Self::CheckSync, Self::Reboot, Self::Screen];

    /// The value of the header `Event`.
    #[must_use]
    pub const fn event(self) -> &'static str {
        match self {
            Self::Resync => "resync",
            Self::CheckSync => "check-sync",
            Self::Reboot => "check-sync;reboot=true",
            Self::Screen => "x-gs-screen",
        }
    }

    /// Names and values for AMI: each pair is one `Variable: name=value` of `PJSIPNotify`.
    #[must_use]
    pub const fn variables(self) -> [(&'static str, &'static str); 1] {
        [("Event", self.event())]
    }

    /// The name of its section in [`pjsip_notify_conf`]: what `pjsip send notify` and AMI's `Option` take.
    #[must_use]
    pub const fn section(self) -> &'static str {
        match self {
            Self::Resync => "grandstream-resync",
            Self::CheckSync => "grandstream-check-sync",
            Self::Reboot => "grandstream-reboot",
            Self::Screen => "grandstream-screen",
        }
    }
}

/// Sections for `pjsip_notify.conf`, whose sample has none for Grandstream.
///
/// A semicolon begins a comment there, so that of `check-sync;reboot=true` is escaped.
///
/// ```
/// use switchhook_provisioning::notify::{Notify, pjsip_notify_conf};
/// assert_eq!(
///     pjsip_notify_conf(&[Notify::Resync, Notify::Reboot]),
///     "[grandstream-resync]\nEvent=>resync\n\n[grandstream-reboot]\nEvent=>check-sync\\;reboot=true\n"
/// );
/// ```
#[must_use]
pub fn pjsip_notify_conf(of: &[Notify]) -> String {
    let mut text = String::new();
    for notify in of {
        if !text.is_empty() {
            text.push('\n');
        }
        let event = notify.event().replace(';', "\\;");
        // Writing into a String does not fail.
        let _ = writeln!(text, "[{}]\nEvent=>{event}", notify.section());
    }
    text
}
