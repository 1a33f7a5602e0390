//! The encrypted file: what is written opens by its password alone, and nothing of it shows otherwise.

use proptest::prelude::*;
use switchhook_provisioning::Secret;
use switchhook_provisioning::grandstream::encrypted::{self, Digest};
use switchhook_provisioning::grandstream::{Limits, ReadEncryptedError};

const FILE: &str =
    "<gs_provision version=\"1\"><config version=\"1\"><P34>geheim</P34></config></gs_provision>";
const SALT: [u8; 8] = [1, 2, 3, 4, 5, 6, 7, 8];

fn read(file: &[u8], password: &str) -> Result<String, ReadEncryptedError> {
    encrypted::read(file, &password.into(), Digest::Md5, &Limits::default())
}

/// Made by `openssl enc -e -aes-256-cbc -md md5 -k s3cret -S 0102030405060708` (3.0), which leaves out the first 16 bytes.
#[test]
fn a_file_is_the_bytes_that_openssl_writes() {
    let made = encrypted::write(b"<gs_provision/>\n", &"s3cret".into(), SALT, Digest::Md5);
    let hex: String = made.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(
        hex,
        "53616c7465645f5f0102030405060708ce9b5e7b973129b8242938d11c0375445a128321dbb783df8c776f76e3ad479f"
    );
    assert_eq!(read(&made, "s3cret").unwrap(), "<gs_provision/>\n");
}

#[test]
fn every_fault_says_what_to_do() {
    let good = encrypted::write(FILE.as_bytes(), &"right".into(), SALT, Digest::Md5);
    let zeros = [good.as_slice(), &[0; 16]].concat();
    let no_xml = encrypted::write(b"P2=admin", &"right".into(), SALT, Digest::Md5);
    for (file, code) in [
        (&b""[..], "E-ENCRYPTED-HEADER"),
        (FILE.as_bytes(), "E-ENCRYPTED-HEADER"),
        (&good[16..], "E-ENCRYPTED-HEADER"),
        (b"Salted__", "E-ENCRYPTED-LENGTH"),
        (&good[..16], "E-ENCRYPTED-LENGTH"),
        (&good[..good.len() - 1], "E-ENCRYPTED-LENGTH"),
        (&good[..good.len() - 16], "E-ENCRYPTED-PASSWORD"),
        (&zeros, "E-ENCRYPTED-PASSWORD"),
        (&no_xml, "E-ENCRYPTED-PASSWORD"),
    ] {
        let error = read(file, "right").unwrap_err();
        assert_eq!(error.code(), code, "{error}");
        assert!(error.to_string().contains("; "), "{error} says what to do");
    }
    let limits = Limits {
        bytes: good.len() - 1,
        ..Limits::default()
    };
    let error = encrypted::read(&good, &"right".into(), Digest::Md5, &limits).unwrap_err();
    assert_eq!(error.code(), "E-ENCRYPTED-TOO-LONG");
}

/// Of 2 000 wrong passwords some eight leave a padding that fits: none of them opens the file, and no error tells which.
#[test]
fn no_wrong_password_opens_a_file_or_is_told_from_another() {
    let file = encrypted::write(FILE.as_bytes(), &"right".into(), SALT, Digest::Md5);
    for number in 0..2_000 {
        let error = read(&file, &format!("wrong {number}")).unwrap_err();
        assert_eq!(error, ReadEncryptedError::Password);
    }
}

#[test]
fn another_digest_is_a_wrong_password_and_can_be_found() {
    for digest in [Digest::Md5, Digest::Sha256, Digest::OPENSSL_PBKDF2] {
        let file = encrypted::write(FILE.as_bytes(), &"right".into(), SALT, digest);
        let found = encrypted::read_by_any(&file, &"right".into(), &Limits::default());
        assert_eq!(found, Ok((FILE.to_owned(), digest)));
        let as_phone = read(&file, "right");
        assert_eq!(as_phone.is_ok(), digest == Digest::Md5);
    }
}

proptest! {
    #[test]
    fn what_is_written_reads_back(
        text in "<\\PC{0,200}",
        password in "\\PC{0,40}",
        salt: [u8; 8],
        sha: bool,
    ) {
        let digest = if sha { Digest::Sha256 } else { Digest::Md5 };
        let password = Secret::new(password);
        let file = encrypted::write(text.as_bytes(), &password, salt, digest);
        prop_assert_eq!(file.len() % 16, 0);
        prop_assert_eq!(encrypted::read(&file, &password, digest, &Limits::default()), Ok(text));
    }

    #[test]
    fn no_bytes_are_too_strange(body: Vec<u8>, password: String) {
        for file in [body.clone(), [b"Salted__", body.as_slice()].concat()] {
            let _ = read(&file, &password);
        }
    }

    /// An error may end up in a log; the password and the file's text may not.
    #[test]
    fn no_error_shows_a_secret(secret in "[A-Z]{8}", at in 0usize..96) {
        let file = FILE.replace("geheim", &secret);
        let mut file = encrypted::write(file.as_bytes(), &secret.as_str().into(), SALT, Digest::Md5);
        file[16 + at % 80] ^= 0x20;
        if let Err(error) = read(&file, &secret) {
            let shown = format!("{error} {error:?}");
            prop_assert!(!shown.contains(&secret), "{}", shown);
        }
    }
}
