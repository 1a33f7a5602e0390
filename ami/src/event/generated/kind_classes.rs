// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use super::kind::EventKind;
use crate::value::EventMask;

impl EventKind {
    /// Which classes a user must be allowed to read, and the connection's mask must hold, for it to be
    /// received by itself. None for what only stands in answers.
    pub const fn classes(self) -> EventMask {
        match self {
            Self::AgentCalled
            | Self::AgentComplete
            | Self::AgentConnect
            | Self::AgentDump
            | Self::AgentLogin
            | Self::AgentLogoff
            | Self::AgentRingNoAnswer
            | Self::QueueCallerAbandon
            | Self::QueueCallerJoin
            | Self::QueueCallerLeave
            | Self::QueueMemberAdded
            | Self::QueueMemberPause
            | Self::QueueMemberPaused
            | Self::QueueMemberPenalty
            | Self::QueueMemberRemoved
            | Self::QueueMemberRinginuse
            | Self::QueueMemberStatus => EventMask::AGENT,
            Self::AgiExec
            | Self::AgiExecEnd
            | Self::AgiExecStart
            | Self::AsyncAgi
            | Self::AsyncAgiEnd
            | Self::AsyncAgiExec
            | Self::AsyncAgiStart => EventMask::AGI,
            Self::AocD | Self::AocE | Self::AocS => EventMask::AOC,
            Self::AttendedTransfer
            | Self::BlindTransfer
            | Self::Bridge
            | Self::BridgeCreate
            | Self::BridgeDestroy
            | Self::BridgeEnter
            | Self::BridgeLeave
            | Self::BridgeMerge
            | Self::BridgeVideoSourceUpdate
            | Self::Cel
            | Self::ChannelTalkingStart
            | Self::ChannelTalkingStop
            | Self::ChanSpyStart
            | Self::ChanSpyStop
            | Self::ConfbridgeEnd
            | Self::ConfbridgeJoin
            | Self::ConfbridgeLeave
            | Self::ConfbridgeMute
            | Self::ConfbridgeRecord
            | Self::ConfbridgeStart
            | Self::ConfbridgeStopRecord
            | Self::ConfbridgeTalking
            | Self::ConfbridgeUnmute
            | Self::DahdiChannel
            | Self::DeviceStateChange
            | Self::Dial
            | Self::DialBegin
            | Self::DialEnd
            | Self::DialState
            | Self::ExtensionStatus
            | Self::FaxStatus
            | Self::Flash
            | Self::Hangup
            | Self::HangupRequest
            | Self::Hold
            | Self::Join
            | Self::Leave
            | Self::Link
            | Self::LocalBridge
            | Self::LocalOptimizationBegin
            | Self::LocalOptimizationEnd
            | Self::Masquerade
            | Self::Mcid
            | Self::MeetmeEnd
            | Self::MeetmeJoin
            | Self::MeetmeLeave
            | Self::MeetmeMute
            | Self::MeetmeTalking
            | Self::MeetmeTalkRequest
            | Self::MessageWaiting
            | Self::MiniVoiceMail
            | Self::MixMonitorMute
            | Self::MixMonitorStart
            | Self::MixMonitorStop
            | Self::MonitorStart
            | Self::MonitorStop
            | Self::MusicOnHold
            | Self::MusicOnHoldStart
            | Self::MusicOnHoldStop
            | Self::NewAccountCode
            | Self::NewCallerid
            | Self::Newchannel
            | Self::NewConnectedLine
            | Self::Newstate
            | Self::OriginateResponse
            | Self::ParkedCall
            | Self::ParkedCallGiveUp
            | Self::ParkedCallSwap
            | Self::ParkedCallTimeOut
            | Self::Pickup
            | Self::PresenceStateChange
            | Self::PresenceStatus
            | Self::ReceiveFax
            | Self::Rename
            | Self::SendFax
            | Self::SessionTimeout
            | Self::SipQualifyPeerDone
            | Self::SoftHangupRequest
            | Self::Transfer
            | Self::Unhold
            | Self::Unlink
            | Self::UnParkedCall
            | Self::Wink => EventMask::CALL,
            Self::CcAvailable
            | Self::CcCallerRecalling
            | Self::CcCallerStartMonitoring
            | Self::CcCallerStopMonitoring
            | Self::CcFailure
            | Self::CcMonitorFailed
            | Self::CcOfferTimerStart
            | Self::CcRecallComplete
            | Self::CcRequestAcknowledged
            | Self::CcRequested => EventMask::CC,
            Self::Cdr => EventMask::CDR,
            Self::HangupHandlerPop
            | Self::HangupHandlerPush
            | Self::HangupHandlerRun
            | Self::Newexten
            | Self::VarSet => EventMask::DIALPLAN,
            Self::Dtmf | Self::DtmfBegin | Self::DtmfEnd => EventMask::DTMF,
            Self::RtcpReceived | Self::RtcpSent | Self::TestEvent => EventMask::REPORTING,
            Self::AuthMethodNotAllowed
            | Self::ChallengeResponseFailed
            | Self::ChallengeSent
            | Self::FailedAcl
            | Self::InvalidAccountId
            | Self::InvalidPassword
            | Self::InvalidTransport
            | Self::LoadAverageLimit
            | Self::MemoryLimit
            | Self::RequestBadFormat
            | Self::RequestNotAllowed
            | Self::RequestNotSupported
            | Self::SessionLimit
            | Self::SuccessfulAuth
            | Self::UnexpectedAddress => EventMask::SECURITY,
            Self::Alarm
            | Self::AlarmClear
            | Self::ContactStatus
            | Self::DeadlockStart
            | Self::DndState
            | Self::FullyBooted
            | Self::Load
            | Self::LogChannel
            | Self::MobileStatus
            | Self::PeerStatus
            | Self::PjsipMaintenanceStatus
            | Self::Registry
            | Self::Reload
            | Self::Shutdown
            | Self::SpanAlarm
            | Self::SpanAlarmClear
            | Self::Unload => EventMask::SYSTEM,
            Self::VoicemailPasswordChange => EventMask::SYSTEM.with(EventMask::USER),
            Self::JabberStatus | Self::UserEvent => EventMask::USER,
            _ => EventMask::NONE,
        }
    }
}
