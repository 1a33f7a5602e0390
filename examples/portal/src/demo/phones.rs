//! The demo's telephones: some fresh out of their boxes, for the page that finds them; and some on desks, which fetch their files
//! from the portal itself, so that the list shows what becomes of telephones.

use std::collections::HashMap;
use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use switchhook_portal_core::PhoneId;
use switchhook_provisioning::brand::Brand;
use switchhook_provisioning::grandstream::PNumber;
use switchhook_provisioning::testing::{BrandPhone, NotSimulated, Pages, Phone};
use switchhook_provisioning::{MacAddr, ParseMacError, ParseNameError};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::Mutex;

use crate::app::{Shared, stopped};
use crate::log::Event;
use crate::store::Device;

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Name, hardware address and firmware.
const BOXES: [(&str, &str, &str); 2] = [
    ("GXP2135", "c0:74:ad:20:26:01", "1.0.11.106"),
    ("GRP2614", "c0:74:ad:20:26:02", "1.0.9.27"),
];

/// What becomes of a telephone on a desk.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Story {
    /// It fetches its file, and registers.
    Works,
    /// It was ordered and is not there yet.
    Ordered,
    /// Somebody asks for another telephone's file with its token.
    Misused,
    /// It was lost.
    Lost,
}

/// Extension, name, hardware address, firmware, story.
const DESKS: [(&str, &str, &str, &str, Story); 6] = [
    ("291", "GRP2614", "c0:74:ad:20:26:11", "1.0.9.27", Story::Works),
    ("292", "GRP2602", "c0:74:ad:20:26:12", "1.0.5.67", Story::Works),
    ("231", "GXP2135", "c0:74:ad:20:26:13", "1.0.11.106", Story::Works),
    ("232", "GRP2602", "c0:74:ad:20:26:14", "1.0.5.67", Story::Ordered),
    ("233", "GRP2614", "c0:74:ad:20:26:15", "1.0.9.27", Story::Misused),
    ("234", "GXP2135", "c0:74:ad:20:26:16", "1.0.11.106", Story::Lost),
];

/// Of other makers: extension, model, hardware address, firmware. They work.
const OTHERS: [(&str, &str, &str, &str); 2] = [
    ("241", "SPA504G", "54:7c:69:20:26:21", "7.4.8a"),
    ("242", "6757i", "00:08:5d:20:26:22", "3.2.2.1136"),
];

