// Prints what the official AsyncAPI parser finds wrong with the document whose path is given, one line each.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
const { Parser } = createRequire(process.argv[3] + "/")("@asyncapi/parser");
const { document, diagnostics } = await new Parser().parse(readFileSync(process.argv[2], "utf8"));
for (const d of diagnostics) console.log(`${d.severity} ${d.code} ${d.path.join("/")}: ${d.message}`);
process.exit(document ? 0 : 1);
