//! Explanations in Russian.

use super::{Summary, Writer};
use crate::explain::{BadRecord, ChosenBy, NoRow, Segment, Step};
use crate::{CountedPer, Counting, Kind, Place, Rounding, Seconds, TaxSide};

pub(super) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Internal => "внутренний",
        Kind::Fixed => "стационарный",
        Kind::Mobile => "мобильный",
        Kind::Special => "специальный",
        Kind::TollFree => "бесплатный для звонящего",
        Kind::Premium => "с повышенной оплатой",
        Kind::Service => "служебный",
        Kind::Emergency => "экстренный",
        Kind::Forbidden => "запрещённый",
        _ => "прочий",
    }
}

const fn mode(mode: Rounding) -> &'static str {
    match mode {
        Rounding::Up | Rounding::Ceil => "в большую сторону",
        Rounding::Down | Rounding::Floor => "в меньшую сторону",
        Rounding::HalfUp | Rounding::Exact => "до ближайшего (половина — в большую сторону)",
        Rounding::HalfDown => "до ближайшего (половина — в меньшую сторону)",
        Rounding::HalfEven => "до ближайшего (половина — к чётному)",
    }
}

const fn seconds(mode: Seconds) -> &'static str {
    match mode {
        Seconds::Up => "в большую сторону",
        Seconds::Down => "в меньшую сторону",
        Seconds::HalfUp | Seconds::Exact => "до ближайшей",
    }
}

const fn place(place: Place) -> &'static str {
    match place {
        Place::Increment => "по каждому шагу",
        Place::Segment => "по каждому отрезку",
        Place::Call => "за звонок",
        Place::Invoice => "по счёту",
    }
}

