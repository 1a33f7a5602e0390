//! The same figures counted second by second, from a picture of who did what in each of them.

use proptest::prelude::*;

use super::*;

const AGENTS: usize = 2;
const QUEUES: usize = 2;
const END: usize = 900;
const NOW: usize = 850;
const WRAP_UP: usize = 12;

/// Whether something holds in each second, by agent and queue.
type Film = [[Vec<bool>; QUEUES]; AGENTS];

struct Scene {
    lines: Vec<(i64, String)>,
    member: Film,
    paused: Film,
    ring: Film,
    talk: Film,
    /// Seconds in which a talk ended.
    ends: [[Vec<usize>; QUEUES]; AGENTS],
    /// Seconds in which a telephone began to ring or a talk began.
    starts: [Vec<usize>; AGENTS],
}

fn film() -> Film {
    std::array::from_fn(|_| std::array::from_fn(|_| vec![false; END]))
}

fn from(second: usize, state: &mut [bool], holds: bool) {
    state[second..NOW].fill(holds);
}

fn play(steps: &[(usize, u8, usize, usize)]) -> Scene {
    let mut scene = Scene {
        lines: vec![(0, "NONE|NONE|NONE|QUEUESTART|".to_owned())],
        member: film(),
        paused: film(),
        ring: film(),
        talk: film(),
        ends: Default::default(),
        starts: Default::default(),
    };
    let mut now = 30;
    let mut talking: [Option<(usize, usize)>; AGENTS] = [None; AGENTS];
    for (gap, step, agent, queue) in steps.iter().copied() {
        now += gap;
        if now >= NOW {
            break;
        }
        let mut say = |text: String| scene.lines.push((now as i64, text));
        match step {
            0 | 1 if !scene.member[agent][queue][now] => {
                say(format!("MANAGER|q{queue}|a{agent}|ADDMEMBER|"));
                from(now, &mut scene.member[agent][queue], true);
            }
            2 if scene.member[agent][queue][now] => {
                say(format!("MANAGER|q{queue}|a{agent}|REMOVEMEMBER|"));
                from(now, &mut scene.member[agent][queue], false);
                from(now, &mut scene.paused[agent][queue], false);
            }
            3 if scene.member[agent][queue][now] => {
                say(format!("NONE|q{queue}|a{agent}|PAUSE|tea"));
                from(now, &mut scene.paused[agent][queue], true);
            }
            4 if scene.member[agent][queue][now] => {
                say(format!("NONE|q{queue}|a{agent}|UNPAUSE|"));
                from(now, &mut scene.paused[agent][queue], false);
            }
            5 => {
                say(format!("NONE|NONE|a{agent}|PAUSEALL|tea"));
                for queue in 0..QUEUES {
                    if scene.member[agent][queue][now] {
                        from(now, &mut scene.paused[agent][queue], true);
                    }
                }
            }
            6 => {
                say(format!("NONE|NONE|a{agent}|UNPAUSEALL|"));
                for queue in 0..QUEUES {
                    from(now, &mut scene.paused[agent][queue], false);
                }
            }
            7 => {
                say(format!("c|q{queue}|a{agent}|RINGNOANSWER|9000"));
                scene.ring[agent][queue][now - 9..now].fill(true);
                scene.starts[agent].push(now - 9);
            }
            8 if talking[agent].is_none() => {
                say(format!("c|q{queue}|a{agent}|CONNECT|20|x|7"));
                scene.ring[agent][queue][now - 7..now].fill(true);
                from(now, &mut scene.talk[agent][queue], true);
                scene.starts[agent].extend([now - 7, now]);
                talking[agent] = Some((queue, now));
            }
            9 | 10 if talking[agent].is_some_and(|(_, since)| since < now) => {
                let (queue, since) = talking[agent].take().unwrap();
                let talk = now - since;
                say(format!("c|q{queue}|a{agent}|COMPLETECALLER|20|{talk}|1"));
                from(now, &mut scene.talk[agent][queue], false);
                scene.ends[agent][queue].push(now);
            }
            11 => {
                say("NONE|NONE|NONE|QUEUESTART|".to_owned());
                for agent in 0..AGENTS {
                    for queue in 0..QUEUES {
                        from(now, &mut scene.member[agent][queue], false);
                        from(now, &mut scene.paused[agent][queue], false);
                        from(now, &mut scene.talk[agent][queue], false);
                    }
                }
                talking = [None; AGENTS];
            }
            _ => {}
        }
    }
    scene
}

