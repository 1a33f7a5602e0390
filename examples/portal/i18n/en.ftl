### English, the reference: every other language has these messages, with these variables.

-product = Switchhook

## Words used everywhere

product-name = { -product }
month-name = { $month ->
    [m01] January
    [m02] February
    [m03] March
    [m04] April
    [m05] May
    [m06] June
    [m07] July
    [m08] August
    [m09] September
    [m10] October
    [m11] November
   *[m12] December
}
month-of-year = { $month } { $year }
list-last = { $others } and { $last }
calls-count = { $count ->
    [one] { NUMBER($count) } call
   *[other] { NUMBER($count) } calls
}
entries-count = { $count ->
    [one] { NUMBER($count) } entry
   *[other] { NUMBER($count) } entries
}
people-count = { $count ->
    [one] { NUMBER($count) } person
   *[other] { NUMBER($count) } people
}
phones-count = { $count ->
    [one] { NUMBER($count) } phone
   *[other] { NUMBER($count) } phones
}
lines-count = { $count ->
    [one] { NUMBER($count) } line
   *[other] { NUMBER($count) } lines
}
save = Save
cancel = Cancel
delete = Delete
edit = Edit
search = Search
filter-apply = Show
filter-clear = Clear filters
filter-remove = Remove the filter { $filter }
filter-chip = { $name }: { $value }
filters-active = Active filters
load-more = Load more
all = All
copy = Copy
copied = Copied
actions = Actions
actions-for = Actions for { $name }
optional = optional
unknown = Unknown
sort-by = Sort by { $column }
export-csv = Download CSV
print = Print
form-has-errors = Nothing was saved. Please correct:
name = Name
first-name = First name
last-name = Last name
company = Company
department = Department
email = E-mail
number = Number
numbers = Numbers
date-label = Date
duration-label = Duration
state = State
from = From
to = To
result = Result

## Frame of every page

skip-to-content = Skip to the content
main-menu = Main menu
menu-fold = Fold the menu
menu-unfold = Unfold the menu
menu-open = Menu
menu-telephony = My telephony
menu-queues = Call groups
menu-admin = Administration
language = Language
theme = Appearance
theme-system = As the system
theme-light = Light
theme-dark = Dark
preferences = Language and appearance
apply = Apply
log-out = Log out
signed-in-as = Logged in as { $name }
live-state-live = Live
live-state-late = Late
live-state-offline = Offline
live-state-help = Connection to the live data
demo-ribbon = Demonstration
demo-help = Sample company, simulated telephone exchange: no real phone rings.
footer-about = { -product }, a telephony portal for Asterisk
notices = Messages
success = Done
failure = Failed
info = Note
confirm-title = Please confirm
confirm-yes = Yes, go on
session-ending-title = Are you still there?
session-ending-text = Nothing has happened for a while. You will be logged out in one minute.
session-stay = Stay connected

## Presence and calls

presence-free = Free
presence-ringing = Ringing
presence-busy = On a call
presence-offline = Not connected
presence-unknown = Unknown
direction-in = Incoming
direction-out = Outgoing
direction-internal = Internal
call-ringing = Ringing
call-talking = Talking
call-waiting = In the queue
call-held = On hold
call-service = Automatic service
result-answered = Answered
result-missed = No answer
result-busy = Busy
result-failed = Failed
call-number = Call { $number }
dial-ringing = Your phone { $phone } rings: lift it, then { $number } is called.
dial-pending = Calling…
dial-failed = The call was not made. The portal did not answer; try again.
dial-no-phone = You have no phone: ask your administrator for one to call from here.

## Log in and passwords

login-title = Log in
login-name = Login
password = Password
login-submit = Log in
login-wrong = The login or the password is not right. Check both and try again.
login-too-many = { $seconds ->
    [one] Too many attempts. Wait { NUMBER($seconds) } second, then try again.
   *[other] Too many attempts. Wait { NUMBER($seconds) } seconds, then try again.
}
login-expired = Your session ended after a time without activity. Log in again.
login-demo-accounts = Accounts of the demonstration
profile = Profile
profiles = Profiles
setup-title = First administrator
setup-intro = This portal has no account yet. Create the one that administers it; this page works once.
invite-title = Choose your password
invite-intro = Welcome, { $name }. Choose the password with which you will log in as { $login }.
password-new = New password
password-again = The same password again
password-help = At least { NUMBER($length) } characters. A short sentence is easy to remember.
password-set = Save the password

## Home

home-title = Home
home-welcome = Welcome, { $name }
home-my-phone = My phone
home-no-phone = No phone is yours yet. Your administrator can give you one.
home-missed = Missed calls today
home-no-missed = You missed no call today.
home-find = Find a colleague
home-queues = Call groups now
home-administration = State of the portal
home-all-well = Everything works.
home-problems = { $count ->
    [one] { NUMBER($count) } item needs attention.
   *[other] { NUMBER($count) } items need attention.
}
home-unrated = { $count ->
    [one] { NUMBER($count) } call without a tariff
   *[other] { NUMBER($count) } calls without a tariff
}

## Directory

directory-title = Directory
directory-search = Name, company, number or e-mail
directory-source = Kind of entry
directory-source-internal = Colleagues
directory-source-contact = Contacts
directory-only-private = My private contacts only
directory-only-free = Free now only
directory-presence = Presence
directory-where = Company or department
directory-private = Private
directory-shared = Everybody’s
directory-or-others = { $others ->
    [one] { $name } or { NUMBER($others) } other
   *[other] { $name } or { NUMBER($others) } others
}
directory-add = Add a contact
directory-empty = The directory is empty. Add a first contact.
directory-no-result = Nobody matches these filters.
directory-delete-confirm = Delete { $name } from the directory?

## Contact

contact-new = New contact
contact-edit = Edit the contact
contact-number-nth = Number { NUMBER($n) }
contact-number-help = As you dial it, with or without spaces; an international number starts with +.
contact-private = Private: only I see this contact

## Contacts as files

contacts-exchange = Contacts from and to files
contacts-intro = CSV of spreadsheets and vCard of telephones and mail programs.
contacts-import = Import contacts
contacts-export = Export contacts
contacts-file = CSV or vCard file
contacts-file-help = At most { $megabytes } MB. The first line of a CSV file names its columns.
contacts-as-shared = Everybody sees these contacts, unless the file says that they are private
contacts-no-file = Choose a file.
contacts-too-large = The file is larger than { $megabytes } MB: split it, or leave out the photographs.
contacts-export-private = My private contacts ({ $form })
contacts-export-shared = Everybody’s contacts ({ $form })
contacts-preview = { $file }: what would be added
contacts-nothing-stored = Nothing is stored yet.
contacts-to-add = To be added
contacts-known = Known already
contacts-later = Next time: import the same file again
contacts-refused = Refused
contacts-left-out = Left out, for want of a place here:
contacts-do-import = Import
contacts-line = Line
contacts-reason = Reason
contacts-not-yours = Everybody would see this contact: only those who manage the directory import such contacts. Mark it private.
contacts-field = { $field }: { $problem }
contacts-open-quote = A quotation mark is never closed; double those that belong to a text.
contacts-row-too-long = The row is longer than { NUMBER($max) } bytes; split it.
contacts-no-heading = The first line must name a column with a name or company and one with a number.
contacts-outside-card = This stands outside of any card; write it between BEGIN:VCARD and END:VCARD.
contacts-not-ended = The card does not end; write END:VCARD behind it.
contacts-unknown-version = Version “{ $version }” of vCard is not known; export 3.0 or 4.0.
contacts-group = This is a group and nobody’s card; export its members.
contacts-too-many = A file brings { NUMBER($max) } contacts at most; split it.
notice-contacts-imported = The contacts were imported.

## Live calls

live-title = Live calls
live-empty = Nobody is on the phone at the moment. A call appears here as soon as it starts.
live-since = For
live-pause = Pause updates
live-stale = This is the last known state: the telephony server is not reachable or is being read again. The page corrects itself.
live-queue = Queue

## Channels

channels-title = All channels
channels-count = { $count ->
    [one] { NUMBER($count) } channel
   *[other] { NUMBER($count) } channels
}
channels-bridge = Bridge
channels-bridge-kind = Bridge ({ $kind })
channels-alone = In no bridge
channels-name = Channel
channels-party = Party
channels-connected = Connected to
channels-application = Application
channel-up = Connected
channel-calling = Calling
channel-preparing = Being set up
channel-busy = Busy

## Queue board

queues-title = Queue board
queues-empty = You see no queue. An administrator can make you agent or supervisor of one.
queue-waiting = Waiting
queue-longest = Longest wait
queue-agents-free = Free agents
queue-agents-busy = Busy agents
queue-answered = Answered
queue-abandoned = Abandoned
queue-callers = Waiting callers
queue-no-callers = Nobody is waiting.
queue-agents = Agents
queue-no-agents = No agent is in this queue.
queue-position = Position
queue-caller = Caller
queue-agent = Agent
queue-calls-taken = Calls taken
agent-free = Free
agent-ringing = Ringing
agent-busy = On a call
agent-paused = Paused
agent-paused-for = Paused: { $reason }
agent-unavailable = Unavailable

