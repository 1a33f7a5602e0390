//! Feeds [`Follow`] from a spool on disk.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "watching files, with a clock, is what this module is for"
)]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TryRecvError, TrySendError, sync_channel};
use std::time::{Duration, SystemTime};

use super::event::PbxEvent;
use super::follow::{Follow, Gone, Sighting};
use super::outcome::Update;
use super::position::Position;
use crate::check::{MAX_FILE, check};
use crate::report::Report;
use crate::spool::{FileName, Spool};

#[cfg(target_os = "linux")]
mod told;

#[cfg(target_os = "linux")]
use told::Told;

/// How many events may wait to be read; the teller then waits.
const INBOX: usize = 10_000;

/// Follows the calls of a spool: an iterator that waits for the next news.
///
/// It ends after [`Handle::stop`]. After an error it goes on; one file that cannot be read costs that file. For an async
/// program, run it in a thread, or wait until its [`descriptor`](Follower::descriptor) is readable or its
/// [`timeout`](Follower::timeout) is over, and take all that [`try_next`](Follower::try_next) gives.
///
/// ```
/// use switchhook_callfile::watch::{Follower, News, Outcome};
/// use switchhook_callfile::{CallFile, FileName, Spool, Target};
///
/// # let astspooldir = tempfile::tempdir()?;
/// # std::fs::create_dir(astspooldir.path().join("outgoing"))?;
/// # std::fs::create_dir(astspooldir.path().join("tmp"))?;
/// let spool = Spool::open(astspooldir.path())?;
/// let mut follower = Follower::open(&spool)?;
///
/// let call = CallFile::builder("PJSIP/100", Target::extension("internal", "200")?).build()?;
/// let name = FileName::new("alarm-17.call")?;
/// spool.submit(&name, &call)?;
/// assert!(matches!(follower.next().unwrap()?.news, News::Placed { due: Some(_) }));
///
/// spool.cancel(&name)?;
/// assert_eq!(follower.next().unwrap()?.news, News::Ended(Outcome::Cancelled));
/// assert!(follower.try_next()?.is_none());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Follower {
    follow: Follow,
    outgoing: PathBuf,
    done: PathBuf,
    source: Source,
    inbox: Receiver<Said>,
    handle: Handle,
    /// When it began.
    since: SystemTime,
    /// With a file that was there at the begin: told first.
    trouble: Option<FollowError>,
    over: bool,
}

/// Where changes come from.
#[derive(Debug)]
enum Source {
    #[cfg(target_os = "linux")]
    Told(Told),
    Looked {
        every: Duration,
        next: SystemTime,
    },
}

#[derive(Debug)]
enum Said {
    Event(PbxEvent, SystemTime),
    Listen(Option<Duration>),
    Stop,
}

/// Speaks to a follower from other threads.
#[derive(Clone, Debug)]
pub struct Handle {
    to: SyncSender<Said>,
    stopped: Arc<AtomicBool>,
    #[cfg(target_os = "linux")]
    bell: Option<Arc<told::Bell>>,
}

