use std::io;
use std::path::PathBuf;
use std::time::Duration;

/// Why the rig could not do something.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RigError {
    /// Building a root folder and changing into it are root's business.
    #[error("the rig needs root to {task}; run it as root, for example with `sudo`")]
    NeedsRoot {
        /// What root is needed for.
        task: &'static str,
    },
    /// A program of the system is missing.
    #[error(
        "`{program}` is not installed; run `examples/asterisk/install.sh` as root, or `apt-get install {package}`"
    )]
    MissingProgram {
        /// The program looked for.
        program: &'static str,
        /// The Debian package that has it.
        package: &'static str,
    },
    /// No root folder of this version could be made.
    #[error(
        "no root folder with Asterisk {version} after {tries} tries: {reason}; the whole story is in {log}; another \
         mirror can be set with SWITCHHOOK_DEBIAN_MIRROR"
    )]
    Fetch {
        /// The major version.
        version: u8,
        /// How often it was tried.
        tries: u8,
        /// What the last try said.
        reason: String,
        /// debootstrap's output.
        log: PathBuf,
    },
    /// The root folder holds another version than was asked for.
    #[error("{root} holds {found:?}, not Asterisk {wanted}; remove the folder and fetch again")]
    WrongVersion {
        /// The major version that was wanted.
        wanted: u8,
        /// What `asterisk -V` said.
        found: String,
        /// Where.
        root: PathBuf,
    },
    /// The version is not one that the rig can make.
    #[error("no Asterisk {0:?} here; use 22 or 16")]
    UnknownVersion(String),
    /// A port is in use.
    #[error("port {port} of {address} is taken; choose another with `{option}`")]
    PortTaken {
        /// The port.
        port: u16,
        /// The address it was wanted on.
        address: &'static str,
        /// The option that changes it.
        option: &'static str,
    },
    /// Every block of ports is in use.
    #[error("no free block of ports between {first} and {last}; stop some instances")]
    NoPorts {
        /// The first port looked at.
        first: u16,
        /// The last one.
        last: u16,
    },
    /// An instance of this name runs already.
    #[error(
        "instance {name:?} is already up (process {pid}); stop it with `down --name {name}` or choose another --name"
    )]
    AlreadyUp {
        /// Its name.
        name: String,
        /// Its Asterisk.
        pid: u32,
    },
    /// No instance of this name.
    #[error("there is no instance {name:?} in {folder}; start one with `up --name {name}`")]
    NoInstance {
        /// The name looked for.
        name: String,
        /// Where.
        folder: PathBuf,
    },
    /// An instance's name becomes a folder's name.
    #[error("{0:?} is no name for an instance; use letters, digits and dashes, at most 40")]
    BadName(String),
    /// Asterisk ended or stayed silent while starting.
    #[error("Asterisk did not start: {reason}; last lines of its log:\n{log}")]
    Start {
        /// What was seen.
        reason: String,
        /// The end of its log.
        log: String,
    },
    /// Asterisk would not stop.
    #[error("Asterisk (process {pid}) did not stop within {within:?}")]
    Stop {
        /// Its process.
        pid: u32,
        /// How long was waited.
        within: Duration,
    },
    /// There is no such phone, task or mailbox.
    #[error("the company has no phone {0:?}; it has 100 to 105")]
    NoPhone(String),
    /// A phone could not register.
    #[error("phone {user} could not register: {reason}")]
    Register {
        /// The account.
        user: String,
        /// What SIPp reported.
        reason: String,
    },
    /// SIPp ended when it should go on.
    #[error("SIPp playing {what} ended: {reason}")]
    Sipp {
        /// Which phone or call.
        what: String,
        /// The end of its error log.
        reason: String,
    },
    /// What was waited for did not come.
    #[error("waited {within:?} for {what}")]
    Timeout {
        /// What was waited for.
        what: String,
        /// How long.
        within: Duration,
    },
    /// Asterisk's manager closed the connection or spoke nonsense.
    #[error("manager interface: {0}")]
    Manager(String),
    /// A line of `Master.csv` is not a record.
    #[error("{path}: {reason}")]
    Cdr {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A file or folder could not be read or written.
    #[error("{path}: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A program could not be started.
    #[error("cannot run {program}: {source}")]
    Run {
        /// Which.
        program: String,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The operating system gave no random bytes.
    #[error("no random bytes from the operating system: {0}")]
    Random(String),
}

/// The result of everything here.
pub type Result<T> = std::result::Result<T, RigError>;

/// Attaches the path to an error of the file system.
pub(crate) fn at(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> RigError {
    let path = path.into();
    move |source| RigError::File { path, source }
}
