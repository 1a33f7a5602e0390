//! Asks an implementation of [`Storage`] whether it keeps to what the trait says.
//!
//! Each function takes a storage of its own that is empty, and panics with the rule that was broken. [`storage`] asks all.
//!
//! ```
//! use switchhook_portal_core::port::{conformance, memory::MemoryStorage};
//!
//! # fn block_on<F: Future>(future: F) -> F::Output {
//! #     let mut context = std::task::Context::from_waker(std::task::Waker::noop());
//! #     match std::pin::pin!(future).poll(&mut context) { std::task::Poll::Ready(done) => done, _ => panic!("not ready") }
//! # }
//! block_on(conformance::storage(async || MemoryStorage::default()));
//! ```

use chrono::DateTime;

use super::{Occasion, Storage};
use crate::audit::chain::Verifier;
use crate::audit::{Action, Actor, AuditEntry, Object, Outcome};
use crate::department::{self, Uses};
use crate::person;
use crate::rights::{Profile, Subject};
use crate::{Department, NewDepartment, NewPerson, Person, PersonForm, PersonId};

/// Asks everything; `empty` makes a storage in which nothing is yet.
///
/// # Panics
///
/// A rule is broken; the message says which.
pub async fn storage<S: Storage>(mut empty: impl AsyncFnMut() -> S) {
    people_come_back_as_they_were_stored(&empty().await).await;
    a_login_is_taken_once(&empty().await).await;
    departments_make_a_tree(&empty().await).await;
    a_department_in_use_stays(&empty().await).await;
    profiles_of_a_queue_are_dropped(&empty().await).await;
    the_trail_holds_each_change_and_its_chain_is_whole(&empty().await).await;
}

/// What is added and changed is read back equal, and who never existed is nobody.
///
/// # Panics
///
/// It is not.
pub async fn people_come_back_as_they_were_stored<S: Storage>(storage: &S) {
    let zoe = add(storage, "zoe", &["user", "agent:Réception 1"]).await;
    let found = storage.person(zoe.id).await.expect("a person is read");
    assert_eq!(found.as_ref(), Some(&zoe), "a person comes back as stored");
    let nobody = storage.person(PersonId(zoe.id.0 + 1)).await;
    assert_eq!(nobody.expect("nobody is no error"), None);

    let wanted = new("zoe.m", &["user", "administrator", "grant:recording-listen"]);
    let changed = wanted.clone().with_id(zoe.id);
    let approved = person::change(&admin(), &zoe, wanted, std::slice::from_ref(&zoe)).expect("allowed");
    storage
        .change_person(approved, &occasion())
        .await
        .expect("a person is changed");
    let people = storage.people().await.expect("people are read");
    assert_eq!(
        people,
        std::slice::from_ref(&changed),
        "the change is stored, once"
    );

    let stranger = Person {
        id: PersonId(zoe.id.0 + 1),
        ..changed
    };
    let approved = person::change(&admin(), &stranger, new("x", &["user"]), &[]).expect("allowed");
    assert!(
        storage.change_person(approved, &occasion()).await.is_err(),
        "who does not exist is not changed"
    );
}

/// A second person with the same login is refused, and leaves no line in the trail.
///
/// # Panics
///
/// It is not, or it does.
pub async fn a_login_is_taken_once<S: Storage>(storage: &S) {
    add(storage, "zoe", &["user"]).await;
    let before = lines(storage).await.len();
    let approved = person::add(&admin(), new("Zoe", &["user"])).expect("allowed");
    assert!(
        storage.add_person(approved, &occasion()).await.is_err(),
        "a login is taken once, in whatever case"
    );
    assert_eq!(
        lines(storage).await.len(),
        before,
        "what was not stored has no line"
    );
    assert_eq!(storage.people().await.expect("people are read").len(), 1);
}

/// Departments keep what they are below of, and come by short name.
///
/// # Panics
///
/// They do not.
pub async fn departments_make_a_tree<S: Storage>(storage: &S) {
    let sales = add_department(storage, "Sales", None).await;
    let north = add_department(storage, "North", Some(&sales)).await;
    let all = storage.departments().await.expect("departments are read");
    assert_eq!(
        all,
        [north.clone(), sales.clone()],
        "departments come by short name"
    );

    let wanted = NewDepartment::parse("North", "Northern sales").expect("a name");
    let approved = department::change(&admin(), &north, wanted.clone(), &all).expect("allowed");
    storage
        .change_department(approved, &occasion())
        .await
        .expect("a department is changed");
    let all = storage.departments().await.expect("departments are read");
    assert_eq!(
        all[0],
        wanted.with_id(north.id),
        "the department above is stored too"
    );

    let taken = NewDepartment::parse("SALES", "").expect("a name");
    let approved = department::add(&admin(), taken, &all).expect("allowed");
    assert!(
        storage.add_department(approved, &occasion()).await.is_err(),
        "a short name is taken once, in whatever case"
    );
}

