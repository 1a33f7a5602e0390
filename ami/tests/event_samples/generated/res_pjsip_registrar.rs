// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    inbound_registration_detail: InboundRegistrationDetail reads
    ["InboundRegistrationDetail"]
    "ObjectType" = "some text" => object_type "\"some text\""
    "ObjectName" = "some text" => object_name "\"some text\""
    "MinimumExpiration" = "65" => minimum_expiration "65s"
    "DefaultExpiration" = "65" => default_expiration "65s"
    "QualifyTimeout" = "3.250000" => qualify_timeout "3.25s"
    "Qualify2xxOnly" = "Yes" => qualify2xx_only "true"
    "Mailboxes" = "some text" => mailboxes "\"some text\""
    "SupportPath" = "Yes" => support_path "true"
    "RemoveUnavailable" = "Yes" => remove_unavailable "true"
    "VoicemailExtension" = "some text" => voicemail_extension "\"some text\""
    "MaxContacts" = "42" => max_contacts "42"
    "AuthenticateQualify" = "Yes" => authenticate_qualify "true"
    "MaximumExpiration" = "65" => maximum_expiration "65s"
    "QualifyFrequency" = "65" => qualify_frequency "65s"
    "RemoveExisting" = "Yes" => remove_existing "true"
    "OutboundProxy" = "some text" => outbound_proxy "\"some text\""
    "Contacts" = "some text" => contacts "\"some text\""
    "Contact" = "some text" => contact "\"some text\""
}
