//! Which phones are in a network?
//!
//! `cargo run -p switchhook-provisioning --features discover --example find -- 192.0.2.0/24`
//!
//! Looks at each address of the range, then asks the pages of those whose hardware address is Grandstream's, one after the
//! other. With `--all` it asks everybody who is there: for phones behind a router, whose hardware address is not seen.

use std::error::Error;
use std::io::{Write as _, stdout};
use std::time::Duration;

use switchhook_provisioning::discover::{Range, ScanOptions, probe, scan};
use switchhook_provisioning::notify::{EVERY, plan};
use switchhook_provisioning::push::{Options, spread};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let (all, ranges): (Vec<_>, Vec<_>) = std::env::args().skip(1).partition(|text| text == "--all");
    let [range] = ranges.as_slice() else {
        return Err("which network? give it as 192.0.2.0/24, or 192.0.2.10-192.0.2.40".into());
    };
    let range: Range = range.parse()?;
    let seen = scan(&range, &ScanOptions::new()).await;
    let mut out = stdout();
    writeln!(out, "{} of {} addresses answer", seen.found.len(), range.len())?;
    if !seen.complete {
        writeln!(
            out,
            "the time was over before all were looked at; take a smaller range"
        )?;
    }

    let phones: Vec<_> = seen
        .found
        .into_iter()
        .filter(|found| !all.is_empty() || found.is_of_maker())
        .collect();
    // Plain HTTP is enough to ask what a phone is: nothing secret is said.
    let options = Options::new().plain_http(true).timeout(Duration::from_secs(5));
    let asked = spread(plan(phones, EVERY, |_| false), 8, |found| {
        let options = options.clone();
        async move { probe(found.address.into(), &options).await }
    });
    for (found, answer) in asked.await {
        let mac = found.mac.map(|mac| mac.to_string()).unwrap_or_default();
        match answer {
            Ok(probe) => {
                let product = probe.product;
                let model = product.model.unwrap_or_else(|| "a Grandstream".to_owned());
                let firmware = product.firmware.unwrap_or_default();
                let mac = product.mac.map_or(mac, |mac| mac.to_string());
                writeln!(out, "{}\t{mac}\t{model}\t{firmware}", found.address)?;
            }
            Err(error) => writeln!(out, "{}\t{mac}\t{error}", found.address)?,
        }
    }
    Ok(())
}
