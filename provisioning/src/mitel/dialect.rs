//! From settings to the names of a file, and back.

use crate::brand::encode::{Code, Decoder, Encoder, Row, Settings, account, carried, device};
use crate::brand::zone::{Clock, Date, Summer, clock, zone_of};
use crate::brand::{Brand, Entries, Model};
use crate::device::Schedule;
use crate::problem::{Finding, Problem};
use crate::setting::{AccountSetting as A, DeviceSetting as D, Key, KeyFunction, KeySetting, Setting, Value};
use crate::time_zone::UtcOffset;

/// What has one name.
const ROWS: [Row; 22] = [
    account(A::UserId, "sip line{n} user name", Code::Text),
    account(A::AuthId, "sip line{n} auth name", Code::Text),
    account(A::Password, "sip line{n} password", Code::Secret),
    account(A::DisplayName, "sip line{n} display name", Code::Text),
    account(A::Name, "sip line{n} screen name", Code::Text),
    account(A::Voicemail, "sip line{n} vmail", Code::Text),
    // Minutes and seconds.
    account(
        A::RegisterExpiry,
        "sip line{n} registration period",
        Code::Times(60),
    ),
    device(D::AccessAdminPassword, "admin password", Code::Secret),
    device(D::AccessUserPassword, "user password", Code::Secret),
    device(D::NetMode, "dhcp", Code::Words(&[("dhcp", "1"), ("static", "0")])),
    device(D::NetIp, "ip", Code::Ipv4),
    device(D::NetMask, "subnet mask", Code::Ipv4),
    device(D::NetGateway, "default gateway", Code::Ipv4),
    device(D::NetDns1, "dns1", Code::Ipv4),
    device(D::NetDns2, "dns2", Code::Ipv4),
    device(D::NetVlanPriority, "priority non-ip", Code::Times(1)),
    device(D::TimeNtp1, "time server1", Code::Text),
    device(D::TimeNtp2, "time server2", Code::Text),
    device(
        D::TimeClock,
        "time format",
        Code::Words(&[("12h", "0"), ("24h", "1")]),
    ),
    device(
        D::TimeDateFormat,
        "date format",
        Code::Words(&[("ymd", "2"), ("dmy", "5")]),
    ),
    device(D::ProvConfigUser, "http digest username", Code::Text),
    device(D::ProvConfigPassword, "http digest password", Code::Secret),
];

const SERVERS: [(A, [&str; 2]); 2] = [
    (A::Server1, ["proxy", "registrar"]),
    (A::Server2, ["backup proxy", "backup registrar"]),
];

const TRANSPORTS: [(&str, &str); 3] = [("udp", "1"), ("tcp", "2"), ("tls", "4")];

/// Languages by our codes: the file with its words, and the phone's name for typing in it.
const LANGUAGES: [(&str, &str, &str); 5] = [
    ("fr", "lang_fr.txt", "French"),
    ("es", "lang_es.txt", "Spanish"),
    ("de", "lang_de.txt", "German"),
    ("it", "lang_it.txt", "Italian"),
    ("nl", "lang_nl_nl.txt", "Dutch"),
];

const TYPES: [(KeyFunction, &str); 5] = [
    (KeyFunction::None, "none"),
    (KeyFunction::Line, "line"),
    (KeyFunction::SpeedDial, "speeddial"),
    (KeyFunction::BusyLamp, "blf"),
    (KeyFunction::DoNotDisturb, "dnd"),
];

pub(crate) fn encode(model: Model, settings: &Settings, baseline: bool) -> (Entries, Vec<Finding>) {
    let mut encoder = Encoder::new(model, settings);
    if baseline {
        for check in ["certificates", "hostname", "expires"] {
            encoder.put(format!("https validate {check}"), "1");
        }
    }
    provisioning(&mut encoder);
    network(&mut encoder);
    time(&mut encoder);
    language(&mut encoder);
    lines(&mut encoder);
    encoder.rows(&ROWS);
    keys(&mut encoder);
    encoder.finish()
}

