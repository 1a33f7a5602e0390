//! What each manager account may do, and adding a phone with one of them.

use std::time::Duration;

use switchhook_rig::{Behaviour, Instance, Manager, Phone, Reply, Secret, Task, Version, wait_for};

use crate::{SOON, done, manager, records};

/// What the portal does to add a phone, and to take it away.
pub(crate) fn a_phone_added_through_the_manager_registers_and_is_called(pbx: &Instance) {
    let secret = Secret::new("a-secret-of-one-phone");
    let mut config = manager(pbx, Task::Config);
    let lines = [
        ("type", "wizard"),
        ("accepts_auth", "yes"),
        ("accepts_registrations", "yes"),
        ("has_hint", "no"),
        ("inbound_auth/username", "ab12cd34"),
        ("inbound_auth/password", secret.expose()),
        ("endpoint/context", "internal"),
        ("endpoint/allow", "ulaw,alaw"),
        ("endpoint/callerid", "\"Zoe Blanc\" <106>"),
        // Without it the account may not register: 403.
        ("aor/max_contacts", "4"),
    ];
    let mut steps = vec![("NewCat", "ab12cd34", "", "")];
    steps.extend(lines.map(|(name, value)| ("Append", "ab12cd34", name, value)));
    done(&update(&mut config, "switchhook/phones.conf", &steps));
    let context = "switchhook-phones";
    let steps = [
        ("Append", context, "exten", "106,hint,PJSIP/ab12cd34"),
        (
            "Append",
            context,
            "exten",
            "106,1,Gosub(stdexten,s,1(PJSIP/ab12cd34))",
        ),
    ];
    done(&update(&mut config, "switchhook/dialplan.conf", &steps));
    reload(&mut config);

    let zoe = wait_for("the new account", SOON, || {
        Phone::register(pbx, "ab12cd34", &secret, &Behaviour::answer()).ok()
    })
    .unwrap();
    let alice = pbx.phone("100", &Behaviour::answer()).unwrap();
    let mut call = alice.calls("106").unwrap();
    call.answered(SOON).unwrap();
    let mut events = manager(pbx, Task::Events);
    let hints = events.list(&[("Action", "ExtensionStateList")]).unwrap();
    let hint = hints.iter().find(|h| h.get("Exten") == Some("106")).unwrap();
    assert_eq!(
        (hint.get("Hint"), hint.get("StatusText")),
        (Some("PJSIP/ab12cd34"), Some("InUse"))
    );
    call.hang_up();
    zoe.ended(1, SOON).unwrap();
    let row = &records(pbx, 1)[0];
    assert_eq!(
        (row.src.as_str(), row.dst.as_str(), row.disposition.as_str()),
        ("100", "106", "ANSWERED")
    );
    // The new phone calls too, under its extension.
    let mut call = zoe.calls("100").unwrap();
    call.answered(SOON).unwrap();
    call.hang_up();
    assert_eq!(records(pbx, 2)[1].clid, "\"Zoe Blanc\" <106>");
    drop(zoe);

    done(&update(
        &mut config,
        "switchhook/phones.conf",
        &[("DelCat", "ab12cd34", "", "")],
    ));
    done(&update(
        &mut config,
        "switchhook/dialplan.conf",
        &[("EmptyCat", context, "", "")],
    ));
    reload(&mut config);
    wait_for("the account to be gone", SOON, || {
        Phone::register(pbx, "ab12cd34", &secret, &Behaviour::answer()).err()
    })
    .unwrap();
    alice.calls("106").unwrap().refused(SOON).unwrap();

    // A step that fails leaves the file as it was.
    let path = pbx.config_dir().join("switchhook/phones.conf");
    let before = std::fs::read_to_string(&path).unwrap();
    let steps = [("NewCat", "x", "", ""), ("Append", "nowhere", "type", "wizard")];
    let refused = update(&mut config, "switchhook/phones.conf", &steps);
    assert_eq!(refused.get("Message"), Some("Given category does not exist"));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), before);
}

