// What an application is made of while it is being filled in, and which part of it has been checked.
export type Family = "cloud-basic" | "advanced-dv";

export interface Form {
  name: string;
  domains: string[];
  csr: string;
  /** The CSR and the domains for which "Validate" succeeded: a change of either makes it void (NC-16). */
  validated?: { csr: string; domains: string } | undefined;
  agreed: boolean;
}

export const EMPTY: Form = { name: "", domains: [""], csr: "", agreed: false };

const LISTED = "\n";

export function withValidated(form: Form): Form {
  return { ...form, validated: { csr: form.csr, domains: form.domains.join(LISTED) } };
}

export function isValidated(form: Form): boolean {
  return form.validated?.csr === form.csr && form.validated.domains === form.domains.join(LISTED);
}
