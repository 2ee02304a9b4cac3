//! Known secrets inside of other texts. Takes a text and what must not show,
//! gives the text with a mask in their place; does not know where either comes
//! from.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem;
use zeroize::Zeroizing;

use super::runs::{RUN, SecretRuns};
use super::unescape::{Unit, drop_hidden_units, has_escapes, unescape_text};
use crate::limits::SHORTEST_START_OF_SECRET;

/// What stands in place of a secret.
pub(crate) const MASK: &str = "[redacted]";

/// What other parts of this crate write where they have cut a text.
const CUT: &[u8] = "…".as_bytes();

/// Puts the mask wherever one of the secrets stands in the text, as it is or in
/// any spelling that [`unescape_text`] undoes, with or without hidden letters in it, wherever
/// [a run](RUN) of its letters stands, and wherever the start of one was cut.
/// Secrets that overlap have one mask. Upper and lower case of ASCII count as equal: servers
/// and proxies repeat a header or a host in the other one, and a letter that is hidden too much
/// costs less than a secret that shows.
pub(crate) fn mask_secrets<'t>(text: &'t [u8], secrets: &[&str]) -> Cow<'t, [u8]> {
    let secrets: Vec<&str> = secrets
        .iter()
        .filter(|one| !one.is_empty())
        .copied()
        .collect();
    let is_plain = |text: &[u8]| text.iter().all(is_plain_letter) && !has_escapes(text);
    let found = if is_plain(text) && secrets.iter().all(|one| is_plain(one.as_bytes())) {
        let lower = |text: &[u8]| Zeroizing::new(text.to_ascii_lowercase());
        let secrets: Vec<_> = secrets.iter().map(|one| lower(one.as_bytes())).collect();
        find_meant_secrets(&lower(text), &secrets)
    } else {
        find_spelled_secrets(text, &secrets)
    };
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(replace_ranges(text, join_ranges(found)))
}

/// What means itself and can be seen: neither a hidden letter nor a part of one, nor of a cut.
fn is_plain_letter(byte: &u8) -> bool {
    matches!(byte, b' '..=b'~')
}

/// Where the secrets, or runs of their letters, stand in a text of the same spelling.
fn find_meant_secrets(text: &[u8], secrets: &[Zeroizing<Vec<u8>>]) -> Vec<Range<usize>> {
    let whole = secrets
        .iter()
        .flat_map(|secret| find_plain_secrets(text, secret));
    let runs = SecretRuns::new(secrets.iter().map(|secret| secret.as_slice()));
    whole.chain(runs.find(text)).collect()
}

fn find_plain_secrets(text: &[u8], secret: &[u8]) -> impl Iterator<Item = Range<usize>> + use<> {
    let found: Vec<usize> = memmem::find_iter(text, secret).collect();
    let length = secret.len();
    found.into_iter().map(move |at| at..at + length)
}

/// Where the secrets stand, by what the text means.
fn find_spelled_secrets(text: &[u8], secrets: &[&str]) -> Vec<Range<usize>> {
    let units = drop_hidden_units(unescape_text(text));
    let bytes = spell_in_lower_case(&units);
    let meant = secrets.iter().map(|secret| {
        let units = drop_hidden_units(unescape_text(secret.as_bytes()));
        Zeroizing::new(spell_in_lower_case(&units))
    });
    let meant: Vec<_> = meant.filter(|meant| !meant.is_empty()).collect();
    let cut = meant.iter().flat_map(|secret| cut_starts(&bytes, secret));
    let places = find_meant_secrets(&bytes, &meant).into_iter().chain(cut);
    let places = places.filter_map(|place| find_spelled_range(&units, place));
    places.collect()
}

fn spell_in_lower_case(units: &[Unit]) -> Vec<u8> {
    let bytes = units.iter().map(|unit| unit.byte.to_ascii_lowercase());
    bytes.collect()
}

/// Where the text was cut inside of the secret.
fn cut_starts(text: &[u8], secret: &[u8]) -> Vec<Range<usize>> {
    let cuts = memmem::find_iter(text, CUT);
    cuts.filter_map(|cut| Some(cut_start(text.get(..cut)?, secret)?..cut))
        .collect()
}

