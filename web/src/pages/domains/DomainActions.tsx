import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take, type Schemas } from "../../api/client.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";

export function DomainActions({ domain }: { domain: Schemas["Domain"] }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const params = { params: { path: { id: domain.id } } };
  const check = useMutation({ mutationFn: () => take(api.POST("/api/v1/domains/{id}/check", params)) });
  const remove = useMutation({ mutationFn: () => take(api.DELETE("/api/v1/domains/{id}", params)), onSuccess: () => setOpen(false) });
  return (
    <>
      {check.error && <ProblemNotice error={check.error} />}
      {domain.status === "In progress" && (
        <Button size="compact-sm" variant="default" loading={check.isPending} onClick={() => check.mutate()}>
          {t("applications.checkNow")}
        </Button>
      )}
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
        {t("settings.remove")}
      </Button>
      <Confirm opened={open} close={() => setOpen(false)} title={t("settings.removeTitle", { what: domain.domain })} action={t("settings.remove")} act={remove}>
        {t("domains.removeText")}
      </Confirm>
    </>
  );
}
