//! What use cases need from outside: a clock, randomness, storage, a PBX, media. Small traits for whoever embeds them.
//!
//! They know no runtime: each method gives a future, and who awaits it on what is up to the program. What changes something
//! takes an [`Approved`] effect, which only use cases make.
//!
//! [`memory`] implements all of them, for tests and small programs; [`conformance`] (feature `conformance`) asks any
//! implementation whether it keeps to what is written here. `examples/embedded.rs` is a whole program.

#[cfg(feature = "conformance")]
pub mod conformance;
pub mod memory;

use std::error::Error;

use chrono::{DateTime, Utc};

use crate::approved::Approved;
use crate::audit::AuditEntry;
use crate::audit::chain::{Place, StoredLine};
use crate::department::{AddDepartment, ChangeDepartment, RemoveDepartment};
use crate::dial::OriginateEffect;
use crate::person::{AddPerson, ChangePerson, DropQueueProfiles};
use crate::recording::Listen;
use crate::{Department, DepartmentId, Person, PersonId, Phone};

/// Tells the time.
pub trait Clock {
    /// The present.
    fn now(&self) -> DateTime<Utc>;
}

/// Gives bytes that nobody can guess, for one-time links, tokens and secrets.
pub trait Randomness {
    /// Fills all of them.
    fn fill(&self, bytes: &mut [u8]);
}

/// When something was done, and from where: what the trail notes besides the entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occasion {
    /// When.
    pub at: DateTime<Utc>,
    /// The login of who did it, or the name of a program; may be empty.
    pub login: String,
    /// The address of the browser or program; may be empty.
    pub address: String,
}

/// Keeps people, departments and the audit trail.
///
/// An effect and its entry are stored together or not at all. A change of something that is gone is an error, and so is a
/// login or a short name that is taken in whatever case, and a department in use that is to be removed: then neither is
/// stored.
pub trait Storage: Sync {
    /// Why it could not.
    type Error: Error + Send + Sync + 'static;

    /// Everybody, disabled people too.
    fn people(&self) -> impl Future<Output = Result<Vec<Person>, Self::Error>> + Send;
    /// One person; none is no error.
    fn person(&self, id: PersonId) -> impl Future<Output = Result<Option<Person>, Self::Error>> + Send;
    /// All telephones.
    fn phones(&self) -> impl Future<Output = Result<Vec<Phone>, Self::Error>> + Send;
    /// All departments, by short name.
    fn departments(&self) -> impl Future<Output = Result<Vec<Department>, Self::Error>> + Send;

    /// Stores a new person under an identifier that was never used.
    fn add_person(
        &self,
        approved: Approved<AddPerson>,
        occasion: &Occasion,
    ) -> impl Future<Output = Result<PersonId, Self::Error>> + Send;
    /// Stores a person otherwise.
    fn change_person(
        &self,
        approved: Approved<ChangePerson>,
        occasion: &Occasion,
    ) -> impl Future<Output = Result<(), Self::Error>> + Send;
    /// Takes the profiles of a queue from those who hold them.
    fn drop_queue_profiles(
        &self,
        approved: Approved<DropQueueProfiles>,
        occasion: &Occasion,
    ) -> impl Future<Output = Result<(), Self::Error>> + Send;

    /// Stores a new department under an identifier that was never used.
    fn add_department(
        &self,
        approved: Approved<AddDepartment>,
        occasion: &Occasion,
    ) -> impl Future<Output = Result<DepartmentId, Self::Error>> + Send;
    /// Stores a department otherwise.
    fn change_department(
        &self,
        approved: Approved<ChangeDepartment>,
        occasion: &Occasion,
    ) -> impl Future<Output = Result<(), Self::Error>> + Send;
    /// Deletes a department.
    fn remove_department(
        &self,
        approved: Approved<RemoveDepartment>,
        occasion: &Occasion,
    ) -> impl Future<Output = Result<(), Self::Error>> + Send;

    /// Adds an entry of something that was refused, failed or was done elsewhere.
    fn note(
        &self,
        entry: AuditEntry,
        occasion: &Occasion,
    ) -> impl Future<Output = Result<(), Self::Error>> + Send;
    /// The trail, oldest line first, and the place from which its chain is verified.
    fn trail(&self) -> impl Future<Output = Result<(Place, Vec<StoredLine>), Self::Error>> + Send;
}

/// Makes calls.
pub trait Pbx: Sync {
    /// Why it could not.
    type Error: Error + Send + Sync + 'static;

    /// Rings the own phone and then calls the number; resolves when the own phone was answered (`true`) or not.
    fn originate(
        &self,
        call: &Approved<OriginateEffect>,
    ) -> impl Future<Output = Result<bool, Self::Error>> + Send;
}

/// Holds files of sound.
pub trait Media: Sync {
    /// Why it could not.
    type Error: Error + Send + Sync + 'static;

    /// The whole of a recording; none if the file is not there.
    fn read(
        &self,
        listen: &Approved<Listen>,
    ) -> impl Future<Output = Result<Option<Vec<u8>>, Self::Error>> + Send;
}
