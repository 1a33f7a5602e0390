//! A thousand calls that come and go, followed to their ends: from the first change to the last news.
//!
//! `cargo bench -p switchhook-callfile --features watch --bench watch`

use criterion::{Criterion, criterion_group, criterion_main};

#[cfg(all(unix, feature = "watch"))]
fn follow(criterion: &mut Criterion) {
    use std::fs::{self, OpenOptions};
    use std::io::Write;
    use std::path::Path;

    use criterion::Throughput;
    use switchhook_callfile::Spool;
    use switchhook_callfile::watch::{Follower, News};

    const CALLS: usize = 1000;
    let folder = tempfile::tempdir().expect("a temporary folder");
    for name in ["outgoing", "outgoing_done", "tmp"] {
        fs::create_dir(folder.path().join(name)).expect("a folder in it");
    }
    let spool = Spool::open(folder.path()).expect("a spool of our own");
    let append = |path: &Path, text: &[u8]| {
        let file = OpenOptions::new().create(true).append(true).open(path);
        file.and_then(|mut file| file.write_all(text))
            .expect("a disk with room");
    };
    let mut follower = Follower::open(&spool).expect("a folder that can be watched");
    let mut group = criterion.benchmark_group("follow");
    group.throughput(Throughput::Elements(CALLS as u64));
    group.sample_size(10);
    group.bench_function("a thousand calls, changes made in the same thread", |bencher| {
        bencher.iter(|| {
            for number in 0..CALLS {
                let name = format!("call-{number}");
                let [made, taken, done] =
                    ["tmp", "outgoing", "outgoing_done"].map(|of| folder.path().join(of).join(&name));
                append(&made, b"Channel: PJSIP/100\nApplication: Echo\nArchive: yes\n");
                fs::rename(&made, &taken).expect("a folder of our own");
                append(&taken, b"\nStartRetry: 4711 1 (1718000300)\n");
                fs::rename(&taken, &done).expect("a folder of our own");
                append(&done, b"Status: Completed\n");
            }
            let news = follower
                .by_ref()
                .map(|update| update.expect("files of our own").news);
            assert_eq!(
                news.filter(|news| matches!(news, News::Ended(_)))
                    .take(CALLS)
                    .count(),
                CALLS
            );
        });
    });
    group.finish();
    assert!(follower.is_empty());
}

#[cfg(not(all(unix, feature = "watch")))]
fn follow(_: &mut Criterion) {}

criterion_group!(benches, follow);
criterion_main!(benches);
