//! Laws of `switchhook-portal-core`.

use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use switchhook_ami::action::{Action, GetConfig, Reply, Request};
use switchhook_ami::mirror::{Mirror, Options};
use switchhook_ami::wire::{Frame, Framer, Limits, MessageBuf};
use switchhook_portal_core::asterisk::{apply, diff, read_sections, render, update_config};
use switchhook_portal_core::call_log::{Cdr, Filter, FilterForm};
use switchhook_portal_core::journey::{self, Builder, CEL_COLUMNS, Ending, Source, read_cel};
use switchhook_portal_core::live::LiveState;
use switchhook_portal_core::queue::log::{Event, Reader};
use switchhook_portal_core::queue::reconcile::reconcile;
use switchhook_portal_core::queue::rollup::Rollup;
use switchhook_portal_core::queue::service_level::Thresholds;
use switchhook_portal_core::queue::visit::{self, LineKey, Output, Reducer, StrayEvent};
use switchhook_portal_core::recording::{RecordingFile, wav_length};
use switchhook_portal_core::{
    ContactDetails, ContactForm, DialString, Email, EndpointName, Extension, Login, NewPerson, NewPhone,
    PartyIndex, PersonForm, PersonId, PhoneForm, Profile, Subject, csv, number, text,
};

const ZONES: [Tz; 3] = [Tz::UTC, chrono_tz::Europe::Paris, chrono_tz::Pacific::Noumea];

fn messages(stream: &[u8]) -> Vec<MessageBuf> {
    let mut framer = Framer::without_banner(Limits::default());
    framer.push(stream);
    let mut messages = Vec::new();
    while let Some(frame) = framer.next() {
        if let Frame::Message(message) = frame {
            messages.push(message.to_owned());
        }
    }
    messages
}

/// A call record is read or refused with the field that is wrong; a record that is read has texts that fit a column.
///
/// Input: `Cdr` events.
pub fn cdr(stream: &[u8]) {
    for event in messages(stream) {
        for zone in ZONES {
            match Cdr::from_headers(&event, zone) {
                Ok(cdr) => {
                    assert!(!cdr.unique_id.is_empty() && !cdr.linked_id.is_empty());
                    for text in [
                        &cdr.unique_id,
                        &cdr.linked_id,
                        &cdr.source,
                        &cdr.destination,
                        &cdr.last_data,
                    ] {
                        assert!(text.chars().count() <= 255);
                    }
                    assert!(cdr.caller_id.contains(cdr.caller_name()));
                }
                Err(error) => assert!(error.to_string().contains("the call record")),
            }
        }
    }
}

/// Few calls are kept, the same statements give the same journeys, and what is given has a begin before its end.
fn journeys(tell: impl Fn(&mut Builder)) {
    let limits = journey::Limits {
        journeys: 4,
        legs: 5,
        steps: 6,
        remembered: 8,
        ..journey::Limits::default()
    };
    let built = || {
        let mut builder = Builder::new(limits, Source::Events);
        tell(&mut builder);
        assert!(builder.len() <= limits.journeys);
        let open: Vec<_> = builder.open().collect();
        let mut given = builder.finished(DateTime::<Utc>::MAX_UTC);
        assert!(builder.is_empty(), "a call is kept for ever");
        given.extend(open);
        given
    };
    let journeys = built();
    assert_eq!(journeys, built());
    for journey in journeys {
        assert!(!journey.legs.is_empty() && journey.legs.len() <= limits.legs);
        assert!(journey.ended.is_none_or(|ended| ended >= journey.began));
        assert_eq!(Ending::from_key(journey.ending.key()), Some(journey.ending));
        let stranger = Subject::holding(PersonId(9), [Profile::User].into());
        let parties = journey.parties(&PartyIndex::new(&[], &[]));
        assert_eq!(journey.seen_by(&stranger, &parties), None);
        let administrator = Subject::holding(PersonId(9), [Profile::Administrator].into());
        let seen = journey.seen_by(&administrator, &parties).expect("sees all calls");
        assert!(seen.journey.legs.iter().all(|leg| leg.channel.is_empty()));
    }
}

