//! Queues and the agents of app_agent_pool.

use switchhook_ami::action::{
    AgentLogoff, Agents, Hangup, QueueAdd, QueueChangePriorityCaller, QueueLog, QueueMemberRingInUse,
    QueuePause, QueuePenalty, QueueReload, QueueRemove, QueueReset, QueueRule, QueueStatus, QueueSummary,
    QueueWithdrawCaller,
};

use switchhook_ami::value::AgentStatus;

use crate::lab::{Lab, item};

const MEMBER: &str = "Local/ring@lab";

pub(super) async fn chapter(lab: &Lab) {
    let rules = lab.ask(QueueRule::all()).await;
    assert_eq!(rules.len(), 1);
    assert_eq!((&*rules[0].name, rules[0].rules.len()), ("wider", 2));
    lab.ask(QueueRule::of("wider")).await;
    members(lab).await;
    callers(lab).await;
    served(lab).await;
    agents(lab).await;
    lab.hang_up_all().await;
}

async fn members(lab: &Lab) {
    let mark = lab.log.mark();
    let told = async |name: &str| lab.log.named(mark, name, "Interface", MEMBER).await;
    lab.ask(QueueAdd::new("sales", MEMBER).member_name("Rita Ring").penalty(1))
        .await;
    assert_eq!(
        told("QueueMemberAdded").await.get("MemberName"),
        Some("Rita Ring")
    );
    let refused = lab.refused(QueueAdd::new("sales", MEMBER)).await;
    assert_eq!(refused, "Unable to add interface: Already there");
    lab.ask(QueuePenalty::new(MEMBER, 3).queue("sales")).await;
    assert_eq!(told("QueueMemberPenalty").await.get("Penalty"), Some("3"));
    lab.ask(QueueMemberRingInUse::new(MEMBER, true).queue("sales"))
        .await;
    assert_eq!(told("QueueMemberRinginuse").await.get("Ringinuse"), Some("1"));
    lab.ask(QueuePause::new(MEMBER, true).reason("lunch")).await;
    let paused = told("QueueMemberPause").await;
    assert_eq!(
        (paused.get("Paused"), paused.get("PausedReason")),
        (Some("1"), Some("lunch"))
    );
    let queues = lab.ask(QueueStatus::of("sales")).await;
    let queue = queues.iter().next().expect("the queue");
    assert_eq!(queue.params.queue().as_deref(), Some("sales"));
    let rita = queue.members.first().expect("the member");
    assert_eq!(rita.interface().as_deref(), Some(MEMBER));
    assert!(rita.status().is_some());
    assert_eq!(
        (rita.message().get("Paused"), rita.message().get("Penalty")),
        (Some("1"), Some("3"))
    );
    lab.ask(QueuePause::new(MEMBER, false)).await;
    lab.ask(QueueLog::new("sales", "LAB").message("live").interface(MEMBER))
        .await;
    lab.ask(QueueReload::new().queue("sales").parameters(true)).await;
    lab.ask(QueueReset::new().queue("sales")).await;
}

async fn callers(lab: &Lab) {
    let mark = lab.log.mark();
    let caller = lab.call("waiting").await;
    lab.log
        .named(mark, "QueueCallerJoin", "Channel", &caller.second)
        .await;
    lab.log
        .named(mark, "AgentCalled", "Channel", &caller.second)
        .await;
    let queues = lab.ask(QueueStatus::of("sales")).await;
    let queue = queues.iter().next().expect("the queue");
    assert_eq!(queue.entries.len(), 1);
    let summary = lab.ask(QueueSummary::new().queue("sales")).await;
    let sales = item!(summary, queue: "sales");
    assert_eq!((sales.logged_in(), sales.callers()), (Some(1), Some(1)));
    lab.ask(QueueChangePriorityCaller::new("sales", &*caller.second, 7))
        .await;
    let queues = lab.ask(QueueStatus::of("sales")).await;
    let queue = queues.iter().next().expect("the queue");
    assert_eq!(queue.entries[0].message().get("Priority"), Some("7"));
    // Two seconds of ringing are one attempt.
    lab.log
        .named(mark, "AgentRingNoAnswer", "Channel", &caller.second)
        .await;
    lab.ask(QueueWithdrawCaller::new("sales", &*caller.second).withdraw_info("live"))
        .await;
    lab.log
        .named(mark, "QueueCallerLeave", "Channel", &caller.second)
        .await;
    let refused = lab
        .refused(QueueWithdrawCaller::new("sales", &*caller.second))
        .await;
    assert!(refused.contains("No such caller"), "{refused}");
    lab.ask(QueueRemove::new("sales", MEMBER)).await;
    lab.log
        .named(mark, "QueueMemberRemoved", "Interface", MEMBER)
        .await;
    let refused = lab.refused(QueueRemove::new("support", "PJSIP/102")).await;
    assert_eq!(refused, "Member not dynamic");
    // One who gives up while nobody is there.
    let caller = lab.call("waiting").await;
    lab.log
        .named(mark, "QueueCallerJoin", "Channel", &caller.second)
        .await;
    lab.ask(Hangup::channel(&*caller.second)).await;
    lab.log
        .named(mark, "QueueCallerAbandon", "Channel", &caller.second)
        .await;
}

async fn served(lab: &Lab) {
    let mark = lab.log.mark();
    lab.ask(QueueAdd::new("sales", "Local/answer@lab")).await;
    let caller = lab.call("waiting").await;
    let connected = lab
        .log
        .named(mark, "AgentConnect", "Channel", &caller.second)
        .await;
    assert_eq!(connected.get("Interface"), Some("Local/answer@lab"));
    lab.ask(Hangup::channel(&*caller.first)).await;
    // On a busy machine either channel may be gone before Asterisk tells of it, and its headers with it.
    let done = lab
        .log
        .named(mark, "AgentComplete", "Interface", "Local/answer@lab")
        .await;
    assert!(
        done.get("Channel")
            .is_none_or(|channel| channel == &*caller.second)
    );
    assert_eq!(done.get("Reason"), Some("caller"));
    lab.ask(QueueRemove::new("sales", "Local/answer@lab")).await;
}

async fn agents(lab: &Lab) {
    let mark = lab.log.mark();
    let state = async || {
        let agents = lab.ask(Agents).await;
        assert_eq!(item!(agents, agent: "1002").name().as_deref(), Some("Marc Agent"));
        item!(agents, agent: "1001").status()
    };
    assert_eq!(state().await, Some(AgentStatus::LoggedOff));
    let agent = lab.call("agent").await;
    lab.log.named(mark, "AgentLogin", "Channel", &agent.second).await;
    assert_eq!(state().await, Some(AgentStatus::Idle));
    lab.ask(AgentLogoff::new("1001")).await;
    lab.log.named(mark, "AgentLogoff", "Agent", "1001").await;
    let refused = lab.refused(AgentLogoff::new("9999")).await;
    assert!(refused.contains("No such agent"), "{refused}");
}
