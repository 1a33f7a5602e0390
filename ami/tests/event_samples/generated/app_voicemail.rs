// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    voicemail_box_detail: VoicemailBoxDetail reads
    ["VoicemailBoxDetail"]
    "Folder" = "some text" => folder "\"some text\""
    "CallerID" = "some text" => caller_id "\"some text\""
    "Date" = "some text" => date "\"some text\""
    "Duration" = "65" => duration "65s"
    "Flag" = "some text" => flag "\"some text\""
    "ID" = "some text" => id "\"some text\""
}

samples! {
    voicemail_password_change: VoicemailPasswordChange reads
    ["VoicemailPasswordChange"]
    "Context" = "some text" => context "\"some text\""
    "Mailbox" = "some text" => mailbox "\"some text\""
    "NewPassword" = "hunter2" => new_password "Secret(..)"
}

samples! {
    voicemail_user: VoicemailUser reads
    ["VoicemailUserDetail", "VoicemailUserEntry"]
    "VMContext" = "some text" => context "\"some text\""
    "VoiceMailbox" = "some text" => mailbox "\"some text\""
    "Fullname" = "some text" => full_name "\"some text\""
    "Email" = "some text" => email "\"some text\""
    "Pager" = "some text" => pager "\"some text\""
    "ServerEmail" = "some text" => server_email "\"some text\""
    "FromString" = "some text" => from_string "\"some text\""
    "MailCommand" = "some text" => mail_command "\"some text\""
    "Language" = "some text" => language "\"some text\""
    "TimeZone" = "some text" => time_zone "\"some text\""
    "Callback" = "some text" => callback "\"some text\""
    "Dialout" = "some text" => dialout "\"some text\""
    "UniqueID" = "some text" => unique_id "\"some text\""
    "ExitContext" = "some text" => exit_context "\"some text\""
    "SayDurationMinimum" = "2" => say_duration_minimum "120s"
    "SayEnvelope" = "Yes" => say_envelope "true"
    "SayCID" = "Yes" => say_cid "true"
    "AttachMessage" = "Yes" => attach_message "true"
    "AttachmentFormat" = "some text" => attachment_format "\"some text\""
    "DeleteMessage" = "Yes" => delete_message "true"
    "VolumeGain" = "92.5" => volume_gain "92.5"
    "CanReview" = "Yes" => can_review "true"
    "CanMarkUrgent" = "Yes" => can_mark_urgent "true"
    "CallOperator" = "Yes" => call_operator "true"
    "MaxMessageCount" = "42" => max_message_count "42"
    "MaxMessageLength" = "65" => max_message_length "65s"
    "NewMessageCount" = "42" => new_message_count "42"
    "OldMessageCount" = "42" => old_message_count "42"
    "IMAPUser" = "some text" => imap_user "\"some text\""
    "IMAPServer" = "some text" => imap_server "\"some text\""
    "IMAPPort" = "5060" => imap_port "5060"
    "IMAPFlags" = "some text" => imap_flags "\"some text\""
}