impl Scene {
    fn busy(&self, agent: usize, second: usize) -> bool {
        (0..QUEUES).any(|queue| self.ring[agent][queue][second] || self.talk[agent][queue][second])
    }

    fn wraps(&self, agent: usize, queue: usize, second: usize) -> bool {
        let after = |end: &usize| {
            let next = self.starts[agent].iter().filter(|start| *start >= end).min();
            (*end..end + WRAP_UP).contains(&second) && next.is_none_or(|next| second < *next)
        };
        second < NOW && self.ends[agent][queue].iter().any(after) && !self.busy(agent, second)
    }

    fn is_available(&self, agent: usize, queue: usize, second: usize) -> bool {
        let wraps = (0..QUEUES).any(|queue| self.wraps(agent, queue, second));
        self.member[agent][queue][second]
            && !(self.paused[agent][queue][second] || wraps || self.busy(agent, second))
    }

    /// Staffed, paused, ring, talk, wrap-up and available seconds of some queues.
    fn figures(&self, agent: usize, queues: &[usize], seconds: std::ops::Range<usize>) -> [u64; 6] {
        let count = |holds: &dyn Fn(usize, usize) -> bool| {
            let of_any = |second: &usize| queues.iter().any(|queue| holds(*queue, *second));
            seconds.clone().filter(of_any).count() as u64
        };
        [
            count(&|queue, second| self.member[agent][queue][second]),
            count(&|queue, second| self.paused[agent][queue][second]),
            count(&|queue, second| self.ring[agent][queue][second]),
            count(&|queue, second| self.talk[agent][queue][second]),
            count(&|queue, second| self.wraps(agent, queue, second)),
            count(&|queue, second| self.is_available(agent, queue, second)),
        ]
    }
}

fn figures(times: Option<&Times>) -> [u64; 6] {
    times.map_or([0; 6], |times| {
        [
            times.staffed,
            times.paused,
            times.ring,
            times.talk,
            times.wrap_up,
            times.available,
        ]
        .map(|time| time.as_secs())
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Unions of intervals are what one counts second by second; parts of a period add up to the whole; a total is never more
    /// than its queues together.
    #[test]
    fn unions_are_what_one_counts_second_by_second(
        steps in prop::collection::vec((0usize..40, 0u8..12, 0..AGENTS, 0..QUEUES), 0..60),
        begin in 0usize..END,
        cut in 0usize..END,
    ) {
        let scene = play(&steps);
        let lines: Vec<(i64, &str)> = scene.lines.iter().map(|(second, line)| (*second, line.as_str())).collect();
        let timeline = timeline_of(&lines, Aliases::default());
        let rules = Rules { wrap_up: seconds(WRAP_UP as u64), ..Rules::default() };
        let report = |from: usize, until: usize, choice: &Choice| {
            timeline.report(&(at(from as i64)..at(until as i64)), at(NOW as i64), choice, &rules)
        };
        let whole = report(begin, END, &Choice::default());
        for agent in 0..AGENTS {
            let row = whole.rows.iter().find(|row| row.agent == Agent::Name(format!("a{agent}").into()));
            prop_assert_eq!(
                figures(row.map(|row| &row.total)),
                scene.figures(agent, &[0, 1], begin..END)
            );
            for queue in 0..QUEUES {
                let name = format!("q{queue}");
                let times = row.and_then(|row| row.queues.get(name.as_str()));
                prop_assert_eq!(figures(times), scene.figures(agent, &[queue], begin..END));
            }
            if let Some(row) = row {
                let sum = row.queues.values().fold(Duration::ZERO, |sum, times| sum + times.staffed);
                prop_assert!(row.total.staffed <= sum);
                prop_assert!(row.total.sessions <= row.queues.values().map(|times| times.sessions).sum());
                prop_assert!(row.total.pauses <= row.queues.values().map(|times| times.pauses).sum());
            }
        }
        let cut = begin.max(cut);
        let mut parts = report(begin, cut, &Choice::default());
        parts.merge(report(cut, END, &Choice::default()));
        prop_assert_eq!(&parts, &whole);

        let only = Choice { queues: Some(["q1".into()].into()), ..Choice::default() };
        for row in report(begin, END, &only).rows {
            let agent = if row.agent == Agent::Name("a0".into()) { 0 } else { 1 };
            prop_assert_eq!(figures(Some(&row.total)), scene.figures(agent, &[1], begin..END));
        }
    }
}
