// Questions that several pages ask, each with its name in the cache.
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, take, type Schemas } from "./client.ts";

const PAGE = 50;

export type CertificateStatus = Schemas["Certificate"]["status"];
export type CertificateSort = "newest" | "oldest" | "expires_first" | "expires_last";

export interface CertificateFilter {
  search?: string | undefined;
  status?: CertificateStatus | undefined;
  key_registration?: "required" | undefined;
  sort?: CertificateSort | undefined;
  profile?: string | undefined;
  issuer_id?: string | undefined;
  expires_after?: string | undefined;
  expires_before?: string | undefined;
}

export const certificatesQuery = (filter: CertificateFilter, limit = PAGE) =>
  infiniteQueryOptions({
    queryKey: ["certificates", filter, limit],
    queryFn: ({ pageParam }) =>
      take(api.GET("/api/v1/certificates", { params: { query: { ...filter, limit, ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });

export const certificateQuery = (id: string) =>
  queryOptions({
    queryKey: ["certificate", id],
    queryFn: () => take(api.GET("/api/v1/certificates/{id}", { params: { path: { id } } })),
  });

export const issuersQuery = queryOptions({
  queryKey: ["issuers"],
  queryFn: () => take(api.GET("/api/v1/issuers")),
  staleTime: 60_000,
});

/** As they stand on a day (YYYY-MM-DD), or now. */
export const profilesQuery = (at?: string) =>
  queryOptions({
    queryKey: ["profiles", at],
    queryFn: () => take(api.GET("/api/v1/profiles", { params: { query: at ? { at } : {} } })),
    staleTime: 60_000,
  });

export interface AuditFilter {
  kind?: string | undefined;
  subject?: string | undefined;
}

export const auditQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ["audit", filter],
    queryFn: ({ pageParam }) =>
      take(api.GET("/api/v1/audit/records", { params: { query: { ...filter, limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });

export const checkpointQuery = queryOptions({
  queryKey: ["checkpoint"],
  queryFn: () => take(api.GET("/api/v1/audit/checkpoint")),
});

export const apiKeysQuery = queryOptions({
  queryKey: ["api-keys"],
  queryFn: () => take(api.GET("/api/v1/api-keys")),
});

export type ApplicationStatus = Schemas["ApplicationSummary"]["status"];

export interface ApplicationFilter {
  status?: ApplicationStatus | undefined;
  domain?: string | undefined;
}

export const applicationsQuery = (filter: ApplicationFilter, limit = PAGE) =>
  infiniteQueryOptions({
    queryKey: ["applications", filter, limit],
    queryFn: ({ pageParam }) =>
      take(api.GET("/api/v1/applications", { params: { query: { ...filter, limit, ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });

export const applicationQuery = (id: string) =>
  queryOptions({
    queryKey: ["application", id],
    queryFn: () => take(api.GET("/api/v1/applications/{id}", { params: { path: { id } } })),
  });

export const overviewQuery = queryOptions({ queryKey: ["overview"], queryFn: () => take(api.GET("/api/v1/overview")) });

export const forecastQuery = (days: number, by: "day" | "week" | "month") =>
  queryOptions({ queryKey: ["forecast", days, by], queryFn: () => take(api.GET("/api/v1/certificates/forecast", { params: { query: { days, by } } })) });

export const validationsQuery = (status: Schemas["Validation"]["status"] | undefined) =>
  infiniteQueryOptions({
    queryKey: ["validations", status],
    queryFn: ({ pageParam }) => take(api.GET("/api/v1/validations", { params: { query: { ...(status ? { status } : {}), limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });

export const ceremoniesQuery = queryOptions({ queryKey: ["ceremonies"], queryFn: () => take(api.GET("/api/v1/ceremonies")) });

export const ceremonyQuery = (id: string) =>
  queryOptions({ queryKey: ["ceremonies", id], queryFn: () => take(api.GET("/api/v1/ceremonies/{id}", { params: { path: { id } } })) });

export const importsQuery = infiniteQueryOptions({
  queryKey: ["imported"],
  queryFn: ({ pageParam }) => take(api.GET("/api/v1/imported-certificates", { params: { query: { limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) } } })),
  initialPageParam: "",
  getNextPageParam: (page) => page.next,
});

export const importedQuery = (id: string) =>
  queryOptions({ queryKey: ["imported", id], queryFn: () => take(api.GET("/api/v1/imported-certificates/{id}", { params: { path: { id } } })) });

export const domainsQuery = queryOptions({ queryKey: ["domains"], queryFn: () => take(api.GET("/api/v1/domains")) });
