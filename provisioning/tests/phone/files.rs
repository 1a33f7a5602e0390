//! What the phone makes of files, and what it would do with what it read.

use switchhook_provisioning::grandstream::{PNumber, PValues, binary, encrypted, xml};
use switchhook_provisioning::testing::{KeyPlace, SipTransport};
use switchhook_provisioning::{Device, FunctionKey, KeyFunction, Line, Model, Secret, Transport};

use crate::fetching::{mac, phone, values};

#[test]
fn a_file_that_is_not_the_phones_or_not_whole_changes_nothing() {
    let list = values(&[(3, "Ana")]);
    let right = binary::write(mac(), &list);
    let mut damaged = right.clone();
    damaged[20] ^= 1;
    let mut without_end = right.clone();
    let end = without_end.len() - 13;
    without_end.truncate(end);
    let other = "c0:74:ad:11:22:34".parse().unwrap();
    let mut phone = phone("GRP2614");
    for (what, file) in [
        ("damaged", damaged),
        ("cut", without_end),
        ("another's", binary::write(other, &list)),
        ("XML", xml::write(Some(mac()), &list).into_bytes()),
        ("nothing", Vec::new()),
    ] {
        assert!(phone.read_binary(&file).is_err(), "{what}");
        assert_eq!(phone.value(PNumber::new(3)), "", "{what}");
    }
    let refused = phone
        .read_xml(xml::write(Some(other), &list).as_bytes())
        .unwrap_err();
    assert_eq!(refused.to_string(), "the file is for another address");
    assert!(phone.read_xml(&right).is_err());
    phone.read_binary(&right).unwrap();
    assert_eq!(phone.value(PNumber::new(3)), "Ana");
}

#[test]
fn an_encrypted_file_needs_the_password_that_the_phone_has() {
    let password = Secret::new("kT9-vV2_mQ7.xR4-pL1s");
    let plain = xml::write(Some(mac()), &values(&[(3, "Ana")]));
    let file = encrypted::write(plain.as_bytes(), &password, [1; 8], encrypted::Digest::Md5);
    let newer = encrypted::write(plain.as_bytes(), &password, [1; 8], encrypted::Digest::Sha256);
    let mut phone = phone("GRP2614");
    assert!(phone.read_xml(&file).is_err(), "P1359 is empty");
    phone
        .read_binary(&binary::write(mac(), &values(&[(1359, "wrong")])))
        .unwrap();
    assert!(phone.read_xml(&file).is_err(), "another password");
    phone
        .read_binary(&binary::write(mac(), &values(&[(1359, password.expose())])))
        .unwrap();
    assert!(phone.read_xml(&newer).is_err(), "openssl 1.1 without -md md5");
    phone.read_xml(&file).unwrap();
    assert_eq!(phone.value(PNumber::new(3)), "Ana");
}

#[test]
fn what_is_left_out_stays_and_what_is_empty_is_cleared() {
    let mut phone = phone("GXP1405");
    let mut read = |list: &PValues| phone.read_xml(xml::write(None, list).as_bytes()).unwrap();
    assert_eq!(read(&values(&[(3, "Ana"), (33, "*79")])).len(), 2);
    assert_eq!(read(&values(&[(3, "Ana"), (47, "pbx")])), [PNumber::new(47)]);
    assert_eq!(read(&values(&[(33, "")])), [PNumber::new(33)]);
    assert_eq!(
        (phone.value(PNumber::new(3)), phone.value(PNumber::new(33))),
        ("Ana", "")
    );
}

#[test]
fn what_needs_a_restart_waits_for_it() {
    let vlan = PNumber::new(51);
    let mut phone = phone("GRP2614");
    phone
        .read_xml(xml::write(None, &values(&[(51, "20"), (3, "Ana")])).as_bytes())
        .unwrap();
    assert_eq!((phone.value(vlan), phone.stored(vlan)), ("", "20"));
    assert!(phone.waits_for_restart());
    // Taken back before the restart: there is nothing to wait for.
    phone
        .read_xml(xml::write(None, &values(&[(51, "")])).as_bytes())
        .unwrap();
    assert!(!phone.waits_for_restart());
}

