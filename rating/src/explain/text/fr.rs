//! Explanations in French.

use super::{Summary, Writer};
use crate::explain::{BadRecord, ChosenBy, NoRow, Segment, Step};
use crate::{CountedPer, Counting, Kind, Place, Rounding, Seconds, TaxSide};

pub(super) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Internal => "interne",
        Kind::Fixed => "fixe",
        Kind::Mobile => "mobile",
        Kind::Special => "numéro spécial",
        Kind::TollFree => "numéro vert",
        Kind::Premium => "numéro surtaxé",
        Kind::Service => "service",
        Kind::Emergency => "urgence",
        Kind::Forbidden => "interdit",
        _ => "autre",
    }
}

const fn mode(mode: Rounding) -> &'static str {
    match mode {
        Rounding::Up | Rounding::Ceil => "par excès",
        Rounding::Down | Rounding::Floor => "par défaut",
        Rounding::HalfUp | Rounding::Exact => "au plus proche (la moitié vers le haut)",
        Rounding::HalfDown => "au plus proche (la moitié vers le bas)",
        Rounding::HalfEven => "au plus proche (la moitié vers le pair)",
    }
}

const fn seconds(mode: Seconds) -> &'static str {
    match mode {
        Seconds::Up => "par excès",
        Seconds::Down => "par défaut",
        Seconds::HalfUp | Seconds::Exact => "au plus proche",
    }
}

const fn place(place: Place) -> &'static str {
    match place {
        Place::Increment => "palier par palier",
        Place::Segment => "tranche par tranche",
        Place::Call => "pour l’appel",
        Place::Invoice => "sur la facture",
    }
}

