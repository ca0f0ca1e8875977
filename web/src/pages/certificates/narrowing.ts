// What narrows the list of certificates down: as it stands in the address (and in saved views), and as the API takes it.
import type { CertificateFilter, CertificateSort, CertificateStatus } from "../../api/queries.ts";

export interface Narrowing {
  search?: string;
  issuer?: string;
  profile?: string;
  status?: CertificateStatus;
  /** A hosted service lacks the private key (NC-x1): those that are in force, newest first, and so without status and sort. */
  key?: "required";
  sort?: CertificateSort;
  /** Ends within so many days from today on. */
  within?: number;
  /** Days, as a forecast cuts them: from the first, before the second. */
  from?: string;
  before?: string;
}

export const STATUSES: CertificateStatus[] = ["valid", "revoked", "expired", "not_yet_valid"];
export const SORTS: CertificateSort[] = ["newest", "oldest", "expires_first", "expires_last"];
export const SOON = 30;

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const LONGEST = 366;

const words = (value: unknown) => (typeof value === "string" && value ? value : undefined);
const date = (value: unknown) => (typeof value === "string" && DATE.test(value) ? value : undefined);
const days = (value: unknown) => (Number(value) >= 1 && Number(value) <= LONGEST ? Math.floor(Number(value)) : undefined);

/** Whatever an address holds, what comes of it is a narrowing. */
export function narrowingOf(search: Record<string, unknown>): Narrowing {
  const keyless = search.key === "required";
  const found = {
    search: words(search.search),
    issuer: words(search.issuer),
    profile: words(search.profile),
    status: keyless ? undefined : STATUSES.find((known) => known === search.status),
    key: keyless ? ("required" as const) : undefined,
    sort: keyless ? undefined : SORTS.find((known) => known === search.sort),
    within: days(search.within),
    from: date(search.from),
    before: date(search.before),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

const dayFromNow = (count: number) => new Date(Date.now() + count * 86_400_000).toISOString().slice(0, 10);

export function filterOf({ search, issuer, profile, status, key, sort, within, from, before }: Narrowing): CertificateFilter {
  const first = within === undefined ? from : dayFromNow(0);
  const end = within === undefined ? before : dayFromNow(within);
  const between = first && end ? { expires_after: `${first}T00:00:00Z`, expires_before: `${end}T00:00:00Z` } : {};
  const order = sort ?? (first && end && !key ? "expires_first" : undefined);
  return { search, issuer_id: issuer, profile, status, key_registration: key, ...(order ? { sort: order } : {}), ...between };
}
