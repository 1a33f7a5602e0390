//! What can be allowed.

use std::fmt;

macro_rules! capabilities {
    ($($(#[$doc:meta])* $name:ident = $key:literal,)+) => {
        /// Something that a person may be allowed to do.
        ///
        /// The order is the one of the printed table.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Capability {
            $($(#[$doc])* $name,)+
        }

        impl Capability {
            /// All of them, in the order of the table.
            pub const ALL: [Self; { [$($key),+].len() }] = [$(Self::$name),+];

            /// A stable name such as `call-log-read`, for translations, the store, audit and JSON.
            pub fn key(self) -> &'static str {
                match self {
                    $(Self::$name => $key,)+
                }
            }
        }
    };
}

capabilities! {
    /// See the directory: colleagues, public contacts and own private ones.
    DirectoryRead = "directory-read",
    /// Load directories from files, take them out whole, and set up where they come from.
    DirectoryManage = "directory-manage",
    /// Add contacts; change and delete those within the scope (`All`: every one that is not private).
    ContactWrite = "contact-write",
    /// Call from an own phone by a click.
    CallOriginate = "call-originate",
    /// Plan calls from an own phone for later, and see and cancel planned calls within the scope.
    CallSchedule = "call-schedule",
    /// See where telephones are forwarded to.
    ForwardRead = "forward-read",
    /// Forward telephones to numbers inside, and end forwards.
    ForwardInternal = "forward-internal",
    /// Forward telephones to numbers outside, which costs.
    ForwardExternal = "forward-external",
    /// Receive, send and take out faxes.
    FaxUse = "fax-use",
    /// Listen to one's own voice mailbox, and set it up.
    VoicemailUse = "voicemail-use",
    /// See the call log.
    CallLogRead = "call-log-read",
    /// See whole numbers in the call log and among live calls. One's own calls are always whole.
    CallLogUnmask = "call-log-unmask",
    /// See what calls cost.
    CostRead = "cost-read",
    /// See calls without a tariff, make, activate and withdraw versions of the tariff, rate calls again.
    TariffManage = "tariff-manage",
    /// See the statistics of all calls.
    StatisticsGlobal = "statistics-global",
    /// See calls while they last.
    LiveCallsRead = "live-calls-read",
    /// Work at the operator's panel: who is there, who talks, calls passed on.
    OperatorPanel = "operator-panel",
    /// See the board of queues. `Own` and `Department`: of those that have a member within the scope.
    QueueBoardRead = "queue-board-read",
    /// Join a queue, leave it, pause.
    QueueJoin = "queue-join",
    /// Add, remove and pause members of a queue, and change their penalty.
    QueueManage = "queue-manage",
    /// Move a waiting call, or let it go first.
    QueueCallMove = "queue-call-move",
    /// Listen to calls of a queue while they last, whisper, join in. Other people's voices.
    QueueListen = "queue-listen",
    /// Have a call of a queue recorded while it lasts. Other people's voices.
    QueueRecord = "queue-record",
    /// See the statistics of queues. `Own`: what concerns oneself as an agent.
    QueueStatistics = "queue-statistics",
    /// See which calls were recorded and listen to them. Other people's voices: nobody has it along with something else.
    RecordingListen = "recording-listen",
    /// Take a recording out of the portal.
    RecordingDownload = "recording-download",
    /// Decide how long recordings stay: keep one for longer, delete what is old.
    RecordingPurge = "recording-purge",
    /// Make campaigns, load who is called, see how far they are.
    CampaignManage = "campaign-manage",
    /// Call the contacts of a campaign.
    CampaignWork = "campaign-work",
    /// Announce that something does not work.
    IncidentSet = "incident-set",
    /// Enter holidays.
    HolidayEdit = "holiday-edit",
    /// Close a site, and open it again.
    ClosureSwitch = "closure-switch",
    /// Change which page opens at which call.
    CtiManage = "cti-manage",
    /// Load announcements and music.
    SoundManage = "sound-manage",
    /// Change what callers hear and choose before somebody answers.
    IvrManage = "ivr-manage",
    /// Create and change queues.
    QueueConfigure = "queue-configure",
    /// Create and change telephones.
    PhoneManage = "phone-manage",
    /// Change short numbers, and which telephones may call where.
    NumberManage = "number-manage",
    /// Change who may pick up whose calls.
    PickupManage = "pickup-manage",
    /// Create and change people and what they may do.
    PeopleManage = "people-manage",
    /// Create and change departments.
    DepartmentManage = "department-manage",
    /// See what each profile allows, see the portal's menu as others do, give up the profiles of a queue that is gone.
    ProfileManage = "profile-manage",
    /// Let other programs ask for calls, and stop them.
    ApiClientManage = "api-client-manage",
    /// See whether everything works.
    HealthRead = "health-read",
    /// See who did what (`Own`: what oneself did).
    AuditRead = "audit-read",
    /// Change the own password.
    AccountSelf = "account-self",
}

impl Capability {
    /// The capability of a [`key`](Self::key).
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|capability| capability.key() == key)
    }
}

impl fmt::Display for Capability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}
