### Français. La référence est en.ftl.

-product = Switchhook

## Words used everywhere

product-name = { -product }
month-name = { $month ->
    [m01] janvier
    [m02] février
    [m03] mars
    [m04] avril
    [m05] mai
    [m06] juin
    [m07] juillet
    [m08] août
    [m09] septembre
    [m10] octobre
    [m11] novembre
   *[m12] décembre
}
month-of-year = { $month } { $year }
list-last = { $others } et { $last }
calls-count = { $count ->
    [one] { NUMBER($count) } appel
    [many] { NUMBER($count) } d’appels
   *[other] { NUMBER($count) } appels
}
entries-count = { $count ->
    [one] { NUMBER($count) } fiche
    [many] { NUMBER($count) } de fiches
   *[other] { NUMBER($count) } fiches
}
people-count = { $count ->
    [one] { NUMBER($count) } personne
    [many] { NUMBER($count) } de personnes
   *[other] { NUMBER($count) } personnes
}
phones-count = { $count ->
    [one] { NUMBER($count) } poste
    [many] { NUMBER($count) } de postes
   *[other] { NUMBER($count) } postes
}
lines-count = { $count ->
    [one] { NUMBER($count) } ligne
    [many] { NUMBER($count) } de lignes
   *[other] { NUMBER($count) } lignes
}
save = Enregistrer
cancel = Annuler
delete = Supprimer
edit = Modifier
search = Rechercher
filter-apply = Afficher
filter-clear = Effacer les filtres
filter-remove = Retirer le filtre { $filter }
filter-chip = { $name } : { $value }
filters-active = Filtres actifs
load-more = Afficher la suite
all = Tous
copy = Copier
copied = Copié
actions = Actions
actions-for = Actions pour { $name }
optional = facultatif
unknown = Inconnu
sort-by = Trier par { $column }
export-csv = Télécharger en CSV
print = Imprimer
form-has-errors = Rien n’a été enregistré. À corriger :
name = Nom
first-name = Prénom
last-name = Nom de famille
company = Société
department = Service
email = Courriel
number = Numéro
numbers = Numéros
date-label = Date
duration-label = Durée
state = État
from = De
to = Vers
result = Résultat

## Frame of every page

skip-to-content = Aller au contenu
main-menu = Menu principal
menu-fold = Replier le menu
menu-unfold = Déplier le menu
menu-open = Menu
menu-telephony = Ma téléphonie
menu-queues = Groupes d’appels
menu-admin = Administration
language = Langue
theme = Apparence
theme-system = Comme le système
theme-light = Clair
theme-dark = Sombre
preferences = Langue et apparence
apply = Appliquer
log-out = Se déconnecter
signed-in-as = Connecté en tant que { $name }
live-state-live = En direct
live-state-late = En retard
live-state-offline = Hors ligne
live-state-help = Liaison avec les données en direct
demo-ribbon = Démonstration
demo-help = Société fictive, autocommutateur simulé : aucun vrai téléphone ne sonne.
footer-about = { -product }, portail de téléphonie pour Asterisk
notices = Messages
success = Fait
failure = Échec
info = À noter
confirm-title = Veuillez confirmer
confirm-yes = Oui, continuer
session-ending-title = Êtes-vous toujours là ?
session-ending-text = Rien ne s’est passé depuis un moment. Vous serez déconnecté dans une minute.
session-stay = Rester connecté

## Presence and calls

presence-free = Libre
presence-ringing = Sonne
presence-busy = En ligne
presence-offline = Non connecté
presence-unknown = Inconnu
direction-in = Entrant
direction-out = Sortant
direction-internal = Interne
call-ringing = Sonnerie
call-talking = En communication
call-waiting = En attente
call-held = En garde
call-service = Service automatique
result-answered = Répondu
result-missed = Sans réponse
result-busy = Occupé
result-failed = Échec
call-number = Appeler le { $number }
dial-ringing = Votre poste { $phone } sonne : décrochez, puis le { $number } sera appelé.
dial-pending = Appel en cours…
dial-failed = L’appel n’a pas été passé. Le portail n’a pas répondu ; réessayez.
dial-no-phone = Vous n’avez pas de poste : demandez-en un à votre administrateur pour appeler d’ici.

## Log in and passwords

login-title = Connexion
login-name = Identifiant
password = Mot de passe
login-submit = Se connecter
login-wrong = L’identifiant ou le mot de passe est incorrect. Vérifiez les deux et réessayez.
login-too-many = { $seconds ->
    [one] Trop de tentatives. Attendez { NUMBER($seconds) } seconde, puis réessayez.
    [many] Trop de tentatives. Attendez { NUMBER($seconds) } de secondes, puis réessayez.
   *[other] Trop de tentatives. Attendez { NUMBER($seconds) } secondes, puis réessayez.
}
login-expired = Votre session a pris fin faute d’activité. Reconnectez-vous.
login-demo-accounts = Comptes de la démonstration
profile = Profil
profiles = Profils
setup-title = Premier administrateur
setup-intro = Ce portail n’a encore aucun compte. Créez celui qui l’administrera ; cette page ne sert qu’une fois.
invite-title = Choisissez votre mot de passe
invite-intro = Bienvenue, { $name }. Choisissez le mot de passe avec lequel vous vous connecterez sous l’identifiant { $login }.
password-new = Nouveau mot de passe
password-again = Le même mot de passe à nouveau
password-help = Au moins { NUMBER($length) } caractères. Une courte phrase se retient facilement.
password-set = Enregistrer le mot de passe

## Home

home-title = Accueil
home-welcome = Bienvenue, { $name }
home-my-phone = Mon poste
home-no-phone = Aucun poste ne vous est attribué. Votre administrateur peut vous en attribuer un.
home-missed = Appels manqués aujourd’hui
home-no-missed = Vous n’avez manqué aucun appel aujourd’hui.
home-find = Trouver un collègue
home-queues = Groupes d’appels en ce moment
home-administration = État du portail
home-all-well = Tout fonctionne.
home-problems = { $count ->
    [one] { NUMBER($count) } point demande votre attention.
    [many] { NUMBER($count) } de points demandent votre attention.
   *[other] { NUMBER($count) } points demandent votre attention.
}
home-unrated = { $count ->
    [one] { NUMBER($count) } appel sans tarif
    [many] { NUMBER($count) } d’appels sans tarif
   *[other] { NUMBER($count) } appels sans tarif
}

## Directory

directory-title = Annuaire
directory-search = Nom, société, numéro ou courriel
directory-source = Type de fiche
directory-source-internal = Collègues
directory-source-contact = Contacts
directory-only-private = Mes contacts privés seulement
directory-only-free = Libres en ce moment seulement
directory-presence = Présence
directory-where = Société ou service
directory-private = Privé
directory-shared = Partagé
directory-or-others = { $others ->
    [one] { $name } ou { NUMBER($others) } autre
    [many] { $name } ou { NUMBER($others) } d’autres
   *[other] { $name } ou { NUMBER($others) } autres
}
directory-add = Ajouter un contact
directory-empty = L’annuaire est vide. Ajoutez un premier contact.
directory-no-result = Personne ne correspond à ces filtres.
directory-delete-confirm = Supprimer { $name } de l’annuaire ?

## Contact

contact-new = Nouveau contact
contact-edit = Modifier le contact
contact-number-nth = Numéro { NUMBER($n) }
contact-number-help = Comme vous le composez, avec ou sans espaces ; un numéro international commence par +.
contact-private = Privé : je suis seul à voir ce contact

## Contacts en fichiers

contacts-exchange = Contacts : fichiers
contacts-intro = Le CSV des tableurs et la vCard des téléphones et des messageries.
contacts-import = Importer des contacts
contacts-export = Exporter des contacts
contacts-file = Fichier CSV ou vCard
contacts-file-help = { $megabytes } Mo au plus. La première ligne d’un fichier CSV nomme ses colonnes.
contacts-as-shared = Tout le monde voit ces contacts, sauf si le fichier les dit privés
contacts-no-file = Choisissez un fichier.
contacts-too-large = Le fichier dépasse { $megabytes } Mo : partagez-le, ou enlevez les photos.
contacts-export-private = Mes contacts privés ({ $form })
contacts-export-shared = Les contacts partagés ({ $form })
contacts-preview = { $file } : ce qui serait ajouté
contacts-nothing-stored = Rien n’est encore enregistré.
contacts-to-add = À ajouter
contacts-known = Déjà connus
contacts-later = La prochaine fois : importez de nouveau le même fichier
contacts-refused = Refusés
contacts-left-out = Laissé de côté, faute de place ici :
contacts-do-import = Importer
contacts-line = Ligne
contacts-reason = Raison
contacts-not-yours = Tout le monde verrait ce contact : seuls ceux qui gèrent l’annuaire importent de tels contacts. Marquez-le privé.
contacts-field = { $field } : { $problem }
contacts-open-quote = Un guillemet n’est jamais fermé ; doublez ceux qui font partie d’un texte.
contacts-row-too-long = La ligne dépasse { NUMBER($max) } octets ; partagez-la.
contacts-no-heading = La première ligne doit nommer une colonne de noms ou de sociétés et une de numéros.
contacts-outside-card = Ceci est hors de toute carte ; mettez-le entre BEGIN:VCARD et END:VCARD.
contacts-not-ended = La carte ne finit pas ; écrivez END:VCARD à sa fin.
contacts-unknown-version = La version « { $version } » de vCard est inconnue ; exportez en 3.0 ou 4.0.
contacts-group = C’est un groupe et la carte de personne ; exportez ses membres.
contacts-too-many = Un fichier apporte { NUMBER($max) } contacts au plus ; partagez-le.
notice-contacts-imported = Les contacts ont été importés.

## Live calls

live-title = Appels en cours
live-empty = Personne n’est au téléphone en ce moment. Un appel apparaît ici dès qu’il commence.
live-since = Depuis
live-pause = Figer l’affichage
live-stale = Voici le dernier état connu : le serveur de téléphonie ne répond pas ou est en cours de relecture. La page se corrigera d’elle-même.
live-queue = File d’attente

## Channels

channels-title = Tous les canaux
channels-count = { $count ->
    [one] { NUMBER($count) } canal
    [many] { NUMBER($count) } de canaux
   *[other] { NUMBER($count) } canaux
}
channels-bridge = Pont
channels-bridge-kind = Pont ({ $kind })
channels-alone = Hors pont
channels-name = Canal
channels-party = Correspondant
channels-connected = En relation avec
channels-application = Application
channel-up = Connecté
channel-calling = Appelle
channel-preparing = En préparation
channel-busy = Occupé

## Queue board

queues-title = Tableau des files d’attente
queues-empty = Vous ne voyez aucune file d’attente. Un administrateur peut vous nommer agent ou superviseur.
queue-waiting = En attente
queue-longest = Plus longue attente
queue-agents-free = Agents libres
queue-agents-busy = Agents occupés
queue-answered = Répondus
queue-abandoned = Abandonnés
queue-callers = Appelants en attente
queue-no-callers = Personne n’attend.
queue-agents = Agents
queue-no-agents = Aucun agent dans cette file d’attente.
queue-position = Position
queue-caller = Appelant
queue-agent = Agent
queue-calls-taken = Appels pris
agent-free = Libre
agent-ringing = Sonne
agent-busy = En ligne
agent-paused = En pause
agent-paused-for = En pause : { $reason }
agent-unavailable = Indisponible

## Call log

