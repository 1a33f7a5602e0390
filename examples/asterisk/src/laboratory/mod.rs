//! The company with everything else that Asterisk can do without hardware: for live tests of the manager interface.

mod fixtures;
mod program;
mod sccp;
mod subscriber;

pub use sccp::SccpPhone;
pub use subscriber::Subscriber;

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::error::{Result, RigError, at};
use crate::instance::Instance;
use crate::ports::Ports;
use crate::secret::Secret;
use crate::site::Site;
use crate::version::Version;

/// How a file of the laboratory meets the company's.
#[derive(Clone, Copy)]
enum How {
    /// There is none of that name, or it does not matter.
    Whole,
    /// After it.
    Added,
}

/// As for the company: `@NAME@` stands for what differs between instances.
const FILES: [(&str, How, &str); 16] = [
    (
        "agents.conf",
        How::Whole,
        include_str!("../../etc/laboratory/agents.conf"),
    ),
    (
        "cel.conf",
        How::Whole,
        include_str!("../../etc/laboratory/cel.conf"),
    ),
    (
        "confbridge.conf",
        How::Added,
        include_str!("../../etc/laboratory/confbridge.conf"),
    ),
    (
        "extensions.conf",
        How::Added,
        include_str!("../../etc/laboratory/extensions.conf"),
    ),
    (
        "iax.conf",
        How::Whole,
        include_str!("../../etc/laboratory/iax.conf"),
    ),
    (
        "manager.conf",
        How::Added,
        include_str!("../../etc/laboratory/manager.conf"),
    ),
    (
        "minivm.conf",
        How::Whole,
        include_str!("../../etc/laboratory/minivm.conf"),
    ),
    (
        "musiconhold.conf",
        How::Whole,
        include_str!("../../etc/laboratory/musiconhold.conf"),
    ),
    (
        "pjsip.conf",
        How::Added,
        include_str!("../../etc/laboratory/pjsip.conf"),
    ),
    (
        "queuerules.conf",
        How::Whole,
        include_str!("../../etc/laboratory/queuerules.conf"),
    ),
    (
        "queues.conf",
        How::Added,
        include_str!("../../etc/laboratory/queues.conf"),
    ),
    (
        "res_fax.conf",
        How::Whole,
        include_str!("../../etc/laboratory/res_fax.conf"),
    ),
    (
        "sip.conf",
        How::Whole,
        include_str!("../../etc/laboratory/sip.conf"),
    ),
    (
        "skinny.conf",
        How::Whole,
        include_str!("../../etc/laboratory/skinny.conf"),
    ),
    (
        "sorcery.conf",
        How::Whole,
        include_str!("../../etc/laboratory/sorcery.conf"),
    ),
    (
        "xmpp.conf",
        How::Whole,
        include_str!("../../etc/laboratory/xmpp.conf"),
    ),
];
/// Takes modules out of the company's `noload`.
const MODULES: &str = include_str!("../../etc/laboratory/modules.conf");

/// An [`Instance`] with all that a test of the manager interface may want: an account with every right, TLS, agents,
/// conferences, IAX2, a memory cache, a line that registers at itself, call events of every kind; on version 16 also
/// chan_sip and chan_skinny.
///
/// ```no_run
/// use switchhook_rig::{Laboratory, Manager, Version};
///
/// let laboratory = Laboratory::start(Version::V22)?;
/// let mut manager = Manager::connect(laboratory.pbx.ami_addr())?;
/// manager.login(Laboratory::USER, laboratory.secret.expose())?;
/// let agents = manager.list(&[("Action", "Agents")])?;
/// assert_eq!(agents.len(), 2);
/// # Ok::<(), switchhook_rig::RigError>(())
/// ```
#[derive(Debug)]
pub struct Laboratory {
    /// The telephone system.
    pub pbx: Instance,
    /// Of the accounts below, and of the lines that register at themselves.
    pub secret: Secret,
    /// Of the manager's TLS port, in PEM: self-signed, for `localhost` and `127.0.0.1`.
    pub certificate: String,
    fingerprint: String,
}

impl Laboratory {
    /// May read and do everything.
    pub const USER: &'static str = "everything";
    /// May do everything and reads no events.
    pub const QUIET: &'static str = "quiet";
    /// May read and do everything, but is cut off once it has not read for a tenth of a second.
    pub const HASTY: &'static str = "hasty";
    /// May be connected only once.
    pub const SINGLE: &'static str = "single";
    /// Is let in from nowhere.
    pub const WALLED: &'static str = "walled";

    /// May read and do what AGI is about, and nothing else: class agi.
    pub const AGI: &'static str = "agi";

    /// Has [`MESSAGES`](Self::MESSAGES) new messages from the start.
    pub const MAILBOX: &'static str = "103";
    /// Messages of a second of silence.
    pub const MESSAGES: u8 = 3;