## Call log

calls-title = Call log
calls-direction = Direction
calls-number-contains = Number contains
calls-time-window = Time ± 30 min
calls-masked = The last three digits of other people’s numbers are hidden.
calls-cost = Cost
calls-unrated = No tariff
call-of = Call of { $when }
call-about = The call
call-tax = Tax
call-rated = Priced
call-pending = It has no price yet: calls are priced when they end.
call-tariff-gone = A tariff that is not kept any more
calls-empty = No call yet. Calls appear here when they end.
calls-no-result = No call matches these filters.
calls-scope-own = Your calls
calls-scope-department = Calls of your department
calls-scope-all = Calls of everybody

## Costs

costs-title = Costs
costs-step-period = 1. Period
costs-step-report = 2. Report
costs-step-who = 3. Who
costs-month = Month
costs-month-none = No month: use the dates
costs-begin = First day
costs-end = Last day, included
costs-period-help = Choose a month, or else dates.
costs-summary = Summary: one line per person
costs-detail = Detail: one line per call
costs-phones = Phones
costs-who-help = Choose a department or phones; neither for everything that you may see.
costs-show = Show the costs
costs-report-title = Costs: { $period }
costs-kind-summary = Summary
costs-kind-detail = Detail
costs-criteria = Criteria
costs-period = Period
costs-report = Report
costs-called = Called number
costs-calls = Calls
costs-before-tax = Before tax ({ $currency })
costs-tax = Tax ({ $currency })
costs-after-tax = With tax ({ $currency })
costs-subtotal = Total of { $department }
costs-total = Total
costs-rounding = Totals add the exact amounts; each figure is rounded for display only.
costs-empty = No call with a price in this period.
costs-change = Change the criteria
costs-unrated-notice = { $count ->
    [one] { NUMBER($count) } call of this period has no tariff and is not in the totals.
   *[other] { NUMBER($count) } calls of this period have no tariff and are not in the totals.
}

## Calls without a tariff

unrated-title = Calls without a tariff
unrated-intro = No tariff fits these numbers, so their calls have no price. Add a rate or upload a corrected tariff.
unrated-empty = Every call has its tariff.
unrated-reason = Reason
unrated-again = Rate again

## People

people-title = People
people-add = Add a person
people-search = Name or login
people-empty = No person matches.
people-phones = Phones
people-last-login = Last login
people-never = Never
person-active = Active
person-invited = Invited
person-disabled = Disabled
person-new = New person
person-edit = Person: { $name }
person-login-help = Small letters, digits, dots and hyphens.
person-profiles-help = Rights add up: whoever holds several profiles may do what any of them allows.
person-queues = Queues
person-queues-help = Whoever takes the calls of a queue or watches over it. These profiles come and go with the queue.
person-grants = Single rights
person-grants-help = Over everything, for this person alone, and noted in the audit trail.
person-grant-with = Counts along with: { $profiles }.
person-department-none = No department
person-access = Access
person-disable = Disable
person-enable = Enable again
person-disable-confirm = Disable { $name }? Open sessions end at once; the history stays.
person-new-link = New password link
person-new-link-help = Makes a link with which the person chooses a password. Nobody else ever sees it.
link-title = One-time link
link-intro = Give this link to { $name }. It is shown only here and only now.
link-expires = It works once, until { $when }.
link-label = Link

## Departments

departments-title = Departments
departments-add = Add a department
departments-empty = No department yet. Add the first one.
department-short = Short name
department-full = Full name
department-new = New department
department-edit = Department: { $name }
department-delete-confirm = Delete the department { $name }? Only a department without people and phones can be deleted.

## Phones

phones-title = Phones
phones-add = Add a phone
phones-empty = No phone yet. Add the first one.
phones-search = Extension, name or person
phone-extension = Extension
phone-extension-help = The internal number: 2 to 6 digits.
phone-label = Name shown to others
phone-person = Person
phone-person-none = Nobody
phone-hidden = Hide from the directory
phone-new = New phone
phone-edit = Phone { $extension }
phone-effect-title = What saving does
phone-effect-text = The PJSIP sections of this phone are written to Asterisk, then PJSIP is reloaded. Calls in progress are not touched.
phone-delete-confirm = Delete the phone { $extension }? It can no longer register; its calls stay in the log.
phone-secret-title = Phone { $extension } is ready
phone-secret-intro = Enter these in the telephone. The password is shown only here and only now.
phone-secret-server = SIP server
phone-secret-user = SIP user
phone-secret-password = SIP password
phone-new-secret = New SIP password
phone-new-secret-confirm = Make a new password for { $extension }? The telephone stays out of service until it is entered there.
done = Done

## Health

health-title = Configuration check
health-item = Item
health-detail = Detail
health-remedy = What to do
health-ok = Works
health-warning = Attention
health-failed = Fails
health-again = Check again
health-checked-at = Checked at { $when }

## Audit

audit-title = Audit trail
audit-search = Person, action or object
audit-when = When
audit-who = Who
audit-address = From address
audit-action = Action
audit-object = Object
audit-done = Done
audit-refused = Refused
audit-failed = Failed
audit-empty = Nothing was recorded for these criteria.

## Account

account-title = My account
account-data = My data
account-data-help = Your administrator keeps these up to date.
account-phones = My phones
account-password = Change my password
account-password-current = Current password
account-sessions = My sessions
account-session-started = Started
account-session-seen = Last activity
account-session-address = Address
account-session-browser = Browser
account-session-current = This one
account-session-end = End
account-session-end-label = End the session from { $address }

## Errors

error-what = What happened
error-not-done = What was not done
error-remedy = What you can do
error-reference = Reference for your administrator: { $reference }
error-home = To the home page
dial-own-number = This is your own number; choose another.

## What is wrong with a field

problem-empty = Fill in this field.
problem-too-short = Give at least { NUMBER($min) } characters.
problem-too-long = Give at most { NUMBER($max) } characters.
problem-not-digits = Use digits only.
problem-blank = Leave out the blanks.
problem-bad-character = Leave out the character “{ $character }”.
problem-not-an-email = Write the e-mail address as name@example.org.
problem-not-a-date = Choose a date.
problem-not-a-month = Choose a month from the list.
problem-not-a-time = Write the time as 14:30.
problem-ends-before-it-begins = The end is before the beginning; exchange the two dates.
problem-excludes = Fill in either this or the other field, not both.
problem-taken = This is taken already; choose another.
problem-unknown = Choose from the list.
problem-last-administrator = This is the last administrator; make somebody else one first.
problem-more-than-you-hold = You cannot grant a profile that you do not hold.
problem-passwords-differ = The two passwords differ; type both again.
problem-password-common = This password is among the first that are guessed; choose another.
problem-password-like-login = The password contains the account name; choose another.
problem-password-wrong = This is not your present password.
problem-pbx = The telephony server did not take the change, so nothing was saved: { $reason }

## Profiles

profile-user = User
profile-user-help = Directory, own calls and own costs.
profile-department-head = Department head
profile-department-head-help = Calls and costs of the own departments.
profile-direction = Management
profile-direction-help = All costs and all queues.
profile-accounting = Accounting
profile-accounting-help = All costs.
profile-calls = Calls
profile-calls-help = The whole call log, other people’s numbers masked.
profile-administrator = Administrator
profile-administrator-help = People, telephones, departments, tariff, health.
profile-auditor = Auditor
profile-auditor-help = Reads the audit trail, nothing else.

## What the last request did

notice-saved = Saved.
notice-deleted = Deleted.
notice-password-set = Your new password is set. You can log in with it.
notice-password-changed = Your password is changed; your other sessions have ended.
notice-session-ended = The session has ended.
notice-logged-out = You are logged out.
notice-rated-again = The tariff was read again and the calls without a price were rated.
notice-department-in-use = The department still has people or telephones; move them first.
pbx-unreachable = The telephony server { $name } has not been reachable since { $since }. The last known state is shown.

## Errors as pages

error-forbidden = This page is not for your profiles.
error-forbidden-remedy = Ask an administrator for a profile that allows it.
error-not-found = There is nothing at this address.
error-not-found-remedy = It may have been deleted. Go on from the menu.
error-stale = The form was too old, or did not come from a page of this portal.
error-stale-remedy = Go back, reload the page and try again.
error-bad-request = The portal did not understand the request.
error-too-many = Too many requests in a short time.
error-too-many-remedy = Wait { NUMBER($seconds) } s and try again.
error-internal = Something went wrong in the portal.
error-internal-remedy = Try again. If it happens again, give the reference to an administrator.
error-nothing-done = Nothing was saved or changed.
link-void = This link was used already or is too old.
link-void-remedy = Ask an administrator for a new one.

## Click-to-dial

dial-connected = Your phone is lifted: { $number } is being called.
dial-own-no-answer = Your telephone { $phone } was not answered.
dial-own-busy = Your telephone { $phone } is busy.
dial-own-unreachable = Your telephone { $phone } did not ring: it is not registered. Switch it on or ask an administrator.
dial-pbx-down = The telephony server cannot be reached; no call was started.
dial-unknown = The call was asked for, but the telephony server did not say what became of it. Look at your telephone before you try again.
dial-refused = The telephony server refused the call: { $reason }
dial-bad-number = “{ $number }” cannot be dialled: { $problem }
dial-not-allowed = Your profiles do not allow starting calls.
dial-too-many = Too many calls in a minute; wait { NUMBER($seconds) } s.
dial-not-configured = Click-to-dial is not set up: give a [[pbx.manager]] of portal.toml the task “calls”.

