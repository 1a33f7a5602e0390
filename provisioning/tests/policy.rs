//! What a site's policy refuses or warns of, and what goes in spite of a first look.

use switchhook_provisioning::grandstream::{Limits, PNumber, PValues, binary, xml};
use switchhook_provisioning::layer::{Layer, Scope, Subject, resolve};
use switchhook_provisioning::policy::{Minimum, Policy};
use switchhook_provisioning::setting::Codec;
use switchhook_provisioning::{Baseline, Device, Finding, Line, MacAddr, Model, Protocol};

const SECRET: &str = "kT9-vV2_mQ7.xR4-pL1s";

fn mac() -> MacAddr {
    MacAddr::new([0xc0, 0x74, 0xad, 0x11, 0x22, 0x33])
}

fn layer(texts: &[(&str, &str)]) -> Layer {
    texts
        .iter()
        .fold(Layer::new(Scope::Site, "here"), |layer, (path, text)| {
            layer
                .set_text(path, text)
                .unwrap_or_else(|error| panic!("{path}: {error}"))
        })
}

/// Code and place of each finding, without the baseline.
fn told(model: Model, policy: &Policy, texts: &[(&str, &str)]) -> Vec<String> {
    told_upon(Baseline::Off, model, policy, texts)
}

fn told_upon(baseline: Baseline, model: Model, policy: &Policy, texts: &[(&str, &str)]) -> Vec<String> {
    let layer = layer(texts);
    let subject = Subject::new(model, mac()).baseline(baseline);
    let resolved = resolve(&[&layer], &subject);
    let findings = match resolved.encode_by(policy) {
        Ok(configuration) => configuration.warnings().to_vec(),
        Err(refused) => refused.findings,
    };
    let told = |finding: &Finding| format!("{} {}", finding.code(), finding.setting);
    findings.iter().map(told).collect()
}

const ACCOUNT: (&str, &str) = ("account.1.user_id", "u4711");

#[test]
fn a_factory_reset_by_sip_is_refused_of_every_account() {
    let policy = Policy::default();
    for account in [1, 4] {
        let path = format!("account.{account}.allow_sip_factory_reset");
        assert_eq!(
            told(Model::GRP2614, &policy, &[(&path, "yes")]),
            [format!("E-SEC-RESET {path}")]
        );
        assert_eq!(told(Model::GRP2614, &policy, &[(&path, "no")]), [""; 0]);
    }
}

#[test]
fn a_notify_from_anybody_is_refused_while_one_account_takes_any_server() {
    let policy = Policy::default();
    let open = ("prov.notify_challenge", "no");
    let refused = ["E-SEC-NOTIFY prov.notify_challenge"];
    let phone = |more: &[(&str, &str)]| {
        let texts: Vec<_> = [ACCOUNT, open].iter().chain(more).copied().collect();
        told(Model::GRP2614, &policy, &texts)
    };
    assert_eq!(phone(&[]), refused);
    assert_eq!(phone(&[("account.1.only_from_proxy", "yes")]), [""; 0]);
    let second = ("account.2.user_id", "u4712");
    assert_eq!(phone(&[("account.1.only_from_proxy", "yes"), second]), refused);
    let off = ("account.2.active", "no");
    assert_eq!(
        phone(&[("account.1.only_from_proxy", "yes"), second, off]),
        [""; 0]
    );
    assert_eq!(
        told(
            Model::GRP2614,
            &policy,
            &[ACCOUNT, ("prov.notify_challenge", "yes")]
        ),
        [""; 0]
    );
    // Upon the baseline every account takes its proxy alone.
    assert_eq!(
        told_upon(Baseline::On, Model::GRP2614, &policy, &[ACCOUNT, open]),
        [""; 0]
    );
}

