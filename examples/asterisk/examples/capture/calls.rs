//! What happens during calls.

use std::time::Duration;

use switchhook_rig::{Behaviour, Manager, Reply, Task};

use crate::{Capture, Outcome, SOON, ask};

impl Capture {
    pub(super) fn call(&self) -> Outcome {
        let mut events = self.login(Task::Events)?;
        let mut calls = self.login(Task::Calls)?;
        let alice = self.pbx.phone("100", &Behaviour::answer())?;
        let bruno = self
            .pbx
            .phone("101", &Behaviour::answer().hang_up_after(Duration::from_secs(1)))?;
        self.originate(&mut calls, "100", "101")?;
        calls.event(SOON, |e| e.is_event("OriginateResponse"))?;
        bruno.ended(1, SOON)?;
        alice.ended(1, SOON)?;
        events.event(SOON, |e| e.is_event("Cdr"))?;
        self.end(
            events,
            "call",
            "events of a call: two phones register, Originate joins them, the called one hangs up",
        )?;
        self.end(
            calls,
            "originate",
            "the session that sent the Originate, its outcome and its events",
        )
    }

    pub(super) fn calls_that_fail(&self) -> Outcome {
        let mut calls = self.login(Task::Calls)?;
        let _emma = self.pbx.phone("104", &Behaviour::Busy)?;
        let _farid = self.pbx.phone("105", &Behaviour::RingWithoutAnswer)?;
        for phone in ["104", "105", "103", "999"] {
            self.originate(&mut calls, phone, "200")?;
            calls.event(SOON, |e| e.is_event("OriginateResponse"))?;
        }
        self.end(
            calls,
            "originate-failed",
            "Originate to a phone that is busy, rings, is not there, does not exist",
        )
    }

    pub(super) fn queue_call(&self) -> Outcome {
        let mut events = self.login(Task::Events)?;
        let mut queues = self.login(Task::Queues)?;
        let agent = self
            .pbx
            .phone("102", &Behaviour::answer().hang_up_after(Duration::from_secs(1)))?;
        let alice = self.pbx.phone("100", &Behaviour::answer())?;
        let member = [("Queue", "support"), ("Interface", "PJSIP/104")];
        ask(
            &mut queues,
            &[
                &[("Action", "QueueAdd"), ("MemberName", "Emma Roche")][..],
                &member,
            ]
            .concat(),
        )?;
        ask(&mut queues, &[&[("Action", "QueueAdd")][..], &member].concat())?;
        let pause = [
            ("Action", "QueuePause"),
            ("Interface", "PJSIP/104"),
            ("Paused", "true"),
            ("Reason", "lunch"),
        ];
        ask(&mut queues, &pause)?;
        ask(
            &mut queues,
            &[
                ("Action", "QueuePause"),
                ("Interface", "PJSIP/999"),
                ("Paused", "true"),
            ],
        )?;
        let mut call = alice.calls("800")?;
        events.event(SOON, |e| e.is_event("AgentCalled"))?;
        agent.ended(1, SOON)?;
        call.ended(SOON)?;
        events.event(SOON, |e| e.is_event("Cdr"))?;
        // One who gives up.
        drop(agent);
        let _agent = self.pbx.phone("102", &Behaviour::RingWithoutAnswer)?;
        let waiting = alice.calls("800")?;
        events.event(SOON, |e| e.is_event("AgentCalled"))?;
        waiting.hang_up();
        events.event(SOON, |e| e.is_event("QueueCallerAbandon"))?;
        events.event(SOON, |e| e.is_event("Cdr"))?;
        ask(&mut queues, &[&[("Action", "QueueRemove")][..], &member].concat())?;
        ask(
            &mut queues,
            &[
                ("Action", "QueueRemove"),
                ("Queue", "support"),
                ("Interface", "PJSIP/102"),
            ],
        )?;
        self.end(
            events,
            "queue-call",
            "events of a queue: a member joins and pauses, a call is answered, a caller gives up",
        )?;
        self.end(
            queues,
            "queue-members",
            "members added, paused, removed, and refusals",
        )
    }

    pub(super) fn trunk_call(&self) -> Outcome {
        let mut events = self.login(Task::Events)?;
        let outside = self
            .pbx
            .trunk(&Behaviour::answer().ring_for(Duration::from_millis(500)))?;
        let alice = self.pbx.phone("100", &Behaviour::answer())?;
        let mut out = alice.calls("263113")?;
        out.answered(SOON)?;
        out.hang_up();
        events.event(SOON, |e| e.is_event("Cdr"))?;
        let mut into = outside.calls_from("263113", "254100")?;
        into.answered(SOON)?;
        into.hang_up();
        events.event(SOON, |e| e.is_event("Cdr"))?;
        self.end(
            events,
            "trunk-calls",
            "events of a call to the outside and of one from there",
        )
    }

