// A passkey: named, then made by the browser's own dialog.
import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { addPasskey, Declined } from "../../session/passkeys.ts";
import { Notice } from "../../ui/Notice.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";

export function AddPasskey({ added, back }: { added: () => void; back: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  const add = useMutation({ mutationFn: () => addPasskey(name.trim()), onSuccess: added });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate();
      }}
    >
      <Stack gap="sm">
        <TextInput label={t("passkey.name")} description={t("passkey.nameAbout")} value={name} onChange={(e) => setName(e.currentTarget.value)} maxLength={100} required data-autofocus autoFocus />
        {add.error instanceof Declined ? <Notice tone="warn">{t("passkey.declined")}</Notice> : add.error && <ProblemNotice error={add.error} />}
        <Group justify="space-between">
          <Button variant="default" onClick={back}>
            {t("apply.back")}
          </Button>
          <Button type="submit" loading={add.isPending} disabled={!name.trim()}>
            {t("passkey.add")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
