//! Real calls on Asterisk 22 and 16: telephones are SIPp, the encoder is lame.

mod service;

use std::time::{Duration, Instant};

use base64ct::{Base64, Encoding as _};
use service::receiver::{Receiver, Reply, Seen};
use service::{Site, wait_for};
use switchhook_rig::{Behaviour, Instance, Manager, Task, Version};

const SOON: Duration = Duration::from_secs(15);

/// Extensions of the test: 901 records and calls 101, and so on; 920 records an announcement; 910 is an announcement that nobody records.
const DIALPLAN: &str = "
[switchhook-phones]
exten = _90X,1,Goto(recorded-calls,${EXTEN},1)
exten = 910,1,Goto(recorded-calls,910,1)
exten = 920,1,Goto(recorded-calls,920,1)

[recorded-calls]
exten = _90X,1,Gosub(call-recorder,start,1)
 same = n,Dial(PJSIP/1${EXTEN:1},3)
 same = n,Hangup(${HANGUPCAUSE})
; Something to record: SIPp is silent by itself, the announcement is not.
exten = 920,1,Gosub(call-recorder,start,1)
 same = n,Dial(Local/200@internal/n,3)
exten = 910,1,Answer()
 same = n,Playback(beep)
 same = n,Hangup()
exten = h,1,Gosub(call-recorder,finished,1)
 same = n,UserEvent(Over,Status: ${AGISTATUS},Uniqueid: ${UNIQUEID})
";

fn manager(pbx: &Instance, task: Task) -> Manager {
    let (user, secret) = pbx.account(task);
    let mut manager = Manager::connect(pbx.ami_addr()).unwrap();
    manager.login(user, secret.expose()).unwrap();
    manager
}

/// Puts the shipped dialplan and that of the test into Asterisk.
fn load_dialplan(pbx: &Instance) {
    let shipped =
        include_str!("../dialplan/extensions_call_recorder.conf").replace("4573", &pbx.ports.agi.to_string());
    let path = pbx.config_dir().join("switchhook/dialplan.conf");
    std::fs::write(path, format!("{DIALPLAN}\n{shipped}")).unwrap();
    let reply = manager(pbx, Task::Config)
        .ask(&[("Action", "Reload"), ("Module", "pbx_config")])
        .unwrap();
    assert_eq!(reply.get("Response"), Some("Success"), "{reply:?}");
}

fn configure(site: &Site, pbx: &Instance, receiver: &Receiver, sources: &str) {
    site.configure(&format!(
        "only = \"call.context == 'recorded-calls'\"\n{sources}\n[recordings]\nfolder = '{}'\nappear_seconds = 2\nstill_seconds = 1\n[convert]\nto = 'mp3'\n\
         [[destination]]\nname = 'crm'\nurl = '{}/'\nretry_seconds = 1\n",
        pbx.spool_dir().join("monitor").display(),
        receiver.url()
    ));
}

/// Waits until the dialplan is through with a call; gives AGISTATUS.
fn over(events: &mut Manager) -> String {
    let event = events
        .event(SOON, |event| event.get("UserEvent") == Some("Over"))
        .unwrap();
    event.get("Status").unwrap_or_default().to_owned()
}

fn fields(seen: &Seen) -> (String, String, String) {
    let call = seen.json();
    let text = |name: &str| call[name].as_str().unwrap_or_default().to_owned();
    (text("called"), text("dial_status"), text("status"))
}

