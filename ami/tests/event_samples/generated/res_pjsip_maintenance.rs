// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    pjsip_maintenance_status: PjsipMaintenanceStatus reads
    ["PJSIPMaintenanceStatus"]
    "Endpoint" = "some text" => endpoint "\"some text\""
    "Status" = "Yes" => enabled "true"
}
