//! What needs the laboratory: keys pressed at the right moment, two programs that talk to each other, subroutines.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use switchhook_rig::{Behaviour, Call, Laboratory, Manager, Phone, Version};

use crate::recorder::{Listener, Recorder};
use crate::{Outcome, SOON};

/// The beginning of 2026, in seconds.
const EPOCH: &str = "1767225600";

pub(crate) fn capture(version: Version, folder: &Path) -> Outcome {
    let laboratory = Laboratory::start(version)?;
    let listener = Listener::bind(laboratory.pbx.ports.agi)?;
    let mut events = Manager::connect(laboratory.pbx.ami_addr())?;
    events.login(Laboratory::USER, laboratory.secret.expose())?;
    let mut bench = Bench {
        alice: laboratory.pbx.phone("100", &Behaviour::answer())?,
        laboratory,
        listener,
        events,
        folder: folder.to_owned(),
    };
    bench.keys()?;
    bench.saying()?;
    bench.recording()?;
    bench.subroutines()?;
    bench.text()?;
    bench.speech()?;
    bench.channel()?;
    bench.hangup_while_waiting()?;
    bench.automatic_hangup()?;
    bench.handler()
}

struct Bench {
    alice: Phone,
    laboratory: Laboratory,
    listener: Listener,
    events: Manager,
    folder: PathBuf,
}

impl Bench {
    /// Alice dials, and sends silence as telephones do: without any sound Asterisk takes up a key only with the next one.
    fn dial(&self, extension: &str) -> Result<Call, Box<dyn Error>> {
        let silence = self.laboratory.pbx.folder().join("phones/silence.ul");
        fs::write(&silence, vec![0xff; 8000 * 120])?;
        Ok(self
            .alice
            .calls_as(extension, &Behaviour::answer().plays(silence))?)
    }

    /// Alice calls a program, which answers.
    fn call(&mut self) -> Result<(Call, Recorder), Box<dyn Error>> {
        let mut call = self.dial("agi")?;
        let mut agi = self.listener.accept()?;
        agi.ask("ANSWER")?;
        call.answered(SOON)?;
        Ok((call, agi))
    }

    /// A call without a telephone; the other half does this.
    fn originate(&mut self, extension: &str, application: &str, data: &str) -> Outcome {
        let reply = self.events.ask(&[
            ("Action", "Originate"),
            ("Channel", &format!("Local/{extension}@agi/n")),
            ("Application", application),
            ("Data", data),
            ("CallerID", "\"Zoe: (Blanc)\" <106>"),
            ("Async", "true"),
        ])?;
        match reply.get("Response") {
            Some("Success") => Ok(()),
            _ => Err(format!("{reply:?}").into()),
        }
    }

    /// Sends a command and waits until Asterisk has begun with it.
    fn begin(&mut self, agi: &mut Recorder, line: &str) -> Outcome {
        agi.say(line)?;
        let name: String = line.chars().take_while(|c| *c != '"').collect();
        self.events.event(SOON, |event| {
            event.is_event("AGIExecStart")
                && event
                    .get("Command")
                    .is_some_and(|command| command.starts_with(name.trim()))
        })?;
        Ok(())
    }

    /// Sends a command, presses keys once it runs, and waits for its reply.
    fn press(&mut self, call: &mut Call, agi: &mut Recorder, line: &str, keys: &str) -> Outcome {
        self.begin(agi, line)?;
        call.press(keys)?;
        agi.reply()
    }

    fn keep(&mut self, mut agi: Recorder, name: &str, about: &str, is_followed: bool) -> Outcome {
        agi.finish()?;
        let status = if is_followed {
            let done = self
                .events
                .event(SOON, |e| e.get("UserEvent") == Some("AgiDone"))?;
            done.get("Status").map(str::to_owned)
        } else {
            None
        };
        let version = self.laboratory.pbx.version;
        let path = self.folder.join(format!("{version}-{name}.txt"));
        agi.write(&path, about, status.as_deref())
    }

