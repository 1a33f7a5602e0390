//! A fax of one page over a local channel, which is there for some seconds.

use switchhook_ami::action::{FaxSession, FaxSessions, FaxStats, Originate, Target};

use crate::SOON;
use crate::lab::{Lab, item};

pub(super) async fn chapter(lab: &Lab) {
    let call = Originate::new("Local/fax@lab/n", Target::extension("lab", "fax-out"))
        .channel_id("lab-fax")
        .timeout(SOON);
    lab.ask(call).await;
    let sessions = lab
        .eventually("fax sessions", async || {
            let sessions = lab.ask(FaxSessions).await;
            (sessions.len() == 2).then_some(sessions)
        })
        .await;
    let sending = item!(sessions, operation: "send");
    assert_eq!(sending.technology().as_deref(), Some("Spandsp"));
    let number = sending.session_number().expect("its number");
    let session = lab.ask(FaxSession::new(number)).await;
    assert_eq!(session.event().operation().as_deref(), Some("send"));
    let stats = lab.ask(FaxStats).await;
    assert_eq!(stats.event().message().get("CurrentSessions"), Some("2"));
    lab.log.named(0, "FAXStatus", "Operation", "send").await;
    // It takes some fifteen seconds, and longer on a busy machine.
    for name in ["SendFAX", "ReceiveFAX"] {
        let done = lab
            .log
            .within(4 * SOON, 0, |event| event.event_name() == Some(name))
            .await;
        assert_eq!(done.expect(name).get("PagesTransferred"), Some("1"), "{name}");
    }
}
