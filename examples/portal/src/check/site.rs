//! What the portal needs on its own machine: port, certificate, folders, database, tariff.

use std::net::IpAddr;
use std::path::Path;

use switchhook_portal_core::recording::Keep;

use super::{Item, Verdict};
use crate::config::{Config, Transport, Web};
use crate::pbx::Task;
use crate::provisioning::{Authority, KeyError, PortalKey};
use crate::recordings::folder::Folder;
use crate::scheduled;
use crate::server::{Server, ServerError};
use crate::store::Store;
use crate::tariff::TariffFiles;

pub async fn items(config: &Config) -> Vec<Item> {
    let mut items = vec![Item::ok(
        "configuration",
        format!("read; the portal will listen on {}", config.web.listen),
    )];
    items.extend(web(config).await);
    let folder = folder_of(&config.database);
    let of_database = writable("database folder", folder);
    let usable = of_database.verdict == Verdict::Ok;
    items.push(of_database);
    if usable {
        items.push(database(&config.database).await);
    }
    if let Some(file) = &config.log.file {
        items.push(writable("log folder", folder_of(file)));
    }
    items.extend(recordings(config));
    items.push(queue_log(config));
    items.push(spool(config));
    items.push(tariff(config));
    items.extend(links(&config.web));
    items.extend(telephones(&config.server.sip));
    items.extend(files_of_telephones(config));
    items
}

/// One-time links carry an address; where it cannot be guessed it has to be given.
fn links(web: &Web) -> Option<Item> {
    let guessed = match web.transport {
        _ if web.public_url.is_some() => return None,
        Transport::Proxy { .. } => "the proxy's own name",
        _ if web.listen.ip().is_unspecified() => "the name of this machine",
        _ => return None,
    };
    Some(Item::warning(
        "links",
        format!(
            "one-time links would lead to {}, which no browser reaches",
            web.listen
        ),
        format!("in portal.toml, with {guessed}:\n[web]\npublic_url = \"https://…\""),
    ))
}

/// Telephones that are told to register at their own loopback address never do.
fn telephones(sip: &str) -> Option<Item> {
    let host = host(sip);
    let here = host.parse::<IpAddr>().map_or_else(
        |_| host.eq_ignore_ascii_case("localhost"),
        |address| address.to_canonical().is_loopback(),
    );
    here.then(|| {
        Item::warning(
            "SIP server",
            format!("telephones are told to register at {sip}, which is each one itself"),
            "in portal.toml, with the address at which telephones reach the PBX:\n[server]\nsip = \"…\"",
        )
    })
}

