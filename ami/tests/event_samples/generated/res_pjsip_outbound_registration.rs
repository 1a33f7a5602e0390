// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    outbound_registration_detail: OutboundRegistrationDetail reads
    ["OutboundRegistrationDetail"]
    "ObjectType" = "some text" => object_type "\"some text\""
    "ObjectName" = "some text" => object_name "\"some text\""
    "MaxRetries" = "42" => max_retries "42"
    "ClientUri" = "some text" => client_uri "\"some text\""
    "SecurityNegotiation" = "some text" => security_negotiation "\"some text\""
    "AuthRejectionPermanent" = "Yes" => auth_rejection_permanent "true"
    "ServerUri" = "some text" => server_uri "\"some text\""
    "MaxRandomInitialDelay" = "65" => max_random_initial_delay "65s"
    "SupportPath" = "Yes" => support_path "true"
    "RetryInterval" = "65" => retry_interval "65s"
    "ContactHeaderParams" = "some text" => contact_header_params "\"some text\""
    "Expiration" = "65" => expiration "65s"
    "Transport" = "some text" => transport "\"some text\""
    "Line" = "Yes" => line "true"
    "ContactUser" = "some text" => contact_user "\"some text\""
    "Endpoint" = "some text" => endpoint "\"some text\""
    "UserAgent" = "some text" => user_agent "\"some text\""
    "ForbiddenRetryInterval" = "65" => forbidden_retry_interval "65s"
    "OutboundAuth" = "some text" => outbound_auth "\"some text\""
    "OutboundProxy" = "some text" => outbound_proxy "\"some text\""
    "FatalRetryInterval" = "65" => fatal_retry_interval "65s"
    "SupportOutbound" = "Yes" => support_outbound "true"
    "Status" = "some text" => status "\"some text\""
    "NextReg" = "65" => next_registration "65s"
}
