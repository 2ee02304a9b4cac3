// The page: asks the worker for what the compiler makes of the document, and lists it.
import { Editor } from "./editor.js";
import { make, paintRust, setProse } from "./paint.js";

const EXAMPLES = [
  ["shop.yaml", "A shop: pages, events, files"],
  ["untidy.yaml", "An untidy document, with findings"],
  ["broken.yaml", "A document that does not compile"],
  ["virtuozzo-billing.yaml", "Billing of Virtuozzo"],
  ["gcore-cloud-reports.yaml", "Reports of Gcore (166 kB)"],
];
// How long nobody has typed before the compiler runs, in milliseconds.
const PAUSE = 120;
// Entries of a list that are shown at once.
const SHOWN = 300;
const LARGEST = 50_000_000;

const find = (id) => document.getElementById(id);
const panel = find("panel");
const status = find("status");
const tabs = [...document.querySelectorAll("[role=tab]")];

let worker;
let waiting = new Map();
let lastId = 0;
let name = "openapi.yaml";
let answer = { findings: [], methods: [], types: [], files: [] };
let list = "methods";
let shown = SHOWN;
let isRunning = false;
let isStale = false;
let pause = 0;
// Which entries are open, by list and name: they stay so while one types.
const open = new Set();

const editor = new Editor(() => {
  clearTimeout(pause);
  pause = setTimeout(compile, PAUSE);
});

function startWorker() {
  worker?.terminate();
  for (const { reject } of waiting.values()) reject("the compiler was started again");
  waiting = new Map();
  worker = new Worker("worker.js", { type: "module" });
  worker.onmessage = ({ data }) => {
    const { resolve, reject } = waiting.get(data.id) ?? {};
    waiting.delete(data.id);
    if (data.failure === undefined) return resolve?.(data.value);
    reject?.(data.failure);
    startWorker();
  };
  worker.onerror = () => say("The compiler cannot be loaded. The page has to come from a web server, and the browser has to know WebAssembly.");
}

function ask(question) {
  const id = ++lastId;
  worker.postMessage({ ...question, id });
  return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
}

function say(text) {
  status.replaceChildren(make("span", "text", text));
}

// One run at a time; what was typed meanwhile is compiled after it.
async function compile() {
  if (isRunning) {
    isStale = true;
    return;
  }
  isRunning = true;
  isStale = false;
  const text = editor.value;
  try {
    const next = await ask({ ask: "compile", name, text });
    if (text === editor.value) show(next);
  } catch (failure) {
    show({ findings: [], methods: [], types: [], files: [], failure });
  }
  isRunning = false;
  if (isStale || text !== editor.value) compile();
}

function show(next) {
  const errors = next.findings.filter((finding) => finding.severity === "error").length;
  // What compiled before stays in sight while the document is broken.
  const isOld = !next.is_compiled && answer.files.length > 0 && next.failure === undefined;
  answer = isOld ? { ...next, methods: answer.methods, types: answer.types, files: answer.files, isOld } : next;
  // The gravest first, then in the order of the document.
  const rank = ({ severity, span }) => [severity === "error" ? 0 : 1, span?.start ?? -1];
  next.findings.sort((one, other) => rank(one)[0] - rank(other)[0] || rank(one)[1] - rank(other)[1]);
  editor.marks = next.findings
    .filter((finding) => finding.span)
    .map(({ span, severity, code, message }) => ({ ...span, severity, code, message }));
  find("download").disabled = !next.is_compiled;
  for (const tab of tabs) {
    const count = answer[tab.dataset.list].length;
    const badge = tab.querySelector("b");
    badge.textContent = String(count);
    if (tab.dataset.list === "findings") badge.className = errors > 0 ? "error" : count > 0 ? "warning" : "";
  }
  const time = next.milliseconds === undefined ? "" : ` in ${Math.max(1, Math.round(next.milliseconds))} ms`;
  if (next.failure !== undefined) {
    say(`The compiler failed: ${next.failure}. It is a defect of bindery, or memory ran out.`);
  } else if (next.is_compiled) {
    const warnings = next.findings.length === 0 ? "no findings" : plural(next.findings.length, "warning");
    say(`Compiled${time}: ${plural(next.methods.length, "method")}, ${plural(next.types.length, "type")}, ${warnings}.`);
  } else {
    say(`${plural(errors, "error")}${time}${isOld ? "; the client is that of the last document that compiled" : ""}.`);
  }
  document.body.dataset.compiled = String(Number(document.body.dataset.compiled ?? 0) + 1);
  fill();
}

