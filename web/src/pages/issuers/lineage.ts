// How issuers follow each other when their keys change (NT-125): a line begins with the CA that signs now, and goes back
// to those whose keys it took over from.
import type { Schemas } from "../../api/client.ts";

export type Issuer = Schemas["Issuer"];
export type Cross = Issuer["cross_certificates"][number];

export const successorOf = (issuer: Issuer, all: Issuer[]) => all.find((other) => other.succeeds_id === issuer.id);
export const predecessorOf = (issuer: Issuer, all: Issuer[]) => all.find((other) => other.id === issuer.succeeds_id);

/** Issuers that stand beside each other, each line newest first. */
export function linesOf(siblings: Issuer[]): Issuer[][] {
  const newest = siblings.filter((issuer) => !successorOf(issuer, siblings));
  return newest.map((issuer) => {
    const line = [issuer];
    for (let before = predecessorOf(issuer, siblings); before && !line.includes(before); before = predecessorOf(before, siblings)) line.push(before);
    return line;
  });
}

/** A link certificate lets those who trust one key of a line accept the other one, too. */
export const linksBetween = (newer: Issuer, older: Issuer) => ({
  toNewer: newer.cross_certificates.filter((cross) => cross.signer_id === older.id),
  toOlder: older.cross_certificates.filter((cross) => cross.signer_id === newer.id),
});

export interface Signed {
  cross: Cross;
  to: Issuer;
}

/** What an issuer certified beside what stands below it in the tree. */
export const crossesBy = (issuer: Issuer, all: Issuer[]): Signed[] =>
  all.flatMap((to) => to.cross_certificates.filter((cross) => cross.signer_id === issuer.id).map((cross) => ({ cross, to })));
