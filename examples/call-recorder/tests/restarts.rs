//! The program is killed, at each step and at random moments: no call is lost, none is seen twice, order is kept.

mod service;

use std::collections::BTreeMap;
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use service::receiver::{Receiver, Reply, Seen};
use service::{SOON, Site, cdr_line, wait_for};

/// The requests of a sequence, each of which needs the one before.
const STEPS: &str = "
[destination.settings]
process = 'call_management'
[[destination.step]]
name = 'login'
url = '/login'
each_attempt = true
extract = { session = { cookie = 'SID' } }
[[destination.step]]
name = 'lookup'
url = '/{{ settings.process }}?number={{ call.caller | urlencode }}'
method = 'GET'
headers = { Cookie = 'SID={{ steps.login.session }}' }
extract = { id = { json = '/contact/id' }, name = { json = '/contact/name', optional = true } }
[[destination.step]]
name = 'create'
url = '/create'
headers = { Cookie = 'SID={{ steps.login.session }}', Content-Type = 'text/xml' }
body = '<call id=\"{{ call.unique_id }}\" by=\"{{ call.caller_name }}\" contact=\"{{ steps.lookup.id }}\">{{ call.status }}</call>'
extract = { id = { xml = '//created/@id' } }
[[destination.step]]
name = 'attach'
when = 'recording.present'
url = '/attach/{{ steps.create.id }}'
method = 'PUT'
headers = { Cookie = 'SID={{ steps.login.session }}' }
send_recording = true
[[destination.step]]
name = 'incident'
when = \"call.status == 'unanswered'\"
url = '/incident'
headers = { Content-Type = 'application/json', Cookie = 'SID={{ steps.login.session }}' }
body = '{\"call\": {{ steps.create.id }}, \"contact\": {{ steps.lookup.id }}, \"name\": {{ steps.lookup.name }}}'
";

fn configure(site: &Site, receiver: &Receiver, steps: &str) {
    site.configure(&format!(
        "[csv]\nfile = '@/cdr/Master.csv'\nfrom = 'start'\n[recordings]\nfolder = '@/monitor'\nstill_seconds = 1\n\
         appear_seconds = 1\n[[destination]]\nname = 'easla'\nurl = '{}'\nretry_seconds = 1\n{steps}",
        receiver.url()
    ));
}

/// A receiver with sessions: each login gives a new one, and only the last is good.
fn answer(seen: &Seen, sessions: &Mutex<usize>) -> Reply {
    let mut session = sessions.lock().unwrap();
    if seen.path == "/login" {
        *session += 1;
        return Reply::Status(
            200,
            format!("Set-Cookie: SID=session-{session}; Path=/\r\n"),
            String::new(),
        );
    }
    if seen.header("cookie") != format!("SID=session-{session}") {
        return Reply::status(401);
    }
    match seen.path.as_str() {
        path if path.starts_with("/call_management") => Reply::ok(r#"{"contact": {"id": 12}}"#),
        "/create" => Reply::ok("<answer xmlns='urn:x'><created id='77'/></answer>"),
        _ => Reply::ok(""),
    }
}

/// What each key was sent with; a key that says two things would be two calls in one.
fn by_key(seen: &[Seen]) -> BTreeMap<String, Vec<u8>> {
    let mut found: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for request in seen.iter().filter(|request| request.path != "/login") {
        let before = found.insert(request.key().to_owned(), request.body.clone());
        assert!(
            before.is_none_or(|before| before == request.body),
            "{} says two things",
            request.key()
        );
    }
    found
}

#[test]
fn a_sequence_uses_the_answers_before() {
    let site = Site::new();
    let sessions = Mutex::new(0);
    let receiver = Receiver::start(move |seen, _| answer(seen, &sessions));
    configure(&site, &receiver, STEPS);
    site.record("1793091600.1", b"sound");
    site.cdr(&(cdr_line(1, "ANSWERED") + &cdr_line(2, "NO ANSWER")));
    let mut program = site.start();
    program.says("INFO delivered");
    program.says("INFO delivered");
    let seen = receiver.seen();
    let paths: Vec<&str> = seen.iter().map(|seen| seen.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "/login",
            "/call_management?number=100",
            "/create",
            "/attach/77",
            "/login",
            "/call_management?number=100",
            "/create",
            "/incident"
        ]
    );
    assert_eq!(
        seen[2].text(),
        "<call id=\"1793091600.1\" by=\"Zoé &lt;&amp;&gt;\" contact=\"12\">answered</call>"
    );
    assert_eq!(
        (seen[3].method.as_str(), seen[3].body.as_slice()),
        ("PUT", &b"sound"[..])
    );
    assert_eq!(seen[3].header("content-type"), "audio/wav");
    assert_eq!(
        seen[7].json(),
        serde_json::json!({"call": "77", "contact": 12, "name": ""})
    );
    // Sessions are for the moment: the queue has none of them.
    let queue = ["queue.db", "queue.db-wal"]
        .map(|name| std::fs::read(site.path("store").join(name)).unwrap_or_default());
    let queue = String::from_utf8_lossy(&queue.concat()).into_owned();
    assert!(queue.contains("1793091600.1") && !queue.contains("session-"));
}

