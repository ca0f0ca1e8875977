// A password that is going to be kept: after one for one use, an invitation, or a reset.
import { Button, PasswordInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { choosePassword } from "../../session/calls.ts";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";

const SHORTEST = 12;

interface Props {
  choose?: (password: string) => Promise<unknown>;
}

export function NewPasswordStep({ choose = (password) => choosePassword({ new_password: password }) }: Props) {
  const { t } = useTranslation();
  const [fresh, setFresh] = useState("");
  const [again, setAgain] = useState("");
  const set = useMutation({ mutationFn: () => choose(fresh) });
  const differs = again !== "" && again !== fresh;
  const reveal = { "aria-label": t("signIn.reveal") };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (fresh === again) set.mutate();
      }}
    >
      <PasswordInput label={t("signIn.newPassword")} description={t("signIn.newPasswordRule")} value={fresh} onChange={(e) => setFresh(e.currentTarget.value)} autoComplete="new-password" minLength={SHORTEST} required autoFocus visibilityToggleButtonProps={reveal} />
      <PasswordInput label={t("signIn.again")} value={again} onChange={(e) => setAgain(e.currentTarget.value)} autoComplete="new-password" error={differs ? t("signIn.differs") : undefined} required visibilityToggleButtonProps={reveal} />
      {set.error && <ProblemNotice error={set.error} />}
      <Button type="submit" fullWidth loading={set.isPending} disabled={fresh.length < SHORTEST || fresh !== again}>
        {t("signIn.goWithNew")}
      </Button>
    </form>
  );
}
