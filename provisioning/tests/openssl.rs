//! What we encrypt, the openssl program decrypts, and the reverse.
#![allow(
    clippy::disallowed_methods,
    reason = "the core starts no programs; this test compares it with one"
)]

use std::io::Write as _;
use std::process::{Command, Stdio};

use switchhook_provisioning::grandstream::encrypted::{self, Digest};
use switchhook_provisioning::grandstream::{Limits, PNumber, PValues, xml};

const PASSWORD: &str = "v9Gk-27qT_mm4Xz.h0Ls";

/// Runs `openssl enc` over some bytes.
fn openssl(arguments: &[&str], input: &[u8]) -> Vec<u8> {
    let mut child = Command::new("openssl")
        .args(["enc", "-aes-256-cbc", "-pass", "env:PASSWORD"])
        .args(arguments)
        .env("PASSWORD", PASSWORD)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("needs the openssl program: apt install openssl");
    // It reads all before it ends; a file of this size fits into the pipe.
    child
        .stdin
        .take()
        .expect("piped")
        .write_all(input)
        .expect("openssl reads its input");
    let output = child.wait_with_output().expect("openssl ends");
    assert!(output.status.success(), "openssl enc {arguments:?} refused");
    output.stdout
}

fn files() -> Vec<String> {
    // All lengths of the last block, and one of the size of a phone's.
    let short = (0..17).map(|length| format!("<P2>{}</P2>", "x".repeat(length)));
    let mut values = PValues::new();
    for number in 1..=400 {
        let text = format!("Hélène & <{number}>");
        values.set(PNumber::new(number), text).expect("plain text");
    }
    let mac = "c0:74:ad:11:22:33".parse().expect("an address");
    short.chain([xml::write(Some(mac), &values)]).collect()
}

#[test]
#[ignore = "needs the openssl program: apt install openssl"]
fn openssl_decrypts_what_we_encrypt() {
    for (digest, arguments) in DIGESTS {
        for (number, file) in files().iter().enumerate() {
            let salt = [number as u8; 8];
            let ours = encrypted::write(file.as_bytes(), &PASSWORD.into(), salt, digest);
            let theirs = openssl(&[&["-d"], arguments].concat(), &ours);
            assert_eq!(theirs, file.as_bytes(), "{digest:?}");
        }
    }
}

#[test]
#[ignore = "needs the openssl program: apt install openssl"]
fn we_decrypt_what_openssl_encrypts() {
    for (digest, arguments) in DIGESTS {
        for file in files() {
            let theirs = openssl(&[&["-e"], arguments].concat(), file.as_bytes());
            let ours = encrypted::read(&theirs, &PASSWORD.into(), digest, &Limits::default());
            assert_eq!(ours.as_ref(), Ok(&file), "{digest:?}");
        }
    }
}

const DIGESTS: [(Digest, &[&str]); 3] = [
    (Digest::Md5, &["-md", "md5"]),
    (Digest::Sha256, &["-md", "sha256"]),
    (Digest::OPENSSL_PBKDF2, &["-pbkdf2"]),
];
