//! From settings to the names of a flat profile, and back.

mod keys;
mod read;
mod zone;

pub(crate) use read::decode;

use super::extras::Cisco;
use crate::brand::encode::{Code, Decoder, Encoder, Row, Settings, account, device};
use crate::brand::zone::clock;
use crate::brand::{Brand, Entries, Model};
use crate::check;
use crate::device::Schedule;
use crate::mac::shown;
use crate::problem::{Finding, Problem};
use crate::setting::{AccountSetting as A, DeviceSetting as D, Key, KeyFunction, KeySetting, Setting, Value};

const YES_NO: Code = Code::Switch("Yes", "No");

/// What has one name.
const ROWS: [Row; 23] = [
    account(A::Active, "Line_Enable_{n}_", YES_NO),
    account(A::UserId, "User_ID_{n}_", Code::Text),
    account(A::AuthId, "Auth_ID_{n}_", Code::Text),
    account(A::Password, "Password_{n}_", Code::Secret),
    account(A::DisplayName, "Display_Name_{n}_", Code::Text),
    account(
        A::Transport,
        "SIP_Transport_{n}_",
        Code::Words(&[("udp", "UDP"), ("tcp", "TCP"), ("tls", "TLS")]),
    ),
    // Minutes and seconds.
    account(A::RegisterExpiry, "Register_Expires_{n}_", Code::Times(60)),
    account(A::LocalPort, "SIP_Port_{n}_", Code::Times(1)),
    device(D::AccessAdminPassword, "Admin_Passwd", Code::Secret),
    device(D::AccessUserPassword, "User_Password", Code::Secret),
    device(
        D::NetMode,
        "Connection_Type",
        Code::Words(&[("dhcp", "DHCP"), ("static", "Static IP")]),
    ),
    device(D::NetIp, "Static_IP", Code::Ipv4),
    device(D::NetMask, "NetMask", Code::Ipv4),
    device(D::NetGateway, "Gateway", Code::Ipv4),
    device(D::NetDns1, "Primary_DNS", Code::Ipv4),
    device(D::NetDns2, "Secondary_DNS", Code::Ipv4),
    device(D::TimeNtp1, "Primary_NTP_Server", Code::Text),
    device(D::TimeNtp2, "Secondary_NTP_Server", Code::Text),
    device(
        D::TimeClock,
        "Time_Format",
        Code::Words(&[("12h", "12hr"), ("24h", "24hr")]),
    ),
    device(
        D::TimeDateFormat,
        "Date_Format",
        Code::Words(&[("mdy", "month/day"), ("dmy", "day/month")]),
    ),
    device(D::LogServer, "Syslog_Server", Code::Text),
    device(D::LdapBase, "LDAP_Search_Base", Code::Text),
    device(D::LdapPassword, "LDAP_Password", Code::Secret),
];

/// Languages by our codes: the phone's name, and its locale.
const LANGUAGES: [(&str, &str, &str); 4] = [
    ("en", "English", "en-US"),
    ("fr", "French", "fr-FR"),
    ("es", "Spanish", "es-ES"),
    ("de", "German", "de-DE"),
];

/// What the phone does by itself when it is dialled, unless it is emptied: then it reaches the PBX.
const STAR_CODES: [&str; 30] = [
    "Call_Return_Code",
    "Blind_Transfer_Code",
    "Call_Back_Act_Code",
    "Call_Back_Deact_Code",
    "Cfwd_All_Act_Code",
    "Cfwd_All_Deact_Code",
    "Cfwd_Busy_Act_Code",
    "Cfwd_Busy_Deact_Code",
    "Cfwd_No_Ans_Act_Code",
    "Cfwd_No_Ans_Deact_Code",
    "CW_Act_Code",
    "CW_Deact_Code",
    "CW_Per_Call_Act_Code",
    "CW_Per_Call_Deact_Code",
    "Block_CID_Act_Code",
    "Block_CID_Deact_Code",
    "Block_CID_Per_Call_Act_Code",
    "Block_CID_Per_Call_Deact_Code",
    "Block_ANC_Act_Code",
    "Block_ANC_Deact_Code",
    "DND_Act_Code",
    "DND_Deact_Code",
    "Secure_All_Call_Act_Code",
    "Secure_No_Call_Act_Code",
    "Secure_One_Call_Act_Code",
    "Secure_One_Call_Deact_Code",
    "Paging_Code",
    "Call_Park_Code",
    "Call_Pickup_Code",
    "Group_Call_Pickup_Code",
];

