//! The whole look at a PBX, on a simulated one.

use switchhook_ami::sim;

use super::super::Verdict;
use super::*;
use crate::config::{Dialing, Phones, Secret as Password};

const MANAGER_CONF: &str = "\
[general]
enabled = yes

[events]
secret = s1
deny = 0.0.0.0/0.0.0.0
permit = 127.0.0.1
read = system,call,agent,cdr,dialplan,dtmf
write = reporting

[calls]
secret = s2
deny = 0.0.0.0/0.0.0.0
permit = 127.0.0.1
read = call
write = originate

[config]
secret = s3
deny = 0.0.0.0/0.0.0.0
permit = 127.0.0.1
write = config

[state]
secret = s4
deny = 0.0.0.0/0.0.0.0
permit = 127.0.0.1
write = system
";

const CDR_MANAGER_CONF: &str =
    "[general]\nenabled = yes\n[mappings]\nlinkedid => LinkedID\nsequence => Sequence\n";

fn user(name: &str, secret: &str, read: &str, write: &str) -> sim::AmiUser {
    sim::AmiUser {
        read: read.into(),
        write: write.into(),
        ..sim::AmiUser::new(name, secret)
    }
}

/// The accounts of the README, and every file as it should be.
fn company() -> sim::Company {
    sim::Company {
        users: vec![
            user("events", "s1", "system,call,agent,cdr,dialplan,dtmf", "reporting"),
            user("calls", "s2", "call", "originate"),
            user("config", "s3", "", "config"),
            user("state", "s4", "", "system"),
        ],
        files: [
            ("manager.conf", MANAGER_CONF),
            ("cdr_manager.conf", CDR_MANAGER_CONF),
            ("switchhook/phones.conf", "[p1]\ntype = wizard\n"),
            ("pjsip_wizard.conf", "[p1]\ntype = wizard\n"),
            (
                "switchhook/dialplan.conf",
                "[switchhook-phones]\nexten = 1,1,NoOp()\n",
            ),
            ("extensions.conf", "[switchhook-phones]\nexten = 1,1,NoOp()\n"),
        ]
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
        .into(),
        ..sim::Company::default()
    }
}

fn settings(pbx: &str) -> Pbx {
    let account = |user: &str, secret: &str| Account {
        user: user.into(),
        secret: Password::new(secret),
    };
    Pbx {
        name: "Test".into(),
        address: pbx.into(),
        time_zone: chrono_tz::Tz::UTC,
        events: account("events", "s1"),
        calls: Some(account("calls", "s2")),
        config: Some(account("config", "s3")),
        notify: None,
        state: Some(account("state", "s4")),
        dialing: Dialing::default(),
        phones: Phones::default(),
    }
}

async fn look(company: sim::Company, change: impl FnOnce(&mut Pbx)) -> Vec<Item> {
    let pbx = sim::Pbx::start("127.0.0.1:0", company, sim::Settings::default())
        .await
        .unwrap();
    let mut settings = settings(&pbx.addr().to_string());
    change(&mut settings);
    let items = items(&settings).await;
    pbx.stop().await;
    for item in &items {
        assert!(
            ["s1", "s2", "s3", "s4"]
                .iter()
                .all(|secret| !format!("{item:?}").contains(secret)),
            "{item:?} tells a secret"
        );
    }
    items
}

#[track_caller]
fn says(items: &[Item], verdict: Verdict, name: &str, words: &str) {
    assert!(
        items.iter().any(|item| item.verdict == verdict
            && item.name == name
            && (item.detail.contains(words) || item.remedy.contains(words))),
        "{name} does not say {words:?}: {items:#?}"
    );
}

/// What stands in a file instead.
fn with_file(mut company: sim::Company, name: &str, change: impl Fn(&str) -> String) -> sim::Company {
    for (file, text) in &mut company.files {
        if file == name {
            *text = change(text);
        }
    }
    company
}

#[tokio::test]
async fn a_site_as_the_readme_says_is_sound() {
    let items = look(company(), |_| ()).await;
    // The simulated PBX has not all modules of Asterisk.
    let odd: Vec<_> = items
        .iter()
        .filter(|item| item.verdict != Verdict::Ok && !item.name.starts_with("module "))
        .collect();
    assert!(odd.is_empty(), "{odd:#?}");
    says(
        &items,
        Verdict::Ok,
        "telephones",
        "pjsip_wizard.conf includes switchhook/phones.conf",
    );
    says(&items, Verdict::Ok, "clock", "agree");
}

