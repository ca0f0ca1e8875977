// Makes a key and shows its secret, once.
import { Button, Group, Modal, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take, type Schemas } from "../../api/client.ts";
import { CopyValue } from "../../ui/Copy.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";

type Role = Schemas["Role"];
const ROLES: Role[] = ["applicant", "enterprise-operator", "registration-officer", "validation-specialist", "internal-auditor", "system-operator", "policy-manager", "ca-administrator", "executive-officer"];
const LIVES = [30, 90, 365];

function inDays(days: number) {
  return `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 19)}Z`;
}

export function NewKeyButton() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("applicant");
  const [days, setDays] = useState(90);
  const [account, setAccount] = useState("");
  const make = useMutation({
    mutationFn: () =>
      take(api.POST("/api/v1/api-keys", { body: { name, role, expires_at: inDays(days), ...(account ? { account } : {}) } })),
  });
  const close = () => {
    setOpen(false);
    setName("");
    make.reset();
  };
  return (
    <>
      <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setOpen(true)}>
        {t("keys.new")}
      </Button>
      <Modal opened={open} onClose={close} title={t("keys.new")} closeOnClickOutside={!make.data} closeButtonProps={{ "aria-label": t("common.close") }}>
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
              <TextInput label={t("keys.name")} description={t("keys.nameHint")} value={name} onChange={(e) => setName(e.currentTarget.value)} maxLength={100} required data-autofocus />
              <NativeSelect label={t("keys.role")} value={role} onChange={(e) => setRole(e.currentTarget.value as Role)} data={ROLES.map((value) => ({ value, label: t(`role.${value}`) }))} />
              <NativeSelect label={t("keys.ends")} value={String(days)} onChange={(e) => setDays(Number(e.currentTarget.value))} data={LIVES.map((value) => ({ value: String(value), label: t("profiles.dayCount", { count: value }) }))} />
              <TextInput label={t("keys.account")} description={t("keys.accountHint")} value={account} onChange={(e) => setAccount(e.currentTarget.value)} maxLength={100} />
              {make.error && <ProblemNotice error={make.error} />}
              <Group justify="flex-end">
                <Button variant="default" onClick={close}>
                  {t("common.cancel")}
                </Button>
                <Button type="submit" loading={make.isPending}>
                  {t("keys.make")}
                </Button>
              </Group>
            </Stack>
          </form>
        )}
      </Modal>
    </>
  );
}
