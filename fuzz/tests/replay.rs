//! The corpus on stable Rust: every file kept, and mutants of each, through the same functions that libFuzzer drives.

use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use switchhook_fuzz::{TARGETS, Target};

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The inputs of a target, by name.
fn corpus(target: &Target) -> Vec<(String, Vec<u8>)> {
    let folder = here("corpus").join(target.name);
    let mut inputs: Vec<_> = fs::read_dir(&folder)
        .unwrap_or_else(|error| {
            panic!(
                "{}: {error}; each target has a folder of inputs",
                folder.display()
            )
        })
        .map(|entry| entry.expect("readable").path())
        .map(|path| (path.display().to_string(), fs::read(&path).expect("readable")))
        .collect();
    inputs.sort();
    assert!(!inputs.is_empty(), "{} has no input", target.name);
    inputs
}

/// Runs one input; what it was is in the message when a law does not hold.
fn check(target: &Target, bytes: &[u8], what: &str) {
    if catch_unwind(AssertUnwindSafe(|| (target.check)(bytes))).is_err() {
        panic!(
            "{}: {what} breaks a law: {:?}",
            target.name,
            String::from_utf8_lossy(bytes)
        );
    }
}

#[test]
fn every_input_of_the_corpus_upholds_the_laws() {
    let mut count = 0;
    for target in TARGETS {
        for (name, bytes) in corpus(target) {
            check(target, &bytes, &name);
            count += 1;
        }
        check(target, b"", "nothing");
    }
    println!("{count} inputs, {} targets", TARGETS.len());
}

#[test]
fn mutants_of_the_corpus_uphold_the_laws() {
    // Always the same ones, so that a failure is there again on the next run.
    const FOR_EACH_TARGET: usize = 5_000;
    for target in TARGETS {
        let corpus = corpus(target);
        let mut random = Random(0x5117_c400_0000_0000 ^ target.name.len() as u64);
        for number in 0..FOR_EACH_TARGET {
            let (name, bytes) = &corpus[random.below(corpus.len())];
            let (_, other) = &corpus[random.below(corpus.len())];
            let mutant = random.mutant(bytes, other);
            check(target, &mutant, &format!("mutant {number} of {name}"));
        }
    }
}

#[test]
fn every_target_has_its_program_and_nothing_else_has() {
    let listed: BTreeSet<String> = TARGETS.iter().map(|target| target.name.to_owned()).collect();
    assert_eq!(listed.len(), TARGETS.len(), "a name is there twice");
    let manifest = fs::read_to_string(here("Cargo.toml")).expect("readable");
    for (folder, ending) in [("fuzz_targets", ".rs"), ("corpus", "")] {
        let found: BTreeSet<String> = fs::read_dir(here(folder))
            .expect("readable")
            .map(|entry| {
                entry
                    .expect("readable")
                    .file_name()
                    .into_string()
                    .expect("a plain name")
            })
            .map(|name| name.trim_end_matches(ending).to_owned())
            .collect();
        assert_eq!(found, listed, "{folder}");
    }
    for Target { name, .. } in TARGETS {
        assert!(
            manifest.contains(&format!("path = \"fuzz_targets/{name}.rs\"")),
            "{name} in Cargo.toml"
        );
    }
}

/// xorshift64*: enough to be surprising.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).expect("less than a usize")
    }

    /// A few small changes: what a parser sees when a peer, a disk or a person errs.
    fn mutant(&mut self, bytes: &[u8], other: &[u8]) -> Vec<u8> {
        const SURPRISES: [&[u8]; 16] = [
            b"\0",
            b"\r",
            b"\n",
            b"\r\n\r\n",
            b"\xff",
            b":",
            b"=",
            b"\"",
            b"-1",
            b"99999999999999999999",
            b" ",
            b"--END COMMAND--",
            b"\xef\xbb\xbf",
            b"\xc3\xa9",
            b"<",
            b"%",
        ];
        // The beginning of a long input is as good, and quicker.
        let mut mutant = bytes[..bytes.len().min(4096)].to_vec();
        for _ in 0..=self.below(4) {
            let at = self.below(mutant.len() + 1);
            let to = (at + self.below(16)).min(mutant.len());
            match self.below(6) {
                0 => drop(mutant.drain(at..to)),
                1 => drop(mutant.splice(at..at, SURPRISES[self.below(SURPRISES.len())].iter().copied())),
                2 => drop(mutant.splice(at..to, SURPRISES[self.below(SURPRISES.len())].iter().copied())),
                3 => {
                    if let Some(byte) = mutant.get_mut(at) {
                        *byte ^= 1 << self.below(8);
                    }
                }
                4 => {
                    let piece = mutant[at..to].to_vec();
                    mutant.splice(at..at, piece);
                }
                _ => {
                    let from = self.below(other.len() + 1);
                    let until = (from + self.below(64)).min(other.len());
                    mutant.splice(at..to, other[from..until].iter().copied());
                }
            }
        }
        mutant
    }
}
