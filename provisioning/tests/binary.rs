//! The binary file: known files byte for byte, damaged ones, and the laws of the form.

use proptest::prelude::*;
use switchhook_provisioning::MacAddr;
use switchhook_provisioning::grandstream::{Limits, PNumber, PValues, ReadBinaryError, binary};

/// Files as the programs write them that phones are known to accept: (MAC, values, body, checksum).
type Known = (&'static str, &'static [(u32, &'static str)], &'static str, u16);
const KNOWN: [Known; 8] = [
    (
        "00:0b:82:12:34:56",
        &[(2, "admin")],
        "P2=admin&gnkey=0b82\0",
        0x0846,
    ),
    (
        "00:0b:82:01:23:45",
        &[(30, "time.nist.gov"), (63, "1"), (31, "1")],
        "P30=time.nist.gov&P63=1&P31=1&gnkey=0b82",
        0xd8ca,
    ),
    (
        "c0:74:ad:00:00:01",
        &[(1467, "Secrétariat"), (290, "{ x+ | *x+ }")],
        "P1467=Secr%C3%A9tariat&P290=%7B+x%2B+%7C+%2Ax%2B+%7D&gnkey=0b82\0",
        0xf115,
    ),
    ("00:0b:82:12:34:56", &[(271, "1")], "P271=1&gnkey=0b82\0", 0x9f21),
    (
        "00:0b:82:aa:bb:cc",
        &[
            (271, "1"),
            (270, "Desk 12"),
            (47, "pbx.example.net:5061"),
            (35, "u4711"),
            (36, "u4711"),
            (34, "p&s=w%rd+1"),
            (3, "Hélène T."),
            (2, "Adm!n#1"),
        ],
        "P271=1&P270=Desk+12&P47=pbx.example.net%3A5061&P35=u4711&P36=u4711&P34=p%26s%3Dw%25rd%2B1\
         &P3=H%C3%A9l%C3%A8ne+T.&P2=Adm%21n%231&gnkey=0b82",
        0x92d5,
    ),
    (
        "c0:74:ad:11:22:33",
        &[
            (212, "2"),
            (237, "prov.example.net/p/9f3c2a"),
            (1359, "k3y"),
            (145, "0"),
        ],
        "P212=2&P237=prov.example.net%2Fp%2F9f3c2a&P1359=k3y&P145=0&gnkey=0b82\0",
        0xe371,
    ),
    (
        "ec:74:d7:89:1a:76",
        &[(47, ""), (271, "0")],
        "P47=&P271=0&gnkey=0b82",
        0x1167,
    ),
    // The words of this one add up to 0 before the checksum is in: its checksum is 0 and not 0x10000.
    (
        "00:0b:82:12:34:56",
        &[(271, "1"), (34, "zzzzz9N000000000")],
        "P271=1&P34=zzzzz9N000000000&gnkey=0b82",
        0x0000,
    ),
];

fn values(list: &[(u32, &str)]) -> PValues {
    let mut values = PValues::new();
    for (number, text) in list {
        values
            .set(PNumber::new(*number), *text)
            .expect("text that files can carry");
    }
    values
}

fn known_file((mac, _, body, checksum): &Known) -> Vec<u8> {
    let mac: MacAddr = mac.parse().expect("a MAC address");
    let words = (16 + body.len() as u32) / 2;
    let mut file = words.to_be_bytes().to_vec();
    file.extend_from_slice(&checksum.to_be_bytes());
    file.extend_from_slice(&mac.octets());
    file.extend_from_slice(b"\x0d\x0a\x0d\x0a");
    file.extend_from_slice(body.as_bytes());
    file
}

/// Sets length and checksum right after a change, so that what lies behind them is reached.
fn sealed(mut file: Vec<u8>) -> Vec<u8> {
    let words = (file.len() / 2) as u32;
    file[..4].copy_from_slice(&words.to_be_bytes());
    file[4..6].fill(0);
    let checksum = sum(&file).wrapping_neg();
    file[4..6].copy_from_slice(&checksum.to_be_bytes());
    file
}

fn sum(file: &[u8]) -> u16 {
    file.chunks_exact(2).fold(0, |sum, word| {
        sum.wrapping_add(u16::from_be_bytes([word[0], word[1]]))
    })
}

fn with_body(body: &[u8]) -> Vec<u8> {
    let mut file = vec![0; 6];
    file.extend_from_slice(&[0, 0x0b, 0x82, 0x12, 0x34, 0x56, 0x0d, 0x0a, 0x0d, 0x0a]);
    file.extend_from_slice(body);
    if file.len() % 2 == 1 {
        file.push(0);
    }
    sealed(file)
}

fn read(file: &[u8]) -> Result<binary::BinaryFile, ReadBinaryError> {
    binary::read(file, &Limits::default())
}

#[test]
fn known_files_are_written_byte_for_byte() {
    for known in &KNOWN {
        let mac = known.0.parse().unwrap();
        assert_eq!(
            binary::write(mac, &values(known.1)),
            known_file(known),
            "{}",
            known.2
        );
    }
}

#[test]
fn known_files_are_read() {
    for known in &KNOWN {
        let file = read(&known_file(known)).unwrap();
        assert_eq!(file.mac, known.0.parse().unwrap());
        assert_eq!(file.values, values(known.1), "{}", known.2);
    }
}

#[test]
fn a_file_padded_to_four_bytes_is_read() {
    let mut file = binary::write("000b82123456".parse().unwrap(), &values(&[(271, "1")]));
    file.extend_from_slice(&[0, 0]);
    assert_eq!(read(&sealed(file)).unwrap().values, values(&[(271, "1")]));
}

#[test]
fn both_ways_to_write_a_blank_are_read() {
    let file = with_body(b"P270=Desk%2012+b&gnkey=0b82");
    assert_eq!(read(&file).unwrap().values, values(&[(270, "Desk 12 b")]));
}

#[test]
fn every_damage_has_its_own_error() {
    let good = with_body(b"P271=1&gnkey=0b82");
    let mut wrong_sum = good.clone();
    wrong_sum[17] ^= 1;
    let mut no_separator = good.clone();
    no_separator[13] = 0x0c;
    let mut odd = good.clone();
    odd.push(0);
    for (file, code) in [
        (Vec::new(), "E-BINARY-TOO-SHORT"),
        (good[..15].to_vec(), "E-BINARY-TOO-SHORT"),
        (good[..good.len() - 2].to_vec(), "E-BINARY-LENGTH"),
        (odd, "E-BINARY-LENGTH"),
        (b"<html><body>Not found</body></html>".to_vec(), "E-BINARY-LENGTH"),
        (wrong_sum, "E-BINARY-CHECKSUM"),
        (sealed(no_separator), "E-BINARY-SEPARATOR"),
        (with_body(b"P271=1&gnkey=0b82\0\0\0\0\0"), "E-BINARY-PADDING"),
        (with_body(b"P271&gnkey=0b82"), "E-BINARY-NO-EQUALS"),
        (with_body(b""), "E-BINARY-NO-EQUALS"),
        (with_body(b"X271=1&gnkey=0b82"), "E-PVALUE-NUMBER"),
        (with_body(b"P0271=1&gnkey=0b82"), "E-PVALUE-NUMBER"),
        (with_body(b"P271=1%&gnkey=0b82"), "E-BINARY-ENCODING"),
        (with_body(b"P271=%g0&gnkey=0b82"), "E-BINARY-ENCODING"),
        (with_body(b"P271=\xff&gnkey=0b82"), "E-BINARY-ENCODING"),
        (with_body(b"P271=a%00b&gnkey=0b82"), "E-CHAR-FORBIDDEN"),
        (with_body(b"P271=a\0b&gnkey=0b82"), "E-CHAR-FORBIDDEN"),
        (with_body(b"P271=1&P271=0&gnkey=0b82"), "E-PVALUE-TWICE"),
        (with_body(b"gnkey=0b82&P271=1"), "E-BINARY-GNKEY"),
        (with_body(b"P271=1"), "E-BINARY-GNKEY"),
    ] {
        let shown = String::from_utf8_lossy(&file).into_owned();
        assert_eq!(read(&file).map_err(|error| error.code()), Err(code), "{shown:?}");
    }
}

#[test]
fn an_error_says_where_and_what_to_do() {
    for (file, message) in [
        (
            with_body(b"P271=1&P47&gnkey=0b82"),
            "offset 23: no `=`; write each value as P47=text",
        ),
        (
            with_body(b"P271=1&P47=%zz&gnkey=0b82"),
            "offset 27: not percent-encoded UTF-8; encode every byte but letters, digits, `_`, `.` and `-`",
        ),
        (
            vec![0; 3],
            "the file has 3 bytes, fewer than its header of 16; fetch it again",
        ),
    ] {
        assert_eq!(read(&file).unwrap_err().to_string(), message);
    }
    let mut file = with_body(b"P271=1&gnkey=0b82");
    file[4..6].copy_from_slice(&[0x12, 0x34]);
    assert_eq!(
        read(&file).unwrap_err().to_string(),
        "the checksum is 0x1234 and should be 0x9f21; the file is damaged, fetch it again"
    );
}

#[test]
fn limits_hold() {
    let file = with_body(b"P1=12345&P2=1&gnkey=0b82");
    for (limits, code) in [
        (
            Limits {
                bytes: file.len() - 1,
                ..Limits::default()
            },
            "E-BINARY-TOO-LONG",
        ),
        (
            Limits {
                values: 1,
                ..Limits::default()
            },
            "E-PVALUE-MANY",
        ),
        (
            Limits {
                value_bytes: 4,
                ..Limits::default()
            },
            "E-PVALUE-LONG",
        ),
    ] {
        assert_eq!(
            binary::read(&file, &limits).map_err(|error| error.code()),
            Err(code)
        );
    }
}

fn any_values() -> impl Strategy<Value = PValues> {
    let text = prop_oneof!["[ -~]{0,24}", "\\PC{0,24}", "[0-9]{1,3}"];
    proptest::collection::vec((1u32..60_000, text), 0..40).prop_map(|list| {
        let mut values = PValues::new();
        for (number, text) in list {
            // What files cannot carry is refused here, and that is tested elsewhere.
            let _ = values.set(PNumber::new(number), text);
        }
        values
    })
}

proptest! {
    #[test]
    fn the_words_of_a_finished_file_add_up_to_zero(bytes: [u8; 6], values in any_values()) {
        let file = binary::write(MacAddr::new(bytes), &values);
        prop_assert_eq!(file.len() % 2, 0);
        prop_assert_eq!(u64::from(u32::from_be_bytes([file[0], file[1], file[2], file[3]])) * 2, file.len() as u64);
        prop_assert_eq!(sum(&file), 0);
    }

    #[test]
    fn what_is_written_reads_back_in_its_order(bytes: [u8; 6], values in any_values()) {
        let mac = MacAddr::new(bytes);
        let file = read(&binary::write(mac, &values)).unwrap();
        prop_assert_eq!(file.mac, mac);
        prop_assert_eq!(file.values, values);
    }

    #[test]
    fn a_changed_word_never_passes(values in any_values(), at: prop::sample::Index, change in 1u16..) {
        let mut file = binary::write(MacAddr::new([0, 11, 130, 1, 2, 3]), &values);
        let at = at.index(file.len() / 2) * 2;
        let word = u16::from_be_bytes([file[at], file[at + 1]]) ^ change;
        file[at..at + 2].copy_from_slice(&word.to_be_bytes());
        prop_assert!(read(&file).is_err());
    }

    #[test]
    fn no_bytes_are_too_strange(body: Vec<u8>) {
        let _ = read(&body);
        if let Ok(file) = read(&with_body(&body)) {
            let again = read(&binary::write(file.mac, &file.values)).unwrap();
            prop_assert_eq!(again, file);
        }
    }

    #[test]
    fn no_pairs_are_too_strange(body in "(P?[0-9]{0,3}[=&]?[%+a-f0-9é]{0,4}&?){0,6}&gnkey=0b82") {
        if let Ok(file) = read(&with_body(body.as_bytes())) {
            let again = read(&binary::write(file.mac, &file.values)).unwrap();
            prop_assert_eq!(again, file);
        }
    }
}
