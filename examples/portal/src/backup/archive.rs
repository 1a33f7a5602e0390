//! The file itself: parts with their length and hash, written and read.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Component, Path, PathBuf};

use sha2::{Digest, Sha256};

use super::{BackupError, CONFIGURATION, DATABASE, FORMAT, FORMAT_VERSION, MANIFEST, Manifest, Part, TARIFF};
use crate::store::Store;

/// More than the longest manifest, and than a configuration that somebody wrote.
const LONGEST_TEXT: u64 = 1024 * 1024;
/// All files of a tariff: a deck of a million rows is a tenth of it.
const LONGEST_TARIFF: u64 = 512 * 1024 * 1024;
/// Longer than any path.
const LONGEST_NAME: u64 = 64 * 1024;
const MOST_FILES: usize = 1000;

/// A part on its way into a backup.
pub(super) enum Content {
    Bytes(Vec<u8>),
    File(File),
}

/// Length and hash of a part.
pub(super) fn describe(name: &str, content: &mut Content) -> io::Result<Part> {
    let mut hash = Sha256::new();
    let bytes = match content {
        Content::Bytes(bytes) => {
            hash.update(&bytes);
            bytes.len() as u64
        }
        Content::File(file) => {
            file.seek(SeekFrom::Start(0))?;
            pour(file, &mut io::sink(), &mut hash).map_err(|(Pour::From(error) | Pour::To(error))| error)?
        }
    };
    Ok(Part {
        name: name.to_owned(),
        bytes,
        sha256: hex(hash),
    })
}

/// Writes the manifest and the parts that it describes, in its order.
pub(super) fn write(
    to: impl Write,
    manifest: &Manifest,
    contents: Vec<Content>,
    made: i64,
) -> io::Result<()> {
    let mut tar = tar::Builder::new(to);
    let mut add = |name: &str, bytes: u64, content: &mut dyn Read| {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes);
        header.set_mode(0o600);
        header.set_mtime(made.try_into().unwrap_or(0));
        tar.append_data(&mut header, name, content)
    };
    let text = serde_json::to_vec_pretty(manifest)?;
    add(MANIFEST, text.len() as u64, &mut text.as_slice())?;
    for (part, content) in manifest.files.iter().zip(contents) {
        match content {
            Content::Bytes(bytes) => add(&part.name, part.bytes, &mut bytes.as_slice())?,
            Content::File(mut file) => {
                file.seek(SeekFrom::Start(0))?;
                add(&part.name, part.bytes, &mut file)?;
            }
        }
    }
    tar.into_inner()?.flush()
}

/// What a backup holds, but for the database, which may be large.
pub(super) struct Small {
    pub manifest: Manifest,
    pub configuration: String,
    /// The names after `tariff/`.
    pub tariff: Vec<(String, Vec<u8>)>,
}

/// Reads a backup. Where the database goes, and what it is called there, is known when everything else was read.
///
/// Whatever is not exactly as the manifest says ends it with an error; what was written until then is the caller's to
/// throw away.
pub(super) fn read<T>(
    path: &Path,
    place: impl FnOnce(&Small) -> Result<(File, PathBuf, T), BackupError>,
) -> Result<(Small, T), BackupError> {
    let reader = Reader { path };
    let file = File::open(path).map_err(|source| BackupError::Read {
        path: path.into(),
        source,
    })?;
    reader.refuse_long_names(&file)?;
    (&file)
        .seek(SeekFrom::Start(0))
        .map_err(|error| reader.damaged(error))?;
    let mut tar = tar::Archive::new(file);
    let mut entries = tar.entries().map_err(|error| reader.foreign(error))?;
    // Until the manifest was understood, it may be any file.
    let mut first = match entries.next() {
        Some(entry) => entry.map_err(|error| reader.foreign(error))?,
        None => return Err(reader.foreign("it is empty")),
    };
    if first.path_bytes().as_ref() != MANIFEST.as_bytes() || first.size() > LONGEST_TEXT {
        return Err(reader.foreign(format!("it does not begin with {MANIFEST}")));
    }
    let mut text = Vec::new();
    first
        .read_to_end(&mut text)
        .map_err(|error| reader.damaged(error))?;
    let manifest = reader.manifest(&text)?;

    let mut small = Small {
        manifest: manifest.clone(),
        configuration: String::new(),
        tariff: Vec::new(),
    };
    for part in &manifest.files {
        let mut entry = match entries.next() {
            Some(entry) => entry.map_err(|error| reader.damaged(error))?,
            None => return Err(reader.damaged(format!("it ends before {}", part.name))),
        };
        if entry.path_bytes().as_ref() != part.name.as_bytes()
            || entry.size() != part.bytes
            || !entry.header().entry_type().is_file()
        {
            return Err(reader.damaged(format!("{} is not where it should be", part.name)));
        }
        if part.name == DATABASE {
            let (mut file, name, placed) = place(&small)?;
            reader.take(part, &mut entry, &mut file, &name)?;
            return Ok((small, placed));
        }
        let mut bytes = Vec::new();
        reader.take(part, &mut entry, &mut bytes, Path::new(&part.name))?;
        if part.name == CONFIGURATION {
            small.configuration = String::from_utf8(bytes)
                .map_err(|_| reader.damaged(format!("{CONFIGURATION} is not UTF-8")))?;
        } else if let Some(name) = part.name.strip_prefix(TARIFF) {
            small.tariff.push((name.to_owned(), bytes));
        }
    }
    Err(reader.damaged(format!("it has no {DATABASE}")))
}

