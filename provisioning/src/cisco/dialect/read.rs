//! From the names of a flat profile to settings.

use std::time::Duration;

use super::keys::read_function;
use super::zone::read_zone;
use super::{
    A, D, Decoder, Entries, Key, LANGUAGES, Model, ROWS, Schedule, Setting, Settings, Value, read_proxy,
};

pub(crate) fn decode(model: Model, entries: &Entries) -> (Settings, Vec<String>) {
    let mut decoder = Decoder::new(model, entries);
    decoder.rows(&ROWS);
    for line in 1..=model.lines() {
        let name = format!("Proxy_{line}_");
        if let Some(text) = decoder.take(&name).filter(|text| !text.is_empty()) {
            let (first, second) = read_proxy(text);
            decoder.set(
                &name,
                Setting::Account(line, A::Server1),
                Some(Value::Text(first)),
            );
            if let Some(second) = second {
                decoder.set(
                    &name,
                    Setting::Account(line, A::Server2),
                    Some(Value::Text(second)),
                );
            }
        }
    }
    if let Some(number) = decoder
        .take("Voice_Mail_Number")
        .filter(|number| !number.is_empty())
    {
        let setting = Setting::Account(1, A::Voicemail);
        decoder.set("Voice_Mail_Number", setting, Some(Value::Text(number.to_owned())));
    }
    for position in 1..=model.keys() {
        read_function(
            &mut decoder,
            &format!("Extended_Function_{position}_"),
            Key::Line(position),
        );
        let extension = decoder.take(&format!("Extension_{position}_"));
        let label = decoder.take(&format!("Short_Name_{position}_"));
        let shows = extension.and_then(|text| text.parse::<u8>().ok());
        if let (Some(line), Some(label)) = (
            shows,
            label.filter(|label| !label.is_empty() && *label != "$USER"),
        ) {
            let name = format!("Short_Name_{position}_");
            decoder.set(
                &name,
                Setting::Account(line, A::Name),
                Some(Value::Text(label.to_owned())),
            );
        }
    }
    for position in 1..=model.board_keys() {
        let each = model.keys_of_a_board();
        let (unit, place) = ((position - 1) / each + 1, (position - 1) % each + 1);
        read_function(
            &mut decoder,
            &format!("Unit_{unit}_Key_{place}"),
            Key::Board(position),
        );
    }
    for (of, switch, name) in [
        (D::NetVlan, "Enable_VLAN", "VLAN_ID"),
        (D::NetPcVlan, "Enable_PC_Port_VLAN_Tagging", "PC_Port_VLAN_ID"),
    ] {
        if let Some(switch) = decoder.take(switch) {
            let tag = decoder.take(name).filter(|_| switch.eq_ignore_ascii_case("yes"));
            let tag = tag.map_or(Some(0), |tag| tag.parse().ok());
            decoder.set(
                name,
                Setting::Device(of),
                Some(Value::Integer(tag.unwrap_or(u32::MAX))),
            );
        }
    }
    read_zone(&mut decoder);
    if let Some(name) = decoder.take("Language_Selection") {
        let code = LANGUAGES.iter().find(|(_, theirs, _)| *theirs == name);
        let code = code.map_or("", |(ours, ..)| *ours).to_owned();
        decoder.set(
            "Language_Selection",
            Setting::Device(D::UiLanguage),
            Some(Value::Text(code)),
        );
        decoder.take("Locale");
    }
    if let Some(rule) = decoder.take("Profile_Rule") {
        read_rule(&mut decoder, rule);
    }
    let periodic = decoder.take("Resync_Periodic");
    let at = decoder.take("Resync_At__HHmm_").filter(|at| !at.is_empty());
    let schedule = match (at, periodic) {
        (Some(at), _) if at.len() == 4 => at
            .strip_suffix("00")
            .and_then(|hour| hour.parse().ok())
            .map(|hour| Schedule::Daily { hour }),
        (Some(_), _) => None,
        (None, Some("0")) => Some(Schedule::Never),
        (None, Some(seconds)) => seconds
            .parse()
            .ok()
            .map(|seconds| Schedule::Every(Duration::from_secs(seconds))),
        (None, None) => None,
    };
    if let Some(schedule) = schedule {
        let setting = Setting::Device(D::ProvSchedule);
        decoder.set("Resync_Periodic", setting, Some(Value::Schedule(schedule)));
    }
    if let Some(server) = decoder.take("LDAP_Server").filter(|server| !server.is_empty()) {
        let setting = Setting::Device(D::LdapServer);
        decoder.set("LDAP_Server", setting, Some(Value::Text(server.to_owned())));
    }
    if let Some(user) = decoder.take("LDAP_Client_DN").filter(|user| !user.is_empty()) {
        let setting = Setting::Device(D::LdapUser);
        decoder.set("LDAP_Client_DN", setting, Some(Value::Text(user.to_owned())));
    }
    decoder.finish()
}

/// `[--uid u --pwd p] https://host/path/spa$MA.xml`; other rules are left over.
fn read_rule(decoder: &mut Decoder<'_>, rule: &str) {
    let (access, url) = match rule.strip_prefix('[').and_then(|rule| rule.split_once(']')) {
        Some((access, url)) => (access, url.trim()),
        None => ("", rule),
    };
    let scheme = url.split_once("://");
    let known = scheme.filter(|(scheme, _)| matches!(*scheme, "https" | "http"));
    let folder = known.and_then(|(scheme, rest)| Some((scheme, rest.rsplit_once('/')?.0)));
    let Some((scheme, path)) = folder else {
        // Left over, as it is no path of ours.
        let setting = Setting::Device(D::ProvConfigPath);
        return decoder.set("Profile_Rule", setting, Some(Value::Text(String::new())));
    };
    let word = if scheme == "https" { "https" } else { "http" };
    let mut set = |of, value| decoder.set("Profile_Rule", Setting::Device(of), Some(value));
    set(D::ProvConfigPath, Value::Text(path.to_owned()));
    set(D::ProvConfigProtocol, Value::Choice(word));
    let mut words = access.split_whitespace();
    while let Some(word) = words.next() {
        match (word, words.next()) {
            ("--uid", Some(user)) => set(D::ProvConfigUser, Value::Text(user.to_owned())),
            ("--pwd", Some(password)) => set(D::ProvConfigPassword, Value::Secret(password.into())),
            _ => {}
        }
    }
}
