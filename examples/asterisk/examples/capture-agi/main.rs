//! Which bytes does a real Asterisk send to a FastAGI program? Records sessions of both versions for switchhook-agi.
//!
//! `cargo run -p switchhook-rig --example capture-agi -- agi/testdata`
//!
//! Files that exist are left alone. The program that is recorded is made of a socket and the lines below; it shares no
//! code with switchhook-agi.

mod laboratory;
mod recorder;

use std::error::Error;
use std::path::PathBuf;
use std::time::Duration;

use recorder::{Listener, Recorder};
use switchhook_rig::{Behaviour, Instance, Manager, Task, Version};

type Outcome = Result<(), Box<dyn Error>>;

const SOON: Duration = Duration::from_secs(20);

fn main() -> Outcome {
    let folder = std::env::args()
        .nth(1)
        .map(PathBuf::from)
        .ok_or("say where to write: capture-agi agi/testdata")?;
    for version in Version::wanted()? {
        let pbx = Instance::start(version)?;
        let listener = Listener::bind(pbx.ports.agi)?;
        let capture = Capture {
            pbx,
            listener,
            folder: folder.clone(),
        };
        capture.commands()?;
        capture.refusals()?;
        capture.digits()?;
        capture.hangup_while_idle()?;
        capture.hangup_while_playing()?;
        capture.program_hangs_up()?;
        capture.after_hangup()?;
        capture.failure()?;
        drop(capture);
        laboratory::capture(version, &folder)?;
    }
    Ok(())
}

struct Capture {
    pbx: Instance,
    listener: Listener,
    folder: PathBuf,
}

impl Capture {
    fn manager(&self, task: Task) -> Result<Manager, Box<dyn Error>> {
        let (user, secret) = self.pbx.account(task);
        let mut manager = Manager::connect(self.pbx.ami_addr())?;
        manager.login(user, secret.expose())?;
        Ok(manager)
    }

    /// A call without a telephone: one half of a Local channel waits, the other is at `extension`.
    fn originate(&self, extension: &str) -> Outcome {
        let mut calls = self.manager(Task::Calls)?;
        let reply = calls.ask(&[
            ("Action", "Originate"),
            ("Channel", &format!("Local/{extension}@internal/n")),
            ("Application", "Wait"),
            ("Data", "60"),
            ("CallerID", "\"Zoe: (Blanc)\" <106>"),
            ("Async", "true"),
        ])?;
        match reply.get("Response") {
            Some("Success") => Ok(()),
            _ => Err(format!("{reply:?}").into()),
        }
    }

    /// Writes what was said, and how the dialplan saw it if it went on.
    fn keep(&self, recorder: Recorder, name: &str, about: &str, mut events: Option<Manager>) -> Outcome {
        let status = match &mut events {
            Some(events) => {
                let done = events.event(SOON, |e| e.get("UserEvent") == Some("AgiDone"))?;
                done.get("Status").map(str::to_owned)
            }
            None => None,
        };
        let path = self.folder.join(format!("{}-{name}.txt", self.pbx.version));
        recorder.write(&path, about, status.as_deref())
    }

    fn commands(&self) -> Outcome {
        let events = self.manager(Task::Events)?;
        self.originate("301")?;
        let mut agi = self.listener.accept()?;
        for line in [
            "ANSWER",
            "ANSWER",
            "CHANNEL STATUS",
            "GET VARIABLE NOT_SET",
            "SET VARIABLE EMPTY \"\"",
            "GET VARIABLE EMPTY",
            "SET VARIABLE RESULT \"a \\\"b\\\" (c) \\\\ , $x\"",
            "GET VARIABLE RESULT",
            "GET VARIABLE CALLERID(name)",
            "GET FULL VARIABLE \"${CALLERID(num)} at ${EXTEN}\"",
            "GET FULL VARIABLE \"${URIDECODE(two%0Alines)}\"",
            "GET FULL VARIABLE \"${EXTEN}\" no/such/channel",
            "VERBOSE \"hello\" 3",
            "NOOP",
            "NOOP a\"b c\"d \\\" \"\"",
            "DATABASE PUT agi-capture key \"(a) b\"",
            "DATABASE GET agi-capture key",
            "DATABASE DEL agi-capture key",
            "DATABASE GET agi-capture key",
            "DATABASE DELTREE agi-capture",
            "EXEC Set \"X=1,2\"",
            "EXEC NoSuchApplication",
            "STREAM FILE beep \"\"",
            "STREAM FILE no-such-sound \"#\"",
            "WAIT FOR DIGIT 100",
            "GET DATA beep 100 3",
            "RECEIVE CHAR 100",
            "SET CALLERID 107",
            "SAY DIGITS 1 \"\"",
        ] {
            agi.ask(line)?;
        }
        agi.finish()?;
        self.keep(
            agi,
            "commands",
            "Commands and their replies, on a Local channel",
            Some(events),
        )
    }

