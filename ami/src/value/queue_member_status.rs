coded! {
    /// What the device of a queue member does (`Status` of queue events), a number from `devicestate.h`.
    ///
    /// ```
    /// use switchhook_ami::value::QueueMemberStatus;
    /// assert!(QueueMemberStatus::from_code(1).can_take_calls());
    /// assert!(!QueueMemberStatus::Unavailable.can_take_calls());
    /// ```
    pub enum QueueMemberStatus(u8) {
        /// Nothing is known; queues ring such members.
        Unknown = 0 "unknown",
        /// Free.
        NotInUse = 1 "not in use",
        /// In a call.
        InUse = 2 "in use",
        /// Busy.
        Busy = 3 "busy",
        /// No such device.
        Invalid = 4 "invalid",
        /// Not registered or switched off.
        Unavailable = 5 "unavailable",
        /// Rings.
        Ringing = 6 "ringing",
        /// In a call, and a second one rings.
        RingInUse = 7 "ringing and in use",
        /// Holds a call.
        OnHold = 8 "on hold",
    }
}

impl QueueMemberStatus {
    /// Whether a queue would ring the member now, leaving pauses and penalties aside.
    pub fn can_take_calls(self) -> bool {
        matches!(self, Self::NotInUse | Self::Unknown)
    }
}
