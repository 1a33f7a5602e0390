// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;
use std::time::Duration;

use crate::event::ChannelSnapshot;
use crate::value::{DialStatus, DtmfDirection, HangupCause};

view! {
    /// Reads the events
    /// `ChanSpyStart`, `ChanSpyStop` (Asterisk `main/manager_channels.c`).
    pub struct ChanSpy {
        ChanSpyStart, ChanSpyStop
    }
}

impl<'a> ChanSpy<'a> {
    /// The channel whose headers begin with `Spyer`.
    pub fn spyer(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "Spyer")
    }
    /// The channel whose headers begin with `Spyee`.
    pub fn spyee(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "Spyee")
    }
}

view! {
    /// Reads the events
    /// `DialBegin`, `DialEnd`, `DialState` (Asterisk `main/manager_channels.c`).
    pub struct Dial {
        DialBegin, DialEnd, DialState
    }
}

impl<'a> Dial<'a> {
    /// The channel.
    pub fn caller(self) -> Option<ChannelSnapshot<'a>> {
        ChannelSnapshot::new(self.0, "").if_present()
    }
    /// The channel whose headers begin with `Dest`.
    pub fn dialled(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "Dest")
    }
    /// `DialString`.
    pub fn dial_string(self) -> Option<Cow<'a, str>> {
        self.0.known("DialString")
    }
    /// `DialStatus`.
    pub fn status(self) -> Option<DialStatus> {
        self.0.worded("DialStatus", DialStatus::from_word)
    }
    /// `Forward`.
    pub fn forwarded_to(self) -> Option<Cow<'a, str>> {
        self.0.known("Forward")
    }
}

view! {
    /// Reads the event `DTMFBegin` (Asterisk `main/manager_channels.c`).
    pub struct DtmfBegin {
        DtmfBegin
    }
}

impl<'a> DtmfBegin<'a> {
    /// The channel.
    pub fn channel(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }
    /// `Digit`.
    pub fn digit(self) -> Option<Cow<'a, str>> {
        self.0.known("Digit")
    }
    /// `Direction`.
    pub fn direction(self) -> Option<DtmfDirection> {
        self.0.worded("Direction", DtmfDirection::from_word)
    }
}

view! {
    /// Reads the event `DTMFEnd` (Asterisk `main/manager_channels.c`).
    pub struct DtmfEnd {
        DtmfEnd
    }
}

impl<'a> DtmfEnd<'a> {
    /// The channel.
    pub fn channel(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }
    /// `Digit`.
    pub fn digit(self) -> Option<Cow<'a, str>> {
        self.0.known("Digit")
    }
    /// `DurationMs`.
    pub fn duration(self) -> Option<Duration> {
        self.0.milliseconds("DurationMs")
    }
    /// `Direction`.
    pub fn direction(self) -> Option<DtmfDirection> {
        self.0.worded("Direction", DtmfDirection::from_word)
    }
}

view! {
    /// Reads the event `FAXStatus` (Asterisk `main/manager_channels.c`).
    pub struct FaxStatus {
        FaxStatus
    }
}

impl<'a> FaxStatus<'a> {
    /// The channel.
    pub fn channel(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }
    /// `Operation`.
    pub fn operation(self) -> Option<Cow<'a, str>> {
        self.0.known("Operation")
    }
    /// `Status`.
    pub fn status(self) -> Option<Cow<'a, str>> {
        self.0.known("Status")
    }
    /// `LocalStationID`.
    pub fn local_station_id(self) -> Option<Cow<'a, str>> {
        self.0.known("LocalStationID")
    }
    /// `FileName`.
    pub fn file_name(self) -> Option<Cow<'a, str>> {
        self.0.known("FileName")
    }
}

view! {
    /// Reads the event `Hangup` (Asterisk `main/manager_channels.c`).
    pub struct Hangup {
        Hangup
    }
}

impl<'a> Hangup<'a> {
    /// The channel.
    pub fn channel(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }
    /// `Cause`.
    pub fn cause(self) -> Option<HangupCause> {
        self.0.coded("Cause", HangupCause::from_code)
    }
    /// `Cause-txt`.
    pub fn cause_text(self) -> Option<Cow<'a, str>> {
        self.0.known("Cause-txt")
    }
    /// `TechCause`.
    pub fn tech_cause(self) -> Option<u32> {
        self.0.number("TechCause")
    }
}

