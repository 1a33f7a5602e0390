// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;
use std::time::Duration;

use crate::value::Secret;

view! {
    /// Reads the event `VoicemailBoxDetail` (Asterisk `apps/app_voicemail.c`).
    pub struct VoicemailBoxDetail {
        VoicemailBoxDetail
    }
}

impl<'a> VoicemailBoxDetail<'a> {
    /// `Folder`.
    pub fn folder(self) -> Option<Cow<'a, str>> {
        self.0.known("Folder")
    }
    /// `CallerID`.
    pub fn caller_id(self) -> Option<Cow<'a, str>> {
        self.0.known("CallerID")
    }
    /// `Date`.
    pub fn date(self) -> Option<Cow<'a, str>> {
        self.0.known("Date")
    }
    /// `Duration`.
    pub fn duration(self) -> Option<Duration> {
        self.0.seconds("Duration")
    }
    /// `Flag`.
    pub fn flag(self) -> Option<Cow<'a, str>> {
        self.0.known("Flag")
    }
    /// `ID`.
    pub fn id(self) -> Option<Cow<'a, str>> {
        self.0.known("ID")
    }
}

view! {
    /// Reads the event `VoicemailPasswordChange` (Asterisk `apps/app_voicemail.c`).
    pub struct VoicemailPasswordChange {
        VoicemailPasswordChange
    }
}

impl<'a> VoicemailPasswordChange<'a> {
    /// `Context`.
    pub fn context(self) -> Option<Cow<'a, str>> {
        self.0.known("Context")
    }
    /// `Mailbox`.
    pub fn mailbox(self) -> Option<Cow<'a, str>> {
        self.0.known("Mailbox")
    }
    /// `NewPassword`.
    pub fn new_password(self) -> Option<Secret> {
        self.0.secret("NewPassword")
    }
}

view! {
    /// Reads the events
    /// `VoicemailUserDetail`, `VoicemailUserEntry` (Asterisk `apps/app_voicemail.c`).
    pub struct VoicemailUser {
        VoicemailUserDetail, VoicemailUserEntry
    }
}

impl<'a> VoicemailUser<'a> {
    /// `VMContext`.
    pub fn context(self) -> Option<Cow<'a, str>> {
        self.0.known("VMContext")
    }
    /// `VoiceMailbox`.
    pub fn mailbox(self) -> Option<Cow<'a, str>> {
        self.0.known("VoiceMailbox")
    }
    /// `Fullname`.
    pub fn full_name(self) -> Option<Cow<'a, str>> {
        self.0.known("Fullname")
    }
    /// `Email`.
    pub fn email(self) -> Option<Cow<'a, str>> {
        self.0.known("Email")
    }
    /// `Pager`.
    pub fn pager(self) -> Option<Cow<'a, str>> {
        self.0.known("Pager")
    }
    /// `ServerEmail`.
    pub fn server_email(self) -> Option<Cow<'a, str>> {
        self.0.known("ServerEmail")
    }
    /// `FromString`.
    pub fn from_string(self) -> Option<Cow<'a, str>> {
        self.0.known("FromString")
    }
    /// `MailCommand`.
    pub fn mail_command(self) -> Option<Cow<'a, str>> {
        self.0.known("MailCommand")
    }
    /// `Language`.
    pub fn language(self) -> Option<Cow<'a, str>> {
        self.0.known("Language")
    }
    /// `TimeZone`.
    pub fn time_zone(self) -> Option<Cow<'a, str>> {
        self.0.known("TimeZone")
    }
    /// `Callback`.
    pub fn callback(self) -> Option<Cow<'a, str>> {
        self.0.known("Callback")
    }
    /// `Dialout`.
    pub fn dialout(self) -> Option<Cow<'a, str>> {
        self.0.known("Dialout")
    }
    /// `UniqueID`.
    pub fn unique_id(self) -> Option<Cow<'a, str>> {
        self.0.known("UniqueID")
    }
    /// `ExitContext`.
    pub fn exit_context(self) -> Option<Cow<'a, str>> {
        self.0.known("ExitContext")
    }
    /// `SayDurationMinimum`, whole minutes on the wire.
    pub fn say_duration_minimum(self) -> Option<Duration> {
        self.0.minutes("SayDurationMinimum")
    }
    /// `SayEnvelope`.
    pub fn say_envelope(self) -> Option<bool> {
        self.0.flag("SayEnvelope")
    }
    /// `SayCID`.
    pub fn say_cid(self) -> Option<bool> {
        self.0.flag("SayCID")
    }
    /// `AttachMessage`.
    pub fn attach_message(self) -> Option<bool> {
        self.0.flag("AttachMessage")
    }
    /// `AttachmentFormat`.
    pub fn attachment_format(self) -> Option<Cow<'a, str>> {
        self.0.known("AttachmentFormat")
    }
    /// `DeleteMessage`.
    pub fn delete_message(self) -> Option<bool> {
        self.0.flag("DeleteMessage")
    }
    /// `VolumeGain`.
    pub fn volume_gain(self) -> Option<f64> {
        self.0.number("VolumeGain")
    }
    /// `CanReview`.
    pub fn can_review(self) -> Option<bool> {
        self.0.flag("CanReview")
    }
    /// `CanMarkUrgent`.
    pub fn can_mark_urgent(self) -> Option<bool> {
        self.0.flag("CanMarkUrgent")
    }
    /// `CallOperator`.
    pub fn call_operator(self) -> Option<bool> {
        self.0.flag("CallOperator")
    }
    /// `MaxMessageCount`.
    pub fn max_message_count(self) -> Option<u32> {
        self.0.number("MaxMessageCount")
    }
    /// `MaxMessageLength`.
    pub fn max_message_length(self) -> Option<Duration> {
        self.0.seconds("MaxMessageLength")
    }
    /// `NewMessageCount`.
    pub fn new_message_count(self) -> Option<u32> {
        self.0.number("NewMessageCount")
    }
    /// `OldMessageCount`.
    pub fn old_message_count(self) -> Option<u32> {
        self.0.number("OldMessageCount")
    }
    /// `IMAPUser`.
    pub fn imap_user(self) -> Option<Cow<'a, str>> {
        self.0.known("IMAPUser")
    }
    /// `IMAPServer`.
    pub fn imap_server(self) -> Option<Cow<'a, str>> {
        self.0.known("IMAPServer")
    }
    /// `IMAPPort`.
    pub fn imap_port(self) -> Option<u16> {
        self.0.number("IMAPPort")
    }
    /// `IMAPFlags`.
    pub fn imap_flags(self) -> Option<Cow<'a, str>> {
        self.0.known("IMAPFlags")
    }
}
