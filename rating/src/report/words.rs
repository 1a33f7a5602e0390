//! The words of reports in four languages.

use super::Key;
use crate::Status;

/// The words of a report, in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each field is the word that it is named after")]
#[non_exhaustive]
pub struct Words {
    pub department: &'static str,
    pub extension: &'static str,
    pub person: &'static str,
    pub destination: &'static str,
    pub trunk: &'static str,
    pub month: &'static str,
    pub day: &'static str,
    pub date: &'static str,
    pub number: &'static str,
    pub status: &'static str,
    pub calls: &'static str,
    /// The five counts: rated, free, forbidden, unmatched, rejected.
    pub counts: [&'static str; 5],
    /// The five words of one call, in the same order.
    pub statuses: [&'static str; 5],
    pub duration: &'static str,
    pub billed: &'static str,
    pub before_tax: &'static str,
    pub tax: &'static str,
    pub after_tax: &'static str,
    pub total: &'static str,
    /// In place of a name that is not known.
    pub unknown: &'static str,
    /// Numbers without a rate that are not listed one by one.
    pub other_numbers: &'static str,
    /// That tax was computed and amounts rounded for each call.
    pub tax_per_line: &'static str,
    /// That both was done for each outermost group.
    pub tax_per_invoice: &'static str,
}

impl Words {
    /// English.
    pub const ENGLISH: Self = Self {
        department: "Department",
        extension: "Phone",
        person: "Person",
        destination: "Destination",
        trunk: "Trunk",
        month: "Month",
        day: "Day",
        date: "Date",
        number: "Number",
        status: "Result",
        calls: "Calls",
        counts: ["Priced", "Free", "Forbidden", "Without rate", "Bad records"],
        statuses: ["priced", "free", "forbidden", "without rate", "bad record"],
        duration: "Duration",
        billed: "Billed",
        before_tax: "Before tax",
        tax: "Tax",
        after_tax: "After tax",
        total: "TOTAL",
        unknown: "Unknown",
        other_numbers: "other numbers",
        tax_per_line: "Tax and rounding: for each call.",
        tax_per_invoice: "Tax and rounding: for each invoice, which is a group of the first column.",
    };

    /// French.
    pub const FRENCH: Self = Self {
        department: "Service",
        extension: "Poste",
        person: "Nom",
        destination: "Destination",
        trunk: "Faisceau",
        month: "Mois",
        day: "Jour",
        date: "Date",
        number: "Numéro",
        status: "Résultat",
        calls: "Appels",
        counts: ["Taxés", "Gratuits", "Interdits", "Sans tarif", "Erronés"],
        statuses: ["taxé", "gratuit", "interdit", "sans tarif", "erroné"],
        duration: "Durée",
        billed: "Durée facturée",
        before_tax: "HT",
        tax: "Taxe",
        after_tax: "TTC",
        total: "TOTAL",
        unknown: "Inconnu",
        other_numbers: "autres numéros",
        tax_per_line: "Taxe et arrondi : par appel.",
        tax_per_invoice: "Taxe et arrondi : par facture, c’est-à-dire par groupe de la première colonne.",
    };

    /// Spanish.
    pub const SPANISH: Self = Self {
        department: "Departamento",
        extension: "Extensión",
        person: "Nombre",
        destination: "Destino",
        trunk: "Troncal",
        month: "Mes",
        day: "Día",
        date: "Fecha",
        number: "Número",
        status: "Resultado",
        calls: "Llamadas",
        counts: ["Tarificadas", "Gratuitas", "Prohibidas", "Sin tarifa", "Erróneas"],
        statuses: ["tarificada", "gratuita", "prohibida", "sin tarifa", "errónea"],
        duration: "Duración",
        billed: "Duración facturada",
        before_tax: "Sin impuestos",
        tax: "Impuestos",
        after_tax: "Con impuestos",
        total: "TOTAL",
        unknown: "Desconocido",
        other_numbers: "otros números",
        tax_per_line: "Impuestos y redondeo: por llamada.",
        tax_per_invoice: "Impuestos y redondeo: por factura, es decir, por grupo de la primera columna.",
    };

    /// Russian.
    pub const RUSSIAN: Self = Self {
        department: "Отдел",
        extension: "Телефон",
        person: "Имя",
        destination: "Направление",
        trunk: "Транк",
        month: "Месяц",
        day: "День",
        date: "Дата",
        number: "Номер",
        status: "Результат",
        calls: "Звонки",
        counts: ["С ценой", "Бесплатные", "Запрещённые", "Без тарифа", "Ошибочные"],
        statuses: [
            "с ценой",
            "бесплатный",
            "запрещён",
            "без тарифа",
            "ошибочная запись",
        ],
        duration: "Длительность",
        billed: "К оплате",
        before_tax: "Без налога",
        tax: "Налог",
        after_tax: "С налогом",
        total: "ИТОГО",
        unknown: "Неизвестно",
        other_numbers: "другие номера",
        tax_per_line: "Налог и округление — по каждому звонку.",
        tax_per_invoice: "Налог и округление — по счёту, то есть по каждой группе первого столбца.",
    };

    /// The words of a language by its code, `en`, `fr`, `es` or `ru`.
    #[must_use]
    pub fn of(code: &str) -> Option<&'static Self> {
        match code {
            "en" => Some(&Self::ENGLISH),
            "fr" => Some(&Self::FRENCH),
            "es" => Some(&Self::SPANISH),
            "ru" => Some(&Self::RUSSIAN),
            _ => None,
        }
    }

    /// The head of a key's column.
    #[must_use]
    pub const fn key(&self, key: Key) -> &'static str {
        match key {
            Key::Department => self.department,
            Key::Extension => self.extension,
            Key::Person => self.person,
            Key::Destination => self.destination,
            Key::Trunk => self.trunk,
            Key::Month => self.month,
            Key::Day => self.day,
        }
    }

    /// What became of a call, in a word.
    #[must_use]
    pub const fn status(&self, status: Status) -> &'static str {
        let [rated, free, forbidden, unmatched, rejected] = self.statuses;
        match status {
            Status::Rated => rated,
            Status::Free => free,
            Status::Forbidden => forbidden,
            Status::Unmatched => unmatched,
            Status::Rejected => rejected,
        }
    }

    pub(super) fn count_heads(&self) -> Vec<&'static str> {
        let mut heads = vec![self.calls];
        heads.extend(self.counts);
        heads.extend(self.sum_heads());
        heads
    }

    pub(super) fn call_heads(&self) -> Vec<&'static str> {
        let mut heads = vec![self.date, self.number, self.destination, self.status];
        heads.extend(self.sum_heads());
        heads
    }

    const fn sum_heads(&self) -> [&'static str; 5] {
        [
            self.duration,
            self.billed,
            self.before_tax,
            self.tax,
            self.after_tax,
        ]
    }
}
