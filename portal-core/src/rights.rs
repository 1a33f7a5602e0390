//! Who may do what: one table, from which checks, menu, documentation and tests are made.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use crate::{DepartmentId, Party, Person, PersonId, Phone, PhoneId};

/// Something that a person may be allowed to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Capability {
    /// See the directory: colleagues, public contacts and own private ones.
    DirectoryRead,
    /// Add contacts; change and delete those within the scope (`All`: every one that is not private).
    ContactWrite,
    /// Call from an own phone by a click.
    CallOriginate,
    /// Plan calls from an own phone for later, and see and cancel planned calls within the scope.
    CallSchedule,
    /// See the call log.
    CallLogRead,
    /// See whole numbers in the call log and among live calls. One's own calls are always whole.
    CallLogUnmask,
    /// See what calls cost.
    CostRead,
    /// See calls without a tariff, make, activate and withdraw versions of the tariff, rate calls again.
    TariffManage,
    /// See calls while they last.
    LiveCallsRead,
    /// See the board of the queues that have a member within the scope.
    QueueBoardRead,
    /// Create and change people and what they may do.
    PeopleManage,
    /// Create and change departments.
    DepartmentManage,
    /// Create and change telephones.
    PhoneManage,
    /// Let other programs ask for calls, and stop them.
    ApiClientManage,
    /// See which calls were recorded and listen to them. Other people's voices: nobody has it along with something else.
    RecordingListen,
    /// Take a recording out of the portal.
    RecordingDownload,
    /// Decide how long recordings stay: keep one for longer, delete what is old.
    RecordingPurge,
    /// See whether everything works.
    HealthRead,
    /// See who did what (`Own`: what oneself did).
    AuditRead,
    /// Change the own password.
    AccountSelf,
}

impl Capability {
    /// All of them, in the order of the table.
    pub const ALL: [Self; 20] = [
        Self::DirectoryRead,
        Self::ContactWrite,
        Self::CallOriginate,
        Self::CallSchedule,
        Self::CallLogRead,
        Self::CallLogUnmask,
        Self::CostRead,
        Self::TariffManage,
        Self::LiveCallsRead,
        Self::QueueBoardRead,
        Self::PeopleManage,
        Self::DepartmentManage,
        Self::PhoneManage,
        Self::ApiClientManage,
        Self::RecordingListen,
        Self::RecordingDownload,
        Self::RecordingPurge,
        Self::HealthRead,
        Self::AuditRead,
        Self::AccountSelf,
    ];

    /// A stable name such as `call-log-read`, for translations, audit and JSON.
    pub fn key(self) -> &'static str {
        match self {
            Self::DirectoryRead => "directory-read",
            Self::ContactWrite => "contact-write",
            Self::CallOriginate => "call-originate",
            Self::CallSchedule => "call-schedule",
            Self::CallLogRead => "call-log-read",
            Self::CallLogUnmask => "call-log-unmask",
            Self::CostRead => "cost-read",
            Self::TariffManage => "tariff-manage",
            Self::LiveCallsRead => "live-calls-read",
            Self::QueueBoardRead => "queue-board-read",
            Self::PeopleManage => "people-manage",
            Self::DepartmentManage => "department-manage",
            Self::PhoneManage => "phone-manage",
            Self::ApiClientManage => "api-client-manage",
            Self::RecordingListen => "recording-listen",
            Self::RecordingDownload => "recording-download",
            Self::RecordingPurge => "recording-purge",
            Self::HealthRead => "health-read",
            Self::AuditRead => "audit-read",
            Self::AccountSelf => "account-self",
        }
    }
}

impl fmt::Display for Capability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

/// How far a capability reaches; a wider scope includes the narrower ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Scope {
    /// What belongs to the person: own calls, own phones, own contacts.
    Own,
    /// Also what belongs to the person's departments: the own one and those of the own phones.
    Department,
    /// Everything.
    All,
}

impl Scope {
    /// `own`, `department` or `all`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Department => "department",
            Self::All => "all",
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

/// A built-in set of capabilities. A person holds one or several; the widest scope counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Profile {
    /// Every employee: own data.
    User,
    /// Head of a department (CDS): the data of the department.
    DepartmentHead,
    /// Direction (DG): all costs and queues.
    Direction,
    /// Accounting (COMPTA): all costs.
    Accounting,
    /// Calls (APPELS): the whole call log.
    Calls,
    /// Administrator: configuration.
    Administrator,
    /// Auditor: who did what, and nothing else.
    Auditor,
    /// Supervisor (SV): queues and recordings of the own departments.
    Supervisor,
    /// Recording officer: all recordings, and how long they stay.
    RecordingOfficer,
}

