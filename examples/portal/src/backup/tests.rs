use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use switchhook_portal_core::{NewDepartment, PersonId};

use super::archive::{Content, describe};
use super::*;
use crate::lock::DatabaseLock;
use crate::store::{Link, Store};

const PLAN: &str = include_str!("../../../../rating/testdata/new-caledonia/plan.toml");
const DECK: &str = include_str!("../../../../rating/testdata/new-caledonia/deck.csv");
const SECRET: &str = "manager-secret-4711";

/// An installation in a folder of its own.
struct Site {
    folder: tempfile::TempDir,
}

impl Site {
    fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = format!(
            "database = \"portal.db\"\ntariff = \"tariff/plan.toml\"\n[pbx]\naddress = \"127.0.0.1:1\"\n\
             time_zone = \"UTC\"\n[[pbx.manager]]\nuser = \"portal\"\nsecret = \"{SECRET}\"\n"
        );
        std::fs::write(folder.path().join("portal.toml"), config).unwrap();
        Self { folder }
    }

    /// With a person, a department, a session, a link and a tariff.
    async fn filled() -> Self {
        let site = Self::empty();
        std::fs::create_dir(site.path("tariff")).unwrap();
        std::fs::write(site.path("tariff/plan.toml"), PLAN).unwrap();
        std::fs::write(site.path("tariff/deck.csv"), DECK).unwrap();
        let store = Store::open(&site.path("portal.db")).await.unwrap();
        let (_, people) = fill(&store).await;
        store
            .start_session(people, "127.0.0.1", "Browser-4711", now().timestamp())
            .await
            .unwrap();
        store
            .make_link(Link::ChoosePassword(people), now().timestamp() + 3600)
            .await
            .unwrap();
        store.close().await;
        site
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    async fn back_up(&self, to: &Path) -> Result<make::Made, BackupError> {
        make(&self.path("portal.toml"), to, None, now()).await
    }

    async fn restore(&self, from: &Path, options: Options) -> Result<restore::Restored, BackupError> {
        restore(&self.path("portal.toml"), from, options, now()).await
    }

    /// Every file with its bytes, so that a test can say that nothing changed.
    fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        fn walk(folder: &Path, found: &mut Vec<(PathBuf, Vec<u8>)>) {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    walk(&path, found);
                } else if path.extension().is_none_or(|e| e != "lock") {
                    let bytes = std::fs::read(&path).unwrap();
                    found.push((path, bytes));
                }
            }
        }
        let mut found = Vec::new();
        walk(self.folder.path(), &mut found);
        found.sort();
        found
    }

    async fn names(&self) -> Vec<String> {
        let store = Store::open(&self.path("portal.db")).await.unwrap();
        let people = store.people().await.unwrap();
        store.close().await;
        people
            .iter()
            .map(switchhook_portal_core::Person::display_name)
            .collect()
    }
}

async fn fill(store: &Store) -> (switchhook_portal_core::DepartmentId, PersonId) {
    let admin = switchhook_portal_core::Subject::holding(
        PersonId(0),
        [switchhook_portal_core::Profile::Administrator].into(),
    );
    let occasion = switchhook_portal_core::port::Occasion {
        at: now(),
        login: String::new(),
        address: String::new(),
    };
    let department = NewDepartment::parse("SALES", "Sales").unwrap();
    let approved = switchhook_portal_core::department::add(&admin, department, &[]).unwrap();
    let (department, _) = store.add_department(approved, &occasion).await.unwrap();
    let person = switchhook_portal_core::NewPerson::parse(&switchhook_portal_core::PersonForm {
        login: "ana",
        first_name: "Ana",
        last_name: "Souza",
        profiles: &["user"],
        ..switchhook_portal_core::PersonForm::default()
    })
    .unwrap();
    let approved = switchhook_portal_core::person::add(&admin, person).unwrap();
    (
        department,
        store.add_person(approved, None, &occasion).await.unwrap().0,
    )
}

fn now() -> DateTime<Utc> {
    "2026-11-22T04:26:14Z".parse().unwrap()
}

const OVERWRITE: Options = Options {
    overwrite: true,
    configuration: false,
};