function plural(count, word) {
  return `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;
}

function choose(wanted) {
  if (list !== wanted) shown = SHOWN;
  list = wanted;
  for (const tab of tabs) {
    const isChosen = tab.dataset.list === list;
    tab.setAttribute("aria-selected", String(isChosen));
    tab.tabIndex = isChosen ? 0 : -1;
    if (isChosen) panel.setAttribute("aria-labelledby", tab.id);
  }
  panel.scrollTop = 0;
  fill();
}

const NOTHING = {
  methods: "The document has no operations.",
  types: "The document has no schemas that become types.",
  findings: "Nothing to say: every part of the document is understood and typed.",
  files: "There is no crate: the document has errors.",
};

function fill() {
  const words = find("filter").value.toLowerCase().split(/\s+/).filter(Boolean);
  const all = answer[list];
  const fits = (entry) => {
    const text = describe(entry).toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const wanted = words.length === 0 ? all : all.filter(fits);
  const seen = new Map();
  const rows = wanted.slice(0, shown).map((entry) => {
    const key = `${list} ${entry.name ?? `${entry.code} ${entry.pointer} ${entry.message}`}`;
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    return makeRow(entry, `${key} ${count}`);
  });
  if (wanted.length === 0) rows.push(make("p", "note", all.length === 0 ? NOTHING[list] : "Nothing fits the filter."));
  if (wanted.length > shown) {
    const more = make("button", "", `Show more (${wanted.length.toLocaleString("en")} in all)`);
    more.onclick = () => {
      shown += 1_000;
      fill();
    };
    rows.push(more);
  }
  const { scrollTop } = panel;
  const focused = panel.contains(document.activeElement) ? document.activeElement.closest("details")?.dataset.key : undefined;
  panel.replaceChildren(...rows);
  panel.scrollTop = scrollTop;
  panel.classList.toggle("old", answer.isOld === true && list !== "findings");
  if (focused !== undefined) {
    [...panel.querySelectorAll("details")].find((row) => row.dataset.key === focused)?.firstChild.focus({ preventScroll: true });
  }
}

function describe(entry) {
  return [entry.name, entry.http, entry.path, entry.summary, entry.kind, entry.message, typeof entry.code === "string" ? entry.code : ""].join(" ");
}

// What stands in the summary of an entry, and what below it once it is open.
const ROWS = {
  methods: [
    (method) => [
      make("span", "main", ...nameIn(method.signature ?? `${method.name}()`, method.name)),
      make("span", "under", make("span", "http", method.http), ` ${method.path}`, method.summary ? ` — ${method.summary}` : ""),
    ],
    (method) => showItem(method.code),
  ],
  types: [
    (type) => [make("span", "main", make("span", "dim", `${type.kind} `), make("span", "name", type.name))],
    (type) => showItem(type.code),
  ],
  findings: [
    (finding) => [
      make("span", "main prose", make("span", "code", finding.code), " ", ...setProse(finding.message)),
      finding.help ? make("span", "under", ...setProse(finding.help)) : null,
    ],
    showFinding,
  ],
  files: [
    (file) => [make("span", "main", file.name)],
    async (file) => [makeCode((await ask({ ask: "file", file: file.name })) ?? "", file.name)],
  ],
};

function makeRow(entry, key) {
  const [summarise, detail] = ROWS[list];
  const place = entry.span
    ? `${entry.span.line}:${entry.span.column}`
    : entry.size === undefined ? "" : `${(entry.size / 1000).toLocaleString("en", { maximumFractionDigits: 1 })} kB`;
  const [main, ...under] = summarise(entry);
  const summary = make("summary", "", main, make("span", "place", place), ...under);
  const row = make("details", entry.severity ?? "", summary);
  row.dataset.key = key;
  const fillDetail = async () => {
    const more = make("div", "more");
    if (entry.span) {
      const go = make("button", "", `Go to line ${entry.span.line}`);
      go.type = "button";
      go.onclick = () => editor.reveal(entry.span, true);
      more.append(go);
    }
    row.append(more);
    try {
      more.append(...(await detail(entry)));
    } catch {
      // The compiler was started again; its next answer fills the list anew.
    }
  };
  if (open.has(key)) {
    row.open = true;
    fillDetail();
  }
  row.addEventListener("toggle", () => {
    if (row.open === open.has(key)) return;
    if (!row.open) {
      open.delete(key);
      row.querySelector(".more")?.remove();
      return;
    }
    open.add(key);
    if (entry.span && !answer.isOld) editor.reveal(entry.span, false);
    fillDetail();
  });
  return row;
}

function nameIn(signature, wanted) {
  const rest = signature.startsWith(wanted) ? signature.slice(wanted.length) : signature;
  return [make("span", "name", wanted), rest];
}

async function showItem(place) {
  if (!place) return [];
  const item = await ask({ ask: "item", ...place });
  return item ? [makeCode(item, "x.rs"), make("p", "dim", `${place.file}, line ${place.line}`)] : [];
}

function makeCode(text, file) {
  const code = make("pre", "", file.endsWith(".rs") ? paintRust(text) : text);
  code.tabIndex = 0;
  return code;
}

async function showFinding(finding) {
  const parts = [];
  for (const label of finding.labels) {
    const line = make("p", "", ...setProse(label.text || "see also"));
    if (label.span) {
      const go = make("button", "", `line ${label.span.line}`);
      go.type = "button";
      go.onclick = () => editor.reveal(label.span, true);
      line.append(" ", go);
    }
    parts.push(line);
  }
  for (const note of finding.notes) parts.push(make("p", "", ...setProse(`Note: ${note}`)));
  if (finding.pointer) parts.push(make("p", "dim", make("code", "", `#${finding.pointer}`)));
  const explanation = await ask({ ask: "explain", code: finding.code });
  const paragraphs = explanation?.trim().split(/\n{2,}/) ?? [];
  // Lists and code keep their lines.
  const isPlain = (text) => !/^(\s|[-*] |```)/m.test(text);
  for (const text of paragraphs) {
    parts.push(isPlain(text) ? make("p", "", ...setProse(text.replaceAll("\n", " "))) : makeCode(text.replace(/^```\w*\n|\n```$/g, ""), ""));
  }
  return parts;
}

async function load(text, fileName) {
  name = fileName;
  open.clear();
  answer = { findings: [], methods: [], types: [], files: [] };
  editor.value = text.replace(/^\ufeff/, "");
  document.title = `${fileName} – bindery playground`;
  await compile();
}

async function openFile(file) {
  if (file.size > LARGEST) return say(`${file.name} is larger than ${LARGEST / 1_000_000} MB; the command takes it.`);
  find("example").value = "";
  await load(await file.text(), file.name);
}

async function openExample(file) {
  const response = await fetch(`examples/${file}`);
  if (!response.ok) return say(`The example ${file} cannot be loaded.`);
  await load(await response.text(), file);
}

find("example").append(
  ...EXAMPLES.map(([file, title]) => {
    const option = make("option", "", title);
    option.value = file;
    return option;
  }),
);
const own = make("option", "", "Your document");
own.value = "";
own.hidden = true;
find("example").append(own);
find("example").onchange = (event) => event.target.value && openExample(event.target.value);
find("open").onclick = () => find("chosen").click();
find("chosen").onchange = (event) => {
  if (event.target.files[0]) openFile(event.target.files[0]);
  event.target.value = "";
};

find("download").onclick = async () => {
  const bytes = await ask({ ask: "archive" });
  if (!bytes) return;
  const link = make("a", "");
  link.href = URL.createObjectURL(new Blob([bytes], { type: "application/zip" }));
  link.download = "api-client.zip";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
};

const isDark = () => {
  const chosen = document.documentElement.style.colorScheme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
};
find("theme").onclick = () => (document.documentElement.style.colorScheme = isDark() ? "light" : "dark");

for (const tab of tabs) {
  tab.onclick = () => choose(tab.dataset.list);
  tab.onkeydown = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = tabs.at((tabs.indexOf(tab) + step) % tabs.length);
    choose(next.dataset.list);
    next.focus();
  };
}
find("filter").oninput = () => {
  shown = SHOWN;
  fill();
};

let depth = 0;
const hasFile = (event) => event.dataTransfer?.types.includes("Files");
addEventListener("dragenter", (event) => {
  if (hasFile(event)) document.body.classList.toggle("dropping", ++depth > 0);
});
addEventListener("dragleave", (event) => {
  if (hasFile(event)) document.body.classList.toggle("dropping", --depth > 0);
});
addEventListener("dragover", (event) => hasFile(event) && event.preventDefault());
addEventListener("drop", (event) => {
  if (!hasFile(event)) return;
  event.preventDefault();
  depth = 0;
  document.body.classList.remove("dropping");
  const [file] = event.dataTransfer.files;
  if (file) openFile(file);
});

startWorker();
choose("methods");
openExample(EXAMPLES[0][0]);