/// The sequence that ships, with the five SOAP calls and two more.
#[test]
fn the_shipped_soap_sequence_registers_a_call_and_opens_an_incident() {
    let site = Site::new();
    let receiver = Receiver::start(|seen, _| {
        let text = seen.text();
        if text.contains("<e:login>") {
            return match text.contains("<password>a &lt;secret&gt;</password>") {
                true => Reply::Status(200, "Set-Cookie: PHPSESSID=abc\r\n".into(), String::new()),
                false => Reply::status(403),
            };
        }
        if seen.header("cookie") != "PHPSESSID=abc" {
            return Reply::status(401);
        }
        let answers = [
            ("getProcess", 1),
            ("getObjectdef", 2),
            ("findContact", 3),
            ("createObjectref", 4),
        ];
        let answer = answers
            .iter()
            .find(|(name, _)| text.contains(&format!("<e:{name}>")));
        Reply::ok(answer.map_or_else(String::new, |(name, id)| {
            format!(
                "<s:Envelope xmlns:s='x' xmlns:n='y'><s:Body><n:{name}Response><return><id>{id}</id>\
                 <name>Zoé</name></return></n:{name}Response></s:Body></s:Envelope>"
            )
        }))
    });
    let shipped = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("config");
    std::fs::create_dir(site.path("soap")).unwrap();
    for file in service::files(&shipped.join("soap")) {
        std::fs::copy(&file, site.path("soap").join(file.file_name().unwrap())).unwrap();
    }
    std::fs::write(site.path("password"), "a <secret>\n").unwrap();
    let config = std::fs::read_to_string(shipped.join("soap.toml")).unwrap();
    let config = config
        .replace("store = \"/var/lib/call-recorder\"", "")
        .replace(
            "/var/log/asterisk/cdr-csv/Master.csv\"",
            "@/cdr/Master.csv\"\nfrom = \"start\"",
        )
        .replace("/var/spool/asterisk/monitor", "@/monitor")
        .replace("to = \"mp3\"", "to = \"wav\"")
        .replace("http://easla.example.com", &receiver.url())
        .replace("/etc/call-recorder/easla.password", "@/password");
    site.configure(&config);
    site.record("1793091600.1", b"sound");
    site.cdr(&(cdr_line(1, "ANSWERED") + &cdr_line(2, "NO ANSWER")));
    let mut program = site.start();
    program.says("INFO delivered");
    program.says("INFO delivered");
    let bodies: Vec<String> = receiver.seen().iter().map(Seen::text).collect();
    let of = |body: &str| {
        body.split("<e:")
            .nth(1)
            .and_then(|rest| rest.split('>').next())
            .map(str::to_owned)
    };
    let steps: Vec<String> = bodies.iter().filter_map(|body| of(body)).collect();
    let common = [
        "login",
        "getProcess",
        "getObjectdef",
        "findContact",
        "createObjectref",
    ];
    assert_eq!(steps[..6], [&common[..], &["addFile"]].concat());
    assert_eq!(steps[6..], [&common[..], &["createIncident"]].concat());
    assert!(bodies[2].contains("<process>1</process>"), "{}", bodies[2]);
    for part in [
        "<objectdef>2</objectdef>",
        "<item>0:01:05</item>",
        "<item>incoming_call_answered</item>",
        "<item>Zoé</item>",
    ] {
        assert!(bodies[4].contains(part), "{part}: {}", bodies[4]);
    }
    assert!(bodies[5].contains("<objectref>4</objectref>") && bodies[5].contains("<value>c291bmQ=</value>"));
    assert!(
        bodies[11].contains("<contact>3</contact><call>4</call>"),
        "{}",
        bodies[11]
    );
}