## Why a call has no price

unrated-no-tariff = No tariff is configured.
unrated-no-prefix = No row of the tariff fits the number; add one.
unrated-length = The number has another length than the tariff expects.
unrated-invalid = The call record cannot be rated: { $reason }
unrated-blocked = The tariff forbids this destination, but the call took place.
tariff-in-use = Tariff in use: { $tariff }
tariff-problems = Lines of the tariff that are not used

## The configuration check

health-pbx-events = Telephony server: events
health-pbx-calls = Telephony server: starting calls
health-pbx-config = Telephony server: configuration
health-pbx-connected = Connected to { $version }.
health-pbx-connecting = Not connected: { $reason }
health-pbx-refused = The server refuses this account: { $reason }
health-pbx-remedy = Check that Asterisk runs, and address, user and secret in portal.toml against manager.conf.
health-pbx-missing = No account is configured for this.
health-pbx-missing-remedy = Add it to portal.toml as [[pbx.manager]], or give an account this task.
health-gaps = Time without events
health-gaps-none = No interruption in the last thirty days.
health-gap = From { $began } to { $ended }: records of calls that ended then are missing.
health-database = Database
health-tariff = Tariff
health-tariff-problems = { $count ->
    [one] { NUMBER($count) } line cannot be used.
   *[other] { NUMBER($count) } lines cannot be used.
}
health-tariff-remedy = See the page “Calls without a tariff”.
health-version = Portal { $version }, running for { $uptime }
health-portal = Portal

## Call log, costs and administration: words of the pages behind them

calls-from-name = From: name
calls-from-number = From: number
calls-to-name = To: name
calls-to-number = To: number
currency = Currency
phone-label-help = Such as “Meeting room”; without it the person’s name is shown.
costs-days = { $begin } to { $end }
costs-without-department = Without department
costs-date-and-time = Date and time
unrated-no-tariff-in-use = No tariff is in use.
audit-action-word = { $action ->
    [log-in] Logged in
    [log-out] Logged out
    [create] Created
    [update] Changed
    [delete] Deleted
    [originate] Started a call
    [schedule] Scheduled a call
    [configure] Configured the exchange
    [export] Exported
    [rate] Rated calls
    [listen] Listened
    [purge] Deleted by age
    [view] Looked at
   *[other] Other
}
audit-object-word = { $kind ->
    [person] Person
    [department] Department
    [phone] Phone
    [contact] Contact
    [call] Call
    [api-client] API client
    [file] File
    [page] Page
    [tariffs] Tariff
    [tariff] Tariff version
    [recording] Recording
    [kept] Kept data
    [session] Session
    [site] Site settings
    [queue] Queue
   *[other] Other
}
audit-named = { $kind }: { $name }
audit-portal = Portal
health-gap-open = Since { $began } no event arrives: records of calls that end now may be missing.
health-gap-remedy = Compare the call log of that time with Master.csv on the telephony server.
health-database-version = SQLite { $version }
health-tariff-none = No tariff is in use: calls to the outside have no price.
health-tariff-none-remedy = Name the plan in portal.toml (tariff) and correct what the page “Calls without a tariff” lists.
health-uptime = { $days ->
    [one] { NUMBER($days) } day and { $time }
   *[other] { NUMBER($days) } days and { $time }
}
browser-on-system = { $browser }, { $system }
costs-days-from = from { $begin }
costs-days-until = until { $end }
costs-department-total = Total of the department
costs-too-many-calls = More than { NUMBER($count) } calls: choose a shorter period, a department or phones.
costs-two-currencies = The calls of this period are priced in { $one } and in { $other }: choose a period with one currency.
costs-too-large = The sum is too large: choose a shorter period.
notice-saved-not-in-pbx = Saved, but the telephony server did not take the new name: calls still show the old one. Save the telephone again later.
criteria-have-errors = Please correct:
calls-search-cut = Only the latest { NUMBER($count) } calls were looked through; choose a date to look further back.
calls-csv-cut = Only the latest { NUMBER($count) } calls are in this file; choose a date.
dial-unknown-number = The telephony server has nothing for the number { $number }; nothing rang. Check the number.
clients-title = API clients
clients-intro = Other programs that may start calls, such as a CRM. How they ask is in docs/api.md.
clients-add = Add a client
clients-empty = No other program may start calls. Add the first one.
clients-created = Created
clients-used = Last used
clients-used-from = { $when } from { $address }
client-sources = Phones
client-sources-all = All
client-sources-help = Extensions that the program may ring, with blanks between; X stands for any digit, such as 1XX. Empty: all phones.
client-name-help = Letters, digits, dots, dashes; it stands in the audit trail.
client-active = Active
client-revoked = Stopped
client-revoke = Stop
client-revoke-confirm = Stop the client { $name }? Its token is void at once and cannot be used again.
client-token-title = Client { $name } is ready
client-token-intro = Enter this token in the program. It is shown only here and only now; whoever has it can start calls.
client-token = Token
client-address = Address
notice-client-revoked = The client was stopped; its token is void.
dial-number-not-allowed = The rules here leave { $number } out: it may not be called. Ask your administrator.

phone-device = Device
phone-model = Model
phone-model-none = Not known
phone-mac = MAC address
phone-mac-help = As on the label of the telephone, such as 00:0b:82:aa:bb:cc.
phone-file-text = The telephone fetches this file at its start. It holds the SIP password and the passwords of the telephone’s own pages: keep it where only the telephone gets it.
phone-file-download = Download { $name }
problem-phone-model = Choose the model of the telephone.
problem-phone-file = The configuration file cannot be made: { $reason }
problem-mac-length = “{ $text }” has { NUMBER($digits) } hexadecimal digits; a MAC address has 12, such as 00:0b:82:aa:bb:cc.
problem-mac-digit = “{ $text }”: “{ $found }” is no hexadecimal digit. Write the address as on the label, such as 00:0b:82:aa:bb:cc.
problem-mac-separators = “{ $text }”: the separators do not fit. Write 000b82aabbcc, 00:0b:82:aa:bb:cc, 00-0b-82-aa-bb-cc or 000b.82aa.bbcc.
problem-mac-nobody = { $mac } is no address of a single device. Write the one on the label.

## Recordings

