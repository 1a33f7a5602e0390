use std::io::Write as _;

use super::*;
use crate::config::Config;
use crate::queue::{Queue, Stage};

struct Place {
    folder: tempfile::TempDir,
    queue: Queue,
}

impl Place {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let queue = Queue::open(&folder.path().join("store")).await.unwrap();
        Self { folder, queue }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("Master.csv")
    }

    fn follower(&self, from: From) -> Follower {
        let config: Config = toml::from_str("store = '/'\ntime_zone = 'UTC'\n[agi]").unwrap();
        let csv = Csv {
            file: self.path(),
            from,
        };
        Follower::new(&csv, Register::new(&config, &self.queue).unwrap())
    }

    fn write(&self, text: &str) {
        let mut file = File::options()
            .create(true)
            .append(true)
            .open(self.path())
            .unwrap();
        file.write_all(text.as_bytes()).unwrap();
    }

    /// What is registered so far, in order.
    async fn calls(&self) -> Vec<String> {
        let jobs = self.queue.due(i64::MAX, 1000).await.unwrap();
        jobs.into_iter()
            .inspect(|job| assert_eq!(job.stage, Stage::Gathering))
            .map(|job| job.call.unique_id)
            .collect()
    }
}

fn line(number: u32) -> String {
    format!(
        "\"\",\"100\",\"101\",\"internal\",\"\"\"Alice Martin\"\" <100>\",\"PJSIP/100-1\",\"PJSIP/101-2\",\"Dial\",\
         \"PJSIP/101,25\",\"2026-11-22 01:00:00\",,\"2026-11-22 01:00:05\",5,0,\"NO ANSWER\",\"DOCUMENTATION\",\
         \"1763773200.{number}\",\"\",\"\",\"1763773200.{number}\",{number}\n"
    )
}

fn ids(numbers: impl IntoIterator<Item = u32>) -> Vec<String> {
    numbers
        .into_iter()
        .map(|number| format!("1763773200.{number}"))
        .collect()
}

#[tokio::test]
async fn half_a_line_waits_for_its_other_half() {
    let place = Place::new().await;
    let follower = place.follower(From::Start);
    assert!(
        follower.read().await.is_err(),
        "there is no file before the first call"
    );
    let (first, second) = (line(1), line(2));
    place.write(&first);
    place.write(&second[..50]);
    follower.read().await.unwrap();
    assert_eq!(place.calls().await, ids([1]));
    follower.read().await.unwrap();
    place.write(&second[50..second.len() - 1]);
    follower.read().await.unwrap();
    assert_eq!(place.calls().await, ids([1]), "its line break is missing");
    place.write("\n");
    follower.read().await.unwrap();
    assert_eq!(place.calls().await, ids([1, 2]));
    let job = &place.queue.due(i64::MAX, 1).await.unwrap()[0];
    assert_eq!(
        (job.call.caller_name.as_str(), job.call.status.as_str()),
        ("Alice Martin", "unanswered")
    );
    assert_eq!(job.call.start, "2026-11-22T01:00:00+00:00");
}

#[tokio::test]
async fn a_restart_goes_on_where_it_was_and_a_new_file_begins_at_its_end() {
    let place = Place::new().await;
    place.write(&line(1));
    place.write(&line(2)[..30]);
    place.follower(From::End).read().await.unwrap();
    assert!(place.calls().await.is_empty());
    place.write(&line(2)[30..]);
    place.write(&line(3));
    place.follower(From::End).read().await.unwrap();
    place.follower(From::Start).read().await.unwrap();
    assert_eq!(place.calls().await, ids([2, 3]));
}

#[tokio::test]
async fn a_rotated_log_is_read_to_its_end_first() {
    let place = Place::new().await;
    let beside = |name: &str| place.folder.path().join(name);
    place.write(&line(1));
    place.follower(From::Start).read().await.unwrap();
    // Renamed, with a call written just before; and once more before anybody looked.
    place.write(&line(2));
    fs::rename(place.path(), beside("Master.csv.2")).unwrap();
    place.write(&line(3));
    fs::rename(place.path(), beside("Master.csv.1")).unwrap();
    let later = fs::metadata(beside("Master.csv.2")).unwrap().modified().unwrap() + Duration::from_secs(5);
    File::options()
        .append(true)
        .open(beside("Master.csv.1"))
        .unwrap()
        .set_modified(later)
        .unwrap();
    place.write(&line(4));
    place.follower(From::Start).read().await.unwrap();
    assert_eq!(place.calls().await, ids([1, 2, 3, 4]));
    // Copied and cut; afterwards as long as before.
    place.write(&line(5));
    fs::copy(place.path(), beside("Master.csv.0")).unwrap();
    File::options()
        .append(true)
        .open(beside("Master.csv.0"))
        .unwrap()
        .set_modified(later + Duration::from_secs(5))
        .unwrap();
    fs::write(place.path(), line(6)).unwrap();
    place.follower(From::Start).read().await.unwrap();
    assert_eq!(place.calls().await, ids(1..=6));
    // Gone altogether: what is there is read.
    fs::write(place.path(), line(7)).unwrap();
    for name in ["Master.csv.0", "Master.csv.1", "Master.csv.2"] {
        fs::remove_file(beside(name)).unwrap();
    }
    place.follower(From::Start).read().await.unwrap();
    assert_eq!(place.calls().await, ids(1..=7));
}

#[tokio::test]
async fn a_bad_line_costs_that_line() {
    let place = Place::new().await;
    place.write(&line(1));
    place.write("only,four,columns,here\n\n");
    place.write(&line(2).replace("1763773200.2", "../../x"));
    // A line break inside a value is none between records.
    place.write(&line(3).replace("Alice Martin", "Alice\nMartin"));
    // A stray quote: what follows it is read all the same, once it is too long for one record.
    place.write(&line(4).replace("\"internal\"", "\"inter\"nal\"\""));
    for number in 5..40 {
        place.write(&line(number));
    }
    place.follower(From::Start).read().await.unwrap();
    let calls = place.calls().await;
    assert_eq!(calls[..2], ids([1, 3]));
    assert_eq!(calls[calls.len() - 30..], ids(10..40));
}
