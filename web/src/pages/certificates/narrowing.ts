// What narrows the list of certificates down: as it stands in the address, and as the API takes it.
import type { CertificateFilter, CertificateStatus } from "../../api/queries.ts";

export interface Narrowing {
  search?: string | undefined;
  issuer?: string | undefined;
  status?: CertificateStatus | undefined;
  from?: string | undefined;
  before?: string | undefined;
}

const SOON_DAYS = 30;
const dayFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** The days within which a certificate ends soon, from today on. */
export const SOON = () => ({ from: dayFromNow(0), before: dayFromNow(SOON_DAYS) });

export function filterOf(search: Narrowing): CertificateFilter {
  const between = search.from && search.before;
  return {
    search: search.search,
    issuer_id: search.issuer,
    status: search.status,
    ...(between ? { expires_after: `${search.from}T00:00:00Z`, expires_before: `${search.before}T00:00:00Z`, sort: "expires_first" as const } : {}),
  };
}
