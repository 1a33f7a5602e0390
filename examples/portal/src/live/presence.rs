//! Presence as the pages show it.

use std::collections::HashMap;

use switchhook_portal_core::Presence as Device;

use crate::web::views::common::Presence;

/// Device states by endpoint.
pub type Presences = HashMap<String, Device>;

/// For the badge.
pub fn shown(device: Option<Device>) -> Presence {
    match device {
        Some(Device::Available) => Presence::Free,
        Some(Device::InUse | Device::Busy | Device::OnHold) => Presence::Busy,
        Some(Device::Ringing) => Presence::Ringing,
        Some(Device::Unavailable | Device::Invalid) => Presence::Offline,
        _ => Presence::Unknown,
    }
}

pub fn is_free(device: Device) -> bool {
    device == Device::Available
}
