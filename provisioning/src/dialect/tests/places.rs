//! Where accounts and keys are.

use super::all;
use crate::catalogue::Model;
use crate::grandstream::PNumber;
use crate::setting::{AccountSetting, Key, KeyFunction, KeySetting, Setting, Value};

/// The numbers one by one, as the templates of the maker and of two provisioning programs have them.
#[test]
fn numbers_of_accounts_are_those_of_the_templates() {
    for (of, numbers) in [
        (AccountSetting::Active, [271, 401, 501, 601, 1701, 1801]),
        (AccountSetting::Server1, [47, 402, 502, 602, 1702, 1802]),
        (AccountSetting::Server2, [2312, 2412, 2512, 2612, 2712, 2812]),
        (AccountSetting::UserId, [35, 404, 504, 604, 1704, 1804]),
        (AccountSetting::AuthId, [36, 405, 505, 605, 1705, 1805]),
        (AccountSetting::Password, [34, 406, 506, 606, 1706, 1806]),
        (AccountSetting::DisplayName, [3, 407, 507, 607, 1707, 1807]),
        (AccountSetting::Name, [270, 417, 517, 617, 1717, 1817]),
        (AccountSetting::Voicemail, [33, 426, 526, 626, 1726, 1826]),
        (AccountSetting::SubscribeMwi, [99, 415, 515, 615, 1715, 1815]),
        (AccountSetting::Register, [31, 410, 510, 610, 1710, 1810]),
        (AccountSetting::Transport, [130, 448, 548, 648, 1748, 1848]),
        (AccountSetting::LocalFeatures, [191, 420, 520, 620, 1720, 1820]),
        (AccountSetting::DialPlan, [290, 459, 559, 659, 1759, 1859]),
        (
            AccountSetting::AllowSipFactoryReset,
            [26015, 26115, 26215, 26315, 26415, 26515],
        ),
    ] {
        for (number, account) in numbers.into_iter().zip(1..) {
            let setting = Setting::Account(account, of);
            for model in [Model::GXP2170, Model::GRP2616] {
                assert_eq!(
                    model.number(setting),
                    Some(PNumber::new(number)),
                    "{model} {setting}"
                );
            }
        }
    }
    for (of, numbers) in [
        (AccountSetting::Active, [50601, 50701, 51501].map(Some)),
        (AccountSetting::Server1, [50602, 50702, 51502].map(Some)),
        (AccountSetting::UserId, [50604, 50704, 51504].map(Some)),
        (AccountSetting::AuthId, [50605, 50705, 51505].map(Some)),
        (AccountSetting::Password, [50606, 50706, 51506].map(Some)),
        (AccountSetting::Server2, [None; 3]),
        (AccountSetting::DisplayName, [None; 3]),
        (AccountSetting::Transport, [None; 3]),
    ] {
        for (number, account) in numbers.into_iter().zip([7, 8, 16]) {
            let setting = Setting::Account(account, of);
            assert_eq!(
                Model::GRP2616.number(setting).map(PNumber::get),
                number,
                "{setting}"
            );
        }
    }
}

#[test]
fn accounts_are_where_their_numbering_has_them() {
    all(&[
        (Model::GXP2170, "account.5.active", "yes", "P1701=1"),
        (Model::GRP2603, "account.5.active", "yes", "P701=1"),
        (Model::GRP2603, "account.6.server.1", "pbx", "P802=pbx"),
        (Model::GRP2603, "account.5.dial_plan", "{ x+ }", "P1759={ x+ }"),
        (
            Model::GRP2616,
            "account.16.password",
            "kT9-vV2_mQ7.xR4-pL1s",
            "P51506=kT9-vV2_mQ7.xR4-pL1s",
        ),
        (Model::GRP2616, "account.7.name", "Desk", "E-MODEL-SETTING"),
        (Model::GRP2614, "account.13.active", "yes", "E-MODEL-LINE"),
        (Model::GXP2170, "account.5.no_key_timeout", "4", "P791=4"),
        (Model::GXP2120, "account.5.no_key_timeout", "4", "P1791=4"),
        (Model::GXP2120, "account.6.no_key_timeout", "4", "P1891=4"),
        (Model::GAC2500, "account.5.dial_key", "hash", "P1792=1"),
        (Model::HT503, "account.1.user_id", "fxs", "P35=fxs"),
        // Its second port is an outside line, numbered nobody knows how.
        (Model::HT503, "account.2.user_id", "fxo", "E-MODEL-SETTING"),
        (Model::HT818, "account.8.user_id", "u8", "P4067=u8"),
        (Model::HT818, "account.8.profile", "2", "P4157=1"),
        (Model::GXW4104, "account.4.user_id", "u4", "P3063=u4"),
        (Model::DP750, "account.10.user_id", "u10", "P4069=u10"),
        (Model::DP750, "profile.4.voicemail", "*97", "P27683=*97"),
        (Model::DP750, "handset.5.name", "Nurse", "P27024=Nurse"),
        // The blocks of user, authentication and password are 30 apart.
        (Model::GXW4232, "account.30.user_id", "u30", "P4089=u30"),
        (Model::GXW4232, "account.31.user_id", "u31", "E-MODEL-SETTING"),
        (Model::HT841, "account.1.user_id", "u1", "E-MODEL-UNPROVED"),
        (
            Model::GXV3611,
            "access.admin_password",
            "kT9-vV2_mQ7",
            "E-MODEL-SETTING",
        ),
    ]);
}

