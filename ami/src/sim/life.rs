//! Life of its own: calls between colleagues, to the outside and into the queues, by chance but from a seed.

use std::time::Duration;

use super::company::Behaviour;
use super::model::{DeviceState, Model, Plan, Target, Task};
use super::random::Random;

/// How a call tends to end, in percent; the rest is not answered.
const ANSWERED: u64 = 74;
const BUSY: u64 = 10;
/// Callers of a queue who hang up early, in percent.
const IMPATIENT: u64 = 12;

impl Model {
    /// Plans the next call that nobody asked for.
    pub(super) fn schedule_life(&mut self) {
        let pace = f64::from(self.settings.pace);
        // Also false for NaN.
        if pace > 0.0 && self.settings.calls_per_hour > 0 {
            let mean =
                Duration::from_secs(3600).div_f64(f64::from(self.settings.calls_per_hour) * pace.min(1000.0));
            let wait = self.with_random(|random| random.gap(mean));
            self.schedule(wait, Task::Life);
        }
    }

    /// Makes one call, and plans the next.
    pub(super) fn live(&mut self) {
        let pace = self.settings.pace;
        let queues: Vec<String> = self.queues.iter().map(|queue| queue.name.clone()).collect();
        let free: Vec<String> = self
            .numbers
            .iter()
            .filter(|(_, n)| matches!(&n.target, Target::Phone(e) if self.device_state(e) == DeviceState::NotInUse))
            .map(|(number, _)| number.clone())
            .collect();
        let outside = self.outside_numbers().to_vec();
        let draw = self.with_random(|random| {
            let plan = plan(random, pace);
            let kind = random.below(100);
            let from = random.pick(&free).cloned();
            let to = random.pick(&free).cloned();
            (
                plan,
                kind,
                from,
                to,
                random.pick(&outside).cloned(),
                random.pick(&queues).cloned(),
            )
        });
        let (plan, kind, from, to, outside, queue) = draw;
        // A call that finds nobody free is not made, and nobody misses it: that is no error.
        let _ = match (kind, from, to, outside, queue) {
            (0..35, _, _, Some(outside), Some(queue)) if !self.trunk.is_empty() => {
                self.place_incoming(&queue, &outside, plan)
            }
            (0..70, Some(from), _, Some(outside), _) => self.place_call(&from, &outside, plan),
            (_, Some(from), Some(to), ..) if from != to => self.place_call(&from, &to, plan),
            _ => Ok(String::new()),
        };
        self.schedule_life();
    }
}

/// What a call has in mind.
pub(super) fn plan(random: &mut Random, pace: f32) -> Plan {
    let scaled = |duration: Duration| duration.div_f32(pace.clamp(0.01, 1000.0));
    let talk = scaled(Duration::from_secs(8) + random.gap(Duration::from_secs(95)));
    let after = scaled(Duration::from_millis(random.between(1500, 11_000)));
    let outcome = match random.below(100) {
        0..ANSWERED => Behaviour::Answers { after, talk },
        p if p < ANSWERED + BUSY => Behaviour::Busy,
        _ => Behaviour::NoAnswer,
    };
    let early = random.chance(IMPATIENT);
    let patience = scaled(Duration::from_secs(if early {
        random.between(4, 12)
    } else {
        random.between(60, 180)
    }));
    Plan {
        talk: Some(talk),
        outcome: Some(outcome),
        patience: Some(patience),
    }
}

#[cfg(test)]
mod tests {
    use super::super::clock::Moment;
    use super::super::company::{Company, Settings, SimPhone, SimQueue};
    use super::*;

    /// All that is heard in an hour, told in steps of `step` milliseconds.
    fn hour(seed: u64, step: usize) -> String {
        let phone = |n: u32| SimPhone {
            endpoint: format!("PJSIP/p{n}"),
            extension: n.to_string(),
            name: format!("Phone {n}"),
        };
        let company = Company {
            phones: (101..111).map(phone).collect(),
            queues: vec![SimQueue {
                name: "support".into(),
                extension: "800".into(),
                members: vec![
                    ("PJSIP/p101".into(), "A".into()),
                    ("PJSIP/p102".into(), "B".into()),
                ],
            }],
            outside: vec!["40123456".into()],
            trunk: "PJSIP/trunk".into(),
            ..Company::default()
        };
        let settings = Settings {
            seed,
            pace: 1.0,
            calls_per_hour: 120,
            ..Settings::default()
        };
        let start = 1_795_000_000_000;
        let mut model = Model::new(company, settings, 0, Moment(start)).expect("the company is in order");
        let mut heard = String::new();
        for elapsed in (0..3_600_000).step_by(step) {
            model.handle_timeout(Moment(start + elapsed));
            heard.extend(model.take_events().into_iter().map(|event| event.text));
        }
        heard
    }

    #[test]
    fn one_seed_gives_one_life_however_often_the_clock_is_read() {
        let heard = hour(3, 500);
        let last = heard.rfind("Event: Cdr").expect("somebody called");
        assert!(hour(3, 7_000).starts_with(&heard[..last]));
        assert_ne!(hour(4, 500), heard);
    }

    #[test]
    fn life_has_answered_missed_and_busy_calls_and_a_queue() {
        let heard = hour(3, 1000);
        for part in [
            "Disposition: ANSWERED",
            "Disposition: NO ANSWER",
            "Disposition: BUSY",
            "Event: AgentConnect",
            "Event: QueueCallerAbandon",
            "LastData: PJSIP/40123456@trunk,30",
        ] {
            assert!(heard.contains(part), "no {part:?}");
        }
        let calls = heard.matches("Event: Cdr").count();
        assert!((60..300).contains(&calls), "{calls}");
    }

    #[test]
    fn every_channel_that_comes_goes_and_every_bridge_is_left() {
        let heard = hour(9, 1000);
        let count = |name: &str| heard.matches(&format!("Event: {name}\r\n")).count();
        // A few calls are under way when the hour ends.
        for (comes, goes) in [
            ("Newchannel", "Hangup"),
            ("BridgeCreate", "BridgeDestroy"),
            ("BridgeEnter", "BridgeLeave"),
        ] {
            let (comes, goes) = (count(comes), count(goes));
            assert!(
                goes > 0 && (goes..goes + 20).contains(&comes),
                "{comes} come, {goes} go"
            );
        }
        assert_eq!(count("QueueCallerJoin"), count("QueueCallerLeave"));
    }
}
