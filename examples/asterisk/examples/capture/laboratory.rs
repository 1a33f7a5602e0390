//! Every list that the laboratory's modules answer, with something in it.

use std::path::Path;
use std::time::Duration;

use switchhook_rig::{Behaviour, Laboratory, Manager, SccpPhone, Subscriber, Version, wait_for};

use crate::replies::key;
use crate::{Outcome, REDACTED, accepted, ask, write};

/// Long enough for a conference to begin on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);
/// What stands in the file instead of the laboratory's secret; the key of the login is made from it.
const SHOWN: &str = "live";

pub(super) fn lists(folder: &Path, version: Version) -> Outcome {
    let path = folder.join(format!("{version}-lists-session.txt"));
    if path.exists() && folder.join(bare_text_file(version)).exists() {
        return Ok(());
    }
    let laboratory = Laboratory::start(version)?;
    let pbx = &laboratory.pbx;
    let mut worker = Manager::connect(pbx.ami_addr())?;
    accepted(&worker.login(Laboratory::USER, laboratory.secret.expose())?)?;
    let _alice = pbx.phone("100", &Behaviour::answer())?;
    let _watcher = Subscriber::watch(pbx, "100")?;
    let _cisco = match version {
        Version::V16 => Some(SccpPhone::register(laboratory.sccp_addr())?),
        Version::V22 => None,
    };
    furnish(&mut worker)?;

    let mut session = Manager::connect(pbx.ami_addr())?;
    session.name_actions("t");
    let challenge = session.ask(&[("Action", "Challenge"), ("AuthType", "MD5")])?;
    let challenge = challenge.get("Challenge").ok_or("no challenge")?.to_owned();
    let real = key(&challenge, laboratory.secret.expose());
    accepted(&session.ask(&[
        ("Action", "Login"),
        ("AuthType", "MD5"),
        ("Username", Laboratory::QUIET),
        ("Key", &real),
    ])?)?;
    record(&mut session, version)?;
    ask(&mut session, &[("Action", "Logoff")])?;
    let replace = [
        (real, key(&challenge, SHOWN)),
        (laboratory.secret.expose().to_owned(), SHOWN.to_owned()),
        (
            format!("Username: {}\r", Laboratory::QUIET),
            "Username: ops\r".to_owned(),
        ),
        (format!("/{}/", pbx.name), "/rig/".to_owned()),
    ];
    let about = "every list that the modules of the laboratory answer, and what else answers with more than a response";
    write(&path, about, &session, &replace)?;
    bare_text(&laboratory, folder)
}

/// Answers without `Response` and without `ActionID`: a Ping after each shows where it ends.
fn bare_text(laboratory: &Laboratory, folder: &Path) -> Outcome {
    let mut session = Manager::connect(laboratory.pbx.ami_addr())?;
    accepted(&session.login(Laboratory::QUIET, laboratory.secret.expose())?)?;
    let mut actions = vec![vec![("Action", "IAXnetstats")]];
    if laboratory.pbx.version == Version::V16 {
        actions.extend([
            vec![("Action", "SKINNYshowdevice"), ("Device", "labphone")],
            vec![("Action", "SKINNYshowline"), ("Line", "labline")],
        ]);
    }
    for (number, action) in actions.iter().enumerate() {
        let id = format!("after-{number}");
        session.send(action)?;
        session.send(&[("Action", "Ping"), ("ActionID", &id)])?;
        // The text ends in a bare line feed, so that the answer to Ping looks like a part of it.
        session.event(PATIENCE, |message| message.get("ActionID") == Some(&id))?;
    }
    ask(&mut session, &[("Action", "Logoff")])?;
    let path = folder.join(bare_text_file(laboratory.pbx.version));
    let secret = laboratory.secret.expose().to_owned();
    let about =
        "answers that are text only: neither Response nor ActionID, and line feeds without carriage returns";
    write(&path, about, &session, &[(secret, REDACTED.to_owned())])
}

fn bare_text_file(version: Version) -> String {
    format!("{version}-bare-text.txt")
}

