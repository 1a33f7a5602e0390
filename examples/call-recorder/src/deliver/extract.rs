//! What later requests need of an answer.

use serde_json::Value;

use super::http::Answer;
use super::xml::Path;
use crate::config::Extract;

/// The value, or why there is none. An optional one that is missing is an empty text.
pub fn extract(what: &Extract, answer: &Answer) -> Result<Value, String> {
    let found = find(what, answer);
    match found {
        Ok(Some(value)) => Ok(value),
        Ok(None) | Err(_) if what.optional => Ok(Value::String(String::new())),
        Ok(None) => Err("it is not in the answer".to_owned()),
        Err(reason) => Err(reason),
    }
}

fn find(what: &Extract, answer: &Answer) -> Result<Option<Value>, String> {
    let text = || std::str::from_utf8(&answer.body).map_err(|_| "the answer is not UTF-8".to_owned());
    if let Some(path) = &what.xml {
        return Ok(Path::read(path)?.find(text()?)?.map(Value::String));
    }
    if let Some(pointer) = &what.json {
        let json: Value =
            serde_json::from_str(text()?).map_err(|error| format!("the answer is no JSON: {error}"))?;
        return Ok(json.pointer(pointer).filter(|value| !value.is_null()).cloned());
    }
    if let Some(name) = &what.header {
        return Ok(answer.header(name).next().map(Value::String));
    }
    if let Some(name) = &what.cookie {
        let cookie = answer.header("set-cookie").find_map(|cookie| {
            let (found, value) = cookie.split(';').next()?.split_once('=')?;
            (found.trim() == name).then(|| value.trim().to_owned())
        });
        return Ok(cookie.map(Value::String));
    }
    Ok(Some(Value::String(text()?.trim().to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_out_of_json_headers_cookies_and_text() {
        let answer = Answer {
            status: 200,
            headers: vec![
                ("location".into(), "/calls/7".into()),
                ("set-cookie".into(), "lang=fr; Path=/".into()),
                ("set-cookie".into(), "SID=abc==; HttpOnly".into()),
            ],
            body: br#" {"contact":[{"id":12,"name":null}]} "#.to_vec(),
        };
        let of = |extract: &str| -> Result<Value, String> {
            super::extract(&toml::from_str(extract).unwrap(), &answer)
        };
        assert_eq!(of("json = '/contact/0/id'").unwrap(), 12);
        assert_eq!(of("header = 'Location'").unwrap(), "/calls/7");
        assert_eq!(of("cookie = 'SID'").unwrap(), "abc==");
        assert_eq!(
            of("text = true").unwrap(),
            r#"{"contact":[{"id":12,"name":null}]}"#
        );
        assert!(of("json = '/contact/0/name'").is_err());
        assert_eq!(of("json = '/contact/1/id'\noptional = true").unwrap(), "");
        assert_eq!(of("xml = '//id'\noptional = true").unwrap(), "");
        assert!(of("cookie = 'sid'").unwrap_err().contains("not in the answer"));
    }
}
