//! Lets Asterisk place a call, now or later.
//!
//! ```text
//! cargo run -p switchhook-callfile --example submit -- /var/spool/asterisk PJSIP/100 internal 200
//! cargo run -p switchhook-callfile --example submit -- /var/spool/asterisk PJSIP/100 internal 200 600   # in ten minutes
//! ```

#[cfg(all(unix, feature = "spool"))]
#[expect(
    clippy::disallowed_methods,
    reason = "a program has a clock; the crate itself does not"
)]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    use std::io::{Write, stdout};
    use std::time::{Duration, SystemTime};
    use switchhook_callfile::{CallFile, FileName, Spool, Target};

    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [spool, channel, context, extension, delay @ ..] = &arguments[..] else {
        return Err(
            "say the spool, a channel, a context and an extension, and perhaps seconds to wait".into(),
        );
    };
    let call = CallFile::builder(channel, Target::extension(context, extension)?)
        .caller_id("Switchhook", extension)
        .wait_time(Duration::from_secs(30))
        .archive(true)
        .build()?;

    let now = SystemTime::now();
    let number = now.duration_since(SystemTime::UNIX_EPOCH)?.as_nanos();
    let name = FileName::new(format!("example-{number}.call"))?;
    let spool = Spool::open(spool)?;
    match delay.first() {
        None => spool.submit(&name, &call)?,
        Some(seconds) => {
            let wait = Duration::from_secs(seconds.parse()?);
            let time = now.checked_add(wait).ok_or("that is later than any clock goes")?;
            spool.submit_at(&name, &call, time)?;
        }
    }
    writeln!(
        stdout(),
        "{} holds\n{call}",
        spool.outgoing().join(name.as_os_str()).display()
    )?;
    Ok(())
}

#[cfg(not(all(unix, feature = "spool")))]
fn main() {}