fn lines(encoder: &mut Encoder<'_>) {
    let mut transport = None;
    let mut mailbox = false;
    for line in 1..=encoder.model.lines() {
        let of = |of| Setting::Account(line, of);
        let active = encoder.take(of(A::Active)) == Some(Some(&Value::Bool(true)));
        if !active {
            for empty in [
                "user name",
                "auth name",
                "password",
                "display name",
                "screen name",
                "vmail",
                "proxy ip",
                "registrar ip",
                "backup proxy ip",
                "backup registrar ip",
            ] {
                encoder.put(format!("sip line{line} {empty}"), "");
            }
            continue;
        }
        mailbox |= encoder.peek(of(A::Voicemail)).is_some();
        for (server, names) in SERVERS {
            let Some(text) = encoder.take(of(server)) else {
                continue;
            };
            let text = match text {
                Some(Value::Text(text)) => text.as_str(),
                _ => "",
            };
            let (host, port) = split(text);
            for name in names {
                encoder.put(format!("sip line{line} {name} ip"), host);
                encoder.put(format!("sip line{line} {name} port"), port);
            }
        }
        if let Some(word) = encoder.take_text(of(A::Transport)) {
            if transport.is_some_and(|there| there != word) {
                let brand = Brand::Mitel.title();
                encoder.find(of(A::Transport), Problem::OneForAll { brand });
            }
            transport = Some(word);
        }
        // They have no codes of their own: what is dialled is the PBX's.
        if encoder.peek(of(A::LocalFeatures)) == Some(&Value::Bool(false)) {
            encoder.take(of(A::LocalFeatures));
        }
    }
    let code = transport.and_then(|word| TRANSPORTS.iter().find(|(ours, _)| *ours == word));
    if let Some((_, code)) = code {
        encoder.put("sip transport protocol", *code);
    }
    if mailbox {
        encoder.put("sip explicit mwi subscription", "1");
    }
}

/// Host and port; 0 where the phone shall choose. Brackets go: the port has a name of its own.
fn split(server: &str) -> (&str, &str) {
    let (host, port) = match server.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') && !host.is_empty() => (host, port),
        _ => (server, "0"),
    };
    (host.trim_start_matches('[').trim_end_matches(']'), port)
}

fn joined(host: &str, port: Option<&str>) -> String {
    let host = if host.contains(':') {
        format!("[{host}]")
    } else {
        host.to_owned()
    };
    match port {
        None | Some("0" | "") => host,
        Some(port) => format!("{host}:{port}"),
    }
}

fn keys(encoder: &mut Encoder<'_>) {
    for position in 1..=encoder.model.keys() {
        if let Some((name, number)) = encoder.model.key_name(position) {
            key(encoder, Key::Line(position), &format!("{name}{number}"));
        }
    }
    for position in 1..=encoder.model.board_keys() {
        key(encoder, Key::Board(position), &board_key(encoder.model, position));
    }
}

fn board_key(model: Model, position: u8) -> String {
    let each = model.keys_of_a_board();
    format!(
        "expmod{} key{}",
        (position - 1) / each + 1,
        (position - 1) % each + 1
    )
}

fn key(encoder: &mut Encoder<'_>, key: Key, name: &str) {
    let of = |of| Setting::Key(key, of);
    let function = match encoder.take(of(KeySetting::Function)) {
        Some(Some(Value::Function(function))) => Some(*function),
        _ => None,
    };
    let account = match encoder.take(of(KeySetting::Account)) {
        Some(Some(Value::Integer(account))) => account.to_string(),
        _ => "1".to_owned(),
    };
    let (label, value) = (
        encoder.take_text(of(KeySetting::Label)),
        encoder.take_text(of(KeySetting::Value)),
    );
    let wanted = function.unwrap_or(KeyFunction::None);
    let Some((_, kind)) = TYPES.iter().find(|(ours, _)| *ours == wanted) else {
        let known: Vec<_> = TYPES.iter().map(|(ours, _)| ours.name()).collect();
        return encoder.cannot(of(KeySetting::Function), wanted.name(), &known);
    };
    if function.is_some() && name.starts_with("prgkey") {
        // The factory locks some of these to its own functions.
        encoder.put(format!("{name} locked"), "0");
    }
    for (of, text) in [(KeySetting::Label, label), (KeySetting::Value, value)] {
        if let Err(problem) = text.map_or(Ok(()), |text| carried(Brand::Mitel, text)) {
            encoder.find(Setting::Key(key, of), problem);
        }
    }
    encoder.put(format!("{name} type"), *kind);
    encoder.put(format!("{name} value"), value.unwrap_or_default());
    encoder.put(format!("{name} label"), label.or(value).unwrap_or_default());
    if *kind != "none" {
        encoder.put(format!("{name} line"), account);
    }
}

