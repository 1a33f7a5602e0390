use std::fmt;
use std::time::Duration;

use crate::caller_id::CallerId;
use crate::check::{MAX_FILE, parse};
use crate::key::Key;
use crate::range::{MAX_RETRIES, RETRY_TIME, WAIT_TIME};
use crate::report::ParseError;
use crate::target::Target;
use crate::value::{Account, Channel, Codecs, ValueError, ValueProblem, print_line};
use crate::variable::Variable;

/// A call that Asterisk is to place: whom it calls, and what the call does once it is answered.
///
/// Whatever exists prints as a file that Asterisk reads back as the same call: no value can begin a line of its own,
/// hide behind a comment or be cut. Read one with [`CallFile::parse`] or [`check`](crate::check()), make one with
/// [`CallFile::builder`].
///
/// ```
/// use std::time::Duration;
/// use switchhook_callfile::{CallFile, Target};
///
/// let call = CallFile::builder("PJSIP/100", Target::extension("internal", "200")?)
///     .caller_id("Fire alarm", "200")
///     .wait_time(Duration::from_secs(20))
///     .max_retries(2)
///     .retry_time(Duration::from_secs(60))
///     .variable("ROOM", "cellar; left")
///     .build()?;
/// assert_eq!(
///     call.to_string(),
///     "Channel: PJSIP/100\n\
///      CallerID: \"Fire alarm\" <200>\n\
///      WaitTime: 20\n\
///      RetryTime: 60\n\
///      MaxRetries: 2\n\
///      Context: internal\n\
///      Extension: 200\n\
///      Set: ROOM=cellar\\; left\n"
/// );
/// assert_eq!(CallFile::parse(call.to_bytes())?, call);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallFile {
    pub(crate) channel: Channel,
    pub(crate) target: Target,
    pub(crate) caller_id: Option<CallerId>,
    pub(crate) wait_time: u32,
    pub(crate) retry_time: u32,
    pub(crate) max_retries: u32,
    pub(crate) account: Option<Account>,
    pub(crate) codecs: Vec<Codecs>,
    pub(crate) variables: Vec<Variable>,
    pub(crate) always_delete: bool,
    pub(crate) archive: bool,
    pub(crate) early_media: bool,
}

/// What Asterisk assumes (`new_outgoing` in `pbx/pbx_spool.c`).
pub(crate) const DEFAULT_WAIT_TIME: u32 = 45;
pub(crate) const DEFAULT_RETRY_TIME: u32 = 300;

impl CallFile {
    /// Begins a call to `channel` (`Technology/Resource`) that goes to `target` once it is answered.
    ///
    /// Everything else has the default of Asterisk. A value that cannot be is told by [`Builder::build`].
    pub fn builder(channel: impl AsRef<[u8]>, target: Target) -> Builder {
        Builder {
            call: Channel::new(channel).map(|channel| Self::new(channel, target)),
        }
    }

    pub(crate) const fn new(channel: Channel, target: Target) -> Self {
        Self {
            channel,
            target,
            caller_id: None,
            wait_time: DEFAULT_WAIT_TIME,
            retry_time: DEFAULT_RETRY_TIME,
            max_retries: 0,
            account: None,
            codecs: Vec::new(),
            variables: Vec::new(),
            always_delete: true,
            archive: false,
            early_media: false,
        }
    }

    /// Reads a file in which Asterisk would find nothing odd. What it appended about attempts is passed over.
    ///
    /// [`check`](crate::check()) reads all that Asterisk takes, and says what it does with each odd line.
    ///
    /// ```
    /// use switchhook_callfile::CallFile;
    /// let error = CallFile::parse("Channel: PJSIP/100\nTimeout: 20\nApplication: Echo\n").unwrap_err();
    /// assert_eq!(error.line, Some(2));
    /// assert_eq!(error.to_string(), "line 2: Asterisk knows no key \"Timeout\"; write `WaitTime:`");
    /// # Ok::<(), switchhook_callfile::ParseError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The first thing that Asterisk would ignore, replace, or discard the file for.
    pub fn parse(file: impl AsRef<[u8]>) -> Result<Self, ParseError> {
        parse(file.as_ref())
    }

    /// Begins a changed copy.
    pub fn edit(&self) -> Builder {
        Builder {
            call: Ok(self.clone()),
        }
    }

    /// Whom it calls.
    #[must_use]
    pub const fn channel(&self) -> &Channel {
        &self.channel
    }

    /// Where the answered call goes.
    #[must_use]
    pub const fn target(&self) -> &Target {
        &self.target
    }