impl Profile {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 9] = [
        Self::User,
        Self::DepartmentHead,
        Self::Direction,
        Self::Accounting,
        Self::Calls,
        Self::Administrator,
        Self::Auditor,
        Self::Supervisor,
        Self::RecordingOfficer,
    ];

    /// A stable name such as `department-head`, for forms, the store and translations.
    pub fn key(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::DepartmentHead => "department-head",
            Self::Direction => "direction",
            Self::Accounting => "accounting",
            Self::Calls => "calls",
            Self::Administrator => "administrator",
            Self::Auditor => "auditor",
            Self::Supervisor => "supervisor",
            Self::RecordingOfficer => "recording-officer",
        }
    }

    /// How far a capability reaches with this profile, if it grants it.
    pub fn grants(self, capability: Capability) -> Option<Scope> {
        TABLE
            .iter()
            .find(|row| (row.0, row.1) == (self, capability))
            .map(|row| row.2)
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

impl FromStr for Profile {
    type Err = UnknownProfile;

    fn from_str(key: &str) -> Result<Self, UnknownProfile> {
        Self::ALL
            .into_iter()
            .find(|profile| profile.key() == key)
            .ok_or_else(|| UnknownProfile(key.to_owned()))
    }
}

/// A name that is no profile's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "there is no profile {0:?}; use one of user, department-head, direction, accounting, calls, administrator, auditor, supervisor, recording-officer"
)]
pub struct UnknownProfile(pub String);

/// The rights: which profile grants which capability, and how far. What is not here is refused.
pub const TABLE: &[(Profile, Capability, Scope)] = {
    use Capability::*;
    use Profile::*;
    use Scope::*;
    &[
        (User, DirectoryRead, All),
        (User, ContactWrite, Own),
        (User, CallOriginate, Own),
        (User, CallSchedule, Own),
        (User, CallLogRead, Own),
        (User, CallLogUnmask, Own),
        (User, CostRead, Own),
        (User, LiveCallsRead, Own),
        (User, QueueBoardRead, Own),
        (User, AccountSelf, Own),
        (DepartmentHead, DirectoryRead, All),
        (DepartmentHead, ContactWrite, Own),
        (DepartmentHead, CallOriginate, Own),
        (DepartmentHead, CallSchedule, Department),
        (DepartmentHead, CallLogRead, Department),
        (DepartmentHead, CallLogUnmask, Own),
        (DepartmentHead, CostRead, Department),
        (DepartmentHead, LiveCallsRead, Department),
        (DepartmentHead, QueueBoardRead, Department),
        (DepartmentHead, AccountSelf, Own),
        (Direction, DirectoryRead, All),
        (Direction, ContactWrite, Own),
        (Direction, CallOriginate, Own),
        (Direction, CallSchedule, Own),
        (Direction, CallLogRead, Own),
        (Direction, CallLogUnmask, Own),
        (Direction, CostRead, All),
        (Direction, LiveCallsRead, Own),
        (Direction, QueueBoardRead, All),
        (Direction, AccountSelf, Own),
        (Accounting, DirectoryRead, All),
        (Accounting, ContactWrite, Own),
        (Accounting, CallOriginate, Own),
        (Accounting, CallSchedule, Own),
        (Accounting, CallLogRead, Own),
        (Accounting, CallLogUnmask, Own),
        (Accounting, CostRead, All),
        (Accounting, LiveCallsRead, Own),
        (Accounting, QueueBoardRead, Own),
        (Accounting, AccountSelf, Own),
        (Calls, DirectoryRead, All),
        (Calls, ContactWrite, Own),
        (Calls, CallOriginate, Own),
        (Calls, CallSchedule, All),
        (Calls, CallLogRead, All),
        (Calls, CallLogUnmask, Own),
        (Calls, CostRead, Own),
        (Calls, LiveCallsRead, Own),
        (Calls, QueueBoardRead, Own),
        (Calls, AccountSelf, Own),
        (Administrator, DirectoryRead, All),
        (Administrator, ContactWrite, All),
        (Administrator, CallOriginate, Own),
        (Administrator, CallSchedule, All),
        (Administrator, CallLogRead, All),
        (Administrator, CallLogUnmask, Own),
        (Administrator, CostRead, All),
        (Administrator, TariffManage, All),
        (Administrator, LiveCallsRead, All),
        (Administrator, QueueBoardRead, All),
        (Administrator, PeopleManage, All),
        (Administrator, DepartmentManage, All),
        (Administrator, PhoneManage, All),
        (Administrator, ApiClientManage, All),
        (Administrator, HealthRead, All),
        (Administrator, AuditRead, Own),
        (Administrator, AccountSelf, Own),
        (Auditor, AuditRead, All),
        (Auditor, AccountSelf, Own),
        (Supervisor, DirectoryRead, All),
        (Supervisor, ContactWrite, Own),
        (Supervisor, CallOriginate, Own),
        (Supervisor, CallSchedule, Own),
        (Supervisor, CallLogRead, Own),
        (Supervisor, CallLogUnmask, Own),
        (Supervisor, CostRead, Own),
        (Supervisor, LiveCallsRead, Own),
        (Supervisor, QueueBoardRead, Department),
        (Supervisor, RecordingListen, Department),
        (Supervisor, AccountSelf, Own),
        (RecordingOfficer, RecordingListen, All),
        (RecordingOfficer, RecordingDownload, All),
        (RecordingOfficer, RecordingPurge, All),
        (RecordingOfficer, AccountSelf, Own),
    ]
};

