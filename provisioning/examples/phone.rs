//! What does a phone do with my server? A simulated one says.
//!
//! `cargo run -p switchhook-provisioning --features testing --example phone -- GRP2614 c074ad112233 https://localhost:8443/b/token/`
//!
//! Arguments: the model, the MAC address, and the URL that the phone gets by DHCP. Then, if wanted: `--firmware 1.0.13.44`,
//! `--ca FILE` (PEM, built into its firmware; without it certificates are not checked unless the files say so),
//! `--name HOST=ADDRESS:PORT` (its DNS), `--anywhere` (beyond loopback), and `--pages SECONDS` to have its web pages for
//! so long. It starts, fetches until nothing sends it elsewhere, and prints what it would register with. Passwords and
//! tokens are not printed.

#![allow(
    clippy::disallowed_methods,
    reason = "a program: it reads the files that it is given, and waits as long as it is told"
)]

use std::error::Error;
use std::io::{Write, stderr, stdout};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use switchhook_provisioning::testing::{Pages, Phone};
use tokio::sync::Mutex;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run().await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(2),
        Err(error) => {
            // Where this cannot be said, the code of the exit says it.
            let _ = writeln!(stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

/// Whether the phone got anything.
async fn run() -> Result<bool, Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(model), Some(mac), Some(url)) = (arguments.next(), arguments.next(), arguments.next()) else {
        return Err("which phone, and which server? give model, MAC address and URL".into());
    };
    let mut phone = Phone::new(&model, mac.parse()?, "1.0.13.44")?.dhcp(&url);
    let mut pages = None;
    while let Some(option) = arguments.next() {
        if option == "--anywhere" {
            phone = phone.anywhere();
            continue;
        }
        let value = arguments
            .next()
            .ok_or_else(|| format!("{option} wants a value behind it"))?;
        match option.as_str() {
            "--firmware" => phone.set_firmware(&value),
            "--ca" => phone = phone.built_in_authority(&std::fs::read_to_string(value)?)?,
            "--name" => {
                let (name, address) = value.split_once('=').ok_or("--name wants HOST=ADDRESS:PORT")?;
                phone = phone.host(name, address.parse()?);
            }
            "--pages" => pages = Some(Duration::from_secs(value.parse()?)),
            _ => {
                return Err(format!(
                    "{option} is no option; known are --firmware, --ca, --name, --anywhere, --pages"
                )
                .into());
            }
        }
    }

    writeln!(stdout(), "User-Agent: {}", phone.user_agent())?;
    phone.boot().await;
    show(&phone)?;
    let fetched = phone
        .history()
        .iter()
        .any(switchhook_provisioning::testing::Round::applied);
    if let Some(time) = pages {
        let phone = Arc::new(Mutex::new(phone));
        let served = Pages::serve(Arc::clone(&phone)).await?;
        let (plain, tls) = (served.plain(), served.tls());
        writeln!(
            stdout(),
            "pages for {} s: http://{plain}/ and https://{tls}/",
            time.as_secs()
        )?;
        tokio::time::sleep(time).await;
        drop(served);
        show(&*phone.lock().await)?;
    }
    Ok(fetched)
}

fn show(phone: &Phone) -> Result<(), std::io::Error> {
    let mut out = stdout().lock();
    for (round, number) in phone.history().iter().zip(1..) {
        for asked in &round.asked {
            writeln!(out, "round {number}: {asked:?}")?;
        }
    }
    for account in phone.accounts() {
        writeln!(
            out,
            "account {}: {} <sip:{}@{}> as {} over {}, password of {} characters",
            account.account,
            account.display_name,
            account.user,
            account.server,
            account.auth_user,
            account.transport,
            account.password.expose().chars().count(),
        )?;
    }
    for key in phone.keys() {
        let line = format!(
            "key {:?}: {} {} {}",
            key.place, key.function, key.label, key.value
        );
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}