/// Why following went wrong.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FollowError {
    /// The system cannot tell about changes in the folder.
    #[error(
        "could not watch {}; raise fs.inotify.max_user_instances and max_user_watches, or use Follower::polling",
        path.display()
    )]
    Watch {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The folder itself was removed, or its file system unmounted. Nothing more is told.
    #[error("{} is not there any more; open the follower again once it is", path.display())]
    FolderGone {
        /// The folder.
        path: PathBuf,
    },
    /// A file or folder could not be read.
    #[error("could not {doing} {}; run the follower as the user that Asterisk runs as, or as root", path.display())]
    Io {
        /// What was tried.
        doing: &'static str,
        /// With which file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl Follower {
    /// Begins to follow. Files that are there already are told as placed.
    ///
    /// On Linux the system tells when something changes; elsewhere the folder is looked at once a second.
    ///
    /// # Errors
    ///
    /// The folder cannot be watched or read.
    pub fn open(spool: &Spool) -> Result<Self, FollowError> {
        Self::resume(spool, Position::default())
    }

    /// Goes on from a saved position: what ended meanwhile is told first.
    ///
    /// # Errors
    ///
    /// Those of [`Follower::open`].
    pub fn resume(spool: &Spool, position: Position) -> Result<Self, FollowError> {
        #[cfg(target_os = "linux")]
        {
            let follow = Follow::resume(position, SystemTime::now());
            let watch = |source| FollowError::Watch {
                path: spool.outgoing().to_owned(),
                source,
            };
            let told = Told::open(spool.outgoing(), &spool.done).map_err(watch)?;
            let bell = Some(told.bell());
            Self::start(spool, follow, Source::Told(told), bell)
        }
        #[cfg(not(target_os = "linux"))]
        Self::polling(spool, position, Duration::from_secs(1))
    }

    /// The same by looking at the folders at intervals: for folders that another machine writes too. What comes and goes
    /// between two looks is missed, and a file that was moved away is one that is gone ([`Gone::Unseen`]).
    ///
    /// # Errors
    ///
    /// The folder cannot be read.
    pub fn polling(spool: &Spool, position: Position, every: Duration) -> Result<Self, FollowError> {
        let now = SystemTime::now();
        let source = Source::Looked {
            every,
            next: now + every,
        };
        let follow = Follow::resume(position, now);
        #[cfg(target_os = "linux")]
        return Self::start(spool, follow, source, None);
        #[cfg(not(target_os = "linux"))]
        Self::start(spool, follow, source)
    }

    fn start(
        spool: &Spool,
        follow: Follow,
        source: Source,
        #[cfg(target_os = "linux")] bell: Option<Arc<told::Bell>>,
    ) -> Result<Self, FollowError> {
        let (to, inbox) = sync_channel(INBOX);
        let handle = Handle {
            to,
            stopped: Arc::default(),
            #[cfg(target_os = "linux")]
            bell,
        };
        let mut follower = Self {
            follow,
            outgoing: spool.outgoing().to_owned(),
            done: spool.done.clone(),
            source,
            inbox,
            handle,
            since: SystemTime::now(),
            trouble: None,
            over: false,
        };
        // After the watch began: what changes meanwhile is seen twice rather than not at all.
        match follower.look_at_all() {
            // One file that cannot be read must not keep all others from being followed.
            Err(FollowError::Io { path, doing, source }) if path != follower.outgoing => {
                follower.trouble = Some(FollowError::Io { doing, path, source });
            }
            looked => looked?,
        }
        Ok(follower)
    }

    /// Speaks to this follower from elsewhere.
    #[must_use]
    pub fn handle(&self) -> Handle {
        self.handle.clone()
    }

    /// From now on events come in: see [`Follow::listen`].
    pub fn listen(&mut self, grace: Duration) {
        self.follow.listen(grace);
    }

    /// Something happened to a channel, at that time.
    pub fn tell(&mut self, event: &PbxEvent, at: SystemTime) {
        self.follow.on_event(event, at);
    }

    /// All that is not over, to be saved once the news until now were dealt with.
    // With `&self`, `position()` of a `&mut Follower` would be that of `Iterator`.
    #[must_use]
    pub fn position(&mut self) -> Position {
        self.follow.position()
    }

    /// How many calls are not over.
    #[must_use]
    pub fn len(&self) -> usize {
        self.follow.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.follow.is_empty()
    }

    /// The next news, without waiting. None if there are none now.
    ///
    /// # Errors
    ///
    /// A file or folder could not be read.
    pub fn try_next(&mut self) -> Result<Option<Update>, FollowError> {
        if let Some(trouble) = self.trouble.take() {
            return Err(trouble);
        }
        loop {
            if let Some(update) = self.follow.poll_update() {
                return Ok(Some(update));
            }
            if self.over || !self.turn()? {
                return Ok(self.follow.poll_update());
            }
        }
    }

    /// Readable when something changed in the spool, for an event loop. What a [`Handle`] says is not seen there: whoever
    /// waits like this owns the follower, and speaks to it itself. None if the follower looks at intervals.
    #[cfg(target_os = "linux")]
    #[must_use]
    pub fn descriptor(&self) -> Option<std::os::fd::BorrowedFd<'_>> {
        match &self.source {
            Source::Told(told) => Some(told.descriptor()),
            Source::Looked { .. } => None,
        }
    }

    /// How long to wait at most before [`try_next`](Follower::try_next) is asked again, though the descriptor is not
    /// readable. None: for ever.
    #[must_use]
    pub fn timeout(&self) -> Option<Duration> {
        let next = match &self.source {
            #[cfg(target_os = "linux")]
            Source::Told(told) => told.next(),
            Source::Looked { next, .. } => Some(*next),
        };
        let first = [next, self.follow.poll_timeout()].into_iter().flatten().min()?;
        let wait = first.duration_since(SystemTime::now()).unwrap_or_default();
        // A clock that is set back must not keep what is held.
        Some(wait.min(Duration::from_secs(60)))
    }

    /// Takes in what happened. Whether there was anything.
    fn turn(&mut self) -> Result<bool, FollowError> {
        let heard = self.hear()?;
        let now = SystemTime::now();
        let mut trouble = Ok(());
        for name in self.follow.overdue(now) {
            // Its status may have been written while too much happened to be told.
            trouble = trouble.and(self.archived(&name, now));
        }
        self.follow.on_time(now);
        let seen = match &mut self.source {
            #[cfg(target_os = "linux")]
            Source::Told(_) => self.be_told(now),
            Source::Looked { every, next } if *next <= now || *next > now + *every => {
                *next = now + *every;
                self.look_at_all().map(|()| true)
            }
            Source::Looked { .. } => Ok(false),
        };
        trouble.and(seen).map(|seen| heard || seen)
    }

    /// Takes in what other threads said.
    fn hear(&mut self) -> Result<bool, FollowError> {
        let mut any = false;
        #[cfg(target_os = "linux")]
        if let Source::Told(told) = &mut self.source {
            told.silence();
        }
        // What fits into the inbox; a busy teller must not keep the files waiting.
        for _ in 0..INBOX {
            match self.inbox.try_recv() {
                Ok(said) => self.said(said),
                Err(TryRecvError::Empty | TryRecvError::Disconnected) => break,
            }
            any = true;
        }
        if self.handle.stopped.load(Ordering::Acquire) {
            self.over = true;
        }
        Ok(any)
    }

    fn said(&mut self, said: Said) {
        match said {
            Said::Event(event, at) => self.follow.on_event(&event, at),
            Said::Listen(Some(grace)) => self.follow.listen(grace),
            Said::Listen(None) => self.follow.deafen(),
            Said::Stop => self.over = true,
        }
    }

    /// Waits until there may be something.
    fn wait(&mut self) -> Result<(), FollowError> {
        let timeout = self.timeout();
        #[cfg(target_os = "linux")]
        if let Source::Told(told) = &self.source {
            return told.wait(timeout).map_err(|source| FollowError::Io {
                doing: "wait for changes in",
                path: self.outgoing.clone(),
                source,
            });
        }
        match self
            .inbox
            .recv_timeout(timeout.unwrap_or(Duration::from_secs(60)))
        {
            Ok(said) => self.said(said),
            // This follower has a handle itself, so there is always one.
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {}
        }
        Ok(())
    }

    /// A file came or was written to.
    fn look(&mut self, name: &FileName, arrived: bool, now: SystemTime) -> Result<(), FollowError> {
        let path = self.outgoing.join(name.as_os_str());
        // What is written under a name that nobody put there is what Asterisk appends to a file that was taken from it.
        let known = arrived || self.follow.knows(name);
        let gone = || {
            if known {
                self.follow.on_unread(name, now);
            }
        };
        let Some((metadata, report)) = seen(&path, gone)? else {
            return Ok(());
        };
        let sighting = Sighting {
            report: &report,
            id: Some(identity(&metadata)),
            due: metadata.modified().ok(),
            arrived,
        };
        self.follow.on_file(name, sighting, now);
        Ok(())
    }

    /// A file got another name.
    fn renamed(&mut self, from: &FileName, to: &FileName, now: SystemTime) -> Result<(), FollowError> {
        let path = self.outgoing.join(to.as_os_str());
        let mut gone = false;
        let Some((metadata, report)) = seen(&path, || gone = true)? else {
            if gone {
                // It went on at once; where, the next change says.
                self.follow.on_gone(from, Gone::Unseen, now);
            }
            return Ok(());
        };
        let sighting = Sighting {
            report: &report,
            id: Some(identity(&metadata)),
            due: metadata.modified().ok(),
            arrived: true,
        };
        self.follow.on_renamed(from, to, sighting, now);
        Ok(())
    }

    /// Compares all that is there with all that is known.
    fn look_at_all(&mut self) -> Result<(), FollowError> {
        let now = SystemTime::now();
        let listing = fs::read_dir(&self.outgoing).map_err(at("read", &self.outgoing))?;
        let mut there = BTreeMap::new();
        for entry in listing {
            let entry = entry.map_err(at("read", &self.outgoing))?;
            // Not a folder, nor a link that leads nowhere.
            if let Some(metadata) = fs::metadata(entry.path()).ok().filter(fs::Metadata::is_file) {
                there.insert(FileName::found(entry.file_name()), identity(&metadata));
            }
        }
        let files = self.follow.files();
        let missing: Vec<_> = files.filter(|name| !there.contains_key(*name)).cloned().collect();
        let ids = missing
            .iter()
            .filter_map(|name| Some((self.follow.id(name)?, name)));
        let ids: BTreeMap<u64, &FileName> = ids.collect();
        let mut trouble = None;
        for (name, id) in &there {
            let before = ids.get(id).filter(|_| !self.follow.knows(name));
            let looked = match before {
                Some(before) => self.renamed(before, name, now),
                None => self.look(name, false, now),
            };
            trouble = trouble.or(looked.err());
        }
        for name in &missing {
            trouble = trouble.or(self.settle(name, Gone::Unseen, now).err());
        }
        trouble.map_or(Ok(()), Err)
    }

    /// A file is not in `outgoing` any more: it was archived, or it is gone.
    fn settle(&mut self, name: &FileName, how: Gone, now: SystemTime) -> Result<(), FollowError> {
        let ours = |metadata: fs::Metadata| match self.follow.id(name) {
            Some(id) => id == identity(&metadata),
            // It was never read. The move changed it; what lay there before this follower began is older.
            None => self
                .since
                .duration_since(SystemTime::UNIX_EPOCH)
                .is_ok_and(|since| metadata.ctime() >= since.as_secs().cast_signed()),
        };
        if fs::metadata(self.done.join(name.as_os_str())).is_ok_and(ours) {
            return self.archived(name, now);
        }
        self.follow.on_gone(name, how, now);
        Ok(())
    }

    /// A file lies in `outgoing_done`.
    fn archived(&mut self, name: &FileName, now: SystemTime) -> Result<(), FollowError> {
        let path = self.done.join(name.as_os_str());
        let (report, read) = match seen(&path, || {}) {
            Ok(found) => (found.map(|(_, report)| report), Ok(())),
            // Its end is told all the same, as far as it is known.
            Err(error) => (None, Err(error)),
        };
        self.follow.on_archived(name, report.as_ref(), now);
        read
    }
}

