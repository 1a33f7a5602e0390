//! What this crate writes for DHCP servers, read by these servers. `.ci/dhcp-servers` fetches them and prints the folder for
//! `DHCP_SERVERS`.
#![allow(
    clippy::disallowed_methods,
    reason = "the core starts no programs; this test asks three what they read"
)]

use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use switchhook_provisioning::dhcp::{self, Plan, Site};

/// All that a plan can be.
fn plans() -> Vec<(Plan, bool)> {
    let everywhere = || Plan::new("https://prov.example.net:8443/b/f3Zk9Q-_.~%20/").unwrap();
    let sites = || {
        Plan::for_sites([
            Site::new("lyon", "192.0.2.0/25", "https://prov.example.net/b/f3Zk9Q").unwrap(),
            Site::new("brest-2", "198.51.100.0/24", "http://192.0.2.1/b").unwrap(),
        ])
        .unwrap()
    };
    vec![
        (everywhere(), false),
        (everywhere().option_160(true), false),
        (sites(), true),
        (sites().option_160(true), true),
        (sites().makers([[0xc0, 0x74, 0xad]]), true),
    ]
}

/// Runs a server on a file with this text; it has to say that it has read it.
fn reads(program: &str, arguments: &[&str], text: &str) {
    let folder = std::env::var("DHCP_SERVERS")
        .map(PathBuf::from)
        .expect("needs three DHCP servers: DHCP_SERVERS=$(.ci/dhcp-servers)");
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let scratch = std::env::temp_dir().join(format!("switchhook-{program}-{}-{count}", std::process::id()));
    std::fs::write(&scratch, text).unwrap();
    let libraries = folder.join(format!("usr/lib/{}-linux-gnu", std::env::consts::ARCH));
    let output = Command::new(folder.join("usr/sbin").join(program))
        .args(arguments)
        .arg(&scratch)
        .env("LD_LIBRARY_PATH", libraries)
        // Kea wants to lock its log even when it only reads.
        .env("KEA_LOCKFILE_DIR", "none")
        .env("KEA_PIDFILE_DIR", std::env::temp_dir())
        .output()
        .expect("the program starts");
    std::fs::remove_file(&scratch).unwrap();
    let said = String::from_utf8_lossy(&output.stderr) + String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{program}: {said}\n{text}");
    assert!(
        !said.contains("WARN") && !said.contains("warning"),
        "{program}: {said}\n{text}"
    );
}

#[test]
#[ignore = "needs three DHCP servers: see .ci/dhcp-servers"]
fn dnsmasq_reads_its_lines() {
    for (plan, _) in plans() {
        // With the ranges that the comments ask for.
        let text = dhcp::dnsmasq(&plan);
        let ranges: String = text
            .lines()
            .filter_map(|line| line.split_once("as in ").map(|(_, range)| format!("{range}\n")))
            .collect();
        assert_eq!(ranges.lines().count(), plan.sites().len());
        reads("dnsmasq", &["--test", "-C"], &format!("{text}{ranges}"));
    }
}

#[test]
#[ignore = "needs three DHCP servers: see .ci/dhcp-servers"]
fn isc_reads_its_blocks() {
    for (plan, has_subnets) in plans() {
        let subnet = if has_subnets {
            ""
        } else {
            "subnet 192.0.2.0 netmask 255.255.255.128 { }\n"
        };
        reads("dhcpd", &["-t", "-cf"], &format!("{}{subnet}", dhcp::isc(&plan)));
    }
}

#[test]
#[ignore = "needs three DHCP servers: see .ci/dhcp-servers"]
fn kea_reads_its_classes() {
    for (plan, _) in plans() {
        reads("kea-dhcp4", &["-t"], &dhcp::kea(&plan));
    }
}

#[test]
#[ignore = "needs three DHCP servers: see .ci/dhcp-servers"]
fn what_is_wrong_would_be_told() {
    for (program, arguments, text) in [
        ("dnsmasq", &["--test", "-C"][..], "dhcp-option=tag:\n"),
        ("dhcpd", &["-t", "-cf"], "class {\n"),
        (
            "kea-dhcp4",
            &["-t"],
            "{ \"Dhcp4\": { \"client-classes\": [ { \"test\": \"(\" } ] } }",
        ),
    ] {
        let refused = std::panic::catch_unwind(|| reads(program, arguments, text));
        assert!(refused.is_err(), "{program}");
    }
}
