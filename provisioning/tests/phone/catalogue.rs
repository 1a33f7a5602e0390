//! Every model of the catalogue against the simulated phone, which was written from the makers' guides without it.

use switchhook_provisioning::catalogue::{Model, RequestOrder, identify};
use switchhook_provisioning::testing::Phone;

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