recordings-title = Recordings
recordings-count = { $count ->
    [one] { NUMBER($count) } recording
   *[other] { NUMBER($count) } recordings
}
recordings-scope-all = All recordings
recordings-scope-department = Recordings of your departments
recordings-scope-own = Your recordings
recordings-logged = Whoever listens is noted in the audit trail.
recordings-all = All recordings
recordings-first-day = First day
recordings-last-day = Last day
recordings-who = Person or extension
recordings-queue = Queue
recordings-at-least = Min. length (s)
recordings-text = File, person, queue or reason
recordings-length = Length
recordings-sound = Recording
recordings-empty = No recording yet.
recordings-empty-help = No recording yet. The dialplan records a call with MixMonitor and names the file with UserEvent(Recording,…) or CDR(userfield); the portal’s README shows how.
recordings-no-result = No recording fits these criteria.
recordings-off = The portal does not know where recordings are: an administrator has to name the folder in portal.toml, recordings.folder.
recordings-search-cut = Only the latest { NUMBER($count) } recordings were looked through; choose days to look further back.
recording-of = Recording of { $when }
recording-held = Kept
recording-not-playable = No browser plays this kind of file.
recording-not-playable-download = No browser plays this kind of file; download it.
recording-expected = Not ready yet
recording-missing = File missing
recording-missing-help = The telephony server named this file, but it is not in the folder of recordings: it was moved or deleted, or the folder is not mounted. If it comes back, it can be heard again.
recording-purged = Deleted on { $when }
recording-download = Download
recording-about = About this recording
recording-call = Call
recording-size = Size
recording-file = File
recording-until = Will be deleted
recording-until-released = Not while it is kept
recording-until-never = Never
recording-reason = Reason
recording-keep-title = How long it stays
recording-keep-help = Why it must not be deleted by its age, such as “Complaint 2026-77”.
recording-hold = Keep for longer
recording-release = No longer keep
recording-delete-confirm = Delete this recording? It cannot be brought back; the audit trail notes that you deleted it.
recording-uses = Who listened or downloaded
recording-unused = Nobody yet.
recording-gone = It was deleted; what stays is this note of it.
recording-use = { $action ->
    [export] Downloaded
   *[other] Listened
}
size-kilobytes = { $size } kB
size-megabytes = { $size } MB
size-gigabytes = { $size } GB
retention-title = Retention
retention-due = What would be deleted now
retention-notes = Log entries
retention-nothing = Nothing has been kept for long enough yet.
retention-purge = Delete now
retention-confirm = Delete now everything that has been kept for long enough? It cannot be brought back.
retention-runs = What was deleted
retention-no-run = Nothing was deleted yet.
retention-for-ever = for ever
retention-days = { $count ->
    [one] { NUMBER($count) } day
   *[other] { NUMBER($count) } days
}
retention-of-recordings = Recordings stay: { $keep }.
retention-of-notes = Log entries stay (audit trail, times without the telephony server, deleted recordings): { $keep }.
retention-next = Next run: { $when }
retention-run-open = Still running, or cut off
retention-run-cut = Cut off; the next run finishes it
retention-run-failed = { $count ->
    [one] { NUMBER($count) } file could not be deleted
   *[other] { NUMBER($count) } files could not be deleted
}
calls-recording = Listen to the recording
notice-recording-held = The recording stays until somebody chooses “No longer keep”.
notice-recording-released = The recording will be deleted when its time is up.
notice-recording-deleted = The recording was deleted.
notice-recording-is-held = The recording is kept for a reason; choose “No longer keep” first.
notice-purged = What had been kept for long enough was deleted.
notice-purge-busy = Recordings are being deleted already; nothing was done. Try again in a minute.
notice-purge-failed = Not everything could be deleted; the portal’s log says why.
profile-supervisor = Supervisor
profile-supervisor-help = Watches over a queue: its board, members, statistics and recordings.
profile-recording-officer = Recording officer
profile-recording-officer-help = All recordings: listen, download, and decide how long they stay.
profile-external-forward = External forward
profile-external-forward-help = May forward the own telephones to numbers outside.
profile-statistics = Statistics
profile-statistics-help = The statistics of all calls.
profile-incidents = Incidents
profile-incidents-help = Announces what does not work.
profile-holidays = Holidays
profile-holidays-help = Enters holidays.
profile-fax = Fax
profile-fax-help = Receives and sends faxes.
profile-agent = Agent
profile-agent-help = Takes the calls of a queue: joins, leaves, pauses.
profile-department-supervisor = Supervisor of departments
profile-department-supervisor-help = Queues and recordings of the own departments.
profile-receptionist = Receptionist
profile-receptionist-help = The operator’s panel.
profile-api-client = Program
profile-api-client-help = Nothing but what its token is given.
calls-scope-queues = Your calls and those of your queues
calls-scope-department-queues = Calls of your department and your queues
recordings-scope-queues = Recordings of your queues
recordings-scope-department-queues = Recordings of your departments and queues
recordings-missing = { $count ->
    [one] { NUMBER($count) } file is missing
   *[other] { NUMBER($count) } files are missing
}
health-recordings = Recordings
health-recordings-unread = The folder of recordings cannot be read: { $reason }
health-recordings-remedy = Check recordings.folder in portal.toml, whether it is mounted, and whether the portal’s user may read it.
health-recordings-missing-remedy = See the page “Recordings”: files were moved or deleted by something else than the portal.

## Scheduled calls
scheduled-title = Scheduled calls
scheduled-scope-own = Your scheduled calls
scheduled-scope-department = Scheduled calls of your departments
scheduled-scope-all = All scheduled calls
scheduled-how = At the time, your own telephone rings; lift it, then the number is called.
scheduled-off = Nobody can schedule calls here. It takes a portal on the telephony server’s own machine; there the administrator names Asterisk’s spool in portal.toml, spool.folder.
scheduled-trouble = Calls cannot be scheduled now: { $reason }
scheduled-new = Schedule a call
scheduled-at = Call { $number } at …
scheduled-change = Another time
scheduled-cancel = Cancel the call
scheduled-cancel-confirm = Cancel the call to { $number }?
scheduled-open = To come
scheduled-done = Past
scheduled-none-open = No call is scheduled.
scheduled-none-done = No scheduled call is over yet.
scheduled-phone = Rings first
scheduled-number = Then called
scheduled-note = Note
scheduled-note-help = For yourself; nobody else sees it.
scheduled-time = Time
scheduled-state = State
scheduled-clock = Local time of { $zone }. A time that the change of the clocks leaves out moves later by as much; of one that comes twice, the first counts.
scheduled-limits = Days ahead, at most: { NUMBER($days) }. Calls scheduled at once, at most: { NUMBER($calls) }.
scheduled-attempts = { $count ->
    [one] { NUMBER($count) } attempt
   *[other] { NUMBER($count) } attempts
}
scheduled-state-word = { $state ->
    [placing] Being scheduled
    [waiting] Scheduled
    [calling] Your telephone rings
    [talking] Answered, going on
    [retrying] Not answered, tried again
    [answered] Answered
    [busy] Telephone was busy
    [no-answer] Not answered
    [failed] Telephone not reachable
    [expired] Not answered or not reachable
    [discarded] Refused by the telephony server
    [cancelled] Cancelled
    [withdrawn] Withdrawn: no longer allowed
   *[other] Outcome not known
}
scheduled-past = This time has passed; choose one to come.
scheduled-too-far = This is too far away: at most { $days ->
    [one] { NUMBER($days) } day
   *[other] { NUMBER($days) } days
} ahead.
scheduled-emergency = Emergency numbers cannot be called later. Call now, from a telephone.
scheduled-planned-twice = You have scheduled a call to this number already; change its time.
scheduled-too-many = You have { $limit ->
    [one] { NUMBER($limit) } scheduled call
   *[other] { NUMBER($limit) } scheduled calls
} already; cancel one first.
notice-scheduled = The call is scheduled.
notice-scheduled-skips = The call is scheduled. The clock goes forward over the time that you chose: see the list for when it is.
notice-scheduled-twice = The call is scheduled. The clock shows the time that you chose twice: it is at the first.
notice-scheduled-cancelled = The call is cancelled.
notice-scheduled-calling = The call was just being made: it goes on, but is not tried again.
notice-scheduled-late = The call is cancelled, but its time had come: your telephone may still ring once.
notice-scheduled-not-moved = The call is just being made; its time was not changed.
notice-scheduled-over = This call is over already.
notice-scheduled-failed = The telephony server’s spool did not take the change; nothing was changed. The portal’s log says why.
health-scheduled = Scheduled calls
health-scheduled-remedy = Check spool.folder in portal.toml, and that the portal’s user is Asterisk’s or in its group; switchhook-portal check portal.toml says more.

## Tariff administration

