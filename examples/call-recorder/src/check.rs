//! Tries everything that a configuration names, and says what to do where something is wrong.

use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use switchhook_ami::client::{Client, Config as AmiConfig};
use switchhook_ami::value::{EventMask, Secret as AmiSecret};

use crate::cli::say;
use crate::config::{Ami, Config, Recordings, Secret};
use crate::convert::Converter;
use crate::deliver::Deliverer;
use crate::queue::{Queue, QueueError};
use crate::recording::{Location, OpenFiles};
use crate::source::{Register, TableFollower};

/// How long another program may take to accept a connection.
const PATIENCE: Duration = Duration::from_secs(5);

/// What was found, line by line.
#[derive(Debug, Default)]
struct Report {
    lines: Vec<String>,
    wrong: usize,
}

impl Report {
    fn note(&mut self, what: &str, found: Result<String, String>) {
        match found {
            Ok(found) => self.lines.push(format!("ok     {what}: {found}")),
            Err(problem) => {
                self.wrong += 1;
                self.lines.push(format!("WRONG  {what}: {problem}"));
            }
        }
    }

    fn hint(&mut self, what: &str, text: &str) {
        self.lines.push(format!("note   {what}: {text}"));
    }
}

/// Checks, prints, and fails if something is wrong.
pub async fn check(config: &Config) -> ExitCode {
    let mut report = Report::default();
    let zone = config
        .zone()
        .map(|zone| format!("Asterisk's times are in {zone}"));
    report.note("time_zone", zone);
    store(config, &mut report).await;
    sources(config, &mut report).await;
    if let Some(ami) = &config.ami {
        report.note("ami", manager(ami).await);
    } else if config.recordings.is_some() {
        report.hint(
            "ami",
            "without it, recordings are complete when nobody holds them open",
        );
    }
    match &config.recordings {
        Some(recordings) => check_recordings(recordings, config.ami.is_some(), &mut report),
        None => report.hint("recordings", "calls are registered without recordings"),
    }
    report.note("convert", converter(config).await);
    if config.destinations.is_empty() {
        report.hint(
            "destination",
            "there is none: calls stay in the store, recordings where they are",
        );
    }
    for destination in &config.destinations {
        let what = format!("destination {}", destination.name);
        let ready = Deliverer::new(destination).map(|_| "templates and secrets are there".to_owned());
        report.note(&what, ready);
        let url = destination
            .url
            .clone()
            .or_else(|| destination.steps.first().map(|step| step.url.clone()));
        report.note(&what, reach(&url.unwrap_or_default()).await);
    }
    let mut text = report.lines.join("\n");
    text.push_str(&match report.wrong {
        0 => "\nall is well\n".to_owned(),
        wrong => format!("\n{wrong} wrong\n"),
    });
    say(&text);
    if report.wrong == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

async fn store(config: &Config, report: &mut Report) {
    let found = match Queue::open(&config.store).await {
        Ok(queue) => {
            let place = config.store.display();
            match queue.overview().await {
                Ok(overview) => {
                    for line in overview.destinations {
                        if !config.destination_names().contains(&line.destination)
                            && line.waiting + line.aside > 0
                        {
                            report.hint(
                                "store",
                                &format!(
                                    "{} calls wait for {}, which is no longer configured; `forget` gives them up",
                                    line.waiting + line.aside,
                                    line.destination
                                ),
                            );
                        }
                    }
                    Ok(format!("{place} can be written"))
                }
                Err(error) => Err(error.to_string()),
            }
        }
        Err(QueueError::Locked(place)) => Ok(format!("{place} is in use by a call-recorder that runs")),
        Err(error) => Err(error.to_string()),
    };
    report.note("store", found);
}

async fn sources(config: &Config, report: &mut Report) {
    if let Some(agi) = &config.agi {
        let bound = tokio::net::TcpListener::bind(&agi.listen).await;
        let found = match bound {
            Ok(_) => Ok(format!("AGI(agi://{}/) in extension h", agi.listen)),
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => Ok(format!(
                "something listens on {}; a call-recorder that runs, it is hoped",
                agi.listen
            )),
            Err(error) => Err(format!(
                "cannot listen on {}: {error}; take another address",
                agi.listen
            )),
        };
        report.note("agi", found);
    }
    if let Some(csv) = &config.csv {
        let path = csv.file.display();
        match fs::File::open(&csv.file) {
            Ok(_) => report.note("csv", Ok(format!("{path} can be read"))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                report.hint(
                    "csv",
                    &format!(
                        "{path} is not there; Asterisk makes it at the first call, if cdr_csv is loaded"
                    ),
                );
            }
            Err(error) => report.note(
                "csv",
                Err(format!(
                    "cannot read {path}: {error}; add this user to group asterisk"
                )),
            ),
        }
    }
    if let Some(table) = &config.table {
        // No queue is touched: the register is only there to be asked.
        let folder = std::env::temp_dir().join(format!("call-recorder-check-{}", std::process::id()));
        let found = match Queue::open(&folder).await {
            Ok(queue) => match Register::new(config, &queue) {
                Ok(register) => TableFollower::new(table, register)
                    .check()
                    .await
                    .map(|found| format!("{} {found}", table.table)),
                Err(error) => Err(error),
            },
            Err(error) => Err(error.to_string()),
        };
        // It holds nothing.
        let _ = fs::remove_dir_all(&folder);
        report.note("table", found);
    }
}

async fn manager(ami: &Ami) -> Result<String, String> {
    let secret = Secret::read(&ami.secret)?;
    let config = AmiConfig::new(&*ami.address, &*ami.user, AmiSecret::new(secret.expose()));
    match tokio::time::timeout(PATIENCE, Client::connect(config.events(EventMask::CALL))).await {
        Ok(Ok(client)) => {
            client.close().await;
            Ok(format!("logged in at {} as {}", ami.address, ami.user))
        }
        Ok(Err(error)) => Err(format!(
            "{error}; manager.conf needs this user with `read = call`"
        )),
        Err(_) => Err(format!("{} does not answer", ami.address)),
    }
}

fn check_recordings(recordings: &Recordings, has_ami: bool, report: &mut Report) {
    let folder = recordings.folder.display();
    let readable = fs::read_dir(&recordings.folder)
        .map(|_| format!("{folder} can be read"))
        .map_err(|error| format!("cannot read {folder}: {error}; add this user to group asterisk"));
    report.note("recordings", readable);
    if !recordings.keep_source {
        report.note("recordings", writable(&recordings.folder));
    }
    if let Err(error) = Location::new(recordings) {
        report.note("recordings", Err(error));
    }
    match (OpenFiles::look().hidden(), has_ami) {
        (None, _) => report.note("recordings", Ok("it can be seen who holds a file open".into())),
        (Some(hidden), true) => report.hint(
            "recordings",
            &format!("{hidden}; the manager interface says when they stop"),
        ),
        (Some(hidden), false) => report.hint(
            "recordings",
            &format!(
                "{hidden}; run as Asterisk's user or add [ami], or recordings wait for {} s of standstill",
                recordings.blind_still_seconds
            ),
        ),
    }
}

/// Whether files can be removed there, tried with one of our own.
fn writable(folder: &Path) -> Result<String, String> {
    let probe = folder.join(format!(".call-recorder-{}", std::process::id()));
    fs::write(&probe, "")
        .and_then(|()| fs::remove_file(&probe))
        .map(|()| "files can be removed there".to_owned())
        .map_err(|error| format!("cannot write or remove files there: {error}; give this user the right"))
}

/// Converts a second of silence.
async fn converter(config: &Config) -> Result<String, String> {
    let converter = Converter::new(&config.convert)?;
    match &converter {
        Converter::Encoder(_) => {}
        Converter::Folders(folders) => {
            for folder in [folders.outbox(), folders.inbox()] {
                writable(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
            }
            return Ok(converter.describe());
        }
        Converter::Copy | Converter::Upload(_) => return Ok(converter.describe()),
    }
    let folder = std::env::temp_dir().join(format!("call-recorder-encoder-{}", std::process::id()));
    let tried = async {
        fs::create_dir_all(&folder)?;
        let input = folder.join("silence.wav");
        fs::write(&input, silence())?;
        let output = folder.join(format!("silence.{}", config.convert.to.extension()));
        Ok::<_, std::io::Error>(
            converter
                .convert(
                    &input,
                    &folder.join("part.".to_owned() + config.convert.to.extension()),
                    &output,
                )
                .await,
        )
    };
    let tried = tried.await;
    // Nothing of it is needed.
    let _ = fs::remove_dir_all(&folder);
    match tried {
        Ok(Ok(bytes)) => Ok(format!(
            "{}; a second of silence became {bytes} bytes",
            converter.describe()
        )),
        Ok(Err(error)) => Err(format!("{error}; try another [convert] command")),
        Err(error) => Err(format!("cannot write in {}: {error}", folder.display())),
    }
}

/// A second of silence as MixMonitor would write it: 8000 samples of 16 bits.
fn silence() -> Vec<u8> {
    let data = 16_000_u32;
    let mut wav = b"RIFF".to_vec();
    wav.extend((36 + data).to_le_bytes());
    wav.extend(b"WAVEfmt ");
    wav.extend(16_u32.to_le_bytes());
    for half in [1_u16, 1] {
        wav.extend(half.to_le_bytes());
    }
    for whole in [8000_u32, 16_000] {
        wav.extend(whole.to_le_bytes());
    }
    for half in [2_u16, 16] {
        wav.extend(half.to_le_bytes());
    }
    wav.extend(b"data");
    wav.extend(data.to_le_bytes());
    wav.resize(wav.len() + data as usize, 0);
    wav
}

/// Whether somebody listens there. Nothing is sent: a request might be a call to the other side.
async fn reach(url: &str) -> Result<String, String> {
    if url.contains("{{") || url.is_empty() {
        return Ok("its address is a template, and was not tried".into());
    }
    let uri: ureq::http::Uri = url
        .parse()
        .map_err(|error| format!("{url}: {error}; write it as https://host/path"))?;
    let port = match (uri.port_u16(), uri.scheme_str()) {
        (Some(port), Some("http" | "https")) => port,
        (None, Some("http")) => 80,
        (None, Some("https")) => 443,
        _ => return Err(format!("{url}: write it as https://host/path")),
    };
    let host = uri.host().unwrap_or_default().trim_matches(['[', ']']).to_owned();
    match tokio::time::timeout(PATIENCE, tokio::net::TcpStream::connect((host.as_str(), port))).await {
        Ok(Ok(_)) => Ok(format!("{host}:{port} accepts connections")),
        Ok(Err(error)) => Err(format!(
            "{host}:{port}: {error}; calls wait until it can be reached"
        )),
        Err(_) => Err(format!(
            "{host}:{port} does not answer; calls wait until it can be reached"
        )),
    }
}
