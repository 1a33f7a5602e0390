// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    aor_detail: AorDetail reads
    ["AorDetail"]
    "ObjectType" = "some text" => object_type "\"some text\""
    "ObjectName" = "some text" => object_name "\"some text\""
    "MinimumExpiration" = "65" => minimum_expiration "65s"
    "MaximumExpiration" = "65" => maximum_expiration "65s"
    "DefaultExpiration" = "65" => default_expiration "65s"
    "QualifyFrequency" = "65" => qualify_frequency "65s"
    "AuthenticateQualify" = "Yes" => authenticate_qualify "true"
    "MaxContacts" = "42" => max_contacts "42"
    "RemoveExisting" = "Yes" => remove_existing "true"
    "RemoveUnavailable" = "Yes" => remove_unavailable "true"
    "Mailboxes" = "some text" => mailboxes "\"some text\""
    "OutboundProxy" = "some text" => outbound_proxy "\"some text\""
    "SupportPath" = "Yes" => support_path "true"
    "Qualify2xxOnly" = "Yes" => qualify2xx_only "true"
    "QualifyTimeout" = "3.250000" => qualify_timeout "3.25s"
    "VoicemailExtension" = "some text" => voicemail_extension "\"some text\""
    "Contacts" = "some text" => contacts "\"some text\""
    "TotalContacts" = "42" => total_contacts "42"
    "ContactsRegistered" = "42" => contacts_registered "42"
    "EndpointName" = "some text" => endpoint_name "\"some text\""
}

samples! {
    aor_list: AorList reads
    ["AorList"]
    "ObjectType" = "some text" => object_type "\"some text\""
    "ObjectName" = "some text" => object_name "\"some text\""
    "MinimumExpiration" = "65" => minimum_expiration "65s"
    "MaximumExpiration" = "65" => maximum_expiration "65s"
    "DefaultExpiration" = "65" => default_expiration "65s"
    "QualifyFrequency" = "65" => qualify_frequency "65s"
    "QualifyTimeout" = "3.250000" => qualify_timeout "3.25s"
    "Qualify2xxOnly" = "Yes" => qualify2xx_only "true"
    "AuthenticateQualify" = "Yes" => authenticate_qualify "true"
    "MaxContacts" = "42" => max_contacts "42"
    "RemoveExisting" = "Yes" => remove_existing "true"
    "RemoveUnavailable" = "Yes" => remove_unavailable "true"
    "Mailboxes" = "some text" => mailboxes "\"some text\""
    "VoicemailExtension" = "some text" => voicemail_extension "\"some text\""
    "OutboundProxy" = "some text" => outbound_proxy "\"some text\""
    "SupportPath" = "Yes" => support_path "true"
    "Contacts" = "some text" => contacts "\"some text\""
}

samples! {
    auth_detail: AuthDetail reads
    ["AuthDetail", "AuthList"]
    "ObjectType" = "some text" => object_type "\"some text\""
    "ObjectName" = "some text" => object_name "\"some text\""
    "Username" = "some text" => username "\"some text\""
    "Password" = "hunter2" => password "Secret(..)"
    "Md5Cred" = "hunter2" => md5cred "Secret(..)"
    "Realm" = "some text" => realm "\"some text\""
    "NonceLifetime" = "65" => nonce_lifetime "65s"
    "AuthType" = "some text" => auth_type "\"some text\""
    "EndpointName" = "some text" => endpoint_name "\"some text\""
    "OauthClientid" = "some text" => oauth_clientid "\"some text\""
    "OauthSecret" = "hunter2" => oauth_secret "Secret(..)"
    "PasswordDigest" = "hunter2" => password_digest "Secret(..)"
    "RefreshToken" = "hunter2" => refresh_token "Secret(..)"
    "SupportedAlgorithmsUac" = "some text" => supported_algorithms_uac "\"some text\""
    "SupportedAlgorithmsUas" = "some text" => supported_algorithms_uas "\"some text\""
}

