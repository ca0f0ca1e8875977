import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take } from "../../api/client.ts";
import { AsCurl } from "../../ui/AsCurl.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";

export function EnterpriseButton() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState("");
  const close = () => {
    setOpen(false);
    setName("");
    make.reset();
  };
  const make = useMutation({ mutationFn: () => take(api.POST("/api/v1/enterprises", { body: { name: name.trim() } })), onSuccess: () => close() });
  return (
    <>
      <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setOpen(true)}>
        {t("enterprises.add")}
      </Button>
      <Dialog opened={open} onClose={close} title={t("enterprises.add")}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            make.mutate();
          }}
        >
          <Stack>
            <TextInput label={t("signIn.name")} value={name} onChange={(e) => setName(e.currentTarget.value)} maxLength={100} required data-autofocus />
            {make.error && <ProblemNotice error={make.error} />}
            <AsCurl method="POST" path="/api/v1/enterprises" body={{ name: name.trim() }} />
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                {t("common.cancel")}
              </Button>
              <Button type="submit" loading={make.isPending}>
                {t("enterprises.addNow")}
              </Button>
            </Group>
          </Stack>
        </form>
      </Dialog>
    </>
  );
}
