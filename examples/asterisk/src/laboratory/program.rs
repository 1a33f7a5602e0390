use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::{Result, RigError, at};
use crate::site::Site;

/// Puts a program of this machine where Asterisk looks for AGI programs, by its name.
///
/// Asterisk's root folder has another system, perhaps an older one: the program gets the libraries that it was made for.
pub(super) fn install(site: &Site, program: &Path) -> Result<()> {
    let name = program.file_name().unwrap_or_default().to_string_lossy();
    let folder = site.folder().join("agi-bin");
    let parts = folder.join(format!("{name}.parts"));
    fs::create_dir_all(&parts).map_err(at(&parts))?;
    let mut loader = None;
    for library in libraries(program)? {
        let file = library.file_name().unwrap_or_default();
        if file.to_string_lossy().starts_with("ld-linux") {
            loader = Some(file.to_string_lossy().into_owned());
        }
        copy(&library, &parts.join(file))?;
    }
    copy(program, &parts.join("program"))?;
    let inside = format!("{}/agi-bin/{name}.parts", site.inside);
    let begin = match loader {
        Some(loader) => format!("{inside}/{loader} --library-path {inside} {inside}/program"),
        None => format!("{inside}/program"),
    };
    let path = folder.join(&*name);
    fs::write(&path, format!("#!/bin/sh\nexec {begin} \"$@\"\n")).map_err(at(&path))?;
    executable(&path)?;
    executable(&parts)
}

/// The libraries that a program loads, the loader included. None of one that needs none.
fn libraries(program: &Path) -> Result<Vec<PathBuf>> {
    let output = Command::new("ldd")
        .arg(program)
        .output()
        .map_err(|source| RigError::Run {
            program: "ldd".to_owned(),
            source,
        })?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let paths = text
        .split_whitespace()
        .filter(|word| word.starts_with('/'))
        .map(PathBuf::from);
    Ok(paths.collect())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).map_err(at(from))?;
    executable(to)
}

fn executable(path: &Path) -> Result<()> {
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).map_err(at(path))
}
