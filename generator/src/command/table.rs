//! The table at the end of a run.

use bindery::project::Summary;

use super::report;

const HEADINGS: [&str; 6] = ["api", "operations", "types", "lines", "warnings", "ms"];

/// A line for each API, numbers to the right.
pub(super) fn format_table(summaries: &[Summary]) -> String {
    let mut rows = vec![HEADINGS.map(str::to_owned)];
    rows.extend(summaries.iter().map(make_table_row));
    let widths = measure_columns(&rows);
    let line = |row: &[String; 6]| {
        let cells = row.iter().zip(&widths).enumerate();
        let cells: Vec<String> = cells
            .map(|(column, (cell, width))| pad_cell(column, cell, *width))
            .collect();
        report::print_document_line(&cells.join("  "))
    };
    rows.iter().map(line).collect()
}

fn make_table_row(summary: &Summary) -> [String; 6] {
    [
        summary.name.clone(),
        summary.operations.to_string(),
        summary.types.to_string(),
        summary.lines.to_string(),
        summary.warnings.to_string(),
        summary.time.as_millis().to_string(),
    ]
}

fn measure_columns(rows: &[[String; 6]]) -> Vec<usize> {
    let longest = |column| {
        rows.iter()
            .filter_map(|row| row.get(column))
            .map(String::len)
            .max()
    };
    (0..HEADINGS.len())
        .map(|column| longest(column).unwrap_or(0))
        .collect()
}

fn pad_cell(column: usize, cell: &str, width: usize) -> String {
    if column == 0 {
        format!("{cell:<width$}")
    } else {
        format!("{cell:>width$}")
    }
}
