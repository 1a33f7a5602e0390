use std::fs::OpenOptions;
use std::io::Write as _;

use super::*;

const DAY: &str = "\
1795341600|1.1|support|NONE|ENTERQUEUE||0687|1
1795341610|1.1|support|Ana|CONNECT|10|1.2|3
1795341700|1.1|support|Ana|COMPLETEAGENT|10|90|1
1795341710|1.3|support|NONE|ENTERQUEUE||0688|1
";

struct Site {
    folder: tempfile::TempDir,
    store: Store,
}

impl Site {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("portal.db")).await.unwrap();
        Self { folder, store }
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("queue_log")
    }

    fn append(&self, text: &str) {
        let mut file = OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.log())
            .unwrap();
        file.write_all(text.as_bytes()).unwrap();
    }

    async fn follow(&self) -> Follower {
        Follower::new(&self.store, &self.log()).await.unwrap()
    }

    /// Outcomes of all visits.
    async fn outcomes(&self) -> Vec<String> {
        let all = self
            .store
            .queue_visits(DateTime::UNIX_EPOCH, DateTime::<Utc>::MAX_UTC, 100)
            .await
            .unwrap();
        all.iter().map(|visit| visit.outcome().to_string()).collect()
    }
}

#[tokio::test]
async fn a_log_is_read_on_from_where_it_was_left_also_after_a_restart() {
    let site = Site::new().await;
    site.append(DAY);
    site.append("17953417");
    let mut follower = site.follow().await;
    assert_eq!(follower.look(&site.store).await.unwrap().lines, 4);
    assert_eq!(site.outcomes().await, ["answered", "open"]);
    assert_eq!(follower.look(&site.store).await.unwrap(), Found::default());

    site.append("30|1.3|support|NONE|ABANDON|1|1|20\nnonsense\n");
    let found = site.follow().await.look(&site.store).await.unwrap();
    assert_eq!((found.lines, found.bad), (2, 1));
    assert_eq!(site.outcomes().await, ["answered", "abandoned"]);
    // What could not be read is kept too.
    let lines = site.store.queue_log_lines(None, 100).await.unwrap();
    assert_eq!(lines.last().unwrap().1, "nonsense");
}

#[tokio::test]
async fn rotation_loses_no_line() {
    let site = Site::new().await;
    site.append(DAY);
    let mut follower = site.follow().await;
    follower.look(&site.store).await.unwrap();
    // Written after the last look, and then renamed.
    site.append("1795341720|1.4|support|NONE|ENTERQUEUE||0689|2\n");
    std::fs::rename(site.log(), site.folder.path().join("queue_log.0")).unwrap();
    site.append("1795341730|1.3|support|NONE|ABANDON|1|1|20\n1795341731|1.4|support|NONE|EXITEMPTY|1|2|11\n");
    assert_eq!(follower.look(&site.store).await.unwrap().lines, 3);
    assert_eq!(site.outcomes().await, ["answered", "abandoned", "empty"]);
    assert_eq!(site.store.queue_log_file().await.unwrap().unwrap().generation, 2);
    // A file that was cut in its place begins anew too.
    std::fs::write(site.log(), "1795341800|1.5|support|NONE|CLOSED|\n").unwrap();
    assert_eq!(follower.look(&site.store).await.unwrap().lines, 1);
    assert_eq!(site.store.queue_log_file().await.unwrap().unwrap().generation, 3);
}

#[tokio::test]
async fn visits_can_be_made_again_from_the_lines() {
    let site = Site::new().await;
    site.append(DAY);
    site.follow().await.look(&site.store).await.unwrap();
    let before = site.outcomes().await;
    site.store
        .replace_queue_visits(0, &Made::default())
        .await
        .unwrap();
    assert!(site.outcomes().await.is_empty());
    site.follow().await;
    assert_eq!(site.outcomes().await, before);
}

#[tokio::test]
async fn a_log_that_cannot_be_read_is_named_with_the_remedy() {
    let site = Site::new().await;
    let error = site
        .follow()
        .await
        .look(&site.store)
        .await
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("queue_log") && error.contains("Asterisk's group"),
        "{error}"
    );
}
