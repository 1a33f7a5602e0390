//! Which file a call was recorded to.

use std::path::{Component, Path, PathBuf};

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use serde_json::json;

use crate::call::Call;
use crate::config::Recordings;

/// Finds recordings in one folder, and nowhere else.
#[derive(Debug)]
pub struct Location {
    folder: PathBuf,
    asterisk_folder: String,
    environment: Environment<'static>,
}

impl Location {
    /// Compiles the template of file names.
    pub fn new(recordings: &Recordings) -> Result<Self, String> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| AutoEscape::None);
        environment
            .add_template_owned("file", recordings.file.clone())
            .map_err(|error| format!("[recordings] file: {error}"))?;
        let folder = recordings.folder.display().to_string();
        Ok(Self {
            asterisk_folder: recordings.asterisk_folder.clone().unwrap_or(folder),
            folder: recordings.folder.clone(),
            environment,
        })
    }

    /// The file of a call, if the template gives one.
    ///
    /// Parts of its name may come from a caller, so that nothing outside the folder is ever meant.
    pub fn of(&self, call: &Call) -> Result<Option<PathBuf>, String> {
        let value = minijinja::Value::from(Serde(json!({ "call": call })));
        let name = self
            .environment
            .get_template("file")
            .and_then(|file| file.render(value));
        let name = name.map_err(|error| format!("[recordings] file: {}", error.kind()))?;
        let name = name.trim();
        if name.is_empty() {
            return Ok(None);
        }
        let path = Path::new(name);
        let inside = path.strip_prefix(&self.asterisk_folder).unwrap_or(path);
        let is_plain = inside
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        if !is_plain || inside.as_os_str().is_empty() {
            return Err(format!(
                "the recording {name:?} is not in {}",
                self.asterisk_folder
            ));
        }
        Ok(Some(self.folder.join(inside)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recording_is_found_in_its_folder_and_nowhere_else() {
        let recordings = |more: &str| -> Recordings {
            toml::from_str(&format!("folder = '/mnt/monitor'\n{more}")).unwrap()
        };
        let mut call = Call {
            unique_id: "1763773200.7".into(),
            ..Call::default()
        };
        let plain = Location::new(&recordings("")).unwrap();
        assert_eq!(plain.of(&call), Ok(Some("/mnt/monitor/1763773200.7.wav".into())));

        let named = recordings(
            "asterisk_folder = '/var/spool/asterisk/monitor'\nfile = '{{ call.recorded_to or call.user_field }}'",
        );
        let named = Location::new(&named).unwrap();
        assert_eq!(named.of(&call), Ok(None));
        call.recorded_to = "/var/spool/asterisk/monitor/2026/11/a.wav".into();
        assert_eq!(named.of(&call), Ok(Some("/mnt/monitor/2026/11/a.wav".into())));
        for outside in [
            "/etc/passwd",
            "../../etc/passwd",
            "a/../../b.wav",
            "/var/spool/asterisk/monitor/../secret",
            "/var/spool/asterisk/monitor",
            ".",
        ] {
            call.recorded_to = outside.into();
            assert!(named.of(&call).is_err(), "{outside}");
        }
        let misspelt = Location::new(&recordings("file = '{{ call.nothing }}'")).unwrap();
        assert!(misspelt.of(&call).is_err());
    }
}