calls-title = Journal des appels
calls-direction = Sens
calls-number-contains = Numéro contenant
calls-time-window = Heure ± 30 min
calls-masked = Les trois derniers chiffres des numéros d’autrui sont masqués.
calls-cost = Coût
calls-unrated = Sans tarif
call-of = Appel du { $when }
call-about = L’appel
call-tax = Taxe
call-rated = Calculé
call-pending = Il n’a pas encore de prix : les appels sont tarifés quand ils se terminent.
call-tariff-gone = Un tarif qui n’est plus conservé
calls-empty = Aucun appel pour l’instant. Les appels apparaissent ici quand ils se terminent.
calls-no-result = Aucun appel ne correspond à ces filtres.
calls-scope-own = Vos appels
calls-scope-department = Appels de votre service
calls-scope-all = Appels de tous

## Costs

costs-title = Facturation
costs-step-period = 1. Période
costs-step-report = 2. Rapport
costs-step-who = 3. Pour qui
costs-month = Mois
costs-month-none = Pas de mois : prendre les dates
costs-begin = Premier jour
costs-end = Dernier jour, compris
costs-period-help = Choisissez un mois, ou bien des dates.
costs-summary = Récapitulatif : une ligne par personne
costs-detail = Détail : une ligne par appel
costs-phones = Postes
costs-who-help = Choisissez un service ou des postes ; ni l’un ni l’autre pour tout ce que vous pouvez voir.
costs-show = Afficher les coûts
costs-report-title = Facturation : { $period }
costs-kind-summary = Récapitulatif
costs-kind-detail = Détail
costs-criteria = Critères
costs-period = Période
costs-report = Rapport
costs-called = Numéro appelé
costs-calls = Appels
costs-before-tax = HT ({ $currency })
costs-tax = Taxe ({ $currency })
costs-after-tax = TTC ({ $currency })
costs-subtotal = Total du service { $department }
costs-total = Total général
costs-rounding = Les totaux additionnent les montants exacts ; seul l’affichage est arrondi.
costs-empty = Aucun appel facturé dans cette période.
costs-change = Modifier les critères
costs-unrated-notice = { $count ->
    [one] { NUMBER($count) } appel de cette période n’a pas de tarif et n’est pas compté dans les totaux.
    [many] { NUMBER($count) } d’appels de cette période n’ont pas de tarif et ne sont pas comptés dans les totaux.
   *[other] { NUMBER($count) } appels de cette période n’ont pas de tarif et ne sont pas comptés dans les totaux.
}

## Calls without a tariff

unrated-title = Appels sans tarif
unrated-intro = Aucun tarif ne convient à ces numéros : leurs appels n’ont pas de prix. Ajoutez un prix ou déposez un tarif corrigé.
unrated-empty = Tous les appels ont leur tarif.
unrated-reason = Motif
unrated-again = Recalculer

## People

people-title = Utilisateurs
people-add = Ajouter un utilisateur
people-search = Nom ou identifiant
people-empty = Aucun utilisateur ne correspond.
people-phones = Postes
people-last-login = Dernière connexion
people-never = Jamais
person-active = Actif
person-invited = Invité
person-disabled = Désactivé
person-new = Nouvel utilisateur
person-edit = Utilisateur : { $name }
person-login-help = Lettres minuscules, chiffres, points et tirets.
person-profiles-help = Les droits s’additionnent : avec plusieurs profils, on peut tout ce que l’un d’eux permet.
person-queues = Files d’attente
person-queues-help = Qui prend les appels d’une file ou la supervise. Ces profils naissent et disparaissent avec la file.
person-grants = Droits particuliers
person-grants-help = Sur tout, pour cette personne seulement, et noté au journal d’audit.
person-grant-with = Compte avec : { $profiles }.
person-department-none = Aucun service
person-access = Accès
person-disable = Désactiver
person-enable = Réactiver
person-disable-confirm = Désactiver { $name } ? Les sessions ouvertes prennent fin aussitôt ; l’historique est conservé.
person-new-link = Nouveau lien de mot de passe
person-new-link-help = Crée un lien avec lequel la personne choisit son mot de passe. Personne d’autre ne le voit jamais.
link-title = Lien à usage unique
link-intro = Transmettez ce lien à { $name }. Il n’est affiché qu’ici et maintenant.
link-expires = Il fonctionne une fois, jusqu’au { $when }.
link-label = Lien

## Departments

departments-title = Services
departments-add = Ajouter un service
departments-empty = Aucun service pour l’instant. Ajoutez le premier.
department-short = Nom court
department-full = Nom complet
department-new = Nouveau service
department-edit = Service : { $name }
department-delete-confirm = Supprimer le service { $name } ? Seul un service sans utilisateur ni poste peut être supprimé.

## Phones

phones-title = Postes
phones-add = Ajouter un poste
phones-empty = Aucun poste pour l’instant. Ajoutez le premier.
phones-search = Numéro, nom ou utilisateur
phone-extension = Numéro interne
phone-extension-help = Le numéro interne : 2 à 6 chiffres.
phone-label = Nom affiché aux autres
phone-person = Utilisateur
phone-person-none = Personne
phone-hidden = Masquer dans l’annuaire
phone-new = Nouveau poste
phone-edit = Poste { $extension }
phone-effect-title = Effet de l’enregistrement
phone-effect-text = Les sections PJSIP de ce poste sont écrites dans Asterisk, puis PJSIP est rechargé. Les appels en cours ne sont pas touchés.
phone-delete-confirm = Supprimer le poste { $extension } ? Il ne pourra plus s’enregistrer ; ses appels restent au journal.
phone-secret-title = Le poste { $extension } est prêt
phone-secret-intro = Saisissez ceci dans le téléphone. Le mot de passe n’est affiché qu’ici et maintenant.
phone-secret-server = Serveur SIP
phone-secret-user = Utilisateur SIP
phone-secret-password = Mot de passe SIP
phone-new-secret = Nouveau mot de passe SIP
phone-new-secret-confirm = Créer un nouveau mot de passe pour { $extension } ? Le téléphone reste hors service tant qu’il n’y est pas saisi.
done = Terminé

## Health

health-title = Vérification de la configuration
health-item = Élément
health-detail = Détail
health-remedy = Que faire
health-ok = Fonctionne
health-warning = Attention
health-failed = En panne
health-again = Vérifier à nouveau
health-checked-at = Vérifié le { $when }

## Audit

audit-title = Journal d’audit
audit-search = Personne, action ou objet
audit-when = Quand
audit-who = Qui
audit-address = Depuis l’adresse
audit-action = Action
audit-object = Objet
audit-done = Fait
audit-refused = Refusé
audit-failed = Échec
audit-empty = Rien n’a été consigné pour ces critères.

## Account

account-title = Mon compte
account-data = Mes données
account-data-help = Votre administrateur tient ces données à jour.
account-phones = Mes postes
account-password = Changer mon mot de passe
account-password-current = Mot de passe actuel
account-sessions = Mes sessions
account-session-started = Ouverte
account-session-seen = Dernière activité
account-session-address = Adresse
account-session-browser = Navigateur
account-session-current = Celle-ci
account-session-end = Fermer
account-session-end-label = Fermer la session ouverte depuis { $address }

## Errors

error-what = Ce qui s’est passé
error-not-done = Ce qui n’a pas été fait
error-remedy = Ce que vous pouvez faire
error-reference = Référence pour votre administrateur : { $reference }
error-home = Vers la page d’accueil
dial-own-number = C’est votre propre numéro ; choisissez-en un autre.

## What is wrong with a field

problem-empty = Remplissez ce champ.
problem-too-short = Indiquez au moins { NUMBER($min) } caractères.
problem-too-long = Indiquez au plus { NUMBER($max) } caractères.
problem-not-digits = N’utilisez que des chiffres.
problem-blank = Retirez les espaces.
problem-bad-character = Retirez le caractère « { $character } ».
problem-not-an-email = Écrivez l’adresse sous la forme nom@exemple.org.
problem-not-a-date = Choisissez une date.
problem-not-a-month = Choisissez un mois dans la liste.
problem-not-a-time = Écrivez l’heure sous la forme 14:30.
problem-ends-before-it-begins = La fin précède le début ; inversez les deux dates.
problem-excludes = Remplissez ce champ ou l’autre, pas les deux.
problem-taken = Déjà utilisé ; choisissez autre chose.
problem-unknown = Choisissez dans la liste.
problem-last-administrator = C’est le dernier administrateur ; nommez-en d’abord un autre.
problem-more-than-you-hold = Vous ne pouvez pas donner un profil que vous n’avez pas.
problem-passwords-differ = Les deux mots de passe diffèrent ; retapez-les.
problem-password-common = Ce mot de passe est parmi les premiers essayés ; choisissez-en un autre.
problem-password-like-login = Le mot de passe contient le nom du compte ; choisissez-en un autre.
problem-password-wrong = Ce n’est pas votre mot de passe actuel.
problem-pbx = Le serveur téléphonique a refusé la modification, rien n’a été enregistré : { $reason }

## Profiles

profile-user = Utilisateur
profile-user-help = Annuaire, ses appels et ses coûts.
profile-department-head = Chef de service
profile-department-head-help = Appels et coûts de ses services.
profile-direction = Direction
profile-direction-help = Tous les coûts et toutes les files.
profile-accounting = Comptabilité
profile-accounting-help = Tous les coûts.
profile-calls = Appels
profile-calls-help = Tout le journal des appels, numéros d’autrui masqués.
profile-administrator = Administrateur
profile-administrator-help = Utilisateurs, postes, services, tarif, état.
profile-auditor = Auditeur
profile-auditor-help = Lit le journal d’audit, rien d’autre.

## What the last request did

notice-saved = Enregistré.
notice-deleted = Supprimé.
notice-password-set = Votre nouveau mot de passe est enregistré. Vous pouvez vous connecter.
notice-password-changed = Votre mot de passe est changé ; vos autres sessions sont closes.
notice-session-ended = La session est close.
notice-logged-out = Vous êtes déconnecté.
notice-rated-again = Le tarif a été relu et les appels sans prix ont été valorisés.
notice-department-in-use = Le service a encore des utilisateurs ou des postes ; déplacez-les d’abord.
pbx-unreachable = Le serveur téléphonique { $name } est injoignable depuis { $since }. Le dernier état connu est affiché.

## Errors as pages

error-forbidden = Cette page n’est pas accessible à vos profils.
error-forbidden-remedy = Demandez à un administrateur un profil qui le permet.
error-not-found = Il n’y a rien à cette adresse.
error-not-found-remedy = L’objet a peut-être été supprimé. Continuez par le menu.
error-stale = Le formulaire était trop ancien ou ne venait pas de ce portail.
error-stale-remedy = Revenez en arrière, rechargez la page et recommencez.
error-bad-request = Le portail n’a pas compris la demande.
error-too-many = Trop de demandes en peu de temps.
error-too-many-remedy = Attendez { NUMBER($seconds) } s et recommencez.
error-internal = Une erreur s’est produite dans le portail.
error-internal-remedy = Recommencez. Si l’erreur persiste, donnez la référence à un administrateur.
error-nothing-done = Rien n’a été enregistré ni modifié.
link-void = Ce lien a déjà servi ou est trop ancien.
link-void-remedy = Demandez-en un nouveau à un administrateur.

## Click-to-dial

dial-connected = Votre poste est décroché : le { $number } est appelé.
dial-own-no-answer = Votre poste { $phone } n’a pas été décroché.
dial-own-busy = Votre poste { $phone } est occupé.
dial-own-unreachable = Votre poste { $phone } n’a pas sonné : il n’est pas enregistré. Allumez-le ou demandez à un administrateur.
dial-pbx-down = Le serveur téléphonique est injoignable ; aucun appel n’a été lancé.
dial-unknown = L’appel a été demandé, mais le serveur n’a pas dit ce qu’il est devenu. Regardez votre poste avant de recommencer.
dial-refused = Le serveur téléphonique a refusé l’appel : { $reason }
dial-bad-number = « { $number } » ne peut pas être composé : { $problem }
dial-not-allowed = Vos profils ne permettent pas de lancer des appels.
dial-too-many = Trop d’appels en une minute ; attendez { NUMBER($seconds) } s.
dial-not-configured = L’appel par clic n’est pas configuré : donnez la tâche « calls » à un [[pbx.manager]] de portal.toml.

