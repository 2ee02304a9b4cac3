//! Findings as text for a terminal, in rustc's manner.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::groups::{self, SEE_ALL, choose_shown, more_findings, more_places};
use super::locate::{Located, Sources, TextRange, boundary_before};
use super::{Diagnostic, Diagnostics, Focus, Severity};
use crate::limits::{
    LONGEST_MESSAGE, LONGEST_SHOWN_LINE, MOST_BYTES_BETWEEN_LABELS, MOST_LINES_BETWEEN_LABELS,
    SHOWN_BYTES_AROUND, SHOWN_LABELS, SHOWN_PLACES_OF_GROUP,
};
use crate::printable::{for_styled_terminal, for_terminal};

/// Whether text carries terminal colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Color {
    /// Plain text.
    #[default]
    Never,
    /// With ANSI escapes.
    Always,
}

/// Renders findings. Those that differ in their place alone are shown once, and of each code
/// no more than a screen or two: what is left out is counted, and [`json_lines`] has it.
///
/// [`json_lines`]: super::json_lines
pub fn render_findings(diagnostics: &Diagnostics, color: Color) -> String {
    let groups::Shown { groups, hidden } = choose_shown(diagnostics.findings());
    let named = |group: &groups::FindingGroup<'_>| group.more.len().min(SHOWN_PLACES_OF_GROUP);
    let sources = Sources::read(
        diagnostics,
        groups.iter().flat_map(|group| {
            let labels = group.first.labels.iter().take(SHOWN_LABELS);
            let labels = labels.map(|(place, _)| place);
            let more = group.more.iter().take(named(group)).copied();
            group.first.place.iter().chain(labels).chain(more)
        }),
    );
    let renderer = match color {
        Color::Never => Renderer::plain(),
        Color::Always => Renderer::styled(),
    }
    .decor_style(DecorStyle::Ascii);
    let mut text = String::new();
    for group in &groups {
        text.push_str(&render_finding(&renderer, &sources, group));
        text.push_str("\n\n");
    }
    for ((code, severity), count) in hidden {
        let title = choose_level(severity).primary_title(more_findings(count));
        let report =
            Group::with_title(title.id(code.as_str())).element(Level::HELP.message(SEE_ALL));
        text.push_str(&renderer.render(&[report]));
        text.push_str("\n\n");
    }
    // The renderer takes care of excerpts, but not of all that is hidden in them.
    let safe = match color {
        Color::Never => for_terminal(&text),
        Color::Always => for_styled_terminal(&text),
    };
    safe.into_owned()
}

/// A note that names further places; those of the same file by their lines.
fn also_at(sources: &Sources, group: &groups::FindingGroup<'_>) -> Option<String> {
    let focus = group.first.focus;
    let located = |place| sources.locate(place, focus);
    let first = group.first.place.as_ref().map(located);
    let named: Vec<_> = group
        .more
        .iter()
        .take(SHOWN_PLACES_OF_GROUP)
        .copied()
        .map(located)
        .collect();
    let same_file = |other: &Located<'_>| {
        other.position.is_some() && first.as_ref().is_some_and(|first| first.path == other.path)
    };
    let by_lines = named.iter().all(same_file);
    let mut places: Vec<String> = named
        .iter()
        .map(|place| match place.position {
            Some((line, _)) if by_lines => line.to_string(),
            Some(_) | None => place.heading(),
        })
        .collect();
    let unnamed = group.more.len() - named.len();
    if unnamed > 0 {
        places.push(format!("{unnamed} more"));
    }
    let lines = match (by_lines, named.len()) {
        (true, 1) => "line ",
        (true, _) => "lines ",
        (false, _) => "",
    };
    let last = places.pop()?;
    let list = match places.as_slice() {
        [] => last,
        _ => format!("{} and {last}", places.join(", ")),
    };
    let count = more_places(group.more.len());
    Some(format!("the same in {count}: {lines}{list}"))
}

fn render_finding(
    renderer: &Renderer,
    sources: &Sources,
    group: &groups::FindingGroup<'_>,
) -> String {
    let finding = group.first;
    let title = choose_level(finding.severity)
        .primary_title(escape_finding_text(&finding.message))
        .id(finding.code.as_str());
    let more = also_at(sources, group);
    let hidden = finding.labels.len().saturating_sub(SHOWN_LABELS);
    let hidden = (hidden > 0).then(|| format!("{} are not shown", more_places(hidden)));
    let mut report = collect_excerpts(sources, finding)
        .into_iter()
        .fold(Group::with_title(title), |group, excerpt| {
            excerpt.add_to(group)
        });
    let place = finding.place.as_ref();
    let place = place.map(|place| sources.locate(place, finding.focus));
    let unseen = place.and_then(|located| describe_unseen_place(&located));
    let notes = unseen.iter().chain(&finding.notes);
    for note in notes.chain(&hidden).chain(&more) {
        report = report.element(Level::NOTE.message(escape_finding_text(note)));
    }
    if let Some(help) = &finding.help {
        report = report.element(Level::HELP.message(escape_finding_text(help)));
    }
    renderer.render(&[report])
}

