//! Files that are put in place whole, and belong to whom they should.

use std::fs::File;
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

/// What root makes in the folder of somebody else, such as the service's own user, is for that user.
#[cfg(unix)]
pub fn give_to_owner_of_folder(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt;

    let (folder, file) = (std::fs::metadata(folder_of(path))?, std::fs::metadata(path)?);
    // Nobody else may give files away.
    if file.uid() == 0 && (folder.uid(), folder.gid()) != (file.uid(), file.gid()) {
        std::os::unix::fs::chown(path, Some(folder.uid()), Some(folder.gid()))?;
    }
    Ok(())
}

/// Files have no such owner here.
#[cfg(not(unix))]
pub fn give_to_owner_of_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Gives a file the owner and mode of another one.
#[cfg(unix)]
pub fn make_alike(model: &Path, path: &Path) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt;

    let (model, file) = (std::fs::metadata(model)?, std::fs::metadata(path)?);
    if (model.uid(), model.gid()) != (file.uid(), file.gid()) {
        std::os::unix::fs::chown(path, Some(model.uid()), Some(model.gid()))?;
    }
    std::fs::set_permissions(path, model.permissions())
}

/// Gives a file the permissions of another one.
#[cfg(not(unix))]
pub fn make_alike(model: &Path, path: &Path) -> io::Result<()> {
    std::fs::set_permissions(path, std::fs::metadata(model)?.permissions())
}

/// Sets who may read and write the file.
#[cfg(unix)]
pub fn set_mode(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;

    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))
}

/// Files have no such mode here.
#[cfg(not(unix))]
pub fn set_mode(_: &Path, _: u32) -> io::Result<()> {
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
