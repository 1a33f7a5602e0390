//! Plays announcements to a call, and listens for keys.

use std::time::Duration;

use super::{Announcement, Item};
use crate::command::{Digit, StreamFile, WaitForDigit};
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
                Item::Number(say) => call.send(say.clone().until(keys)).await?,
                Item::Digits(say) => call.send(say.clone().until(keys)).await?,
                Item::Alpha(say) => call.send(say.clone().until(keys)).await?,
                Item::Phonetic(say) => call.send(say.clone().until(keys)).await?,
                Item::Date(say) => call.send(say.clone().until(keys)).await?,
                Item::Time(say) => call.send(say.clone().until(keys)).await?,
                Item::DateTime(say) => call.send(say.clone().until(keys)).await?,
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
