// Bytes, and the two ways in which people see them.
export type Bytes = Uint8Array<ArrayBuffer>;

export function join(...parts: Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function random(count: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(count));
}

export function utf8(text: string): Bytes {
  return new TextEncoder().encode(text) as Bytes;
}

/** UTF-16 with the high byte first, as PKCS#12 and Java key stores take their passwords. */
export function utf16(text: string): Bytes {
  const bytes = new Uint8Array(text.length * 2);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    bytes[2 * i] = unit >> 8;
    bytes[2 * i + 1] = unit & 255;
  }
  return bytes;
}

export function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** Throws where the text is not base64. */
export function fromBase64(text: string): Bytes {
  return Uint8Array.from(atob(text.replace(/\s+/g, "")), (letter) => letter.charCodeAt(0));
}
