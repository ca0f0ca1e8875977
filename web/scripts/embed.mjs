// Turns the bundle into data of the program: OUT.bin holds every file in its codings, OUT.cpp the table
// of src/console/assets.h over it. Usage: node embed.mjs DIST OUT
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join, resolve } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const [dist, out] = process.argv.slice(2);

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".txt": "text/plain; charset=utf-8",
};
const COMPRESSED_ALREADY = new Set([".woff2"]);

function codings(bytes, extension) {
  if (COMPRESSED_ALREADY.has(extension)) return [bytes, Buffer.alloc(0), Buffer.alloc(0)];
  const brotli = brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
  return [bytes, gzipSync(bytes, { level: 9 }), brotli].map((coded, i) =>
    i === 0 || coded.length < bytes.length ? coded : Buffer.alloc(0),
  );
}

const pieces = [];
let size = 0;
function view(bytes) {
  if (bytes.length === 0) return "{}";
  pieces.push(bytes);
  size += bytes.length;
  return `{chancery_console_blob + ${size - bytes.length}, ${bytes.length}}`;
}

function row(path) {
  const extension = extname(path);
  const type = TYPES[extension];
  if (!type) throw new Error(`${path}: no content type is known for ${extension}`);
  const bytes = readFileSync(join(dist, path));
  const etag = createHash("sha256").update(bytes).digest("hex").slice(0, 20);
  const views = codings(bytes, extension).map(view).join(", ");
  return `    {"${path}", "${type}", "W/\\"${etag}\\"", ${path.startsWith("assets/")}, ${views}},`;
}

const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(dist.length + 1))
  .sort();
const rows = files.map(row);
writeFileSync(`${out}.bin`, Buffer.concat(pieces));
writeFileSync(
  `${out}.cpp`,
  `// Made by web/scripts/embed.mjs.
#include "console/assets.h"

__asm__(
    ".section .rodata\\n"
    ".global chancery_console_blob\\n"
    "chancery_console_blob:\\n"
    ".incbin \\"${resolve(`${out}.bin`)}\\"\\n"
    ".byte 0\\n"
    ".previous\\n");

extern "C" const unsigned char chancery_console_blob[];

namespace chancery::console {

std::span<const Asset> assets() {
  static const Asset kAssets[] = {
${rows.join("\n")}
  };
  return kAssets;
}

}  // namespace chancery::console
`,
);
