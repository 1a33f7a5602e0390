//! From text to values.

use thiserror::Error;

use super::{Context, Dialplan, Extension, Step};

/// A line that is no part of the result.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("line {line} of the dialplan is not understood: {reason}")]
pub struct NotUnderstood {
    /// The line, from 1.
    pub line: usize,
    /// Why, and what is expected.
    pub reason: &'static str,
}

/// Reads a dialplan, with the lines that it cannot read. Comments are passed over: from `;` to the end of the
/// line, and from `;--` to the end of the line that has `--;`.
///
/// ```
/// use switchhook_portal_core::dialplan::parse;
///
/// let (plan, odd) = parse("[in]\nexten => s,1,Answer() ; pick up\n same => n,Hangup()\nswitch => DUNDi/e164\n");
/// assert_eq!(plan.to_string(), "[in]\nexten => s,1,Answer()\n same => n,Hangup()\n");
/// assert_eq!(odd[0].line, 4);
/// ```
pub fn parse(text: &str) -> (Dialplan, Vec<NotUnderstood>) {
    let mut plan = Dialplan::default();
    let mut odd = Vec::new();
    // Whether `same` has an extension to follow, and lines a context to be in: neither after one that was refused.
    let mut place = Place::Nowhere;
    let mut in_comment = false;
    for (at, line) in text.lines().enumerate() {
        let (line, comment) = if in_comment {
            (String::new(), line)
        } else {
            uncommented(line)
        };
        if in_comment || comment.starts_with(";--") && !comment.starts_with(";---") {
            let after = comment.split_once("--;").map(|(_, after)| after.trim());
            in_comment = after.is_none();
            if after.is_some_and(|after| !after.is_empty() && !after.starts_with(';')) {
                odd.push(NotUnderstood {
                    line: at + 1,
                    reason: "what follows `--;` belongs on a line of its own",
                });
            }
        }
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        if let Err(reason) = read(&mut plan, &mut place, line) {
            odd.push(NotUnderstood { line: at + 1, reason });
        }
    }
    if in_comment {
        let line = text.lines().count();
        odd.push(NotUnderstood {
            line,
            reason: "a comment that `;--` began has no `--;`",
        });
    }
    (plan, odd)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Nowhere,
    Context,
    Extension,
}

/// The line up to its comment, with `\;` as a semicolon, and the comment.
fn uncommented(line: &str) -> (String, &str) {
    let mut kept = String::with_capacity(line.len());
    for (at, c) in line.char_indices() {
        if c == ';' {
            if !kept.ends_with('\\') {
                return (kept, &line[at..]);
            }
            kept.pop();
        }
        kept.push(c);
    }
    (kept, "")
}

fn read(plan: &mut Dialplan, place: &mut Place, line: &str) -> Result<(), &'static str> {
    if let Some(header) = line.strip_prefix('[') {
        *place = Place::Nowhere;
        let name = header.strip_suffix(']').and_then(|name| name.parse().ok());
        let name = name.ok_or("a context is `[name]`, without template")?;
        plan.contexts.push(Context {
            name,
            extensions: Vec::new(),
            includes: Vec::new(),
        });
        *place = Place::Context;
        return Ok(());
    }
    let (key, value) = line
        .split_once('=')
        .ok_or("a line is `exten =>`, `same =>` or `include =>`")?;
    let value = value.strip_prefix('>').unwrap_or(value).trim();
    let inside = *place != Place::Nowhere;
    let context = plan
        .contexts
        .last_mut()
        .filter(|_| inside)
        .ok_or("it stands in no context that was read")?;
    match key.trim() {
        "include" => {
            let name = value
                .parse()
                .map_err(|_| "an include is the name of a context, without times")?;
            context.includes.push(name);
        }
        "exten" => {
            *place = Place::Context;
            let (pattern, rest) = value
                .split_once(',')
                .ok_or("an extension is `pattern,1,Application()`")?;
            let pattern = pattern
                .trim()
                .parse()
                .map_err(|_| "the pattern has characters that are not dialled")?;
            let first = step(
                rest.trim_start()
                    .strip_prefix('1')
                    .ok_or("an extension begins with priority 1")?,
            )?;
            context.extensions.push(Extension {
                pattern,
                first,
                rest: Vec::new(),
            });
            *place = Place::Extension;
        }
        "same" => {
            let follows = *place == Place::Extension;
            let extension = context.extensions.last_mut().filter(|_| follows);
            let extension = extension.ok_or("`same` follows no extension that was read")?;
            let rest = value
                .strip_prefix('n')
                .ok_or("the priority after `same` is `n`")?;
            extension.rest.push(step(rest)?);
        }
        _ => return Err("only `exten`, `same` and `include` are read"),
    }
    Ok(())
}

/// What follows the priority: `(label),Application(arguments)`.
fn step(text: &str) -> Result<Step, &'static str> {
    let (label, call) = match text.strip_prefix('(') {
        Some(text) => {
            let (label, call) = text.split_once(')').ok_or("the label has no `)`")?;
            (Some(label.parse().map_err(|_| "the label is no name")?), call)
        }
        None => (None, text),
    };
    let call = call
        .strip_prefix(',')
        .ok_or("after the priority comes `,Application()`")?;
    let (application, arguments) = call.split_once('(').ok_or("the application has no `(`")?;
    let arguments = arguments
        .strip_suffix(')')
        .ok_or("the application has no `)` at its end")?;
    Ok(Step {
        label,
        application: application
            .trim()
            .parse()
            .map_err(|_| "the application is no name")?,
        arguments: arguments
            .parse()
            .map_err(|_| "the arguments are too long or have control characters")?,
    })
}
