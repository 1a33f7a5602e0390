//! Programs that Asterisk starts itself, with and without tokio: this program starts itself as such a one, over pipes,
//! with the signal that Asterisk sends. It has a `main` of its own, since the usual one writes to standard output.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    reason = "starts programs, and prints as tests do"
)]

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio, Termination as _};
use std::time::Duration;

use switchhook_agi::command::{GetData, StreamFile};
use switchhook_agi::eagi::{Audio, Format};
use switchhook_agi::testing::Script;
use switchhook_agi::{Call, CallError, HandlerError, blocking, stdio};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt as _};
use tokio::net::unix::pipe;

/// Says to this program that it is to be the AGI program.
const KIND: &str = "SWITCHHOOK_AGI_TEST";

/// The same program with and without tokio.
const KINDS: [&str; 2] = ["tokio", "blocking"];

fn main() -> ExitCode {
    match std::env::var(KIND).as_deref() {
        Ok("tokio") => {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(stdio::run(program)).report()
        }
        Ok(_) => blocking::run(blocking_program).report(),
        Err(_) => tests(),
    }
}

/// What is tested, by what the dialplan wants of it.
async fn program(call: Call) -> Result<(), HandlerError> {
    let wanted = call.environment().argument(1).unwrap_or_default().into_owned();
    match &*wanted {
        "fails" => return Err("no database".into()),
        "panics" => panic!("no menu"),
        "digits" => {
            call.answer().await?;
            let digits = call.send(GetData::new("vm-password").max_digits(4)).await?;
            call.set_variable("PIN", digits.digits()).await?;
        }
        "waits" => {
            call.answer().await?;
            call.hung_up().await;
            assert_eq!(call.send(StreamFile::new("x")).await, Err(CallError::HungUp));
            call.set_variable("CDR(userfield)", "left").await?;
        }
        "plays" => {
            call.send(StreamFile::new("long")).await?;
        }
        "listens" => {
            let mut audio = Audio::open(&call, Format::SLIN)?.frames_of(Duration::from_millis(10));
            call.answer().await?;
            let mut heard = (0, 0_i64);
            while let Some(frame) = audio.read_frame().await? {
                heard.0 += 1;
                heard.1 += frame.samples().map(i64::from).sum::<i64>();
            }
            call.set_variable("HEARD", format!("{} {}", heard.0, heard.1))
                .await?;
        }
        other => panic!("{other}"),
    }
    Ok(())
}

/// The same without tokio.
fn blocking_program(call: &mut blocking::Call) -> Result<(), HandlerError> {
    let wanted = call.environment().argument(1).unwrap_or_default().into_owned();
    match &*wanted {
        "fails" => return Err("no database".into()),
        "panics" => panic!("no menu"),
        "digits" => {
            call.answer()?;
            let digits = call.send(GetData::new("vm-password").max_digits(4))?;
            call.set_variable("PIN", digits.digits())?;
        }
        "waits" => {
            // The hangup may come as soon as the reply was written.
            assert!(!call.hung_up());
            call.answer()?;
            assert!(call.hangs_up_within(Duration::from_secs(60)));
            assert_eq!(call.send(StreamFile::new("x")), Err(CallError::HungUp));
            call.set_variable("CDR(userfield)", "left")?;
        }
        "plays" => {
            call.send(StreamFile::new("long"))?;
        }
        "listens" => {
            let audio = blocking::Audio::open(call, Format::SLIN)?;
            let mut audio = audio.frames_of(Duration::from_millis(10));
            call.answer()?;
            let mut heard = (0, 0_i64);
            while let Some(frame) = audio.read_frame()? {
                heard.0 += 1;
                heard.1 += frame.samples().map(i64::from).sum::<i64>();
            }
            call.set_variable("HEARD", format!("{} {}", heard.0, heard.1))?;
        }
        other => panic!("{other}"),
    }
    Ok(())
}