#[tokio::test]
async fn an_empty_installation_gets_everything_but_sessions_and_links() {
    let (old, new) = (Site::filled().await, Site::empty());
    // The portal goes on meanwhile: its connections are open, and the last change is in its log only.
    let running = Store::open(&old.path("portal.db")).await.unwrap();
    let made = old.back_up(&old.path("backup.tar")).await.unwrap();
    running.close().await;
    assert_eq!((made.contents.people, made.tariff), (1, 2));
    assert_eq!(made.left_out, [] as [String; 0]);

    // An installation that was started once, but in which nobody did anything yet.
    Store::open(&new.path("portal.db")).await.unwrap().close().await;
    let restored = new.restore(&made.path, Options::default()).await.unwrap();
    assert_eq!(restored.contents, made.contents);
    assert_eq!(new.names().await, ["Ana Souza"]);
    assert_eq!(
        std::fs::read_to_string(new.path("tariff/plan.toml")).unwrap(),
        PLAN
    );
    assert_eq!(
        std::fs::read_to_string(new.path("tariff/deck.csv")).unwrap(),
        DECK
    );
    let store = Store::open(&new.path("portal.db")).await.unwrap();
    let id = store.people().await.unwrap()[0].id;
    assert_eq!(store.sessions_of(id).await.unwrap().len(), 0);
    store.close().await;
    let left: Vec<_> = std::fs::read_dir(new.folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with('.') || name.ends_with("-wal"))
        .collect();
    assert_eq!(left, [] as [String; 0]);
}

#[cfg(unix)]
#[tokio::test]
async fn a_backup_is_for_its_owner_alone_and_holds_no_session() {
    use std::os::unix::fs::PermissionsExt;

    let site = Site::filled().await;
    let made = site.back_up(&site.path("backup.tar")).await.unwrap();
    let mode = std::fs::metadata(&made.path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "{mode:o}");
    let text = format!("{made}");
    assert!(
        text.contains("with its secrets") && !text.contains(SECRET),
        "{text}"
    );
    // What was deleted from the copy is not in the file either.
    let bytes = std::fs::read(&made.path).unwrap();
    assert!(!bytes.windows(12).any(|window| window == b"Browser-4711"));
}

#[tokio::test]
async fn a_site_without_a_configuration_gets_that_of_the_backup() {
    let (old, new) = (Site::filled().await, Site::empty());
    let made = old.back_up(&old.path("backup.tar")).await.unwrap();
    std::fs::remove_file(new.path("portal.toml")).unwrap();
    new.restore(&made.path, Options::default()).await.unwrap();
    assert_eq!(
        std::fs::read(new.path("portal.toml")).unwrap(),
        std::fs::read(old.path("portal.toml")).unwrap()
    );
    assert_eq!(new.names().await, ["Ana Souza"]);
}

#[tokio::test]
async fn what_is_there_is_replaced_only_when_that_is_said_and_stays_beside_it() {
    let (old, new) = (Site::filled().await, Site::filled().await);
    let made = old.back_up(&old.path("backup.tar")).await.unwrap();
    let before = new.files();
    let error = new.restore(&made.path, Options::default()).await.unwrap_err();
    assert!(
        error.to_string().contains(
            "is not empty: it has 1 people, 0 telephones and 0 calls; nothing was changed; --overwrite"
        ),
        "{error}"
    );
    assert_eq!(new.files(), before);

    // The database may be new; a tariff that somebody changed is in the way all the same.
    std::fs::remove_file(new.path("portal.db")).unwrap();
    std::fs::write(new.path("tariff/deck.csv"), "changed").unwrap();
    let before = new.files();
    let error = new.restore(&made.path, Options::default()).await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("deck.csv differs from the file in the backup; nothing was changed"),
        "{error}"
    );
    assert_eq!(new.files(), before);

    std::fs::write(new.path("portal.db"), "not a database").unwrap();
    let error = new.restore(&made.path, Options::default()).await.unwrap_err();
    assert!(error.to_string().contains("it cannot be read"), "{error}");
    let restored = new.restore(&made.path, OVERWRITE).await.unwrap();
    assert_eq!(restored.kept.len(), 2, "{restored:?}");
    assert_eq!(
        std::fs::read_to_string(new.path("portal.db.before-2026-11-22T042614Z")).unwrap(),
        "not a database"
    );
    assert_eq!(
        std::fs::read_to_string(new.path("tariff/deck.csv.before-2026-11-22T042614Z")).unwrap(),
        "changed"
    );
    assert_eq!(new.names().await, ["Ana Souza"]);

    // Once more within the same second: what was kept first is not lost.
    let again = new.restore(&made.path, OVERWRITE).await.unwrap();
    assert_eq!(again.kept, [new.path("portal.db.before-2026-11-22T042614Z.2")]);
    assert_eq!(
        std::fs::read_to_string(new.path("portal.db.before-2026-11-22T042614Z")).unwrap(),
        "not a database"
    );
}

