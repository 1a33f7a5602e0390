use std::borrow::Cow;
use std::fmt;

use memchr::memchr;

use super::url::RequestUrl;

/// What Asterisk says about a call before the first command: lines `agi_name: value`.
///
/// Every line is there, in order, with the bytes that came; the named methods read those that Asterisk is known to
/// send. A value may hold anything that the channel held: colons, bytes that are not UTF-8, even a line break, so do
/// not trust what a caller can choose. `Debug` shows no values.
///
/// ```
/// use switchhook_agi::wire::Environment;
/// let block = b"agi_network: yes\nagi_network_script: ivr/main?lang=fr\nagi_callerid: unknown\nagi_arg_1: vip\n\n";
/// let call = Environment::parse(block)?;
/// assert_eq!(call.url().path(), "/ivr/main");
/// assert_eq!(call.url().query("lang").as_deref(), Some("fr"));
/// assert_eq!(call.caller_id(), None);
/// assert_eq!(call.argument(1).as_deref(), Some("vip"));
/// assert_eq!(call.get_bytes("agi_network"), Some(&b"yes"[..]));
/// # Ok::<(), switchhook_agi::wire::NotAgi>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Environment {
    bytes: Box<[u8]>,
    entries: Vec<Entry>,
}

/// How a call came from the dialplan to a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RequestKind {
    /// `AGI(script)` or `EAGI(script)`: a process on the machine of Asterisk.
    Process,
    /// `AGI(agi://host)`: FastAGI.
    Network,
    /// `AGI(hagi://host)`: FastAGI, at a host that was found through an SRV record of DNS.
    NetworkBySrv,
    /// `AGI(agi:async)`: over AMI.
    Async,
}

/// Where a line `name: value` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Entry {
    start: u32,
    colon: u32,
    end: u32,
}

/// What came is not the beginning of an AGI session.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "not an AGI session: the first line begins with {began:?} instead of `agi_`; only Asterisk's AGI() may connect here"
)]
pub struct NotAgi {
    /// At most 16 characters of what came.
    pub began: String,
}

impl NotAgi {
    pub(super) fn new(bytes: &[u8]) -> Self {
        Self {
            began: String::from_utf8_lossy(&bytes[..bytes.len().min(16)]).into_owned(),
        }
    }
}

/// What the first line of every session begins with.
pub(super) const PREFIX: &[u8] = b"agi_";

/// What Asterisk sends, with a few arguments.
const USUAL_LINES: usize = 28;

impl Environment {
    /// Reads a block, with or without the empty line that ends it.
    ///
    /// A line that is not `agi_name: value` belongs to the value before it, which had a line break.
    ///
    /// # Errors
    /// The first line does not begin with `agi_`.
    pub fn parse(block: &[u8]) -> Result<Self, NotAgi> {
        if !block.starts_with(PREFIX) || u32::try_from(block.len()).is_err() {
            return Err(NotAgi::new(block));
        }
        let mut entries: Vec<Entry> = Vec::with_capacity(USUAL_LINES);
        let mut start = 0;
        while start < block.len() {
            let end = memchr(b'\n', &block[start..]).map_or(block.len(), |length| start + length);
            let line = &block[start..end];
            if line.is_empty() {
                break;
            }
            match (colon(line), entries.last_mut()) {
                (Some(colon), _) => entries.push(Entry {
                    start: start as u32,
                    colon: (start + colon) as u32,
                    end: end as u32,
                }),
                (None, Some(before)) => before.end = end as u32,
                // The first line has the prefix, but no colon.
                (None, None) => return Err(NotAgi::new(block)),
            }
            start = end + 1;
        }
        Ok(Self {
            bytes: block.into(),
            entries,
        })
    }

    /// The value of this name, such as `agi_callerid`, as it was sent. Of several the first counts.
    pub fn get_bytes(&self, name: &str) -> Option<&[u8]> {
        self.iter()
            .find(|(found, _)| *found == name.as_bytes())
            .map(|(_, value)| value)
    }

