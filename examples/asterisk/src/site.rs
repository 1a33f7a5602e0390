use std::collections::BTreeMap;
use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::cdr::{self, CdrRow};
use crate::error::{Result, RigError, at};
use crate::ports::Ports;
use crate::root::Root;
use crate::secret::Secret;
use crate::version::Version;

/// The company's configuration. `@NAME@` stands for what differs between instances.
const TEMPLATES: [(&str, &str); 25] = [
    ("acl.conf", include_str!("../etc/acl.conf")),
    ("ari.conf", include_str!("../etc/ari.conf")),
    ("asterisk.conf", include_str!("../etc/asterisk.conf")),
    ("cdr.conf", include_str!("../etc/cdr.conf")),
    ("cdr_manager.conf", include_str!("../etc/cdr_manager.conf")),
    (
        "cdr_sqlite3_custom.conf",
        include_str!("../etc/cdr_sqlite3_custom.conf"),
    ),
    ("cel.conf", include_str!("../etc/cel.conf")),
    ("confbridge.conf", include_str!("../etc/confbridge.conf")),
    ("extensions.conf", include_str!("../etc/extensions.conf")),
    ("features.conf", include_str!("../etc/features.conf")),
    ("http.conf", include_str!("../etc/http.conf")),
    ("indications.conf", include_str!("../etc/indications.conf")),
    ("logger.conf", include_str!("../etc/logger.conf")),
    ("manager.conf", include_str!("../etc/manager.conf")),
    ("modules.conf", include_str!("../etc/modules.conf")),
    ("pjsip.conf", include_str!("../etc/pjsip.conf")),
    ("pjsip_notify.conf", include_str!("../etc/pjsip_notify.conf")),
    ("pjsip_wizard.conf", include_str!("../etc/pjsip_wizard.conf")),
    ("queues.conf", include_str!("../etc/queues.conf")),
    ("res_parking.conf", include_str!("../etc/res_parking.conf")),
    ("rtp.conf", include_str!("../etc/rtp.conf")),
    ("udptl.conf", include_str!("../etc/udptl.conf")),
    ("voicemail.conf", include_str!("../etc/voicemail.conf")),
    (
        "switchhook/dialplan.conf",
        include_str!("../etc/switchhook/dialplan.conf"),
    ),
    (
        "switchhook/phones.conf",
        include_str!("../etc/switchhook/phones.conf"),
    ),
];

/// The phones that every instance has.
pub const PHONES: [&str; 6] = ["100", "101", "102", "103", "104", "105"];
/// Those of them with a mailbox.
const MAILBOXES: [&str; 4] = ["100", "101", "102", "103"];

/// What a manager account is for. Each has just the rights for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Task {
    /// Watching: events, lists, states.
    Events,
    /// Placing, moving and ending calls.
    Calls,
    /// Members of queues.
    Queues,
    /// Configuration files and reloading them.
    Config,
    /// AstDB, recording and phone notification.
    State,
}

impl Task {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Events, Self::Calls, Self::Queues, Self::Config, Self::State];

    /// The account's user name.
    #[must_use]
    pub fn user(self) -> &'static str {
        match self {
            Self::Events => "events",
            Self::Calls => "calls",
            Self::Queues => "queues",
            Self::Config => "config",
            Self::State => "state",
        }
    }
}

/// A configured instance: its folder, ports and accounts, running or not.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Site {
    /// Its name.
    pub name: String,
    /// Which Asterisk.
    pub version: Version,
    /// Its ports.
    pub ports: Ports,
    // Seen from outside and from inside the root folder.
    pub(crate) folder: PathBuf,
    pub(crate) inside: String,
    pub(crate) root: PathBuf,
    secrets: BTreeMap<String, Secret>,
}

impl Site {
    /// Writes the configuration of a new instance. What had its name before is removed.
    ///
    /// `prepare` may change it before it is handed over to Asterisk's user.
    pub(crate) fn create(
        root: &Root,
        name: &str,
        ports: Ports,
        prepare: impl FnOnce(&Self) -> Result<()>,
    ) -> Result<Self> {
        let mut secrets = BTreeMap::new();
        for user in Task::ALL.map(Task::user).into_iter().chain(PHONES) {
            secrets.insert(user.to_owned(), Secret::account()?);
        }
        for mailbox in MAILBOXES {
            secrets.insert(format!("pin-{mailbox}"), Secret::pin()?);
        }
        let site = Self {
            name: name.to_owned(),
            version: root.version,
            ports,
            folder: Self::folder_of(&root.path, name)?,
            inside: format!("/srv/switchhook/{name}"),
            root: root.path.clone(),
            secrets,
        };
        site.remove()?;
        site.write(root)?;
        prepare(&site)?;
        give(&site.folder, root.owner()?)?;
        Ok(site)
    }

    /// An instance made earlier, perhaps by another process.
    pub(crate) fn open(root: &Path, name: &str) -> Result<Self> {
        let path = Self::folder_of(root, name)?.join("site.toml");
        let text = fs::read_to_string(&path).map_err(at(&path))?;
        toml::from_str(&text).map_err(|e| RigError::File {
            path,
            source: std::io::Error::new(std::io::ErrorKind::InvalidData, e),
        })
    }

    pub(crate) fn folder_of(root: &Path, name: &str) -> Result<PathBuf> {
        let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-';
        if name.is_empty() || name.len() > 40 || !name.chars().all(allowed) {
            return Err(RigError::BadName(name.to_owned()));
        }
        Ok(root.join("srv/switchhook").join(name))
    }