#[test]
fn another_manager_is_refused_unless_the_policy_allows_it() {
    let texts = [("tr069.enable", "yes")];
    assert_eq!(
        told(Model::HT802, &Policy::default(), &texts),
        ["E-SEC-TR069 tr069.enable"]
    );
    assert_eq!(
        told(Model::HT802, &Policy::default().allow_tr069(), &texts),
        [""; 0]
    );
    // By the baseline there is none, also where the factory setting has one.
    let configuration = Device::new(Model::HT802, mac()).render().unwrap();
    assert_eq!(configuration.values().get(PNumber::new(1409)), Some("0"));
}

#[test]
fn plain_http_and_tftp_are_a_warning_and_refused_where_the_policy_wants_https() {
    for word in ["http", "tftp"] {
        let texts = [("prov.config_protocol", word)];
        let plain = "W-SEC-PLAIN prov.config_protocol";
        assert_eq!(told(Model::GRP2614, &Policy::default(), &texts), [plain]);
        assert_eq!(
            told(Model::GRP2614, &Policy::default().https(), &texts),
            [plain, "E-SEC-TRANSPORT prov.config_protocol"]
        );
    }
    let https = [("prov.config_protocol", "https")];
    assert_eq!(told(Model::GRP2614, &Policy::default().https(), &https), [""; 0]);
    let tftp = Device::new(Model::GRP2614, mac()).config_server(Protocol::Tftp, "prov.example.net");
    assert!(tftp.check().iter().any(|finding| finding.code() == "W-SEC-PLAIN"));
}

#[test]
fn hidden_signalling_with_speech_in_the_open_is_a_warning() {
    let policy = Policy::default();
    for (model, of) in [(Model::GRP2614, "account.1"), (Model::HT818, "profile.1")] {
        let (transport, srtp) = (format!("{of}.transport"), format!("{of}.srtp"));
        let words: Vec<_> = srtp
            .parse::<switchhook_provisioning::Setting>()
            .unwrap()
            .words_of(model.family())
            .collect();
        assert!(words.len() > 1, "{words:?}");
        assert_eq!(
            told(model, &policy, &[(&transport, "tls")]),
            [format!("W-SEC-MEDIA {srtp}")]
        );
        assert_eq!(told(model, &policy, &[(&transport, "tcp")]), [""; 0]);
        // Whatever is said of it, somebody has thought of it.
        for word in words {
            assert_eq!(
                told(model, &policy, &[(&transport, "tls"), (&srtp, word)]),
                [""; 0]
            );
        }
    }
}

#[test]
fn an_account_without_a_codec_of_the_pbx_is_refused() {
    let policy = Policy::default().codecs([Codec::Pcma, Codec::Pcmu]);
    let first = ("account.1.codec.1", "g722");
    assert_eq!(
        told(Model::GRP2614, &policy, &[first]),
        ["E-CODEC-COMMON account.1.codec.1"]
    );
    assert_eq!(
        told(Model::GRP2614, &policy, &[first, ("account.1.codec.3", "pcma")]),
        [""; 0],
        "one of them is enough"
    );
    assert_eq!(
        told(Model::GRP2614, &policy, &[first, ("account.2.codec.1", "pcma")]),
        ["E-CODEC-COMMON account.1.codec.1"],
        "another account's is no help"
    );
    assert_eq!(
        told(Model::GRP2614, &policy, &[]),
        [""; 0],
        "what is not stated is the phone's own"
    );
    assert_eq!(told(Model::GRP2614, &Policy::default(), &[first]), [""; 0]);
}

#[test]
fn more_accounts_than_line_keys_are_told_unless_keys_are_set() {
    let users: Vec<(String, &str)> = (1..=5)
        .map(|account| (format!("account.{account}.user_id"), "u"))
        .collect();
    let accounts = |count: usize, more: &[(&str, &str)]| {
        let users = users[..count].iter().map(|(path, text)| (path.as_str(), *text));
        let texts: Vec<_> = users.chain(more.iter().copied()).collect();
        told(Model::GRP2616, &Policy::default(), &texts)
    };
    assert_eq!(Model::GRP2616.line_keys(), Some(4));
    assert_eq!(accounts(4, &[]), [""; 0]);
    assert_eq!(accounts(5, &[]), ["W-KEY-FEWER account.5.active"]);
    let keys = [("key.line.5.function", "line"), ("key.line.5.account", "5")];
    assert_eq!(accounts(5, &keys), [""; 0]);
}

