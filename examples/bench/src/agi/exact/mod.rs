//! What programs get when Asterisk says something out of the ordinary: ours, and those of the peers.
//!
//! Each case is one call of a server in a process of its own. The played Asterisk says what a real one was seen to say;
//! the program sends a command, then `GET VARIABLE NEXT`, whose value is `after`, and prints what it got. The second
//! shows whether the program still knows which reply is whose.

mod handlers;

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

pub use handlers::routes;
use switchhook_agi::wire::split_words;

use super::Result;
use super::asterisk::environment;
use super::server_process::ServerProcess;
use crate::report::Table;

/// How long anything may take: long enough for a busy machine, and for a server that ends with its calls.
const PATIENCE: Duration = Duration::from_secs(10);

/// What comes to pass, and what the program should get.
struct Case {
    title: &'static str,
    path: &'static str,
    /// To its commands, one after the other.
    replies: &'static [&'static [u8]],
    right: &'static str,
}

/// The second reply of most.
const AFTER: &[u8] = b"200 result=1 (after)\n";

const CASES: &[Case] = &[
    Case {
        title: "GET DATA: the caller keys 007",
        path: "exact/digits",
        replies: &[b"200 result=007\n", AFTER],
        right: r#""007", then "after""#,
    },
    Case {
        title: "GET DATA: only #",
        path: "exact/digits",
        replies: &[b"200 result=\n", AFTER],
        right: r#""", then "after""#,
    },
    Case {
        title: "GET DATA: nothing in time",
        path: "exact/digits",
        replies: &[b"200 result= (timeout)\n", AFTER],
        right: r#""", then "after""#,
    },
    Case {
        title: "GET DATA: 16 digits",
        path: "exact/digits",
        replies: &[b"200 result=4242424242424242\n", AFTER],
        right: r#""4242424242424242", then "after""#,
    },
    Case {
        // The # ends the digits and is not told.
        title: "GET DATA: *12#",
        path: "exact/digits",
        replies: &[b"200 result=*12\n", AFTER],
        right: r#""*12", then "after""#,
    },
    Case {
        title: "HANGUP before a reply",
        path: "exact/hangup",
        replies: &[b"HANGUP\n200 result=1 (before)\n", AFTER],
        right: r#""before" and hung up, then "after""#,
    },
    Case {
        title: "GOSUB, which is answered twice",
        path: "exact/gosub",
        replies: &[b"100 result=0 Trying...\n200 result=0 Gosub complete\n", AFTER],
        right: r#"done, then "after""#,
    },
    Case {
        title: "arguments refused, over several lines",
        path: "exact/usage",
        replies: &[
            b"520-Invalid command syntax.  Proper usage follows:\nUsage: SAY DIGITS <number> <escape digits>\n\tSay a given \
              digit string, returning early if any of the given DTMF digits\nare received on the channel.\n520 End of \
              proper usage.\n",
            AFTER,
        ],
        right: r#"refused, then "after""#,
    },
    Case {
        title: "a value with parentheses",
        path: "exact/variable",
        replies: &[b"200 result=1 (Martin (sales) <100>)\n", AFTER],
        right: r#""Martin (sales) <100>", then "after""#,
    },
    Case {
        title: "a value of two lines",
        path: "exact/variable",
        replies: &[b"200 result=1 (one\ntwo)\n", AFTER],
        right: r#""one\ntwo", then "after""#,
    },
    Case {
        title: "a caller's name in Latin-1",
        path: "exact/name",
        replies: &[AFTER],
        right: "\"Ren\u{fffd}\", then \"after\"",
    },
    Case {
        title: r"SET VARIABLE to C:\new",
        path: "exact/backslash",
        replies: &[b"200 result=1\n"],
        right: r#"Asterisk reads "C:\\new""#,
    },
    Case {
        title: "a handler panics: a call half a second later",
        path: "exact/panic",
        replies: &[],
        right: r#""007", then "after""#,
    },
];

