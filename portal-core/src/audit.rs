//! Who did what: the entries of the audit trail.
//!
//! The portal adds the time and the address. Secrets cannot get into an entry: a change of one says only that it was
//! changed.

pub mod chain;

use crate::{
    ApiClientId, Capability, ContactId, DepartmentId, PersonId, PhoneId, RecordingId, Subject,
    TariffVersionId,
};

/// One entry of the audit trail.
///
/// ```
/// use switchhook_portal_core::PersonId;
/// use switchhook_portal_core::audit::{Action, Actor, AuditEntry, Object, Outcome};
///
/// let entry = AuditEntry::new(Actor::Person(PersonId(1)), Action::Update, Object::Person(PersonId(2)))
///     .change("last_name", "Müller", "Meier")
///     .change("email", "", "")
///     .secret_changed("password");
/// assert_eq!(entry.changes.len(), 2, "what stayed the same is left out");
/// assert_eq!(entry.outcome, Outcome::Done);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    /// Who.
    pub actor: Actor,
    /// Did what.
    pub action: Action,
    /// To what.
    pub object: Object,
    /// How it ended.
    pub outcome: Outcome,
    /// What became different, without secrets.
    pub changes: Vec<Change>,
}

impl AuditEntry {
    /// Something that was done.
    pub fn new(actor: Actor, action: Action, object: Object) -> Self {
        Self {
            actor,
            action,
            object,
            outcome: Outcome::Done,
            changes: Vec::new(),
        }
    }

    /// Something that was refused or failed; done by default.
    #[must_use]
    pub fn outcome(self, outcome: Outcome) -> Self {
        Self { outcome, ..self }
    }

    /// Notes the two values of a field, unless they are equal.
    #[must_use]
    pub fn change(
        mut self,
        field: &'static str,
        before: impl Into<String>,
        after: impl Into<String>,
    ) -> Self {
        let (before, after) = (before.into(), after.into());
        if before != after {
            self.changes.push(Change {
                field,
                values: Values::Shown { before, after },
            });
        }
        self
    }

    /// Notes that a secret was changed, and nothing else about it.
    #[must_use]
    pub fn secret_changed(mut self, field: &'static str) -> Self {
        self.changes.push(Change {
            field,
            values: Values::Secret,
        });
        self
    }

    /// The object with its reference, such as `person 7`, as it stands in a trail.
    pub fn object_text(&self) -> String {
        format!("{} {}", self.object.kind(), self.object.reference())
            .trim_end()
            .to_owned()
    }

    /// What was before and what is after, or why it was refused or failed, as it stands in a trail.
    ///
    /// ```
    /// use switchhook_portal_core::PersonId;
    /// use switchhook_portal_core::audit::{Action, Actor, AuditEntry, Object};
    ///
    /// let entry = AuditEntry::new(Actor::System, Action::Update, Object::Person(PersonId(2)))
    ///     .change("email", "a@example.org", "b@example.org")
    ///     .secret_changed("password");
    /// assert_eq!(entry.detail(), "email: a@example.org → b@example.org; password: changed");
    /// ```
    pub fn detail(&self) -> String {
        let reason = self.outcome.reason();
        if !reason.is_empty() {
            return reason.to_owned();
        }
        let changes = self.changes.iter().map(|change| match &change.values {
            Values::Shown { before, after } => format!("{}: {before} → {after}", change.field),
            Values::Secret => format!("{}: changed", change.field),
        });
        changes.collect::<Vec<_>>().join("; ")
    }

    /// Whether a person may read the entry: with [`Capability::AuditRead`] over everything all, else the own ones.
    pub fn is_visible_to(&self, subject: &Subject) -> bool {
        match subject.scope(Capability::AuditRead) {
            Some(scopes) if scopes.is_all() => true,
            Some(_) => self.actor == Actor::Person(subject.person),
            None => false,
        }
    }
}

/// Who acted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Actor {
    /// Somebody with an account.
    Person(PersonId),
    /// Somebody who tried to log in under a name.
    Login(String),
    /// Another program, with a token.
    Client(ApiClientId),
    /// The portal itself, such as a job.
    System,
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Action {
    /// Logged in, or tried to.
    LogIn,
    /// Logged out.
    LogOut,
    /// Made something new.
    Create,
    /// Changed something.
    Update,
    /// Deleted something.
    Delete,
    /// Called somebody by a click.
    Originate,
    /// Planned a call for later.
    Schedule,
    /// Wrote configuration to Asterisk.
    Configure,
    /// Took data out of the portal, such as a CSV file.
    Export,
    /// Loaded tariffs again, or rated calls again.
    Rate,
    /// Listened to a recording.
    Listen,
    /// Deleted what had been kept for long enough.
    Purge,
    /// Looked at what is somebody else's, such as their menu.
    View,
}

