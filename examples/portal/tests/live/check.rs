//! `switchhook-portal check` against a real Asterisk: what an account lacks is named, as Asterisk itself behaves.

use std::path::Path;
use std::process::Command;

use switchhook_rig::{Instance, Manager, Task, Version};

use crate::portal::configuration;

#[test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
fn a_check_names_what_an_account_lacks_on_asterisk_22() {
    what_is_wrong_is_named(Version::V22);
}

#[test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
fn a_check_names_what_an_account_lacks_on_asterisk_16() {
    what_is_wrong_is_named(Version::V16);
}

/// An Asterisk whose manager.conf changes, and a portal that looks at it.
struct Site {
    pbx: Instance,
    folder: tempfile::TempDir,
    manager_conf: String,
}

fn what_is_wrong_is_named(version: Version) {
    let pbx = Instance::start(version)
        .unwrap_or_else(|e| panic!("needs a real Asterisk: see examples/asterisk: {e}"));
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("portal.toml"),
        configuration(&pbx, pbx.ports.agi),
    )
    .unwrap();
    let manager_conf = std::fs::read_to_string(pbx.config_dir().join("manager.conf")).unwrap();
    let site = Site {
        pbx,
        folder,
        manager_conf,
    };
    the_rigs_company_is_sound(&site);
    missing_classes(&site);
    without_an_account_that_reads_manager_conf(&site);
    addresses(&site);
    a_file_that_is_not_included(&site);
}

impl Site {
    /// Writes manager.conf as the rig has it, but for these lines.
    fn manager_conf(&self, changes: &[(&str, &str)]) {
        let text = changes
            .iter()
            .fold(self.manager_conf.clone(), |text, (from, to)| {
                assert!(text.contains(from), "{from:?} does not stand in {text}");
                text.replacen(from, to, 1)
            });
        let (user, secret) = self.pbx.account(Task::Config);
        let mut manager = Manager::connect(self.pbx.ami_addr()).unwrap();
        manager.login(user, secret.expose()).unwrap();
        std::fs::write(self.pbx.config_dir().join("manager.conf"), text).unwrap();
        let reply = manager
            .ask(&[("Action", "Reload"), ("Module", "manager")])
            .unwrap();
        assert_eq!(reply.get("Response"), Some("Success"), "{reply:?}");
    }

    fn check(&self) -> (bool, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_switchhook-portal"))
            .args(["check", "portal.toml"])
            .current_dir(self.folder.path())
            .output()
            .unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        for task in Task::ALL {
            let (_, secret) = self.pbx.account(task);
            assert!(
                !said.contains(secret.expose()),
                "the secret of {task:?} is printed: {said}"
            );
        }
        (output.status.success(), said)
    }

    #[track_caller]
    fn fails_with(&self, expected: &[&str]) {
        let (sound, said) = self.check();
        for text in expected {
            assert!(said.contains(text), "no {text:?} in {said}");
        }
        assert!(!sound, "{said}");
    }
}

fn the_rigs_company_is_sound(site: &Site) {
    let (sound, said) = site.check();
    assert!(sound && !said.contains("FAIL"), "{said}");
    for text in [
        "ok   account events: read: system,call,agent,user,dtmf,cdr,dialplan",
        "ok   account events: write: reporting",
        "ok   account calls: write: call,originate",
        "ok   account config: addresses: strangers are kept out, 127.0.0.1 is let in",
        "ok   extensions: extensions.conf includes switchhook/dialplan.conf",
        "ok   call records",
        "ok   clock",
    ] {
        assert!(said.contains(text), "no {text:?} in {said}");
    }
    // Asking for the outcome of a call to nowhere leaves no record.
    assert!(site.pbx.master_csv().unwrap_or_default().is_empty());
}