/// Ours, the peer within this program, and `peers` as of [`super::commands::run`]. An error if ours goes wrong.
pub fn run(peers: &[String]) -> Result<Table> {
    let mut contenders = vec!["switchhook-agi".to_owned(), super::THEIRS.to_owned()];
    for peer in peers {
        let (name, _) = peer.split_once('=').ok_or("write a peer as name=program")?;
        contenders.push(name.to_owned());
    }
    let headings: Vec<&str> = std::iter::once("what comes to pass")
        .chain(contenders.iter().map(String::as_str))
        .collect();
    let mut table = Table::new("What the program gets", &headings);
    for case in CASES {
        let mut cells = vec![case.title.to_owned()];
        for number in 0..contenders.len() {
            let mut server = match number {
                0 => ServerProcess::start("ours")?,
                1 => ServerProcess::start("asterisk-rs")?,
                _ => ServerProcess::peer(&peers[number - 2])?.1,
            };
            let got = outcome(case, &mut server)?;
            let is_right = got == case.right;
            if number == 0 && !is_right {
                return Err(format!("{}: {got} instead of {}", case.title, case.right).into());
            }
            cells.push(if is_right || got.starts_with("not comparable") {
                format!("`{got}`")
            } else {
                format!("**`{got}`**")
            });
        }
        let cells: Vec<&dyn std::fmt::Display> = cells.iter().map(|cell| cell as _).collect();
        table.row(&cells);
    }
    Ok(table)
}

/// What the program printed, or what Asterisk saw.
fn outcome(case: &Case, server: &mut ServerProcess) -> Result<String> {
    let heard = play(server.address, case)?;
    if case.path == "exact/panic" {
        // A call that comes in the same instant may be taken before the server learns of the panic.
        std::thread::sleep(Duration::from_millis(500));
        let heard = play(server.address, &CASES[0])?;
        if heard.len() < 2 {
            return Ok("no answer".to_owned());
        }
    }
    let Some(printed) = server.line(PATIENCE) else {
        return Ok(match heard.len() {
            0 => "the handler was never called".to_owned(),
            count => format!("the handler failed after {count} commands"),
        });
    };
    if printed != "sent" {
        return Ok(printed);
    }
    // As Asterisk's own splitter does it: the tests of the rig compare them.
    let words = heard.first().map(|line| split_words(line)).unwrap_or_default();
    let read = words
        .get(3)
        .map(|word| String::from_utf8_lossy(word).into_owned());
    Ok(format!("Asterisk reads {:?}", read.unwrap_or_default()))
}

/// One call; the commands that came. It ends when the program closes, or has had all replies, or says nothing for too
/// long.
fn play(address: SocketAddr, case: &Case) -> Result<Vec<Vec<u8>>> {
    let mut heard = Vec::new();
    let Ok(mut stream) = TcpStream::connect_timeout(&address, PATIENCE) else {
        return Ok(heard);
    };
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut lines = BufReader::new(stream.try_clone()?);
    stream.write_all(&environment_of(case))?;
    let mut replies = case.replies.iter();
    let mut line = Vec::new();
    // A server that has gone is an outcome, not an error.
    while lines.read_until(b'\n', &mut line).is_ok_and(|count| count > 0) {
        // What a server says when its handler failed is no command.
        if line == b"failure\n" {
            break;
        }
        heard.push(line.trim_ascii_end().to_vec());
        line.clear();
        match replies.next() {
            Some(reply) if stream.write_all(reply).is_ok() => {}
            _ => break,
        }
    }
    Ok(heard)
}

fn environment_of(case: &Case) -> Vec<u8> {
    let text = environment(case.path, 1, 0);
    if case.path != "exact/name" {
        return text.into_bytes();
    }
    let (before, after) = text.split_once("Alice Martin").unwrap_or_default();
    [before.as_bytes(), b"Ren\xe9", after.as_bytes()].concat()
}
