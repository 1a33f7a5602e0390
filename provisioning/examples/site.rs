//! The phones of a site, from a list to their files, and what each number is for.
//!
//! `cargo run -p switchhook-provisioning --example site`
#![allow(clippy::print_stdout, reason = "a program: it prints the files")]

use std::collections::BTreeMap;
use std::error::Error;

use switchhook_provisioning::grandstream::PNumber;
use switchhook_provisioning::layer::{Base, Layer, List, Scope, Subject};
use switchhook_provisioning::policy::Policy;
use switchhook_provisioning::setting::Codec;
use switchhook_provisioning::{FunctionKey, KeyFunction, Model, password};

/// Model, address, extension and name; the last one is an adapter without a display.
const PHONES: &[(&str, &str, &str, &str)] = &[
    ("GRP2614", "c0:74:ad:11:22:33", "101", "Ann"),
    ("GRP2614", "c0:74:ad:11:22:34", "102", "Bob & Carl"),
    ("GXP2135", "00:0b:82:aa:bb:cc", "103", "Workshop"),
    ("HT802", "c0:74:ad:44:55:66", "104", "Fax"),
];

fn main() -> Result<(), Box<dyn Error>> {
    // What holds for all: a layer states nothing but what it says, so the account is switched on, too.
    let mut site = Layer::new(Scope::Site, "Nouméa").replace(List::Codecs(1), [Codec::Pcma, Codec::Pcmu]);
    for (path, text) in [
        ("account.1.active", "yes"),
        ("account.1.server.1", "pbx.example.net"),
        ("account.1.user_id", "u{extension}"),
        ("account.1.auth_id", "u{extension}"),
        ("account.1.display_name", "{name}"),
        ("time.ntp.1", "ntp.example.net"),
        ("log.server", "log.example.net"),
    ] {
        site = site.set_text(path, text)?;
    }
    // What only some models have is said of those.
    let lamp = FunctionKey::new(KeyFunction::BusyLamp).value("100").label("Desk");
    let desks = Layer::new(Scope::Group, "desks")
        .set_text("ui.language", "fr")?
        .append(List::LineKeys, lamp);

    // What phones share is prepared once for each model.
    let mut bases: BTreeMap<Model, Base<'_>> = BTreeMap::new();
    let policy = Policy::default().codecs([Codec::Pcma]);
    for (index, (model, mac, extension, name)) in (0u8..).zip(PHONES) {
        let model: Model = model.parse()?;
        let base = bases.entry(model).or_insert_with(|| match model.screen_keys() {
            Some(1..) => Base::new(model, None, &[&site, &desks]),
            _ => Base::new(model, None, &[&site]),
        });
        // Random bytes of the operating system in earnest, kept with the phone: the PBX gets the same secret.
        let secret = password::for_sip(&[index; 24]);
        let pages = password::for_pages(model, &[index + 1; 32]);
        let own = Layer::new(Scope::Device, *name)
            .set("account.1.password".parse()?, secret)
            .set("access.admin_password".parse()?, pages);
        let subject = Subject::new(model, mac.parse()?)
            .extension(*extension)
            .name(*name);
        let resolved = base.resolve(&[&own], &subject);
        match resolved.encode_by(&policy) {
            Ok(file) => {
                println!("{}: {} values", file.xml_name(), file.values().len());
                for warning in file.warnings() {
                    println!("  {}: {warning}", warning.code());
                }
            }
            Err(refused) => println!("{mac}: {refused}"),
        }
        if let Some(why) = resolved.why(PNumber::new(47)) {
            println!("  {why}");
        }
    }
    Ok(())
}
