//! What generated accessors cannot say.

use std::borrow::Cow;
use std::time::Duration;

use super::{AgentCall, OriginateResponse, ResourceListDetail, Rtcp, Status};
use crate::wire::Message;

impl OriginateResponse<'_> {
    /// `Response`: whether the far end answered.
    pub fn is_success(self) -> bool {
        self.0
            .get("Response")
            .is_some_and(|word| word.eq_ignore_ascii_case("Success"))
    }
}

impl AgentCall<'_> {
    /// `RingTime`: how long the member's telephone rang. In `AgentConnect`; the unit of `AgentRingNoAnswer` differs
    /// between releases, so read its header yourself.
    pub fn ring_time(self) -> Option<Duration> {
        let name = self.0.event_name()?;
        name.eq_ignore_ascii_case("AgentConnect")
            .then(|| self.0.seconds("RingTime"))?
    }
}

impl<'a> Status<'a> {
    /// `Variable`, repeated: the variables that the action asked for, as names and values.
    pub fn variables(self) -> impl Iterator<Item = (Cow<'a, str>, Cow<'a, str>)> {
        self.0.get_all("Variable").filter_map(|pair| {
            let at = pair.iter().position(|byte| *byte == b'=')?;
            Some((
                String::from_utf8_lossy(&pair[..at]),
                String::from_utf8_lossy(&pair[at + 1..]),
            ))
        })
    }
}

impl<'a> ResourceListDetail<'a> {
    /// The second `Event`: the SIP event package, such as `presence`. The first is the name of the AMI event.
    pub fn event_package(self) -> Option<Cow<'a, str>> {
        self.0.get_all("Event").nth(1).map(String::from_utf8_lossy)
    }
}

impl<'a> Rtcp<'a> {
    /// The report blocks: `Report0SourceSSRC` and so on, `Report1SourceSSRC` and so on.
    pub fn reports(self) -> impl Iterator<Item = RtcpReport<'a>> {
        // At most 31 in a packet; a larger number would only be a peer's joke.
        let count = self.report_count().unwrap_or(0).min(31);
        (0..count).map(move |index| RtcpReport {
            message: self.0,
            index,
        })
    }
}

/// One report block of an RTCP packet: what a receiver of a stream saw.
///
/// ```
/// use switchhook_ami::event::Rtcp;
/// use switchhook_ami::MessageBuf;
///
/// let message = MessageBuf::parse(
///     b"Event: RTCPReceived\r\nReportCount: 1\r\nReport0SourceSSRC: 0x3aa4f7d2\r\nReport0CumulativeLost: 2\r\n\r\n",
/// ).unwrap();
/// let rtcp: Rtcp<'_> = message.event_as().unwrap();
/// let report = rtcp.reports().next().unwrap();
/// assert_eq!(report.source_ssrc().as_deref(), Some("0x3aa4f7d2"));
/// assert_eq!(report.cumulative_lost(), Some(2));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RtcpReport<'a> {
    message: Message<'a>,
    index: u32,
}