    /// What the called telephone shows.
    #[must_use]
    pub const fn caller_id(&self) -> Option<&CallerId> {
        self.caller_id.as_ref()
    }

    /// How long it may ring: whole seconds.
    #[must_use]
    pub const fn wait_time(&self) -> Duration {
        Duration::from_secs(self.wait_time as u64)
    }

    /// How long Asterisk waits between attempts: whole seconds.
    #[must_use]
    pub const fn retry_time(&self) -> Duration {
        Duration::from_secs(self.retry_time as u64)
    }

    /// How many attempts may follow the first.
    #[must_use]
    pub const fn max_retries(&self) -> u32 {
        self.max_retries
    }

    /// Account code.
    #[must_use]
    pub const fn account(&self) -> Option<&Account> {
        self.account.as_ref()
    }

    /// Codec lists, applied one after the other.
    #[must_use]
    pub fn codecs(&self) -> &[Codecs] {
        &self.codecs
    }

    /// Variables, set one after the other.
    #[must_use]
    pub fn variables(&self) -> &[Variable] {
        &self.variables
    }

    /// Whether the file is removed after the call though its time lies in the future.
    #[must_use]
    pub const fn always_delete(&self) -> bool {
        self.always_delete
    }

    /// Whether the finished file is kept in `outgoing_done`.
    #[must_use]
    pub const fn archive(&self) -> bool {
        self.archive
    }

    /// Whether sound before the answer already connects the call.
    #[must_use]
    pub const fn early_media(&self) -> bool {
        self.early_media
    }

    /// The file: one line for each thing that is not Asterisk's default, always in the same order.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(256);
        self.print(&mut out);
        out
    }

    /// Refuses what [`check`](crate::check()) would not look at. Variables and codecs are what there may be many of.
    pub(crate) fn fits(&self) -> Result<(), ValueError> {
        let (length, limit) = (self.to_bytes().len(), MAX_FILE);
        let key = if self.variables.is_empty() {
            Key::Codecs
        } else {
            Key::Set
        };
        if length > limit {
            return Err(ValueProblem::FileTooLong { length, limit }.of(key));
        }
        Ok(())
    }

    /// Appends what [`CallFile::to_bytes`] gives.
    pub fn print(&self, out: &mut Vec<u8>) {
        print_line(out, Key::Channel, self.channel.as_bytes());
        if let Some(caller_id) = &self.caller_id {
            print_line(out, Key::CallerId, caller_id.as_bytes());
        }
        for (key, number, default) in [
            (Key::WaitTime, self.wait_time, DEFAULT_WAIT_TIME),
            (Key::RetryTime, self.retry_time, DEFAULT_RETRY_TIME),
            (Key::MaxRetries, self.max_retries, 0),
        ] {
            if number != default {
                print_number(out, key, number);
            }
        }
        if let Some(account) = &self.account {
            print_line(out, Key::Account, account.as_bytes());
        }
        for codecs in &self.codecs {
            print_line(out, Key::Codecs, codecs.as_bytes());
        }
        match &self.target {
            Target::Application { name, data } => {
                print_line(out, Key::Application, name.as_bytes());
                if !data.as_bytes().is_empty() {
                    print_line(out, Key::Data, data.as_bytes());
                }
            }
            Target::Extension {
                context,
                extension,
                priority,
            } => {
                if let Some(context) = context {
                    print_line(out, Key::Context, context.as_bytes());
                }
                print_line(out, Key::Extension, extension.as_bytes());
                if priority.get() != 1 {
                    print_number(out, Key::Priority, priority.get());
                }
            }
        }
        for variable in &self.variables {
            print_line(out, Key::Set, variable.as_line());
        }
        for (key, flag, default) in [
            (Key::AlwaysDelete, self.always_delete, true),
            (Key::Archive, self.archive, false),
            (Key::EarlyMedia, self.early_media, false),
        ] {
            if flag != default {
                print_line(out, key, if flag { b"yes" } else { b"no" });
            }
        }
    }
}

fn print_number(out: &mut Vec<u8>, key: Key, number: u32) {
    // The ten digits that a u32 has at most, filled from the end.
    let mut digits = [0; 10];
    let mut at = digits.len();
    let mut rest = number;
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    print_line(out, key, &digits[at..]);
}

/// The file as text; bytes that are not UTF-8 show as U+FFFD. What goes to Asterisk is [`CallFile::to_bytes`].
impl fmt::Display for CallFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(&self.to_bytes()))
    }
}

