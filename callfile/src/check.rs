//! Reads a file as Asterisk does (`parse_line` and `apply_outgoing` in `pbx/pbx_spool.c`), and says what is odd.

use crate::call_file::{CallFile, DEFAULT_RETRY_TIME, DEFAULT_WAIT_TIME};
use crate::caller_id::CallerId;
use crate::finding::{Effect, Finding, Problem};
use crate::history::{AttemptEvent, History, Mark};
use crate::key::Key;
use crate::line::{Content, Lines, key_and_value, uncommented};
use crate::number::{Bookkeeping, bookkeeping, is_false, is_true, leading_integer, wrapped};
use crate::range::{MAX_RETRIES, PRIORITY, Priority, RETRY_TIME, Range, WAIT_TIME};
use crate::report::{ParseError, Report, Verdict};
use crate::target::Target;
use crate::value::{
    Account, AppData, AppName, Channel, Codecs, Context, Extension, ValueError, split_channel,
};
use crate::variable::Variable;

/// The most bytes of a file that [`check()`] looks at, and that [`Builder::build`](crate::Builder::build) makes:
/// thousands of attempts fit.
pub const MAX_FILE: usize = 1 << 20;
/// The most findings that are kept; the rest is counted.
const MAX_FINDINGS: usize = 1000;
/// How much of a line a finding shows.
const SHOWN: usize = 60;

/// Reads a file as leniently as Asterisk does, and says what it does with each odd line.
///
/// ```
/// use switchhook_callfile::{Verdict, check};
/// let report = check("Channel: PJSIP/100\nWaitTime: soon\nApplication: Echo\n");
/// assert_eq!(report.verdict, Verdict::Called);
/// assert_eq!(
///     report.findings[0].to_string(),
///     "line 2: WaitTime: \"soon\" is no number that Asterisk takes; write a whole number of at least 1; \
///      Asterisk takes the default with a warning"
/// );
/// assert_eq!(check("Channel: PJSIP/100\n").verdict, Verdict::Discarded);
/// ```
#[must_use]
pub fn check(file: impl AsRef<[u8]>) -> Report {
    let file = file.as_ref();
    if file.len() > MAX_FILE {
        let problem = Problem::FileTooLong {
            length: file.len(),
            limit: MAX_FILE,
        };
        return Report {
            verdict: Verdict::Unknown,
            call: None,
            history: History::default(),
            findings: vec![Finding {
                line: None,
                problem,
                effect: Effect::NotChecked,
            }],
            omitted: 0,
        };
    }
    let mut reader = Reader::new();
    for line in Lines::new(file) {
        reader.line = line.number;
        match line.content {
            Content::Text(text) => reader.text(text),
            Content::UpToNul(text) => {
                reader.find(Problem::CutByNul, Effect::Taken);
                reader.text(text);
            }
            Content::TooLong => reader.find(Problem::LineTooLong, Effect::IgnoredWithWarning),
            Content::Nul { last } => reader.find(Problem::Nul { last }, Effect::IgnoredWithWarning),
        }
    }
    let mut report = reader.finish();
    // Printing puts a blank after each colon, so what we would print may be longer than what was read, but never twice.
    if file.len() > MAX_FILE / 2
        && let Some(Err(error)) = report.call.as_ref().map(CallFile::fits)
    {
        report.call = None;
        report.findings.push(Finding {
            line: None,
            problem: Problem::Unholdable(error),
            effect: Effect::Taken,
        });
    }
    report
}

pub(crate) fn parse(file: &[u8]) -> Result<CallFile, ParseError> {
    let report = check(file);
    // Written by Asterisk itself, so a file from `outgoing_done` is as good as another.
    let first = report
        .findings
        .into_iter()
        .find(|finding| finding.problem != Problem::Status);
    match (first, report.call) {
        (None, Some(call)) => Ok(call),
        (Some(Finding { line, problem, .. }), _) => Err(ParseError { line, problem }),
        // A file without call has a finding that says why.
        (None, None) => Err(ParseError {
            line: None,
            problem: Problem::NoDestination,
        }),
    }
}

