//! The actions whose Rust is written by hand: what they write and what they read. Their rules are tested beside them.

use std::time::Duration;

use switchhook_ami::action::*;
use switchhook_ami::{EventMask, HangupCause, Secret};

use crate::support::{Session, answer, assert_encodes, assert_fields, assert_simple};

/// The headers that the action `name` can write, from actions with all that may be said.
pub(crate) fn headers(name: &str) -> Vec<String> {
    let extension = Target::extension("internal", "200");
    let application = Target::application("Playback", "hello-world");
    let secret = Secret::new("hunter2");
    match name {
        "Challenge" => names(&Challenge),
        "Command" => names(&Command::new("x")),
        "CreateConfig" => names(&CreateConfig::file("x")),
        "DBDel" => names(&DbDel::new("a", "b")),
        "DBGet" => names(&DbGet::new("a", "b")),
        "DBPut" => names(&DbPut::new("a", "b", "c")),
        "Events" => names(&Events(EventMask::CALL)),
        "Filter" => names(&Filter::include().event("a").form(FilterForm::Advanced)),
        "GetConfig" => names(&GetConfig::file("a").category("b").filter("c=d")),
        "Hangup" => names(&Hangup::channel("a").cause(HangupCause::Busy)),
        "IAXnetstats" => names(&IaxNetstats),
        "ListCategories" => names(&ListCategories::new("a").matching("b=c")),
        "ListCommands" => names(&ListCommands),
        "Login" => [
            names(&Login::plain("a", secret.clone()).events(EventMask::CALL)),
            names(&Login::md5("a", &secret, "1")),
        ]
        .concat(),
        "Logoff" => names(&Logoff),
        "Originate" => [
            names(
                &Originate::new("PJSIP/1", extension)
                    .timeout(Duration::from_secs(1))
                    .caller_id("1")
                    .account("a")
                    .channel_id("b")
                    .other_channel_id("c")
                    .pre_dial_go_sub("d,s,1")
                    .early_media(true)
                    .codecs("alaw")
                    .variable("V", "1"),
            ),
            names(&Originate::new("PJSIP/1", application)),
        ]
        .concat(),
        "PJSIPHangup" => names(&PjsipHangup::channel("a")),
        "Ping" => names(&Ping),
        "QueueRule" => names(&QueueRule::of("a")),
        "QueueStatus" => names(&QueueStatus::of("a").member("b")),
        "Reload" => names(&Reload::module("a")),
        "UpdateConfig" => names(
            &UpdateConfig::file("a")
                .reload("b")
                .preserve_effective_context(true)
                .step(Operation::insert("a", 1, "b", "c").filter("d=e").matching("f")),
        ),
        // Any header may be added.
        "UserEvent" => names(&UserEvent::new("a").header("Header1", "b").header("HeaderN", "c")),
        "WaitEvent" => names(&WaitEvent::new(Duration::from_secs(1))),
        other => panic!("{other}: write its test, and name it here"),
    }
}

fn names(action: &impl Action) -> Vec<String> {
    let sent = Session::ready().send(action).swap_remove(0);
    let names = sent.lines().filter_map(|line| line.split_once(": "));
    names.map(|(name, _)| name.to_owned()).collect()
}

#[test]
fn session() {
    assert_encodes(&Challenge, "Challenge", "", &["AuthType: MD5"]);
    assert_eq!(assert_fields(&Challenge, &["Challenge: 847159301"]), "847159301");
    let login = Login::plain("ops", Secret::new("hunter2")).events(EventMask::CALL);
    let headers = ["Username: ops", "Secret: hunter2", "Events: call"];
    assert_encodes(&login, "Login", "", &headers);
    assert_simple(&login);
    assert_encodes(&Logoff, "Logoff", "", &[]);
    assert_eq!(
        answer(
            &Logoff,
            "Response: Goodbye\nActionID: sh-2\nMessage: Thanks for all the fish.\n\n"
        ),
        Some(Ok(()))
    );
    assert_encodes(&Ping, "Ping", "", &[]);
    let pong = assert_fields(&Ping, &["Ping: Pong", "Timestamp: 1718000000.5"]);
    assert_eq!(pong.timestamp.as_deref(), Some("1718000000.5"));
    let events = Events(EventMask::CALL | EventMask::AGENT);
    assert_encodes(&events, "Events", "", &["EventMask: call,agent"]);
    assert_simple(&events);
    assert_encodes(&ListCommands, "ListCommands", "", &[]);
    let commands = assert_fields(&ListCommands, &["Ping: Keepalive command.  (Priv: <none>)"]);
    assert!(commands.allows("Ping"));
    let wait = WaitEvent::new(Duration::from_millis(1_500));
    assert_encodes(&wait, "WaitEvent", "", &["Timeout: 2"]);
}

#[test]
fn filter_and_user_event() {
    let filter = Filter::include().event("Hangup").form(FilterForm::Advanced);
    let criteria = "MatchCriteria: action(include),name(Hangup),method(none)";
    assert_encodes(
        &filter,
        "Filter",
        "system",
        &["Operation: Add", criteria, "Filter: "],
    );
    assert_simple(&filter);
    let event = UserEvent::new("Door").header("Side", "north");
    assert_encodes(&event, "UserEvent", "user", &["UserEvent: Door", "Side: north"]);
    assert_simple(&event);
}

#[test]
fn command() {
    let command = Command::new("core show uptime");
    assert_encodes(&command, "Command", "command", &["Command: core show uptime"]);
    let output = assert_fields(
        &command,
        &["Message: Command output follows", "Output: a", "Output: b"],
    );
    assert_eq!(output.lines, ["a", "b"]);
}

