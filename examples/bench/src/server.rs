//! A manager on loopback that logs anybody in and then sends what it was told to, as fast or as slowly as told.
//!
//! It has a thread and a blocking socket of its own, so that nothing of it runs in the runtime of the client that is
//! measured.

use std::io::{self, BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::stream::Mix;

/// How much goes into one write when it sends as fast as it can.
const WRITE: usize = 64 * 1024;

/// How often it writes when it keeps a pace.
const TICK: Duration = Duration::from_millis(1);

/// A client that stops reading for this long is a failed measurement, not one that never ends.
const PATIENCE: Duration = Duration::from_secs(60);

/// What the server sends after the first Ping was answered; later ones are answered when it has done so.
#[derive(Clone, Debug)]
pub enum Plan {
    /// Nothing: only Pings are answered.
    Quiet,
    /// The whole stream so many times, as fast as the client reads.
    Flood {
        /// What to send.
        mix: Arc<Mix>,
        /// How often.
        times: usize,
    },
    /// The whole stream once, so many events a second.
    Paced {
        /// What to send.
        mix: Arc<Mix>,
        /// Events a second.
        rate: usize,
    },
    /// User events that say when they were written, in nanoseconds since `epoch`.
    Stamped {
        /// When time began.
        epoch: Instant,
        /// How many.
        events: usize,
        /// Events a second.
        rate: usize,
    },
}

/// A manager that serves one client.
#[derive(Debug)]
pub struct Server {
    /// Where it listens: a free port of loopback.
    pub address: SocketAddr,
    thread: JoinHandle<()>,
}

impl Server {
    /// Waits until the client has gone. Not needed: the thread ends with it anyway.
    pub fn wait(self) {
        // A panic has told of itself.
        let _ = self.thread.join();
    }
}

/// Listens for one client.
///
/// # Errors
/// If there is no free port.
pub fn start(plan: Plan) -> io::Result<Server> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let thread = std::thread::spawn(move || {
        let served = listener.accept().and_then(|(stream, _)| serve(&stream, &plan));
        // That the client has gone is how every measurement ends.
        if let Err(error) = served
            && !matches!(
                error.kind(),
                io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe
            )
        {
            eprintln!("the bench's server: {error}");
        }
    });
    Ok(Server { address, thread })
}

fn serve(stream: &TcpStream, plan: &Plan) -> io::Result<()> {
    stream.set_nodelay(true)?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut to = stream;
    to.write_all(b"Asterisk Call Manager/11.0.0\r\n")?;
    let mut lines = BufReader::new(stream).lines();
    let mut has_sent = false;
    let (mut action, mut id) = (String::new(), String::new());
    while let Some(line) = lines.next().transpose()? {
        if !line.is_empty() {
            // Without case: some clients write `actionid`.
            match line.split_once(": ") {
                Some((name, value)) if name.eq_ignore_ascii_case("Action") => value.clone_into(&mut action),
                Some((name, value)) if name.eq_ignore_ascii_case("ActionID") => value.clone_into(&mut id),
                _ => {}
            }
            continue;
        }
        action.make_ascii_lowercase();
        let rest = match action.as_str() {
            "challenge" => "Challenge: 123456789\r\n",
            "ping" => "Ping: Pong\r\nTimestamp: 1718000000.123456\r\n",
            _ => "Message: Accepted\r\n",
        };
        to.write_all(format!("Response: Success\r\nActionID: {id}\r\n{rest}\r\n").as_bytes())?;
        if action == "logoff" {
            return Ok(());
        }
        if action == "ping" && !has_sent {
            has_sent = true;
            send(to, plan)?;
        }
    }
    Ok(())
}

fn send(mut to: &TcpStream, plan: &Plan) -> io::Result<()> {
    match plan {
        Plan::Quiet => Ok(()),
        Plan::Flood { mix, times } => {
            for _ in 0..*times {
                for piece in mix.bytes.chunks(WRITE) {
                    to.write_all(piece)?;
                }
            }
            Ok(())
        }
        Plan::Paced { mix, rate } => {
            let mut sent = 0;
            at_pace(mix.events(), *rate, |events| {
                let end = mix.ends[events - 1];
                let piece = &mix.bytes[sent..end];
                sent = end;
                to.write_all(piece)
            })
        }
        Plan::Stamped { epoch, events, rate } => {
            let (mut sent, mut text) = (0, String::new());
            at_pace(*events, *rate, |events| {
                text.clear();
                let now = epoch.elapsed().as_nanos();
                for _ in sent..events {
                    text.push_str(&stamped(now));
                }
                sent = events;
                to.write_all(text.as_bytes())
            })
        }
    }
}

/// Calls `write` once a tick with how many events have to be out by then.
fn at_pace(events: usize, rate: usize, mut write: impl FnMut(usize) -> io::Result<()>) -> io::Result<()> {
    let begun = Instant::now();
    let mut sent = 0;
    while sent < events {
        std::thread::sleep(TICK);
        let due = (begun.elapsed().as_secs_f64() * rate as f64) as usize;
        let due = due.min(events);
        if due > sent {
            sent = due;
            write(due)?;
        }
    }
    Ok(())
}

/// As long as the events of the mix, so that the same bytes a second are measured.
fn stamped(now: u128) -> String {
    let filler = "a value as it might be here ".repeat(13);
    format!(
        "Event: UserEvent\r\nPrivilege: user,all\r\nUserEvent: Stamp\r\nSentAt: {now}\r\nFiller: {filler}\r\n\r\n"
    )
}