samples! {
    contact_list: ContactList reads
    ["ContactList"]
    "ObjectType" = "some text" => object_type "\"some text\""
    "ObjectName" = "some text" => object_name "\"some text\""
    "ViaAddr" = "some text" => via_addr "\"some text\""
    "ViaPort" = "5060" => via_port "5060"
    "QualifyTimeout" = "3.250000" => qualify_timeout "3.25s"
    "CallId" = "some text" => call_id "\"some text\""
    "RegServer" = "some text" => reg_server "\"some text\""
    "PruneOnBoot" = "Yes" => prune_on_boot "true"
    "Path" = "some text" => path "\"some text\""
    "Endpoint" = "some text" => endpoint "\"some text\""
    "AuthenticateQualify" = "Yes" => authenticate_qualify "true"
    "Uri" = "some text" => uri "\"some text\""
    "QualifyFrequency" = "65" => qualify_frequency "65s"
    "UserAgent" = "some text" => user_agent "\"some text\""
    "ExpirationTime" = "1718000000" => expiration_time "1718000000"
    "OutboundProxy" = "some text" => outbound_proxy "\"some text\""
    "Status" = "NonQualified" => status "NonQualified"
    "RoundtripUsec" = "1500" => round_trip "1.5ms"
    "Qualify2xxOnly" = "Yes" => qualify2xx_only "true"
}

samples! {
    contact_status_detail: ContactStatusDetail reads
    ["ContactStatusDetail"]
    "AOR" = "some text" => aor "\"some text\""
    "URI" = "some text" => uri "\"some text\""
    "Status" = "NonQualified" => status "NonQualified"
    "RoundtripUsec" = "1500" => round_trip "1.5ms"
    "EndpointName" = "some text" => endpoint_name "\"some text\""
    "UserAgent" = "some text" => user_agent "\"some text\""
    "RegExpire" = "1718000000" => registration_expires "1718000000"
    "ViaAddress" = "some text" => via_address "\"some text\""
    "CallID" = "some text" => call_id "\"some text\""
    "ID" = "some text" => id "\"some text\""
    "AuthenticateQualify" = "Yes" => authenticate_qualify "true"
    "OutboundProxy" = "some text" => outbound_proxy "\"some text\""
    "Path" = "some text" => path "\"some text\""
    "QualifyFrequency" = "65" => qualify_frequency "65s"
    "QualifyTimeout" = "3.250000" => qualify_timeout "3.25s"
    "Qualify2xxOnly" = "Yes" => qualify2xx_only "true"
}

samples! {
    endpoint_list: EndpointList reads
    ["EndpointList"]
    "ObjectType" = "some text" => object_type "\"some text\""
    "ObjectName" = "some text" => object_name "\"some text\""
    "Transport" = "some text" => transport "\"some text\""
    "Aor" = "some text" => aor "\"some text\""
    "Auths" = "some text" => auths "\"some text\""
    "OutboundAuths" = "some text" => outbound_auths "\"some text\""
    "DeviceState" = "some text" => device_state "\"some text\""
    "ActiveChannels" = "some text" => active_channels "\"some text\""
    "Contacts" = "some text" => contacts "\"some text\""
}

samples! {
    identify_detail: IdentifyDetail reads
    ["IdentifyDetail"]
    "ObjectType" = "some text" => object_type "\"some text\""
    "ObjectName" = "some text" => object_name "\"some text\""
    "Endpoint" = "some text" => endpoint "\"some text\""
    "SrvLookups" = "Yes" => srv_lookups "true"
    "Match" = "some text" => match_ "\"some text\""
    "MatchHeader" = "some text" => match_header "\"some text\""
    "MatchRequestUri" = "some text" => match_request_uri "\"some text\""
    "EndpointName" = "some text" => endpoint_name "\"some text\""
}
