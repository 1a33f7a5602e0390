//! Configuration files, AstDB and commands of the simulated PBX.
#![cfg(feature = "sim")]

mod sim_common;

use std::time::Duration;

use sim_common::{Client, company, settings, start, value};
use switchhook_ami::sim::{Pbx, SimError};

/// Starts a PBX with one file.
async fn with_file(text: &str) -> Pbx {
    let mut company = company();
    company.files.push(("x.conf".into(), text.into()));
    Pbx::start("127.0.0.1:0", company, settings()).await.unwrap()
}

const FILE: &str = "[base](!)\ntype = wizard\n\n[a](base)\none = 1\ntwo => x=y\n\n[b]\none = 1\none = 2\n";

async fn lines(client: &mut Client, file: &str) -> Vec<String> {
    let reply = client
        .ask(&format!("Action: GetConfig\r\nFilename: {file}\r\n\r\n"))
        .await;
    assert!(reply.starts_with("Response: Success\r\n"), "{reply}");
    reply
        .trim_end()
        .split("\r\n")
        .skip(1)
        .map(str::to_owned)
        .collect()
}

#[tokio::test]
async fn get_config_numbers_categories_and_lines() {
    let pbx = with_file(FILE).await;
    let mut client = Client::deaf(&pbx).await;
    assert_eq!(
        client
            .ask("Action: GetConfig\r\nActionID: g\r\nFilename: x.conf\r\n\r\n")
            .await,
        "Response: Success\r\nActionID: g\r\nCategory-000000: a\r\nTemplates-000000: base\r\n\
         Line-000000-000000: type=wizard\r\nLine-000000-000001: one=1\r\nLine-000000-000002: two=x=y\r\n\
         Category-000001: b\r\nLine-000001-000000: one=1\r\nLine-000001-000001: one=2\r\n\r\n",
        "templates are hidden"
    );
    assert_eq!(
        client
            .ask("Action: GetConfig\r\nFilename: x.conf\r\nFilter: TEMPLATES=restrict\r\n\r\n")
            .await,
        "Response: Success\r\nCategory-000000: base\r\nIsTemplate-000000: 1\r\n\
         Line-000000-000000: type=wizard\r\n\r\n"
    );
    let all = client
        .ask("Action: GetConfig\r\nFilename: x.conf\r\nFilter: TEMPLATES=include\r\n\r\n")
        .await;
    assert_eq!(all.matches("\r\nCategory-").count(), 3, "{all}");
    let refused = client
        .ask("Action: GetConfig\r\nFilename: x.conf\r\nFilter: one=1\r\n\r\n")
        .await;
    assert!(
        refused.starts_with("Response: Error\r\nMessage: this Filter is not simulated"),
        "{refused}"
    );
    for (headers, reply) in [
        (
            "Filename: x.conf\r\nCategory: B",
            "Response: Success\r\nCategory-000000: b\r\nLine-000000-000000: one=1\r\nLine-000000-000001: one=2\r\n\r\n",
        ),
        (
            "Filename: x.conf\r\nCategory: none",
            "Response: Success\r\nNo categories found\r\n\r\n",
        ),
        (
            "Filename: y.conf",
            "Response: Error\r\nMessage: Config file not found\r\n\r\n",
        ),
        (
            "Category: b",
            "Response: Error\r\nMessage: Filename not specified\r\n\r\n",
        ),
    ] {
        assert_eq!(
            client
                .ask(&format!("Action: GetConfig\r\n{headers}\r\n\r\n"))
                .await,
            reply,
            "{headers}"
        );
    }
    assert_eq!(
        client
            .ask("Action: ListCategories\r\nFilename: x.conf\r\n\r\n")
            .await,
        "Response: Success\r\nCategory-000000: a\r\nCategory-000001: b\r\n\r\n"
    );
}