/// Gives each list something to say.
fn furnish(worker: &mut Manager) -> Outcome {
    for (variable, value) in [
        ("DEVICE_STATE(Custom:lamp)", "INUSE"),
        (
            "PRESENCE_STATE(CustomPresence:alice)",
            "away,lunch,back at two: perhaps",
        ),
    ] {
        ask(
            worker,
            &[("Action", "Setvar"), ("Variable", variable), ("Value", value)],
        )?;
    }
    for (key, value) in [("one", "first"), ("two", "a: b"), ("three", "")] {
        ask(
            worker,
            &[
                ("Action", "DBPut"),
                ("Family", "lab"),
                ("Key", key),
                ("Val", value),
            ],
        )?;
    }
    let member = [
        ("Action", "QueueAdd"),
        ("Queue", "sales"),
        ("Interface", "Local/ring@lab"),
        ("MemberName", "Rita Ring"),
    ];
    ask(worker, &member)?;
    for (extension, id) in [
        ("answer", "one"),
        ("answer", "two"),
        ("conference", "conf"),
        ("agent", "agent"),
        ("waiting", "caller"),
        ("parked", "parked"),
        ("fax", "fax"),
    ] {
        originate(worker, extension, id)?;
    }
    wait_for("the calls", PATIENCE, || {
        let names = ["one", "two"].map(|id| channel(worker, id));
        let [Some(one), Some(two)] = names else {
            return None;
        };
        let bridge = [("Action", "Bridge"), ("Channel1", &*one), ("Channel2", &*two)];
        accepted(&worker.ask(&bridge).ok()?).ok()
    })?;
    for (list, with) in [
        ("BridgeList", "simple_bridge"),
        ("ConfbridgeListRooms", "room"),
        ("Agents", "AGENT_IDLE"),
        ("QueueStatus", "Local/waiting@lab-"),
        ("ParkedCalls", "Local/parked@lab-"),
        ("FAXSessions", "page.tif"),
        ("PJSIPShowRegistrationsOutbound", "Registered"),
    ] {
        wait_for(&format!("{list} to name {with}"), PATIENCE, || {
            let items = worker.list(&[("Action", list)]).ok()?;
            let named = |(_, value): &(String, String)| value.contains(with);
            items
                .iter()
                .any(|item| item.headers().iter().any(named))
                .then_some(())
        })?;
    }
    Ok(())
}

/// Joins `extension` of the context `lab` with a minute of silence.
fn originate(worker: &mut Manager, extension: &str, id: &str) -> Outcome {
    let channel = format!("Local/{extension}@lab/n");
    let other = format!("{id}-2");
    let mut action = vec![
        ("Action", "Originate"),
        ("Channel", channel.as_str()),
        ("ChannelId", id),
        ("OtherChannelId", &other),
        ("CallerID", "\"Zoe, Test\" <300>"),
        ("Account", "laboratory"),
        ("Async", "true"),
    ];
    action.extend(match id {
        "fax" => vec![("Context", "lab"), ("Exten", "fax-out"), ("Priority", "1")],
        _ => vec![("Application", "Wait"), ("Data", "120")],
    });
    accepted(&worker.ask(&action)?)
}

/// The name of the channel with this unique id.
fn channel(worker: &mut Manager, id: &str) -> Option<String> {
    let channels = worker.list(&[("Action", "CoreShowChannels")]).ok()?;
    let ours = channels
        .iter()
        .find(|channel| channel.get("Uniqueid") == Some(id))?;
    ours.get("Channel").map(str::to_owned)
}

