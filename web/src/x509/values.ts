import type { Bytes } from "../keys/bytes.ts";

export const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
export const pairsOf = (bytes: Uint8Array) => hex(bytes).replace(/..(?=.)/g, "$&:").toUpperCase();
export const text = (bytes: Bytes) => new TextDecoder("utf-8").decode(bytes);

/** The value of an OBJECT IDENTIFIER in dots. */
export function dotted(value: Bytes): string {
  const arcs: number[] = [];
  let arc = 0;
  for (const octet of value) {
    arc = arc * 128 + (octet & 127);
    if (octet < 128) {
      arcs.push(arc);
      arc = 0;
    }
  }
  const [first = 0, ...others] = arcs;
  const root = Math.min(2, Math.floor(first / 40));
  return [root, first - root * 40, ...others].join(".");
}
