// What narrows the list of organizations down, as it stands in the address.
import type { OrganizationStatus } from "../../api/organizations.ts";

export const ORGANIZATION_STATUSES: OrganizationStatus[] = ["pending", "validated", "expired", "rejected"];

export interface WantedOrganizations {
  /** "all": those of every status, where the page would show the pending ones alone. */
  status?: OrganizationStatus | "all";
  search?: string;
}

export function wantedOrganizationsOf(found: Record<string, unknown>): WantedOrganizations {
  const status = ([...ORGANIZATION_STATUSES, "all"] as const).find((known) => known === found.status);
  const search = typeof found.search === "string" && found.search ? found.search : undefined;
  return { ...(status ? { status } : {}), ...(search ? { search } : {}) };
}
