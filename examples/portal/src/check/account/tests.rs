//! What is said about accounts, from what was found out about them.

use super::*;

const KEPT: [(&str, &str); 2] = [("deny", "0.0.0.0/0.0.0.0"), ("permit", "127.0.0.1")];

/// An account that has what its tasks need, no more.
fn good(tasks: &[Task], lines: &[(&'static str, &'static str)]) -> Facts {
    let actions = tasks
        .iter()
        .flat_map(|task| uses(*task))
        .map(|(action, _)| *action)
        .chain(["Ping", "QueueStatus"]);
    Facts {
        user: "portal".into(),
        tasks: tasks.to_vec(),
        actions: actions.map(str::to_owned).collect(),
        heard: Vec::new(),
        section: Some(ManagerAccount::of(lines.iter().chain(&KEPT).copied())),
        from: "127.0.0.1".parse().unwrap(),
    }
}

fn told(facts: &Facts) -> Vec<(Verdict, String)> {
    judge(facts)
        .into_iter()
        .map(|item| {
            (
                item.verdict,
                format!("{}: {} | {}", item.name, item.detail, item.remedy),
            )
        })
        .collect()
}

#[track_caller]
fn says(facts: &Facts, verdict: Verdict, words: &[&str]) {
    let told = told(facts);
    assert!(
        told.iter()
            .any(|(v, text)| *v == verdict && words.iter().all(|word| text.contains(word))),
        "nothing says {words:?}: {told:#?}"
    );
}

#[test]
fn the_least_rights_are_enough_for_each_task() {
    for (tasks, lines) in [
        (
            &[Task::Events][..],
            &[
                ("read", "system,call,agent,cdr,dialplan,dtmf"),
                ("write", "reporting"),
            ][..],
        ),
        (&[Task::Calls], &[("read", "call"), ("write", "originate")]),
        (&[Task::Config], &[("write", "config")]),
        (&[Task::Notify], &[("write", "system")]),
        (
            &[Task::Events, Task::Calls, Task::Config],
            &[
                ("read", "system,call,agent,cdr,dialplan,dtmf"),
                ("write", "reporting,originate,config"),
            ],
        ),
    ] {
        let told = told(&good(tasks, lines));
        assert!(
            told.iter().all(|(verdict, _)| *verdict == Verdict::Ok),
            "{tasks:?} {told:#?}"
        );
    }
}

#[test]
fn each_missing_class_is_named_with_the_line_that_gives_it() {
    for class in ["system", "call", "agent", "cdr"] {
        let all = ["system", "call", "agent", "cdr"];
        let read: Vec<&str> = all.into_iter().filter(|c| *c != class).collect();
        let mut facts = good(&[Task::Events], &[("write", "reporting")]);
        facts.section.as_mut().unwrap().read = read.iter().copied().collect();
        says(
            &facts,
            Verdict::Failure,
            &[
                "account portal: read: lacks the class",
                class,
                "section [portal]:\nread = system,call,agent,dtmf,cdr,dialplan\n",
                "manager reload",
            ],
        );
    }
    for (task, action, class) in [
        (Task::Events, "CoreShowChannels", "reporting"),
        (Task::Calls, "Originate", "originate"),
        (Task::Config, "UpdateConfig", "config"),
        (Task::Notify, "PJSIPNotify", "system"),
    ] {
        let mut facts = good(&[task], &[("read", "system,call,agent,cdr")]);
        facts.actions.remove(action);
        says(
            &facts,
            Verdict::Failure,
            &["write: lacks the class", class, &format!("write = {class}\n")],
        );
    }
}

#[test]
fn what_is_written_but_not_loaded_needs_a_reload() {
    let mut facts = good(&[Task::Calls], &[("read", "call"), ("write", "originate")]);
    facts.actions.remove("Originate");
    facts.heard = vec![("call", false)];
    says(
        &facts,
        Verdict::Failure,
        &["write: manager.conf gives it the class originate, but the running"],
    );
    says(
        &facts,
        Verdict::Failure,
        &["read: manager.conf gives it the class call, but the running"],
    );
}

#[test]
fn without_manager_conf_only_what_was_seen_is_said() {
    let mut facts = good(&[Task::Events], &[]);
    facts.section = None;
    facts.heard = vec![("system", false)];
    says(&facts, Verdict::Failure, &["read: lacks the class system"]);
    says(
        &facts,
        Verdict::Warning,
        &[
            "whether it may hear the class call,agent,dtmf,cdr,dialplan cannot be seen",
            "manager show user portal",
        ],
    );
    let mut facts = good(&[Task::Calls], &[]);
    facts.section = None;
    facts.heard = vec![("call", true)];
    says(&facts, Verdict::Ok, &["account portal: read: call"]);
}

