//! A telephone that was made in the portal fetches its file from the portal's server, registers at a real Asterisk with what stands
//! in it, and fetches again when the portal's button is pressed. The telephone is simulated; what it says to Asterisk, SIPp
//! says.

use std::net::UdpSocket;
use std::time::Duration;

use serde_json::json;
use switchhook_provisioning::testing::{Phone as Simulated, Reaction};
use switchhook_rig::{Behaviour, Phone, Secret, Task, Version, wait_for};

use crate::scene::{Scene, Sip};

const MAC: &str = "c0:74:ad:11:22:33";
const SOON: Duration = Duration::from_secs(20);

#[test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
fn a_telephone_gets_its_file_from_the_portal_registers_and_fetches_again_on_asterisk_22() {
    a_telephone_gets_its_file(Version::V22);
}

#[test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
fn a_telephone_gets_its_file_from_the_portal_registers_and_fetches_again_on_asterisk_16() {
    a_telephone_gets_its_file(Version::V16);
}

/// The words of the list about a telephone, once this is among them.
fn shown(scene: &mut Scene, extension: &str, word: &str) {
    let mut last = String::new();
    wait_for(
        &format!("{extension} to be shown as {word}"),
        Duration::from_secs(60),
        || {
            last = scene.ask::<String>("phoneRow", &[&json!({ "tab": "olga", "extension": extension })]);
            last.contains(word).then_some(())
        },
    )
    .unwrap_or_else(|e| panic!("{e}: {last}\n{}", scene.portal.said()));
}

fn a_telephone_gets_its_file(version: Version) {
    let mut scene = Scene::start_with(version, |pbx| {
        let (user, secret) = pbx.account(Task::State);
        format!(
            "[[pbx.manager]]\nuser = {user:?}\nsecret = {:?}\ntasks = [\"notify\"]\n\
             [provisioning]\naddress = \"127.0.0.1:{}\"\n[server]\nsip = \"{}\"\n",
            secret.expose(),
            pbx.ports.agi,
            pbx.sip_addr()
        )
    });
    let link = scene.portal.first_link();
    let login = json!({ "tab": "olga", "login": "olga", "password": "a long walk by the sea" });
    let account = json!({ "link": link, "first": "Olga", "last": "Admin" });
    scene.ask::<()>("makeFirstAccount", &[&login, &account]);
    scene.ask::<serde_json::Value>("logIn", &[&login]);
    scene.ask::<Vec<Vec<String>>>(
        "addDepartment",
        &[&json!({ "tab": "olga", "short": "SALES", "full": "Sales" })],
    );
    let phone = json!({ "tab": "olga", "extension": "110", "owner": "Olga Admin", "department": "SALES" });
    let sip: Sip = scene.ask("addPhone", &[&phone]);

    scene.step("the telephone is expected, and fetches its file");
    let device = json!({ "tab": "olga", "extension": "110", "model": "GRP2614", "mac": MAC });
    let address: String = scene.ask("enrolPhone", &[&device]);
    shown(&mut scene, "110", "waits for its first access");
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut desk = Simulated::new("GRP2614", MAC.parse().unwrap(), "1.0.13.44")
        .unwrap()
        .dhcp(&address);
    let rounds = runtime.block_on(desk.boot());
    let account = desk
        .account(1)
        .unwrap_or_else(|| panic!("no account: {rounds:?}\n{}", scene.portal.said()));
    assert_eq!(
        (&*account.user, account.password.expose()),
        (&*sip.user, &*sip.password)
    );
    assert_eq!(account.display_name, "Olga Admin");
    shown(&mut scene, "110", "configured");

    scene.step("what stands in its file registers, and is called");
    let secret = Secret::new(account.password.expose());
    let taking = scene.register(&sip, &Behaviour::answer());
    shown(&mut scene, "110", "configured, registered");
    let alice = scene.pbx.phone("100", &Behaviour::answer()).unwrap();
    let mut call = alice.calls("110").unwrap();
    call.answered(SOON).unwrap();
    call.hang_up();
    taking.ended(1, SOON).unwrap();
    drop(taking);

    scene.step("the button tells it to fetch again");
    let contact = UdpSocket::bind("127.0.0.1:0").unwrap();
    let port = contact.local_addr().unwrap().port();
    Phone::register_contact(&scene.pbx, &account.user, &secret, port).unwrap();
    scene.ask::<()>(
        "labelPhone",
        &[&json!({ "tab": "olga", "extension": "110", "label": "Reception" })],
    );
    scene.ask::<()>(
        "tellPhone",
        &[&json!({ "tab": "olga", "extension": "110", "what": "resync" })],
    );
    let mut reactions = until_told(&contact, &mut desk);
    // Asterisk sends a NOTIFY again whose answer takes half a second, and that is challenged again.
    reactions.dedup();
    assert_eq!(reactions, [Reaction::Challenge, Reaction::Resync]);
    runtime.block_on(desk.react(Reaction::Resync));
    assert_eq!(desk.account(1).unwrap().display_name, "Reception");
    drop(alice);
    scene.conclude(&[&sip]);
}

/// Hands what Asterisk sends to the telephone and its answers back, until the telephone does something.
fn until_told(contact: &UdpSocket, desk: &mut Simulated) -> Vec<Reaction> {
    let mut reactions = Vec::new();
    let mut message = [0; 65_536];
    contact.set_read_timeout(Some(SOON)).unwrap();
    loop {
        let Ok((length, from)) = contact.recv_from(&mut message) else {
            return reactions;
        };
        let is_of_mailbox = message[..length]
            .windows(15)
            .any(|part| part == b"message-summary");
        if is_of_mailbox || !message.starts_with(b"NOTIFY ") {
            continue;
        }
        let notified = desk.notify(&message[..length], from.ip());
        contact.send_to(&notified.answer, from).unwrap();
        reactions.push(notified.reaction);
        if notified.reaction != Reaction::Challenge {
            return reactions;
        }
    }
}
