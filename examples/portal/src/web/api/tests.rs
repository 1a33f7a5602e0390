//! Programs ask the portal on a simulated PBX for calls.

use std::time::Duration;

use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use serde_json::{Value, json};
use switchhook_ami::sim::Behaviour;
use switchhook_portal_core::dial::{ClientForm, NewApiClient, Rule, SourceRule};

use super::*;
use crate::config::Config;
use crate::config::Transport;
use crate::store::{AuditRow, TrailQuery};
use crate::testing::{Page, TestPortal};

/// A program with a token.
struct Crm {
    portal: TestPortal,
    token: String,
}

impl Crm {
    async fn start(change: impl FnOnce(&mut Config)) -> Self {
        let portal = TestPortal::start_with(change).await;
        portal.connected().await;
        let token = Self::client(&portal, "crm", "").await;
        Self { portal, token }
    }

    async fn client(portal: &TestPortal, name: &str, sources: &str) -> String {
        let new = NewApiClient::parse(&ClientForm { name, sources }).unwrap();
        portal.app.store.add_client(&new, 0).await.unwrap().1
    }

    fn bearer(&self) -> (&'static str, String) {
        ("authorization", format!("Bearer {}", self.token))
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, String)],
        body: &str,
    ) -> (Page, Value) {
        let mut request = axum::http::Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        let page = self
            .portal
            .request(request.body(Body::from(body.to_owned())).unwrap())
            .await;
        let told = serde_json::from_str(&page.body).unwrap_or(Value::Null);
        (page, told)
    }

    async fn post(&self, headers: &[(&str, String)], source: &str, destination: &str) -> (Page, Value) {
        let mut all = vec![self.bearer(), ("content-type", "application/json".to_owned())];
        // What a test gives counts instead.
        all.retain(|(name, _)| headers.iter().all(|(given, _)| given != name));
        all.extend_from_slice(headers);
        let body = json!({ "source": source, "destination": destination }).to_string();
        self.send(Method::POST, PATH, &all, &body).await
    }

    /// Asks for a call; gives status and code.
    async fn call(&self, source: &str, destination: &str) -> (u16, String) {
        let (page, told) = self.post(&[], source, destination).await;
        outcome(&page, &told)
    }

    async fn trail(&self) -> Vec<AuditRow> {
        self.portal
            .app
            .store
            .trail(&TrailQuery::default(), None, 100)
            .await
            .unwrap()
    }

    /// The newest line of the audit trail: login, address, action, object, result, detail.
    async fn noted(&self) -> [String; 6] {
        let row = self.trail().await.remove(0);
        [
            row.login,
            row.address,
            row.action,
            row.object,
            row.result,
            row.detail,
        ]
    }
}

/// Status and code. Everything but a success says what to do, and nothing may be kept by a cache.
#[track_caller]
fn outcome(page: &Page, told: &Value) -> (u16, String) {
    let code = told["code"].as_str().unwrap_or_else(|| panic!("{}", page.body));
    assert!(!told["text"].as_str().unwrap().is_empty());
    assert_eq!(
        told["remedy"].is_string(),
        page.status != StatusCode::OK,
        "{told}"
    );
    assert_eq!(page.headers[header::CACHE_CONTROL], "no-store");
    (page.status.as_u16(), code.to_owned())
}

