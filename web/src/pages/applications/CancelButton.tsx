import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take, type Schemas } from "../../api/client.ts";
import { Confirm } from "../../ui/Confirm.tsx";

export function CancelButton({ application }: { application: Schemas["Application"] }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const withdraw = useMutation({
    mutationFn: () => take(api.POST("/api/v1/applications/{id}/cancel", { params: { path: { id: application.id } } })),
    onSuccess: () => setOpen(false),
  });
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t("applications.withdraw")}
      </Button>
      <Confirm opened={open} close={() => setOpen(false)} title={t("applications.withdrawTitle", { name: application.name })} action={t("applications.withdraw")} act={withdraw}>
        {t("applications.withdrawText")}
      </Confirm>
    </>
  );
}
