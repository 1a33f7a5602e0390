use std::time::Duration;

use super::{Announcement, Choice, Menu, play};
use crate::command::{Digit, RecordFile, Recording, RecordingEnd};
use crate::{Call, CallError};

/// How many samples a second of an ordinary recording has.
const RATE: u128 = 8000;

/// Lets the caller leave a message, and listen to it, say it again or keep it.
///
/// By default it begins with a beep and ends after 60 s, 5 s of silence, or with any key; less than a second is no
/// message, and there are three tries.
///
/// A caller who hangs up has left a message all the same, also while reviewing it.
///
/// ```
/// use std::time::Duration;
/// use switchhook_agi::conversation::{Record, Recorded};
/// use switchhook_agi::{Call, CallError};
///
/// async fn message(call: Call) -> Result<(), CallError> {
///     let file = format!("/var/spool/messages/{}", call.environment().unique_id().unwrap_or_default());
///     let record = Record::new(file, "wav")
///         .prompt("vm-intro")
///         .at_most(Duration::from_secs(120))
///         .review("vm-review"); // "To accept this recording, press 1. To listen to it, press 2. …"
///     if let Recorded::Kept(recording) = record.record(&call).await? {
///         call.set_variable("MESSAGE_SAMPLES", recording.samples.to_string()).await?;
///     }
///     Ok(())
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Record {
    file: String,
    format: String,
    prompt: Announcement,
    short: Announcement,
    until: String,
    at_most: Duration,
    silence: Option<Duration>,
    beep: bool,
    at_least: Duration,
    tries: u32,
    review: Option<Announcement>,
    keys: [Digit; 3],
}

/// What became of a [`Record`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recorded {
    /// A message was left: how it ended, and how long it is.
    Kept(Recording),
    /// Nothing but messages that are too short, the last of which is in the file.
    TooShort,
}

/// What a caller wants with a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wish {
    Keep,
    Listen,
    Again,
}

impl Record {
    /// To this file, named without its ending, on the machine of Asterisk; its folder has to exist. The format, such as
    /// `wav`, becomes the ending.
    ///
    /// Do not make the name of what the caller chooses: `../` goes where it likes.
    pub fn new(file: impl Into<String>, format: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            format: format.into(),
            prompt: Announcement::silent(),
            short: Announcement::silent(),
            until: play::ANY.to_owned(),
            at_most: Duration::from_secs(60),
            silence: Some(Duration::from_secs(5)),
            beep: true,
            at_least: Duration::from_secs(1),
            tries: 3,
            review: None,
            keys: [Digit::D1, Digit::D2, Digit::D3],
        }
    }

    /// What is said before. Any key ends it. Nothing by default.
    pub fn prompt(mut self, announcement: impl Into<Announcement>) -> Self {
        self.prompt = announcement.into();
        self
    }

    /// The keys that end the message. All by default.
    pub fn until(mut self, keys: impl Into<String>) -> Self {
        self.until = keys.into();
        self
    }

    /// The longest message. 60 s by default.
    pub fn at_most(mut self, time: Duration) -> Self {
        self.at_most = time;
        self
    }

    /// The shortest message. 1 s by default.
    pub fn at_least(mut self, time: Duration) -> Self {
        self.at_least = time;
        self
    }

    /// The silence that ends it, in whole seconds. 5 s by default; none with `None`.
    pub fn until_silence(mut self, silence: Option<Duration>) -> Self {
        self.silence = silence;
        self
    }

    /// Whether there is a beep before it. There is by default.
    pub fn beep(mut self, is_there: bool) -> Self {
        self.beep = is_there;
        self
    }

    /// How many messages that are too short to bear. 3 by default, at least 1.
    pub fn tries(mut self, tries: u32) -> Self {
        self.tries = tries.max(1);
        self
    }

    /// What is said when a message was too short. Nothing by default.
    pub fn on_short(mut self, announcement: impl Into<Announcement>) -> Self {
        self.short = announcement.into();
        self
    }

    /// Asks whether to keep the message (1), to listen to it (2) or to say it again (3); without an answer it is kept.
    /// By default it is not asked. Asterisk has a sound that offers these keys, `vm-review`.
    pub fn review(mut self, announcement: impl Into<Announcement>) -> Self {
        self.review = Some(announcement.into());
        self
    }

    /// The keys of the review. 1, 2 and 3 by default.
    pub fn review_keys(mut self, keep: Digit, listen: Digit, again: Digit) -> Self {
        self.keys = [keep, listen, again];
        self
    }

    /// Records.
    ///
    /// # Errors
    /// As for [`Call::send`]: the caller left before the message began, a sound is missing, or Asterisk cannot write
    /// the file.
    pub async fn record(&self, call: &Call) -> Result<Recorded, CallError> {
        let mut tries = 0;
        loop {
            self.prompt.play_until(call, play::ANY).await?;
            let recording = call.send(self.command()).await?;
            let is_gone = matches!(recording.end, RecordingEnd::Hangup | RecordingEnd::ChannelFailed);
            if self.is_short(&recording) {
                if is_gone {
                    return Ok(Recorded::TooShort);
                }
                self.short.play(call).await?;
                tries += 1;
                if tries == self.tries {
                    return Ok(Recorded::TooShort);
                }
            } else if is_gone {
                return Ok(Recorded::Kept(recording));
            } else {
                match self.reviewed(call).await {
                    Ok(Wish::Again) => {}
                    Ok(_) => return Ok(Recorded::Kept(recording)),
                    // The message is there, and the next command tells that the caller is not.
                    Err(error) if error.is_over() => return Ok(Recorded::Kept(recording)),
                    Err(error) => return Err(error),
                }
            }
        }
    }

    fn command(&self) -> RecordFile {
        let mut command = RecordFile::new(&*self.file, &*self.format)
            .until(&*self.until)
            .at_most(self.at_most);
        if self.beep {
            command = command.beep();
        }
        if let Some(silence) = self.silence {
            command = command.until_silence(silence);
        }
        command
    }

    fn is_short(&self, recording: &Recording) -> bool {
        matches!(recording.end, RecordingEnd::DigitBefore(_))
            || u128::from(recording.samples) * 1000 < self.at_least.as_millis() * RATE
    }

    async fn reviewed(&self, call: &Call) -> Result<Wish, CallError> {
        let Some(review) = &self.review else {
            return Ok(Wish::Keep);
        };
        let [keep, listen, again] = self.keys;
        let menu = Menu::new(review.clone())
            .key(again, Wish::Again)
            .key(listen, Wish::Listen)
            .key(keep, Wish::Keep);
        loop {
            match menu.choose(call).await? {
                Choice::Chosen(Wish::Listen) => {
                    Announcement::from(&*self.file)
                        .play_until(call, play::ANY)
                        .await?;
                }
                Choice::Chosen(wish) => return Ok(wish),
                Choice::Nothing | Choice::Invalid => return Ok(Wish::Keep),
            }
        }
    }
}
