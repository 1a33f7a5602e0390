coded! {
    /// What a channel does (`ChannelState`), named as Asterisk does (`channelstate.h`).
    ///
    /// ```
    /// use switchhook_ami::value::ChannelState;
    /// assert_eq!(ChannelState::from_code(6), ChannelState::Up);
    /// assert_eq!(ChannelState::Up.to_string(), "Up");
    /// ```
    pub enum ChannelState(u8) {
        /// Exists, nothing more.
        Down = 0 "Down",
        /// Down, but reserved.
        Reserved = 1 "Rsrvd",
        /// The handset is lifted.
        OffHook = 2 "OffHook",
        /// Digits are being dialled.
        Dialing = 3 "Dialing",
        /// Calls: the far end rings.
        Ring = 4 "Ring",
        /// Is called: this end rings.
        Ringing = 5 "Ringing",
        /// Answered.
        Up = 6 "Up",
        /// The line is busy.
        Busy = 7 "Busy",
        /// Dials while the handset is lifted.
        DialingOffhook = 8 "Dialing Offhook",
        /// An incoming call was noticed, the telephone does not ring yet.
        PreRing = 9 "Pre-ring",
    }
}

impl ChannelState {
    /// The state that Asterisk writes as `word` in `ChannelStateDesc`, and before version 1.6 in `State`.
    pub fn from_word(word: &str) -> Option<Self> {
        (0..=9)
            .map(Self::from_code)
            .find(|state| state.to_string().eq_ignore_ascii_case(word))
    }
}
