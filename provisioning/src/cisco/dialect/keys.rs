//! Keys: which line one shows, or the script of what it does.

use super::{A, Decoder, Encoder, Key, KeyFunction, KeySetting, Problem, Setting, Value};

pub(super) fn keys(encoder: &mut Encoder<'_>) {
    for position in 1..=encoder.model.keys() {
        let key = Key::Line(position);
        let name = |name: &str| format!("{name}_{position}_");
        let (extension, label, script) = match function(encoder, key) {
            Some(Action::Line(line, label)) => (line.to_string(), label, String::new()),
            Some(Action::Script(label, script)) => ("Disabled".to_owned(), Some(label), script),
            Some(Action::Nothing) => ("Disabled".to_owned(), None, String::new()),
            // A key that nobody set is that of its line.
            None => match own_line(encoder, position) {
                Some(label) => (position.to_string(), Some(label), String::new()),
                None => ("Disabled".to_owned(), None, String::new()),
            },
        };
        encoder.put(name("Extension"), extension);
        encoder.put(name("Short_Name"), label.unwrap_or_default());
        encoder.put(name("Extended_Function"), script);
    }
    // What no key shows is nowhere: on the models without any, the display shows the account's name.
    let model = encoder.model.name();
    for line in 1..=encoder.model.lines() {
        let label = Setting::Account(line, A::Name);
        if let Some(Some(_)) = encoder.take(label) {
            encoder.find(label, Problem::LabelUnseen { model });
        }
    }
    for position in 1..=encoder.model.board_keys() {
        let each = encoder.model.keys_of_a_board();
        let (unit, place) = ((position - 1) / each + 1, (position - 1) % each + 1);
        let script = match function(encoder, Key::Board(position)) {
            Some(Action::Script(_, script)) => script,
            Some(Action::Line(..)) => {
                let setting = Setting::Key(Key::Board(position), KeySetting::Function);
                encoder.cannot(setting, "line", &["none", "speed_dial", "busy_lamp"]);
                continue;
            }
            Some(Action::Nothing) | None => String::new(),
        };
        encoder.put(format!("Unit_{unit}_Key_{place}"), script);
    }
}

enum Action {
    Line(u8, Option<String>),
    /// What stands beside it, and what it does.
    Script(String, String),
    Nothing,
}

fn own_line(encoder: &mut Encoder<'_>, line: u8) -> Option<String> {
    if line > encoder.model.lines()
        || encoder.peek(Setting::Account(line, A::Active)) != Some(&Value::Bool(true))
    {
        return None;
    }
    let label = encoder.take_text(Setting::Account(line, A::Name));
    Some(label.unwrap_or("$USER").to_owned())
}

fn function(encoder: &mut Encoder<'_>, key: Key) -> Option<Action> {
    let of = |of| Setting::Key(key, of);
    let function = match encoder.take(of(KeySetting::Function))? {
        Some(Value::Function(function)) => *function,
        _ => KeyFunction::None,
    };
    let account = match encoder.take(of(KeySetting::Account)) {
        Some(Some(Value::Integer(account))) => u8::try_from(*account).unwrap_or(1),
        _ => 1,
    };
    let label = encoder.take_text(of(KeySetting::Label));
    let value = encoder.take_text(of(KeySetting::Value));
    let mut fits = |of, text: &str| {
        let bad = |found: char| matches!(found, ';' | '@' | ',' | '|');
        if let Some((index, found)) = text.chars().enumerate().find(|(_, found)| bad(*found)) {
            let position = index + 1;
            encoder.find(
                of,
                Problem::Character {
                    position,
                    found: Some(found),
                },
            );
        }
    };
    if let Some(label) = label {
        fits(of(KeySetting::Label), label);
    }
    if let Some(value) = value {
        fits(of(KeySetting::Value), value);
    }
    let name = label.or(value).unwrap_or_default();
    let line = if account > 1 {
        format!(";vid={account}")
    } else {
        String::new()
    };
    let value = value.unwrap_or_default();
    Some(match function {
        KeyFunction::None => Action::Nothing,
        KeyFunction::Line => Action::Line(account, label.map(str::to_owned)),
        KeyFunction::SpeedDial => Action::Script(
            name.to_owned(),
            format!("fnc=sd;ext={value}@$PROXY{line};nme={name}"),
        ),
        KeyFunction::BusyLamp => Action::Script(
            name.to_owned(),
            format!("fnc=sd+blf+cp;sub={value}@$PROXY{line};nme={name}"),
        ),
        other => {
            let known = ["none", "line", "speed_dial", "busy_lamp"];
            encoder.cannot(of(KeySetting::Function), other.name(), &known);
            Action::Nothing
        }
    })
}

pub(super) fn read_function(decoder: &mut Decoder<'_>, name: &str, key: Key) {
    let Some(script) = decoder.take(name).filter(|script| !script.is_empty()) else {
        return;
    };
    let part = |wanted: &str| {
        script
            .split(';')
            .find_map(|part| part.strip_prefix(wanted)?.strip_prefix('='))
    };
    let function = match part("fnc") {
        Some("sd") => KeyFunction::SpeedDial,
        Some(kind) if kind.split('+').any(|word| word == "blf") => KeyFunction::BusyLamp,
        _ => {
            return decoder.set(
                name,
                Setting::Key(key, KeySetting::Function),
                Some(Value::Text(String::new())),
            );
        }
    };
    let number = part("sub").or(part("ext")).unwrap_or_default();
    let number = number.split('@').next().unwrap_or_default();
    let account = part("vid").and_then(|vid| vid.parse().ok()).unwrap_or(1);
    let mut set = |of, value| decoder.set(name, Setting::Key(key, of), Some(value));
    set(KeySetting::Function, Value::Function(function));
    set(KeySetting::Account, Value::Integer(account));
    set(KeySetting::Value, Value::Text(number.to_owned()));
    if let Some(label) = part("nme").filter(|label| !label.is_empty()) {
        set(KeySetting::Label, Value::Text(label.to_owned()));
    }
}
