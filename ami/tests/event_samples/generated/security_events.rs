// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    security_event: SecurityEvent reads
    ["AuthMethodNotAllowed", "ChallengeResponseFailed", "ChallengeSent", "FailedACL", "InvalidAccountID",
    "InvalidPassword", "InvalidTransport", "LoadAverageLimit", "MemoryLimit", "RequestBadFormat",
    "RequestNotAllowed", "RequestNotSupported", "SessionLimit", "SuccessfulAuth", "UnexpectedAddress"]
    "EventTV" = "1718000000.250000" => event_tv "Timestamp { seconds: 1718000000, micros: 250000 }"
    "Severity" = "Informational" => severity "Informational"
    "Service" = "some text" => service "\"some text\""
    "EventVersion" = "42" => event_version "42"
    "AccountID" = "some text" => account_id "\"some text\""
    "SessionID" = "some text" => session_id "\"some text\""
    "LocalAddress" = "IPV4/TCP/127.0.0.1/5038" => local_address "TransportAddress { transport: \"TCP\", address: 127.0.0.1:5038 }"
    "RemoteAddress" = "IPV4/TCP/127.0.0.1/5038" => remote_address "TransportAddress { transport: \"TCP\", address: 127.0.0.1:5038 }"
    "AuthMethod" = "some text" => auth_method "\"some text\""
    "Module" = "some text" => module "\"some text\""
    "SessionTV" = "1718000000.250000" => session_tv "Timestamp { seconds: 1718000000, micros: 250000 }"
    "Challenge" = "hunter2" => challenge "Secret(..)"
    "Response" = "hunter2" => response "Secret(..)"
    "ExpectedResponse" = "hunter2" => expected_response "Secret(..)"
    "ACLName" = "some text" => acl_name "\"some text\""
    "ReceivedChallenge" = "hunter2" => received_challenge "Secret(..)"
    "ReceivedHash" = "hunter2" => received_hash "Secret(..)"
    "AttemptedTransport" = "some text" => attempted_transport "\"some text\""
    "RequestType" = "some text" => request_type "\"some text\""
    "RequestParams" = "some text" => request_params "\"some text\""
    "UsingPassword" = "Yes" => using_password "true"
    "ExpectedAddress" = "IPV4/TCP/127.0.0.1/5038" => expected_address "TransportAddress { transport: \"TCP\", address: 127.0.0.1:5038 }"
}
