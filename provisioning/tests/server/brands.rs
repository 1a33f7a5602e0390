//! Cisco and Mitel telephones at the same server.

use axum::http::StatusCode;
use switchhook_provisioning::brand::{Brand, Model};
use switchhook_provisioning::lifecycle::State;
use switchhook_provisioning::server::{Clock as _, Form, OperateError, Record, Refusal, Store as _, What};
use switchhook_provisioning::testing::BrandPhone;
use switchhook_provisioning::{AnyModel, MacAddr};

use crate::world::{agent as agent_of, *};

const CISCO: MacAddr = MacAddr::new([0x54, 0x7c, 0x69, 0x11, 0x22, 0x33]);
const MITEL: MacAddr = MacAddr::new([0x00, 0x08, 0x5d, 0x11, 0x22, 0x33]);

fn model(name: &str) -> Model {
    name.parse().unwrap()
}

fn first(mac: MacAddr, model: Model) -> String {
    format!("/b/{}/{}", SITE_TOKEN.to_text(), model.brand().file_name(mac))
}

async fn expect(world: &World, mac: MacAddr, model: Model) {
    let now = world.time.now();
    let record = Record::expected(mac, model, "main", now).window(now + HOUR);
    world.server.enrol(record, "test").await.unwrap();
}

/// Where the phone was told to fetch its file from, and with what.
fn told_of(phone: &BrandPhone, mac: MacAddr, brand: Brand) -> Told {
    let (path, user, password) = match brand {
        Brand::Cisco => {
            let rule = phone.text("Profile_Rule");
            let (access, url) = rule.strip_prefix("[--uid ").unwrap().split_once("] ").unwrap();
            let (user, password) = access.split_once(" --pwd ").unwrap();
            let path = url.strip_prefix("https://prov.example.net").unwrap();
            let path = path.strip_suffix("/spa$MA.xml").unwrap();
            (path.to_owned(), user.to_owned(), password.to_owned())
        }
        Brand::Mitel => {
            assert_eq!(phone.text("download protocol"), "HTTPS");
            assert_eq!(phone.text("https server"), "prov.example.net");
            (
                format!("/{}", phone.text("https path")),
                phone.text("http digest username").to_owned(),
                phone.text("http digest password").to_owned(),
            )
        }
        _ => unreachable!("there are two"),
    };
    Told {
        mac,
        path,
        user,
        password,
        file_password: String::new(),
    }
}

/// Asks for its own file, is challenged, answers.
async fn fetch(world: &World, told: &Told, name: &str, agent: &str) -> Answer {
    let path = format!("{}/{name}", told.path);
    let challenged = world.ask(get(&path, &[("user-agent", agent)])).await;
    if challenged.status != StatusCode::UNAUTHORIZED {
        return challenged;
    }
    let answer = told.answer(challenged.header("www-authenticate"), "GET", &path, 1);
    world
        .ask(get(&path, &[("user-agent", agent), ("authorization", &answer)]))
        .await
}

