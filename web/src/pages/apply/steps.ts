// The steps of each family's wizard (NC-2). The last one is the application itself, once it is filed.
import type { Family } from "./form.ts";

export const STEPS = {
  "cloud-basic": ["domain", "method", "review", "done"],
  "advanced-ov": ["domain", "organization", "csr", "method", "review", "done"],
  "advanced-dv": ["domain", "csr", "method", "review", "done"],
} as const satisfies Record<Family, string[]>;

export type Step = (typeof STEPS)[Family][number];
