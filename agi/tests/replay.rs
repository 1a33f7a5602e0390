//! What a real Asterisk said is understood, in both versions.
#![allow(clippy::disallowed_methods, reason = "reads the transcripts")]

use std::path::Path;

use switchhook_agi::call::{Outcome, converse};
use switchhook_agi::command::{
    Answer, Digit, Exec, GetData, GetFullVariable, GetVariable, Hangup, Noop, RawCommand, ReplyError,
    SetVariable, StreamFile, Verbose, WaitForDigit,
};
use switchhook_agi::proto::Options;
use switchhook_agi::testing::Script;
use switchhook_agi::wire::{Code, Frame, Limits, Reader, Shape, split_words};
use switchhook_agi::{Call, CallError, Handler};

fn transcripts() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata");
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .expect("the folder is part of the crate")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .map(|path| {
            let name = path.file_name().expect("a file").to_string_lossy().into_owned();
            (name, std::fs::read(&path).expect("readable"))
        })
        .collect();
    files.sort();
    files
}

fn transcript(name: &str) -> Vec<u8> {
    let (_, text) = transcripts()
        .into_iter()
        .find(|(found, _)| found == name)
        .unwrap_or_else(|| panic!("no transcript {name}"));
    text
}

/// The program's lines, and all that Asterisk said.
fn sides(text: &[u8]) -> (Vec<Vec<u8>>, Vec<u8>) {
    let (mut program, mut asterisk) = (Vec::new(), Vec::new());
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        if let Some(said) = line.strip_prefix(b"P: ") {
            program.push(said[..said.len() - 1].to_vec());
        } else if let Some(said) = line.strip_prefix(b"A: ") {
            asterisk.extend_from_slice(said);
        }
    }
    (program, asterisk)
}

/// Whether the reply to this line is a value.
fn shape(line: &[u8]) -> Shape {
    let words = split_words(line);
    let first: Vec<String> = words
        .iter()
        .take(3)
        .map(|word| String::from_utf8_lossy(word).to_ascii_uppercase())
        .collect();
    let first: Vec<&str> = first.iter().map(String::as_str).collect();
    match first[..] {
        ["GET", "VARIABLE", ..]
        | ["GET", "FULL", "VARIABLE"]
        | ["DATABASE", "GET", _]
        | ["RECEIVE", "TEXT", ..] => Shape::Value,
        _ => Shape::Word,
    }
}

#[test]
fn every_transcript_is_environment_replies_and_hangups_and_nothing_else() {
    let mut seen = 0;
    for (name, text) in transcripts() {
        let (program, asterisk) = sides(&text);
        for size in [1, 100, 100_000] {
            let mut reader = Reader::new(Limits::default());
            let (mut begun, mut hangups, mut replies) = (false, 0, 0);
            for chunk in asterisk.chunks(size) {
                reader.push(chunk);
                loop {
                    let shape = program.get(replies).map_or(Shape::Word, |line| shape(line));
                    match reader.next(shape) {
                        None => break,
                        Some(Frame::Environment(call)) => {
                            assert!(call.channel().is_some() && call.unique_id().is_some(), "{name}");
                            assert!(asterisk.starts_with(call.as_bytes()), "{name}");
                            begun = true;
                        }
                        Some(Frame::Hangup) => hangups += 1,
                        // A subroutine has begun; the reply is still to come.
                        Some(Frame::Reply(reply)) if reply.code().number() < 200 => {}
                        Some(Frame::Reply(_)) => replies += 1,
                        Some(other) => panic!("{name}: {other:?}"),
                    }
                }
            }
            assert_eq!(reader.buffered(), 0, "{name} ends within a line");
            // Nobody answers `failure`.
            let asked = program
                .iter()
                .filter(|line| !line.starts_with(b"failure"))
                .count();
            assert_eq!((begun, replies), (true, asked), "{name}");
            let expected = if name.ends_with("no-sighup.txt") {
                0..=0
            } else {
                1..=2
            };
            assert!(expected.contains(&hangups), "{name}: {hangups}");
        }
        seen += 1;
    }
    assert!(seen >= 64, "{seen} transcripts");
}

/// Plays a transcript to a handler, which has to say the same as the recorded program.
async fn replay(name: &str, handler: impl Handler) {
    for version in ["16", "22"] {
        let file = format!("{version}-{name}.txt");
        let script = Script::from_transcript(&transcript(&file)).unwrap();
        let (asterisk, program) = tokio::io::duplex(64 * 1024);
        let (played, outcome) = tokio::join!(
            script.play(asterisk),
            converse(program, &handler, Options::default(), std::future::pending())
        );
        assert!(
            matches!(outcome, Outcome::Completed),
            "{file}: {outcome:?} {played:?}"
        );
        played.unwrap_or_else(|error| panic!("{file}: {error}"));
    }
}