## Why a call has no price

unrated-no-tariff = Aucun tarif n’est configuré.
unrated-no-prefix = Aucune ligne du tarif ne correspond au numéro ; ajoutez-en une.
unrated-length = Le numéro n’a pas la longueur prévue par le tarif.
unrated-invalid = L’enregistrement d’appel ne peut pas être valorisé : { $reason }
unrated-blocked = Le tarif interdit cette destination, mais l’appel a eu lieu.
tariff-in-use = Tarif utilisé : { $tariff }
tariff-problems = Lignes du tarif qui ne sont pas utilisées

## The configuration check

health-pbx-events = Serveur téléphonique : événements
health-pbx-calls = Serveur téléphonique : lancement d’appels
health-pbx-config = Serveur téléphonique : configuration
health-pbx-connected = Connecté à { $version }.
health-pbx-connecting = Non connecté : { $reason }
health-pbx-refused = Le serveur refuse ce compte : { $reason }
health-pbx-remedy = Vérifiez qu’Asterisk fonctionne, puis comparez adresse, utilisateur et secret de portal.toml avec manager.conf.
health-pbx-missing = Aucun compte n’est configuré pour cela.
health-pbx-missing-remedy = Ajoutez-le dans portal.toml comme [[pbx.manager]], ou donnez cette tâche à un compte.
health-gaps = Temps sans événements
health-gaps-none = Aucune interruption au cours des trente derniers jours.
health-gap = De { $began } à { $ended } : les appels terminés pendant ce temps manquent.
health-database = Base de données
health-tariff = Tarif
health-tariff-problems = { $count ->
    [one] { NUMBER($count) } ligne est inutilisable.
    [many] { NUMBER($count) } de lignes sont inutilisables.
   *[other] { NUMBER($count) } lignes sont inutilisables.
}
health-tariff-remedy = Voyez la page « Appels sans tarif ».
health-version = Portail { $version }, en marche depuis { $uptime }
health-portal = Portail

## Call log, costs and administration: words of the pages behind them

calls-from-name = De : nom
calls-from-number = De : numéro
calls-to-name = Vers : nom
calls-to-number = Vers : numéro
currency = Devise
phone-label-help = Par exemple « Salle de réunion » ; sinon le nom de l’utilisateur est affiché.
costs-days = { $begin } au { $end }
costs-without-department = Sans service
costs-date-and-time = Date et heure
unrated-no-tariff-in-use = Aucun tarif n’est en service.
audit-action-word = { $action ->
    [log-in] Connexion
    [log-out] Déconnexion
    [create] Création
    [update] Modification
    [delete] Suppression
    [originate] Lancement d’un appel
    [schedule] Programmation d’un appel
    [configure] Configuration du serveur téléphonique
    [export] Export
    [rate] Valorisation des appels
    [listen] Écoute
    [purge] Suppression à l’échéance
    [view] A consulté
   *[other] Autre
}
audit-object-word = { $kind ->
    [person] Utilisateur
    [department] Service
    [phone] Poste
    [contact] Contact
    [call] Appel
    [api-client] Client de l’API
    [file] Fichier
    [page] Page
    [tariffs] Tarif
    [tariff] Version du tarif
    [recording] Enregistrement
    [kept] Données conservées
    [session] Session
    [site] Réglages du site
    [queue] File d’attente
   *[other] Autre
}
audit-named = { $kind } : { $name }
audit-portal = Portail
health-gap-open = Depuis { $began }, aucun événement n’arrive : les appels qui se terminent maintenant peuvent manquer.
health-gap-remedy = Comparez le journal de cette période avec Master.csv sur le serveur téléphonique.
health-database-version = SQLite { $version }
health-tariff-none = Aucun tarif n’est en service : les appels vers l’extérieur n’ont pas de prix.
health-tariff-none-remedy = Indiquez le plan dans portal.toml (tariff) et corrigez ce que liste la page « Appels sans tarif ».
health-uptime = { $days ->
    [one] { NUMBER($days) } jour et { $time }
    [many] { NUMBER($days) } de jours et { $time }
   *[other] { NUMBER($days) } jours et { $time }
}
browser-on-system = { $browser }, { $system }
costs-days-from = à partir du { $begin }
costs-days-until = jusqu’au { $end }
costs-department-total = Total du service
costs-too-many-calls = Plus de { NUMBER($count) } appels : choisissez une période plus courte, un service ou des postes.
costs-two-currencies = Les appels de cette période sont valorisés en { $one } et en { $other } : choisissez une période avec une seule devise.
costs-too-large = La somme est trop grande : choisissez une période plus courte.
notice-saved-not-in-pbx = Enregistré, mais le serveur téléphonique n’a pas pris le nouveau nom : les appels montrent encore l’ancien. Enregistrez à nouveau le poste plus tard.
criteria-have-errors = À corriger :
calls-search-cut = Seuls les { NUMBER($count) } derniers appels ont été parcourus ; choisissez une date pour remonter plus loin.
calls-csv-cut = Ce fichier ne contient que les { NUMBER($count) } derniers appels ; choisissez une date.
dial-unknown-number = Le serveur téléphonique n’a rien pour le numéro { $number } ; rien n’a sonné. Vérifiez le numéro.
clients-title = Clients de l’API
clients-intro = D’autres programmes qui peuvent lancer des appels, tels qu’un CRM. La marche à suivre est décrite dans docs/api.md.
clients-add = Ajouter un client
clients-empty = Aucun autre programme ne peut lancer d’appels. Ajoutez le premier.
clients-created = Créé
clients-used = Dernière utilisation
clients-used-from = { $when } depuis { $address }
client-sources = Postes
client-sources-all = Tous
client-sources-help = Numéros internes que le programme peut faire sonner, séparés par des espaces ; X remplace un chiffre quelconque, par exemple 1XX. Vide : tous les postes.
client-name-help = Lettres, chiffres, points, tirets ; il figure dans le journal d’audit.
client-active = Actif
client-revoked = Désactivé
client-revoke = Désactiver
client-revoke-confirm = Désactiver le client { $name } ? Son jeton est aussitôt sans valeur et ne peut plus servir.
client-token-title = Le client { $name } est prêt
client-token-intro = Saisissez ce jeton dans le programme. Il n’est affiché qu’ici et maintenant ; qui le possède peut lancer des appels.
client-token = Jeton
client-address = Adresse
notice-client-revoked = Le client est désactivé ; son jeton est sans valeur.
dial-number-not-allowed = Les règles du site excluent { $number } : ce numéro ne peut pas être appelé. Adressez-vous à votre administrateur.

phone-device = Appareil
phone-model = Modèle
phone-model-none = Inconnu
phone-mac = Adresse MAC
phone-mac-help = Comme sur l’étiquette du téléphone, par exemple 00:0b:82:aa:bb:cc.
phone-file-text = Le téléphone récupère ce fichier à son démarrage. Il contient le mot de passe SIP et les mots de passe des pages du téléphone : placez-le là où seul le téléphone peut le lire.
phone-file-download = Télécharger { $name }
problem-phone-model = Choisissez le modèle du téléphone.
problem-phone-file = Impossible de créer le fichier de configuration : { $reason }
problem-mac-length = « { $text } » a { NUMBER($digits) } chiffres hexadécimaux ; une adresse MAC en a 12, par exemple 00:0b:82:aa:bb:cc.
problem-mac-digit = « { $text } » : « { $found } » n’est pas un chiffre hexadécimal. Recopiez l’adresse de l’étiquette, par exemple 00:0b:82:aa:bb:cc.
problem-mac-separators = « { $text } » : les séparateurs ne conviennent pas. Écrivez 000b82aabbcc, 00:0b:82:aa:bb:cc, 00-0b-82-aa-bb-cc ou 000b.82aa.bbcc.
problem-mac-nobody = { $mac } n’est pas l’adresse d’un seul appareil. Recopiez celle de l’étiquette.

## Enregistrements

