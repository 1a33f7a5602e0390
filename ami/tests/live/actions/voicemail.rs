//! Mailboxes of app_voicemail.

use std::time::Duration;

use switchhook_ami::action::{
    MailboxCount, MailboxStatus, VoicemailBoxSummary, VoicemailForward, VoicemailMove, VoicemailRefresh,
    VoicemailRemove, VoicemailUserStatus, VoicemailUsersList,
};
use switchhook_rig::Laboratory;

use crate::lab::{Lab, find, item};

const BOX: &str = Laboratory::MAILBOX;

pub(super) async fn chapter(lab: &Lab) {
    let count = lab.ask(MailboxCount::new("103@default")).await;
    assert_eq!(count.new_messages(), Some(u32::from(Laboratory::MESSAGES)));
    assert_eq!((count.old_messages(), count.urg_messages()), (Some(0), Some(0)));
    assert_eq!(
        lab.ask(MailboxStatus::new("103@default")).await.waiting(),
        Some(true)
    );
    assert_eq!(
        lab.ask(MailboxStatus::new("100@default")).await.waiting(),
        Some(false)
    );
    let users = lab.ask(VoicemailUsersList).await;
    assert_eq!(users.len(), 4);
    let user = item!(users, mailbox: BOX);
    assert_eq!(user.full_name().as_deref(), Some("David Nguyen"));
    let user = lab.ask(VoicemailUserStatus::new("default", BOX)).await;
    assert_eq!(
        find(user.messages(), "VoiceMailbox", BOX).get("NewMessageCount"),
        Some("3")
    );
    lab.ask(VoicemailRefresh::new().context("default").mailbox(BOX))
        .await;
    if lab.is_22() {
        messages(lab).await;
    }
}

async fn messages(lab: &Lab) {
    let summary = async |mailbox: &str| lab.ask(VoicemailBoxSummary::new("default", mailbox)).await;
    let listed = summary(BOX).await;
    assert_eq!(listed.len(), usize::from(Laboratory::MESSAGES));
    let ids: Vec<String> = listed
        .messages()
        .iter()
        .filter_map(|message| message.get("ID").map(str::to_owned))
        .collect();
    let first = item!(listed, id: &*ids[0]);
    assert_eq!(first.folder().as_deref(), Some("INBOX"));
    assert_eq!(first.duration(), Some(Duration::from_secs(1)));
    lab.ask(VoicemailForward::new(
        "default", BOX, "INBOX", &*ids[0], "default", "102", "INBOX",
    ))
    .await;
    assert_eq!(summary("102").await.len(), 1);
    lab.ask(VoicemailMove::new("default", BOX, "INBOX", &*ids[0], "Old"))
        .await;
    find(summary(BOX).await.messages(), "Folder", "Old");
    lab.ask(VoicemailRemove::new("default", BOX, "INBOX", &*ids[1]))
        .await;
    assert_eq!(summary(BOX).await.len(), usize::from(Laboratory::MESSAGES) - 1);
}
