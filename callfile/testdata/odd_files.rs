// Files that are odd in one way each, and what Asterisk does with them: `tests/odd_files.rs` asks this crate, the live
// tests in `examples/asterisk` ask Asterisk. Both must say the same. Entries are only ever added.
//
// A fragment follows three good lines: `Channel: Local/answer@probe`, `Context: probe`, `Extension: probe`.

use self::Said::{Called, Discarded, Expired};

/// One odd file.
struct OddFile {
    /// What is odd.
    name: &'static str,
    text: Text,
    said: Said,
    /// Variables and such that the call has, by the name under which the probe reports them.
    seen: &'static [(&'static str, &'static [u8])],
    /// What Asterisk's log says about it: the codes of our findings, and the words of the log, in this order.
    complaints: &'static [(&'static str, &'static str)],
}

/// The text of a file.
enum Text {
    Whole(&'static [u8]),
    Fragment(&'static [u8]),
}

/// What becomes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    Called,
    Discarded,
    Expired,
}

const GOOD_LINES: &str = "Channel: Local/answer@probe\nContext: probe\nExtension: probe\n";

const NO_COLON: (&str, &str) = ("missing-colon", "Syntax error at line");
const UNKNOWN: (&str, &str) = ("unknown-key", "Unknown keyword");
const NO_CHANNEL: (&str, &str) = ("no-channel", "At least one of app or extension must be specified");
const NO_TARGET: (&str, &str) = ("no-destination", "At least one of app or extension must be specified");

const fn fine(name: &'static str, text: &'static [u8], seen: &'static [(&'static str, &'static [u8])]) -> OddFile {
    OddFile { name, text: Text::Fragment(text), said: Called, seen, complaints: &[] }
}

const fn odd(
    name: &'static str,
    text: &'static [u8],
    seen: &'static [(&'static str, &'static [u8])],
    complaints: &'static [(&'static str, &'static str)],
) -> OddFile {
    OddFile { name, text: Text::Fragment(text), said: Called, seen, complaints }
}

const fn whole(
    name: &'static str,
    text: &'static [u8],
    said: Said,
    seen: &'static [(&'static str, &'static [u8])],
    complaints: &'static [(&'static str, &'static str)],
) -> OddFile {
    OddFile { name, text: Text::Whole(text), said, seen, complaints }
}

const ODD_FILES: &[OddFile] = &[
    // Line ends, blanks, comments.
    whole("carriage returns", b"Channel: Local/answer@probe\r\nContext: probe\r\nExtension: probe\r\nSet: A=x\r\n", Called, &[("A", b"x")], &[]),
    fine("no line feed at the end", b"Set: A=x", &[("A", b"x")]),
    fine("empty and blank lines", b"\n \t\n\r\nSet: A=x\n\n", &[("A", b"x")]),
    fine("a comment line", b"# Set: A=x\n; Set: A=y\n", &[("A", b"")]),
    fine("a comment after a blank", b"Set: A=x # y\nSet: B=x\t# y\n", &[("A", b"x"), ("B", b"x")]),
    fine("a hash that is data", b"Set: A=x#y\nSet: B=#\n", &[("A", b"x#y"), ("B", b"#")]),
    fine("a semicolon ends a line", b"Set: A=x;y\nSet: B=x ;y\n", &[("A", b"x"), ("B", b"x")]),
    fine("an escaped semicolon", b"Set: A=x\\;y\\;\nSet: B=\\\\;z;w\n", &[("A", b"x;y;"), ("B", b"\\;z")]),
    fine("a backslash elsewhere", b"Set: A=\\n\\\n", &[("A", b"\\n\\")]),
    fine("no blank after the colon", b"Set:A=x\n", &[("A", b"x")]),
    fine("many blanks after the colon", b"Set:\t\x01  A=x\n", &[("A", b"x")]),
    fine("blanks at the end", b"Set: A=x \t\x01\n", &[("A", b"x")]),
    fine("blanks inside", b"Set: A= x  y\nSet: B=\tz\n", &[("A", b" x  y"), ("B", b"\tz")]),
    fine("keys in any case", b"SET: A=x\nsEtVaR: B=y\n", &[("A", b"x"), ("B", b"y")]),
    fine("bytes beyond ASCII at both ends", b"Set: A=\xc3\xa9t\xc3\xa9\nSet: B=\xe9\nAccount: \xc3\xa9\n", &[("A", b"\xc3\xa9t\xc3\xa9"), ("B", b"\xe9"), ("Account", b"\xc3\xa9")]),
    fine("colons in a value", b"Set: A=a:b: c\n", &[("A", b"a:b: c")]),
    odd("no colon", b"Set A=x\nSet: B=y\n", &[("A", b""), ("B", b"y")], &[NO_COLON]),
    odd("a blank before the colon", b"Set : A=x\n", &[("A", b"")], &[UNKNOWN]),
    odd("a blank before the key", b" Set: A=x\n", &[("A", b"")], &[UNKNOWN]),
    odd("no key at all", b": A=x\n", &[("A", b"")], &[UNKNOWN]),
    odd("a multi-line comment is none", b";--\nSet: A=x\n--;\n", &[("A", b"x")], &[NO_COLON]),
    odd("unknown keys", b"Timeout: 5\nEarlyMedia: yes\nVariable: A=x\nAsync: yes\n", &[("A", b"")], &[UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN]),
    odd("a carriage return inside", b"Set: A=x\ry\n", &[("A", b"x\ry")], &[("unholdable", "")]),
    // Variables.
    fine("equals signs in a value", b"Set: A=x=y==\n", &[("A", b"x=y==")]),
    fine("an empty variable", b"Set: A=x\nSet: A=\n", &[("A", b"")]),
    fine("variables one after the other", b"Set: A=x\nSetvar: A=y\n", &[("A", b"y")]),
    fine("nothing is replaced", b"Set: A=x\nSet: B=${A}\n", &[("B", b"${A}")]),
    fine("quotes and commas", b"Set: A=\"a\", 'b', (c)|d\n", &[("A", b"\"a\", 'b', (c)|d")]),
    fine("an inherited variable", b"Set: __A=x\n", &[("A", b"x")]),
    fine("a function", b"Set: CALLERID(num)=321\n", &[("Number", b"321")]),
    odd("no equals sign", b"Set: A\nSetvar: B\n", &[("A", b"")], &[("missing-equals", "Malformed"), ("missing-equals", "Malformed")]),
    // Numbers and booleans.
    odd("a number with a tail", b"WaitTime: 5x\nSet: A=x\n", &[("A", b"x")], &[("number-with-tail", "")]),
    odd("no number", b"WaitTime: soon\nRetryTime: never\nMaxRetries: no\nPriority: first\n", &[("Attempt", b"1")], &[("bad-number", "Invalid waittime"), ("bad-number", "Invalid retrytime"), ("bad-number", "Invalid max retries"), ("bad-number", "Invalid priority")]),
    odd("numbers too small", b"WaitTime: 0\nRetryTime: 0\nPriority: 0\nSet: A=x\n", &[("A", b"x")], &[("bad-number", "Invalid waittime"), ("bad-number", "Invalid retrytime"), ("bad-number", "Invalid priority")]),
    fine("a sign before a number", b"WaitTime: +5\nMaxRetries: -0\nSet: A=x\n", &[("A", b"x")]),
    fine("a priority", b"Priority: 2\n", &[("Entry", b"2")]),
    odd("words that are no booleans", b"Archive: maybe\nSet: A=x\n", &[("A", b"x")], &[("odd-boolean", "")]),
    // Texts that may be empty, and keys that stand twice.
    fine("empty texts", b"CallerID:\nAccount:\nData:\nCodecs:\nSet: A=x\n", &[("A", b"x"), ("Account", b"")]),
    odd("an account twice", b"Account: one\nAccount: two\n", &[("Account", b"two")], &[("repeated", "")]),
    whole("the last channel counts", b"Channel: Local/nobody@nowhere\nChannel: Local/answer@probe\nContext: probe\nExtension: probe\nSet: A=x\n", Called, &[("A", b"x")], &[("repeated", "")]),
    whole("a channel without slash does not count", b"Channel: Local/answer@probe\nChannel: answer\nContext: probe\nExtension: probe\nSet: A=x\n", Called, &[("A", b"x")], &[("repeated", ""), ("not-a-channel", "Channel should be in form Tech/Dest")]),
    whole("an application wins", b"Channel: Local/answer@probe\nContext: probe\nExtension: probe\nApplication: UserEvent\nData: Probe,A: x\n", Called, &[("A", b"x")], &[("extension-beside-application", "")]),
    whole("an empty application does not", b"Channel: Local/answer@probe\nContext: probe\nExtension: probe\nApplication:\nSet: A=x\n", Called, &[("A", b"x")], &[]),
    whole("application and data", b"Channel: Local/answer@probe\nApplication: UserEvent\nData: Probe,A: x:y\n", Called, &[("A", b"x:y")], &[]),
    // What it shows.
    fine("a caller with name and number", b"CallerID: \"Fire alarm\" <200>\n", &[("Name", b"Fire alarm"), ("Number", b"200")]),
    fine("a caller's number alone", b"CallerID: (020) 12-34.56\n", &[("Name", b""), ("Number", b"020123456")]),
    fine("a caller's name alone", b"CallerID: Fire alarm\n", &[("Name", b"Fire alarm"), ("Number", b"")]),
    fine("a caller without quotes", b"CallerID:  Fire alarm  <200>\n", &[("Name", b"Fire alarm"), ("Number", b"200")]),
    fine("a caller with angle brackets in the name", b"CallerID: \"a <b> c\" <200>\n", &[("Name", b"a <b> c"), ("Number", b"200")]),
    fine("a caller with backslashes", b"CallerID: \"a\\b\\\\c\" <200>\n", &[("Name", b"ab\\c"), ("Number", b"200")]),
    fine("a caller with quotes in the name", b"CallerID: \"a \\\"b\\\"\" <200>\n", &[("Name", b"a \"b\""), ("Number", b"200")]),
    fine("a caller with a semicolon and a backslash", b"CallerID: \"a\\\\\\;b\" <200>\n", &[("Name", b"a\\;b"), ("Number", b"200")]),
    fine("a caller with blanks inside the quotes", b"CallerID: \" a \" <200>\n", &[("Name", b" a "), ("Number", b"200")]),
    fine("a caller in quotes as a whole", b"CallerID: \"Fire <200>\"\n", &[("Name", b"Fire"), ("Number", b"200")]),
    fine("a caller without the last bracket", b"CallerID: Fire <200\n", &[("Name", b"Fire"), ("Number", b"200")]),
    fine("a caller with an open quote", b"CallerID: \"Fire <200>\n", &[("Name", b"\"Fire"), ("Number", b"200")]),
    fine("a caller's number written for people", b"CallerID: Fire <(020) 12-34.56>\n", &[("Name", b"Fire"), ("Number", b"020123456")]),
    fine("a caller's number with square brackets and a dot", b"CallerID: Fire <[1-2]-3.>\n", &[("Name", b"Fire"), ("Number", b"[1-2]3.")]),
    fine("a caller's number in quotes is a name", b"CallerID: \"200\"\n", &[("Name", b"200"), ("Number", b"")]),
    fine("a caller's name with empty brackets", b"CallerID: \"a <b\" <>\n", &[("Name", b"a <b"), ("Number", b"")]),
    fine("a caller's name of more than 79 bytes", b"CallerID: \"0123456789012345678901234567890123456789012345678901234567890123456789012345678xy\" <200>\n", &[("Name", b"0123456789012345678901234567890123456789012345678901234567890123456789012345678"), ("Number", b"200")]),
    fine("a caller's number in brackets", b"CallerID: <200>\n", &[("Name", b""), ("Number", b"200")]),
    fine("a caller's name in quotes alone", b"CallerID: \"Fire alarm\"\n", &[("Name", b"Fire alarm"), ("Number", b"")]),
    // What Asterisk appends.
    fine("attempts of before", b"MaxRetries: 3\n\nStartRetry: 1 1 (1718000000)\n\nEndRetry: 1 1 (1718000045)\n\nDelayedRetry: 1 1 (1718000046)\n", &[("Attempt", b"2")]),
    fine("an attempt cut off by a restart", b"MaxRetries: 3\n\nStartRetry: 1 1 (1718000000)\n", &[("Attempt", b"1")]),
    odd("a final status", b"Set: A=x\nStatus: Completed\n", &[("A", b"x")], &[("status", "Unknown keyword 'Status'")]),
    odd("an attempt without a process", b"Set: A=x\nStartRetry: x\n", &[("A", b"x")], &[("no-pid", "Unable to retrieve calling PID")]),
    // No call at all.
    whole("nothing", b"", Discarded, &[], &[NO_CHANNEL]),
    whole("no channel", b"Context: probe\nExtension: probe\n", Discarded, &[], &[NO_CHANNEL]),
    whole("no destination", b"Channel: Local/answer@probe\nContext: probe\n", Discarded, &[], &[NO_TARGET]),
    whole("no technology", b"Channel: /answer@probe\nContext: probe\nExtension: probe\n", Discarded, &[], &[("not-a-channel", ""), NO_CHANNEL]),
    whole("no resource", b"Channel: Local/\nContext: probe\nExtension: probe\n", Discarded, &[], &[("not-a-channel", ""), NO_CHANNEL]),
    whole("no slash", b"Channel: answer\nContext: probe\nExtension: probe\n", Discarded, &[], &[("not-a-channel", "Channel should be in form Tech/Dest"), NO_CHANNEL]),
    whole("a byte order mark", b"\xef\xbb\xbfChannel: Local/answer@probe\nContext: probe\nExtension: probe\n", Discarded, &[], &[UNKNOWN, NO_CHANNEL]),
    whole("carriage returns only", b"Channel: Local/answer@probe\rContext: probe\rExtension: probe\r", Discarded, &[], &[("unholdable", ""), NO_TARGET]),
    whole("an empty extension after a good one", b"Channel: Local/answer@probe\nContext: probe\nExtension: probe\nExtension:\n", Discarded, &[], &[("repeated", ""), NO_TARGET]),
    whole("fewer retries than none", b"Channel: Local/answer@probe\nContext: probe\nExtension: probe\nMaxRetries: -1\n", Expired, &[], &[("no-attempt", "expired without completion")]),
    whole("all attempts used up", b"Channel: Local/answer@probe\nContext: probe\nExtension: probe\nRetry: 1\n", Expired, &[], &[("attempts-used-up", "expired without completion")]),
    // NUL.
    odd("a NUL takes the next line along", b"Set: A=x\0y\nSet: A=z\nSet: B=y\n", &[("A", b""), ("B", b"y")], &[("nul", "Skipping extremely long line")]),
    odd("a NUL in a last line hides the rest", b"Set: A=x\0y", &[("A", b"x")], &[("nul", "")]),
];