/// Where the start of the secret with which the text ends begins. An escape that
/// was cut may follow it.
fn cut_start(text: &[u8], secret: &[u8]) -> Option<usize> {
    const LONGEST_ESCAPE: usize = 5;
    (0..=LONGEST_ESCAPE).find_map(|dropped| {
        let end = text.len().checked_sub(dropped)?;
        let is_escape = dropped == 0 || matches!(text.get(end), Some(b'%' | b'\\' | b'&' | b'u'));
        let text = text.get(..end).filter(|_| is_escape)?;
        // What is longer is a run.
        let longest = secret.len().min(text.len()).min(RUN);
        let lengths = (SHORTEST_START_OF_SECRET..=longest).rev();
        let mut starts = lengths.filter(|length| {
            let start = secret.get(..*length);
            start.is_some_and(|start| text.ends_with(start))
        });
        starts.next().map(|length| end - length)
    })
}

/// The part of the text that spells these units.
fn find_spelled_range(units: &[Unit], place: Range<usize>) -> Option<Range<usize>> {
    let units = units.get(place)?;
    Some(units.first()?.from..units.last()?.to)
}

/// In their order, those that overlap as one.
fn join_ranges(mut found: Vec<Range<usize>>) -> Vec<Range<usize>> {
    found.sort_by_key(|range| range.start);
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(found.len());
    for range in found {
        match joined.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            Some(_) | None => joined.push(range),
        }
    }
    joined
}

