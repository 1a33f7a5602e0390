//! The conversation helpers with a played Asterisk.

mod record;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use switchhook_agi::call::{Outcome, converse};
use switchhook_agi::command::{
    Digit, Gender, SayAlpha, SayDate, SayDateTime, SayDigits, SayNumber, SayPhonetic, SayTime,
};
use switchhook_agi::conversation::{
    Announcement, Answer, Ask, Choice, Confirm, Confirmed, Currency, Item, Language, Menu, ReadBack, money,
};
use switchhook_agi::proto::Options;
use switchhook_agi::testing::Script;
use switchhook_agi::{Call, CallError};

const ANY: &str = "0123456789*#ABCD";

fn script() -> Script {
    Script::call("agi://127.0.0.1/")
}

/// Asterisk is asked to play a sound that keys interrupt; this is what it says then.
trait Plays {
    fn plays(self, file: &str, key: char) -> Self;
    fn plays_all(self, file: &str) -> Self;
    fn waits(self, milliseconds: u32, key: Option<char>) -> Self;
}

impl Plays for Script {
    fn plays(self, file: &str, key: char) -> Self {
        let reply = format!("200 result={} endpos=800", key as u32);
        self.on(&format!("STREAM FILE {file} {ANY}"), &reply)
    }

    fn plays_all(self, file: &str) -> Self {
        self.on(&format!("STREAM FILE {file} {ANY}"), "200 result=0 endpos=8000")
    }

    fn waits(self, milliseconds: u32, key: Option<char>) -> Self {
        let result = key.map_or(0, |key| key as u32);
        self.on(
            &format!("WAIT FOR DIGIT {milliseconds}"),
            &format!("200 result={result}"),
        )
    }
}

/// What `talk` returned when Asterisk said what the script says.
async fn played<T, F, Fut>(script: Script, talk: F) -> Result<T, CallError>
where
    T: Send + 'static,
    F: FnOnce(Call) -> Fut + Send + 'static,
    Fut: Future<Output = Result<T, CallError>> + Send,
{
    let talk = Mutex::new(Some(talk));
    let said = Arc::new(Mutex::new(None));
    let handler = {
        let said = Arc::clone(&said);
        move |call: Call| {
            let talk = talk.lock().unwrap().take().expect("one call");
            let said = Arc::clone(&said);
            async move {
                let result = talk(call).await;
                *said.lock().unwrap() = Some(result);
                Ok::<(), CallError>(())
            }
        }
    };
    let (asterisk, program) = tokio::io::duplex(64 * 1024);
    let script = script.patience(Duration::from_secs(20));
    let (played, outcome) = tokio::join!(
        script.play(asterisk),
        converse(program, &handler, Options::default(), std::future::pending())
    );
    played.unwrap();
    assert!(matches!(outcome, Outcome::Completed), "{outcome:?}");
    let said = said.lock().unwrap().take();
    said.expect("the conversation ended")
}

fn entered(answer: Answer) -> String {
    match answer {
        Answer::Entered(digits) => digits.as_str().to_owned(),
        other => panic!("{other:?}"),
    }
}

fn pin() -> Ask {
    Ask::new("vm-password")
        .digits(4..=6)
        .on_nothing("please-try-again")
        .on_invalid("vm-incorrect")
}

#[tokio::test]
async fn a_key_interrupts_the_question_and_begins_the_answer() {
    let script = script()
        .plays("vm-password", '0')
        .on("GET DATA \"\" 2000 5", "200 result=070")
        .closes();
    let answer = played(script, async |call| pin().ask(&call).await).await.unwrap();
    assert_eq!(entered(answer), "0070");
}

#[tokio::test]
async fn who_waits_for_the_end_has_time_to_begin() {
    let script = script()
        .plays_all("vm-password")
        .waits(4500, Some('*'))
        .on("GET DATA \"\" 1500 5", "200 result=982 (timeout)")
        .closes();
    let ask = pin()
        .first_timeout(Duration::from_millis(4500))
        .digit_timeout(Duration::from_millis(1500));
    let answer = played(script, async move |call| ask.ask(&call).await)
        .await
        .unwrap();
    assert_eq!(entered(answer), "*982");
}