/// One step per line: `Action Cat Var Value Match Line Options`, `-` for none.
fn update(steps: &[&str]) -> String {
    let mut text = "Action: UpdateConfig\r\nSrcFilename: x.conf\r\nDstFilename: x.conf\r\n".to_owned();
    for (number, step) in steps.iter().enumerate() {
        let fields = step.split_whitespace().filter(|field| !field.is_empty());
        for (name, field) in ["Action", "Cat", "Var", "Value", "Match", "Line", "Options"]
            .iter()
            .zip(fields)
        {
            if field != "-" {
                text.push_str(&format!("{name}-{number:06}: {field}\r\n"));
            }
        }
    }
    text + "\r\n"
}

#[tokio::test]
async fn update_config_does_each_operation() {
    let all = [
        "Category-000000: b",
        "Line-000000-000000: one=1",
        "Line-000000-000001: one=2",
    ];
    for (steps, expected) in [
        (
            &["NewCat c"][..],
            vec![all[0], all[1], all[2], "Category-000001: c"],
        ),
        (
            &["NewCat c - - b"],
            vec![
                "Category-000000: c",
                "Category-000001: b",
                "Line-000001-000000: one=1",
                "Line-000001-000001: one=2",
            ],
        ),
        (
            &[
                "NewCat t - - - - template",
                "Append t k v",
                "NewCat u - - - - inherit=\"t\"",
            ],
            vec![
                all[0],
                all[1],
                all[2],
                "Category-000001: u",
                "Templates-000001: t",
                "Line-000001-000000: k=v",
            ],
        ),
        (
            &["NewCat b - - - - allowdups"],
            vec![all[0], all[1], all[2], "Category-000001: b"],
        ),
        (&["NewCat b - - - - ignoreerror"], all.to_vec()),
        (&["RenameCat b - z"], vec!["Category-000000: z", all[1], all[2]]),
        (&["DelCat b"], vec![]),
        (&["DelCat z - - - - ignoreerror"], all.to_vec()),
        (&["EmptyCat b"], vec![all[0]]),
        (
            &["Update b one 9"],
            vec![all[0], "Line-000000-000000: one=9", all[2]],
        ),
        (
            &["Update b one 9 2"],
            vec![all[0], all[1], "Line-000000-000001: one=9"],
        ),
        (&["Delete b one"], vec![all[0]]),
        (&["Delete b one - 2"], vec![all[0], all[1]]),
        (&["Delete b - - - 0"], vec![all[0], "Line-000000-000000: one=2"]),
        (
            &["Append b two >3"],
            vec![all[0], all[1], all[2], "Line-000000-000002: two=3"],
        ),
        (
            &["Insert b two 3 - 9"],
            vec![all[0], all[1], all[2], "Line-000000-000002: two=3"],
        ),
        (
            &["Insert b two 3 - 0"],
            vec![
                all[0],
                "Line-000000-000000: two=3",
                "Line-000000-000001: one=1",
                "Line-000000-000002: one=2",
            ],
        ),
        (
            &["Insert b two 3 - 1"],
            vec![
                all[0],
                all[1],
                "Line-000000-000001: two=3",
                "Line-000000-000002: one=2",
            ],
        ),
    ] {
        let pbx = with_file("[b]\none = 1\none = 2\n").await;
        let mut client = Client::deaf(&pbx).await;
        assert_eq!(
            client.ask(&update(steps)).await,
            "Response: Success\r\n\r\n",
            "{steps:?}"
        );
        assert_eq!(lines(&mut client, "x.conf").await, expected, "{steps:?}");
    }
}