/// Whatever the PBX says of calls in whatever order, memory has a limit, the same is made of it twice, and who may not see
/// a call does not.
///
/// Input: events; `Second` moves the clock.
pub fn journey_events(stream: &[u8]) {
    let messages = messages(stream);
    journeys(|builder| {
        let mut now = 1_795_404_450;
        for message in &messages {
            now += message
                .get("Second")
                .and_then(|second| second.parse::<i16>().ok())
                .map_or(1, i64::from);
            let at = DateTime::from_timestamp(now, 0).expect("a few years at most");
            match message.get("Action") {
                Some("CoreShowChannels") => builder.reconcile(at, []),
                Some("Off") => builder.interrupted(),
                _ => builder.event(message, at),
            }
        }
    });
}

/// Each line of a channel event log is a row, refused with its number, or blank; and its rows make journeys as events do.
///
/// Input: `Master.csv` of `cel_custom`.
pub fn cel(file: &[u8]) {
    for zone in ZONES {
        let mut filled = (1..)
            .zip(file.split(|byte| *byte == b'\n'))
            .filter(|(_, line)| !line.trim_ascii().is_empty())
            .map(|(number, _): (usize, _)| number);
        for line in read_cel(file, &CEL_COLUMNS, zone) {
            assert_eq!(Some(line.line), filled.next());
            if let Err(error) = line.row {
                assert!(error.to_string().len() > 10);
            }
        }
        assert_eq!(filled.next(), None);
    }
    journeys(|builder| {
        let rows = read_cel(file, &CEL_COLUMNS, Tz::UTC).filter_map(|line| line.row.ok());
        rows.for_each(|row| builder.cel(row));
    });
}

/// Where a queue log is cut does not matter, every entry is one visit with one outcome, every other line of a call is in a
/// visit or named, and the causes explain the difference of kinds of lines.
///
/// Input: a queue log.
pub fn queue_log(log: &[u8]) {
    const VISITS: usize = 8;
    let mut reducer = Reducer::new(visit::Limits {
        visits: VISITS,
        attempts: 4,
    });
    let (mut visits, mut refused, mut strays) = (Vec::new(), Vec::new(), Vec::new());
    let (mut lines, mut entered, mut let_out) = (Vec::new(), 0, 0);
    let mut reader = Reader::default().line_limit(200);
    for piece in [&log[..log.len() / 3], &log[log.len() / 3..]] {
        reader.feed(piece, |line| {
            lines.push((line.start, line.entry.as_ref().map_err(ToString::to_string).err()));
            let key = LineKey {
                generation: 0,
                position: line.start.offset,
            };
            let Ok(entry) = line.entry else { return };
            entered += u64::from(matches!(entry.event, Event::EnterQueue { .. }));
            let_out += usize::from(matches!(entry.event, Event::Refused(_)));
            reducer.feed(key, &entry, |output| match output {
                Output::Visit(visit) => visits.push(*visit),
                Output::Refused(one) => refused.push(one),
                Output::Stray(stray) => strays.push(stray),
            });
            // The call's own stays are kept together.
            assert!(reducer.open().count() <= VISITS);
        });
    }
    let mut whole = Vec::new();
    let mut other = Reader::default().line_limit(200);
    other.feed(log, |line| {
        whole.push((line.start, line.entry.as_ref().map_err(ToString::to_string).err()));
    });
    assert_eq!(lines, whole);
    assert_eq!(refused.len(), let_out);
    visits.extend(reducer.open().cloned());
    let twice = strays.iter().filter(|stray| stray.event == StrayEvent::Entered);
    assert_eq!(entered, (visits.len() + twice.count()) as u64);

    let always = chrono::DateTime::UNIX_EPOCH..chrono::DateTime::<chrono::Utc>::MAX_UTC;
    for lines in reconcile(&visits, &strays, &always).values() {
        let caused = lines.causes().map(|(cause, times)| {
            let times = i64::try_from(times).expect("few lines");
            if cause.adds() { times } else { -times }
        });
        assert_eq!(lines.difference(), caused.sum::<i64>());
    }
    for zone in ZONES {
        let mut rollup = Rollup::new(zone, Thresholds::default());
        visits.iter().for_each(|visit| rollup.add(visit));
        let days = chrono::NaiveDate::MIN..chrono::NaiveDate::MAX;
        let total = rollup.report(days, |_| true).total;
        assert_eq!(total.counts.offered(), visits.len() as u64);
    }
}

