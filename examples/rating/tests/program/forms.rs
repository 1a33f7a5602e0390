//! Forms of calls, rated calls and reports.

use super::*;

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

/// Call records as other programs write them: times in microseconds, lengths as decimals.
#[cfg(feature = "parquet")]
#[test]
fn calls_come_from_parquet() {
    use parquet::data_type::{ByteArray, ByteArrayType, Int32Type, Int64Type};
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;

    let schema = "message cdr {
        REQUIRED BYTE_ARRAY src (UTF8);
        REQUIRED INT64 calldate (TIMESTAMP(MICROS, true));
        REQUIRED BYTE_ARRAY dst (UTF8);
        REQUIRED INT32 billsec (DECIMAL(9, 3));
        REQUIRED BYTE_ARRAY disposition (UTF8);
    }";
    let schema = std::sync::Arc::new(parse_message_type(schema).unwrap());
    let properties = std::sync::Arc::new(WriterProperties::builder().build());
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, properties).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let texts = |texts: [&str; 2]| texts.map(ByteArray::from);
    for column in 0..5 {
        let mut next = group.next_column().unwrap().unwrap();
        match column {
            // 11:08:58 in Noumea, a Monday.
            1 => next
                .typed::<Int64Type>()
                .write_batch(&[1_324_253_338_000_000; 2], None, None),
            3 => next.typed::<Int32Type>().write_batch(&[979_000, 500], None, None),
            0 => next
                .typed::<ByteArrayType>()
                .write_batch(&texts(["101", "102"]), None, None),
            2 => next
                .typed::<ByteArrayType>()
                .write_batch(&texts(["872345", "0033123456789"]), None, None),
            _ => next
                .typed::<ByteArrayType>()
                .write_batch(&texts(["ANSWERED", "ANSWERED"]), None, None),
        }
        .unwrap();
        next.close().unwrap();
    }
    group.close().unwrap();
    let bytes = writer.into_inner().unwrap();

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cdr.parquet");
    std::fs::write(&path, &bytes).unwrap();
    let path = path.to_str().unwrap();
    let (code, out, said) = run(&["rate", path]);
    assert_eq!(code, 1, "{said}");
    assert!(
        said.contains("2 calls: 1 rated, 0 free, 0 forbidden, 1 unmatched"),
        "{said}"
    );
    assert!(
        out.contains("2011-12-19T00:08:58Z,872345,979,101,,101,,rated,177.65,"),
        "{out}"
    );
    assert_eq!(run(&["rate", path, "--from", "parquet"]).1, out);

    let (code, _, said) = run_with(&["rate", "-"], &bytes);
    assert_eq!(code, 3);
    assert!(said.contains("-: Parquet is read from its end"), "{said}");
    std::fs::write(path, &bytes[..bytes.len() / 2]).unwrap();
    let (code, _, said) = run(&["rate", path]);
    assert_eq!(code, 3);
    assert!(said.contains("cdr.parquet: "), "{said}");
}

#[test]
fn calls_come_from_tables_json_and_the_standard_input() {
    let table = "src;calldate;dst;billsec;disposition\n101;2011-12-19 11:08:58;872345;979;ANSWERED\n";
    let json = "{\"src\":\"101\",\"start\":\"2011-12-19T00:08:58Z\",\"dst\":\"872345\",\"billsec\":979,\"disposition\":\"ANSWERED\"}\n";
    for (input, start) in [(table, "2011-12-19 11:08:58"), (json, "2011-12-19T00:08:58Z")] {
        let (code, out, said) = run_with(&["rate", "-"], input.as_bytes());
        assert_eq!(code, 0, "{said}");
        let line = out.lines().nth(1).unwrap();
        let book = line.rsplit(',').nth(1).unwrap();
        assert_eq!(book.len(), 32);
        assert_eq!(
            line,
            format!(
                "{start},872345,979,101,,101,,rated,177.65,0,177.65,XPF,1020,17,8,Local fixed,New Caledonia,,,peak,4,{book},"
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
fn calls_over_trunks_are_rated_once() {
    let head = "src;channel;dstchannel;calldate;dst;duration;billsec;disposition;uniqueid;linkedid\n";
    let out = "101;PJSIP/101-01;PJSIP/gw-02;2011-12-19 11:08:58;872345;70;60;ANSWERED;1.1;1.1\n";
    let within = "101;PJSIP/101-03;PJSIP/102-04;2011-12-19 11:10:58;102;70;60;ANSWERED;1.3;1.3\n";
    let nobody = "101;PJSIP/101-05;PJSIP/gw-06;2011-12-19 11:11:58;872345;70;0;NO ANSWER;1.5;1.5\n";
    let table = [head, out, within, nobody, out].concat();
    let (code, rated, said) = run_with(&["rate", "-", "--trunk", "PJSIP/gw-"], table.as_bytes());
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains(
            "4 records: 1 calls, 0 merged into them, 1 duplicates, 1 unanswered, 1 not over a trunk, 0 without \
             their beginning, 0 unusable"
        ),
        "{said}"
    );
    assert!(
        said.contains("1 calls: 1 rated, 0 free, 0 forbidden, 0 unmatched, 0 rejected; 10.45 XPF"),
        "{said}"
    );
    assert_eq!(rated.lines().count(), 2);
    assert!(
        rated.contains(",872345,60,101,,101,PJSIP/gw,rated,10.45,"),
        "{rated}"
    );
    let (_, _, said) = run_with(
        &["rate", "-", "--trunk", "PJSIP/gw-", "--must-begin", "0"],
        table.as_bytes(),
    );
    assert!(said.contains("0 calls: 0 rated"), "{said}");
}
