//! What Asterisk makes of a call file.

use js_sys::Uint8Array;
use switchhook_callfile::{CallFile, Finding, Report, Target, Verdict, check};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use crate::error::{Failure, hint, line};
use crate::object::{number, object, seconds, text};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** What Asterisk does with something odd in a call file. */
export type Effect =
  | "ignored-with-warning"
  | "ignored-silently"
  | "default-with-warning"
  | "taken"
  | "file-discarded"
  | "never-called"
  | "not-checked";

/** Something odd in a call file. */
export interface Finding {
  /** From 1; `null` if it is about the whole file. */
  readonly line: number | null;
  /** A word for programs, such as `unknown-key`. It does not change when the sentence does. */
  readonly code: string;
  /** What is odd, and what to do. */
  readonly message: string;
  /** What to do. */
  readonly hint: string;
  /** What Asterisk does, as a word and in words. */
  readonly effect: Effect;
  readonly effectText: string;
}

/** Where an answered call goes. */
export type Target =
  | { readonly context: string | null; readonly extension: string; readonly priority: string }
  | { readonly application: string; readonly data: string };

/** A call as Asterisk reads it, defaults filled in. */
export interface CallFile {
  readonly channel: string;
  readonly target: Target;
  /** As Asterisk reads them from `CallerID:`; `null` without that line. */
  readonly callerId: { readonly name: string; readonly number: string } | null;
  /** Seconds for which the telephone rings, and between two attempts. */
  readonly waitTime: number;
  readonly retryTime: number;
  /** Attempts after the first. */
  readonly maxRetries: number;
  readonly account: string | null;
  readonly codecs: readonly string[];
  readonly variables: readonly { readonly name: string; readonly value: string }[];
  readonly alwaysDelete: boolean;
  readonly archive: boolean;
  readonly earlyMedia: boolean;
  /** The same call as a file without anything odd. */
  readonly text: string;
}

/** What Asterisk makes of a file. */
export interface CallFileReport {
  /** Whether it calls; `unknown` for a file that is too long to be looked at. */
  readonly verdict: "called" | "expired" | "discarded" | "unknown";
  /** The call; `null` if there is none. */
  readonly call: CallFile | null;
  /** In the order of the lines, at most a thousand. */
  readonly findings: readonly Finding[];
  /** How many more there are. */
  readonly omitted: number;
}

/**
 * Says what Asterisk (16 to 23) makes of a call file, line by line. Whatever the file holds, that is a report.
 *
 * @throws {SwitchhookError} The argument is of another type.
 */
export function checkCallFile(file: string | Uint8Array): CallFileReport;
"#;

/// Says what Asterisk makes of a call file.
///
/// # Errors
///
/// The argument is neither text nor bytes.
#[wasm_bindgen(js_name = checkCallFile, skip_typescript)]
pub fn check_call_file(file: &JsValue) -> Result<JsValue, JsValue> {
    let bytes = match (file.as_string(), file.dyn_ref::<Uint8Array>()) {
        (Some(text), _) => text.into_bytes(),
        (None, Some(bytes)) => bytes.to_vec(),
        (None, None) => return Err(Failure::argument("file", "a string or a Uint8Array").into()),
    };
    let Report {
        verdict,
        call,
        findings,
        omitted,
        ..
    } = check(bytes);
    let verdict = match verdict {
        Verdict::Called => "called",
        Verdict::Expired => "expired",
        Verdict::Discarded => "discarded",
        _ => "unknown",
    };
    Ok(object([
        ("verdict", verdict.into()),
        ("call", call.as_ref().map_or(JsValue::NULL, self::call)),
        (
            "findings",
            findings.iter().map(finding).collect::<js_sys::Array>().into(),
        ),
        ("omitted", number(omitted).into()),
    ]))
}

fn finding(finding: &Finding) -> JsValue {
    let message = finding.problem.to_string();
    object([
        ("line", line(finding.line)),
        ("code", finding.problem.code().into()),
        ("hint", hint(&message).into()),
        ("message", message.into()),
        ("effect", finding.effect.code().into()),
        ("effectText", finding.effect.to_string().into()),
    ])
}

fn call(call: &CallFile) -> JsValue {
    let variable = |variable: &switchhook_callfile::Variable| {
        object([("name", text(variable.name())), ("value", text(variable.value()))])
    };
    let caller = |caller: &switchhook_callfile::CallerId| {
        object([("name", text(&caller.name())), ("number", text(&caller.number()))])
    };
    object([
        ("channel", text(call.channel().as_bytes())),
        ("target", target(call.target())),
        ("callerId", call.caller_id().map_or(JsValue::NULL, caller)),
        ("waitTime", seconds(call.wait_time())),
        ("retryTime", seconds(call.retry_time())),
        ("maxRetries", call.max_retries().into()),
        (
            "account",
            call.account()
                .map_or(JsValue::NULL, |account| text(account.as_bytes())),
        ),
        (
            "codecs",
            call.codecs()
                .iter()
                .map(|codecs| text(codecs.as_bytes()))
                .collect::<js_sys::Array>()
                .into(),
        ),
        (
            "variables",
            call.variables()
                .iter()
                .map(variable)
                .collect::<js_sys::Array>()
                .into(),
        ),
        ("alwaysDelete", call.always_delete().into()),
        ("archive", call.archive().into()),
        ("earlyMedia", call.early_media().into()),
        ("text", text(&call.to_bytes())),
    ])
}

fn target(target: &Target) -> JsValue {
    match target {
        Target::Extension {
            context,
            extension,
            priority,
        } => object([
            (
                "context",
                context
                    .as_ref()
                    .map_or(JsValue::NULL, |context| text(context.as_bytes())),
            ),
            ("extension", text(extension.as_bytes())),
            ("priority", priority.to_string().into()),
        ]),
        Target::Application { name, data } => object([
            ("application", text(name.as_bytes())),
            ("data", text(data.as_bytes())),
        ]),
    }
}
