//! The menu: which entries a person sees, from the same table that decides what they may do.

use crate::{Capability, Subject};

/// A group of menu entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// What everybody uses.
    MyTelephony,
    /// Calls while they last, and queues.
    CallGroups,
    /// Configuration.
    Administration,
}

impl Group {
    /// All of them, from top to bottom.
    pub const ALL: [Self; 3] = [Self::MyTelephony, Self::CallGroups, Self::Administration];

    /// The key of its name in the portal's translations.
    pub fn key(self) -> &'static str {
        match self {
            Self::MyTelephony => "menu-my-telephony",
            Self::CallGroups => "menu-call-groups",
            Self::Administration => "menu-administration",
        }
    }
}

/// One entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Under which heading.
    pub group: Group,
    /// The page.
    pub path: &'static str,
    /// The key of its name in the portal's translations.
    pub key: &'static str,
    /// What one needs in order to see and open it.
    pub capability: Capability,
}

/// All entries, from top to bottom.
pub const ENTRIES: &[Entry] = &[
    entry(
        Group::MyTelephony,
        "/directory",
        "menu-directory",
        Capability::DirectoryRead,
    ),
    entry(
        Group::MyTelephony,
        "/calls",
        "menu-calls",
        Capability::CallLogRead,
    ),
    entry(Group::MyTelephony, "/costs", "menu-costs", Capability::CostRead),
    entry(
        Group::MyTelephony,
        "/scheduled",
        "menu-scheduled",
        Capability::CallSchedule,
    ),
    entry(
        Group::MyTelephony,
        "/forwards",
        "menu-forwards",
        Capability::ForwardRead,
    ),
    entry(
        Group::MyTelephony,
        "/account",
        "menu-account",
        Capability::AccountSelf,
    ),
    entry(Group::CallGroups, "/live", "menu-live", Capability::LiveCallsRead),
    entry(
        Group::CallGroups,
        "/queues",
        "menu-queues",
        Capability::QueueBoardRead,
    ),
    entry(
        Group::CallGroups,
        "/queues/statistics",
        "menu-queue-statistics",
        Capability::QueueStatistics,
    ),
    entry(
        Group::CallGroups,
        "/statistics",
        "menu-statistics",
        Capability::StatisticsGlobal,
    ),
    entry(
        Group::CallGroups,
        "/recordings",
        "menu-recordings",
        Capability::RecordingListen,
    ),
    entry(
        Group::Administration,
        "/admin/phones",
        "menu-phones",
        Capability::PhoneManage,
    ),
    entry(
        Group::Administration,
        "/admin/site",
        "menu-site",
        Capability::PhoneManage,
    ),
    entry(
        Group::Administration,
        "/admin/people",
        "menu-people",
        Capability::PeopleManage,
    ),
    entry(
        Group::Administration,
        "/admin/departments",
        "menu-departments",
        Capability::DepartmentManage,
    ),
    entry(
        Group::Administration,
        "/admin/profiles",
        "menu-profiles",
        Capability::ProfileManage,
    ),
    entry(
        Group::Administration,
        "/admin/clients",
        "menu-clients",
        Capability::ApiClientManage,
    ),
    entry(
        Group::Administration,
        "/tariff",
        "menu-tariff",
        Capability::TariffManage,
    ),
    entry(
        Group::Administration,
        "/costs/unrated",
        "menu-unrated",
        Capability::TariffManage,
    ),
    entry(
        Group::Administration,
        "/admin/retention",
        "menu-retention",
        Capability::RecordingPurge,
    ),
    entry(
        Group::Administration,
        "/admin/health",
        "menu-health",
        Capability::HealthRead,
    ),
    entry(
        Group::Administration,
        "/admin/audit",
        "menu-audit",
        Capability::AuditRead,
    ),
];

const fn entry(group: Group, path: &'static str, key: &'static str, capability: Capability) -> Entry {
    Entry {
        group,
        path,
        key,
        capability,
    }
}

/// The groups with the entries that a person may open; a group without any is left out.
///
/// ```
/// use switchhook_portal_core::{PersonId, Profile, Subject, menu::menu_for};
///
/// let auditor = Subject::holding(PersonId(1), [Profile::Auditor].into());
/// let paths: Vec<_> = menu_for(&auditor).into_iter().flat_map(|(_, entries)| entries).map(|e| e.path).collect();
/// assert_eq!(paths, ["/account", "/admin/audit"]);
/// ```
pub fn menu_for(subject: &Subject) -> Vec<(Group, Vec<&'static Entry>)> {
    Group::ALL
        .into_iter()
        .map(|group| {
            let seen = |entry: &&Entry| entry.group == group && subject.may(entry.capability);
            (group, ENTRIES.iter().filter(seen).collect::<Vec<_>>())
        })
        .filter(|(_, entries)| !entries.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::Profile;
    use crate::testing::subject;

    #[test]
    fn every_profile_sees_what_its_rights_open() {
        for profile in Profile::ALL {
            let shown: Vec<_> = menu_for(&subject(1, &[profile], &[], &[]))
                .into_iter()
                .flat_map(|(_, entries)| entries)
                .map(|entry| entry.path)
                .collect();
            let opened: Vec<_> = ENTRIES
                .iter()
                .filter(|entry| profile.grants(entry.capability).is_some())
                .map(|entry| entry.path)
                .collect();
            assert_eq!(shown, opened, "{profile}");
        }
    }

    #[test]
    fn an_employee_has_no_administration() {
        let groups: Vec<_> = menu_for(&subject(1, &[Profile::User], &[], &[]))
            .into_iter()
            .map(|(group, _)| group)
            .collect();
        assert_eq!(groups, [Group::MyTelephony, Group::CallGroups]);
    }

    #[test]
    fn without_a_profile_there_is_no_menu() {
        assert_eq!(menu_for(&subject(1, &[], &[], &[])), []);
    }

    #[test]
    fn paths_and_keys_are_unique_and_groups_are_together() {
        assert_eq!(
            ENTRIES
                .iter()
                .map(|entry| entry.path)
                .collect::<BTreeSet<_>>()
                .len(),
            ENTRIES.len()
        );
        assert_eq!(
            ENTRIES
                .iter()
                .map(|entry| entry.key)
                .collect::<BTreeSet<_>>()
                .len(),
            ENTRIES.len()
        );
        assert!(ENTRIES.is_sorted_by_key(|entry| entry.group));
    }
}
