// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    chan_spy: ChanSpy reads
    ["ChanSpyStart", "ChanSpyStop"]
}

samples! {
    dial: Dial reads
    ["DialBegin", "DialEnd", "DialState"]
    "DialString" = "some text" => dial_string "\"some text\""
    "DialStatus" = "BUSY" => status "Busy"
    "Forward" = "some text" => forwarded_to "\"some text\""
}

samples! {
    dtmf_begin: DtmfBegin reads
    ["DTMFBegin"]
    "Digit" = "some text" => digit "\"some text\""
    "Direction" = "Received" => direction "Received"
}

samples! {
    dtmf_end: DtmfEnd reads
    ["DTMFEnd"]
    "Digit" = "some text" => digit "\"some text\""
    "DurationMs" = "1500" => duration "1.5s"
    "Direction" = "Received" => direction "Received"
}

samples! {
    fax_status: FaxStatus reads
    ["FAXStatus"]
    "Operation" = "some text" => operation "\"some text\""
    "Status" = "some text" => status "\"some text\""
    "LocalStationID" = "some text" => local_station_id "\"some text\""
    "FileName" = "some text" => file_name "\"some text\""
}

samples! {
    hangup: Hangup reads
    ["Hangup"]
    "Cause" = "17" => cause "Busy"
    "Cause-txt" = "some text" => cause_text "\"some text\""
    "TechCause" = "42" => tech_cause "42"
}

samples! {
    hangup_handler: HangupHandler reads
    ["HangupHandlerPop", "HangupHandlerPush", "HangupHandlerRun"]
    "Handler" = "some text" => handler "\"some text\""
}

samples! {
    hangup_request: HangupRequest reads
    ["HangupRequest", "SoftHangupRequest"]
    "Cause" = "17" => cause "Busy"
    "TechCause" = "42" => tech_cause "42"
}

samples! {
    hold: Hold reads
    ["Hold"]
    "MusicClass" = "some text" => music_class "\"some text\""
}

samples! {
    music_on_hold_start: MusicOnHoldStart reads
    ["MusicOnHoldStart"]
    "Class" = "some text" => class "\"some text\""
}

samples! {
    new_account_code: NewAccountCode reads
    ["NewAccountCode"]
    "OldAccountCode" = "some text" => old_account_code "\"some text\""
}

samples! {
    new_callerid: NewCallerid reads
    ["NewCallerid"]
    "CID-CallingPres" = "some text" => cid_calling_pres "\"some text\""
}

samples! {
    newexten: Newexten reads
    ["Newexten"]
    "Extension" = "some text" => extension "\"some text\""
    "Application" = "some text" => application "\"some text\""
    "AppData" = "some text" => data "\"some text\""
}

samples! {
    fax_transfer: FaxTransfer reads
    ["ReceiveFAX", "SendFAX"]
    "LocalStationID" = "some text" => local_station_id "\"some text\""
    "RemoteStationID" = "some text" => remote_station_id "\"some text\""
    "PagesTransferred" = "42" => pages_transferred "42"
    "Resolution" = "some text" => resolution "\"some text\""
    "TransferRate" = "some text" => transfer_rate "\"some text\""
    "FileName" = "some text" => file_name "\"some text\""
}
