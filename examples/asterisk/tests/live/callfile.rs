//! Call files of switchhook-callfile, in the real spool.

mod attempts;
mod many;

use std::fs::{self, File};
use std::io::Write;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::time::{Duration, SystemTime};

use switchhook_callfile::{CallFile, Caught, FileName, Spool, Status, Target, Verdict, check};
use switchhook_rig::{Behaviour, Instance, Manager, Reply, Task, wait_for};

use crate::{SOON, done, manager, records};
pub(crate) use attempts::*;
pub(crate) use many::*;

// Odd files, and what becomes of them as switchhook-callfile says.
include!("../../../../callfile/testdata/odd_files.rs");

/// A user who is not Asterisk.
const SOMEBODY: u32 = 54321;
const A_YEAR: Duration = Duration::from_secs(365 * 24 * 3600);

pub(crate) fn a_call_file_rings_a_phone_and_joins_it_with_an_extension(pbx: &Instance) {
    let bruno = pbx.phone("101", &Behaviour::answer()).unwrap();
    let alice = pbx
        .phone("100", &Behaviour::answer().hang_up_after(Duration::from_secs(1)))
        .unwrap();
    let spool = Spool::open(pbx.spool_dir()).unwrap();
    let call = CallFile::builder("PJSIP/101", Target::extension("internal", "100").unwrap())
        .caller_id("Fire alarm", "200")
        .account("alarms")
        .archive(true)
        .build()
        .unwrap();
    let name = FileName::new("alarm-1.call").unwrap();
    spool.submit(&name, &call).unwrap();
    bruno.ended(1, SOON).unwrap();
    alice.ended(1, SOON).unwrap();

    let row = &records(pbx, 1)[0];
    assert_eq!(
        (row.dst.as_str(), row.dcontext.as_str(), row.disposition.as_str()),
        ("100", "internal", "ANSWERED")
    );
    assert_eq!(
        (row.clid.as_str(), row.accountcode.as_str()),
        ("\"Fire alarm\" <200>", "alarms")
    );
    assert!(row.channel.starts_with("PJSIP/101-"), "{row:?}");

    let report = archived(pbx, "alarm-1.call");
    assert_eq!(report.history.status(), Some(&Status::Completed));
    assert_eq!(
        (report.history.failed_attempts(), report.history.marks().len()),
        (0, 1)
    );
    assert_eq!(report.call, Some(call));
    assert_eq!(spool.pending().unwrap(), []);
}

pub(crate) fn a_future_call_is_placed_at_its_time_and_not_before(pbx: &Instance) {
    let bruno = pbx.phone("101", &Behaviour::answer()).unwrap();
    let spool = Spool::open(pbx.spool_dir()).unwrap();
    let call = CallFile::builder("PJSIP/101", Target::application("Hangup", "").unwrap())
        .build()
        .unwrap();
    let (name, cancelled) = (FileName::new("later").unwrap(), FileName::new("never").unwrap());
    let now = SystemTime::now();
    // Half a second past a whole one counts as the next, because Asterisk cuts the half off.
    let due = now + Duration::from_millis(8500);
    spool
        .submit_at(&cancelled, &call, now + Duration::from_secs(6))
        .unwrap();
    spool.submit_at(&name, &call, due).unwrap();
    let waiting: Vec<_> = spool
        .pending()
        .unwrap()
        .into_iter()
        .map(|file| file.name)
        .collect();
    assert_eq!(waiting, [cancelled.clone(), name.clone()]);
    assert_eq!(spool.read(&name).unwrap().unwrap().call.as_ref(), Some(&call));
    let taken_back = spool.cancel(&cancelled).unwrap().unwrap();
    assert_eq!(taken_back.caught, Caught::InTime, "{taken_back:?}");

    wait_for("the call", 3 * SOON, || (bruno.rung() > 0).then_some(())).unwrap();
    let rung = SystemTime::now();
    assert!(rung >= due, "rung {:?} too early", due.duration_since(rung));
    // Asterisk's clock, and a busy machine.
    assert!(rung < due + SOON, "{:?} late", rung.duration_since(due));
    bruno.ended(1, SOON).unwrap();
    wait_for("the file to go", SOON, || {
        spool.read(&name).unwrap().is_none().then_some(())
    })
    .unwrap();
    // The cancelled one was due before.
    assert_eq!(bruno.rung(), 1);
    assert_eq!(spool.cancel(&cancelled).unwrap(), None);
}