/// Where a place is whose line is too long to be shown: its pointer, and what stands around it.
fn describe_unseen_place(located: &Located<'_>) -> Option<String> {
    let spot = located.spot.as_ref()?;
    if find_excerpt_window(&[(spot.clone(), "")]).is_some() {
        return None;
    }
    let TextRange { text, range, .. } = spot;
    let start = boundary_before(text, range.start.saturating_sub(SHOWN_BYTES_AROUND));
    let end = range
        .end
        .min(range.start.saturating_add(SHOWN_BYTES_AROUND))
        .saturating_add(SHOWN_BYTES_AROUND);
    let around = text.get(start..boundary_before(text, end))?;
    Some(match located.pointer {
        Some(pointer) => format!("it is `#{pointer}`, in `…{around}…`"),
        None => format!("it is in `…{around}…`"),
    })
}

fn choose_level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    }
}

/// Text of a document must not reach a terminal as it is, nor write lines of its own or
/// fill the screen: one line of at most [`LONGEST_MESSAGE`] characters.
fn escape_finding_text(text: &str) -> String {
    let mut characters = text.chars();
    let shown = characters.by_ref().take(LONGEST_MESSAGE);
    let mut line: String = shown
        .map(|character| {
            if character == '\n' || character == '\r' {
                ' '
            } else {
                character
            }
        })
        .collect();
    if characters.next().is_some() {
        line.push('…');
    }
    annotate_snippets::normalize_untrusted_str(&line)
}

/// A path in a heading: names of files may hold anything but `/` and NUL.
fn shown_path(path: &str) -> String {
    for_terminal(&path.replace(['\n', '\r'], " ")).into_owned()
}

/// Spots of one file that are shown together.
struct Excerpt<'s> {
    path: String,
    /// The first is what the finding is about, if `primary`.
    spots: Vec<(TextRange<'s>, &'s str)>,
    primary: bool,
}

/// What is shown of the places of a finding.
fn collect_excerpts<'s>(sources: &'s Sources, finding: &'s Diagnostic) -> Vec<Excerpt<'s>> {
    let mut excerpts: Vec<Excerpt<'s>> = Vec::new();
    let primary = finding.place.iter().map(|place| (place, finding.focus, ""));
    let labels = finding
        .labels
        .iter()
        .take(SHOWN_LABELS)
        .map(|(place, text)| (place, Focus::Node, text.as_str()));
    for (place, focus, text) in primary.chain(labels) {
        let located = sources.locate(place, focus);
        let joined = excerpts.iter_mut().find(|excerpt| excerpt.takes(&located));
        match (joined, &located.spot) {
            (Some(excerpt), Some(spot)) => excerpt.spots.push((spot.clone(), text)),
            (_, spot) => {
                let path = match spot {
                    Some(_) => located.path.map(|path| path.display().to_string()),
                    None => Some(located.heading()),
                };
                excerpts.push(Excerpt {
                    path: shown_path(&path.unwrap_or_default()),
                    spots: spot.clone().map(|spot| (spot, text)).into_iter().collect(),
                    primary: excerpts.is_empty(),
                });
            }
        }
    }
    excerpts
}

impl<'s> Excerpt<'s> {
    fn takes(&self, located: &Located<'_>) -> bool {
        let same_file = located
            .path
            .is_some_and(|path| shown_path(&path.display().to_string()) == self.path);
        let near = |spot: &TextRange<'_>| self.spots.iter().all(|(other, _)| are_near(other, spot));
        same_file && !self.spots.is_empty() && located.spot.as_ref().is_some_and(near)
    }

    fn add_to(self, group: Group<'s>) -> Group<'s> {
        let Some((first, _)) = self.spots.first().cloned() else {
            return group.element(Origin::path(self.path));
        };
        let Some(window) = find_excerpt_window(&self.spots) else {
            let origin = Origin::path(self.path)
                .line(first.line)
                .char_column(first.column);
            return group.element(origin);
        };
        let shown = first.text.get(window.clone()).unwrap_or_default();
        let line = self.spots.iter().map(|(spot, _)| spot.line).min();
        let primary = self.primary;
        let annotations = self
            .spots
            .into_iter()
            .enumerate()
            .map(|(index, (spot, text))| {
                make_annotation(spot, text, primary && index == 0, window.start)
            });
        group.element(
            Snippet::source(shown)
                .line_start(line.unwrap_or(1))
                .path(self.path)
                .annotations(annotations),
        )
    }
}

fn make_annotation<'s>(
    spot: TextRange<'s>,
    text: &'s str,
    primary: bool,
    start: usize,
) -> Annotation<'s> {
    let kind = if primary {
        AnnotationKind::Primary
    } else {
        AnnotationKind::Context
    };
    let range = spot.range.start - start..spot.range.end - start;
    let annotation = kind.span(range);
    if text.is_empty() {
        annotation
    } else {
        annotation.label(escape_finding_text(text))
    }
}

