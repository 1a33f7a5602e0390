//! A believable past: the records a company's PBX would have written.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::{Datelike as _, NaiveDateTime, Timelike as _, Weekday};

use super::cdr::{CdrRecord, caller_id};
use super::company::{Behaviour, Company, SimPhone, SimQueue, resource};
use super::life::plan;
use super::model::Plan;
use super::random::Random;

/// The records of all calls that began from `from` up to `to`, local time, in order of their end.
///
/// Most calls fall into office hours, few on Saturdays, fewer at night; colleagues call each other and the outside, and
/// the outside calls the queues. Some calls are missed or find a busy phone. No phone is in two calls at once. The same
/// arguments give the same records. Unique ids count seconds as if local time were UTC; the context is `internal`.
pub fn history(company: &Company, seed: u64, from: NaiveDateTime, to: NaiveDateTime) -> Vec<CdrRecord> {
    let mut writer = Writer {
        company,
        random: Random::new(seed),
        engaged_until: BTreeMap::new(),
        records: Vec::new(),
        channels: 0,
    };
    let mut now = from;
    while now < to {
        let rate = calls_per_hour(now) * company.phones.len().max(1) as f64;
        let gap = writer.random.gap(Duration::from_secs_f64(3600.0 / rate));
        // Not over the hour's end: the next hour may be a busier one.
        let hour_end = 3600 - u64::from(now.minute() * 60 + now.second());
        if gap.as_secs() >= hour_end {
            now += Duration::from_secs(hour_end);
            continue;
        }
        now += Duration::from_secs(gap.as_secs());
        if now < to {
            writer.call(now);
        }
    }
    let mut records = writer.records;
    records.sort_by_key(|record| record.end_time);
    for (index, record) in records.iter_mut().enumerate() {
        record.sequence = index as u64 + 1;
    }
    records
}

/// Calls of one phone in an hour.
fn calls_per_hour(now: NaiveDateTime) -> f64 {
    let hour = now.hour();
    match now.weekday() {
        Weekday::Sun => 0.01,
        Weekday::Sat if (8..12).contains(&hour) => 0.4,
        Weekday::Sat => 0.02,
        _ => match hour {
            8..=10 | 14 | 15 => 1.6,
            7 | 11 | 13 | 16 => 1.0,
            12 | 17 => 0.4,
            _ => 0.02,
        },
    }
}

struct Writer<'a> {
    company: &'a Company,
    random: Random,
    /// When a phone's last call ends, by endpoint.
    engaged_until: BTreeMap<&'a str, NaiveDateTime>,
    records: Vec<CdrRecord>,
    channels: u64,
}

/// One side of a record.
struct Side<'a> {
    endpoint: &'a str,
    number: &'a str,
    name: &'a str,
}

impl<'a> Writer<'a> {
    fn call(&mut self, now: NaiveDateTime) {
        let plan = plan(&mut self.random, 1.0);
        let kind = self.random.below(100);
        let company = self.company;
        let free = |writer: &Self, phone: &SimPhone| {
            writer
                .engaged_until
                .get(resource(&phone.endpoint))
                .is_none_or(|until| *until < now)
        };
        let from = self
            .random
            .pick(&company.phones)
            .filter(|phone| free(self, phone));
        let to = self.random.pick(&company.phones);
        let outside = self
            .random
            .pick(&company.outside)
            .filter(|_| !company.trunk.is_empty());
        let queue = self.random.pick(&company.queues);
        match (kind, from, to, outside, queue) {
            (0..35, _, _, Some(number), Some(queue)) => self.incoming(now, number, queue, plan),
            (0..70, Some(from), _, Some(number), _) => {
                let trunk = resource(&company.trunk);
                let called = Side {
                    endpoint: trunk,
                    number,
                    name: "",
                };
                self.dialled(now, from, &called, &format!("PJSIP/{number}@{trunk},30"), plan);
            }
            (_, Some(from), Some(to), ..) if from.extension != to.extension => {
                let endpoint = resource(&to.endpoint);
                let called = Side {
                    endpoint,
                    number: &to.extension,
                    name: &to.name,
                };
                let plan = if free(self, to) {
                    plan
                } else {
                    Plan {
                        outcome: Some(Behaviour::Busy),
                        ..plan
                    }
                };
                self.dialled(now, from, &called, &format!("PJSIP/{endpoint},30"), plan);
            }
            _ => {}
        }
    }

