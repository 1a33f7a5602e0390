//! How much memory and time the program takes.

use super::*;

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
    for part in [
        "\nrate ",
        "\nread ",
        "\nread, rate ",
        "\nrate, in columns ",
        "\nread, rate, write CSV ",
    ] {
        assert!(out.contains(part), "{part} in {out}");
    }
    assert_eq!(out.matches(" calls/s\n").count(), 5, "{out}");
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
