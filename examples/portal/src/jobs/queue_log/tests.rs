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
        Follower::new(&self.store, &self.log(), chrono_tz::Pacific::Noumea)
            .await
            .unwrap()
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

/// What the visits and refusals in the database come to, and what is kept of them.
async fn both(site: &Site, zone: Tz) -> (Rollup, Option<Rollup>) {
    let (first, last) = (DateTime::UNIX_EPOCH, DateTime::<Utc>::MAX_UTC);
    let mut of_visits = no_days(zone);
    site.store
        .each_queue_visit(first, last, |visit| {
            if visit.end.is_some() {
                of_visits.add(&visit);
            }
        })
        .await
        .unwrap();
    for refused in site.store.queue_refused(first, last).await.unwrap() {
        of_visits.add_refused(&refused);
    }
    let days = "2026-01-01".parse().unwrap().."2028-01-01".parse().unwrap();
    (
        of_visits,
        site.store.queue_days(&days, no_days(zone)).await.unwrap(),
    )
}

#[tokio::test]
async fn the_days_that_are_kept_are_those_of_the_visits_however_the_log_comes() {
    let zone = chrono_tz::Pacific::Noumea;
    let site = Site::new().await;
    site.append(DAY);
    let mut follower = site.follow().await;
    for more in [
        "1795341720|1.4|support|NONE|CLOSED|\n",
        "1795341730|1.3|support|NONE|ABANDON|1|1|20\n1795341740|1.5|orders|NONE|ENTERQUEUE||0689|1\n",
        "1795441740|1.6|support|NONE|ENTERQUEUE||0690|1\n",
        "1795441750|1.6|support|NONE|EXITEMPTY|1|1|10\n",
    ] {
        follower.look(&site.store).await.unwrap();
        site.append(more);
    }
    site.follow().await.look(&site.store).await.unwrap();
    let (visits, kept) = both(&site, zone).await;
    assert_eq!(kept.as_ref(), Some(&visits));
    let report = visits.report(
        "2026-11-01".parse().unwrap().."2026-12-01".parse().unwrap(),
        |_| true,
    );
    assert_eq!(
        report.total.counts.arrived(),
        5,
        "one of them was lost after a day"
    );

    // Days of another zone are others: none are shown until they are made anew.
    let paris = chrono_tz::Europe::Paris;
    let (visits, kept) = both(&site, paris).await;
    assert_eq!(kept, None);
    Follower::new(&site.store, &site.log(), paris).await.unwrap();
    assert_eq!(both(&site, paris).await, (visits.clone(), Some(visits)));
}