tariff-title = Tariff
tariff-intro = Each active version prices calls from its first day on, until that of the next one.
tariff-upload = New version
tariff-files-none = No tariff file is configured: calls before the first active version have no price.
tariff-files-in-use = From the configured file: { $tariff }. It holds before the first active version.
tariff-empty = No version yet. Upload one, or go on with the configured file.
tariff-effective = First day
tariff-rows = Rows
tariff-refused = Refused lines
tariff-made = Made
tariff-by = { $when }, { $name }
tariff-in-force = In force today
tariff-state-draft = Draft
tariff-state-active = Active
tariff-state-withdrawn = Withdrawn
tariff-stale = { $count ->
    [one] { NUMBER($count) } price is of another tariff than the one in force on its day.
   *[other] { NUMBER($count) } prices are of another tariff than the one in force on their day.
}
tariff-version-title = Tariff from { $day }
tariff-note = Note
tariff-note-help = Where the prices come from, for example.
tariff-compare = Compare
tariff-more = { $count ->
    [one] { NUMBER($count) } more is not shown.
   *[other] { NUMBER($count) } more are not shown.
}
tariff-files = Files
tariff-fingerprint = Fingerprint
tariff-activate = Activate
tariff-activate-help = This version has { NUMBER($rows) } rows, the one in force { NUMBER($now) }. Compare that with the file that you meant to upload, then type the number of rows of this version.
tariff-confirm-rows = Number of rows
tariff-without-refused = Activate without the refused lines
tariff-refused-first = Some lines were refused: correct the file, or tick that they may stay out.
tariff-withdraw = Withdraw
tariff-withdraw-confirm = Withdraw this version? Its days go back to the one before. Stored prices stay until calls are rated again.
tariff-discard = Delete the draft
tariff-discard-confirm = Delete this draft with its files?
tariff-new-intro = The files are checked and kept as a draft, which prices nothing until it is activated.
tariff-plan-file = Plan (TOML)
tariff-plan-help = Without a file, the plan in force is taken over.
tariff-deck-files = Decks (CSV)
tariff-deck-help = With the names that the plan gives them. One that is not uploaded is taken over from the tariff in force.
tariff-effective-help = Calls that begin on this day or later get these prices once the version is activated.
tariff-check = Check and keep as a draft
tariff-nothing-uploaded = Choose a plan or a deck.
tariff-unusable = These files make no tariff; nothing was kept
tariff-too-large = The files are larger than { $megabytes } MB together; leave out what the plan does not name.
tariff-not-text = { $file } is no UTF-8 text; save it as UTF-8 and upload it again, or import it as an operator’s file, which may have another encoding.
tariff-not-named = The plan names no deck { $file }; correct the plan or the name of the file.
tariff-from-file = Configured file
tariff-back = Back to the version
import-title = Import an operator’s file
import-intro = A mapping says what the columns of the file mean. All that was read, refused and repaired is shown before anything is kept.
import-file = File of the operator
import-file-help = Text with any columns, in any encoding.
import-mapping = Mapping
import-mapping-own = My own mapping
import-ready-inter = inter.csv: classic price
import-ready-inter-optimum = inter.csv: base price of the packages
import-ready-inter-hours = inter.csv: packages of { $hours } hours
import-ready-opt-rates = opt_rates.txt: groups and units
import-ready-teliax = teliax-rates.csv: dollars a minute
import-map-file = Mapping file (TOML)
import-map-help = For your own mapping only: which column is the prefix, the destination, the price.
import-deck = Deck whose rows it replaces
import-begin = Read the file
import-two-mappings = A ready-made mapping and a file were both given; keep one of the two.
import-no-mapping = Upload your mapping, or choose a ready-made one.
import-no-file = Choose the file of the operator.
import-no-plan = No tariff is in use yet: upload the plan too.
import-no-deck = Choose one of the plan’s decks: { $decks }.
import-currency = The file has prices in { $file }, the deck { $deck } in { $plan }: give the deck this currency in the plan, and the plan an exchange rate.
import-read = { $file }: what was read
import-nothing-kept = Nothing is kept yet.
import-another = Another file
import-unusable = With this file the tariff cannot be used: correct the file, the mapping or the plan and read it again.
import-from = Origin
import-encoding = Encoding
import-encoding-detected = { $encoding }, detected
import-encoding-given = { $encoding }, as the mapping says
import-lines = Lines
import-skipped = Left out: headings, comments, blank lines
import-repairs = Repairs
import-changes = What changes in { $deck }
import-keep = Keep as a draft
import-note = { $file }: { NUMBER($rows) } rows, { NUMBER($refused) } lines refused
notice-import-gone = The file that was read waits no longer; upload it again.
tariff-packages = The packages { $names } cannot be counted here: the portal prices each call by itself. Take [[packages]] out of the file: calls then cost what their plan says.
difference-title = Difference
difference-of = Difference: tariff from { $day }
difference-with = Compare with
difference-show = Compare
difference-counts = Prefixes added: { NUMBER($added) }, removed: { NUMBER($removed) }, changed: { NUMBER($changed) }
difference-none = Both have the same rows.
difference-plan = The rules of the plan differ too (bands, tax, rounding, numbering): compare its file.
difference-change = Change
difference-added = Added
difference-removed = Removed
difference-changed = Changed
difference-old = Old
difference-new = New
test-title = Test a number
test-intro = What would a call cost, and why? Nothing is called.
test-length-help = In seconds, or as minutes and seconds: 2:30.
test-length-wrong = Write seconds, or minutes and seconds such as 2:30.
test-phone = Caller’s telephone
test-phone-any = Any
test-trunk = Trunk
test-in-force = The one in force on that day
test-show = Show the price
test-answer = Price
test-nothing = Type a number.
test-before-tax = Before tax
test-after-tax = With tax
test-steps = How the price comes about
outcome-rated = Priced
outcome-free = Free
outcome-forbidden = Forbidden
outcome-unmatched = No tariff
outcome-rejected = Cannot be rated
outcome-not-charged = Not charged
rate-title = Add a rate
rate-intro = The row goes into a new draft of the tariff in force. Nothing changes before it is activated.
rate-add = Add a rate
rate-deck = Deck
rate-prefix = Prefix
rate-prefix-help = The beginning of the number, or several: +44 or 98,99
rate-digits = Digits
rate-digits-help = How many a number has, such as 6 or 6-8; empty for any.
rate-destination = Destination
rate-kind = Kind
rate-kind-none = Not said
rate-kind-fixed = Fixed
rate-kind-mobile = Mobile
rate-kind-special = Special
rate-kind-tollfree = Toll-free
rate-kind-premium = Premium
rate-kind-emergency = Emergency
rate-price = Price ({ $currency })
rate-per = for so many seconds
rate-first = First block, seconds
rate-next = Next blocks, seconds
rate-fee = Once a call ({ $currency })
rate-preview = Preview
rate-preview-title = What it would rate
rate-nothing = Fill in the row.
rate-will = Of { NUMBER($all) } calls without a price, { NUMBER($count) } get one: { $amount } with tax.
rate-save = Make a draft with this row
rate-refused = The tariff does not take this row:
rate-no-tariff = There is no tariff to add a row to; upload one first.
rate-note = Added: { $destination }
unrated-group-last = Last call
rerating-title = Rate again
rerating-intro = Calls are rated with the tariffs in force, beside their stored prices. You see the difference before anything is replaced.
rerating-safe = Without dates, all calls are meant. The portal goes on working meanwhile.
rerating-which = Which calls
rerating-which-stale = Priced with another tariff
rerating-which-unmatched = Without a tariff
rerating-which-all = All
rerating-begin = Begin
rerating-open = Another one is not finished: apply it or throw it away first.
rerating-see = See the difference
rerating-past = Earlier ones
rerating-began = Begun
rerating-changes = Changed prices
rerating-dearer = Dearer
rerating-cheaper = Cheaper
rerating-gained = Priced now
rerating-lost = Without a price now
rerating-state-running = Running
rerating-state-ready = Ready to be applied
rerating-state-applied = Applied
rerating-state-cancelled = Cancelled
rerating-state-failed = Failed
rerating-progress-title = Progress
rerating-progress = { NUMBER($done) } of { NUMBER($total) } calls looked at, { NUMBER($changes) } prices change
rerating-apply = Apply
rerating-apply-confirm = Replace the stored prices by the new ones?
rerating-discard = Throw away
rerating-stop = Stop
rerating-by-department = By department
rerating-by-destination = By destination
rerating-calls = Calls that change, the greatest difference first
rerating-nothing = No price changes.
rerating-trouble-tariff = The tariff was changed meanwhile; nothing that is stored was touched. Begin again.
rerating-trouble-database = The database refused; nothing that is stored was touched. The log says why.
rerating-without-price = No price
notice-tariff-kept = The draft was kept. Check it, then activate it.
notice-tariff-activated = The version is active. Calls without a price are rated now; to change stored prices, rate again.
notice-tariff-withdrawn = The version was withdrawn.
notice-tariff-state = Somebody else changed this version meanwhile; look at it again.
notice-rerating-applied = The new prices are stored.
notice-rerating-cancelled = Stopped; the stored prices are as they were.
notice-rerating-over = It is over already.
notice-rerating-outdated = The tariff was changed after these prices were made, so they were not applied. Throw them away and begin again.
problem-not-a-number = Write digits and at most one decimal point.
problem-not-confirmed = That is not the number of rows of this version: compare it with your file before you confirm.
costs-preview = Preview
export-xlsx = XLSX

site-title = Site
site-intro = What all telephones are told. portal.toml is the start; from the first time that this page is saved, the last version here holds.
site-group-calls = Calls
site-group-files = Files
site-group-network = Clock and network
site-sip = SIP server
site-sip2 = Second SIP server
site-sip2-help = Where telephones register when the first one does not answer.
site-default-number = Number shown outside
site-default-number-help = What calls of a telephone without a direct number show. It stands in a telephone’s caller ID from when the telephone is saved next.
site-config = Configuration server
site-firmware = Firmware server
site-path-help = Host, port and path without https://, such as 192.168.10.5/phones. Empty: the telephone keeps what it has.
site-clock = Clock
site-clock-help = A time zone such as Pacific/Noumea, with its summer time, or fixed hours from UTC such as -10. Empty: { $zone }, as the telephony server.
site-ntp = Time servers
site-ntp-help = With blanks between, best first; telephones know two.
site-vlan = VLAN
site-vlan-help = 0 to 4094; 0 is none.
site-syslog = Syslog server
site-effect = New telephones get these settings at once, others with the next configuration file that they fetch.
site-versions = Versions
site-versions-none = Nothing has been saved yet: portal.toml holds.
site-version = Version
site-changes = What changed
site-start = Put what portal.toml says into the form
site-outdated = Somebody else changed these settings meanwhile. Compare the versions below, then save again.
site-problem-clock = “{ $text }” is neither a time zone nor a distance from UTC. Write Pacific/Noumea, or hours such as +11.
site-problem-vlan = “{ $text }” is no VLAN. Write a number from 0 to 4094.
site-problem-number = “{ $text }” is no telephone number. Write up to 15 digits, with or without a + in front.
site-problem-refused = Telephones would refuse this: { $reason }

phone-direct = Direct number
phone-direct-help = What people outside dial to reach this phone; its calls show it. Empty: its calls show the number of the site, or the extension.
phone-rights = May call
phone-rights-help = Nothing ticked: what all phones of the site may call.
phone-call-groups = Call groups
phone-pickup-groups = Pickup groups
phone-groups-help = Numbers from 0 to 63. Who has a number among the pickup groups may take calls of phones that have it among the call groups.
phone-language = Language
phone-language-site = As the site
problem-out-of-range = Write numbers from { NUMBER($least) } to { NUMBER($most) }.