recordings-title = Enregistrements
recordings-count = { $count ->
    [one] { NUMBER($count) } enregistrement
    [many] { NUMBER($count) } d’enregistrements
   *[other] { NUMBER($count) } enregistrements
}
recordings-scope-all = Tous les enregistrements
recordings-scope-department = Enregistrements de vos services
recordings-scope-own = Vos enregistrements
recordings-logged = Chaque écoute est notée dans le journal d’audit.
recordings-all = Tous les enregistrements
recordings-first-day = Premier jour
recordings-last-day = Dernier jour
recordings-who = Personne ou poste
recordings-queue = File d’attente
recordings-at-least = Durée min. (s)
recordings-text = Fichier, personne, file ou motif
recordings-length = Durée
recordings-sound = Enregistrement
recordings-empty = Pas encore d’enregistrement.
recordings-empty-help = Pas encore d’enregistrement. Le plan de numérotation enregistre un appel avec MixMonitor et indique le fichier avec UserEvent(Recording,…) ou CDR(userfield) ; le README du portail montre comment.
recordings-no-result = Aucun enregistrement ne correspond à ces critères.
recordings-off = Le portail ne sait pas où sont les enregistrements : un administrateur doit indiquer le dossier dans portal.toml, recordings.folder.
recordings-search-cut = Seuls les { NUMBER($count) } derniers enregistrements ont été parcourus ; choisissez des jours pour chercher plus loin.
recording-of = Enregistrement du { $when }
recording-held = Conservé
recording-not-playable = Aucun navigateur ne lit ce type de fichier.
recording-not-playable-download = Aucun navigateur ne lit ce type de fichier ; téléchargez-le.
recording-expected = Pas encore disponible
recording-missing = Fichier absent
recording-missing-help = Le serveur de téléphonie a indiqué ce fichier, mais il n’est pas dans le dossier des enregistrements : il a été déplacé ou supprimé, ou le dossier n’est pas monté. S’il réapparaît, il pourra de nouveau être écouté.
recording-purged = Supprimé le { $when }
recording-download = Télécharger
recording-about = Cet enregistrement
recording-call = Appel
recording-size = Taille
recording-file = Fichier
recording-until = Suppression prévue
recording-until-released = Pas tant qu’il est conservé
recording-until-never = Jamais
recording-reason = Motif
recording-keep-title = Durée de conservation
recording-keep-help = Pourquoi il ne doit pas être supprimé à l’échéance, par exemple « Réclamation 2026-77 ».
recording-hold = Conserver plus longtemps
recording-release = Ne plus conserver
recording-delete-confirm = Supprimer cet enregistrement ? Il ne pourra pas être rétabli ; le journal d’audit indiquera que vous l’avez supprimé.
recording-uses = Qui a écouté ou téléchargé
recording-unused = Personne pour l’instant.
recording-gone = Il a été supprimé ; seule sa trace est conservée.
recording-use = { $action ->
    [export] Téléchargement
   *[other] Écoute
}
size-kilobytes = { $size } ko
size-megabytes = { $size } Mo
size-gigabytes = { $size } Go
retention-title = Conservation
retention-due = Ce qui serait supprimé maintenant
retention-notes = Entrées de journaux
retention-nothing = Rien n’a encore atteint sa durée de conservation.
retention-purge = Supprimer maintenant
retention-confirm = Supprimer maintenant tout ce qui a atteint sa durée de conservation ? Cela ne pourra pas être rétabli.
retention-runs = Ce qui a été supprimé
retention-no-run = Rien n’a encore été supprimé.
retention-for-ever = illimitée
retention-days = { $count ->
    [one] { NUMBER($count) } jour
    [many] { NUMBER($count) } de jours
   *[other] { NUMBER($count) } jours
}
retention-of-recordings = Conservation des enregistrements : { $keep }.
retention-of-notes = Conservation des journaux (audit, périodes sans serveur de téléphonie, enregistrements supprimés) : { $keep }.
retention-next = Prochain passage : { $when }
retention-run-open = En cours, ou interrompu
retention-run-cut = Interrompu ; le prochain passage termine
retention-run-failed = { $count ->
    [one] { NUMBER($count) } fichier n’a pas pu être supprimé
    [many] { NUMBER($count) } de fichiers n’ont pas pu être supprimés
   *[other] { NUMBER($count) } fichiers n’ont pas pu être supprimés
}
calls-recording = Écouter l’enregistrement
notice-recording-held = L’enregistrement est conservé jusqu’à ce que quelqu’un choisisse « Ne plus conserver ».
notice-recording-released = L’enregistrement sera supprimé à l’échéance.
notice-recording-deleted = L’enregistrement a été supprimé.
notice-recording-is-held = L’enregistrement est conservé pour un motif ; choisissez d’abord « Ne plus conserver ».
notice-purged = Ce qui avait atteint sa durée de conservation a été supprimé.
notice-purge-busy = Une suppression est déjà en cours ; rien n’a été fait. Réessayez dans une minute.
notice-purge-failed = Tout n’a pas pu être supprimé ; le journal du portail dit pourquoi.
profile-supervisor = Superviseur
profile-supervisor-help = Supervise une file : tableau, membres, statistiques et enregistrements.
profile-recording-officer = Responsable des enregistrements
profile-recording-officer-help = Tous les enregistrements : écouter, télécharger et décider de leur conservation.
profile-external-forward = Renvoi externe
profile-external-forward-help = Peut renvoyer ses postes vers l’extérieur.
profile-statistics = Statistiques
profile-statistics-help = Les statistiques de tous les appels.
profile-incidents = Incidents
profile-incidents-help = Annonce ce qui ne fonctionne pas.
profile-holidays = Jours fériés
profile-holidays-help = Saisit les jours fériés.
profile-fax = Fax
profile-fax-help = Reçoit et envoie des télécopies.
profile-agent = Agent
profile-agent-help = Prend les appels d’une file : entre, sort, se met en pause.
profile-department-supervisor = Superviseur de services
profile-department-supervisor-help = Files d’attente et enregistrements de ses services.
profile-receptionist = Standardiste
profile-receptionist-help = Le poste d’opérateur.
profile-api-client = Programme
profile-api-client-help = Rien d’autre que ce que permet son jeton.
calls-scope-queues = Vos appels et ceux de vos files
calls-scope-department-queues = Appels de votre service et de vos files
recordings-scope-queues = Enregistrements de vos files
recordings-scope-department-queues = Enregistrements de vos services et de vos files
recordings-missing = { $count ->
    [one] { NUMBER($count) } fichier absent
    [many] { NUMBER($count) } de fichiers absents
   *[other] { NUMBER($count) } fichiers absents
}
health-recordings = Enregistrements
health-recordings-unread = Le dossier des enregistrements est illisible : { $reason }
health-recordings-remedy = Vérifiez recordings.folder dans portal.toml, que le dossier est monté et que l’utilisateur du portail peut le lire.
health-recordings-missing-remedy = Voir la page « Enregistrements » : des fichiers ont été déplacés ou supprimés par autre chose que le portail.

## Appels programmés
scheduled-title = Appels programmés
scheduled-scope-own = Vos appels programmés
scheduled-scope-department = Appels programmés de vos services
scheduled-scope-all = Tous les appels programmés
scheduled-how = À l’heure dite, votre propre téléphone sonne ; décrochez, puis le numéro est appelé.
scheduled-off = Personne ne peut programmer d’appel ici. Le portail doit se trouver sur la machine du serveur téléphonique ; l’administrateur y indique le spool d’Asterisk dans portal.toml, spool.folder.
scheduled-trouble = Impossible de programmer des appels pour l’instant : { $reason }
scheduled-new = Programmer un appel
scheduled-at = Appeler { $number } à …
scheduled-change = Autre heure
scheduled-cancel = Annuler l’appel
scheduled-cancel-confirm = Annuler l’appel au { $number } ?
scheduled-open = À venir
scheduled-done = Passés
scheduled-none-open = Aucun appel n’est programmé.
scheduled-none-done = Aucun appel programmé n’est encore terminé.
scheduled-phone = Sonne d’abord
scheduled-number = Appelé ensuite
scheduled-note = Note
scheduled-note-help = Pour vous ; personne d’autre ne la voit.
scheduled-time = Heure
scheduled-state = État
scheduled-clock = Heure locale de { $zone }. Une heure que le changement d’heure saute est décalée d’autant vers plus tard ; d’une heure qui revient deux fois, la première compte.
scheduled-limits = Jours d’avance, au plus : { NUMBER($days) }. Appels programmés à la fois, au plus : { NUMBER($calls) }.
scheduled-attempts = { $count ->
    [one] { NUMBER($count) } tentative
    [many] { NUMBER($count) } de tentatives
   *[other] { NUMBER($count) } tentatives
}
scheduled-state-word = { $state ->
    [placing] En cours d’enregistrement
    [waiting] Programmé
    [calling] Votre téléphone sonne
    [talking] Décroché, en cours
    [retrying] Sans réponse, nouvel essai
    [answered] Répondu
    [busy] Téléphone occupé
    [no-answer] Sans réponse
    [failed] Téléphone injoignable
    [expired] Sans réponse ou injoignable
    [discarded] Refusé par le serveur téléphonique
    [cancelled] Annulé
    [withdrawn] Retiré : plus autorisé
   *[other] Issue inconnue
}
scheduled-past = Cette heure est passée ; choisissez-en une à venir.
scheduled-too-far = C’est trop loin : au plus { $days ->
    [one] { NUMBER($days) } jour
    [many] { NUMBER($days) } de jours
   *[other] { NUMBER($days) } jours
} à l’avance.
scheduled-emergency = On n’appelle pas les numéros d’urgence plus tard. Appelez maintenant, d’un téléphone.
scheduled-planned-twice = Vous avez déjà programmé un appel à ce numéro ; changez son heure.
scheduled-too-many = Vous avez déjà { $limit ->
    [one] { NUMBER($limit) } appel programmé
    [many] { NUMBER($limit) } d’appels programmés
   *[other] { NUMBER($limit) } appels programmés
} ; annulez-en un d’abord.
notice-scheduled = L’appel est programmé.
notice-scheduled-skips = L’appel est programmé. L’horloge saute l’heure choisie : la liste indique quand il a lieu.
notice-scheduled-twice = L’appel est programmé. L’horloge affiche deux fois l’heure choisie : c’est la première.
notice-scheduled-cancelled = L’appel est annulé.
notice-scheduled-calling = L’appel était déjà lancé : il continue, mais ne sera pas tenté à nouveau.
notice-scheduled-late = L’appel est annulé, mais son heure était venue : votre téléphone peut encore sonner une fois.
notice-scheduled-not-moved = L’appel est en cours ; son heure n’a pas été changée.
notice-scheduled-over = Cet appel est déjà terminé.
notice-scheduled-failed = Le spool du serveur téléphonique n’a pas accepté le changement ; rien n’a été modifié. Le journal du portail dit pourquoi.
health-scheduled = Appels programmés
health-scheduled-remedy = Vérifiez spool.folder dans portal.toml, et que l’utilisateur du portail est celui d’Asterisk ou de son groupe ; switchhook-portal check portal.toml en dit plus.

## Tariff administration