pub(crate) fn a_call_whose_time_has_passed_is_placed_at_once(pbx: &Instance) {
    let mut events = probe(pbx);
    let spool = Spool::open(pbx.spool_dir()).unwrap();
    for (number, ago) in [(0, SystemTime::UNIX_EPOCH), (1, SystemTime::now() - A_YEAR)] {
        let call = probing(&format!("passed-{number}"));
        let name = FileName::new(format!("passed-{number}")).unwrap();
        spool.submit_at(&name, &call, ago).unwrap();
        let said = probed(&mut events);
        assert_eq!(reported(&said, "A"), format!("passed-{number}").as_bytes());
    }
}

/// `Spool::pending` lists them, so Asterisk had better take them.
pub(crate) fn hidden_files_and_links_are_calls_as_others_are(pbx: &Instance) {
    let mut events = probe(pbx);
    let spool = Spool::open(pbx.spool_dir()).unwrap();
    submit_bytes(pbx, ".hidden", &probing("hidden").to_bytes());
    assert_eq!(reported(&probed(&mut events), "A"), b"hidden");

    // Linked from outside of the folder, as somebody does who keeps calls to place them again and again.
    let kept = pbx.spool_dir().join("kept");
    fs::write(&kept, probing("linked").to_bytes()).unwrap();
    fs::set_permissions(&kept, fs::Permissions::from_mode(0o666)).unwrap();
    let link = FileName::new("link").unwrap();
    let made = spool.staging().join("link");
    symlink("../kept", &made).unwrap();
    fs::rename(&made, spool.outgoing().join("link")).unwrap();
    assert_eq!(reported(&probed(&mut events), "A"), b"linked");
    wait_for("the link to go", SOON, || {
        spool.read(&link).unwrap().is_none().then_some(())
    })
    .unwrap();

    // One that is not due yet is cancelled as what it leads to.
    let later = SystemTime::now() + A_YEAR;
    fs::write(&kept, probing("cancelled").to_bytes()).unwrap();
    File::options()
        .write(true)
        .open(&kept)
        .unwrap()
        .set_modified(later)
        .unwrap();
    symlink("../kept", &made).unwrap();
    fs::rename(&made, spool.outgoing().join("link")).unwrap();
    let cancelled = spool.cancel(&link).unwrap().expect("it was there");
    assert_eq!(cancelled.report.call, Some(probing("cancelled")));
    assert_eq!(spool.pending().unwrap(), []);
}

pub(crate) fn a_busy_phone_is_tried_again_and_the_attempts_are_read_back(pbx: &Instance) {
    let emma = pbx.phone("104", &Behaviour::Busy).unwrap();
    let spool = Spool::open(pbx.spool_dir()).unwrap();
    let call = CallFile::builder("PJSIP/104", Target::extension("internal", "200").unwrap())
        .max_retries(1)
        .retry_time(Duration::from_secs(1))
        .archive(true)
        .build()
        .unwrap();
    // Asterisk writes whole seconds.
    let begun = SystemTime::now() - Duration::from_secs(1);
    spool.submit(&FileName::new("busy").unwrap(), &call).unwrap();
    let report = archived(pbx, "busy");
    assert_eq!(emma.rung(), 2);
    assert_eq!(report.history.status(), Some(&Status::Expired));
    assert_eq!(report.history.failed_attempts(), 1, "{:?}", report.history);
    let marks = report.history.marks();
    let times: Vec<_> = marks
        .iter()
        .map(|mark| mark.time(call.retry_time()).unwrap())
        .collect();
    assert!(times.is_sorted(), "{times:?}");
    let within = begun..=SystemTime::now();
    assert!(
        times.iter().all(|time| within.contains(time)),
        "{times:?} not in {within:?}"
    );
    assert_eq!(report.call, Some(call));
}

pub(crate) fn a_call_cancelled_while_it_rings_is_not_tried_again(pbx: &Instance) {
    let farid = pbx.phone("105", &Behaviour::RingWithoutAnswer).unwrap();
    let spool = Spool::open(pbx.spool_dir()).unwrap();
    let call = CallFile::builder("PJSIP/105", Target::extension("internal", "200").unwrap())
        .wait_time(Duration::from_secs(2))
        .max_retries(5)
        .retry_time(Duration::from_secs(1))
        .build()
        .unwrap();
    let name = FileName::new("cancelled").unwrap();
    spool.submit(&name, &call).unwrap();
    wait_for("the call", SOON, || (farid.rung() > 0).then_some(())).unwrap();
    let cancelled = spool.cancel(&name).unwrap().unwrap();
    assert_eq!(cancelled.caught, Caught::Calling, "{cancelled:?}");
    assert_eq!(cancelled.report.call, Some(call));
    // Asterisk appends to a file that is no more, which makes one that it discards.
    wait_for("the rest of the file to go", SOON, || {
        pbx.log().contains("outgoing/cancelled, deleting").then_some(())
    })
    .unwrap();
    assert_eq!((farid.rung(), spool.pending().unwrap()), (1, vec![]));
}

