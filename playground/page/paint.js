// Colours of code: one line, or a whole text, as pieces `[class, text]`. Simple on purpose; what is
// not recognised stays plain.

const DOCUMENT = new RegExp(
  [
    /(?<c>(?:^|(?<=\s))#.*$)/,
    /(?<k>"(?:[^"\\]|\\.)*"(?=\s*:)|(?<![\w])'(?:[^']|'')*'(?=\s*:)|(?:(?<=^\s*(?:- +)*)|(?<=[{,]\s*))[^\s#"'{}[\],:&*!|>%@`-][^:{}[\],#"']*(?=:(?:\s|$))|(?<=^\s*(?:- +)*)\/[^\s:]*(?=:(?:\s|$)))/,
    /(?<s>"(?:[^"\\]|\\.)*"|(?<![\w])'(?:[^']|'')*')/,
    /(?<w>(?<=[\s:[,])(?:true|false|null)(?=\s*(?:[,\]}]|$)))/,
    /(?<n>(?<=[\s:[,])-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?=\s*(?:[,\]}]|$)))/,
  ].map((part) => part.source).join("|"),
  "g",
);

const RUST = new RegExp(
  [
    /(?<c>\/\/.*$)/,
    /(?<s>b?"(?:[^"\\]|\\[^])*")/,
    /(?<w>\b(?:as|async|const|crate|else|enum|fn|for|if|impl|in|let|match|mod|mut|pub|self|Self|static|struct|super|type|use|where)\b|#!?\[[^\]]*\])/,
    /(?<k>\b[A-Z]\w*|\b(?:bool|f64|i32|i64|str|u32|u64|usize)\b)/,
    /(?<n>\b\d[\d_]*(?:\.\d+)?\b)/,
  ].map((part) => part.source).join("|"),
  "gm",
);

function* split(text, pattern) {
  let last = 0;
  for (const match of text.matchAll(pattern)) {
    if (match[0] === "") continue;
    if (match.index > last) yield ["", text.slice(last, match.index)];
    const kind = Object.keys(match.groups).find((name) => match.groups[name] !== undefined);
    yield [kind, match[0]];
    last = match.index + match[0].length;
  }
  if (last < text.length) yield ["", text.slice(last)];
}

// Lines that nobody reads, such as minified documents, stay plain.
const LONGEST_LINE = 2_000;

export function paintDocument(line) {
  return line.length > LONGEST_LINE ? [["", line]] : split(line, DOCUMENT);
}

const LONGEST_CODE = 300_000;

export function paintRust(text) {
  const code = document.createDocumentFragment();
  const pieces = text.length > LONGEST_CODE ? [["", text]] : split(text, RUST);
  for (const [kind, piece] of pieces) code.append(kind === "" ? piece : make("span", kind, piece));
  return code;
}

// An element with a class and what stands in it.
export function make(tag, name, ...content) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.append(...content.filter((part) => part !== null && part !== undefined));
  return element;
}

// Prose with `code` in it.
export function setProse(text) {
  return text.split(/`([^`]+)`/).map((part, index) => (index % 2 === 1 ? make("code", "", part) : part));
}