fn tests() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let mut passed = 0;
    for kind in KINDS {
        macro_rules! test {
            ($name:ident) => {
                println!("test {}_{kind} ... running", stringify!($name));
                // A failed assertion ends this program, and with it the pipes of the other one.
                runtime.block_on($name(kind));
                passed += 1;
            };
        }
        test!(commands_and_answers_go_through_the_pipes);
        test!(the_signal_is_a_hangup_and_cleaning_up_still_works);
        test!(a_hangup_within_a_command_is_told_from_one_that_failed);
        test!(errors_and_panics_are_failures_and_told_on_standard_error);
        test!(asterisk_may_go_away_at_every_byte);
        test!(the_voice_on_descriptor_three_is_whole);
        test!(the_voice_ends_with_the_hangup_although_its_pipe_stays_open);
        test!(without_a_voice_the_remedy_is_told);
    }
    println!("test result: ok. {passed} passed; 0 failed");
    ExitCode::SUCCESS
}

/// The other program, while it runs.
struct Program {
    child: Child,
    stream: Box<dyn Stream>,
}

trait Stream: AsyncRead + AsyncWrite + Unpin {}
impl<S: AsyncRead + AsyncWrite + Unpin> Stream for S {}

impl Program {
    fn start(kind: &str) -> Self {
        Self::of(Command::new(std::env::current_exe().unwrap()), kind)
    }

    /// With this pipe on descriptor 3.
    fn start_listening(kind: &str, sound: &Path) -> Self {
        let mut shell = Command::new("sh");
        shell.args(["-c", "exec \"$0\" 3<\"$1\""]);
        shell.arg(std::env::current_exe().unwrap()).arg(sound);
        Self::of(shell, kind)
    }

    fn of(mut command: Command, kind: &str) -> Self {
        command
            .env(KIND, kind)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let own = |pipe: OwnedFd| pipe;
        let input = pipe::Sender::from_owned_fd(own(child.stdin.take().unwrap().into())).unwrap();
        let output = pipe::Receiver::from_owned_fd(own(child.stdout.take().unwrap().into())).unwrap();
        Self {
            child,
            stream: Box::new(tokio::io::join(output, input)),
        }
    }

    async fn play(&mut self, script: Script) {
        if let Err(error) = script.play(&mut self.stream).await {
            panic!("{error}: {:?}", self.said());
        }
    }

    /// As Asterisk tells of a hangup.
    fn hang_up(&self) {
        let id = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-HUP", &id])
                .status()
                .unwrap()
                .success()
        );
    }

    /// How it ended, and what it said on standard error.
    fn end(mut self) -> (bool, String) {
        drop(std::mem::replace(&mut self.stream, Box::new(tokio::io::empty())));
        let said = self.said();
        (self.child.wait().unwrap().success(), said)
    }

    fn said(&mut self) -> String {
        let mut said = String::new();
        let mut stderr = self.child.stderr.take().unwrap();
        stderr.read_to_string(&mut said).unwrap();
        said
    }
}

fn script(wanted: &str) -> Script {
    // As Asterisk says it to a program.
    Script::call("program")
        .without("agi_network")
        .environment("agi_arg_1", wanted)
}

async fn commands_and_answers_go_through_the_pipes(kind: &str) {
    let mut program = Program::start(kind);
    let script = script("digits")
        .on("ANSWER", "200 result=0")
        .on("GET DATA vm-password 0 4", "200 result=0070 (timeout)")
        .on("SET VARIABLE PIN 0070", "200 result=1")
        .closes();
    program.play(script).await;
    assert_eq!(program.end(), (true, String::new()));
}

async fn the_signal_is_a_hangup_and_cleaning_up_still_works(kind: &str) {
    let mut program = Program::start(kind);
    program.play(script("waits").on("ANSWER", "200 result=0")).await;
    program.hang_up();
    let farewell = Script::new()
        .expect("SET VARIABLE CDR(userfield) left")
        .say_bytes(b"200 res");
    program.play(farewell).await;
    // Asterisk says it once more when it leaves the session; that ends nothing.
    program.hang_up();
    program.play(Script::new().say_bytes(b"ult=1\n").closes()).await;
    assert_eq!(program.end(), (true, String::new()));
}

