//! Reads messages from standard input and looks at three kinds of events: what a program weighs that asks for these alone. See `../size`.
#![allow(clippy::print_stdout, reason = "a program: it prints what it counted")]

use std::io::Read as _;

use switchhook_ami::event::{Cdr, Dial, Hangup};
use switchhook_ami::wire::{Frame, Framer, Limits};

fn main() -> std::io::Result<()> {
    let mut framer = Framer::without_banner(Limits::default());
    let mut buffer = [0; 4096];
    let mut messages = 0;
    loop {
        let length = std::io::stdin().read(&mut buffer)?;
        if length == 0 {
            break;
        }
        framer.push(&buffer[..length]);
        while let Some(frame) = framer.next() {
            let Frame::Message(message) = frame else { continue };
            messages += 1;
            if let Some(hangup) = message.event_as::<Hangup<'_>>() {
                println!("{:?}", hangup.cause());
            } else if let Some(dial) = message.event_as::<Dial<'_>>() {
                println!("{:?}", dial.status());
            } else if let Some(cdr) = message.event_as::<Cdr<'_>>() {
                println!("{:?}", cdr.duration());
            }
        }
    }
    println!("{messages} messages");
    Ok(())
}
