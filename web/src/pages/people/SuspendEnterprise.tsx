import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take, type Schemas } from "../../api/client.ts";
import { Confirm } from "../../ui/Confirm.tsx";

export function SuspendEnterprise({ enterprise }: { enterprise: Schemas["Enterprise"] }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const what = enterprise.status === "active" ? "suspend" : "restore";
  const act = useMutation({
    mutationFn: () => take(api.PATCH("/api/v1/enterprises/{id}", { params: { path: { id: enterprise.id } }, body: { status: what === "suspend" ? "suspended" : "active" } })),
    onSuccess: () => setOpen(false),
  });
  if (enterprise.status === "closed") return null;
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
        {t(`people.${what}`)}
      </Button>
      <Confirm opened={open} close={() => setOpen(false)} title={t(`people.${what}Title`, { name: enterprise.name })} action={t(`people.${what}`)} act={act}>
        {t(`enterprises.${what}Text`)}
      </Confirm>
    </>
  );
}
