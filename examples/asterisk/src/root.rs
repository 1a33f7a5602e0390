//! Root folders: a Debian with Asterisk in it, made once by debootstrap and shared by all instances.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::error::{Result, RigError, at};
use crate::process::{find, is_root};
use crate::version::Version;

const TRIES: u8 = 3;
const DEFAULT_MIRROR: &str = "http://deb.debian.org/debian";
/// Where old releases go when the mirrors drop them.
const ARCHIVE: &str = "http://archive.debian.org/debian";

/// The folder in which the rig keeps root folders and instances: `SWITCHHOOK_RIG_DIR`, else
/// `$XDG_CACHE_HOME/switchhook-rig`, else `/var/cache/switchhook-rig`.
#[must_use]
pub fn default_folder() -> PathBuf {
    let set = |name| {
        std::env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    set("SWITCHHOOK_RIG_DIR")
        .or_else(|| set("XDG_CACHE_HOME").map(|cache| cache.join("switchhook-rig")))
        .unwrap_or_else(|| "/var/cache/switchhook-rig".into())
}

/// A root folder that is complete.
#[derive(Clone, Debug)]
pub struct Root {
    /// Which Asterisk it holds.
    pub version: Version,
    /// The folder that `chroot` changes into.
    pub path: PathBuf,
    /// How long it took to make; zero if it was there already.
    pub made_in: Duration,
}

impl Root {
    /// The root folder of a version under `folder`, made now if it is not there.
    ///
    /// Takes about a minute and 400 MB per version the first time. Several processes may ask at once: one works,
    /// the others wait.
    ///
    /// # Errors
    ///
    /// We are not root, debootstrap is missing, or three tries failed.
    pub fn fetch(folder: &Path, version: Version) -> Result<Self> {
        let folder = absolute(folder)?;
        let path = folder.join(format!("asterisk-{version}"));
        if !is_root() {
            return Err(RigError::NeedsRoot {
                task: "make and enter the folder that Asterisk runs in",
            });
        }
        fs::create_dir_all(&folder).map_err(at(&folder))?;
        let lock_path = folder.join(format!("asterisk-{version}.lock"));
        let lock = File::create(&lock_path).map_err(at(&lock_path))?;
        lock.lock().map_err(at(&lock_path))?;
        if path.join("switchhook-rig.ready").is_file() {
            return Ok(Self {
                version,
                path,
                made_in: Duration::ZERO,
            });
        }
        let start = Instant::now();
        bootstrap(&folder, &path, version)?;
        Ok(Self {
            version,
            path,
            made_in: start.elapsed(),
        })
    }

    /// Asterisk's own name for itself, such as `Asterisk 16.28.0~dfsg-0+deb11u4`.
    ///
    /// # Errors
    ///
    /// It cannot be run.
    pub fn describe(&self) -> Result<String> {
        asterisk_version(&self.path)
    }

    /// Where this build looks for its modules, as seen from inside.
    pub(crate) fn modules(&self) -> Result<String> {
        let library = self.path.join("usr/lib");
        let mut folders = vec![library.clone()];
        for entry in fs::read_dir(&library).map_err(at(&library))? {
            folders.push(entry.map_err(at(&library))?.path());
        }
        folders
            .iter()
            .map(|folder| folder.join("asterisk/modules"))
            .find(|modules| modules.join("res_pjsip.so").is_file())
            .and_then(|modules| {
                modules
                    .strip_prefix(&self.path)
                    .ok()
                    .map(|p| format!("/{}", p.display()))
            })
            .ok_or_else(|| RigError::File {
                path: library,
                source: std::io::Error::new(
                    std::io::ErrorKind::NotFound,
                    "no folder with Asterisk's modules",
                ),
            })
    }

    /// User and group that Asterisk runs as, by their numbers inside.
    pub(crate) fn owner(&self) -> Result<(u32, u32)> {
        let path = self.path.join("etc/passwd");
        let text = fs::read_to_string(&path).map_err(at(&path))?;
        text.lines()
            .find_map(|line| {
                let mut fields = line.split(':');
                (fields.next() == Some("asterisk")).then_some(())?;
                Some((fields.nth(1)?.parse().ok()?, fields.next()?.parse().ok()?))
            })
            .ok_or_else(|| RigError::File {
                path,
                source: std::io::Error::new(std::io::ErrorKind::NotFound, "no user `asterisk`"),
            })
    }
}

fn bootstrap(folder: &Path, path: &Path, version: Version) -> Result<()> {
    let debootstrap = find("debootstrap", "debootstrap")?;
    let log_path = folder.join(format!("asterisk-{version}.log"));
    let partial = folder.join(format!("asterisk-{version}.partial"));
    let mut mirrors = mirrors();
    if version == Version::V16 {
        mirrors.push(ARCHIVE.to_owned());
    }
    File::create(&log_path).map_err(at(&log_path))?;
    let mut reasons = BTreeMap::new();
    for _ in 0..TRIES {
        for mirror in &mirrors {
            remove_root(&partial)?;
            remove_root(path)?;
            let log = OpenOptions::new()
                .append(true)
                .open(&log_path)
                .map_err(at(&log_path))?;
            let errors = log.try_clone().map_err(at(&log_path))?;
            let status = Command::new(&debootstrap)
                .arg("--variant=minbase")
                .arg(format!("--include={}", version.packages()))
                .arg(version.suite())
                .arg(&partial)
                .arg(mirror)
                .stdin(Stdio::null())
                .stdout(log)
                .stderr(errors)
                .status()
                .map_err(|source| RigError::Run {
                    program: "debootstrap".into(),
                    source,
                })?;
            if status.success() {
                return finish(&partial, path, version);
            }
            reasons.insert(mirror, last_line(&log_path));
        }
    }
    let reasons: Vec<String> = reasons
        .iter()
        .map(|(mirror, reason)| format!("{mirror}: {reason}"))
        .collect();
    Err(RigError::Fetch {
        version: version.major(),
        tries: TRIES,
        reason: reasons.join("; "),
        log: log_path,
    })
}

fn finish(partial: &Path, path: &Path, version: Version) -> Result<()> {
    let found = asterisk_version(partial)?;
    if !found.starts_with(&format!("Asterisk {version}.")) {
        return Err(RigError::WrongVersion {
            wanted: version.major(),
            found,
            root: partial.to_owned(),
        });
    }
    // The downloaded packages are installed; they would be a third of the folder.
    let archives = partial.join("var/cache/apt/archives");
    for entry in fs::read_dir(&archives).map_err(at(&archives))? {
        let entry = entry.map_err(at(&archives))?.path();
        if entry.extension().is_some_and(|e| e == "deb") {
            fs::remove_file(&entry).map_err(at(&entry))?;
        }
    }
    let instances = partial.join("srv/switchhook");
    fs::create_dir_all(&instances).map_err(at(&instances))?;
    let ready = partial.join("switchhook-rig.ready");
    fs::write(&ready, format!("{found}\n")).map_err(at(&ready))?;
    fs::rename(partial, path).map_err(at(path))
}

fn asterisk_version(root: &Path) -> Result<String> {
    let output = Command::new(find("chroot", "coreutils")?)
        .arg(root)
        .args(["/usr/sbin/asterisk", "-V"])
        .output()
        .map_err(|source| RigError::Run {
            program: "asterisk -V".into(),
            source,
        })?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Removes a root folder, but never through something mounted in it: an interrupted debootstrap leaves `/proc` there.
fn remove_root(path: &Path) -> Result<()> {
    if !path.exists() {
        return Ok(());
    }
    let mounts = fs::read_to_string("/proc/self/mounts").map_err(at("/proc/self/mounts"))?;
    let inside: Vec<&str> = mounts
        .lines()
        .filter_map(|line| line.split(' ').nth(1))
        .filter(|mounted| Path::new(mounted).starts_with(path))
        .collect();
    for mounted in inside.iter().rev() {
        let done = Command::new("umount").arg(mounted).status();
        if !done.is_ok_and(|status| status.success()) {
            return Err(RigError::File {
                path: (*mounted).into(),
                source: std::io::Error::other("still mounted; unmount it, then try again"),
            });
        }
    }
    fs::remove_dir_all(path).map_err(at(path))
}

/// What SWITCHHOOK_DEBIAN_MIRROR says, else the mirror that this machine's apt uses and the default one.
fn mirrors() -> Vec<String> {
    if let Ok(set) = std::env::var("SWITCHHOOK_DEBIAN_MIRROR")
        && !set.is_empty()
    {
        return vec![set];
    }
    let output = Command::new("apt-get")
        .args(["indextargets", "--format", "$(REPO_URI)"])
        .output();
    let known = output
        .map(|o| String::from_utf8_lossy(&o.stdout).into_owned())
        .unwrap_or_default();
    // Security updates and other people's repositories have other ends.
    let is_debian = |uri: &&str| uri.starts_with("http") && uri.ends_with("/debian");
    let first = known
        .lines()
        .map(|line| line.trim_end_matches('/'))
        .find(is_debian)
        .map(str::to_owned);
    let mut mirrors = vec![DEFAULT_MIRROR.to_owned()];
    if let Some(first) = first.filter(|uri| uri != DEFAULT_MIRROR) {
        mirrors.insert(0, first);
    }
    mirrors
}

/// The line in which debootstrap says why it gave up.
fn last_line(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap_or_default();
    let told = text.lines().rev().find(|line| line.starts_with("E: "));
    told.or_else(|| text.lines().last())
        .unwrap_or("no output")
        .to_owned()
}

fn absolute(folder: &Path) -> Result<PathBuf> {
    std::path::absolute(folder).map_err(at(folder))
}
