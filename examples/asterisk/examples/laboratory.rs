//! What does this Asterisk answer? Starts the laboratory and waits for the end of standard input.
//!
//! `cargo run -p switchhook-rig --example laboratory -- 22`

use std::io::{self, Read, Write};

use switchhook_rig::{Laboratory, Version};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let version: Version = std::env::args().nth(1).as_deref().unwrap_or("22").parse()?;
    let laboratory = Laboratory::start(version)?;
    writeln!(
        io::stdout(),
        "AMI {} and with TLS {}, user {}, secret {}\nfolder {}\nclose standard input (Ctrl-D) to end it",
        laboratory.pbx.ami_addr(),
        laboratory.tls_addr(),
        Laboratory::USER,
        laboratory.secret.expose(),
        laboratory.pbx.folder().display(),
    )?;
    io::stdin().read_to_end(&mut Vec::new())?;
    Ok(())
}
