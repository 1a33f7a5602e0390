//! An encoder that is installed on this machine, run behind everything else.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use tokio::io::AsyncReadExt as _;
use tokio::process::{Child, Command};

use super::ConvertError;
use crate::config::{Convert, Format, seconds};

/// As much as is kept of what an encoder says.
const SAID: u64 = 4096;

/// An encoder with its arguments, and the programs that put it behind others.
#[derive(Clone, Debug)]
pub struct Encoder {
    words: Vec<String>,
    name: String,
    limit: Duration,
}

/// What is looked for, best first.
const KNOWN: [(Format, &[&str]); 6] = [
    (
        Format::Mp3,
        &["lame", "--quiet", "-V", "5", "{input}", "{output}"],
    ),
    (
        Format::Mp3,
        &[
            "ffmpeg",
            "-nostdin",
            "-v",
            "error",
            "-y",
            "-i",
            "{input}",
            "-codec:a",
            "libmp3lame",
            "-q:a",
            "5",
            "{output}",
        ],
    ),
    (Format::Mp3, &["sox", "{input}", "-t", "mp3", "{output}"]),
    (
        Format::Opus,
        &["opusenc", "--quiet", "--bitrate", "24", "{input}", "{output}"],
    ),
    (
        Format::Opus,
        &[
            "ffmpeg", "-nostdin", "-v", "error", "-y", "-i", "{input}", "-codec:a", "libopus", "-b:a", "24k",
            "-f", "ogg", "{output}",
        ],
    ),
    (Format::Opus, &["sox", "{input}", "-t", "opus", "{output}"]),
];

/// Whether a command of the configuration names its files.
pub fn check_command(command: &[String]) -> Result<(), String> {
    for placeholder in ["{input}", "{output}"] {
        if !command.iter().skip(1).any(|word| word.contains(placeholder)) {
            return Err(format!(
                "[convert] command: {placeholder} is missing among the arguments"
            ));
        }
    }
    Ok(())
}

impl Encoder {
    /// The one of the configuration, or the first that is installed.
    pub fn find(convert: &Convert) -> Result<Self, String> {
        let known = KNOWN
            .iter()
            .filter(|(format, _)| *format == convert.to)
            .map(|(_, words)| *words);
        let (name, encoder) = if convert.command.is_empty() {
            let found = known.clone().find_map(|words| Some((words, program(words[0])?)));
            let Some((words, path)) = found else {
                let names: Vec<&str> = known.map(|words| words[0]).collect();
                return Err(format!(
                    "no encoder for {} is installed; install one of {}, or set [convert] command, or to = \"wav\"",
                    convert.to.extension(),
                    names.join(", ")
                ));
            };
            let rest = words[1..].iter().map(|word| (*word).to_owned());
            (
                words[0].to_owned(),
                [path.display().to_string()].into_iter().chain(rest).collect(),
            )
        } else {
            let name = &convert.command[0];
            let path = program(name).ok_or_else(|| {
                format!("the encoder {name} of [convert] command is not installed, or may not be run")
            })?;
            let mut words = convert.command.clone();
            words[0] = path.display().to_string();
            (name.clone(), words)
        };
        let mut words: Vec<String> = Vec::new();
        if let (true, Some(nice)) = (convert.nice > 0, program("nice")) {
            words.extend([nice.display().to_string(), "-n".into(), convert.nice.to_string()]);
        }
        if let (true, Some(ionice)) = (convert.idle_io, program("ionice")) {
            words.extend([ionice.display().to_string(), "-c".into(), "3".into()]);
        }
        let encoder: Vec<String> = encoder;
        words.extend(encoder);
        Ok(Self {
            words,
            name,
            limit: seconds(convert.time_limit_seconds),
        })
    }

    /// What is run, for people.
    pub fn describe(&self) -> String {
        format!("{} ({})", self.name, self.words.join(" "))
    }

    /// Runs it. One that takes too long is ended, with all that it started.
    pub async fn run(&self, input: &Path, output: &Path) -> Result<(), ConvertError> {
        // Said as what it is, rather than by the encoder in its own words.
        tokio::fs::metadata(input)
            .await
            .map_err(ConvertError::disk(input))?;
        let failed = |what: String| ConvertError::Encoder(format!("{}: {what}", self.name));
        let fill = |word: &String| {
            word.replace("{input}", &input.to_string_lossy())
                .replace("{output}", &output.to_string_lossy())
        };
        let mut child = Command::new(&self.words[0])
            .args(self.words[1..].iter().map(fill))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .process_group(0)
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| failed(format!("cannot be started: {error}")))?;
        let group = Group::of(&child);
        let mut said = Vec::new();
        let errors = child.stderr.take();
        let ended = tokio::time::timeout(self.limit, async {
            if let Some(mut errors) = errors {
                let _ = (&mut errors).take(SAID).read_to_end(&mut said).await;
                // What it says beyond that must not stop it.
                let _ = tokio::io::copy(&mut errors, &mut tokio::io::sink()).await;
            }
            child.wait().await
        });
        let status = match ended.await {
            Ok(status) => status.map_err(|error| failed(error.to_string()))?,
            Err(_) => {
                group.end();
                let _ = child.wait().await;
                return Err(failed(format!("took longer than {:?} and was ended", self.limit)));
            }
        };
        if !status.success() {
            let said = String::from_utf8_lossy(&said);
            let last = said
                .lines()
                .rev()
                .find(|line| !line.trim().is_empty())
                .unwrap_or("it said nothing");
            return Err(failed(format!("{status}: {}", last.trim())));
        }
        match tokio::fs::metadata(output).await {
            Ok(made) if made.len() > 0 => Ok(()),
            Ok(_) => Err(failed("its result is empty".into())),
            Err(_) => Err(failed("it says that all is well, and there is no result".into())),
        }
    }
}

