use std::fmt;
use std::future::{Future, ready};
use std::ops::RangeInclusive;
use std::sync::Arc;
use std::time::Duration;

use super::entry::{Digits, Entry, Problem, Rules, Step};
use super::{Announcement, play};
use crate::command::{Digit, GetData, WaitForDigit};
use crate::{Call, CallError};

/// Asks the caller to key something in, again until it will do.
///
/// Keys interrupt the question, and count. By default one or more of them, ended by `#` or by silence: 6 s before the
/// first, 2 s before each other, as Asterisk's `GET DATA` has it; three tries.
///
/// ```
/// use switchhook_agi::conversation::{Answer, Ask};
/// use switchhook_agi::{Call, CallError};
///
/// async fn account(call: Call) -> Result<(), CallError> {
///     let ask = Ask::new("enter-account")
///         .digits(8..=10)
///         .on_nothing("please-try-again")
///         .on_invalid("invalid")
///         .accept(|account| !account.starts_with('0') && !account.contains('*'));
///     match ask.ask(&call).await? {
///         Answer::Entered(account) => call.set_variable("ACCOUNT", account.as_str()).await,
///         Answer::Nothing | Answer::Invalid => call.set_variable("ACCOUNT", "").await,
///     }
/// }
/// ```
#[derive(Clone)]
#[must_use]
pub struct Ask {
    question: Announcement,
    nothing: Announcement,
    invalid: Announcement,
    rules: Rules,
    barge_in: bool,
    tries: u32,
    accept: Option<Accept>,
}

type Accept = Arc<dyn Fn(&str) -> bool + Send + Sync>;

/// What became of a question. Asked of somebody who hung up, it is [`CallError::HungUp`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// This was entered, and accepted.
    Entered(Digits),
    /// In none of the tries was there a key, or no more than the one that ends an entry.
    Nothing,
    /// Something was entered, but nothing that would do.
    Invalid,
}

impl Ask {
    /// With this question.
    pub fn new(question: impl Into<Announcement>) -> Self {
        Self {
            question: question.into(),
            nothing: Announcement::silent(),
            invalid: Announcement::silent(),
            rules: Rules {
                min: 1,
                max: 32,
                terminator: Some(Digit::POUND),
                first: Duration::from_secs(6),
                between: Duration::from_secs(2),
            },
            barge_in: true,
            tries: 3,
            accept: None,
        }
    }

    /// How many keys. With `0..=n`, nothing is an answer too. 1 to 32 by default; at most one is asked for where the
    /// end is 0.
    pub fn digits(mut self, count: RangeInclusive<usize>) -> Self {
        self.rules.max = (*count.end()).max(1);
        self.rules.min = (*count.start()).min(self.rules.max);
        self
    }

    /// The key that ends an entry, which is not part of it; `None` where every key counts. `#` by default.
    ///
    /// With `#`, all keys after the first are read by one command. With another key, or none, there is a command for
    /// each, and one that is pressed in the millisecond between two is lost.
    pub fn terminator(mut self, key: Option<Digit>) -> Self {
        self.rules.terminator = key;
        self
    }

    /// How long to wait for the first key once the question was heard. 6 s by default.
    pub fn first_timeout(mut self, time: Duration) -> Self {
        self.rules.first = time;
        self
    }

    /// How long to wait for each other key. 2 s by default.
    pub fn digit_timeout(mut self, time: Duration) -> Self {
        self.rules.between = time;
        self
    }

    /// Whether keys interrupt the question. They do by default; if not, those pressed before its end do not count.
    pub fn barge_in(mut self, does: bool) -> Self {
        self.barge_in = does;
        self
    }

    /// How often to ask. 3 by default, at least 1.
    pub fn tries(mut self, tries: u32) -> Self {
        self.tries = tries.max(1);
        self
    }

    /// What is said when nothing was entered. Nothing by default.
    pub fn on_nothing(mut self, announcement: impl Into<Announcement>) -> Self {
        self.nothing = announcement.into();
        self
    }

    /// What is said when an entry will not do. Nothing by default.
    pub fn on_invalid(mut self, announcement: impl Into<Announcement>) -> Self {
        self.invalid = announcement.into();
        self
    }

    /// What will do, beside the number of keys. All does by default.
    pub fn accept(mut self, accept: impl Fn(&str) -> bool + Send + Sync + 'static) -> Self {
        self.accept = Some(Arc::new(accept));
        self
    }

    /// Asks.
    ///
    /// # Errors
    /// As for [`Call::send`]: the caller left, or a sound is missing.
    pub async fn ask(&self, call: &Call) -> Result<Answer, CallError> {
        self.ask_checked(call, |_| ready(true)).await
    }

    /// Asks, and lets `check` say whether an entry will do: it may ask a database. Entries that do not do without it
    /// are not shown to it.
    ///
    /// ```
    /// # use switchhook_agi::conversation::{Answer, Ask};
    /// # use switchhook_agi::{Call, CallError};
    /// # async fn is_known(_: &str) -> bool { true }
    /// # async fn example(call: &Call) -> Result<(), CallError> {
    /// let ask = Ask::new("enter-account").on_invalid("invalid");
    /// let answer = ask.ask_checked(call, |account| async move { is_known(account.as_str()).await }).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As for [`Call::send`]: the caller left, or a sound is missing.
    pub async fn ask_checked<F, Fut>(&self, call: &Call, mut check: F) -> Result<Answer, CallError>
    where
        F: FnMut(Digits) -> Fut,
        Fut: Future<Output = bool>,
    {
        let mut outcome = Answer::Nothing;
        let mut begun = None;
        for left in (0..self.tries).rev() {
            let problem = match self.enter(call, begun.take()).await? {
                Ok(digits) if self.accepts(&digits) && check(digits.clone()).await => {
                    return Ok(Answer::Entered(digits));
                }
                Ok(_) => Problem::Invalid,
                Err(problem) => problem,
            };
            let reproach = match problem {
                Problem::Nothing => &self.nothing,
                Problem::Invalid => {
                    outcome = Answer::Invalid;
                    &self.invalid
                }
            };
            // Who knows what went wrong may begin at once.
            let keys = if left > 0 && self.barge_in { play::ANY } else { "" };
            begun = reproach.play_until(call, keys).await?;
        }
        Ok(outcome)
    }

    /// One entry, of which the first key may be known already.
    async fn enter(&self, call: &Call, begun: Option<Digit>) -> Result<Result<Digits, Problem>, CallError> {
        let mut entry = Entry::new(&self.rules);
        let first = match begun {
            Some(key) => Some(key),
            None => {
                let wait = self.rules.first;
                self.question.play_for_key(call, self.barge_in, wait).await?
            }
        };
        entry.key(first);
        loop {
            match entry.step() {
                Step::Key(wait) => entry.key(call.send(WaitForDigit::at_most(wait)).await?),
                Step::Keys { between, max } => {
                    // Asterisk takes 0 for its default.
                    let between = between.max(Duration::from_millis(1));
                    let max = u32::try_from(max).unwrap_or(u32::MAX);
                    let rest = GetData::new("").timeout(between).max_digits(max);
                    entry.keys(call.send(rest).await?.digits());
                }
                Step::Done => return Ok(entry.finish()),
            }
        }
    }

    fn accepts(&self, digits: &Digits) -> bool {
        self.accept.as_ref().is_none_or(|accept| accept(digits.as_str()))
    }
}

impl fmt::Debug for Ask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ask")
            .field("question", &self.question)
            .field("rules", &self.rules)
            .field("tries", &self.tries)
            .finish_non_exhaustive()
    }
}