original-title = From the original portal
original-intro = Reads the configuration file and the table of telephones of the original portal. What would be stored is shown first.
original-ini-help = Keys under [app:main]: servers, clock, VLAN and the default number become settings of the site.
original-phones = Table of telephones
original-phones-help = As CSV with a heading. Each telephone keeps the account and the password that it registers with. This is how PostgreSQL writes it, with the names of people and departments:
original-read = Read
original-read-intro = Nothing is stored yet. Store what stands here, or go back and correct the files.
original-store = Store
original-again = Read other files
original-refused = Refused
original-line = Line
original-column = Column
original-reason = Reason
original-notes = To note
original-key = Key
original-value = Value
original-fate = What becomes of it
original-unused = Columns without a place here: { $columns }
original-stored-as = Stored as: { $setting }
original-elsewhere = Not stored. Here: { $place }
original-interpolated = The value refers to another one. Write it out.
original-unknown = The portal has nothing like it.
original-note-model = No files can be made for the model { $text }: no device
original-note-mac = “{ $text }” is no MAC address of a telephone: no device
original-note-mac-taken = Another telephone has { $text }: no device
original-note-right = The site does not offer the right { $text } (pbx.phones.rights): left out
original-note-owner = Nobody has the login { $text }: no person
original-note-department = There is no department { $text }: none
original-note-secret = The SIP password is short: make a new one
original-no-column = The heading lacks the column { $column }. Export the table with its column names.
original-twice = Line { $line } has the same.
original-unreadable = Not readable. Write CSV with commas, in UTF-8.
original-too-many = Too many rows. Split the file.
original-too-large = Larger than 4 MB: this is not such a file.
original-no-file = Choose at least one of the two files.
original-site-stored = The settings of the site were stored as version { $version }.
original-site-same = The settings of the site are as they were.
original-phones-made = Made: { $phones }.
notice-original-gone = These files are no longer there, or something changed meanwhile. Read them again.

phone-step-search = 1. Search
phone-step-account = 2. Number and rights
phone-firmware = Firmware
phone-address = Address
phone-address-help = The IP address, as on the display of the telephone, such as 192.168.1.40.
phone-seen = Last seen
phone-password = Password of its pages
phone-password-help = Empty: the one from the factory.
phone-plain = Also without encryption (old telephones): others in the network could read the passwords
phone-found = Found
phone-found-effect = Saving writes the account to Asterisk and the configuration into the telephone, which then starts again and registers.
phone-configure-title = Write it into the telephone
phone-configure-text = Writes the whole configuration through the telephone’s own pages, with passwords of its own for them, and starts it again.
phone-configure = Configure now
phone-ready-title = Phone { $extension } is configured
phone-ready-text = The telephone has its account and starts again; then it registers. The password of its own pages is shown only here and only now.
phone-ready-password = Password of its pages (admin)
phone-ready-page = Page of the telephone
phone-not-ready-title = Phone { $extension } is saved, but not configured
phone-not-ready-text = The account is in Asterisk. Configure the telephone once more from its page, or give it the file from there.
search-intro = Give the address of a telephone in the network: its pages tell model, firmware and MAC address. Or go on without one.
search-nothing = No telephone was found.
search-without = Without a telephone
search-mac-help = Only if the telephone is in another network and does not tell it itself.
search-demo = In the demo a telephone answers at { $address }.
search-no-address = Write an address such as 192.168.1.40.
search-not-private = This is no address of a private network. Telephones are looked for there only.
search-no-answer = Nobody answers there. Is the telephone on, and its web access enabled? Old telephones know no encryption: tick the box below.
search-no-mac = It answers, but its MAC address is not found. Write it from the label.
search-other-mac = The telephone there has { $mac }.
search-other-model = The telephone there is a { $model }. Correct the model first.
search-unknown-maker = Something answers there, but it is no telephone of a known maker.
search-unknown-model = The telephone there is a { $model }: no configuration can be made for it yet.
search-refused = The telephone refused this password.
search-locked-out = The telephone lets nobody in for a while after too many wrong passwords. Wait some minutes.
search-other = The telephone did not do what was asked: { $reason }
search-needs-server = A Cisco fetches its settings from the portal. Say in portal.toml, under [provisioning], at which address telephones reach it.
search-known = { $mac } is known already: phone { $extension }
notice-found-gone = What was found is no longer there: search again.

phone-state-expected = not configured yet
phone-state-configured = configured
phone-secret-changed = a new password
phone-difference-never = Nothing was written into it from here yet: all of the configuration is new.
phone-difference-nothing = Nothing: it has what it should have.
phone-difference-changes = What it will be told anew
phone-difference-setting = Setting
phone-difference-before = Before
phone-difference-now = Now

capability-directory-read = Read the directory
capability-directory-manage = Load and export directories
capability-contact-write = Add and change contacts
capability-call-originate = Call by a click
capability-call-schedule = Schedule calls
capability-forward-read = See forwards
capability-forward-internal = Forward to internal numbers
capability-forward-external = Forward to outside numbers
capability-fax-use = Receive and send faxes
capability-voicemail-use = Use voicemail
capability-call-log-read = Read the call log
capability-call-log-unmask = See whole numbers
capability-cost-read = See costs
capability-tariff-manage = Manage the tariff
capability-statistics-global = Statistics of all calls
capability-live-calls-read = See calls in progress
capability-operator-panel = Operator’s panel
capability-queue-board-read = See the queue board
capability-queue-join = Join a queue, leave it, pause
capability-queue-manage = Manage the members of a queue
capability-queue-call-move = Move waiting calls
capability-queue-listen = Listen to calls in progress
capability-queue-record = Record calls in progress
capability-queue-statistics = Statistics of queues
capability-recording-listen = Listen to recordings
capability-recording-download = Download recordings
capability-recording-purge = Keep and delete recordings
capability-campaign-manage = Manage campaigns
capability-campaign-work = Call for campaigns
capability-incident-set = Announce incidents
capability-holiday-edit = Enter holidays
capability-closure-switch = Close and open sites
capability-cti-manage = Pages that open at calls
capability-sound-manage = Announcements and music
capability-ivr-manage = Voice menus
capability-queue-configure = Configure queues
capability-phone-manage = Telephones
capability-number-manage = Short numbers and dial rights
capability-pickup-manage = Pickup groups
capability-people-manage = People and their rights
capability-department-manage = Departments
capability-profile-manage = Profiles
capability-api-client-manage = Other programs
capability-health-read = Health
capability-audit-read = Audit trail
capability-account-self = Own password
qs-title = Queue statistics
qs-visits-title = Calls behind a figure
qs-tables = Tables
qs-table-global = Calls
qs-table-queues = Per queue
qs-table-service-level = Waits of answered calls
qs-table-abandons = Waits of abandoned calls
qs-table-weekdays = By weekday
qs-table-half-hours = By half-hour
qs-caption = { $table }: { $period }
qs-queues = Queues
qs-queues-help = None chosen: all of them.
qs-queue = Queue
qs-wait = Wait
qs-weekday = Weekday
qs-half-hour = Half-hour
qs-entered = Came
qs-talk = Talk
qs-offered = Offered
qs-answered = Answered
qs-abandoned = Abandoned
qs-timed-out = Waited too long
qs-left-by-key = Left by a key
qs-empty-queue = No agent left
qs-withdrawn = Taken out
qs-failed = Failed or end unknown
qs-open = Still waiting
qs-refused-full = Refused: full
qs-refused-empty = Refused: no agent
qs-refused-closed = Closed
qs-refused-dissuaded = Told to call later
qs-service-level = Service level
qs-level = Definition
qs-level-answered = Of answered calls
qs-level-strict = Of answered and abandoned calls
qs-level-neutral = Without those who gave up in time
qs-level-generous = Those who gave up in time count as answered
qs-level-short-credit = Those who gave up at once count as answered
qs-level-offered = Of all offered calls, without short abandons
qs-level-arrived = Of all who called, without short abandons
qs-service-seconds = Answered in time within (seconds)
qs-short-seconds = Short abandon up to (seconds)
qs-share-of = { $what }, %
qs-share = Share, %
qs-cumulated = Cumulated, %
qs-speed-of-answer = Mean wait of answered calls
qs-mean-wait = Mean wait of all
qs-wait-90 = 9 of 10 answered within
qs-longest-wait = Longest wait of answered calls
qs-time-to-abandon = Mean wait of abandoned calls
qs-and-more = { $from } and more
qs-monday = Monday
qs-tuesday = Tuesday
qs-wednesday = Wednesday
qs-thursday = Thursday
qs-friday = Friday
qs-saturday = Saturday
qs-sunday = Sunday
qs-today = Today
qs-yesterday = Yesterday
qs-ten-days = The last ten days
qs-lines-title = Counted by lines of the log
qs-lines = { $entered } lines of entry, { $answered } of an answer, { $abandoned } of giving up. They differ because:
qs-cause-entered-before = the call had come before the period
qs-cause-no-entry = no line says that the call came
qs-cause-after-end = the call had ended before
qs-cause-duplicate = the line stands twice in the log
qs-cause-contradiction = the call was answered otherwise
qs-cause-ended-after = the call ended after the period
qs-cause-left-otherwise = the caller left in another way
qs-cause-still-waiting = the caller still waits
qs-cause-lost = the end of the call is unknown
qs-cause-no-connect = the line of the answer is missing
qs-cause-duplicate-entry = the line of the entry stands twice
qs-table-agents = Agents
qs-table-callers = Callers who gave up
qs-all-agents = All agents
qs-all-queues = All queues
qs-agents-by-queue = Agents by queue
qs-agent-and-queue = Agent · queue
qs-agents-pauses = Pauses by reason
qs-agent-and-reason = Agent · reason
qs-no-reason = no reason
qs-pauses = Pauses
qs-paused = Paused
qs-sessions = Sessions
qs-staffed = At work
qs-mean-talk = Mean talk
qs-missed = Not answered
qs-missed-ring = Mean ring of those not answered (ms)
qs-ring = Ringing
qs-wrap-up = Wrap-up
qs-available = Available
qs-occupancy = Occupancy, %
qs-utilisation = Utilisation, %
qs-made = Calls made at work
qs-made-talk = Talk of calls made at work
qs-made-outside = Calls made at other times
qs-made-outside-talk = Talk of calls made at other times
qs-doubts = Unclear
qs-agents-note = An agent in several queues is counted once: the totals are the time in at least one queue. Unclear is how often the log does not say when something began or ended.
qs-recovered = Reached after all
qs-to-call = Still to call
qs-median-recovery = Median time until reached
qs-without-number = Without a number
qs-called-again = Callers who called again within a day
qs-to-call-list = Callers still to call
qs-gave-up = Gave up
qs-times = Times
qs-callers-note = Reached after all: who called again within 24 hours and was answered, or was called from here and answered.
qs-lines-too-long = Lines are counted by kind for { NUMBER($days) } days at most: choose a shorter period to see whether they add up.
qs-back = Back to the table
qs-nothing = No call came to these queues in this period.
qs-no-queue = You see no queue that has had calls. An administrator can make you supervisor of one.
qs-no-log = The portal does not read a queue log. An administrator names its file in portal.toml: [queue_log] file.
qs-no-period = Choose a period, or days of which the last is not before the first.
qs-too-many = More than { NUMBER($count) } calls: choose a shorter period.
qs-more = { NUMBER($count) } more are not shown: choose a shorter period.
## Forwards

