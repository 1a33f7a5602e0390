//! Recordings: still written, missing, converted, not converted, and a store that cannot be written.

mod service;

use std::io::Write as _;
use std::time::{Duration, Instant};

use base64ct::{Base64, Encoding as _};
use service::receiver::{Receiver, Reply, Seen};
use service::{Site, cdr_line, wait_for};

fn configure(site: &Site, receiver: &Receiver, more: &str) {
    site.configure(&format!(
        "[csv]\nfile = '@/cdr/Master.csv'\nfrom = 'start'\n[recordings]\nfolder = '@/monitor'\nstill_seconds = 1\n\
         appear_seconds = 2\n{more}\n[[destination]]\nname = 'crm'\nurl = '{}/'\n",
        receiver.url()
    ));
}

fn sound(seen: &Seen) -> Vec<u8> {
    Base64::decode_vec(seen.json()["recording"]["base64"].as_str().unwrap_or_default()).unwrap()
}

fn note(seen: &Seen) -> String {
    seen.json()["recording"]["note"]
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

/// An encoder made of a shell script.
fn encoder(script: &str) -> String {
    format!(
        "[convert]\nto = 'mp3'\ncommand = ['sh', '-c', '{script}', 'encoder', '{{input}}', '{{output}}']\n"
    )
}

#[test]
fn a_recording_that_is_still_written_is_waited_for() {
    let site = Site::new();
    let receiver = Receiver::start(|_, _| Reply::ok(""));
    configure(&site, &receiver, "");
    let path = site.record("1793091600.1", b"");
    // Held open by this process, as Asterisk does; it even pauses for longer than the length must stand still.
    let mut file = std::fs::File::options().append(true).open(&path).unwrap();
    site.cdr(&cdr_line(1, "ANSWERED"));
    let _program = site.start();
    let begun = Instant::now();
    for part in 0..4_u8 {
        file.write_all(&[part; 1000]).unwrap();
        std::thread::sleep(Duration::from_millis(1500));
        assert!(
            receiver.seen().is_empty(),
            "sent while it was written, after {:?}",
            begun.elapsed()
        );
    }
    drop(file);
    let seen = receiver.wait(1);
    let expected: Vec<u8> = (0..4_u8).flat_map(|part| [part; 1000]).collect();
    assert_eq!(sound(&seen[0]), expected);
}

#[test]
fn one_that_is_never_finished_is_taken_as_it_is_and_stays() {
    let site = Site::new();
    let receiver = Receiver::start(|_, _| Reply::ok(""));
    configure(&site, &receiver, "longest_wait_seconds = 3\n");
    let path = site.record("1793091600.1", b"so far");
    let _file = std::fs::File::options().append(true).open(&path).unwrap();
    site.cdr(&cdr_line(1, "ANSWERED"));
    let mut program = site.start();
    let seen = receiver.wait(1);
    assert_eq!(sound(&seen[0]), b"so far");
    assert!(note(&seen[0]).contains("still written"), "{}", note(&seen[0]));
    program.says("the source stays");
    program.says("it is not what was delivered");
    assert!(path.exists());
}

#[test]
fn a_recording_is_converted_and_a_link_is_none() {
    let site = Site::new();
    let receiver = Receiver::start(|_, _| Reply::ok(""));
    configure(&site, &receiver, &encoder("tr a-z A-Z < \"$1\" > \"$2\""));
    let source = site.record("1793091600.1", b"sound");
    // Somebody who can write there wants another file to be delivered and removed.
    let other = site.path("private");
    std::fs::write(&other, "private").unwrap();
    std::os::unix::fs::symlink(&other, site.path("monitor").join("1793091600.2.wav")).unwrap();
    site.cdr(&[1, 2].map(|number| cdr_line(number, "ANSWERED")).concat());
    let _program = site.start();
    let seen = receiver.wait(2);
    assert_eq!(sound(&seen[0]), b"SOUND");
    assert_eq!(seen[0].json()["recording"]["type"], "audio/mpeg");
    assert_eq!(seen[0].json()["recording"]["name"], "1793091600.1.mp3");
    assert!(seen[1].json()["recording"].is_null());
    wait_for("the source to go", || (!source.exists()).then_some(()));
    assert!(other.exists());
}

#[test]
fn where_the_encoder_fails_or_hangs_the_wav_is_delivered() {
    for (script, said) in [("exit 7", "exit status: 7"), ("sleep 100", "took longer than")] {
        let site = Site::new();
        let receiver = Receiver::start(|_, _| Reply::ok(""));
        configure(
            &site,
            &receiver,
            &(encoder(script) + "tries = 2\ntime_limit_seconds = 1\n"),
        );
        let source = site.record("1793091600.1", b"sound");
        site.cdr(&cdr_line(1, "ANSWERED"));
        let _program = site.start();
        let seen = receiver.wait(1);
        assert_eq!(sound(&seen[0]), b"sound", "{script}");
        assert_eq!(seen[0].json()["recording"]["type"], "audio/wav");
        assert!(note(&seen[0]).contains(said), "{}", note(&seen[0]));
        wait_for("the source to go", || (!source.exists()).then_some(()));
    }
}

#[test]
fn a_file_without_sound_is_no_recording_and_goes_too() {
    let site = Site::new();
    let receiver = Receiver::start(|_, _| Reply::ok(""));
    configure(&site, &receiver, "");
    let source = site.record("1793091600.1", &[0; 44]);
    site.cdr(&cdr_line(1, "NO ANSWER"));
    let _program = site.start();
    assert!(receiver.wait(1)[0].json()["recording"].is_null());
    wait_for("the source to go", || (!source.exists()).then_some(()));
}

#[test]
fn a_converter_on_another_machine_is_sent_the_wav() {
    let site = Site::new();
    let converter = Receiver::start(|seen, _| match seen.body.as_slice() {
        b"sound" if seen.header("authorization") == "Bearer a token" => Reply::ok("converted"),
        _ => Reply::status(400),
    });
    let receiver = Receiver::start(|_, _| Reply::ok(""));
    std::fs::write(site.path("token"), "a token\n").unwrap();
    let convert = format!(
        "[convert]\nto = 'opus'\ntries = 1\nurl = '{}/convert'\ntoken = {{ file = '@/token' }}\n",
        converter.url()
    );
    configure(&site, &receiver, &convert);
    site.record("1793091600.1", b"sound");
    site.record("1793091600.2", b"another sound");
    site.cdr(&[1, 2].map(|number| cdr_line(number, "ANSWERED")).concat());
    let _program = site.start();
    let seen = receiver.wait(2);
    assert_eq!(converter.seen()[0].path, "/convert?format=opus");
    assert_eq!(
        (sound(&seen[0]), seen[0].json()["recording"]["type"].as_str()),
        (b"converted".to_vec(), Some("audio/ogg"))
    );
    // Refused there: the WAV it is.
    assert_eq!(sound(&seen[1]), b"another sound");
    assert!(note(&seen[1]).contains("it answered 400"), "{}", note(&seen[1]));
}

#[test]
fn without_its_encoder_the_program_does_not_start() {
    let site = Site::new();
    let receiver = Receiver::start(|_, _| Reply::ok(""));
    configure(
        &site,
        &receiver,
        "[convert]\nto = 'mp3'\ncommand = ['no-such-encoder', '{input}', '{output}']\n",
    );
    let (text, well) = site.command(&["run"]);
    assert!(
        !well && text.contains("no-such-encoder of [convert] command is not installed"),
        "{text}"
    );
}

#[test]
fn a_store_that_cannot_be_written_loses_nothing() {
    let site = Site::new();
    let receiver = Receiver::start(|_, _| Reply::ok(""));
    configure(&site, &receiver, "");
    // What a disk that is full does, without one: the folder of the day cannot be made.
    std::fs::create_dir_all(site.path("store")).unwrap();
    std::fs::write(site.path("store/recordings"), "in the way").unwrap();
    let (text, well) = site.command(&["run"]);
    assert!(!well && text.contains("cannot use the folder"), "{text}");
    std::fs::remove_file(site.path("store/recordings")).unwrap();
    std::fs::create_dir(site.path("store/recordings")).unwrap();
    let year = site
        .path("store/recordings")
        .join(chrono::Utc::now().format("%Y").to_string());
    std::fs::write(&year, "in the way").unwrap();
    let source = site.record("1793091600.1", b"sound");
    site.cdr(&cdr_line(1, "ANSWERED"));
    let mut program = site.start();
    program.says("cannot store its recording");
    assert!(source.exists() && receiver.seen().is_empty());
    std::fs::remove_file(&year).unwrap();
    assert_eq!(sound(&receiver.wait(1)[0]), b"sound");
}
