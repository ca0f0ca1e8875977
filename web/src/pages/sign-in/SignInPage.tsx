// The way in: name and password, and a new password where the one given was for one use.
import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take } from "../../api/client.ts";
import { Problem } from "../../api/problem.ts";
import { openSession } from "../../session/store.ts";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { SignInFrame } from "./SignInFrame.tsx";

const CHANGE = "new_password_needed";

export function SignInPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { to } = useSearch({ from: "/sign-in" });
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [fresh, setFresh] = useState<string>();
  const signIn = useMutation({
    mutationFn: () =>
      take(api.POST("/api/v1/sign-in", { body: { name, password, ...(fresh ? { new_password: fresh } : {}) } })),
    onSuccess: (answer) => {
      openSession({ key: answer.key, name, role: answer.role, expiresAt: answer.expires_at });
      navigate({ to: to ?? "/" });
    },
    onError: (error) => {
      if (error instanceof Problem && error.facts.code === CHANGE) setFresh((kept) => kept ?? "");
    },
  });
  const wantsChange = signIn.error instanceof Problem && signIn.error.facts.code === CHANGE;
  return (
    <SignInFrame title={t("signIn.title")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          signIn.mutate();
        }}
      >
        <TextInput label={t("signIn.name")} value={name} onChange={(e) => setName(e.currentTarget.value)} autoComplete="username" autoCapitalize="none" required autoFocus />
        <PasswordInput label={t("signIn.password")} value={password} onChange={(e) => setPassword(e.currentTarget.value)} autoComplete="current-password" required visibilityToggleButtonProps={{ "aria-label": t("signIn.reveal") }} />
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
            visibilityToggleButtonProps={{ "aria-label": t("signIn.reveal") }}
          />
        )}
        {wantsChange && <Notice tone="info">{t("signIn.changeNeeded")}</Notice>}
        {signIn.error && !wantsChange && <ProblemNotice error={signIn.error} />}
        <Button type="submit" fullWidth loading={signIn.isPending}>
          {fresh === undefined ? t("signIn.go") : t("signIn.goWithNew")}
        </Button>
      </form>
    </SignInFrame>
  );
}
