// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;
use std::time::Duration;

view! {
    /// Reads the events
    /// `InboundSubscriptionDetail`, `OutboundSubscriptionDetail` (Asterisk `res/res_pjsip_pubsub.c`).
    pub struct SubscriptionDetail {
        InboundSubscriptionDetail, OutboundSubscriptionDetail
    }
}

impl<'a> SubscriptionDetail<'a> {
    /// `Role`.
    pub fn role(self) -> Option<Cow<'a, str>> {
        self.0.known("Role")
    }
    /// `Endpoint`.
    pub fn endpoint(self) -> Option<Cow<'a, str>> {
        self.0.known("Endpoint")
    }
    /// `Callid`.
    pub fn call_id(self) -> Option<Cow<'a, str>> {
        self.0.known("Callid")
    }
    /// `State`.
    pub fn state(self) -> Option<Cow<'a, str>> {
        self.0.known("State")
    }
    /// `Callerid`.
    pub fn caller_id(self) -> Option<Cow<'a, str>> {
        self.0.known("Callerid")
    }
    /// `SubscriptionType`.
    pub fn subscription_type(self) -> Option<Cow<'a, str>> {
        self.0.known("SubscriptionType")
    }
    /// `Extension`.
    pub fn extension(self) -> Option<Cow<'a, str>> {
        self.0.known("Extension")
    }
    /// `ExtensionStates`.
    pub fn extension_states(self) -> Option<Cow<'a, str>> {
        self.0.known("ExtensionStates")
    }
    /// `Mailboxes`.
    pub fn mailboxes(self) -> Option<Cow<'a, str>> {
        self.0.known("Mailboxes")
    }
}

view! {
    /// Reads the event `ResourceListDetail` (Asterisk `res/res_pjsip_pubsub.c`).
    pub struct ResourceListDetail {
        ResourceListDetail
    }
}

impl<'a> ResourceListDetail<'a> {
    /// `ObjectType`.
    pub fn object_type(self) -> Option<Cow<'a, str>> {
        self.0.known("ObjectType")
    }
    /// `ObjectName`.
    pub fn object_name(self) -> Option<Cow<'a, str>> {
        self.0.known("ObjectName")
    }
    /// `FullState`.
    pub fn full_state(self) -> Option<bool> {
        self.0.flag("FullState")
    }
    /// `ListItem`.
    pub fn list_item(self) -> Option<Cow<'a, str>> {
        self.0.known("ListItem")
    }
    /// `NotificationBatchInterval`.
    pub fn notification_batch_interval(self) -> Option<Duration> {
        self.0.milliseconds("NotificationBatchInterval")
    }
    /// `ResourceDisplayName`.
    pub fn resource_display_name(self) -> Option<bool> {
        self.0.flag("ResourceDisplayName")
    }
}