/// Telephones fetch their files by HTTPS, and are known to be registered only where the registrar can be asked.
fn files_of_telephones(config: &Config) -> Vec<Item> {
    const NAME: &str = "files of telephones";
    let Some(address) = &config.provisioning.address else {
        return vec![Item::ok(
            NAME,
            "telephones fetch nothing from the portal; [provisioning] address in portal.toml lets them",
        )];
    };
    let mut items = vec![match &config.web.transport {
        Transport::Loopback if !config.provisioning.is_here() => Item::failure(
            NAME,
            format!(
                "telephones are told https://{address}, but the portal answers plain HTTP on {} only, and gives them nothing over it: \
                 SIP passwords are in their files",
                config.web.listen
            ),
            "in portal.toml, with a certificate that telephones trust:\n[web]\nlisten = \"0.0.0.0:443\"\ntls_certificate = …\ntls_key = …\n\
             or the address of the proxy that does TLS and hands /prov on as it is:\n[web]\nproxy = …",
        ),
        Transport::Loopback => Item::ok(NAME, format!("at {address}, on this machine only")),
        Transport::Tls { .. } => Item::ok(NAME, format!("at https://{address}")),
        Transport::Proxy { address: proxy } => Item::ok(
            NAME,
            format!(
                "at https://{address} through {proxy}, which has to hand /prov on as it is and to send X-Forwarded-For and X-Forwarded-Proto"
            ),
        ),
    }];
    match PortalKey::read(&config.provisioning.key) {
        Ok(_) => {}
        Err(KeyError::Read { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => {
            items.push(Item::ok(
                "key of telephones",
                "is made at the first start; keep a copy of it outside of the backups",
            ));
        }
        Err(error) => items.push(Item::failure("key of telephones", error.to_string(), "")),
    }
    items.push(authority(config));
    if config.pbx.notify.is_none() {
        items.push(Item::warning(
            format!("task {}", Task::Notify),
            "no account has it: telephones cannot be told to fetch their files, and are not seen to register",
            format!(
                "in portal.toml:\n[[pbx.manager]]\nuser = …\nsecret = …\ntasks = [\"{}\"]",
                Task::Notify
            ),
        ));
    }
    items
}

/// Whom telephones trust when they fetch their files.
fn authority(config: &Config) -> Item {
    const NAME: &str = "authority of telephones";
    match &config.provisioning.ca {
        None => Item::ok(
            NAME,
            "telephones trust the public authorities that they were made with; one of your own is told by [provisioning] ca",
        ),
        Some(path) => match Authority::read(path) {
            Ok(authority) => Item::ok(
                NAME,
                format!(
                    "{}, SHA-256 {}, is told to telephones",
                    path.display(),
                    authority.fingerprint()
                ),
            ),
            Err(error) => Item::failure(NAME, error.to_string(), ""),
        },
    }
}

/// Without port and brackets.
fn host(place: &str) -> &str {
    match place.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, _)) => address,
        None => place.split_once(':').map_or(place, |(host, _)| host),
    }
}

async fn web(config: &Config) -> Vec<Item> {
    let address = config.web.listen;
    match Server::bind(&config.web).await {
        Ok(_) => {
            let mut items = vec![Item::ok("port", format!("{address} is free"))];
            if let Transport::Tls { certificate, .. } = &config.web.transport {
                items.push(Item::ok(
                    "certificate",
                    format!("{} and its key", certificate.display()),
                ));
            }
            items
        }
        Err(error @ ServerError::Tls { .. }) => vec![
            Item::ok("port", format!("{address} is free")),
            Item::failure("certificate", error.to_string(), certificate_remedy(config)),
        ],
        Err(error) => vec![Item::failure(
            "port",
            error.to_string(),
            format!(
                "a portal that is running already holds its own port; see who it is:\nss -ltnp 'sport = :{}'",
                address.port()
            ),
        )],
    }
}

fn certificate_remedy(config: &Config) -> String {
    match &config.web.transport {
        Transport::Tls { certificate, key } => format!(
            "both lines must print the same:\nopenssl x509 -noout -pubkey -in {}\nopenssl pkey -pubout -in {}",
            certificate.display(),
            key.display()
        ),
        _ => String::new(),
    }
}

/// The folder in which a file is or will be.
fn folder_of(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if folder.as_os_str().is_empty() => Path::new("."),
        Some(folder) => folder,
        None => Path::new("/"),
    }
}

/// Whether the portal's user may make files in a folder: it makes one there and takes it away.
fn writable(name: &str, folder: &Path) -> Item {
    match tempfile::Builder::new()
        .prefix(".switchhook-check-")
        .tempfile_in(folder)
    {
        Ok(_) => Item::ok(name, format!("{} can be written", folder.display())),
        Err(error) => Item::failure(
            name,
            format!("cannot write into {}: {error}", folder.display()),
            format!(
                "run this check as the user that the portal runs as, and give him the folder (here for the user \
                 switchhook):\ninstall -d -m 0750 -o switchhook -g switchhook {}",
                folder.display()
            ),
        ),
    }
}

