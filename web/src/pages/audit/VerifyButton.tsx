// A checkpoint that was kept elsewhere against the log of today. The browser verifies; the server only hands out hashes.
import { Button, Group, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CopyValue } from "../../ui/Copy.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { PemField } from "../../ui/PemField.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { count } from "../../ui/format.ts";
import { NotProven, verifyCheckpoint } from "./verify.ts";

export function VerifyButton() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [note, setNote] = useState("");
  const verify = useMutation({ mutationFn: () => verifyCheckpoint(note) });
  const close = () => {
    setOpen(false);
    setNote("");
    verify.reset();
  };
  return (
    <>
      <Button variant="default" leftSection={<Icon name="check" size={16} />} onClick={() => setOpen(true)}>
        {t("audit.verify")}
      </Button>
      <Dialog opened={open} onClose={close} title={t("audit.verify")} size="lg">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            verify.mutate();
          }}
        >
          <Stack>
            <PemField
              label={t("audit.kept")}
              about={t("audit.keptAbout")}
              placeholder={"chancery/audit\n1024\nbase64 …"}
              value={note}
              change={(text) => {
                verify.reset();
                setNote(text);
              }}
              required
            />
            {verify.error instanceof NotProven ? (
              <Notice tone="bad" title={verify.error.fault === "note" ? undefined : t("audit.notProven")}>
                {t(`audit.fault.${verify.error.fault}`)}
              </Notice>
            ) : (
              verify.error && <ProblemNotice error={verify.error} />
            )}
            {verify.data && (
              <Notice tone="good" title={t("audit.whole")}>
                <p>{t("audit.wholeText", { kept: count(verify.data.kept), size: count(verify.data.size) })}</p>
                <CopyValue value={verify.data.root} label={t("audit.root")} />
              </Notice>
            )}
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                {t("common.close")}
              </Button>
              <Button type="submit" loading={verify.isPending} disabled={!note.trim()}>
                {t("audit.verifyNow")}
              </Button>
            </Group>
          </Stack>
        </form>
      </Dialog>
    </>
  );
}
