//! Every model of the catalogue against the simulated phone, which was written from the makers' guides without it.

use switchhook_provisioning::catalogue::{Model, RequestOrder, identify};
use switchhook_provisioning::setting::{AccountSetting, Key, KeySetting, Setting, Value};
use switchhook_provisioning::testing::{KeyPlace, Phone, SipTransport};
use switchhook_provisioning::{Device, FunctionKey, KeyFunction, Line};

use crate::fetching::mac;

/// Cameras are not simulated: they are no telephones, and their numbers are other ones.
fn is_simulated(model: Model) -> bool {
    !model.family().title().to_lowercase().contains("camera") && !model.name().starts_with("GXV35")
}

fn phone(model: Model) -> Phone {
    Phone::new(model.name(), mac(), "1.0.13.44").unwrap_or_else(|error| panic!("{model}: {error}"))
}

#[test]
fn every_model_asks_for_what_the_catalogue_says() {
    let mut count = 0;
    let mut differ = Vec::new();
    for model in Model::all().filter(|model| is_simulated(*model)) {
        let phone = phone(model);
        if phone.file_names() != model.file_names(mac()) {
            differ.push((model, phone.file_names()));
        }
        count += 1;
    }
    assert_eq!(differ, []);
    assert!(count > 100, "{count}");
}

#[test]
fn every_model_is_recognised_by_how_it_names_itself() {
    for model in Model::all().filter(|model| is_simulated(*model)) {
        let agent = phone(model).user_agent();
        let who = identify(&agent).unwrap_or_else(|| panic!("{agent}"));
        assert_eq!(who.model, Some(model), "{agent}");
        assert_eq!(who.firmware, "1.0.13.44".parse().ok(), "{agent}");
        // The oldest do not tell their address.
        let tells = model.request_order() != RequestOrder::Binary || model.name().starts_with("GXP20");
        assert_eq!(who.mac, tells.then(mac), "{agent}");
    }
}

#[test]
fn accounts_and_keys_are_counted_alike() {
    for model in Model::all().filter(|model| is_simulated(*model)) {
        let phone = phone(model);
        if let Some(accounts) = model.accounts() {
            // Numbers for more than 30 ports are not known.
            assert_eq!(phone.account_count(), accounts.min(30), "accounts of {model}");
        }
        if let Some(keys) = model.screen_keys() {
            assert_eq!(phone.key_count(), keys, "keys of {model}");
        }
    }
}

/// What a device of the crate comes to on the phone: rendered, read by the phone, and restarted.
fn provisioned(device: &Device, model: Model) -> Result<Phone, String> {
    let configuration = device.render().map_err(|refused| refused.to_string())?;
    let mut phone = phone(model);
    // In the form that the phone asks for first of those that the crate would serve.
    let read = match model.formats().xml {
        true => phone.read_xml(configuration.xml().as_bytes()),
        false => phone.read_binary(&configuration.binary()),
    };
    read.map_err(|refused| refused.to_string())?;
    phone.restart();
    Ok(phone)
}

/// Every account of every model: user, name to log in, password, server and transport arrive at the account that was meant,
/// though crate and phone have their numbers from different hands.
#[test]
fn every_account_of_every_model_registers_as_it_was_meant() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for model in Model::all().filter(|model| is_simulated(*model) && model.accounts().is_some()) {
        let accounts = phone(model).account_count();
        let mut device = Device::new(model, mac());
        // What nobody has published, such as ports of outside lines, is refused and not guessed.
        let known = |n: &u8| {
            model
                .number(Setting::Account(*n, AccountSetting::UserId))
                .is_some()
        };
        let accounts = (1..=accounts).take_while(known).count() as u8;
        for n in 1..=accounts {
            let secret = format!("kT9-vV2_mQ7.xR4-{n}");
            device = device
                .line(Line::new("pbx.example.net", format!("user{n}"), secret).auth_id(format!("auth{n}")));
        }
        let phone = match provisioned(&device, model) {
            Ok(phone) => phone,
            Err(refused) => {
                wrong.push(format!("{model}: {refused}"));
                continue;
            }
        };
        for n in 1..=accounts {
            let found = phone.account(n).map(|account| {
                (
                    account.server,
                    account.user,
                    account.auth_user,
                    account.password.expose().to_owned(),
                    account.transport,
                )
            });
            let (server, user, auth) = (
                "pbx.example.net".to_owned(),
                format!("user{n}"),
                format!("auth{n}"),
            );
            let wanted = (
                server,
                user,
                auth,
                format!("kT9-vV2_mQ7.xR4-{n}"),
                SipTransport::Udp,
            );
            if found.as_ref() != Some(&wanted) {
                wrong.push(format!("{model} account {n}: {found:?}"));
            }
            count += 1;
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(count > 500, "{count}");
}

/// Every key of every model is a busy lamp of the right number, whichever of the two tables of codes it has.
#[test]
fn every_key_of_every_model_watches_whom_it_was_told_to() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for model in Model::all().filter(|model| is_simulated(*model)) {
        let (Some(keys), Some(sides), Some((boards, each))) =
            (model.screen_keys(), model.side_keys(), model.boards())
        else {
            continue;
        };
        let places = (1..=keys)
            .map(KeyPlace::Display)
            .chain((1..=sides).map(KeyPlace::Physical))
            .chain((1..=boards * each).map(KeyPlace::Board));
        // Keys whose numbers nobody has published are refused and not guessed.
        let known = |place: &KeyPlace| {
            let key = match *place {
                KeyPlace::Display(k) => Key::Line(k),
                KeyPlace::Physical(k) => Key::Side(k),
                KeyPlace::Board(k) => Key::Board(k),
                other => panic!("{other:?}"),
            };
            let lamp = Value::Function(KeyFunction::BusyLamp);
            model
                .encode(Setting::Key(key, KeySetting::Function), &lamp)
                .is_ok()
                && model.number(Setting::Key(key, KeySetting::Value)).is_some()
        };
        let places: Vec<_> = places.filter(known).collect();
        if places.is_empty() {
            continue;
        }
        let mut device =
            Device::new(model, mac()).line(Line::new("pbx.example.net", "u1", "kT9-vV2_mQ7.xR4-pL1s"));
        for (place, number) in places.iter().zip(100..) {
            let key = FunctionKey::new(KeyFunction::BusyLamp).value(number.to_string());
            device = match *place {
                KeyPlace::Display(k) => device.key(k, key),
                KeyPlace::Physical(k) => device.side_key(k, key),
                KeyPlace::Board(k) => device.board_key(k, key),
                other => panic!("{other:?}"),
            };
        }
        let phone = match provisioned(&device, model) {
            Ok(phone) => phone,
            Err(refused) => {
                wrong.push(format!("{model}: {refused}"));
                continue;
            }
        };
        let found: Vec<_> = phone
            .keys()
            .into_iter()
            .map(|key| (key.place, key.function, key.value))
            .collect();
        let wanted: Vec<_> = places
            .iter()
            .zip(100..)
            .map(|(place, number)| (*place, "BLF", number.to_string()))
            .collect();
        // The phone has line keys beside those that the crate knows numbers of.
        if let Some(differs) = wanted.iter().find(|key| !found.contains(key)) {
            wrong.push(format!(
                "{model}: {} of {} keys, {differs:?}",
                found.len(),
                wanted.len()
            ));
        }
        count += wanted.len();
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(count > 1_000, "{count}");
}
