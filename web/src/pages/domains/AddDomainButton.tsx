import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take } from "../../api/client.ts";
import { AsCurl } from "../../ui/AsCurl.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { parseDomain } from "../apply/domain.ts";

export function AddDomainButton() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const parsed = parseDomain(text);
  const close = () => {
    setOpen(false);
    setText("");
    add.reset();
  };
  const add = useMutation({ mutationFn: (domain: string) => take(api.POST("/api/v1/domains", { body: { domain } })), onSuccess: () => close() });
  return (
    <>
      <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setOpen(true)}>
        {t("domains.add")}
      </Button>
      <Dialog opened={open} onClose={close} title={t("domains.add")}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (parsed.name) add.mutate(parsed.name);
          }}
        >
          <Stack>
            <TextInput label={t("apply.domainName")} placeholder="example.com" value={text} onChange={(e) => setText(e.currentTarget.value)} error={text && parsed.fault ? t(`domainFault.${parsed.fault}`) : undefined} autoCapitalize="none" spellCheck={false} required data-autofocus />
            {add.error && <ProblemNotice error={add.error} />}
            <AsCurl method="POST" path="/api/v1/domains" body={{ domain: parsed.name ?? text }} />
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
