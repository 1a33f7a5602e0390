//! The service on a simulated PBX that speaks real AMI.

mod service;

use std::process::Command;
use std::time::Duration;

use service::{Service, TOKEN};
use switchhook_ami::sim::{AmiUser, Behaviour, Company, Pbx, Settings, SimPhone};

async fn pbx() -> Pbx {
    let phone = |extension: &str| SimPhone {
        endpoint: format!("PJSIP/{extension}"),
        extension: extension.to_owned(),
        name: String::new(),
    };
    let company = Company {
        phones: vec![phone("110"), phone("111"), phone("112")],
        users: vec![AmiUser::new("calls", "hush")],
        ..Company::default()
    };
    let settings = Settings {
        phones: Behaviour::Answers {
            after: Duration::from_millis(50),
            talk: Duration::from_secs(1),
        },
        ..Settings::default()
    };
    Pbx::start("127.0.0.1:0", company, settings).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_is_told_what_became_of_its_call() {
    let pbx = pbx().await;
    // Programs know 110 as 10; the site dials 111 as 11.
    let more = [
        "--source-prefix",
        "PJSIP/1",
        "--destination-prefix",
        "1",
        "--ring-seconds",
        "1",
    ];
    let service = Service::start(&pbx.addr().to_string(), "calls", "hush", &more);
    assert_eq!(service.first_call("10", "11"), (200, "connected".into()));
    pbx.set_phone("112", Behaviour::NoAnswer).unwrap();
    assert_eq!(service.call("12", "11"), (409, "source-no-answer".into()));
    pbx.set_phone("112", Behaviour::Busy).unwrap();
    assert_eq!(service.call("12", "11"), (409, "source-unavailable".into()));
    assert_eq!(service.call("99", "11"), (409, "source-unavailable".into()));
    assert_eq!(service.call("12", "99"), (502, "pbx-refused".into()));
    pbx.crash();
    let outcome = (0..100)
        .map(|_| {
            std::thread::sleep(Duration::from_millis(50));
            service.call("10", "11")
        })
        .find(|outcome| outcome.0 == 503);
    assert_eq!(outcome, Some((503, "pbx-unreachable".into())));
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_and_what_is_no_number_ring_nobody() {
    let pbx = pbx().await;
    let service = Service::start(&pbx.addr().to_string(), "calls", "hush", &[]);
    for token in ["", "a token of the tesT", "a token", &TOKEN.repeat(2)] {
        assert_eq!(service.ask(token, "110", "111").0, 401, "{token:?}");
    }
    for (src, dst) in [
        ("", "111"),
        ("110", ""),
        ("110%0d%0aAction:+Logoff", "111"),
        ("110%26PJSIP/112", "111"),
        ("110", "111,Hangup"),
        ("110", "123456789012345678901234567890123"),
    ] {
        assert_eq!(
            service.call(src, dst),
            (422, "bad-number".into()),
            "{src:?} {dst:?}"
        );
    }
    let elsewhere = Service::start(
        &pbx.addr().to_string(),
        "calls",
        "hush",
        &["--network", "10.0.0.0/8"],
    );
    assert_eq!(elsewhere.call("110", "111"), (403, "network-not-allowed".into()));
}

#[test]
fn a_mistake_in_the_options_ends_it_at_once() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    for (token, listen, expected) in [
        ("short", "127.0.0.1:0", "the token is too short to be safe"),
        (TOKEN, taken.as_str(), "choose another --listen"),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_switchhook-click-to-dial"))
            .args(["--user", "calls", "--context", "internal", "--listen", listen])
            .env("AMI_SECRET", "hush")
            .env("CLICK_TOKEN", token)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && said.contains(expected), "{said}");
        assert!(!said.contains("hush"), "{said}");
    }
}