#[tokio::test]
async fn a_failing_step_leaves_the_file_as_it_was() {
    for (step, message) in [
        ("Frobnicate b", "Unknown action command"),
        ("NewCat -", "Category not specified"),
        ("NewCat b", "Create category did not complete successfully"),
        (
            "NewCat c - - nowhere",
            "Create category did not complete successfully",
        ),
        ("NewCat c - - - - inherit=\"t\"", "Template category not found"),
        ("RenameCat nowhere - z", "Given category does not exist"),
        (
            "RenameCat b",
            "Problem with category, value, or line (if required)",
        ),
        ("DelCat nowhere", "Given category does not exist"),
        ("EmptyCat nowhere", "Given category does not exist"),
        ("Update nowhere one 9", "Given category does not exist"),
        ("Update b two 9", "Update did not complete successfully"),
        ("Update b one 9 7", "Update did not complete successfully"),
        ("Delete b", "Problem with category, value, or line (if required)"),
        ("Delete b one - 7", "Update did not complete successfully"),
        ("Delete b - - - 9", "Update did not complete successfully"),
        ("Append b", "Problem with category, value, or line (if required)"),
        (
            "Insert b two 3",
            "Problem with category, value, or line (if required)",
        ),
    ] {
        let pbx = with_file("[b]\none = 1\n").await;
        let mut client = Client::deaf(&pbx).await;
        let reply = client
            .ask(&update(&["NewCat first", "Append b more 1", step]))
            .await;
        assert_eq!(
            reply,
            format!("Response: Error\r\nMessage: {message}\r\n\r\n"),
            "{step}"
        );
        assert_eq!(
            lines(&mut client, "x.conf").await,
            ["Category-000000: b", "Line-000000-000000: one=1"],
            "{step}"
        );
    }
}

#[tokio::test]
async fn inherited_lines_count_but_stay_with_their_template() {
    for (step, expected) in [
        (
            "Update a type changed",
            ["type=wizard", "type=changed", "one=1"].as_slice(),
        ),
        ("Insert a ins i - 1", &["type=wizard", "ins=i", "one=1"]),
        ("Insert a ins i - 2", &["type=wizard", "one=1", "ins=i"]),
        ("Delete a - - - 0", &["type=wizard", "one=1"]),
        ("Delete a - - - 1", &["type=wizard"]),
    ] {
        let pbx = with_file("[base](!)\ntype = wizard\n[a](base)\none = 1\n").await;
        let mut client = Client::deaf(&pbx).await;
        assert_eq!(
            client.ask(&update(&[step])).await,
            "Response: Success\r\n\r\n",
            "{step}"
        );
        let lines = lines(&mut client, "x.conf").await;
        let values: Vec<&str> = lines[2..]
            .iter()
            .map(|line| line.split_once(": ").unwrap().1)
            .collect();
        assert_eq!(values, expected, "{step}");
    }
}

#[tokio::test]
async fn templates_of_templates_cannot_fill_the_memory() {
    let pbx = with_file("[t0](!)\none = 1\n").await;
    let mut client = Client::deaf(&pbx).await;
    let mut refused = 0;
    for level in 1..=64 {
        // Each has twice the lines of the one before.
        let before = level - 1;
        let action = format!(
            "Action: UpdateConfig\r\nSrcFilename: x.conf\r\nDstFilename: x.conf\r\nAction-000000: NewCat\r\n\
             Cat-000000: t{level}\r\nOptions-000000: inherit=\"t{before},t{before}\"\r\n\r\n"
        );
        let reply = client.ask(&action).await;
        if reply.contains("Save of config failed") {
            refused = level;
            break;
        }
        assert!(reply.starts_with("Response: Success"), "{level}: {reply}");
    }
    assert!((10..20).contains(&refused), "level {refused}");
    assert!(lines(&mut client, "x.conf").await.len() < 200_000);
}

#[tokio::test]
async fn steps_end_at_the_first_missing_number() {
    let pbx = with_file("[b]\n").await;
    let mut client = Client::deaf(&pbx).await;
    let gap = update(&["Append b one 1", "Append b two 2"]).replace("-000001", "-000002");
    assert_eq!(client.ask(&gap).await, "Response: Success\r\n\r\n");
    assert_eq!(
        lines(&mut client, "x.conf").await,
        ["Category-000000: b", "Line-000000-000000: one=1"]
    );
}