#[tokio::test]
async fn nothing_and_a_wrong_entry_are_told_apart_and_asked_again() {
    let script = script()
        .plays_all("vm-password")
        .waits(6000, None)
        .plays_all("please-try-again")
        // Only the key that ends an entry is nothing too.
        .plays("vm-password", '#')
        .plays_all("please-try-again")
        // Too short.
        .plays("vm-password", '1')
        .on("GET DATA \"\" 2000 5", "200 result=2")
        .plays_all("vm-incorrect")
        // Not accepted; the next try begins while its reproach is heard.
        .plays("vm-password", '9')
        .on("GET DATA \"\" 2000 5", "200 result=999")
        .plays("vm-incorrect", '0')
        .on("GET DATA \"\" 2000 5", "200 result=070")
        .closes();
    let ask = pin().tries(5).accept(|pin| pin.starts_with('0'));
    let answer = played(script, async move |call| ask.ask(&call).await)
        .await
        .unwrap();
    assert_eq!(entered(answer), "0070");
}

#[tokio::test]
async fn after_the_last_try_it_is_told_what_went_wrong() {
    let silent = script()
        .plays_all("vm-password")
        .waits(6000, None)
        .plays_all("please-try-again")
        .plays_all("vm-password")
        .waits(6000, None)
        // Nothing can be begun any more.
        .on("STREAM FILE please-try-again \"\"", "200 result=0 endpos=8000")
        .closes();
    let answer = played(silent, async |call| pin().tries(2).ask(&call).await)
        .await
        .unwrap();
    assert_eq!(answer, Answer::Nothing);

    let wrong = script()
        .plays("vm-password", '1')
        .on("GET DATA \"\" 2000 5", "200 result=234")
        .plays_all("vm-incorrect")
        .plays_all("vm-password")
        .waits(6000, None)
        .on("STREAM FILE please-try-again \"\"", "200 result=0 endpos=8000")
        .closes();
    let ask = pin().tries(2).accept(|_| false);
    let answer = played(wrong, async move |call| ask.ask(&call).await)
        .await
        .unwrap();
    assert_eq!(answer, Answer::Invalid);
}

#[tokio::test]
async fn an_answer_may_be_looked_up_before_it_is_taken() {
    let script = script()
        .plays("vm-password", '1')
        .on("GET DATA \"\" 2000 5", "200 result=111")
        .on("NOOP", "200 result=0")
        .plays_all("vm-incorrect")
        .plays("vm-password", '2')
        .on("GET DATA \"\" 2000 5", "200 result=222")
        .on("NOOP", "200 result=0")
        .closes();
    let answer = played(script, async |call| {
        let call = &call;
        let ask = pin();
        let known = |pin: switchhook_agi::conversation::Digits| async move {
            let asked = call.send(switchhook_agi::command::Noop).await;
            asked.is_ok() && pin == "2222"
        };
        ask.ask_checked(call, known).await
    })
    .await
    .unwrap();
    assert_eq!(entered(answer), "2222");
}

#[tokio::test]
async fn another_terminator_or_none_takes_a_command_for_each_key() {
    let star = script()
        .plays("enter", '1')
        .waits(2000, Some('#'))
        .waits(2000, Some('*'))
        .closes();
    let ask = Ask::new("enter").terminator(Some(Digit::STAR));
    let answer = played(star, async move |call| ask.ask(&call).await)
        .await
        .unwrap();
    assert_eq!(entered(answer), "1#");

    // Keys before the end of the question do not count here.
    let fixed = script()
        .on("STREAM FILE enter \"\"", "200 result=0 endpos=8000")
        .waits(6000, Some('#'))
        .waits(2000, Some('2'))
        .closes();
    let ask = Ask::new("enter").digits(2..=2).terminator(None).barge_in(false);
    let answer = played(fixed, async move |call| ask.ask(&call).await)
        .await
        .unwrap();
    assert_eq!(entered(answer), "#2");
}

#[tokio::test]
async fn a_menu_repeats_reproaches_and_gives_up() {
    let menu = || {
        Menu::new(["press-1", "or-2"])
            .key(Digit::D1, "sales")
            .key(Digit::D2, "support")
            .on_nothing("are-you-there")
            .on_invalid("pbx-invalid")
            .tries(2)
    };
    let chosen = script()
        .plays_all("press-1")
        // Repeating is no try.
        .plays("or-2", '*')
        .plays("press-1", '*')
        .plays("press-1", '7')
        .plays_all("pbx-invalid")
        .plays_all("press-1")
        .plays_all("or-2")
        .waits(6000, Some('2'))
        .closes();
    let choice = played(chosen, async move |call| menu().choose(&call).await)
        .await
        .unwrap();
    assert_eq!(choice, Choice::Chosen("support"));

    let nobody = script()
        .plays_all("press-1")
        .plays_all("or-2")
        .waits(6000, None)
        .plays_all("are-you-there")
        .plays_all("press-1")
        .plays_all("or-2")
        .waits(6000, None)
        .on("STREAM FILE are-you-there \"\"", "200 result=0 endpos=8000")
        .closes();
    let choice = played(nobody, async move |call| menu().choose(&call).await)
        .await
        .unwrap();
    assert_eq!(choice, Choice::Nothing);
    assert_eq!(choice.or("operator"), "operator");
}