pub(super) fn step(w: &Writer, step: &Step) -> String {
    match step {
        Step::Dialled {
            dialled,
            number,
            kind: known,
        } => {
            let known = known.map_or(String::new(), |known| format!(" ({})", kind(known)));
            match dialled == number {
                true => format!("Набран номер {number}{known}."),
                false => format!("Набрано {dialled}: номер {number}{known}."),
            }
        }
        Step::Plan { plan, by } => match by {
            ChosenBy::Default => format!("Тарифный план «{plan}»."),
            ChosenBy::Account(of) => format!("Тарифный план «{plan}» — по учётной записи {of}."),
            ChosenBy::Extension(of) => format!("Тарифный план «{plan}» — по внутреннему номеру {of}."),
            ChosenBy::Trunk(of) => format!("Тарифный план «{plan}» — по транку {of}."),
            ChosenBy::Number(of) => format!("Тарифный план «{plan}» — для номеров, начинающихся с {of}."),
            ChosenBy::Caller(of) => {
                format!("Тарифный план «{plan}» — для звонящих с номеров, начинающихся с {of}.")
            }
        },
        Step::Version { since } => format!("Тариф, действующий с {}.", w.day(*since)),
        Step::Row {
            prefix,
            line,
            destination,
            kind: of,
            parent,
        } => {
            let of = if *of == Kind::Other {
                String::new()
            } else {
                format!(" ({})", kind(*of))
            };
            let line = if *line == 0 {
                String::new()
            } else {
                format!(", строка {line} тарифа")
            };
            let parent = parent.as_ref().map_or(String::new(), |parent| {
                format!(", из вышестоящего плана «{parent}»")
            });
            format!("Префикс {prefix}: {destination}{of}{line}{parent}.")
        }
        Step::Clock {
            local,
            zone,
            band,
            holiday,
        } => {
            let holiday = if *holiday {
                ", праздничный день"
            } else {
                ""
            };
            format!("{}, время {zone}{holiday}: период «{band}».", w.clock(*local))
        }
        Step::Seconds {
            lasted,
            mode: how,
            counted,
        } => {
            format!(
                "{}, округлено {} до целых секунд: {}.",
                w.seconds(*lasted),
                seconds(*how),
                w.seconds(*counted)
            )
        }
        Step::Grace { length, grace } => {
            format!(
                "{}: звонки не дольше {} бесплатны.",
                w.seconds(*length),
                w.seconds(*grace)
            )
        }
        Step::FreeSeconds { length, free, left } => format!(
            "{} без первых {}, которые бесплатны: {}.",
            w.seconds(*length),
            w.seconds(*free),
            w.seconds(*left)
        ),
        Step::Billed {
            length,
            first,
            next,
            counting,
            units,
            billed,
        } => {
            let rule = match counting {
                Counting::Started => "",
                Counting::FromZero => ", считая от начала звонка",
                Counting::Completed => ", только полные шаги",
                Counting::Next => ", на один больше полных",
            };
            format!(
                "{} шагами по {}{rule}: {} {}, к оплате {}.",
                w.seconds(*length),
                w.steps(*first, *next),
                w.count(*units),
                w.form(*units, "единица", "единицы", "единиц"),
                w.seconds(*billed)
            )
        }
        Step::Segment(part) => segment(w, part),
        Step::Fee { fee, kept } => match w.is_same(*fee, *kept) {
            true => format!("Плюс {} за звонок.", w.price(*fee)),
            false => format!("Плюс {} за звонок, то есть {}.", w.price(*fee), w.amount(*kept)),
        },
        Step::Factor { factor } => format!("Цены вышестоящего плана умножаются на {}.", w.number(*factor)),
        Step::Exchange { rate, .. } => format!(
            "По курсу {} за {}.",
            w.amount(*rate),
            w.price(super::Fraction::ONE)
        ),
        Step::Sum { total } => format!("Вместе {}.", w.amount(*total)),
        Step::Minimum { before, total, .. } => {
            format!(
                "{} — меньше минимальной платы за звонок: {}.",
                w.amount(*before),
                w.amount(*total)
            )
        }
        Step::Maximum { before, total, .. } => {
            format!(
                "{} — больше максимальной платы за звонок: {}.",
                w.amount(*before),
                w.amount(*total)
            )
        }
        Step::OtherSide {
            percent,
            side: TaxSide::After,
            before,
            total,
        } => format!(
            "Сначала считается сумма с налогом: {} и {} — это {}.",
            w.amount(*before),
            w.percent(*percent),
            w.amount(*total)
        ),
        Step::OtherSide {
            percent,
            before,
            total,
            ..
        } => format!(
            "Сначала считается сумма без налога: {} без налога {} — это {}.",
            w.amount(*before),
            w.percent(*percent),
            w.amount(*total)
        ),
        Step::Round {
            place: at,
            mode: how,
            unit,
            before,
            after,
        } => match w.is_exact(*before, *after) {
            true => format!("Сумма: {}, округлять нечего.", w.money(*after)),
            false => format!(
                "{}, округлено {} {} с шагом {}: {}.",
                w.amount(*before),
                place(*at),
                mode(*how),
                w.money(*unit),
                w.money(*after)
            ),
        },
        Step::Tax { percent, .. } if percent.is_zero() => "Без налога.".to_owned(),
        Step::Tax {
            percent,
            first,
            mode: how,
            unit,
            before,
            tax,
            after,
            ..
        } => {
            let rounded = match w.is_fine(*unit) {
                true => String::new(),
                false => format!(", округлено {} с шагом {}", mode(*how), w.money(*unit)),
            };
            match first {
                TaxSide::Before => format!(
                    "{} без налога, налог {} {}: {} с налогом{rounded}.",
                    w.money(*before),
                    w.percent(*percent),
                    w.money(*tax),
                    w.money(*after)
                ),
                TaxSide::After => format!(
                    "{} с налогом, в том числе налог {} {}: {} без налога{rounded}.",
                    w.money(*after),
                    w.percent(*percent),
                    w.money(*tax),
                    w.money(*before)
                ),
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
                CountedPer::Trunk => "транк",
                CountedPer::Account => "учётная запись",
                CountedPer::Extension => "внутренний номер",
            };
            let quantity = |of| w.quantity(of, "без налога", "с налогом");
            let left = w.tiers(tiers, |tier| {
                format!(
                    "«{}», осталось {} из {}",
                    tier.plan,
                    quantity(tier.left),
                    quantity(tier.size)
                )
            });
            format!("Пакет «{package}», {whose} {owner}, {month:02}/{year}: {left}.")
        }
        Step::Part {
            tier: None,
            plan,
            length,
            ..
        } => {
            format!("Сверх пакета: {} по плану «{plan}».", w.seconds(*length))
        }
        Step::Part {
            plan, length, used, ..
        } => {
            let used = used.map_or(String::new(), |used| {
                format!(", израсходовано {}", w.quantity(used, "без налога", "с налогом"))
            });
            format!("В пакете: {} по плану «{plan}»{used}.", w.seconds(*length))
        }
        Step::Share { from, length, total } => match from {
            0 => format!("Из этого первые {}: {}.", w.seconds(*length), w.amount(*total)),
            _ => format!(
                "Из этого {} после первых {}: {}.",
                w.seconds(*length),
                w.seconds(*from),
                w.amount(*total)
            ),
        },
        Step::Stuck { lasted, longest } => format!(
            "{} — больше, чем {}, допускаемые планом: проверьте, не завис ли звонок.",
            w.seconds(*lasted),
            w.seconds(*longest)
        ),
        Step::NotAnswered => "Без ответа: платить не за что.".to_owned(),
        Step::Forbidden { by_row: true } => {
            "Тариф запрещает это направление. Чтобы разрешить его, укажите цену в его строке.".to_owned()
        }
        Step::Forbidden { by_row: false } => {
            "Номера этого вида запрещены. Чтобы разрешить этот, измените его вид в плане нумерации."
                .to_owned()
        }
        Step::Unmatched { why } => no_row(w, why),
        Step::Rejected { why } => bad_record(w, why),
    }
}