view! {
    /// Reads the events
    /// `HangupHandlerPop`, `HangupHandlerPush`, `HangupHandlerRun` (Asterisk `main/manager_channels.c`).
    pub struct HangupHandler {
        HangupHandlerPop, HangupHandlerPush, HangupHandlerRun
    }
}

impl<'a> HangupHandler<'a> {
    /// The channel.
    pub fn channel(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }
    /// `Handler`.
    pub fn handler(self) -> Option<Cow<'a, str>> {
        self.0.known("Handler")
    }
}

view! {
    /// Reads the events
    /// `HangupRequest`, `SoftHangupRequest` (Asterisk `main/manager_channels.c`).
    pub struct HangupRequest {
        HangupRequest, SoftHangupRequest
    }
}

impl<'a> HangupRequest<'a> {
    /// The channel.
    pub fn channel(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }
    /// `Cause`.
    pub fn cause(self) -> Option<HangupCause> {
        self.0.coded("Cause", HangupCause::from_code)
    }
    /// `TechCause`.
    pub fn tech_cause(self) -> Option<u32> {
        self.0.number("TechCause")
    }
}

view! {
    /// Reads the event `Hold` (Asterisk `main/manager_channels.c`).
    pub struct Hold {
        Hold
    }
}

impl<'a> Hold<'a> {
    /// The channel.
    pub fn channel(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }
    /// `MusicClass`.
    pub fn music_class(self) -> Option<Cow<'a, str>> {
        self.0.known("MusicClass")
    }
}

view! {
    /// Reads the event `MusicOnHoldStart` (Asterisk `main/manager_channels.c`).
    pub struct MusicOnHoldStart {
        MusicOnHoldStart
    }
}

impl<'a> MusicOnHoldStart<'a> {
    /// The channel.
    pub fn channel(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }
    /// `Class`.
    pub fn class(self) -> Option<Cow<'a, str>> {
        self.0.known("Class")
    }
}

view! {
    /// Reads the event `NewAccountCode` (Asterisk `main/manager_channels.c`).
    pub struct NewAccountCode {
        NewAccountCode
    }
}

impl<'a> NewAccountCode<'a> {
    /// The channel.
    pub fn channel(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }
    /// `OldAccountCode`.
    pub fn old_account_code(self) -> Option<Cow<'a, str>> {
        self.0.known("OldAccountCode")
    }
}

view! {
    /// Reads the event `NewCallerid` (Asterisk `main/manager_channels.c`).
    pub struct NewCallerid {
        NewCallerid
    }
}

impl<'a> NewCallerid<'a> {
    /// The channel.
    pub fn channel(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }
    /// `CID-CallingPres`.
    pub fn cid_calling_pres(self) -> Option<Cow<'a, str>> {
        self.0.known("CID-CallingPres")
    }
}

view! {
    /// Reads the event `Newexten` (Asterisk `main/manager_channels.c`).
    pub struct Newexten {
        Newexten
    }
}

impl<'a> Newexten<'a> {
    /// The channel.
    pub fn channel(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }
    /// `Extension`.
    pub fn extension(self) -> Option<Cow<'a, str>> {
        self.0.known("Extension")
    }
    /// `Application`.
    pub fn application(self) -> Option<Cow<'a, str>> {
        self.0.known("Application")
    }
    /// `AppData`.
    pub fn data(self) -> Option<Cow<'a, str>> {
        self.0.known("AppData")
    }
}

view! {
    /// Reads the events
    /// `ReceiveFAX`, `SendFAX` (Asterisk `main/manager_channels.c`).
    pub struct FaxTransfer {
        ReceiveFax, SendFax
    }
}

impl<'a> FaxTransfer<'a> {
    /// The channel.
    pub fn channel(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }
    /// `LocalStationID`.
    pub fn local_station_id(self) -> Option<Cow<'a, str>> {
        self.0.known("LocalStationID")
    }
    /// `RemoteStationID`.
    pub fn remote_station_id(self) -> Option<Cow<'a, str>> {
        self.0.known("RemoteStationID")
    }
    /// `PagesTransferred`.
    pub fn pages_transferred(self) -> Option<u32> {
        self.0.number("PagesTransferred")
    }
    /// `Resolution`.
    pub fn resolution(self) -> Option<Cow<'a, str>> {
        self.0.known("Resolution")
    }
    /// `TransferRate`.
    pub fn transfer_rate(self) -> Option<Cow<'a, str>> {
        self.0.known("TransferRate")
    }
    /// `FileName`.
    pub fn file_name(self) -> Option<Cow<'a, str>> {
        self.0.known("FileName")
    }
}