impl Action {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 13] = [
        Self::LogIn,
        Self::LogOut,
        Self::Create,
        Self::Update,
        Self::Delete,
        Self::Originate,
        Self::Schedule,
        Self::Configure,
        Self::Export,
        Self::Rate,
        Self::Listen,
        Self::Purge,
        Self::View,
    ];

    /// A stable name, for the store and translations.
    pub fn key(self) -> &'static str {
        match self {
            Self::LogIn => "log-in",
            Self::LogOut => "log-out",
            Self::Create => "create",
            Self::Update => "update",
            Self::Delete => "delete",
            Self::Originate => "originate",
            Self::Schedule => "schedule",
            Self::Configure => "configure",
            Self::Export => "export",
            Self::Rate => "rate",
            Self::Listen => "listen",
            Self::Purge => "purge",
            Self::View => "view",
        }
    }
}

/// To what something was done.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Object {
    /// A person.
    Person(PersonId),
    /// A department.
    Department(DepartmentId),
    /// A telephone.
    Phone(PhoneId),
    /// A contact.
    Contact(ContactId),
    /// A call to a number, masked.
    Call(String),
    /// Another program that may ask for calls.
    Client(ApiClientId),
    /// A configuration file of Asterisk.
    File(String),
    /// A page or a report.
    Page(String),
    /// The tariffs.
    Tariffs,
    /// A version of the tariff.
    Tariff(TariffVersionId),
    /// A recording of a call.
    Recording(RecordingId),
    /// Everything that is kept for a time only: recordings, the trail itself.
    Kept,
    /// A session.
    Session,
    /// What all telephones of the site are told.
    Site,
    /// A queue, by its name.
    Queue(String),
}

impl Object {
    /// A stable name of its kind, for the store and translations.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Person(_) => "person",
            Self::Department(_) => "department",
            Self::Phone(_) => "phone",
            Self::Contact(_) => "contact",
            Self::Call(_) => "call",
            Self::Client(_) => "api-client",
            Self::File(_) => "file",
            Self::Page(_) => "page",
            Self::Tariffs => "tariffs",
            Self::Tariff(_) => "tariff",
            Self::Recording(_) => "recording",
            Self::Kept => "kept",
            Self::Session => "session",
            Self::Site => "site",
            Self::Queue(_) => "queue",
        }
    }

    /// Which one of its kind: an identifier, a masked number, a path; empty where there is only one.
    pub fn reference(&self) -> String {
        match self {
            Self::Person(id) => id.to_string(),
            Self::Department(id) => id.to_string(),
            Self::Phone(id) => id.to_string(),
            Self::Contact(id) => id.to_string(),
            Self::Client(id) => id.to_string(),
            Self::Recording(id) => id.to_string(),
            Self::Tariff(id) => id.to_string(),
            Self::Call(text) | Self::File(text) | Self::Page(text) | Self::Queue(text) => text.clone(),
            Self::Tariffs | Self::Kept | Self::Session | Self::Site => String::new(),
        }
    }
}

/// How something ended.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// It was done.
    Done,
    /// It was refused, for a reason that is a stable name such as `no-phone`.
    Refused(String),
    /// It was allowed, but failed.
    Failed(String),
}

impl Outcome {
    /// A stable name, for the store and translations.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused(_) => "refused",
            Self::Failed(_) => "failed",
        }
    }

    /// Why not; empty for what was done.
    pub fn reason(&self) -> &str {
        match self {
            Self::Done => "",
            Self::Refused(reason) | Self::Failed(reason) => reason,
        }
    }
}

/// A field that became different.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The name of the field, as in forms.
    pub field: &'static str,
    /// What it was and what it is.
    pub values: Values,
}

/// The two values of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Values {
    /// Nothing secret.
    Shown {
        /// What it was.
        before: String,
        /// What it is.
        after: String,
    },
    /// A secret: that it changed is all there is to know.
    Secret,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::Profile;
    use crate::testing::subject;

    #[test]
    fn administrators_read_their_own_entries_and_auditors_all() {
        let by = |person| AuditEntry::new(Actor::Person(PersonId(person)), Action::Delete, Object::Tariffs);
        for (profile, own, others) in [
            (Profile::User, false, false),
            (Profile::Administrator, true, false),
            (Profile::Auditor, true, true),
        ] {
            let subject = subject(1, &[profile], &[], &[]);
            assert_eq!(by(1).is_visible_to(&subject), own, "{profile}");
            assert_eq!(by(2).is_visible_to(&subject), others, "{profile}");
        }
    }

    #[test]
    fn a_secret_leaves_no_trace_but_its_change() {
        let entry = AuditEntry::new(Actor::System, Action::Update, Object::Phone(PhoneId(1)))
            .secret_changed("sip_secret");
        assert_eq!(
            entry.changes,
            [Change {
                field: "sip_secret",
                values: Values::Secret
            }]
        );
    }

    #[test]
    fn keys_are_unique() {
        assert_eq!(
            Action::ALL
                .iter()
                .map(|action| action.key())
                .collect::<BTreeSet<_>>()
                .len(),
            Action::ALL.len()
        );
    }
}
