//! What goes wrong, and what the program says then.

use super::*;

#[test]
fn what_cannot_be_read_says_which_file_and_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().to_str().unwrap();
    let broken = format!("{folder}/plan.toml");
    std::fs::write(
        &broken,
        "name = \"x\"\ncurrency = \"XPF\"\nzone = \"Mars/Olympus\"\n",
    )
    .unwrap();
    for (arguments, code, message) in [
        (
            &["rate", "absent.csv"][..],
            3,
            "rating: absent.csv: cannot be read: No such file or directory",
        ),
        (
            &["report", "absent.csv"],
            3,
            "; give the path of a file that exists",
        ),
        (&["report", "tariff"], 3, "tariff: is a folder; give a file in it"),
        (
            &["report", "Master.csv"],
            3,
            "Master.csv, line 1: no column \"number\"; give a file that `rating rate` wrote",
        ),
        (&["check", "absent"], 3, "absent: cannot be read"),
        (
            &["check", "../tests"],
            3,
            "holds no book.toml or plan.toml; give the file of a tariff, or its folder",
        ),
        (
            &["check", &broken],
            5,
            "zone: \"Mars/Olympus\" is not a time zone; write an IANA name",
        ),
        (
            &["rate", "Master.csv", "-o", "/nowhere/rated.csv"],
            4,
            "/nowhere/rated.csv: cannot be written: No such file",
        ),
        (
            &["rate", "Master.csv", "-o", "rated.doc"],
            2,
            "the name does not say in which form; give --format csv, jsonl",
        ),
        (
            &["report", "Master.csv", "--by", "office"],
            2,
            "\"office\" is nothing to group by; use department, phone",
        ),
        (
            &["report", "Master.csv", "--format", "jsonl"],
            2,
            "a report is written as csv or xlsx",
        ),
        (
            &["explain", "872345", "979", "--at", "noon"],
            2,
            "--at: \"noon\" is not a time; write 2011-12-19 11:08:58",
        ),
        (
            &["bench", "-"],
            2,
            "a bench reads its calls several times; give a file",
        ),
        (&["explain", "872345"], 2, "required arguments were not provided"),
    ] {
        let (found, out, said) = run(arguments);
        assert_eq!((found, out.as_str()), (code, ""), "{arguments:?}: {said}");
        assert!(said.contains(message), "{arguments:?}: {said}");
    }
}

#[test]
fn broken_lines_cost_those_lines() {
    let folder = tempfile::tempdir().unwrap();
    let tariff = folder.path().join("tariff");
    std::fs::create_dir(&tariff).unwrap();
    std::fs::copy(testdata("tariff/plan.toml"), tariff.join("plan.toml")).unwrap();
    let deck = std::fs::read_to_string(testdata("tariff/deck.csv")).unwrap();
    std::fs::write(
        tariff.join("deck.csv"),
        deck + "33,,France,fixed,1O.45,,60,60,60,\n",
    )
    .unwrap();
    let (code, out, _) = run(&["check", tariff.to_str().unwrap()]);
    assert_eq!(code, 1);
    assert!(out.contains("deck.csv, line 8: "), "{out}");
    assert!(
        out.contains("\n4 rows in use, 1 lines refused, 0 odd; fingerprint "),
        "{out}"
    );

    let rated = rated(&folder, "rated.csv");
    let text = std::fs::read_to_string(&rated).unwrap();
    let broken = text.replace(",177.65,0,", ",177.6x,0,") + "a,b\n\"open\n";
    let (code, out, said) = run_with(&["report", "-"], broken.as_bytes());
    assert_eq!(code, 1);
    for message in [
        "-, line 2: before_tax: ",
        "-, line 24: 2 fields, and the first line names 23; write the file again with `rating rate`",
        "-, line 25: a quote without its end; mend the line or remove it",
        "3 lines are not in the report",
    ] {
        assert!(said.contains(message), "{message} in {said}");
    }
    assert!(out.contains("TOTAL,21,"), "{out}");
}

#[test]
fn a_file_is_replaced_only_by_a_complete_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rated.csv");
    std::fs::write(&path, "before").unwrap();
    let output = path.to_str().unwrap();
    let (code, ..) = run(&["rate", "Master.csv", "absent.csv", "-o", output]);
    assert_eq!(code, 3);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "before");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[cfg(unix)]
#[test]
fn a_link_leads_to_the_file_and_a_pipe_stays_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let (file, link) = (folder.path().join("file.csv"), folder.path().join("link.csv"));
    std::fs::write(&file, "before").unwrap();
    std::os::unix::fs::symlink(&file, &link).unwrap();
    run(&["rate", "Master.csv", "-o", link.to_str().unwrap()]);
    assert!(
        std::fs::read_to_string(&file)
            .unwrap()
            .starts_with("start,number,")
    );
    assert!(link.is_symlink());

    // A pipe with a name stands for devices: a program that goes wrong here would take /dev/null away.
    let pipe = folder.path().join("pipe.csv");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let reader = {
        let pipe = pipe.clone();
        std::thread::spawn(move || std::fs::read_to_string(pipe))
    };
    run(&["rate", "Master.csv", "-o", pipe.to_str().unwrap()]);
    assert!(!std::fs::metadata(&pipe).unwrap().is_file());
    assert!(reader.join().unwrap().unwrap().starts_with("start,number,"));
}

#[test]
fn a_reader_that_goes_away_ends_the_program_quietly() {
    let mut input = std::fs::read_to_string(testdata("Master.csv")).unwrap();
    input = input
        .lines()
        .take(20)
        .map(|line| format!("{line}\n"))
        .collect::<String>()
        .repeat(5000);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.csv");
    std::fs::write(&path, input).unwrap();
    let mut child = rating(&["rate", path.to_str().unwrap()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut first)
        .unwrap();
    assert!(first.starts_with("start,number,"), "{first}");
    // The pipe is closed by now.
    let (code, _, said) = read(&child.wait_with_output().unwrap());
    assert_eq!((code, said.as_str()), (141, ""));
}

#[test]
fn a_full_disk_is_told() {
    if !Path::new("/dev/full").exists() {
        return;
    }
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = rating(&["rate", "Master.csv"]).stdout(full).output().unwrap();
    let (code, _, said) = read(&output);
    assert_eq!(code, 4);
    assert!(
        said.contains("standard output: cannot be written: No space left on device"),
        "{said}"
    );
    assert!(said.contains("; make room, and run it again"), "{said}");
}
