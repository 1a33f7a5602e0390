// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::action::*;

use crate::support::*;

#[test]
fn skinny_devices() {
    let least = SkinnyDevices;
    let full = SkinnyDevices;
    assert_encodes(&least, "SKINNYdevices", "system,reporting", &[]);
    assert_encodes(&full, "SKINNYdevices", "system,reporting", &[]);
    assert_lists(&least, &["DeviceEntry"], "DevicelistComplete", false);
}

#[test]
fn skinny_lines() {
    let least = SkinnyLines;
    let full = SkinnyLines;
    assert_encodes(&least, "SKINNYlines", "system,reporting", &[]);
    assert_encodes(&full, "SKINNYlines", "system,reporting", &[]);
    assert_lists(&least, &["LineEntry"], "LinelistComplete", false);
}

#[test]
fn skinny_show_device() {
    let least = SkinnyShowDevice::new("some text");
    let full = SkinnyShowDevice::new("some text");
    assert_encodes(
        &least,
        "SKINNYshowdevice",
        "system,reporting",
        &["Device: some text"],
    );
    assert_encodes(
        &full,
        "SKINNYshowdevice",
        "system,reporting",
        &["Device: some text"],
    );
    let reply = assert_text(
        &least,
        &[
            "Channeltype: some text",
            "ObjectName: some text",
            "ChannelObjectType: some text",
            "Id: some text",
            "version: some text",
            "Ipaddress: some text",
            "Port: 5060",
            "DeviceType: some text",
            "Codecs: some text",
            "CodecOrder: some text",
            "Devicestatus: some text",
            "NumberOfLines: 42",
            "NumberOfAddons: 42",
            "NumberOfSpeeddials: 42",
        ],
    );
    assert_reads(reply.channeltype(), "\"some text\"", "Channeltype");
    assert_reads(reply.object_name(), "\"some text\"", "ObjectName");
    assert_reads(reply.channel_object_type(), "\"some text\"", "ChannelObjectType");
    assert_reads(reply.id(), "\"some text\"", "Id");
    assert_reads(reply.version(), "\"some text\"", "version");
    assert_reads(reply.ipaddress(), "\"some text\"", "Ipaddress");
    assert_reads(reply.port(), "5060", "Port");
    assert_reads(reply.device_type(), "\"some text\"", "DeviceType");
    assert_reads(reply.codecs(), "\"some text\"", "Codecs");
    assert_reads(reply.codec_order(), "\"some text\"", "CodecOrder");
    assert_reads(reply.devicestatus(), "\"some text\"", "Devicestatus");
    assert_reads(reply.number_of_lines(), "42", "NumberOfLines");
    assert_reads(reply.number_of_addons(), "42", "NumberOfAddons");
    assert_reads(reply.number_of_speeddials(), "42", "NumberOfSpeeddials");
}

#[test]
fn skinny_show_line() {
    let least = SkinnyShowLine::new("some text");
    let full = SkinnyShowLine::new("some text");
    assert_encodes(&least, "SKINNYshowline", "system,reporting", &["Line: some text"]);
    assert_encodes(&full, "SKINNYshowline", "system,reporting", &["Line: some text"]);
    let reply = assert_text(
        &least,
        &[
            "Channeltype: some text",
            "ObjectName: some text",
            "ChannelObjectType: some text",
            "Device: some text",
            "LineLabel: some text",
            "Extension: some text",
            "Context: some text",
            "CallGroup: some text",
            "PickupGroup: some text",
            "Language: some text",
            "Accountcode: some text",
            "AMAflags: some text",
            "Callerid: some text",
            "HideCallerId: Yes",
            "CFwdAll: some text",
            "CFwdBusy: some text",
            "CFwdNoAnswer: some text",
            "VoicemailBox: some text",
            "VoicemailNumber: some text",
            "MWIblink: 42",
            "RegExtension: some text",
            "Regcontext: some text",
            "MoHInterpret: some text",
            "MoHSuggest: some text",
            "LastDialedNr: some text",
            "LastCallerID: some text",
            "Transfer: Yes",
            "Callwaiting: Yes",
            "3WayCalling: Yes",
            "CanForward: Yes",
            "DoNotDisturb: Yes",
            "NAT: Yes",
            "immediate: Yes",
            "Group: 42",
            "Parkinglot: some text",
            "Codecs: some text",
            "CodecOrder: some text",
        ],
    );
    assert_reads(reply.channeltype(), "\"some text\"", "Channeltype");
    assert_reads(reply.object_name(), "\"some text\"", "ObjectName");
    assert_reads(reply.channel_object_type(), "\"some text\"", "ChannelObjectType");
    assert_reads(reply.device(), "\"some text\"", "Device");
    assert_reads(reply.line_label(), "\"some text\"", "LineLabel");
    assert_reads(reply.extension(), "\"some text\"", "Extension");
    assert_reads(reply.context(), "\"some text\"", "Context");
    assert_reads(reply.call_group(), "\"some text\"", "CallGroup");
    assert_reads(reply.pickup_group(), "\"some text\"", "PickupGroup");
    assert_reads(reply.language(), "\"some text\"", "Language");
    assert_reads(reply.accountcode(), "\"some text\"", "Accountcode");
    assert_reads(reply.am_aflags(), "\"some text\"", "AMAflags");
    assert_reads(reply.callerid(), "\"some text\"", "Callerid");
    assert_reads(reply.hide_caller_id(), "true", "HideCallerId");
    assert_reads(reply.c_fwd_all(), "\"some text\"", "CFwdAll");
    assert_reads(reply.c_fwd_busy(), "\"some text\"", "CFwdBusy");
    assert_reads(reply.c_fwd_no_answer(), "\"some text\"", "CFwdNoAnswer");
    assert_reads(reply.voicemail_box(), "\"some text\"", "VoicemailBox");
    assert_reads(reply.voicemail_number(), "\"some text\"", "VoicemailNumber");
    assert_reads(reply.mw_iblink(), "42", "MWIblink");
    assert_reads(reply.reg_extension(), "\"some text\"", "RegExtension");
    assert_reads(reply.regcontext(), "\"some text\"", "Regcontext");
    assert_reads(reply.mo_h_interpret(), "\"some text\"", "MoHInterpret");
    assert_reads(reply.mo_h_suggest(), "\"some text\"", "MoHSuggest");
    assert_reads(reply.last_dialed_nr(), "\"some text\"", "LastDialedNr");
    assert_reads(reply.last_caller_id(), "\"some text\"", "LastCallerID");
    assert_reads(reply.transfer(), "true", "Transfer");
    assert_reads(reply.callwaiting(), "true", "Callwaiting");
    assert_reads(reply.n3way_calling(), "true", "3WayCalling");
    assert_reads(reply.can_forward(), "true", "CanForward");
    assert_reads(reply.do_not_disturb(), "true", "DoNotDisturb");
    assert_reads(reply.nat(), "true", "NAT");
    assert_reads(reply.immediate(), "true", "immediate");
    assert_reads(reply.group(), "42", "Group");
    assert_reads(reply.parkinglot(), "\"some text\"", "Parkinglot");
    assert_reads(reply.codecs(), "\"some text\"", "Codecs");
    assert_reads(reply.codec_order(), "\"some text\"", "CodecOrder");
}
