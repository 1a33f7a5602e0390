//! The names of events: what a log is searched for does not change with the wording.

use std::fmt;

use switchhook_portal_core::audit::{Action, Outcome};
use switchhook_provisioning::server::Refusal;

macro_rules! events {
    ($($name:ident = $key:literal: $meaning:literal,)*) => {
        /// What a line of the log is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Event {
            $(#[doc = $meaning] $name,)*
        }

        impl Event {
            const ALL: &[Self] = &[$(Self::$name,)*];

            /// The name that stands after `event=`.
            pub fn key(self) -> &'static str {
                match self {
                    $(Self::$name => $key,)*
                }
            }

            /// When it is written, and what to do.
            fn meaning(self) -> &'static str {
                match self {
                    $(Self::$name => $meaning,)*
                }
            }
        }
    };
}

events! {
    Started = "service.started": "The portal answers at `url`.",
    Stopping = "service.stopping": "The portal was asked to stop; open requests have ten seconds.",
    Stopped = "service.stopped": "Everything in flight was written, and the database is closed.",
    Failed = "service.failed": "The portal did not start or had to end; the text says why and what to do.",
    Reloaded = "service.reloaded": "SIGHUP (`systemctl reload`): the log file was opened again, the tariff read again.",
    SetupNeeded = "setup.needed": "Nobody can log in yet; the text says how to get the first administrator's link.",
    SignalUnheard = "signal.unheard": "The portal cannot hear a signal; stop it with SIGKILL if it does not stop otherwise.",
    NotifyFailed = "notify.failed": "The service manager could not be told that the portal is ready.",
    LogLost = "log.lost": "`count` lines could not be written, as on a full disk; writing works again from here on.",
    LogNotReopened = "log.not-reopened": "The log file could not be opened again; lines go on into the old one.",
    PbxConnected = "pbx.connected": "The PBX let the portal in.",
    PbxUnreachable = "pbx.unreachable": "The PBX cannot be heard, for this `reason`; said once for each reason, and tried again.",
    PbxEventsLost = "pbx.events-lost": "`count` events came faster than they were read; the state is read anew.",
    PbxIncomplete = "pbx.incomplete": "The PBX did not give the list `action`; the pages lack that part, and it is asked for again each minute.",
    PbxRepaired = "pbx.repaired": "A check found a `fault` in what was believed of `subject`, and mended it: an event had been lost.",
    PbxOther = "pbx.other": "Something else the connection said (level debug).",
    CallUnreadable = "call.unreadable": "A call record made no sense and is not in the call log.",
    CallUnwritten = "call.unwritten": "A call record could not be written to the database and is not in the call log.",
    JourneyUnwritten = "journey.unwritten": "What happened to `count` calls could not be written to the database; the call log has them, with less to tell.",
    JourneysLost = "journey.lost": "`count` calls more than the portal keeps in mind went on at once; the call log has them, with less to tell.",
    GapUnwritten = "gap.unwritten": "A time without the PBX could not be noted in the database.",
    PeopleUnread = "people.unread": "People and telephones could not be read: names are missing on the live pages.",
    DirectoryFull = "directory.full": "The directory holds no more entries: some are missing in it.",
    TariffProblem = "tariff.problem": "Something in the tariff cannot be used: file, line, reason, remedy.",
    RatingDone = "rating.done": "Calls were looked at for their price.",
    RatingFailed = "rating.failed": "Calls could not be rated; tried again within ten minutes.",
    ReratingDone = "rerating.done": "All calls of a job that rates again were looked at; what changes waits for somebody to apply it.",
    ReratingFailed = "rerating.failed": "A job that rates calls again could not go on, for this `reason`; nothing that is stored was changed.",
    TariffChanged = "tariff.changed": "A version of the tariff was activated or withdrawn: `version` is which.",
    RecordingUnknown = "recording.unknown": "The PBX named a recording that is in another folder than `recordings.pbx_folder`, or no recording.",
    RecordingUnwritten = "recording.unwritten": "A recording could not be noted in the database; the next look at the files finds it.",
    RecordingsRead = "recordings.read": "The files of recordings were looked at, and `changes` are new, other or missing.",
    RecordingsUnread = "recordings.unread": "The files of recordings could not be looked at; tried again within ten minutes.",
    RecordingUnreadable = "recording.unreadable": "A recording that somebody asked for could not be read.",
    RecordingPurged = "recording.purged": "A recording was deleted: it had been kept for long enough, or somebody deleted it.",
    RecordingNotPurged = "recording.not-purged": "The file of a recording could not be deleted; tried again the next night.",
    QueueLogRead = "queue-log.read": "`lines` of the queue log were read, and `bad` of them could not be understood.",
    QueueLogLine = "queue-log.line": "A line of the queue log could not be understood: which one and why. It counts for nothing.",
    QueueLogUnread = "queue-log.unread": "The queue log could not be read, for this `error`; said once for each, and tried again every two seconds.",
    SpoolUnusable = "spool.unusable": "Asterisk's spool cannot be used or watched, for this `error`: nobody can plan calls; tried again each minute.",
    ScheduledUnwritten = "scheduled.unwritten": "What became of a planned call could not be written to the database.",
    ScheduledDone = "scheduled.done": "A planned call is over, with this `outcome`.",
    ScheduledWithdrawn = "scheduled.withdrawn": "A planned call was taken back: whoever planned it may not make it any more, for this `reason`.",
    ForwardsUnread = "forward.unread": "Forwards could not be read from AstDB, or ended there, for this `error`; tried again each minute.",
    ForwardUnwritten = "forward.unwritten": "Somebody's change of a forward did not get into AstDB, for this `error`.",
    ForwardOutside = "forward.outside": "Somebody forwards calls of `phone` out of the house: `number` is where to, in part. Make sure that it is wanted.",
    PurgeDone = "retention.done": "What had been kept for long enough was deleted: so many recordings and notes.",
    PurgeFailed = "retention.failed": "What has been kept for long enough could not be deleted; tried again the next night.",
    SessionUnnoted = "session.unnoted": "A session's activity could not be noted: it ends sooner.",
    ClientUnnoted = "client.unnoted": "The last use of another program's token could not be noted.",
    SessionsKept = "session.kept": "Ended sessions could not be forgotten; tried again within a minute.",
    AuditUnwritten = "audit.unwritten": "Something was done, but its line in the audit trail could not be written.",
    PhoneUnwritten = "phone.unwritten": "A telephone was not written to Asterisk, and need not be (level debug).",
    PhoneLeft = "phone.left": "A telephone that the portal does not know stayed in Asterisk: take the section `endpoint` out by hand.",
    PhoneNotRestored = "phone.not-restored": "A telephone in Asterisk differs from the portal's: save it once more.",
    SectionNotRestored = "section.not-restored": "A section in `file` of Asterisk could not be put back: save the telephone once more.",
    ProvisioningEnrolled = "provisioning.enrolled": "A telephone (`mac`) is expected, was given its first file, or is to have new tokens; \
                            `claimed-again` may mean that somebody else had the first file.",
    ProvisioningSent = "provisioning.sent": "A telephone was sent a `file` from the portal: `first`, `configuration`, `phone-book`, `screen` or `firmware` (warning: not to its end).",
    ProvisioningState = "provisioning.state": "A telephone passed from one state to another; a warning wants somebody to look at it.",
    ProvisioningRefused = "provisioning.refused": "A request for a telephone's file was answered as a stranger's is, for this `reason`: one of the words below (strangers: level debug).",
    ProvisioningUnavailable = "provisioning.unavailable": "A telephone was asked to come back: the text says what failed, such as the PBX, which has the SIP secret.",
    ProvisioningLost = "provisioning.lost": "`count` events of telephones came faster than they could be written.",
    ProvisioningUnwritten = "provisioning.unwritten": "What a telephone did could not be written to the database.",
    ProvisioningStuck = "provisioning.stuck": "A telephone (`mac`) that is passed to another person cannot go on, for this `error`; tried again every two seconds.",
    ProvisioningUnseen = "provisioning.unseen": "Which telephones are registered could not be asked; said once for each reason, and tried again.",
    ScreensUnread = "screens.unread": "What a telephone shows while nobody talks on it could not be looked up, or the telephone not told of it (level debug).",
    RequestFailed = "request.failed": "A page failed; its reader was given this `reference`.",
    PageUnrendered = "page.unrendered": "A page could not be made.",
    DemoLeft = "demo.left": "The demo's folder could not be removed.",
    DemoPhone = "demo.phone": "A simulated telephone of the demo did not arrive at its desk (level debug).",
    Library = "library": "A library that the portal uses said something; `library` is which.",
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

/// The name of an entry of the audit trail, such as `login.refused`.
pub fn audit_name(action: Action, outcome: &Outcome) -> String {
    format!("{}.{}", action.key().replace('-', ""), outcome.key())
}

/// Every name with its meaning, as a Markdown table.
pub fn markdown() -> String {
    let mut table = "| event | meaning |\n|---|---|\n".to_owned();
    for event in Event::ALL {
        table.push_str(&format!("| `{}` | {} |\n", event.key(), event.meaning()));
    }
    let reasons = Refusal::ALL.map(|reason| format!("`{}`", reason.name()));
    table.push_str(&format!(
        "\nThe reasons of `provisioning.refused`: {}.\n",
        reasons.join(", ")
    ));
    table.push_str("\n| in the audit trail | done | refused | failed |\n|---|---|---|---|\n");
    for action in Action::ALL {
        table.push_str(&format!("| {} |", action.key()));
        for outcome in [
            Outcome::Done,
            Outcome::Refused(String::new()),
            Outcome::Failed(String::new()),
        ] {
            table.push_str(&format!(" `{}` |", audit_name(action, &outcome)));
        }
        table.push('\n');
    }
    table
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    use super::*;

    #[test]
    fn names_are_unique_and_made_of_plain_words() {
        let mut seen = BTreeSet::new();
        let audited = Action::ALL
            .iter()
            .map(|action| audit_name(*action, &Outcome::Done));
        for name in Event::ALL
            .iter()
            .map(|event| event.key().to_owned())
            .chain(audited)
        {
            assert!(
                name.bytes()
                    .all(|b| b.is_ascii_lowercase() || b == b'.' || b == b'-'),
                "{name}"
            );
            assert!(seen.insert(name.clone()), "{name} is there twice");
        }
        assert!(seen.contains("login.done"));
    }

    fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(path);
            }
        }
    }

    #[test]
    fn every_line_that_is_logged_has_a_name_and_every_name_is_logged() {
        let mut files = Vec::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
        let mut used = BTreeSet::from([
            // Not by a macro, but by the log itself.
            format!("{:?}", Event::Library),
            format!("{:?}", Event::LogLost),
        ]);
        for file in files {
            let text = std::fs::read_to_string(&file).unwrap();
            for level in ["error", "warn", "info", "debug", "trace"] {
                let call = format!("tracing::{level}!(");
                for (_, after) in text.split(&call).skip(1).map(|rest| ((), rest)) {
                    let after = after.trim_start();
                    let name = after.strip_prefix("event = %Event::");
                    let audited = after.starts_with("event = audit_name");
                    assert!(
                        name.is_some() || audited,
                        "{}: `{call}` has to begin with `event = %Event::…`, a name of src/log/event.rs, as in `{call}event = %Event::Started, …)`; it begins with {:?}",
                        file.display(),
                        after.lines().next()
                    );
                    if let Some(name) = name {
                        let end = name.find(|c: char| !c.is_alphanumeric()).unwrap_or(name.len());
                        used.insert(name[..end].to_owned());
                    }
                }
            }
        }
        for event in Event::ALL {
            assert!(
                used.contains(&format!("{event:?}")),
                "nothing logs {event:?}: take it out of src/log/event.rs"
            );
        }
    }

    #[test]
    fn the_documentation_lists_these_names() {
        let documented = include_str!("../../docs/log.md");
        assert!(
            documented.contains(&markdown()),
            "put into docs/log.md what `switchhook-portal events` prints:\n{}",
            markdown()
        );
    }
}
