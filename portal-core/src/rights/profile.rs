//! Sets of capabilities with a name.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use super::table::cell;
use super::{Capability, Scope, Scopes};
use crate::QueueName;

macro_rules! profiles {
    ($($(#[$doc:meta])* $name:ident = $key:literal,)+) => {
        /// A built-in set of capabilities. A person holds one or several; what any of them allows counts.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Profile {
            $($(#[$doc])* $name,)+
        }

        impl Profile {
            /// All of them, in the order in which they are offered.
            pub const ALL: [Self; { [$($key),+].len() }] = [$(Self::$name),+];

            /// A stable name such as `department-head`, for forms, the store and translations.
            pub fn key(self) -> &'static str {
                match self {
                    $(Self::$name => $key,)+
                }
            }
        }

        const KEYS: &str = concat!($($key, " "),+);
    };
}

profiles! {
    /// Every employee: own data.
    User = "user",
    /// External forward (Renvoi externe): may forward the own phones outside; held along with another.
    ExternalForward = "external-forward",
    /// Head of a department (CDS): the data of the department.
    DepartmentHead = "department-head",
    /// Direction (DG): all costs and queues.
    Direction = "direction",
    /// Accounting (COMPTA): all costs.
    Accounting = "accounting",
    /// Calls (APPELS): the whole call log.
    Calls = "calls",
    /// Statistics (STATS): the statistics of all calls.
    Statistics = "statistics",
    /// Incidents (INC): announces what does not work.
    Incidents = "incidents",
    /// Holidays (Fériés): enters holidays; held along with another.
    Holidays = "holidays",
    /// Fax: faxes; held along with another.
    Fax = "fax",
    /// Agent of a queue (AG x): see [`QueueProfile`].
    Agent = "agent",
    /// Supervisor of a queue (SV x): see [`QueueProfile`].
    Supervisor = "supervisor",
    /// Supervisor of departments: queues with members of the own departments, and recordings of their calls.
    DepartmentSupervisor = "department-supervisor",
    /// Receptionist: the operator's panel.
    Receptionist = "receptionist",
    /// Administrator: configuration.
    Administrator = "administrator",
    /// Auditor: who did what, and nothing else.
    Auditor = "auditor",
    /// Recording officer: all recordings, and how long they stay.
    RecordingOfficer = "recording-officer",
    /// Another program: nothing but what its token is given.
    ApiClient = "api-client",
}

impl Profile {
    /// How far a capability reaches with this profile, if it grants it.
    pub fn grants(self, capability: Capability) -> Option<Scopes> {
        Some(cell(self, capability).scopes).filter(|scopes| !scopes.is_empty())
    }

    /// Whether somebody who holds this profile may be granted the capability over everything, one person at a time.
    pub fn may_be_granted(self, capability: Capability) -> bool {
        cell(self, capability).grantable
    }

    /// Whether it is held for one queue, as a [`QueueProfile`], and not by itself.
    pub fn is_of_queue(self) -> bool {
        matches!(self, Self::Agent | Self::Supervisor)
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

/// A profile of one queue. Each queue has both by itself, as long as it exists: they are neither made nor deleted by hand.
///
/// ```
/// use switchhook_portal_core::rights::{Profile, QueueProfile};
///
/// let held: QueueProfile = "supervisor:support".parse().unwrap();
/// assert_eq!(held, QueueProfile::supervisor("support".parse().unwrap()));
/// assert_eq!((held.profile(), held.to_string().as_str()), (Profile::Supervisor, "supervisor:support"));
/// assert!("user:support".parse::<QueueProfile>().is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QueueProfile {
    queue: QueueName,
    profile: Profile,
}

impl QueueProfile {
    /// Who takes the calls of a queue.
    pub fn agent(queue: QueueName) -> Self {
        Self {
            queue,
            profile: Profile::Agent,
        }
    }

    /// Who watches over a queue.
    pub fn supervisor(queue: QueueName) -> Self {
        Self {
            queue,
            profile: Profile::Supervisor,
        }
    }

    /// The profiles that a queue has.
    pub fn of_queue(queue: &QueueName) -> [Self; 2] {
        [Self::agent(queue.clone()), Self::supervisor(queue.clone())]
    }

    /// Of which queue.
    pub fn queue(&self) -> &QueueName {
        &self.queue
    }

    /// [`Profile::Agent`] or [`Profile::Supervisor`].
    pub fn profile(&self) -> Profile {
        self.profile
    }
}

impl fmt::Display for QueueProfile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.profile, self.queue)
    }
}

impl FromStr for QueueProfile {
    type Err = UnknownProfile;

    fn from_str(key: &str) -> Result<Self, UnknownProfile> {
        let unknown = || UnknownProfile(key.to_owned());
        let (profile, queue) = key.split_once(':').ok_or_else(unknown)?;
        let queue = queue.parse().map_err(|_| unknown())?;
        match profile.parse()? {
            Profile::Agent => Ok(Self::agent(queue)),
            Profile::Supervisor => Ok(Self::supervisor(queue)),
            _ => Err(unknown()),
        }
    }
}