fn replace_ranges(text: &[u8], ranges: Vec<Range<usize>>) -> Vec<u8> {
    let mut masked = Vec::with_capacity(text.len());
    let mut copied = 0;
    for range in ranges {
        masked.extend_from_slice(text.get(copied..range.start).unwrap_or_default());
        masked.extend_from_slice(MASK.as_bytes());
        copied = range.end;
    }
    masked.extend_from_slice(text.get(copied..).unwrap_or_default());
    masked
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str, secret: &str) -> String {
        String::from_utf8(mask_secrets(text.as_bytes(), &[secret]).into_owned()).unwrap_or_default()
    }

    #[test]
    fn every_spelling_of_a_secret_is_found() {
        let secret = "p\"a\\s/s+ w%ö&<\n";
        let json = crate::json::to_json(&secret.to_owned());
        let json_twice = crate::json::to_json(&json);
        for spelled in [
            secret.to_owned(),
            format!("{secret:?}"),
            json.clone(),
            format!("{json:?}"),
            json_twice,
            "p%22a%5Cs%2Fs%2B%20w%25%C3%B6%26%3C%0A".to_owned(),
            "p%22a%5cs/s%2b+w%25%c3%b6%26%3c%0a".to_owned(),
            "p%2522a%255Cs%252Fs%252B%2520w%2525%25C3%25B6%2526%253C%250A".to_owned(),
            "p&quot;a\\s/s+ w%ö&amp;&lt;\n".to_owned(),
            "p\\u0022a\\u005Cs\\/s+ w%\\u00f6\\u0026\\u003c\\n".to_owned(),
            "&#112;&#x22;a&#92;s&#x2F;s&#43; w%&#xf6;&#38;&lt;&#10;".to_owned(),
            "\\160\\042a\\134s/s+ w%\\303\\266&<\\012".to_owned(),
        ] {
            let text = format!("before {spelled} after");
            let masked = masked(&text, secret);
            assert!(
                masked.starts_with("before ") && masked.ends_with(" after"),
                "{masked}"
            );
            assert!(
                masked.contains(MASK) && !masked.contains('w'),
                "{text}: {masked}"
            );
        }
    }

    #[test]
    fn cases_count_as_equal() {
        assert_eq!(masked("x HUSH-hush y", "Hush-Hush"), "x [redacted] y");
        assert_eq!(masked("x HUSH%2dhush y", "Hush-Hush"), "x [redacted] y");
        assert_eq!(masked("x HUSH-HU…", "hush-hush"), "x [redacted]…");
    }

    #[test]
    fn characters_beyond_16_bits() {
        assert_eq!(masked("x\\ud83d\\ude00yz.", "😀yz"), "x[redacted].");
        assert_eq!(masked("x\\u{1f600}yz.", "😀yz"), "x[redacted].");
        assert_eq!(masked("ä😀yzö", "😀yz"), "ä[redacted]ö");
    }

    #[test]
    fn what_overlaps_has_one_mask_and_masks_are_not_masked() {
        let text = mask_secrets(b"hush-hush redacted", &["hush-hush", "hush", "redacted"]);
        assert_eq!(&*text, b"[redacted] [redacted]");
        assert!(matches!(
            mask_secrets(b"nothing", &["", "hush"]),
            Cow::Borrowed(_)
        ));
    }

    #[test]
    fn secrets_that_were_cut() {
        for (text, shown) in [
            ("x hush-hu…", "x [redacted]…"),
            ("x hush-hush/%2…", "x [redacted]…"),
            ("x hush-hush%2F\\u00…", "x [redacted]…"),
            ("x hush-hush%2…, hus…", "x [redacted]…, hus…"),
        ] {
            assert_eq!(masked(text, "hush-hush/+/+"), shown);
        }
    }

    #[test]
    fn halves_of_secrets() {
        let secret = "sk-0123456789abcdefghijklmn";
        for (text, shown) in [
            ("key sk-0123456789ab is wrong", "key [redacted] is wrong"),
            ("…defghijklmn", "…defghijklmn"),
            ("…cdefghijklmn", "…[redacted]"),
            ("sk-0123456789***", "[redacted]***"),
            ("sk%2D0123456789ABCDE ", "[redacted] "),
            ("0123456789 abcdefghijk", "0123456789 abcdefghijk"),
        ] {
            assert_eq!(masked(text, secret), shown);
        }
    }

    #[test]
    fn hidden_letters_do_not_hide_a_secret() {
        for hidden in [
            "\u{200b}", "\u{ad}", "\u{202e}", "\n", "\u{200d}", "\u{fe0f}", "\u{fffd}", "\u{1b}",
        ] {
            let text = format!("x hu{hidden}sh-hu{hidden}{hidden}sh y");
            assert_eq!(masked(&text, "hush-hush"), "x [redacted] y", "{hidden:?}");
        }
        assert_eq!(
            masked("x hu\\u200bsh-hu%E2%80%8Bsh y", "hush-hush"),
            "x [redacted] y"
        );
        // Around a secret they stay.
        assert_eq!(masked("a\nhush-hush\nb", "hush-hush"), "a\n[redacted]\nb");
    }

    #[test]
    fn a_large_body_takes_a_time_that_grows_with_it() {
        let secrets: Vec<String> = (0..6)
            .map(|n| format!("{n}-{}", "secret-".repeat(20)))
            .collect();
        let secrets: Vec<&str> = secrets.iter().map(String::as_str).collect();
        let take = |piece: &str, length: usize| {
            let text = piece.repeat(length / piece.len());
            let begin = std::time::Instant::now();
            let _ = mask_secrets(text.as_bytes(), &secrets);
            begin.elapsed()
        };
        // The best of three, as other tests run beside it.
        let best = |piece, length| {
            (0..3)
                .map(|_| take(piece, length))
                .min()
                .unwrap_or_default()
        };
        for piece in [
            "x",
            "secret-",
            "{\"a\": 1}\n",
            "%41",
            "…",
            "se…",
            "se\u{200b}",
        ] {
            // 32 times as much; were the time to grow with the square, it would be 1,024 times as
            // long. The rest is for machines that are busy.
            let (one, many) = (best(piece, 1 << 11), best(piece, 1 << 16));
            assert!(many < one * 256, "{piece:?}: {one:?}, {many:?}");
        }
    }

    #[test]
    fn bytes_that_are_no_text() {
        assert_eq!(
            &*mask_secrets(b"\xff\xc3hush\xc3", &["hush"]),
            b"\xff\xc3[redacted]\xc3"
        );
        assert_eq!(
            &*mask_secrets(b"\xff%68ush\xff", &["hush"]),
            b"\xff[redacted]\xff"
        );
    }
}
