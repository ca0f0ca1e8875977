// DER (X.690), as much as a CSR, a private key and a PKCS#12 file need: writers that nest, and a reader that
// refuses what is cut short or not in the definite form.
import { join, utf8, type Bytes } from "./bytes.ts";

function header(tag: number, length: number): Bytes {
  if (length < 128) return Uint8Array.of(tag, length);
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return Uint8Array.of(tag, 128 + octets.length, ...octets);
}

export function tlv(tag: number, ...values: Uint8Array[]): Bytes {
  const value = join(...values);
  return join(header(tag, value.length), value);
}

export const sequence = (...items: Uint8Array[]) => tlv(0x30, ...items);
export const octetString = (value: Uint8Array) => tlv(0x04, value);
export const bitString = (value: Uint8Array) => tlv(0x03, Uint8Array.of(0), value);
export const nothing = () => tlv(0x05);
export const utf8String = (text: string) => tlv(0x0c, utf8(text));
/** [n], constructed: explicit tags, and implicit ones of constructed types. */
export const context = (number: number, ...items: Uint8Array[]) => tlv(0xa0 + number, ...items);

/** DER sorts the members of a SET OF by their encoding. */
export function setOf(...items: Uint8Array[]): Bytes {
  const compare = (a: Uint8Array, b: Uint8Array) => {
    const at = a.findIndex((byte, i) => byte !== b[i]);
    return at < 0 ? a.length - b.length : a[at]! - (b[at] ?? -1);
  };
  return tlv(0x31, ...items.toSorted(compare));
}

/** A number, or the octets of an unsigned one. */
export function integer(value: number | Uint8Array): Bytes {
  let octets = value;
  if (typeof octets === "number") {
    const digits: number[] = [];
    for (let rest = octets; rest > 0; rest = Math.floor(rest / 256)) digits.unshift(rest % 256);
    octets = Uint8Array.from(digits);
  }
  let start = 0;
  while (start < octets.length && octets[start] === 0) start++;
  const least = octets.slice(start);
  return (least[0] ?? 255) < 128 ? tlv(0x02, least) : tlv(0x02, Uint8Array.of(0), least);
}

export function oid(dotted: string): Bytes {
  const [first = 0, second = 0, ...others] = dotted.split(".").map(Number);
  const octets = [first * 40 + second, ...others].flatMap((arc) => {
    const groups = [arc % 128];
    for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128)) groups.unshift((rest % 128) + 128);
    return groups;
  });
  return tlv(0x06, Uint8Array.from(octets));
}

export interface Node {
  tag: number;
  value: Bytes;
  /** With its header. */
  whole: Bytes;
}

/** The elements that fill `bytes` exactly. Throws for anything else. */
export function readAll(bytes: Bytes): Node[] {
  const nodes: Node[] = [];
  for (let at = 0; at < bytes.length; ) {
    const node = readAt(bytes, at);
    nodes.push(node);
    at += node.whole.length;
  }
  return nodes;
}

function readAt(bytes: Bytes, at: number): Node {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined) throw new Error("DER: cut short");
  const more = first < 128 ? 0 : first - 128;
  if (first === 128 || more > 4) throw new Error("DER: a length that is not definite or too large");
  let length = first < 128 ? first : 0;
  for (let i = 0; i < more; i++) length = length * 256 + (bytes[at + 2 + i] ?? 0);
  const start = at + 2 + more;
  if (start + length > bytes.length) throw new Error("DER: cut short");
  return { tag, value: bytes.slice(start, start + length), whole: bytes.slice(at, start + length) };
}

/** The one element of `bytes`, which has to have that tag. */
export function readOne(bytes: Bytes, tag: number): Node {
  const [node, ...others] = readAll(bytes);
  if (!node || others.length > 0 || node.tag !== tag) throw new Error(`DER: wanted one element with tag ${tag}`);
  return node;
}
