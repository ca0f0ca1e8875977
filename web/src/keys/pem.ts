// Textual encodings (RFC 7468).
import { fromBase64, toBase64, type Bytes } from "./bytes.ts";

export interface PemBlock {
  label: string;
  der: Bytes;
}

export function toPem(label: string, der: Uint8Array): string {
  const lines = toBase64(der).match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\s]*)-----END \1-----/g;

/** Every block in the text, in order; text around them is skipped. */
export function fromPem(text: string): PemBlock[] {
  return [...text.matchAll(BLOCK)].map(([, label, body]) => ({ label: label!, der: fromBase64(body!) }));
}