/// Whatever the PBX tells in whatever order, no channel is shown twice, and nothing is left after the connection is.
///
/// Input: events.
pub fn live(stream: &[u8]) {
    let mut now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_313_747);
    let mut mirror = Mirror::new(Options::default(), now);
    let mut live = LiveState::new();
    mirror.connected(now);
    let mut list = Vec::new();
    for message in messages(stream) {
        now += Duration::from_millis(300);
        match message.get("Action") {
            Some("CoreShowChannels") => mirror.check(),
            Some("Off") => mirror.disconnected("the input says so", now),
            _ if message.get("ActionID").is_some() => {
                let ends = message
                    .event_name()
                    .is_some_and(|name| name.ends_with("Complete"));
                list.push(message);
                if ends && let Some(part) = mirror.next_list() {
                    let events = std::mem::take(&mut list);
                    mirror.listed(
                        part,
                        &Reply {
                            response: success(),
                            events,
                        },
                        now,
                    );
                }
            }
            _ => mirror.event(message.as_message(), now),
        }
        mirror.settle(now);
        live.show(mirror.state());
        let shown: usize = live.calls().iter().map(|call| call.channels).sum();
        let names = live.calls().iter().flat_map(|call| &call.channel_names).count();
        assert_eq!(shown, names, "a call with more or fewer channels than names");
        for queue in live.queues() {
            let mut members: Vec<_> = queue.members.iter().map(|member| &member.interface).collect();
            members.sort();
            assert!(
                members.windows(2).all(|pair| pair[0] != pair[1]),
                "a member is there twice"
            );
        }
    }
}

fn success() -> MessageBuf {
    MessageBuf::parse(b"Response: Success\r\nEventList: start\r\n\r\n").expect("a whole message")
}

/// What a configuration file says is taken or refused with its place; the difference between two files, carried out,
/// leads from one to the other and shows no secret; and it can be sent.
///
/// Input: two answers to `GetConfig`.
pub fn sections(stream: &[u8]) {
    let read = |response: MessageBuf| {
        let reply = Reply {
            response,
            events: Vec::new(),
        };
        GetConfig::file("pjsip.conf")
            .response(&reply)
            .map(|file| read_sections(&file))
    };
    let mut files = Vec::new();
    for message in messages(stream).into_iter().take(2) {
        match read(message) {
            Ok(Ok(sections)) => files.push(sections),
            Ok(Err(error)) => assert!(error.to_string().len() > 10),
            Err(_) => {}
        }
    }
    let [current, desired] = files.as_slice() else {
        return;
    };
    let shown = render(desired);
    assert_eq!(
        shown.lines().filter(|line| line.starts_with('[')).count(),
        desired.len()
    );
    // A file that the portal writes names no section twice.
    let mut names: Vec<_> = desired
        .iter()
        .map(|section| section.name().to_ascii_lowercase())
        .collect();
    names.sort();
    if names.windows(2).any(|pair| pair[0] == pair[1]) {
        return;
    }
    let changes = diff(current, desired);
    let result = apply(current, &changes);
    assert!(
        diff(&result, desired).is_empty(),
        "the difference does not lead there"
    );
    let update = update_config("pjsip.conf", &changes, None);
    for part in update.split() {
        assert!(Request::new(&part).is_ok(), "a change cannot be sent");
    }
}