/// What was read so far.
struct Reader {
    line: usize,
    findings: Vec<Finding>,
    omitted: usize,
    history: History,
    /// Where each key stood last.
    seen: [usize; Key::ALL.len()],
    /// Whether everything that Asterisk took could be held.
    holds: bool,
    // Whether Asterisk has them, and what we could hold of it.
    has_channel: bool,
    channel: Option<Channel>,
    has_application: bool,
    application: Option<AppName>,
    data: Option<AppData>,
    context: Option<Context>,
    extension_line: Option<usize>,
    extension: Option<Extension>,
    priority: u32,
    wait_time: u32,
    retry_time: u32,
    max_retries: i32,
    caller_id: Option<CallerId>,
    account: Option<Account>,
    codecs: Vec<Codecs>,
    variables: Vec<Variable>,
    always_delete: bool,
    archive: bool,
    early_media: bool,
}

impl Reader {
    const fn new() -> Self {
        Self {
            line: 0,
            findings: Vec::new(),
            omitted: 0,
            history: History::new(),
            seen: [0; Key::ALL.len()],
            holds: true,
            has_channel: false,
            channel: None,
            has_application: false,
            application: None,
            data: None,
            context: None,
            extension_line: None,
            extension: None,
            priority: 1,
            wait_time: DEFAULT_WAIT_TIME,
            retry_time: DEFAULT_RETRY_TIME,
            max_retries: 0,
            caller_id: None,
            account: None,
            codecs: Vec::new(),
            variables: Vec::new(),
            always_delete: true,
            archive: false,
            early_media: false,
        }
    }

    fn find(&mut self, problem: Problem, effect: Effect) {
        self.find_at(Some(self.line), problem, effect);
    }

    fn find_at(&mut self, line: Option<usize>, problem: Problem, effect: Effect) {
        // What is said of the whole file is the verdict's reason.
        if line.is_none() || self.findings.len() < MAX_FINDINGS {
            self.findings.push(Finding {
                line,
                problem,
                effect,
            });
        } else {
            self.omitted += 1;
        }
    }

    fn text(&mut self, raw: &[u8]) {
        let line = uncommented(raw);
        if line.is_empty() {
            return;
        }
        let Some((name, value)) = key_and_value(&line) else {
            let text = shown(&line);
            return self.find(Problem::MissingColon { text }, Effect::IgnoredWithWarning);
        };
        match Key::from_bytes(name) {
            Some(key) => self.known(key, value),
            None if name == b"Status" => {
                self.history.set_status(value);
                self.find(Problem::Status, Effect::IgnoredWithWarning);
            }
            None => {
                let (key, instead) = (shown(name), meant(name));
                self.find(Problem::UnknownKey { key, instead }, Effect::IgnoredWithWarning);
            }
        }
    }

