// A certificate of another CA: pasted, or taken from its file. A key is only compared with it, here in the browser.
import { Button, Group, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take } from "../../api/client.ts";
import { AsCurl } from "../../ui/AsCurl.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { PemField } from "../../ui/PemField.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { checkKey, KeyRefused } from "./check-key.ts";

const EMPTY = { name: "", certificate: "", chain: "", key: "", password: "" };

export function ImportButton() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const [form, setForm] = useState(EMPTY);
  const change = (part: Partial<typeof EMPTY>) => {
    add.reset();
    setForm({ ...form, ...part });
  };
  const body = { ...(form.name.trim() ? { name: form.name.trim() } : {}), certificate_pem: form.certificate, ...(form.chain.trim() ? { chain_pem: form.chain } : {}) };
  const add = useMutation({
    mutationFn: async () => {
      if (form.key.trim()) await checkKey(form.certificate, form.key, form.password);
      return take(api.POST("/api/v1/certificates/import", { body }));
    },
    onSuccess: ({ id }) => navigate({ to: "/imported/$id", params: { id } }),
  });
  const close = () => {
    setOpen(false);
    setForm(EMPTY); // the key with it
    add.reset();
  };
  const sealed = form.key.includes("ENCRYPTED");
  return (
    <>
      <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setOpen(true)}>
        {t("imported.add")}
      </Button>
      <Dialog opened={open} onClose={close} size="lg" title={t("imported.add")}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            add.mutate();
          }}
        >
          <Stack>
            <PemField label={t("imported.certificate")} about={t("imported.certificateAbout")} placeholder="-----BEGIN CERTIFICATE-----" value={form.certificate} change={(certificate) => change({ certificate })} required />
            <PemField label={t("imported.chain")} about={t("imported.chainAbout")} placeholder="-----BEGIN CERTIFICATE-----" value={form.chain} change={(chain) => change({ chain })} rows={3} />
            <PemField label={t("imported.key")} about={t("imported.keyAbout")} placeholder="-----BEGIN PRIVATE KEY-----" value={form.key} change={(key) => change({ key })} rows={3} />
            {sealed && <PasswordInput label={t("key.password")} value={form.password} onChange={(e) => change({ password: e.currentTarget.value })} autoComplete="off" visibilityToggleButtonProps={{ "aria-label": t("signIn.reveal") }} />}
            <TextInput label={t("applications.name")} description={t("imported.nameAbout")} value={form.name} onChange={(e) => change({ name: e.currentTarget.value })} maxLength={100} />
            {add.error instanceof KeyRefused ? <Notice tone="bad">{t(`imported.keyFault.${add.error.fault}`)}</Notice> : add.error && <ProblemNotice error={add.error} />}
            <AsCurl method="POST" path="/api/v1/certificates/import" body={body} />
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                {t("common.cancel")}
              </Button>
              <Button type="submit" loading={add.isPending} disabled={!form.certificate.trim()}>
                {t("imported.addNow")}
              </Button>
            </Group>
          </Stack>
        </form>
      </Dialog>
    </>
  );
}
