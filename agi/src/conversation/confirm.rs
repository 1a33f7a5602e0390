use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::{Announcement, Answer, Ask, Choice, Menu};
use crate::command::Digit;
use crate::{Call, CallError};

/// A question to be answered by yes (1) or no (2).
///
/// ```
/// use switchhook_agi::conversation::{Confirm, Confirmed};
/// use switchhook_agi::{Call, CallError};
///
/// async fn cancel(call: Call) -> Result<(), CallError> {
///     let sure = Confirm::new("press-1-to-cancel-your-appointment").ask(&call).await?;
///     if sure == Confirmed::Yes {
///         call.set_variable("CANCELLED", "1").await?;
///     }
///     Ok(())
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Confirm {
    question: Announcement,
    yes: Digit,
    no: Digit,
    wait: Duration,
    tries: u32,
    invalid: Announcement,
}

/// What became of a [`Confirm`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirmed {
    /// The key for yes.
    Yes,
    /// The key for no.
    No,
    /// Neither key, in all tries.
    Unanswered,
}

impl Confirm {
    /// With this question, which should name the keys.
    pub fn new(question: impl Into<Announcement>) -> Self {
        Self {
            question: question.into(),
            yes: Digit::D1,
            no: Digit::D2,
            wait: Duration::from_secs(6),
            tries: 3,
            invalid: Announcement::silent(),
        }
    }

    /// The keys for yes and for no. 1 and 2 by default; if they are the same, it is yes.
    pub fn keys(mut self, yes: Digit, no: Digit) -> Self {
        (self.yes, self.no) = (yes, no);
        self
    }

    /// How long to wait after the question. 6 s by default.
    pub fn timeout(mut self, time: Duration) -> Self {
        self.wait = time;
        self
    }

    /// How often to ask. 3 by default, at least 1.
    pub fn tries(mut self, tries: u32) -> Self {
        self.tries = tries;
        self
    }

    /// What is said when it was another key. Nothing by default.
    pub fn on_invalid(mut self, announcement: impl Into<Announcement>) -> Self {
        self.invalid = announcement.into();
        self
    }

    /// Asks.
    ///
    /// # Errors
    /// As for [`Call::send`]: the caller left, or a sound is missing.
    pub async fn ask(&self, call: &Call) -> Result<Confirmed, CallError> {
        self.ask_after(call, Announcement::silent()).await
    }

    /// Asks with something said before, each time.
    async fn ask_after(&self, call: &Call, before: Announcement) -> Result<Confirmed, CallError> {
        let menu = Menu::new(before.then(self.question.clone()))
            .key(self.no, Confirmed::No)
            .key(self.yes, Confirmed::Yes)
            .timeout(self.wait)
            .tries(self.tries)
            .on_invalid(self.invalid.clone());
        Ok(match menu.choose(call).await? {
            Choice::Chosen(confirmed) => confirmed,
            Choice::Nothing | Choice::Invalid => Confirmed::Unanswered,
        })
    }
}

/// A question whose answer is read back, and asked again until the caller confirms it: "You entered 0 0 7. To accept,
/// press 1."
///
/// ```
/// use switchhook_agi::conversation::{Answer, Ask, Confirm, ReadBack};
/// use switchhook_agi::{Call, CallError};
///
/// async fn callback(call: Call) -> Result<(), CallError> {
///     let number = Ask::new("enter-your-number").digits(6..=15);
///     let read_back = ReadBack::new(number, Confirm::new("press-1-to-accept")).before("you-entered");
///     if let Answer::Entered(number) = read_back.ask(&call).await? {
///         call.set_variable("CALLBACK", number.as_str()).await?;
///     }
///     Ok(())
/// }
/// ```
#[derive(Clone)]
#[must_use]
pub struct ReadBack {
    ask: Ask,
    confirm: Confirm,
    before: Announcement,
    say: Arc<dyn Fn(&str) -> Announcement + Send + Sync>,
    tries: u32,
}

impl ReadBack {
    /// Asks, then confirms.
    pub fn new(ask: Ask, confirm: Confirm) -> Self {
        Self {
            ask,
            confirm,
            before: Announcement::silent(),
            say: Arc::new(Announcement::keys),
            tries: 3,
        }
    }

    /// What is said before the answer is read back. Nothing by default.
    pub fn before(mut self, announcement: impl Into<Announcement>) -> Self {
        self.before = announcement.into();
        self
    }

    /// How the answer is read back. Key by key by default.
    pub fn say(mut self, say: impl Fn(&str) -> Announcement + Send + Sync + 'static) -> Self {
        self.say = Arc::new(say);
        self
    }

    /// How many answers to read back. 3 by default, at least 1. Each is asked for as often as its [`Ask`] says.
    pub fn tries(mut self, tries: u32) -> Self {
        self.tries = tries.max(1);
        self
    }

    /// Asks. An answer that is neither accepted nor refused is as good as refused; where none is accepted, it is
    /// [`Answer::Invalid`].
    ///
    /// # Errors
    /// As for [`Call::send`]: the caller left, or a sound is missing.
    pub async fn ask(&self, call: &Call) -> Result<Answer, CallError> {
        for _ in 0..self.tries {
            let digits = match self.ask.ask(call).await? {
                Answer::Entered(digits) => digits,
                other => return Ok(other),
            };
            let heard = self.before.clone().then((self.say)(digits.as_str()));
            if self.confirm.ask_after(call, heard).await? == Confirmed::Yes {
                return Ok(Answer::Entered(digits));
            }
        }
        Ok(Answer::Invalid)
    }
}

impl fmt::Debug for ReadBack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReadBack")
            .field("ask", &self.ask)
            .field("confirm", &self.confirm)
            .field("before", &self.before)
            .field("tries", &self.tries)
            .finish_non_exhaustive()
    }
}