    fn refusals(&self) -> Outcome {
        let events = self.manager(Task::Events)?;
        self.originate("301")?;
        let mut agi = self.listener.accept()?;
        for line in [
            "NO SUCH COMMAND",
            "",
            "ANSWER\r",
            "GET VARIABLE",
            "SET VARIABLE X",
            "GET DATA",
            "SAY NUMBER seven \"\"",
            "answer",
            "get variable EXTEN",
            "\"GET\" VARIABLE \"EXTEN\"",
        ] {
            agi.ask(line)?;
        }
        // The longest line that an Asterisk of before 22.6 reads, and of a later one.
        for length in [2046, 8190] {
            if length == 2046 || self.pbx.version == Version::V22 {
                let value = "x".repeat(length - "SET VARIABLE LONG ".len());
                agi.ask(&format!("SET VARIABLE LONG {value}"))?;
                agi.ask("GET FULL VARIABLE ${LEN(${LONG})}")?;
            }
        }
        agi.finish()?;
        self.keep(agi, "refusals", "What is refused, and what is not", Some(events))
    }

    fn digits(&self) -> Outcome {
        let events = self.manager(Task::Events)?;
        let alice = self.pbx.phone("100", &Behaviour::answer())?;
        let _call = alice.calls_as("301", &Behaviour::answer().digits("007#*984#5"))?;
        let mut agi = self.listener.accept()?;
        agi.ask("ANSWER")?;
        agi.ask("GET DATA beep 3000 10")?;
        agi.ask("GET DATA beep 3000 4")?;
        agi.ask("WAIT FOR DIGIT 3000")?;
        agi.ask("STREAM FILE demo-congrats \"5\"")?;
        agi.finish()?;
        self.keep(
            agi,
            "digits",
            "A telephone presses 007#*984#5, a fifth of a second apart",
            Some(events),
        )
    }

    fn hangup_while_idle(&self) -> Outcome {
        let alice = self.pbx.phone("100", &Behaviour::answer())?;
        let mut call = alice.calls("301")?;
        let mut agi = self.listener.accept()?;
        agi.ask("ANSWER")?;
        call.answered(SOON)?;
        call.hang_up();
        agi.hears("HANGUP")?;
        for line in [
            "NOOP",
            "ANSWER",
            "STREAM FILE beep \"\"",
            "SET VARIABLE X 1",
            "GET VARIABLE X",
        ] {
            agi.ask(line)?;
        }
        agi.finish()?;
        self.keep(
            agi,
            "hangup-while-idle",
            "The caller hangs up while no command runs",
            None,
        )
    }

    fn hangup_while_playing(&self) -> Outcome {
        let alice = self.pbx.phone("100", &Behaviour::answer())?;
        let mut call = alice.calls("301")?;
        let mut agi = self.listener.accept()?;
        agi.ask("ANSWER")?;
        call.answered(SOON)?;
        agi.say("STREAM FILE demo-congrats \"\"")?;
        // Hung up once the sound plays.
        let (mut events, before) = (self.manager(Task::Events)?, std::time::Instant::now());
        events.ask(&[("Action", "Ping")])?;
        while before.elapsed() < Duration::from_millis(200) {
            events.ask(&[("Action", "Ping")])?;
        }
        call.hang_up();
        agi.reply()?;
        agi.hears("HANGUP")?;
        agi.finish()?;
        self.keep(
            agi,
            "hangup-while-playing",
            "The caller hangs up while a sound plays",
            None,
        )
    }

    fn program_hangs_up(&self) -> Outcome {
        self.originate("301")?;
        let mut agi = self.listener.accept()?;
        agi.ask("ANSWER")?;
        agi.ask("HANGUP no/such/channel")?;
        agi.ask("HANGUP")?;
        agi.hears("HANGUP")?;
        agi.ask("GET VARIABLE EXTEN")?;
        agi.finish()?;
        self.keep(agi, "program-hangs-up", "The program hangs up", None)
    }

    fn after_hangup(&self) -> Outcome {
        let events = self.manager(Task::Events)?;
        self.originate("302")?;
        let mut agi = self.listener.accept()?;
        for line in [
            "ANSWER",
            "GET VARIABLE UNIQUEID",
            "SET VARIABLE RESULT done",
            "NOOP",
        ] {
            agi.ask(line)?;
        }
        agi.finish()?;
        self.keep(
            agi,
            "after-hangup",
            "From extension h: the channel is dead from the start",
            Some(events),
        )
    }

    fn failure(&self) -> Outcome {
        let events = self.manager(Task::Events)?;
        self.originate("301")?;
        let mut agi = self.listener.accept()?;
        agi.say("failure")?;
        agi.finish()?;
        self.keep(agi, "failure", "The program says that it cannot", Some(events))
    }
}
