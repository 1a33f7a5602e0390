// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    db_get_response: DbGetResponse reads
    ["DBGetResponse"]
    "Family" = "some text" => family "\"some text\""
    "Key" = "some text" => key "\"some text\""
    "Val" = "unknown" => value "\"unknown\""
}

samples! {
    db_get_tree_response: DbGetTreeResponse reads
    ["DBGetTreeResponse"]
    "Key" = "some text" => key "\"some text\""
    "Val" = "unknown" => value "\"unknown\""
}