tariff-title = Tarif
tariff-intro = Chaque version active donne les prix à partir de son premier jour, jusqu’à celui de la suivante.
tariff-upload = Nouvelle version
tariff-files-none = Aucun fichier de tarif n’est configuré : les appels antérieurs à la première version active n’ont pas de prix.
tariff-files-in-use = Du fichier configuré : { $tariff }. Il vaut avant la première version active.
tariff-empty = Pas encore de version. Déposez-en une, ou gardez le fichier configuré.
tariff-effective = Premier jour
tariff-rows = Lignes
tariff-refused = Lignes refusées
tariff-made = Créée
tariff-by = { $when }, { $name }
tariff-in-force = En vigueur aujourd’hui
tariff-state-draft = Brouillon
tariff-state-active = Active
tariff-state-withdrawn = Retirée
tariff-stale = { $count ->
    [one] { NUMBER($count) } prix vient d’un autre tarif que celui en vigueur ce jour-là.
    [many] { NUMBER($count) } de prix viennent d’un autre tarif que celui en vigueur ce jour-là.
   *[other] { NUMBER($count) } prix viennent d’un autre tarif que celui en vigueur ce jour-là.
}
tariff-version-title = Tarif à partir du { $day }
tariff-note = Remarque
tariff-note-help = Par exemple, d’où viennent les prix.
tariff-compare = Comparer
tariff-more = { $count ->
    [one] { NUMBER($count) } autre n’est pas montré.
    [many] { NUMBER($count) } d’autres ne sont pas montrés.
   *[other] { NUMBER($count) } autres ne sont pas montrés.
}
tariff-files = Fichiers
tariff-fingerprint = Empreinte
tariff-activate = Activer
tariff-activate-help = Cette version compte { NUMBER($rows) } lignes, celle en vigueur { NUMBER($now) }. Comparez avec le fichier que vous vouliez déposer, puis saisissez le nombre de lignes de cette version.
tariff-confirm-rows = Nombre de lignes
tariff-without-refused = Activer sans les lignes refusées
tariff-refused-first = Des lignes ont été refusées : corrigez le fichier, ou cochez la case pour vous en passer.
tariff-withdraw = Retirer
tariff-withdraw-confirm = Retirer cette version ? Ses jours reviennent à la précédente. Les prix enregistrés restent jusqu’à un nouveau calcul.
tariff-discard = Supprimer le brouillon
tariff-discard-confirm = Supprimer ce brouillon et ses fichiers ?
tariff-new-intro = Les fichiers sont vérifiés et gardés comme brouillon, sans effet sur les prix avant l’activation.
tariff-plan-file = Plan (TOML)
tariff-plan-help = Sans fichier, le plan en vigueur est repris.
tariff-deck-files = Grilles de prix (CSV)
tariff-deck-help = Avec les noms donnés par le plan. Celles qui ne sont pas déposées sont reprises du tarif en vigueur.
tariff-effective-help = Les appels commencés ce jour-là ou après auront ces prix dès l’activation.
tariff-check = Vérifier et garder comme brouillon
tariff-nothing-uploaded = Choisissez un plan ou une grille.
tariff-unusable = Ces fichiers ne font pas un tarif ; rien n’a été gardé
tariff-too-large = Les fichiers dépassent { $megabytes } Mo en tout ; enlevez ce que le plan ne nomme pas.
tariff-not-text = { $file } n’est pas du texte UTF-8 ; enregistrez-le en UTF-8 et déposez-le de nouveau, ou importez-le comme fichier d’un opérateur, dont le codage est libre.
tariff-not-named = Le plan ne nomme aucune grille { $file } ; corrigez le plan ou le nom du fichier.
tariff-from-file = Fichier configuré
tariff-back = Retour à la version
import-title = Importer le fichier d’un opérateur
import-intro = Une correspondance dit ce que contiennent les colonnes du fichier. Tout ce qui a été lu, refusé et réparé est montré avant que quoi que ce soit soit gardé.
import-file = Fichier de l’opérateur
import-file-help = Du texte, quelles que soient ses colonnes et son codage.
import-mapping = Correspondance
import-mapping-own = Ma propre correspondance
import-ready-inter = inter.csv : prix classique
import-ready-inter-optimum = inter.csv : prix de base des forfaits
import-ready-inter-hours = inter.csv : forfaits de { $hours } heures
import-ready-opt-rates = opt_rates.txt : groupes et unités
import-ready-teliax = teliax-rates.csv : dollars par minute
import-map-file = Fichier de correspondance (TOML)
import-map-help = Seulement pour votre propre correspondance : quelle colonne est le préfixe, la destination, le prix.
import-deck = Grille dont il remplace les lignes
import-begin = Lire le fichier
import-two-mappings = Une correspondance prête et un fichier ont été donnés ; gardez-en un seul.
import-no-mapping = Déposez votre correspondance, ou choisissez-en une prête.
import-no-file = Choisissez le fichier de l’opérateur.
import-no-plan = Aucun tarif n’est encore utilisé : déposez aussi le plan.
import-no-deck = Choisissez une des grilles du plan : { $decks }.
import-currency = Les prix du fichier sont en { $file }, ceux de la grille { $deck } en { $plan } : donnez cette monnaie à la grille dans le plan, et au plan un taux de change.
import-read = { $file } : ce qui a été lu
import-nothing-kept = Rien n’est encore gardé.
import-another = Un autre fichier
import-unusable = Avec ce fichier, le tarif est inutilisable : corrigez le fichier, la correspondance ou le plan, puis relisez-le.
import-from = Origine
import-encoding = Codage
import-encoding-detected = { $encoding }, reconnu
import-encoding-given = { $encoding }, selon la correspondance
import-lines = Lignes du fichier
import-skipped = Laissées de côté : titres, remarques, lignes vides
import-repairs = Réparations
import-changes = Ce qui change dans { $deck }
import-keep = Garder comme brouillon
import-note = { $file } : { NUMBER($rows) } lignes, { NUMBER($refused) } refusées
notice-import-gone = Le fichier lu n’attend plus ; déposez-le de nouveau.
tariff-packages = Les forfaits { $names } ne peuvent pas être comptés ici : le portail tarife chaque appel séparément. Enlevez [[packages]] du fichier : les appels coûtent alors ce que dit leur plan.
difference-title = Différence
difference-of = Différences : tarif à partir du { $day }
difference-with = Comparer avec
difference-show = Comparer
difference-counts = Préfixes ajoutés : { NUMBER($added) }, supprimés : { NUMBER($removed) }, modifiés : { NUMBER($changed) }
difference-none = Les deux ont les mêmes lignes.
difference-plan = Les règles du plan diffèrent aussi (tranches, taxes, arrondis, numérotation) : comparez son fichier.
difference-change = Modification
difference-added = Ajoutée
difference-removed = Supprimée
difference-changed = Modifiée
difference-old = Ancien
difference-new = Nouveau
test-title = Essayer un numéro
test-intro = Combien coûterait un appel, et pourquoi ? Rien n’est appelé.
test-length-help = En secondes, ou en minutes et secondes : 2:30.
test-length-wrong = Écrivez des secondes, ou des minutes et secondes comme 2:30.
test-phone = Téléphone de l’appelant
test-phone-any = Indifférent
test-trunk = Ligne réseau
test-in-force = Celui en vigueur ce jour-là
test-show = Montrer le prix
test-answer = Prix
test-nothing = Saisissez un numéro.
test-before-tax = Hors taxe
test-after-tax = TTC
test-steps = Comment le prix est obtenu
outcome-rated = Tarifé
outcome-free = Gratuit
outcome-forbidden = Interdit
outcome-unmatched = Sans tarif
outcome-rejected = Non calculable
outcome-not-charged = Non facturé
rate-title = Ajouter un prix
rate-intro = La ligne est ajoutée à un nouveau brouillon du tarif en vigueur. Rien ne change avant son activation.
rate-add = Ajouter un prix
rate-deck = Grille de prix
rate-prefix = Préfixe
rate-prefix-help = Le début du numéro, ou plusieurs : +44 ou 98,99
rate-digits = Chiffres
rate-digits-help = Combien le numéro en compte, comme 6 ou 6-8 ; vide : indifférent.
rate-destination = Destination
rate-kind = Nature
rate-kind-none = Non précisée
rate-kind-fixed = Fixe
rate-kind-mobile = Mobile
rate-kind-special = Spécial
rate-kind-tollfree = Numéro vert
rate-kind-premium = Surtaxé
rate-kind-emergency = Urgence
rate-price = Prix ({ $currency })
rate-per = pour tant de secondes
rate-first = Premier palier, secondes
rate-next = Paliers suivants, secondes
rate-fee = Par appel ({ $currency })
rate-preview = Aperçu
rate-preview-title = Ce qui serait tarifé
rate-nothing = Remplissez la ligne.
rate-will = Sur { NUMBER($all) } appels sans prix, { NUMBER($count) } en reçoivent un : { $amount } TTC.
rate-save = Créer un brouillon avec cette ligne
rate-refused = Le tarif n’accepte pas cette ligne :
rate-no-tariff = Aucun tarif auquel ajouter une ligne ; déposez-en un d’abord.
rate-note = Ajout : { $destination }
unrated-group-last = Dernier appel
rerating-title = Recalculer les prix
rerating-intro = Les appels sont recalculés avec les tarifs en vigueur, à côté des prix enregistrés. Vous voyez la différence avant tout remplacement.
rerating-safe = Sans dates, tous les appels sont pris. Le portail reste utilisable pendant ce temps.
rerating-which = Quels appels
rerating-which-stale = Tarifés avec un autre tarif
rerating-which-unmatched = Sans tarif
rerating-which-all = Tous
rerating-begin = Commencer
rerating-open = Un autre calcul n’est pas terminé : appliquez-le ou abandonnez-le d’abord.
rerating-see = Voir la différence
rerating-past = Calculs précédents
rerating-began = Commencé
rerating-changes = Prix modifiés
rerating-dearer = Plus chers
rerating-cheaper = Moins chers
rerating-gained = Avec un prix désormais
rerating-lost = Sans prix désormais
rerating-state-running = En cours
rerating-state-ready = Prêt à être appliqué
rerating-state-applied = Appliqué
rerating-state-cancelled = Abandonné
rerating-state-failed = Échoué
rerating-progress-title = Avancement
rerating-progress = { NUMBER($done) } appels sur { NUMBER($total) } examinés, { NUMBER($changes) } prix modifiés
rerating-apply = Appliquer
rerating-apply-confirm = Remplacer les prix enregistrés par les nouveaux ?
rerating-discard = Abandonner
rerating-stop = Arrêter
rerating-by-department = Par service
rerating-by-destination = Par destination
rerating-calls = Appels modifiés, plus grande différence d’abord
rerating-nothing = Aucun prix ne change.
rerating-trouble-tariff = Le tarif a changé entre-temps ; rien n’a été modifié. Recommencez.
rerating-trouble-database = La base de données a refusé ; rien n’a été modifié. Le journal dit pourquoi.
rerating-without-price = Sans prix
notice-tariff-kept = Le brouillon est gardé. Vérifiez-le, puis activez-le.
notice-tariff-activated = La version est active. Les appels sans prix sont calculés maintenant ; pour changer les prix enregistrés, recalculez.
notice-tariff-withdrawn = La version est retirée.
notice-tariff-state = Quelqu’un d’autre a modifié cette version entre-temps ; regardez-la de nouveau.
notice-rerating-applied = Les nouveaux prix sont enregistrés.
notice-rerating-cancelled = Arrêté ; les prix enregistrés restent tels quels.
notice-rerating-over = C’est déjà terminé.
notice-rerating-outdated = Le tarif a changé après ce calcul : il n’a pas été appliqué. Abandonnez-le et recommencez.
problem-not-a-number = Écrivez des chiffres et au plus une virgule.
problem-not-confirmed = Ce n’est pas le nombre de lignes de cette version : comparez avec votre fichier avant de confirmer.
costs-preview = Aperçu
export-xlsx = XLSX

site-title = Site
site-intro = Ce que tous les postes reçoivent. portal.toml est le point de départ ; dès que cette page a été enregistrée une fois, la dernière version ci-dessous fait foi.
site-group-calls = Appels
site-group-files = Fichiers
site-group-network = Horloge et réseau
site-sip = Serveur SIP
site-sip2 = Second serveur SIP
site-sip2-help = Où les postes s’enregistrent quand le premier ne répond pas.
site-default-number = Numéro présenté à l’extérieur
site-default-number-help = Ce que présentent les appels d’un poste sans numéro direct. Il figure dans l’identité d’un poste dès que ce poste est de nouveau enregistré ici.
site-config = Serveur de configuration
site-firmware = Serveur de micrologiciels
site-path-help = Hôte, port et chemin sans https://, par exemple 192.168.10.5/phones. Vide : le poste garde ce qu’il a.
site-clock = Horloge
site-clock-help = Un fuseau horaire tel que Pacific/Noumea, avec son heure d’été, ou un écart fixe avec UTC en heures, tel que -10. Vide : { $zone }, comme le serveur téléphonique.
site-ntp = Serveurs de temps
site-ntp-help = Séparés par des espaces, le meilleur d’abord ; les postes en connaissent deux.
site-vlan = VLAN
site-vlan-help = 0 à 4094 ; 0 signifie aucun.
site-syslog = Serveur syslog
site-effect = Les nouveaux postes reçoivent ces réglages aussitôt, les autres avec le prochain fichier de configuration qu’ils chargent.
site-versions = Versions
site-versions-none = Rien n’a encore été enregistré : portal.toml fait foi.
site-version = Version
site-changes = Ce qui a changé
site-start = Remettre dans le formulaire ce que dit portal.toml
site-outdated = Quelqu’un d’autre a modifié ces réglages entre-temps. Comparez les versions ci-dessous, puis enregistrez de nouveau.
site-problem-clock = « { $text } » n’est ni un fuseau horaire ni un écart avec UTC. Écrivez Pacific/Noumea, ou des heures telles que +11.
site-problem-vlan = « { $text } » n’est pas un VLAN. Écrivez un nombre de 0 à 4094.
site-problem-number = « { $text } » n’est pas un numéro de téléphone. Écrivez jusqu’à 15 chiffres, précédés ou non d’un +.
site-problem-refused = Les postes refuseraient cela : { $reason }

phone-direct = Numéro direct
phone-direct-help = Ce que l’on compose de l’extérieur pour joindre ce poste ; ses appels le présentent. Vide : ses appels présentent le numéro du site, ou le numéro interne.
phone-rights = Peut appeler
phone-rights-help = Rien de coché : ce que tous les postes du site peuvent appeler.
phone-call-groups = Groupes d’appel
phone-pickup-groups = Groupes d’interception
phone-groups-help = Des nombres de 0 à 63. Qui a un nombre parmi ses groupes d’interception peut prendre les appels des postes qui l’ont parmi leurs groupes d’appel.
phone-language = Langue
phone-language-site = Celle du site
problem-out-of-range = Écrivez des nombres de { NUMBER($least) } à { NUMBER($most) }.

