//! The pages of the two oldest generations: HTML, a cookie, and values in forms.

use crate::testing::http::Response;
use crate::testing::phone::Phone;

use super::desk::{Act, Answer, Desk, Login, SECRETS, find, take_over};
use super::wire::Request;

const KIND: &str = "text/html; charset=UTF-8";

/// `dologin.htm`, `update.htm`, `rs.htm`. Every form ends in `gnkey=0b82`, or it is refused.
pub(super) fn answer_htm(desk: &mut Desk, phone: &mut Phone, request: &Request) -> Answer {
    let form = request.form();
    let ends_well = form
        .last()
        .is_some_and(|(name, value)| name == "gnkey" && value == "0b82");
    let inside = desk.is_in(phone, request.cookie("SessionId"));
    match request.path.as_str() {
        "/dologin.htm" if ends_well => logged_in(desk, phone, &form, "SessionId"),
        "/index.htm" if inside => (page(&status_in_cells(phone)), None),
        "/config.htm" if inside => (page(&fields(phone, "update.htm", "")), None),
        "/update.htm" if inside && ends_well => updated(phone, &form),
        "/rs.htm" if inside => (page("<p>The device is rebooting now</p>"), Some(Act::Restart)),
        "/logout.htm" if inside => {
            desk.log_out();
            (login_page("dologin.htm", ""), None)
        }
        "/dologin.htm" | "/update.htm" => (login_page("dologin.htm", "Bad request"), None),
        "/" | "/index.htm" | "/rs.htm" | "/logout.htm" => (login_page("dologin.htm", ""), None),
        _ => (Response::of(404, KIND, "Not found"), None),
    }
}

/// `cgi-bin/dologin`, `cgi-bin/update`, `cgi-bin/rs`.
pub(super) fn answer_cgi(desk: &mut Desk, phone: &mut Phone, request: &Request) -> Answer {
    let form = request.form();
    let inside = desk.is_in(phone, request.cookie("session_id"));
    match request.path.as_str() {
        "/cgi-bin/dologin" => logged_in(desk, phone, &form, "session_id"),
        "/cgi-bin/index" if inside => (page(&status_in_rows(phone)), None),
        "/cgi-bin/config" if inside => {
            let token = format!(
                "<input type=\"hidden\" name=\"session_token\" value=\"{:x}\">",
                phone.mac()
            );
            (page(&fields(phone, "update", &token)), None)
        }
        "/cgi-bin/update" if inside => updated(phone, &form),
        "/cgi-bin/rs" if inside => (page("<p>The device is rebooting now</p>"), Some(Act::Restart)),
        "/cgi-bin/dologout" | "/cgi-bin/logout" if inside => {
            desk.log_out();
            (login_page("cgi-bin/dologin", ""), None)
        }
        "/" | "/cgi-bin/login" | "/cgi-bin/index" | "/cgi-bin/update" | "/cgi-bin/rs"
        | "/cgi-bin/dologout" => (login_page("cgi-bin/dologin", ""), None),
        _ => (Response::of(404, KIND, "Not found"), None),
    }
}

fn logged_in(desk: &mut Desk, phone: &mut Phone, form: &[(String, String)], cookie: &str) -> Answer {
    let action = if cookie == "SessionId" {
        "dologin.htm"
    } else {
        "cgi-bin/dologin"
    };
    let given = find(form, "P2").unwrap_or_default();
    match desk.login(phone, "admin", given, true) {
        Login::In(session) => {
            let status = if cookie == "SessionId" {
                status_in_cells(phone)
            } else {
                status_in_rows(phone)
            };
            let page = page(&status).header("Set-Cookie", format!("{cookie}={session}; path=/"));
            (page, None)
        }
        Login::Wrong => (login_page(action, "Wrong password"), None),
        Login::Shut => (
            login_page(action, "The device is locked. Please try again later"),
            None,
        ),
    }
}

fn updated(phone: &mut Phone, form: &[(String, String)]) -> Answer {
    take_over(phone, form);
    let text = "<p>Your configuration changes have been saved. They will take effect on next reboot.</p>";
    (page(text), None)
}

/// The oldest show their state in the cells of the last table.
fn status_in_cells(phone: &Phone) -> String {
    format!(
        "<table><tr><td>STATUS</td><td><a href=\"config.htm\">BASIC SETTINGS</a></td></tr></table>\
         <table><tr><td>MAC Address:&nbsp;</td><td>{}</td></tr><tr><td>Product Model:&nbsp;</td><td>&nbsp;{}</td></tr>\
         <tr><td>Software Version:&nbsp;</td><td>Program-- {} &nbsp;&nbsp; Bootloader-- 1.1.6.9</td></tr></table>",
        phone.mac().to_string().to_ascii_uppercase().replace(':', "."),
        phone.model(),
        phone.firmware(),
    )
}

fn status_in_rows(phone: &Phone) -> String {
    format!(
        "<input type=\"hidden\" name=\"session_token\" value=\"{:x}\">\
         <a href=\"config\">Settings</a><table class=\"status\"><tr><td class=\"label\"><b>MAC Address</b></td><td>{}</td></tr>\
         <tr><td class=\"label\"><b>Product Model</b></td><td>{}</td></tr>\
         <tr><td class=\"label\"><b>Software Version</b></td><td>Boot 1.0.4.1 Core 1.0.4.2 Base 1.0.4.3 Prog {}</td></tr></table>",
        phone.mac(),
        phone.mac().to_string().to_ascii_uppercase(),
        phone.model(),
        phone.firmware(),
    )
}

/// Every value in a field; passwords are left empty.
fn fields(phone: &Phone, action: &str, hidden: &str) -> String {
    let mut text = format!("<form method=\"post\" action=\"{action}\">{hidden}");
    for (number, value) in phone.values() {
        let shown = if SECRETS.contains(&number.get()) {
            ""
        } else {
            value
        };
        let shown = shown
            .replace('&', "&amp;")
            .replace('"', "&quot;")
            .replace('<', "&lt;");
        text.push_str(&format!("<input name=\"{number}\" value=\"{shown}\">"));
    }
    text.push_str("<input type=\"hidden\" name=\"gnkey\" value=\"0b82\"></form>");
    text
}

fn login_page(action: &str, message: &str) -> Response {
    page(&format!(
        "<p>{message}</p><form method=\"post\" action=\"{action}\">Password <input type=\"password\" name=\"P2\">\
         <input type=\"submit\" name=\"Login\" value=\"Login\"><input type=\"hidden\" name=\"gnkey\" value=\"0b82\"></form>"
    ))
}

fn page(body: &str) -> Response {
    let text = format!(
        "<html><head><title>Grandstream Device Configuration</title></head><body>{body}\
         <p>All Rights Reserved Grandstream Networks, Inc.</p></body></html>"
    );
    Response::of(200, KIND, text)
}