    fn keys(&mut self) -> Outcome {
        let (mut call, mut agi) = self.call()?;
        for (line, keys) in [
            ("GET DATA beep 3000 10", "007#"),
            ("GET DATA beep 3000 10", "#"),
            ("GET DATA beep 3000 16", "1234567890123456"),
            ("GET DATA beep 3000 4", "*12#"),
            ("GET DATA beep 500 8", "12"),
            ("GET OPTION demo-congrats \"12\" 1000", "2"),
            ("GET OPTION demo-congrats \"12\" 1000", "31"),
            ("CONTROL STREAM FILE demo-congrats \"5\"", "5"),
            ("CONTROL STREAM FILE demo-congrats \"5\" 1000 # * 8", "#5"),
            ("STREAM FILE demo-congrats \"0*\"", "*"),
            ("STREAM FILE demo-congrats \"0*\" 8000", "0"),
            ("WAIT FOR DIGIT -1", "#"),
            ("WAIT FOR DIGIT 5000", "D"),
        ] {
            self.press(&mut call, &mut agi, line, keys)?;
        }
        for line in [
            "GET DATA beep 100 4",
            "GET DATA no-such-sound 100 4",
            "GET OPTION beep \"12\" 100",
            "GET OPTION no-such-sound \"12\" 100",
            "CONTROL STREAM FILE beep \"\"",
            "CONTROL STREAM FILE no-such-sound \"\"",
            "STREAM FILE beep \"\"",
            "GET VARIABLE CPLAYBACKSTATUS",
            "GET VARIABLE PLAYBACKSTATUS",
        ] {
            agi.ask(line)?;
        }
        self.keep(agi, "keys", "A telephone presses keys while commands run", true)
    }

    fn saying(&mut self) -> Outcome {
        let (mut call, mut agi) = self.call()?;
        for line in [
            "SAY DIGITS 0123456789 \"5\"",
            "SAY NUMBER 123456 \"5\"",
            "SAY ALPHA \"abcdef\" \"5\"",
            "SAY PHONETIC abc \"5\"",
            &format!("SAY DATE {EPOCH} \"5\""),
            &format!("SAY TIME {EPOCH} \"5\""),
            &format!("SAY DATETIME {EPOCH} \"5\""),
            &format!("SAY DATETIME {EPOCH} \"5\" \"HM\" \"Europe/Paris\""),
        ] {
            self.press(&mut call, &mut agi, line, "5")?;
        }
        for line in [
            "SAY DIGITS 7 \"\"",
            "SAY DIGITS \"*#\" \"\"",
            "SAY NUMBER 1 \"\" f",
            "SAY NUMBER -3 \"\"",
            "SAY ALPHA a \"\"",
            "SAY ALPHA aB \"\" u",
            "SAY ALPHA a \"\" x",
            "SAY PHONETIC a \"\"",
            "SAY DATETIME 0 \"\" \"M\"",
            "SAY DATE x \"\"",
            "SAY DIGITS 1",
        ] {
            agi.ask(line)?;
        }
        self.keep(agi, "saying", "Digits, numbers, letters and times are said", true)
    }

    fn recording(&mut self) -> Outcome {
        let folder = format!("/srv/switchhook/{}/spool/tmp", self.laboratory.pbx.name);
        let (mut call, mut agi) = self.call()?;
        self.press(
            &mut call,
            &mut agi,
            &format!("RECORD FILE {folder}/key wav \"#5\" 5000"),
            "5",
        )?;
        for line in [
            format!("RECORD FILE {folder}/timeout wav \"\" 300"),
            format!("RECORD FILE {folder}/beep wav \"\" 300 BEEP"),
            format!("RECORD FILE {folder}/offset wav \"\" 300 0 BEEP s=1"),
            format!("RECORD FILE {folder}/format nosuch \"\" 300"),
            "RECORD FILE /nowhere/at/all wav \"\" 300".to_owned(),
        ] {
            agi.ask(&line)?;
        }
        self.begin(&mut agi, &format!("RECORD FILE {folder}/hangup wav \"\" -1"))?;
        call.hang_up();
        agi.reply()?;
        agi.hears("HANGUP")?;
        agi.forget(&folder, "/var/spool/asterisk/tmp");
        self.keep(
            agi,
            "recording",
            "The caller is recorded, and hangs up in the end",
            false,
        )?;
        // Somebody who says nothing.
        self.originate("agi", "Playback", "silence/10")?;
        let mut agi = self.listener.accept()?;
        agi.ask("ANSWER")?;
        agi.ask(&format!("RECORD FILE {folder}/silence wav \"\" 8000 s=1"))?;
        agi.forget(&folder, "/var/spool/asterisk/tmp");
        self.keep(
            agi,
            "recording-silence",
            "A recording ends since nobody speaks",
            true,
        )
    }