    /// The value of this name, if it is there and is UTF-8.
    pub fn get(&self, name: &str) -> Option<&str> {
        std::str::from_utf8(self.get_bytes(name)?).ok()
    }

    /// The value of this name, with what is not UTF-8 replaced.
    pub fn text(&self, name: &str) -> Option<Cow<'_, str>> {
        self.get_bytes(name).map(String::from_utf8_lossy)
    }

    /// All names and values in order, those included that no method here knows.
    pub fn iter(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        self.entries.iter().map(|entry| {
            let (start, colon, end) = (entry.start as usize, entry.colon as usize, entry.end as usize);
            let value = &self.bytes[colon + 1..end];
            (
                &self.bytes[start..colon],
                value.strip_prefix(b" ").unwrap_or(value),
            )
        })
    }

    /// The block as it was received.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Path and query of what the dialplan asked for.
    ///
    /// Of `AGI(agi://host/ivr/main?lang=fr)` the path is `/ivr/main`; of a script it is its name. AsyncAGI has no URL: there
    /// it is that of a first argument with a slash before it, as in `AGI(agi:async,/ivr/main?lang=fr)`.
    pub fn url(&self) -> RequestUrl {
        match (self.text("agi_network_script"), self.text("agi_request")) {
            (Some(script), _) => RequestUrl::of_script(&script),
            (None, Some(_)) if self.is_async() => match self.argument(1) {
                Some(path) if path.starts_with('/') => RequestUrl::of_script(&path),
                _ => RequestUrl::of_script("async"),
            },
            (None, Some(request)) => RequestUrl::of_request(&request),
            (None, None) => RequestUrl::of_script(""),
        }
    }

    /// How the call came here.
    pub fn kind(&self) -> RequestKind {
        let request = self.get_bytes("agi_request").unwrap_or_default();
        let begins = |scheme: &[u8]| {
            request
                .get(..scheme.len())
                .is_some_and(|begin| begin.eq_ignore_ascii_case(scheme))
        };
        match () {
            () if request == b"async" => RequestKind::Async,
            () if begins(b"hagi://") => RequestKind::NetworkBySrv,
            () if self.is_network() || begins(b"agi://") => RequestKind::Network,
            () => RequestKind::Process,
        }
    }

    /// `agi_network`: whether the call came through a socket.
    pub fn is_network(&self) -> bool {
        self.get_bytes("agi_network") == Some(b"yes")
    }

    /// `agi_network_script`: what follows the first slash of the URL, query included, as it was written;
    /// [`url`](Self::url) takes it apart. Not there if it is empty.
    pub fn network_script(&self) -> Option<Cow<'_, str>> {
        self.text("agi_network_script")
    }

    /// `agi_request`: the script, or the whole URL, or `async`.
    pub fn request(&self) -> Option<Cow<'_, str>> {
        self.text("agi_request")
    }

    /// `agi_channel`: the channel's name, such as `PJSIP/100-0000001f`.
    pub fn channel(&self) -> Option<Cow<'_, str>> {
        self.text("agi_channel")
    }

    /// `agi_language`, such as `en`.
    pub fn language(&self) -> Option<Cow<'_, str>> {
        self.text("agi_language")
    }

    /// `agi_type`: the channel's technology, such as `PJSIP`.
    pub fn channel_type(&self) -> Option<Cow<'_, str>> {
        self.text("agi_type")
    }

    /// `agi_uniqueid`. It is text: there may be a system name before the number.
    pub fn unique_id(&self) -> Option<Cow<'_, str>> {
        self.text("agi_uniqueid")
    }

    /// `agi_version`: that of Asterisk, such as `22.10.1`.
    pub fn version(&self) -> Option<Cow<'_, str>> {
        self.text("agi_version")
    }

    /// `agi_callerid`: the caller's number, if it is known.
    pub fn caller_id(&self) -> Option<Cow<'_, str>> {
        self.known("agi_callerid")
    }

    /// `agi_calleridname`: the caller's name, if it is known.
    pub fn caller_id_name(&self) -> Option<Cow<'_, str>> {
        self.known("agi_calleridname")
    }

    /// `agi_callingpres`: whether the number may be shown, as in Asterisk's `CALLERPRES` (0 to 3 allowed, 32 and more not).
    pub fn calling_presentation(&self) -> Option<i32> {
        self.number("agi_callingpres")
    }

    /// `agi_callingani2`: what kind of line the call comes from.
    pub fn calling_ani2(&self) -> Option<i32> {
        self.number("agi_callingani2")
    }

    /// `agi_callington`: type of the caller's number.
    pub fn calling_ton(&self) -> Option<i32> {
        self.number("agi_callington")
    }

    /// `agi_callingtns`: transit network of the call.
    pub fn calling_tns(&self) -> Option<i32> {
        self.number("agi_callingtns")
    }

    /// `agi_dnid`: the number that the caller dialled, if it is known.
    pub fn dialled_number(&self) -> Option<Cow<'_, str>> {
        self.known("agi_dnid")
    }

    /// `agi_rdnis`: the number that forwarded the call, if it is known.
    pub fn redirecting_number(&self) -> Option<Cow<'_, str>> {
        self.known("agi_rdnis")
    }

    /// `agi_context`: where in the dialplan the call is.
    pub fn context(&self) -> Option<Cow<'_, str>> {
        self.text("agi_context")
    }

    /// `agi_extension`: where in the context the call is.
    pub fn extension(&self) -> Option<Cow<'_, str>> {
        self.text("agi_extension")
    }

    /// `agi_priority`: where in the extension the call is.
    pub fn priority(&self) -> Option<i32> {
        self.number("agi_priority")
    }

    /// `agi_enhanced`: whether the caller's audio comes along (EAGI).
    pub fn is_enhanced(&self) -> bool {
        self.get("agi_enhanced") == Some("1.0")
    }

    /// Whether the call waits in AsyncAGI, for commands over the manager interface.
    pub fn is_async(&self) -> bool {
        self.get("agi_network").is_none() && self.get("agi_request") == Some("async")
    }

    /// `agi_accountcode`. Often empty.
    pub fn account_code(&self) -> Option<Cow<'_, str>> {
        self.text("agi_accountcode")
    }

    /// `agi_threadid`: the thread of Asterisk that runs the call, since 1.6.
    pub fn thread_id(&self) -> Option<Cow<'_, str>> {
        self.text("agi_threadid")
    }

    /// `agi_arg_1` and so on: what the dialplan gave beside the URL. Counts from 1.
    pub fn argument(&self, number: usize) -> Option<Cow<'_, str>> {
        self.text(&format!("agi_arg_{number}"))
    }

    /// All [`argument`](Self::argument)s in order.
    pub fn arguments(&self) -> impl Iterator<Item = Cow<'_, str>> {
        // A peer may send thousands in any order, so the lines are gone through once. A number beyond that of the lines
        // has no row of arguments before it.
        let mut found: Vec<Option<&[u8]>> = Vec::new();
        for (name, value) in self.iter() {
            let Some(number) = argument_number(name).filter(|number| *number <= self.entries.len()) else {
                continue;
            };
            if found.len() < number {
                found.resize(number, None);
            }
            found[number - 1].get_or_insert(value);
        }
        found
            .into_iter()
            .map_while(|value| value.map(String::from_utf8_lossy))
    }

    fn number(&self, name: &str) -> Option<i32> {
        self.get(name)?.trim().parse().ok()
    }

    /// Asterisk writes the word `unknown` where it has nothing.
    fn known(&self, name: &str) -> Option<Cow<'_, str>> {
        self.text(name)
            .filter(|value| !value.is_empty() && value != "unknown")
    }
}

