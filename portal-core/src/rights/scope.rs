//! How far something reaches.

use std::fmt;

/// One way in which a capability reaches something.
///
/// The order is the one of lists. It is no ranking: what belongs to a queue may lie outside of the own department, and the
/// other way round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Scope {
    /// What belongs to the person: own calls, own phones, own contacts.
    Own,
    /// Also what belongs to the person's departments: the own one with those below it, and those of the own phones.
    Department,
    /// What belongs to the queues of which the person holds the profile.
    Queue,
    /// Everything.
    All,
}

impl Scope {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Own, Self::Department, Self::Queue, Self::All];

    /// `own`, `department`, `queue` or `all`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Department => "department",
            Self::Queue => "queue",
            Self::All => "all",
        }
    }

    const fn bit(self) -> u8 {
        match self {
            Self::Own => 1,
            Self::Department => 2,
            Self::Queue => 4,
            Self::All => 8,
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

/// Several scopes at once: somebody may reach the own department and a queue.
///
/// ```
/// use switchhook_portal_core::rights::{Scope, Scopes};
///
/// let scopes = Scopes::of(&[Scope::Department, Scope::Queue]);
/// assert!(scopes.contains(Scope::Own), "departments include what is one's own");
/// assert!(!scopes.is_all());
/// assert_eq!(scopes.to_string(), "department, queue");
/// assert!(Scopes::of(&[Scope::All]).covers(scopes));
/// assert!(!Scopes::of(&[Scope::Department]).covers(scopes));
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Scopes(u8);

impl Scopes {
    /// These.
    pub const fn of(scopes: &[Scope]) -> Self {
        let (mut bits, mut at) = (0, 0);
        while at < scopes.len() {
            bits |= scopes[at].bit();
            at += 1;
        }
        Self(bits)
    }

    /// Whether a scope is among them or within one of them: `All` holds everything, `Department` what is one's own.
    pub fn contains(self, scope: Scope) -> bool {
        let within = match scope {
            Scope::Own => Scope::Own.bit() | Scope::Department.bit() | Scope::All.bit(),
            other => other.bit() | Scope::All.bit(),
        };
        self.0 & within != 0
    }

    /// Whether they reach everything.
    pub fn is_all(self) -> bool {
        self.contains(Scope::All)
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether they reach whatever the others do, for the same person and the same queues.
    pub fn covers(self, others: Self) -> bool {
        others.iter().all(|scope| self.contains(scope))
    }

    /// These and others.
    #[must_use]
    pub fn union(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// Those that were named, narrow ones first.
    pub fn iter(self) -> impl Iterator<Item = Scope> {
        Scope::ALL
            .into_iter()
            .filter(move |scope| self.0 & scope.bit() != 0)
    }
}

impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (nth, scope) in self.iter().enumerate() {
            write!(f, "{}{scope}", if nth == 0 { "" } else { ", " })?;
        }
        Ok(())
    }
}

impl fmt::Debug for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl From<Scope> for Scopes {
    fn from(scope: Scope) -> Self {
        Self::of(&[scope])
    }
}