#[tokio::test]
async fn a_portal_that_was_killed_keeps_its_last_changes_and_none_of_its_log_touches_the_new_database() {
    let (old, new) = (Site::empty(), Site::empty());
    Store::open(&old.path("portal.db")).await.unwrap().close().await;
    let empty = old.back_up(&old.path("backup.tar")).await.unwrap();
    // As a power failure leaves it: the person stands in the log only.
    let running = Store::open(&old.path("portal.db")).await.unwrap();
    fill(&running).await;
    for suffix in ["", "-wal", "-shm"] {
        let name = format!("portal.db{suffix}");
        std::fs::copy(old.path(&name), new.path(&name)).unwrap();
    }
    running.close().await;
    assert!(std::fs::metadata(new.path("portal.db-wal")).unwrap().len() > 0);

    let restored = new.restore(&empty.path, OVERWRITE).await.unwrap();
    assert_eq!(restored.kept, [new.path("portal.db.before-2026-11-22T042614Z")]);
    for suffix in ["-wal", "-shm", "-journal"] {
        assert!(!new.path(&format!("portal.db{suffix}")).exists(), "{suffix}");
    }
    assert_eq!(new.names().await, [] as [&str; 0]);
    let kept = Store::contents(&restored.kept[0]).await.unwrap();
    assert_eq!(kept.people, 1);
}

#[tokio::test]
async fn a_running_portal_keeps_its_database() {
    let (old, new) = (Site::filled().await, Site::empty());
    let made = old.back_up(&old.path("backup.tar")).await.unwrap();
    let before = new.files();
    let running = DatabaseLock::take(&new.path("portal.db")).unwrap();
    let error = new.restore(&made.path, OVERWRITE).await.unwrap_err().to_string();
    assert!(
        error.contains("a portal is running with the database") && error.contains("stop it first"),
        "{error}"
    );
    assert_eq!(new.files(), before);
    drop(running);
    new.restore(&made.path, OVERWRITE).await.unwrap();
}

#[tokio::test]
async fn what_is_no_whole_backup_is_refused_and_changes_nothing() {
    let (old, new) = (Site::filled().await, Site::filled().await);
    let made = old.back_up(&old.path("backup.tar")).await.unwrap();
    let whole = std::fs::read(&made.path).unwrap();
    let before = new.files();
    let mut cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("empty", Vec::new(), "is not a backup of the portal"),
        (
            "text",
            b"some text\n".repeat(200),
            "is not a backup of the portal",
        ),
        (
            "configuration",
            std::fs::read(old.path("portal.toml")).unwrap(),
            "is not a backup of the portal",
        ),
        (
            "database",
            std::fs::read(old.path("portal.db")).unwrap(),
            "is not a backup of the portal",
        ),
    ];
    // Cut anywhere, within headers and within each part.
    for end in (600..whole.len() - 1024).step_by(whole.len() / 40) {
        cases.push(("cut", whole[..end].to_vec(), "nothing was changed"));
    }
    // A bit that turned, anywhere but in the padding between two parts.
    let mut turned = whole.clone();
    let place = whole.windows(6).position(|window| window == b"SQLite").unwrap();
    for (name, offset) in [("header", 3), ("page", 5000), ("end", 15_000)] {
        turned[place + offset] ^= 1;
        cases.push((name, turned.clone(), "database.db is not as it was written"));
        turned[place + offset] ^= 1;
    }
    for (name, bytes, expected) in cases {
        let file = old.path("case.tar");
        std::fs::write(&file, &bytes).unwrap();
        let error = new.restore(&file, OVERWRITE).await.expect_err(name).to_string();
        assert!(
            error.contains(expected) && error.contains("case.tar") && error.contains("nothing was changed"),
            "{name}, {} bytes: {error}",
            bytes.len()
        );
        assert_eq!(new.files(), before, "{name}");
    }
    let error = new
        .restore(&old.path("nowhere.tar"), OVERWRITE)
        .await
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("cannot read") && error.contains("nowhere.tar"),
        "{error}"
    );
}