#[tokio::test]
async fn files_are_made_once_and_only_inside_the_directory() {
    let pbx = start().await;
    let mut client = Client::deaf(&pbx).await;
    for (name, word, message) in [
        (
            "switchhook/new.conf",
            "Success",
            "New configuration file created successfully",
        ),
        ("switchhook/new.conf", "Error", "File exists"),
        ("../passwd", "Error", "File requires escalated privileges"),
        ("/etc/passwd", "Error", "File requires escalated privileges"),
        ("", "Error", "Filename not specified"),
    ] {
        let reply = client
            .ask(&format!("Action: CreateConfig\r\nFilename: {name}\r\n\r\n"))
            .await;
        assert_eq!(
            reply,
            format!("Response: {word}\r\nMessage: {message}\r\n\r\n"),
            "{name:?}"
        );
    }
    assert_eq!(lines(&mut client, "switchhook/new.conf").await, [""; 0]);
    for (source, destination) in [("no.conf", "no.conf"), ("switchhook/new.conf", "no.conf")] {
        let update =
            format!("Action: UpdateConfig\r\nSrcFilename: {source}\r\nDstFilename: {destination}\r\n\r\n");
        let refused = "Response: Error\r\nMessage: File requires escalated privileges\r\n\r\n";
        assert_eq!(client.ask(&update).await, refused, "{source} to {destination}");
    }
}

#[tokio::test]
async fn a_phone_written_through_ami_takes_part_in_calls() {
    let pbx = start().await;
    let mut client = Client::log_in(&pbx).await;
    let section = "Action: UpdateConfig\r\nSrcFilename: switchhook/phones.conf\r\nDstFilename: switchhook/phones.conf\r\n\
                   Action-000000: NewCat\r\nCat-000000: ab12cd34\r\nOptions-000000: inherit=\"base\"\r\n\
                   Action-000001: Append\r\nCat-000001: ab12cd34\r\nVar-000001: endpoint/callerid\r\n\
                   Value-000001: \"Hina Roa\" <106>\r\n\r\n";
    assert_eq!(client.ask(section).await, "Response: Success\r\n\r\n");
    assert!(
        matches!(
            pbx.call("106", "101", Duration::ZERO),
            Err(SimError::NoSuchPhone { .. })
        ),
        "not before a reload"
    );
    let dialplan = "Action: UpdateConfig\r\nSrcFilename: switchhook/dialplan.conf\r\nReload: yes\r\n\
                    DstFilename: switchhook/dialplan.conf\r\n\
                    Action-000000: Append\r\nCat-000000: switchhook-phones\r\nVar-000000: exten\r\n\
                    Value-000000: 106,hint,PJSIP/ab12cd34\r\n\
                    Action-000001: Append\r\nCat-000001: switchhook-phones\r\nVar-000001: exten\r\n\
                    Value-000001: 106,1,Gosub(stdexten,s,1(PJSIP/ab12cd34))\r\n\r\n";
    assert_eq!(client.ask(dialplan).await, "Response: Success\r\n\r\n");
    let news = client.until_event("Reload").await;
    assert_eq!(
        news,
        [
            "Event: DeviceStateChange\r\nPrivilege: call,all\r\nDevice: PJSIP/ab12cd34\r\nState: NOT_INUSE\r\n\r\n",
            "Event: ExtensionStatus\r\nPrivilege: call,all\r\nExten: 106\r\nContext: switchhook-phones\r\n\
             Hint: PJSIP/ab12cd34\r\nStatus: 0\r\nStatusText: Idle\r\n\r\n",
            "Event: Reload\r\nPrivilege: system,all\r\nModule: All\r\nStatus: 0\r\n\r\n",
        ]
    );
    let originate = "Action: Originate\r\nChannel: PJSIP/aa11\r\nContext: internal\r\nExten: 106\r\nPriority: 1\r\n\
                     Async: true\r\n\r\n";
    client.send(originate).await;
    let cdr = client.event("Cdr").await;
    assert_eq!(
        (value(&cdr, "Destination"), value(&cdr, "Disposition")),
        ("106", "ANSWERED")
    );
    assert!(
        value(&cdr, "DestinationChannel").starts_with("PJSIP/ab12cd34-"),
        "{cdr}"
    );
    pbx.call("106", "101", Duration::from_millis(10)).unwrap();
    assert_eq!(
        value(&client.event("Cdr").await, "CallerID"),
        "\"Hina Roa\" <106>"
    );

    // And away again.
    let gone = section.replace("NewCat", "DelCat").replace("Append", "DelCat");
    let gone = gone
        .replace("Options-000000: inherit=\"base\"", "Reload: yes")
        .replace("Action-000001", "Unused");
    assert_eq!(client.ask(&gone).await, "Response: Success\r\n\r\n");
    let invalid = client.event("DeviceStateChange").await;
    assert_eq!(
        (value(&invalid, "Device"), value(&invalid, "State")),
        ("PJSIP/ab12cd34", "INVALID")
    );
    let reply = client.ask(originate).await;
    assert_eq!(
        reply,
        "Response: Error\r\nMessage: Extension does not exist.\r\n\r\n"
    );
}

