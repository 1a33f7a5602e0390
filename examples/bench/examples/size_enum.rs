//! Reads messages from standard input and matches on all kinds of events: what a program weighs that uses the whole enum. See `../size`.
#![allow(clippy::print_stdout, reason = "a program: it prints what it counted")]

use std::io::Read as _;

use switchhook_ami::Event;
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
            match message.event() {
                Event::Hangup(hangup) => println!("{:?}", hangup.cause()),
                Event::DialEnd(dial) => println!("{:?}", dial.status()),
                Event::Cdr(cdr) => println!("{:?}", cdr.duration()),
                _ => {}
            }
        }
    }
    println!("{messages} messages");
    Ok(())
}
