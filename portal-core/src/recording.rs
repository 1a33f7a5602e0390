//! Recordings of calls: which file belongs to which call, who may hear it, and how long it stays.

mod file;
mod filter;
mod retention;
mod wav;

pub use self::file::{AudioKind, BadFile, RecordingFile};
pub use self::filter::{RecordingFilter, RecordingFilterForm, Seen};
pub use self::retention::{Keep, next_run};
pub use self::wav::{WAV_HEAD, wav_length};

use crate::approved::{Approved, Refused};
use crate::audit::{Action, Actor, AuditEntry, Object, Outcome};
use crate::call_log::{self, CallRecord, CallView, Visibility, masked};
use crate::{Capability, Denied, Party, Problem, RecordingId, Subject};

/// Of the records of a recorded channel, the one that the recording is shown with: where two sides talked, and of those
/// the longest; the first of equals.
///
/// A call through a queue has a record for each telephone that rang in vain.
pub fn call_of<T>(records: &[T], record: impl Fn(&T) -> &CallRecord) -> Option<&T> {
    let rank = |one: &T| (record(one).cdr.has_talk(), record(one).cdr.billable);
    // `max_by_key` would give the last of equals.
    records.iter().rev().max_by_key(|one| rank(one))
}

/// Why a recording stays however old it is, as typed: a line that is not empty, so that somebody else can tell later when
/// it is over.
///
/// # Errors
///
/// It is empty, longer than 200 characters, or has a control character.
pub fn hold_reason(text: &str) -> Result<String, Problem> {
    match crate::form::line(text, 200)? {
        reason if reason.is_empty() => Err(Problem::Empty),
        reason => Ok(reason),
    }
}

/// Whether a capability reaches a recording: by its call, or by the queue that it was made in, empty without one. One of
/// which neither is known is for those only whom it reaches everywhere.
pub fn reaches(subject: &Subject, capability: Capability, call: Option<&CallRecord>, queue: &str) -> bool {
    subject.reaches_queue(capability, queue)
        || call.is_some_and(|call| call_log::reaches(subject, capability, call))
}

/// The parties of a recorded call as a person may see them, or nothing: by [`Capability::RecordingListen`], whether or not
/// the person may see the call in the call log. Of a recording without a call the parties are empty.
///
/// ```
/// use switchhook_portal_core::{PersonId, Profile, Subject, recording};
///
/// let of = |profile| Subject::holding(PersonId(1), [profile].into());
/// assert!(recording::heard_by(&of(Profile::RecordingOfficer), None, "").is_some());
/// assert!(recording::heard_by(&of(Profile::Administrator), None, "").is_none());
/// ```
pub fn heard_by(subject: &Subject, call: Option<&CallRecord>, queue: &str) -> Option<CallView> {
    if !reaches(subject, Capability::RecordingListen, call, queue) {
        return None;
    }
    let Some(call) = call else {
        return Some(CallView {
            visibility: Visibility::Full,
            caller: Party::default(),
            callee: Party::default(),
        });
    };
    let parties = [&call.caller, &call.callee];
    let whole = reaches(subject, Capability::CallLogUnmask, Some(call), queue)
        || parties.into_iter().any(|party| subject.is(party));
    let shown = |party: &Party| {
        if whole {
            party.clone()
        } else {
            masked(subject, Capability::RecordingListen, party)
        }
    };
    Some(CallView {
        visibility: if whole {
            Visibility::Full
        } else {
            Visibility::Masked
        },
        caller: shown(&call.caller),
        callee: shown(&call.callee),
    })
}

/// A recording is to be played to somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listen {
    /// Which.
    pub id: RecordingId,
    /// Its file.
    pub file: RecordingFile,
}

