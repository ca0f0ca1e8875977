import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take } from "../../api/client.ts";
import { AsCurl } from "../../ui/AsCurl.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";

export function SaveViewButton({ page, query }: { page: string; query: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState("");
  const close = () => {
    setOpen(false);
    setName("");
    save.reset();
  };
  const body = { page, name: name.trim(), query };
  const save = useMutation({ mutationFn: () => take(api.POST("/api/v1/views", { body })), onSuccess: () => close() });
  return (
    <>
      <Button size="compact-sm" variant="subtle" leftSection={<Icon name="plus" size={15} />} onClick={() => setOpen(true)}>
        {t("views.save")}
      </Button>
      <Dialog opened={open} onClose={close} title={t("views.save")}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate();
          }}
        >
          <Stack>
            <TextInput label={t("signIn.name")} description={t("views.about")} value={name} onChange={(e) => setName(e.currentTarget.value)} maxLength={100} required data-autofocus />
            {save.error && <ProblemNotice error={save.error} />}
            <AsCurl method="POST" path="/api/v1/views" body={body} />
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                {t("common.cancel")}
              </Button>
              <Button type="submit" loading={save.isPending} disabled={!name.trim()}>
                {t("views.saveNow")}
              </Button>
            </Group>
          </Stack>
        </form>
      </Dialog>
    </>
  );
}
