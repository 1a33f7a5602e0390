//! How the command line speaks to the service: a file for each request, kept until the service took it.
//!
//! A file needs nobody to listen: what monitoring raises while the service restarts is not lost.

use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chrono::Utc;
use serde::{Deserialize, Serialize};

/// What the command line asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Request {
    Raise(Raise),
    Acknowledge {
        /// Id or key.
        alarm: String,
        by: String,
    },
}

/// An alarm to raise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Raise {
    pub(crate) text: String,
    #[serde(default)]
    pub(crate) prompts: Vec<String>,
    pub(crate) list: String,
    pub(crate) key: String,
}

/// The longest file that is read.
const MAX_BYTES: u64 = 64 * 1024;
/// The longest text: a minute of speech.
pub(crate) const MAX_TEXT: usize = 1000;
const MAX_PROMPTS: usize = 50;
const MAX_KEY: usize = 200;

impl Raise {
    /// What monitoring says, made fit to be kept and spoken.
    pub(crate) fn new(
        text: &str,
        prompts: Vec<String>,
        list: &str,
        key: Option<&str>,
    ) -> Result<Self, String> {
        let clean: String = text
            .chars()
            .map(|letter| if letter.is_control() { ' ' } else { letter })
            .collect();
        let text = cut(clean.trim(), MAX_TEXT);
        if text.is_empty() && prompts.is_empty() {
            return Err("nothing to say; give a text, or --prompts with names of sounds".to_owned());
        }
        let key = key.map_or_else(
            || {
                if text.is_empty() {
                    prompts.join(",")
                } else {
                    text.to_owned()
                }
            },
            str::to_owned,
        );
        let raise = Self {
            text: text.to_owned(),
            prompts,
            list: list.to_owned(),
            key: cut(key.trim(), MAX_KEY).to_owned(),
        };
        raise.check()?;
        Ok(raise)
    }

    /// Whoever may write into the inbox may write anything.
    fn check(&self) -> Result<(), String> {
        if self.prompts.len() > MAX_PROMPTS {
            return Err(format!(
                "{} prompts; give at most {MAX_PROMPTS}",
                self.prompts.len()
            ));
        }
        if let Some(prompt) = self.prompts.iter().find(|prompt| !is_sound(prompt)) {
            return Err(format!(
                "{prompt:?} is no name of a sound; write it as Asterisk does, such as custom/disk-full"
            ));
        }
        if self.text.len() > MAX_TEXT || self.key.len() > MAX_KEY || self.list.len() > MAX_KEY {
            return Err(format!(
                "too long; a text has at most {MAX_TEXT} bytes, a key {MAX_KEY}"
            ));
        }
        if self.key.is_empty() {
            return Err("an empty key; leave --key out, or give it a value".to_owned());
        }
        if self.text.chars().chain(self.key.chars()).any(char::is_control) {
            return Err("a control character in the text or the key; remove it".to_owned());
        }
        Ok(())
    }
}