original-title = Depuis le portail d’origine
original-intro = Lit le fichier de configuration et la table des postes du portail d’origine. Ce qui serait enregistré est d’abord montré.
original-ini-help = Clés de [app:main] : serveurs, horloge, VLAN et numéro par défaut deviennent des réglages du site.
original-phones = Table des postes
original-phones-help = En CSV avec une ligne de titres. Chaque poste garde le compte et le mot de passe avec lesquels il s’enregistre. Voici comment PostgreSQL l’écrit, avec les noms des personnes et des services :
original-read = Lire
original-read-intro = Rien n’est encore enregistré. Enregistrez ce qui figure ici, ou revenez corriger les fichiers.
original-store = Enregistrer
original-again = Lire d’autres fichiers
original-refused = Refusé
original-line = Ligne
original-column = Colonne
original-reason = Raison
original-notes = À noter
original-key = Clé
original-value = Valeur
original-fate = Ce qu’elle devient
original-unused = Colonnes sans place ici : { $columns }
original-stored-as = Enregistré comme : { $setting }
original-elsewhere = Pas enregistré. Ici : { $place }
original-interpolated = La valeur renvoie à une autre. Écrivez-la en entier.
original-unknown = Le portail n’a rien de tel.
original-note-model = Aucun fichier n’existe pour le modèle { $text } : pas d’appareil
original-note-mac = « { $text } » n’est pas l’adresse MAC d’un téléphone : pas d’appareil
original-note-mac-taken = Un autre poste a { $text } : pas d’appareil
original-note-right = Le site ne propose pas le droit { $text } (pbx.phones.rights) : laissé de côté
original-note-owner = Personne n’a l’identifiant { $text } : aucune personne
original-note-department = Il n’y a pas de service { $text } : aucun
original-note-secret = Le mot de passe SIP est court : créez-en un nouveau
original-no-column = La colonne { $column } manque dans les titres. Exportez la table avec les noms de ses colonnes.
original-twice = La ligne { $line } a le même.
original-unreadable = Illisible. Écrivez un CSV avec des virgules, en UTF-8.
original-too-many = Trop de lignes. Divisez le fichier.
original-too-large = Plus de 4 Mo : ce n’est pas un tel fichier.
original-no-file = Choisissez au moins un des deux fichiers.
original-site-stored = Les réglages du site ont été enregistrés comme version { $version }.
original-site-same = Les réglages du site sont inchangés.
original-phones-made = Créés : { $phones }.
notice-original-gone = Ces fichiers ne sont plus là, ou quelque chose a changé entre-temps. Lisez-les de nouveau.

phone-step-search = 1. Recherche
phone-step-account = 2. Numéro et droits
phone-firmware = Micrologiciel
phone-address = Adresse
phone-address-help = L’adresse IP, comme sur l’écran du téléphone, par exemple 192.168.1.40.
phone-seen = Vu pour la dernière fois
phone-password = Mot de passe de ses pages
phone-password-help = Vide : celui d’usine.
phone-plain = Aussi sans chiffrement (anciens téléphones) : d’autres dans le réseau pourraient lire les mots de passe
phone-found = Trouvé
phone-found-effect = L’enregistrement écrit le compte dans Asterisk et la configuration dans le téléphone, qui redémarre puis s’enregistre.
phone-configure-title = L’écrire dans le téléphone
phone-configure-text = Écrit toute la configuration par les pages du téléphone, avec des mots de passe propres à celles-ci, et le redémarre.
phone-configure = Configurer maintenant
phone-ready-title = Le poste { $extension } est configuré
phone-ready-text = Le téléphone a son compte et redémarre ; ensuite il s’enregistre. Le mot de passe de ses pages n’est affiché qu’ici et maintenant.
phone-ready-password = Mot de passe de ses pages (admin)
phone-ready-page = Page du poste
phone-not-ready-title = Le poste { $extension } est enregistré, mais pas configuré
phone-not-ready-text = Le compte est dans Asterisk. Configurez le téléphone de nouveau depuis sa page, ou donnez-lui le fichier qui s’y trouve.
search-intro = Donnez l’adresse d’un téléphone du réseau : ses pages indiquent modèle, micrologiciel et adresse MAC. Ou continuez sans.
search-nothing = Aucun téléphone n’a été trouvé.
search-without = Sans téléphone
search-mac-help = Seulement si le téléphone est dans un autre réseau et ne l’indique pas lui-même.
search-demo = Dans la démonstration, un téléphone répond à { $address }.
search-no-address = Écrivez une adresse telle que 192.168.1.40.
search-not-private = Ce n’est pas une adresse d’un réseau privé. Les téléphones ne sont cherchés que là.
search-no-answer = Personne n’y répond. Le téléphone est-il allumé, et son accès web activé ? Les anciens téléphones ne connaissent pas le chiffrement : cochez la case ci-dessous.
search-no-mac = Il répond, mais son adresse MAC est introuvable. Écrivez celle de l’étiquette.
search-other-mac = Le téléphone qui s’y trouve a { $mac }.
search-other-model = Le téléphone qui s’y trouve est un { $model }. Corrigez d’abord le modèle.
search-unknown-maker = Quelque chose y répond, mais ce n’est pas un téléphone d’un fabricant connu.
search-unknown-model = Le téléphone qui s’y trouve est un { $model } : aucune configuration ne peut encore être faite pour lui.
search-refused = Le téléphone a refusé ce mot de passe.
search-locked-out = Après trop de mauvais mots de passe, le téléphone ne laisse entrer personne pendant un moment. Attendez quelques minutes.
search-other = Le téléphone n’a pas fait ce qui était demandé : { $reason }
search-needs-server = Un Cisco télécharge ses réglages depuis le portail. Indiquez dans portal.toml, sous [provisioning], à quelle adresse les téléphones le joignent.
search-known = { $mac } est déjà connu : poste { $extension }
notice-found-gone = Ce qui avait été trouvé n’est plus là : cherchez de nouveau.

phone-state-expected = pas encore configuré
phone-state-configured = configuré
phone-secret-changed = un nouveau mot de passe
phone-difference-never = Rien n’y a encore été écrit d’ici : toute la configuration est nouvelle.
phone-difference-nothing = Rien : il a ce qu’il doit avoir.
phone-difference-changes = Ce qui lui sera dit de nouveau
phone-difference-setting = Réglage
phone-difference-before = Avant
phone-difference-now = Maintenant

capability-directory-read = Consulter l’annuaire
capability-directory-manage = Charger et exporter des annuaires
capability-contact-write = Ajouter et modifier des contacts
capability-call-originate = Appeler d’un clic
capability-call-schedule = Programmer des appels
capability-forward-read = Voir les renvois
capability-forward-internal = Renvoyer vers l’interne
capability-forward-external = Renvoyer vers l’extérieur
capability-fax-use = Recevoir et envoyer des télécopies
capability-voicemail-use = Utiliser la messagerie vocale
capability-call-log-read = Consulter le journal des appels
capability-call-log-unmask = Voir les numéros entiers
capability-cost-read = Voir les coûts
capability-tariff-manage = Gérer le tarif
capability-statistics-global = Statistiques de tous les appels
capability-live-calls-read = Voir les appels en cours
capability-operator-panel = Poste d’opérateur
capability-queue-board-read = Voir le tableau des files
capability-queue-join = Entrer dans une file, en sortir, faire une pause
capability-queue-manage = Gérer les membres d’une file
capability-queue-call-move = Déplacer les appels en attente
capability-queue-listen = Écouter les appels en cours
capability-queue-record = Enregistrer les appels en cours
capability-queue-statistics = Statistiques des files
capability-recording-listen = Écouter les enregistrements
capability-recording-download = Télécharger les enregistrements
capability-recording-purge = Conserver et supprimer les enregistrements
capability-campaign-manage = Gérer les campagnes
capability-campaign-work = Appeler pour les campagnes
capability-incident-set = Annoncer des incidents
capability-holiday-edit = Saisir les jours fériés
capability-closure-switch = Fermer et ouvrir des sites
capability-cti-manage = Pages ouvertes lors des appels
capability-sound-manage = Annonces et musiques
capability-ivr-manage = Menus vocaux
capability-queue-configure = Configurer les files
capability-phone-manage = Postes
capability-number-manage = Numéros abrégés et droits d’appel
capability-pickup-manage = Groupes d’interception
capability-people-manage = Utilisateurs et leurs droits
capability-department-manage = Services
capability-profile-manage = Profils
capability-api-client-manage = Autres programmes
capability-health-read = État de santé
capability-audit-read = Journal d’audit
capability-account-self = Son mot de passe
qs-title = Statistiques des files d’attente
qs-visits-title = Appels derrière un chiffre
qs-tables = Tableaux
qs-table-global = Appels
qs-table-queues = Par file
qs-table-service-level = Attente des appels traités
qs-table-abandons = Attente des appels abandonnés
qs-table-weekdays = Par jour de la semaine
qs-table-half-hours = Par demi-heure
qs-caption = { $table } : { $period }
qs-queues = Files d’attente
qs-queues-help = Aucune choisie : toutes.
qs-queue = File
qs-wait = Attente
qs-weekday = Jour de la semaine
qs-half-hour = Demi-heure
qs-entered = Arrivée
qs-talk = Conversation
qs-offered = Reçus
qs-answered = Traités
qs-abandoned = Abandonnés
qs-timed-out = Attente trop longue
qs-left-by-key = Sortis par une touche
qs-empty-queue = Plus d’agent
qs-withdrawn = Retirés
qs-failed = Échec ou fin inconnue
qs-open = Encore en attente
qs-refused-full = Refusés : file pleine
qs-refused-empty = Refusés : aucun agent
qs-refused-closed = Fermé
qs-refused-dissuaded = Dissuasions
qs-service-level = Niveau de service
qs-level = Définition
qs-level-answered = Des appels traités
qs-level-strict = Des appels traités et abandonnés
qs-level-neutral = Sans les abandons dans le délai
qs-level-generous = Abandons dans le délai comptés comme traités
qs-level-short-credit = Abandons immédiats comptés comme traités
qs-level-offered = De tous les appels reçus, sans les abandons courts
qs-level-arrived = De tous les appelants, sans les abandons courts
qs-service-seconds = Réponse à temps sous (secondes)
qs-short-seconds = Abandon court jusqu’à (secondes)
qs-share-of = { $what }, %
qs-share = Part, %
qs-cumulated = Cumul, %
qs-speed-of-answer = Attente moyenne des appels traités
qs-mean-wait = Attente moyenne de tous
qs-wait-90 = 9 sur 10 traités en
qs-longest-wait = Plus longue attente des appels traités
qs-time-to-abandon = Attente moyenne avant abandon
qs-and-more = { $from } et plus
qs-monday = lundi
qs-tuesday = mardi
qs-wednesday = mercredi
qs-thursday = jeudi
qs-friday = vendredi
qs-saturday = samedi
qs-sunday = dimanche
qs-today = Aujourd’hui
qs-yesterday = Hier
qs-ten-days = Les dix derniers jours
qs-lines-title = Compté par lignes du journal
qs-lines = { $entered } lignes d’entrée, { $answered } de réponse, { $abandoned } d’abandon. L’écart s’explique ainsi :
qs-cause-entered-before = appel arrivé avant la période
qs-cause-no-entry = aucune ligne ne dit que l’appel est arrivé
qs-cause-after-end = appel déjà terminé
qs-cause-duplicate = ligne en double dans le journal
qs-cause-contradiction = l’appel a été traité autrement
qs-cause-ended-after = appel terminé après la période
qs-cause-left-otherwise = l’appelant est sorti autrement
qs-cause-still-waiting = l’appelant attend encore
qs-cause-lost = fin de l’appel inconnue
qs-cause-no-connect = ligne de réponse manquante
qs-cause-duplicate-entry = ligne d’entrée en double
qs-table-agents = Agents
qs-table-callers = Appelants ayant renoncé
qs-all-agents = Tous les agents
qs-all-queues = Toutes les files
qs-agents-by-queue = Agents par file
qs-agent-and-queue = Agent · file
qs-agents-pauses = Pauses par motif
qs-agent-and-reason = Agent · motif
qs-no-reason = sans motif
qs-pauses = Pauses
qs-paused = En pause
qs-sessions = Sessions
qs-staffed = En poste
qs-mean-talk = Conversation moyenne
qs-missed = Non décrochés
qs-missed-ring = Sonnerie moyenne des non décrochés (ms)
qs-ring = Sonnerie
qs-wrap-up = Post-appel
qs-available = Disponible
qs-occupancy = Occupation, %
qs-utilisation = Utilisation, %
qs-made = Appels émis en poste
qs-made-talk = Conversation des appels émis en poste
qs-made-outside = Appels émis hors poste
qs-made-outside-talk = Conversation des appels émis hors poste
qs-doubts = Incertain
qs-agents-note = Un agent dans plusieurs files n’est compté qu’une fois : les totaux sont le temps passé dans au moins une file. Incertain : combien de fois le journal ne dit pas quand quelque chose a commencé ou fini.
qs-recovered = Joints ensuite
qs-to-call = Encore à rappeler
qs-median-recovery = Délai médian avant contact
qs-without-number = Sans numéro
qs-called-again = Appelants ayant rappelé dans la journée
qs-to-call-list = Appelants à rappeler
qs-gave-up = A renoncé
qs-times = Fois
qs-callers-note = Joints ensuite : ceux qui ont rappelé dans les 24 heures et ont eu une réponse, ou qui ont été rappelés d’ici et ont répondu.
qs-lines-too-long = Les lignes ne sont comptées par genre que sur { NUMBER($days) } jours au plus : choisissez une période plus courte pour voir si elles concordent.
qs-back = Retour au tableau
qs-nothing = Aucun appel n’est arrivé dans ces files pendant cette période.
qs-no-queue = Vous ne voyez aucune file ayant reçu des appels. Un administrateur peut vous en nommer superviseur.
qs-no-log = Le portail ne lit aucun journal des files. Un administrateur en indique le fichier dans portal.toml : [queue_log] file.
qs-no-period = Choisissez une période, ou des jours dont le dernier ne précède pas le premier.
qs-too-many = Plus de { NUMBER($count) } appels : choisissez une période plus courte.
qs-more = Encore { NUMBER($count) } non affichés : choisissez une période plus courte.
## Forwards