fn record(session: &mut Manager, version: Version) -> Outcome {
    // Names of bridges, channels and faxes are read from lists that are recorded too.
    let first = |items: Vec<switchhook_rig::Reply>, header: &str| -> Option<String> {
        items.iter().find_map(|item| item.get(header)).map(str::to_owned)
    };
    let bridge = first(session.list(&[("Action", "BridgeList")])?, "BridgeUniqueid").ok_or("no bridge")?;
    let channels = session.list(&[("Action", "CoreShowChannels")])?;
    let talking = channels
        .iter()
        .find(|channel| channel.get("Uniqueid") == Some("one"))
        .and_then(|channel| channel.get("Channel"))
        .ok_or("no channel")?
        .to_owned();
    let fax = first(session.list(&[("Action", "FAXSessions")])?, "SessionNumber").ok_or("no fax")?;
    let mut actions: Vec<Vec<(&str, &str)>> = vec![
        vec![("Action", "Agents")],
        vec![("Action", "BridgeInfo"), ("BridgeUniqueid", &bridge)],
        vec![("Action", "BridgeTechnologyList")],
        vec![("Action", "ConfbridgeList"), ("Conference", "room")],
        vec![("Action", "ConfbridgeListRooms")],
        vec![("Action", "DBGet"), ("Family", "lab"), ("Key", "two")],
        vec![("Action", "DBGetTree"), ("Family", "lab")],
        vec![("Action", "DBGetTree"), ("Family", "nowhere")],
        vec![("Action", "DeviceStateList")],
        vec![("Action", "ExtensionStateList")],
        vec![("Action", "FAXSession"), ("SessionNumber", &fax)],
        vec![("Action", "FAXStats")],
        vec![("Action", "IAXpeers")],
        vec![("Action", "IAXpeerlist")],
        vec![("Action", "IAXregistry")],
        vec![("Action", "ParkedCalls")],
        vec![("Action", "Parkinglots")],
        vec![("Action", "PJSIPShowAors")],
        vec![("Action", "PJSIPShowAuths")],
        vec![("Action", "PJSIPShowContacts")],
        vec![("Action", "PJSIPShowEndpoint"), ("Endpoint", "100")],
        vec![("Action", "PJSIPShowEndpoint"), ("Endpoint", "trunk")],
        vec![("Action", "PJSIPShowEndpoints")],
        vec![("Action", "PJSIPShowRegistrationInboundContactStatuses")],
        vec![("Action", "PJSIPShowRegistrationsInbound")],
        vec![("Action", "PJSIPShowRegistrationsOutbound")],
        vec![("Action", "PJSIPShowResourceLists")],
        vec![("Action", "PJSIPShowSubscriptionsInbound")],
        vec![("Action", "PJSIPShowSubscriptionsOutbound")],
        vec![("Action", "PresenceState"), ("Provider", "CustomPresence:alice")],
        vec![("Action", "PresenceStateList")],
        vec![("Action", "QueueRule"), ("Rule", "wider")],
        vec![("Action", "QueueStatus")],
        vec![("Action", "QueueSummary")],
        vec![("Action", "ShowDialPlan"), ("Context", "lab")],
        vec![("Action", "ShowDialPlan"), ("Context", "nowhere")],
        vec![("Action", "Status")],
        vec![
            ("Action", "Status"),
            ("Channel", &talking),
            ("AllVariables", "true"),
        ],
        vec![("Action", "VoicemailUsersList")],
        vec![
            ("Action", "VoicemailUserStatus"),
            ("Context", "default"),
            ("Mailbox", Laboratory::MAILBOX),
        ],
        vec![("Action", "MailboxCount"), ("Mailbox", "103@default")],
        vec![("Action", "MailboxStatus"), ("Mailbox", "103@default")],
        vec![("Action", "ListCategories"), ("Filename", "queues.conf")],
        vec![("Action", "GetConfigJSON"), ("Filename", "queues.conf")],
        vec![("Action", "ListCommands")],
    ];
    match version {
        Version::V22 => actions.extend([
            vec![("Action", "CoreShowChannelMap"), ("Channel", &talking)],
            vec![
                ("Action", "PJSIPSetMaintenance"),
                ("Endpoint", "watcher"),
                ("State", "on"),
            ],
            vec![("Action", "PJSIPShowMaintenance")],
            vec![("Action", "PJSIPHangup"), ("Channel", "/^PJSIP/")],
            vec![
                ("Action", "VoicemailBoxSummary"),
                ("Context", "default"),
                ("Mailbox", Laboratory::MAILBOX),
            ],
        ]),
        Version::V16 => actions.extend([
            vec![("Action", "SIPpeers")],
            vec![("Action", "SIPpeerstatus")],
            vec![("Action", "SIPshowpeer"), ("Peer", "lab")],
            vec![("Action", "SIPshowregistry")],
            vec![("Action", "SKINNYdevices")],
            vec![("Action", "SKINNYlines")],
        ]),
    }
    actions.push(vec![("Action", "Hangup"), ("Channel", "/^Local/")]);
    for action in actions {
        let response = session.ask(&action)?;
        let list = response
            .get("EventList")
            .is_some_and(|list| list.eq_ignore_ascii_case("start"));
        if list {
            let id = response.get("ActionID").map(str::to_owned);
            session.event(PATIENCE, |event| {
                event.get("ActionID").map(str::to_owned) == id
                    && event
                        .get("EventList")
                        .is_some_and(|list| list.eq_ignore_ascii_case("Complete"))
            })?;
        }
    }
    ask(session, &[("Action", "Ping")])
}
