//! A phone from its box to its calls: the server's file, the account in it at a real Asterisk, and Asterisk's NOTIFY at the
//! phone. The phone is simulated; what it says to Asterisk, SIPp says with what stood in its file.

mod moving;
mod world;

use switchhook_provisioning::lifecycle::State;
use switchhook_provisioning::notify::Notify;
use switchhook_provisioning::testing::{Form, Outcome, Phone as Simulated, Reaction};
use switchhook_rig::{Behaviour, Instance, Phone, Secret, Task, wait_for};

use crate::{SOON, done, manager};
pub(crate) use moving::a_phone_that_changes_hands_never_rings_for_the_wrong_person;
use world::{Contact, HERE, Person, World, reload};

const MAC: &str = "c0:74:ad:11:22:33";

pub(crate) fn a_phone_gets_its_file_registers_and_fetches_again_when_told(pbx: &Instance) {
    let zoe = Person::new("Zoe Blanc", "106", "zoe-ab12");
    let mut config = manager(pbx, Task::Config);
    zoe.add(&mut config);
    reload(&mut config);

    // From the box to its own file: the first one, by the site's token, holds no account. Its own file shuts doors, for
    // which it restarts, and then there is nothing new.
    let world = World::new();
    let mac = MAC.parse().unwrap();
    world.host.give(mac, &zoe, pbx.sip_addr());
    let mut phone = world.phone(mac);
    let rounds = world.runtime.block_on(phone.boot());
    let outcomes: Vec<_> = rounds
        .iter()
        .flat_map(|round| &round.asked)
        .map(|asked| &asked.outcome)
        .filter(|outcome| !matches!(outcome, Outcome::NotThere))
        .collect();
    assert_eq!(
        outcomes,
        [
            &Outcome::Applied(Form::Xml),
            &Outcome::Applied(Form::Encrypted),
            &Outcome::Applied(Form::Encrypted)
        ],
        "{rounds:?}"
    );
    assert_eq!(
        rounds.last().map(|round| round.changed.len()),
        Some(0),
        "{rounds:?}"
    );

    // What stood in the file registers, and is called.
    let account = phone.account(1).expect("an account in the file");
    assert_eq!(account.display_name, "Zoe Blanc");
    let secret = Secret::new(account.password.expose());
    let taking = wait_for("the account", SOON, || {
        Phone::register(pbx, &account.user, &secret, &Behaviour::answer()).ok()
    })
    .unwrap();
    let alice = pbx.phone("100", &Behaviour::answer()).unwrap();
    let mut call = alice.calls("106").unwrap();
    call.answered(SOON).unwrap();
    call.hang_up();
    taking.ended(1, SOON).unwrap();
    drop(taking);
    let verified = world
        .server
        .registered(mac, HERE, Some("Grandstream GRP2614 1.0.13.44"));
    assert!(world.runtime.block_on(verified).unwrap());

    // Told by the registrar that there is something new, after its challenge was answered.
    let contact = Contact::new();
    zoe.register(pbx, contact.port());
    let married = Person {
        name: "Zoe Dubois",
        ..zoe.clone()
    };
    world.host.give(mac, &married, pbx.sip_addr());
    notify(pbx, &zoe);
    assert_eq!(
        contact.until_told(&mut phone),
        [Reaction::Challenge, Reaction::Resync]
    );
    world.runtime.block_on(phone.react(Reaction::Resync));
    assert_eq!(name(&phone), Some("Zoe Dubois".to_owned()));
    let record = world.runtime.block_on(async {
        use switchhook_provisioning::server::Store as _;
        world.server.store().by_mac(mac).await.unwrap().unwrap()
    });
    assert!(
        matches!(record.state, State::Verified | State::Active),
        "{record:?}"
    );
}

fn notify(pbx: &Instance, person: &Person) {
    let mut state = manager(pbx, Task::State);
    let [(name, value)] = Notify::Resync.variables();
    let variable = format!("{name}={value}");
    let action = [
        ("Action", "PJSIPNotify"),
        ("Endpoint", person.account),
        ("Variable", variable.as_str()),
    ];
    done(&state.ask(&action).unwrap());
}

fn name(phone: &Simulated) -> Option<String> {
    phone.account(1).map(|account| account.display_name)
}
