//! What becomes of the calls in a spool?
//!
//! `cargo run -p switchhook-callfile --features watch --example follow -- /var/spool/asterisk`
//!
//! Prints a line for each thing that happens, until Ctrl-C.

#[cfg(all(unix, feature = "watch"))]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    use std::io::Write;

    use switchhook_callfile::Spool;
    use switchhook_callfile::watch::Follower;

    let folder = std::env::args_os()
        .nth(1)
        .ok_or("say where the spool is: follow /var/spool/asterisk")?;
    let mut out = std::io::stdout().lock();
    for update in Follower::open(&Spool::open(folder)?)? {
        match update {
            Ok(update) => writeln!(out, "{}: {}", update.name, update.news)?,
            // One file costs that file.
            Err(error) => eprintln!("{error}"),
        }
    }
    Ok(())
}

#[cfg(not(all(unix, feature = "watch")))]
fn main() {
    eprintln!("build it with `--features watch`, on Unix");
}