/// Waits for the next news. None once it was stopped, or after [`FollowError::FolderGone`].
impl Iterator for Follower {
    type Item = Result<Update, FollowError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.try_next() {
                Ok(Some(update)) => return Some(Ok(update)),
                Ok(None) if self.over => return None,
                Ok(None) => {}
                Err(error) => return Some(Err(error)),
            }
            if let Err(error) = self.wait() {
                self.over = true;
                return Some(Err(error));
            }
        }
    }
}

impl Handle {
    /// Ends the follower: its iterator gives what it has, and no more.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Release);
        // Full is as good: it is awake then.
        let (Ok(()) | Err(TrySendError::Full(_) | TrySendError::Disconnected(_))) =
            self.to.try_send(Said::Stop);
        self.ring();
    }

    /// Something happened to a channel, at that time. Waits while more than 10,000 events have not been taken in, and
    /// does nothing once the follower is gone.
    pub fn tell(&self, event: PbxEvent, at: SystemTime) {
        self.say(Said::Event(event, at));
    }

    /// From now on events come in: see [`Follow::listen`].
    pub fn listen(&self, grace: Duration) {
        self.say(Said::Listen(Some(grace)));
    }

    /// From now on no events come in: see [`Follow::deafen`].
    pub fn deafen(&self) {
        self.say(Said::Listen(None));
    }

    fn say(&self, said: Said) {
        if let Err(TrySendError::Full(said)) = self.to.try_send(said) {
            self.ring();
            // An error says that nobody follows any more.
            let _ = self.to.send(said);
        }
        self.ring();
    }

    fn ring(&self) {
        #[cfg(target_os = "linux")]
        if let Some(bell) = &self.bell {
            bell.ring();
        }
    }
}

