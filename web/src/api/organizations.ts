// Organizations that certificates can name, and how they are looked into.
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, take, type Schemas } from "./client.ts";

export type Organization = Schemas["Organization"];
export type OrganizationStatus = Organization["status"];
export type Check = Schemas["VettingCheck"]["check"];

export interface OrganizationFilter {
  search?: string | undefined;
  status?: OrganizationStatus | undefined;
  /** Whose newest round of checks is open. */
  review?: "open" | undefined;
}

const PAGE = 50;

export const organizationsQuery = (filter: OrganizationFilter, limit = PAGE) =>
  infiniteQueryOptions({
    queryKey: ["organizations", filter, limit],
    queryFn: ({ pageParam }) =>
      take(api.GET("/api/v1/organizations", { params: { query: { ...filter, limit, ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });

export const organizationQuery = (id: string) =>
  queryOptions({ queryKey: ["organization", id], queryFn: () => take(api.GET("/api/v1/organizations/{id}", { params: { path: { id } } })) });

/** ISO 3166: what a certificate may say about a place (NT-18). */
export const countriesQuery = queryOptions({ queryKey: ["countries"], queryFn: () => take(api.GET("/api/v1/countries")), staleTime: Infinity });

export const statesQuery = (code: string) =>
  queryOptions({ queryKey: ["countries", code, "states"], queryFn: () => take(api.GET("/api/v1/countries/{code}/states", { params: { path: { code } } })), staleTime: Infinity });

/** Which kinds of sources decide which check, and who says so. */
export const vettingRulesQuery = queryOptions({ queryKey: ["vetting-rules"], queryFn: () => take(api.GET("/api/v1/vetting-rules")), staleTime: Infinity });

/** Those that a certificate can name now (NC-10). */
export const validatedQuery = organizationsQuery({ status: "validated" }, 200);
