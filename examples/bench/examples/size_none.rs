//! Reads messages from standard input and counts them: what a program weighs that types no event. See `../size`.
#![allow(clippy::print_stdout, reason = "a program: it prints what it counted")]

use std::io::Read as _;

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
            messages += usize::from(matches!(frame, Frame::Message(_)));
        }
    }
    println!("{messages} messages");
    Ok(())
}