fn network(encoder: &mut Encoder<'_>) {
    match encoder.take(Setting::Device(D::NetVlan)) {
        Some(Some(Value::Integer(tag))) if *tag > 0 => {
            encoder.put("tagging enabled", "1");
            encoder.put("vlan id", tag.to_string());
        }
        Some(_) => encoder.put("tagging enabled", "0"),
        None => {}
    }
    match encoder.take(Setting::Device(D::NetPcVlan)) {
        Some(Some(Value::Integer(tag))) if *tag > 0 => encoder.put("vlan id port 1", tag.to_string()),
        // What leaves the port of the PC without a tag.
        Some(_) => encoder.put("vlan id port 1", "4095"),
        None => {}
    }
    if let Some(server) = encoder.take_text(D::LogServer) {
        let (host, port) = split(server);
        encoder.put("log server ip", host);
        encoder.put("log server port", if port == "0" { "514" } else { port });
    }
}

fn time(encoder: &mut Encoder<'_>) {
    if encoder.peek(D::TimeNtp1).is_some() {
        encoder.put("time server disabled", "0");
    }
    let setting = Setting::Device(D::TimeZone);
    let Some(Some(Value::Zone(zone))) = encoder.take(setting) else {
        return;
    };
    match clock(zone, Brand::Mitel.title()) {
        Err(problem) => encoder.find(setting, problem),
        Ok(clock) => {
            encoder.put("time zone name", "Custom");
            // Westwards.
            encoder.put("time zone minutes", (-clock.offset.minutes()).to_string());
            let Some(summer) = clock.summer else {
                return encoder.put("dst config", "0");
            };
            // Whole hours only, and the clock that goes on.
            if !(1..=60).contains(&summer.save) || summer.start.minute != 0 || summer.end.minute != 0 {
                let family = Brand::Mitel.title();
                return encoder.find(setting, Problem::ZoneForm { family });
            }
            encoder.put("dst config", "3");
            encoder.put("dst minutes", summer.save.to_string());
            encoder.put("dst [start|end] relative date", "1");
            for (name, date) in [("start", summer.start), ("end", summer.end)] {
                encoder.put(format!("dst {name} month"), date.month.to_string());
                encoder.put(format!("dst {name} hour"), date.hour.to_string());
                let week = if date.week == 5 {
                    "-1".to_owned()
                } else {
                    date.week.to_string()
                };
                encoder.put(format!("dst {name} week"), week);
                encoder.put(format!("dst {name} day"), (date.weekday + 1).to_string());
            }
        }
    }
}

fn read_zone(decoder: &mut Decoder<'_>) {
    if decoder.entries.get("time zone name") != Some("Custom") {
        return;
    }
    decoder.take("time zone name");
    let number = |text: Option<&str>| text.and_then(|text| text.parse::<i16>().ok());
    let offset = number(decoder.take("time zone minutes"))
        .and_then(i16::checked_neg)
        .and_then(UtcOffset::from_minutes);
    let has = decoder.take("dst config").is_some_and(|config| config == "3");
    let relative = decoder.take("dst [start|end] relative date") == Some("1");
    let save = number(decoder.take("dst minutes"));
    let mut date = |name: &str| {
        let mut part = |of: &str| number(decoder.take(&format!("dst {name} {of}")));
        let (month, hour, week, day) = (part("month")?, part("hour")?, part("week")?, part("day")?);
        let week = if week == -1 { 5 } else { week };
        let good = (1..=12).contains(&month)
            && (0..24).contains(&hour)
            && (1..=5).contains(&week)
            && (1..=7).contains(&day);
        let small = |number: i16| u8::try_from(number).ok();
        Some(Date {
            month: small(month)?,
            week: small(week)?,
            weekday: small(day - 1)?,
            hour: small(hour)?,
            minute: 0,
        })
        .filter(|_| good)
    };
    let (start, end) = (date("start"), date("end"));
    let summer = match (start, end, save) {
        (Some(start), Some(end), Some(save)) if has && relative && (1..=60).contains(&save) => {
            Some(Summer { save, start, end })
        }
        _ => None,
    };
    let zone = offset
        .filter(|_| summer.is_some() == has)
        .map(|offset| zone_of(&Clock { offset, summer }));
    // A zone that is none of ours is left over.
    let value = zone.map_or(Value::Text(String::new()), Value::Zone);
    decoder.set("time zone minutes", Setting::Device(D::TimeZone), Some(value));
}

