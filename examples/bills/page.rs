//! A bill as one page with charts, which loads nothing.

use std::error::Error;

use cloud_billing::bindery_runtime::Decimal;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::bill::{Bill, Sums};
use crate::options::Period;

/// Bars of one chart; what is smaller is one bar.
const MOST_BARS: usize = 31;

/// Width of a chart, of its labels, and of the room for amounts.
const WIDTH: i32 = 860;
const LABELS: i32 = 240;
const AMOUNTS: i32 = 130;

/// Height of a bar with the gap below it.
const ROW: i32 = 26;

/// Light and dark as the system is. What is wider than a narrow window is moved in its own frame.
const STYLE: &str = ":root{color-scheme:light dark;--line:#d8dee4;--quiet:#57606a}\
@media(prefers-color-scheme:dark){:root{--line:#3d444d;--quiet:#9198a1}body{background:#0d1117;color:#f0f6fc}}\
body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}\
h1{margin-bottom:0}h2{margin-top:2.5rem}div{overflow-x:auto}\
svg{width:100%;min-width:40rem;height:auto;display:block}svg text{fill:currentColor}\
table{border-collapse:collapse;width:100%}td,th{padding:.3rem .6rem;border-bottom:1px solid var(--line);text-align:left}\
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}p.s{color:var(--quiet);margin-top:.2rem}";

/// The page.
pub(crate) fn print_page(bill: &Bill, period: Period) -> Result<String, Box<dyn Error>> {
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>Bills</title>\n\
         <style>{STYLE}</style>\n<h1>Bills</h1>\n<p class=\"s\">{} to {} (the last day is not in it)</p>\n<ul>\n",
        period.from, period.to
    );
    for line in bill.summary() {
        page.push_str(&format!("<li>{}</li>\n", escape_html(&line)));
    }
    page.push_str("</ul>\n");
    for currency in bill.currencies() {
        let services = bill.sums(&currency, |charge| Some(charge.service.clone()));
        let regions = bill.sums(&currency, |charge| Some(charge.region.clone()));
        let days = bill.sums(&currency, |charge| charge.day.map(|day| day.to_string()));
        let shown = escape_html(&currency);
        for (what, bars) in [
            ("service", largest_first(&services)),
            ("region", largest_first(&regions)),
            // In their order.
            ("day", days.into_iter().collect()),
        ] {
            if !bars.is_empty() {
                page.push_str(&format!("<h2>Cost by {what}, {shown}</h2>\n"));
                page.push_str(&format!("<div>{}</div>\n", draw_bars(&bars)?));
            }
        }
    }
    page.push_str(
        "<h2>All costs</h2>\n<div><table><tr><th>provider<th>service<th>region<th class=\"n\">cost<th>currency</tr>\n",
    );
    for ([provider, service, region, currency], cost) in bill.lines() {
        let cells = [provider, service, region].map(|text| format!("<td>{}", escape_html(&text)));
        page.push_str(&format!(
            "<tr>{}<td class=\"n\">{cost}<td>{}</tr>\n",
            cells.concat(),
            escape_html(&currency)
        ));
    }
    page.push_str("</table></div>\n</html>\n");
    Ok(page)
}

/// Bars by their size; those that are too many are one.
fn largest_first(sums: &Sums) -> Vec<(String, Decimal)> {
    let mut bars: Vec<_> = sums
        .iter()
        .map(|(name, sum)| (name.clone(), *sum))
        .collect();
    bars.sort_by_key(|(_, sum)| std::cmp::Reverse(*sum));
    let rest = bars.split_off(bars.len().min(MOST_BARS));
    if !rest.is_empty() {
        let sum = rest.iter().map(|(_, sum)| *sum).sum();
        bars.push((format!("{} others", rest.len()), sum));
    }
    bars
}

/// A chart of horizontal bars, as SVG. Amounts become floating point numbers for their lengths
/// alone; what stands beside them has all digits.
fn draw_bars(bars: &[(String, Decimal)]) -> Result<String, Box<dyn Error>> {
    let height = ROW * i32::try_from(bars.len())? + 6;
    let largest = bars
        .iter()
        .map(|(_, sum)| sum.abs())
        .max()
        .unwrap_or_default();
    let mut svg = String::new();
    {
        let size = (u32::try_from(WIDTH)?, u32::try_from(height)?);
        let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        let font = ("sans-serif", 14).into_font();
        let right = font.color(&BLACK).pos(Pos::new(HPos::Right, VPos::Center));
        let left = font.color(&BLACK).pos(Pos::new(HPos::Left, VPos::Center));
        for (row, (name, sum)) in (0..).zip(bars) {
            let top = ROW * row + 3;
            let middle = top + ROW / 2 - 2;
            let room = Decimal::from(WIDTH - LABELS - AMOUNTS);
            let share = if largest.is_zero() {
                Decimal::ZERO
            } else {
                sum.abs() / largest
            };
            let length: i32 = (share * room).round().try_into().unwrap_or(0);
            // Credits are another colour.
            let color = if sum.is_sign_negative() {
                RGBColor(207, 34, 46)
            } else {
                RGBColor(9, 105, 218)
            };
            let bar = [(LABELS, top), (LABELS + length.max(1), top + ROW - 6)];
            area.draw(&Rectangle::new(bar, color.filled()))?;
            area.draw(&Text::new(
                shorten_label(name),
                (LABELS - 8, middle),
                right.clone(),
            ))?;
            area.draw(&Text::new(
                sum.to_string(),
                (LABELS + length + 8, middle),
                left.clone(),
            ))?;
        }
        area.present()?;
    }
    Ok(svg)
}

/// As much of a name as has room.
fn shorten_label(name: &str) -> String {
    let mut letters = name.chars();
    let start: String = letters.by_ref().take(30).collect();
    if letters.next().is_some() {
        start + "…"
    } else {
        start
    }
}

/// Text of a server as text of a page.
fn escape_html(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bill::Charge;

    fn charge(service: &str, cost: &str) -> Charge {
        Charge {
            provider: "Gcore",
            service: service.into(),
            region: "1".into(),
            day: "2026-01-02".parse().ok(),
            cost: cost.parse().ok(),
            currency: "EUR".into(),
            is_unknown: false,
        }
    }

    #[test]
    fn what_servers_say_is_text_and_nothing_is_loaded() {
        let bill = Bill {
            charges: vec![charge("<script>a&b</script>", "12.340"), charge("vm", "-3")],
        };
        let period = Period {
            from: "2026-01-01".parse().unwrap_or_default(),
            to: "2026-02-01".parse().unwrap_or_default(),
        };
        let page = print_page(&bill, period).unwrap_or_default();
        assert!(!page.contains("<script"), "{page}");
        assert!(page.contains("&lt;script&gt;a&amp;b"), "{page}");
        assert_eq!(page.matches("<svg").count(), 3);
        assert!(
            page.contains("12.340") && page.contains("2026-01-02"),
            "{page}"
        );
        let urls = page.matches("http").count();
        assert_eq!(
            urls,
            page.matches("http://www.w3.org/2000/svg").count(),
            "{page}"
        );
    }

    #[test]
    fn small_bars_are_one() {
        let sums: Sums = (1..=40)
            .map(|n| (format!("s{n}"), Decimal::from(n)))
            .collect();
        let bars = largest_first(&sums);
        assert_eq!(bars.len(), MOST_BARS + 1);
        assert_eq!(
            bars.iter().map(|(_, sum)| *sum).sum::<Decimal>(),
            Decimal::from(820)
        );
        assert_eq!(bars.last().map(|(name, _)| name.as_str()), Some("9 others"));
    }
}