    fn subroutines(&mut self) -> Outcome {
        self.originate("agi", "Wait", "30")?;
        let mut agi = self.listener.accept()?;
        for line in [
            "GOSUB agi-sub s 1 one,two",
            "GET VARIABLE RESULT",
            "GET VARIABLE GOSUB_RETVAL",
            "GOSUB agi-sub none 1",
            "GOSUB none s 1",
            "GOSUB agi-sub s none",
            "GOSUB agi-sub s",
            "EXEC NoOp",
            "EXEC NoSuchApplication x",
            "EXEC Set \"A=${EXTEN}\"",
            "GET VARIABLE A",
            "EXEC Playback no-such-sound",
            "GET VARIABLE PLAYBACKSTATUS",
            "EXEC Goto \"agi-sub,none,1\"",
            "GOSUB agi-sub left 1",
        ] {
            agi.ask(line)?;
        }
        self.keep(agi, "subroutines", "Subroutines and applications", true)?;
        self.originate("agi", "Wait", "30")?;
        let mut agi = self.listener.accept()?;
        agi.ask("GOSUB agi-sub gone 1")?;
        agi.hears("HANGUP")?;
        agi.ask("NOOP")?;
        self.keep(agi, "subroutine-hangs-up", "A subroutine hangs up", false)?;
        self.originate("agi-full", "Wait", "30")?;
        let mut agi = self.listener.accept()?;
        agi.ask("EXEC Set \"A=${EXTEN}\"")?;
        agi.ask("GET VARIABLE A")?;
        self.keep(agi, "exec-full", "AGIEXECFULL is set", true)
    }

    /// Both halves of a call are programs.
    fn text(&mut self) -> Outcome {
        self.originate(
            "agi",
            "AGI",
            &format!("agi://127.0.0.1:{}/", self.laboratory.pbx.ports.agi),
        )?;
        let mut one = self.listener.accept()?;
        // The other half begins once this one has answered.
        one.ask("ANSWER")?;
        let mut other = self.listener.accept()?;
        other.ask("ANSWER")?;
        self.begin(&mut one, "RECEIVE TEXT 5000")?;
        other.ask("SEND TEXT \"hello (world)\"")?;
        one.reply()?;
        self.begin(&mut one, "RECEIVE CHAR 5000")?;
        other.ask("SEND TEXT \"x\"")?;
        one.reply()?;
        one.ask("RECEIVE TEXT 100")?;
        one.ask("RECEIVE CHAR 100")?;
        one.ask("SEND TEXT \"\"")?;
        one.ask("SEND IMAGE no-such-image")?;
        one.ask("TDD MODE ON")?;
        one.ask("TDD MODE OFF")?;
        one.ask("TDD MODE MAYBE")?;
        other.finish()?;
        self.keep(
            one,
            "text",
            "Text from another program, and what else a line without a telephone cannot",
            false,
        )
    }

    fn speech(&mut self) -> Outcome {
        self.originate("agi", "Wait", "30")?;
        let mut agi = self.listener.accept()?;
        for line in [
            "SPEECH CREATE \"\"",
            "SPEECH CREATE none",
            "SPEECH SET name value",
            "SPEECH LOAD GRAMMAR name /path",
            "SPEECH UNLOAD GRAMMAR name",
            "SPEECH ACTIVATE GRAMMAR name",
            "SPEECH DEACTIVATE GRAMMAR name",
            "SPEECH RECOGNIZE beep 1000",
            "SPEECH DESTROY",
            "SPEECH CREATE",
            "SPEECH RECOGNIZE beep",
        ] {
            agi.ask(line)?;
        }
        self.keep(agi, "speech", "There is no engine that recognises speech", true)
    }