#[test]
fn files_beside_the_phone_s_own_are_told_to_those_who_ask_for_them() {
    let policy = Policy::default().files_beside(["cfg.xml", "cfggrp2614.xml"]);
    let order = "W-ORDER prov.all_files";
    assert_eq!(told(Model::GRP2614, &policy, &[]), [order, order]);
    assert_eq!(
        told(Model::GXP2135, &policy, &[]),
        [order],
        "another model's file is not for it"
    );
    assert_eq!(
        told(Model::GXP2000, &policy, &[]),
        [""; 0],
        "it asks for its own alone"
    );
    assert_eq!(told(Model::GRP2614, &Policy::default(), &[]), [""; 0]);
    // Asked to apply all of them, that is told once, whether anything is beside it or not.
    let all = [("prov.all_files", "yes")];
    for policy in [policy, Policy::default()] {
        assert_eq!(told(Model::GRP2614, &policy, &all), [order]);
    }
}

#[test]
fn a_file_beside_is_named() {
    let policy = Policy::default().files_beside(["cfg.xml"]);
    let configuration = resolve(&[], &Subject::new(Model::GRP2614, mac()))
        .encode_by(&policy)
        .unwrap();
    assert_eq!(
        configuration.warnings()[0].to_string(),
        "prov.all_files: cfg.xml is given too: the device reads it only where this says yes, and then it counts above its \
         own file; put what it says into a layer, and take the file away"
    );
}

#[test]
fn a_change_that_needs_a_restart_names_its_numbers_and_others_do_not() {
    let phone = |vlan, language: &str| Device::new(Model::GRP2614, mac()).vlan(vlan).language(language);
    let earlier = phone(20, "en").render().unwrap();
    let told = |device: Device| {
        let forecast = device.render().unwrap().forecast(earlier.values());
        forecast.finding().map(|finding| finding.to_string())
    };
    assert_eq!(
        told(phone(30, "en")).as_deref(),
        Some("phone: counts when the device has restarted: P51; restart it when nobody talks")
    );
    assert_eq!(told(phone(20, "fr")), None);
    let many = phone(30, "en").vlan_priority(5).dns([[10, 0, 0, 53].into()]);
    let numbers = many.render().unwrap().forecast(earlier.values()).reboot;
    assert!(
        numbers.len() > 3 && numbers.windows(2).all(|pair| pair[0] < pair[1]),
        "{numbers:?}"
    );
}

#[test]
fn what_a_person_set_by_hand_is_told_before_it_is_cleared() {
    let hostname = "net.hostname".parse().unwrap();
    let cleared = Device::new(Model::GRP2614, mac())
        .clear(hostname)
        .render()
        .unwrap();
    let kept = Device::new(Model::GRP2614, mac()).render().unwrap();
    let on_device = |text: &str| {
        let mut values = PValues::new();
        values.set(PNumber::new(146), text).unwrap();
        values
    };
    let told =
        |lost: Vec<Finding>| -> Vec<_> { lost.iter().map(|lost| (lost.code(), lost.setting)).collect() };
    let by_hand = on_device("anns-phone");
    assert_eq!(told(cleared.lost(None, &by_hand)), [("W-LOST", hostname)]);
    assert_eq!(
        told(cleared.lost(Some(&on_device("other")), &by_hand)),
        [("W-LOST", hostname)]
    );
    assert_eq!(told(cleared.lost(Some(&by_hand), &by_hand)), []);
    assert_eq!(
        told(cleared.lost(None, &on_device(""))),
        [],
        "there is nothing to lose"
    );
    assert_eq!(told(kept.lost(None, &by_hand)), [], "it stays");
}

