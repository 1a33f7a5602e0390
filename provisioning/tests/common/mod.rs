//! Phones that several tests configure. Each test is a program of its own and uses some of them.
#![allow(dead_code, reason = "no test uses all of them")]
#![allow(unreachable_pub, reason = "a module of tests has no outside")]

use std::time::Duration;

use proptest::prelude::*;
use switchhook_provisioning::{
    Device, FunctionKey, KeyFunction, Line, MacAddr, Model, Protocol, Schedule, SyslogLevel, TimeZone,
    Transport, UtcOffset,
};

/// A GRP2614 with everything set.
pub fn reception() -> Device {
    Device::new(Model::GRP2614, MacAddr::new([0xc0, 0x74, 0xad, 0x11, 0x22, 0x33]))
        .line(
            Line::new("pbx.example.net", "u4711", "kT9-vV2_mQ7.xR4-pL1s")
                .secondary_registrar("pbx2.example.net:5062")
                .display_name("Hélène T. & Cie")
                .label("Réception")
                .voicemail("*79"),
        )
        .line(
            Line::new("[2001:db8::5]:5061", "u4712", "p&s=w%rd+1<\">-")
                .auth_id("door@example.net")
                .label("Door")
                .transport(Transport::Tls)
                .star_codes_on_phone(true),
        )
        .key(4, FunctionKey::new(KeyFunction::Line).line(2))
        .key(
            5,
            FunctionKey::new(KeyFunction::BusyLamp)
                .value("102")
                .label("Atelier"),
        )
        .key(
            7,
            FunctionKey::new(KeyFunction::SpeedDial)
                .value("*21*1003#")
                .label("Away"),
        )
        .key(16, FunctionKey::new(KeyFunction::DoNotDisturb))
        .admin_password("wq7.Lm-3_Zp")
        .user_password("uX4.rr-9_Qa")
        .vlan(20)
        .vlan_priority(5)
        .dns([[10, 0, 0, 53].into(), [10, 0, 1, 53].into()])
        .ntp(["ntp1.example.net", "10.0.0.123"])
        .time_zone(TimeZone::Posix("CET-1CEST,M3.5.0,M10.5.0/3".into()))
        .syslog("log.example.net:514", SyslogLevel::Warning)
        .config_server(Protocol::Https, "prov.example.net/p/9f3c2a")
        .firmware_server(Protocol::Http, "10.0.0.80:8080/firmware")
        .schedule(Schedule::Every(Duration::from_secs(24 * 3600)))
        .language("fr")
}

/// A GXP2135 in another part of the world.
pub fn gxp2135() -> Device {
    Device::new(Model::GXP2135, MacAddr::new([0x00, 0x0b, 0x82, 0xaa, 0xbb, 0xcc]))
        .line(
            Line::new("10.0.0.5", "1001", "kT9-vV2_mQ7.xR4-pL1s")
                .display_name("Nouméa 1")
                .voicemail("*97"),
        )
        .key(
            2,
            FunctionKey::new(KeyFunction::BusyLamp)
                .value("1002")
                .label("Workshop"),
        )
        .key(
            9,
            FunctionKey::new(KeyFunction::BusyLamp)
                .value("1003")
                .label("Stores"),
        )
        .key(10, FunctionKey::new(KeyFunction::Park).value("700"))
        .dns([[10, 0, 0, 53].into()])
        .ntp(["pool.ntp.org"])
        .time_zone(TimeZone::Utc(
            UtcOffset::from_minutes(660).expect("a zone on earth"),
        ))
        .config_server(Protocol::Https, "prov.example.net")
        .schedule(Schedule::Weekly { weekday: 0, hour: 2 })
        .language("en")
}

/// A phone that goes back to the store.
pub fn signed_off() -> Device {
    Device::new(Model::GRP2614, MacAddr::new([0xc0, 0x74, 0xad, 0x11, 0x22, 0x33]))
}