/// Lets somebody listen to a recording; its call and its queue are as for [`reaches`].
///
/// # Errors
///
/// The person may not listen to recordings, or not to this one.
pub fn listen(
    subject: &Subject,
    id: RecordingId,
    file: &RecordingFile,
    call: Option<&CallRecord>,
    queue: &str,
) -> Result<Approved<Listen>, Refused<Denied>> {
    let capability = Capability::RecordingListen;
    let audit = AuditEntry::new(
        Actor::Person(subject.person),
        Action::Listen,
        Object::Recording(id),
    );
    if reaches(subject, capability, call, queue) {
        let file = file.clone();
        Ok(Approved::new(Listen { id, file }, audit))
    } else {
        Err(Refused {
            reason: Denied { capability },
            audit: Box::new(audit.outcome(Outcome::Refused("no-right".to_owned()))),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Profile;
    use crate::call_log::tests::{cdr, index};
    use crate::testing::subject;

    fn record(destination_channel: &str, billable: u64) -> CallRecord {
        let mut cdr = cdr("0687123456", "PJSIP/trunk-01", "800", destination_channel);
        cdr.billable = std::time::Duration::from_secs(billable);
        CallRecord::new(cdr, &index())
    }

    #[test]
    fn a_recording_is_shown_with_the_record_in_which_two_sides_talked() {
        let waited = record("", 90);
        let talked = record("PJSIP/phone106-02", 60);
        let again = record("PJSIP/phone107-03", 60);
        for (records, expected) in [
            (vec![], None),
            (vec![&waited], Some(0)),
            (vec![&waited, &talked], Some(1)),
            (vec![&talked, &again, &waited], Some(0)),
        ] {
            let found = call_of(&records, |record| record);
            assert_eq!(
                found.map(|found| records.iter().position(|one| std::ptr::eq(*one, *found)).unwrap()),
                expected
            );
        }
    }

    #[test]
    fn whoever_holds_a_recording_says_why() {
        assert_eq!(hold_reason(" Complaint 77 "), Ok("Complaint 77".to_owned()));
        assert_eq!(hold_reason(" "), Err(Problem::Empty));
        assert!(hold_reason("a\nb").is_err() && hold_reason(&"a".repeat(201)).is_err());
    }

    #[test]
    fn a_supervisor_hears_the_own_department_with_the_ends_of_numbers_hidden() {
        // Person 1, at 106, is of department 1.
        let call = record("PJSIP/phone106-02", 60);
        for (profile, departments, expected) in [
            (Profile::DepartmentSupervisor, &[1][..], Some("0687123***")),
            (Profile::DepartmentSupervisor, &[2], None),
            (Profile::RecordingOfficer, &[], Some("0687123***")),
            (Profile::Administrator, &[1], None),
            (Profile::DepartmentHead, &[1], None),
            (Profile::Auditor, &[1], None),
        ] {
            let view = heard_by(&subject(7, &[profile], &[], departments), Some(&call), "");
            assert_eq!(
                view.as_ref().map(|view| view.caller.number.as_str()),
                expected,
                "{profile}"
            );
        }
        // Whoever talked sees the number whole, and hears nothing without the right.
        let own = subject(1, &[Profile::User, Profile::DepartmentSupervisor], &[10], &[]);
        assert_eq!(
            heard_by(&own, Some(&call), "").unwrap().caller.number,
            "0687123456"
        );
        assert!(heard_by(&subject(1, &[Profile::User], &[10], &[]), Some(&call), "").is_none());
    }

    #[test]
    fn a_recording_that_belongs_to_no_known_call_is_for_those_who_hear_all() {
        assert!(heard_by(&subject(1, &[Profile::DepartmentSupervisor], &[], &[1]), None, "").is_none());
        let officer = subject(1, &[Profile::RecordingOfficer], &[], &[]);
        assert_eq!(heard_by(&officer, None, "").unwrap().caller, Party::default());
    }

    #[test]
    fn a_voice_is_played_to_who_may_hear_it_and_to_nobody_else() {
        let file: RecordingFile = "a.wav".parse().unwrap();
        let try_as = |held: &str, queue: &str| {
            let subject = Subject::holding(crate::PersonId(1), held.parse().unwrap());
            listen(&subject, RecordingId(3), &file, None, queue)
        };
        for (held, queue, may) in [
            ("supervisor:support", "support", true),
            ("supervisor:support", "sales", false),
            ("supervisor:support", "", false),
            ("agent:support", "support", false),
            ("administrator", "support", false),
            ("administrator,grant:recording-listen", "support", true),
            ("recording-officer", "", true),
        ] {
            match try_as(held, queue) {
                Ok(approved) => {
                    assert!(may, "{held} {queue}");
                    assert_eq!(approved.audit().object, Object::Recording(RecordingId(3)));
                }
                Err(refused) => {
                    assert!(!may, "{held} {queue}");
                    assert_eq!(refused.audit.outcome, Outcome::Refused("no-right".into()));
                }
            }
        }
    }
}
