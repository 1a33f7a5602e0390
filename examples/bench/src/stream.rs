//! The bytes that everything is measured on: a busy PBX, the same each time.

use std::fmt::Write as _;

/// How many events [`Mix`] takes turns with.
const KINDS: u32 = 10;

/// A stream of events as Asterisk 22 sends them, made from a fixed seed: the ten kinds that a busy PBX sends most of.
///
/// ```
/// use switchhook_bench::stream::Mix;
/// let stream = Mix::of(100_000);
/// assert_eq!(stream.bytes, Mix::of(100_000).bytes);
/// assert!(stream.bytes.len() >= 100_000);
/// assert_eq!(stream.bytes.windows(4).filter(|four| four == b"\r\n\r\n").count(), stream.events());
/// ```
#[derive(Clone, Debug)]
pub struct Mix {
    /// The events, without a banner before them.
    pub bytes: Vec<u8>,
    /// Where each one ends.
    pub ends: Vec<usize>,
    /// How many of them are `Hangup`.
    pub hangups: usize,
}

impl Mix {
    /// Whole events, of at least `bytes` together.
    pub fn of(bytes: usize) -> Self {
        let mut random = Random(0x2545_f491_4f6c_dd1d);
        let mut text = String::with_capacity(bytes + 2048);
        let (mut ends, mut hangups) = (Vec::new(), 0);
        while text.len() < bytes {
            let kind = random.below(KINDS);
            hangups += usize::from(kind == 6);
            write_event(&mut text, kind, &mut random);
            ends.push(text.len());
        }
        Self {
            bytes: text.into_bytes(),
            ends,
            hangups,
        }
    }

    /// How many events there are.
    pub fn events(&self) -> usize {
        self.ends.len()
    }

    /// Bytes of an event on average.
    pub fn mean(&self) -> usize {
        self.bytes.len() / self.events().max(1)
    }
}

/// A small generator with a known seed (xorshift64*): the stream has to be the same on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 32) as u32;
        high % bound
    }
}

fn write_event(text: &mut String, kind: u32, random: &mut Random) {
    let channel = Channel::draw(random);
    let result = match kind {
        0 => write!(
            text,
            "Event: Newchannel\r\nPrivilege: call,all\r\n{}",
            channel.snapshot("")
        ),
        1 => write!(
            text,
            "Event: Newstate\r\nPrivilege: call,all\r\n{}",
            channel.snapshot("")
        ),
        2 => write!(
            text,
            "Event: Newexten\r\nPrivilege: dialplan,all\r\n{}Extension: {}\r\nApplication: Dial\r\n\
             AppData: PJSIP/{},30,tT\r\n",
            channel.snapshot(""),
            channel.other,
            channel.other,
        ),
        3 => write!(
            text,
            "Event: VarSet\r\nPrivilege: dialplan,all\r\n{}Variable: DIALSTATUS\r\nValue: CHANUNAVAIL\r\n",
            channel.snapshot(""),
        ),
        4 => write!(
            text,
            "Event: DialBegin\r\nPrivilege: call,all\r\n{}{}DialString: {}\r\n",
            channel.snapshot(""),
            Channel::draw(random).snapshot("Dest"),
            channel.other,
        ),
        5 => write!(
            text,
            "Event: BridgeEnter\r\nPrivilege: call,all\r\nBridgeUniqueid: 7ad1f9c2-{:08x}\r\nBridgeType: basic\r\n\
             BridgeTechnology: simple_bridge\r\nBridgeCreator: <unknown>\r\nBridgeName: <unknown>\r\n\
             BridgeNumChannels: 2\r\nBridgeVideoSourceMode: none\r\n{}",
            channel.serial,
            channel.snapshot(""),
        ),
        6 => write!(
            text,
            "Event: Hangup\r\nPrivilege: call,all\r\n{}Cause: 16\r\nCause-txt: Normal Clearing\r\n\
             TechCause: SIP 200\r\n",
            channel.snapshot(""),
        ),
        7 => write_cdr(text, &channel),
        8 => write!(
            text,
            "Event: QueueMemberStatus\r\nPrivilege: agent,all\r\nQueue: support\r\nMemberName: Agent {0}\r\n\
             Interface: PJSIP/{0}\r\nStateInterface: PJSIP/{0}\r\nMembership: dynamic\r\nPenalty: 0\r\n\
             CallsTaken: {1}\r\nLastCall: 17180{2:05}\r\nLastPause: 0\r\nLoginTime: 1718000000\r\nInCall: 0\r\n\
             Status: 6\r\nPaused: 0\r\nPausedReason: \r\nRinginuse: 0\r\nWrapuptime: 5\r\n",
            channel.number,
            channel.serial % 97,
            channel.serial % 100_000,
        ),
        _ => write!(
            text,
            "Event: RTCPSent\r\nPrivilege: reporting,all\r\n{}SSRC: 0x{1:08x}\r\nPT: 200(SR)\r\nReportCount: 1\r\n\
             SentNTP: 1718000{1:06}.123456\r\nSentRTP: {1}\r\nSentPackets: 1500\r\nSentOctets: 240000\r\n\
             Report0SourceSSRC: 0x{1:08x}\r\nReport0FractionLost: 0\r\nReport0CumulativeLost: 0\r\n\
             Report0HighestSequence: 4711\r\nReport0SequenceNumberCycles: 0\r\nReport0IAJitter: 12\r\n\
             Report0LSR: 0\r\nReport0DLSR: 0.0000\r\nFrom: 192.0.2.10:10001\r\nTo: 192.0.2.20:20001\r\n",
            channel.snapshot(""),
            channel.serial,
        ),
    };
    // Writing to a String cannot fail.
    debug_assert!(result.is_ok());
    text.push_str("\r\n");
}

