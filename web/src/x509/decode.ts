// A certificate read field by field (RFC 5280 section 4.1), to be shown. Nothing of it is verified here.
import type { Bytes } from "../keys/bytes.ts";
import { readAll, readOne, type Node } from "../keys/der.ts";
import { fromPem } from "../keys/pem.ts";
import { linesOf } from "./extensions.ts";
import { ALGORITHMS, CURVES, EXTENSIONS } from "./names.ts";
import { dotted } from "./values.ts";

export interface Extension {
  oid: string;
  name: string;
  critical: boolean;
  lines: string[];
}

export interface Decoded {
  version: number;
  signature: string;
  key: string;
  extensions: Extension[];
}

const VERSION = 0xa0;
const EXTENSION_LIST = 0xa3;
const RSA = "1.2.840.113549.1.1.1";
const SIGNATURE = 1; // after the serial number
const SPKI = 5; // after issuer, validity, subject

function algorithm(node: Node): { oid: string; parameters: Node | undefined } {
  const [oid, parameters] = readAll(node.value);
  return { oid: dotted(oid!.value), parameters };
}

function bitsOf(modulus: Bytes): number {
  const first = modulus.findIndex((octet) => octet !== 0);
  return (modulus.length - first) * 8 - Math.clz32(modulus[first]!) + 24;
}

function keyOf(spki: Node): string {
  const [kind, bits] = readAll(spki.value);
  const { oid, parameters } = algorithm(kind!);
  if (oid === RSA) return `RSA ${bitsOf(readAll(readOne(bits!.value.slice(1), 0x30).value)[0]!.value)}`;
  const curve = parameters?.tag === 0x06 ? dotted(parameters.value) : oid;
  return CURVES[curve] ?? ALGORITHMS[curve] ?? curve;
}

function extensionOf({ value }: Node): Extension {
  const [id, ...others] = readAll(value);
  const oid = dotted(id!.value);
  return { oid, name: EXTENSIONS[oid] ?? oid, critical: others[0]?.tag === 0x01 && others[0].value[0] !== 0, lines: linesOf(oid, others.at(-1)!.value) };
}

/** Of the first certificate in the text; undefined when there is none that can be read. */
export function decode(pem: string): Decoded | undefined {
  try {
    const der = fromPem(pem).find(({ label }) => label === "CERTIFICATE")!.der;
    const fields = readAll(readAll(readOne(der, 0x30).value)[0]!.value);
    const version = fields[0]?.tag === VERSION ? readOne(fields[0].value, 0x02).value[0]! + 1 : 1;
    const rest = fields.filter(({ tag }) => tag !== VERSION);
    const { oid } = algorithm(rest[SIGNATURE]!);
    const list = rest.find(({ tag }) => tag === EXTENSION_LIST);
    return {
      version,
      signature: ALGORITHMS[oid] ?? oid,
      key: keyOf(rest[SPKI]!),
      extensions: list ? readAll(readOne(list.value, 0x30).value).map(extensionOf) : [],
    };
  } catch {
    return undefined;
  }
}
