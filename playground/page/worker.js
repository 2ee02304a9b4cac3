// Runs the compiler beside the page, so that typing never waits for it.
import init, { compile_document, explain_code } from "./bindery_playground.js";

const ready = init();
let compiled = null;

const answers = {
  compile({ name, text }) {
    compiled?.free();
    compiled = null;
    const start = performance.now();
    compiled = compile_document(name, text);
    const answer = JSON.parse(compiled.answer());
    answer.milliseconds = performance.now() - start;
    return answer;
  },
  item: ({ file, line }) => compiled?.item(file, line),
  file: ({ file }) => compiled?.file(file),
  archive: () => compiled?.archive(),
  explain: ({ code }) => explain_code(code),
};

onmessage = async ({ data }) => {
  try {
    await ready;
    postMessage({ id: data.id, value: answers[data.ask](data) });
  } catch (error) {
    // What overflowed or panicked leaves memory in any state: the page starts another worker.
    postMessage({ id: data.id, failure: String(error) });
  }
};