fn any_line() -> impl Strategy<Value = Line> {
    let name = || proptest::option::of("[A-Za-zé<&'][a-zé &<>'=+%]{0,12}[A-Za-zé]");
    let host = || "[a-z]{1,8}(\\.[a-z]{1,8}){0,2}(:[1-9][0-9]{2,3})?";
    (
        host(),
        proptest::option::of(host()),
        "[a-z0-9]{1,12}",
        proptest::option::of("[a-z0-9@.]{1,12}"),
        "[!-~]{12,24}",
        name(),
        name(),
        proptest::option::of("\\*?[0-9]{1,5}"),
        0usize..3,
    )
        .prop_map(
            |(registrar, second, user, auth_id, secret, display_name, label, voicemail, transport)| {
                let mut line = Line::new(registrar, user, secret);
                if let Some(second) = second {
                    line = line.secondary_registrar(second);
                }
                if let Some(auth_id) = auth_id {
                    line = line.auth_id(auth_id);
                }
                if let Some(display_name) = display_name {
                    line = line.display_name(display_name);
                }
                if let Some(label) = label {
                    line = line.label(label);
                }
                if let Some(voicemail) = voicemail {
                    line = line.voicemail(voicemail);
                }
                line.transport([Transport::Udp, Transport::Tcp, Transport::Tls][transport])
            },
        )
}

fn any_key() -> impl Strategy<Value = FunctionKey> {
    use KeyFunction::{
        BusyLamp, CallLog, Conference, DoNotDisturb, Dtmf, Forward, Intercom, Line, MonitoredPark, None,
        Park, PhoneBook, Redial, SpeedDial, Transfer, Voicemail,
    };
    let functions = [
        BusyLamp,
        CallLog,
        Conference,
        DoNotDisturb,
        Dtmf,
        Forward,
        Intercom,
        Line,
        MonitoredPark,
        None,
        Park,
        PhoneBook,
        Redial,
        SpeedDial,
        Transfer,
        Voicemail,
    ];
    let label = proptest::option::of("[A-Za-zé&]{1,8}");
    (
        proptest::sample::select(functions.to_vec()),
        label,
        "[0-9*#]{1,6}",
    )
        .prop_map(|(function, label, value)| {
            let key = FunctionKey::new(function).value(value);
            match label {
                Some(label) => key.label(label),
                Option::None => key,
            }
        })
}

/// Phones most of which are right: the others show that what is wrong is refused and not rendered.
pub fn any_device() -> impl Strategy<Value = Device> {
    (
        proptest::sample::select(Model::all().collect::<Vec<_>>()),
        any::<[u8; 6]>(),
        proptest::collection::vec(any_line(), 0..4),
        proptest::collection::btree_map(1u8..17, any_key(), 0..6),
        proptest::option::of(0u16..4100),
        proptest::option::of("[a-zA-Z0-9._-]{6,25}"),
        proptest::option::of(-720i16..=840),
        proptest::collection::vec("[a-z]{1,8}\\.example", 0..3),
        proptest::collection::vec(any::<[u8; 4]>(), 0..3),
        proptest::option::of("[a-z]{1,8}(/[a-z0-9]{1,8}){0,2}"),
        proptest::option::of(0u64..200_000),
    )
        .prop_map(
            |(model, mac, lines, keys, vlan, password, minutes, ntp, dns, path, seconds)| {
                let [first, rest @ ..] = mac;
                let [b, c, d, e, f] = rest;
                // An odd first byte is a group, which no phone is.
                let mut device = Device::new(model, MacAddr::new([first & 0xfe, b, c, d, e, f]));
                for line in lines {
                    device = device.line(line);
                }
                for (position, key) in keys {
                    device = device.key(position, key);
                }
                if let Some(vlan) = vlan {
                    device = device.vlan(vlan);
                }
                if let Some(password) = password {
                    device = device.admin_password(password);
                }
                if let Some(offset) = minutes.and_then(UtcOffset::from_minutes) {
                    device = device.time_zone(TimeZone::Utc(offset));
                }
                if let Some(path) = path {
                    device = device.config_server(Protocol::Https, path);
                }
                if let Some(seconds) = seconds {
                    device = device.schedule(Schedule::Every(Duration::from_secs(seconds)));
                }
                device.ntp(ntp).dns(dns.into_iter().map(Into::into))
            },
        )
}
