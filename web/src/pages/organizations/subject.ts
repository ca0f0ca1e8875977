// What a certificate says about an organization: the attributes of its subject, in their order (NC-12, NC-15).
import type { Organization } from "../../api/organizations.ts";

export const ATTRIBUTES = ["C", "ST", "L", "O"] as const;
export type Attribute = (typeof ATTRIBUTES)[number];

type Named = Pick<Organization, "name" | "country" | "state_or_province" | "locality">;

/** Empty: it has none, and no CSR may have one. */
export function attributesOf({ name, country, state_or_province = "", locality = "" }: Named): Record<Attribute, string> {
  return { C: country, ST: state_or_province, L: locality, O: name };
}

export function subjectOf(organization: Named): string {
  const values = attributesOf(organization);
  return ATTRIBUTES.filter((attribute) => values[attribute]).map((attribute) => `${attribute}=${values[attribute]}`).join(", ");
}

export function placeOf({ country, state_or_province, locality }: Named): string {
  return [...new Set([locality, state_or_province, country].filter(Boolean))].join(", ");
}

/** The attributes of a distinguished name as the API writes it (RFC 4514). Empty: it is not in there. */
export function attributesIn(subject: string): Record<Attribute, string> {
  const found = { C: "", ST: "", L: "", O: "" };
  for (const [, type = "", value = ""] of subject.matchAll(/(?:^|[,+]) *([A-Za-z0-9.]+)=((?:\\.|[^,+\\])*)/gs)) {
    if (type in found) found[type as Attribute] = unescaped(value);
  }
  return found;
}

function unescaped(value: string): string {
  const octets = (run: string) => new TextDecoder().decode(Uint8Array.from(run.match(/[0-9a-f]{2}/gi) ?? [], (octet) => Number.parseInt(octet, 16)));
  return value.replace(/((?:\\[0-9a-f]{2})+)|\\(.)/gis, (_, run: string | undefined, one: string) => (run ? octets(run) : one));
}