fn calls_are_registered(version: Version) {
    let pbx = Instance::start(version)
        .unwrap_or_else(|e| panic!("needs a real Asterisk: see examples/asterisk ({e})"));
    load_dialplan(&pbx);
    let site = Site::new();
    let receiver = Receiver::start(|_, _| Reply::ok(""));
    let csv = pbx.log_dir().join("cdr-csv/Master.csv");
    let agi = format!("[agi]\nlisten = '127.0.0.1:{}'", pbx.ports.agi);
    configure(
        &site,
        &pbx,
        &receiver,
        &format!("{agi}\n[csv]\nfile = '{}'\nfrom = 'start'", csv.display()),
    );
    let (text, well) = site.command(&["check"]);
    assert!(well && text.contains("became"), "{text}");
    let program = site.start();

    let alice = pbx.phone("100", &Behaviour::answer()).unwrap();
    let bruno = pbx.phone("101", &Behaviour::answer()).unwrap();
    let _chloe = pbx.phone("102", &Behaviour::Busy).unwrap();
    let _david = pbx.phone("103", &Behaviour::RingWithoutAnswer).unwrap();
    let mut events = manager(&pbx, Task::Events);

    // Answered, and talked.
    let mut call = alice.calls("920").unwrap();
    call.answered(SOON).unwrap();
    std::thread::sleep(Duration::from_secs(3));
    call.hang_up();
    assert_eq!(over(&mut events), "SUCCESS");
    // Answered, and nobody said a word.
    let mut call = alice.calls("901").unwrap();
    call.answered(SOON).unwrap();
    bruno.answered(1, SOON).unwrap();
    call.hang_up();
    assert_eq!(over(&mut events), "SUCCESS");
    // Busy, unanswered, given up, not there, and one without Dial and recording.
    let mut call = alice.calls("902").unwrap();
    call.refused(SOON).unwrap();
    assert_eq!(over(&mut events), "SUCCESS");
    let mut call = alice.calls("903").unwrap();
    call.rings(SOON).unwrap();
    assert_eq!(over(&mut events), "SUCCESS");
    let mut call = alice.calls("903").unwrap();
    call.rings(SOON).unwrap();
    call.hang_up();
    assert_eq!(over(&mut events), "SUCCESS");
    let mut call = alice.calls("904").unwrap();
    call.refused(SOON).unwrap();
    assert_eq!(over(&mut events), "SUCCESS");
    let mut call = alice.calls("910").unwrap();
    call.answered(SOON).unwrap();
    call.ended(SOON).unwrap();
    assert_eq!(over(&mut events), "SUCCESS");

    let seen = receiver.wait(7);
    let became: Vec<_> = seen.iter().map(fields).collect();
    let became: Vec<_> = became
        .iter()
        .map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str()))
        .collect();
    assert_eq!(
        became,
        [
            ("920", "ANSWER", "answered"),
            ("901", "ANSWER", "answered"),
            ("902", "BUSY", "busy"),
            ("903", "NOANSWER", "unanswered"),
            ("903", "CANCEL", "unanswered"),
            ("904", "CHANUNAVAIL", "impossible"),
            ("910", "", "answered"),
        ]
    );
    let answered = seen[0].json();
    assert_eq!(
        (answered["caller"].as_str(), answered["caller_name"].as_str()),
        (Some("100"), Some("Alice Martin"))
    );
    let lasted = answered["duration"].as_u64().unwrap();
    assert!((2..=10).contains(&lasted), "{answered}");
    let start = chrono::DateTime::parse_from_rfc3339(answered["start"].as_str().unwrap()).unwrap();
    let ago = chrono::Utc::now().signed_duration_since(start).num_seconds();
    assert!((3..120).contains(&ago), "{ago} s ago: {start}");
    let recording = &answered["recording"];
    assert_eq!(recording["type"], "audio/mpeg", "{}", recording["note"]);
    let sound = Base64::decode_vec(recording["base64"].as_str().unwrap()).unwrap();
    // A frame of MPEG audio begins with eleven bits that are set; before it may stand an ID3 tag.
    assert!(
        sound.starts_with(b"ID3") || (sound[0] == 0xff && sound[1] & 0xe0 == 0xe0),
        "{:x?}",
        &sound[..4]
    );
    assert!(sound.len() > 2000, "{} bytes", sound.len());
    for unrecorded in &seen[1..] {
        assert!(
            !unrecorded.json()["recording"]["present"]
                .as_bool()
                .unwrap_or(false),
            "{:?}",
            fields(unrecorded)
        );
    }
    wait_for("the source to go", || {
        let left = service::files(&pbx.spool_dir().join("monitor"));
        left.is_empty().then_some(())
    });

    // With the program down, calls go on; what they were is in Master.csv.
    program.kill();
    let begun = Instant::now();
    let mut call = alice.calls("920").unwrap();
    call.answered(SOON).unwrap();
    std::thread::sleep(Duration::from_secs(2));
    call.hang_up();
    assert_eq!(over(&mut events), "FAILURE");
    let mut call = alice.calls("910").unwrap();
    call.answered(SOON).unwrap();
    call.ended(SOON).unwrap();
    assert_eq!(over(&mut events), "FAILURE");
    assert!(
        begun.elapsed() < SOON,
        "the dialplan waited: {:?}",
        begun.elapsed()
    );
    let _program = site.start();
    let seen = receiver.wait(9);
    assert_eq!(fields(&seen[7]), ("920".into(), String::new(), "answered".into()));
    assert_eq!(seen[7].json()["recording"]["type"], "audio/mpeg");
    assert_eq!(fields(&seen[8]).0, "910");
    let keys: std::collections::BTreeSet<_> = seen.iter().map(|seen| seen.key().to_owned()).collect();
    assert_eq!(keys.len(), 9, "each call once, though two sources report it");
}

/// The table, and the manager interface, whose word is taken for the end of a recording.
fn the_table_is_followed(version: Version) {
    let pbx = Instance::start(version)
        .unwrap_or_else(|e| panic!("needs a real Asterisk: see examples/asterisk ({e})"));
    load_dialplan(&pbx);
    let site = Site::new();
    let receiver = Receiver::start(|_, _| Reply::ok(""));
    let (user, secret) = pbx.account(Task::Events);
    std::fs::write(site.path("secret"), secret.expose()).unwrap();
    let table = pbx.log_dir().join("master.db");
    let sources = format!(
        "[table]\nfile = '{}'\nfrom = 'start'\n[ami]\naddress = '{}'\nuser = '{user}'\nsecret = {{ file = '@/secret' }}",
        table.display(),
        pbx.ami_addr()
    );
    configure(&site, &pbx, &receiver, &sources);
    let mut program = site.start();
    program.says("the manager interface is there");
    let alice = pbx.phone("100", &Behaviour::answer()).unwrap();
    let mut call = alice.calls("920").unwrap();
    call.answered(SOON).unwrap();
    std::thread::sleep(Duration::from_secs(2));
    call.hang_up();
    let seen = receiver.wait(1);
    assert_eq!(fields(&seen[0]), ("920".into(), String::new(), "answered".into()));
    assert_eq!(seen[0].json()["recording"]["type"], "audio/mpeg");
    let (text, well) = site.command(&["check"]);
    assert!(well && text.contains("logged in"), "{text}");
}

#[test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
fn calls_are_registered_on_asterisk_22() {
    calls_are_registered(Version::V22);
}

#[test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
fn calls_are_registered_on_asterisk_16() {
    calls_are_registered(Version::V16);
}

#[test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
fn the_table_is_followed_on_asterisk_22() {
    the_table_is_followed(Version::V22);
}

#[test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
fn the_table_is_followed_on_asterisk_16() {
    the_table_is_followed(Version::V16);
}
