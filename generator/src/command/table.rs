//! The table at the end of a run.

use bindery::project::Summary;

use super::report;

const HEADINGS: [&str; 6] = ["api", "operations", "types", "lines", "warnings", "ms"];

/// A line for each API, numbers to the right; behind them what has changed, where that is
/// known.
pub(super) fn format_table(summaries: &[Summary], changes: &[&str]) -> String {
    let mut rows = vec![HEADINGS.map(str::to_owned).to_vec()];
    rows.extend(summaries.iter().map(make_table_row));
    if !changes.is_empty() {
        for (row, change) in rows.iter_mut().zip(["change"].iter().chain(changes)) {
            row.push((*change).to_owned());
        }
    }
    let widths = measure_columns(&rows);
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).enumerate();
        let cells: Vec<String> = cells
            .map(|(column, (cell, width))| pad_cell(column, cell, *width))
            .collect();
        report::print_document_line(&cells.join("  "))
    };
    rows.iter().map(line).collect()
}

fn make_table_row(summary: &Summary) -> Vec<String> {
    vec![
        summary.name.clone(),
        summary.operations.to_string(),
        summary.types.to_string(),
        summary.lines.to_string(),
        summary.warnings.to_string(),
        summary.time.as_millis().to_string(),
    ]
}

fn measure_columns(rows: &[Vec<String>]) -> Vec<usize> {
    let columns = rows.first().map_or(0, Vec::len);
    let longest = |column| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(String::len).max().unwrap_or(0)
    };
    (0..columns).map(longest).collect()
}

fn pad_cell(column: usize, cell: &str, width: usize) -> String {
    if column == 0 {
        format!("{cell:<width$}")
    } else {
        format!("{cell:>width$}")
    }
}