#[tokio::test]
async fn commands_read_their_replies() {
    replay("commands", |call: Call| async move {
        let environment = call.environment();
        assert_eq!(call.url().path(), "/ivr/301");
        assert_eq!(call.url().query("name").as_deref(), Some("café"));
        assert_eq!(environment.caller_id_name().as_deref(), Some("Zoe: (Blanc)"));
        assert_eq!(environment.dialled_number(), None);
        assert_eq!(
            environment.arguments().collect::<Vec<_>>(),
            ["first", "second, with comma", ""]
        );

        call.send(Answer).await?;
        call.send(Answer).await?;
        assert_eq!(
            call.send(RawCommand::new("CHANNEL STATUS")).await?.number(),
            Some(6)
        );
        assert_eq!(call.variable("NOT_SET").await?, None);
        call.set_variable("EMPTY", "").await?;
        assert_eq!(call.variable("EMPTY").await?.unwrap(), *"");
        let odd = r#"a "b" (c) \ , $x"#;
        call.set_variable("RESULT", odd).await?;
        assert_eq!(call.variable("RESULT").await?.unwrap(), *odd);
        assert_eq!(call.variable("CALLERID(name)").await?.unwrap(), *"Zoe: (Blanc)");
        let full = call
            .send(GetFullVariable::new("${CALLERID(num)} at ${EXTEN}"))
            .await?;
        assert_eq!(full.unwrap(), *"106 at 301");
        let lines = call
            .send(GetFullVariable::new("${URIDECODE(two%0Alines)}"))
            .await?;
        assert_eq!(lines.unwrap(), *"two\nlines");
        assert_eq!(
            call.send(GetFullVariable::new("${EXTEN}").on("no/such/channel"))
                .await?,
            None
        );
        call.send(Verbose::new("hello").level(3)).await?;
        call.send(Noop).await?;
        call.send(
            RawCommand::new("NOOP")
                .argument("ab cd")
                .argument("\"")
                .argument(""),
        )
        .await?;

        let database = |verb: &str| RawCommand::new(format!("DATABASE {verb}")).argument("agi-capture");
        let get = || database("GET").argument("key").replies_with_value();
        call.send(database("PUT").argument("key").argument("(a) b"))
            .await?;
        assert_eq!(call.send(get()).await?.text(), Some(&b"(a) b"[..]));
        call.send(database("DEL").argument("key")).await?;
        assert_eq!(call.send(get()).await?.number(), Some(0));
        // Inverted: 1 says that there was nothing to remove.
        assert_eq!(call.send(database("DELTREE")).await?.number(), Some(1));

        assert_eq!(call.send(Exec::new("Set").options("X=1,2")).await?, 0);
        let missing = call.send(Exec::new("NoSuchApplication")).await;
        assert_eq!(missing, Err(CallError::Reply(ReplyError::NoApplication)));
        let beep = call.send(StreamFile::new("beep")).await?;
        assert_eq!((beep.digit, beep.end > 3000), (None, true));
        let missing = call.send(StreamFile::new("no-such-sound").until("#")).await;
        assert_eq!(missing, Err(CallError::Reply(ReplyError::Failed)));
        let wait = WaitForDigit::at_most(std::time::Duration::from_millis(100));
        assert_eq!(call.send(wait).await?, None);
        let get = GetData::new("beep")
            .timeout(std::time::Duration::from_millis(100))
            .max_digits(3);
        let data = call.send(get).await?;
        assert_eq!((data.digits(), data.timed_out()), ("", true));
        let text = call.send(RawCommand::new("RECEIVE CHAR").argument("100")).await?;
        assert_eq!((text.number(), text.text()), (Some(-1), Some(&b"hangup"[..])));
        call.send(RawCommand::new("SET CALLERID").argument("107")).await?;
        call.send(RawCommand::new("SAY DIGITS").argument("1").argument(""))
            .await?;
        Ok::<_, CallError>(())
    })
    .await;
}

