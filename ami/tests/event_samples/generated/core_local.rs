// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    local_bridge: LocalBridge reads
    ["LocalBridge"]
    "Context" = "some text" => context "\"some text\""
    "Exten" = "some text" => extension "\"some text\""
    "LocalOptimization" = "Yes" => local_optimization "true"
}

samples! {
    local_optimization_begin: LocalOptimizationBegin reads
    ["LocalOptimizationBegin"]
    "DestUniqueId" = "1718000000.42" => dest_unique_id "UniqueId(\"1718000000.42\")"
    "Id" = "some text" => id "\"some text\""
}

samples! {
    local_optimization_end: LocalOptimizationEnd reads
    ["LocalOptimizationEnd"]
    "Success" = "Yes" => success "true"
    "Id" = "some text" => id "\"some text\""
}