fn of(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

#[tokio::test]
async fn a_program_connects_two_telephones_and_is_told_so() {
    let crm = Crm::start(|_| {}).await;
    let (page, told) = crm.post(&[], "221", "27.24.10").await;
    assert_eq!(outcome(&page, &told), of(200, "connected"));
    assert_eq!(told["call"]["source"], "221");
    assert_eq!(told["call"]["destination"], "272410");
    assert!(told["call"]["channel"].as_str().unwrap().starts_with("PJSIP/p"));
    let unique_id = told["call"]["unique_id"].as_str().unwrap();
    assert!(unique_id.contains('.'), "{unique_id}");
    assert_eq!(
        crm.noted().await,
        [
            "api:crm",
            "127.0.0.1",
            "originate",
            "call 221 → 272***",
            "done",
            ""
        ]
    );
    let client = crm.portal.app.store.clients().await.unwrap().remove(0);
    assert!(client.last_used.is_some());
    assert_eq!(client.last_address, "127.0.0.1");
}

#[tokio::test]
async fn each_outcome_has_its_status_and_code() {
    let crm = Crm::start(|config| {
        config.pbx.dialing.ring_seconds = 1;
        config.pbx.dialing.forbidden = vec!["36.".parse().unwrap()];
        let rule = Rule::new("7XX".parse().unwrap(), 0, "").unwrap();
        config.pbx.dialing.sources = vec![SourceRule::new(rule, Some("nobody-{number}")).unwrap()];
    })
    .await;
    let pbx = &crm.portal.pbx;
    pbx.set_phone("222", Behaviour::Busy).unwrap();
    pbx.set_phone("223", Behaviour::NoAnswer).unwrap();
    pbx.set_phone("224", Behaviour::Unreachable).unwrap();
    for (source, destination, expected, noted) in [
        ("222", "272410", of(409, "source-busy"), ["failed", "busy"]),
        (
            "223",
            "272410",
            of(409, "source-no-answer"),
            ["failed", "no-answer"],
        ),
        (
            "224",
            "272410",
            of(409, "source-unreachable"),
            ["failed", "unreachable"],
        ),
        (
            "701",
            "272410",
            of(409, "source-unreachable"),
            ["failed", "unreachable"],
        ),
        (
            "221",
            "299",
            of(422, "unknown-destination"),
            ["failed", "unknown-number"],
        ),
        (
            "299",
            "272410",
            of(422, "unknown-source"),
            ["refused", "unknown-source"],
        ),
        (
            "PJSIP/x",
            "272410",
            of(422, "bad-source"),
            ["refused", "bad-source"],
        ),
        (
            "221",
            "27\r\nAction: Logoff",
            of(422, "bad-destination"),
            ["refused", "bad-number"],
        ),
        ("221", "221", of(422, "own-number"), ["refused", "own-number"]),
        (
            "221",
            "364200",
            of(403, "destination-not-allowed"),
            ["refused", "not-allowed"],
        ),
    ] {
        assert_eq!(
            crm.call(source, destination).await,
            expected,
            "{source} {destination}"
        );
        let [login, _, action, .., result, detail] = crm.noted().await;
        assert_eq!((&*login, &*action), ("api:crm", "originate"), "{source}");
        assert_eq!([result, detail], noted, "{source} {destination}");
    }
}

#[tokio::test]
async fn an_exchange_that_is_down_is_told_and_nothing_waits() {
    let crm = Crm::start(|_| {}).await;
    crm.portal.pbx.crash();
    crm.portal
        .until("the portal knows it", async || crm.portal.app.pbx.notice())
        .await;
    let (page, told) = crm.post(&[], "221", "272410").await;
    assert_eq!(outcome(&page, &told), of(503, "pbx-unreachable"));
    assert_eq!(page.headers[header::RETRY_AFTER], "60");

    let crm = Crm::start(|config| config.pbx.calls = None).await;
    assert_eq!(crm.call("221", "272410").await, of(503, "not-configured"));
}

#[tokio::test]
async fn without_a_valid_token_nothing_rings_and_guessing_ends_soon() {
    let crm = Crm::start(|_| {}).await;
    let wrong = |value: &str| [("authorization", value.to_owned())];
    let (page, told) = crm.post(&wrong("Bearer nonsense"), "221", "272410").await;
    assert_eq!(outcome(&page, &told), of(401, "bad-token"));
    assert_eq!(page.headers[header::WWW_AUTHENTICATE], "Bearer");
    assert_eq!(
        crm.noted().await,
        [
            "api:?",
            "127.0.0.1",
            "log-in",
            "page /api/v1/calls",
            "refused",
            "bad-token"
        ]
    );
    // Nothing was guessed: a request without a token does not count.
    for _ in 0..20 {
        let (page, _) = crm.post(&wrong("Negotiate x"), "221", "272410").await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(crm.call("221", "272410").await, of(200, "connected"));
    let mut answers = Vec::new();
    for guess in 0..12 {
        let (page, told) = crm
            .post(&wrong(&format!("Bearer guess{guess}")), "221", "272410")
            .await;
        answers.push(outcome(&page, &told));
    }
    assert_eq!(answers[0], of(401, "bad-token"));
    assert_eq!(answers[11], of(429, "too-many-guesses"));
    // The right guess would be the last of many.
    let (page, told) = crm.post(&[], "221", "272410").await;
    assert_eq!(outcome(&page, &told), of(429, "too-many-guesses"));
    let wait: u64 = page.headers[header::RETRY_AFTER]
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    assert!((50..=60).contains(&wait), "{wait}");
    let refusals = crm.trail().await.into_iter().filter(|row| row.login == "api:?");
    assert_eq!(refusals.count(), 1, "a stranger does not fill the trail");
}

#[tokio::test]
async fn a_client_that_was_stopped_and_one_for_other_telephones_are_refused() {
    let mut crm = Crm::start(|_| {}).await;
    crm.token = Crm::client(&crm.portal, "door", "23X 240").await;
    assert_eq!(crm.call("221", "272410").await, of(403, "source-not-allowed"));
    let door = crm.portal.app.store.clients().await.unwrap();
    let door = door.iter().find(|client| client.name == "door").unwrap();
    crm.portal.app.store.revoke_client(door.id, 1).await.unwrap();
    assert_eq!(crm.call("221", "272410").await, of(401, "bad-token"));
}

#[tokio::test]
async fn only_allowed_networks_may_ask_and_the_proxys_word_counts() {
    let crm = Crm::start(|config| config.api.networks = vec!["10.0.0.0/8".parse().unwrap()]).await;
    let (page, told) = crm.post(&[], "221", "272410").await;
    assert_eq!(outcome(&page, &told), of(403, "network-not-allowed"));
    assert!(told["text"].as_str().unwrap().contains("127.0.0.1"), "{told}");
    assert_eq!(
        crm.noted().await,
        [
            "api:?",
            "127.0.0.1",
            "log-in",
            "page /api/v1/calls",
            "refused",
            "network-not-allowed"
        ]
    );

    // A proxy that the configuration does not name would let everybody in as this machine.
    let crm = Crm::start(|_| {}).await;
    let forwarded = [("x-forwarded-for", "192.0.2.7".to_owned())];
    let (page, told) = crm.post(&forwarded, "221", "272410").await;
    assert_eq!(outcome(&page, &told), of(403, "client-address-unknown"));

    let crm = Crm::start(|config| {
        config.web.transport = Transport::Proxy {
            address: [127, 0, 0, 1].into(),
        };
        config.api.networks = vec!["127.0.0.0/8".parse().unwrap(), "10.0.0.0/8".parse().unwrap()];
    })
    .await;
    for (forwarded, expected) in [
        (Some("192.168.1.7, 10.1.2.3"), of(422, "own-number")),
        (Some("::ffff:10.1.2.3"), of(422, "own-number")),
        (Some("10.1.2.3, 192.168.1.7"), of(403, "network-not-allowed")),
        (None, of(403, "client-address-unknown")),
        (Some("unknown"), of(403, "client-address-unknown")),
    ] {
        let headers: Vec<_> = forwarded
            .map(|value| ("x-forwarded-for", value.to_owned()))
            .into_iter()
            .collect();
        let (page, told) = crm.post(&headers, "221", "221").await;
        assert_eq!(outcome(&page, &told), expected, "{forwarded:?}");
    }
}

#[tokio::test]
async fn get_calls_only_where_it_is_switched_on_and_head_and_prefetches_never_do() {
    let path = "/api/v1/calls?src=221&dst=272410";
    let crm = Crm::start(|_| {}).await;
    for method in [Method::GET, Method::HEAD, Method::PUT, Method::OPTIONS] {
        let (page, _) = crm.send(method.clone(), path, &[crm.bearer()], "").await;
        assert_eq!(page.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
        assert_eq!(page.headers[header::ALLOW], "POST");
    }

    let crm = Crm::start(|config| config.api.get = true).await;
    let (page, told) = crm.send(Method::GET, path, &[crm.bearer()], "").await;
    assert_eq!(outcome(&page, &told), of(200, "connected"));
    let before = crm.trail().await.len();
    let (page, _) = crm.send(Method::HEAD, path, &[crm.bearer()], "").await;
    assert_eq!(page.status, StatusCode::METHOD_NOT_ALLOWED);
    let prefetch = [crm.bearer(), ("sec-purpose", "prefetch;prerender".to_owned())];
    let (page, told) = crm.send(Method::GET, path, &prefetch, "").await;
    assert_eq!(outcome(&page, &told), of(400, "bad-request"));
    // A token in the address is not looked at unless that is switched on too.
    let with_token = format!("{path}&token={}", crm.token);
    let (page, told) = crm.send(Method::GET, &with_token, &[], "").await;
    assert_eq!(outcome(&page, &told), of(401, "bad-token"));
    let (page, told) = crm
        .send(Method::GET, "/api/v1/calls?src=221", &[crm.bearer()], "")
        .await;
    assert_eq!(outcome(&page, &told), of(400, "bad-request"));
    assert_eq!(crm.trail().await.len(), before, "nothing of that was a call");

    let crm = Crm::start(|config| {
        config.api.get = true;
        config.api.token_in_url = true;
    })
    .await;
    let with_token = format!("{path}&token={}", crm.token);
    let (page, told) = crm.send(Method::GET, &with_token, &[], "").await;
    assert_eq!(outcome(&page, &told), of(200, "connected"));
    let (page, told) = crm
        .send(Method::POST, &format!("{PATH}?token={}", crm.token), &[], "")
        .await;
    assert_eq!(
        outcome(&page, &told),
        of(401, "bad-token"),
        "who can POST can send a header"
    );
}

#[tokio::test]
async fn what_cannot_be_read_is_told_and_a_form_can() {
    let crm = Crm::start(|_| {}).await;
    let json = "application/json";
    let form = "application/x-www-form-urlencoded";
    let long = "x".repeat(101);
    for (kind, key, body, expected) in [
        (json, "1", "{\"source\":\"221\"}", of(400, "bad-request")),
        (json, "1", "{", of(400, "bad-request")),
        (json, "1", "", of(400, "bad-request")),
        (
            "text/plain",
            "1",
            "{\"source\":\"221\",\"destination\":\"1\"}",
            of(400, "bad-request"),
        ),
        (form, "1", "source=221", of(400, "bad-request")),
        (
            form,
            &long,
            "source=221&destination=272410",
            of(400, "bad-request"),
        ),
        (form, "", "source=221&destination=272410", of(400, "bad-request")),
        (form, "1", "source=221&destination=272410", of(200, "connected")),
        (form, "2", "src=222&dst=272410", of(200, "connected")),
        (
            "Application/JSON; charset=utf-8",
            "3",
            "{\"source\":\"223\",\"destination\":\"272410\"}",
            of(200, "connected"),
        ),
    ] {
        let headers = [
            crm.bearer(),
            ("content-type", kind.to_owned()),
            ("idempotency-key", key.to_owned()),
        ];
        let (page, told) = crm.send(Method::POST, PATH, &headers, body).await;
        assert_eq!(outcome(&page, &told), expected, "{kind} {body}");
    }
    let big = format!("{{\"source\":\"{}\",\"destination\":\"1\"}}", "2".repeat(100_000));
    let headers = [crm.bearer(), ("content-type", json.to_owned())];
    let (page, told) = crm.send(Method::POST, PATH, &headers, &big).await;
    assert_eq!(outcome(&page, &told), of(400, "bad-request"));
    let (page, told) = crm.send(Method::POST, "/api/v2/calls", &headers, "").await;
    assert_eq!(outcome(&page, &told), of(404, "not-found"));
}

#[tokio::test]
async fn a_client_asks_so_often_and_not_more_often() {
    let crm = Crm::start(|config| config.api.per_minute = 2).await;
    assert_eq!(crm.call("299", "272410").await, of(422, "unknown-source"));
    assert_eq!(crm.call("299", "272410").await, of(422, "unknown-source"));
    let (page, told) = crm.post(&[], "299", "272410").await;
    assert_eq!(outcome(&page, &told), of(429, "too-many"));
    let wait: u64 = page.headers[header::RETRY_AFTER]
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    assert!((1..=30).contains(&wait), "{wait}");
    let other = Crm::client(&crm.portal, "other", "").await;
    let (page, told) = crm
        .post(&[("authorization", format!("Bearer {other}"))], "299", "272410")
        .await;
    assert_eq!(
        outcome(&page, &told),
        of(422, "unknown-source"),
        "another client has its own"
    );
}

#[tokio::test]
async fn a_repeated_request_does_not_ring_twice() {
    let crm = Crm::start(|_| {}).await;
    let key = [("idempotency-key", "order 42".to_owned())];
    let ((_, first), (_, at_once)) =
        tokio::join!(crm.post(&key, "221", "272410"), crm.post(&key, "221", "272410"));
    let (_, later) = crm.post(&key, "221", "272410").await;
    assert_eq!(first["code"], "connected");
    for again in [at_once, later] {
        assert_eq!(again["call"]["unique_id"], first["call"]["unique_id"]);
    }
    let (page, told) = crm.post(&key, "222", "272410").await;
    assert_eq!(outcome(&page, &told), of(422, "idempotency-key-reused"));
    // Programs that cannot send the header repeat themselves too.
    let ((_, one), (_, other)) = tokio::join!(crm.post(&[], "223", "272410"), crm.post(&[], "223", "272410"));
    assert_eq!(one["code"], "connected");
    assert_eq!(one["call"]["unique_id"], other["call"]["unique_id"]);
    let calls = crm
        .trail()
        .await
        .into_iter()
        .filter(|row| row.action == "originate");
    assert_eq!(calls.count(), 2);
}

#[tokio::test]
async fn a_program_that_goes_away_does_not_cancel_the_call() {
    let crm = Crm::start(|config| config.api.get = true).await;
    let late = Behaviour::Answers {
        after: Duration::from_millis(600),
        talk: Duration::from_secs(1),
    };
    crm.portal.pbx.set_phone("221", late).unwrap();
    let path = "/api/v1/calls?src=221&dst=272410";
    let headers = [crm.bearer()];
    let asking = crm.send(Method::GET, path, &headers, "");
    let impatient = tokio::time::timeout(Duration::from_millis(200), asking).await;
    assert!(
        impatient.is_err(),
        "it was answered before the telephone was lifted"
    );
    crm.portal
        .until("the call is noted", async || {
            let noted = crm
                .trail()
                .await
                .into_iter()
                .find(|row| row.action == "originate");
            noted.filter(|row| row.result == "done")
        })
        .await;
}

/// Asterisk's own default would be the same thirty seconds; what counts is what it is told.
#[tokio::test]
async fn asterisk_is_told_to_let_the_source_ring_for_thirty_thousand_milliseconds() {
    use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};

    let (told, mut heard) = tokio::sync::mpsc::unbounded_channel::<Vec<String>>();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    // Says yes to everything, and that every telephone is lifted at once.
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let told = told.clone();
            tokio::spawn(async move {
                let (reader, mut writer) = socket.into_split();
                writer
                    .write_all(b"Asterisk Call Manager/11.0.0\r\n")
                    .await
                    .unwrap();
                let (mut lines, mut action) = (BufReader::new(reader).lines(), Vec::new());
                while let Ok(Some(line)) = lines.next_line().await {
                    if !line.is_empty() {
                        action.push(line);
                        continue;
                    }
                    let id = action.iter().find(|line| line.starts_with("ActionID: ")).cloned();
                    let id = id.unwrap_or_default();
                    let mut reply = format!("Response: Success\r\n{id}\r\nChallenge: 1\r\n\r\n");
                    if action[0] == "Action: Originate" {
                        reply += &format!(
                            "Event: OriginateResponse\r\n{id}\r\nResponse: Success\r\nChannel: PJSIP/x-1\r\nReason: 4\r\nUniqueid: 1.2\r\n\r\n"
                        );
                        told.send(std::mem::take(&mut action)).unwrap();
                    }
                    action.clear();
                    if writer.write_all(reply.as_bytes()).await.is_err() {
                        return;
                    }
                }
            });
        }
    });
    let portal = TestPortal::start_with(|config| {
        config.pbx.address = address;
        config.pbx.phones.outside_number = Some("3030".to_owned());
    })
    .await;
    let token = Crm::client(&portal, "crm", "").await;
    let crm = Crm { portal, token };
    let (_, told) = crm
        .portal
        .until("the account for calls is logged in", async || {
            let (page, told) = crm.post(&[], "221", "272410").await;
            (page.status == StatusCode::OK).then_some((page, told))
        })
        .await;
    assert_eq!(told["call"]["unique_id"], "1.2");
    let sent = heard.recv().await.unwrap();
    let phones = crm.portal.app.store.phones().await.unwrap();
    let phone = phones
        .iter()
        .find(|phone| phone.extension.as_str() == "221")
        .unwrap();
    for line in [
        format!("Channel: {}", phone.endpoint.channel()),
        "Context: internal".to_owned(),
        "Exten: 272410".to_owned(),
        "Priority: 1".to_owned(),
        "Timeout: 30000".to_owned(),
        "Async: true".to_owned(),
        "Variable: SWITCHHOOK_CLIENT=crm".to_owned(),
        // As in calls that the telephone itself makes.
        "Variable: SWITCHHOOK_EXTENSION=221".to_owned(),
    ] {
        assert!(sent.contains(&line), "{line} in {sent:?}");
    }
    let caller = sent.iter().find(|line| line.starts_with("CallerID: ")).unwrap();
    assert!(caller.ends_with(" <3030>"), "{caller}");
}

#[tokio::test]
async fn a_program_is_bound_by_the_budgets_of_the_telephone_that_it_rings() {
    let crm = Crm::start(|config| {
        config.budget = crate::config::Budgets::default();
        config.budget.everybody.countries = vec!["687".parse().unwrap()];
    })
    .await;
    assert_eq!(
        crm.call("221", "+33140506070").await,
        of(403, "destination-not-allowed")
    );
    let [_, _, _, _, result, detail] = crm.noted().await;
    assert_eq!((result.as_str(), detail.as_str()), ("refused", "country"));
    assert_eq!(crm.call("221", "272410").await.0, 200);
}
