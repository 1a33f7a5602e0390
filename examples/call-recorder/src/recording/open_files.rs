//! Which files the processes of this machine hold open, as `/proc` tells.

use std::collections::HashSet;
use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

/// The files that were open at one moment.
#[derive(Clone, Debug, Default)]
pub struct OpenFiles {
    open: HashSet<(u64, u64)>,
    hidden: Option<String>,
}

impl OpenFiles {
    /// Looks at every process. Takes some milliseconds.
    pub fn look() -> Self {
        Self::look_in(Path::new("/proc"))
    }

    fn look_in(proc: &Path) -> Self {
        let mut found = Self::default();
        let Ok(processes) = fs::read_dir(proc) else {
            found.hidden = Some(format!("{} cannot be read", proc.display()));
            return found;
        };
        for process in processes.flatten() {
            let name = process.file_name();
            let Some(number) = name
                .to_str()
                .filter(|name| name.bytes().all(|byte| byte.is_ascii_digit()))
            else {
                continue;
            };
            found.look_at(&process.path(), number);
        }
        found
    }

    fn look_at(&mut self, process: &Path, number: &str) {
        match fs::read_dir(process.join("fd")) {
            Ok(descriptors) => {
                for descriptor in descriptors.flatten() {
                    // Follows the link: the file itself is meant, whatever it is called now or in a chroot.
                    if let Ok(file) = fs::metadata(descriptor.path())
                        && file.is_file()
                    {
                        self.open.insert((file.dev(), file.ino()));
                    }
                }
            }
            // It has just ended.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(_) => {
                // Of all that may not be looked at, only Asterisk records calls.
                let name = fs::read_to_string(process.join("comm")).unwrap_or_default();
                if name.trim() == "asterisk" {
                    self.hidden = Some(format!(
                        "the files of Asterisk (process {number}) may not be looked at"
                    ));
                }
            }
        }
    }

    /// Whether a process holds the file open; an error says why that cannot be known.
    pub fn holds(&self, file: &fs::Metadata) -> Result<bool, &str> {
        if self.open.contains(&(file.dev(), file.ino())) {
            return Ok(true);
        }
        match &self.hidden {
            Some(hidden) => Err(hidden),
            None => Ok(false),
        }
    }

    /// Why not everything was seen.
    pub fn hidden(&self) -> Option<&str> {
        self.hidden.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_open_while_a_process_holds_it_whatever_it_is_called() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wav");
        let file = fs::File::create(&path).unwrap();
        let metadata = fs::metadata(&path).unwrap();
        assert_eq!(OpenFiles::look().holds(&metadata), Ok(true));
        fs::rename(&path, folder.path().join("b.wav")).unwrap();
        assert_eq!(OpenFiles::look().holds(&metadata), Ok(true));
        drop(file);
        assert_eq!(OpenFiles::look().holds(&metadata), Ok(false));
    }

    #[test]
    fn where_it_cannot_be_known_that_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wav");
        fs::write(&path, "").unwrap();
        let metadata = fs::metadata(&path).unwrap();
        let nothing = OpenFiles::look_in(&folder.path().join("none"));
        assert!(nothing.holds(&metadata).is_err());
        // A process whose list of files cannot be read matters if it is Asterisk. A file in the place of the folder
        // fails for root too.
        for (name, is_hidden) in [("bash", false), ("asterisk", true)] {
            let process = folder.path().join("123");
            fs::create_dir_all(&process).unwrap();
            fs::write(process.join("fd"), "").unwrap();
            fs::write(process.join("comm"), format!("{name}\n")).unwrap();
            let seen = OpenFiles::look_in(folder.path());
            assert_eq!(seen.hidden().is_some(), is_hidden, "{name}");
            assert_eq!(seen.holds(&metadata).is_err(), is_hidden, "{name}");
        }
    }
}
