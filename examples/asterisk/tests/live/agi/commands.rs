//! Every command that Asterisk has, and where it is asked of it.

use switchhook_agi::Command;
use switchhook_agi::command::*;
use switchhook_rig::Laboratory;

use super::desk::watcher;

struct Entry {
    name: String,
    is_for_the_dead: bool,
    /// The scenarios in which it is sent.
    asked_in: &'static str,
    type_name: &'static str,
}

#[allow(clippy::needless_pass_by_value, reason = "the table reads better")]
fn entry<C: Command>(command: C, asked_in: &'static str) -> Entry {
    let whole = std::any::type_name::<C>();
    Entry {
        name: command.name().to_owned(),
        is_for_the_dead: command.is_for_the_dead(),
        asked_in,
        type_name: whole.rsplit("::").next().unwrap_or(whole),
    }
}

fn table() -> Vec<Entry> {
    let (keys, recording, dialplan, hangups) = (
        include_str!("keys.rs"),
        include_str!("recording.rs"),
        include_str!("dialplan.rs"),
        include_str!("hangups.rs"),
    );
    vec![
        entry(Answer, dialplan),
        entry(AsyncAgiBreak, dialplan),
        entry(ChannelStatus::new(), dialplan),
        entry(ControlStreamFile::new("x"), keys),
        entry(DatabaseDel::new("x", "x"), dialplan),
        entry(DatabaseDelTree::new("x"), dialplan),
        entry(DatabaseGet::new("x", "x"), dialplan),
        entry(DatabasePut::new("x", "x", "x"), dialplan),
        entry(Exec::new("x"), dialplan),
        entry(GetData::new("x"), keys),
        entry(GetFullVariable::new("x"), dialplan),
        entry(GetOption::new("x", "1"), keys),
        entry(GetVariable::new("x"), dialplan),
        entry(Gosub::new("x", "x", 1), dialplan),
        entry(Hangup::new(), hangups),
        entry(Noop, dialplan),
        entry(ReceiveChar::forever(), dialplan),
        entry(ReceiveText::forever(), dialplan),
        entry(RecordFile::new("x", "wav"), recording),
        entry(SayAlpha::new("x"), keys),
        entry(SayDate::new(0), keys),
        entry(SayDateTime::new(0), keys),
        entry(SayDigits::new("1"), keys),
        entry(SayNumber::new(1), keys),
        entry(SayPhonetic::new("x"), keys),
        entry(SayTime::new(0), keys),
        entry(SendImage::new("x"), dialplan),
        entry(SendText::new("x"), dialplan),
        entry(SetAutoHangup::never(), dialplan),
        entry(SetCallerId::number("1"), dialplan),
        entry(SetContext::new("x"), dialplan),
        entry(SetExtension::new("x"), dialplan),
        entry(SetMusic::off(), dialplan),
        entry(SetPriority::new(1), dialplan),
        entry(SetVariable::new("x", "x"), dialplan),
        entry(SpeechActivateGrammar::new("x"), dialplan),
        entry(SpeechCreate::new("x"), dialplan),
        entry(SpeechDeactivateGrammar::new("x"), dialplan),
        entry(SpeechDestroy, dialplan),
        entry(SpeechLoadGrammar::new("x", "x"), dialplan),
        entry(SpeechRecognize::new("x"), dialplan),
        entry(SpeechSet::new("x", "x"), dialplan),
        entry(SpeechUnloadGrammar::new("x"), dialplan),
        entry(StreamFile::new("x"), keys),
        entry(TddMode::On, dialplan),
        entry(Verbose::new("x"), dialplan),
        entry(WaitForDigit::forever(), keys),
    ]
}

pub(crate) fn asterisk_has_no_command_that_is_not_in_the_table(laboratory: &Laboratory) {
    let table = table();
    assert_eq!(table.len(), 47);
    for entry in &table {
        // Once where it is imported, and where it is sent.
        let count = entry.asked_in.matches(entry.type_name).count();
        assert!(count >= 2, "{} is not asked where the table says", entry.name);
    }
    let reply = watcher(laboratory)
        .ask(&[("Action", "Command"), ("Command", "agi show commands")])
        .unwrap();
    let mut listed = 0;
    for (name, line) in reply.headers() {
        let mut words = line.split_whitespace();
        let (true, Some(dead @ ("Yes" | "No"))) = (name == "Output", words.next()) else {
            continue;
        };
        let words: Vec<&str> = words
            .take_while(|word| word.chars().all(char::is_lowercase))
            .collect();
        // The words of the description begin with a capital letter.
        let command = words.join(" ").to_uppercase();
        let found = table.iter().find(|entry| entry.name == command);
        let Some(entry) = found else {
            panic!("{command:?} is not in the table: {line:?}")
        };
        assert_eq!(entry.is_for_the_dead, dead == "Yes", "{command}");
        listed += 1;
    }
    assert_eq!(listed, table.len(), "{reply:?}");
}