#[tokio::test]
async fn a_menu_greets_once_and_is_chosen_from_while_it_reproaches() {
    let script = script()
        .plays_all("welcome")
        .plays("press-1", '7')
        .plays("pbx-invalid", '*')
        .plays_all("press-1")
        .waits(6000, None)
        .plays_all("press-1")
        .waits(6000, Some('8'))
        .plays("pbx-invalid", '1')
        .closes();
    let menu = Menu::new("press-1")
        .greeting("welcome")
        .on_invalid("pbx-invalid")
        .tries(4)
        .key(Digit::D1, 1);
    let choice = played(script, async move |call| menu.choose(&call).await)
        .await
        .unwrap();
    assert_eq!(choice, Choice::Chosen(1));
}

#[tokio::test]
async fn yes_no_and_neither() {
    let confirm = || Confirm::new("sure").tries(2).on_invalid("pbx-invalid");
    for (key, expected) in [('1', Confirmed::Yes), ('2', Confirmed::No)] {
        let script = script().plays("sure", key).closes();
        let answer = played(script, async move |call| confirm().ask(&call).await).await;
        assert_eq!(answer.unwrap(), expected, "{key}");
    }
    let script = script()
        .plays("sure", '3')
        .plays_all("pbx-invalid")
        .plays_all("sure")
        .waits(6000, None)
        .closes();
    let answer = played(script, async move |call| confirm().ask(&call).await).await;
    assert_eq!(answer.unwrap(), Confirmed::Unanswered);
    let other = script_of_other_keys();
    let keys = Confirm::new("sure").keys(Digit::POUND, Digit::STAR);
    let answer = played(other, async move |call| keys.ask(&call).await).await;
    assert_eq!(answer.unwrap(), Confirmed::No);
}

/// `*` means no here, and does not repeat.
fn script_of_other_keys() -> Script {
    script().plays("sure", '*').closes()
}

#[tokio::test]
async fn an_answer_is_read_back_until_it_is_right() {
    let script = script()
        .plays("enter", '0')
        .on("GET DATA \"\" 2000 2", "200 result=08")
        .plays_all("you-entered")
        .plays_all("digits/0")
        .plays_all("digits/0")
        .plays_all("digits/8")
        .plays("press-1-to-accept", '2')
        .plays("enter", '0')
        .on("GET DATA \"\" 2000 2", "200 result=07")
        .plays_all("you-entered")
        // Who knows it by heart need not hear all of it.
        .plays("digits/0", '1')
        .closes();
    let read_back = ReadBack::new(Ask::new("enter").digits(3..=3), Confirm::new("press-1-to-accept"));
    let read_back = read_back.before("you-entered");
    let answer = played(script, async move |call| read_back.ask(&call).await)
        .await
        .unwrap();
    assert_eq!(entered(answer), "007");
}

#[tokio::test]
async fn an_amount_is_read_back_in_four_languages() {
    for (language, files) in [
        (
            Language::English,
            vec![
                "digits/1",
                "switchhook/eur-1",
                "vm-and",
                "digits/50",
                "switchhook/eur-minor-2",
            ],
        ),
        (
            Language::French,
            vec![
                "digits/1",
                "switchhook/eur-1",
                "digits/et",
                "digits/50",
                "switchhook/eur-minor-2",
            ],
        ),
        (
            Language::Spanish,
            vec![
                "digits/1M",
                "switchhook/eur-1",
                "digits/and",
                "digits/50",
                "switchhook/eur-minor-2",
            ],
        ),
        (
            Language::Russian,
            vec![
                "digits/1",
                "switchhook/eur-1",
                "digits/50",
                "switchhook/eur-minor-5",
            ],
        ),
    ] {
        let mut script = script()
            .plays("amount", '1')
            .on("GET DATA \"\" 2000 8", "200 result=50");
        for file in files {
            script = script.plays_all(file);
        }
        let script = script.plays("sure", '1').closes();
        let euro = Currency::EUR;
        let read_back =
            ReadBack::new(Ask::new("amount").digits(1..=9), Confirm::new("sure")).say(move |cents| {
                let cents = cents.parse().unwrap_or(0);
                money(cents, euro, language).map_or_else(|_| Announcement::silent(), Announcement::from)
            });
        let answer = played(script, async move |call| read_back.ask(&call).await)
            .await
            .unwrap();
        assert_eq!(entered(answer), "150", "{language}");
    }
}