    pub(super) fn transfer(&self) -> Outcome {
        let mut events = self.login(Task::Events)?;
        let mut calls = self.quiet(Task::Calls)?;
        let _bruno = self.pbx.phone("101", &Behaviour::answer())?;
        let emma = self.pbx.phone("104", &Behaviour::answer())?;
        let alice = self.pbx.phone("100", &Behaviour::answer())?;
        let mut call = alice.calls("101")?;
        call.answered(SOON)?;
        let begun = events.event(SOON, |e| e.is_event("BridgeEnter") && number(e) == Some("101"))?;
        let bruno = begun.get("Channel").ok_or("no channel")?;
        let there = [("Context", "internal"), ("Exten", "104")];
        let transfer = [("Action", "BlindTransfer"), ("Channel", bruno)];
        ask(&mut calls, &[&transfer[..], &there].concat())?;
        emma.answered(1, SOON)?;
        let caller = events.event(SOON, |e| e.is_event("BlindTransfer"))?;
        let alices = caller.get("TransfereeChannel").ok_or("no transferee")?;
        ask(
            &mut calls,
            &[
                ("Action", "Redirect"),
                ("Channel", alices),
                ("Context", "internal"),
                ("Exten", "200"),
                ("Priority", "1"),
            ],
        )?;
        emma.ended(1, SOON)?;
        ask(
            &mut calls,
            &[("Action", "Hangup"), ("Channel", alices), ("Cause", "16")],
        )?;
        call.ended(SOON)?;
        events.event(SOON, |e| e.is_event("Cdr"))?;
        self.end(
            events,
            "transfer",
            "events of a blind transfer, a redirect to an announcement, a hangup by the manager",
        )?;
        self.end(
            calls,
            "transfer-actions",
            "BlindTransfer, Redirect, Hangup; the session wants no events",
        )
    }

    pub(super) fn parking_and_recording(&self) -> Outcome {
        let mut events = self.login(Task::Events)?;
        let mut state = self.quiet(Task::State)?;
        let bruno = self.pbx.phone("101", &Behaviour::answer())?;
        let alice = self.pbx.phone("100", &Behaviour::answer())?;
        let parked = alice.calls("700")?;
        events.event(SOON, |e| e.is_event("ParkedCall"))?;
        let mut fetching = bruno.calls("701")?;
        fetching.answered(SOON)?;
        let fetched = events.event(SOON, |e| e.is_event("UnParkedCall"))?;
        let channel = fetched.get("ParkeeChannel").ok_or("no channel")?;
        ask(
            &mut state,
            &[
                ("Action", "MixMonitor"),
                ("Channel", channel),
                ("File", "on-demand.wav"),
            ],
        )?;
        ask(
            &mut state,
            &[
                ("Action", "MixMonitorMute"),
                ("Channel", channel),
                ("Direction", "both"),
                ("State", "1"),
            ],
        )?;
        ask(&mut state, &[("Action", "StopMixMonitor"), ("Channel", channel)])?;
        ask(
            &mut state,
            &[("Action", "StopMixMonitor"), ("Channel", "PJSIP/100-ffffffff")],
        )?;
        ask(
            &mut state,
            &[
                ("Action", "PJSIPNotify"),
                ("Endpoint", "101"),
                ("Option", "check-sync"),
            ],
        )?;
        fetching.hang_up();
        drop(parked);
        events.event(SOON, |e| e.is_event("Cdr"))?;
        self.end(
            events,
            "parking",
            "events of a call that is parked, fetched, recorded",
        )?;
        self.end(state, "recording-actions", "MixMonitor, mute, stop, PJSIPNotify")
    }

    fn originate(&self, calls: &mut Manager, phone: &str, extension: &str) -> Outcome {
        let channel = format!("PJSIP/{phone}");
        let lines = [
            ("Action", "Originate"),
            ("Channel", channel.as_str()),
            ("Context", "internal"),
            ("Exten", extension),
            ("Priority", "1"),
            ("CallerID", "\"Alice Martin\" <100>"),
            ("Timeout", "1500"),
            ("Async", "true"),
        ];
        ask(calls, &lines)
    }
}

fn number(event: &Reply) -> Option<&str> {
    event.get("CallerIDNum")
}