/// An encoder and what it started. Dropped, it is ended too: nobody waits for it any more.
struct Group(Option<rustix::process::Pid>);

impl Group {
    fn of(child: &Child) -> Self {
        let number = child.id().and_then(|id| i32::try_from(id).ok());
        Self(number.and_then(rustix::process::Pid::from_raw))
    }

    fn end(&self) {
        if let Some(group) = self.0 {
            // It may have ended by itself.
            let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        }
    }
}

/// A program in the folders of `PATH`, or at its own path.
fn program(name: &str) -> Option<PathBuf> {
    use std::os::unix::fs::PermissionsExt as _;
    let runs = |path: &Path| {
        std::fs::metadata(path).is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
    };
    if name.contains('/') {
        return Some(PathBuf::from(name)).filter(|path| runs(path));
    }
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|path| runs(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str, limit: u64) -> Encoder {
        let convert = Convert {
            to: Format::Mp3,
            command: ["sh", "-c", script, "encoder", "{input}", "{output}"]
                .map(str::to_owned)
                .to_vec(),
            time_limit_seconds: limit,
            ..Convert::default()
        };
        check_command(&convert.command).unwrap();
        Encoder::find(&convert).unwrap()
    }

    async fn run(encoder: &Encoder) -> Result<Vec<u8>, String> {
        let folder = tempfile::tempdir().unwrap();
        let (input, output) = (folder.path().join("a.wav"), folder.path().join("a.mp3"));
        std::fs::write(&input, "sound").unwrap();
        encoder
            .run(&input, &output)
            .await
            .map_err(|error| error.to_string())?;
        Ok(std::fs::read(&output).unwrap())
    }

    #[tokio::test]
    async fn an_encoder_runs_behind_others_and_its_failures_are_told_apart() {
        let good = shell("nice > \"$2\"", 10);
        assert!(good.describe().contains("nice -n 19"), "{}", good.describe());
        assert_eq!(run(&good).await.unwrap(), b"19\n");
        let error = run(&shell("echo first >&2; echo no such codec >&2; exit 3", 10))
            .await
            .unwrap_err();
        assert_eq!(error, "sh: exit status: 3: no such codec");
        let error = run(&shell("exit 0", 10)).await.unwrap_err();
        assert!(error.contains("no result"), "{error}");
        let error = run(&shell(": > \"$2\"", 10)).await.unwrap_err();
        assert!(error.contains("empty"), "{error}");
        // A flood of complaints does not stop it.
        let noisy = shell(
            "i=0; while [ $i -lt 3000 ]; do echo complaint complaint complaint >&2; i=$((i+1)); done; cp \"$1\" \"$2\"",
            30,
        );
        assert_eq!(run(&noisy).await.unwrap(), b"sound");
    }

    #[tokio::test]
    async fn an_encoder_that_hangs_is_ended_with_all_that_it_started() {
        let folder = tempfile::tempdir().unwrap();
        let mark = folder.path().join("child");
        let hanging = shell(&format!("sleep 300 & echo $! > {}; wait", mark.display()), 1);
        let error = run(&hanging).await.unwrap_err();
        assert!(error.contains("took longer than 1s"), "{error}");
        let child = std::fs::read_to_string(&mark).unwrap();
        let status = Path::new("/proc").join(child.trim()).join("stat");
        // Perhaps nobody has collected it yet; it must not run for long in any case.
        let runs = || std::fs::read_to_string(&status).is_ok_and(|stat| !stat.contains(") Z "));
        let gone = async {
            while runs() {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        let gone = tokio::time::timeout(Duration::from_secs(20), gone).await;
        assert!(gone.is_ok(), "the encoder's own child still runs");
    }

    #[test]
    fn an_encoder_that_is_missing_is_named_with_the_remedy() {
        let convert = Convert {
            to: Format::Opus,
            command: ["no-such-encoder", "{input}", "{output}"]
                .map(str::to_owned)
                .to_vec(),
            ..Convert::default()
        };
        assert!(Encoder::find(&convert).unwrap_err().contains("not installed"));
    }
}