    fn channel(&mut self) -> Outcome {
        let (call, mut agi) = self.call()?;
        for line in [
            "CHANNEL STATUS",
            "CHANNEL STATUS no/such",
            "SET CALLERID \"\\\"Zoe\\\" <106>\"",
            "GET VARIABLE CALLERID(all)",
            "SET AUTOHANGUP 0",
            "SET AUTOHANGUP 30.5",
            "SET MUSIC ON",
            "SET MUSIC ON default",
            "SET MUSIC OFF",
            "SET MUSIC MAYBE",
            "SEND TEXT \"hello\"",
            "SEND IMAGE no-such-image",
            "TDD MODE ON",
            "TDD MODE MATE",
            "TDD MODE OFF",
            "DATABASE PUT agi-capture a/b \"\"",
            "DATABASE GET agi-capture a/b",
            "DATABASE PUT agi-capture a/c \"two words\"",
            "DATABASE GET agi-capture a/c",
            "DATABASE DEL agi-capture none",
            "DATABASE DELTREE agi-capture a",
            "DATABASE DELTREE agi-capture a",
            "DATABASE DELTREE agi-capture",
            "ASYNCAGI BREAK",
            "SET CONTEXT agi-done",
            "SET EXTENSION nowhere",
            "SET PRIORITY 77",
            "SET EXTENSION s",
            "SET PRIORITY 1",
        ] {
            agi.ask(line)?;
        }
        self.keep(
            agi,
            "channel",
            "A telephone's channel is looked at and changed, and goes on elsewhere",
            true,
        )?;
        drop(call);
        Ok(())
    }

    fn hangup_while_waiting(&mut self) -> Outcome {
        for (name, line) in [
            ("digit", "WAIT FOR DIGIT -1"),
            ("data", "GET DATA demo-congrats 60000 4"),
            ("option", "GET OPTION demo-congrats \"1\" 60000"),
            ("control-stream", "CONTROL STREAM FILE demo-congrats \"\""),
            ("saying", "SAY DIGITS 01234567890123456789 \"\""),
            ("text", "RECEIVE TEXT 60000"),
            ("char", "RECEIVE CHAR 60000"),
            ("exec", "EXEC Wait 60"),
            ("gosub", "GOSUB agi-sub stuck 1"),
        ] {
            let (call, mut agi) = self.call()?;
            self.begin(&mut agi, line)?;
            call.hang_up();
            agi.reply()?;
            agi.hears("HANGUP")?;
            agi.ask("GET VARIABLE EXTEN")?;
            agi.ask("ANSWER")?;
            self.keep(
                agi,
                &format!("hangup-in-{name}"),
                &format!("The caller hangs up while {line} runs"),
                false,
            )?;
        }
        Ok(())
    }

    fn automatic_hangup(&mut self) -> Outcome {
        // The telephone is told once the program has ended.
        let (_call, mut agi) = self.call()?;
        agi.ask("SET AUTOHANGUP 1")?;
        agi.ask("WAIT FOR DIGIT -1")?;
        agi.hears("HANGUP")?;
        self.keep(agi, "autohangup", "The call ends by itself", false)?;
        let call = self.dial("agi-exits")?;
        let mut agi = self.listener.accept()?;
        agi.ask("ANSWER")?;
        self.begin(&mut agi, "WAIT FOR DIGIT -1")?;
        call.hang_up();
        agi.reply()?;
        agi.closes()?;
        self.keep(agi, "exit-on-hangup", "AGIEXITONHANGUP is set", false)?;
        let call = self.dial("agi-silent")?;
        let mut agi = self.listener.accept()?;
        agi.ask("ANSWER")?;
        self.begin(&mut agi, "WAIT FOR DIGIT -1")?;
        call.hang_up();
        agi.reply()?;
        agi.ask("NOOP")?;
        agi.ask("ANSWER")?;
        self.keep(
            agi,
            "no-sighup",
            "AGISIGHUP is no: nobody tells of the hangup",
            false,
        )
    }

    fn handler(&mut self) -> Outcome {
        for (extension, name, about) in [
            ("agi-handler", "hangup-handler", "From a hangup handler"),
            ("agi-h", "extension-h", "From extension h of an answered call"),
        ] {
            let mut call = self.dial(extension)?;
            call.answered(SOON)?;
            call.hang_up();
            let mut agi = self.listener.accept()?;
            for line in [
                "ANSWER",
                "STREAM FILE beep \"\"",
                "GET VARIABLE UNIQUEID",
                "GET FULL VARIABLE ${CHANNEL(state)}",
                "SET VARIABLE RESULT done",
                "DATABASE PUT agi-capture a b",
                "DATABASE DELTREE agi-capture",
                "EXEC NoOp",
                "EXEC Wait 1",
                "NOOP",
                "VERBOSE x 1",
                "GOSUB agi-sub s 1 a,b",
                "SPEECH DESTROY",
                "ASYNCAGI BREAK",
                "CHANNEL STATUS",
            ] {
                agi.ask(line)?;
            }
            self.keep(agi, name, about, false)?;
        }
        Ok(())
    }
}
