//! Prints how many phones are configured here and now: `switchhook-provisioning`, and beside it in the same run a
//! template of Jinja2 that is filled in for each phone, as provisioning servers in Python do it.
//!
//! `cargo run --release -p switchhook-bench --bin provisioning_peer -- --help`
//!
//! All sides write the same values, which is compared. The peer is measured twice:
//!
//! - *a template with loops*, the way of wazo-provd: what a device has stands in dictionaries by line and key, Python
//!   makes the keys' numbers, and the template goes through the lines and keys;
//! - *a bare template*: one of our files with the phone's own values taken out. It has no loop and no condition, so it is the
//!   least that filling in a template can cost.
//!
//! Neither checks a value. Ours does, in two ways: from plain settings each time, and from layers, where what all phones share
//! is checked and turned into texts once (as a template is compiled once) and what is a phone's own is laid upon it.
#![allow(clippy::print_stdout, reason = "a program: it prints its table")]

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use clap::Parser;
use switchhook_bench::report::{Table, machine, processor_time};
use switchhook_provisioning::layer::{Base, Layer, Scope, Subject};
use switchhook_provisioning::{
    Device, FunctionKey, KeyFunction, Line, MacAddr, Model, Secret, Setting, TimeZone, Value,
};

/// Measures switchhook-provisioning, and a template of Jinja2.
#[derive(Debug, Parser)]
struct Options {
    /// Phones, each with lines and keys of its own.
    #[arg(long, default_value_t = 20_000)]
    phones: usize,
    /// How often each measurement is repeated; the best one is printed.
    #[arg(long, default_value_t = 5)]
    runs: usize,
    /// A second that shows that both sides write the same values; its figures mean nothing.
    #[arg(long)]
    smoke: bool,
    /// A Python that has Jinja2, such as `peers/provisioning` makes: measures it too.
    #[arg(long, value_name = "PYTHON")]
    jinja: Option<PathBuf>,
}

const LINES: usize = 4;
const KEYS: u8 = 32;

/// What one phone has of its own, by name. Both sides get this.
type Own = BTreeMap<String, String>;

fn own(phone: usize) -> Own {
    let mut own = Own::new();
    let mut put = |name: String, text: String| {
        own.insert(name, text);
    };
    put("mac".to_owned(), format!("c074ad{phone:06x}"));
    put("admin".to_owned(), format!("wq7.Lm-3_Zp{phone:08}"));
    for n in 1..=LINES {
        put(format!("user{n}"), format!("u{phone:06}.{n}"));
        put(format!("secret{n}"), format!("kT9-vV2_mQ7.xR4-{phone:06}.{n}"));
        put(format!("name{n}"), format!("Hélène & Teva {phone}, {n}"));
        put(format!("label{n}"), format!("Desk <{phone}> {n}"));
    }
    for k in 5..=KEYS {
        put(
            format!("value{k}"),
            format!("{}", 1_000 + (phone * 7 + usize::from(k)) % 9_000),
        );
        put(format!("text{k}"), format!("Key {k} of {phone}"));
    }
    own
}

fn device(own: &Own) -> Result<Device, Box<dyn Error>> {
    let get = |name: String| own.get(&name).map(String::as_str).unwrap_or_default();
    let mac: MacAddr = get("mac".to_owned()).parse()?;
    let mut device = Device::new(Model::GXP2135, mac)
        .admin_password(get("admin".to_owned()))
        .ntp(["ntp1.example.net", "ntp2.example.net"])
        .time_zone(TimeZone::Utc("+11".parse()?));
    for n in 1..=LINES {
        let line = Line::new(
            "pbx.example.net",
            get(format!("user{n}")),
            get(format!("secret{n}")),
        )
        .display_name(get(format!("name{n}")))
        .label(get(format!("label{n}")))
        .voicemail("*79");
        device = device.line(line);
    }
    for k in 5..=KEYS {
        let function = match k % 2 {
            0 => KeyFunction::BusyLamp,
            _ => KeyFunction::SpeedDial,
        };
        let key = FunctionKey::new(function)
            .value(get(format!("value{k}")))
            .label(get(format!("text{k}")));
        device = device.key(k, key);
    }
    Ok(device)
}

fn file(own: &Own) -> Result<String, Box<dyn Error>> {
    Ok(device(own)?.render()?.xml())
}