async fn a_hangup_within_a_command_is_told_from_one_that_failed(kind: &str) {
    let mut program = Program::start(kind);
    program
        .play(script("plays").expect("STREAM FILE long \"\""))
        .await;
    program.hang_up();
    program
        .play(Script::new().say("200 result=-1 endpos=800").closes())
        .await;
    assert_eq!(program.end(), (true, String::new()), "a hangup is no failure");

    let mut program = Program::start(kind);
    let failed = script("plays")
        .on("STREAM FILE long \"\"", "200 result=-1 endpos=0")
        .fails();
    program.play(failed).await;
    let (is_success, said) = program.end();
    assert!(
        !is_success && said.starts_with("agi: the handler failed: "),
        "{said}"
    );
}

async fn errors_and_panics_are_failures_and_told_on_standard_error(kind: &str) {
    for (wanted, words) in [
        ("fails", "agi: the handler failed: no database\n"),
        ("panics", "agi: the handler panicked: no menu\n"),
    ] {
        let mut program = Program::start(kind);
        program.play(script(wanted).fails()).await;
        let (is_success, said) = program.end();
        assert!(!is_success && said.ends_with(words), "{said}");
    }
}

async fn asterisk_may_go_away_at_every_byte(kind: &str) {
    let whole = b"agi_arg_1: digits\n\n200 result=0\n200 result=7\n";
    let begins = whole.windows(2).position(|pair| pair == b"\n\n").unwrap() + 2;
    for end in 0..=whole.len() {
        let mut program = Program::start(kind);
        program.stream.write_all(&whole[..end]).await.unwrap();
        let (is_success, said) = program.end();
        // A caller who is gone is no failure; no call at all is one.
        assert_eq!(is_success, end >= begins, "{end}: {said}");
        let no_call = said == "agi: no call: closed before the environment was complete\n";
        assert_eq!(no_call, end < begins, "{end}: {said}");
    }
}

/// A pipe with this much sound in it, and who would write more.
fn voice(folder: &Path, sound: &[i16]) -> (PathBuf, File) {
    let path = folder.join("voice");
    assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
    // Opened for both, so that neither side waits for the other.
    let mut pipe = File::options().read(true).write(true).open(&path).unwrap();
    let bytes: Vec<u8> = sound.iter().flat_map(|sample| sample.to_ne_bytes()).collect();
    assert!(bytes.len() < 60_000, "a pipe holds no more");
    pipe.write_all(&bytes).unwrap();
    (path, pipe)
}

fn listening() -> Script {
    script("listens")
        .environment("agi_enhanced", "1.0")
        .on("ANSWER", "200 result=0")
}

async fn the_voice_on_descriptor_three_is_whole(kind: &str) {
    let sound: Vec<i16> = (0..20_001)
        .map(|number: i32| (number * 7 % 30_011) as i16)
        .collect();
    let sum: i64 = sound.iter().copied().map(i64::from).sum();
    let folder = tempfile::tempdir().unwrap();
    let (path, pipe) = voice(folder.path(), &sound);
    let mut program = Program::start_listening(kind, &path);
    program.play(listening()).await;
    // Asterisk closes its end; what is in the pipe is still heard. 80 samples each, and the last frame is shorter.
    drop(pipe);
    let heard = format!("SET VARIABLE HEARD \"251 {sum}\"");
    program
        .play(Script::new().on(&heard, "200 result=1").closes())
        .await;
    assert_eq!(program.end(), (true, String::new()));
}

async fn the_voice_ends_with_the_hangup_although_its_pipe_stays_open(kind: &str) {
    let folder = tempfile::tempdir().unwrap();
    let (path, pipe) = voice(folder.path(), &[1; 800]);
    let mut program = Program::start_listening(kind, &path);
    program.play(listening()).await;
    program.hang_up();
    program
        .play(
            Script::new()
                .on("SET VARIABLE HEARD \"10 800\"", "200 result=1")
                .closes(),
        )
        .await;
    assert_eq!(program.end(), (true, String::new()));
    drop(pipe);
}

async fn without_a_voice_the_remedy_is_told(kind: &str) {
    let mut program = Program::start(kind);
    program.play(script("listens").fails()).await;
    let (is_success, said) = program.end();
    assert!(!is_success);
    assert!(
        said.ends_with("call the program with EAGI() instead of AGI()\n"),
        "{said}"
    );
}
