//! How the phone names itself.

use crate::MacAddr;

use super::habits::AgentShape;

/// The `User-Agent` of the phone's HTTP requests.
pub(super) fn http(shape: AgentShape, model: &str, firmware: &str, mac: MacAddr) -> String {
    match shape {
        AgentShape::Current => format!("Grandstream Model HW {model} SW {firmware} DevId {mac:x}"),
        AgentShape::Revision(revision) => {
            format!("Grandstream Model HW {model}{revision} SW {firmware} DevId {mac:x}")
        }
        AgentShape::Colons => {
            let mac = mac.to_string().to_ascii_uppercase();
            format!("Grandstream Model HW {model} SW {firmware} DevId {mac}")
        }
        AgentShape::Images => {
            let image = model.to_ascii_lowercase();
            format!("Grandstream {model} ({image}e.bin:{firmware}/boot55e.bin:1.1.6.9) DevId {mac:x}")
        }
        AgentShape::Short => format!("Grandstream {model} {firmware}"),
    }
}

/// The `User-Agent` of its SIP messages.
pub(super) fn sip(model: &str, firmware: &str) -> String {
    format!("Grandstream {model} {firmware}")
}
