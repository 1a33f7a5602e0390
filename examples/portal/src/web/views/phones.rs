//! Administration of phones.

use std::fmt;

use askama::Template;

use super::common::{Choice, Errors, Presence};
use crate::web::frame::Frame;

/// `GET /admin/phones?q=`.
#[derive(Debug, Template)]
#[template(path = "phones.html")]
pub(crate) struct PhonesPage {
    pub(crate) frame: Frame,
    pub(crate) q: String,
    pub(crate) rows: Vec<PhoneRow>,
    pub(crate) total: i64,
    pub(crate) add: String,
}

/// A phone in the list.
#[derive(Clone, Debug)]
pub(crate) struct PhoneRow {
    pub(crate) href: String,
    /// The state of its device.
    pub(crate) presence: Presence,
    pub(crate) extension: String,
    pub(crate) label: String,
    pub(crate) person: String,
    pub(crate) department: String,
    /// Model and hardware address; empty where no device is known.
    pub(crate) device: String,
    /// What it is to the portal; none where no device is known.
    pub(crate) state: Option<DeviceState>,
    pub(crate) firmware: String,
    /// That its firmware is too old, if it is.
    pub(crate) old: Option<DeviceState>,
    /// How much of the site its model cannot be told; empty where that is nothing.
    pub(crate) left_out: String,
    pub(crate) address: String,
    /// When it was last seen at its address.
    pub(crate) seen: String,
}

/// `GET /admin/phones/new` and `/admin/phones/{id}`.
///
/// Posts `extension`, `label`, `owner`, `department`, `direct_number`, `rights` (for each that is ticked), `call_groups`,
/// `pickup_groups`, `language` and `hidden` (absent when not ticked).
#[derive(Debug, Template)]
#[template(path = "phone.html")]
pub(crate) struct PhonePage {
    pub(crate) frame: Frame,
    pub(crate) action: String,
    pub(crate) phone: PhoneForm,
    /// The first entry is "nobody" with an empty value.
    pub(crate) people: Vec<Choice>,
    /// The first entry is "none" with an empty value.
    pub(crate) departments: Vec<Choice>,
    /// None where the site has no rights.
    pub(crate) rights: Vec<RightChoice>,
    /// The first entry is the site's with an empty value.
    pub(crate) languages: Vec<Choice>,
    pub(crate) errors: Errors,
    /// What was found in the first step.
    pub(crate) found: Option<FoundDevice>,
    /// `None` for a new phone.
    pub(crate) existing: Option<ExistingPhone>,
}

/// A phone as typed.
#[derive(Clone, Debug, Default)]
pub(crate) struct PhoneForm {
    pub(crate) extension: String,
    pub(crate) label: String,
    pub(crate) hidden: bool,
    pub(crate) direct_number: String,
    pub(crate) call_groups: String,
    pub(crate) pickup_groups: String,
}

/// Something that a phone may call.
#[derive(Clone, Debug)]
pub(crate) struct RightChoice {
    pub(crate) name: String,
    pub(crate) checked: bool,
}

/// What may be done with a phone that exists; each is a POST.
#[derive(Clone, Debug)]
pub(crate) struct ExistingPhone {
    pub(crate) presence: Presence,
    pub(crate) new_secret: String,
    pub(crate) delete: String,
    pub(crate) device: DeviceCard,
}

/// Which device uses a phone's account. Its form posts `model` and `mac` to `change`.
#[derive(Clone, Debug)]
pub(crate) struct DeviceCard {
    /// The first entry is "none" with an empty value.
    pub(crate) models: Vec<Choice>,
    pub(crate) mac: String,
    pub(crate) change: String,
    /// Each file is a POST of its `form` to here.
    pub(crate) download: String,
    pub(crate) files: Vec<DeviceFile>,
    /// Where the configuration is written into the device (POST of `address`, `password`, `plain`), if there is one.
    pub(crate) configure: Option<String>,
    /// Where it was last seen.
    pub(crate) address: String,
    /// What of the site its model cannot be told, in sentences.
    pub(crate) left_out: Vec<String>,
    /// What it is to be told anew, if there is a device.
    pub(crate) difference: Option<DeviceDifference>,
    /// What it is to the portal, if there is a device.
    pub(crate) life: Option<DeviceLife>,
    /// What cannot be done with telephones of its maker; empty for those with which everything can.
    pub(crate) note: String,
}

/// What a device is to the portal: symbol, tone of its colours, word.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct DeviceState {
    pub(crate) icon: &'static str,
    pub(crate) tone: &'static str,
    pub(crate) word: String,
}

/// The state of a device, and what may be done about it.
#[derive(Clone, Debug)]
pub(crate) struct DeviceLife {
    pub(crate) state: DeviceState,
    /// Sentences; each may be empty.
    pub(crate) since: String,
    /// Until when it may fetch its first file.
    pub(crate) window: String,
    pub(crate) fetched: String,
    /// That nobody knows whether it is registered.
    pub(crate) unheard: String,
    /// That its firmware has a known hole, or is older than what the site offers.
    pub(crate) hole: String,
    pub(crate) actions: Vec<LifeAction>,
    /// None where devices cannot be passed on.
    pub(crate) pass: Option<DevicePass>,
    /// The page that says where each value comes from, where there is one.
    pub(crate) why: Option<String>,
}

