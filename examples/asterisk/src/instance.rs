use std::fs;
use std::ops::Deref;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use crate::error::Result;
use crate::phone::{Behaviour, Phone};
use crate::ports::Block;
use crate::process::{Guarded, find};
use crate::root::{Root, default_folder};
use crate::running;
use crate::site::Site;
use crate::version::Version;

/// However long a test hangs, its Asterisk does not live longer.
const LIFETIME: Duration = Duration::from_secs(30 * 60);
/// Folders of tests bear the number of the process they belong to.
const PREFIX: &str = "test-";

/// A running Asterisk for one test: free ports, its own folder, gone when dropped.
///
/// ```no_run
/// use std::time::Duration;
/// use switchhook_rig::{Behaviour, Instance, Version, wait_for};
///
/// let pbx = Instance::start(Version::V22)?;
/// let bruno = pbx.phone("101", &Behaviour::answer())?;
/// let alice = pbx.phone("100", &Behaviour::answer())?;
/// let mut call = alice.calls("101")?;
/// call.answered(Duration::from_secs(5))?;
/// drop(call);
/// let record = wait_for("the record", Duration::from_secs(5), || pbx.master_csv().ok()?.pop())?;
/// assert_eq!((record.src.as_str(), record.dst.as_str()), ("100", "101"));
/// # Ok::<(), switchhook_rig::RigError>(())
/// ```
#[derive(Debug)]
pub struct Instance {
    // Stopped before the folder and the ports are given back.
    asterisk: Guarded,
    has_proc: bool,
    site: Site,
    started_in: Duration,
    _ports: Block,
}

impl Instance {
    /// Starts an Asterisk of this version and waits until it has booted.
    ///
    /// The first start on a machine makes the root folder, which takes about a minute.
    ///
    /// # Errors
    ///
    /// We are not root, a program is missing, or Asterisk did not come up.
    pub fn start(version: Version) -> Result<Self> {
        Self::start_with(version, false, |_| Ok(()))
    }

    /// The same, with a configuration that `prepare` changed, and with `/proc` for Asterisk and its programs if asked
    /// for.
    pub(crate) fn start_with(
        version: Version,
        has_proc: bool,
        prepare: impl FnOnce(&Site) -> Result<()>,
    ) -> Result<Self> {
        let root = Root::fetch(&default_folder(), version)?;
        sweep(&root.path);
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let start = Instant::now();
        let ports = Block::claim()?;
        let site = Site::create(
            &root,
            &format!("{PREFIX}{}-{number}", std::process::id()),
            ports.ports,
            prepare,
        )?;
        let mut instance = Self {
            asterisk: spawn(&site, has_proc)?,
            has_proc,
            site,
            started_in: Duration::ZERO,
            _ports: ports,
        };
        instance.boot()?;
        instance.started_in = start.elapsed();
        Ok(instance)
    }

    /// Stops Asterisk, as a reboot of its machine would: every connection ends. Folder, configuration and ports stay,
    /// so that [`Instance::start_again`] brings it back.
    pub fn stop(&mut self) {
        self.asterisk.stop();
    }

    /// Starts Asterisk again after [`Instance::stop`], and waits until it has booted.
    ///
    /// # Errors
    ///
    /// It did not come up.
    pub fn start_again(&mut self) -> Result<()> {
        self.asterisk.stop();
        self.asterisk = spawn(&self.site, self.has_proc)?;
        self.boot()
    }

    fn boot(&mut self) -> Result<()> {
        let ended = || {
            self.asterisk
                .ended()
                .map(|status| format!("it ended with {status}"))
        };
        running::booted(&self.site, ended)
    }

    /// How long it took from writing the configuration to being booted.
    #[must_use]
    pub fn started_in(&self) -> Duration {
        self.started_in
    }

    /// Registers phone 100 to 105.
    ///
    /// # Errors
    ///
    /// There is no such phone, or it could not register.
    pub fn phone(&self, extension: &str, behaviour: &Behaviour) -> Result<Phone> {
        Phone::register(
            &self.site,
            extension,
            &self.site.phone_secret(extension)?,
            behaviour,
        )
    }

    /// Plays the outside line: what the company dials as six digits or `00…`.
    ///
    /// # Errors
    ///
    /// SIPp did not start.
    pub fn trunk(&self, behaviour: &Behaviour) -> Result<Phone> {
        Phone::trunk(&self.site, behaviour)
    }
}

impl Deref for Instance {
    type Target = Site;

    fn deref(&self) -> &Site {
        &self.site
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        self.asterisk.stop();
        // To look at what happened: SWITCHHOOK_RIG_KEEP=1.
        if !keep() {
            let _ = self.site.remove();
        }
    }
}

fn keep() -> bool {
    std::env::var_os("SWITCHHOOK_RIG_KEEP").is_some_and(|value| !value.is_empty())
}

/// In a world of mounts of its own, which ends with it: nobody else sees this `/proc`.
const WITH_PROC: &str = r#"mount -t proc proc "$1/proc" && exec chroot "$@""#;

fn spawn(site: &Site, has_proc: bool) -> Result<Guarded> {
    let chroot = find("chroot", "coreutils")?.display().to_string();
    let mut words = running::command(site);
    let program = if has_proc {
        let before = ["--mount", "sh", "-c", WITH_PROC, "chroot"].map(str::to_owned);
        words.splice(..0, before);
        find("unshare", "util-linux")?.display().to_string()
    } else {
        chroot
    };
    Guarded::spawn(
        &program,
        words,
        Path::new("/"),
        &site.log_dir().join("console"),
        LIFETIME,
    )
}

/// Removes what tests left that were killed: their Asterisk ended with them, their folder did not.
fn sweep(root: &Path) {
    let Ok(entries) = fs::read_dir(root.join("srv/switchhook")) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let owner = name
            .to_str()
            .and_then(|n| n.strip_prefix(PREFIX))
            .and_then(|n| n.split('-').next());
        let Some(owner) = owner.filter(|pid| pid.parse::<u32>().is_ok()) else {
            continue;
        };
        if Path::new("/proc").join(owner).exists() || keep() {
            continue;
        }
        if let Some(name) = name.to_str()
            && let Ok(site) = Site::open(root, name)
        {
            let _ = running::stop(&site);
        }
        let _ = fs::remove_dir_all(entry.path());
    }
}
