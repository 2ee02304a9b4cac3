//! A bill, added up. Every entry of every provider is in it.

use std::collections::BTreeMap;

use cloud_billing::bindery_runtime::Decimal;
use cloud_billing::bindery_runtime::jiff::civil::Date;

/// One entry.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Charge {
    pub(crate) provider: &'static str,
    pub(crate) service: String,
    pub(crate) region: String,
    /// Where the provider says it.
    pub(crate) day: Option<Date>,
    /// `None` where no price can be read.
    pub(crate) cost: Option<Decimal>,
    pub(crate) currency: String,
    /// Whether it is of a kind that the document does not name. Its price is read from what was
    /// kept of it.
    pub(crate) is_unknown: bool,
}

/// All entries.
#[derive(Debug, Default)]
pub(crate) struct Bill {
    pub(crate) charges: Vec<Charge>,
}

/// Costs by what they are for; euros and dollars have no sum.
pub(crate) type Sums = BTreeMap<String, Decimal>;

impl Bill {
    /// The currencies of its costs.
    pub(crate) fn currencies(&self) -> Vec<String> {
        self.sum_by(|charge| Some(charge.currency.clone()))
            .into_keys()
            .collect()
    }

    /// What costs of one currency come to, by any part of an entry.
    pub(crate) fn sums(&self, currency: &str, part: impl Fn(&Charge) -> Option<String>) -> Sums {
        self.sum_by(|charge| part(charge).filter(|_| charge.currency == currency))
    }

    fn sum_by(&self, part: impl Fn(&Charge) -> Option<String>) -> Sums {
        let mut sums = Sums::new();
        for charge in &self.charges {
            if let (Some(part), Some(cost)) = (part(charge), charge.cost) {
                *sums.entry(part).or_default() += cost;
            }
        }
        sums
    }

    /// Lines of a table: provider, service, region and currency, each with its cost.
    pub(crate) fn lines(&self) -> BTreeMap<[String; 4], Decimal> {
        let mut lines = BTreeMap::new();
        for charge in &self.charges {
            if let Some(cost) = charge.cost {
                let (service, region) = (charge.service.clone(), charge.region.clone());
                let key = [
                    charge.provider.to_owned(),
                    service,
                    region,
                    charge.currency.clone(),
                ];
                *lines.entry(key).or_insert(Decimal::ZERO) += cost;
            }
        }
        lines
    }

    /// What a reader of a bill has to know besides: sums, and what no sum holds.
    pub(crate) fn summary(&self) -> Vec<String> {
        let mut told = vec![format!("{} entries", self.charges.len())];
        let sums = self.sum_by(|charge| Some(charge.currency.clone()));
        told.extend(
            sums.iter()
                .map(|(currency, sum)| format!("{sum} in all ({currency})")),
        );
        let unpriced = self
            .charges
            .iter()
            .filter(|charge| charge.cost.is_none())
            .count();
        if unpriced > 0 {
            told.push(format!("{unpriced} without a price"));
        }
        let mut unknown: BTreeMap<&str, usize> = BTreeMap::new();
        for charge in self.charges.iter().filter(|charge| charge.is_unknown) {
            *unknown.entry(&charge.service).or_default() += 1;
        }
        told.extend(unknown.iter().map(|(kind, number)| {
            format!("{number} of the kind `{kind}`, which this program does not know")
        }));
        told
    }
}
