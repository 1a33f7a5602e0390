//! What was allowed: an effect together with its entry of the audit trail.
//!
//! A use case checks who asks and gives an [`Approved`] effect. Ports take nothing else, so that nothing is done that was
//! not checked, and nothing is done without a trace:
//!
//! ```
//! use switchhook_portal_core::approved::Approved;
//! use switchhook_portal_core::department::{self, RemoveDepartment, Uses};
//! use switchhook_portal_core::{NewDepartment, PersonId, Profile, Subject};
//!
//! /// What a store does with it.
//! fn remove(approved: Approved<RemoveDepartment>) -> String {
//!     let (effect, audit) = approved.into_parts();
//!     format!("{} {}", audit.action.key(), effect.id)
//! }
//!
//! let sales = NewDepartment::parse("Sales", "")?.with_id(7.into());
//! let admin = Subject::holding(PersonId(1), [Profile::Administrator].into());
//! let approved = department::remove(&admin, &sales, &Uses::default()).expect("allowed, and not in use");
//! assert_eq!(remove(approved), "delete 7");
//! # Ok::<(), Vec<switchhook_portal_core::FieldError>>(())
//! ```
//!
//! Nobody else can make one. There is no constructor:
//!
//! ```compile_fail,E0624
//! use switchhook_portal_core::approved::Approved;
//! use switchhook_portal_core::audit::{Action, Actor, AuditEntry, Object};
//! use switchhook_portal_core::department::RemoveDepartment;
//!
//! let audit = AuditEntry::new(Actor::System, Action::Delete, Object::Department(7.into()));
//! let forged = Approved::new(RemoveDepartment { id: 7.into() }, audit);
//! ```
//!
//! The fields are nobody's:
//!
//! ```compile_fail,E0451
//! use switchhook_portal_core::approved::Approved;
//! use switchhook_portal_core::audit::{Action, Actor, AuditEntry, Object};
//! use switchhook_portal_core::department::RemoveDepartment;
//!
//! let audit = AuditEntry::new(Actor::System, Action::Delete, Object::Department(7.into()));
//! let forged = Approved { effect: RemoveDepartment { id: 7.into() }, audit };
//! ```
//!
//! One effect is not allowed because another was:
//!
//! ```compile_fail,E0308
//! use switchhook_portal_core::approved::Approved;
//! use switchhook_portal_core::department::{AddDepartment, RemoveDepartment};
//!
//! fn remove(approved: Approved<RemoveDepartment>) {}
//! fn misuse(approved: Approved<AddDepartment>) {
//!     remove(approved);
//! }
//! ```
//!
//! And what was allowed once is not done twice:
//!
//! ```compile_fail,E0382
//! use switchhook_portal_core::approved::Approved;
//! use switchhook_portal_core::department::RemoveDepartment;
//!
//! fn remove(approved: Approved<RemoveDepartment>) {}
//! fn twice(approved: Approved<RemoveDepartment>) {
//!     remove(approved);
//!     remove(approved);
//! }
//! ```

use crate::audit::{AuditEntry, Object, Outcome};

/// An effect that a use case allowed, with what goes into the audit trail. See the [module](self).
#[derive(Debug, PartialEq, Eq)]
#[must_use = "it was allowed, and not yet done"]
pub struct Approved<E> {
    effect: E,
    audit: AuditEntry,
}

impl<E> Approved<E> {
    /// For use cases, after their check.
    pub(crate) fn new(effect: E, audit: AuditEntry) -> Self {
        Self { effect, audit }
    }

    /// What is to be done.
    pub fn effect(&self) -> &E {
        &self.effect
    }

    /// What goes into the audit trail once it is done.
    pub fn audit(&self) -> &AuditEntry {
        &self.audit
    }

    /// Both, for whoever does it.
    pub fn into_parts(self) -> (E, AuditEntry) {
        (self.effect, self.audit)
    }

    /// The same with the identifier that the store gave to what is new.
    pub fn about(mut self, object: Object) -> Self {
        self.audit.object = object;
        self
    }

    /// It could not be done, for a reason that is a stable name: what goes into the audit trail instead.
    pub fn failed(self, reason: impl Into<String>) -> AuditEntry {
        self.audit.outcome(Outcome::Failed(reason.into()))
    }
}

/// Why something was not allowed, with what goes into the audit trail.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct Refused<R: std::error::Error + 'static> {
    /// Why.
    #[source]
    pub reason: R,
    /// For the audit trail.
    pub audit: Box<AuditEntry>,
}