/// A recording is a file below its folder, whatever the PBX calls it; its first bytes give a length or none.
fn recording(text: &str) {
    crate::survives_display::<RecordingFile>(text);
    let _ = wav_length(text.as_bytes(), text.len() as u64);
    for folder in ["", "/", "/var/spool/asterisk/monitor"] {
        if let Ok(file) = RecordingFile::reported(text, folder) {
            let parts = || file.as_str().split('/');
            assert!(parts().all(|part| !matches!(part, "" | "." | "..")), "{file}");
            assert!(file.as_str().starts_with(file.stem()) && file.as_str().ends_with(file.ending()));
            assert!(file.unique_id().is_none_or(|id| file.name().contains(id)));
        }
    }
}

/// What people type is taken or refused, and what is taken is safe to write: into AMI, a dialplan, a spreadsheet.
///
/// Input: fields of a form, one a line.
pub fn forms(bytes: &[u8]) {
    let Some([one, two, three, four, five, six]) = crate::lines(bytes) else {
        return;
    };
    crate::survives_display::<DialString>(one);
    crate::survives_display::<Extension>(one);
    crate::survives_display::<EndpointName>(one);
    crate::survives_display::<Login>(one);
    crate::survives_display::<Email>(one);
    if let Ok(dial) = one.parse::<DialString>() {
        assert!(
            dial.as_str()
                .bytes()
                .all(|byte| byte.is_ascii_digit() || b"+*#".contains(&byte))
        );
        let (shown, masked) = (dial.as_str(), number::mask(dial.as_str()));
        let kept = shown.len().saturating_sub(3);
        assert_eq!(
            masked,
            format!("{}{}", &shown[..kept], "*".repeat(shown.len() - kept))
        );
    }
    recording(one);
    if let Ok(profile) = one.parse::<Profile>() {
        assert_eq!(profile.to_string(), one);
    }
    assert_eq!(text::fold(&text::fold(one)), text::fold(one));
    assert!(text::ascii_name(one).is_ascii());
    let row = csv::row([one, two, three]);
    assert!(row.ends_with("\r\n"));
    for form in [
        [one, two, three, four, five, six],
        [six, five, four, three, two, one],
    ] {
        let [number, direction, disposition, from, to, time] = form;
        let filter = FilterForm {
            number,
            direction,
            disposition,
            from,
            to,
            time,
            ..FilterForm::default()
        };
        if let Ok(filter) = Filter::parse(&filter) {
            for zone in ZONES {
                if let (Some(from), Some(until)) = filter.bounds(zone) {
                    assert!(from < until, "{filter:?}");
                }
            }
        }
        let [first_name, last_name, company, phone1, phone2, email] = form;
        let contact = ContactForm {
            first_name,
            last_name,
            company,
            phone1,
            phone2,
            email,
            ..ContactForm::default()
        };
        if let Ok(contact) = ContactDetails::parse(&contact) {
            assert!(!contact.numbers.is_empty());
            assert!(!contact.display_name().contains(['\r', '\n']));
        }
        let [login, first_name, last_name, email, department, _] = form;
        let person = PersonForm {
            login,
            first_name,
            last_name,
            email,
            department,
            ..PersonForm::default()
        };
        if let Ok(person) = NewPerson::parse(&person) {
            assert!(!person.last_name.is_empty());
            assert!(
                ![&person.first_name, &person.last_name]
                    .iter()
                    .any(|name| name.contains(['\r', '\n']))
            );
        }
        let phone = PhoneForm {
            extension: one,
            label: two,
            owner: three,
            department: four,
            ..PhoneForm::default()
        };
        if let Ok(phone) = NewPhone::parse(&phone) {
            assert!(!phone.label.contains(['\r', '\n']));
        }
    }
}