forwards-title = Renvois
forwards-how = Un renvoi programmé ici et un renvoi composé sur le poste sont le même.
forwards-trouble = Les renvois ne peuvent être ni lus ni changés pour l’instant : { $reason }
forwards-read-only = Les renvois ne peuvent qu’être consultés ici : aucun compte de portal.toml n’a la tâche « state ».
forwards-all = Tous les renvois
forwards-none = Aucun renvoi n’est actif.
forward-own = Poste { $extension }
forward-set = Programmer un renvoi
forward-change = Changer
forward-clear = Supprimer
forward-off = Désactivé
forward-target = Les appels vont vers
forward-kind-label = Quand
forward-kind = { $kind ->
    [immediate] Toujours
    [busy] Sur occupation
    [no-answer] Sur non-réponse
   *[voicemail] Messagerie au lieu de sonner
}
forward-phone = Poste
forward-since = Connu depuis
forward-by = Programmé par
forward-by-phone = Depuis le poste
forward-voicemail = Messagerie
forward-until = jusqu’au { $until }
forward-flag = { $flag ->
    [over] Terminé
    [external] Vers l’extérieur
    [not-allowed] Non autorisé
    [loop] Boucle
    [nobody] Numéro de personne
   *[target-forwarded] Renvoyé plus loin
}
forward-end = { $end ->
    [rings] En ce moment : { $target } sonne.
    [voicemail] En ce moment : la messagerie de { $target } prend tous les appels.
    [application] En ce moment : les appels vont vers { $target }.
    [outside] En ce moment : les appels sortent vers { $target }.
    [refused] En ce moment : les appels iraient vers { $target }, qu’un poste du chemin n’a pas le droit d’appeler.
    [busy] En ce moment : { $target } est occupé ou ne veut pas être dérangé.
    [unanswered] En ce moment : personne ne répond au { $target }.
    [loop] En ce moment : les appels tournent en boucle, { $target }. Supprimez un de ces renvois.
    [nobody] En ce moment : les appels vont vers { $target }, qui n’est le numéro de personne.
   *[too-long] En ce moment : les appels sont renvoyés trop de fois.
}
forward-colleague = Collègue
forward-choose = Choisissez, ou écrivez un numéro
forward-number = Autre numéro
forward-number-help = Passe avant le collègue. Vers l’extérieur, il faut un droit.
forward-end-date = Se termine le
forward-clock = Heure locale de { $zone }. Sans date, le renvoi reste jusqu’à ce qu’on le supprime.
forward-longest = { $days ->
    [one] Vers l’extérieur, il se termine au plus tard après { NUMBER($days) } jour.
    [many] Vers l’extérieur, il se termine au plus tard après { NUMBER($days) } de jours.
   *[other] Vers l’extérieur, il se termine au plus tard après { NUMBER($days) } jours.
}
forward-password-help = Seulement pour un numéro extérieur.
forward-refusal = { $reason ->
    [not-your-phone] Vous ne pouvez pas renvoyer les appels de ce poste.
    [bad-number] Ce n’est pas un numéro : { $detail }
    [unknown-number] Personne n’a le numéro { $detail }.
    [own-number] Les appels reviendraient au même poste.
    [emergency] Les appels ne peuvent pas être renvoyés vers un numéro d’urgence.
    [feature-code] Les appels ne peuvent pas être renvoyés vers un code de service.
    [loop] Les appels tourneraient en boucle : { $detail }.
    [too-long] Les appels seraient renvoyés trop de fois. Choisissez le dernier poste de la chaîne.
    [no-external-right] Vos profils ne permettent pas de renvoyer les appels vers l’extérieur. Adressez-vous à un administrateur.
    [chain-leaves] Les appels sortiraient par les renvois de { $detail }, et vos profils ne le permettent pas.
    [not-callable] Le poste { $detail } n’a pas le droit d’appeler ce numéro.
    [premium] Les appels ne peuvent pas être renvoyés vers des numéros surtaxés.
    [country] Les appels ne peuvent pas être renvoyés vers ce pays.
    [not-confirmed] Les appels sortiraient : tapez votre mot de passe.
    [ends-in-the-past] Ce moment est passé ; choisissez-en un à venir.
    [ends-too-late] Vers l’extérieur, un renvoi se termine au plus tard le { $detail }.
   *[forbidden] Les appels ne peuvent pas être renvoyés vers ce numéro.
}
notice-forward-set = Le renvoi est programmé.
notice-forward-outside = Le renvoi est programmé. Les appels sortent, aux frais de l’entreprise, et les administrateurs en sont informés.
notice-forward-further = Le renvoi est programmé. La destination est elle-même renvoyée : les appels peuvent aller plus loin.
notice-forward-along = Le renvoi est programmé. Les postes renvoyés vers celui-ci envoient aussi leurs appels.
notice-forward-cleared = Le renvoi est supprimé.
notice-forward-refused = Vous ne pouvez pas renvoyer les appels de ce poste.
notice-forward-failed = Le serveur téléphonique n’a pas pris le changement ; la liste montre ce qui vaut. Le journal du portail dit pourquoi.
health-pbx-state = Serveur téléphonique : renvois

profiles-none = Non
profiles-view-as = Voir le menu comme
profiles-view-as-help = Montre quelles pages voit un profil ou une personne, et rien de leur contenu. C’est noté au journal d’audit.
profiles-show = Afficher
profiles-seen-as = Pages que voit { $name }
profiles-gone = La file { $queue } n’existe plus
profiles-gone-help = Ces personnes ont encore un de ses profils :
profiles-drop = Retirer ces profils
profiles-table = Ce que permet chaque profil
profiles-right = Droit
profiles-grant-help = « file » : ce qui relève de la file pour laquelle on a le profil ; « sur octroi » : peut être donné à une personne, sur sa page.
scope-own = soi
scope-department = service
scope-queue = file
scope-all = tout
scope-grant = sur octroi
department-parent = Dépend de
department-in-use-by = Y appartiennent encore : { $names }. Déplacez-les d’abord.
problem-loop = Il en dépend ; choisissez-en un autre.
health-audit = Journal d’audit
health-audit-whole = Les { $lines } dernières lignes se suivent sans rupture.
health-audit-broken-remedy = Cherchez qui peut écrire dans la base, et comparez avec une sauvegarde ; « switchhook-portal verify-audit » vérifie toutes les lignes.

percent = { $number } %

statistics-title = Statistiques
statistics-pages = Pages des statistiques
statistics-counted = Chaque ligne du journal des appels compte une fois, répondue ou non, au moment où elle commence. La conversation est le temps entre la réponse et la fin.
statistics-tab-days = Par mois et par jour
statistics-tab-hours = Par heure
statistics-all-months = Tous les mois
statistics-by-month = Appels par mois
statistics-by-day = Appels par jour : { $month }
statistics-by-hour = Appels par heure
statistics-by-hour-of = Appels par heure : { $month }
statistics-day = Jour
statistics-hour = Heure
statistics-answered = Répondus
statistics-talk = Conversation
statistics-talk-seconds = Conversation (s)
statistics-mean = Conversation moyenne
statistics-busiest = { $what } le plus chargé
statistics-hours-of-day = ({ NUMBER($hours) } h)
statistics-chart-calls = { $what }, par sens
statistics-chart-talk = { $what } : conversation
statistics-chart-most = Le plus d’appels : { $label }. Tous les chiffres sont dans le tableau ci-dessous.
statistics-chart-table = Tous les chiffres sont dans le tableau ci-dessous.

