//! The pages that speak JSON: with a token in the first generation, with a challenge in the second.

use serde_json::{Map, Value, json};

use crate::grandstream::PNumber;
use crate::testing::habits::PagesGeneration;
use crate::testing::http::Response;
use crate::testing::phone::Phone;

use super::desk::{Act, Answer, Desk, Login, SECRETS, find, sha256, take_over};
use super::wire::Request;

const KIND: &str = "application/json";

/// What anybody may read: model, versions and address. Newer firmware was found to tell more than that; this does not.
const PUBLIC: [&str; 9] = [
    "phone_model",
    "vendor_fullname",
    "password_token",
    "password_token_timestamp",
    "45",
    "67",
    "68",
    "69",
    "70",
];

pub(super) fn answer(desk: &mut Desk, phone: &mut Phone, request: &Request) -> Answer {
    let form = request.form();
    let from_json: Option<Value> = serde_json::from_slice(&request.body).ok();
    let session = find(&form, "sid")
        .or_else(|| {
            from_json
                .as_ref()
                .and_then(|value| value.get("sid"))
                .and_then(Value::as_str)
        })
        .or_else(|| request.cookie("session-identity"));
    let inside = desk.is_in(phone, session);
    let is_post = request.method == "POST";
    // Scripts of other pages must not write here: the browser says where the request is from.
    let at_home = request.headers.get("origin").is_some() || request.headers.get("referer").is_some();
    let challenges = desk.generation() == PagesGeneration::Access;
    match request.path.as_str() {
        "/" => {
            let page = "<html><head><title>Grandstream</title></head><body><script src=\"app.js\"></script></body></html>";
            (Response::of(200, "text/html", page), None)
        }
        "/cgi-bin/api.values.get" => (values(desk, phone, &form, inside), None),
        "/cgi-bin/access" if challenges && is_post && at_home => (access(desk, phone, &form), None),
        "/cgi-bin/dologin" if at_home || !is_post => (logged_in(desk, phone, &form, challenges), None),
        "/cgi-bin/api-sys_operation" => restarted(phone, &form, inside),
        "/cgi-bin/api.values.post"
        | "/cgi-bin/config_update"
        | "/cgi-bin/api-save_mpk"
        | "/cgi-bin/dorefresh"
        | "/cgi-bin/api-change_password"
            if !inside =>
        {
            (unauthorized(), None)
        }
        "/cgi-bin/dorefresh" if challenges => {
            let session = session.unwrap_or_default();
            (success(&json!({ "sid": session })), None)
        }
        "/cgi-bin/api.values.post" if is_post => {
            take_over(phone, &form);
            (success(&json!({ "status": "right" })), None)
        }
        "/cgi-bin/config_update" if challenges && request.method == "PUT" => {
            (updated(phone, from_json.as_ref()), None)
        }
        // Which firmware has it, nobody has written down: here, that with a challenge.
        "/cgi-bin/api-save_mpk" if challenges && is_post => (keys_saved(phone, from_json.as_ref()), None),
        "/cgi-bin/api-change_password" if is_post => (password_changed(phone, &form), None),
        "/cgi-bin/api-get_phone_status" => {
            let status = if inside { "available" } else { "unauthorized" };
            (success(&json!({ "status": status })), None)
        }
        "/cgi-bin/dologout" => {
            if inside {
                desk.log_out();
            }
            (success(&json!("bye")), None)
        }
        "/cgi-bin/access" | "/cgi-bin/dologin" => {
            (Response::of(403, "text/html", "<h1>403 Forbidden</h1>"), None)
        }
        _ => (Response::of(404, "text/html", "<h1>404 Not Found</h1>"), None),
    }
}

fn values(desk: &mut Desk, phone: &mut Phone, form: &[(String, String)], inside: bool) -> Response {
    let mut body = Map::new();
    for name in find(form, "request").unwrap_or_default().split(':') {
        let bare = name.strip_prefix('P').unwrap_or(name);
        if !inside && !PUBLIC.contains(&bare) {
            return unauthorized();
        }
        let text = match bare {
            "phone_model" => phone.model().to_owned(),
            "vendor_fullname" => "Grandstream Networks, Inc.".to_owned(),
            "password_token" if desk.generation() == PagesGeneration::Api => desk.new_token(phone),
            "password_token_timestamp" if desk.generation() == PagesGeneration::Api => {
                phone.uptime.as_secs().to_string()
            }
            "67" => phone.mac().to_string().to_ascii_uppercase(),
            "68" => phone.firmware().to_owned(),
            _ => match bare.parse() {
                Ok(number) if SECRETS.contains(&number) && !phone.text(number).is_empty() => {
                    "********".to_owned()
                }
                Ok(number) => phone.stored(PNumber::new(number)).to_owned(),
                Err(_) => String::new(),
            },
        };
        body.insert(name.to_owned(), Value::String(text));
    }
    success(&Value::Object(body))
}