#[test]
fn too_wide_classes_are_warned_of() {
    let good_lines = [("read", "call"), ("write", "originate")];
    for (class, action) in WITNESSES
        .into_iter()
        .filter(|(class, _)| !["originate", "call"].contains(class))
    {
        let mut facts = good(&[Task::Calls], &good_lines);
        facts.actions.insert(action.to_owned());
        says(
            &facts,
            Verdict::Warning,
            &["may also use the class", class, "write = call,originate"],
        );
    }
    let mut facts = good(&[Task::Calls], &good_lines);
    facts.actions.insert("Command".to_owned());
    says(&facts, Verdict::Warning, &["a shell by another name"]);
    let facts = good(&[Task::Calls], &[("read", "all"), ("write", "all")]);
    says(
        &facts,
        Verdict::Warning,
        &["may do everything on the PBX (all)", "write = call,originate"],
    );
    says(
        &facts,
        Verdict::Warning,
        &["may hear everything (all)", "read = call\n"],
    );
    let facts = good(&[Task::Calls], &[("read", "call,dtmf"), ("write", "originate")]);
    says(&facts, Verdict::Warning, &["may hear the class dtmf"]);
}

#[test]
fn who_cannot_hear_menus_or_keys_is_told_what_is_missing_of_calls() {
    for (read, missing, words) in [
        (
            "system,call,agent,cdr",
            "dtmf,dialplan",
            "menus and mailboxes, and which keys were pressed in them",
        ),
        (
            "system,call,agent,cdr,dtmf",
            "dialplan",
            "announcements, menus and mailboxes",
        ),
        (
            "system,call,agent,cdr,dialplan",
            "dtmf",
            "which keys were pressed in them",
        ),
    ] {
        let facts = good(&[Task::Events], &[("read", read), ("write", "reporting")]);
        says(
            &facts,
            Verdict::Warning,
            &[
                &format!("read: does not hear the class {missing}:"),
                words,
                "read = system,call,agent,dtmf,cdr,dialplan\n",
            ],
        );
    }
}

#[test]
fn addresses_that_asterisk_reads_otherwise_are_told() {
    let calls = |lines: &[(&'static str, &'static str)]| {
        let mut facts = good(&[Task::Calls], &[]);
        let rights = [("read", "call"), ("write", "originate")];
        facts.section = Some(ManagerAccount::of(rights.iter().chain(lines).copied()));
        facts
    };
    let lines = "deny = 0.0.0.0/0.0.0.0\npermit = 127.0.0.1\n";
    for (written, verdict, words) in [
        (
            &[][..],
            Verdict::Warning,
            "whoever reaches the manager's port may try its secret",
        ),
        (
            &[("permit", "127.0.0.1")],
            Verdict::Warning,
            "whoever reaches the manager's port",
        ),
        (
            &[("denny", "0.0.0.0/0"), ("permits", "127.0.0.1")],
            Verdict::Failure,
            "Asterisk does not read `denny`",
        ),
        (
            &[("deny", "0.0.0.0/0"), ("permit", "10.0.0.0/8, 127.0.0.1")],
            Verdict::Failure,
            "removes the account when it reads the file next",
        ),
        (
            &[("deny", "0.0.0.0/0"), ("permit", "10.0.0.0/8")],
            Verdict::Failure,
            "keeps the portal's address 127.0.0.1 out",
        ),
        (
            &[("permit", "127.0.0.1"), ("deny", "0.0.0.0/0")],
            Verdict::Failure,
            "keeps the portal's address 127.0.0.1 out",
        ),
    ] {
        says(&calls(written), verdict, &[words, lines]);
    }
}

#[test]
fn a_module_that_is_missing_is_no_class_that_is_missing() {
    let mut facts = good(
        &[Task::Events],
        &[("read", "system,call,agent,cdr"), ("write", "reporting")],
    );
    facts.actions.remove("QueueStatus");
    facts.actions.remove("DeviceStateList");
    says(
        &facts,
        Verdict::Warning,
        &[
            "module app_queue: is not loaded: no queue is shown",
            "module load app_queue.so",
        ],
    );
    says(&facts, Verdict::Warning, &["module res_manager_devicestate"]);
    assert!(
        told(&facts)
            .iter()
            .all(|(verdict, _)| *verdict != Verdict::Failure)
    );
}

#[test]
fn an_account_that_is_not_there_gets_its_whole_section() {
    let lines = section("portal-calls", &[Task::Calls], "10.1.2.3".parse().ok());
    assert!(
        lines.contains(
            "[portal-calls]\nsecret = …\ndeny = 0.0.0.0/0.0.0.0\npermit = 10.1.2.3\nread = call\nwrite = call,originate\n"
        ),
        "{lines}"
    );
}