#[test]
fn a_reset_brings_the_factory_back() {
    let mut phone = phone("HT802").printed_password("p3rDevice!");
    phone
        .read_xml(xml::write(None, &values(&[(2, "new"), (47, "pbx"), (35, "u")])).as_bytes())
        .unwrap();
    assert!(phone.account(1).is_some());
    phone.factory_reset();
    assert_eq!(phone.value(PNumber::new(2)), "p3rDevice!");
    assert!(phone.account(1).is_none());
}

/// Names instead of numbers, for those that know them.
#[test]
fn a_file_with_names_is_read_by_the_newer_ones() {
    let file = b"<gs_provision version='1'><config version='2'>\
        <item name='account.2.enable'>Yes</item><item name='account.2.sip.server.1.address'>pbx</item>\
        <item name='account.2.sip'><part name='userid'>u2</part><part name='transport'>TLS</part></item>\
        <item name='account.2.sip.subscriber'><part name='name'>Yes</part><part name='password'>s</part></item>\
        <item name='screensaver.timeout'>3</item></config></gs_provision>";
    let mut newer = phone("GRP2614");
    newer.read_xml(file).unwrap();
    let account = newer.account(2).unwrap();
    assert_eq!(
        (account.user.as_str(), account.transport),
        ("u2", SipTransport::Tls)
    );
    assert_eq!(
        (account.display_name.as_str(), account.password.expose()),
        ("Yes", "s")
    );
    assert_eq!(
        phone("GXP1405").read_xml(file).unwrap_err().to_string(),
        "the model reads numbers only"
    );
}

/// The rendered file of the crate, read by somebody who does not share its tables.
#[test]
fn every_account_of_a_rendered_device_registers_as_it_was_meant() {
    for model in [Model::GRP2614, Model::GXP2135] {
        let mut device = Device::new(model, mac());
        for n in 1..=4 {
            let line = Line::new(
                format!("pbx{n}.example.net"),
                format!("user{n}"),
                format!("kT9-vV2_mQ7.xR4-{n}"),
            )
            .auth_id(format!("auth{n}"))
            .display_name(format!("Ana {n}"))
            .label(format!("Desk {n}"))
            .transport([Transport::Udp, Transport::Tcp, Transport::Tls][n % 3]);
            device = device.line(line);
        }
        let configuration = device.render().unwrap();
        let mut by_xml = phone(model.name());
        by_xml.read_xml(configuration.xml().as_bytes()).unwrap();
        let mut by_binary = phone(model.name());
        by_binary.read_binary(&configuration.binary()).unwrap();
        assert_eq!(by_xml.accounts(), by_binary.accounts());
        let accounts = by_xml.accounts();
        assert_eq!(accounts.len(), 4, "{model}");
        for account in accounts {
            let n = usize::from(account.account);
            assert_eq!(account.server, format!("pbx{n}.example.net"));
            assert_eq!(account.user, format!("user{n}"));
            assert_eq!(account.auth_user, format!("auth{n}"));
            assert_eq!(account.password.expose(), format!("kT9-vV2_mQ7.xR4-{n}"));
            assert_eq!(account.display_name, format!("Ana {n}"));
            assert_eq!(account.label, format!("Desk {n}"));
            let wanted = [SipTransport::Udp, SipTransport::Tcp, SipTransport::Tls][n % 3];
            assert_eq!(account.transport, wanted, "{model} {n}");
        }
    }
}

