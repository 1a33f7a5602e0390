coded! {
    /// Why a channel was hung up: ITU-T Q.850 as Asterisk uses it (`include/asterisk/causes.h`).
    ///
    /// ```
    /// use switchhook_ami::HangupCause;
    /// assert_eq!(HangupCause::from_code(17), HangupCause::Busy);
    /// assert_eq!(HangupCause::from_code(200), HangupCause::Other(200));
    /// ```
    pub enum HangupCause(u16) {
        /// None was given.
        NotDefined = 0 "not defined",
        /// No such number.
        Unallocated = 1 "unallocated number",
        /// No route to the transit network.
        NoRouteTransit = 2 "no route to transit network",
        /// No route to the destination.
        NoRoute = 3 "no route to destination",
        /// Wrong prefix.
        MisdialledTrunkPrefix = 5 "misdialled trunk prefix",
        /// The channel cannot be used.
        ChannelUnacceptable = 6 "channel unacceptable",
        /// The call was delivered in an established channel.
        CallAwarded = 7 "call awarded and delivered",
        /// A more important call took the line.
        PreEmpted = 8 "pre-empted",
        /// The number has moved to another network.
        NumberPortedNotHere = 14 "number ported elsewhere",
        /// Somebody hung up: the ordinary end.
        NormalClearing = 16 "normal clearing",
        /// The called party is busy.
        Busy = 17 "user busy",
        /// The device did not react.
        NoUserResponse = 18 "no user responding",
        /// It rang, nobody answered.
        NoAnswer = 19 "no answer",
        /// The device is not registered.
        SubscriberAbsent = 20 "subscriber absent",
        /// Refused by the called party.
        Rejected = 21 "call rejected",
        /// The number has changed.
        NumberChanged = 22 "number changed",
        /// The call was redirected.
        RedirectedToNewDestination = 23 "redirected to new destination",
        /// Another device took the call.
        AnsweredElsewhere = 26 "answered elsewhere",
        /// The destination cannot be reached.
        DestinationOutOfOrder = 27 "destination out of order",
        /// The number is malformed or incomplete.
        InvalidNumberFormat = 28 "invalid number format",
        /// A requested service was refused.
        FacilityRejected = 29 "facility rejected",
        /// Answers an enquiry.
        ResponseToStatusEnquiry = 30 "response to status enquiry",
        /// Ended normally, nothing more is known.
        NormalUnspecified = 31 "normal, unspecified",
        /// All lines are taken.
        CircuitCongestion = 34 "no circuit available",
        /// The network is down.
        NetworkOutOfOrder = 38 "network out of order",
        /// Try again later.
        TemporaryFailure = 41 "temporary failure",
        /// The exchange is overloaded.
        SwitchCongestion = 42 "switching equipment congestion",
        /// Information was lost on the way.
        AccessInfoDiscarded = 43 "access information discarded",
        /// The requested line is not available.
        RequestedChannelUnavailable = 44 "requested channel unavailable",
        /// The service is not subscribed to.
        FacilityNotSubscribed = 50 "facility not subscribed",
        /// Outgoing calls are not allowed.
        OutgoingCallBarred = 52 "outgoing call barred",
        /// Incoming calls are not allowed.
        IncomingCallBarred = 54 "incoming call barred",
        /// This kind of call is not allowed.
        BearerCapabilityNotAuthorized = 57 "bearer capability not authorised",
        /// This kind of call is not possible now; also: no common codec.
        BearerCapabilityNotAvailable = 58 "bearer capability not available",
        /// This kind of call is unknown.
        BearerCapabilityNotImplemented = 65 "bearer capability not implemented",
        /// The channel type is unknown.
        ChannelNotImplemented = 66 "channel type not implemented",
        /// The service is unknown.
        FacilityNotImplemented = 69 "facility not implemented",
        /// The call does not exist.
        InvalidCallReference = 81 "invalid call reference",
        /// The two ends do not fit.
        IncompatibleDestination = 88 "incompatible destination",
        /// A protocol message was not understood.
        InvalidMessage = 95 "invalid message",
        /// A protocol message was incomplete.
        MandatoryElementMissing = 96 "mandatory element missing",
        /// A protocol message of an unknown type.
        MessageTypeUnknown = 97 "message type unknown",
        /// A protocol message at the wrong time.
        WrongMessage = 98 "message not expected",
        /// An unknown part of a protocol message.
        ElementNotImplemented = 99 "information element not implemented",
        /// A part of a protocol message was not understood.
        InvalidElementContents = 100 "invalid element contents",
        /// A protocol message in the wrong state.
        WrongCallState = 101 "message in wrong call state",
        /// The other side was silent too long.
        TimerExpired = 102 "recovery on timer expiry",
        /// A part of a protocol message had the wrong length.
        MandatoryElementLength = 103 "mandatory element length",
        /// A protocol error.
        ProtocolError = 111 "protocol error",
        /// Another network gave no exact cause.
        Interworking = 127 "interworking",
    }
}