#[tokio::test]
async fn phones_of_other_brands_go_from_the_site_s_url_to_their_own_file() {
    for (name, mac, firmware, form, kind) in [
        ("SPA504G", CISCO, "7.4.8a", "flat-profile", "text/xml"),
        ("6757i", MITEL, "3.2.2.1136", "lines", "text/plain; charset=utf-8"),
    ] {
        let model = model(name);
        let world = World::new(policy());
        expect(&world, mac, model).await;
        assert_eq!(world.record(mac).await.form.name(), form);
        let mut phone = BrandPhone::new(model, mac, firmware);
        let agent = phone.user_agent();

        let answer = world
            .ask(get(&first(mac, model), &[("user-agent", &agent)]))
            .await;
        assert_eq!(answer.status, StatusCode::OK, "{name}");
        assert_eq!(answer.header("content-type"), kind);
        let text = String::from_utf8(answer.body).unwrap();
        assert!(!text.contains(SIP_SECRET) && !text.contains("u4711"), "{text}");
        phone.read(&text);
        assert_eq!(phone.registrations(), []);
        assert_eq!(world.record(mac).await.state, State::Claimed);

        let told = told_of(&phone, mac, model.brand());
        let file = fetch(&world, &told, &model.brand().file_name(mac), &agent).await;
        assert_eq!(file.status, StatusCode::OK, "{name}");
        phone.read(std::str::from_utf8(&file.body).unwrap());
        let registrations = phone.registrations();
        assert_eq!(registrations.len(), 1);
        assert_eq!(
            (registrations[0].user.as_str(), registrations[0].secret.expose()),
            ("u4711", SIP_SECRET)
        );
        // What the file says about fetching files is the same again.
        let again = told_of(&phone, mac, model.brand());
        assert_eq!(
            (again.path, again.password),
            (told.path.clone(), told.password.clone())
        );

        let record = world.record(mac).await;
        assert_eq!((record.state, record.window), (State::Active, None));
        assert_eq!(record.seen.as_ref().unwrap().firmware.as_deref(), Some(firmware));
        // The first token is dead for it.
        let answer = world
            .ask(get(&first(mac, model), &[("user-agent", &agent)]))
            .await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert_eq!(world.happened().last(), Some(&What::Refused(Refusal::State)));
        // Registered from there, with what it says of itself in SIP.
        let sip = match model.brand() {
            Brand::Cisco => format!("Cisco/{name}-{firmware}"),
            _ => format!("Aastra {name}/{firmware}"),
        };
        let from = "10.0.0.5".parse().unwrap();
        assert!(world.server.registered(mac, from, Some(&sip)).await.unwrap());
        assert!(
            !world
                .server
                .registered(mac, from, Some("Cisco/SPA303-7.4.8a"))
                .await
                .unwrap()
        );
    }
}