/// Whether two spots of a file are shown together.
fn are_near(one: &TextRange<'_>, two: &TextRange<'_>) -> bool {
    one.line.abs_diff(two.line) <= MOST_LINES_BETWEEN_LABELS
        && one.range.start.abs_diff(two.range.start) <= MOST_BYTES_BETWEEN_LABELS
}

/// The lines from the first spot to the last. `None` if one of them is too long to be
/// shown; what is looked at for that does not grow with the file.
fn find_excerpt_window(spots: &[(TextRange<'_>, &str)]) -> Option<std::ops::Range<usize>> {
    let starts = spots.iter().map(|(spot, _)| spot.range.start);
    let ends = spots.iter().map(|(spot, _)| spot.range.end);
    let (start, end) = (starts.min().unwrap_or(0), ends.max().unwrap_or(0));
    let text = spots.first().map_or("", |(spot, _)| spot.text);
    let earliest = boundary_before(text, start.saturating_sub(LONGEST_SHOWN_LINE));
    let latest = boundary_before(text, end.saturating_add(LONGEST_SHOWN_LINE));
    let line_start = match text.get(earliest..start)?.rfind('\n') {
        Some(at) => earliest + at + 1,
        None if earliest == 0 => 0,
        None => return None,
    };
    let line_end = match text.get(end..latest)?.find('\n') {
        Some(at) => end + at,
        None if latest == text.len() => latest,
        None => return None,
    };
    let shown = text.get(line_start..line_end)?;
    let is_long = shown.lines().any(|line| line.len() > LONGEST_SHOWN_LINE);
    (!is_long).then_some(line_start..line_end)
}

#[cfg(test)]
mod tests {
    use super::{Color, render_findings};
    use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};

    /// Line ends, and letters that a terminal obeys or hides, in a message, a note and a name.
    #[test]
    fn findings_show_nothing_that_a_terminal_obeys() {
        let hidden =
            "\u{9b}31m \u{85}\u{2028}\u{200f}\u{61c}\u{feff}\u{202e}\u{1b}[2J\r\nerror: of mine";
        let finding =
            Diagnostic::new(Code::FileNotFound, Place::File(hidden.into()), hidden).help(hidden);
        let mut diagnostics = Diagnostics::new();
        diagnostics.push(finding);
        for color in [Color::Never, Color::Always] {
            let text = render_findings(&diagnostics, color);
            let shown = text.replace("\u{1b}[", "");
            let is_bad = |letter: char| letter != '\n' && crate::printable::is_hidden(letter);
            assert!(!shown.contains(is_bad), "{text:?}");
            assert!(!text.contains("\nerror: of mine"), "{text}");
        }
        assert!(!render_findings(&diagnostics, Color::Never).contains('\u{1b}'));
    }

    #[test]
    fn only_the_first_of_very_many_findings_are_shown() {
        let mut diagnostics = Diagnostics::new();
        for index in 0..1_000 {
            let place = || Place::File("openapi.yaml".into());
            let message = format!("finding {index}");
            for _ in 0..2 {
                diagnostics.push(Diagnostic::new(Code::UnknownKey, place(), &message));
            }
        }
        let place = Place::File("openapi.yaml".into());
        diagnostics.push(Diagnostic::new(Code::FileNotFound, place, "the last"));
        let text = render_findings(&diagnostics, Color::Never);
        assert!(text.len() < 4_000, "{} bytes", text.len());
        for part in ["finding 19", "the last", "1960 more findings of this kind"] {
            assert!(text.contains(part), "{text}");
        }
        assert!(!text.contains("finding 20"), "{text}");
        let lines = crate::diagnostics::list_finding_lines(&diagnostics);
        assert_eq!(lines.len(), 22, "{lines:?}");
        assert_eq!(
            crate::diagnostics::json_lines(&diagnostics).lines().count(),
            2_001
        );
    }

    #[test]
    fn long_messages_are_cut() {
        let place = Place::File("openapi.yaml".into());
        let mut diagnostics = Diagnostics::new();
        diagnostics.push(Diagnostic::new(
            Code::FileNotFound,
            place,
            "x".repeat(60_000),
        ));
        assert!(render_findings(&diagnostics, Color::Never).len() < 3_000);
    }
}