pub(super) fn step(w: &Writer, step: &Step) -> String {
    match step {
        Step::Dialled { dialled, number, kind: known } => {
            let known = known.map_or(String::new(), |known| format!(" ({})", kind(known)));
            match dialled == number {
                true => format!("Numéro composé\u{a0}: {number}{known}."),
                false => format!("Numéro composé\u{a0}: {dialled}, soit {number}{known}."),
            }
        }
        Step::Plan { plan, by } => match by {
            ChosenBy::Default => format!("Plan tarifaire «\u{a0}{plan}\u{a0}»."),
            ChosenBy::Account(of) => format!("Plan tarifaire «\u{a0}{plan}\u{a0}», celui du compte {of}."),
            ChosenBy::Extension(of) => format!("Plan tarifaire «\u{a0}{plan}\u{a0}», celui du poste {of}."),
            ChosenBy::Trunk(of) => format!("Plan tarifaire «\u{a0}{plan}\u{a0}», celui du faisceau {of}."),
            ChosenBy::Number(of) => format!("Plan tarifaire «\u{a0}{plan}\u{a0}», pour les numéros commençant par {of}."),
            ChosenBy::Caller(of) => format!("Plan tarifaire «\u{a0}{plan}\u{a0}», pour les appelants dont le numéro commence par {of}."),
        },
        Step::Version { since } => format!("Tarif en vigueur depuis le {}.", w.day(*since)),
        Step::Row { prefix, line, destination, kind: of, parent } => {
            let of = if *of == Kind::Other { String::new() } else { format!(" ({})", kind(*of)) };
            let line = if *line == 0 { String::new() } else { format!(", ligne {line} du tarif") };
            let parent = parent.as_ref().map_or(String::new(), |parent| format!(", repris du plan «\u{a0}{parent}\u{a0}»"));
            format!("Préfixe {prefix}\u{a0}: {destination}{of}{line}{parent}.")
        }
        Step::Clock { local, zone, band, holiday } => {
            let holiday = if *holiday { ", jour férié" } else { "" };
            format!("{}, heure de {zone}{holiday}\u{a0}: plage «\u{a0}{band}\u{a0}».", w.clock(*local))
        }
        Step::Seconds { lasted, mode: how, counted } => {
            format!("{} arrondies {} à la seconde\u{a0}: {}.", w.seconds(*lasted), seconds(*how), w.seconds(*counted))
        }
        Step::Grace { length, grace } => {
            format!("{}\u{a0}: jusqu’à {}, l’appel est gratuit.", w.seconds(*length), w.seconds(*grace))
        }
        Step::FreeSeconds { length, free, left } => format!(
            "{}, dont les {} premières sont offertes\u{a0}: reste {}.",
            w.seconds(*length), w.seconds(*free), w.seconds(*left)
        ),
        Step::Billed { length, first, next, counting, units, billed } => {
            let rule = match counting {
                Counting::Started => "",
                Counting::FromZero => ", comptés depuis le début de l’appel",
                Counting::Completed => ", seuls les paliers achevés comptant",
                Counting::Next => ", un palier de plus que les paliers achevés",
            };
            format!(
                "{} par paliers de {}{rule}\u{a0}: {} {}, soit {} facturées.",
                w.seconds(*length), w.steps(*first, *next), w.count(*units), w.form(*units, "unité", "unités", "unités"), w.seconds(*billed)
            )
        }
        Step::Segment(part) => segment(w, part),
        Step::Fee { fee, kept } => match w.is_same(*fee, *kept) {
            true => format!("Plus {} par appel.", w.price(*fee)),
            false => format!("Plus {} par appel, soit {}.", w.price(*fee), w.amount(*kept)),
        },
        Step::Factor { factor } => format!("Les prix du plan parent sont multipliés par {}.", w.number(*factor)),
        Step::Exchange { rate, .. } => format!("Au cours de {} pour {}.", w.amount(*rate), w.price(super::Fraction::ONE)),
        Step::Sum { total } => format!("En tout {}.", w.amount(*total)),
        Step::Minimum { before, total, .. } => {
            format!("{}, moins que le minimum par appel\u{a0}: {}.", w.amount(*before), w.amount(*total))
        }
        Step::Maximum { before, total, .. } => {
            format!("{}, plus que le maximum par appel\u{a0}: {}.", w.amount(*before), w.amount(*total))
        }
        Step::OtherSide { percent, side: TaxSide::After, before, total } => format!(
            "Le montant TTC est établi d’abord\u{a0}: {} HT et {} font {} TTC.",
            w.amount(*before), w.percent(*percent), w.amount(*total)
        ),
        Step::OtherSide { percent, before, total, .. } => format!(
            "Le montant HT est établi d’abord\u{a0}: {} TTC moins la taxe de {} font {} HT.",
            w.amount(*before), w.percent(*percent), w.amount(*total)
        ),
        Step::Round { place: at, mode: how, unit, before, after } => match w.is_exact(*before, *after) {
            true => format!("Montant\u{a0}: {}, sans arrondi.", w.money(*after)),
            false => format!(
                "{} arrondis {} {} au multiple de {}\u{a0}: {}.",
                w.amount(*before), place(*at), mode(*how), w.money(*unit), w.money(*after)
            ),
        },
        Step::Tax { percent, .. } if percent.is_zero() => "Pas de taxe.".to_owned(),
        Step::Tax { percent, first, mode: how, unit, before, tax, after, .. } => {
            let rounded = match w.is_fine(*unit) {
                true => String::new(),
                false => format!(", arrondi {} au multiple de {}", mode(*how), w.money(*unit)),
            };
            match first {
                TaxSide::Before => format!("{} HT, plus {} de taxe {}\u{a0}: {} TTC{rounded}.", w.money(*before), w.percent(*percent), w.money(*tax), w.money(*after)),
                TaxSide::After => format!("{} TTC, dont {} de taxe {}\u{a0}: {} HT{rounded}.", w.money(*after), w.percent(*percent), w.money(*tax), w.money(*before)),
            }
        }
        Step::Package {
            package,
            per,
            owner,
            year,
            month,
            tiers,
        } => {
            let whose = match per {
                CountedPer::Trunk => "faisceau",
                CountedPer::Account => "compte",
                CountedPer::Extension => "poste",
            };
            let quantity = |of| w.quantity(of, "HT", "TTC");
            let left = w.tiers(tiers, |tier| {
                format!(
                    "«\u{a0}{}\u{a0}», reste {} sur {}",
                    tier.plan,
                    quantity(tier.left),
                    quantity(tier.size)
                )
            });
            format!("Forfait «\u{a0}{package}\u{a0}», {whose} {owner}, {month:02}/{year}\u{a0}: {left}.")
        }
        Step::Part {
            tier: None,
            plan,
            length,
            ..
        } => {
            format!("Hors forfait\u{a0}: {} au plan «\u{a0}{plan}\u{a0}».", w.seconds(*length))
        }
        Step::Part {
            plan, length, used, ..
        } => {
            let used = used.map_or(String::new(), |used| {
                format!(", qui en consomment {}", w.quantity(used, "HT", "TTC"))
            });
            format!(
                "Dans le forfait\u{a0}: {} au plan «\u{a0}{plan}\u{a0}»{used}.",
                w.seconds(*length)
            )
        }
        Step::Share { from, length, total } => match from {
            0 => format!("Dont {} à compter du début\u{a0}: {}.", w.seconds(*length), w.amount(*total)),
            _ => format!(
                "Dont {} après les {} premières\u{a0}: {}.",
                w.seconds(*length),
                w.seconds(*from),
                w.amount(*total)
            ),
        },
        Step::Stuck { lasted, longest } => format!(
            "{}, plus que les {} que le plan admet\u{a0}: vérifiez que l’appel n’est pas resté accroché.",
            w.seconds(*lasted), w.seconds(*longest)
        ),
        Step::NotAnswered => "Sans réponse\u{a0}: rien à payer.".to_owned(),
        Step::Forbidden { by_row: true } => "Le tarif interdit cette destination. Pour l’autoriser, donnez un prix à sa ligne.".to_owned(),
        Step::Forbidden { by_row: false } => "Les numéros de ce type sont interdits. Pour autoriser celui-ci, changez son type dans le plan de numérotation.".to_owned(),
        Step::Unmatched { why } => no_row(w, why),
        Step::Rejected { why } => bad_record(w, why),
    }
}