struct Reader<'p> {
    path: &'p Path,
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "callers hand over an error or a text for which they have no more use"
)]
impl Reader<'_> {
    fn foreign(&self, why: impl ToString) -> BackupError {
        BackupError::Foreign {
            path: self.path.into(),
            why: why.to_string(),
        }
    }

    fn damaged(&self, why: impl ToString) -> BackupError {
        BackupError::Damaged {
            path: self.path.into(),
            why: why.to_string(),
        }
    }

    /// A name too long for its header stands in a part of its own, which is read whole before anything can be asked of
    /// it: a small look ahead keeps a file that claims gigabytes of name out of the memory.
    fn refuse_long_names(&self, file: &File) -> Result<(), BackupError> {
        let mut tar = tar::Archive::new(file);
        // What cannot be read here cannot be read later either, where it is said what is wrong.
        let entries = match tar.entries_with_seek() {
            Ok(entries) => entries.raw(true),
            Err(_) => return Ok(()),
        };
        for entry in entries.map_while(Result::ok) {
            if !entry.header().entry_type().is_file() && entry.size() > LONGEST_NAME {
                return Err(self.foreign("it holds something other than files with names"));
            }
        }
        Ok(())
    }

    fn manifest(&self, text: &[u8]) -> Result<Manifest, BackupError> {
        /// The part that every version can read.
        #[derive(serde::Deserialize)]
        struct Head {
            format: String,
            format_version: u32,
            program: String,
        }
        let head: Head = serde_json::from_slice(text).map_err(|error| self.foreign(error))?;
        if head.format != FORMAT {
            return Err(self.foreign(format!("its manifest is that of {:?}", head.format)));
        }
        let newer = |theirs| BackupError::Newer {
            path: self.path.into(),
            theirs,
            ours: env!("CARGO_PKG_VERSION"),
        };
        if head.format_version > FORMAT_VERSION {
            return Err(newer(head.program));
        }
        let manifest: Manifest = serde_json::from_slice(text).map_err(|error| self.damaged(error))?;
        if manifest.database_version > Store::newest_version() {
            return Err(newer(manifest.program));
        }
        // The database is last: whatever comes after it would not be read.
        let last = manifest.files.last().map(|part| part.name.as_str());
        if last != Some(DATABASE) || manifest.files.len() > MOST_FILES {
            return Err(self.damaged("its manifest lists other files than a backup has"));
        }
        let small = &manifest.files[..manifest.files.len() - 1];
        let total = small
            .iter()
            .fold(0, |total: u64, part| total.saturating_add(part.bytes));
        if total > LONGEST_TARIFF + LONGEST_TEXT {
            return Err(self.damaged("its tariff is too long"));
        }
        for part in &manifest.files {
            let longest = match part.name.as_str() {
                DATABASE => u64::MAX,
                CONFIGURATION => LONGEST_TEXT,
                name if name.strip_prefix(TARIFF).is_some_and(stays_inside) => LONGEST_TARIFF,
                _ => return Err(self.damaged(format!("its manifest lists {:?}", part.name))),
            };
            if part.bytes > longest {
                return Err(self.damaged(format!("{} is too long", part.name)));
            }
        }
        Ok(manifest)
    }

    fn take(
        &self,
        part: &Part,
        from: &mut dyn Read,
        to: &mut dyn Write,
        name: &Path,
    ) -> Result<(), BackupError> {
        let mut hash = Sha256::new();
        let count = pour(from, to, &mut hash).map_err(|error| match error {
            Pour::From(error) => self.damaged(error),
            Pour::To(source) => BackupError::Write {
                path: name.into(),
                source,
            },
        })?;
        if count != part.bytes || hex(hash) != part.sha256 {
            return Err(self.damaged(format!("{} is not as it was written", part.name)));
        }
        Ok(())
    }
}

/// Whether a relative path leads nowhere else than into its folder.
pub(super) fn stays_inside(name: &str) -> bool {
    !name.is_empty()
        && Path::new(name)
            .components()
            .all(|component| matches!(component, Component::Normal(_)))
}

/// Which side failed: a backup that cannot be read is damaged, a disk that is full is not.
enum Pour {
    From(io::Error),
    To(io::Error),
}

fn pour(from: &mut dyn Read, to: &mut dyn Write, hash: &mut Sha256) -> Result<u64, Pour> {
    let mut buffer = vec![0; 64 * 1024];
    let mut total = 0;
    loop {
        let count = match from.read(&mut buffer) {
            Ok(0) => return Ok(total),
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(Pour::From(error)),
        };
        hash.update(&buffer[..count]);
        to.write_all(&buffer[..count]).map_err(Pour::To)?;
        total += count as u64;
    }
}

fn hex(hash: Sha256) -> String {
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
