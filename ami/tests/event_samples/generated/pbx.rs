// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    list_dialplan: ListDialplan reads
    ["ListDialplan"]
    "Context" = "some text" => context "\"some text\""
    "Extension" = "some text" => extension "\"some text\""
    "ExtensionLabel" = "some text" => extension_label "\"some text\""
    "Priority" = "hint" => priority "Label(\"hint\")"
    "Application" = "some text" => application "\"some text\""
    "AppData" = "unknown" => data "\"unknown\""
    "Registrar" = "some text" => registrar "\"some text\""
    "IncludeContext" = "some text" => include_context "\"some text\""
    "IgnorePattern" = "some text" => ignore_pattern "\"some text\""
    "Switch" = "some text" => switch "\"some text\""
}
