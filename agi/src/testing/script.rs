use std::fmt;
use std::time::Duration;

use super::TranscriptError;
use crate::wire::split_words;

/// What Asterisk says and what it expects, in order.
///
/// A command matches if Asterisk would see the same words: quotes do not matter.
///
/// ```
/// use switchhook_agi::testing::Script;
/// let script = Script::call("agi://127.0.0.1/ivr/main?lang=fr")
///     .environment("agi_callerid", "106")
///     .on("ANSWER", "200 result=0")
///     .expect("STREAM FILE welcome \"\"")
///     .say("200 result=-1 endpos=800")
///     .hangs_up()
///     .closes();
/// assert_eq!(script.len(), 7);
///
/// let recorded = Script::from_transcript(b"A: agi_network: yes\nA: \nP: ANSWER\nA: 200 result=0\nP.\nA.\n")?;
/// assert_eq!(recorded.len(), 5);
/// # Ok::<(), switchhook_agi::testing::TranscriptError>(())
/// ```
#[must_use]
#[derive(Clone)]
pub struct Script {
    environment: Vec<(String, String)>,
    pub(super) steps: Vec<Step>,
    pub(super) patience: Duration,
    pub(super) cut_after: Option<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Asterisk writes these bytes.
    Say(Vec<u8>),
    /// Asterisk says nothing for as long.
    Wait(Duration),
    /// The program writes a line that Asterisk sees as these words.
    Expect(Vec<u8>),
    /// The program closes its side.
    ExpectClose,
    /// Asterisk closes.
    Close,
}

impl Script {
    /// Nothing yet, not even an environment.
    pub fn new() -> Self {
        Self {
            environment: Vec::new(),
            steps: Vec::new(),
            patience: Duration::from_secs(10),
            cut_after: None,
        }
    }

    /// A call to this URL, with the environment of an Asterisk 22.
    pub fn call(url: &str) -> Self {
        let after = url.split_once("://").map_or("", |(_, after)| after);
        let script = after.split_once('/').map_or("", |(_, script)| script);
        let mut made = Self::new().environment("agi_network", "yes");
        if !script.is_empty() {
            made = made.environment("agi_network_script", script);
        }
        for (name, value) in [
            ("agi_request", url),
            ("agi_channel", "PJSIP/100-00000000"),
            ("agi_language", "en"),
            ("agi_type", "PJSIP"),
            ("agi_uniqueid", "1700000000.1"),
            ("agi_version", "22.10.1"),
            ("agi_callerid", "100"),
            ("agi_calleridname", "Alice Martin"),
            ("agi_callingpres", "0"),
            ("agi_callingani2", "0"),
            ("agi_callington", "0"),
            ("agi_callingtns", "0"),
            ("agi_dnid", "301"),
            ("agi_rdnis", "unknown"),
            ("agi_context", "internal"),
            ("agi_extension", "301"),
            ("agi_priority", "1"),
            ("agi_enhanced", "0.0"),
            ("agi_accountcode", ""),
            ("agi_threadid", "140000000000000"),
        ] {
            made = made.environment(name, value);
        }
        made
    }

    /// Sets a line of the environment, or adds it at the end. The name is Asterisk's, such as `agi_callerid`.
    pub fn environment(mut self, name: &str, value: &str) -> Self {
        match self.environment.iter_mut().find(|(found, _)| found == name) {
            Some((_, old)) => value.clone_into(old),
            None => self.environment.push((name.to_owned(), value.to_owned())),
        }
        self
    }

    /// Leaves a line out of the environment: `agi_network` for a program that Asterisk starts itself.
    pub fn without(mut self, name: &str) -> Self {
        self.environment.retain(|(found, _)| found != name);
        self
    }

    /// A recorded conversation: lines `A: ` for Asterisk, `P: ` for the program, `A.` and `P.` where they close, `#`
    /// for comments.
    ///
    /// # Errors
    /// The first line that is none of these.
    pub fn from_transcript(text: &[u8]) -> Result<Self, TranscriptError> {
        let mut script = Self::new();
        for (index, line) in text.split_inclusive(|byte| *byte == b'\n').enumerate() {
            let end = line.strip_suffix(b"\n").unwrap_or(line);
            match line {
                [b'#', ..] => {}
                b"A." | b"A.\n" => script.steps.push(Step::Close),
                b"P." | b"P.\n" => script.steps.push(Step::ExpectClose),
                [b'P', b':', b' ', ..] => script.steps.push(Step::Expect(end[3..].to_vec())),
                [b'A', b':', b' ', said @ ..] => match script.steps.last_mut() {
                    Some(Step::Say(before)) => before.extend_from_slice(said),
                    _ => script.steps.push(Step::Say(said.to_vec())),
                },
                _ => return Err(TranscriptError { line: index + 1 }),
            }
        }
        Ok(script)
    }

