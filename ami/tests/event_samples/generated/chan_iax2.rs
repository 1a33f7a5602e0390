// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    peer_entry: PeerEntry reads
    ["PeerEntry"]
    "Channeltype" = "some text" => channel_type "\"some text\""
    "ObjectName" = "some text" => object_name "\"some text\""
    "ObjectUsername" = "some text" => object_username "\"some text\""
    "ChanObjectType" = "some text" => chan_object_type "\"some text\""
    "IPaddress" = "some text" => ip_address "\"some text\""
    "Mask" = "some text" => mask "\"some text\""
    "Port" = "5060" => port "5060"
    "IPport" = "5060" => ip_port "5060"
    "Dynamic" = "Yes" => dynamic "true"
    "Trunk" = "Yes" => trunk "true"
    "Encryption" = "Yes" => encryption "true"
    "Status" = "some text" => status "\"some text\""
    "Description" = "some text" => description "\"some text\""
    "ACL" = "Yes" => acl "true"
    "Accountcode" = "some text" => account_code "\"some text\""
    "AutoComedia" = "Yes" => auto_comedia "true"
    "AutoForcerport" = "Yes" => auto_force_rport "true"
    "Comedia" = "Yes" => comedia "true"
    "Forcerport" = "Yes" => force_rport "true"
    "RealtimeDevice" = "Yes" => realtime_device "true"
    "TextSupport" = "Yes" => text_support "true"
    "VideoSupport" = "Yes" => video_support "true"
}

samples! {
    registry_entry: RegistryEntry reads
    ["RegistryEntry"]
    "Host" = "some text" => host "\"some text\""
    "DNSmanager" = "Yes" => dns_manager "true"
    "Username" = "some text" => username "\"some text\""
    "Perceived" = "some text" => perceived "\"some text\""
    "Refresh" = "65" => refresh "65s"
    "State" = "some text" => state "\"some text\""
    "Domain" = "some text" => domain "\"some text\""
    "DomainPort" = "5060" => domain_port "5060"
    "Port" = "5060" => port "5060"
    "RegistrationTime" = "1718000000" => registration_time "1718000000"
}