    fn known(&mut self, key: Key, value: &[u8]) {
        if !key.accumulates() {
            let earlier = std::mem::replace(&mut self.seen[key as usize], self.line);
            if earlier > 0 {
                self.find(Problem::Repeated { key, earlier }, Effect::Taken);
            }
        }
        match key {
            Key::Channel => self.channel(value),
            Key::CallerId => self.caller_id = self.hold_unless_empty(value, CallerId::new),
            Key::Account => self.account = self.hold_unless_empty(value, Account::new),
            Key::Codecs => {
                if let Some(codecs) = self.hold_unless_empty(value, Codecs::new) {
                    self.codecs.push(codecs);
                }
            }
            Key::Application => {
                self.has_application = !value.is_empty();
                self.application = self.hold_unless_empty(value, AppName::new);
            }
            Key::Data => self.data = self.hold_unless_empty(value, AppData::new),
            Key::Context => self.context = self.hold_unless_empty(value, Context::new),
            Key::Extension => {
                self.extension_line = (!value.is_empty()).then_some(self.line);
                self.extension = self.hold_unless_empty(value, Extension::new);
            }
            Key::Priority => self.priority = self.number(&PRIORITY, value).unwrap_or(1),
            Key::WaitTime => self.wait_time = self.number(&WAIT_TIME, value).unwrap_or(DEFAULT_WAIT_TIME),
            Key::RetryTime => self.retry_time = self.number(&RETRY_TIME, value).unwrap_or(DEFAULT_RETRY_TIME),
            Key::MaxRetries => self.max_retries(value),
            Key::Set | Key::Setvar => self.variable(value),
            Key::AlwaysDelete => self.always_delete = self.boolean(key, value),
            Key::Archive => self.archive = self.boolean(key, value),
            Key::EarlyMedia => self.early_media = self.boolean(key, value),
            Key::Retry | Key::StartRetry | Key::EndRetry | Key::AbortRetry | Key::DelayedRetry => {
                self.attempt(key, value);
            }
        }
    }

    /// Asterisk takes any bytes that reach it; what we refuse to hold is told.
    fn hold<T>(&mut self, value: Result<T, ValueError>) -> Option<T> {
        value
            .map_err(|error| {
                self.holds = false;
                self.find(Problem::Unholdable(error), Effect::Taken);
            })
            .ok()
    }

    /// An empty text is to Asterisk as if the line were not there, and the lines before it neither.
    fn hold_unless_empty<'v, T>(
        &mut self,
        value: &'v [u8],
        new: impl FnOnce(&'v [u8]) -> Result<T, ValueError>,
    ) -> Option<T> {
        if value.is_empty() {
            None
        } else {
            self.hold(new(value))
        }
    }

    fn channel(&mut self, value: &[u8]) {
        let not_a_channel = Problem::NotAChannel { text: shown(value) };
        match split_channel(value) {
            // What stood in an earlier line stays.
            None => self.find(not_a_channel, Effect::IgnoredWithWarning),
            Some((technology, resource)) if technology.is_empty() || resource.is_empty() => {
                self.has_channel = false;
                self.find(not_a_channel, Effect::FileDiscarded);
            }
            Some(_) => {
                self.has_channel = true;
                self.channel = self.hold(Channel::new(value));
            }
        }
    }

    /// A number as Asterisk reads it; none if it takes the default.
    fn integer(&mut self, range: &Range, value: &[u8]) -> Option<i64> {
        let Range { key, least, .. } = *range;
        let Some((number, tail)) = leading_integer(value) else {
            let text = shown(value);
            self.find(
                Problem::BadNumber { key, text, least },
                Effect::DefaultWithWarning,
            );
            return None;
        };
        if !tail.is_empty() {
            let (text, value) = (shown(value), wrapped(number));
            self.find(Problem::NumberWithTail { key, text, value }, Effect::Taken);
        }
        Some(number)
    }

    fn number(&mut self, range: &Range, value: &[u8]) -> Option<u32> {
        let number = self.integer(range, value)?;
        if wrapped(number) < 1 {
            let (key, text, least) = (range.key, shown(value), range.least);
            self.find(
                Problem::BadNumber { key, text, least },
                Effect::DefaultWithWarning,
            );
            return None;
        }
        self.hold_number(range.check(number))
    }

    fn hold_number<T>(&mut self, number: Result<T, ValueError>) -> Option<T> {
        number
            .map_err(|error| {
                self.holds = false;
                self.find(Problem::OutOfRange(error), Effect::Taken);
            })
            .ok()
    }

