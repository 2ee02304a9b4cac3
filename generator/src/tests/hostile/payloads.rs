//! Texts that try to be more than text.

/// The word in every text that must never be more than a part of a text. No name that is
/// made of it has this spelling, because names have the case of Rust.
pub(super) const MARKER: &str = "pWnEd";

/// Line breaks as Rust, Markdown, editors and Unicode know them.
const BREAKS: [&str; 8] = [
    "\n", "\r", "\r\n", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}",
];

/// Letters that change the direction of what follows.
const DIRECTIONS: [char; 12] = [
    '\u{61C}', '\u{200E}', '\u{200F}', '\u{202A}', '\u{202B}', '\u{202C}', '\u{202D}', '\u{202E}',
    '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}',
];

/// What a fence of code may say of its language.
const LANGUAGES: [&str; 14] = [
    "",
    "rust",
    "Rust",
    "RUST,no_run",
    "{.rust}",
    "{.Rust .no_run}",
    "rust,ignore",
    "ignore",
    "Ignore",
    "edition2021",
    "EDITION2021",
    "Standalone",
    "should_panic",
    "compile_fail",
];

/// All texts, each of which does something by itself if its place lets it.
pub(super) fn payloads() -> Vec<String> {
    let code = format!("{MARKER}!();");
    let mut payloads = vec![
        format!("\"; {code} \""),
        format!("\"))] {code} #[cfg(any(\""),
        format!("]] {code} #![allow("),
        format!("*/ {code} /*"),
        format!("/* {code} //"),
        format!("\"# ; {code} r#\"\"## {code} r##\""),
        format!("\\\" {code} \\"),
        format!("}}}} {code} {{{{ {{{{"),
        format!("' {code} b'"),
        format!("#[{MARKER}] fn {MARKER}() {{}} #![{MARKER}] ${MARKER} concat!({MARKER})"),
        format!("\0 \u{1b}]0;{MARKER}\u{7} \u{1b}[2J {code} \u{7f}\u{9b}"),
        format!("\"\n[dependencies.{MARKER}]\npath = \"/\"\n[features]\n{MARKER} = []\n#"),
        format!("https://a.example/>.\nconst _: () = {code}\n/// <https://a.example"),
        format!("https://a.example/`<script>{MARKER}</script>`\\"),
        format!("javascript:{MARKER}()"),
        format!("[x](javascript:{MARKER}) [x](<javascript:{MARKER}>) ![x](javascript:{MARKER})"),
        format!("<<b>javascript:{MARKER}> <javascript:{MARKER}> <data:text/html,{MARKER}>"),
        format!("[x]\n\n[x]: javascript:{MARKER}\n[{MARKER}]: data:,{MARKER}"),
        format!("[x](&#106;avascript:{MARKER}) [x](java\tscript:{MARKER})"),
        format!("<<b>script>{MARKER}<<b>/script> <script>{MARKER}</script>"),
        format!("<<b>img src=x onerror=\"{MARKER}\"> <<b>iframe src='//{MARKER}'>"),
        format!(
            "<[x](javascript:x)script>{MARKER}</script> <![](javascript:x)iframe src={MARKER}>"
        ),
        format!("<****script>{MARKER}</script> <~~~~img src=x onerror={MARKER}>"),
        format!("<!--{MARKER}--> <?{MARKER}?> <![CDATA[{MARKER}]]> </div><{MARKER}>"),
        format!("a``<script>{MARKER}</script>``b"),
        format!("``a`<script>{MARKER}</script>`` ` <img src=x onerror={MARKER}> ```"),
        format!("`` {} <script>{MARKER}</script> ``", "word ".repeat(24)),
        format!("{} <script>{MARKER}</script>", "word ".repeat(19)),
        format!("- x\n\n      {code}\n\n1. x\n\n       {code}\n"),
        format!("x\n\n    {code}\n\n\t{code}\n"),
        format!("    {code}"),
        format!(
            "| a | b |\n|---|---|\n| <script>{MARKER}</script> | `a|<script>{MARKER}</script>` |"
        ),
        format!("> ```\n> {code}\n> ```\n<div>\n\n```Rust\n{code}\n```\n"),
    ];
    for line_break in BREAKS {
        payloads.push(format!("x{line_break}{code}{line_break}//{line_break}"));
    }
    let directions = DIRECTIONS.map(|letter| format!("a{letter}{MARKER}"));
    payloads.push(directions.concat());
    for (index, language) in LANGUAGES.iter().enumerate() {
        let fence = ["```", "~~~", "`````"][index % 3];
        payloads.push(format!(
            "text\n\n{fence}{language}\nfn main() {{ {code} }}\n{fence}\n\n{fence} {language}\n{code}"
        ));
        payloads.push(format!("{fence}{language}\n{code}\n{fence}"));
    }
    payloads
}
