//! States of devices, extensions and people.

use switchhook_ami::action::{
    DeviceStateList, ExtensionState, ExtensionStateList, PresenceState, PresenceStateList, Setvar,
};

use switchhook_ami::value::{DeviceState, ExtensionState as Lamp, PresenceState as Presence};

use crate::lab::{Lab, item};

pub(super) async fn chapter(lab: &Lab) {
    let mark = lab.log.mark();
    lab.ask(Setvar::new("DEVICE_STATE(Custom:lamp)", "RINGING")).await;
    lab.log
        .named(mark, "DeviceStateChange", "Device", "Custom:lamp")
        .await;
    let told = lab.log.named(mark, "ExtensionStatus", "Exten", "lamp").await;
    assert_eq!(told.get("Status"), Some("8"));
    let devices = lab.ask(DeviceStateList).await;
    assert_eq!(
        item!(devices, device: "Custom:lamp").state(),
        Some(DeviceState::Ringing)
    );
    let state = lab.ask(ExtensionState::new("lamp", "lab")).await;
    assert_eq!(
        (state.status(), state.status_text().as_deref()),
        (Some(Lamp::Ringing), Some("Ringing"))
    );
    assert_eq!(state.hint().as_deref(), Some("Custom:lamp,CustomPresence:alice"));
    let list = lab.ask(ExtensionStateList).await;
    assert_eq!(item!(list, extension: "lamp").status(), Some(Lamp::Ringing));
    assert_eq!(item!(list, extension: "100").hint().as_deref(), Some("PJSIP/100"));

    let mark = lab.log.mark();
    lab.ask(Setvar::new(
        "PRESENCE_STATE(CustomPresence:alice)",
        "away,lunch,back: at two",
    ))
    .await;
    let told = lab.log.named(mark, "PresenceStatus", "Exten", "lamp").await;
    assert_eq!(
        (told.get("Status"), told.get("Subtype")),
        (Some("away"), Some("lunch"))
    );
    lab.log
        .named(mark, "PresenceStateChange", "Presentity", "CustomPresence:alice")
        .await;
    let state = lab.ask(PresenceState::new("CustomPresence:alice")).await;
    assert_eq!(state.state(), Some(Presence::Away));
    assert_eq!(state.subtype().as_deref(), Some("lunch"));
    // The second of two headers called `Message`; the first says `Presence State`.
    assert_eq!(
        state.response().get_all("Message").nth(1),
        Some(&b"back: at two"[..])
    );
    let list = lab.ask(PresenceStateList).await;
    let alice = item!(list, presentity: "CustomPresence:alice");
    assert_eq!(alice.status(), Some(Presence::Away));
    assert_eq!(alice.note().as_deref(), Some("back: at two"));
}