fn missing_classes(site: &Site) {
    site.manager_conf(&[
        (
            "read = system,call,agent,user,dtmf,cdr,dialplan",
            "read = system, call, agent",
        ),
        ("write = reporting", "write = command"),
        ("write = originate,call", "write = call"),
    ]);
    site.fails_with(&[
        "FAIL account events: read: lacks the class call,agent,cdr",
        "read = system,call,agent,dtmf,cdr,dialplan\n",
        "FAIL account events: write: lacks the class reporting",
        "WARN account events: write: may also use the class command",
        "FAIL account calls: write: lacks the class originate, without which nobody can click to dial",
        "write = call,originate\n",
        "WARN account events: read: `read` names \" call\", which is no class",
    ]);
}

/// Then only what the connections themselves are told counts.
fn without_an_account_that_reads_manager_conf(site: &Site) {
    site.manager_conf(&[
        (
            "read = system,call,agent,user,dtmf,cdr,dialplan",
            "read = call,agent,cdr",
        ),
        ("read = call\n", "read = cdr\n"),
    ]);
    let file = site.folder.path().join("portal.toml");
    let whole = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, without(&whole, "config")).unwrap();
    site.fails_with(&[
        "WARN task config: no account has it",
        "FAIL account events: read: lacks the class system",
        "WARN account events: read: whether it may hear the class call,agent,dtmf,cdr,dialplan cannot be seen",
        "asterisk -rx 'manager show user events'",
        "FAIL account calls: read: lacks the class call",
    ]);
    std::fs::write(&file, whole).unwrap();
}

/// A portal.toml without the account of this name.
fn without(text: &str, user: &str) -> String {
    let parts = text.split("[[pbx.manager]]");
    let kept: Vec<&str> = parts
        .filter(|part| !part.contains(&format!("user = {user:?}")))
        .collect();
    kept.join("[[pbx.manager]]")
}

fn addresses(site: &Site) {
    // The words that Asterisk does not know let everybody in, in silence.
    site.manager_conf(&[
        ("[general]", "[general]\npermit = 127.0.0.1"),
        ("deny = 0.0.0.0/0.0.0.0", "denny = 0.0.0.0/0.0.0.0"),
        (
            "\npermit = 127.0.0.1/255.255.255.255",
            "\npermits = 127.0.0.1/255.255.255.255",
        ),
    ]);
    site.fails_with(&[
        "FAIL manager.conf: Asterisk does not read `permit` in [general]",
        "FAIL account events: denny: Asterisk does not read `denny`",
        "FAIL account calls: permits: Asterisk does not read `permits`",
        "WARN account config: addresses: whoever reaches the manager's port may try its secret",
        "deny = 0.0.0.0/0.0.0.0\n     permit = 127.0.0.1\n",
    ]);
    // An address that it cannot read takes the account away; one that is another's keeps the portal out.
    site.manager_conf(&[
        ("[events](task)", "[events](task)\npermit = 10.0.0.0/8, 127.0.0.1"),
        ("[calls](task)", "[calls](task)\ndeny = 127.0.0.1"),
    ]);
    site.fails_with(&[
        "FAIL account events: ",
        "Asterisk cannot read an address in `permit = 10.0.0.0/8, 127.0.0.1` and removes the account",
        "FAIL account calls: ",
        "its deny and permit keep 127.0.0.1 out",
    ]);
    site.manager_conf(&[]);
}

fn a_file_that_is_not_included(site: &Site) {
    let extensions = site.pbx.config_dir().join("extensions.conf");
    let text = std::fs::read_to_string(&extensions).unwrap();
    let without: Vec<&str> = text.lines().filter(|line| !is_include(line)).collect();
    std::fs::write(&extensions, without.join("\n") + "\n[switchhook-other]\n").unwrap();
    remove(&site.pbx.config_dir().join("switchhook/phones.conf"));
    site.fails_with(&[
        "FAIL extensions: extensions.conf does not include switchhook/dialplan.conf",
        "echo '#include switchhook/dialplan.conf' >> /etc/asterisk/extensions.conf",
        "FAIL telephones: Asterisk has no file switchhook/phones.conf",
    ]);
}

fn is_include(line: &str) -> bool {
    line.starts_with("#include") && line.contains("switchhook/dialplan.conf")
}

fn remove(path: &Path) {
    std::fs::remove_file(path).unwrap();
}