/// A device goes to another person's number: what that means, or how far it is.
#[derive(Clone, Debug)]
pub(crate) struct DevicePass {
    pub(crate) text: String,
    /// Numbers without a device; empty while it goes.
    pub(crate) targets: Vec<Choice>,
    /// Where `to` is posted.
    pub(crate) pass: String,
    /// A POST of nothing that puts both back.
    pub(crate) back: Option<String>,
}

/// A button: a POST of nothing.
#[derive(Clone, Debug)]
pub(crate) struct LifeAction {
    pub(crate) href: String,
    pub(crate) label: String,
    /// What is asked before; empty where nothing is.
    pub(crate) confirm: String,
    pub(crate) danger: bool,
}

/// Where a device fetches its first file, shown once.
#[derive(Debug, Template)]
#[template(path = "phone_enrolment.html")]
pub(crate) struct PhoneEnrolmentPage {
    pub(crate) frame: Frame,
    /// Model and hardware address.
    pub(crate) device: String,
    /// It holds a token.
    pub(crate) address: SipSecret,
    pub(crate) until: String,
    pub(crate) back: String,
}

/// `GET /admin/phones/{id}/why`: where each value comes from.
#[derive(Debug, Template)]
#[template(path = "phone_why.html")]
pub(crate) struct PhoneWhyPage {
    pub(crate) frame: Frame,
    /// Model and hardware address.
    pub(crate) device: String,
    pub(crate) rows: Vec<WhyRow>,
    /// Why there is no configuration.
    pub(crate) trouble: String,
    pub(crate) back: String,
}

/// A value and the layer whose word counts.
#[derive(Clone, Debug)]
pub(crate) struct WhyRow {
    pub(crate) setting: String,
    pub(crate) path: String,
    pub(crate) number: String,
    /// Secrets are not shown.
    pub(crate) value: String,
    pub(crate) layer: String,
    /// Layers below that say otherwise.
    pub(crate) instead_of: String,
}

/// What a device is to be told anew, against what was written into it last.
#[derive(Clone, Debug)]
pub(crate) enum DeviceDifference {
    /// Nothing was ever written.
    Never,
    Nothing,
    /// And what the device must do for them.
    Changes(Vec<DeviceChange>, String),
    /// Why there is no configuration.
    Refused(String),
}

/// A value that is stated otherwise.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct DeviceChange {
    /// What it is for.
    pub(crate) setting: String,
    pub(crate) number: String,
    /// Empty where nothing was told before, and for secrets.
    pub(crate) before: String,
    pub(crate) now: String,
    /// Whose word it is now; empty where nobody says anything.
    pub(crate) layer: String,
}

/// A configuration file.
#[derive(Clone, Debug)]
pub(crate) struct DeviceFile {
    pub(crate) form: &'static str,
    pub(crate) name: String,
}

/// `GET /admin/phones/search`: the first step of a new telephone.
///
/// Posts `address`, `mac`, `password` and `plain`.
#[derive(Debug, Template)]
#[template(path = "phone_search.html")]
pub(crate) struct PhoneSearchPage {
    pub(crate) frame: Frame,
    pub(crate) errors: Errors,
    /// Where telephones answer in the demo.
    pub(crate) hints: Vec<String>,
    pub(crate) address: String,
    pub(crate) mac: String,
    pub(crate) plain: bool,
    /// What was found instead of a new telephone: a sentence and where that telephone is.
    pub(crate) known: Option<(String, String)>,
}

/// A telephone that was found in the network.
#[derive(Clone, Debug)]
pub(crate) struct FoundDevice {
    /// Of the hidden field `found`.
    pub(crate) token: String,
    pub(crate) model: String,
    pub(crate) firmware: String,
    pub(crate) mac: String,
    pub(crate) address: String,
}

/// What became of a telephone that was configured.
#[derive(Debug, Template)]
#[template(path = "phone_ready.html")]
pub(crate) struct PhoneReadyPage {
    pub(crate) frame: Frame,
    pub(crate) device: FoundDevice,
    /// Of its own pages, shown once; `None` where nothing was written.
    pub(crate) password: Option<SipSecret>,
    /// Why nothing was written.
    pub(crate) trouble: String,
    /// The telephone's page.
    pub(crate) phone: String,
    pub(crate) back: String,
}

/// Shown once after a phone was created or got a new password.
#[derive(Debug, Template)]
#[template(path = "phone_secret.html")]
pub(crate) struct PhoneSecretPage {
    pub(crate) frame: Frame,
    /// Host and, where it is not the usual one, port.
    pub(crate) server: String,
    pub(crate) user: String,
    pub(crate) secret: SipSecret,
    pub(crate) back: String,
}

/// The password of a telephone; never in logs.
#[derive(Clone)]
pub(crate) struct SipSecret(pub(crate) String);

impl fmt::Debug for SipSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SipSecret(redacted)")
    }
}
