//! The table of rights, and its printed forms.

use super::{Capability, Profile, Scope, Scopes};

/// What one profile allows of one capability.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// How far it reaches; empty where it is not granted.
    pub scopes: Scopes,
    /// Whether somebody with the profile may be granted it over everything, one person at a time.
    pub grantable: bool,
}

const fn only(scopes: &[Scope]) -> Cell {
    Cell {
        scopes: Scopes::of(scopes),
        grantable: false,
    }
}

const NO: Cell = only(&[]);
const O: Cell = only(&[Scope::Own]);
const D: Cell = only(&[Scope::Department]);
const Q: Cell = only(&[Scope::Queue]);
const A: Cell = only(&[Scope::All]);
/// Own, and what goes through the queue.
const OQ: Cell = only(&[Scope::Own, Scope::Queue]);
/// Granted to single people.
const G: Cell = Cell {
    scopes: Scopes::of(&[]),
    grantable: true,
};
/// Own, and more if it is granted.
const OG: Cell = Cell {
    scopes: Scopes::of(&[Scope::Own]),
    grantable: true,
};

/// The rights: a line for each capability, a column for each profile in the order of [`Profile::ALL`]. What is not
/// allowed here is refused.
///
/// Nobody has the right to other people's voices along with configuration: an administrator needs a grant.
#[rustfmt::skip]
pub const TABLE: [(Capability, [Cell; Profile::ALL.len()]); Capability::ALL.len()] = {
    use Capability::*;
    [
        //                   user     head     accounts statist  holiday  agent    departm  admin    officer
        //                       extern   direct   calls    incident fax      supervis reception auditor  client
        (DirectoryRead,     [A,  NO,  A,  A,  A,  A,  A,  A,  NO, NO, A,  A,  A,  A,  A,  NO, NO, NO]),
        (DirectoryManage,   [NO, NO,  NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, A,  NO, NO, NO]),
        (ContactWrite,      [O,  NO,  O,  O,  O,  O,  O,  O,  NO, NO, O,  O,  O,  O,  A,  NO, NO, NO]),
        (CallOriginate,     [O,  NO,  O,  O,  O,  O,  O,  O,  NO, NO, O,  O,  O,  O,  O,  NO, NO, NO]),
        (CallSchedule,      [O,  NO,  D,  O,  O,  A,  O,  O,  NO, NO, O,  O,  O,  O,  A,  NO, NO, NO]),
        (ForwardRead,       [O,  NO,  D,  O,  O,  O,  O,  O,  NO, NO, O,  O,  O,  O,  A,  NO, NO, NO]),
        (ForwardInternal,   [O,  NO,  D,  O,  O,  O,  O,  O,  NO, NO, O,  O,  O,  O,  A,  NO, NO, NO]),
        (ForwardExternal,   [NO, O,   D,  NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, A,  NO, NO, NO]),
        (FaxUse,            [O,  NO,  O,  O,  O,  O,  O,  O,  NO, O,  O,  O,  O,  O,  O,  NO, NO, NO]),
        (VoicemailUse,      [O,  NO,  O,  O,  O,  O,  O,  O,  NO, NO, O,  O,  O,  O,  O,  NO, NO, NO]),
        (CallLogRead,       [O,  NO,  D,  O,  O,  A,  O,  O,  NO, NO, O,  OQ, O,  O,  A,  NO, NO, NO]),
        (CallLogUnmask,     [O,  NO,  O,  O,  O,  OG, O,  O,  NO, NO, O,  OQ, O,  O,  OG, NO, NO, NO]),
        (CostRead,          [O,  NO,  D,  A,  A,  O,  O,  O,  NO, NO, O,  O,  O,  O,  A,  NO, NO, NO]),
        (TariffManage,      [NO, NO,  NO, NO, G,  NO, NO, NO, NO, NO, NO, NO, NO, NO, A,  NO, NO, NO]),
        (StatisticsGlobal,  [NO, NO,  NO, A,  NO, NO, A,  NO, NO, NO, NO, NO, NO, NO, A,  NO, NO, NO]),
        (LiveCallsRead,     [O,  NO,  D,  O,  O,  O,  O,  O,  NO, NO, O,  O,  O,  O,  A,  NO, NO, NO]),
        (OperatorPanel,     [NO, NO,  NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, A,  NO, NO, NO, NO]),
        (QueueBoardRead,    [O,  NO,  D,  A,  O,  O,  O,  O,  NO, NO, OQ, OQ, D,  O,  A,  NO, NO, NO]),
        (QueueJoin,         [NO, NO,  NO, NO, NO, NO, NO, NO, NO, NO, Q,  Q,  NO, NO, NO, NO, NO, NO]),
        (QueueManage,       [NO, NO,  NO, NO, NO, NO, NO, NO, NO, NO, NO, Q,  NO, NO, A,  NO, NO, NO]),
        (QueueCallMove,     [NO, NO,  NO, NO, NO, NO, NO, NO, NO, NO, NO, Q,  NO, NO, A,  NO, NO, NO]),
        (QueueListen,       [NO, NO,  NO, NO, NO, NO, NO, NO, NO, NO, NO, Q,  NO, NO, G,  NO, NO, NO]),
        (QueueRecord,       [NO, NO,  NO, NO, NO, NO, NO, NO, NO, NO, NO, Q,  NO, NO, G,  NO, NO, NO]),
        (QueueStatistics,   [NO, NO,  NO, G,  NO, NO, NO, NO, NO, NO, O,  Q,  NO, NO, A,  NO, NO, NO]),
        (RecordingListen,   [NO, NO,  NO, NO, NO, NO, NO, NO, NO, NO, NO, Q,  D,  NO, G,  NO, A,  NO]),
        (RecordingDownload, [NO, NO,  NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, G,  NO, A,  NO]),
        (RecordingPurge,    [NO, NO,  NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, G,  NO, A,  NO]),
        (CampaignManage,    [NO, NO,  NO, NO, NO, NO, NO, NO, NO, NO, NO, Q,  NO, NO, A,  NO, NO, NO]),
        (CampaignWork,      [NO, NO,  NO, NO, NO, NO, NO, NO, NO, NO, Q,  Q,  NO, NO, NO, NO, NO, NO]),
        (IncidentSet,       [NO, NO,  NO, NO, NO, NO, NO, A,  NO, NO, NO, NO, NO, NO, A,  NO, NO, NO]),
        (HolidayEdit,       [NO, NO,  NO, NO, NO, NO, NO, NO, A,  NO, NO, NO, NO, NO, A,  NO, NO, NO]),
        (ClosureSwitch,     [NO, NO,  NO, NO, NO, NO, NO, NO, NO, NO, NO, Q,  NO, NO, A,  NO, NO, NO]),
        (CtiManage,         [NO, NO,  NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, A,  NO, NO, NO]),
        (SoundManage,       [NO, NO,  NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, A,  NO, NO, NO]),
        (IvrManage,         [NO, NO,  NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, A,  NO, NO, NO]),
        (QueueConfigure,    [NO, NO,  NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, A,  NO, NO, NO]),
        (PhoneManage,       [NO, NO,  NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, A,  NO, NO, NO]),
        (NumberManage,      [NO, NO,  NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, A,  NO, NO, NO]),
        (PickupManage,      [NO, NO,  NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, A,  NO, NO, NO]),
        (PeopleManage,      [NO, NO,  NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, A,  NO, NO, NO]),
        (DepartmentManage,  [NO, NO,  NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, A,  NO, NO, NO]),
        (ProfileManage,     [NO, NO,  NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, A,  NO, NO, NO]),
        (ApiClientManage,   [NO, NO,  NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, A,  NO, NO, NO]),
        (HealthRead,        [NO, NO,  NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, A,  NO, NO, NO]),
        (AuditRead,         [NO, NO,  NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, O,  A,  NO, NO]),
        (AccountSelf,       [O,  NO,  O,  O,  O,  O,  O,  O,  NO, NO, O,  O,  O,  O,  O,  O,  O,  NO]),
    ]
};