fn language(encoder: &mut Encoder<'_>) {
    let setting = Setting::Device(D::UiLanguage);
    let Some(code) = encoder.take_text(setting) else {
        return;
    };
    let plain = code.split(['-', '_']).next().unwrap_or(code);
    if plain == "en" {
        encoder.put("language", "0");
        encoder.put("input language", "English");
    } else if let Some((_, file, input)) = LANGUAGES.iter().find(|(ours, ..)| *ours == plain) {
        encoder.put("language", "1");
        encoder.put("language 1", *file);
        encoder.put("input language", *input);
    } else {
        encoder.cannot(setting, code, &["en", "fr", "es", "de", "it", "nl"]);
    }
}

fn provisioning(encoder: &mut Encoder<'_>) {
    let protocol = encoder.take_text(D::ProvConfigProtocol).unwrap_or("https");
    let setting = Setting::Device(D::ProvConfigProtocol);
    if let Some(path) = encoder.take_text(D::ProvConfigPath) {
        match protocol {
            "https" => {}
            "http" => encoder.find(setting, Problem::Plain),
            other => encoder.cannot(setting, other, &["https", "http"]),
        }
        let (server, path) = path.split_once('/').unwrap_or((path, ""));
        let (host, port) = split(server);
        encoder.put("download protocol", protocol.to_uppercase());
        encoder.put(format!("{protocol} server"), host);
        encoder.put(format!("{protocol} path"), path.trim_end_matches('/'));
        let default = if protocol == "http" { "80" } else { "443" };
        encoder.put(
            format!("{protocol} port"),
            if port == "0" { default } else { port },
        );
    }
    let setting = Setting::Device(D::ProvSchedule);
    match encoder.take(setting) {
        Some(Some(Value::Schedule(Schedule::Never))) => encoder.put("auto resync mode", "0"),
        Some(Some(Value::Schedule(Schedule::Daily { hour }))) => {
            // Configuration and firmware.
            encoder.put("auto resync mode", "3");
            encoder.put("auto resync time", format!("{hour:02}:00"));
        }
        Some(Some(_)) => {
            let family = Brand::Mitel.title();
            encoder.find(setting, Problem::ScheduleForm { family });
        }
        _ => {}
    }
}

pub(crate) fn decode(model: Model, entries: &Entries) -> (Settings, Vec<String>) {
    let mut decoder = Decoder::new(model, entries);
    decoder.rows(&ROWS);
    for line in 1..=model.lines() {
        for (of, [first, second]) in SERVERS {
            let name = format!("sip line{line} {first} ip");
            let host = decoder.take(&name);
            let port = decoder.take(&format!("sip line{line} {first} port"));
            // The registrar is told if it is another one.
            let other = entries.get(&format!("sip line{line} {second} ip"));
            if other.is_none() || other == host {
                decoder.take(&format!("sip line{line} {second} ip"));
                decoder.take(&format!("sip line{line} {second} port"));
            }
            if let Some(host) = host.filter(|host| !host.is_empty() && *host != "0.0.0.0") {
                let value = Value::Text(joined(host, port));
                decoder.set(&name, Setting::Account(line, of), Some(value));
            }
        }
        let user = entries.get(&format!("sip line{line} user name"));
        if let Some(user) = user {
            let active = Some(Value::Bool(!user.is_empty()));
            decoder.set("", Setting::Account(line, A::Active), active);
        }
    }
    if let Some(code) = decoder.take("sip transport protocol") {
        let word = TRANSPORTS.iter().find(|(_, theirs)| *theirs == code);
        for line in 1..=model.lines() {
            if let Some((word, _)) = word
                && entries
                    .get(&format!("sip line{line} user name"))
                    .is_some_and(|user| !user.is_empty())
            {
                let setting = Setting::Account(line, A::Transport);
                decoder.set("sip transport protocol", setting, Some(Value::Choice(word)));
            }
        }
    }
    decoder.take("sip explicit mwi subscription");
    for position in 1..=model.keys() {
        if let Some((name, number)) = model.key_name(position) {
            read_key(&mut decoder, &format!("{name}{number}"), Key::Line(position));
        }
    }
    for position in 1..=model.board_keys() {
        read_key(&mut decoder, &board_key(model, position), Key::Board(position));
    }
    if let Some(tagged) = decoder.take("tagging enabled") {
        let tag = decoder.take("vlan id").filter(|_| tagged == "1");
        let tag = tag.map_or(Some(0), |tag| tag.parse().ok()).unwrap_or(u32::MAX);
        decoder.set("vlan id", Setting::Device(D::NetVlan), Some(Value::Integer(tag)));
    }
    if let Some(tag) = decoder.take("vlan id port 1") {
        let tag = if tag == "4095" { Some(0) } else { tag.parse().ok() };
        let value = Value::Integer(tag.unwrap_or(u32::MAX));
        decoder.set("vlan id port 1", Setting::Device(D::NetPcVlan), Some(value));
    }
    if let Some(host) = decoder.take("log server ip").filter(|host| !host.is_empty()) {
        let port = decoder.take("log server port").filter(|port| *port != "514");
        let value = Value::Text(joined(host, port));
        decoder.set("log server ip", Setting::Device(D::LogServer), Some(value));
    }
    read_zone(&mut decoder);
    match (decoder.take("language"), decoder.take("language 1")) {
        (Some("0"), _) => decoder.set("language", D::UiLanguage.into(), Some(Value::Text("en".into()))),
        (Some("1"), Some(file)) => {
            let code = LANGUAGES.iter().find(|(_, theirs, _)| *theirs == file);
            let code = code.map_or("", |(ours, ..)| *ours).to_owned();
            decoder.set("language 1", D::UiLanguage.into(), Some(Value::Text(code)));
        }
        _ => {}
    }
    read_server(&mut decoder);
    let (mode, time) = (decoder.take("auto resync mode"), decoder.take("auto resync time"));
    let schedule = match (mode, time.and_then(|time| time.strip_suffix(":00")?.parse().ok())) {
        (Some("0"), _) => Some(Schedule::Never),
        (Some("1" | "3"), Some(hour)) => Some(Schedule::Daily { hour }),
        _ => None,
    };
    if let Some(schedule) = schedule {
        decoder.set(
            "auto resync mode",
            D::ProvSchedule.into(),
            Some(Value::Schedule(schedule)),
        );
    }
    decoder.finish()
}

