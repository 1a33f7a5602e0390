//! What is done with a phone.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};
use switchhook_provisioning::Secret;
use switchhook_provisioning::grandstream::{PNumber, PValues};
use switchhook_provisioning::notify::plan;
use switchhook_provisioning::push::{PasswordChange, PushError, ServerAddress, WebUi, spread};
use switchhook_provisioning::webui::{Generation, WebError};

use super::fake::{Answer, Asked, acceptor, answer, json, serve};
use super::{HERE, options};

fn digest(text: &str) -> String {
    Sha256::digest(text)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// How a GXP1628 goes wrong.
#[derive(Clone, Copy, PartialEq)]
enum Fault {
    None,
    /// Says yes to a new password and keeps the old one.
    KeepsPassword,
    /// Forgets its session once.
    Forgets,
}

/// The pages of a GXP1628, password `old-1`.
fn gxp1628(fault: Fault) -> impl FnMut(&Asked) -> Answer + Send + 'static {
    let mut values: BTreeMap<String, String> = [("2", "old-1"), ("47", "pbx.example.net"), ("34", "sip")]
        .map(|(number, text)| (number.to_owned(), text.to_owned()))
        .into();
    let mut forgets = fault == Fault::Forgets;
    move |asked| {
        let path = asked.line.split([' ', '?']).nth(1).unwrap();
        let inside = asked.field("sid") == Some("s1d");
        let body = match path {
            "/cgi-bin/api.values.get" if asked.field("sid").is_none() => {
                r#"{"response":"success","body":{"67":"C0:74:AD:11:22:33","68":"1.0.7.81","phone_model":"GXP1628","password_token":"t0"}}"#
                    .to_owned()
            }
            "/cgi-bin/dologin" => {
                let right = asked.field("password") == Some(&digest(&format!("{}t0", values["2"])));
                match right {
                    true => r#"{"response":"success","body":{"sid":"s1d"}}"#.to_owned(),
                    false => r#"{"response":"error","body":"wrong"}"#.to_owned(),
                }
            }
            _ if !inside || forgets => {
                forgets = false;
                r#"{"response":"error","body":"unauthorized"}"#.to_owned()
            }
            "/cgi-bin/api.values.get" => {
                let names = asked.field("request").unwrap();
                let told: Vec<_> = names
                    .split(':')
                    .filter_map(|name| Some(format!("\"{name}\":\"{}\"", values.get(name)?)))
                    .collect();
                format!(r#"{{"response":"success","body":{{{}}}}}"#, told.join(","))
            }
            "/cgi-bin/api.values.post" => {
                for pair in asked.body.split('&') {
                    let (name, value) = pair.split_once('=').unwrap();
                    let keeps = name == "P2" && fault == Fault::KeepsPassword;
                    if let (Some(number), false) = (name.strip_prefix('P'), keeps) {
                        values.insert(number.to_owned(), value.replace("%2F", "/"));
                    }
                }
                r#"{"response":"success","body":{"status":"right"}}"#.to_owned()
            }
            // It restarts rather than answer.
            "/cgi-bin/api-sys_operation" if asked.field("request") == Some("REBOOT") => return None,
            "/cgi-bin/dologout" => r#"{"response":"success"}"#.to_owned(),
            _ => return answer(404, "", "<html>404</html>"),
        };
        json(&body)
    }
}

fn values(pairs: &[(u32, &str)]) -> PValues {
    let mut values = PValues::new();
    for (number, text) in pairs {
        values.set(PNumber::new(*number), *text).unwrap();
    }
    values
}

#[tokio::test]
async fn a_phone_is_told_its_server_and_restarted() {
    let server = serve(vec![acceptor()], gxp1628(Fault::None)).await;
    let mut phone = WebUi::connect(HERE, &options(server.port)).await.unwrap();
    assert_eq!(phone.fingerprint(), server.certificate);
    let product = phone.product().await.unwrap();
    assert_eq!(product.model.as_deref(), Some("GXP1628"));
    assert_eq!(product.mac, Some("c0:74:ad:11:22:33".parse().unwrap()));

    let generation = phone.login("admin", &Secret::new("old-1")).await.unwrap();
    assert_eq!(generation, Generation::Token);
    let address = ServerAddress::new("https://prov.example.net/b/f3Zk9Q").unwrap();
    phone.set_server(&address).await.unwrap();
    let told = phone.read(&[PNumber::new(212), PNumber::new(237)]).await.unwrap();
    assert_eq!(told, values(&[(212, "2"), (237, "prov.example.net/b/f3Zk9Q")]));
    phone.reboot().await.unwrap();
    let error = phone.read(&[PNumber::new(47)]).await.unwrap_err();
    assert_eq!(error, PushError::Web(WebError::NotLoggedIn));
}

#[tokio::test]
async fn drift_is_told_value_by_value() {
    let server = serve(vec![acceptor()], gxp1628(Fault::None)).await;
    let mut phone = WebUi::connect(HERE, &options(server.port)).await.unwrap();
    phone.login("admin", &Secret::new("old-1")).await.unwrap();
    let wanted = values(&[(47, "pbx2.example.net"), (34, "geheim"), (35, "u1")]);
    let drift = phone.drift(&wanted).await.unwrap();
    let expected = "P47: \"pbx.example.net\", and should be \"pbx2.example.net\"\n\
                    P34: a secret, which cannot be seen\nP35: the phone does not tell it\n";
    assert_eq!(drift.to_string(), expected);
    assert!(!drift.is_none_seen());
    let asked = server.asked();
    assert!(
        asked
            .iter()
            .all(|asked| asked.field("request").is_none_or(|names| !names.contains("34")))
    );
}

#[tokio::test]
async fn a_new_password_is_kept_once_it_was_logged_in_with() {
    for (fault, expected, works) in [
        (Fault::None, PasswordChange::Changed, "new-2"),
        (Fault::KeepsPassword, PasswordChange::Unchanged, "old-1"),
    ] {
        let server = serve(vec![acceptor()], gxp1628(fault)).await;
        let mut phone = WebUi::connect(HERE, &options(server.port)).await.unwrap();
        phone.login("admin", &Secret::new("old-1")).await.unwrap();
        let change = phone.change_password(&Secret::new("new-2")).await.unwrap();
        assert_eq!(change, expected);
        phone.read(&[PNumber::new(47)]).await.unwrap();
        phone.logout().await.unwrap();
        let both = [&Secret::new("old-1"), &Secret::new("new-2")];
        let which = phone.login_any("admin", &both).await.unwrap();
        assert_eq!(both[which].expose(), works);
        for asked in server.asked() {
            assert!(
                !asked.line.contains("old-1") && !asked.line.contains("new-2"),
                "{}",
                asked.line
            );
        }
    }
}

#[tokio::test]
async fn with_neither_password_both_are_kept() {
    let mut pages = gxp1628(Fault::None);
    let mut gone = false;
    let server = serve(vec![acceptor()], move |asked| {
        // Vanishes with the new password.
        gone |= asked.body.contains("P2=");
        if gone { None } else { pages(asked) }
    })
    .await;
    let mut phone = WebUi::connect(HERE, &options(server.port)).await.unwrap();
    phone.login("admin", &Secret::new("old-1")).await.unwrap();
    let change = phone.change_password(&Secret::new("new-2")).await.unwrap();
    assert!(matches!(change, PasswordChange::Unknown { .. }), "{change:?}");
    assert!(!format!("{change:?} {phone:?}").contains("new-2"));
}

#[tokio::test]
async fn a_phone_that_hangs_up_without_a_word_is_asked_anew() {
    let mut pages = gxp1628(Fault::None);
    let server = serve(vec![acceptor()], move |asked| {
        let answer = pages(asked)?;
        let text = String::from_utf8(answer).unwrap();
        Some(text.replacen("\r\n", "\r\nX-Then: hangs up\r\n", 1).into_bytes())
    })
    .await;
    let mut phone = WebUi::connect(HERE, &options(server.port)).await.unwrap();
    phone.login("admin", &Secret::new("old-1")).await.unwrap();
    phone.read(&[PNumber::new(47)]).await.unwrap();
    assert_eq!(phone.fingerprint(), server.certificate);
}

#[tokio::test]
async fn a_forgotten_session_is_made_again() {
    let server = serve(vec![acceptor()], gxp1628(Fault::Forgets)).await;
    let mut phone = WebUi::connect(HERE, &options(server.port)).await.unwrap();
    phone.login("admin", &Secret::new("old-1")).await.unwrap();
    let told = phone.read(&[PNumber::new(47)]).await.unwrap();
    assert_eq!(told, values(&[(47, "pbx.example.net")]));
    let logins = server
        .asked()
        .iter()
        .filter(|asked| asked.line.contains("dologin"))
        .count();
    assert_eq!(logins, 2);
}

#[tokio::test]
async fn an_old_phone_is_reached_over_plain_http_where_that_is_allowed() {
    let pages = |asked: &Asked| match asked.line.split(' ').nth(1) {
        Some("/") => answer(
            200,
            "",
            "<title>Grandstream</title><form action=dologin.htm><input name=P2></form>",
        ),
        Some("/dologin.htm") if asked.body == "P2=old-1&Login=Login&gnkey=0b82" => answer(
            302,
            "Set-Cookie: SessionId=77; path=/\r\nLocation: /index.htm\r\n",
            "",
        ),
        Some("/index.htm") if asked.cookie == "SessionId=77" => answer(
            200,
            "",
            "<td>Product Model: GXP2000</td><td>Program-- 1.2.5.3</td>",
        ),
        Some("/update.htm") if asked.cookie == "SessionId=77" => answer(200, "", "saved"),
        _ => answer(404, "", "no"),
    };
    let server = serve(Vec::new(), pages).await;
    let plain = options(1).ports(1, server.port);
    let error = WebUi::connect(HERE, &plain).await.unwrap_err();
    assert_eq!(error.code(), "E-PUSH-UNREACHABLE");

    let mut phone = WebUi::connect(HERE, &plain.plain_http(true)).await.unwrap();
    assert_eq!(phone.fingerprint(), None);
    phone.login("admin", &Secret::new("old-1")).await.unwrap();
    assert_eq!(
        phone.product().await.unwrap().firmware.as_deref(),
        Some("1.2.5.3")
    );
    let https = ServerAddress::new("https://prov.example.net").unwrap();
    assert_eq!(
        phone.set_server(&https).await.unwrap_err().code(),
        "E-WEB-IMPOSSIBLE"
    );
    let http = ServerAddress::new("http://prov.example.net/b").unwrap();
    phone.set_server(&http).await.unwrap();
    let body = server.asked().last().unwrap().body.clone();
    assert_eq!(body, "P212=1&P237=prov.example.net%2Fb&gnkey=0b82");
}

#[tokio::test]
async fn many_phones_are_asked_one_after_the_other_and_each_tells_its_own() {
    let server = serve(vec![acceptor()], gxp1628(Fault::None)).await;
    let port = server.port;
    let plan = plan([port, 1, port], std::time::Duration::from_millis(1), |_| false);
    let done = spread(plan, 1, |port| async move {
        let mut phone = WebUi::connect(HERE, &options(port)).await?;
        phone.product().await
    })
    .await;
    let models: Vec<_> = done
        .iter()
        .map(|(_, result)| {
            result
                .as_ref()
                .map(|product| product.model.clone().unwrap())
                .map_err(PushError::code)
        })
        .collect();
    let here = Ok("GXP1628".to_owned());
    assert_eq!(models, [here.clone(), Err("E-PUSH-UNREACHABLE"), here]);
}