fn access(desk: &mut Desk, phone: &mut Phone, form: &[(String, String)]) -> Response {
    let known = find(form, "access").is_some_and(|hash| hash.eq_ignore_ascii_case(&sha256("admin")));
    if known {
        let challenge = desk.new_token(phone);
        success(&Value::String(challenge))
    } else {
        error("no such user")
    }
}

fn logged_in(desk: &mut Desk, phone: &mut Phone, form: &[(String, String)], challenges: bool) -> Response {
    let user = find(form, "username").unwrap_or_default();
    let given = find(form, "password").unwrap_or_default();
    match desk.login(phone, user, given, !challenges) {
        Login::In(session) => success(&json!({ "sid": session, "role": "admin", "defaultAuth": false }))
            .header("Set-Cookie", "HttpOnly")
            .header(
                "Set-Cookie",
                format!("session-identity={session}; path=/; HttpOnly"),
            )
            .header("Set-Cookie", "session-role=admin; path=/"),
        Login::Wrong => error("wrong"),
        Login::Shut => error("locked"),
    }
}

fn updated(phone: &mut Phone, json: Option<&Value>) -> Response {
    let Some(values) = json
        .and_then(|json| json.get("pvalue"))
        .and_then(Value::as_object)
    else {
        return error("bad request");
    };
    for (name, text) in values {
        let (Ok(number), Some(text)) = (name.parse(), text.as_str()) else {
            return error("bad request");
        };
        phone.set(PNumber::new(number), text);
    }
    success(&json!({ "status": "right" }))
}

/// Keys merge into the list by their place; here they are where the numbers of the same keys are.
fn keys_saved(phone: &mut Phone, json: Option<&Value>) -> Response {
    let Some(keys) = json.and_then(Value::as_array) else {
        return error("bad request");
    };
    for key in keys {
        let number = |name: &str| key.get(name).and_then(Value::as_i64);
        let text = |name: &str| key.get(name).and_then(Value::as_str);
        let (Some(slot), Some(mode), Some(account)) = (number("VKID"), number("TypeMode"), number("Account"))
        else {
            return error("bad request");
        };
        let (Some(value), Some(label)) = (text("ValueName"), text("Description")) else {
            return error("bad request");
        };
        // Mode, account, label, value; the codes of the first line keys and of soft keys count from ten.
        let (numbers, from) = match (slot, number("Priority")) {
            (2, Some(1)) => ([1365, 1366, 1467, 1468], 10),
            (178, Some(3001)) => ([2987, 2988, 2989, 2990], 10),
            (17..=176, Some(priority)) if priority == slot + 1983 => {
                let Ok(first) = u32::try_from(23_000 + 5 * (slot - 17)) else {
                    return error("bad request");
                };
                ([first, first + 1, first + 2, first + 3], 0)
            }
            _ => return error("unknown place"),
        };
        let code = match mode {
            -1 => -1,
            2 => from,
            3 => from + 1,
            6 => from + 4,
            _ => return error("unknown mode"),
        };
        let texts = [
            code.to_string(),
            account.to_string(),
            label.to_owned(),
            value.to_owned(),
        ];
        for (number, text) in numbers.into_iter().zip(texts) {
            phone.set(PNumber::new(number), &text);
        }
    }
    success(&json!({ "status": "right" }))
}

/// The old password stands beside the new one.
fn password_changed(phone: &mut Phone, form: &[(String, String)]) -> Response {
    let old = ["oldP2", "old_password", "oldpassword"]
        .iter()
        .find_map(|name| find(form, name));
    let new = ["P2", "password", "newpassword"]
        .iter()
        .find_map(|name| find(form, name));
    match (old, new) {
        (Some(old), _) if old != phone.text(2) => error("wrong"),
        (_, Some(new)) if !new.is_empty() => {
            phone.set(PNumber::new(2), new);
            success(&json!({ "status": "right" }))
        }
        _ => error("bad request"),
    }
}

fn restarted(phone: &Phone, form: &[(String, String)], inside: bool) -> Answer {
    let by_passcode = find(form, "passcode").is_some_and(|given| given == phone.text(2));
    match find(form, "request") {
        Some("REBOOT") if inside || by_passcode => (success(&json!("savereboot")), Some(Act::Restart)),
        Some("REBOOT") => (unauthorized(), None),
        _ => (error("unknown"), None),
    }
}

fn success(body: &Value) -> Response {
    json_of("success", body)
}

fn error(body: &str) -> Response {
    json_of("error", &Value::String(body.to_owned()))
}

fn unauthorized() -> Response {
    error("unauthorized")
}

fn json_of(response: &str, body: &Value) -> Response {
    Response::of(
        200,
        KIND,
        json!({ "response": response, "body": body }).to_string(),
    )
}