/// Recordings have to be read, and unless they stay for ever, deleted: in the folder and in those below.
fn recordings(config: &Config) -> Option<Item> {
    let folder = config.recordings.folder.as_ref()?;
    let keeps = Keep::days(config.recordings.keep_days);
    let readable = Folder::open(folder).and_then(|folder| folder.scan());
    Some(match readable {
        Err(error) => Item::failure(
            "recordings",
            format!("cannot read {}: {error}", folder.display()),
            format!(
                "the portal's user has to be able to read it; here for the user switchhook, as a member of Asterisk's group:\n\
                 usermod -aG asterisk switchhook\nls -ld {}",
                folder.display()
            ),
        ),
        Ok(found) => match (keeps, writable("recordings", folder)) {
            (Keep::Days(days), deletable) if deletable.verdict != Verdict::Ok => Item {
                detail: format!(
                    "{}; recordings could not be deleted after {days} days, as recordings.keep_days says",
                    deletable.detail
                ),
                ..deletable
            },
            (Keep::Days(days), _) => Item::ok(
                "recordings",
                format!(
                    "{} in {}; each is deleted after {days} days",
                    found.len(),
                    folder.display()
                ),
            ),
            (Keep::ForEver, _) => Item::ok(
                "recordings",
                format!("{} in {}; they stay for ever", found.len(), folder.display()),
            ),
        },
    })
}

/// Queue statistics are made of Asterisk's own log.
fn queue_log(config: &Config) -> Item {
    let Some(file) = &config.queue_log.file else {
        return Item::ok(
            "queue log",
            "none: there are no queue statistics; [queue_log] file in portal.toml names Asterisk's queue_log",
        );
    };
    match crate::jobs::queue_log::readable(file) {
        Ok(bytes) => Item::ok("queue log", format!("{} has {bytes} bytes", file.display())),
        Err(error) => Item::failure(
            "queue log",
            format!("cannot read {}: {error}", file.display()),
            format!(
                "Asterisk writes it with its first queue, unless logger.conf has queue_log = no. The portal's user has to be \
                 able to read it; here for the user switchhook, as a member of Asterisk's group:\n\
                 usermod -aG asterisk switchhook\nls -l {}",
                file.display()
            ),
        ),
    }
}

/// Calls that people schedule wait in Asterisk's spool; without one nobody can.
fn spool(config: &Config) -> Item {
    let Some(folder) = &config.spool.folder else {
        return Item::ok(
            "spool",
            "none: nobody can schedule calls; on Asterisk's own machine, [spool] folder in portal.toml names astspooldir",
        );
    };
    match scheduled::usable(folder) {
        Ok(()) => Item::ok("spool", format!("{} takes scheduled calls", folder.display())),
        Err(error) => Item::failure(
            "spool",
            error,
            format!(
                "spool.folder names astspooldir of asterisk.conf, on Asterisk's own machine. The portal's user joins \
                 Asterisk's group, which has to be able to write there; here for the user switchhook:\n\
                 usermod -aG asterisk switchhook\n\
                 install -d -m 2775 -o asterisk -g asterisk {0}/tmp {0}/outgoing {0}/outgoing_done",
                folder.display()
            ),
        ),
    }
}

async fn database(path: &Path) -> Item {
    match Store::open(path).await {
        Ok(store) => {
            let version = store.version().await.unwrap_or_default();
            store.close().await;
            Item::ok("database", format!("{} (SQLite {version})", path.display()))
        }
        Err(error) => Item::failure(
            "database",
            error.to_string(),
            format!(
                "see whether the file is whole:\nsqlite3 {} 'PRAGMA integrity_check'",
                path.display()
            ),
        ),
    }
}