fn read_key(decoder: &mut Decoder<'_>, name: &str, key: Key) {
    let kind_name = format!("{name} type");
    let Some(kind) = decoder.take(&kind_name) else {
        return;
    };
    let mut text = |of: &str| {
        decoder
            .take(&format!("{name} {of}"))
            .filter(|text| !text.is_empty())
    };
    let (value, label, line) = (text("value"), text("label"), text("line"));
    text("locked");
    let known = TYPES.iter().find(|(_, theirs)| *theirs == kind);
    let Some((function, _)) = known else {
        let wrong = Some(Value::Text(String::new()));
        return decoder.set(&kind_name, Setting::Key(key, KeySetting::Function), wrong);
    };
    if *function == KeyFunction::None {
        return;
    }
    let mut set = |of, value| decoder.set(&kind_name, Setting::Key(key, of), Some(value));
    set(KeySetting::Function, Value::Function(*function));
    let account = line.and_then(|line| line.parse().ok()).unwrap_or(1);
    set(KeySetting::Account, Value::Integer(account));
    if let Some(label) = label {
        set(KeySetting::Label, Value::Text(label.to_owned()));
    }
    if let Some(value) = value {
        set(KeySetting::Value, Value::Text(value.to_owned()));
    }
}

fn read_server(decoder: &mut Decoder<'_>) {
    let protocol = match decoder.entries.get("download protocol") {
        Some(word) if word.eq_ignore_ascii_case("https") => "https",
        Some(word) if word.eq_ignore_ascii_case("http") => "http",
        // TFTP and FTP are left over.
        _ => return,
    };
    decoder.take("download protocol");
    let name = format!("{protocol} server");
    let host = decoder.take(&name);
    let path = decoder.take(&format!("{protocol} path")).unwrap_or_default();
    let default = if protocol == "http" { "80" } else { "443" };
    let port = decoder
        .take(&format!("{protocol} port"))
        .filter(|port| *port != default);
    let Some(host) = host.filter(|host| !host.is_empty()) else {
        return;
    };
    let path = match path.trim_matches('/') {
        "" => joined(host, port),
        path => format!("{}/{path}", joined(host, port)),
    };
    decoder.set(&name, D::ProvConfigPath.into(), Some(Value::Text(path)));
    decoder.set(&name, D::ProvConfigProtocol.into(), Some(Value::Choice(protocol)));
}