/// The person who asks, with what decides about rights.
///
/// ```
/// use std::collections::BTreeSet;
/// use switchhook_portal_core::{Capability, PersonId, Profile, Scope, Subject};
///
/// let subject = Subject {
///     person: PersonId(1),
///     profiles: BTreeSet::from([Profile::User, Profile::Accounting]),
///     phones: Vec::new(),
///     departments: BTreeSet::new(),
/// };
/// assert_eq!(subject.scope(Capability::CostRead), Some(Scope::All));
/// assert_eq!(subject.scope(Capability::CallLogRead), Some(Scope::Own));
/// assert!(subject.require(Capability::PeopleManage).is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Who.
    pub person: PersonId,
    /// What the person holds.
    pub profiles: BTreeSet<Profile>,
    /// The person's own phones; the first is the one that rings at a click.
    pub phones: Vec<PhoneId>,
    /// The person's department and those of the own phones.
    pub departments: BTreeSet<DepartmentId>,
}

impl Subject {
    /// The person as subject; `phones` may hold other people's phones too.
    ///
    /// A disabled person holds no profile, so sessions that are still open can do nothing.
    pub fn new<'a>(person: &Person, phones: impl IntoIterator<Item = &'a Phone>) -> Self {
        let own: Vec<&Phone> = phones
            .into_iter()
            .filter(|phone| phone.owner == Some(person.id))
            .collect();
        Self {
            person: person.id,
            profiles: if person.disabled {
                BTreeSet::new()
            } else {
                person.profiles.clone()
            },
            phones: own.iter().map(|phone| phone.id).collect(),
            departments: own
                .iter()
                .filter_map(|phone| phone.department)
                .chain(person.department)
                .collect(),
        }
    }

    /// How far a capability reaches: the widest scope of all profiles, `None` without any.
    pub fn scope(&self, capability: Capability) -> Option<Scope> {
        self.profiles
            .iter()
            .filter_map(|profile| profile.grants(capability))
            .max()
    }

    /// Whether the person holds the capability at all.
    pub fn may(&self, capability: Capability) -> bool {
        self.scope(capability).is_some()
    }

    /// Like [`scope`](Self::scope), for the `?` of a use case.
    ///
    /// # Errors
    ///
    /// The person does not hold the capability.
    pub fn require(&self, capability: Capability) -> Result<Scope, Denied> {
        self.scope(capability).ok_or(Denied { capability })
    }

    /// Whether a party of a call is the person: it was, or it was an own phone that belonged to nobody.
    ///
    /// A phone that has changed hands since does not hand its old calls over.
    pub fn is(&self, party: &Party) -> bool {
        match party.person {
            Some(person) => person == self.person,
            None => party.phone.is_some_and(|phone| self.phones.contains(&phone)),
        }
    }

    /// Whether a capability reaches a party of a call.
    pub fn reaches(&self, capability: Capability, party: &Party) -> bool {
        match self.scope(capability) {
            None => false,
            Some(Scope::All) => true,
            Some(Scope::Department) => {
                self.is(party)
                    || party
                        .department
                        .is_some_and(|department| self.departments.contains(&department))
            }
            Some(Scope::Own) => self.is(party),
        }
    }

    /// Whether a capability reaches a call of which these are the parties; nobody knows the parties of some.
    pub fn reaches_any<'a>(
        &self,
        capability: Capability,
        parties: impl IntoIterator<Item = &'a Party>,
    ) -> bool {
        self.scope(capability) == Some(Scope::All)
            || parties.into_iter().any(|party| self.reaches(capability, party))
    }

    /// Whether the person may give somebody these profiles: an administrator any, others what they hold themselves.
    pub fn may_grant(&self, profiles: &BTreeSet<Profile>) -> bool {
        self.profiles.contains(&Profile::Administrator) || profiles.is_subset(&self.profiles)
    }
}