fn segment(w: &Writer, part: &Segment) -> String {
    let surcharge = match part.surcharge.is_zero() {
        true => String::new(),
        false => format!(" плюс {}", w.price(part.surcharge)),
    };
    let slot = part.slot.filter(|from| *from > 0).map_or(String::new(), |from| {
        format!(", цена начиная с {}", w.seconds(from))
    });
    let rounded = match (part.exact == part.kept, w.place) {
        (true, _) => String::new(),
        (false, Place::Increment) => format!(
            ", каждый шаг ({}) округлён: {}",
            w.count(part.blocks),
            w.amount(part.kept)
        ),
        (false, _) => format!(", округлено: {}", w.amount(part.kept)),
    };
    format!(
        "{}, период «{}»{slot}, по {}{surcharge} за {}: {}{rounded}.",
        w.seconds(part.length),
        part.band,
        w.price(part.price),
        w.seconds(part.per),
        w.amount(part.exact)
    )
}

fn no_row(w: &Writer, why: &NoRow) -> String {
    match why {
        NoRow::NoPrefix => {
            "Нет тарифа: ни один префикс не подходит к этому номеру. Добавьте для него строку и пересчитайте."
                .to_owned()
        }
        NoRow::Length {
            prefix,
            allowed,
            digits,
        } => format!(
            "Нет тарифа: префикс {prefix} — для номеров с числом цифр {allowed}, а в этом их {digits}. Исправьте строку или добавьте другую."
        ),
        NoRow::Kind {
            prefix,
            wanted,
            kind: None,
        } => format!(
            "Нет тарифа: префикс {prefix} — для номеров вида «{}», а вид этого номера плану нумерации неизвестен. Добавьте его начало к видам плана нумерации или строку для всех видов.",
            kind(*wanted)
        ),
        NoRow::Kind {
            prefix,
            wanted,
            kind: Some(is),
        } => format!(
            "Нет тарифа: префикс {prefix} — для номеров вида «{}», а этот номер вида «{}». Добавьте строку для этого вида.",
            kind(*wanted),
            kind(*is)
        ),
        NoRow::Caller { prefix, caller } => format!(
            "Нет тарифа: префикс {prefix} — для звонящих с номеров, начинающихся с {caller}. Добавьте строку для остальных."
        ),
        NoRow::Validity { prefix, line, day } => format!(
            "Нет тарифа: строка {line} с префиксом {prefix} на {} не действует. Исправьте её даты или добавьте строку.",
            w.day(*day)
        ),
        NoRow::NoDeck { day } => format!(
            "Нет тарифа: на {} ни один тариф плана не действует. Добавьте его или перенесите начало первого на более ранний день.",
            w.day(*day)
        ),
        NoRow::Other { message } => format!("Нет тарифа: {message}."),
    }
}

fn bad_record(w: &Writer, why: &BadRecord) -> String {
    match why {
        BadRecord::Empty => "Не рассчитано: номер не набран. Проверьте запись.".to_owned(),
        BadRecord::Character { found, at } => {
            format!("Не рассчитано: {found:?} на месте {at} не бывает в номерах. Проверьте набранное.")
        }
        BadRecord::TooLong => "Не рассчитано: номер слишком длинный. Проверьте набранное.".to_owned(),
        BadRecord::Skipped { start, zone } => format!(
            "Не рассчитано: часы в {zone} никогда не показывали {start}, их перевели вперёд. Укажите время со смещением."
        ),
        BadRecord::StartOutOfRange { start } => {
            format!("Не рассчитано: начало {start} вне календаря. Проверьте часы, по которым оно записано.")
        }
        BadRecord::TooLarge { seconds } => format!(
            "Не рассчитано: {seconds} с стоят больше, чем вмещает сумма. Проверьте длительность и цену."
        ),
        BadRecord::Endless { seconds } => {
            format!("Не рассчитано: {seconds} с — это больше ста лет. Проверьте длительность.")
        }
        BadRecord::NoExchange { currency, day } => format!(
            "Не рассчитано: в плане не указано, сколько стоил {currency} на {}. Добавьте обменный курс.",
            w.day(*day)
        ),
        BadRecord::Other { message } => format!("Не рассчитано: {message}."),
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
        "{destination} (префикс {prefix}), {}: {}",
        bands.join(" + "),
        w.seconds(summary.lasted)
    );
    if let Some((first, next, billed)) = summary.billed {
        line += &format!(" шагами по {} = {}", w.steps(first, next), w.seconds(billed));
    }
    line += "; ";
    line += &summary.sum(
        w,
        |times, price, per| format!("{times} × {price} за {per}"),
        "не менее",
        "не более",
    );
    match summary.tax {
        None => line += ", без налога",
        Some((percent, false, _, after)) => {
            line += &format!(", с налогом {} {}", w.percent(percent), w.money(after));
        }
        Some((percent, true, tax, _)) => {
            line += &format!(", в том числе налог {} {}", w.percent(percent), w.money(tax));
        }
    }
    line
}