#[tokio::test]
async fn a_name_of_gigabytes_is_not_read() {
    let site = Site::empty();
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::GNULongName);
    header.set_path("././@LongLink").unwrap();
    // More than there is memory; the file is all hole.
    let long: u64 = 1 << 36;
    header.set_size(long);
    header.set_cksum();
    let path = site.path("long.tar");
    std::fs::write(&path, header.as_bytes()).unwrap();
    let file = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
    file.set_len(512 + long).unwrap();
    let error = site.restore(&path, OVERWRITE).await.unwrap_err().to_string();
    assert!(error.contains("something other than files with names"), "{error}");
}

fn part(name: &str) -> Part {
    Part {
        name: name.to_owned(),
        bytes: 1,
        sha256: String::new(),
    }
}

/// A backup with another manifest than a whole one would have.
fn forged(site: &Site, change: impl FnOnce(&mut Manifest), parts: Vec<(&str, Vec<u8>)>) -> PathBuf {
    let mut contents = Vec::new();
    let mut files = Vec::new();
    for (name, bytes) in parts {
        let mut content = Content::Bytes(bytes);
        files.push(describe(name, &mut content).unwrap());
        contents.push(content);
    }
    let mut manifest = Manifest {
        format: FORMAT.to_owned(),
        format_version: FORMAT_VERSION,
        program: "9.8.7".to_owned(),
        made: "2026-11-22T04:26:14Z".to_owned(),
        database_version: Store::newest_version(),
        plan: None,
        files,
    };
    change(&mut manifest);
    let path = site.path("forged.tar");
    // A name that leads elsewhere cannot even be written: then the manifest stands alone.
    let _ = archive::write(std::fs::File::create(&path).unwrap(), &manifest, contents, 0);
    path
}