    fn max_retries(&mut self, value: &[u8]) {
        self.max_retries = 0;
        let Some(number) = self.integer(&MAX_RETRIES, value) else {
            return;
        };
        self.max_retries = wrapped(number);
        if i64::from(self.max_retries) != number || number > i64::from(MAX_RETRIES.most) {
            self.hold_number(MAX_RETRIES.check(number));
        }
        if self.max_retries < 0 {
            let value = self.max_retries;
            self.find(Problem::NoAttempt { value }, Effect::NeverCalled);
        }
    }

    fn boolean(&mut self, key: Key, value: &[u8]) -> bool {
        let yes = is_true(value);
        if !yes && !is_false(value) {
            let text = shown(value);
            self.find(Problem::OddBoolean { key, text }, Effect::Taken);
        }
        yes
    }

    fn variable(&mut self, value: &[u8]) {
        match value.iter().position(|&byte| byte == b'=') {
            None => {
                let text = shown(value);
                self.find(Problem::MissingEquals { text }, Effect::IgnoredWithWarning);
            }
            Some(0) => self.find(Problem::NamelessVariable, Effect::IgnoredSilently),
            Some(equals) => {
                if let Some(variable) = self.hold(Variable::from_line(value, equals)) {
                    self.variables.push(variable);
                }
            }
        }
    }

    fn attempt(&mut self, key: Key, value: &[u8]) {
        let Bookkeeping { pid, attempt, epoch } = bookkeeping(value);
        if key == Key::StartRetry && pid.is_none() {
            self.find(Problem::NoPid { key }, Effect::DefaultWithWarning);
        }
        if let Some(event) = AttemptEvent::of(key) {
            self.history.push(Mark {
                line: self.line,
                event,
                pid,
                attempt,
                epoch,
            });
        }
    }

    fn finish(mut self) -> Report {
        let failed = self.history.failed_attempts();
        let allowed = i64::from(self.max_retries) + 1;
        let verdict = if !self.has_channel {
            self.find_at(None, Problem::NoChannel, Effect::FileDiscarded);
            Verdict::Discarded
        } else if !self.has_application && self.extension_line.is_none() {
            self.find_at(None, Problem::NoDestination, Effect::FileDiscarded);
            Verdict::Discarded
        } else if i64::try_from(failed).is_ok_and(|failed| failed < allowed) {
            Verdict::Called
        } else {
            if allowed > 0 {
                self.find_at(
                    None,
                    Problem::AttemptsUsedUp { failed, allowed },
                    Effect::NeverCalled,
                );
            }
            Verdict::Expired
        };
        if self.has_application && self.extension_line.is_some() {
            let line = self.extension_line;
            self.find_at(line, Problem::ExtensionBesideApplication, Effect::IgnoredSilently);
        }
        self.findings
            .sort_by_key(|finding| finding.line.unwrap_or(usize::MAX));
        let findings = std::mem::take(&mut self.findings);
        let history = std::mem::take(&mut self.history);
        let omitted = self.omitted;
        let call = if verdict == Verdict::Called {
            self.call()
        } else {
            None
        };
        Report {
            verdict,
            call,
            history,
            findings,
            omitted,
        }
    }

    fn call(self) -> Option<CallFile> {
        if !self.holds {
            return None;
        }
        let target = match (self.application, self.extension) {
            (Some(name), _) => Target::Application {
                name,
                data: self.data.unwrap_or_default(),
            },
            (None, Some(extension)) => Target::Extension {
                context: self.context,
                extension,
                priority: Priority::new(self.priority).ok()?,
            },
            (None, None) => return None,
        };
        Some(CallFile {
            channel: self.channel?,
            target,
            caller_id: self.caller_id,
            wait_time: self.wait_time,
            retry_time: self.retry_time,
            max_retries: u32::try_from(self.max_retries).ok()?,
            account: self.account,
            codecs: self.codecs,
            variables: self.variables,
            always_delete: self.always_delete,
            archive: self.archive,
            early_media: self.early_media,
        })
    }
}

