//! What does a phone's configuration file look like?
//!
//! `cargo run -p switchhook-provisioning --example phone_file -- GRP2614 c074ad112233 pbx.example.net u4711`
//!
//! Arguments: the model, the MAC address, the SIP server, the SIP user. The SIP secret is read from standard input.

use std::error::Error;
use std::io::{Read, Write, stderr, stdin, stdout};
use std::process::ExitCode;

use switchhook_provisioning::{Device, Line};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Where this cannot be said, the code of the exit says it.
            let _ = writeln!(stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [model, mac, server, user] = arguments.as_slice() else {
        return Err("which phone? give model, MAC address, SIP server and SIP user".into());
    };
    // Not an argument: whoever lists the processes of a machine sees those.
    let mut secret = String::new();
    stdin().lock().take(1024).read_to_string(&mut secret)?;

    let phone = Device::new(model.parse()?, mac.parse()?).line(Line::new(server, user, secret.trim_end()));
    let configuration = phone.render()?;
    for warning in configuration.warnings() {
        writeln!(stderr(), "{}: {warning}", warning.code())?;
    }
    writeln!(stderr(), "{}", configuration.xml_name())?;
    stdout().write_all(configuration.xml().as_bytes())?;
    Ok(())
}