#[test]
fn killed_at_each_request_before_and_after_its_answer_it_goes_on_where_it_was() {
    // Requests of the first call: login, lookup, create, attach.
    for (path, before_answer) in ["/login", "/call_management?number=100", "/create", "/attach/77"]
        .into_iter()
        .flat_map(|path| [(path, true), (path, false)])
    {
        let site = Site::new();
        let sessions = Mutex::new(0);
        let (ask, asked) = channel();
        let (tell, told) = channel();
        let (ask, told, done) = (Mutex::new(ask), Mutex::new(told), Mutex::new(false));
        let receiver = Receiver::start(move |seen, _| {
            let reply = answer(seen, &sessions);
            let mut done = done.lock().unwrap();
            if seen.path == path && !*done {
                *done = true;
                ask.lock().unwrap().send(()).unwrap();
                if before_answer {
                    // Answered to nobody.
                    told.lock().unwrap().recv_timeout(SOON).unwrap();
                }
            }
            reply
        });
        configure(&site, &receiver, STEPS);
        site.record("1793091600.1", b"sound");
        site.cdr(&(cdr_line(1, "ANSWERED") + &cdr_line(2, "NO ANSWER")));
        let program = site.start();
        asked.recv_timeout(SOON).unwrap();
        if !before_answer {
            // Somewhere between the answer and the next request.
            std::thread::sleep(Duration::from_millis(3));
        }
        program.kill();
        tell.send(()).unwrap();
        let mut program = site.start();
        wait_for("both calls", || {
            let (status, _) = site.command(&["status"]);
            status
                .contains("0 waiting, 0 set aside, 2 delivered")
                .then_some(())
        });
        assert!(!program.ended());
        let seen = receiver.seen();
        let keys: Vec<String> = by_key(&seen).into_keys().collect();
        assert_eq!(
            keys,
            [
                "1793091600.1-attach",
                "1793091600.1-create",
                "1793091600.1-lookup",
                "1793091600.2-create",
                "1793091600.2-incident",
                "1793091600.2-lookup"
            ],
            "{path} {before_answer}"
        );
        // Of the six, only the one that was under way may come twice: a later one than the awaited, on a busy machine.
        let asked = seen.iter().filter(|request| request.path != "/login").count();
        assert!(asked <= 7, "{path} {before_answer}: {asked} requests");
    }
}

#[test]
fn killed_at_random_it_loses_no_call_and_keeps_their_order() {
    const CALLS: u32 = 40;
    let site = Site::new();
    let state = Arc::new(Mutex::new(0x2545_F491_u32));
    let random = {
        let state = Arc::clone(&state);
        move |below: u32| {
            let mut state = state.lock().unwrap();
            *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (*state >> 16) % below
        }
    };
    let whims = random.clone();
    // Fails now and then by itself.
    let receiver = Receiver::start(move |_, _| match whims(8) {
        0 => Reply::status(503),
        1 => Reply::Close,
        _ => Reply::ok(""),
    });
    configure(&site, &receiver, "retry_ceiling_seconds = 1\n");
    let mut written = 0;
    let mut kills = 0;
    while kills < 16 {
        let program = site.start();
        // Lines in odd pieces while it works.
        if written < CALLS {
            for number in written + 1..=(written + 3).min(CALLS) {
                if number % 3 == 0 {
                    site.record(
                        &format!("1793091600.{number}"),
                        format!("sound {number}").as_bytes(),
                    );
                }
                let line = cdr_line(number, "ANSWERED");
                let half = random(80) as usize;
                let half = (0..=half)
                    .rev()
                    .find(|&half| line.is_char_boundary(half))
                    .unwrap_or(0);
                site.cdr(&line[..half]);
                std::thread::sleep(Duration::from_millis(u64::from(random(30))));
                site.cdr(&line[half..]);
                written = number;
            }
        }
        std::thread::sleep(Duration::from_millis(u64::from(random(2000))));
        program.kill();
        kills += 1;
    }
    let _program = site.start();
    wait_for("all calls", || {
        let (status, _) = site.command(&["status"]);
        status
            .contains(&format!("0 waiting, 0 set aside, {CALLS} delivered"))
            .then_some(())
    });
    let seen = receiver.seen();
    let calls = by_key(&seen);
    assert_eq!(calls.len(), CALLS as usize, "each call once");
    let mut order: Vec<&str> = seen.iter().map(Seen::key).collect();
    order.dedup();
    let expected: Vec<String> = (1..=CALLS)
        .map(|number| format!("1793091600.{number}-call"))
        .collect();
    assert_eq!(order, expected, "in the order in which they ended");
    for number in 1..=CALLS {
        let body: serde_json::Value =
            serde_json::from_slice(&calls[&format!("1793091600.{number}-call")]).unwrap();
        assert_eq!(
            body["recording"].is_null(),
            number % 3 != 0,
            "recording of {number}"
        );
    }
    let left = || service::files(&site.path("monitor")).len();
    wait_for("the sources to go", || (left() == 0).then_some(()));
}