#[tokio::test]
async fn a_class_that_an_account_lacks_is_named() {
    let mut less = with_file(company(), "manager.conf", |text| {
        text.replace("call,agent,cdr", "call")
    });
    less.users[0].read = "system,call".into();
    less.users[1].write = "call".into();
    let less = with_file(less, "manager.conf", |text| {
        text.replace("write = originate", "write = call")
    });
    let items = look(less, |_| ()).await;
    says(
        &items,
        Verdict::Failure,
        "account events: read",
        "lacks the class agent,cdr",
    );
    says(
        &items,
        Verdict::Failure,
        "account calls: write",
        "lacks the class originate",
    );
    // Nobody may read manager.conf.
    let mut less = company();
    less.users[0].read = "call,agent,cdr".into();
    less.users[1].read = "cdr".into();
    let items = look(less, |settings| settings.config = None).await;
    says(
        &items,
        Verdict::Failure,
        "account events: read",
        "lacks the class system",
    );
    says(
        &items,
        Verdict::Failure,
        "account calls: read",
        "lacks the class call",
    );
    says(
        &items,
        Verdict::Warning,
        "account events: read",
        "agent,dtmf,cdr,dialplan cannot be seen from here",
    );
    says(&items, Verdict::Warning, "task config", "tasks = [\"config\"]");
}

#[tokio::test]
async fn a_refused_login_says_why_where_manager_conf_can_be_read() {
    let wrong = |settings: &mut Pbx| settings.events.secret = Password::new("guess");
    let items = look(company(), wrong).await;
    says(
        &items,
        Verdict::Failure,
        "account events",
        "the secret in section [events] is another one",
    );
    says(
        &items,
        Verdict::Failure,
        "account events",
        "read = system,call,agent,dtmf,cdr,dialplan\nwrite = reporting\n",
    );
    let bad = with_file(company(), "manager.conf", |text| {
        text.replacen("127.0.0.1", "127.0.0.1, 10.0.0.1", 1)
    });
    let items = look(bad, wrong).await;
    says(
        &items,
        Verdict::Failure,
        "account events",
        "cannot read an address in `permit = 127.0.0.1, 10.0.0.1`",
    );
    let out = with_file(company(), "manager.conf", |text| {
        text.replacen("127.0.0.1", "10.0.0.1", 1)
    });
    let items = look(out, wrong).await;
    says(
        &items,
        Verdict::Failure,
        "account events",
        "its deny and permit keep 127.0.0.1 out",
    );
    let none = with_file(company(), "manager.conf", |text| {
        text.replace("[events]", "[eventz]")
    });
    says(
        &look(none, wrong).await,
        Verdict::Failure,
        "account events",
        "has no section [events]",
    );
}

#[tokio::test]
async fn files_that_asterisk_does_not_read_are_named_with_the_line_that_includes_them() {
    let without = with_file(company(), "pjsip_wizard.conf", |_| {
        "[other]\ntype = wizard\n".into()
    });
    let mut without = with_file(without, "cdr_manager.conf", |text| {
        text.replace("enabled = yes", "enabled = no")
    });
    without
        .files
        .retain(|(name, _)| name != "switchhook/dialplan.conf");
    let without = with_file(without, "manager.conf", |text| {
        text.replace("enabled = yes", "deny = 0.0.0.0/0")
    });
    let items = look(without, |_| ()).await;
    says(
        &items,
        Verdict::Failure,
        "telephones",
        "echo '#include switchhook/phones.conf' >> /etc/asterisk/pjsip_wizard.conf",
    );
    says(
        &items,
        Verdict::Failure,
        "extensions",
        "Asterisk has no file switchhook/dialplan.conf",
    );
    says(&items, Verdict::Failure, "call records", "is not enabled");
    says(
        &items,
        Verdict::Failure,
        "manager.conf",
        "does not read `deny` in [general]",
    );
}

#[tokio::test]
async fn one_account_for_all_is_looked_at_once() {
    let mut one = company();
    one.users = vec![sim::AmiUser::new("portal", "s1")];
    let items = look(one, |settings| {
        settings.events.user = "portal".into();
        settings.calls = Some(settings.events.clone());
        settings.config = Some(settings.events.clone());
    })
    .await;
    says(
        &items,
        Verdict::Ok,
        "account portal",
        "takes it for events, calls, config",
    );
    says(
        &items,
        Verdict::Warning,
        "account portal: write",
        "a shell by another name",
    );
}

#[test]
fn clocks_may_be_a_little_apart() {
    for (apart, verdict) in [
        (0, Verdict::Ok),
        (-4_999, Verdict::Ok),
        (61_000, Verdict::Failure),
        (-3_600_000, Verdict::Failure),
    ] {
        assert_eq!(judge_clocks("clock", apart).verdict, verdict, "{apart}");
    }
    assert!(judge_clocks("clock", -61_000).detail.contains("61 s behind"));
    assert_eq!(milliseconds("1795322779.139434"), Some(1_795_322_779_139));
    assert_eq!(milliseconds("1795322779"), Some(1_795_322_779_000));
    assert_eq!(milliseconds("now"), None);
}