/// The number of `agi_arg_1` and so on.
fn argument_number(name: &[u8]) -> Option<usize> {
    let digits = name.strip_prefix(b"agi_arg_")?;
    let is_number = digits.iter().all(u8::is_ascii_digit) && !digits.starts_with(b"0");
    std::str::from_utf8(digits)
        .ok()
        .filter(|_| is_number)?
        .parse()
        .ok()
}

/// Where the name ends, if a line begins with one.
fn colon(line: &[u8]) -> Option<usize> {
    if !line.starts_with(PREFIX) {
        return None;
    }
    // Names are short, and have no blanks.
    let end = line.iter().position(|byte| matches!(byte, b':' | b' '))?;
    (line[end] == b':').then_some(end)
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Environment({} lines)", self.entries.len())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Environment;

    const BLOCK: &str = "agi_network: yes\nagi_request: agi://127.0.0.1/x\nagi_channel: PJSIP/100-00000001\n\
        agi_language: en\nagi_type: PJSIP\nagi_uniqueid: pbx-1700000000.12\nagi_version: 22.10.1\n\
        agi_callerid: 100\nagi_calleridname: Smith: John\nagi_callingpres: 0\nagi_callingani2: 0\nagi_callington: 0\n\
        agi_callingtns: 0\nagi_dnid: 301\nagi_rdnis: unknown\nagi_context: internal\nagi_extension: 301\n\
        agi_priority: 2\nagi_enhanced: 0.0\nagi_accountcode: \nagi_threadid: 140245\nagi_arg_1: one\nagi_arg_2: \n\
        agi_future: x\n\n";

    #[test]
    fn known_names_are_typed_and_unknown_ones_kept() {
        let call = Environment::parse(BLOCK.as_bytes()).unwrap();
        assert_eq!(call.channel().as_deref(), Some("PJSIP/100-00000001"));
        assert_eq!(call.unique_id().as_deref(), Some("pbx-1700000000.12"));
        assert_eq!(call.caller_id().as_deref(), Some("100"));
        assert_eq!(call.caller_id_name().as_deref(), Some("Smith: John"));
        assert_eq!(call.redirecting_number(), None);
        assert_eq!(call.account_code().as_deref(), Some(""));
        assert_eq!(call.priority(), Some(2));
        assert_eq!(call.language().as_deref(), Some("en"));
        assert_eq!(call.channel_type().as_deref(), Some("PJSIP"));
        assert_eq!(call.version().as_deref(), Some("22.10.1"));
        assert_eq!(call.dialled_number().as_deref(), Some("301"));
        assert_eq!(
            (call.context().as_deref(), call.extension().as_deref()),
            (Some("internal"), Some("301"))
        );
        assert_eq!(
            (call.calling_presentation(), call.calling_ani2()),
            (Some(0), Some(0))
        );
        assert_eq!((call.calling_ton(), call.calling_tns()), (Some(0), Some(0)));
        assert_eq!(call.thread_id().as_deref(), Some("140245"));
        assert_eq!(call.request().as_deref(), Some("agi://127.0.0.1/x"));
        assert!(!call.is_enhanced());
        assert_eq!(call.arguments().collect::<Vec<_>>(), ["one", ""]);
        assert_eq!(call.get("agi_future"), Some("x"));
        assert_eq!(call.iter().count(), 24);
        assert_eq!(call.url().path(), "/x");
        assert_eq!(call.as_bytes(), BLOCK.as_bytes());
    }

    #[test]
    fn how_the_call_came_is_told() {
        use super::RequestKind::{Async, Network, NetworkBySrv, Process};
        for (block, kind, script) in [
            (
                "agi_network: yes\nagi_network_script: a?b=c\nagi_request: agi://h/a?b=c\n",
                Network,
                Some("a?b=c"),
            ),
            ("agi_network: yes\nagi_request: AGI://h\n", Network, None),
            (
                "agi_network: yes\nagi_network_script: a\nagi_request: HAGI://h/a\n",
                NetworkBySrv,
                Some("a"),
            ),
            ("agi_request: async\n", Async, None),
            ("agi_request: hello.sh\n", Process, None),
            ("agi_request: /opt/async\n", Process, None),
            ("agi_channel: x\n", Process, None),
        ] {
            let call = Environment::parse(block.as_bytes()).unwrap();
            assert_eq!(
                (call.kind(), call.network_script().as_deref()),
                (kind, script),
                "{block:?}"
            );
        }
    }

    #[test]
    fn of_several_arguments_with_a_number_the_first_counts_in_any_order() {
        let call = Environment::parse(b"agi_arg_2: b\nagi_arg_1: a\nagi_arg_2: x\nagi_arg_4: d\n\n").unwrap();
        assert_eq!(call.arguments().collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(call.argument(2).as_deref(), Some("b"));
        let call =
            Environment::parse(b"agi_arg_1: a\nagi_arg_02: x\nagi_arg_+2: x\nagi_arg_: x\nagi_arg_0: x\n\n")
                .unwrap();
        assert_eq!(call.arguments().collect::<Vec<_>>(), ["a"]);
        let call = Environment::parse(b"agi_arg_99999999999999999999: x\nagi_arg_4294967295: x\n\n").unwrap();
        assert_eq!(call.arguments().count(), 0);
    }

    #[test]
    fn in_async_agi_a_first_argument_may_be_the_path() {
        for (arguments, path, lang) in [
            (
                "agi_arg_1: /ivr/main?lang=fr\nagi_arg_2: x\n",
                "/ivr/main",
                Some("fr"),
            ),
            ("agi_arg_1: menu\n", "/async", None),
            ("", "/async", None),
        ] {
            let call = Environment::parse(format!("agi_request: async\n{arguments}\n").as_bytes()).unwrap();
            assert!(call.is_async());
            assert_eq!(call.url().path(), path);
            assert_eq!(call.url().query("lang").as_deref(), lang);
        }
        let script = Environment::parse(b"agi_request: menu.sh\nagi_arg_1: /x\n\n").unwrap();
        assert_eq!(script.url().path(), "/menu.sh");
    }

    #[test]
    fn a_line_break_in_a_value_belongs_to_the_value() {
        let call = Environment::parse(b"agi_calleridname: a\nb: c\nd\nagi_dnid: 1\n\n").unwrap();
        assert_eq!(call.get("agi_calleridname"), Some("a\nb: c\nd"));
        assert_eq!(call.dialled_number().as_deref(), Some("1"));
    }

    #[test]
    fn bytes_that_are_not_utf8_are_kept() {
        let call = Environment::parse(b"agi_calleridname: Ren\xe9\n\n").unwrap();
        assert_eq!(call.get("agi_calleridname"), None);
        assert_eq!(call.get_bytes("agi_calleridname"), Some(&b"Ren\xe9"[..]));
        assert_eq!(call.caller_id_name().as_deref(), Some("Ren\u{fffd}"));
    }

    #[test]
    fn what_is_not_agi_is_told_with_its_beginning() {
        for block in ["GET / HTTP/1.1\r\nHost: x\r\n\r\n", "", "\n", "agi_x\n\n"] {
            assert!(Environment::parse(block.as_bytes()).is_err(), "{block:?}");
        }
        let error = Environment::parse(b"GET /secret/token/of/somebody HTTP/1.1").unwrap_err();
        assert!(
            error
                .to_string()
                .contains("\"GET /secret/toke\" instead of `agi_`"),
            "{error}"
        );
    }

    #[test]
    fn debug_shows_no_caller() {
        let call = Environment::parse(BLOCK.as_bytes()).unwrap();
        assert_eq!(format!("{call:?}"), "Environment(24 lines)");
    }

    proptest! {
        /// Whatever is written as a block is read back, and nothing panics.
        #[test]
        fn values_come_back(values in prop::collection::vec("[^\n]{0,20}", 1..30)) {
            let mut block = String::new();
            for (number, value) in values.iter().enumerate() {
                block.push_str(&format!("agi_x{number}: {value}\n"));
            }
            block.push('\n');
            let call = Environment::parse(block.as_bytes()).unwrap();
            for (number, value) in values.iter().enumerate() {
                prop_assert_eq!(call.get(&format!("agi_x{number}")), Some(value.as_str()));
            }
        }

        #[test]
        fn no_block_makes_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(call) = Environment::parse(&[b"agi_x:", &bytes[..]].concat()) {
                let lines = call.iter().count();
                prop_assert!(lines >= 1);
                let _ = (call.url(), call.arguments().count());
            }
        }
    }
}
