// Name and password, or a passkey instead of both.
import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { signIn } from "../../session/calls.ts";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { PasskeyButton } from "./PasskeyButton.tsx";

export function PasswordStep() {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const enter = useMutation({ mutationFn: () => signIn(name, password) });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        enter.mutate();
      }}
    >
      <TextInput label={t("signIn.name")} value={name} onChange={(e) => setName(e.currentTarget.value)} autoComplete="username" autoCapitalize="none" required autoFocus />
      <PasswordInput label={t("signIn.password")} value={password} onChange={(e) => setPassword(e.currentTarget.value)} autoComplete="current-password" required visibilityToggleButtonProps={{ "aria-label": t("signIn.reveal") }} />
      {enter.error && <ProblemNotice error={enter.error} />}
      <Button type="submit" fullWidth loading={enter.isPending}>
        {t("signIn.go")}
      </Button>
      <PasskeyButton text={t("signIn.passkey")} />
      <Link to="/forgotten">{t("reset.link")}</Link>
    </form>
  );
}
