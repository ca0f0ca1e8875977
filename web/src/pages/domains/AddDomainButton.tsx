import { Button, Group, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take } from "../../api/client.ts";
import { validatedQuery } from "../../api/organizations.ts";
import { AsCurl } from "../../ui/AsCurl.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { parseDomain } from "../apply/domain.ts";

export function AddDomainButton() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const [organization, setOrganization] = useState("");
  const organizations = useInfiniteQuery({ ...validatedQuery, enabled: open }).data?.pages.flatMap((page) => page.items) ?? [];
  const parsed = parseDomain(text);
  const body = { domain: parsed.name ?? text, ...(organization ? { organization } : {}) };
  const close = () => {
    setOpen(false);
    setText("");
    setOrganization("");
    add.reset();
  };
  const add = useMutation({ mutationFn: () => take(api.POST("/api/v1/domains", { body })), onSuccess: () => close() });
  return (
    <>
      <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setOpen(true)}>
        {t("domains.add")}
      </Button>
      <Dialog opened={open} onClose={close} title={t("domains.add")}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (parsed.name) add.mutate();
          }}
        >
          <Stack>
            <TextInput label={t("apply.domainName")} placeholder="example.com" value={text} onChange={(e) => setText(e.currentTarget.value)} error={text && parsed.fault ? t(`domainFault.${parsed.fault}`) : undefined} autoCapitalize="none" spellCheck={false} required data-autofocus />
            {organizations.length > 0 && (
              <NativeSelect label={t("domains.organization")} description={t("domains.organizationAbout")} value={organization} onChange={(e) => setOrganization(e.currentTarget.value)} data={[{ value: "", label: t("domains.organizationAny") }, ...organizations.map(({ id, name }) => ({ value: id, label: name }))]} />
            )}
            {add.error && <ProblemNotice error={add.error} />}
            <AsCurl method="POST" path="/api/v1/domains" body={body} />
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                {t("common.cancel")}
              </Button>
              <Button type="submit" loading={add.isPending} disabled={!parsed.name}>
                {t("domains.addNow")}
              </Button>
            </Group>
          </Stack>
        </form>
      </Dialog>
    </>
  );
}