/// Why there are none.
#[derive(Debug, thiserror::Error)]
pub enum PhonesError {
    #[error(transparent)]
    Model(#[from] NotSimulated),
    #[error(transparent)]
    Name(#[from] ParseNameError),
    #[error(transparent)]
    Mac(#[from] ParseMacError),
    #[error("no port on 127.0.0.1: {0}")]
    Port(#[from] std::io::Error),
}

/// Those with pages answer until this value is dropped.
pub struct Phones {
    boxes: Vec<Pages>,
    all: All,
}

/// All of them, to be told something as a PBX that speaks SIP would.
#[derive(Clone, Default)]
pub struct All(
    Arc<HashMap<MacAddr, Arc<Mutex<Phone>>>>,
    Arc<HashMap<MacAddr, Arc<Mutex<BrandPhone>>>>,
);

impl fmt::Debug for All {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl Phones {
    pub async fn start() -> Result<Self, PhonesError> {
        let mut all = HashMap::new();
        let mut boxes = Vec::new();
        for (model, mac, firmware) in BOXES {
            let mac = mac.parse()?;
            let phone = Arc::new(Mutex::new(Phone::new(model, mac, firmware)?));
            boxes.push(Pages::serve(phone.clone()).await?);
            all.insert(mac, phone);
        }
        for (_, model, mac, firmware, _) in DESKS {
            let mac = mac.parse()?;
            all.insert(mac, Arc::new(Mutex::new(Phone::new(model, mac, firmware)?)));
        }
        let mut others = HashMap::new();
        for (_, model, mac, firmware) in OTHERS {
            let mac = mac.parse()?;
            let phone = BrandPhone::new(model.parse()?, mac, firmware);
            others.insert(mac, Arc::new(Mutex::new(phone)));
        }
        Ok(Self {
            boxes,
            all: All(Arc::new(all), Arc::new(others)),
        })
    }

    /// Where the pages of those in boxes are, encrypted.
    pub fn addresses(&self) -> Arc<[String]> {
        self.boxes.iter().map(|pages| pages.tls().to_string()).collect()
    }

    pub fn all(&self) -> All {
        self.all.clone()
    }
}

impl All {
    /// The simulated PBX has no SIP: what it was asked to tell a telephone reaches it here.
    pub fn told(&self, mac: MacAddr, restart: bool) {
        if let Some(phone) = self.1.get(&mac).cloned() {
            tokio::spawn(async move { fetch_own(&mut *phone.lock().await).await });
        }
        let Some(phone) = self.0.get(&mac).cloned() else {
            return;
        };
        tokio::spawn(async move {
            let mut phone = phone.lock().await;
            if restart {
                phone.boot().await;
            } else {
                phone.resync().await;
            }
        });
    }

    /// Puts the telephones on their desks, once. It ends by itself.
    pub async fn arrive(self, app: Shared) {
        let mut stopping = app.stopping.clone();
        let all = async {
            // Their secrets are in Asterisk's files.
            let _ = app.pbx.writable(Duration::from_secs(10)).await;
            for (extension, _, mac, _, story) in DESKS {
                let Ok(mac) = mac.parse::<MacAddr>() else { continue };
                if let Err(error) = self.sit_down(&app, extension, mac, story).await {
                    tracing::debug!(event = %Event::DemoPhone, %error, %mac, "a telephone of the demo did not arrive");
                }
            }
            for (extension, _, mac, _) in OTHERS {
                let Ok(mac) = mac.parse::<MacAddr>() else { continue };
                if let Err(error) = self.sit_down_other(&app, extension, mac).await {
                    tracing::debug!(event = %Event::DemoPhone, %error, %mac, "a telephone of the demo did not arrive");
                }
            }
        };
        tokio::select! {
            () = all => {}
            () = stopped(&mut stopping) => {}
        }
    }

    async fn sit_down(
        &self,
        app: &Shared,
        extension: &str,
        mac: MacAddr,
        story: Story,
    ) -> Result<(), Failure> {
        let Some(provisioning) = &app.provisioning else {
            return Ok(());
        };
        let id = with_extension(app, extension).await?;
        let desk = self.0.get(&mac).ok_or("no such telephone")?;
        let mut desk = desk.lock().await;
        let device = Device {
            model: desk.model().parse()?,
            mac,
        };
        app.store.set_device(id, Some(&device)).await?;
        let enrolment = provisioning.expect(&device, WHO).await?;
        if story == Story::Ordered {
            return Ok(());
        }
        let model = desk.model().to_owned();
        let firmware = desk.firmware().to_owned();
        *desk = Phone::new(&model, mac, &firmware)?.dhcp(&enrolment.address());
        desk.boot().await;
        match story {
            Story::Works | Story::Ordered => {}
            Story::Misused => {
                let place = desk.value(PNumber::new(237)).to_owned();
                for _ in 0..6 {
                    ask(&place, "cfgc074ad202611.xml").await?;
                }
            }
            Story::Lost => {
                provisioning.retire(mac, WHO).await?;
            }
        }
        Ok(())
    }

    async fn sit_down_other(&self, app: &Shared, extension: &str, mac: MacAddr) -> Result<(), Failure> {
        let Some(provisioning) = &app.provisioning else {
            return Ok(());
        };
        let id = with_extension(app, extension).await?;
        let phone = self.1.get(&mac).ok_or("no such telephone")?;
        let mut phone = phone.lock().await;
        let device = Device {
            model: phone.model().into(),
            mac,
        };
        app.store.set_device(id, Some(&device)).await?;
        let address = provisioning.expect(&device, WHO).await?.address();
        let first = match phone.model().brand() {
            // Its address ends in the name of its file.
            Brand::Cisco => address,
            _ => address + &phone.file_names().pop().unwrap_or_default(),
        };
        phone.fetch(&first).await?;
        fetch_own(&mut phone).await;
        Ok(())
    }
}

/// Who does all this, in the trail.
const WHO: &str = "demo";

async fn with_extension(app: &Shared, extension: &str) -> Result<PhoneId, Failure> {
    let phones = app.store.phones().await?;
    let phone = phones.iter().find(|phone| phone.extension.as_str() == extension);
    Ok(phone.map(|phone| phone.id).ok_or("no such extension")?)
}

/// The file that a telephone of another maker was told of.
async fn fetch_own(phone: &mut BrandPhone) {
    let own = match phone.text("Profile_Rule").rsplit_once(' ') {
        Some((_, address)) => address.to_owned(),
        None => {
            let name = phone.file_names().pop().unwrap_or_default();
            let (server, port) = (phone.text("http server"), phone.text("http port"));
            format!("http://{server}:{port}/{}/{name}", phone.text("http path"))
        }
    };
    // It comes again by its schedule.
    let _ = phone.fetch(&own).await;
}

/// A request of somebody who is no telephone. What is answered does not matter to him.
async fn ask(place: &str, name: &str) -> Result<(), Failure> {
    let (host, path) = place.split_once('/').ok_or("no path")?;
    let address: SocketAddr = host.parse()?;
    let request = format!("GET /{path}/{name} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    let talk = async {
        let mut stream = TcpStream::connect(address).await?;
        stream.write_all(request.as_bytes()).await?;
        let mut answer = Vec::new();
        stream.take(4096).read_to_end(&mut answer).await
    };
    tokio::time::timeout(Duration::from_secs(5), talk).await??;
    Ok(())
}