/// The beginning of what was written, for a finding.
fn shown(text: &[u8]) -> String {
    match text.get(..SHOWN) {
        Some(start) => format!("{}…", String::from_utf8_lossy(start)),
        None => String::from_utf8_lossy(text).into_owned(),
    }
}

/// The key that somebody probably meant: blanks, a byte order mark, or a word from elsewhere in Asterisk.
fn meant(name: &[u8]) -> Option<Key> {
    let name = name.strip_prefix(b"\xef\xbb\xbf").unwrap_or(name);
    let bare: Vec<u8> = name.iter().copied().filter(u8::is_ascii_alphanumeric).collect();
    let words = [
        ("EarlyMedia", Key::EarlyMedia),
        ("Timeout", Key::WaitTime),
        ("Variable", Key::Set),
        ("Var", Key::Set),
        ("Exten", Key::Extension),
        ("App", Key::Application),
        ("Codec", Key::Codecs),
        ("AccountCode", Key::Account),
        ("Retries", Key::MaxRetries),
        ("MaxRetry", Key::MaxRetries),
    ];
    Key::from_bytes(&bare).or_else(|| {
        words
            .into_iter()
            .find_map(|(word, key)| word.as_bytes().eq_ignore_ascii_case(&bare).then_some(key))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_was_probably_meant_is_named() {
        for (name, meant) in [
            ("EarlyMedia", "write `early_media:`"),
            ("early-media", "write `early_media:`"),
            ("Timeout", "write `WaitTime:`"),
            ("variable", "write `Set:`"),
            ("Exten", "write `Extension:`"),
            (" Channel", "write `Channel:` without blanks around it"),
            ("Max Retries", "write `MaxRetries:`"),
            ("\u{feff}Channel", "remove the byte order mark before `Channel:`"),
            ("Async", "remove the line, or make it a comment with `#`"),
        ] {
            let report = check(format!("{name}: x\n"));
            let message = report.findings[0].problem.to_string();
            assert!(message.ends_with(meant), "{message}");
        }
    }

    #[test]
    fn numbers_that_asterisk_cannot_calculate_with_are_told_and_not_held() {
        for (line, verdict, code) in [
            ("WaitTime: 2147484", Verdict::Called, "out-of-range"),
            ("WaitTime: 4294967297", Verdict::Called, "out-of-range"),
            ("WaitTime: 99999999999999999999", Verdict::Called, "bad-number"),
            ("RetryTime: 1073741824", Verdict::Called, "out-of-range"),
            ("MaxRetries: 2147483647", Verdict::Called, "out-of-range"),
            ("MaxRetries: 4294967296", Verdict::Called, "out-of-range"),
            ("MaxRetries: 2147483648", Verdict::Expired, "out-of-range"),
        ] {
            let report = check(format!("Channel: a/b\nApplication: Echo\n{line}\n"));
            assert_eq!(report.verdict, verdict, "{line}: {report:?}");
            assert_eq!(report.findings[0].problem.code(), code, "{line}: {report:?}");
            // What is no number to Asterisk either has its default.
            assert_eq!(report.call.is_some(), code == "bad-number", "{line}");
        }
    }

    #[test]
    fn findings_are_bounded_and_the_reason_of_the_verdict_is_among_them() {
        let report = check("x\n".repeat(5000));
        assert_eq!((report.findings.len(), report.omitted), (1001, 4000));
        assert_eq!(
            report.findings.last().map(|last| &last.problem),
            Some(&Problem::NoChannel)
        );

        let report = check(vec![b'\n'; MAX_FILE + 1]);
        assert_eq!((report.verdict, report.findings.len()), (Verdict::Unknown, 1));
        assert_eq!(report.findings[0].effect, Effect::NotChecked);
    }

    #[test]
    fn long_lines_are_shown_in_part() {
        let report = check("y".repeat(500));
        let message = report.findings[0].to_string();
        assert!(message.len() < 200 && message.contains('…'), "{message}");
    }
}
