// Name and password, and a new password where the one given was for one use.
import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../api/problem.ts";
import { signIn } from "../../session/sign-in.ts";
import { Notice } from "../../ui/Notice.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";

const CHANGE = "new_password_needed";

export function PasswordStep() {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [fresh, setFresh] = useState<string>();
  const enter = useMutation({
    mutationFn: () => signIn(name, password, fresh),
    onError: (error) => {
      if (error instanceof Problem && error.facts.code === CHANGE) setFresh((kept) => kept ?? "");
    },
  });
  const wantsChange = enter.error instanceof Problem && enter.error.facts.code === CHANGE;
  const reveal = { "aria-label": t("signIn.reveal") };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        enter.mutate();
      }}
    >
      <TextInput label={t("signIn.name")} value={name} onChange={(e) => setName(e.currentTarget.value)} autoComplete="username" autoCapitalize="none" required autoFocus />
      <PasswordInput label={t("signIn.password")} value={password} onChange={(e) => setPassword(e.currentTarget.value)} autoComplete="current-password" required visibilityToggleButtonProps={reveal} />
      {fresh !== undefined && (
        <PasswordInput
          label={t("signIn.newPassword")}
          description={t("signIn.newPasswordRule")}
          value={fresh}
          onChange={(e) => setFresh(e.currentTarget.value)}
          autoComplete="new-password"
          minLength={12}
          required
          autoFocus
          visibilityToggleButtonProps={reveal}
        />
      )}
      {wantsChange && <Notice tone="info">{t("signIn.changeNeeded")}</Notice>}
      {enter.error && !wantsChange && <ProblemNotice error={enter.error} />}
      <Button type="submit" fullWidth loading={enter.isPending}>
        {fresh === undefined ? t("signIn.go") : t("signIn.goWithNew")}
      </Button>
    </form>
  );
}
