// What a new API key is asked for with.
import type { Schemas } from "../../api/client.ts";

export interface KeyForm {
  name: string;
  role: Schemas["Role"];
  /** Days that it works; 0: without an end. */
  days: number;
  /** Id; empty: none, or the caller's own. */
  enterprise: string;
  /** undefined: all that the role may. */
  scopes?: Schemas["Permission"][] | undefined;
}

export const EMPTY: KeyForm = { name: "", role: "applicant", days: 90, enterprise: "" };
export const LIVES = [7, 30, 90, 365, 0];

const MIDNIGHT = "T00:00:00Z";

/** The end is a midnight, so that the same form is the same call all day. */
function inDays(days: number) {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10) + MIDNIGHT;
}

export function bodyOf({ name, role, days, enterprise, scopes }: KeyForm): Schemas["ApiKeyRequest"] {
  return { name: name.trim(), role, ...(days ? { expires_at: inDays(days) } : {}), ...(enterprise ? { enterprise } : {}), ...(scopes ? { scopes } : {}) };
}
