// Forms that are not finished, kept on the server for everybody of the enterprise. What is kept is what was typed:
// never a key, never an agreement.
import { queryOptions } from "@tanstack/react-query";
import { api, take, type Schemas } from "../../api/client.ts";
import { EMPTY, type Family, type Form } from "./form.ts";

export const draftsQuery = queryOptions({ queryKey: ["drafts"], queryFn: () => take(api.GET("/api/v1/drafts")) });

export const draftQuery = (id: string) =>
  queryOptions({ queryKey: ["draft", id], queryFn: () => take(api.GET("/api/v1/drafts/{id}", { params: { path: { id } } })), staleTime: Infinity, gcTime: 0 });

/** Saves anew, or over the draft that the form came from. */
export function saveDraft(id: string | undefined, kind: Family, form: Form): Promise<Schemas["Draft"]> {
  const { name, domains, organization, again, renews } = form;
  // The key behind the CSR of Cloud Basic is gone with the page.
  const content = { name, domains, organization, again, renews, csr: kind === "cloud-basic" ? "" : form.csr };
  const body: Schemas["DraftRequest"] = {
    name: form.name.trim() || form.domains[0]?.trim() || "…",
    kind,
    content: content as unknown as Schemas["DraftRequest"]["content"], // whatever the form is made of
  };
  return id ? take(api.PUT("/api/v1/drafts/{id}", { params: { path: { id } }, body })) : take(api.POST("/api/v1/drafts", { body }));
}

export const removeDraft = (id: string) => take(api.DELETE("/api/v1/drafts/{id}", { params: { path: { id } } }));

/** Whatever a draft holds, the form that comes of it is one. */
export function formOf(draft: Schemas["Draft"]): Form {
  const content = (draft.content ?? {}) as Partial<Record<keyof Form, unknown>>;
  const domains = Array.isArray(content.domains) ? content.domains.filter((domain) => typeof domain === "string") : [];
  return {
    ...EMPTY,
    name: typeof content.name === "string" ? content.name : "",
    domains: domains.length > 0 ? domains : [""],
    csr: typeof content.csr === "string" ? content.csr : "",
    ...(typeof content.organization === "string" ? { organization: content.organization } : {}),
    ...(typeof content.again === "string" ? { again: content.again } : {}),
    ...(typeof content.renews === "string" ? { renews: content.renews } : {}),
  };
}
