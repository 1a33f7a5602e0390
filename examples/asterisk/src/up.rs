use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::error::{Result, RigError, at};
use crate::ports::Ports;
use crate::process::{find, spawn_detached};
use crate::root::Root;
use crate::running;
use crate::site::Site;
use crate::version::Version;

/// Starts an instance that outlives this process; [`down`] stops it.
///
/// ```no_run
/// use switchhook_rig::{Up, Version, default_folder, down};
///
/// let up = Up::new(Version::V16).start(&default_folder())?;
/// println!("{} after {:?}", up.0.ami_addr(), up.1);
/// down(&default_folder(), "16")?;
/// # Ok::<(), switchhook_rig::RigError>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Up {
    version: Version,
    name: String,
    ports: Ports,
    limit: Duration,
}

impl Up {
    /// An instance named after its version, on the usual ports, for at most twelve hours.
    pub fn new(version: Version) -> Self {
        Self {
            version,
            name: version.to_string(),
            ports: Ports::default(),
            limit: Duration::from_secs(12 * 3600),
        }
    }

    /// Another name: several instances can be up, on ports of their own.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Other ports.
    pub fn ports(mut self, ports: Ports) -> Self {
        self.ports = ports;
        self
    }

    /// When it ends by itself if nobody stops it.
    pub fn limit(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    /// Starts it, and says how long that took. Remains of an instance of the same name that crashed are removed.
    ///
    /// # Errors
    ///
    /// It runs already, a port is taken, we are not root, or Asterisk did not come up.
    pub fn start(self, folder: &Path) -> Result<(Site, Duration)> {
        let root = Root::fetch(folder, self.version)?;
        let start = Instant::now();
        // Of whichever version: `down` knows instances by their name alone.
        match find_site(folder, &self.name) {
            Ok(site) => match running::pid(&site) {
                Some(pid) => {
                    return Err(RigError::AlreadyUp { name: self.name, pid });
                }
                None => site.remove()?,
            },
            Err(RigError::NoInstance { .. }) => {}
            Err(e) => return Err(e),
        }
        self.ports.check()?;
        let site = Site::create(&root, &self.name, self.ports, |_| Ok(()))?;
        let chroot = find("chroot", "coreutils")?.display().to_string();
        let log = site.log_dir().join("console");
        let mut child = spawn_detached(&chroot, running::command(&site), &log, self.limit)?;
        let ended = || {
            child
                .try_wait()
                .ok()
                .flatten()
                .map(|status| format!("it ended with {status}"))
        };
        if let Err(e) = running::booted(&site, ended) {
            let _ = running::stop(&site);
            return Err(e);
        }
        Ok((site, start.elapsed()))
    }
}

/// Stops an instance and removes its folder; also what a crash left of it. Says whether it was still running.
///
/// # Errors
///
/// There is no such instance, or it does not stop.
pub fn down(folder: &Path, name: &str) -> Result<bool> {
    let site = find_site(folder, name)?;
    let was_running = running::stop(&site)?;
    site.remove()?;
    Ok(was_running)
}

/// All instances that [`Up`] started, with the process of those that run.
///
/// # Errors
///
/// A folder cannot be read.
pub fn status(folder: &Path) -> Result<Vec<(Site, Option<u32>)>> {
    let mut found = Vec::new();
    for root in roots(folder) {
        let instances = root.join("srv/switchhook");
        if !instances.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&instances).map_err(at(&instances))? {
            let name = entry.map_err(at(&instances))?.file_name();
            if let Some(name) = name.to_str()
                && let Ok(site) = Site::open(&root, name)
            {
                let pid = running::pid(&site);
                found.push((site, pid));
            }
        }
    }
    found.sort_by(|a, b| a.0.name.cmp(&b.0.name));
    Ok(found)
}

/// The instance of this name, of whichever version.
///
/// # Errors
///
/// There is none.
pub fn find_site(folder: &Path, name: &str) -> Result<Site> {
    for root in roots(folder) {
        if Site::folder_of(&root, name)?.join("site.toml").exists() {
            return Site::open(&root, name);
        }
    }
    Err(RigError::NoInstance {
        name: name.to_owned(),
        folder: folder.to_owned(),
    })
}

fn roots(folder: &Path) -> Vec<PathBuf> {
    Version::ALL
        .iter()
        .map(|version| folder.join(format!("asterisk-{version}")))
        .collect()
}
