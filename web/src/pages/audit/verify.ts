// What a browser checks of the audit log: that a record is in it, and that it extends a checkpoint kept elsewhere.
import { api, take, type Schemas } from "../../api/client.ts";
import { fromBase64, type Bytes } from "../../keys/bytes.ts";
import { leafHash, provesConsistency, provesInclusion } from "./merkle.ts";

export type Fault = "note" | "shorter" | "proof";

export class NotProven extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault);
    this.fault = fault;
  }
}

const HASH = 32;

const fromHex = (text: string): Bytes => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const toHex = (bytes: Bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Size and root hash of a C2SP checkpoint. Whose signature it has is known to whoever kept it. */
export function readCheckpoint(note: string): { size: number; root: Bytes } {
  const [origin, size = "", root = ""] = note.trim().split(/\r?\n/);
  try {
    const hash = fromBase64(root);
    if (origin && /^[1-9]\d{0,14}$/.test(size) && hash.length === HASH) return { size: Number(size), root: hash };
  } catch {
    // not base64
  }
  throw new NotProven("note");
}

export interface Proven {
  /** Records of the log as it is now. */
  size: number;
  root: string;
}

/** That the log extends the kept checkpoint. Throws NotProven. */
export async function verifyCheckpoint(note: string): Promise<Proven & { kept: number }> {
  const kept = readCheckpoint(note);
  const now = await take(api.GET("/api/v1/audit/checkpoint"));
  if (kept.size > now.size) throw new NotProven("shorter");
  const proof = await take(api.GET("/api/v1/audit/consistency", { params: { query: { size: kept.size } } }));
  if (!(await provesConsistency(kept.size, kept.root, proof.size, fromHex(proof.root_hash), proof.hashes.map(fromHex)))) throw new NotProven("proof");
  return { kept: kept.size, size: proof.size, root: proof.root_hash };
}

/** That the record, as it is shown, is in the log. Throws NotProven. */
export async function verifyRecord(record: Schemas["AuditRecord"]): Promise<Proven> {
  const proof = await take(api.GET("/api/v1/audit/inclusion", { params: { query: { sequence: record.sequence } } }));
  const leaf = await leafHash(fromBase64(proof.leaf));
  const holds = await provesInclusion(leaf, record.sequence, proof.size, proof.hashes.map(fromHex), fromHex(proof.root_hash));
  if (!holds || toHex(leaf) !== record.leaf_hash) throw new NotProven("proof");
  return { size: proof.size, root: proof.root_hash };
}
