//! From the box to the account, for a model of each family: the first token, the first file, the device's own token and digest,
//! the encrypted file, what the phone would register with. Server, push and files are the crate's; the phone is the
//! simulated one, which was written without them.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a server on loopback: sockets and tasks are its work"
)]

mod world;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use switchhook_provisioning::catalogue::Model;
use switchhook_provisioning::lifecycle::State;
use switchhook_provisioning::push::{Options, ServerAddress, WebUi};
use switchhook_provisioning::server::{Exceptions, Store as _};
use switchhook_provisioning::testing::{Fault, Form, Outcome, Pages, Phone, Round};
use switchhook_provisioning::{MacAddr, Secret};
use tokio::sync::Mutex;

use crate::world::{SECRET, USER, World};

/// The first model of each family that has accounts with known numbers, and that is simulated.
fn one_of_each_family() -> Vec<Model> {
    let mut seen = BTreeSet::new();
    let fits = |model: &Model| {
        let mac = MacAddr::new([0xc0, 0x74, 0xad, 0, 0, 1]);
        Phone::new(model.name(), mac, "1.0.0.1").is_ok() && world::device(*model, mac).render().is_ok()
    };
    Model::all()
        .filter(fits)
        .filter(|model| seen.insert(model.family().name()))
        .collect()
}

fn outcomes(rounds: &[Round]) -> Vec<&Outcome> {
    let asked = rounds
        .iter()
        .flat_map(|round| &round.asked)
        .map(|asked| &asked.outcome);
    asked.filter(|outcome| **outcome != Outcome::NotThere).collect()
}

#[tokio::test]
async fn a_phone_of_each_family_comes_to_its_account_over_tls() {
    let world = World::new().await;
    let mut count = 0;
    for (model, number) in one_of_each_family().into_iter().zip(1..) {
        if !model.formats().xml {
            continue;
        }
        let mac = MacAddr::new([0xc0, 0x74, 0xad, 1, 0, number]);
        world.expect(mac, model, Exceptions::default()).await;
        let mut phone = world.phone(model, mac).dhcp(&world.first_url("https"));
        let rounds = phone.boot().await;
        let mut met = outcomes(&rounds);
        // DECT bases and gateways restart for what they got, and fetch it once more.
        met.dedup();
        let expected = [&Outcome::Applied(Form::Xml), &Outcome::Applied(Form::Encrypted)];
        assert_eq!(met, expected, "{model} {rounds:?}");
        let account = phone.account(1).unwrap_or_else(|| panic!("{model}"));
        assert_eq!(
            (account.user.as_str(), account.password.expose()),
            (USER, SECRET),
            "{model}"
        );
        assert_eq!(world.state(mac).await, State::Active, "{model}");

        // Reset, it is a stranger: the site's token is dead for it until an operator opens a window.
        phone.factory_reset();
        let rounds = phone.boot().await;
        assert_eq!(outcomes(&rounds), [&Outcome::NotThere; 0], "{model} {rounds:?}");
        assert!(phone.accounts().is_empty(), "{model}");
        count += 1;
    }
    assert!(count > 25, "{count}");
}

/// The oldest read binary files and know neither TLS nor digest: somebody points them to the server over their pages, and
/// the server spares them what they cannot do, with the reason.
#[tokio::test]
async fn the_oldest_come_to_their_account_too() {
    let world = World::new().await;
    let mut count = 0;
    for (model, number) in one_of_each_family().into_iter().zip(1..) {
        if model.formats().xml {
            continue;
        }
        let mac = MacAddr::new([0xc0, 0x74, 0xad, 2, 0, number]);
        let reason = || Some("it was made before".to_owned());
        let exceptions = Exceptions {
            plain_http: reason(),
            no_digest: reason(),
            no_user_agent: reason(),
        };
        world.expect(mac, model, exceptions).await;
        let phone = Arc::new(Mutex::new(world.phone(model, mac)));
        let pages = Pages::serve(Arc::clone(&phone)).await.unwrap();
        let options = Options::new()
            .plain_http(true)
            .ports(pages.tls().port(), pages.plain().port());
        let mut visit = WebUi::connect(pages.plain().ip(), &options).await.unwrap();
        visit.login("admin", &Secret::new("admin")).await.unwrap();
        let address = ServerAddress::new(&world.first_url("http")).unwrap();
        visit.set_server(&address).await.unwrap();
        visit.reboot().await.unwrap();
        for _ in 0..200 {
            if phone.lock().await.account(1).is_some() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        let phone = phone.lock().await;
        let expected = [&Outcome::Applied(Form::Binary), &Outcome::Applied(Form::Binary)];
        assert_eq!(
            outcomes(phone.history()),
            expected,
            "{model} {:?}",
            phone.history()
        );
        let account = phone.account(1).unwrap_or_else(|| panic!("{model}"));
        assert_eq!(
            (account.user.as_str(), account.password.expose()),
            (USER, SECRET),
            "{model}"
        );
        assert_eq!(world.state(mac).await, State::Active, "{model}");
        count += 1;
    }
    assert!(count > 5, "{count}");
}

/// The connection breaks at any request: the phone comes again, and gets there.
#[tokio::test]
async fn connections_that_break_only_cost_time() {
    for broken in 0..8 {
        let world = World::new().await;
        let mac = MacAddr::new([0xc0, 0x74, 0xad, 3, 0, broken]);
        world.expect(mac, Model::GRP2614, Exceptions::default()).await;
        let mut phone = world.phone(Model::GRP2614, mac).dhcp(&world.first_url("https"));
        for _ in 0..broken {
            phone.fault(Fault::None);
        }
        phone.fault(if broken % 2 == 0 { Fault::Drop } else { Fault::Half });
        for _ in 0..3 {
            phone.boot().await;
        }
        assert_eq!(
            phone.account(1).map(|account| account.user),
            Some(USER.to_owned()),
            "{broken}"
        );
        assert_eq!(world.state(mac).await, State::Active, "{broken}");
    }
}

/// A phone whose clock is in 1970 does not trust the certificate, gives nothing away, and comes when it knows the time.
#[tokio::test]
async fn a_phone_without_the_time_waits_for_it() {
    let world = World::new().await;
    let mac = MacAddr::new([0xc0, 0x74, 0xad, 4, 0, 1]);
    world.expect(mac, Model::GXP2135, Exceptions::default()).await;
    let mut phone = world.phone(Model::GXP2135, mac).dhcp(&world.first_url("https"));
    // Told so by whoever set it up.
    phone
        .read_xml(b"<gs_provision version='1'><config version='1'><P8463>1</P8463></config></gs_provision>")
        .unwrap();
    phone.restart();
    phone.set_clock(Some(0));
    let rounds = phone.boot().await;
    assert!(
        matches!(outcomes(&rounds)[..], [Outcome::Failed(_)]),
        "{rounds:?}"
    );
    assert_eq!(world.state(mac).await, State::Expected);
    phone.set_clock(None);
    phone.boot().await;
    assert!(phone.account(1).is_some());
    assert_eq!(world.server.store().all().await.unwrap().len(), 1);
}
