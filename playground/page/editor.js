// The editor: a plain text area, so that keys, selection, undo and screen readers are the browser's.
// Its letters are transparent; a layer behind it draws those that are seen, coloured and underlined.
import { make, paintDocument } from "./paint.js";

const ROW = 20;
// Of lines that are longer than this, only what is seen is drawn.
const LONG = 2_000;
const PADDING = 12;

export class Editor {
  #text = document.getElementById("text");
  #editor = document.getElementById("editor");
  #backdrop = document.getElementById("backdrop");
  #gutter = document.getElementById("gutter");
  #tip = document.getElementById("tip");
  #caret = document.getElementById("caret");
  #value = "";
  // Where each line starts.
  #starts = [0];
  // What is underlined, by its start: `{start, end, severity, message, code}`.
  #marks = [];
  #frame = 0;
  #columnWidth = 8;

  constructor(onChange) {
    this.#text.addEventListener("input", () => {
      this.#take();
      onChange();
    });
    this.#text.addEventListener("scroll", () => this.#draw());
    this.#text.addEventListener("mousemove", (event) => this.#point(event));
    this.#text.addEventListener("mouseleave", () => (this.#tip.hidden = true));
    document.addEventListener("selectionchange", () => this.#tellCaret());
    new ResizeObserver(() => this.#draw()).observe(this.#editor);
    this.#measure();
    document.fonts?.ready.then(() => this.#measure());
  }

  get value() {
    return this.#value;
  }

  set value(text) {
    this.#text.value = text;
    this.#text.setSelectionRange(0, 0);
    this.#text.scrollTo(0, 0);
    this.#marks = [];
    this.#take();
  }

  set marks(marks) {
    this.#marks = marks.toSorted((one, other) => one.start - other.start || one.end - other.end);
    this.#draw();
    this.#tellCaret();
  }

  // Shows a place, and selects it; the keys go there only if asked.
  reveal({ start, end }, focus) {
    const line = this.#lineAt(start);
    const column = start - this.#starts[line];
    const box = this.#text;
    const top = line * ROW;
    if (top < box.scrollTop + ROW || top > box.scrollTop + box.clientHeight - 3 * ROW) {
      box.scrollTop = Math.max(0, top - box.clientHeight / 3);
    }
    const left = column * this.#columnWidth;
    const isSeen = left >= box.scrollLeft && left < box.scrollLeft + box.clientWidth - 40;
    if (!isSeen) box.scrollLeft = left < box.clientWidth / 2 ? 0 : left - box.clientWidth / 3;
    box.setSelectionRange(start, end);
    if (focus) box.focus({ preventScroll: true });
    this.#draw();
    this.#tellCaret();
  }

  // After typing: marks move along until the compiler has answered.
  #take() {
    const before = this.#value;
    const after = this.#text.value;
    this.#value = after;
    let same = 0;
    const shorter = Math.min(before.length, after.length);
    while (same < shorter && before.charCodeAt(same) === after.charCodeAt(same)) same++;
    const grown = after.length - before.length;
    this.#marks = this.#marks
      .filter((mark) => mark.end <= same || mark.start >= same - Math.min(grown, 0))
      .map((mark) => (mark.end <= same ? mark : { ...mark, start: mark.start + grown, end: mark.end + grown }));
    this.#starts = [0];
    for (let at = after.indexOf("\n"); at >= 0; at = after.indexOf("\n", at + 1)) this.#starts.push(at + 1);
    this.#draw();
    this.#tellCaret();
  }

  #measure() {
    const probe = make("div", "", "0".repeat(100));
    probe.style.minWidth = "0";
    this.#backdrop.append(probe);
    this.#columnWidth = (probe.getBoundingClientRect().width - 2 * PADDING) / 100 || 8;
    probe.remove();
    this.#draw();
  }

  #lineAt(offset) {
    let low = 0;
    let high = this.#starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#starts[middle] <= offset) low = middle;
      else high = middle;
    }
    return low;
  }

  #lineEnd(line) {
    return line + 1 < this.#starts.length ? this.#starts[line + 1] - 1 : this.#value.length;
  }

  #draw() {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#drawNow());
  }

  #drawNow() {
    this.#frame = 0;
    const { scrollTop, scrollLeft, clientHeight, clientWidth, selectionStart } = this.#text;
    const digits = Math.max(2, String(this.#starts.length).length);
    this.#editor.style.setProperty("--gutter", `${Math.ceil(digits * this.#columnWidth) + 22}px`);
    const first = Math.floor(scrollTop / ROW);
    const last = Math.min(this.#starts.length - 1, Math.ceil((scrollTop + clientHeight) / ROW));
    const here = this.#lineAt(selectionStart);
    const lines = [];
    const numbers = [];
    for (let line = first; line <= last; line++) {
      const [start, end] = [this.#starts[line], this.#lineEnd(line)];
      const marks = this.#marksIn(start, end);
      const top = `${line * ROW - scrollTop}px`;
      const worst = marks.some((mark) => mark.severity === "error") ? "error" : marks[0]?.severity;
      const number = make("div", worst ?? "", String(line + 1));
      number.style.top = top;
      numbers.push(number);

      let from = start;
      let until = end;
      if (end - start > LONG) {
        from = Math.min(end, start + Math.max(0, Math.floor(scrollLeft / this.#columnWidth) - 50));
        until = Math.min(end, from + Math.ceil(clientWidth / this.#columnWidth) + 100);
      }
      const row = make("div", line === here ? "here" : "", ...this.#pieces(from, until, marks));
      row.style.top = top;
      row.style.transform = `translateX(${(from - start) * this.#columnWidth - scrollLeft}px)`;
      // The stripe of the line that one is in reaches to the right edge wherever one looks.
      if (line === here) row.style.minWidth = `calc(100% + ${scrollLeft}px)`;
      lines.push(row);
    }
    this.#backdrop.replaceChildren(...lines);
    this.#gutter.replaceChildren(...numbers);
  }

  #marksIn(start, end) {
    return this.#marks.filter((mark) => mark.start <= end && mark.end >= start);
  }

  // A part of a line as coloured pieces, cut where underlines begin and end.
  *#pieces(from, until, marks) {
    let at = from;
    for (const [kind, text] of paintDocument(this.#value.slice(from, until))) {
      const end = at + text.length;
      const cuts = [at, end];
      for (const mark of marks) cuts.push(mark.start, Math.max(mark.end, mark.start + 1));
      const inside = [...new Set(cuts)].filter((cut) => cut >= at && cut <= end).sort((a, b) => a - b);
      for (let index = 0; index + 1 < inside.length; index++) {
        const piece = this.#value.slice(inside[index], inside[index + 1]);
        const over = marks.filter((mark) => mark.start <= inside[index] && Math.max(mark.end, mark.start + 1) > inside[index]);
        const severity = over.some((mark) => mark.severity === "error") ? "error" : over[0]?.severity;
        const painted = kind === "" ? piece : make("span", kind, piece);
        yield severity === undefined ? painted : make("u", severity, painted);
      }
      at = end;
    }
  }

  #tellCaret() {
    if (this.#marks.length > 0 || this.#value !== "") this.#draw();
    const at = this.#text.selectionStart;
    const line = this.#lineAt(at);
    const place = make("span", "", `Line ${line + 1}, column ${at - this.#starts[line] + 1}`);
    const mark = this.#marks.find((one) => one.start <= at && at <= one.end) ?? this.#marksIn(this.#starts[line], this.#lineEnd(line))[0];
    this.#caret.replaceChildren(place, mark ? make("span", "text", `· ${mark.code} ${mark.message}`) : "");
  }

  // What is wrong where the mouse is.
  #point(event) {
    const box = this.#editor.getBoundingClientRect();
    const gutter = this.#text.offsetLeft;
    const line = Math.floor((event.clientY - box.top + this.#text.scrollTop) / ROW);
    const column = Math.floor((event.clientX - box.left - gutter - PADDING + this.#text.scrollLeft) / this.#columnWidth);
    const start = this.#starts[line];
    const at = start === undefined || column < 0 ? -1 : start + column;
    const over = at > (this.#lineEnd(line) ?? -1) ? [] : this.#marks.filter((mark) => mark.start <= at && at < Math.max(mark.end, mark.start + 1));
    this.#tip.hidden = over.length === 0;
    if (over.length === 0) return;
    const told = over.slice(0, 4).map((mark) => make("p", "", make("b", "", mark.code), ` ${mark.message}`));
    this.#tip.replaceChildren(...told);
    const top = (line + 1) * ROW - this.#text.scrollTop + 4;
    const isLow = top + this.#tip.offsetHeight > box.height;
    this.#tip.style.top = `${isLow ? top - ROW - this.#tip.offsetHeight - 8 : top}px`;
    this.#tip.style.left = `${Math.min(event.clientX - box.left, Math.max(0, box.width - this.#tip.offsetWidth - 8))}px`;
  }
}
