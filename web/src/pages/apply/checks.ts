// What the server thinks of names and CSRs before anything is filed.
import { api, take, type Schemas } from "../../api/client.ts";
import { makeCsr } from "../../keys/csr.ts";
import { makeKeyPair } from "../../keys/key-pair.ts";

export class NameTaken extends Error {}

export async function checkCsr(csr: string, domains: string[], organization?: string): Promise<Schemas["CsrCheck"]> {
  return take(api.POST("/api/v1/csr/check", { body: { csr, domains, ...(organization ? { organization } : {}) } }));
}

/** What speaks against these names. Throws NameTaken when an application has this name already (NC-4), other than the
 * ended one that is applied for again. */
export async function checkNames(name: string, domains: string[], again: string | undefined): Promise<Schemas["Finding"][]> {
  const same = await take(api.GET("/api/v1/applications", { params: { query: { name, limit: 1 } } }));
  if (same.items.some(({ id }) => id !== again)) throw new NameTaken();
  const csr = await makeCsr(await makeKeyPair("ec-p256"), domains);
  return (await checkCsr(csr, domains)).findings;
}