/// What came to a department after the decision keeps it from being deleted.
///
/// # Panics
///
/// It does not.
pub async fn a_department_in_use_stays<S: Storage>(storage: &S) {
    let sales = add_department(storage, "Sales", None).await;
    let remove = || department::remove(&admin(), &sales, &Uses::default()).expect("allowed");
    let late = remove();
    let north = add_department(storage, "North", Some(&sales)).await;
    assert!(
        storage.remove_department(late, &occasion()).await.is_err(),
        "a department with one below it stays"
    );
    let approved = department::remove(&admin(), &north, &Uses::default()).expect("allowed");
    storage
        .remove_department(approved, &occasion())
        .await
        .expect("an empty department goes");
    storage
        .remove_department(remove(), &occasion())
        .await
        .expect("and then the one above it");
    assert!(
        storage.remove_department(remove(), &occasion()).await.is_err(),
        "what is gone is not deleted again"
    );
    assert_eq!(storage.departments().await.expect("departments are read"), []);
}

/// Everybody loses the profiles of that queue, and nothing else.
///
/// # Panics
///
/// They do not.
pub async fn profiles_of_a_queue_are_dropped<S: Storage>(storage: &S) {
    add(storage, "zoe", &["user", "agent:support", "agent:sales"]).await;
    add(storage, "ana", &["user"]).await;
    let people = storage.people().await.expect("people are read");
    let queue = "support".parse().expect("a name");
    let approved = person::drop_queue_profiles(&admin(), &queue, false, &people).expect("allowed");
    storage
        .drop_queue_profiles(approved, &occasion())
        .await
        .expect("profiles are dropped");
    let mut left: Vec<String> = storage
        .people()
        .await
        .expect("people are read")
        .iter()
        .map(|person| person.profiles.to_string())
        .collect();
    left.sort();
    assert_eq!(left, ["user", "user,agent:sales"]);
}

/// Each change and each refusal is a line with when, who and from where, and the chain is whole.
///
/// # Panics
///
/// A line is missing or wrong.
pub async fn the_trail_holds_each_change_and_its_chain_is_whole<S: Storage>(storage: &S) {
    let zoe = add(storage, "zoe", &["user"]).await;
    let user = Subject::new(&zoe, []);
    let refused = person::invite(&user, &zoe).expect_err("a user invites nobody");
    storage
        .note(*refused.audit, &occasion())
        .await
        .expect("a refusal is noted");
    let entry = AuditEntry::new(Actor::System, Action::Purge, Object::Kept).outcome(Outcome::Done);
    storage.note(entry, &occasion()).await.expect("an entry is noted");

    let lines = lines(storage).await;
    let found: Vec<_> = lines
        .iter()
        .map(|line| {
            (
                line.person,
                &*line.action,
                &*line.object,
                &*line.result,
                &*line.detail,
            )
        })
        .collect();
    let object = format!("person {}", zoe.id);
    assert_eq!(
        found,
        [
            (
                Some(0),
                "create",
                &*object,
                "done",
                "login:  → zoe; profiles:  → user"
            ),
            (Some(zoe.id.0), "update", &*object, "refused", "no-right"),
            (None, "purge", "kept", "done", ""),
        ],
        "the trail says who did what to what, and how it ended"
    );
    for line in &lines {
        let noted = (line.at, &*line.login, &*line.address);
        assert_eq!(noted, (occasion().at.timestamp(), "root", "192.0.2.7"));
    }
}

async fn lines<S: Storage>(storage: &S) -> Vec<crate::audit::chain::StoredLine> {
    let (from, lines) = storage.trail().await.expect("the trail is read");
    let mut verifier = Verifier::from(from);
    for line in &lines {
        verifier.follow(&line.line(), line.fingerprint);
    }
    assert_eq!(verifier.end(None), [], "the chain is whole");
    lines
}

async fn add<S: Storage>(storage: &S, login: &str, profiles: &[&str]) -> Person {
    let new = new(login, profiles);
    let approved = person::add(&admin(), new.clone()).expect("allowed");
    let id = storage.add_person(approved, &occasion()).await;
    new.with_id(id.expect("a person is added"))
}

async fn add_department<S: Storage>(storage: &S, name: &str, above: Option<&Department>) -> Department {
    let all = storage.departments().await.expect("departments are read");
    let new = NewDepartment::parse(name, "")
        .expect("a name")
        .below(above.map(|above| above.id));
    let approved = department::add(&admin(), new.clone(), &all).expect("allowed");
    let id = storage.add_department(approved, &occasion()).await;
    new.with_id(id.expect("a department is added"))
}

fn new(login: &str, profiles: &[&str]) -> NewPerson {
    let form = PersonForm {
        login,
        first_name: "Zoë",
        last_name: "Müller",
        email: "zoe@example.org",
        profiles,
        ..PersonForm::default()
    };
    NewPerson::parse(&form).expect("a person")
}

fn admin() -> Subject {
    Subject::holding(PersonId(0), [Profile::Administrator].into())
}

fn occasion() -> Occasion {
    Occasion {
        at: DateTime::from_timestamp(1_800_000_000, 0).unwrap_or_default(),
        login: "root".to_owned(),
        address: "192.0.2.7".to_owned(),
    }
}
