//! The program as scripts and people meet it: its output, its messages, its exit codes.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

fn testdata(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata").join(name)
}

/// The program with the sample tariff.
fn rating(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rating"));
    command
        .args(arguments)
        .env("RATING_BOOK", testdata("tariff"))
        .current_dir(testdata(""))
        .stdin(Stdio::null());
    command
}

/// Exit code, output and messages.
fn run(arguments: &[&str]) -> (i32, String, String) {
    read(&rating(arguments).output().unwrap())
}

fn read(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (
        output.status.code().unwrap(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

/// Exit code, output and messages, with something on the standard input.
fn run_with(arguments: &[&str], input: &[u8]) -> (i32, String, String) {
    read(&feed(rating(arguments), input))
}

fn feed(mut command: Command, input: &[u8]) -> Output {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let feeder = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    // A program that refuses its input may end before it has read all of it.
    let _ = feeder.join().unwrap();
    output
}

/// The sample calls, rated into a file.
fn rated(folder: &TempDir, name: &str) -> String {
    let path = folder.path().join(name).to_str().unwrap().to_owned();
    let (code, out, said) = run(&["rate", "Master.csv", "-o", &path]);
    assert_eq!((code, out.as_str()), (1, ""), "{said}");
    path
}

#[test]
fn every_form_leads_to_the_same_report() {
    let folder = tempfile::tempdir().unwrap();
    let report = |file: &str| {
        let (code, out, said) = run(&["report", file, "--by", "month,destination"]);
        assert_eq!((code, said.as_str()), (0, ""));
        out
    };
    let expected = report(&rated(&folder, "rated.csv"));
    assert!(
        expected.contains("2011-12,French Polynesia mobile,1,1,0,0,0,0,0:37:46,0:38:00,1436.4,0,1436.4\r\n"),
        "{expected}"
    );
    assert!(expected.contains("TOTAL,,22,17,1,0,3,1,"), "{expected}");
    assert_eq!(report(&rated(&folder, "rated.jsonl")), expected);

    let rated = std::fs::read(folder.path().join("rated.csv")).unwrap();
    let (code, out, _) = run_with(&["report", "-", "--by", "month,destination"], &rated);
    assert_eq!((code, out), (0, expected));
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_leads_to_the_same_report_too() {
    let folder = tempfile::tempdir().unwrap();
    let report = |file: &str| {
        run(&[
            "report",
            file,
            "--by",
            "trunk,phone,day",
            "--detail",
            "--whole-numbers",
        ])
    };
    let (csv, parquet) = (rated(&folder, "rated.csv"), rated(&folder, "rated.parquet"));
    assert_eq!(report(&parquet), report(&csv));
    assert_eq!(run(&["unmatched", &parquet]), run(&["unmatched", &csv]));

    // Half a file, and another program's.
    let half = std::fs::read(&parquet).unwrap();
    std::fs::write(&parquet, &half[..half.len() / 2]).unwrap();
    let (code, _, said) = run(&["report", &parquet]);
    assert_eq!(code, 3);
    assert!(
        said.contains("rated.parquet: cannot be read as Parquet: "),
        "{said}"
    );
    let (code, _, said) = run_with(&["report", "-"], &half);
    assert_eq!(code, 3);
    assert!(
        said.contains("-: Parquet is read from its end; give the path of a file"),
        "{said}"
    );

    // More calls than a group of rows holds, to a stream.
    let lines =
        (0..150_000).map(|call| format!("1;2011-12-19 11:08:58;87{:04};61.5;ANSWERED\n", call % 10_000));
    let table = "src;calldate;dst;billsec;disposition\n".to_owned() + &lines.collect::<String>();
    let output = rating(&["rate", "-", "--format", "parquet"]);
    let output = feed(output, table.as_bytes());
    assert_eq!(output.status.code(), Some(0));
    std::fs::write(&parquet, output.stdout).unwrap();
    let (code, out, said) = run(&["report", &parquet, "--by", "phone"]);
    assert_eq!(code, 0, "{said}");
    assert!(
        out.contains("\r\n1,150000,150000,0,0,0,0,2562:30:00,5000:00:00,3135000,0,3135000\r\n"),
        "{out}"
    );
}

#[test]
fn calls_come_from_tables_json_and_the_standard_input() {
    let table = "src;calldate;dst;billsec;disposition\n101;2011-12-19 11:08:58;872345;979;ANSWERED\n";
    let json = "{\"src\":\"101\",\"start\":\"2011-12-19T00:08:58Z\",\"dst\":\"872345\",\"billsec\":979,\"disposition\":\"ANSWERED\"}\n";
    for (input, start) in [(table, "2011-12-19 11:08:58"), (json, "2011-12-19T00:08:58Z")] {
        let (code, out, said) = run_with(&["rate", "-"], input.as_bytes());
        assert_eq!(code, 0, "{said}");
        let line = out.lines().nth(1).unwrap();
        assert_eq!(
            line,
            format!(
                "{start},872345,979,101,,101,,rated,177.65,0,177.65,XPF,1020,17,8,Local fixed,New Caledonia,,peak,4,"
            )
        );
    }
}

#[test]
fn detail_hides_numbers_unless_asked() {
    let folder = tempfile::tempdir().unwrap();
    let file = rated(&folder, "rated.csv");
    let (_, masked, _) = run(&[
        "report",
        &file,
        "--by",
        "phone",
        "--detail",
        "--until",
        "2011-12-14",
    ]);
    assert!(
        masked.contains("291,2011-12-14 08:41:01,196***,French Polynesia mobile,priced,"),
        "{masked}"
    );
    assert!(
        !masked.contains("196897110110") && !masked.contains("2011-12-15"),
        "{masked}"
    );
    let (_, whole, _) = run(&["report", &file, "--by", "phone", "--detail", "--whole-numbers"]);
    assert!(whole.contains(",196897110110,"), "{whole}");
}

#[test]
fn a_sheet_holds_amounts_as_numbers() {
    let folder = tempfile::tempdir().unwrap();
    let file = rated(&folder, "rated.csv");
    let sheet = |path: &Path| {
        let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
        let mut text = String::new();
        let mut part = archive.by_name("xl/worksheets/sheet1.xml").unwrap();
        part.read_to_string(&mut text).unwrap();
        text
    };
    rated(&folder, "rated.xlsx");
    assert!(sheet(&folder.path().join("rated.xlsx")).contains("<v>177.65</v>"));
    let report = folder.path().join("report.xlsx");
    let (code, _, said) = run(&["report", &file, "-o", report.to_str().unwrap()]);
    assert_eq!((code, said.as_str()), (0, ""));
    assert!(sheet(&report).contains("<v>1890.2</v>"));
}

#[test]
fn a_report_has_one_currency_and_calls_without_a_price_do_not_choose_it() {
    let rated = "number,status,duration,before_tax,after_tax,currency\n\
                 1,unmatched,5,,,\n2,rated,60,0.10,0.12,EUR\n3,rated,60,10,11,XPF\n4,rejected,,,,\n";
    let (code, out, said) = run_with(&["report", "-", "--by", "phone"], rated.as_bytes());
    assert_eq!(code, 1);
    assert!(
        said.contains("-, line 4: a call is rated in XPF, not in EUR; make a report for each currency"),
        "{said}"
    );
    assert!(
        out.contains("TOTAL,3,1,0,0,1,1,0:01:00,0:00:00,0.10,0.02,0.12\r\n"),
        "{out}"
    );
    let (code, out, _) = run_with(
        &["report", "-", "--by", "phone", "--currency", "XPF"],
        rated.as_bytes(),
    );
    assert_eq!(code, 0);
    assert!(
        out.contains("TOTAL,3,1,0,0,1,1,0:01:00,0:00:00,10,1,11\r\n"),
        "{out}"
    );
}

#[test]
fn formulas_in_call_records_stay_texts_and_come_back() {
    let table =
        "src,calldate,dst,billsec,disposition,accountcode\n=1+1,2011-12-19 11:08:58,+3312,9,ANSWERED,'a\n";
    let (code, out, _) = run_with(&["rate", "-"], table.as_bytes());
    assert_eq!(code, 1);
    let line = out.lines().nth(1).unwrap();
    assert!(
        line.starts_with("2011-12-19 11:08:58,'+3312,9,'=1+1,''a,'=1+1,"),
        "{line}"
    );
    let (_, json, _) = run_with(&["rate", "-", "--format", "jsonl"], table.as_bytes());
    let both = |rated: &str| run_with(&["report", "-", "--by", "phone"], rated.as_bytes()).1;
    assert_eq!(both(&out), both(&json));
    assert!(both(&out).contains("\r\n'=1+1,1,"), "{}", both(&out));
    assert!(
        run_with(&["unmatched", "-"], out.as_bytes())
            .1
            .contains("\r\n'+3312,1,")
    );
}

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
    assert!(out.ends_with("4 rows in use, 1 lines refused\n"), "{out}");

    let rated = rated(&folder, "rated.csv");
    let text = std::fs::read_to_string(&rated).unwrap();
    let broken = text.replace(",177.65,0,", ",177.6x,0,") + "a,b\n\"open\n";
    let (code, out, said) = run_with(&["report", "-"], broken.as_bytes());
    assert_eq!(code, 1);
    for message in [
        "-, line 2: before_tax: ",
        "-, line 24: 2 fields, and the first line names 21; write the file again with `rating rate`",
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

#[test]
fn a_bench_counts_the_calls_that_it_measures() {
    let (code, out, said) = run(&["bench", "Master.csv", "--millis", "1"]);
    assert_eq!(code, 1, "{said}");
    assert!(
        out.contains("21 records read in ") && out.contains(" ms, 1 unusable; tariff of 4 rows "),
        "{out}"
    );
    assert!(
        out.contains("\n17 rated, 1 free, 0 forbidden, 3 unmatched, 0 rejected\n"),
        "{out}"
    );
    for part in ["\nrate ", "\nread ", "\nread, rate ", "\nread, rate, write CSV "] {
        assert!(out.contains(part), "{part} in {out}");
    }
    assert_eq!(out.matches(" calls/s\n").count(), 4, "{out}");
    let (code, _, said) = run(&["bench", "people.csv", "--from", "master"]);
    assert_eq!(code, 3);
    assert!(
        said.contains("people.csv: has no call records; give a file with calls"),
        "{said}"
    );
}

/// Memory that a running program has had at most, in kB.
#[cfg(target_os = "linux")]
fn peak(id: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap();
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .unwrap();
    line.trim().strip_suffix(" kB").unwrap().parse().unwrap()
}

/// What the program has taken at most after so many lines of its input.
#[cfg(target_os = "linux")]
fn peak_after(arguments: &[&str], head: &str, line: impl Fn(u64) -> String, lines: u64) -> u64 {
    let mut child = rating(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut stdin = std::io::BufWriter::new(child.stdin.take().unwrap());
    stdin.write_all(head.as_bytes()).unwrap();
    for number in 0..lines {
        stdin.write_all(line(number).as_bytes()).unwrap();
    }
    stdin.flush().unwrap();
    // All but what a pipe holds is through.
    let peak = peak(child.id());
    drop(stdin);
    assert!(child.wait().unwrap().code().is_some_and(|code| code < 2));
    peak
}

/// Twenty times the calls, the same memory; RATING_LINES=5000000 for the patient.
#[cfg(target_os = "linux")]
#[test]
fn memory_does_not_grow_with_the_calls() {
    let lines: u64 = std::env::var("RATING_LINES").map_or(200_000, |lines| lines.parse().unwrap());
    let calls = |number: u64| {
        let (phone, minute, digits) = (100 + number % 50, number % 60, number % 10_000);
        format!(
            "{phone};2011-12-19 11:{minute:02}:58;87{digits:04};{};ANSWERED\n",
            number % 600
        )
    };
    let rated = |number: u64| {
        let (phone, digits) = (100 + number % 50, number % 10_000);
        format!("2011-12-19 11:08:58,87{digits:04},61,{phone},{phone},rated,20.9,20.9,XPF,120\n")
    };
    let head = "src;calldate;dst;billsec;disposition\n";
    let rated_head = "start,number,duration,caller,extension,status,before_tax,after_tax,currency,billed\n";
    for (few, many) in [
        (
            peak_after(&["rate", "-"], head, calls, lines / 20),
            peak_after(&["rate", "-"], head, calls, lines),
        ),
        (
            peak_after(
                &["report", "-", "--by", "phone,day"],
                rated_head,
                rated,
                lines / 20,
            ),
            peak_after(&["report", "-", "--by", "phone,day"], rated_head, rated, lines),
        ),
    ] {
        assert!(
            many <= few + 2048,
            "{few} kB for a twentieth of the lines, {many} kB for all"
        );
    }
}
