//! The key that tokens and passwords of telephones are derived from: a file beside the configuration, in no backup.

use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use switchhook_provisioning::server::Key;
use switchhook_provisioning::{AnyModel, MacAddr, Model, Secret, password};

use crate::{files, token};

/// Why there is none.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error(
        "cannot read the key {}: {source}; let the portal's user read it, or name another file (provisioning.key)",
        path.display()
    )]
    Read { path: PathBuf, source: io::Error },
    #[error(
        "cannot make the key {}: {source}; let the portal's user write there, or name another file (provisioning.key)",
        path.display()
    )]
    Make { path: PathBuf, source: io::Error },
    #[error(
        "{} is no key: 64 hexadecimal digits on one line; restore the one that the portal made. With a new one \
         (delete the file), every telephone has to be enrolled anew",
        path.display()
    )]
    Form { path: PathBuf },
}

/// The bytes of the key.
#[derive(Clone)]
pub struct PortalKey([u8; 32]);

impl fmt::Debug for PortalKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PortalKey(..)")
    }
}

impl PortalKey {
    /// Reads the key.
    pub fn read(path: &Path) -> Result<Self, KeyError> {
        let path = path.to_owned();
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(source) if source.kind() == io::ErrorKind::InvalidData => {
                return Err(KeyError::Form { path });
            }
            Err(source) => return Err(KeyError::Read { path, source }),
        };
        unhex(text.trim()).map(Self).ok_or(KeyError::Form { path })
    }

    /// Reads the key, or makes one where there is none: whole or not at all, readable by nobody else.
    pub fn load(path: &Path) -> Result<Self, KeyError> {
        match Self::read(path) {
            Err(KeyError::Read { source, .. }) if source.kind() == io::ErrorKind::NotFound => {}
            read => return read,
        }
        let failed = |source| KeyError::Make {
            path: path.to_owned(),
            source,
        };
        let folder = files::folder_of(path);
        let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
        let text: String = token::bytes::<32>()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        writeln!(file, "{text}").map_err(failed)?;
        file.as_file().sync_all().map_err(failed)?;
        files::give_to_owner_of(folder, file.as_file()).map_err(failed)?;
        match file.persist_noclobber(path) {
            Ok(_) => files::sync_folder(folder).map_err(failed)?,
            // Another process was faster.
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(failed(error.error)),
        }
        Self::read(path)
    }

    /// What the server works with.
    pub fn server(&self) -> Key {
        Key::new(self.derive(b"server", &[]))
    }

    /// The password of a device's own pages; the store has the seed only.
    pub fn pages(&self, model: impl Into<AnyModel>, mac: MacAddr, seed: &[u8; 16], user: &str) -> Secret {
        let random = self.derive(b"pages", &[&mac.octets(), seed, user.as_bytes()]);
        // Other makers tell no rule: what the newest Grandstreams want is long enough for all.
        password::for_pages(model.into().grandstream().unwrap_or(Model::GRP2614), &random)
    }

    /// Each part with its length, so that no two lists run into the same bytes.
    fn derive(&self, purpose: &[u8], parts: &[&[u8]]) -> [u8; 32] {
        let mut hash = Sha256::new_with_prefix(self.0);
        for part in std::iter::once(&purpose).chain(parts) {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        hash.finalize().into()
    }
}

fn unhex(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if text.len() != 64 {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        let digit = |letter: u8| char::from(letter).to_digit(16);
        *byte = u8::try_from(digit(pair[0])? << 4 | digit(pair[1])?).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_for_its_owner_and_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("provisioning.key");
        let first = PortalKey::load(&path).unwrap();
        assert_eq!(first.0, PortalKey::load(&path).unwrap().0);
        let other = PortalKey::load(&folder.path().join("other.key")).unwrap();
        assert_ne!(first.0, other.0);
        assert_eq!(format!("{first:?}"), "PortalKey(..)");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{mode:o}");
        }
    }

    #[test]
    fn what_is_no_key_is_named_and_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("provisioning.key");
        for text in ["", "0b", &"g".repeat(64), &"0".repeat(65)] {
            std::fs::write(&path, text).unwrap();
            let error = PortalKey::load(&path).unwrap_err().to_string();
            assert!(error.contains("provisioning.key is no key"), "{error}");
            assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
        }
        let nowhere = folder.path().join("nowhere/key");
        let error = PortalKey::load(&nowhere).unwrap_err().to_string();
        assert!(error.contains("cannot make the key"), "{error}");
    }

    #[test]
    fn passwords_differ_by_device_seed_and_user() {
        let key = PortalKey([7; 32]);
        let one: MacAddr = "c0:74:ad:11:22:33".parse().unwrap();
        let two: MacAddr = "c0:74:ad:11:22:34".parse().unwrap();
        let model = Model::GRP2614;
        let password = key.pages(model, one, &[1; 16], "admin");
        assert_eq!(
            password.expose(),
            key.pages(model, one, &[1; 16], "admin").expose()
        );
        for other in [
            key.pages(model, two, &[1; 16], "admin"),
            key.pages(model, one, &[2; 16], "admin"),
            key.pages(model, one, &[1; 16], "user"),
            PortalKey([8; 32]).pages(model, one, &[1; 16], "admin"),
        ] {
            assert_ne!(password.expose(), other.expose());
        }
    }
}
