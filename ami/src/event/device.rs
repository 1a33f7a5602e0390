use std::borrow::Cow;

use crate::value::DeviceState;

view! {
    /// `DeviceStateChange`: a live event, and the item of a `DeviceStateList` (Asterisk `main/devicestate.c`).
    pub struct DeviceStateChange;
}

impl<'a> DeviceStateChange<'a> {
    /// The device, such as `PJSIP/100`.
    pub fn device(self) -> Option<Cow<'a, str>> {
        self.0.known("Device")
    }

    /// Its state.
    pub fn state(self) -> Option<DeviceState> {
        // `UNKNOWN` is a state here, not the absence of one.
        self.0.text("State").map(|word| DeviceState::from_word(&word))
    }
}
