// What an enterprise says about an organization, as it stands in the form.
import type { Schemas } from "../../api/client.ts";
import type { Organization } from "../../api/organizations.ts";

export const TEXTS = ["name", "country", "state_or_province", "locality", "street", "postal_code", "registration_number", "website"] as const;
export const PERSON = ["name", "title", "email", "phone"] as const;

export interface FactsForm extends Record<(typeof TEXTS)[number], string> {
  representative: Record<(typeof PERSON)[number], string>;
}

export function factsOf(organization?: Organization): FactsForm {
  const texts = Object.fromEntries(TEXTS.map((field) => [field, organization?.[field] ?? ""]));
  const person = Object.fromEntries(PERSON.map((field) => [field, organization?.representative[field] ?? ""]));
  return { ...texts, representative: person } as unknown as FactsForm;
}

const trimmed = <T extends object>(values: T) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value).trim()]));
const filled = (values: Record<string, string>) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));

/** A new organization: what is empty was not given. */
export function requestOf({ representative, ...texts }: FactsForm): Schemas["OrganizationRequest"] {
  return { ...filled(trimmed(texts)), representative: filled(trimmed(representative)) } as unknown as Schemas["OrganizationRequest"];
}

/** A correction: what is empty is taken away. */
export function changeOf({ representative, ...texts }: FactsForm): Schemas["OrganizationChange"] {
  return { ...trimmed(texts), representative: filled(trimmed(representative)) } as Schemas["OrganizationChange"];
}

export function isComplete({ name, country, state_or_province, locality, representative: person }: FactsForm): boolean {
  return [name, country, state_or_province || locality, person.name, person.email, person.phone].every((value) => value.trim() !== "");
}