/// What a member of Asterisk's group submits belongs to somebody else, and to the group.
pub(crate) fn a_file_of_the_group_is_called_tried_again_and_removed(pbx: &Instance) {
    let emma = pbx.phone("104", &Behaviour::Busy).unwrap();
    let outgoing = pbx.spool_dir().join("outgoing");
    let (made, taken) = (pbx.spool_dir().join("tmp/group"), outgoing.join("group"));
    let text = "Channel: PJSIP/104\nMaxRetries: 1\nRetryTime: 1\nContext: internal\nExtension: 200\n";
    fs::write(&made, text).unwrap();
    let group = fs::metadata(&outgoing).unwrap().gid();
    chown(&made, Some(SOMEBODY), Some(group)).unwrap();
    fs::set_permissions(&made, fs::Permissions::from_mode(0o660)).unwrap();
    fs::rename(&made, &taken).unwrap();
    wait_for("the file to go", SOON, || (!taken.exists()).then_some(())).unwrap();
    assert_eq!(emma.rung(), 2);
    let log = pbx.log();
    assert!(
        log.contains("expired without completion after 1 attempt"),
        "{log}"
    );
    assert!(log.contains("Unable to set utime on"), "{log}");
}

pub(crate) fn variables_arrive_as_they_were_given(pbx: &Instance) {
    let mut events = probe(pbx);
    let spool = Spool::open(pbx.spool_dir()).unwrap();
    let printable: String = (' '..='~').collect();
    let values = [
        printable.trim(),
        "a;b\\;c\\\\;;d",
        "#hash#",
        "  two blanks before",
        "\ttab\tinside",
        "\"quoted\", 'single', (a)|b&c",
        "${A} $[1+1]",
        "a=b==c",
        "Rue de l'Église, à côté",
        "名前\u{1f525}",
        "back\\slash\\",
        "100%",
    ];
    // As long as a line may be: five bytes are taken by `Set:` and `A=` needs two.
    let longest = "x".repeat(1022 - 4 - 2);
    for (number, value) in values.into_iter().chain([longest.as_str()]).enumerate() {
        spool
            .submit(
                &FileName::new(format!("variable-{number}")).unwrap(),
                &probing(value),
            )
            .unwrap();
        let said = probed(&mut events);
        assert_eq!(reported(&said, "A"), value.as_bytes(), "{value}");
    }
}

