//! The program as somebody starts it: what it prints, how it fails, how it stops, what it leaves behind.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_switchhook-portal");

/// Stops the program when a test fails.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Running {
    /// Asks it to stop, as a service manager does, and gives how it ended.
    fn stop(&mut self) -> Option<i32> {
        let asked = Command::new("kill")
            .arg("-TERM")
            .arg(self.0.id().to_string())
            .status()
            .unwrap();
        assert!(asked.success());
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(20) {
            if let Some(status) = self.0.try_wait().unwrap() {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("it did not stop within 20 seconds");
    }
}

fn get(address: &str, path: &str, cookie: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

fn fails(arguments: &[&str], folder: &Path) -> String {
    let output: Output = Command::new(PROGRAM)
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(!output.status.success(), "{arguments:?} succeeded");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn the_demo_is_ready_answers_stops_when_asked_and_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let mut demo = Running(
        Command::new(PROGRAM)
            .args(["--port", "0", "--json"])
            .env("TMPDIR", folder.path())
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap(),
    );
    let mut line = String::new();
    BufReader::new(demo.0.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let said: serde_json::Value = serde_json::from_str(&line).unwrap();
    let address = said["url"]
        .as_str()
        .unwrap()
        .strip_prefix("http://")
        .unwrap()
        .to_owned();
    assert_eq!(
        said["accounts"].as_array().unwrap().len(),
        11,
        "an account for each profile: {said}"
    );
    assert!(said["ready_ms"].as_u64().unwrap() > 0);
    assert!(get(&address, "/healthz", "").ends_with("ok\n"));

    // A live page that is open does not keep it from stopping.
    let login = "login=admin&password=switchhook+demo";
    let mut stream = TcpStream::connect(&address).unwrap();
    write!(
        stream,
        "POST /login HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{login}",
        login.len()
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (_, cookie) = answer.split_once("set-cookie: ").expect("a session");
    let cookie = cookie.split(';').next().unwrap();
    let mut live = TcpStream::connect(&address).unwrap();
    live.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    write!(
        live,
        "GET /live/stream?topic=calls HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\n\r\n"
    )
    .unwrap();
    let mut first = [0; 15];
    live.read_exact(&mut first).unwrap();
    assert_eq!(&first, b"HTTP/1.1 200 OK");

    let begun = Instant::now();
    assert_eq!(demo.stop(), Some(0));
    assert!(
        begun.elapsed() < Duration::from_secs(9),
        "the open page was waited for: {:?}",
        begun.elapsed()
    );
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_demo_that_is_stopped_while_it_starts_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let made = || std::fs::read_dir(folder.path()).unwrap().count();
    let mut demo = Running(
        Command::new(PROGRAM)
            .args(["--port", "0", "--json"])
            .env("TMPDIR", folder.path())
            .stdout(Stdio::null())
            .spawn()
            .unwrap(),
    );
    let begun = Instant::now();
    while made() == 0 && begun.elapsed() < Duration::from_secs(20) {
        std::thread::yield_now();
    }
    assert_eq!(demo.stop(), Some(0));
    assert_eq!(made(), 0);
}

#[test]
fn a_site_serves_while_its_exchange_is_down_and_its_link_makes_the_first_administrator() {
    let folder = tempfile::tempdir().unwrap();
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let config = format!(
        "[web]\nlisten = \"127.0.0.1:{port}\"\n[pbx]\naddress = \"127.0.0.1:1\"\ntime_zone = \"Pacific/Noumea\"\n\
         [[pbx.manager]]\nuser = \"portal\"\nsecret = \"hunter2\"\ntasks = [\"events\"]\n"
    );
    std::fs::write(folder.path().join("portal.toml"), config).unwrap();
    let mut site = Running(
        Command::new(PROGRAM)
            .args(["serve", "portal.toml"])
            .current_dir(folder.path())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap(),
    );
    let mut log = BufReader::new(site.0.stderr.take().unwrap());
    let mut said = String::new();
    while !said.contains("event=setup.needed") {
        assert_ne!(log.read_line(&mut said).unwrap(), 0, "it ended: {said}");
    }
    let invited = Command::new(PROGRAM)
        .args(["invite", "portal.toml"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let link = String::from_utf8(invited.stdout).unwrap();
    let address = format!("127.0.0.1:{port}");
    let path = link
        .trim()
        .strip_prefix(&format!("http://{address}"))
        .expect("the link leads here");
    assert!(get(&address, path, "").starts_with("HTTP/1.1 200"));
    assert!(get(&address, "/directory", "switchhook=not-ours").contains("location: /login"));
    while !said.contains("the PBX is not reachable") {
        assert_ne!(log.read_line(&mut said).unwrap(), 0, "it ended: {said}");
    }
    assert_eq!(site.stop(), Some(0));
    log.read_to_string(&mut said).unwrap();
    assert!(!said.contains("hunter2"), "the secret is in the log");
    assert!(!said.contains("/welcome/"), "a link is in the log: {said}");
}

#[test]
fn what_cannot_start_says_what_where_and_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    let pbx = "[pbx]\naddress = \"127.0.0.1:1\"\ntime_zone = \"Europe/Paris\"\n[[pbx.manager]]\nuser = \"a\"\nsecret = \"b\"\n";
    write("bad.toml", "company = \n");
    write("zone.toml", &pbx.replace("Europe/Paris", "Paris"));
    write(
        "folder.toml",
        &format!("database = \"no/such/folder/portal.db\"\n{pbx}"),
    );
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    write("taken.toml", &format!("[web]\nlisten = \"{address}\"\n{pbx}"));
    write("open.toml", &format!("[web]\nlisten = \"0.0.0.0:0\"\n{pbx}"));
    for (file, expected) in [
        (
            "missing.toml",
            vec!["missing.toml", "give the path of the portal's configuration file"],
        ),
        ("bad.toml", vec!["bad.toml", "line 1"]),
        (
            "zone.toml",
            vec!["zone.toml", "`pbx.time_zone`", "write an IANA name"],
        ),
        (
            "folder.toml",
            vec!["no/such/folder/portal.db", "check that its folder exists"],
        ),
        (
            "taken.toml",
            vec![
                &address,
                "stop the program that has this port, or choose another one",
            ],
        ),
        (
            "open.toml",
            vec![
                "`web.listen`",
                "plain HTTP would show passwords",
                "web.tls_certificate",
            ],
        ),
    ] {
        let said = fails(&["serve", file], folder.path());
        for text in expected {
            assert!(said.contains(text), "{file}: no {text:?} in {said}");
        }
    }
    let port = address.rsplit(':').next().unwrap();
    let said = fails(&["--port", port], folder.path());
    assert!(said.contains("--port for the demo"), "{said}");
}

#[test]
fn a_check_names_each_thing_that_does_not_work_with_the_remedy() {
    let folder = tempfile::tempdir().unwrap();
    let config = "tariff = \"plan.toml\"\n[pbx]\naddress = \"127.0.0.1:1\"\ntime_zone = \"Europe/Paris\"\n\
                  [[pbx.manager]]\nuser = \"portal\"\nsecret = \"hunter2\"\n";
    std::fs::write(folder.path().join("portal.toml"), config).unwrap();
    let output = Command::new(PROGRAM)
        .args(["check", "portal.toml"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(!output.status.success());
    for text in [
        "ok   database",
        "FAIL tariff",
        "plan.toml",
        "FAIL manager interface",
        "127.0.0.1:1",
        "manager.conf",
    ] {
        assert!(said.contains(text), "no {text:?} in {said}");
    }
    assert!(!said.contains("hunter2"));
}

#[test]
fn a_token_and_what_becomes_of_a_number_are_printed() {
    let folder = tempfile::tempdir().unwrap();
    let site = "[pbx]\naddress = \"127.0.0.1\"\ntime_zone = \"UTC\"\n\
                dialing = { outside_prefix = \"0\", forbidden = [\"36.\"], \
                destination = [{ match = \"+687.\", strip = 4 }], \
                source = [{ match = \"XX\", prefix = \"1\", endpoint = \"desk-{number}\" }] }\n\
                [[pbx.manager]]\nuser = \"portal\"\nsecret = \"s\"\n";
    std::fs::write(folder.path().join("portal.toml"), site).unwrap();
    let prints = |arguments: &[&str]| {
        let output = Command::new(PROGRAM)
            .args(arguments)
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap()
    };
    let token = prints(&["token", "portal.toml", "crm", "--sources", "1XX 200"]);
    assert_eq!(token.trim().len(), 43, "{token}");
    let error = fails(&["token", "portal.toml", "CRM"], folder.path());
    assert!(
        error.contains("there is a client called \"CRM\" already"),
        "{error}"
    );
    let error = fails(&["token", "portal.toml", "a b"], folder.path());
    assert!(error.contains("name: cannot contain ' '"), "{error}");

    assert_eq!(
        prints(&["number", "portal.toml", "+687 25 42 00"]),
        "+687254200\n  rule 1 of pbx.dialing.destination (+687.) makes it 254200\n\
         254200 is dialled in context internal\n"
    );
    assert_eq!(
        prints(&["number", "portal.toml", "--source", "10"]),
        "10\n  rule 1 of pbx.dialing.source (XX) makes it 110\n  its telephone is PJSIP/desk-110\n\
         PJSIP/desk-110 rings\n"
    );
    let error = fails(&["number", "portal.toml", "+687364200"], folder.path());
    assert!(error.contains("may not be dialled from here"), "{error}");
}

/// A site on a free port, without a PBX; `more` stands in front of its first table.
fn site(folder: &Path, more: &str) -> u16 {
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let config = format!(
        "{more}[web]\nlisten = \"127.0.0.1:{port}\"\n[pbx]\naddress = \"127.0.0.1:1\"\ntime_zone = \"UTC\"\n\
         [[pbx.manager]]\nuser = \"portal\"\nsecret = \"hunter2\"\n"
    );
    std::fs::write(folder.join("portal.toml"), config).unwrap();
    port
}

fn serve(folder: &Path) -> Running {
    let mut command = Command::new(PROGRAM);
    command
        .args(["serve", "portal.toml"])
        .current_dir(folder)
        .stdin(Stdio::null())
        .stderr(Stdio::piped());
    Running(command.spawn().unwrap())
}

#[test]
fn a_log_file_is_opened_again_at_a_hangup_and_the_service_manager_is_told() {
    let folder = tempfile::tempdir().unwrap();
    site(folder.path(), "log.file = \"portal.log\"\n");
    let manager = std::os::unix::net::UnixDatagram::bind(folder.path().join("notify")).unwrap();
    manager.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let mut command = Command::new(PROGRAM);
    command
        .args(["serve", "portal.toml"])
        .current_dir(folder.path())
        .env("NOTIFY_SOCKET", folder.path().join("notify"))
        .stdin(Stdio::null())
        .stderr(Stdio::null());
    let mut running = Running(command.spawn().unwrap());
    let told = |expected: &str| {
        let mut buffer = [0; 500];
        loop {
            let count = manager.recv(&mut buffer).expect(expected);
            if String::from_utf8_lossy(&buffer[..count]).starts_with(expected) {
                return;
            }
        }
    };
    told("READY=1");
    let (log, old) = (
        folder.path().join("portal.log"),
        folder.path().join("portal.log.1"),
    );
    std::fs::rename(&log, &old).unwrap();
    let hangup = Command::new("kill")
        .args(["-HUP", &running.0.id().to_string()])
        .status()
        .unwrap();
    assert!(hangup.success());
    let begun = Instant::now();
    let read = |file: &Path| std::fs::read_to_string(file).unwrap_or_default();
    while !read(&log).contains(" event=service.reloaded ") {
        assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", read(&log));
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(
        read(&old).contains(" INFO event=service.started url=http://127.0.0.1:"),
        "{}",
        read(&old)
    );
    assert_eq!(running.stop(), Some(0));
    told("STOPPING=1");
    assert!(
        read(&log).trim_end().ends_with(" INFO event=service.stopped"),
        "{}",
        read(&log)
    );
    assert!(!(read(&old) + &read(&log)).contains("hunter2"));
}

#[test]
fn what_only_somebody_can_correct_ends_it_with_78_and_what_may_pass_with_1() {
    let folder = tempfile::tempdir().unwrap();
    let status = |more: &str| {
        site(folder.path(), more);
        let mut running = serve(folder.path());
        let mut said = String::new();
        running
            .0
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut said)
            .unwrap();
        (running.0.wait().unwrap().code(), said)
    };
    let (code, said) = status("language = \"de\"\n");
    assert_eq!(code, Some(78), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(
        said.contains(" ERROR event=service.failed text=") && said.contains("`language`"),
        "{said}"
    );

    let (code, said) = status("log.file = \"no/such/portal.log\"\n");
    assert_eq!(code, Some(78), "{said}");
    assert!(
        said.contains("no/such/portal.log") && said.contains("leave log.file out"),
        "{said}"
    );

    // Two portals would each write every call.
    let database = "database = \"one.db\"\n";
    site(folder.path(), database);
    let mut first = serve(folder.path());
    let mut said = String::new();
    let mut log = BufReader::new(first.0.stderr.take().unwrap());
    while !said.contains("event=service.started") {
        assert_ne!(log.read_line(&mut said).unwrap(), 0, "it ended: {said}");
    }
    let (code, said) = status(database);
    assert_eq!(code, Some(1), "{said}");
    assert!(
        said.contains("a portal is running with the database") && said.contains("one.db"),
        "{said}"
    );
    assert_eq!(first.stop(), Some(0));
}

#[test]
fn a_backup_is_made_while_the_portal_runs_and_restored_only_when_it_does_not() {
    let folder = tempfile::tempdir().unwrap();
    site(folder.path(), "");
    let run = |arguments: &[&str]| {
        let output = Command::new(PROGRAM)
            .args(arguments)
            .current_dir(folder.path())
            .output()
            .unwrap();
        let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        (output.status.success(), said)
    };
    let mut running = serve(folder.path());
    let mut said = String::new();
    let mut log = BufReader::new(running.0.stderr.take().unwrap());
    while !said.contains("event=service.started") {
        assert_ne!(log.read_line(&mut said).unwrap(), 0, "it ended: {said}");
    }
    let (done, said) = run(&["backup", "portal.toml", "one.tar"]);
    assert!(
        done && said.contains("one.tar (") && said.contains("0 people"),
        "{said}"
    );
    let (done, said) = run(&["restore", "portal.toml", "one.tar"]);
    assert!(
        !done && said.contains("a portal is running") && said.contains("stop it first"),
        "{said}"
    );
    assert_eq!(running.stop(), Some(0));
    let (done, said) = run(&["restore", "portal.toml", "one.tar"]);
    assert!(done && said.contains("switchhook.db: 0 people"), "{said}");
}

#[test]
fn a_hangup_while_it_reads_its_configuration_does_not_end_it() {
    let folder = tempfile::tempdir().unwrap();
    site(folder.path(), "");
    let config = folder.path().join("portal.toml");
    let text = std::fs::read(&config).unwrap();
    std::fs::remove_file(&config).unwrap();
    let made = Command::new("mkfifo").arg(&config).status().unwrap();
    assert!(made.success());
    let mut running = serve(folder.path());
    // Opens when the program does.
    let mut writer = std::fs::OpenOptions::new().write(true).open(&config).unwrap();
    let hangup = Command::new("kill")
        .args(["-HUP", &running.0.id().to_string()])
        .status()
        .unwrap();
    assert!(hangup.success());
    writer.write_all(&text).unwrap();
    drop(writer);
    let mut said = String::new();
    let mut log = BufReader::new(running.0.stderr.take().unwrap());
    while !said.contains("event=service.reloaded") {
        assert_ne!(log.read_line(&mut said).unwrap(), 0, "it ended: {said}");
    }
    assert_eq!(running.stop(), Some(0));
}

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_printed_is_an_error_and_a_reader_that_has_enough_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let events = |output: Stdio| {
        Command::new(PROGRAM)
            .arg("events")
            .current_dir(folder.path())
            .stdout(output)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    };
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = events(full.into()).wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(
        said.contains("cannot print what was done: No space left"),
        "{said}"
    );

    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = events(writer.into()).wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()));
}

#[test]
fn the_dry_run_of_a_purge_lists_what_the_purge_then_deletes() {
    let folder = tempfile::tempdir().unwrap();
    let config = "[recordings]\nfolder = \"monitor\"\nkeep_days = 14\n[pbx]\naddress = \"127.0.0.1:1\"\n\
                  time_zone = \"UTC\"\n[[pbx.manager]]\nuser = \"portal\"\nsecret = \"hunter2\"\n";
    std::fs::write(folder.path().join("portal.toml"), config).unwrap();
    let monitor = folder.path().join("monitor/2026");
    std::fs::create_dir_all(&monitor).unwrap();
    for (name, days) in [("old.wav", 15), ("old.mp3", 15), ("new.wav", 13)] {
        let file = std::fs::File::create(monitor.join(name)).unwrap();
        (&file).write_all(b"1234567").unwrap();
        let age = Duration::from_secs(days * 86_400);
        file.set_modified(std::time::SystemTime::now() - age).unwrap();
    }
    let run = |arguments: &[&str]| {
        let output = Command::new(PROGRAM)
            .args(["purge", "portal.toml"])
            .args(arguments)
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let there = || ["old.wav", "old.mp3", "new.wav"].map(|name| monitor.join(name).exists());
    for _ in 0..2 {
        let said = run(&["--dry-run"]);
        assert!(said.contains(" 14 2026/old.wav\n"), "both files of it: {said}");
        assert!(
            said.ends_with("1 recordings with 14 bytes and 0 notes would go\n"),
            "{said}"
        );
        assert_eq!((there(), said.lines().count()), ([true; 3], 2));
    }
    assert_eq!(run(&[]), "1 recordings with 14 bytes and 0 notes deleted\n");
    assert_eq!(there(), [false, false, true]);
    assert_eq!(
        run(&["--dry-run"]),
        "0 recordings with 0 bytes and 0 notes would go\n"
    );

    std::fs::remove_dir_all(folder.path().join("monitor")).unwrap();
    let said = fails(&["purge", "portal.toml"], folder.path());
    assert!(
        said.contains("monitor") && said.contains("recordings.folder"),
        "{said}"
    );
}