pub(crate) fn each_account_is_refused_what_is_not_its_task(pbx: &Instance) {
    /// An action, and whose task it is.
    type Right = (&'static [(&'static str, &'static str)], &'static [Task]);
    let actions: [Right; 9] = [
        (
            &[("Action", "Originate"), ("Channel", "PJSIP/100")],
            &[Task::Calls],
        ),
        (
            &[("Action", "Hangup"), ("Channel", "PJSIP/100-1")],
            &[Task::Calls, Task::State],
        ),
        (
            &[
                ("Action", "QueueAdd"),
                ("Queue", "support"),
                ("Interface", "PJSIP/104"),
            ],
            &[Task::Queues],
        ),
        (
            &[("Action", "UpdateConfig"), ("SrcFilename", "a")],
            &[Task::Config],
        ),
        (
            &[("Action", "GetConfig"), ("Filename", "queues.conf")],
            &[Task::Config, Task::State],
        ),
        (
            &[("Action", "DBPut"), ("Family", "a"), ("Key", "b"), ("Val", "c")],
            &[Task::State],
        ),
        (
            &[("Action", "DBGet"), ("Family", "a"), ("Key", "b")],
            &[Task::Events, Task::State],
        ),
        (&[("Action", "CoreShowChannels")], &[Task::Events, Task::State]),
        (&[("Action", "Command"), ("Command", "core show version")], &[]),
    ];
    for task in Task::ALL {
        let mut manager = manager(pbx, task);
        for (action, allowed) in actions {
            let reply = manager.ask(action).unwrap();
            let denied = reply.get("Message") == Some("Permission denied");
            assert_eq!(denied, !allowed.contains(&task), "{task:?} {action:?}: {reply:?}");
            assert!(!denied || reply.get("Response") == Some("Error"), "{reply:?}");
        }
    }
    // Whoever may call may not run programs.
    let mut calls = manager(pbx, Task::Calls);
    let reply = calls
        .ask(&[
            ("Action", "Originate"),
            ("Channel", "PJSIP/100"),
            ("Application", "System"),
            ("Data", "true"),
        ])
        .unwrap();
    let expected = match pbx.version {
        Version::V22 => "Originate Access Forbidden: app or data blacklisted",
        Version::V16 => "Originate Access Forbidden: Application",
    };
    assert_eq!(
        (reply.get("Response"), reply.get("Message")),
        (Some("Error"), Some(expected))
    );
}

pub(crate) fn a_wrong_secret_is_refused_after_a_pause(pbx: &Instance) {
    let mut stranger = Manager::connect(pbx.ami_addr()).unwrap();
    let expected = match pbx.version {
        Version::V22 => "Asterisk Call Manager/11.0.0",
        Version::V16 => "Asterisk Call Manager/5.0.4",
    };
    assert_eq!(stranger.banner(), expected);
    let begun = std::time::Instant::now();
    let reply = stranger.login("events", "guess").unwrap();
    assert_eq!(
        (reply.get("Response"), reply.get("Message")),
        (Some("Error"), Some("Authentication failed"))
    );
    assert!(
        begun.elapsed() >= Duration::from_millis(900),
        "{:?}",
        begun.elapsed()
    );
    assert!(
        stranger.ask(&[("Action", "Ping")]).is_err(),
        "the connection stays open"
    );
}

pub(crate) fn update(config: &mut Manager, file: &str, steps: &[(&str, &str, &str, &str)]) -> Reply {
    let mut headers: Vec<(String, String)> = [
        ("Action", "UpdateConfig"),
        ("SrcFilename", file),
        ("DstFilename", file),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into();
    for (number, (action, category, variable, value)) in steps.iter().enumerate() {
        for (name, value) in [
            ("Action", action),
            ("Cat", category),
            ("Var", variable),
            ("Value", value),
        ] {
            if !value.is_empty() {
                headers.push((format!("{name}-{number:06}"), (*value).to_owned()));
            }
        }
    }
    let borrowed: Vec<_> = headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    config.ask(&borrowed).unwrap()
}

/// `res_pjsip` takes `pjsip_wizard.conf` with it; `res_pjsip_config_wizard` cannot be reloaded by itself in 16.
fn reload(config: &mut Manager) {
    for module in ["res_pjsip", "pbx_config"] {
        let reply = config.ask(&[("Action", "Reload"), ("Module", module)]).unwrap();
        assert_eq!(reply.get("Message"), Some("Module Reloaded"), "{module}");
    }
}