#[test]
fn keys_change_their_codes_and_numbers_at_every_split() {
    let lamp = "busy_lamp";
    all(&[
        (Model::GXP2170, "key.line.5.function", lamp, "P1371=11"),
        (Model::GXP2170, "key.line.6.function", lamp, "P1373=11"),
        (Model::GXP2170, "key.line.7.function", lamp, "P23800=11"),
        (Model::GXP2170, "key.line.12.function", lamp, "P23820=11"),
        (Model::GXP2170, "key.line.13.function", lamp, "P23824=1"),
        (Model::GXP2170, "key.line.48.function", lamp, "P23964=1"),
        (Model::GXP2160, "key.line.6.function", lamp, "P1373=11"),
        (Model::GXP2160, "key.line.7.function", lamp, "P23800=1"),
        (Model::GXP2160, "key.line.25.function", lamp, "E-MODEL-KEY"),
        (Model::GXP2130, "key.line.3.function", lamp, "P1367=11"),
        (Model::GXP2130, "key.line.4.function", lamp, "P1369=1"),
        (Model::GXP2140, "key.line.5.function", lamp, "P1371=1"),
        (Model::GXP2135, "key.line.8.function", "park", "P23804=19"),
        (Model::GXP2135, "key.line.9.function", "park", "P23808=9"),
        (Model::GRP2615, "key.line.1.function", lamp, "P1363=1"),
        (Model::GRP2615, "key.line.10.function", "line", "P23812=31"),
        (Model::GXP1628, "key.side.7.function", lamp, "P329=1"),
        (Model::GXP1628, "key.side.8.function", lamp, "P353=1"),
        (Model::GXP2160, "key.side.18.value", "101", "P396=101"),
        (Model::GXP2160, "key.side.19.value", "101", "P1443=101"),
        (Model::GXP2160, "key.side.24.label", "Ann", "P1462=Ann"),
        (Model::GXP2140, "key.board.1.function", lamp, "P23000=1"),
        (Model::GXP2140, "key.board.41.value", "101", "P23203=101"),
        (Model::GXP2140, "key.board.160.account", "4", "P23796=3"),
        (Model::GXP2000, "key.board.112.value", "101", "P6712=101"),
        (Model::GXP2135, "key.board.1.function", lamp, "E-MODEL-KEY"),
        (Model::GXP2170, "key.line.2.function", "redial", "E-KEY-FUNCTION"),
        (Model::GXP2170, "key.line.13.function", "redial", "P23824=23"),
        (Model::GXP2170, "key.line.2.locked", "yes", "P23969=1"),
        // Nobody has shown which table its line keys have; the keys behind them have that of all others.
        (Model::GXP1782, "key.line.8.function", lamp, "E-MODEL-UNPROVED"),
        (Model::GXP1782, "key.line.9.function", lamp, "P23808=1"),
        (Model::GRP2670, "key.line.1.function", lamp, "E-MODEL-UNPROVED"),
    ]);
    let at_49: Key = Key::Line(49);
    let lamp = Value::Function(KeyFunction::BusyLamp);
    let problem = Model::GXP2170
        .encode(Setting::Key(at_49, KeySetting::Function), &lamp)
        .unwrap_err();
    assert_eq!(problem.code(), "E-MODEL-KEY");
}

#[test]
fn a_model_whose_accounts_nobody_has_published_names_the_others_and_a_way_out() {
    use crate::{Device, Line};
    let unpublished: Vec<Model> = Model::all()
        .filter(|model| !model.has_account_numbers())
        .collect();
    let names: Vec<&str> = unpublished.iter().map(|model| model.name()).collect();
    assert_eq!(
        names,
        [
            "GXV3504", "GXV3500", "GXV3501", "GXV3601", "GXV3611", "GXV3662", "GXV3672", "HT841", "HT881"
        ]
    );
    let mac = "c0:74:ad:11:22:33".parse().unwrap();
    for model in &unpublished {
        let device =
            Device::new(*model, mac).line(Line::new("pbx.example.net", "u1", "kT9-vV2_mQ7.xR4-pL1s"));
        let told = device.render().unwrap_err().to_string();
        for other in &unpublished {
            assert!(told.contains(other.name()), "{told}");
        }
        assert!(told.contains("on the phone's own pages"), "{told}");
        assert!(told.contains("raw.P"), "{told}");
        // The way out: everything but the account, and what the maker says of that.
        let file = Device::new(*model, mac)
            .set("raw.P99035".parse().unwrap(), "u1")
            .render();
        let file = file.unwrap_or_else(|refused| panic!("{model}: {refused}"));
        assert_eq!(file.values().get(PNumber::new(99_035)), Some("u1"));
    }
}