pub(crate) fn encode(
    model: Model,
    settings: &Settings,
    own: Option<&Cisco>,
    baseline: bool,
) -> (Entries, Vec<Finding>) {
    let mut encoder = Encoder::new(model, settings);
    let on_phone = (1..=model.lines())
        .any(|line| encoder.peek(Setting::Account(line, A::LocalFeatures)) == Some(&Value::Bool(true)));
    if baseline {
        state_baseline(&mut encoder, on_phone);
    }
    lines(&mut encoder, on_phone || !baseline);
    keys::keys(&mut encoder);
    network(&mut encoder);
    time(&mut encoder);
    language(&mut encoder);
    provisioning(&mut encoder);
    ldap(&mut encoder);
    encoder.rows(&ROWS);
    if let Some(own) = own {
        extras(&mut encoder, own);
    }
    encoder.finish()
}

fn state_baseline(encoder: &mut Encoder<'_>, star_codes_on_phone: bool) {
    for name in ["Provision_Enable", "Resync_On_Reset", "Resync_From_SIP"] {
        encoder.put(name, "Yes");
    }
    encoder.put("SPCP_Auto-detect", "No");
    for name in [
        "Profile_Rule_B",
        "Profile_Rule_C",
        "Profile_Rule_D",
        "Report_Rule",
    ] {
        encoder.put(name, "");
    }
    if encoder.has(D::ProvConfigPath) {
        encoder.put("DHCP_Option_To_Use", "");
    }
    encoder.put("Default_Character_Encoding", "UTF-8");
    encoder.put("Server_Type", "Asterisk");
    if !star_codes_on_phone {
        for name in STAR_CODES {
            encoder.put(name, "");
        }
    }
}

fn lines(encoder: &mut Encoder<'_>, own_dial_plan: bool) {
    let brand = Brand::Cisco.title();
    let mut voicemail = None;
    for line in 1..=encoder.model.lines() {
        let of = |of| Setting::Account(line, of);
        let name = |name: &str| format!("{name}_{line}_");
        encoder.take(of(A::LocalFeatures));
        if encoder.peek(of(A::Active)) != Some(&Value::Bool(true)) {
            if encoder.has(of(A::Active)) {
                for empty in ["Proxy", "User_ID", "Auth_ID", "Password", "Display_Name"] {
                    encoder.put(name(empty), "");
                }
            }
            continue;
        }
        let (first, second) = (
            encoder.take_text(of(A::Server1)),
            encoder.take_text(of(A::Server2)),
        );
        if let Some(first) = first {
            encoder.put(name("Proxy"), proxy(first, second));
            encoder.put(name("Use_DNS_SRV"), if second.is_some() { "Yes" } else { "No" });
        }
        encoder.put(name("Register"), "Yes");
        encoder.put(name("Use_Auth_ID"), "Yes");
        // The PBX says when to fetch, and has no password for that.
        encoder.put(name("Auth_Resync-Reboot"), "No");
        if !own_dial_plan {
            encoder.put(name("Dial_Plan"), "([x*#].)");
        }
        let number = encoder.take_text(of(A::Voicemail));
        match voicemail {
            None => voicemail = number.or(voicemail),
            Some(one) if number.is_some_and(|number| number != one) => {
                encoder.find(of(A::Voicemail), Problem::OneForAll { brand });
            }
            Some(_) => {}
        }
    }
    // One for the whole phone, and the last one's must not stay.
    encoder.put("Voice_Mail_Number", voicemail.unwrap_or_default());
}