    fn dialled(&mut self, now: NaiveDateTime, from: &'a SimPhone, called: &Side<'a>, data: &str, plan: Plan) {
        let caller = Side {
            endpoint: resource(&from.endpoint),
            number: &from.extension,
            name: &from.name,
        };
        let (answered, end, disposition) = match plan.outcome {
            Some(Behaviour::Answers { after, talk }) => {
                let answered = now + seconds(after);
                (Some(answered), answered + seconds(talk), "ANSWERED")
            }
            Some(Behaviour::Busy) => (None, now + Duration::from_secs(1), "BUSY"),
            _ => (None, now + Duration::from_secs(30), "NO ANSWER"),
        };
        self.engaged_until.insert(caller.endpoint, end);
        if disposition == "ANSWERED" && called.endpoint != resource(&self.company.trunk) {
            self.engaged_until.insert(called.endpoint, end);
        }
        let (channel, destination) = (self.channel(caller.endpoint), self.channel(called.endpoint));
        let mut record = self.record(now, end, &caller, called.number, channel);
        record.destination_channel = destination;
        record.last_application = "Dial".to_owned();
        record.last_data = data.to_owned();
        record.answer_time = answered;
        record.disposition = disposition.to_owned();
        self.push(record);
    }

    fn incoming(&mut self, now: NaiveDateTime, number: &'a str, queue: &'a SimQueue, plan: Plan) {
        let caller = Side {
            endpoint: resource(&self.company.trunk),
            number,
            name: "",
        };
        let is_free = |until: Option<&NaiveDateTime>| until.is_none_or(|until| *until < now);
        let member = queue.members.iter().map(|(interface, _)| resource(interface));
        let free: Vec<&str> = member
            .filter(|endpoint| is_free(self.engaged_until.get(endpoint)))
            .collect();
        let taken = match (plan.outcome, self.random.pick(&free)) {
            (Some(Behaviour::Answers { after, talk }), Some(member)) => {
                Some((*member, seconds(after), seconds(talk)))
            }
            _ => None,
        };
        // Nobody picks up: the caller waits for as long as patience lasts.
        let waited = seconds(plan.patience.unwrap_or(Duration::from_secs(60)));
        let end = taken.map_or(now + waited, |(_, hold, talk)| now + hold + talk);
        let channel = self.channel(caller.endpoint);
        let mut record = self.record(now, end, &caller, &queue.extension, channel);
        record.last_application = "Queue".to_owned();
        record.last_data.clone_from(&queue.name);
        // The dialplan answers before it queues, so the call counts as answered from its start.
        record.answer_time = Some(now);
        record.disposition = "ANSWERED".to_owned();
        let mut rung = Vec::new();
        for endpoint in free {
            let destination = self.channel(endpoint);
            match taken {
                Some((member, ..)) if member == endpoint => {
                    record.destination_channel = destination;
                    self.engaged_until.insert(endpoint, end);
                }
                // Every member that rang in vain has a record of its own.
                _ => rung.push(CdrRecord {
                    destination_channel: destination,
                    answer_time: None,
                    end_time: taken.map_or(end, |(_, hold, _)| now + hold),
                    disposition: "NO ANSWER".to_owned(),
                    ..record.clone()
                }),
            }
        }
        for record in rung {
            self.push(record);
        }
        self.push(record);
    }

    fn channel(&mut self, endpoint: &str) -> String {
        self.channels += 1;
        format!("PJSIP/{endpoint}-{:08x}", self.channels - 1)
    }

    /// A record with what is the same in every call.
    fn record(
        &self,
        start: NaiveDateTime,
        end: NaiveDateTime,
        caller: &Side<'_>,
        destination: &str,
        channel: String,
    ) -> CdrRecord {
        let unique_id = format!("{}.{}", start.and_utc().timestamp(), self.channels);
        CdrRecord {
            account_code: String::new(),
            source: caller.number.to_owned(),
            destination: destination.to_owned(),
            destination_context: "internal".to_owned(),
            caller_id: caller_id(caller.name, caller.number),
            channel,
            destination_channel: String::new(),
            last_application: String::new(),
            last_data: String::new(),
            start_time: start,
            answer_time: None,
            end_time: end,
            duration: 0,
            billable_seconds: 0,
            disposition: String::new(),
            ama_flags: "DOCUMENTATION".to_owned(),
            linked_id: unique_id.clone(),
            unique_id,
            user_field: String::new(),
            sequence: 0,
        }
    }

