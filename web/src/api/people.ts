// People, enterprises, roles.
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, take } from "./client.ts";

export const peopleQuery = (search: string, enterprise = "") =>
  infiniteQueryOptions({
    queryKey: ["people", search, enterprise],
    queryFn: ({ pageParam }) => take(api.GET("/api/v1/users", { params: { query: { ...(search ? { search } : {}), ...(enterprise ? { enterprise } : {}), ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });

export const personQuery = (id: string) =>
  queryOptions({ queryKey: ["person", id], queryFn: () => take(api.GET("/api/v1/users/{id}", { params: { path: { id } } })) });

export const enterprisesQuery = infiniteQueryOptions({
  queryKey: ["enterprises"],
  queryFn: ({ pageParam }) => take(api.GET("/api/v1/enterprises", { params: { query: { limit: 500, ...(pageParam ? { cursor: pageParam } : {}) } } })),
  initialPageParam: "",
  getNextPageParam: (page) => page.next,
});

export const enterpriseQuery = (id: string) =>
  queryOptions({ queryKey: ["enterprises", id], queryFn: () => take(api.GET("/api/v1/enterprises/{id}", { params: { path: { id } } })) });

export const rolesQuery = queryOptions({ queryKey: ["roles"], queryFn: () => take(api.GET("/api/v1/roles")), staleTime: 600_000 });