#[tokio::test]
async fn reload_names_its_module() {
    let pbx = start().await;
    let mut client = Client::deaf(&pbx).await;
    for (module, reply) in [
        ("", "Response: Success\r\nMessage: Module Reloaded\r\n\r\n"),
        (
            "Module: pbx_config\r\n",
            "Response: Success\r\nMessage: Module Reloaded\r\n\r\n",
        ),
        (
            "Module: app_voicemail.so\r\n",
            "Response: Success\r\nMessage: Module Reloaded\r\n\r\n",
        ),
        (
            "Module: app_vociemail\r\n",
            "Response: Error\r\nMessage: No such module\r\n\r\n",
        ),
    ] {
        assert_eq!(
            client.ask(&format!("Action: Reload\r\n{module}\r\n")).await,
            reply,
            "{module:?}"
        );
    }
}

#[tokio::test]
async fn astdb_keeps_values_and_gives_them_in_events() {
    let pbx = start().await;
    let mut client = Client::deaf(&pbx).await;
    for (action, reply) in [
        (
            "DBPut\r\nFamily: CFIM\r\nKey: 101\r\nVal: 40123456",
            "Success\r\nMessage: Updated database successfully",
        ),
        (
            "DBPut\r\nFamily: CFIM\r\nKey: 102",
            "Success\r\nMessage: Updated database successfully",
        ),
        (
            "DBPut\r\nFamily: CFIMX\r\nKey: 1\r\nVal: x",
            "Success\r\nMessage: Updated database successfully",
        ),
        ("DBPut\r\nKey: 102", "Error\r\nMessage: No family specified"),
        ("DBGet\r\nFamily: CFIM", "Error\r\nMessage: No key specified."),
        (
            "DBGet\r\nFamily: CFIM\r\nKey: 9",
            "Error\r\nMessage: Database entry not found",
        ),
    ] {
        let got = client.ask(&format!("Action: {action}\r\n\r\n")).await;
        assert_eq!(got, format!("Response: {reply}\r\n\r\n"), "{action}");
    }
    assert_eq!(
        client
            .list("Action: DBGet\r\nActionID: d\r\nFamily: CFIM\r\nKey: 101\r\n\r\n")
            .await,
        [
            "Response: Success\r\nActionID: d\r\nEventList: start\r\nMessage: Result will follow\r\n\r\n",
            "Event: DBGetResponse\r\nFamily: CFIM\r\nKey: 101\r\nVal: 40123456\r\nActionID: d\r\n\r\n",
            "Event: DBGetComplete\r\nActionID: d\r\nEventList: Complete\r\nListItems: 1\r\n\r\n",
        ]
    );
    assert_eq!(
        client.list("Action: DBGetTree\r\nFamily: CFIM\r\n\r\n").await[1..],
        [
            "Event: DBGetTreeResponse\r\nKey: /CFIM/101\r\nVal: 40123456\r\n\r\n",
            "Event: DBGetTreeResponse\r\nKey: /CFIM/102\r\nVal: \r\n\r\n",
            "Event: DBGetTreeComplete\r\nEventList: Complete\r\nListItems: 2\r\n\r\n",
        ]
    );
    for (action, reply) in [
        (
            "DBDel\r\nFamily: CFIM\r\nKey: 101",
            "Success\r\nMessage: Key deleted successfully",
        ),
        (
            "DBDel\r\nFamily: CFIM\r\nKey: 101",
            "Error\r\nMessage: Database entry could not be deleted",
        ),
        (
            "DBDelTree\r\nFamily: CFIM",
            "Success\r\nMessage: Key tree deleted successfully",
        ),
        (
            "DBDelTree\r\nFamily: CFIM",
            "Error\r\nMessage: Database entry not found",
        ),
    ] {
        let got = client.ask(&format!("Action: {action}\r\n\r\n")).await;
        assert_eq!(got, format!("Response: {reply}\r\n\r\n"), "{action}");
    }
}

