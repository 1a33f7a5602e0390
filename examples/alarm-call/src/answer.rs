//! Somebody answered: they hear the alarm and press a key.

use std::time::Duration;

use switchhook_agi::call::HandlerError;
use switchhook_agi::command::SayAlpha;
use switchhook_agi::conversation::{Announcement, Choice, Menu};
use switchhook_agi::{Call, CallError};

use crate::book::Acknowledged;
use crate::config::Message;
use crate::engine::Engine;

/// What is to be said to whom.
#[derive(Clone, Debug)]
pub(crate) struct Briefing {
    pub(crate) person: String,
    pub(crate) is_open: bool,
    /// Sounds that say it; empty where the text is spelled.
    pub(crate) sounds: Vec<String>,
    pub(crate) text: String,
}

/// The dialplan asks about an alarm that is not there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no alarm {id:?}; let the dialplan ask for agi://…/alarm/${{ALARM_ID}}, which the call file sets")]
pub(crate) struct NoAlarm {
    id: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pressed {
    Acknowledge,
    PassOn,
}

/// Handles a call to `agi://…/alarm/{id}`.
pub(crate) async fn answer(call: Call, engine: Engine) -> Result<(), HandlerError> {
    let id = call.parameter("id").unwrap_or_default().to_owned();
    let Some(briefing) = engine.brief(&id).await else {
        return Err(NoAlarm { id }.into());
    };
    let person = &*briefing.person;
    tracing::info!(event = "call.answered", alarm = id, person);
    let message = &engine.config().message;
    call.answer().await?;
    if !briefing.is_open {
        tracing::info!(event = "call.needless", alarm = id, person);
        play(&call, &message.already).await?;
        call.hang_up().await?;
        return Ok(());
    }
    let chosen = match offer(&call, message, &said(&briefing, message)).await {
        // A sound is missing: better spelled than unheard.
        Err(CallError::Reply(error)) => {
            tracing::error!(event = "sound.failed", alarm = id, %error);
            let spelled = spelled(&briefing.text, message.spell_at_most);
            let plain = Message {
                greeting: Vec::new(),
                press: Vec::new(),
                ..message.clone()
            };
            offer(&call, &plain, &spelled).await
        }
        chosen => chosen,
    };
    match chosen {
        Ok(Choice::Chosen(Pressed::Acknowledge)) => {
            let sounds = match engine.acknowledge(&id, person).await {
                Acknowledged::Done => &message.thanks,
                Acknowledged::Already(_) | Acknowledged::NoneOpen => &message.already,
            };
            play(&call, sounds).await?;
        }
        Ok(Choice::Chosen(Pressed::PassOn)) => {
            engine.pass_on(&id).await;
            play(&call, &message.thanks).await?;
        }
        Ok(Choice::Nothing | Choice::Invalid) => {
            tracing::info!(event = "call.unacknowledged", alarm = id, person);
        }
        Err(error) => {
            tracing::info!(event = "call.unacknowledged", alarm = id, person, %error);
            return Err(error.into());
        }
    }
    call.hang_up().await?;
    Ok(())
}

async fn offer(call: &Call, message: &Message, said: &Announcement) -> Result<Choice<Pressed>, CallError> {
    let mut menu = Menu::new(said.clone().then(message.press.clone()))
        .greeting(message.greeting.clone())
        .timeout(Duration::from_secs(message.wait_seconds.into()))
        .tries(message.repeat)
        .key(message.acknowledge.0, Pressed::Acknowledge);
    if let Some(key) = message.pass_on {
        menu = menu.key(key.0, Pressed::PassOn);
    }
    menu.choose(call).await
}

async fn play(call: &Call, sounds: &[String]) -> Result<(), CallError> {
    Announcement::from(sounds.to_vec()).play(call).await
}

fn said(briefing: &Briefing, message: &Message) -> Announcement {
    if briefing.sounds.is_empty() {
        spelled(&briefing.text, message.spell_at_most)
    } else {
        briefing.sounds.clone().into()
    }
}

/// Letter by letter, as far as there are sounds for letters.
fn spelled(text: &str, at_most: usize) -> Announcement {
    let known = |letter: char| {
        let is_known = letter.is_ascii_alphanumeric() || " .-/@+*#".contains(letter);
        if is_known { letter } else { ' ' }
    };
    let letters: String = text.chars().map(known).take(at_most).collect();
    let letters = letters.trim();
    if letters.is_empty() {
        return Announcement::from("beep");
    }
    SayAlpha::new(letters).into()
}

#[cfg(test)]
mod tests;
