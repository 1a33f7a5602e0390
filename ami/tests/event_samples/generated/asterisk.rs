// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    fully_booted: FullyBooted reads
    ["FullyBooted"]
    "Status" = "some text" => status "\"some text\""
    "Uptime" = "65" => uptime "65s"
    "LastReload" = "65" => last_reload "65s"
}

samples! {
    shutdown: Shutdown reads
    ["Shutdown"]
    "Shutdown" = "some text" => shutdown "\"some text\""
    "Restart" = "Yes" => restarts "true"
}
