import { Button, Group, Modal, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take, type Schemas } from "../../api/client.ts";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";

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
      <Modal opened={open} onClose={() => setOpen(false)} title={t("keys.withdrawTitle", { name: apiKey.name })} closeButtonProps={{ "aria-label": t("common.close") }}>
        <Stack>
          <p>{t("keys.withdrawText")}</p>
          {withdraw.error && <ProblemNotice error={withdraw.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setOpen(false)}>
              {t("common.cancel")}
            </Button>
            <Button color="red" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
              {t("keys.withdraw")}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
