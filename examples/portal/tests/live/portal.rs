//! The portal's own program, serving a site.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use switchhook_rig::{Instance, Task, wait_for};

/// How long a telephone of the site rings.
pub const RING: Duration = Duration::from_secs(6);

/// A running portal. Dropping it ends it.
pub struct Portal {
    process: Child,
    said: Arc<Mutex<String>>,
    pub url: String,
    pub database: PathBuf,
}

impl Portal {
    /// Starts the portal of `pbx` on a free port, with everything it keeps in `folder` and these tables in its
    /// configuration.
    pub fn start_with_tables(pbx: &Instance, folder: &Path, tables: &str) -> Self {
        Self::start_with(pbx, folder, &format!("ring_seconds = {}", RING.as_secs()), tables)
    }

    /// The same with these keys of `[pbx.dialing]`, and with more tables.
    pub fn start_with(pbx: &Instance, folder: &Path, dialing: &str, tables: &str) -> Self {
        // Of the ports that are the instance's alone, this one is meant for a FastAGI program, which is not here.
        let port = pbx.ports.agi;
        Self::serve(folder, port, &(configuration_with(pbx, port, dialing) + tables))
    }

    /// Serves this configuration, whose port is `port`.
    pub fn serve(folder: &Path, port: u16, configuration: &str) -> Self {
        std::fs::write(folder.join("portal.toml"), configuration).unwrap();
        let mut process = Command::new(env!("CARGO_BIN_EXE_switchhook-portal"))
            .args(["serve", "portal.toml"])
            .current_dir(folder)
            .env_remove("SWITCHHOOK_LOG")
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let said = Arc::new(Mutex::new(String::new()));
        let (lines, output) = (said.clone(), process.stderr.take().unwrap());
        // Ends when the portal does.
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                let _ = writeln!(lines.lock().unwrap(), "{line}");
            }
        });
        Self {
            process,
            said,
            url: format!("http://127.0.0.1:{port}"),
            database: folder.join("portal.db"),
        }
    }

    /// Everything it wrote to standard error so far.
    pub fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    /// The link with which the first administrator makes an account.
    pub fn first_link(&mut self) -> String {
        wait_for("the portal to answer", Duration::from_secs(20), || {
            assert!(
                self.process.try_wait().unwrap().is_none(),
                "the portal ended: {}",
                self.said()
            );
            self.said().contains("event=setup.needed").then_some(())
        })
        .unwrap_or_else(|e| panic!("{e}: {}", self.said()));
        let invited = Command::new(env!("CARGO_BIN_EXE_switchhook-portal"))
            .args(["invite", "portal.toml"])
            .current_dir(self.database.parent().unwrap())
            .output()
            .unwrap();
        assert!(invited.status.success(), "{invited:?}");
        String::from_utf8(invited.stdout).unwrap().trim().to_owned()
    }

    /// Asks it to end and waits until it has.
    pub fn stop(&mut self) -> ExitStatus {
        let pid = self.process.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &pid])
                .status()
                .unwrap()
                .success()
        );
        wait_for("the portal to end", Duration::from_secs(20), || {
            self.process.try_wait().unwrap()
        })
        .unwrap()
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        if std::thread::panicking() {
            eprintln!("the portal said:\n{}", self.said());
        }
    }
}

/// What is written into portal.toml.
pub fn configuration(pbx: &Instance, port: u16) -> String {
    configuration_with(pbx, port, &format!("ring_seconds = {}", RING.as_secs()))
}

/// The same with these keys of `[pbx.dialing]`.
fn configuration_with(pbx: &Instance, port: u16, dialing: &str) -> String {
    let tariff = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/testdata/live-tariff/plan.toml");
    let mut text = format!(
        "company = \"Live test\"\ndatabase = \"portal.db\"\ntariff = {tariff:?}\n\
         [web]\nlisten = \"127.0.0.1:{port}\"\n\
         [pbx]\nname = \"Asterisk {}\"\naddress = \"{}\"\ntime_zone = \"UTC\"\n",
        pbx.version,
        pbx.ami_addr()
    );
    writeln!(text, "dialing = {{ context = \"internal\", {dialing} }}").unwrap();
    for task in [Task::Events, Task::Calls, Task::Config, Task::State] {
        let (user, secret) = pbx.account(task);
        writeln!(
            text,
            "[[pbx.manager]]\nuser = {user:?}\nsecret = {:?}\ntasks = [{user:?}]",
            secret.expose()
        )
        .unwrap();
    }
    text
}

/// Looks at something until it is as wanted, however busy the machine is; gives the last look in any case.
pub fn until<T>(mut look: impl FnMut() -> T, wanted: impl Fn(&T) -> bool) -> T {
    let end = Instant::now() + Duration::from_secs(15);
    loop {
        let seen = look();
        if wanted(&seen) || Instant::now() > end {
            return seen;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}
