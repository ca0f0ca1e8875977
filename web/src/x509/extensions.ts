// The values of certificate extensions in lines (RFC 5280 section 4.2). What is not known is shown as its octets.
import { toBase64, type Bytes } from "../keys/bytes.ts";
import { readAll, readOne, type Node } from "../keys/der.ts";
import { ACCESS, POLICIES, PURPOSES, USAGES } from "./names.ts";
import { dotted, hex, pairsOf, text } from "./values.ts";

const GENERAL_NAMES: Record<number, string> = { 0x81: "email", 0x82: "DNS", 0x86: "URI", 0x87: "IP" };

function ip(octets: Bytes): string {
  if (octets.length === 4) return octets.join(".");
  return (hex(octets).match(/.{4}/g) ?? []).map((group) => group.replace(/^0{1,3}/, "")).join(":");
}

function generalName({ tag, value }: Node): string {
  const kind = GENERAL_NAMES[tag];
  if (!kind) return `[${tag & 31}] ${hex(value)}`;
  return `${kind}: ${tag === 0x87 ? ip(value) : text(value)}`;
}

const inside = (value: Bytes) => readAll(readOne(value, 0x30).value);

/** Every URI below a node, wherever it stands. */
function uris(nodes: Node[]): string[] {
  return nodes.flatMap((node) => (node.tag === 0x86 ? [text(node.value)] : node.tag & 32 ? uris(readAll(node.value)) : []));
}

function usages(value: Bytes): string[] {
  const [unused = 0, ...octets] = readOne(value, 0x03).value;
  const bits = octets.length * 8 - unused;
  return [USAGES.filter((_, bit) => bit < bits && (octets[bit >> 3]! >> (7 - (bit & 7))) & 1).join(", ")];
}

function constraints(value: Bytes): string[] {
  const [ca, length] = inside(value);
  const is = ca?.tag === 0x01 && ca.value[0] !== 0;
  return [`CA: ${is ? "yes" : "no"}${length ? `, path length ${length.value[0]}` : ""}`];
}

function accesses(value: Bytes): string[] {
  return inside(value).map(({ value: pair }) => {
    const [method, place] = readAll(pair);
    const name = dotted(method!.value);
    return `${ACCESS[name] ?? name}: ${text(place!.value)}`;
  });
}

const named = (oid: string, names: Record<string, string>) => (names[oid] ? `${names[oid]} (${oid})` : oid);

/** RFC 6962 section 3.3: each with its time and the log's id. */
function timestamps(value: Bytes): string[] {
  const list = readOne(value, 0x04).value;
  const view = new DataView(list.buffer, list.byteOffset, list.byteLength);
  const lines: string[] = [];
  for (let at = 2; at + 2 < list.length; ) {
    const length = view.getUint16(at);
    const time = new Date(Number(view.getBigUint64(at + 35))).toISOString();
    lines.push(`${time}, log ${toBase64(list.slice(at + 3, at + 35))}`);
    at += 2 + length;
  }
  return lines;
}

const READERS: Record<string, (value: Bytes) => string[]> = {
  "2.5.29.14": (value) => [pairsOf(readOne(value, 0x04).value)],
  "2.5.29.15": usages,
  "2.5.29.17": (value) => inside(value).map(generalName),
  "2.5.29.19": constraints,
  "2.5.29.31": (value) => uris(inside(value)),
  "2.5.29.32": (value) => inside(value).map(({ value: policy }) => named(dotted(readAll(policy)[0]!.value), POLICIES)),
  "2.5.29.35": (value) => inside(value).flatMap(({ tag, value: id }) => (tag === 0x80 ? [pairsOf(id)] : [])),
  "2.5.29.37": (value) => inside(value).map(({ value: purpose }) => named(dotted(purpose), PURPOSES)),
  "1.3.6.1.5.5.7.1.1": accesses,
  "1.3.6.1.4.1.11129.2.4.2": timestamps,
};

export function linesOf(oid: string, value: Bytes): string[] {
  try {
    return READERS[oid]?.(value) ?? [pairsOf(value)];
  } catch {
    return [pairsOf(value)]; // not in the form that its name promises
  }
}
