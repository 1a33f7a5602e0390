//! Programs that Asterisk starts itself: AGI and EAGI, with tokio and without.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;

use switchhook_rig::{Behaviour, Laboratory, wait_for};

use super::agi_done;
use super::desk::watcher;
use crate::{SOON, records};

/// A program of `agi/examples`.
fn built(name: &str) -> PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let status = Command::new(env!("CARGO"))
            .args([
                "build",
                "--quiet",
                "--offline",
                "--package",
                "switchhook-agi",
                "--features",
                "stdio,blocking",
            ])
            .args([
                "--example",
                "agi",
                "--example",
                "agi_blocking",
                "--example",
                "eagi",
            ])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .status()
            .unwrap();
        assert!(status.success(), "the examples of switchhook-agi do not build");
        // This test is in `deps` beside them.
        let test = std::env::current_exe().unwrap();
        test.parent().and_then(Path::parent).unwrap().join("examples")
    });
    folder.join(name)
}

pub(crate) fn a_program_of_this_machine_answers_with_and_without_tokio(laboratory: &Laboratory) {
    let mut events = watcher(laboratory);
    let alice = laboratory.pbx.phone("100", &Behaviour::answer()).unwrap();
    for (extension, program) in [("agi-program", "agi"), ("agi-blocking", "agi_blocking")] {
        laboratory.install(&built(program)).unwrap();
        let _phone = alice
            .calls_as(extension, &Behaviour::answer().digits("007#"))
            .unwrap();
        assert_eq!(
            agi_done(&mut events),
            ("SUCCESS".into(), "007".into()),
            "{program}"
        );
    }
    let _phone = alice.calls("agi-missing").unwrap();
    assert_eq!(agi_done(&mut events).0, "NOTFOUND");
}

pub(crate) fn a_caller_who_leaves_is_a_signal_to_a_program(laboratory: &Laboratory) {
    let mut events = watcher(laboratory);
    let alice = laboratory.pbx.phone("100", &Behaviour::answer()).unwrap();
    for (extension, program) in [("agi-program", "agi"), ("agi-blocking", "agi_blocking")] {
        laboratory.install(&built(program)).unwrap();
        let mut phone = alice.calls(extension).unwrap();
        phone.answered(SOON).unwrap();
        events
            .event(SOON, |event| {
                event.is_event("AGIExecStart")
                    && event
                        .get("Command")
                        .is_some_and(|line| line.starts_with("GET DATA"))
            })
            .unwrap();
        phone.hang_up();
    }
    // Both have noted it on the dead channel.
    let rows = records(&laboratory.pbx, 2);
    assert_eq!(
        rows.iter().map(|row| row.userfield.as_str()).collect::<Vec<_>>(),
        ["left", "left"]
    );
}

/// Expands a µ-law byte as G.711 has it.
fn expanded(byte: u8) -> i16 {
    let byte = !byte;
    let magnitude = ((i16::from(byte & 0x0f) << 3) + 0x84) << ((byte & 0x70) >> 4);
    if byte & 0x80 == 0 {
        magnitude - 0x84
    } else {
        0x84 - magnitude
    }
}

pub(crate) fn the_voice_of_the_caller_arrives_sample_by_sample(laboratory: &Laboratory) {
    let pbx = &laboratory.pbx;
    laboratory.install(&built("eagi")).unwrap();
    // Six seconds of noise of which no part is like another.
    let mut state = 0x2545_F491_u32;
    let voice: Vec<u8> = (0..6 * 8000)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        })
        .collect();
    let file = pbx.folder().join("phones/voice.ul");
    std::fs::write(&file, &voice).unwrap();
    let alice = pbx.phone("100", &Behaviour::answer()).unwrap();
    let behaviour = Behaviour::answer()
        .plays(&file)
        .hang_up_after(Duration::from_secs(5));
    let mut phone = alice.calls_as("eagi", &behaviour).unwrap();
    phone.ended(2 * SOON).unwrap();
    // The program notes what it received once the caller has left.
    let row = records(pbx, 1).remove(0);
    let figures: Vec<u64> = row
        .userfield
        .split(' ')
        .map(|number| {
            number
                .parse()
                .unwrap_or_else(|e| panic!("{e}: {row:?}\n{}", pbx.log()))
        })
        .collect();
    let path = pbx.spool_dir().join("tmp/voice.sln");
    let bytes = wait_for("the voice", SOON, || std::fs::read(&path).ok()).unwrap();
    let (pairs, rest) = bytes.as_chunks::<2>();
    assert!(rest.is_empty());
    let received: Vec<i16> = pairs.iter().map(|pair| i16::from_le_bytes(*pair)).collect();
    assert_eq!(figures[0], received.len() as u64 / 8, "{figures:?}");
    let sent: Vec<i16> = voice.iter().map(|byte| expanded(*byte)).collect();
    // It began before the program did: find where.
    let begin = &received[..160];
    let offset = sent
        .windows(160)
        .position(|window| window == begin)
        .expect("what was received begins with a piece of what was sent");
    let common = received.len().min(sent.len() - offset);
    assert!(common > 3 * 8000, "{common} samples of {}", received.len());
    if let Some(at) = (0..common).find(|at| received[*at] != sent[offset + at]) {
        panic!("sample {at} of {common} differs, from {offset} on");
    }
    assert!(offset < 2 * 8000, "{offset}");
}
