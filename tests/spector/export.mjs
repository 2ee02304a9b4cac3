// Writes what `bindery-corpus spector` needs of TypeSpec's HTTP specifications:
// for each of them the OpenAPI documents that the emitter makes, one for each
// version, and all scenarios with the requests that the mock server expects.
//
// node export.mjs FOLDER [SUBSTRING…]
//
// Where an expected value holds the server's address, it has `BASE_URL` below.

import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { NodeHost, compile } from "@typespec/compiler";
import { getOpenAPI3 } from "@typespec/openapi3";
import { expandDyns } from "@typespec/spec-api";

const BASE_URL = "http://spector.invalid";
const root = dirname(fileURLToPath(import.meta.url));
const specs = resolve(root, "node_modules/@typespec/http-specs/specs");
const mocks = resolve(root, "node_modules/@typespec/http-specs/dist/specs");

/** The folders that hold a `main.tsp`. */
function findSpecs(folder) {
  const entries = readdirSync(folder, { withFileTypes: true });
  const below = entries.filter((one) => one.isDirectory()).flatMap((one) => findSpecs(join(folder, one.name)));
  return entries.some((one) => one.name === "main.tsp") ? [folder, ...below] : below;
}

/** Streams have a place in OpenAPI 3.2 only. */
function chooseVersion(name) {
  return name.startsWith("streaming/") ? "3.2.0" : "3.1.0";
}

// The emitter looks the examples of a parameter up by its name in a plain object. For a
// parameter named `constructor` it finds the function `Object` there, takes its length for
// a number of examples, and fails when there is none.
Object.defineProperty(Object, "length", { value: 0 });

/**
 * The documents of a specification by version, the newest last. They are taken from
 * the emitter's function and not from its files, which it does not write where it
 * reports an error: what OpenAPI has no word for is left out, and the rest is right.
 */
async function exportDocuments(name, folder) {
  const program = await compile(NodeHost, join(folder, "main.tsp"), {
    additionalImports: ["@typespec/spector"],
    noEmit: true,
  });
  const services = await getOpenAPI3(program, { "openapi-versions": [chooseVersion(name)] });
  return services.flatMap((one) =>
    one.versioned ? one.versions.map((version) => version.document) : [one.document],
  );
}

function exportContent(content) {
  if (content === undefined) return undefined;
  if (Buffer.isBuffer(content)) return { base64: content.toString("base64") };
  return { text: typeof content === "string" ? content : content.serialize({ baseUrl: BASE_URL }) };
}

function exportBody(body) {
  if (body === undefined) return undefined;
  if (body.kind !== "multipart") return { type: body.contentType, content: exportContent(body.rawContent) };
  const files = (body.files ?? []).map((file) => ({
    name: file.fieldname,
    filename: file.originalname,
    type: file.mimetype,
    content: exportContent(file.buffer),
  }));
  return { type: body.contentType, parts: body.parts ?? {}, files };
}

function exportMock(mock) {
  const { request = {}, response } = mock;
  const expanded = (values) => expandDyns(values ?? {}, { baseUrl: BASE_URL });
  return {
    method: mock.method,
    uri: mock.uri,
    query: expanded(request.query),
    headers: expanded(request.headers),
    body: exportBody(request.body),
    answer: { status: response.status, headers: expanded(response.headers), body: exportBody(response.body) },
  };
}

async function exportScenarios(name) {
  const { Scenarios } = await import(pathToFileURL(join(mocks, name, "mockapi.js")).href);
  return Object.entries(Scenarios).map(([scenario, { passCondition, code, keys, apis }]) => ({
    name: scenario,
    condition: passCondition,
    code,
    keys,
    requests: apis.map(exportMock),
  }));
}

const [output, ...only] = process.argv.slice(2);
for (const folder of findSpecs(specs)) {
  const name = relative(specs, folder);
  const dotted = name.replaceAll("/", ".");
  if (only.length > 0 && !only.some((one) => dotted.includes(one))) continue;
  const place = join(output, dotted);
  mkdirSync(place, { recursive: true });
  const write = (file, value) => writeFileSync(join(place, file), JSON.stringify(value, null, 1));
  try {
    const documents = await exportDocuments(name, folder);
    documents.forEach((document, index) => write(`openapi-${index}.json`, document));
    write("scenarios.json", await exportScenarios(name));
  } catch (error) {
    console.error(`${name}: ${error.stack}`);
    process.exitCode = 1;
  }
}