fn segment(w: &Writer, part: &Segment) -> String {
    let surcharge = match part.surcharge.is_zero() {
        true => String::new(),
        false => format!(" plus {}", w.price(part.surcharge)),
    };
    let slot = part.slot.filter(|from| *from > 0).map_or(String::new(), |from| {
        format!(", prix à partir de {}", w.seconds(from))
    });
    let rounded = match (part.exact == part.kept, w.place) {
        (true, _) => String::new(),
        (false, Place::Increment) => format!(
            ", chacun des {} paliers arrondi\u{a0}: {}",
            w.count(part.blocks),
            w.amount(part.kept)
        ),
        (false, _) => format!(", arrondis à {}", w.amount(part.kept)),
    };
    format!(
        "{}, plage «\u{a0}{}\u{a0}»{slot}, à {}{surcharge} les {}\u{a0}: {}{rounded}.",
        w.seconds(part.length),
        part.band,
        w.price(part.price),
        w.seconds(part.per),
        w.amount(part.exact)
    )
}

fn no_row(w: &Writer, why: &NoRow) -> String {
    match why {
        NoRow::NoPrefix => "Pas de tarif\u{a0}: aucun préfixe ne correspond à ce numéro. Ajoutez une ligne pour lui, puis recalculez.".to_owned(),
        NoRow::Length { prefix, allowed, digits } => format!(
            "Pas de tarif\u{a0}: le préfixe {prefix} vaut pour les numéros de {allowed} chiffres, celui-ci en a {digits}. Corrigez la ligne ou ajoutez-en une."
        ),
        NoRow::Kind { prefix, wanted, kind: None } => format!(
            "Pas de tarif\u{a0}: le préfixe {prefix} vaut pour les numéros de type «\u{a0}{}\u{a0}», et le plan de numérotation ignore le type de celui-ci. Ajoutez son début aux types du plan de numérotation, ou une ligne pour tous les types.",
            kind(*wanted)
        ),
        NoRow::Kind { prefix, wanted, kind: Some(is) } => format!(
            "Pas de tarif\u{a0}: le préfixe {prefix} vaut pour les numéros de type «\u{a0}{}\u{a0}», celui-ci est de type «\u{a0}{}\u{a0}». Ajoutez une ligne pour ce type.",
            kind(*wanted), kind(*is)
        ),
        NoRow::Caller { prefix, caller } => format!("Pas de tarif\u{a0}: le préfixe {prefix} vaut pour les appelants dont le numéro commence par {caller}. Ajoutez une ligne pour les autres."),
        NoRow::Validity { prefix, line, day } => format!("Pas de tarif\u{a0}: la ligne du préfixe {prefix} (ligne {line}) n’est pas valable le {}. Corrigez ses dates ou ajoutez une ligne.", w.day(*day)),
        NoRow::NoDeck { day } => format!("Pas de tarif\u{a0}: aucun tarif du plan n’est en vigueur le {}. Ajoutez-en un, ou avancez le début du premier.", w.day(*day)),
        NoRow::Other { message } => format!("Pas de tarif\u{a0}: {message}."),
    }
}