/// The person may not do this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this needs the right {capability}; ask an administrator for a profile that grants it")]
pub struct Denied {
    /// What is missing.
    pub capability: Capability,
}

/// The table as Markdown: a line per capability, a column per profile.
///
/// ```
/// let table = switchhook_portal_core::rights::markdown();
/// assert!(table.contains("| cost-read | own | department | all | all | own | all | – | own | – |"));
/// ```
pub fn markdown() -> String {
    let mut lines = vec![
        format!("| capability | {} |", Profile::ALL.map(Profile::key).join(" | ")),
        format!("|---|{}", ":-:|".repeat(Profile::ALL.len())),
    ];
    for capability in Capability::ALL {
        let scopes = Profile::ALL.map(|profile| profile.grants(capability).map_or("–", Scope::key));
        lines.push(format!("| {capability} | {} |", scopes.join(" | ")));
    }
    lines.join("\n") + "\n"
}

/// The table as JSON: `{"user": {"directory-read": "all", …}, …}`.
///
/// ```
/// let json = switchhook_portal_core::rights::json();
/// assert!(json.contains(r#""auditor":{"audit-read":"all","account-self":"own"}"#));
/// ```
pub fn json() -> String {
    // Every word is one of ours, in lower case and dashes: nothing needs escaping.
    let mut profiles: BTreeMap<Profile, Vec<String>> = BTreeMap::new();
    for (profile, capability, scope) in TABLE {
        profiles
            .entry(*profile)
            .or_default()
            .push(format!("\"{capability}\":\"{scope}\""));
    }
    let profiles: Vec<_> = profiles
        .iter()
        .map(|(profile, rights)| format!("\"{profile}\":{{{}}}", rights.join(",")))
        .collect();
    format!("{{{}}}", profiles.join(","))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::{party, subject};

    fn any_profiles() -> impl Strategy<Value = BTreeSet<Profile>> {
        prop::collection::btree_set(prop::sample::select(Profile::ALL.to_vec()), 0..4)
    }

    fn any_capability() -> impl Strategy<Value = Capability> {
        prop::sample::select(Capability::ALL.to_vec())
    }

    fn holding(profiles: BTreeSet<Profile>) -> Subject {
        Subject {
            profiles,
            ..subject(1, &[], &[], &[])
        }
    }

    #[test]
    fn every_pair_is_what_the_manual_and_the_design_say() {
        // Columns: user, department head, direction, accounting, calls, administrator, auditor,
        // supervisor, recording officer. Written out a second
        // time on purpose: a slip in the table must not change the expectation with it.
        let expected = [
            "directory-read   a a a a a a - a -",
            "contact-write    o o o o o a - o -",
            "call-originate   o o o o o o - o -",
            "call-schedule    o d o o a a - o -",
            "call-log-read    o d o o a a - o -",
            "call-log-unmask  o o o o o o - o -",
            "cost-read        o d a a o a - o -",
            "tariff-manage    - - - - - a - - -",
            "live-calls-read  o d o o o a - o -",
            "queue-board-read o d a o o a - d -",
            "people-manage    - - - - - a - - -",
            "department-manage - - - - - a - - -",
            "phone-manage     - - - - - a - - -",
            "api-client-manage - - - - - a - - -",
            "recording-listen - - - - - - - d a",
            "recording-download - - - - - - - - a",
            "recording-purge  - - - - - - - - a",
            "health-read      - - - - - a - - -",
            "audit-read       - - - - - o a - -",
            "account-self     o o o o o o o o o",
        ];
        assert_eq!(expected.len(), Capability::ALL.len());
        for (capability, line) in Capability::ALL.into_iter().zip(expected) {
            let mut words = line.split_whitespace();
            assert_eq!(words.next(), Some(capability.key()));
            for (profile, word) in Profile::ALL.into_iter().zip(words) {
                let scope = match word {
                    "a" => Some(Scope::All),
                    "d" => Some(Scope::Department),
                    "o" => Some(Scope::Own),
                    _ => None,
                };
                let subject = holding(BTreeSet::from([profile]));
                assert_eq!(subject.scope(capability), scope, "{profile} {capability}");
                assert_eq!(
                    subject.require(capability).is_ok(),
                    scope.is_some(),
                    "{profile} {capability}"
                );
            }
        }
    }

    #[test]
    fn the_readme_shows_the_table() {
        assert!(
            include_str!("../README.md").contains(&markdown()),
            "copy this into the README:\n{}",
            markdown()
        );
    }

    #[test]
    fn no_pair_stands_twice() {
        let pairs: BTreeSet<_> = TABLE.iter().map(|row| (row.0, row.1)).collect();
        assert_eq!(pairs.len(), TABLE.len());
    }

    #[test]
    fn the_departments_of_own_phones_are_own_departments() {
        use crate::testing::{person, phone};
        let head = Person {
            department: Some(DepartmentId(1)),
            ..person(1, &[Profile::DepartmentHead])
        };
        let phones = [
            Phone {
                department: Some(DepartmentId(2)),
                ..phone(10, "101", Some(1))
            },
            Phone {
                department: Some(DepartmentId(3)),
                ..phone(11, "102", Some(2))
            },
        ];
        let subject = Subject::new(&head, &phones);
        assert_eq!(
            subject.departments,
            BTreeSet::from([DepartmentId(1), DepartmentId(2)])
        );
        assert_eq!(subject.phones, [PhoneId(10)]);
        let reaches =
            |department| subject.reaches(Capability::CallLogRead, &party(None, None, Some(department)));
        assert_eq!([1, 2, 3].map(reaches), [true, true, false]);
    }

    #[test]
    fn a_disabled_person_may_nothing() {
        let person = Person {
            disabled: true,
            ..crate::testing::person(1, &[Profile::Administrator])
        };
        let subject = Subject::new(&person, []);
        assert!(Capability::ALL.iter().all(|&capability| !subject.may(capability)));
    }

    #[test]
    fn a_phone_does_not_hand_over_its_former_owners_calls() {
        let subject = subject(1, &[Profile::User], &[10], &[]);
        assert!(subject.is(&party(Some(10), Some(1), None)));
        assert!(subject.is(&party(Some(10), None, None)));
        assert!(
            subject.is(&party(Some(99), Some(1), None)),
            "own call from a phone that is somebody else's now"
        );
        assert!(!subject.is(&party(Some(10), Some(2), None)));
    }

    #[test]
    fn only_administrators_grant_what_they_do_not_hold() {
        let wanted = BTreeSet::from([Profile::User, Profile::Auditor]);
        assert!(holding(BTreeSet::from([Profile::Administrator])).may_grant(&wanted));
        assert!(!holding(BTreeSet::from([Profile::User])).may_grant(&wanted));
        assert!(holding(wanted.clone()).may_grant(&wanted));
    }

    #[test]
    fn profiles_are_read_back_from_their_keys() {
        for profile in Profile::ALL {
            assert_eq!(profile.key().parse(), Ok(profile));
        }
        assert!(
            "root"
                .parse::<Profile>()
                .unwrap_err()
                .to_string()
                .contains("\"root\"")
        );
    }

    proptest! {
        /// A further profile never takes a right away.
        #[test]
        fn adding_a_profile_never_removes_a_right(
            profiles in any_profiles(), more in any_profiles(), capability in any_capability(),
        ) {
            let before = holding(profiles.clone()).scope(capability);
            let after = holding(profiles.union(&more).copied().collect()).scope(capability);
            prop_assert!(after >= before);
        }

        /// A wider scope reaches whatever the narrower one reaches.
        #[test]
        fn own_is_within_department_is_within_all(
            phone in prop::option::of(9i64..12), person in prop::option::of(0i64..3), department in prop::option::of(0i64..3),
        ) {
            let party = party(phone, person, department);
            let reach = |profile| {
                subject(1, &[profile], &[10], &[1]).reaches(Capability::CallLogRead, &party)
            };
            let (own, department, all) =
                (reach(Profile::User), reach(Profile::DepartmentHead), reach(Profile::Calls));
            prop_assert!(own <= department && department <= all);
        }
    }
}