/// What all phones share as a layer, and which settings are what each has of its own.
struct Layered {
    shared: Layer,
    own: Vec<(String, Setting)>,
}

fn layered() -> Result<Layered, Box<dyn Error>> {
    let marks = marks();
    let mut shared = Layer::new(Scope::Site, "all phones");
    let mut own = Vec::new();
    for (setting, value) in device(&marks)?.settings() {
        let text = match &value {
            Some(Value::Text(text)) => text.as_str(),
            Some(Value::Secret(secret)) => secret.expose(),
            _ => "",
        };
        let name = marks.iter().find(|(_, mark)| *mark == text).map(|(name, _)| name);
        match (name, value) {
            (Some(name), _) => own.push((name.clone(), setting)),
            (None, Some(value)) => shared = shared.set(setting, value),
            (None, None) => shared = shared.clear(setting),
        }
    }
    Ok(Layered { shared, own })
}

/// The same file as [`file()`], by layers.
fn file_of_layers(base: &Base<'_>, layered: &Layered, own: &Own) -> Result<String, Box<dyn Error>> {
    let get = |name: &str| own.get(name).map(String::as_str).unwrap_or_default();
    let layer = layered
        .own
        .iter()
        .fold(Layer::new(Scope::Device, "own"), |layer, (name, setting)| {
            if setting.is_secret() {
                layer.set(*setting, Secret::new(get(name)))
            } else {
                layer.set(*setting, get(name))
            }
        });
    let subject = Subject::new(Model::GXP2135, get("mac").parse()?);
    Ok(base.resolve(&[&layer], &subject).encode()?.xml())
}

/// The best processor time of some runs over all phones, and the bytes that they wrote.
fn best_of(
    runs: usize,
    phones: &[Own],
    file: impl Fn(&Own) -> Result<String, Box<dyn Error>>,
) -> Result<(Duration, usize), Box<dyn Error>> {
    let (mut best, mut bytes) = (Duration::MAX, 0);
    for _ in 0..runs {
        let begin = processor_time();
        bytes = 0;
        for own in phones {
            bytes += file(own)?.len();
        }
        best = best.min(processor_time().saturating_sub(begin));
    }
    Ok((best, bytes))
}

/// In place of what a phone has of its own: values that stand nowhere else in the file, and that every check lets through.
fn marks() -> Own {
    own(0)
        .keys()
        .enumerate()
        .map(|(at, name)| {
            let mark = match name.as_str() {
                "mac" => "c074adfedcba".to_owned(),
                _ => format!("{}.Mark{at:03}.kT9-vV", 9_000 + at),
            };
            (name.clone(), mark)
        })
        .collect()
}

/// One of our files, with a place for each thing that a phone has of its own.
fn template() -> Result<String, Box<dyn Error>> {
    let marks = marks();
    let mut text = file(&marks)?;
    for (name, mark) in &marks {
        text = text.replace(mark.as_str(), &format!("{{{{ {name} }}}}"));
    }
    Ok(text)
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut options = Options::parse();
    if options.smoke {
        (options.phones, options.runs) = (200, 1);
    }
    println!("{}", machine());
    let phones: Vec<Own> = (0..options.phones).map(own).collect();
    let mut table = Table::new(
        "a GXP2135 with 4 lines and 32 keys",
        &["what", "µs a phone", "phones/s", "bytes a file"],
    );
    let layered = layered()?;
    let base = Base::new(Model::GXP2135, None, &[&layered.shared]);
    for own in &phones {
        if file_of_layers(&base, &layered, own)? != file(own)? {
            return Err(format!("by layers {:?} has another file", own.get("mac")).into());
        }
    }
    let plain = best_of(options.runs, &phones, file)?;
    let by_layers = best_of(options.runs, &phones, |own| file_of_layers(&base, &layered, own))?;
    let mut row = |what: &str, time: Duration, bytes: usize| {
        let nanos = time.as_nanos().max(1);
        let count = options.phones as u128;
        table.row(&[
            &what,
            &format!("{:.1}", time.as_secs_f64() * 1e6 / count as f64),
            &(count * 1_000_000_000 / nanos),
            &(bytes / options.phones),
        ]);
    };
    row("settings checked and written, one thread", plain.0, plain.1);
    row(
        "own settings laid upon shared ones, one thread",
        by_layers.0,
        by_layers.1,
    );
    if let Some(python) = &options.jinja {
        for (name, time, found) in jinja(python, options.runs, &phones)? {
            row(&name, time, found);
        }
    }
    println!("{}", table.text());
    if options.smoke {
        println!("ok: all sides write the same values");
    }
    Ok(())
}

