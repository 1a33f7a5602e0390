// Generated from provisioning/catalogue/{ports,profiles,port_users}.txt by
// `cargo run -p switchhook-provisioning-catalogue -- generate`; do not edit.

//! The numbers of adapters and gateways.

use super::accounts::AccountSetting as A;

/// Adapters: the numbers of ports 1 and 2.
pub(crate) static PORTS: [(A, [u32; 2]); 37] = [
    (A::Active, [271, 401]),
    (A::Server1, [47, 747]),
    (A::Server2, [967, 987]),
    (A::Proxy1, [48, 748]),
    (A::Proxy2, [2333, 2433]),
    (A::PreferPrimary, [4567, 4568]),
    (A::UserId, [35, 735]),
    (A::AuthId, [36, 736]),
    (A::Password, [34, 734]),
    (A::DisplayName, [3, 703]),
    (A::RegisterExpiry, [32, 732]),
    (A::Transport, [130, 830]),
    (A::Nat, [52, 730]),
    (A::LocalPort, [40, 740]),
    (A::EarlyDial, [29, 729]),
    (A::DialPrefix, [66, 766]),
    (A::DialPlan, [4200, 4201]),
    (A::SubscribeMwi, [99, 709]),
    (A::SendAnonymous, [65, 765]),
    (A::LocalFeatures, [191, 751]),
    (A::Codec1, [57, 757]),
    (A::Codec2, [58, 758]),
    (A::Codec3, [59, 759]),
    (A::Codec4, [60, 760]),
    (A::Codec5, [61, 761]),
    (A::Codec6, [62, 762]),
    (A::Codec7, [46, 814]),
    (A::DtmfPt, [79, 779]),
    (A::Srtp, [183, 443]),
    (A::OffhookDial, [71, 771]),
    (A::OffhookDelay, [4045, 4046]),
    (A::Dtmf, [850, 860]),
    (A::CfnaDelay, [139, 470]),
    (A::CallWaitingOff, [91, 791]),
    (A::DistinctiveRing1, [870, 880]),
    (A::DistinctiveRing2, [872, 882]),
    (A::DistinctiveRing3, [874, 884]),
];

/// The numbers of profiles 1 to 4.
pub(crate) static PROFILES: [(A, [u32; 4]); 11] = [
    (A::Active, [271, 401, 501, 601]),
    (A::Server1, [47, 747, 547, 602]),
    (A::Server2, [967, 987, 997, 998]),
    (A::Proxy1, [48, 748, 548, 603]),
    (A::RegisterExpiry, [32, 732, 532, 612]),
    (A::Transport, [130, 830, 530, 4648]),
    (A::Nat, [52, 730, 630, 614]),
    (A::Srtp, [183, 443, 0, 0]),
    (A::Dtmf, [850, 860, 560, 4583]),
    (A::PreferPrimary, [4567, 4568, 4569, 4570]),
    (A::Voicemail, [27680, 27681, 27682, 27683]),
];

/// The number of port 1 on FXS devices, DECT bases and FXO gateways; port k has k-1 more.
pub(crate) static PORT_USERS: [(A, [u32; 3]); 8] = [
    (A::UserId, [4060, 4060, 3060]),
    (A::AuthId, [4090, 4090, 3090]),
    (A::Password, [4120, 4120, 3120]),
    (A::Profile, [4150, 4150, 3150]),
    (A::DisplayName, [4180, 4180, 0]),
    (A::OffhookDial, [4210, 0, 0]),
    (A::HuntGroup, [4300, 0, 0]),
    (A::Active, [4595, 4595, 0]),
];
