use std::borrow::Cow;
use std::time::Duration;

use crate::value::{ChannelName, Disposition, UniqueId};

view! {
    /// The event `Cdr`: one record of a call (Asterisk `cdr/cdr_manager.c`; needs `enabled=yes` in
    /// `cdr_manager.conf` and read class cdr). A call may have several.
    pub struct Cdr;
}

impl<'a> Cdr<'a> {
    /// `AccountCode`.
    pub fn account_code(self) -> Option<Cow<'a, str>> {
        self.0.known("AccountCode")
    }

    /// `Source`: the number that called.
    pub fn source(self) -> Option<Cow<'a, str>> {
        self.0.known("Source")
    }

    /// `Destination`: the extension that was dialled.
    pub fn destination(self) -> Option<Cow<'a, str>> {
        self.0.known("Destination")
    }

    /// `DestinationContext`.
    pub fn destination_context(self) -> Option<Cow<'a, str>> {
        self.0.known("DestinationContext")
    }

    /// `CallerID`: `"Name" <number>`.
    pub fn caller_id(self) -> Option<Cow<'a, str>> {
        self.0.known("CallerID")
    }

    /// `Channel`: the calling leg.
    pub fn channel(self) -> Option<ChannelName> {
        self.0.known("Channel").map(ChannelName::new)
    }

    /// `DestinationChannel`: the called leg.
    pub fn destination_channel(self) -> Option<ChannelName> {
        self.0.known("DestinationChannel").map(ChannelName::new)
    }

    /// `LastApplication`.
    pub fn last_application(self) -> Option<Cow<'a, str>> {
        self.0.known("LastApplication")
    }

    /// `LastData`.
    pub fn last_data(self) -> Option<Cow<'a, str>> {
        self.0.known("LastData")
    }

    /// `StartTime` as written, `YYYY-MM-DD HH:MM:SS` in the server's local time.
    pub fn start_time(self) -> Option<Cow<'a, str>> {
        self.0.known("StartTime")
    }

    /// `AnswerTime`, as [`start_time`](Self::start_time); `None` if it was not answered.
    pub fn answer_time(self) -> Option<Cow<'a, str>> {
        self.0.known("AnswerTime")
    }

    /// `EndTime`, as [`start_time`](Self::start_time).
    pub fn end_time(self) -> Option<Cow<'a, str>> {
        self.0.known("EndTime")
    }

    /// `Duration`, from start to end.
    pub fn duration(self) -> Option<Duration> {
        self.0.seconds("Duration")
    }

    /// `BillableSeconds`, from answer to end.
    pub fn billable(self) -> Option<Duration> {
        self.0.seconds("BillableSeconds")
    }

    /// `Disposition`.
    pub fn disposition(self) -> Option<Disposition> {
        self.0
            .known("Disposition")
            .map(|word| Disposition::from_word(&word))
    }

    /// `AMAFlags`, such as `DOCUMENTATION`.
    pub fn ama_flags(self) -> Option<Cow<'a, str>> {
        self.0.known("AMAFlags")
    }

    /// `UniqueID` of the calling leg.
    pub fn unique_id(self) -> Option<UniqueId> {
        self.0.known("UniqueID").map(UniqueId::new)
    }

    /// `UserField`.
    pub fn user_field(self) -> Option<Cow<'a, str>> {
        self.0.known("UserField")
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use crate::Event;
    use crate::value::Disposition;
    use crate::wire::MessageBuf;

    #[test]
    fn an_unanswered_record_has_no_answer_time() {
        let message = MessageBuf::parse(
            b"Event: Cdr\r\nSource: 100\r\nAnswerTime: \r\nDuration: 12\r\nBillableSeconds: 0\r\nDisposition: NO ANSWER\r\n\r\n",
        )
        .expect("a whole message");
        let Event::Cdr(cdr) = message.event() else {
            panic!("{message:?}")
        };
        assert_eq!(cdr.answer_time(), None);
        assert_eq!(cdr.duration(), Some(Duration::from_secs(12)));
        assert_eq!(cdr.billable(), Some(Duration::ZERO));
        assert_eq!(cdr.disposition(), Some(Disposition::NoAnswer));
    }
}