    /// Starts it on free ports; see [`Instance::start`].
    ///
    /// # Errors
    ///
    /// As for [`Instance::start`].
    pub fn start(version: Version) -> Result<Self> {
        let secret = Secret::account()?;
        let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned(), "127.0.0.1".to_owned()])
            .map_err(|e| RigError::Random(format!("no certificate: {e}")))?;
        let certificate = made.cert.pem();
        let digest = Sha256::digest(made.cert.der());
        let fingerprint = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        let pem = format!("{certificate}{}", made.signing_key.serialize_pem());
        let pbx = Instance::start_with(version, true, |site| prepare(site, &secret, &pem))?;
        Ok(Self {
            pbx,
            secret,
            certificate,
            fingerprint,
        })
    }

    /// Puts a program of this machine where `AGI(name)` and `EAGI(name)` look for it.
    ///
    /// # Errors
    ///
    /// It is not there, or cannot be copied.
    pub fn install(&self, program: &Path) -> Result<()> {
        program::install(&self.pbx, program)
    }

    /// SHA-256 of the certificate in hexadecimal, as `openssl x509 -fingerprint -sha256` prints it but for the colons.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// Where the manager interface listens with TLS.
    #[must_use]
    pub fn tls_addr(&self) -> std::net::SocketAddr {
        let mut address = self.pbx.ami_addr();
        address.set_port(self.pbx.ports.more()[0]);
        address
    }
}

fn prepare(site: &Site, secret: &Secret, pem: &str) -> Result<()> {
    let folder = site.config_dir();
    let fill = |text: &str| {
        let [tls, iax, chan_sip, skinny] = site.ports.more();
        let mut text = site.fill(text).replace("@SECRET_EVERYTHING@", secret.expose());
        for (name, port) in [
            ("@TLS_PORT@", tls),
            ("@IAX_PORT@", iax),
            ("@CHAN_SIP_PORT@", chan_sip),
            ("@SKINNY_PORT@", skinny),
        ] {
            text = text.replace(name, &port.to_string());
        }
        text
    };
    for (name, how, text) in FILES {
        let path = folder.join(name);
        let before = match how {
            How::Whole => String::new(),
            How::Added => read(&path)?,
        };
        write(&path, &format!("{before}{}", fill(text)))?;
    }
    let wanted: Vec<String> = MODULES
        .lines()
        .filter_map(|line| line.strip_prefix("load = "))
        .map(|module| format!("noload = {module}"))
        .collect();
    let path = folder.join("modules.conf");
    let kept: Vec<String> = read(&path)?
        .lines()
        .filter(|line| !wanted.iter().any(|taken| taken == line))
        .map(str::to_owned)
        .collect();
    write(&path, &format!("{}\n", kept.join("\n")))?;
    write(&folder.join("manager.pem"), pem)?;
    let page = site.spool_dir().join("tmp/page.tif");
    fs::write(&page, fixtures::fax_page()).map_err(at(&page))?;
    let inbox = site
        .spool_dir()
        .join("voicemail/default")
        .join(Laboratory::MAILBOX)
        .join("INBOX");
    fs::create_dir_all(&inbox).map_err(at(&inbox))?;
    for number in 0..Laboratory::MESSAGES {
        for (end, bytes) in [
            ("txt", fixtures::message(number).into_bytes()),
            ("wav", fixtures::silence()),
        ] {
            let path = inbox.join(format!("msg{number:04}.{end}"));
            fs::write(&path, bytes).map_err(at(&path))?;
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(at(path))
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).map_err(at(path))
}

impl Laboratory {
    /// Where chan_skinny listens on version 16.
    #[must_use]
    pub fn sccp_addr(&self) -> std::net::SocketAddr {
        let mut address = self.pbx.ami_addr();
        address.set_port(self.pbx.ports.more()[3]);
        address
    }
}

impl Ports {
    /// Four ports after those of the company, which only a block of the rig's own has for itself: manager with TLS,
    /// IAX2, chan_sip, SCCP.
    fn more(self) -> [u16; 4] {
        [1, 2, 3, 4].map(|n| self.trunk + n)
    }
}

#[cfg(test)]
mod tests {
    use super::{FILES, MODULES};

    #[test]
    fn every_module_that_the_laboratory_loads_is_left_out_by_the_company() {
        let company = include_str!("../../etc/modules.conf");
        let loads: Vec<&str> = MODULES
            .lines()
            .filter_map(|l| l.strip_prefix("load = "))
            .collect();
        assert!(!loads.is_empty());
        for module in loads {
            assert!(company.contains(&format!("noload = {module}\n")), "{module}");
        }
    }

    #[test]
    fn every_file_of_the_folder_is_used() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/etc/laboratory");
        for entry in std::fs::read_dir(folder).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            assert!(
                name == "modules.conf" || FILES.iter().any(|(file, ..)| *file == name),
                "{name}"
            );
        }
    }
}
