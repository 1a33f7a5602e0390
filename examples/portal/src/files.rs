//! Files that are put in place whole, and belong to whom they should.
//!
//! Owners and modes are set through an open file, never by its name: root works here in folders of the service's user,
//! who might put a link to somebody else's file in the place of ours.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

/// The path with something after its last name: `portal.db` and `.lock` make `portal.db.lock`.
pub fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut text = path.as_os_str().to_owned();
    text.push(suffix);
    text.into()
}

/// The folder that holds a file.
pub fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// Makes a file for the owner of its folder and that group, or opens the one that is there and stays as it is.
pub fn open_or_make(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o640);
    match options.open(path) {
        Ok(file) => {
            give_to_owner_of(folder_of(path), &file)?;
            Ok(file)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            OpenOptions::new().write(true).open(path)
        }
        Err(error) => Err(error),
    }
}

/// What root makes in the folder of somebody else, such as the service's own user, is for that user.
#[cfg(unix)]
pub fn give_to_owner_of(folder: &Path, file: &File) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt;

    let (folder, ours) = (std::fs::metadata(folder)?, file.metadata()?);
    // Nobody else may give files away.
    if ours.uid() == 0 && (folder.uid(), folder.gid()) != (ours.uid(), ours.gid()) {
        std::os::unix::fs::fchown(file, Some(folder.uid()), Some(folder.gid()))?;
    }
    Ok(())
}

/// Files have no such owner here.
#[cfg(not(unix))]
pub fn give_to_owner_of(_: &Path, _: &File) -> io::Result<()> {
    Ok(())
}

/// Gives a file the owner and mode of another one.
#[cfg(unix)]
pub fn make_alike(model: &Path, file: &File) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt;

    let (model, ours) = (std::fs::metadata(model)?, file.metadata()?);
    if (model.uid(), model.gid()) != (ours.uid(), ours.gid()) {
        std::os::unix::fs::fchown(file, Some(model.uid()), Some(model.gid()))?;
    }
    file.set_permissions(model.permissions())
}

/// Gives a file the permissions of another one.
#[cfg(not(unix))]
pub fn make_alike(model: &Path, file: &File) -> io::Result<()> {
    file.set_permissions(std::fs::metadata(model)?.permissions())
}

/// Sets who may read and write the file.
#[cfg(unix)]
pub fn set_mode(file: &File, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;

    file.set_permissions(std::fs::Permissions::from_mode(mode))
}

/// Files have no such mode here.
#[cfg(not(unix))]
pub fn set_mode(_: &File, _: u32) -> io::Result<()> {
    Ok(())
}

/// Makes a folder, and those above it, that others may look into whatever root's own habit is: what the service has to
/// read stands there.
pub fn make_folders(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    make_folders(folder_of(folder))?;
    std::fs::create_dir(folder)?;
    if cfg!(unix) {
        set_mode(&File::open(folder)?, 0o755)?;
    }
    Ok(())
}

/// Writes what the names in a folder mean to the disk, after a file got its name there.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    // Only Unix opens folders.
    if cfg!(unix) {
        File::open(folder)?.sync_all()
    } else {
        Ok(())
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};

    use super::*;

    #[test]
    fn a_new_file_is_for_the_owner_of_its_folder_and_a_linked_one_stays_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let others = folder.path().join("others");
        std::fs::write(&others, "others").unwrap();
        let own = folder.path().join("own");
        std::fs::create_dir(&own).unwrap();
        let root = std::fs::metadata(&others).unwrap().uid() == 0;
        if root {
            std::os::unix::fs::chown(&own, Some(4711), Some(4712)).unwrap();
        }
        let made = open_or_make(&own.join("made")).unwrap().metadata().unwrap();
        assert_eq!(made.permissions().mode() & 0o137, 0);
        let owner = std::fs::metadata(&own).unwrap();
        assert_eq!((made.uid(), made.gid()), (owner.uid(), owner.gid()));

        let link = own.join("link");
        std::os::unix::fs::symlink(&others, &link).unwrap();
        let before = std::fs::metadata(&others).unwrap();
        open_or_make(&link).unwrap();
        let after = std::fs::metadata(&others).unwrap();
        assert_eq!((after.uid(), after.gid()), (before.uid(), before.gid()));
        // A link to nowhere makes nothing there.
        let nowhere = folder.path().join("nowhere");
        std::os::unix::fs::symlink(&nowhere, own.join("dangling")).unwrap();
        assert!(open_or_make(&own.join("dangling")).is_err());
        assert!(!nowhere.exists());
    }

    #[test]
    fn new_folders_may_be_looked_into() {
        let folder = tempfile::tempdir().unwrap();
        let deep = folder.path().join("one/two");
        make_folders(&deep).unwrap();
        make_folders(&deep).unwrap();
        for made in ["one", "one/two"] {
            let mode = std::fs::metadata(folder.path().join(made))
                .unwrap()
                .permissions()
                .mode();
            assert_eq!(mode & 0o777, 0o755, "{made}: {mode:o}");
        }
    }
}
