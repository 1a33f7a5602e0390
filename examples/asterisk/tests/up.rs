//! Instances that outlive the program that started them: `cargo test -p switchhook-rig --test up -- --ignored`.

use std::net::{TcpListener, UdpSocket};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::process::Command;
use std::time::Duration;

use switchhook_rig::{Manager, Ports, Site, Task, Up, Version, default_folder, down, status, wait_for};

/// A test that fails leaves its instance; not for long.
const LIMIT: Duration = Duration::from_secs(120);

#[test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
fn an_instance_outlives_its_start_and_down_removes_it() {
    let name = name("life");
    let (site, _) = started(
        Up::new(Version::V22)
            .name(&name)
            .ports(ports(15_000))
            .limit(LIMIT)
            .start(&default_folder()),
    );
    let (user, secret) = site.account(Task::Events);
    let mut manager = Manager::connect(site.ami_addr()).unwrap();
    assert_eq!(
        manager.login(user, secret.expose()).unwrap().get("Response"),
        Some("Success")
    );
    let running = process(&name).unwrap();
    let again = Up::new(Version::V16)
        .name(&name)
        .start(&default_folder())
        .unwrap_err()
        .to_string();
    assert_eq!(
        again,
        format!(
            "instance {name:?} is already up (process {running}); stop it with `down --name {name}` or choose another \
             --name"
        )
    );
    assert!(down(&default_folder(), &name).unwrap());
    assert!(!site.folder().exists());
    assert!(Manager::connect(site.ami_addr()).is_err());
    assert!(
        down(&default_folder(), &name)
            .unwrap_err()
            .to_string()
            .starts_with("there is no instance")
    );
}

#[test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
fn what_a_crash_left_is_cleared_and_nobody_elses_process_is_touched() {
    let name = name("crash");
    let up = || {
        Up::new(Version::V16)
            .name(&name)
            .ports(ports(15_400))
            .limit(LIMIT)
            .start(&default_folder())
    };
    let (site, _) = started(up());
    kill(process(&name).unwrap());
    wait_for("the crash", Duration::from_secs(5), || {
        process(&name).is_none().then_some(())
    })
    .unwrap();
    started(up());
    kill(process(&name).unwrap());
    wait_for("the crash", Duration::from_secs(5), || {
        process(&name).is_none().then_some(())
    })
    .unwrap();
    // By now the number belongs to somebody else; to this test, of all things.
    std::fs::write(
        site.folder().join("run/asterisk.pid"),
        std::process::id().to_string(),
    )
    .unwrap();
    assert_eq!(process(&name), None);
    assert!(!down(&default_folder(), &name).unwrap(), "it was not running");
    assert!(!site.folder().exists());
}

#[test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
fn an_instance_ends_by_itself_when_its_time_is_up() {
    let name = name("limit");
    let up = Up::new(Version::V22)
        .name(&name)
        .ports(ports(15_800))
        .limit(Duration::from_secs(3));
    started(up.start(&default_folder()));
    wait_for("the end", Duration::from_secs(15), || {
        process(&name).is_none().then_some(())
    })
    .unwrap();
    assert!(!down(&default_folder(), &name).unwrap());
}

#[test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
fn a_taken_port_is_refused_before_anything_is_written() {
    let name = name("taken");
    let ports = ports(16_200);
    let _taken = UdpSocket::bind(("127.0.0.1", ports.sip)).unwrap();
    let error = Up::new(Version::V22)
        .name(&name)
        .ports(ports)
        .start(&default_folder())
        .unwrap_err()
        .to_string();
    assert_eq!(
        error,
        format!(
            "port {} of 127.0.0.1 is taken; choose another with `--sip-port`",
            ports.sip
        )
    );
    assert!(
        !status(&default_folder())
            .unwrap()
            .iter()
            .any(|(site, _)| site.name == name)
    );
}

#[test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
fn without_root_the_program_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("switchhook-rig");
    std::fs::copy(env!("CARGO_BIN_EXE_switchhook-rig"), &program).unwrap();
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    let output = Command::new(&program)
        .arg("up")
        .current_dir("/")
        .uid(65_534)
        .gid(65_534)
        .output()
        .unwrap();
    assert!(!output.status.success());
    assert_eq!(
        String::from_utf8_lossy(&output.stderr).trim(),
        "switchhook-rig: the rig needs root to make and enter the folder that Asterisk runs in; run it as root, for \
         example with `sudo`"
    );
}

fn name(what: &str) -> String {
    format!("{what}-{}", std::process::id())
}

/// Ports that are free now, none of them shared between the tests here.
fn ports(rtp: u16) -> Ports {
    let tcp = || {
        TcpListener::bind(("127.0.0.1", 0))
            .unwrap()
            .local_addr()
            .unwrap()
            .port()
    };
    let udp = || {
        UdpSocket::bind(("127.0.0.1", 0))
            .unwrap()
            .local_addr()
            .unwrap()
            .port()
    };
    Ports {
        ami: tcp(),
        sip: udp(),
        http: tcp(),
        agi: tcp(),
        trunk: udp(),
        rtp,
        phones: rtp + Ports::RTP,
    }
}

fn process(name: &str) -> Option<u32> {
    status(&default_folder())
        .unwrap()
        .into_iter()
        .find(|(site, _)| site.name == name)?
        .1
}

fn kill(pid: u32) {
    assert!(
        Command::new("sh")
            .args(["-c", "kill -KILL \"$1\"", "kill", &pid.to_string()])
            .status()
            .unwrap()
            .success()
    );
}

/// Asked for without a real Asterisk, a test fails with the sentence that it is ignored with.
fn started(outcome: switchhook_rig::Result<(Site, Duration)>) -> (Site, Duration) {
    outcome.unwrap_or_else(|e| panic!("needs a real Asterisk: see examples/asterisk ({e})"))
}
