//! How fast the spool takes calls, beside what the disk allows, and how fast a large one is listed.
//!
//! `cargo bench -p switchhook-callfile --bench spool -- [files] [folder]`: a table. What is compared takes turns, in blocks
//! of files, because other programs use the disk too; the medians of the blocks count. `examples/bench/peers/callfiles`
//! has the same for pycall.

#[cfg(all(unix, feature = "spool"))]
fn main() {
    spool::main().expect("a disk with room");
}

#[cfg(not(all(unix, feature = "spool")))]
fn main() {}

#[cfg(all(unix, feature = "spool"))]
#[expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    reason = "a program that measures files, and prints"
)]
mod spool {
    use std::error::Error;
    use std::fs::{self, File, OpenOptions};
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    use std::path::Path;
    use std::time::{Duration, Instant, SystemTime};

    use switchhook_callfile::{CallFile, FileName, Spool, Submission, Target};

    type Done = Result<(), Box<dyn Error>>;

    /// Files of one block; a group of [`Spool::submit_all`] is as large.
    const BLOCK: usize = 1000;

    pub(super) fn main() -> Done {
        let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
        let files: usize = arguments.next().map_or(Ok(100_000), |files| files.parse())?;
        let folder = match arguments.next() {
            Some(folder) => tempfile::tempdir_in(folder)?,
            None => tempfile::tempdir()?,
        };
        for name in ["outgoing", "tmp"] {
            fs::create_dir(folder.path().join(name))?;
        }
        let spool = Spool::open(folder.path())?;
        submitting(&spool)?;
        listing(&spool, files)
    }

    fn call() -> CallFile {
        let target = Target::extension("internal", "200").expect("plain names");
        let call = CallFile::builder("PJSIP/100", target).caller_id("Fire alarm", "200");
        call.wait_time(Duration::from_secs(20))
            .variable("ROOM", "cellar")
            .build()
            .expect("plain values")
    }

    fn due() -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(4_000_000_000)
    }

    /// The least that leaves nothing or the whole file after a crash of the machine.
    fn bare(spool: &Spool, name: &str, contents: &[u8]) -> Done {
        let made = spool.staging().join(name);
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&made)?;
        file.write_all(contents)?;
        file.set_modified(due())?;
        file.sync_all()?;
        drop(file);
        fs::rename(made, spool.outgoing().join(name))?;
        Ok(File::open(spool.outgoing())?.sync_all()?)
    }

    /// Files a second of a block. What it wrote is removed.
    fn rate(spool: &Spool, files: usize, work: impl FnOnce() -> Done) -> Result<f64, Box<dyn Error>> {
        let begun = Instant::now();
        work()?;
        let time = begun.elapsed();
        assert_eq!(
            fs::read_dir(spool.outgoing())?.count(),
            files,
            "not all of them are there"
        );
        for entry in fs::read_dir(spool.outgoing())? {
            fs::remove_file(entry?.path())?;
        }
        File::open(spool.outgoing())?.sync_all()?;
        Ok(files as f64 / time.as_secs_f64())
    }

    fn submitting(spool: &Spool) -> Done {
        let (call, contents) = (call(), call().to_bytes());
        let names: Vec<String> = (0..BLOCK).map(|number| format!("call-{number}.call")).collect();
        let names = || names.iter();
        let few = BLOCK / 10;
        let mut rates = [const { Vec::new() }; 3];
        for _ in 0..9 {
            rates[0].push(rate(spool, few, || {
                names()
                    .take(few)
                    .try_for_each(|name| bare(spool, name, &contents))
            })?);
            rates[1].push(rate(spool, few, || {
                let submit = |name| Ok(spool.submit_at(&FileName::new(name)?, &call, due())?);
                names().take(few).try_for_each(submit)
            })?);
            rates[2].push(rate(spool, BLOCK, || {
                let calls = names().map(|name| Submission {
                    name: FileName::new(name).expect("a plain name"),
                    call: call.clone(),
                    time: Some(due()),
                });
                for result in spool.submit_all(calls) {
                    result?;
                }
                Ok(())
            })?);
        }
        let [bare, one, all] = rates.map(|mut rates| {
            rates.sort_by(f64::total_cmp);
            rates[rates.len() / 2]
        });
        println!("| | files/s | of bare |\n|---|---|---|");
        println!("| bare: write, fsync, rename, fsync | {bare:.0} | 1 |");
        println!("| `Spool::submit_at` | {one:.0} | {:.2} |", one / bare);
        println!("| `Spool::submit_all` | {all:.0} | {:.1} |", all / bare);
        Ok(())
    }

    fn listing(spool: &Spool, files: usize) -> Done {
        let contents = call().to_bytes();
        for number in 0..files {
            fs::write(spool.outgoing().join(format!("call-{number}.call")), &contents)?;
        }
        let before = memory();
        let begun = Instant::now();
        assert_eq!(spool.list()?.filter(Result::is_ok).count(), files);
        let (listed, after) = (begun.elapsed(), memory());
        let begun = Instant::now();
        assert_eq!(spool.pending()?.len(), files);
        let pending = begun.elapsed();
        println!("\n{files} files listed and read in {listed:.2?}, their times in order in {pending:.2?}");
        if let (Some(before), Some(after)) = (before, after) {
            println!("memory at most {before} before listing, {after} after");
        }
        Ok(())
    }

    /// The most that this process has had, where the system says.
    fn memory() -> Option<String> {
        let status = fs::read_to_string(Path::new("/proc/self/status")).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        Some(line.trim().to_owned())
    }
}
