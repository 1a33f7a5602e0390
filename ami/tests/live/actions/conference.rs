//! Conferences of app_confbridge.

use switchhook_ami::action::{
    ConfbridgeKick, ConfbridgeList, ConfbridgeListRooms, ConfbridgeLock, ConfbridgeMute,
    ConfbridgeSetSingleVideoSrc, ConfbridgeStartRecord, ConfbridgeStopRecord, ConfbridgeUnlock,
    ConfbridgeUnmute,
};

use switchhook_ami::event::ConfbridgeList as Member;

use crate::lab::{Lab, item};

pub(super) async fn chapter(lab: &Lab) {
    let refused = lab.refused(ConfbridgeListRooms).await;
    assert_eq!(refused, "No active conferences.");
    let mark = lab.log.mark();
    let (one, two) = (lab.call("conference").await, lab.call("conference").await);
    for call in [&one, &two] {
        let joined = lab
            .log
            .named(mark, "ConfbridgeJoin", "Channel", &call.second)
            .await;
        assert_eq!(
            (joined.get("Conference"), joined.get("Admin")),
            (Some("room"), Some("Yes"))
        );
    }
    let rooms = lab.ask(ConfbridgeListRooms).await;
    let room = item!(rooms, conference: "room");
    assert_eq!((room.parties(), room.locked()), (Some(2), Some(false)));
    let users = lab.ask(ConfbridgeList::new("room")).await;
    let second = |user: &Member<'_>| {
        user.channel()
            .name()
            .is_some_and(|name| name.as_str() == two.second)
    };
    let user = users.iter().find(second).expect("the second");
    assert_eq!((user.admin(), user.muted()), (Some(true), Some(false)));
    lab.ask(ConfbridgeMute::new("room", &*two.second)).await;
    lab.log
        .named(mark, "ConfbridgeMute", "Channel", &two.second)
        .await;
    lab.ask(ConfbridgeUnmute::new("room", &*two.second)).await;
    lab.log
        .named(mark, "ConfbridgeUnmute", "Channel", &two.second)
        .await;
    lab.ask(ConfbridgeSetSingleVideoSrc::new("room", &*one.second))
        .await;
    lab.ask(ConfbridgeLock::new("room")).await;
    let rooms = lab.ask(ConfbridgeListRooms).await;
    assert_eq!(item!(rooms, conference: "room").locked(), Some(true));
    lab.ask(ConfbridgeUnlock::new("room")).await;
    lab.ask(ConfbridgeStartRecord::new("room").record_file("conference.wav"))
        .await;
    lab.log
        .named(mark, "ConfbridgeRecord", "Conference", "room")
        .await;
    lab.ask(ConfbridgeStopRecord::new("room")).await;
    lab.log
        .named(mark, "ConfbridgeStopRecord", "Conference", "room")
        .await;
    let refused = lab.refused(ConfbridgeMute::new("nowhere", "all")).await;
    assert!(refused.contains("No Conference"), "{refused}");
    lab.ask(ConfbridgeKick::new("room", &*two.second)).await;
    lab.log
        .named(mark, "ConfbridgeLeave", "Channel", &two.second)
        .await;
    lab.hang_up_all().await;
    lab.log.named(mark, "ConfbridgeEnd", "Conference", "room").await;
}