/// Reads a file, if Asterisk would take it. `gone` is for one that is not there any more.
fn seen(path: &Path, gone: impl FnOnce()) -> Result<Option<(fs::Metadata, Report)>, FollowError> {
    let metadata = match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => metadata,
        Ok(_) => return Ok(None),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            gone();
            return Ok(None);
        }
        Err(error) => return Err(at("look at", path)(error)),
    };
    match read_report(path) {
        Ok(Some(report)) => Ok(Some((metadata, report))),
        Ok(None) => {
            gone();
            Ok(None)
        }
        Err(error) => {
            // It is there, and somebody should hear what became of it.
            gone();
            Err(at("read", path)(error))
        }
    }
}

/// What a file keeps when it is renamed. Inodes are used again, so its birth counts where the disk knows it.
fn identity(metadata: &fs::Metadata) -> u64 {
    let born = metadata.created().ok();
    let since = born.and_then(|born| born.duration_since(SystemTime::UNIX_EPOCH).ok());
    metadata.ino().rotate_left(32) ^ since.map_or(0, |since| since.as_nanos() as u64)
}

fn at(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> FollowError {
    let path = path.to_owned();
    move |source| FollowError::Io { doing, path, source }
}

/// Reads no more of it than Asterisk's lines can fill, and one byte to see that there are more.
fn read_report(path: &Path) -> io::Result<Option<Report>> {
    let file = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        file => file?,
    };
    let mut bytes = Vec::new();
    file.take(MAX_FILE as u64 + 1).read_to_end(&mut bytes)?;
    Ok(Some(check(bytes)))
}
