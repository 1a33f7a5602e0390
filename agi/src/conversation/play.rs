//! Plays announcements to a call, and listens for keys.

use std::time::Duration;

use super::say::What;
use super::{Announcement, Item, Say};
use crate::command::{Command, Digit, ReplyError, StreamFile, WaitForDigit};
use crate::wire::{LineWriter, Reply};
use crate::{Call, CallError};

/// Every key that a telephone can have.
pub(super) const ANY: &str = "0123456789*#ABCD";

impl Announcement {
    /// Plays it to the end.
    ///
    /// # Errors
    /// As for [`Call::send`]: the caller left, or a file is missing.
    pub async fn play(&self, call: &Call) -> Result<(), CallError> {
        self.play_until(call, "").await.map(drop)
    }

    /// Plays it to the end, or until one of these keys is pressed, and says which.
    ///
    /// # Errors
    /// As for [`Call::send`]: the caller left, or a file is missing.
    pub async fn play_until(&self, call: &Call, keys: &str) -> Result<Option<Digit>, CallError> {
        for item in self.items() {
            let pressed = match item {
                Item::File(file) => call.send(StreamFile::new(file).until(keys)).await?.digit,
                Item::Say(say) => say.play_until(call, keys).await?,
            };
            if pressed.is_some() {
                return Ok(pressed);
            }
        }
        Ok(None)
    }

    /// Plays it, and if no key interrupts it, waits this long for one.
    pub(super) async fn play_for_key(
        &self,
        call: &Call,
        barge_in: bool,
        wait: Duration,
    ) -> Result<Option<Digit>, CallError> {
        match self.play_until(call, if barge_in { ANY } else { "" }).await? {
            Some(key) => Ok(Some(key)),
            None => call.send(WaitForDigit::at_most(wait)).await,
        }
    }
}

impl Say {
    /// Says it, unless one of these keys is pressed.
    async fn play_until(&self, call: &Call, keys: &str) -> Result<Option<Digit>, CallError> {
        call.send(Line { say: self, keys }).await
    }
}

/// One of the SAY commands.
struct Line<'a> {
    say: &'a Say,
    keys: &'a str,
}

impl Command for Line<'_> {
    type Response = Option<Digit>;

    fn name(&self) -> &str {
        match &self.say.0 {
            What::Number { .. } => "SAY NUMBER",
            What::Digits(_) => "SAY DIGITS",
            What::Alpha(_) => "SAY ALPHA",
            What::Phonetic(_) => "SAY PHONETIC",
            What::Date(_) => "SAY DATE",
            What::Time(_) => "SAY TIME",
            What::DateTime { .. } => "SAY DATETIME",
        }
    }

    fn encode(&self, line: &mut LineWriter) {
        match &self.say.0 {
            What::Number { number, gender } => {
                line.display(number).argument(self.keys);
                line.optional(gender.map(String::from));
            }
            What::Digits(text) | What::Alpha(text) | What::Phonetic(text) => {
                line.argument(text).argument(self.keys);
            }
            What::Date(epoch) | What::Time(epoch) => {
                line.display(epoch).argument(self.keys);
            }
            What::DateTime { epoch, format, zone } => {
                line.display(epoch).argument(self.keys);
                // A zone needs a format before it: this is Asterisk's own.
                let format = format
                    .as_deref()
                    .or(zone.as_ref().map(|_| "ABdY 'digits/at' IMp"));
                line.optional(format).optional(zone.as_deref());
            }
        }
    }

    fn is_open_ended(&self) -> bool {
        true
    }

    fn response(&self, reply: &Reply) -> Result<Option<Digit>, ReplyError> {
        let code = ReplyError::unless_failed(reply)?;
        Ok(u8::try_from(code)
            .ok()
            .and_then(|code| Digit::new(char::from(code))))
    }
}