fn bad_record(w: &Writer, why: &BadRecord) -> String {
    match why {
        BadRecord::Empty => "Non calculé\u{a0}: aucun numéro composé. Vérifiez l’enregistrement.".to_owned(),
        BadRecord::Character { found, at } => format!(
            "Non calculé\u{a0}: {found:?}, en position {at}, ne figure dans aucun numéro. Vérifiez le numéro composé."
        ),
        BadRecord::TooLong => {
            "Non calculé\u{a0}: le numéro est trop long. Vérifiez le numéro composé.".to_owned()
        }
        BadRecord::Skipped { start, zone } => format!(
            "Non calculé\u{a0}: l’horloge de {zone} n’a jamais indiqué {start}, elle a été avancée. Donnez l’heure avec son décalage."
        ),
        BadRecord::StartOutOfRange { start } => format!(
            "Non calculé\u{a0}: le début {start} est hors du calendrier. Vérifiez l’horloge qui l’a noté."
        ),
        BadRecord::TooLarge { seconds } => format!(
            "Non calculé\u{a0}: {seconds} s coûtent plus qu’un montant ne peut contenir. Vérifiez la durée et le prix."
        ),
        BadRecord::Endless { seconds } => {
            format!("Non calculé\u{a0}: {seconds} s, c’est plus de cent ans. Vérifiez la durée.")
        }
        BadRecord::NoExchange { currency, day } => format!(
            "Non calculé\u{a0}: le plan ne dit pas ce que valait {currency} le {}. Ajoutez un cours de change.",
            w.day(*day)
        ),
        BadRecord::Other { message } => format!("Non calculé\u{a0}: {message}."),
    }
}

/// The whole of a priced call in one line.
pub(super) fn line(w: &Writer, summary: &Summary<'_>) -> String {
    let Summary {
        destination,
        prefix,
        bands,
        ..
    } = summary;
    let mut line = format!(
        "{destination} (préfixe {prefix}), {}\u{a0}: {}",
        bands.join(" + "),
        w.seconds(summary.lasted)
    );
    if let Some((first, next, billed)) = summary.billed {
        line += &format!(" par paliers de {} = {}", w.steps(first, next), w.seconds(billed));
    }
    line += "\u{202f}; ";
    line += &summary.sum(
        w,
        |times, price, per| format!("{times} × {price} les {per}"),
        "au moins",
        "au plus",
    );
    match summary.tax {
        None => line += ", sans taxe",
        Some((percent, false, _, after)) => {
            line += &format!(", avec {} de taxe {}", w.percent(percent), w.money(after));
        }
        Some((percent, true, tax, _)) => {
            line += &format!(", dont {} de taxe {}", w.percent(percent), w.money(tax));
        }
    }
    line
}
