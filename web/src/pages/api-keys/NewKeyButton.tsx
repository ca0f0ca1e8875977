// Makes a key and shows its secret, once.
import { Button, Group, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take } from "../../api/client.ts";
import { AsCurl } from "../../ui/AsCurl.tsx";
import { CopyValue } from "../../ui/Copy.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { bodyOf, EMPTY } from "./key-form.ts";
import { KeyFields } from "./KeyFields.tsx";

export function NewKeyButton() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [form, setForm] = useState(EMPTY);
  const make = useMutation({ mutationFn: () => take(api.POST("/api/v1/api-keys", { body: bodyOf(form) })) });
  const close = () => {
    setOpen(false);
    setForm(EMPTY);
    make.reset();
  };
  return (
    <>
      <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setOpen(true)}>
        {t("keys.new")}
      </Button>
      <Dialog opened={open} onClose={close} title={t("keys.new")} closeOnClickOutside={!make.data}>
        {make.data?.key ? (
          <Stack>
            <Notice tone="warn" title={t("keys.once")}>
              {t("keys.onceText")}
            </Notice>
            <CopyValue value={make.data.key} label={t("keys.secret")} />
            <Group justify="flex-end">
              <Button onClick={close}>{t("common.done")}</Button>
            </Group>
          </Stack>
        ) : (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              make.mutate();
            }}
          >
            <Stack>
              <KeyFields form={form} change={(part) => setForm({ ...form, ...part })} />
              {make.error && <ProblemNotice error={make.error} />}
              <AsCurl method="POST" path="/api/v1/api-keys" body={bodyOf(form)} />
              <Group justify="flex-end">
                <Button variant="default" onClick={close}>
                  {t("common.cancel")}
                </Button>
                <Button type="submit" loading={make.isPending} disabled={!form.name.trim() || form.scopes?.length === 0}>
                  {t("keys.make")}
                </Button>
              </Group>
            </Stack>
          </form>
        )}
      </Dialog>
    </>
  );
}