#[test]
fn configuration() {
    let create = CreateConfig::file("a.conf");
    assert_encodes(&create, "CreateConfig", "config", &["Filename: a.conf"]);
    assert_simple(&create);
    let get = GetConfig::file("a.conf").category("100");
    assert_encodes(
        &get,
        "GetConfig",
        "system,config",
        &["Filename: a.conf", "Category: 100"],
    );
    let file = assert_fields(&get, &["Category-000000: 100", "Line-000000-000000: a=b"]);
    assert_eq!(
        file.category("100").and_then(|category| category.get("a")),
        Some("b")
    );
    let list = ListCategories::new("a.conf").matching("type=endpoint");
    assert_encodes(
        &list,
        "ListCategories",
        "config",
        &["Filename: a.conf", "Match: type=endpoint"],
    );
    assert_eq!(assert_fields(&list, &["Category-000000: 100"]), ["100"]);
    let reload = Reload::module("res_pjsip.so");
    assert_encodes(&reload, "Reload", "config,system", &["Module: res_pjsip.so"]);
    assert_encodes(&Reload::all(), "Reload", "config,system", &[]);
    assert_simple(&reload);
    let update = UpdateConfig::copy("a.conf", "b.conf")
        .step(Operation::update("100", "secret", "hunter2"))
        .reload("x");
    let headers = [
        "SrcFilename: a.conf",
        "DstFilename: b.conf",
        "Reload: x",
        "Action-000000: Update",
        "Cat-000000: 100",
        "Var-000000: secret",
        "Value-000000: hunter2",
    ];
    assert_encodes(&update, "UpdateConfig", "config", &headers);
    assert_simple(&update);
}

#[test]
fn database() {
    let put = DbPut::new("CFIM", "100", "0611");
    assert_encodes(
        &put,
        "DBPut",
        "system",
        &["Family: CFIM", "Key: 100", "Val: 0611"],
    );
    assert_simple(&put);
    let del = DbDel::new("CFIM", "100");
    assert_encodes(&del, "DBDel", "system", &["Family: CFIM", "Key: 100"]);
    assert_simple(&del);
    let get = DbGet::new("CFIM", "100");
    assert_encodes(&get, "DBGet", "system,reporting", &["Family: CFIM", "Key: 100"]);
    let text = "Response: Success\nActionID: sh-2\nEventList: start\n\n\
                Event: DBGetResponse\nFamily: CFIM\nKey: 100\nVal: 0611\nActionID: sh-2\n\n\
                Event: DBGetComplete\nEventList: Complete\nListItems: 1\nActionID: sh-2\n\n";
    assert_eq!(answer(&get, text), Some(Ok("0611".to_owned())));
}

#[test]
fn calls() {
    let call = Originate::new("PJSIP/100", Target::extension("internal", "200")).variable("PIN", "hunter2");
    let headers = [
        "Channel: PJSIP/100",
        "Context: internal",
        "Exten: 200",
        "Priority: 1",
        "Timeout: 30000",
        "Async: true",
        "Variable: PIN=hunter2",
    ];
    assert_encodes(&call, "Originate", "originate", &headers);
    let text = "Response: Success\nActionID: sh-2\nMessage: Originate successfully queued\n\n";
    assert!(answer(&call, text).is_none(), "queued is not answered");
    let text = format!("{text}Event: OriginateResponse\nActionID: sh-2\nResponse: Failure\nReason: 5\n\n");
    assert_eq!(answer(&call, &text), Some(Ok(Outcome::Busy)));

    let hangup = Hangup::channel("PJSIP/100-1").cause(HangupCause::Busy);
    assert_encodes(
        &hangup,
        "Hangup",
        "system,call",
        &["Channel: PJSIP/100-1", "Cause: 17"],
    );
    let pjsip = PjsipHangup::matching("^PJSIP/");
    assert_encodes(&pjsip, "PJSIPHangup", "system,call", &["Channel: /^PJSIP//"]);
    let text = "Response: Success\nActionID: sh-2\nEventList: start\n\nEvent: ChannelHungup\nActionID: sh-2\n\
                Channel: PJSIP/1-1\n\nEvent: ChannelsHungupListComplete\nActionID: sh-2\nEventList: Complete\n\n";
    for answer in [answer(&hangup, text), answer(&pjsip, text)] {
        assert_eq!(answer.expect("complete").expect("accepted").channels.len(), 1);
    }
    let done = answer(
        &hangup,
        "Response: Success\nActionID: sh-2\nMessage: Channel Hungup\n\n",
    );
    assert!(done.expect("complete").expect("accepted").channels.is_empty());
}

#[test]
fn queues() {
    assert_encodes(&QueueStatus::of("a"), "QueueStatus", "", &["Queue: a"]);
    let text = "Response: Success\nActionID: sh-2\nEventList: start\n\nEvent: QueueParams\nActionID: sh-2\nQueue: a\n\n\
                Event: QueueMember\nQueue: a\nActionID: sh-2\n\n\
                Event: QueueStatusComplete\nActionID: sh-2\nEventList: Complete\n\n";
    let queues = answer(&QueueStatus::all(), text)
        .expect("complete")
        .expect("accepted");
    assert_eq!(queues.iter().next().map(|queue| queue.members.len()), Some(1));
    let rule = QueueRule::of("day");
    assert_encodes(&rule, "QueueRule", "", &["Rule: day"]);
    assert_eq!(
        assert_fields(&rule, &["RuleList: day", "Rule: 30,+2,0"])[0]
            .rules
            .len(),
        1
    );
    assert_encodes(&IaxNetstats, "IAXnetstats", "system,reporting", &[]);
}