/// Two servers are a list of which the first is asked while it answers.
fn proxy(first: &str, second: Option<&str>) -> String {
    let Some(second) = second else {
        return first.to_owned();
    };
    let with_port = |host: &str| {
        let has_port = host.rsplit_once(':').is_some_and(|(_, port)| !port.contains(']'));
        if has_port {
            host.to_owned()
        } else {
            format!("{host}:5060")
        }
    };
    let (one, two) = (with_port(first), with_port(second));
    let domain = one.rsplit_once(':').map_or(first, |(host, _)| host);
    format!("{domain}:SRV={one}:p=0|{two}:p=1")
}

fn read_proxy(text: &str) -> (String, Option<String>) {
    let plain = |host: &str| host.strip_suffix(":5060").unwrap_or(host).to_owned();
    let Some((_, list)) = text.split_once(":SRV=") else {
        return (text.to_owned(), None);
    };
    let mut hosts = list
        .split('|')
        .map(|host| plain(host.split(":p=").next().unwrap_or(host)));
    (hosts.next().unwrap_or_default(), hosts.next())
}

fn network(encoder: &mut Encoder<'_>) {
    for (of, switch, name) in [
        (D::NetVlan, "Enable_VLAN", "VLAN_ID"),
        (D::NetPcVlan, "Enable_PC_Port_VLAN_Tagging", "PC_Port_VLAN_ID"),
    ] {
        match encoder.take(Setting::Device(of)) {
            Some(Some(Value::Integer(tag))) if *tag > 0 => {
                encoder.put(switch, "Yes");
                encoder.put(name, tag.to_string());
            }
            Some(_) => encoder.put(switch, "No"),
            None => {}
        }
    }
    if encoder.peek(D::NetDns1).is_some() {
        // Before those of DHCP.
        encoder.put("DNS_Server_Order", "Manual,DHCP");
    }
}

fn time(encoder: &mut Encoder<'_>) {
    if encoder.peek(D::TimeNtp1).is_some() {
        encoder.put("NTP_Enable", "Yes");
    }
    let setting = Setting::Device(D::TimeZone);
    let Some(Some(Value::Zone(wanted))) = encoder.take(setting) else {
        return;
    };
    let family = Brand::Cisco.title();
    match clock(wanted, family) {
        Ok(clock) if zone::is_offset(clock.offset) => {
            encoder.put("Time_Zone", zone::offset(clock.offset));
            let enable = if clock.summer.is_some() { "Yes" } else { "No" };
            encoder.put("Daylight_Saving_Time_Enable", enable);
            if let Some(summer) = clock.summer {
                encoder.put("Daylight_Saving_Time_Rule", zone::daylight(summer));
            }
        }
        Ok(_) => encoder.find(setting, Problem::ZoneForm { family }),
        Err(problem) => encoder.find(setting, problem),
    }
}

fn language(encoder: &mut Encoder<'_>) {
    let setting = Setting::Device(D::UiLanguage);
    let Some(code) = encoder.take_text(setting) else {
        return;
    };
    let known = LANGUAGES
        .iter()
        .find(|(ours, ..)| code.split(['-', '_']).next() == Some(ours));
    match known {
        Some((_, name, locale)) => {
            encoder.put("Language_Selection", *name);
            encoder.put("Locale", *locale);
        }
        None => encoder.cannot(setting, code, &LANGUAGES.map(|(ours, ..)| ours)),
    }
}

