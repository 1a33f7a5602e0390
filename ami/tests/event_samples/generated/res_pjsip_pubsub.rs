// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    subscription_detail: SubscriptionDetail reads
    ["InboundSubscriptionDetail", "OutboundSubscriptionDetail"]
    "Role" = "some text" => role "\"some text\""
    "Endpoint" = "some text" => endpoint "\"some text\""
    "Callid" = "some text" => call_id "\"some text\""
    "State" = "some text" => state "\"some text\""
    "Callerid" = "some text" => caller_id "\"some text\""
    "SubscriptionType" = "some text" => subscription_type "\"some text\""
    "Extension" = "some text" => extension "\"some text\""
    "ExtensionStates" = "some text" => extension_states "\"some text\""
    "Mailboxes" = "some text" => mailboxes "\"some text\""
}

samples! {
    resource_list_detail: ResourceListDetail reads
    ["ResourceListDetail"]
    "ObjectType" = "some text" => object_type "\"some text\""
    "ObjectName" = "some text" => object_name "\"some text\""
    "FullState" = "Yes" => full_state "true"
    "ListItem" = "some text" => list_item "\"some text\""
    "NotificationBatchInterval" = "1500" => notification_batch_interval "1.5s"
    "ResourceDisplayName" = "Yes" => resource_display_name "true"
}
