//! The company of `examples/asterisk`, simulated.

use std::time::Duration;

use switchhook_ami::sim::{AmiUser, Behaviour, Company, Pbx, Settings, SimPhone, SimQueue, Version};

pub(crate) const USER: &str = "everything";
pub(crate) const SECRET: &str = "live";

const PHONES: [(&str, &str); 6] = [
    ("100", "Alice Martin"),
    ("101", "Bruno Petit"),
    ("102", "Chloé Durand"),
    ("103", "David Nguyen"),
    ("104", "Emma Roche"),
    ("105", "Farid Ben Salah"),
];

/// Starts it on a free port.
pub(crate) async fn start(version: Version) -> Pbx {
    let phones = PHONES.map(|(extension, name)| SimPhone {
        endpoint: format!("PJSIP/{extension}"),
        extension: extension.into(),
        name: name.into(),
    });
    let member = |extension: &str, name: &str| (format!("PJSIP/{extension}"), name.to_owned());
    let company = Company {
        phones: phones.into(),
        queues: vec![SimQueue {
            name: "support".into(),
            extension: "800".into(),
            members: vec![member("102", "Chloé Durand"), member("103", "David Nguyen")],
        }],
        users: vec![AmiUser::new(USER, SECRET)],
        files: vec![(
            "queues.conf".into(),
            "[general]\n[support]\nstrategy = rrmemory\n".into(),
        )],
        trunk: "PJSIP/trunk".into(),
        ..Company::default()
    };
    let settings = Settings {
        version,
        phones: Behaviour::Answers {
            after: Duration::from_millis(10),
            talk: Duration::from_secs(60),
        },
        // What Debian does not package, and what the company does without.
        modules_missing: [
            "app_agent_pool",
            "app_meetme",
            "chan_dahdi",
            "chan_iax2",
            "res_mwi_external_ami",
            "res_xmpp",
        ]
        .map(str::to_owned)
        .into(),
        login_failure_delay: Duration::from_millis(20),
        utc_offset: Some(0),
        ..Settings::default()
    };
    let pbx = Pbx::start("127.0.0.1:0", company, settings)
        .await
        .expect("the company is in order and port 0 is free");
    for (extension, behaviour) in [
        ("103", Behaviour::Busy),
        ("104", Behaviour::NoAnswer),
        ("105", Behaviour::Unreachable),
    ] {
        pbx.set_phone(extension, behaviour).expect("the phone is there");
    }
    pbx
}