staffing-title = Effectifs
staffing-intro = Combien de personnes il faut pour les appels, selon les formules d’Erlang ; et à quoi s’attendre un jour donné, d’après les appels entrants.
staffing-calls = Appels en une demi-heure
staffing-handling = Durée de traitement (s)
staffing-service-level = Répondus à temps (%)
staffing-within = À temps : en moins de (s)
staffing-occupancy-most = Occupation maximale (%)
staffing-shrinkage = Temps d’absence (%)
staffing-patience = Patience moyenne des appelants (s)
staffing-day = Prévision pour le
staffing-reckon = Calculer
staffing-wrong = Écrivez un nombre entier de { $from } à { $to }.
staffing-wrong-day = Écrivez un jour, par exemple 2026-11-23.
staffing-too-much = Aucun effectif n’y suffit. Indiquez moins d’appels ou une durée de traitement plus courte.
staffing-answer = Pour { $calls } appels en une demi-heure
staffing-agents = Au téléphone
staffing-scheduled = Au planning
staffing-erlangs = Trafic (erlangs)
staffing-around = Ce que donnent moins ou plus de personnes
staffing-fewest = (suffisant)
staffing-reached = Répondus à temps
staffing-wait = Attente moyenne
staffing-abandoned = Abandonnent
staffing-occupancy = Occupation
staffing-seconds = { $seconds } s
staffing-ever-longer = toujours plus longue
staffing-forecast-of = Prévision pour le { $day }
staffing-half-hour = À partir de
staffing-expected = Appels attendus
staffing-last-week = La semaine d’avant
staffing-like-days = Jours semblables observés
staffing-level = Niveau des deux dernières semaines
staffing-error = Erreur moyenne de la prévision
staffing-error-last-week = La même si la semaine d’avant se répétait
staffing-no-forecast = Aucun jour semblable n’est encore dans le journal des appels : pas de prévision.
health-pbx-notify = Serveur téléphonique : messages aux téléphones
device-state-expected = attend son premier accès
device-state-claimed = premier accès
device-state-active = configuré
device-state-verified = configuré, enregistré
device-state-stale = pas vu depuis longtemps
device-state-drift = diffère de son fichier
device-state-failed = ne s’enregistre pas
device-state-quarantined = en quarantaine
device-state-retired = hors service
device-since = Depuis le { $date }.
device-window = Il peut chercher son premier fichier jusqu’au { $date }.
device-fetched = Dernier fichier cherché le { $date } depuis { $address }.
device-hole = Son micrologiciel est antérieur à { $least }. { $why }
device-other-brand = Un téléphone { $maker } reçoit son compte, le site et ses propres mots de passe. Ses valeurs ne sont pas comparées avec ce qu’il contient, et il ne reçoit d’ici ni micrologiciel, ni annuaire, ni écran.
device-resync = Chercher son fichier maintenant
device-reboot = Redémarrer
device-reboot-confirm = Redémarrer le téléphone ? Une communication en cours est coupée.
device-enrol = Inscrire de nouveau
device-enrol-confirm = Inscrire de nouveau le téléphone, comme après une remise à zéro ? Ses accès actuels ne valent plus.
device-renew = Nouveaux accès et mots de passe
device-renew-confirm = Donner au téléphone de nouveaux accès et de nouveaux mots de passe de ses pages avec son prochain fichier ?
device-release = Sortir de quarantaine
device-release-confirm = Des demandes qui ne correspondent pas à ce téléphone ont été faites avec son propre accès. Le sortir quand même ?
device-retire = Mettre hors service
device-retire-confirm = Mettre le téléphone hors service, comme en cas de perte ? Il ne reçoit plus de fichiers et son mot de passe SIP ne vaut plus.
device-retire-half = Le téléphone ne reçoit plus de fichiers, mais son mot de passe SIP n’a pas pu être changé : { $reason }
device-not-told = Le téléphone n’a pas pu être averti : { $reason }
notice-device-told = Le téléphone a été averti. L’heure de son dernier fichier montre s’il obéit.
notice-device-state = Ce n’est pas possible dans l’état actuel du téléphone.
phone-forecast-fetch = Pour cela, il doit chercher son fichier de nouveau.
phone-forecast-restart = Pour cela, il doit chercher son fichier de nouveau et redémarrer.
phone-why = D’où viennent ses valeurs
phone-why-title = Valeurs du téléphone { $extension }
phone-why-intro = Ce que reçoit { $device }, et de quelle couche. Les mots de passe ne sont pas affichés.
phone-why-value = Valeur
phone-why-layer = Vient de
phone-why-instead = À la place de
phone-why-secret = un mot de passe
layer-baseline = base de sécurité
layer-model = modèle { $name }
layer-site = site { $name }
layer-device = appareil { $name }
layer-account = compte { $name }
enrolment-title = Le téléphone { $extension } est attendu
enrolment-text = Inscrivez cette adresse dans le téléphone comme serveur de configuration, ou dans le serveur DHCP pour lui (option 66). Il y cherche un premier fichier, puis le sien.
enrolment-address = Adresse de son premier fichier
enrolment-once = L’adresse n’est affichée qu’ici et maintenant.
site-group-security = Sécurité
site-baseline = Base de sécurité
site-baseline-help = Ce que reçoit chaque téléphone sauf réglage contraire : pas de SSH, pages en HTTPS seulement, aucun serveur par DHCP ou multicast, certificats vérifiés, appels du seul serveur téléphonique.
site-baseline-on = Activée
site-baseline-shared = Activée, et claviers verrouillés (halls, ateliers)
site-baseline-off = Désactivée : les téléphones gardent ce qu’ils ont
site-problem-baseline = « { $text } » n’est pas une base de sécurité. Choisissez dans la liste.
site-served = Les téléphones cherchent leurs fichiers et leur annuaire sur le portail, sous { $address } ; chacun y a sa propre adresse.
site-not-served = Les téléphones ne cherchent rien sur le portail : [provisioning] de portal.toml le permet.
site-config-served = Inutilisé : les téléphones cherchent leurs fichiers sur le portail.
device-pass = Transmettre à un autre numéro
device-pass-text = L’appareil passe à une autre personne : il ne sonne pour personne jusqu’à ce qu’il soit enregistré sous l’autre numéro, et l’ancien mot de passe SIP ne vaut plus. S’il ne vient pas, tout est remis comme avant.
device-pass-to = À
device-pass-go = Transmettre
device-pass-back = Remettre comme avant
device-pass-fetch = Il passe de { $from } à { $to } et ne sonne pour personne : il doit chercher son fichier.
device-pass-register = Il passe de { $from } à { $to } et ne sonne pour personne : il doit s’enregistrer.
device-pass-runs = Il passe de { $from } à { $to }.
preview-title = Avant l’enregistrement
preview-intro = Rien n’est encore enregistré. Voici ce que les postes apprendront de nouveau.
preview-again = Retour au formulaire
preview-unchanged = { $count ->
    [one] { NUMBER($count) } autre poste n’apprend rien de nouveau.
    [many] { NUMBER($count) } d’autres postes n’apprennent rien de nouveau.
   *[other] { NUMBER($count) } autres postes n’apprennent rien de nouveau.
}
preview-replaced = { $before } est mis hors service et ne reçoit plus de fichiers. { $after } reçoit toute sa configuration avec son premier fichier.
preview-enrol = Il est inscrit de nouveau
preview-no-file = Il n’aurait pas de fichier
preview-stays = reste tel quel sur le poste
preview-nothing = Rien à faire
preview-resync = Il cherche son fichier
preview-reboot = Il cherche son fichier et redémarre
device-left-out = « { $setting } » est omis : { $why }.
device-left-out-instead = « { $setting } » devient { $instead } : { $why }.
phones-left-out = { $count ->
    [one] { NUMBER($count) } réglage omis
    [many] { NUMBER($count) } de réglages omis
   *[other] { NUMBER($count) } réglages omis
}
device-old = plus ancien que { $version }, proposé par le site
device-old-hole = faille connue : il faut { $version }
device-quarantine = Mettre en quarantaine
device-quarantine-confirm = Mettre le poste en quarantaine ? Il ne reçoit plus de fichiers jusqu’à sa libération ; il continue de sonner.
device-unheard = On ignore s’il est enregistré : le serveur de téléphonie ne l’interroge pas, et il ne s’est pas réenregistré depuis qu’il a cherché son fichier.
device-unasked = On ignore s’il est enregistré : aucun compte de [[pbx.manager]] n’a la tâche notify.

## Ce qui est arrivé à un appel

journey-title = Déroulement
journey-incomplete = Il en manque une partie : le portail n’a pas tout entendu de l’appel. Ce qui est montré est tel que reçu ; rien n’a été ajouté.
journey-source = { $source ->
    [cel] Connu par le journal des événements de canaux : le début des sonneries manque, les touches parfois aussi.
   *[records] Connu par les seuls enregistrements d’appels : transferts, interceptions, touches et sonneries manquent.
}
journey-line = L’appel dans le temps
journey-line-sentence = { $ending } ; durée { $lasted }, dont { $talked } de conversation. Les tableaux ci-dessous donnent les mêmes chiffres.
journey-legs = Participants
journey-steps = Étape par étape
journey-who = Qui
journey-side = Côté
journey-side-of = { $side ->
    [called] Appelé
   *[calling] Appelant
}
journey-dialled = Numéro composé
journey-began = Depuis
journey-rang = Sonnerie
journey-talked = Conversation
journey-cause = Cause (Q.850)
journey-at = Heure
journey-lasted = Durée
journey-what = Quoi
journey-unknown = Inconnu
journey-span-service = Annonce, menu, messagerie
journey-span-ringing = Sonnerie
journey-span-talking = Conversation
journey-span-waiting = En file d’attente
journey-span-parked = Parqué
journey-ending = { $ending ->
    [open] Fin inconnue
    [answered] Répondu
    [service] Service automatique
    [voicemail] Messagerie vocale
    [abandoned] Abandon en file d’attente
    [left-queue] Sorti de la file
    [no-answer] Sans réponse
    [busy] Occupé
    [rejected] Refusé
    [cancelled] Annulé par l’appelant
    [elsewhere] Répondu ailleurs
    [unavailable] Injoignable
    [congestion] Aucune ligne libre
   *[failed] Échec
}
journey-step-application = { $kind ->
    [menu] { $who } : menu
    [conference] { $who } : salle de conférence
    [mailbox] { $who } : propre messagerie
    [music] { $who } : musique d’attente
    [record] { $who } : enregistrement d’un message
    [secret] { $who } : demande d’un code
    [service] { $who } : service automatique
   *[announcement] { $who } : annonce
}
journey-step-digits = Touches de { $who } : { $digits }
journey-step-queue = { $who } dans la file { $queue } : { $ending }
journey-step-talk = Conversation : { $who }
journey-step-forward = Renvoi de { $from } vers { $to }
journey-step-blind-transfer = { $by } a transféré { $whom } vers { $to }
journey-step-blind-transfer-of-call = { $by } a transféré l’appel vers { $to }
journey-step-attended-transfer = { $by } a mis { $whom } en relation avec { $to }
journey-step-attended-transfer-early = { $by } a passé { $whom } avant que quelqu’un ne réponde
journey-step-three-way = { $by } a réuni { $whom } et { $to } et est resté en ligne
journey-step-pickup = { $by } a intercepté l’appel qui sonnait chez { $from }
journey-step-park = { $who } : parqué en { $space }
journey-step-park-fetched = { $who } : parqué en { $space }, repris par { $by }
journey-step-voicemail = { $who } dans la messagerie { $mailbox }
journey-step-rang = Sonnerie : { $who }
journey-step-rang-in-vain = Sonnerie en vain : { $who } ({ $ending })

budget-calls-per-minute = Trop d’appels en une minute ; patientez un instant.
budget-minutes-per-day = { $limit ->
    [one] La minute d’appels vers l’extérieur prévue aujourd’hui est épuisée.
    [many] Les { NUMBER($limit) } de minutes d’appels vers l’extérieur prévues aujourd’hui sont épuisées.
   *[other] Les { NUMBER($limit) } minutes d’appels vers l’extérieur prévues aujourd’hui sont épuisées.
} Adressez-vous à votre administrateur s’il en faut davantage.
budget-cost-per-day = Ce que les appels vers l’extérieur peuvent coûter aujourd’hui est épuisé. Adressez-vous à votre administrateur s’il en faut davantage.
budget-simultaneous = { $limit ->
    [one] { NUMBER($limit) } appel vers l’extérieur est déjà en cours
    [many] { NUMBER($limit) } d’appels vers l’extérieur sont déjà en cours
   *[other] { NUMBER($limit) } appels vers l’extérieur sont déjà en cours
} ; terminez-en un d’abord.
budget-closed = Ce genre de numéro ne s’appelle pas à cette heure : c’est en dehors des heures de travail.
budget-country = Les appels vers ce pays ne sont pas autorisés ici. Adressez-vous à votre administrateur.
budget-premium = Les numéros surtaxés ne peuvent pas être appelés d’ici.
health-budgets = Budgets d’appels
health-budgets-within = Personne n’approche de son budget d’aujourd’hui.
health-budget-low = { $name } a utilisé presque tout son budget d’aujourd’hui :
health-budget-empty = { $name } a épuisé son budget d’aujourd’hui et n’appelle plus l’extérieur :
health-budget-minutes = { $used } sur { $limit ->
    [one] { NUMBER($limit) } minute
    [many] { NUMBER($limit) } de minutes
   *[other] { NUMBER($limit) } minutes
}
health-budget-cost = { $used } sur { $limit }
health-budget-remedy = Regardez les appels du jour ; s’ils sont justifiés, augmentez le budget dans portal.toml, [budget].