    /// Asterisk says this line. The line end is added.
    pub fn say(mut self, line: &str) -> Self {
        self.steps.push(Step::Say(format!("{line}\n").into_bytes()));
        self
    }

    /// Asterisk says these bytes, such as half a line.
    pub fn say_bytes(mut self, bytes: &[u8]) -> Self {
        self.steps.push(Step::Say(bytes.to_vec()));
        self
    }

    /// Asterisk says nothing for as long. On a clock that stands still, such as that of
    /// `#[tokio::test(start_paused = true)]`, that takes no time.
    pub fn pauses(mut self, time: Duration) -> Self {
        self.steps.push(Step::Wait(time));
        self
    }

    /// The program has to send this command.
    pub fn expect(mut self, command: &str) -> Self {
        self.steps.push(Step::Expect(command.as_bytes().to_vec()));
        self
    }

    /// The program has to send this command, and Asterisk replies with this line.
    pub fn on(self, command: &str, reply: &str) -> Self {
        self.expect(command).say(reply)
    }

    /// The program does not wait any more for the command under way: it interrupts it, and Asterisk, as it does then,
    /// gives no reply to it. See [`Session::interrupt`](crate::proto::Session::interrupt).
    pub fn gives_up(self) -> Self {
        self.on(
            "GET FULL VARIABLE switchhook-interrupted",
            "200 result=1 (switchhook-interrupted)",
        )
    }

    /// The caller hangs up.
    pub fn hangs_up(self) -> Self {
        self.say("HANGUP")
    }

    /// The program has to end the session well: close, and say nothing more before.
    pub fn closes(mut self) -> Self {
        self.steps.push(Step::ExpectClose);
        self
    }

    /// The program has to end the session as one that failed.
    pub fn fails(self) -> Self {
        self.expect("failure").closes()
    }

    /// Asterisk closes the connection.
    pub fn close(mut self) -> Self {
        self.steps.push(Step::Close);
        self
    }

    /// Asterisk goes away once it has said so many bytes, wherever that is in the script, which then ends well when the
    /// program has closed too. What a handler must bear is tried by all of them:
    ///
    /// ```
    /// use switchhook_agi::Outcome;
    /// use switchhook_agi::testing::Script;
    /// use switchhook_agi::{Call, CallError};
    ///
    /// async fn handler(call: Call) -> Result<(), CallError> {
    ///     call.answer().await
    /// }
    /// # let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    /// # runtime.block_on(async {
    /// let script = Script::call("agi://127.0.0.1/").on("ANSWER", "200 result=0").closes();
    /// for byte in 0..script.said_bytes() {
    ///     match script.clone().cut_after(byte).run(handler).await? {
    ///         Outcome::Completed | Outcome::NotBegun(_) => {}
    ///         other => panic!("gone after {byte} bytes: {other}"),
    ///     }
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// # })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn cut_after(mut self, bytes: usize) -> Self {
        self.cut_after = Some(bytes);
        self
    }

    /// How many bytes Asterisk says in all, the environment included.
    pub fn said_bytes(&self) -> usize {
        let said = |step: &Step| match step {
            Step::Say(bytes) => bytes.len(),
            _ => 0,
        };
        self.all_steps().iter().map(said).sum()
    }

    /// How long each thing may take that the program has to do. 10 s by default.
    pub fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// How many steps it has, the environment included.
    pub fn len(&self) -> usize {
        self.steps.len() + usize::from(!self.environment.is_empty())
    }

    /// Whether nothing happens in it.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All steps, the environment first.
    pub(super) fn all_steps(&self) -> Vec<Step> {
        let mut steps = Vec::with_capacity(self.len());
        if !self.environment.is_empty() {
            let lines = self
                .environment
                .iter()
                .map(|(name, value)| format!("{name}: {value}\n"));
            steps.push(Step::Say(format!("{}\n", lines.collect::<String>()).into_bytes()));
        }
        steps.extend(self.steps.iter().cloned());
        steps
    }
}

impl Default for Script {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Script({} steps)", self.len())
    }
}

/// Whether Asterisk sees the same in both lines.
pub(super) fn is_same_command(one: &[u8], other: &[u8]) -> bool {
    one == other || split_words(one) == split_words(other)
}
