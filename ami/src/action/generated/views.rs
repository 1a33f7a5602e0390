// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

crate::action::list::views! {
    CoreShowChannel,
    DeviceStateChange,
}
