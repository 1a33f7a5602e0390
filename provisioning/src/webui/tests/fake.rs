//! A phone's pages of each generation.

use std::collections::BTreeMap;

use super::*;

/// A phone's pages, and what was asked of them.
pub(super) struct Fake {
    pub(super) generation: Generation,
    pub(super) model: &'static str,
    pub(super) values: BTreeMap<u32, String>,
    pub(super) asked: Vec<String>,
    pub(super) locked: bool,
}

pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) cookie: Option<&'static str>,
    pub(super) body: String,
}

pub(super) fn ok(body: impl Into<String>) -> Answer {
    Answer {
        status: 200,
        cookie: None,
        body: body.into(),
    }
}

pub(super) fn missing() -> Answer {
    Answer {
        status: 404,
        cookie: None,
        body: "<html>404 Not Found</html>".into(),
    }
}

pub(super) fn success(body: &serde_json::Value) -> Answer {
    ok(serde_json::json!({ "response": "success", "body": body }).to_string())
}

pub(super) fn error(body: &str) -> Answer {
    ok(serde_json::json!({ "response": "error", "body": body }).to_string())
}

pub(super) fn digest(text: &str) -> String {
    use sha2::Digest as _;
    sha2::Sha256::digest(text)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// What a server makes of a form.
pub(super) fn fields(text: &str) -> Vec<(String, String)> {
    let plain = |part: &str| {
        let mut bytes = Vec::new();
        let mut left = part.bytes();
        while let Some(byte) = left.next() {
            match byte {
                b'+' => bytes.push(b' '),
                b'%' => {
                    let digits = [left.next().unwrap(), left.next().unwrap()];
                    bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap());
                }
                _ => bytes.push(byte),
            }
        }
        String::from_utf8(bytes).unwrap()
    };
    text.split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (plain(name), plain(value)))
        .collect()
}

impl Fake {
    pub(super) fn new(generation: Generation, model: &'static str) -> Self {
        let values = [(2, "wq7.Lm-3_Zp"), (47, "pbx.example.net"), (35, "u 4711 & co")];
        Self {
            generation,
            model,
            values: values
                .iter()
                .map(|(number, text)| (*number, (*text).to_owned()))
                .collect(),
            asked: Vec::new(),
            locked: false,
        }
    }

    pub(super) fn answer(&mut self, request: &Request) -> Answer {
        let (path, query) = request.target().split_once('?').unwrap_or((request.target(), ""));
        let body = String::from_utf8(request.body().to_vec()).unwrap();
        let form = fields(if request.method() == Method::Get {
            query
        } else {
            &body
        });
        let get = |name: &str| {
            form.iter()
                .find(|(there, _)| there == name)
                .map(|(_, value)| value.clone())
        };
        self.asked.push(format!("{} {path}", request.method().as_str()));
        let cookie = request
            .headers()
            .find(|(name, _)| *name == "cookie")
            .map(|(_, value)| value.to_owned())
            .unwrap_or_default();
        match self.generation {
            Generation::Token | Generation::Challenge => self.newer(path, &get, &body, &form),
            Generation::Form | Generation::Legacy => self.older(path, &cookie, &get, &form),
            Generation::Manager => self.android(path, &cookie, &get),
        }
    }

    fn newer(
        &mut self,
        path: &str,
        get: &dyn Fn(&str) -> Option<String>,
        body: &str,
        form: &[(String, String)],
    ) -> Answer {
        let password = self.values[&2].clone();
        let challenges = self.generation == Generation::Challenge;
        let in_session = get("sid").as_deref() == Some("s1d");
        match path {
            "/cgi-bin/api.values.get" if get("sid").is_none() => success(&serde_json::json!({
                "67": "C0:74:AD:11:22:33", "68": "1.0.11.64", "phone_model": self.model,
                "password_token": "t0ken", "password_token_timestamp": "17",
            })),
            "/cgi-bin/api.values.get" if in_session => {
                let names = get("request").unwrap();
                let told: BTreeMap<_, _> = names
                    .split(':')
                    .filter_map(|name| Some((name, self.values.get(&name.parse::<u32>().ok()?)?)))
                    .collect();
                success(&serde_json::json!(told))
            }
            "/cgi-bin/access" if challenges && get("access") == Some(digest("admin")) => {
                success(&"ch4llenge".into())
            }
            "/cgi-bin/dologin" if self.locked => error("locked"),
            "/cgi-bin/dologin" => {
                let salt = if challenges { "ch4llenge" } else { "t0ken" };
                let right = get("password") == Some(digest(&format!("{password}{salt}")));
                match (right, challenges) {
                    (false, _) => error("wrong password"),
                    (true, false) => success(&serde_json::json!({ "sid": "s1d" })),
                    (true, true) => success(&serde_json::json!({ "sid": "early" })),
                }
            }
            "/cgi-bin/dorefresh" if challenges => success(&serde_json::json!({ "sid": "s1d" })),
            "/cgi-bin/config_update" if challenges => {
                let body: serde_json::Value = serde_json::from_str(body).unwrap();
                for (number, text) in body["pvalue"].as_object().unwrap() {
                    let text = text.as_str().unwrap().to_owned();
                    self.values.insert(number.parse().unwrap(), text);
                }
                success(&serde_json::Value::Null)
            }
            "/cgi-bin/api.values.post" if in_session => {
                self.store(form);
                success(&serde_json::json!({ "status": "right" }))
            }
            "/cgi-bin/api-sys_operation" if in_session && get("request").as_deref() == Some("REBOOT") => {
                success(&"savereboot".into())
            }
            "/cgi-bin/dologout" if in_session => success(&serde_json::Value::Null),
            "/cgi-bin/api.values.get" | "/cgi-bin/api.values.post" => error("unauthorized"),
            _ => missing(),
        }
    }

