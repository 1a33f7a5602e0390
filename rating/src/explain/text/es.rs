//! Explanations in Spanish.

use super::{Summary, Writer};
use crate::explain::{BadRecord, ChosenBy, NoRow, Segment, Step};
use crate::{CountedPer, Counting, Kind, Place, Rounding, Seconds, TaxSide};

pub(super) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Internal => "interno",
        Kind::Fixed => "fijo",
        Kind::Mobile => "móvil",
        Kind::Special => "número especial",
        Kind::TollFree => "número gratuito",
        Kind::Premium => "tarificación adicional",
        Kind::Service => "servicio",
        Kind::Emergency => "emergencias",
        Kind::Forbidden => "prohibido",
        _ => "otro",
    }
}

const fn mode(mode: Rounding) -> &'static str {
    match mode {
        Rounding::Up | Rounding::Ceil => "por exceso",
        Rounding::Down | Rounding::Floor => "por defecto",
        Rounding::HalfUp | Rounding::Exact => "al más próximo (la mitad hacia arriba)",
        Rounding::HalfDown => "al más próximo (la mitad hacia abajo)",
        Rounding::HalfEven => "al más próximo (la mitad al par)",
    }
}

const fn seconds(mode: Seconds) -> &'static str {
    match mode {
        Seconds::Up => "por exceso",
        Seconds::Down => "por defecto",
        Seconds::HalfUp | Seconds::Exact => "al más próximo",
    }
}

const fn place(place: Place) -> &'static str {
    match place {
        Place::Increment => "bloque a bloque",
        Place::Segment => "tramo a tramo",
        Place::Call => "en la llamada",
        Place::Invoice => "en la factura",
    }
}

