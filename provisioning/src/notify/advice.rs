//! Which NOTIFY for which model.

use super::Notify;
use crate::brand::Brand;

/// What a NOTIFY is sent for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Goal {
    /// The phone reads its configuration, if possible without starting again.
    Fetch,
    /// The phone starts again: for values that need it.
    Reboot,
    /// The phone loads its idle screen.
    Screen,
}

/// How sure it is that a phone does what is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Evidence {
    /// By likeness to its family; nobody wrote down that it works.
    Low,
    /// One good source.
    Medium,
    /// Several programs rely on it.
    High,
}

/// The NOTIFY to send, how sure that is, and what to know before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Advice {
    /// What to send.
    pub notify: Notify,
    /// How sure it is that the phone does what is expected.
    pub evidence: Evidence,
    /// What to know before.
    pub caution: Option<&'static str>,
}

const MAY_RESTART: &str =
    "some models start again for it, and a call in progress is cut: leave phones in calls out";
const RESTARTS: &str = "the phone starts again, and a call in progress is cut: leave phones in calls out";
const RESTART_UNSURE: &str = "not every model heeds the parameter and some only read again: look whether it registers anew, else use its pages";

/// Which NOTIFY reaches a goal on a model, by its name as in `GXP2160`, or as in `SPA504G` and `6757i` of the
/// [other brands](crate::brand); `None` where none does: a screen on a model that has no such screen, or a name that is unknown.
///
/// ```
/// use switchhook_provisioning::notify::{Evidence, Goal, Notify, advise};
/// let advice = advise(Goal::Fetch, "GRP2614").expect("known");
/// assert_eq!((advice.notify, advice.evidence), (Notify::CheckSync, Evidence::High));
/// assert!(advice.caution.is_some_and(|caution| caution.contains("start again")));
/// assert_eq!(advise(Goal::Screen, "GRP2614"), None);
/// ```
#[must_use]
pub fn advise(goal: Goal, model: &str) -> Option<Advice> {
    let model = model.trim().to_ascii_uppercase();
    let advice = |notify, evidence, caution| {
        Some(Advice {
            notify,
            evidence,
            caution,
        })
    };
    if let Some(other) = crate::brand::Model::by_name(&model) {
        return match (other.brand(), goal) {
            // The maker's guide; `Resync_From_SIP` is on in our files, and the phone waits until nobody talks.
            (Brand::Cisco, Goal::Fetch) => advice(Notify::Resync, Evidence::High, None),
            (Brand::Mitel, Goal::Fetch) => advice(Notify::CheckSync, Evidence::High, Some(MAY_RESTART)),
            _ => None,
        };
    }
    if !is_of_maker(&model) {
        return None;
    }
    // The maker's support named these two; their siblings run the same firmware.
    let named = ["GXP2130", "GXP2160"].iter().any(|name| model.starts_with(name));
    let sibling = ["GXP2135", "GXP2140", "GXP2170"]
        .iter()
        .any(|name| model.starts_with(name));
    match goal {
        Goal::Fetch if named => advice(Notify::Resync, Evidence::Medium, None),
        Goal::Fetch if sibling => advice(Notify::Resync, Evidence::Low, None),
        Goal::Fetch => advice(Notify::CheckSync, Evidence::High, Some(MAY_RESTART)),
        Goal::Reboot if named => advice(Notify::Reboot, Evidence::Medium, Some(RESTARTS)),
        Goal::Reboot => advice(Notify::Reboot, Evidence::Low, Some(RESTART_UNSURE)),
        Goal::Screen => has_idle_screen(&model)
            .then(|| advice(Notify::Screen, Evidence::High, None))
            .flatten(),
    }
}

/// Letters that the names of this maker's SIP devices begin with; a digit follows.
const MAKERS: [&str; 12] = [
    "BT", "DP", "GAC", "GDS", "GHP", "GRP", "GSC", "GXP", "GXV", "GXW", "HT", "WP",
];

/// Whether a name can be that of one of this maker's SIP devices.
pub(crate) fn is_of_maker(model: &str) -> bool {
    let letters = model.find(|character: char| !character.is_ascii_alphabetic());
    letters.is_some_and(|end| {
        model[end..].starts_with(|first: char| first.is_ascii_digit())
            && MAKERS
                .iter()
                .any(|known| model[..end].eq_ignore_ascii_case(known))
    })
}

/// The generations whose idle screen is an XML file.
fn has_idle_screen(model: &str) -> bool {
    [
        "GXP116", "GXP14", "GXP20", "GXP2100", "GXP2110", "GXP2120", "GXP2124",
    ]
    .iter()
    .any(|prefix| model.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_notify_depends_on_goal_and_model() {
        for (goal, model, expected) in [
            (Goal::Fetch, "GXP2130", Some((Notify::Resync, Evidence::Medium))),
            (Goal::Fetch, "gxp2170", Some((Notify::Resync, Evidence::Low))),
            (Goal::Fetch, "GXP2020", Some((Notify::CheckSync, Evidence::High))),
            (Goal::Fetch, "HT802V2", Some((Notify::CheckSync, Evidence::High))),
            (Goal::Reboot, "GXP2160", Some((Notify::Reboot, Evidence::Medium))),
            (Goal::Reboot, "WP820", Some((Notify::Reboot, Evidence::Low))),
            (Goal::Screen, "GXP2000", Some((Notify::Screen, Evidence::High))),
            (Goal::Screen, "GXP1165", Some((Notify::Screen, Evidence::High))),
            (Goal::Screen, "GXP2160", None),
            (Goal::Fetch, "SPA504G", Some((Notify::Resync, Evidence::High))),
            (Goal::Fetch, "6757i", Some((Notify::CheckSync, Evidence::High))),
            (Goal::Screen, "SPA504G", None),
            (Goal::Reboot, "6757i", None),
            (Goal::Fetch, "SPA999", None),
            (Goal::Fetch, "HTC", None),
            (Goal::Fetch, "", None),
        ] {
            let found = advise(goal, model).map(|advice| (advice.notify, advice.evidence));
            assert_eq!(found, expected, "{goal:?} {model}");
        }
    }
}