    fn store(&mut self, form: &[(String, String)]) {
        for (name, value) in form {
            if let Some(number) = name.strip_prefix('P').and_then(|digits| digits.parse().ok()) {
                self.values.insert(number, value.clone());
            }
        }
    }

    fn older(
        &mut self,
        path: &str,
        cookie: &str,
        get: &dyn Fn(&str) -> Option<String>,
        form: &[(String, String)],
    ) -> Answer {
        let legacy = self.generation == Generation::Legacy;
        let (login, session, folder, ending) = match legacy {
            true => ("/dologin.htm", "SessionId=abc", "/", ".htm"),
            false => ("/cgi-bin/dologin", "session_id=abc", "/cgi-bin/", ""),
        };
        let page = format!(
            "<title>Grandstream Device Configuration</title><form action={login}><input name=P2 type=password></form>"
        );
        let last = form
            .last()
            .is_some_and(|(name, value)| (name.as_str(), value.as_str()) == GNKEY);
        let name = path
            .strip_prefix(folder)
            .and_then(|name| name.strip_suffix(ending));
        match name {
            _ if path == "/" => ok(page),
            Some("dologin") if !last => missing(),
            Some("dologin") if get("P2").as_ref() == Some(&self.values[&2]) => Answer {
                status: if legacy { 302 } else { 200 },
                cookie: Some(session),
                body: "<meta http-equiv=refresh>".into(),
            },
            Some("dologin") if self.locked => ok("<p>Too many failures: locked for 5 minutes.</p>"),
            _ if !cookie.contains(session) => ok(page),
            Some("index") => ok(format!(
                "<table><td>Product Model: <td>{}<td>Program-- 1.2.5.3</table>\
                 <a href=reset{ending}>x</a><a href=config_a1{ending}>1</a><a href=rs{ending}>2</a>\
                 <form action=update><input type=hidden name=session_token value=h1dden></form>",
                self.model
            )),
            Some("config_a1") => {
                let inputs: String = self
                    .values
                    .iter()
                    .map(|(number, text)| {
                        format!("<input name=P{number} value=\"{}\">", text.replace('&', "&amp;"))
                    })
                    .collect();
                ok(inputs)
            }
            Some("update") if last && get("session_token").as_deref() == Some("h1dden") => {
                self.store(form);
                ok("Your configuration changes have been saved.")
            }
            Some("rs") => ok("The device is rebooting now."),
            _ => missing(),
        }
    }

    fn android(&mut self, path: &str, cookie: &str, get: &dyn Fn(&str) -> Option<String>) -> Answer {
        let action = get("action").unwrap_or_default();
        if path != "/manager" {
            return missing();
        }
        let inside = cookie.contains("phonecookie=1");
        match action.as_str() {
            "product" => ok(format!(
                "Response=Success\r\nProduct={}\r\nProgVersion=1.0.3.57\r\n",
                self.model
            )),
            "login" if get("Secret").as_ref() == Some(&self.values[&2]) => Answer {
                status: 200,
                cookie: Some("phonecookie=1; path=/"),
                body: "Response=Success\r\nMessage=Authentication accepted\r\n".into(),
            },
            "login" => ok("Response=Error\r\nMessage=Authentication failed\r\n"),
            _ if !inside => ok("Response=Error\r\nMessage=Authentication Required\r\n"),
            "get" => {
                let told: String = (0..)
                    .map_while(|index| get(&format!("var-{index:04}")))
                    .filter_map(|number| {
                        let value = self.values.get(&number.parse::<u32>().ok()?)?;
                        Some(format!("{number}={value}\r\n"))
                    })
                    .collect();
                ok(format!("Response=Success\r\n{told}"))
            }
            "put" => {
                for index in 0.. {
                    let Some(number) = get(&format!("var-{index:04}")) else {
                        break;
                    };
                    let value = get(&format!("val-{index:04}")).unwrap();
                    self.values.insert(number.parse().unwrap(), value);
                }
                ok("Response=Success\r\n")
            }
            "reboot" => ok("Response=Success\r\n"),
            _ => missing(),
        }
    }
}
