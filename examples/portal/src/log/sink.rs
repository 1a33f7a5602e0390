//! Where the lines go: standard error, or a file that can be moved away while the portal runs.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::event::Event;

/// Why the log cannot be written.
#[derive(Debug, thiserror::Error)]
#[error(
    "cannot write the log {path}: {source}; make its folder and let the portal's user write there, or leave log.file out: lines then go to standard error"
)]
pub struct LogError {
    path: PathBuf,
    source: io::Error,
}

/// Takes lines. One that cannot be written is counted, and nothing else happens: a full disk stops no call.
#[derive(Clone)]
pub(super) struct Sink {
    target: Arc<Mutex<Target>>,
}

struct Target {
    /// Standard error if absent.
    file: Option<LogFile>,
    /// Lines that could not be written since the last one that could.
    lost: u64,
    /// The end of the last line is missing.
    torn: bool,
}

struct LogFile {
    path: PathBuf,
    file: File,
}

/// Opens the log again under its name, after `logrotate` moved the file away.
#[derive(Clone)]
pub struct Reopen {
    target: Arc<Mutex<Target>>,
}

impl Sink {
    pub(super) fn open(path: Option<&Path>) -> Result<(Self, Reopen), LogError> {
        let file = path.map(LogFile::open).transpose()?;
        let target = Arc::new(Mutex::new(Target {
            file,
            lost: 0,
            torn: false,
        }));
        Ok((
            Self {
                target: target.clone(),
            },
            Reopen { target },
        ))
    }

    /// Writes one line, its end included.
    pub(super) fn write(&self, line: &str) {
        self.target
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .write(line);
    }
}

impl Target {
    fn write(&mut self, line: &str) {
        if self.lost > 0 {
            let count = self.lost;
            let told = format!(
                "{} WARN event={} count={count}\n",
                line.split(' ').next().unwrap_or_default(),
                Event::LogLost.key()
            );
            if self.put(&told).is_ok() {
                self.lost = 0;
            }
        }
        if self.put(line).is_err() {
            self.lost += 1;
        }
    }

    /// In one piece, so that two programs that write to one file do not mix their lines.
    fn put(&mut self, line: &str) -> io::Result<()> {
        let begun = if self.torn {
            format!("\n{line}")
        } else {
            line.to_owned()
        };
        let bytes = begun.as_bytes();
        let written = match &mut self.file {
            Some(log) => log.file.write(bytes),
            None => io::stderr().lock().write(bytes),
        };
        match written {
            Ok(count) if count == bytes.len() => {
                self.torn = false;
                Ok(())
            }
            Ok(count) => {
                // The beginning of the line stands there: whatever comes next begins on a line of its own.
                self.torn = self.torn || count > 0;
                Err(io::ErrorKind::WriteZero.into())
            }
            Err(error) => Err(error),
        }
    }
}

impl LogFile {
    fn open(path: &Path) -> Result<Self, LogError> {
        let opened = refuse_pipe(path).and_then(|()| {
            let mut options = OpenOptions::new();
            options.append(true).create(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o640);
            options.open(path)
        });
        match opened {
            Ok(file) => Ok(Self {
                path: path.into(),
                file,
            }),
            Err(source) => Err(LogError {
                path: path.into(),
                source,
            }),
        }
    }
}

/// Opening a pipe waits until somebody reads it, and writing to it until they have: the portal would stand still.
fn refuse_pipe(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    if std::fs::metadata(path).is_ok_and(|file| std::os::unix::fs::FileTypeExt::is_fifo(&file.file_type())) {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "it is a pipe, not a file",
        ));
    }
    let _ = path;
    Ok(())
}

impl Reopen {
    /// Opens the file again; `false` if the log goes to standard error. If that fails, the old file stays in use.
    pub fn reopen(&self) -> Result<bool, LogError> {
        let mut target = self.target.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(old) = &target.file else {
            return Ok(false);
        };
        target.file = Some(LogFile::open(&old.path)?);
        target.torn = false;
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_appended_and_after_a_rotation_go_to_a_new_file() {
        let folder = tempfile::tempdir().unwrap();
        let (path, moved) = (
            folder.path().join("portal.log"),
            folder.path().join("portal.log.1"),
        );
        std::fs::write(&path, "before\n").unwrap();
        let (sink, reopen) = Sink::open(Some(&path)).unwrap();
        sink.write("one\n");
        std::fs::rename(&path, &moved).unwrap();
        sink.write("two\n");
        assert!(reopen.reopen().unwrap());
        sink.write("three\n");
        assert_eq!(std::fs::read_to_string(&moved).unwrap(), "before\none\ntwo\n");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "three\n");
        // The folder is gone: the open file stays in use.
        drop(folder);
        assert!(reopen.reopen().is_err());
        sink.write("four\n");
    }

    #[cfg(unix)]
    #[test]
    fn a_new_file_is_closed_to_other_users() {
        use std::os::unix::fs::PermissionsExt;

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("portal.log");
        let _sink = Sink::open(Some(&path)).unwrap();
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o7137, 0, "{mode:o}");
    }

    #[test]
    fn a_file_that_cannot_be_written_is_named_with_the_remedy() {
        let folder = tempfile::tempdir().unwrap();
        for path in [folder.path().join("no/such/portal.log"), folder.path().to_owned()] {
            let error = Sink::open(Some(&path)).err().unwrap().to_string();
            assert!(
                error.contains(&path.display().to_string()) && error.contains("leave log.file out"),
                "{error}"
            );
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_is_refused_at_the_start_and_later_rather_than_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("portal.log");
        let pipe = |path: &Path| {
            let made = std::process::Command::new("mkfifo").arg(path).status().unwrap();
            assert!(made.success());
        };
        pipe(&path);
        let error = Sink::open(Some(&path)).err().unwrap().to_string();
        assert!(error.contains("portal.log: it is a pipe, not a file"), "{error}");

        std::fs::remove_file(&path).unwrap();
        let (sink, reopen) = Sink::open(Some(&path)).unwrap();
        let moved = folder.path().join("portal.log.1");
        std::fs::rename(&path, &moved).unwrap();
        pipe(&path);
        assert!(reopen.reopen().is_err());
        sink.write("one\n");
        assert_eq!(std::fs::read_to_string(moved).unwrap(), "one\n");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_costs_the_lines_that_it_has_no_room_for_and_they_are_counted() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("portal.log");
        // Every write to it fails as on a full disk.
        std::os::unix::fs::symlink("/dev/full", &path).unwrap();
        let (sink, reopen) = Sink::open(Some(&path)).unwrap();
        sink.write("T lost\n");
        sink.write("T lost too\n");
        std::fs::remove_file(&path).unwrap();
        reopen.reopen().unwrap();
        sink.write("T INFO written\n");
        assert_eq!(
            std::fs::read_to_string(&path).unwrap(),
            "T WARN event=log.lost count=2\nT INFO written\n"
        );
    }
}