#[tokio::test]
async fn commands_answer_one_output_per_line() {
    let pbx = start().await;
    let mut client = Client::deaf(&pbx).await;
    let version = client
        .ask("Action: Command\r\nActionID: v\r\nCommand: core show version\r\n\r\n")
        .await;
    let start = "Response: Success\r\nActionID: v\r\nMessage: Command output follows\r\nOutput: Asterisk 22.";
    assert!(version.starts_with(start), "{version}");
    let uptime = client
        .ask("Action: Command\r\nCommand: core show uptime\r\n\r\n")
        .await;
    assert_eq!(uptime.matches("\r\nOutput: ").count(), 2, "{uptime}");
    for (command, reply) in [
        (
            "sip show peers",
            "Error\r\nMessage: Command output follows\r\nOutput: No such command 'sip show peers' (type 'core show help sip show' for other possible commands)",
        ),
        ("module load x.so", "Error\r\nMessage: Command blacklisted"),
        ("", "Error\r\nMessage: No command provided"),
    ] {
        let got = client
            .ask(&format!("Action: Command\r\nCommand: {command}\r\n\r\n"))
            .await;
        assert_eq!(got, format!("Response: {reply}\r\n\r\n"));
    }
}

#[tokio::test]
async fn core_settings_and_status_describe_the_pbx() {
    let pbx = start().await;
    let mut client = Client::deaf(&pbx).await;
    let settings = client.ask("Action: CoreSettings\r\n\r\n").await;
    assert_eq!(
        sim_common::names(&settings),
        [
            "Response",
            "AMIversion",
            "AsteriskVersion",
            "SystemName",
            "CoreMaxCalls",
            "CoreMaxLoadAvg",
            "CoreRunUser",
            "CoreRunGroup",
            "CoreMaxFilehandles",
            "CoreRealTimeEnabled",
            "CoreCDRenabled",
            "CoreHTTPenabled",
            "SoundsSearchCustomDir",
        ]
    );
    assert_eq!(
        (value(&settings, "AMIversion"), value(&settings, "CoreCDRenabled")),
        ("11.0.0", "Yes")
    );
    pbx.call("101", "102", Duration::from_secs(60)).unwrap();
    let status = client.ask("Action: CoreStatus\r\n\r\n").await;
    assert_eq!(
        sim_common::names(&status),
        [
            "Response",
            "CoreStartupDate",
            "CoreStartupTime",
            "CoreReloadDate",
            "CoreReloadTime",
            "CoreCurrentCalls",
            "CoreProcessedCalls",
        ]
    );
    assert_eq!(
        (
            value(&status, "CoreCurrentCalls"),
            value(&status, "CoreProcessedCalls")
        ),
        ("1", "0")
    );
}
