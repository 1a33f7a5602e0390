//! The events of a busy PBX, always the same ones: what the benches read, and what the tests count allocations over.

use std::fmt::Write;

/// `count` events of ten kinds in the proportions of ordinary calls, about 480 bytes each.
pub(crate) fn stream(count: usize) -> Vec<u8> {
    let mut random = Random(0x5117_c400_0000_0001);
    let mut stream = String::with_capacity(count * 500);
    for number in 0..count {
        event(&mut stream, &mut random, number).expect("a String takes everything");
    }
    stream.into_bytes()
}

fn event(out: &mut String, random: &mut Random, number: usize) -> std::fmt::Result {
    let call = Call::of(number / 12);
    match random.below(20) {
        0 | 1 => call.snapshot(out, "Newchannel", "call", "", 0)?,
        2..=4 => call.snapshot(out, "Newstate", "call", "", 6)?,
        5..=7 => {
            call.snapshot(out, "Newexten", "dialplan", "", 6)?;
            write!(
                out,
                "Extension: {}\r\nApplication: Dial\r\nAppData: PJSIP/{},25,kKtTb(hooks^s^1)\r\n",
                call.called, call.called
            )?;
        }
        8..=10 => {
            call.snapshot(out, "VarSet", "dialplan", "", 6)?;
            write!(
                out,
                "Variable: {}\r\nValue: {}\r\n",
                ["DIALSTATUS", "RTPAUDIOQOSJITTER", "__CALLREF"][random.below(3)],
                random.below(1_000_000)
            )?;
        }
        11 | 12 => {
            call.snapshot(out, "DialBegin", "call", "", 4)?;
            call.channel(out, "Dest", 5)?;
            write!(out, "DialString: {}\r\n", call.called)?;
        }
        13 | 14 => {
            out.push_str("Event: BridgeEnter\r\nPrivilege: call,all\r\n");
            write!(
                out,
                "BridgeUniqueid: 6f2c1c3e-8a8e-4f0e-9d7b-{:012x}\r\nBridgeType: basic\r\nBridgeTechnology: simple_bridge\r\n\
                 BridgeCreator: <unknown>\r\nBridgeName: <unknown>\r\nBridgeNumChannels: {}\r\nBridgeVideoSourceMode: none\r\n",
                call.number,
                1 + random.below(2)
            )?;
            call.channel(out, "", 6)?;
        }
        15 | 16 => {
            call.snapshot(out, "Hangup", "call", "", 6)?;
            let (cause, text) = [
                ("16", "Normal Clearing"),
                ("17", "User busy"),
                ("19", "User alerting, no answer"),
            ][random.below(3)];
            write!(out, "Cause: {cause}\r\nCause-txt: {text}\r\n")?;
        }
        17 => write!(
            out,
            "Event: Cdr\r\nPrivilege: cdr,all\r\nAccountCode: sales\r\nSource: {}\r\nDestination: {}\r\n\
             DestinationContext: from-internal\r\nCallerID: \"{}\" <{}>\r\nChannel: PJSIP/{}-{:08x}\r\n\
             DestinationChannel: PJSIP/{}-{:08x}\r\nLastApplication: Dial\r\nLastData: PJSIP/{},25,kKtT\r\n\
             StartTime: 2026-11-22 02:18:57\r\nAnswerTime: 2026-11-22 02:19:03\r\nEndTime: 2026-11-22 02:20:41\r\n\
             Duration: {}\r\nBillableSeconds: {}\r\nDisposition: ANSWERED\r\nAMAFlags: DOCUMENTATION\r\n\
             UniqueID: {}\r\nUserField: \r\nLinkedID: {}\r\n",
            call.caller,
            call.called,
            call.name,
            call.caller,
            call.caller,
            call.number,
            call.called,
            call.number + 1,
            call.called,
            random.below(600),
            random.below(500),
            call.id,
            call.id
        )?,
        18 => write!(
            out,
            "Event: QueueMemberStatus\r\nPrivilege: agent,all\r\nQueue: support\r\nMemberName: {}\r\n\
             Interface: PJSIP/{}\r\nStateInterface: PJSIP/{}\r\nMembership: dynamic\r\nPenalty: 0\r\nCallsTaken: {}\r\n\
             LastCall: 1795313{:03}\r\nLastPause: 0\r\nLoginTime: 1795310000\r\nInCall: {}\r\nStatus: {}\r\nPaused: 0\r\n\
             PausedReason: \r\nRinginuse: 0\r\nWrapuptime: 15\r\n",
            call.name,
            call.called,
            call.called,
            random.below(90),
            random.below(1000),
            random.below(2),
            1 + random.below(6)
        )?,
        _ => {
            call.snapshot(out, "RTCPSent", "reporting", "", 6)?;
            write!(
                out,
                "SSRC: 0x{:08x}\r\nPT: 200(SR)\r\nReportCount: 1\r\nSentNTP: 1795313937.{:06}\r\nSentRTP: {}\r\n\
                 SentPackets: {}\r\nSentOctets: {}\r\nReport0SourceSSRC: 0x{:08x}\r\nReport0FractionLost: 0\r\n\
                 Report0CumulativeLost: 0\r\nReport0HighestSequence: {}\r\nReport0SequenceNumberCycles: 0\r\n\
                 Report0IAJitter: {}\r\nReport0LSR: {}\r\nReport0DLSR: 1.2320\r\nTo: 192.0.2.{}:14002\r\nFrom: 192.0.2.1:11024\r\n",
                random.below(1 << 32),
                random.below(1_000_000),
                random.below(1 << 30),
                random.below(9000),
                random.below(1 << 20),
                random.below(1 << 32),
                random.below(65_536),
                random.below(40),
                random.below(1 << 32),
                random.below(250)
            )?;
        }
    }
    out.push_str("\r\n");
    Ok(())
}