/// One way of the peer: what it is, the best of its runs by its processor time, and how many bytes it wrote.
type Peer = (String, Duration, usize);

/// The same phones by templates. An error when a file has other values than ours.
fn jinja(python: &Path, runs: usize, phones: &[Own]) -> Result<Vec<Peer>, Box<dyn Error>> {
    let folder = std::env::temp_dir().join(format!("switchhook-provisioning-peer-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let answer = export(&folder, phones).and_then(|()| {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/peers/provisioning_jinja.py");
        Ok(Command::new(python)
            .arg(script)
            .arg(&folder)
            .arg(runs.to_string())
            .output()?)
    });
    std::fs::remove_dir_all(&folder)?;
    let answer = answer?;
    let text = String::from_utf8_lossy(&answer.stdout);
    let fields: Vec<&str> = text.split_whitespace().collect();
    let &[version, looping, loop_bytes, bare, bare_bytes] = fields.as_slice() else {
        let said = String::from_utf8_lossy(&answer.stderr);
        return Err(format!("jinja: {}: {}", answer.status, said.trim()).into());
    };
    let peer = |what: &str, nanos: &str, bytes: &str| -> Result<Peer, Box<dyn Error>> {
        let time = Duration::from_nanos(nanos.parse()?);
        Ok((format!("Jinja2 {version}, {what}"), time, bytes.parse()?))
    };
    Ok(vec![
        peer("a template with loops", looping, loop_bytes)?,
        peer("a bare template", bare, bare_bytes)?,
    ])
}

/// The bare template as one with loops: what lines and keys have of their own is taken out, and comes back by numbers.
/// Gives the template, and for each of those values its number, one a line.
fn with_loops(bare: &str) -> Result<(String, String), Box<dyn Error>> {
    let (mut text, mut numbers) = (String::new(), String::new());
    for line in bare.lines() {
        let own = line
            .split_once("{{ ")
            .and_then(|(before, after)| Some((before, after.split_once(" }}")?.0)))
            .filter(|(_, name)| !matches!(*name, "mac" | "admin"));
        if line.contains("</config>") {
            text.push_str(
                "{% for number, value in XX_lines %}    <P{{ number }}>{{ value }}</P{{ number }}>\n{% endfor %}\
                 {% for number, value in XX_fkeys %}    <P{{ number }}>{{ value }}</P{{ number }}>\n{% endfor %}",
            );
        }
        match own {
            Some((before, name)) => {
                let number = before.trim().trim_start_matches("<P").trim_end_matches('>');
                writeln!(numbers, "{name}\t{number}")?;
            }
            None => writeln!(text, "{line}")?,
        }
    }
    Ok((text, numbers))
}

/// Templates, phones and the files that must come out.
fn export(folder: &Path, phones: &[Own]) -> Result<(), Box<dyn Error>> {
    let bare = template()?;
    let (looping, numbers) = with_loops(&bare)?;
    std::fs::write(folder.join("bare.j2"), bare)?;
    std::fs::write(folder.join("loops.j2"), looping)?;
    std::fs::write(folder.join("numbers.tsv"), numbers)?;
    let mut table = String::new();
    for (at, own) in phones.iter().enumerate() {
        if at == 0 {
            let names: Vec<_> = own.keys().map(String::as_str).collect();
            writeln!(table, "{}", names.join("\t"))?;
        }
        let texts: Vec<_> = own.values().map(String::as_str).collect();
        writeln!(table, "{}", texts.join("\t"))?;
    }
    std::fs::write(folder.join("phones.tsv"), table)?;
    let mut expected = Vec::new();
    for own in phones {
        let file = file(own)?;
        expected.extend_from_slice(&u32::try_from(file.len())?.to_be_bytes());
        expected.extend_from_slice(file.as_bytes());
    }
    Ok(std::fs::write(folder.join("expected"), expected)?)
}