/// The trap of two tables: a busy lamp is 11 on the line keys of a GXP2135, and 1 behind them and on every GRP.
#[test]
fn every_key_of_a_rendered_device_does_what_was_meant() {
    for model in [Model::GRP2614, Model::GXP2135] {
        let mut device =
            Device::new(model, mac()).line(Line::new("pbx.example.net", "u1", "kT9-vV2_mQ7.xR4-pL1s"));
        for k in 2..=model.screen_keys().unwrap() {
            let (function, value) = match k % 3 {
                0 => (KeyFunction::BusyLamp, format!("10{k}")),
                1 => (KeyFunction::SpeedDial, format!("20{k}")),
                _ => (KeyFunction::Park, format!("70{k}")),
            };
            device = device.key(
                k,
                FunctionKey::new(function).value(value).label(format!("Key {k}")),
            );
        }
        let mut phone = phone(model.name());
        phone.read_xml(device.render().unwrap().xml().as_bytes()).unwrap();
        let keys = phone.keys();
        assert_eq!(keys.len(), usize::from(model.screen_keys().unwrap()), "{model}");
        for (key, k) in keys.iter().zip(1u8..) {
            assert_eq!(key.place, KeyPlace::Display(k), "{model}");
            let (function, value) = match (k, k % 3) {
                (1, _) => ("line", String::new()),
                (_, 0) => ("BLF", format!("10{k}")),
                (_, 1) => ("speed dial", format!("20{k}")),
                _ => ("park", format!("70{k}")),
            };
            assert_eq!((key.function, &key.value), (function, &value), "{model} key {k}");
        }
    }
}

#[test]
fn a_gap_among_the_virtual_keys_ends_them() {
    let mut phone = phone("GXP2135");
    // Keys 9 and 11 are set; 10 was forgotten.
    let list = values(&[(23808, "1"), (23811, "109"), (23816, "1"), (23819, "111")]);
    phone.read_xml(xml::write(None, &list).as_bytes()).unwrap();
    let last = |phone: &switchhook_provisioning::testing::Phone| phone.keys().last().unwrap().value.clone();
    assert_eq!(last(&phone), "109");
    phone
        .read_xml(xml::write(None, &values(&[(23812, "-1")])).as_bytes())
        .unwrap();
    assert_eq!(last(&phone), "111");
}

/// Numbers of adapters and gateways, as their own guides have them.
#[test]
fn ports_of_adapters_register_too() {
    type Values = &'static [(u32, &'static str)];
    let cases: [(&str, u8, Values); 5] = [
        (
            "HT802",
            2,
            &[
                (401, "1"),
                (747, "pbx:5070"),
                (735, "u2"),
                (736, "a2"),
                (734, "p2"),
                (830, "1"),
            ],
        ),
        (
            "HT814",
            3,
            &[
                (271, "1"),
                (47, "pbx:5070"),
                (130, "1"),
                (4062, "u2"),
                (4092, "a2"),
                (4122, "p2"),
                (4152, "0"),
            ],
        ),
        (
            "HT818",
            8,
            &[
                (401, "1"),
                (747, "pbx:5070"),
                (830, "1"),
                (4067, "u2"),
                (4097, "a2"),
                (4127, "p2"),
                (4157, "1"),
            ],
        ),
        (
            "GXW4224",
            2,
            &[
                (501, "1"),
                (547, "pbx:5070"),
                (530, "1"),
                (4061, "u2"),
                (4091, "a2"),
                (4121, "p2"),
                (4151, "2"),
            ],
        ),
        (
            "GXP2020",
            6,
            &[
                (1801, "1"),
                (1802, "pbx:5070"),
                (1804, "u2"),
                (1805, "a2"),
                (1806, "p2"),
                (1848, "2"),
            ],
        ),
    ];
    for (model, n, list) in cases {
        let mut phone = phone(model);
        phone.read_binary(&binary::write(mac(), &values(list))).unwrap();
        // A gateway takes nearly everything over when it restarts.
        if phone.waits_for_restart() {
            assert_eq!(model, "GXW4224");
            phone.restart();
        }
        let account = phone.account(n).unwrap_or_else(|| panic!("{model}"));
        assert_eq!(
            (
                account.server.as_str(),
                account.user.as_str(),
                account.auth_user.as_str()
            ),
            ("pbx:5070", "u2", "a2"),
            "{model}"
        );
        assert_eq!(account.password.expose(), "p2", "{model}");
        assert_eq!(account.transport, SipTransport::Tcp, "{model}");
    }
}
