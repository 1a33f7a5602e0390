//! TLS with the certificate that the laboratory made for itself.

use switchhook_ami::Secret;
use switchhook_ami::action::{CoreShowChannels, DeviceStateList, Ping};
use switchhook_ami::client::{Client, Config, Tls};
use switchhook_rig::{Laboratory, Version};

use crate::SOON;
use crate::lab::started;

pub(crate) async fn tls_needs_the_right_certificate(version: Version) {
    let rig = started(version);
    let config = |tls: Tls| {
        let secret = Secret::new(rig.secret.expose());
        Config::over_tls(rig.tls_addr().to_string(), tls, Laboratory::USER, secret).reply_timeout(SOON)
    };
    let pem = rig.certificate.as_bytes();
    let pin = rig.fingerprint().to_owned();
    for (how, tls) in [
        ("its root", Tls::roots(pem).expect("a certificate")),
        ("its pin", Tls::pinned(&pin).expect("a fingerprint")),
    ] {
        let client = Client::connect(config(tls))
            .await
            .unwrap_or_else(|e| panic!("{how}: {e}"));
        client.send(Ping).await.expect("a pong");
        client.send(CoreShowChannels).await.expect("channels");
        // Bytes that arrive together in one record must not wait for the next one.
        let lists = (0..20).map(|_| client.send(DeviceStateList));
        for list in futures_util::future::join_all(lists).await {
            assert!(list.expect("devices").len() > 10, "{how}");
        }
        client.close().await;
    }
    let other = "00".repeat(32);
    for (how, tls) in [
        ("another pin", Tls::pinned(&other).expect("a fingerprint")),
        (
            "the system's roots",
            Tls::system().expect("this machine has some"),
        ),
        (
            "another name",
            Tls::roots(pem)
                .expect("a certificate")
                .server_name("pbx.example.com"),
        ),
    ] {
        let error = Client::connect(config(tls)).await.expect_err(how);
        assert!(
            error.to_string().to_lowercase().contains("certificate"),
            "{how}: {error}"
        );
    }
    // Plain text spoken to the TLS port fails, and does not hang.
    let plain = Config::new(rig.tls_addr().to_string(), Laboratory::USER, Secret::new("x"))
        .connect_timeout(std::time::Duration::from_secs(3));
    assert!(Client::connect(plain).await.is_err());
}
