import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take, type Schemas } from "../../api/client.ts";
import { Confirm } from "../../ui/Confirm.tsx";

export function WithdrawButton({ apiKey }: { apiKey: Schemas["ApiKey"] }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const withdraw = useMutation({
    mutationFn: () => take(api.DELETE("/api/v1/api-keys/{id}", { params: { path: { id: apiKey.id } } })),
    onSuccess: () => setOpen(false),
  });
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
        {t("keys.withdraw")}
      </Button>
      <Confirm opened={open} close={() => setOpen(false)} title={t("keys.withdrawTitle", { name: apiKey.name })} action={t("keys.withdraw")} act={withdraw}>
        {t("keys.withdrawText")}
      </Confirm>
    </>
  );
}