fn provisioning(encoder: &mut Encoder<'_>) {
    let user = encoder.take_text(D::ProvConfigUser);
    let password = encoder.take_secret(D::ProvConfigPassword);
    if let Some(scheme) = scheme(encoder, D::ProvConfigProtocol)
        && let Some(path) = encoder.take_text(D::ProvConfigPath)
    {
        let access = match (user, password) {
            (Some(user), Some(password)) => {
                for (of, text) in [
                    (D::ProvConfigUser, user),
                    (D::ProvConfigPassword, password.expose()),
                ] {
                    if let Some(index) = text.chars().position(|found| matches!(found, '[' | ']' | '"')) {
                        let position = index + 1;
                        encoder.find(
                            of.into(),
                            Problem::Character {
                                position,
                                found: None,
                            },
                        );
                    }
                }
                format!("[--uid {user} --pwd {}] ", password.expose())
            }
            _ => String::new(),
        };
        let path = path.trim_end_matches('/');
        encoder.put("Profile_Rule", format!("{access}{scheme}://{path}/spa$MA.xml"));
    }
    if let Some(scheme) = scheme(encoder, D::ProvFirmwareProtocol)
        && let Some(path) = encoder.take_text(D::ProvFirmwarePath)
    {
        if path.ends_with(".bin") {
            encoder.put("Upgrade_Rule", format!("{scheme}://{path}"));
        } else {
            let text = shown(path);
            encoder.find(D::ProvFirmwarePath.into(), Problem::FirmwareFile { text });
        }
    }
    let setting = Setting::Device(D::ProvSchedule);
    if let Some(Some(Value::Schedule(schedule))) = encoder.take(setting) {
        let (seconds, at) = match schedule {
            Schedule::Never => (0, String::new()),
            Schedule::Every(time) => (time.as_secs(), String::new()),
            Schedule::Daily { hour } => (0, format!("{hour:02}00")),
            Schedule::Weekly { .. } => {
                let family = Brand::Cisco.title();
                return encoder.find(setting, Problem::ScheduleForm { family });
            }
        };
        encoder.put("Resync_Periodic", seconds.to_string());
        encoder.put("Resync_At__HHmm_", at);
    }
}

/// `https` where nothing else is said; `None` where something is said that cannot be.
fn scheme(encoder: &mut Encoder<'_>, of: D) -> Option<&'static str> {
    match encoder.take_text(of) {
        None | Some("https") => Some("https"),
        Some("http") => {
            encoder.find(of.into(), Problem::Plain);
            Some("http")
        }
        Some(word) => {
            encoder.cannot(of.into(), word, &["https", "http"]);
            None
        }
    }
}

fn ldap(encoder: &mut Encoder<'_>) {
    let user = encoder.take_text(D::LdapUser);
    if !encoder.has(D::LdapPassword) {
        encoder.put("LDAP_Password", "");
    }
    let Some(server) = encoder.take_text(D::LdapServer) else {
        return;
    };
    for (name, text) in [
        ("LDAP_Dir_Enable", "Yes"),
        ("LDAP_Corp_Dir_Name", "LDAP"),
        ("LDAP_Server", server),
        ("LDAP_Auth_Method", if user.is_some() { "Simple" } else { "None" }),
        ("LDAP_Client_DN", user.unwrap_or_default()),
        ("LDAP_Last_Name_Filter", "sn:(sn=*$VALUE*)"),
        ("LDAP_First_Name_Filter", "cn:(cn=*$VALUE*)"),
        ("LDAP_Display_Attrs", "a=cn;a=sn;a=telephoneNumber,t=p;"),
    ] {
        encoder.put(name, text);
    }
}

fn extras(encoder: &mut Encoder<'_>, own: &Cisco) {
    encoder.entries.access = own.access.code();
    let mut name = |text: &Option<String>, names: &[&str]| {
        let Some(text) = text else { return };
        match check::name(text) {
            Ok(()) => names.iter().for_each(|name| encoder.put(*name, text)),
            Err(problem) => encoder.find(Setting::Phone, problem),
        }
    };
    name(&own.station_name, &["Station_Name", "Station_Display_Name"]);
    name(&own.logo, &["Text_Logo"]);
    if own.logo.is_some() {
        encoder.put("Select_Logo", "Text Logo");
        encoder.put("Select_Background_Picture", "Text Logo");
    }
    if let Some(dictionaries) = &own.dictionaries {
        let fits = |text: &str| {
            text.chars()
                .all(|found| found.is_ascii_graphic() && !matches!(found, ';' | '='))
        };
        let texts = dictionaries
            .list
            .iter()
            .flat_map(|(language, file)| [language, file]);
        if check::url(&dictionaries.server).is_err() || !fits(&dictionaries.server) {
            let text = shown(&dictionaries.server);
            encoder.find(Setting::Phone, Problem::Url { text });
        } else if let Some(bad) = texts.into_iter().find(|text| !fits(text)) {
            let name = shown(bad);
            encoder.find(Setting::Phone, Problem::OwnName { name });
        } else {
            encoder.put("Dictionary_Server_Script", dictionaries.script());
        }
    }
}
