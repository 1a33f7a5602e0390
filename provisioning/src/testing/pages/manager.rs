//! The pages of the Android telephones: `/manager?action=…` with lines as answers.

use crate::grandstream::PNumber;
use crate::testing::http::Response;
use crate::testing::phone::Phone;

use super::desk::{Act, Answer, Desk, Login, find};
use super::wire::Request;

const KIND: &str = "text/plain";

pub(super) fn answer(desk: &mut Desk, phone: &mut Phone, request: &Request) -> Answer {
    if request.path == "/" {
        let page =
            "<html><head><title>Grandstream</title></head><body><div id=\"login\"></div></body></html>";
        return (Response::of(200, "text/html", page), None);
    }
    if request.path != "/manager" {
        return (Response::of(404, "text/html", "<h1>404 Not Found</h1>"), None);
    }
    let form = request.form();
    let inside = desk.is_in(phone, request.cookie("phonecookie"));
    match find(&form, "action").unwrap_or_default() {
        "login" => logged_in(desk, phone, &form),
        "product" => {
            let lines = [
                ("Product", phone.model().to_owned()),
                ("Version", phone.firmware().to_owned()),
            ];
            (success(&lines), None)
        }
        "logoff" | "logout" => {
            if inside {
                desk.log_out();
            }
            (success(&[]), None)
        }
        "put" | "get" | "reboot" | "putdownphbk" if !inside => (failure("Authentication Required"), None),
        "put" => {
            for (number, text) in pairs(&form) {
                phone.set(number, text);
            }
            (success(&[]), None)
        }
        "get" => {
            let lines: Vec<_> = pairs(&form)
                .map(|(number, _)| (number.get().to_string(), phone.stored(number).to_owned()))
                .collect();
            let lines: Vec<_> = lines
                .iter()
                .map(|(name, text)| (name.as_str(), text.clone()))
                .collect();
            (success(&lines), None)
        }
        "reboot" => (success(&[]), Some(Act::Restart)),
        "putdownphbk" => (success(&[]), Some(Act::PhoneBook)),
        _ => (failure("Unknown action"), None),
    }
}

fn logged_in(desk: &mut Desk, phone: &mut Phone, form: &[(String, String)]) -> Answer {
    let user = find(form, "Username").unwrap_or_default();
    let given = find(form, "Secret").unwrap_or_default();
    match desk.login(phone, user, given, true) {
        Login::In(session) => {
            let answer = success(&[("Message", "Authentication accepted".to_owned())])
                .header("Set-Cookie", format!("phonecookie={session}; path=/"));
            (answer, None)
        }
        Login::Wrong => (failure("Authentication failed"), None),
        Login::Shut => (failure("Authentication locked"), None),
    }
}

/// `var-0000=237&val-0000=…`, counted through.
fn pairs(form: &[(String, String)]) -> impl Iterator<Item = (PNumber, &str)> {
    form.iter().filter_map(|(name, number)| {
        let index = name.strip_prefix("var-")?;
        let number = number.strip_prefix('P').unwrap_or(number).parse().ok()?;
        let text = find(form, &format!("val-{index}")).unwrap_or_default();
        Some((PNumber::new(number), text))
    })
}

fn success(lines: &[(&str, String)]) -> Response {
    let mut text = String::from("Response=Success\r\n");
    for (name, value) in lines {
        text.push_str(&format!("{name}={value}\r\n"));
    }
    Response::of(200, KIND, text)
}

fn failure(message: &str) -> Response {
    Response::of(200, KIND, format!("Response=Error\r\nMessage={message}\r\n"))
}