impl<'a> RtcpReport<'a> {
    fn field(self, name: &str) -> Option<Cow<'a, str>> {
        self.message.joined(&format!("Report{}", self.index), name)
    }

    /// `SourceSSRC`: the stream that is reported on.
    pub fn source_ssrc(self) -> Option<Cow<'a, str>> {
        self.field("SourceSSRC")
    }

    /// `FractionLost`: of 256 packets since the last report.
    pub fn fraction_lost(self) -> Option<u32> {
        self.field("FractionLost")?.parse().ok()
    }

    /// `CumulativeLost`: packets lost since the stream began; negative if more came than were sent.
    pub fn cumulative_lost(self) -> Option<i32> {
        self.field("CumulativeLost")?.parse().ok()
    }

    /// `HighestSequence` received.
    pub fn highest_sequence(self) -> Option<u32> {
        self.field("HighestSequence")?.parse().ok()
    }

    /// `SequenceNumberCycles`: how often the sequence began anew.
    pub fn sequence_number_cycles(self) -> Option<u32> {
        self.field("SequenceNumberCycles")?.parse().ok()
    }

    /// `IAJitter`, in units of the stream's timestamps.
    pub fn jitter(self) -> Option<u64> {
        self.field("IAJitter")?.parse().ok()
    }

    /// `LSR`: the middle of the last sender report's time stamp.
    pub fn last_sender_report(self) -> Option<u64> {
        self.field("LSR")?.parse().ok()
    }

    /// `DLSR`: how long ago the last sender report was, in seconds.
    pub fn since_last_sender_report(self) -> Option<Duration> {
        Duration::try_from_secs_f64(self.field("DLSR")?.parse().ok()?).ok()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use crate::Event;
    use crate::event::{ResourceListDetail, Rtcp};
    use crate::value::{DeviceState, DialStatus, Disposition, HangupCause, QueueMemberStatus};
    use crate::wire::MessageBuf;

    fn message(text: &str) -> MessageBuf {
        MessageBuf::parse(text.replace('\n', "\r\n").as_bytes()).expect("a whole message")
    }

    #[test]
    fn only_success_is_an_answer() {
        for (word, expected) in [("Success", true), ("Failure", false), ("", false)] {
            let message = message(&format!(
                "Event: OriginateResponse\nResponse: {word}\nReason: 4\n\n"
            ));
            let Event::OriginateResponse(response) = message.event() else {
                panic!("{message:?}")
            };
            assert_eq!(response.is_success(), expected, "{word:?}");
            assert_eq!(response.reason(), Some(4));
        }
    }

    /// Headers whose name suggests another unit or type than Asterisk writes.
    #[test]
    fn values_are_in_the_unit_that_asterisk_writes() {
        // `main/manager.c` writes `whentohangup`, a moment, whatever the header is called.
        let status = message("Event: Status\nChannel: PJSIP/100-00000001\nTimeToHangup: 1718000000\n\n");
        let Event::Status(status) = status.event() else {
            panic!("it says so")
        };
        assert_eq!(status.hangs_up_at(), Some(1_718_000_000));
        // `voicemail.conf`: `saydurationm`, in minutes.
        let mailbox = message("Event: VoicemailUserEntry\nSayDurationMinimum: 2\nUniqueID: 7\n\n");
        let Event::VoicemailUserEntry(mailbox) = mailbox.event() else {
            panic!("it says so")
        };
        assert_eq!(mailbox.say_duration_minimum(), Some(Duration::from_secs(120)));
        assert_eq!(mailbox.unique_id().as_deref(), Some("7"));
        // Causes of registrations are words.
        let peer = message("Event: PeerStatus\nPeer: IAX2/a\nPeerStatus: Unregistered\nCause: Expired\n\n");
        let Event::PeerStatus(peer) = peer.event() else {
            panic!("it says so")
        };
        assert_eq!(peer.cause().as_deref(), Some("Expired"));
        let registry = message("Event: Registry\nStatus: Rejected\nCause: Registration Refused\n\n");
        let Event::Registry(registry) = registry.event() else {
            panic!("it says so")
        };
        assert_eq!(registry.cause().as_deref(), Some("Registration Refused"));
        // A channel of the log is no channel of a call.
        let log = message("Event: LogChannel\nChannel: /var/log/asterisk/full\nEnabled: Yes\n\n");
        let Event::LogChannel(log) = log.event() else {
            panic!("it says so")
        };
        assert_eq!(log.channel().as_deref(), Some("/var/log/asterisk/full"));
    }

    #[test]
    fn ring_time_is_told_only_where_its_unit_is_sure() {
        for (name, expected) in [
            ("AgentRingNoAnswer", None),
            ("AgentConnect", Some(Duration::from_secs(5))),
        ] {
            let message = message(&format!("Event: {name}\nRingTime: 5\n\n"));
            let (Event::AgentRingNoAnswer(call) | Event::AgentConnect(call)) = message.event() else {
                panic!("{message:?}")
            };
            assert_eq!(call.ring_time(), expected, "{name}");
        }
    }

    #[test]
    fn a_channel_in_a_list_has_the_variables_asked_for() {
        let message = message("Event: Status\nVariable: A=1=2\nSeconds: 7\nVariable: B=\n\n");
        let Event::Status(status) = message.event() else {
            panic!("{message:?}")
        };
        assert_eq!(
            status.variables().collect::<Vec<_>>(),
            [("A".into(), "1=2".into()), ("B".into(), "".into())]
        );
    }

    #[test]
    fn the_second_event_header_is_the_package() {
        let message = message("Event: ResourceListDetail\nObjectName: rls\nEvent: presence\n\n");
        let detail: ResourceListDetail<'_> = message.event_as().expect("the first header names it");
        assert_eq!(detail.event_package().as_deref(), Some("presence"));
    }

    #[test]
    fn every_report_block_is_read() {
        let message = message(
            "Event: RTCPSent\nReportCount: 2\nReport0SourceSSRC: 0x1\nReport0FractionLost: 3\nReport0CumulativeLost: -1\n\
             Report0HighestSequence: 32839\nReport0SequenceNumberCycles: 1\nReport0IAJitter: 7\nReport0LSR: 99\n\
             Report0DLSR: 0.6960\nReport1SourceSSRC: 0x2\n\n",
        );
        let rtcp: Rtcp<'_> = message.event_as().expect("it says so");
        let reports: Vec<_> = rtcp.reports().collect();
        assert_eq!(reports.len(), 2);
        let first = reports[0];
        assert_eq!(first.source_ssrc().as_deref(), Some("0x1"));
        assert_eq!(
            (first.fraction_lost(), first.cumulative_lost()),
            (Some(3), Some(-1))
        );
        assert_eq!(
            (first.highest_sequence(), first.sequence_number_cycles()),
            (Some(32839), Some(1))
        );
        assert_eq!((first.jitter(), first.last_sender_report()), (Some(7), Some(99)));
        assert_eq!(first.since_last_sender_report(), Some(Duration::from_millis(696)));
        assert_eq!(reports[1].source_ssrc().as_deref(), Some("0x2"));
        assert_eq!(reports[1].jitter(), None);
    }

    #[test]
    fn a_count_of_reports_that_cannot_be_is_not_believed() {
        let message = message("Event: RTCPSent\nReportCount: 4000000000\n\n");
        let rtcp: Rtcp<'_> = message.event_as().expect("it says so");
        assert_eq!(rtcp.reports().count(), 31);
    }

    #[test]
    fn an_originated_call_is_dialled_without_a_caller() {
        let message = message(
            "Event: DialEnd\nDestChannel: PJSIP/200-00000002\nDestUniqueid: 1.2\nDialStatus: BUSY\n\n",
        );
        let Event::DialEnd(dial) = message.event() else {
            panic!("{message:?}")
        };
        assert!(dial.caller().is_none());
        assert_eq!(
            dial.dialled().name().expect("it is there").endpoint(),
            "PJSIP/200"
        );
        assert_eq!(dial.status(), Some(DialStatus::Busy));
    }

    #[test]
    fn a_member_reads_the_same_live_and_listed() {
        let live = "Event: QueueMemberStatus\nQueue: support\nMemberName: Ana\nInterface: PJSIP/100\n";
        let listed = "Event: QueueMember\nQueue: support\nName: Ana\nLocation: PJSIP/100\n";
        let old = "Event: QueueMemberPaused\nQueue: support\nMemberName: Ana\nLocation: PJSIP/100\n";
        for head in [live, listed, old] {
            let message = message(&format!(
                "{head}Status: 6\nPaused: 0\nLastCall: 0\nPausedReason: \n\n"
            ));
            let (Event::QueueMemberStatus(member)
            | Event::QueueMember(member)
            | Event::QueueMemberPaused(member)) = message.event()
            else {
                panic!("{message:?}")
            };
            assert_eq!(member.name().as_deref(), Some("Ana"), "{head}");
            assert_eq!(member.interface().as_deref(), Some("PJSIP/100"), "{head}");
            assert_eq!(member.status(), Some(QueueMemberStatus::Ringing));
            assert_eq!((member.paused(), member.paused_reason()), (Some(false), None));
            assert_eq!(member.last_call(), None, "0 means never");
        }
    }

    #[test]
    fn a_hangup_with_a_cause_that_is_no_number_is_still_a_hangup() {
        for (cause, expected) in [("16", Some(HangupCause::NormalClearing)), ("x", None), ("", None)] {
            let message = message(&format!("Event: Hangup\nCause: {cause}\n\n"));
            let Event::Hangup(hangup) = message.event() else {
                panic!("{message:?}")
            };
            assert_eq!(hangup.cause(), expected, "{cause:?}");
        }
    }

    #[test]
    fn durations_of_listed_channels_are_clock_times() {
        for (text, seconds) in [
            ("00:01:05", Some(65)),
            ("100:00:00", Some(360_000)),
            ("5", None),
            ("a:b:c", None),
        ] {
            let message = message(&format!("Event: CoreShowChannel\nDuration: {text}\n\n"));
            let Event::CoreShowChannel(item) = message.event() else {
                panic!("{message:?}")
            };
            assert_eq!(item.duration(), seconds.map(Duration::from_secs), "{text}");
        }
    }

    #[test]
    fn an_unanswered_record_has_no_answer_time() {
        let message = message(
            "Event: Cdr\nSource: 100\nAnswerTime: \nDuration: 12\nBillableSeconds: 0\nDisposition: NO ANSWER\n\n",
        );
        let Event::Cdr(cdr) = message.event() else {
            panic!("{message:?}")
        };
        assert_eq!(cdr.answer_time(), None);
        assert_eq!(cdr.duration(), Some(Duration::from_secs(12)));
        assert_eq!(cdr.billable(), Some(Duration::ZERO));
        assert_eq!(cdr.disposition(), Some(Disposition::NoAnswer));
    }

    #[test]
    fn an_unknown_state_is_a_state() {
        for (word, expected) in [
            ("UNKNOWN", Some(DeviceState::Unknown)),
            ("NOVELTY", Some(DeviceState::Other("NOVELTY".to_owned()))),
            ("", None),
        ] {
            let message = message(&format!(
                "Event: DeviceStateChange\nDevice: PJSIP/100\nState: {word}\n\n"
            ));
            let Event::DeviceStateChange(change) = message.event() else {
                panic!("{message:?}")
            };
            assert_eq!(change.state(), expected, "{word:?}");
        }
    }
}
