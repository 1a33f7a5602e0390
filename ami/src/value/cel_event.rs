worded! {
    /// What a line of the channel event log tells (`EventName` of `CEL`).
    ///
    /// ```
    /// use switchhook_ami::value::CelEvent;
    /// assert_eq!(CelEvent::from_word("CHAN_START"), CelEvent::ChanStart);
    /// assert_eq!(CelEvent::from_word("novelty").as_str(), "novelty");
    /// ```
    pub enum CelEvent {
        /// A channel was made.
        ChanStart = "CHAN_START",
        /// A channel is gone.
        ChanEnd = "CHAN_END",
        /// A channel was answered.
        Answer = "ANSWER",
        /// A channel was hung up.
        Hangup = "HANGUP",
        /// A channel began a dialplan application.
        AppStart = "APP_START",
        /// A channel left a dialplan application.
        AppEnd = "APP_END",
        /// A channel was parked.
        ParkStart = "PARK_START",
        /// A channel was taken from its parking space.
        ParkEnd = "PARK_END",
        /// A channel entered a bridge.
        BridgeEnter = "BRIDGE_ENTER",
        /// A channel left a bridge.
        BridgeExit = "BRIDGE_EXIT",
        /// A call was sent elsewhere at once.
        BlindTransfer = "BLINDTRANSFER",
        /// A call was sent elsewhere after asking.
        AttendedTransfer = "ATTENDEDTRANSFER",
        /// A ringing call was taken by another telephone.
        Pickup = "PICKUP",
        /// The dialled device has sent the call to another.
        Forward = "FORWARD",
        /// The last channel of a call is gone.
        LinkedIdEnd = "LINKEDID_END",
        /// Both halves of a local channel were taken out of a call.
        LocalOptimize = "LOCAL_OPTIMIZE",
        /// Both halves of a local channel are being taken out of a call.
        LocalOptimizeBegin = "LOCAL_OPTIMIZE_BEGIN",
        /// A stream of sound or video began.
        StreamBegin = "STREAM_BEGIN",
        /// A stream of sound or video ended.
        StreamEnd = "STREAM_END",
        /// A digit was pressed.
        Dtmf = "DTMF",
        /// A dialplan said so.
        UserDefined = "USER_DEFINED",
    }
}