#[tokio::test]
async fn what_is_refused_is_refused_as_for_any_other_device() {
    let world = World::new(policy());
    let spa = model("SPA504G");
    expect(&world, CISCO, spa).await;
    expect(&world, MITEL, model("6757i")).await;
    world.expect(PHONE, Form::EncryptedXml).await;
    let mut phone = BrandPhone::new(spa, CISCO, "7.4.8a");
    let agent = phone.user_agent();
    let grandstream = agent_of(PHONE);
    let nobody = world
        .ask(get(&first_path(STRANGER), &[("user-agent", &grandstream)]))
        .await;
    let site = SITE_TOKEN.to_text();
    for (path, agent) in [
        // A Grandstream's name for a Cisco, a Cisco's for a Grandstream and for a Mitel.
        (format!("/b/{site}/cfg547c69112233.xml"), agent.as_str()),
        (format!("/b/{site}/spac074ad112233.xml"), grandstream.as_str()),
        (format!("/b/{site}/spa00085d112233.xml"), agent.as_str()),
        // Another model, another address, another brand, nothing said at all.
        (
            first(CISCO, spa),
            "Cisco/SPA303-7.4.8a (547C69112233)(CBT141400UK)",
        ),
        (
            first(CISCO, spa),
            "Cisco/SPA504G-7.4.8a (547C69112234)(CBT141400UK)",
        ),
        (
            first(CISCO, spa),
            "Aastra6757i MAC:54-7C-69-11-22-33 V:3.2.2.1136-SIP",
        ),
        (first(CISCO, spa), "curl/8.0"),
        // Nobody's.
        (format!("/b/{site}/spa547c69999999.xml"), agent.as_str()),
        (format!("/b/{site}/00085D999999.cfg"), agent.as_str()),
        (format!("/b/{site}/spa504g.cfg"), agent.as_str()),
    ] {
        let answer = world.ask(get(&path, &[("user-agent", agent)])).await;
        assert_eq!(answer, nobody, "{path} {agent}");
    }

    let answer = world
        .ask(get(&first(CISCO, spa), &[("user-agent", &agent)]))
        .await;
    phone.read(std::str::from_utf8(&answer.body).unwrap());
    let told = told_of(&phone, CISCO, Brand::Cisco);
    // Its own path opens its own name alone, and that not without the password.
    for name in [
        "spa547c69112234.xml",
        "547C69112233.cfg",
        "cfg547c69112233.xml",
        "spa.xml",
    ] {
        assert_eq!(fetch(&world, &told, name, &agent).await, nobody, "{name}");
    }
    let wrong = Told {
        password: "guessed".to_owned(),
        ..told.clone()
    };
    assert_eq!(fetch(&world, &wrong, "spa547c69112233.xml", &agent).await, nobody);
    assert_eq!(
        fetch(&world, &told, "spa547c69112233.xml", &agent).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn names_of_another_maker_under_a_device_s_token_take_it_out_of_service() {
    let world = World::with_phone(policy()).await;
    let told = claim(&world, PHONE).await;
    told.open(&told.fetch(&world).await);
    let agent = agent_of(PHONE);
    // What its own maker's devices try in turn is no harm, nor is what Mitels look for first.
    for name in ["cfgc074ad112233", "cfg.xml", "startup.tuz", "C074AD112233.tuz"] {
        let path = format!("{}/{name}", told.path);
        for _ in 0..3 {
            world.ask(get(&path, &[("user-agent", &agent)])).await;
        }
    }
    assert!(!world.happened().contains(&What::Refused(Refusal::WrongDevice)));
    for name in ["spac074ad112233.xml", "C074AD112233.cfg"].repeat(2) {
        let path = format!("{}/{name}", told.path);
        world.ask(get(&path, &[("user-agent", &agent)])).await;
        assert_eq!(
            world.happened().last(),
            Some(&What::Refused(Refusal::WrongDevice))
        );
    }
    assert_eq!(world.record(PHONE).await.state, State::Active);
    let path = format!("{}/spac074ad112233.xml", told.path);
    world.ask(get(&path, &[("user-agent", &agent)])).await;
    assert_eq!(world.record(PHONE).await.state, State::Quarantined);
}

#[tokio::test]
async fn the_pages_of_a_phone_that_was_told_its_passwords_are_not_open_to_everybody() {
    let mut all = Vec::new();
    for (name, mac, setting) in [
        ("SPA504G", CISCO, "Admin_Passwd"),
        ("6757i", MITEL, "admin password"),
    ] {
        let model = model(name);
        let world = World::new(policy());
        expect(&world, mac, model).await;
        let mut phone = BrandPhone::new(model, mac, "3.2.2.1136");
        let agent = phone.user_agent();
        let answer = world
            .ask(get(&first(mac, model), &[("user-agent", &agent)]))
            .await;
        phone.read(std::str::from_utf8(&answer.body).unwrap());
        let password = phone.text(setting).to_owned();
        assert_eq!(password.len(), 26, "{name}: neither none nor the factory's");
        let told = told_of(&phone, mac, model.brand());
        assert_ne!(password, told.password, "nor that of its files");
        fetch(&world, &told, &model.brand().file_name(mac), &agent).await;
        all.push(password);
    }
    assert_ne!(all[0], all[1]);
}

#[tokio::test]
async fn a_phone_that_does_not_tell_its_address_has_its_password() {
    let world = World::new(policy());
    let model = model("SPA525G");
    expect(&world, CISCO, model).await;
    let agent = "Cisco/SPA525G-7.4.7 (CBT141100HR)";
    let answer = world
        .ask(get(&first(CISCO, model), &[("user-agent", agent)]))
        .await;
    assert_eq!(answer.status, StatusCode::OK);
    let mut phone = BrandPhone::new(model, CISCO, "7.4.7");
    phone.read(std::str::from_utf8(&answer.body).unwrap());
    let told = told_of(&phone, CISCO, Brand::Cisco);
    let file = fetch(&world, &told, "spa547c69112233.xml", agent).await;
    assert_eq!(file.status, StatusCode::OK);
}

#[tokio::test]
async fn a_form_that_a_model_does_not_read_is_refused_before_it_waits_for_the_phone() {
    let world = World::new(policy());
    let now = world.time.now();
    let record = Record::expected(CISCO, model("SPA504G"), "main", now).form(Form::EncryptedXml);
    let refused = world.server.enrol(record, "test").await.unwrap_err();
    assert!(matches!(refused, OperateError::Form { .. }));
    assert_eq!(
        refused.to_string(),
        "a SPA504G reads no file of the form encrypted-xml; leave out the form, and it is flat-profile"
    );
    assert!(world.server.store().by_mac(CISCO).await.unwrap().is_none());
    let spa = AnyModel::from(model("SPA504G"));
    let read: Vec<Form> = Form::ALL
        .into_iter()
        .filter(|form| form.is_read_by(spa))
        .collect();
    assert_eq!(read, [Form::FlatProfile]);
}
