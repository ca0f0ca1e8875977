// What narrows the list of applications down, as it stands in the address and in saved views.
import type { ApplicationStatus } from "../../api/queries.ts";

export interface Wanted {
  status?: ApplicationStatus;
  domain?: string;
}

export const STATUSES: ApplicationStatus[] = ["In progress", "Normal", "Timeout", "Failed", "Cancelled"];

export function wantedOf(search: Record<string, unknown>): Wanted {
  const status = STATUSES.find((known) => known === search.status);
  const domain = typeof search.domain === "string" && search.domain ? search.domain.toLowerCase() : undefined;
  return { ...(status ? { status } : {}), ...(domain ? { domain } : {}) };
}