fn tariff(config: &Config) -> Item {
    let tariff = TariffFiles::load(config.tariff.clone());
    let tariff = tariff.current();
    let problems = tariff.problems();
    if !problems.is_empty() {
        Item::failure(
            "tariff",
            problems.join("\n"),
            "correct what is named; other lines of the tariff are used all the same. A site without a tariff leaves the \
             key out",
        )
    } else if tariff.book().is_none() {
        Item::warning(
            "tariff",
            "none is named: every outgoing call is listed as one without a tariff",
            "in portal.toml, before the first table:\ntariff = \"tariff/plan.toml\"",
        )
    } else {
        Item::ok("tariff", format!("{} ({} rows)", tariff.name(), tariff.rows()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_cannot_be_written_is_named_with_the_line_that_makes_it() {
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("a file");
        std::fs::write(&file, "").unwrap();
        for folder in [place.path().join("missing"), file] {
            let item = writable("database folder", &folder);
            assert_eq!(item.verdict, Verdict::Failure);
            let shown = folder.display().to_string();
            assert!(
                item.detail.contains(&shown) && item.remedy.ends_with(&shown),
                "{item:?}"
            );
        }
        assert_eq!(writable("database folder", place.path()).verdict, Verdict::Ok);
        assert_eq!(
            std::fs::read_dir(place.path()).unwrap().count(),
            1,
            "it leaves nothing behind"
        );
    }

    #[test]
    fn recordings_that_cannot_be_read_are_told_and_how_long_they_stay() {
        let place = tempfile::tempdir().unwrap();
        let mut config = crate::demo::site_of_tests();
        config.recordings.folder = None;
        assert!(recordings(&config).is_none());
        config.recordings.folder = Some(place.path().join("missing"));
        let item = recordings(&config).unwrap();
        assert!(
            item.verdict == Verdict::Failure && item.remedy.contains("usermod"),
            "{item:?}"
        );
        std::fs::write(place.path().join("a.wav"), "").unwrap();
        config.recordings.folder = Some(place.path().into());
        for (days, words) in [(14, "1 in "), (14, "after 14 days"), (0, "for ever")] {
            config.recordings.keep_days = days;
            let item = recordings(&config).unwrap();
            assert!(
                item.verdict == Verdict::Ok && item.detail.contains(words),
                "{item:?}"
            );
        }
    }

    #[test]
    fn a_queue_log_that_cannot_be_read_is_told() {
        let place = tempfile::tempdir().unwrap();
        let mut config = crate::demo::site_of_tests();
        config.queue_log.file = None;
        assert_eq!(queue_log(&config).verdict, Verdict::Ok);
        let file = place.path().join("queue_log");
        config.queue_log.file = Some(file.clone());
        let item = queue_log(&config);
        assert_eq!(item.verdict, Verdict::Failure);
        assert!(item.detail.contains("queue_log") && item.remedy.contains("usermod"));
        std::fs::write(&file, "1795341600|NONE|NONE|NONE|QUEUESTART|\n").unwrap();
        assert_eq!(queue_log(&config).verdict, Verdict::Ok);
    }

    #[test]
    fn telephones_that_would_register_at_themselves_are_told() {
        for (sip, told) in [
            ("127.0.0.1", true),
            ("127.0.0.1:5061", true),
            ("[::1]", true),
            ("[::ffff:127.0.0.1]:5060", true),
            ("LocalHost", true),
            ("192.168.10.5", false),
            ("[2001:db8::5]:5061", false),
            ("pbx.example.org:5060", false),
        ] {
            assert_eq!(telephones(sip).is_some(), told, "{sip}");
        }
    }

    #[test]
    fn links_that_lead_nowhere_are_told() {
        let behind_proxy = Transport::Proxy {
            address: [10, 0, 0, 5].into(),
        };
        for (listen, transport, public_url, told) in [
            ("127.0.0.1:8080", Transport::Loopback, None, false),
            ("127.0.0.1:8080", behind_proxy.clone(), None, true),
            ("0.0.0.0:8080", behind_proxy, Some("https://a.example"), false),
        ] {
            let web = Web {
                listen: listen.parse().unwrap(),
                transport,
                public_url: public_url.map(str::to_owned),
            };
            let item = links(&web);
            assert_eq!(item.is_some(), told, "{listen}");
            assert!(item.is_none_or(|item| item.detail.contains(listen)));
        }
        let (certificate, key) = ("chain.pem".into(), "key.pem".into());
        let web = Web {
            listen: "[::]:8443".parse().unwrap(),
            transport: Transport::Tls { certificate, key },
            public_url: None,
        };
        assert!(links(&web).is_some());
    }

    #[test]
    fn a_file_without_a_folder_is_where_we_are() {
        assert_eq!(folder_of(Path::new("portal.db")), Path::new("."));
        assert_eq!(folder_of(Path::new("/var/lib/portal.db")), Path::new("/var/lib"));
    }
}
