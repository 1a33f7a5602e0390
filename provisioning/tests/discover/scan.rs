//! Scans of a few addresses of loopback.

use std::net::Ipv4Addr;
use std::time::{Duration, Instant};

use switchhook_provisioning::discover::{Range, ScanOptions, Sign, probe, scan};
use switchhook_provisioning::push::Options;
use tokio::net::TcpListener;

#[tokio::test]
async fn everybody_in_the_range_is_found_and_told_by_what() {
    let phone = TcpListener::bind("127.0.0.3:0").await.unwrap();
    let port = phone.local_addr().unwrap().port();
    let range: Range = "127.0.0.2-127.0.0.4".parse().unwrap();
    let options = ScanOptions::new()
        .patience(Duration::from_millis(300))
        .ports([port]);
    let scan = scan(&range, &options).await;
    assert!(scan.complete);
    let found: Vec<_> = scan.found.iter().map(|found| found.address.octets()[3]).collect();
    assert_eq!(found, [2, 3, 4]);
    for found in scan.found {
        assert_eq!(
            (found.mac, found.is_of_maker()),
            (None, false),
            "loopback has no addresses of hardware"
        );
        let expected = match (scan.echoes, found.address.octets()[3]) {
            (true, _) => Sign::Echo,
            (false, 3) => Sign::Open(port),
            (false, _) => Sign::Refused(port),
        };
        assert_eq!(found.sign, expected);
    }
}

#[tokio::test]
async fn a_scan_ends_with_its_time() {
    let range: Range = "127.0.8.0/21".parse().unwrap();
    let options = ScanOptions::new().whole(Duration::ZERO).at_once(1);
    let begin = Instant::now();
    let scan = scan(&range, &options).await;
    assert!(!scan.complete);
    assert!(begin.elapsed() < Duration::from_secs(3), "{:?}", begin.elapsed());
    assert!(scan.found.iter().all(|found| range.contains(found.address)));
}

#[tokio::test]
async fn nobody_at_an_address_is_told_as_such() {
    let options = Options::new().ports(1, 1).timeout(Duration::from_secs(2));
    let error = probe(Ipv4Addr::LOCALHOST.into(), &options).await.unwrap_err();
    assert_eq!(error.code(), "E-PUSH-UNREACHABLE");
}