/// Who talks to whom.
struct Call {
    number: usize,
    caller: usize,
    called: usize,
    name: &'static str,
    id: String,
}

impl Call {
    fn of(number: usize) -> Self {
        Self {
            number,
            caller: 100 + number % 150,
            called: 100 + number * 7 % 150,
            name: ["Alice Martin", "Chloé Durand", "Reception", "Bob"][number % 4],
            id: format!("{}.{}", 1_795_313_937 + number / 3, number * 2),
        }
    }

    fn snapshot(
        &self,
        out: &mut String,
        name: &str,
        class: &str,
        prefix: &str,
        state: usize,
    ) -> std::fmt::Result {
        write!(out, "Event: {name}\r\nPrivilege: {class},all\r\n")?;
        self.channel(out, prefix, state)
    }

    /// The headers of one channel, as Asterisk 22 orders them.
    fn channel(&self, out: &mut String, prefix: &str, state: usize) -> std::fmt::Result {
        let words = ["Down", "Rsrvd", "OffHook", "Dialing", "Ring", "Ringing", "Up"];
        write!(
            out,
            "{prefix}Channel: PJSIP/{}-{:08x}\r\n{prefix}ChannelState: {state}\r\n{prefix}ChannelStateDesc: {}\r\n\
             {prefix}CallerIDNum: {}\r\n{prefix}CallerIDName: {}\r\n{prefix}ConnectedLineNum: {}\r\n\
             {prefix}ConnectedLineName: <unknown>\r\n{prefix}Language: en\r\n{prefix}AccountCode: sales\r\n\
             {prefix}Context: from-internal\r\n{prefix}Exten: {}\r\n{prefix}Priority: 3\r\n{prefix}Uniqueid: {}\r\n\
             {prefix}Linkedid: {}\r\n",
            self.caller,
            self.number,
            words[state],
            self.caller,
            self.name,
            self.called,
            self.called,
            self.id,
            self.id
        )
    }
}

/// splitmix64: the same numbers on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % end as u64) as usize
    }
}
