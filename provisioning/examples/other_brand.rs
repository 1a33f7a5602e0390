//! What does the file of a Cisco SPA or a Mitel look like?
//!
//! `cargo run -p switchhook-provisioning --example other_brand -- SPA504G 547c69112233 pbx.example.net u4711`
//!
//! Arguments: the model, the MAC address, the SIP server, the SIP user. Standard input has the SIP secret on its first line and the
//! password for the phone's own pages on the second.

use std::error::Error;
use std::io::{Read, Write, stderr, stdin, stdout};
use std::process::ExitCode;

use switchhook_provisioning::Line;
use switchhook_provisioning::brand::Phone;

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
    // Not arguments: whoever lists the processes of a machine sees those.
    let mut secrets = String::new();
    stdin().lock().take(1024).read_to_string(&mut secrets)?;
    let mut lines = secrets.lines();
    let (secret, password) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());

    let phone = Phone::new(model.parse()?, mac.parse()?)
        .line(Line::new(server, user, secret))
        .admin_password(password);
    let file = phone.render()?;
    for warning in file.warnings() {
        writeln!(stderr(), "{}: {warning}", warning.code())?;
    }
    writeln!(stderr(), "{}", file.name())?;
    stdout().write_all(file.text().as_bytes())?;
    Ok(())
}
