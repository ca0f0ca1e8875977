// Another password: the one of today proves who asks; all other sessions end.
import { Button, Group, PasswordInput, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { choosePassword } from "../../session/calls.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";

export function PasswordButton() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [kept, setKept] = useState("");
  const [fresh, setFresh] = useState("");
  const close = () => {
    setOpen(false);
    setKept("");
    setFresh("");
    change.reset();
  };
  const change = useMutation({ mutationFn: () => choosePassword({ current_password: kept, new_password: fresh }), onSuccess: () => close() });
  const reveal = { "aria-label": t("signIn.reveal") };
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
        {t("settings.password")}
      </Button>
      <Dialog opened={open} onClose={close} title={t("settings.password")}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            change.mutate();
          }}
        >
          <Stack>
            <PasswordInput label={t("settings.currentPassword")} value={kept} onChange={(e) => setKept(e.currentTarget.value)} autoComplete="current-password" required visibilityToggleButtonProps={reveal} data-autofocus />
            <PasswordInput label={t("signIn.newPassword")} description={t("signIn.newPasswordRule")} value={fresh} onChange={(e) => setFresh(e.currentTarget.value)} autoComplete="new-password" minLength={12} required visibilityToggleButtonProps={reveal} />
            {change.error && <ProblemNotice error={change.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                {t("common.cancel")}
              </Button>
              <Button type="submit" loading={change.isPending}>
                {t("settings.setPassword")}
              </Button>
            </Group>
          </Stack>
        </form>
      </Dialog>
    </>
  );
}