fn write_cdr(text: &mut String, channel: &Channel) -> std::fmt::Result {
    write!(
        text,
        "Event: Cdr\r\nPrivilege: cdr,all\r\nAccountCode: sales-department\r\nSource: {0}\r\nDestination: {1}\r\n\
         DestinationContext: from-internal-desk\r\nCallerID: \"{2}\" <{0}>\r\nChannel: PJSIP/{0}-{3:08x}\r\n\
         DestinationChannel: PJSIP/{1}-{4:08x}\r\nLastApplication: Dial\r\nLastData: PJSIP/{1},30,tT\r\n\
         StartTime: 2026-11-22 08:00:00\r\nAnswerTime: 2026-11-22 08:00:05\r\nEndTime: 2026-11-22 08:01:07\r\n\
         Duration: 67\r\nBillableSeconds: 62\r\nDisposition: ANSWERED\r\nAMAFlags: DOCUMENTATION\r\n\
         UniqueID: 1718000000.{3}\r\nUserField: \r\n",
        channel.number,
        channel.other,
        channel.name,
        channel.serial,
        channel.serial + 1,
    )
}

struct Channel {
    number: u32,
    other: u32,
    serial: u32,
    name: &'static str,
}

impl Channel {
    fn draw(random: &mut Random) -> Self {
        const NAMES: [&str; 4] = ["Ana", "Moana Tehei", "J\u{e9}r\u{f4}me", "<unknown>"];
        Self {
            number: 100 + random.below(900),
            other: 100 + random.below(900),
            serial: random.below(1_000_000),
            name: NAMES[random.below(4) as usize],
        }
    }

    fn snapshot(&self, prefix: &str) -> String {
        let Self {
            number,
            other,
            serial,
            name,
        } = self;
        format!(
            "{prefix}Channel: PJSIP/{number}-{serial:08x}\r\n{prefix}ChannelState: 6\r\n\
             {prefix}ChannelStateDesc: Up\r\n{prefix}CallerIDNum: {number}\r\n{prefix}CallerIDName: {name}\r\n\
             {prefix}ConnectedLineNum: {other}\r\n{prefix}ConnectedLineName: <unknown>\r\n{prefix}Language: en\r\n\
             {prefix}AccountCode: sales-department\r\n{prefix}Context: from-internal-desk\r\n{prefix}Exten: {other}\r\n\
             {prefix}Priority: 1\r\n{prefix}Uniqueid: 1718000000.{serial}\r\n{prefix}Linkedid: 1718000000.{serial}\r\n"
        )
    }
}