#[test]
fn no_phone_with_the_hole_of_2026_is_configured_by_chance() {
    let policy = Policy::default();
    let holed = Model::all().filter(|model| Minimum::of(*model).is_some());
    let mut names = Vec::new();
    for model in holed {
        names.push(model.name());
        let with = |firmware: &str, policy: &Policy| {
            let subject = Subject::new(model, mac()).firmware(firmware.parse().unwrap());
            let findings = resolve(&[], &subject)
                .encode_by(policy)
                .map_err(|refused| refused.findings[0].code());
            findings.map(|_| ())
        };
        assert_eq!(with("1.0.7.80", &policy), Err("E-SEC-FIRMWARE"), "{model}");
        assert_eq!(with("1.0.7.81", &policy), Ok(()), "{model}");
        assert_eq!(
            with("1.0.7.80", &Policy::default().allow_known_holes()),
            Ok(()),
            "{model}"
        );
    }
    assert_eq!(
        names,
        ["GXP1610", "GXP1615", "GXP1620", "GXP1625", "GXP1628", "GXP1630"]
    );
}

#[test]
fn neither_dhcp_nor_plug_and_play_can_name_another_server_after_the_first_file() {
    for model in [Model::GRP2614, Model::GXP2170, Model::HT802] {
        let configuration = Device::new(model, mac()).render().unwrap();
        for number in [145, 1414] {
            let number = PNumber::new(number);
            if model.family().knows(number) {
                assert_eq!(configuration.values().get(number), Some("0"), "{model} {number}");
            }
        }
    }
}

#[test]
fn a_phone_checks_the_certificate_of_its_server_unless_it_is_told_not_to() {
    let text = |device: Device| {
        let configuration = device.render().unwrap();
        configuration.values().get(PNumber::new(8463)).map(str::to_owned)
    };
    let phone = Device::new(Model::GRP2614, mac());
    assert_eq!(text(phone.clone()).as_deref(), Some("1"));
    let own = phone.set("prov.validate_server_cert".parse().unwrap(), false);
    assert_eq!(text(own).as_deref(), Some("0"));
}

/// Whatever people write into a name, it stays that name in both forms of the file, and no other value changes.
#[test]
fn a_name_that_is_made_to_look_like_a_file_stays_a_name() {
    let phone = |label: &str| {
        let line = Line::new("pbx.example.net", "u4711", SECRET).label(label);
        Device::new(Model::GXP2170, mac()).line(line).render().unwrap()
    };
    let plain = phone("Desk");
    for label in [
        "</P270><P2>owned</P2><P270>",
        "Desk&P2=owned&P196=owned",
        "]]><!-- --><?x?><![CDATA[",
        "{$admin_password} {{ P2 }} %(P2)s ${P2}",
        "&lt;P2&gt;&#60;&amp;",
        "P2 = owned%0aP2=owned%26",
    ] {
        let configuration = phone(label);
        let limits = Limits::default();
        let by_xml = xml::read(configuration.xml().as_bytes(), &limits).unwrap().values;
        let by_binary = binary::read(&configuration.binary(), &limits).unwrap().values;
        for values in [by_xml, by_binary] {
            assert_eq!(values.get(PNumber::new(270)), Some(label));
            for (number, text) in plain.values().iter().filter(|(number, _)| number.get() != 270) {
                assert_eq!(values.get(number), Some(text), "{label:?} {number}");
            }
            assert_eq!(values.len(), plain.values().len(), "{label:?}");
        }
    }
    let line = Line::new("pbx.example.net", "u4711", SECRET).label("Desk\nP2 = owned");
    let refused = Device::new(Model::GXP2170, mac())
        .line(line)
        .render()
        .unwrap_err();
    assert_eq!(refused.findings[0].code(), "E-CHAR-FORBIDDEN");
}