pub(super) fn step(w: &Writer, step: &Step) -> String {
    match step {
        Step::Dialled { dialled, number, kind: known } => {
            let known = known.map_or(String::new(), |known| format!(" ({})", kind(known)));
            match dialled == number {
                true => format!("Número marcado: {number}{known}."),
                false => format!("Número marcado: {dialled}, es decir, {number}{known}."),
            }
        }
        Step::Plan { plan, by } => match by {
            ChosenBy::Default => format!("Plan de precios «{plan}»."),
            ChosenBy::Account(of) => format!("Plan de precios «{plan}», el de la cuenta {of}."),
            ChosenBy::Extension(of) => format!("Plan de precios «{plan}», el de la extensión {of}."),
            ChosenBy::Trunk(of) => format!("Plan de precios «{plan}», el de la troncal {of}."),
            ChosenBy::Number(of) => format!("Plan de precios «{plan}», para los números que empiezan por {of}."),
            ChosenBy::Caller(of) => format!("Plan de precios «{plan}», para quienes llaman desde números que empiezan por {of}."),
        },
        Step::Version { since } => format!("Tarifa vigente desde el {}.", w.day(*since)),
        Step::Row { prefix, line, destination, kind: of, parent } => {
            let of = if *of == Kind::Other { String::new() } else { format!(" ({})", kind(*of)) };
            let line = if *line == 0 { String::new() } else { format!(", línea {line} de la tarifa") };
            let parent = parent.as_ref().map_or(String::new(), |parent| format!(", tomado del plan «{parent}»"));
            format!("Prefijo {prefix}: {destination}{of}{line}{parent}.")
        }
        Step::Clock { local, zone, band, holiday } => {
            let holiday = if *holiday { ", día festivo" } else { "" };
            format!("{}, hora de {zone}{holiday}: franja «{band}».", w.clock(*local))
        }
        Step::Seconds { lasted, mode: how, counted } => {
            format!("{} redondeados {} a segundos enteros: {}.", w.seconds(*lasted), seconds(*how), w.seconds(*counted))
        }
        Step::Grace { length, grace } => {
            format!("{}: hasta {}, la llamada no cuesta nada.", w.seconds(*length), w.seconds(*grace))
        }
        Step::FreeSeconds { length, free, left } => format!(
            "{}, de los que los primeros {} son gratis: quedan {}.",
            w.seconds(*length), w.seconds(*free), w.seconds(*left)
        ),
        Step::Billed { length, first, next, counting, units, billed } => {
            let rule = match counting {
                Counting::Started => "",
                Counting::FromZero => ", contados desde el principio de la llamada",
                Counting::Completed => ", solo los completos",
                Counting::Next => ", uno más que los completos",
            };
            format!(
                "{} en bloques de {}{rule}: {} {}, {} facturados.",
                w.seconds(*length), w.steps(*first, *next), w.count(*units), w.form(*units, "unidad", "unidades", "unidades"), w.seconds(*billed)
            )
        }
        Step::Segment(part) => segment(w, part),
        Step::Fee { fee, kept } => match w.is_same(*fee, *kept) {
            true => format!("Más {} por llamada.", w.price(*fee)),
            false => format!("Más {} por llamada, es decir, {}.", w.price(*fee), w.amount(*kept)),
        },
        Step::Factor { factor } => format!("Los precios del plan superior se multiplican por {}.", w.number(*factor)),
        Step::Exchange { rate, .. } => format!("Al cambio de {} por {}.", w.amount(*rate), w.price(super::Fraction::ONE)),
        Step::Sum { total } => format!("En total, {}.", w.amount(*total)),
        Step::Minimum { before, total, .. } => {
            format!("{}, menos que el mínimo por llamada: {}.", w.amount(*before), w.amount(*total))
        }
        Step::Maximum { before, total, .. } => {
            format!("{}, más que el máximo por llamada: {}.", w.amount(*before), w.amount(*total))
        }
        Step::OtherSide { percent, side: TaxSide::After, before, total } => format!(
            "Primero se calcula el importe con impuestos: {} más {} son {}.",
            w.amount(*before), w.percent(*percent), w.amount(*total)
        ),
        Step::OtherSide { percent, before, total, .. } => format!(
            "Primero se calcula el importe sin impuestos: {} menos el {} son {}.",
            w.amount(*before), w.percent(*percent), w.amount(*total)
        ),
        Step::Round { place: at, mode: how, unit, before, after } => match w.is_exact(*before, *after) {
            true => format!("Importe: {}, sin redondeo.", w.money(*after)),
            false => format!(
                "{}, redondeados {} {} a múltiplos de {}: {}.",
                w.amount(*before), place(*at), mode(*how), w.money(*unit), w.money(*after)
            ),
        },
        Step::Tax { percent, .. } if percent.is_zero() => "Sin impuestos.".to_owned(),
        Step::Tax { percent, first, mode: how, unit, before, tax, after, .. } => {
            let rounded = match w.is_fine(*unit) {
                true => String::new(),
                false => format!(", con redondeo {} a múltiplos de {}", mode(*how), w.money(*unit)),
            };
            match first {
                TaxSide::Before => format!("{} sin impuestos, más {} de impuestos {}: {} en total{rounded}.", w.money(*before), w.percent(*percent), w.money(*tax), w.money(*after)),
                TaxSide::After => format!("{} en total, de los que {} de impuestos {}: {} sin impuestos{rounded}.", w.money(*after), w.percent(*percent), w.money(*tax), w.money(*before)),
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
                CountedPer::Trunk => "troncal",
                CountedPer::Account => "cuenta",
                CountedPer::Extension => "extensión",
            };
            let quantity = |of| w.quantity(of, "sin impuestos", "con impuestos");
            let left = w.tiers(tiers, |tier| {
                format!(
                    "«{}», quedan {} de {}",
                    tier.plan,
                    quantity(tier.left),
                    quantity(tier.size)
                )
            });
            format!("Bono «{package}», {whose} {owner}, {month:02}/{year}: {left}.")
        }
        Step::Part {
            tier: None,
            plan,
            length,
            ..
        } => {
            format!("Fuera del bono: {} con el plan «{plan}».", w.seconds(*length))
        }
        Step::Part {
            plan, length, used, ..
        } => {
            let used = used.map_or(String::new(), |used| {
                format!(", que consumen {}", w.quantity(used, "sin impuestos", "con impuestos"))
            });
            format!(
                "Dentro del bono: {} con el plan «{plan}»{used}.",
                w.seconds(*length)
            )
        }
        Step::Share { from, length, total } => match from {
            0 => format!("De ello, los primeros {}: {}.", w.seconds(*length), w.amount(*total)),
            _ => format!(
                "De ello, {} tras los primeros {}: {}.",
                w.seconds(*length),
                w.seconds(*from),
                w.amount(*total)
            ),
        },
        Step::Stuck { lasted, longest } => format!(
            "{}, más que los {} que admite el plan: compruebe si la llamada se quedó colgada.",
            w.seconds(*lasted), w.seconds(*longest)
        ),
        Step::NotAnswered => "Sin respuesta: no se paga nada.".to_owned(),
        Step::Forbidden { by_row: true } => "La tarifa prohíbe este destino. Para permitirlo, ponga un precio en su línea.".to_owned(),
        Step::Forbidden { by_row: false } => "Los números de este tipo están prohibidos. Para permitir este, cambie su tipo en el plan de numeración.".to_owned(),
        Step::Unmatched { why } => no_row(w, why),
        Step::Rejected { why } => bad_record(w, why),
    }
}

