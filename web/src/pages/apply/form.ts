// What an application is made of while it is being filled in, and which part of it has been checked.
export type Family = "cloud-basic" | "advanced-dv" | "advanced-ov";

export interface Form {
  name: string;
  domains: string[];
  csr: string;
  /** The CSR and the domains for which "Validate" succeeded: a change of either makes it void (NC-16). */
  validated?: { csr: string; domains: string } | undefined;
  agreed: boolean;
  /** The ended application that this one stands in for (NC-32); it gives up its name. */
  again?: string | undefined;
  /** The certificate that this one is to follow. */
  renews?: string | undefined;
}

export const EMPTY: Form = { name: "", domains: [""], csr: "", agreed: false };

/** What the address of a wizard says: a draft to go on with, or what to begin with. */
export interface Start {
  draft?: string;
  name?: string;
  domains?: string[];
  again?: string;
  renews?: string;
}

const MOST = 100;

export function startOf(search: Record<string, unknown>): Start {
  const found = Object.fromEntries((["draft", "name", "again", "renews"] as const).filter((name) => typeof search[name] === "string").map((name) => [name, search[name]]));
  const domains = Array.isArray(search.domains) ? search.domains.filter((domain) => typeof domain === "string").slice(0, MOST) : [];
  return { ...found, ...(domains.length > 0 ? { domains } : {}) };
}

export function formFrom({ name = "", domains = [""], again, renews }: Start): Form {
  return { ...EMPTY, name, domains, again, renews };
}

const LISTED = "\n";

export function withValidated(form: Form): Form {
  return { ...form, validated: { csr: form.csr, domains: form.domains.join(LISTED) } };
}

export function isValidated(form: Form): boolean {
  return form.validated?.csr === form.csr && form.validated.domains === form.domains.join(LISTED);
}