    /// Removes the folder with everything in it.
    pub(crate) fn remove(&self) -> Result<()> {
        match fs::remove_dir_all(&self.folder) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(at(&self.folder)(e)),
            _ => Ok(()),
        }
    }

    fn write(&self, root: &Root) -> Result<()> {
        let modules = root.modules()?;
        for name in [
            "etc/switchhook",
            "lib/keys",
            "run",
            "spool/monitor",
            "spool/outgoing",
            "spool/tmp",
            "log/cdr-csv",
            "cache",
            "agi-bin",
            "phones",
        ] {
            let folder = self.folder.join(name);
            fs::create_dir_all(&folder).map_err(at(&folder))?;
        }
        for (name, template) in TEMPLATES {
            let path = self.folder.join("etc").join(name);
            let text = self.fill(template).replace("@MODULES@", &modules);
            fs::write(&path, text).map_err(at(&path))?;
        }
        let path = self.folder.join("site.toml");
        let text = toml::to_string(self).map_err(|e| RigError::File {
            path: path.clone(),
            source: std::io::Error::other(e),
        })?;
        fs::write(&path, text).map_err(at(&path))?;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).map_err(at(&path))
    }

    /// Puts what is this instance's own into a template.
    pub(crate) fn fill(&self, template: &str) -> String {
        let mut text = template.replace("@DIR@", &self.inside);
        let ports = self.ports;
        for (name, port) in [
            ("@AMI_PORT@", ports.ami),
            ("@SIP_PORT@", ports.sip),
            ("@HTTP_PORT@", ports.http),
            ("@AGI_PORT@", ports.agi),
            ("@TRUNK_PORT@", ports.trunk),
            ("@RTP_FIRST@", ports.rtp),
            ("@RTP_LAST@", ports.rtp + Ports::RTP - 1),
        ] {
            text = text.replace(name, &port.to_string());
        }
        for (user, secret) in &self.secrets {
            let placeholder = match user.strip_prefix("pin-") {
                Some(mailbox) => format!("@PIN_{mailbox}@"),
                None => format!("@SECRET_{}@", user.to_ascii_uppercase()),
            };
            text = text.replace(&placeholder, secret.expose());
        }
        text
    }

    /// Where the manager interface listens.
    #[must_use]
    pub fn ami_addr(&self) -> SocketAddr {
        (Ipv4Addr::LOCALHOST, self.ports.ami).into()
    }

    /// Where phones register.
    #[must_use]
    pub fn sip_addr(&self) -> SocketAddr {
        (Ipv4Addr::LOCALHOST, self.ports.sip).into()
    }

    /// User name and secret of a manager account.
    #[must_use]
    pub fn account(&self, task: Task) -> (&'static str, Secret) {
        let secret = self.secrets.get(task.user()).cloned();
        // `create` made one for every task, and site.toml is written by us.
        (task.user(), secret.unwrap_or_else(|| Secret::new("")))
    }

    /// The secret of phone 100 to 105.
    ///
    /// # Errors
    ///
    /// There is no such phone.
    pub fn phone_secret(&self, extension: &str) -> Result<Secret> {
        let known = PHONES
            .contains(&extension)
            .then(|| self.secrets.get(extension).cloned())
            .flatten();
        known.ok_or_else(|| RigError::NoPhone(extension.to_owned()))
    }

    /// The PIN of mailbox 100 to 103.
    ///
    /// # Errors
    ///
    /// There is no such mailbox.
    pub fn mailbox_pin(&self, mailbox: &str) -> Result<Secret> {
        let pin = self.secrets.get(&format!("pin-{mailbox}")).cloned();
        pin.ok_or_else(|| RigError::NoPhone(mailbox.to_owned()))
    }

    /// The instance's folder; everything below is in it.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Its configuration files.
    #[must_use]
    pub fn config_dir(&self) -> PathBuf {
        self.folder.join("etc")
    }

    /// Its spool: `outgoing` for call files, `monitor` for recordings, `voicemail`.
    #[must_use]
    pub fn spool_dir(&self) -> PathBuf {
        self.folder.join("spool")
    }

    /// Its logs: `full`, `security`, `queue_log`, `cdr-csv/Master.csv`, `master.db`.
    #[must_use]
    pub fn log_dir(&self) -> PathBuf {
        self.folder.join("log")
    }

    /// What Asterisk logged so far.
    #[must_use]
    pub fn log(&self) -> String {
        let read = |name| fs::read(self.log_dir().join(name)).unwrap_or_default();
        let full = read("full");
        let bytes = if full.is_empty() { read("console") } else { full };
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// Asterisk's own call detail records so far, oldest first.
    ///
    /// # Errors
    ///
    /// A line is not a record.
    pub fn master_csv(&self) -> Result<Vec<CdrRow>> {
        cdr::read(&self.log_dir().join("cdr-csv/Master.csv"))
    }

    pub(crate) fn phones_dir(&self) -> PathBuf {
        self.folder.join("phones")
    }
}

/// Gives a folder with everything in it to Asterisk's user, and closes it to others.
fn give(path: &Path, owner: (u32, u32)) -> Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path).map_err(at(path))? {
            give(&entry.map_err(at(path))?.path(), owner)?;
        }
        fs::set_permissions(path, fs::Permissions::from_mode(0o750)).map_err(at(path))?;
    }
    chown(path, Some(owner.0), Some(owner.1)).map_err(at(path))
}