#[tokio::test]
async fn digits_of_a_telephone_stay_text() {
    replay("digits", |call: Call| async move {
        let time = std::time::Duration::from_secs(3);
        call.answer().await?;
        let first = call
            .send(GetData::new("beep").timeout(time).max_digits(10))
            .await?;
        assert_eq!((first.digits(), first.timed_out()), ("007", false));
        let second = call
            .send(GetData::new("beep").timeout(time).max_digits(4))
            .await?;
        assert_eq!((second.digits(), second.timed_out()), ("*984", false));
        assert_eq!(call.send(WaitForDigit::at_most(time)).await?, Digit::new('#'));
        let played = call.send(StreamFile::new("demo-congrats").until("5")).await?;
        assert_eq!(played.digit, Digit::new('5'));
        Ok::<_, CallError>(())
    })
    .await;
}

#[tokio::test]
async fn a_hangup_while_idle_wakes_the_handler_and_leaves_what_the_dead_may_do() {
    replay("hangup-while-idle", |call: Call| async move {
        call.answer().await?;
        call.hung_up().await;
        call.send(Noop).await?;
        // Sent all the same, as the recorded program did: Asterisk refuses them with 511.
        for command in [
            RawCommand::new("ANSWER"),
            RawCommand::new("STREAM FILE").argument("beep").argument(""),
        ] {
            assert_eq!(call.send(command).await, Err(CallError::HungUp));
        }
        // The typed ones are not even sent.
        assert_eq!(call.send(Answer).await, Err(CallError::HungUp));
        call.send(SetVariable::new("X", "1")).await?;
        assert_eq!(call.send(GetVariable::new("X")).await?.unwrap(), *"1");
        Ok::<_, CallError>(())
    })
    .await;
}

#[tokio::test]
async fn a_hangup_while_playing_is_a_hangup_and_no_failure_of_the_command() {
    replay("hangup-while-playing", |call: Call| async move {
        call.answer().await?;
        let played = call.send(StreamFile::new("demo-congrats")).await;
        assert_eq!(played, Err(CallError::HungUp));
        assert!(call.is_hung_up());
        played.map(drop)
    })
    .await;
}

#[tokio::test]
async fn a_program_that_hangs_up_may_still_read() {
    replay("program-hangs-up", |call: Call| async move {
        call.answer().await?;
        let missing = call.send(Hangup::of("no/such/channel")).await;
        assert_eq!(missing, Err(CallError::Reply(ReplyError::Failed)));
        call.hang_up().await?;
        call.hung_up().await;
        assert_eq!(call.variable("EXTEN").await?.unwrap(), *"301");
        Ok::<_, CallError>(())
    })
    .await;
}

/// In extension `h` no hangup is told: the channel was dead before.
#[tokio::test]
async fn a_channel_that_was_dead_from_the_start_refuses_what_needs_a_living_one() {
    for version in ["16", "22"] {
        let (_, asterisk) = sides(&transcript(&format!("{version}-after-hangup.txt")));
        let end = asterisk.windows(2).position(|pair| pair == b"\n\n").unwrap() + 2;
        let environment = String::from_utf8(asterisk[..end].to_vec()).unwrap();
        let script = Script::new()
            .say_bytes(environment.as_bytes())
            .on(
                "ANSWER",
                "511 Command Not Permitted on a dead channel or intercept routine",
            )
            .on("SET VARIABLE RESULT done", "200 result=1")
            .closes()
            .hangs_up()
            .close();
        let (ours, program) = tokio::io::duplex(64 * 1024);
        let handler = |call: Call| async move {
            let refused = call.answer().await;
            assert_eq!(refused, Err(CallError::Reply(ReplyError::NotPermitted)));
            call.set_variable("RESULT", "done").await
        };
        let (played, outcome) = tokio::join!(
            script.play(ours),
            converse(program, &handler, Options::default(), std::future::pending())
        );
        assert!(matches!(outcome, Outcome::Completed), "{outcome:?}");
        played.unwrap();
    }
}

#[test]
fn refusals_tell_their_reason() {
    for version in ["16", "22"] {
        let (program, asterisk) = sides(&transcript(&format!("{version}-refusals.txt")));
        let mut reader = Reader::new(Limits::default());
        reader.push(&asterisk);
        let mut codes = Vec::new();
        while let Some(frame) = reader.next(program.get(codes.len()).map_or(Shape::Word, |line| shape(line)))
        {
            if let Frame::Reply(reply) = frame {
                if reply.code() == Code::Usage {
                    assert!(reply.usage().count() >= 1);
                }
                codes.push(reply.code());
            }
        }
        // No command, an empty line, a CR at the end; then missing and wrong arguments; then all is well.
        assert_eq!(codes[..3], [Code::Unknown; 3], "{version}");
        assert_eq!(codes[3..7], [Code::Usage; 4], "{version}");
        assert!(codes[7..].iter().all(|code| *code == Code::Done), "{version}");
    }
}