    fn push(&mut self, mut record: CdrRecord) {
        let end = record.end_time;
        record.duration = seconds_between(record.start_time, end);
        record.billable_seconds = record
            .answer_time
            .map_or(0, |answer| seconds_between(answer, end));
        self.records.push(record);
    }
}

fn seconds_between(from: NaiveDateTime, to: NaiveDateTime) -> u64 {
    u64::try_from((to - from).num_seconds()).unwrap_or(0)
}

/// Whole seconds: records know no others.
const fn seconds(duration: Duration) -> Duration {
    Duration::from_secs(duration.as_secs())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use chrono::NaiveDate;

    use super::*;

    fn company() -> Company {
        let phone = |extension: &str, endpoint: &str| SimPhone {
            endpoint: endpoint.into(),
            extension: extension.into(),
            name: format!("Phone {extension}"),
        };
        Company {
            phones: vec![
                phone("101", "PJSIP/a1"),
                phone("102", "b2"),
                phone("103", "c3"),
                phone("104", "d4"),
            ],
            queues: vec![SimQueue {
                name: "support".into(),
                extension: "800".into(),
                members: vec![("PJSIP/a1".into(), "A".into()), ("PJSIP/b2".into(), "B".into())],
            }],
            outside: vec!["40123456".into(), "89123456".into()],
            trunk: "PJSIP/trunk".into(),
            ..Company::default()
        }
    }

    /// Monday 2 to Monday 9 March 2026.
    fn week(seed: u64) -> Vec<CdrRecord> {
        let day = |d| {
            NaiveDate::from_ymd_opt(2026, 3, d)
                .unwrap()
                .and_hms_opt(0, 0, 0)
                .unwrap()
        };
        history(&company(), seed, day(2), day(9))
    }

    #[test]
    fn the_same_seed_gives_the_same_past() {
        assert_eq!(week(5), week(5));
        assert_ne!(week(5), week(6));
    }

    #[test]
    fn a_week_has_every_kind_of_call_and_most_in_office_hours() {
        let records = week(5);
        assert!(records.len() > 100, "{}", records.len());
        let dispositions: BTreeSet<&str> = records.iter().map(|r| r.disposition.as_str()).collect();
        assert_eq!(dispositions, BTreeSet::from(["ANSWERED", "BUSY", "NO ANSWER"]));
        for (what, found) in [
            (
                "internal",
                records
                    .iter()
                    .any(|r| r.source == "101" && r.destination == "102"),
            ),
            (
                "outgoing",
                records
                    .iter()
                    .any(|r| r.destination == "40123456" && r.last_data.ends_with("@trunk,30")),
            ),
            (
                "queue",
                records
                    .iter()
                    .any(|r| r.last_application == "Queue" && !r.destination_channel.is_empty()),
            ),
            (
                "abandoned",
                records
                    .iter()
                    .any(|r| r.last_application == "Queue" && r.destination_channel.is_empty()),
            ),
        ] {
            assert!(found, "no {what} call");
        }
        let office = records
            .iter()
            .filter(|r| (7..18).contains(&r.start_time.hour()))
            .count();
        assert!(office * 10 > records.len() * 9, "{office} of {}", records.len());
    }

    #[test]
    fn times_and_lengths_agree() {
        for record in week(7) {
            assert_eq!(
                (record.end_time - record.start_time).num_seconds(),
                record.duration as i64,
                "{record:?}"
            );
            let talked = record
                .answer_time
                .map_or(0, |at| (record.end_time - at).num_seconds());
            assert_eq!(talked, record.billable_seconds as i64, "{record:?}");
            assert_eq!(
                record.answer_time.is_some(),
                record.disposition == "ANSWERED",
                "{record:?}"
            );
        }
    }

    #[test]
    fn no_phone_is_in_two_talks_at_once() {
        let records = week(9);
        for endpoint in ["a1", "b2", "c3", "d4"] {
            let on = |channel: &str| channel.starts_with(&format!("PJSIP/{endpoint}-"));
            let mut talks: Vec<_> = records
                .iter()
                .filter(|r| r.answer_time.is_some() && (on(&r.channel) || on(&r.destination_channel)))
                .map(|r| (r.start_time, r.end_time))
                .collect();
            talks.sort();
            for pair in talks.windows(2) {
                assert!(pair[0].1 <= pair[1].0, "{endpoint}: {pair:?}");
            }
        }
    }
}