pub(crate) fn asterisk_does_with_odd_files_what_the_check_says(pbx: &Instance) {
    let mut events = probe(pbx);
    let (fits, too_long) = ("x".repeat(1022 - 6), "x".repeat(1023 - 6));
    let mut wrong = Vec::new();
    for (number, file) in ODD_FILES.iter().enumerate() {
        let text = match file.text {
            Text::Whole(text) => text.to_vec(),
            Text::Fragment(text) => [GOOD_LINES.as_bytes(), text].concat(),
        };
        wrong.extend(tried(pbx, &mut events, number, file, &text));
    }
    for (number, value, seen) in [(900, &fits, fits.as_bytes()), (901, &too_long, b"")] {
        let text = format!("{GOOD_LINES}Set:A={value}\n");
        let report = check(&text);
        assert_eq!(report.findings.is_empty(), !seen.is_empty(), "{report:?}");
        submit_bytes(pbx, &format!("odd-{number}"), text.as_bytes());
        let said = probed(&mut events);
        assert_eq!(reported(&said, "A"), seen, "{number}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Lets Asterisk try an odd file, and says what went otherwise than expected.
fn tried(pbx: &Instance, events: &mut Manager, number: usize, file: &OddFile, text: &[u8]) -> Vec<String> {
    let expected = match check(text).verdict {
        Verdict::Called => Said::Called,
        Verdict::Discarded => Said::Discarded,
        Verdict::Expired => Said::Expired,
        other => panic!("{}: {other:?}", file.name),
    };
    assert_eq!(expected, file.said, "{}", file.name);
    let before = pbx.log().len();
    let name = format!("odd-{number}");
    submit_bytes(pbx, &name, text);
    let ends = [
        (Said::Called, "Call completed to".to_owned()),
        (
            Said::Discarded,
            format!("Invalid file contents in {}/{name}", spool_inside(pbx)),
        ),
        (Said::Expired, "expired without completion".to_owned()),
    ];
    let log = || pbx.log().get(before..).unwrap_or_default().to_owned();
    let said = wait_for(file.name, SOON, || {
        let log = log();
        ends.iter()
            .find_map(|(said, words)| log.contains(words).then_some(*said))
    });
    let Ok(said) = said else {
        return vec![format!("{}: nothing happened:\n{}", file.name, log())];
    };
    let mut wrong = Vec::new();
    if said != file.said {
        wrong.push(format!("{}: {said:?}\n{}", file.name, log()));
    }
    let log = log();
    for &(code, words) in file.complaints {
        if !log.contains(words) {
            wrong.push(format!("{}: {code}: no {words:?} in\n{log}", file.name));
        }
    }
    let warned = log
        .lines()
        .any(|line| line.contains("pbx_spool.c: ") && complains(line));
    if warned && file.complaints.iter().all(|(_, words)| words.is_empty()) {
        wrong.push(format!("{}: a warning:\n{log}", file.name));
    }
    if said == Said::Called {
        let probe = probed(events);
        for &(what, value) in file.seen {
            let seen = reported(&probe, what);
            if seen != value {
                let (seen, value) = (seen.escape_ascii().to_string(), value.escape_ascii());
                wrong.push(format!("{}: {what} is {seen} and not {value}", file.name));
            }
        }
    }
    wrong
}

/// Whether the log line is a complaint about a file rather than the story of a call.
fn complains(line: &str) -> bool {
    ![
        "Attempting call on",
        "Call completed to",
        "Call failed to go through",
    ]
    .iter()
    .any(|story| line.contains(story))
}

/// A call that reports `A` to the probe.
fn probing(value: &str) -> CallFile {
    CallFile::builder("Local/answer@probe", Target::extension("probe", "probe").unwrap())
        .variable("A", value)
        .build()
        .unwrap()
}

/// Adds an extension that answers, and one that reports what a call has, to the dialplan.
fn probe(pbx: &Instance) -> Manager {
    let report = ["A", "B"]
        .map(|name| format!("{name}: ${{URIENCODE(${{{name}}})}}"))
        .join(",");
    let dialplan = format!(
        "[probe]\n\
         exten = answer,1,Answer()\n same = n,Wait(20)\n\
         exten = probe,1,Set(ENTRY=1)\n same = n,Set(ENTRY=$[0${{ENTRY}}+2])\n\
         same = n,UserEvent(Probe,{report},Name: ${{URIENCODE(${{CALLERID(name)}})}},\
         Number: ${{URIENCODE(${{CALLERID(num)}})}},Account: ${{URIENCODE(${{CHANNEL(accountcode)}})}},\
         Attempt: ${{AST_OUTGOING_ATTEMPT}},Entry: ${{ENTRY}})\n\
         same = n,Hangup()\n"
    );
    self::dialplan(pbx, &dialplan);
    manager(pbx, Task::Events)
}

/// Adds contexts to the dialplan.
pub(crate) fn dialplan(pbx: &Instance, text: &str) {
    fs::write(pbx.config_dir().join("switchhook/dialplan.conf"), text).unwrap();
    done(
        &manager(pbx, Task::Config)
            .ask(&[("Action", "Reload"), ("Module", "pbx_config")])
            .unwrap(),
    );
}

fn probed(events: &mut Manager) -> Reply {
    events
        .event(SOON, |event| event.get("UserEvent") == Some("Probe"))
        .unwrap()
}

/// What the probe said, without its `%41` coding.
fn reported(probe: &Reply, what: &str) -> Vec<u8> {
    let text = probe.get(what).unwrap_or_default().as_bytes();
    let mut decoded = Vec::new();
    let mut rest = text;
    while let Some((&first, after)) = rest.split_first() {
        let code = (first == b'%').then(|| after.get(..2)).flatten();
        let byte = code.and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
        decoded.push(byte.unwrap_or(first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    decoded
}

/// The outgoing folder as Asterisk names it.
fn spool_inside(pbx: &Instance) -> String {
    format!("/srv/switchhook/{}/spool/outgoing", pbx.name)
}

/// Puts a file that no `CallFile` could be into the spool.
fn submit_bytes(pbx: &Instance, name: &str, text: &[u8]) {
    let (made, taken) = (
        pbx.spool_dir().join("tmp").join(name),
        pbx.spool_dir().join("outgoing").join(name),
    );
    let owner = fs::metadata(pbx.spool_dir().join("outgoing")).unwrap();
    File::create(&made).unwrap().write_all(text).unwrap();
    chown(&made, Some(owner.uid()), Some(owner.gid())).unwrap();
    fs::rename(made, taken).unwrap();
}

/// The archived file, once it has its status.
fn archived(pbx: &Instance, name: &str) -> switchhook_callfile::Report {
    let path = pbx.spool_dir().join("outgoing_done").join(name);
    wait_for("the archived file", SOON, || {
        let report = check(fs::read(&path).ok()?);
        report.history.status().is_some().then_some(report)
    })
    .unwrap_or_else(|e| panic!("{e}\n{}", pbx.log()))
}