fn segment(w: &Writer, part: &Segment) -> String {
    let surcharge = match part.surcharge.is_zero() {
        true => String::new(),
        false => format!(" más {}", w.price(part.surcharge)),
    };
    let slot = part.slot.filter(|from| *from > 0).map_or(String::new(), |from| {
        format!(", precio a partir de {}", w.seconds(from))
    });
    let rounded = match (part.exact == part.kept, w.place) {
        (true, _) => String::new(),
        (false, Place::Increment) => format!(
            ", cada uno de los {} bloques redondeado: {}",
            w.count(part.blocks),
            w.amount(part.kept)
        ),
        (false, _) => format!(", redondeados a {}", w.amount(part.kept)),
    };
    format!(
        "{}, franja «{}»{slot}, a {}{surcharge} cada {}: {}{rounded}.",
        w.seconds(part.length),
        part.band,
        w.price(part.price),
        w.seconds(part.per),
        w.amount(part.exact)
    )
}

fn no_row(w: &Writer, why: &NoRow) -> String {
    match why {
        NoRow::NoPrefix => "Sin tarifa: ningún prefijo corresponde a este número. Añada una línea para él y vuelva a calcular.".to_owned(),
        NoRow::Length { prefix, allowed, digits } => format!(
            "Sin tarifa: el prefijo {prefix} es para números de {allowed} cifras y este tiene {digits}. Corrija la línea o añada otra."
        ),
        NoRow::Kind { prefix, wanted, kind: None } => format!(
            "Sin tarifa: el prefijo {prefix} es para números del tipo «{}» y el plan de numeración desconoce el tipo de este. Añada su comienzo a los tipos del plan de numeración, o una línea para todos los tipos.",
            kind(*wanted)
        ),
        NoRow::Kind { prefix, wanted, kind: Some(is) } => format!(
            "Sin tarifa: el prefijo {prefix} es para números del tipo «{}» y este es del tipo «{}». Añada una línea para ese tipo.",
            kind(*wanted), kind(*is)
        ),
        NoRow::Caller { prefix, caller } => format!("Sin tarifa: el prefijo {prefix} es para quienes llaman desde números que empiezan por {caller}. Añada una línea para los demás."),
        NoRow::Validity { prefix, line, day } => format!("Sin tarifa: la línea {line}, del prefijo {prefix}, no es válida el {}. Corrija sus fechas o añada otra línea.", w.day(*day)),
        NoRow::NoDeck { day } => format!("Sin tarifa: ninguna tarifa del plan está vigente el {}. Añada una, o adelante el comienzo de la primera.", w.day(*day)),
        NoRow::Other { message } => format!("Sin tarifa: {message}."),
    }
}

fn bad_record(w: &Writer, why: &BadRecord) -> String {
    match why {
        BadRecord::Empty => "Sin calcular: no se marcó ningún número. Revise el registro.".to_owned(),
        BadRecord::Character { found, at } => format!(
            "Sin calcular: {found:?}, en la posición {at}, no forma parte de ningún número. Revise lo marcado."
        ),
        BadRecord::TooLong => "Sin calcular: el número es demasiado largo. Revise lo marcado.".to_owned(),
        BadRecord::Skipped { start, zone } => format!(
            "Sin calcular: el reloj de {zone} nunca marcó {start}, se adelantó. Indique la hora con su desfase."
        ),
        BadRecord::StartOutOfRange { start } => format!(
            "Sin calcular: el comienzo {start} queda fuera del calendario. Revise el reloj que lo anotó."
        ),
        BadRecord::TooLarge { seconds } => format!(
            "Sin calcular: {seconds} s cuestan más de lo que cabe en un importe. Revise la duración y el precio."
        ),
        BadRecord::Endless { seconds } => {
            format!("Sin calcular: {seconds} s son más de cien años. Revise la duración.")
        }
        BadRecord::NoExchange { currency, day } => format!(
            "Sin calcular: el plan no dice cuánto valía {currency} el {}. Añada un tipo de cambio.",
            w.day(*day)
        ),
        BadRecord::Other { message } => format!("Sin calcular: {message}."),
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
        "{destination} (prefijo {prefix}), {}: {}",
        bands.join(" + "),
        w.seconds(summary.lasted)
    );
    if let Some((first, next, billed)) = summary.billed {
        line += &format!(" en bloques de {} = {}", w.steps(first, next), w.seconds(billed));
    }
    line += "; ";
    line += &summary.sum(
        w,
        |times, price, per| format!("{times} × {price} cada {per}"),
        "al menos",
        "a lo sumo",
    );
    match summary.tax {
        None => line += ", sin impuestos",
        Some((percent, false, _, after)) => {
            line += &format!(", con {} de impuestos {}", w.percent(percent), w.money(after));
        }
        Some((percent, true, tax, _)) => {
            line += &format!(", de ellos {} de impuestos {}", w.percent(percent), w.money(tax));
        }
    }
    line
}