/// What somebody holds: profiles of the whole portal, profiles of queues, and capabilities granted one by one.
///
/// As text it is the keys with commas between them, as in a column of a store.
///
/// ```
/// use switchhook_portal_core::rights::{Capability, Profile, Profiles, Scope};
///
/// let held: Profiles = "user,agent:support,agent:sales".parse().unwrap();
/// assert!(held.contains(Profile::User));
/// assert_eq!(held.queues.len(), 2);
/// assert_eq!(held.to_string(), "user,agent:sales,agent:support");
/// assert!("supervisor".parse::<Profiles>().is_err(), "of which queue?");
///
/// // A grant counts as long as a profile that it goes with is held.
/// let officer: Profiles = "administrator,grant:recording-listen".parse().unwrap();
/// assert!(officer.scopes(Capability::RecordingListen).is_some_and(|scopes| scopes.is_all()));
/// let former: Profiles = "user,grant:recording-listen".parse().unwrap();
/// assert_eq!(former.scopes(Capability::RecordingListen), None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profiles {
    /// Of the whole portal.
    pub everywhere: BTreeSet<Profile>,
    /// Of queues.
    pub queues: BTreeSet<QueueProfile>,
    /// Granted to this person over everything.
    pub grants: BTreeSet<Capability>,
}

const GRANT: &str = "grant:";

impl Profiles {
    /// Adds what a key names: `user`, `agent:support` or `grant:recording-listen`.
    ///
    /// # Errors
    ///
    /// Nothing has this key; also if it is a profile of queues without a queue.
    pub fn add(&mut self, key: &str) -> Result<(), UnknownProfile> {
        let unknown = || UnknownProfile(key.to_owned());
        if let Some(capability) = key.strip_prefix(GRANT) {
            self.grants
                .insert(Capability::from_key(capability).ok_or_else(unknown)?);
        } else if key.contains(':') {
            self.queues.insert(key.parse()?);
        } else {
            let profile: Profile = key.parse()?;
            if profile.is_of_queue() {
                return Err(unknown());
            }
            self.everywhere.insert(profile);
        }
        Ok(())
    }

    /// Whether a profile is held, be it of one queue.
    pub fn contains(&self, profile: Profile) -> bool {
        self.each().any(|held| held == profile)
    }

    /// Whether nothing is held.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether all of it is among others.
    pub fn is_within(&self, others: &Self) -> bool {
        self.everywhere.is_subset(&others.everywhere)
            && self.queues.is_subset(&others.queues)
            && self.grants.is_subset(&others.grants)
    }

    /// How far a capability reaches: all scopes of all profiles, `None` without any.
    pub fn scopes(&self, capability: Capability) -> Option<Scopes> {
        let granted = self.grants.contains(&capability)
            && self.each().any(|profile| profile.may_be_granted(capability));
        let scopes = self
            .each()
            .filter_map(|profile| profile.grants(capability))
            .chain(granted.then(|| Scope::All.into()))
            .fold(Scopes::default(), Scopes::union);
        Some(scopes).filter(|scopes| !scopes.is_empty())
    }

    /// The queues that a capability reaches by [`Scope::Queue`]. Where it reaches everything, other queues too.
    pub fn queues_of(&self, capability: Capability) -> BTreeSet<&QueueName> {
        self.queues
            .iter()
            .filter(|held| {
                held.profile
                    .grants(capability)
                    .is_some_and(|scopes| scopes.contains(Scope::Queue))
            })
            .map(|held| &held.queue)
            .collect()
    }

    /// The keys of everything, as [`add`](Self::add) takes them.
    pub fn keys(&self) -> Vec<String> {
        self.everywhere
            .iter()
            .map(ToString::to_string)
            .chain(self.queues.iter().map(ToString::to_string))
            .chain(
                self.grants
                    .iter()
                    .map(|capability| format!("{GRANT}{capability}")),
            )
            .collect()
    }

    fn each(&self) -> impl Iterator<Item = Profile> {
        let of_queues = self.queues.iter().map(|held| held.profile);
        self.everywhere.iter().copied().chain(of_queues)
    }
}

impl<const N: usize> From<[Profile; N]> for Profiles {
    /// Profiles of the whole portal; those of queues reach no queue here.
    fn from(profiles: [Profile; N]) -> Self {
        profiles.into_iter().collect()
    }
}

impl FromIterator<Profile> for Profiles {
    fn from_iter<T: IntoIterator<Item = Profile>>(profiles: T) -> Self {
        Self {
            everywhere: profiles.into_iter().collect(),
            ..Self::default()
        }
    }
}

impl FromStr for Profiles {
    type Err = UnknownProfile;

    fn from_str(text: &str) -> Result<Self, UnknownProfile> {
        let mut held = Self::default();
        for key in text.split(',').filter(|key| !key.is_empty()) {
            held.add(key)?;
        }
        Ok(held)
    }
}

impl fmt::Display for Profiles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.keys().join(","))
    }
}

/// A name that is no profile's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "there is no profile {0:?}; use one of {KEYS}as they are, but agent and supervisor as in agent:support"
)]
pub struct UnknownProfile(pub String);
