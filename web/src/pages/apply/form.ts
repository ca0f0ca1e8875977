// What an application is made of while it is being filled in, and which part of it has been checked.
export type Family = "cloud-basic" | "advanced-dv" | "advanced-ov";

export interface Form {
  name: string;
  domains: string[];
  csr: string;
  /** Of Advanced OV: whom the certificate names. */
  organization?: string | undefined;
  /** The form for which "Validate" succeeded: a change of the CSR, the domains or the organization makes it void (NC-16). */
  validated?: string | undefined;
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
  organization?: string;
  again?: string;
  renews?: string;
}

const MOST = 100;

export function startOf(search: Record<string, unknown>): Start {
  const found = Object.fromEntries((["draft", "name", "organization", "again", "renews"] as const).filter((name) => typeof search[name] === "string").map((name) => [name, search[name]]));
  const domains = Array.isArray(search.domains) ? search.domains.filter((domain) => typeof domain === "string").slice(0, MOST) : [];
  return { ...found, ...(domains.length > 0 ? { domains } : {}) };
}

export function formFrom({ name = "", domains = [""], organization, again, renews }: Start): Form {
  return { ...EMPTY, name, domains, organization, again, renews };
}

const judged = ({ csr, domains, organization }: Form) => JSON.stringify([csr, domains, organization]);

export function withValidated(form: Form): Form {
  return { ...form, validated: judged(form) };
}

export function isValidated(form: Form): boolean {
  return form.validated === judged(form);
}
