import type { Schemas } from "../../api/client.ts";
import { Status } from "../../ui/Status.tsx";

/** A CA whose key is gone, or that has ended, says so; it is retired in either case. */
export function IssuerStatus({ issuer }: { issuer: Schemas["Issuer"] }) {
  return <Status state={issuer.key_destroyed_at ? "key_destroyed" : issuer.terminated_at ? "ended" : issuer.state} />;
}
