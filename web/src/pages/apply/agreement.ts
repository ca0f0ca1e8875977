// The Subscriber Agreement in force.
import { queryOptions } from "@tanstack/react-query";
import { api, take } from "../../api/client.ts";

export const agreementQuery = queryOptions({ queryKey: ["agreement"], queryFn: () => take(api.GET("/api/v1/agreement")), staleTime: 60_000 });