/// What a profile allows of a capability.
pub fn cell(profile: Profile, capability: Capability) -> Cell {
    // Both lists are in the order of their enums, which a test keeps.
    TABLE[capability as usize].1[profile as usize]
}

/// The table as Markdown: a line per capability, a column per profile. `grant` may be added to single people who hold the
/// profile.
///
/// ```
/// let table = switchhook_portal_core::rights::markdown();
/// assert!(table.contains("| audit-read | – | – |"));
/// ```
pub fn markdown() -> String {
    let mut lines = vec![
        format!("| capability | {} |", Profile::ALL.map(Profile::key).join(" | ")),
        format!("|---|{}", ":-:|".repeat(Profile::ALL.len())),
    ];
    for (capability, cells) in TABLE {
        lines.push(format!("| {capability} | {} |", cells.map(words).join(" | ")));
    }
    lines.join("\n") + "\n"
}

fn words(cell: Cell) -> String {
    let scopes = cell.scopes.iter().map(Scope::key);
    let words: Vec<_> = scopes.chain(cell.grantable.then_some("grant")).collect();
    if words.is_empty() {
        "–".to_owned()
    } else {
        words.join(", ")
    }
}

/// The table as JSON: `{"user": {"directory-read": ["all"], …}, …}`.
///
/// ```
/// let json = switchhook_portal_core::rights::json();
/// assert!(json.contains(r#""auditor":{"audit-read":["all"],"account-self":["own"]}"#));
/// ```
pub fn json() -> String {
    // Every word is one of ours, in lower case and dashes: nothing needs escaping.
    let profiles = Profile::ALL.map(|profile| {
        let rights: Vec<_> = Capability::ALL
            .into_iter()
            .map(|capability| (capability, cell(profile, capability)))
            .filter(|(_, cell)| *cell != NO)
            .map(|(capability, cell)| {
                format!("\"{capability}\":[\"{}\"]", words(cell).replace(", ", "\",\""))
            })
            .collect();
        format!("\"{profile}\":{{{}}}", rights.join(","))
    });
    format!("{{{}}}", profiles.join(","))
}
