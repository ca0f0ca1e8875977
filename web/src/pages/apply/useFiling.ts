// Files the application, once: the same key for the same form, however often the button is pressed.
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { api, take, type Schemas } from "../../api/client.ts";
import { agreementQuery } from "./agreement.ts";
import { removeDraft } from "./drafts.ts";
import type { Family, Form } from "./form.ts";

/** The application as the API takes it. */
export function bodyOf(family: Family, { name, domains, organization, csr, again, renews }: Form, version: string): Schemas["ApplicationRequest"] {
  return { family, name, domains, csr, method: "dns-change", agreement_version: version, ...(organization && family === "advanced-ov" ? { organization } : {}), ...(again ? { apply_again_of: again } : {}), ...(renews ? { renews } : {}) };
}

export function useFiling(family: Family, form: Form, draft: string | undefined) {
  const navigate = useNavigate();
  const agreement = useQuery(agreementQuery);
  const once = useMemo(() => ({ form, key: crypto.randomUUID() }), [form]);
  const filing = useMutation({
    mutationFn: () =>
      take(
        api.POST("/api/v1/applications", {
          params: { header: { "Idempotency-Key": once.key } },
          body: bodyOf(family, form, agreement.data!.version),
        }),
      ),
    onSuccess: async (application) => {
      // The application counts; a draft that stays behind can be removed by hand.
      if (draft) await removeDraft(draft).catch(() => undefined);
      if ("id" in application) await navigate({ to: "/applications/$id", params: { id: application.id }, search: { filed: true } });
    },
  });
  return { ...filing, agreement: agreement.data, agreementError: agreement.error };
}
