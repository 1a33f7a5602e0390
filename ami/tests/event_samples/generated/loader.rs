// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    module_event: ModuleEvent reads
    ["Load", "Unload"]
    "Module" = "some text" => module "\"some text\""
    "Status" = "some text" => status "\"some text\""
}

samples! {
    reload: Reload reads
    ["Reload"]
    "Module" = "some text" => module "\"some text\""
    "Status" = "0" => status "Success"
}