#[tokio::test]
async fn what_asterisk_says_itself_is_said_with_its_commands() {
    let script = script()
        .on("SAY NUMBER -7 \"\"", "200 result=0")
        .on("SAY NUMBER 2 \"\" f", "200 result=0")
        .on("SAY DIGITS 007 \"\"", "200 result=0")
        .on("SAY ALPHA a1 \"\"", "200 result=0")
        .on("SAY PHONETIC b \"\"", "200 result=0")
        .on("SAY DATE 0 \"\"", "200 result=0")
        .on("SAY TIME 60 \"\"", "200 result=0")
        .on("SAY DATETIME 60 \"\" HM Pacific/Noumea", "200 result=0")
        // A key ends the whole of it.
        .on("SAY NUMBER 1 12", "200 result=50")
        .closes();
    let key = played(script, async |call| {
        Announcement::from([
            Item::from(SayNumber::new(-7)),
            SayNumber::new(2).gender(Gender::Feminine).into(),
            SayDigits::new("007").into(),
            SayAlpha::new("a1").into(),
            SayPhonetic::new("b").into(),
            SayDate::new(0).into(),
            SayTime::new(60).into(),
            SayDateTime::new(60).format("HM").zone("Pacific/Noumea").into(),
        ])
        .play(&call)
        .await?;
        Announcement::from(SayNumber::new(1))
            .then("never")
            .play_until(&call, "12")
            .await
    })
    .await
    .unwrap();
    assert_eq!(key, Some(Digit::D2));
}

#[tokio::test]
async fn a_missing_sound_is_an_error_and_the_call_goes_on() {
    let script = script()
        .on("STREAM FILE no-such \"\"", "200 result=-1 endpos=0")
        .on("STREAM FILE sorry \"\"", "200 result=0 endpos=800")
        .closes();
    played(script, async |call| {
        let error = Announcement::from("no-such").play(&call).await.unwrap_err();
        assert!(!error.is_over(), "{error}");
        Announcement::from("sorry").play(&call).await
    })
    .await
    .unwrap();
}

/// Everything that waits on the caller, by the number of steps after which the caller leaves.
#[tokio::test]
async fn a_hangup_at_each_step_ends_the_conversation_as_a_hangup() {
    // What is asked, how it is replied to, and how a hangup looks there.
    let steps = [
        (
            "STREAM FILE enter 0123456789*#ABCD",
            "200 result=0 endpos=8000",
            "200 result=-1 endpos=80",
        ),
        ("WAIT FOR DIGIT 6000", "200 result=49", "200 result=-1"),
        ("GET DATA \"\" 2000 2", "200 result=23", "200 result=-1"),
        (
            "STREAM FILE digits/1 0123456789*#ABCD",
            "200 result=0 endpos=8000",
            "200 result=-1 endpos=80",
        ),
        (
            "STREAM FILE digits/2 0123456789*#ABCD",
            "200 result=0 endpos=8000",
            "200 result=-1 endpos=80",
        ),
        (
            "STREAM FILE digits/3 0123456789*#ABCD",
            "200 result=0 endpos=8000",
            "200 result=-1 endpos=80",
        ),
        (
            "STREAM FILE sure 0123456789*#ABCD",
            "200 result=0 endpos=8000",
            "200 result=-1 endpos=80",
        ),
        ("WAIT FOR DIGIT 6000", "200 result=55", "200 result=-1"),
        (
            "STREAM FILE pbx-invalid 0123456789*#ABCD",
            "200 result=0 endpos=8000",
            "200 result=-1 endpos=80",
        ),
    ];
    for last in 0..steps.len() {
        let mut script = script();
        for (command, reply, _) in &steps[..last] {
            script = script.on(command, reply);
        }
        let (command, _, dead) = steps[last];
        let script = script.on(command, dead).hangs_up().closes();
        let result = played(script, async |call| {
            let confirm = Confirm::new("sure").on_invalid("pbx-invalid");
            ReadBack::new(Ask::new("enter").digits(1..=3), confirm)
                .ask(&call)
                .await
        })
        .await;
        assert_eq!(result, Err(CallError::HungUp), "{command}");
    }
}
