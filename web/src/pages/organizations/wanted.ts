// What narrows the list of organizations down, as it stands in the address.
import type { OrganizationFilter, OrganizationStatus } from "../../api/organizations.ts";

/** What a list shows: those of a status, or the validated ones that are looked into again. */
export type Standing = OrganizationStatus | "again";
export const STANDINGS: Standing[] = ["pending", "again", "validated", "expired", "rejected"];

export interface WantedOrganizations {
  /** "all": those of every status, where the page would show the pending ones alone. */
  status?: Standing | "all";
  search?: string;
}

export function wantedOrganizationsOf(found: Record<string, unknown>): WantedOrganizations {
  const status = ([...STANDINGS, "all"] as const).find((known) => known === found.status);
  const search = typeof found.search === "string" && found.search ? found.search : undefined;
  return { ...(status ? { status } : {}), ...(search ? { search } : {}) };
}

export function filterOf(standing: Standing | undefined, search?: string): OrganizationFilter {
  return { search, ...(standing === "again" ? { status: "validated", review: "open" } : { status: standing }) };
}
