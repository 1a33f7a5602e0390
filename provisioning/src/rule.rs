//! Rules of a site, of layers and of sense that a configuration may break.

use crate::catalogue::Firmware;
use crate::dial_plan::ParseDialPlanError;
use crate::grandstream::PNumber;

/// A rule that a configuration breaks: of its layers, of the [`Policy`](crate::policy::Policy), or of what a change does. Passwords
/// are never repeated.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Rule {
    /// A layer would change what one below it has locked.
    #[error("{layer} says something of it, and {by} has locked it")]
    Locked {
        /// The layer that is not heard.
        layer: String,
        /// The layer with the lock.
        by: String,
    },
    /// A variable that nothing stands for.
    #[error("nothing stands for {{{name}}} on this device")]
    Variable {
        /// Its name.
        name: &'static str,
    },
    /// A list without free places.
    #[error("{layer} adds one more, and there are {places} places")]
    Full {
        /// The layer that adds it.
        layer: String,
        /// How many there are.
        places: usize,
    },
    /// A firmware that must not run any more.
    #[error("firmware {firmware} is below {least}: {why}")]
    OldFirmware {
        /// What runs.
        firmware: Firmware,
        /// What should at least.
        least: Firmware,
        /// What is wrong with the older ones.
        why: &'static str,
    },
    /// Anybody could take the phone back to its factory state by SIP.
    #[error("lets a SIP message take the device back to its factory state")]
    FactoryReset,
    /// Anybody could make the phone restart.
    #[error(
        "obeys a NOTIFY from anywhere: it asks for no password, and account {account} takes requests from any server"
    )]
    Notify {
        /// An account that does.
        account: u8,
    },
    /// A second manager beside this one.
    #[error("lets another server manage the device")]
    Managed,
    /// The configuration must come over HTTPS.
    #[error("does not say https, and the file has secrets")]
    NotHttps,
    /// Signalling is hidden and speech is not.
    #[error("is not set although the account uses TLS: what people say travels unencrypted")]
    PlainMedia,
    /// The PBX has none of the codecs.
    #[error("has no codec in common with the PBX, which has {pbx}")]
    NoCommonCodec {
        /// Those of the PBX.
        pbx: String,
    },
    /// Accounts that cannot be chosen.
    #[error("{accounts} accounts are in use, and the phone has {keys} line keys to choose them by")]
    FewLineKeys {
        /// How many there are.
        keys: u8,
        /// How many are in use.
        accounts: u8,
    },
    /// No dial plan.
    #[error(transparent)]
    DialPlan(#[from] ParseDialPlanError),
    /// An alternative that is never taken.
    #[error("alternative {index} stands there already")]
    Unreachable {
        /// Which one, from 1.
        index: usize,
    },
    /// A number that must be dialled whatever happens.
    #[error("does not let {number:?} be dialled")]
    Emergency {
        /// The number.
        number: String,
    },
    /// Every file that the device finds is applied, the last one above.
    #[error("makes the device apply all files that it finds, cfg.xml last")]
    AllFiles,
    /// A file for several devices beside the device's own.
    #[error(
        "{name} is given too: the device reads it only where this says yes, and then it counts above its own file"
    )]
    FileBeside {
        /// Its name.
        name: String,
    },
    /// What is changed counts after a restart.
    #[error("counts when the device has restarted: {}", listed(numbers))]
    Reboot {
        /// The numbers for which that is so.
        numbers: Vec<PNumber>,
    },
    /// Something that a person set on the phone goes.
    #[error("{number} was set on the device by hand, and this change clears it")]
    Lost {
        /// Which number.
        number: PNumber,
    },
}

impl Rule {
    /// Code and remedy.
    pub(crate) const fn told(&self) -> (&'static str, &'static str) {
        match self {
            Self::Locked { .. } => ("W-LAYER-LOCKED", "take it out there, or unlock it below"),
            Self::Variable { .. } => ("E-LAYER-VARIABLE", "give the device one, or write the text out"),
            Self::Full { .. } => ("E-LAYER-FULL", "take another one out"),
            Self::OldFirmware { .. } => (
                "E-SEC-FIRMWARE",
                "update it first, with a file that has no secrets",
            ),
            Self::FactoryReset => ("E-SEC-RESET", "set it to no"),
            Self::Notify { .. } => (
                "E-SEC-NOTIFY",
                "set only_from_proxy of every account, or let it ask for a password",
            ),
            Self::Managed => ("E-SEC-TR069", "set it to no, or allow it in the policy"),
            Self::NotHttps => ("E-SEC-TRANSPORT", "use https"),
            Self::PlainMedia => ("W-SEC-MEDIA", "set srtp where the PBX has it"),
            Self::NoCommonCodec { .. } => ("E-CODEC-COMMON", "add one that the PBX has"),
            Self::FewLineKeys { .. } => (
                "W-KEY-FEWER",
                "set keys for the other accounts, or choose a larger model",
            ),
            Self::DialPlan(_) => ("E-PLAN-SYNTAX", "write it as { x+ | *x+ | <0=00>x+ }"),
            Self::Unreachable { .. } => ("W-PLAN-TWICE", "take it out"),
            Self::Emergency { .. } => ("E-PLAN-EMERGENCY", "add it to the dial plan"),
            Self::AllFiles => (
                "W-ORDER",
                "set prov.all_files to no, or keep the files in agreement",
            ),
            Self::FileBeside { .. } => ("W-ORDER", "put what it says into a layer, and take the file away"),
            Self::Reboot { .. } => ("W-REBOOT", "restart it when nobody talks"),
            Self::Lost { .. } => ("W-LOST", "put it into a layer if it shall stay"),
        }
    }
}

fn listed(numbers: &[PNumber]) -> String {
    const SHOWN: usize = 12;
    let mut text = numbers
        .iter()
        .take(SHOWN)
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(", ");
    if let Some(more) = numbers.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        text.push_str(&format!(" and {more} more"));
    }
    text
}
