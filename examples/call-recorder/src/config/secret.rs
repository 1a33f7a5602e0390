//! Values that are never shown.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// Where a secret is: never in the configuration itself.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub enum SecretSource {
    /// A file; the line break at its end is left out.
    File(PathBuf),
    /// A variable of the environment.
    Env(String),
    /// A name that systemd's `LoadCredential=` gives.
    Credential(String),
}

/// A value that neither `Debug` nor a log shows.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Shorter ones are not looked for in texts: they stand everywhere.
    const SHORTEST_SCRUBBED: usize = 4;

    /// Reads it.
    pub fn read(source: &SecretSource) -> Result<Self, String> {
        let file = |path: &Path| {
            std::fs::read_to_string(path).map_err(|error| {
                format!(
                    "cannot read the secret in {}: {error}; make the file readable for this user",
                    path.display()
                )
            })
        };
        let value = match source {
            SecretSource::File(path) => file(path)?,
            SecretSource::Env(name) => std::env::var(name)
                .map_err(|_| format!("the variable {name} is not set; give the secret in the environment"))?,
            SecretSource::Credential(name) => {
                let folder = std::env::var_os("CREDENTIALS_DIRECTORY").ok_or_else(|| {
                    format!("there is no credential {name}; add LoadCredential={name}:… to the systemd unit")
                })?;
                file(&Path::new(&folder).join(name))?
            }
        };
        let value = value.trim_end_matches(['\r', '\n']);
        if value.is_empty() {
            return Err(format!("the secret in {source:?} is empty"));
        }
        Ok(Self(value.to_owned()))
    }

    /// The value, for a request.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// A text without it, for a log.
    pub fn scrub(&self, text: &str) -> String {
        if self.0.len() < Self::SHORTEST_SCRUBBED {
            return text.to_owned();
        }
        text.replace(&self.0, "***")
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_read_without_its_line_break_and_never_shown() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("password");
        std::fs::write(&path, "s3cret word\n").unwrap();
        let secret = Secret::read(&SecretSource::File(path.clone())).unwrap();
        assert_eq!(secret.expose(), "s3cret word");
        assert_eq!(format!("{secret:?}"), "Secret(***)");
        assert_eq!(secret.scrub("bad password: s3cret word!"), "bad password: ***!");
        std::fs::write(&path, "\n").unwrap();
        assert!(
            Secret::read(&SecretSource::File(path.clone()))
                .unwrap_err()
                .contains("empty")
        );
        std::fs::remove_file(&path).unwrap();
        assert!(
            Secret::read(&SecretSource::File(path))
                .unwrap_err()
                .contains("readable")
        );
    }
}