fn cut(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// A name as Asterisk has it, without what would lead out of the folder of sounds.
pub(crate) fn is_sound(name: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"/_-.".contains(&byte);
    !name.is_empty() && name.len() <= 200 && name.bytes().all(allowed) && !name.contains("..")
}

/// The folder of requests.
#[derive(Clone, Debug)]
pub(crate) struct Inbox {
    folder: PathBuf,
}

impl Inbox {
    /// In the folder of state.
    pub(crate) fn of(state: &Path) -> Self {
        Self {
            folder: state.join("inbox"),
        }
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Leaves a request; when this returns, it is on the disk.
    pub(crate) fn leave(&self, request: &Request) -> std::io::Result<PathBuf> {
        let name = format!("{:020}-{}", Utc::now().timestamp_micros(), std::process::id());
        let made = self.folder.join(format!(".{name}.part"));
        let mut file = File::create_new(&made)?;
        let written = file
            .write_all(&serde_json::to_vec(request)?)
            .and_then(|()| file.sync_all());
        let path = self.folder.join(format!("{name}.json"));
        if let Err(error) = written.and_then(|()| fs::rename(&made, &path)) {
            // What is half-written is nobody's.
            let _ = fs::remove_file(&made);
            return Err(error);
        }
        File::open(&self.folder)?.sync_all()?;
        Ok(path)
    }

    /// Waits until the service took a request, and says whether it did.
    pub(crate) fn is_taken(path: &Path, within: Duration) -> bool {
        let begun = Instant::now();
        while path.exists() {
            if begun.elapsed() > within {
                return false;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        true
    }

    /// The requests that are there, the oldest first. One that cannot be read is put aside, with the reason.
    pub(crate) fn requests(&self) -> std::io::Result<Vec<(PathBuf, Result<Request, String>)>> {
        let mut paths: Vec<PathBuf> = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|ending| ending == "json") {
                paths.push(path);
            }
        }
        paths.sort();
        Ok(paths
            .into_iter()
            .map(|path| {
                let request = read(&path);
                (path, request)
            })
            .collect())
    }

    /// Takes a request away, once it is written down elsewhere; or puts aside what is none.
    pub(crate) fn done(path: &Path, is_refused: bool) -> std::io::Result<()> {
        if is_refused {
            fs::rename(path, path.with_extension("refused"))
        } else {
            fs::remove_file(path)
        }
    }
}

fn read(path: &Path) -> Result<Request, String> {
    let is_file = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file());
    if !is_file {
        return Err("it is no file".to_owned());
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| error.to_string())?;
    file.take(MAX_BYTES)
        .read_to_end(&mut bytes)
        .map_err(|error| error.to_string())?;
    let request: Request = serde_json::from_slice(&bytes).map_err(|error| error.to_string())?;
    match &request {
        Request::Raise(raise) => raise.check()?,
        // Shown on terminals.
        Request::Acknowledge { alarm, by } if by.contains(char::is_control) || by.len() > MAX_KEY => {
            return Err(format!(
                "who acknowledges {alarm:?} has a control character or more than {MAX_KEY} bytes; write a name"
            ));
        }
        Request::Acknowledge { .. } => {}
    }
    Ok(request)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Inbox, Raise, Request};

    fn inbox() -> (tempfile::TempDir, Inbox) {
        let state = tempfile::tempdir().unwrap();
        fs::create_dir(state.path().join("inbox")).unwrap();
        let inbox = Inbox::of(state.path());
        (state, inbox)
    }

    #[test]
    fn requests_come_in_the_order_in_which_they_were_left() {
        let (_state, inbox) = inbox();
        let raise = |text| Request::Raise(Raise::new(text, Vec::new(), "oncall", None).unwrap());
        for text in ["first", "second"] {
            inbox.leave(&raise(text)).unwrap();
        }
        let requests = inbox.requests().unwrap();
        let read: Vec<_> = requests
            .iter()
            .map(|(_, request)| request.clone().unwrap())
            .collect();
        assert_eq!(read, [raise("first"), raise("second")]);
        for (path, _) in &requests {
            Inbox::done(path, false).unwrap();
        }
        assert!(inbox.requests().unwrap().is_empty());
    }

    #[test]
    fn what_is_no_request_is_put_aside_and_hides_no_other() {
        let (_state, inbox) = inbox();
        let broken = inbox.folder().join("0.json");
        fs::write(&broken, "{").unwrap();
        let evil = r#"{"raise":{"text":"x","prompts":["a|System(reboot)"],"list":"oncall","key":"x"}}"#;
        fs::write(inbox.folder().join("1.json"), evil).unwrap();
        fs::create_dir(inbox.folder().join("2.json")).unwrap();
        inbox
            .leave(&Request::Raise(
                Raise::new("real", Vec::new(), "oncall", None).unwrap(),
            ))
            .unwrap();
        let requests = inbox.requests().unwrap();
        let good: Vec<bool> = requests.iter().map(|(_, request)| request.is_ok()).collect();
        assert_eq!(good.iter().filter(|good| **good).count(), 1, "{requests:?}");
        assert_eq!(good.len(), 4);
        let forged = r#"{"acknowledge":{"alarm":"x","by":"\u001b[2J"}}"#;
        fs::write(inbox.folder().join("3.json"), forged).unwrap();
        let requests = inbox.requests().unwrap();
        assert!(
            requests[4].1.as_ref().unwrap_err().contains("control character"),
            "{requests:?}"
        );
        fs::remove_file(inbox.folder().join("3.json")).unwrap();
        Inbox::done(&broken, true).unwrap();
        assert!(inbox.folder().join("0.refused").exists());
        assert_eq!(inbox.requests().unwrap().len(), 3);
    }

    #[test]
    fn a_text_is_made_fit_and_is_the_key_by_default() {
        let raise = Raise::new(" disk\nfull \u{7} ", Vec::new(), "oncall", None).unwrap();
        assert_eq!(
            (raise.text.as_str(), raise.key.as_str()),
            ("disk full", "disk full")
        );
        let long = Raise::new(&"é".repeat(2000), Vec::new(), "oncall", Some("db1")).unwrap();
        assert_eq!((long.text.len(), long.key.as_str()), (1000, "db1"));
        let prompts = Raise::new("", vec!["custom/a".into(), "b".into()], "oncall", None).unwrap();
        assert_eq!(prompts.key, "custom/a,b");
        assert!(
            Raise::new(" ", Vec::new(), "oncall", None)
                .unwrap_err()
                .starts_with("nothing to say")
        );
        let error = Raise::new("x", vec!["../../etc/passwd".into()], "oncall", None).unwrap_err();
        assert!(error.contains("no name of a sound"), "{error}");
    }
}