forwards-title = Forwards
forwards-how = A forward that is set here and one that is dialled at the telephone are the same.
forwards-trouble = Forwards cannot be read or changed now: { $reason }
forwards-read-only = Forwards can only be looked at here: no account of portal.toml has the task “state”.
forwards-all = All forwards
forwards-none = No forward is active.
forward-own = Telephone { $extension }
forward-set = Set a forward
forward-change = Change
forward-clear = Remove
forward-off = Off
forward-target = Calls go to
forward-kind-label = When
forward-kind = { $kind ->
    [immediate] Always
    [busy] When busy
    [no-answer] When nobody answers
   *[voicemail] Voicemail instead of ringing
}
forward-phone = Telephone
forward-since = Known since
forward-by = Set by
forward-by-phone = At the telephone
forward-voicemail = Voicemail
forward-until = until { $until }
forward-flag = { $flag ->
    [over] Over
    [external] Out of the house
    [not-allowed] Not allowed
    [loop] Circle
    [nobody] Nobody’s number
   *[target-forwarded] Sent on
}
forward-end = { $end ->
    [rings] Now: { $target } rings.
    [voicemail] Now: the voicemail of { $target } takes all calls.
    [application] Now: calls go to { $target }.
    [outside] Now: calls leave the house to { $target }.
    [refused] Now: calls would go to { $target }, where a telephone on the way may not call.
    [busy] Now: { $target } is busy or does not disturb.
    [unanswered] Now: nobody answers { $target }.
    [loop] Now: calls go round in a circle, { $target }. Remove one of these forwards.
    [nobody] Now: calls go to { $target }, which is nobody’s number.
   *[too-long] Now: calls are sent on too often.
}
forward-colleague = Colleague
forward-choose = Choose, or write a number
forward-number = Another number
forward-number-help = Counts before the colleague. Out of the house this needs a right.
forward-end-date = Ends on
forward-clock = Local time of { $zone }. Without a day, the forward stays until somebody removes it.
forward-longest = { $days ->
    [one] Out of the house it ends after { NUMBER($days) } day at the latest.
   *[other] Out of the house it ends after { NUMBER($days) } days at the latest.
}
forward-password-help = Only for a number out of the house.
forward-refusal = { $reason ->
    [not-your-phone] You may not forward the calls of this telephone.
    [bad-number] This is no number: { $detail }
    [unknown-number] Nobody has the number { $detail }.
    [own-number] Calls would come back to the same telephone.
    [emergency] Calls cannot be forwarded to an emergency number.
    [feature-code] Calls cannot be forwarded to a feature code.
    [loop] Calls would go round in a circle: { $detail }.
    [too-long] Calls would be sent on too often. Choose the last telephone of the chain.
    [no-external-right] Your profiles do not allow forwarding calls out of the house. Ask an administrator.
    [chain-leaves] Calls would leave the house by the forwards of { $detail }, and your profiles do not allow it.
    [not-callable] Telephone { $detail } has no right to call this number.
    [premium] Calls cannot be forwarded to premium numbers.
    [country] Calls cannot be forwarded to this country.
    [not-confirmed] Calls would leave the house: type your password.
    [ends-in-the-past] This time has passed; choose one to come.
    [ends-too-late] Out of the house a forward ends by { $detail } at the latest.
   *[forbidden] Calls cannot be forwarded to this number.
}
notice-forward-set = The forward is set.
notice-forward-outside = The forward is set. Calls leave the house, at the company’s cost, and the administrators are told.
notice-forward-further = The forward is set. The target is forwarded itself: calls may go further.
notice-forward-along = The forward is set. Telephones that forward to this one send their calls along.
notice-forward-cleared = The forward is removed.
notice-forward-refused = You may not forward the calls of this telephone.
notice-forward-failed = The telephony server did not take the change; look at the list for what holds. The portal’s log says why.
health-pbx-state = Telephony server: forwards

profiles-none = No
profiles-view-as = See the menu as
profiles-view-as-help = Shows which pages a profile or a person sees, and nothing of what they hold. It is noted in the audit trail.
profiles-show = Show
profiles-seen-as = Pages that { $name } sees
profiles-gone = The queue { $queue } is gone
profiles-gone-help = These people still hold one of its profiles:
profiles-drop = Take these profiles away
profiles-table = What each profile allows
profiles-right = Right
profiles-grant-help = “queue” is what belongs to the queue that the profile is held for; “grant” can be given to single people on their page.
scope-own = own
scope-department = department
scope-queue = queue
scope-all = all
scope-grant = grant
department-parent = Below
department-in-use-by = Still belongs to it: { $names }. Move them first.
problem-loop = This is below it; choose another.
health-audit = Audit trail
health-audit-whole = The newest { $lines } lines follow each other without a break.
health-audit-broken-remedy = Find out who can write to the database, and compare with a backup; “switchhook-portal verify-audit” checks all lines.

percent = { $number }%

statistics-title = Statistics
statistics-pages = Pages of the statistics
statistics-counted = Every row of the call log counts once, answered or not, where it began. Talk is the time from answer to end.
statistics-tab-days = By month and day
statistics-tab-hours = By hour
statistics-all-months = All months
statistics-by-month = Calls by month
statistics-by-day = Calls by day: { $month }
statistics-by-hour = Calls by hour
statistics-by-hour-of = Calls by hour: { $month }
statistics-day = Day
statistics-hour = Hour
statistics-answered = Answered
statistics-talk = Talk
statistics-talk-seconds = Talk (s)
statistics-mean = Mean talk
statistics-busiest = { $what } with most calls
statistics-hours-of-day = ({ NUMBER($hours) } h)
statistics-chart-calls = { $what }, by direction
statistics-chart-talk = { $what }: talk
statistics-chart-most = Most calls: { $label }. All figures are in the table below.
statistics-chart-table = All figures are in the table below.