/// What is forged, how, from which parts, and what has to be said of it.
type Case = (
    &'static str,
    fn(&mut Manifest),
    Vec<(&'static str, Vec<u8>)>,
    &'static str,
);

#[tokio::test]
async fn what_another_program_could_have_put_into_a_backup_gets_nowhere() {
    let (old, new) = (Site::filled().await, Site::filled().await);
    let before = new.files();
    let database = || std::fs::read(old.path("portal.db")).unwrap();
    let cases: [Case; 7] = [
        (
            "another format",
            |m| m.format = "other".into(),
            vec![(DATABASE, database())],
            "its manifest is that of \"other\"",
        ),
        (
            "no database",
            |_| (),
            vec![(CONFIGURATION, b"x".to_vec())],
            "lists other files",
        ),
        (
            "a way out",
            |m| m.files.insert(0, part("tariff/../../evil")),
            vec![(DATABASE, Vec::new())],
            "its manifest lists \"tariff/../../evil\"",
        ),
        (
            "an absolute path",
            |m| m.files.insert(0, part("tariff//etc/evil")),
            vec![(DATABASE, Vec::new())],
            "its manifest lists \"tariff//etc/evil\"",
        ),
        (
            "another length",
            |m| m.files[0].bytes += 1,
            vec![(DATABASE, database())],
            "is not as it was written",
        ),
        (
            "another version",
            |m| m.database_version -= 1,
            vec![(DATABASE, database())],
            "its manifest says",
        ),
        (
            "no SQLite",
            |_| (),
            vec![(DATABASE, b"no database at all".repeat(300))],
            "is damaged",
        ),
    ];
    for (name, change, parts, expected) in cases {
        let file = forged(&old, change, parts);
        let error = new.restore(&file, OVERWRITE).await.expect_err(name).to_string();
        assert!(
            error.contains(expected) && error.contains("nothing was changed"),
            "{name}: {error}"
        );
        assert_eq!(new.files(), before, "{name}");
    }
}

#[tokio::test]
async fn a_backup_of_a_newer_program_is_refused_with_the_remedy() {
    let (old, new) = (Site::filled().await, Site::empty());
    let changes: [fn(&mut Manifest); 2] = [|m| m.database_version += 1, |m| m.format_version += 1];
    for change in changes {
        let newer = forged(&old, change, vec![(DATABASE, Vec::new())]);
        let error = new
            .restore(&newer, Options::default())
            .await
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("made by version 9.8.7") && error.contains("install version 9.8.7 or a later one"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_backup_of_the_version_before_is_brought_to_this_one() {
    let (old, new) = (Site::empty(), Site::empty());
    let before = Store::newest_version() - 1;
    Store::open_at(&old.path("portal.db"), before).await;
    let made = old.back_up(&old.path("backup.tar")).await.unwrap();
    assert_eq!(made.contents.version, before);
    let restored = new.restore(&made.path, Options::default()).await.unwrap();
    assert_eq!(restored.contents.version, Store::newest_version());
}

#[tokio::test]
async fn a_folder_keeps_the_newest_and_only_removes_backups() {
    let site = Site::filled().await;
    let folder = site.path("backups");
    std::fs::create_dir(&folder).unwrap();
    for name in ["switchhook-portal-notes.tar", "other.tar"] {
        std::fs::write(folder.join(name), "mine").unwrap();
    }
    let mut made = Vec::new();
    for day in 1..=4 {
        let now = format!("2026-11-0{day}T01:00:00Z").parse().unwrap();
        let one = make(&site.path("portal.toml"), &folder, Some(2), now)
            .await
            .unwrap();
        made.push(one);
    }
    assert_eq!(made[3].removed, [made[1].path.clone()]);
    let mut left: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    left.sort();
    assert_eq!(
        left,
        [
            "other.tar",
            "switchhook-portal-2026-11-03T010000Z.tar",
            "switchhook-portal-2026-11-04T010000Z.tar",
            "switchhook-portal-notes.tar"
        ]
    );
    // A clock that was wrong once: what it made later than now does not push out what is made now.
    let (early, late) = (
        "2026-11-03T00:00:00Z".parse().unwrap(),
        "2030-01-01T00:00:00Z".parse().unwrap(),
    );
    let future = make(&site.path("portal.toml"), &folder, Some(2), late)
        .await
        .unwrap();
    let present = make(&site.path("portal.toml"), &folder, Some(2), early)
        .await
        .unwrap();
    assert!(future.path.exists() && present.path.exists());
    assert_eq!(present.removed.len(), 1);
    let only = make(&site.path("portal.toml"), &folder, Some(1), now())
        .await
        .unwrap();
    assert!(only.path.exists() && !future.path.exists() && !present.path.exists());

    let again = make(&site.path("portal.toml"), &only.path, None, now())
        .await
        .unwrap_err();
    assert!(
        again.to_string().contains("is there already; give another name"),
        "{again}"
    );
    let file = site.path("one.tar");
    let error = make(&site.path("portal.toml"), &file, Some(2), now())
        .await
        .unwrap_err();
    assert!(error.to_string().contains("give a folder"), "{error}");
}

#[tokio::test]
async fn a_site_that_was_never_started_has_nothing_to_save() {
    let site = Site::empty();
    let error = site
        .back_up(&site.path("backup.tar"))
        .await
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("portal.db") && error.contains("start the portal once"),
        "{error}"
    );
    let error = Site::filled()
        .await
        .back_up(Path::new("/nowhere/at/all.tar"))
        .await
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("/nowhere/at/all.tar") && error.contains("check the folder"),
        "{error}"
    );
}
