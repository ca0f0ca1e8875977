import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take, type Schemas } from "../../api/client.ts";
import { AsCurl } from "../../ui/AsCurl.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";

export function RenameEnterprise({ enterprise }: { enterprise: Schemas["Enterprise"] }) {
  const { t } = useTranslation();
  const [name, setName] = useState<string>();
  const close = () => {
    setName(undefined);
    rename.reset();
  };
  const body = { name: name?.trim() ?? "" };
  const rename = useMutation({ mutationFn: () => take(api.PATCH("/api/v1/enterprises/{id}", { params: { path: { id: enterprise.id } }, body })), onSuccess: () => close() });
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setName(enterprise.name)}>
        {t("enterprises.rename")}
      </Button>
      <Dialog opened={name !== undefined} onClose={close} title={t("enterprises.rename")}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            rename.mutate();
          }}
        >
          <Stack>
            <TextInput label={t("signIn.name")} value={name ?? ""} onChange={(e) => setName(e.currentTarget.value)} maxLength={100} required data-autofocus />
            {rename.error && <ProblemNotice error={rename.error} />}
            <AsCurl method="PATCH" path={`/api/v1/enterprises/${enterprise.id}`} body={body} />
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                {t("common.cancel")}
              </Button>
              <Button type="submit" loading={rename.isPending} disabled={!body.name || body.name === enterprise.name}>
                {t("common.save")}
              </Button>
            </Group>
          </Stack>
        </form>
      </Dialog>
    </>
  );
}