staffing-title = Staffing
staffing-intro = How many people calls need, by Erlang’s formulas; and what to expect on a day, from the calls that came in.
staffing-calls = Calls in half an hour
staffing-handling = Handling time (s)
staffing-service-level = Answered in time (%)
staffing-within = In time means within (s)
staffing-occupancy-most = Occupancy at most (%)
staffing-shrinkage = Time away (%)
staffing-patience = Mean patience of callers (s)
staffing-day = Forecast for
staffing-reckon = Calculate
staffing-wrong = Write a whole number from { $from } to { $to }.
staffing-wrong-day = Write a day, such as 2026-11-23.
staffing-too-much = No number of people can do this. Write fewer calls or a shorter handling time.
staffing-answer = For { $calls } calls in half an hour
staffing-agents = At the telephone
staffing-scheduled = In the plan
staffing-erlangs = Traffic (erlangs)
staffing-around = What fewer and more people make of it
staffing-fewest = (enough)
staffing-reached = Answered in time
staffing-wait = Mean wait
staffing-abandoned = Give up
staffing-occupancy = Occupancy
staffing-seconds = { $seconds } s
staffing-ever-longer = ever longer
staffing-forecast-of = Forecast for { $day }
staffing-half-hour = From
staffing-expected = Expected calls
staffing-last-week = The week before
staffing-like-days = Like days looked at
staffing-level = Level of the last two weeks
staffing-error = Mean error of the forecast
staffing-error-last-week = The same if last week repeated
staffing-no-forecast = No day like this one is in the call log yet, so there is no forecast.
health-pbx-notify = Telephony server: messages to phones
device-state-expected = waits for its first access
device-state-claimed = first access
device-state-active = configured
device-state-verified = configured, registered
device-state-stale = not seen for long
device-state-drift = differs from its file
device-state-failed = does not register
device-state-quarantined = in quarantine
device-state-retired = out of service
device-since = Since { $date }.
device-window = It may fetch its first file until { $date }.
device-fetched = Last file fetched on { $date } from { $address }.
device-hole = Its firmware is older than { $least }. { $why }
device-other-brand = A { $maker } is told its account, the site and passwords of its own. Its values are not compared with what it has, and it gets no firmware, phone book or screen from here.
device-resync = Fetch its file now
device-reboot = Restart
device-reboot-confirm = Restart the telephone? A call in progress is cut.
device-enrol = Enrol anew
device-enrol-confirm = Enrol the telephone anew, as after a factory reset? What it fetches its files with now is void.
device-renew = New tokens and passwords
device-renew-confirm = Give the telephone new tokens and new passwords of its pages with its next file?
device-release = Release from quarantine
device-release-confirm = Requests that did not fit this telephone were made with its own token. Release it all the same?
device-retire = Take out of service
device-retire-confirm = Take the telephone out of service, as when it is lost? It gets no files any more, and its SIP password is void.
device-retire-half = The telephone gets no files any more, but its SIP password could not be changed: { $reason }
device-not-told = The telephone could not be told: { $reason }
notice-device-told = The telephone was told. Whether it obeys is seen by when it fetched its last file.
notice-device-state = That cannot be done to the telephone as it is now.
phone-forecast-fetch = For this it has to fetch its file again.
phone-forecast-restart = For this it has to fetch its file again and to restart.
phone-why = Where its values come from
phone-why-title = Values of phone { $extension }
phone-why-intro = What { $device } is told, and by which layer. Passwords are not shown.
phone-why-value = Value
phone-why-layer = Comes from
phone-why-instead = In place of
phone-why-secret = a password
layer-baseline = security baseline
layer-model = model { $name }
layer-site = site { $name }
layer-device = device { $name }
layer-account = account { $name }
enrolment-title = Phone { $extension } is expected
enrolment-text = Write this address into the telephone as its configuration server, or into the DHCP server for it (option 66). It fetches a first file there, and then its own.
enrolment-address = Address of its first file
enrolment-once = The address is shown only here and only now.
site-group-security = Security
site-baseline = Security baseline
site-baseline-help = What every telephone is told unless a setting says otherwise: no SSH, pages by HTTPS only, no server from DHCP or multicast, certificates checked, calls from the telephony server only.
site-baseline-on = On
site-baseline-shared = On, and keypads locked (lobbies, workshops)
site-baseline-off = Off: telephones keep what they have
site-problem-baseline = “{ $text }” is no security baseline. Choose one of the list.
site-served = Telephones fetch their files and their phone book from the portal, below { $address }; each has an address of its own there.
site-not-served = Telephones fetch nothing from the portal: [provisioning] of portal.toml lets them.
site-config-served = Not used: telephones fetch their files from the portal.
device-pass = Pass to another number
device-pass-text = The device goes to another person: it rings for nobody from now until it has registered under the other number, and the old SIP password is void. If it does not come, both are put back.
device-pass-to = To
device-pass-go = Pass on
device-pass-back = Put it back
device-pass-fetch = It passes from { $from } to { $to } and rings for nobody: it has to fetch its file.
device-pass-register = It passes from { $from } to { $to } and rings for nobody: it has to register.
device-pass-runs = It passes from { $from } to { $to }.
preview-title = Before it is saved
preview-intro = Nothing is saved yet. This is what telephones will be told anew.
preview-again = Back to the form
preview-unchanged = { $count ->
    [one] { NUMBER($count) } other telephone is told nothing new.
   *[other] { NUMBER($count) } other telephones are told nothing new.
}
preview-replaced = { $before } is taken out of service and gets no files any more. { $after } gets all of its configuration with its first file.
preview-enrol = It is enrolled anew
preview-no-file = It would have no file
preview-stays = stays as it is on the telephone
preview-nothing = Nothing to do
preview-resync = It fetches its file
preview-reboot = It fetches its file and restarts
device-left-out = “{ $setting }” is left out: { $why }.
device-left-out-instead = “{ $setting }” is told as { $instead }: { $why }.
phones-left-out = { $count ->
    [one] { NUMBER($count) } setting left out
   *[other] { NUMBER($count) } settings left out
}
device-old = older than { $version }, which the site offers
device-old-hole = known hole: needs { $version }
device-quarantine = Put into quarantine
device-quarantine-confirm = Put the telephone into quarantine? It gets no files until it is released; it goes on ringing.
device-unheard = Whether it is registered is not known: the telephony server does not ask it, and it has not registered again since it fetched its file.
device-unasked = Whether it is registered is not known: no account of [[pbx.manager]] has the task notify.

## What happened to a call

journey-title = What happened
journey-incomplete = Part of this is missing: the portal did not hear all of the call. What is shown is as it was told; nothing was added.
journey-source = { $source ->
    [cel] Known from the channel event log: when telephones began to ring is missing, and keys may be.
   *[records] Known from the call records alone: transfers, pickups, pressed keys and ringing are missing.
}
journey-line = The call over time
journey-line-sentence = { $ending }; it lasted { $lasted }, of which { $talked } talking. The tables below have the same figures.
journey-legs = Who took part
journey-steps = Step by step
journey-who = Who
journey-side = Side
journey-side-of = { $side ->
    [called] Was called
   *[calling] Called
}
journey-dialled = Dialled
journey-began = From
journey-rang = Rang
journey-talked = Talked
journey-cause = Cause (Q.850)
journey-at = Time
journey-lasted = Lasted
journey-what = What
journey-unknown = Unknown
journey-span-service = Announcement, menu, mailbox
journey-span-ringing = Ringing
journey-span-talking = Talking
journey-span-waiting = In a queue
journey-span-parked = Parked
journey-ending = { $ending ->
    [open] End unknown
    [answered] Answered
    [service] Automatic service
    [voicemail] Voicemail
    [abandoned] Gave up in the queue
    [left-queue] Left the queue
    [no-answer] No answer
    [busy] Busy
    [rejected] Declined
    [cancelled] Cancelled by the caller
    [elsewhere] Answered elsewhere
    [unavailable] Not reachable
    [congestion] No line free
   *[failed] Failed
}
journey-step-application = { $kind ->
    [menu] { $who }: menu
    [conference] { $who }: conference room
    [mailbox] { $who }: own mailbox
    [music] { $who }: music on hold
    [record] { $who }: a message is recorded
    [secret] { $who }: asked for a code
    [service] { $who }: automatic service
   *[announcement] { $who }: announcement
}
journey-step-digits = { $who } pressed { $digits }
journey-step-queue = { $who } in the queue { $queue }: { $ending }
journey-step-talk = Talk: { $who }
journey-step-forward = Forwarded from { $from } to { $to }
journey-step-blind-transfer = { $by } sent { $whom } on to { $to }
journey-step-blind-transfer-of-call = { $by } sent the call on to { $to }
journey-step-attended-transfer = { $by } connected { $whom } with { $to }
journey-step-attended-transfer-early = { $by } handed { $whom } over before anybody answered
journey-step-three-way = { $by } brought { $whom } and { $to } together and stayed
journey-step-pickup = { $by } took the call that rang at { $from }
journey-step-park = { $who } parked in { $space }
journey-step-park-fetched = { $who } parked in { $space }, fetched by { $by }
journey-step-voicemail = { $who } in the mailbox { $mailbox }
journey-step-rang = Rang: { $who }
journey-step-rang-in-vain = Rang in vain: { $who } ({ $ending })

budget-calls-per-minute = Too many calls in a minute; wait a moment.
budget-minutes-per-day = { $limit ->
    [one] The one minute
   *[other] The { NUMBER($limit) } minutes
} of calls to the outside for today are used up. Ask your administrator if you need more.
budget-cost-per-day = What calls to the outside may cost today is used up. Ask your administrator if you need more.
budget-simultaneous = { $limit ->
    [one] One call to the outside goes on
   *[other] { NUMBER($limit) } calls to the outside go on
} already; end one first.
budget-closed = Numbers of this kind are not called at that time: it is outside working hours.
budget-country = Calls to this country are not allowed here. Ask your administrator.
budget-premium = Numbers that cost more than a call are not called from here.
health-budgets = Budgets of calls
health-budgets-within = Nobody is near a budget for today.
health-budget-low = { $name } has used up most of today’s budget:
health-budget-empty = { $name } has used up today’s budget and makes no more calls to the outside:
health-budget-minutes = { $used } of { $limit ->
    [one] 1 minute
   *[other] { NUMBER($limit) } minutes
}
health-budget-cost = { $used } of { $limit }
health-budget-remedy = Look at today’s calls; if they are right, raise the budget in portal.toml, [budget].