/// Makes a [`CallFile`]. The first value that cannot be is kept, and told by [`Builder::build`].
///
/// ```
/// use switchhook_callfile::{CallFile, Key, Target};
/// let error = CallFile::builder("PJSIP/100", Target::application("Echo", "")?)
///     .variable("NOTE", "x\nApplication: System\nData: reboot")
///     .build()
///     .unwrap_err();
/// assert_eq!(error.key, Key::Set);
/// assert_eq!(error.to_string(), "Set: LF at byte 6; remove it, no line of a call file can carry it");
/// # Ok::<(), switchhook_callfile::ValueError>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "a builder makes nothing until `build`"]
pub struct Builder {
    call: Result<CallFile, ValueError>,
}

impl Builder {
    fn set<T>(mut self, value: Result<T, ValueError>, put: impl FnOnce(&mut CallFile, T)) -> Self {
        match (&mut self.call, value) {
            (Ok(call), Ok(value)) => put(call, value),
            (Ok(_), Err(error)) => self.call = Err(error),
            (Err(_), _) => {}
        }
        self
    }

    /// Where the answered call goes, in place of what was said before.
    pub fn target(self, target: Target) -> Self {
        self.set(Ok(target), |call, target| call.target = target)
    }

    /// What the called telephone shows: name and number, either of which may be empty, but not both. Default: nothing.
    pub fn caller_id(self, name: impl AsRef<[u8]>, number: impl AsRef<[u8]>) -> Self {
        self.set(CallerId::named(name, number), |call, caller| {
            call.caller_id = Some(caller);
        })
    }

    /// The same as text: `"Name" <number>` or a number.
    pub fn caller_id_text(self, text: impl AsRef<[u8]>) -> Self {
        self.set(CallerId::new(text), |call, caller| call.caller_id = Some(caller))
    }

    /// How long it may ring: 1 to 2,147,483 seconds, a part of a second counts as a whole one. Default: 45 s.
    pub fn wait_time(self, time: Duration) -> Self {
        self.set(WAIT_TIME.seconds(time), |call, seconds| {
            call.wait_time = seconds;
        })
    }

    /// How long to wait between attempts: at least a second, a part of a second counts as a whole one. Default: 300 s.
    ///
    /// On Linux, Asterisk counts from the start of an attempt as well as from its end, so the next may come as soon as
    /// the last one is over.
    pub fn retry_time(self, time: Duration) -> Self {
        self.set(RETRY_TIME.seconds(time), |call, seconds| {
            call.retry_time = seconds;
        })
    }

    /// How many attempts may follow the first. Default: none.
    pub fn max_retries(self, retries: u32) -> Self {
        self.set(MAX_RETRIES.check(i64::from(retries)), |call, retries| {
            call.max_retries = retries;
        })
    }

    /// Account code of the call. Default: the channel's own.
    pub fn account(self, account: impl AsRef<[u8]>) -> Self {
        self.set(Account::new(account), |call, account| {
            call.account = Some(account);
        })
    }

    /// Codecs beside the default ones, `!` takes one away. May be said several times. Default: none.
    pub fn codecs(self, codecs: impl AsRef<[u8]>) -> Self {
        self.set(Codecs::new(codecs), |call, codecs| call.codecs.push(codecs))
    }

    /// Sets a variable of the channel. May be said several times; they are set in this order.
    pub fn variable(self, name: impl AsRef<[u8]>, value: impl AsRef<[u8]>) -> Self {
        self.set(Variable::new(name, value), |call, variable| {
            call.variables.push(variable);
        })
    }

    /// Whether the file is removed after the call though its time lies in the future. Default: yes.
    ///
    /// With `no`, a file whose call was shorter than twice the retry time stays, often that of a longer call too, and is
    /// not called again before it is replaced.
    pub fn always_delete(self, always: bool) -> Self {
        self.set(Ok(always), |call, always| call.always_delete = always)
    }

    /// Whether the finished file is moved to `outgoing_done`, with its status. Default: no.
    pub fn archive(self, archive: bool) -> Self {
        self.set(Ok(archive), |call, archive| call.archive = archive)
    }

    /// Whether sound before the answer already connects the call to its extension. Default: no.
    pub fn early_media(self, early: bool) -> Self {
        self.set(Ok(early), |call, early| call.early_media = early)
    }

    /// The call.
    ///
    /// # Errors
    ///
    /// The first value that no call file can carry, with its key; or more than [`MAX_FILE`] bytes in all.
    pub fn build(self) -> Result<CallFile, ValueError> {
        let call = self.call?;
        call.fits()?;
        Ok(call)
    }
}
