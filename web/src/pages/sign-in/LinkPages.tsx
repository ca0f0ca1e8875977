// Where the links in mails lead: an invitation, a forgotten password. The secret stands behind "#", which no server
// and no log ever sees.
import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { acceptInvitation, acceptReset, askForReset } from "../../session/calls.ts";
import { Notice } from "../../ui/Notice.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { NewPasswordStep } from "./NewPasswordStep.tsx";
import { SignInFrame } from "./SignInFrame.tsx";

function ByLink({ title, about, accept }: { title: string; about: string; accept: typeof acceptInvitation }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [token] = useState(() => window.location.hash.slice(1));
  const choose = async (password: string) => {
    await accept({ token, password });
    await navigate({ to: "/sign-in", replace: true });
  };
  return (
    <SignInFrame title={title} about={about}>
      {token ? <NewPasswordStep choose={choose} /> : <Notice tone="bad">{t("reset.incomplete")}</Notice>}
    </SignInFrame>
  );
}

export function InvitationPage() {
  const { t } = useTranslation();
  return <ByLink title={t("invitation.title")} about={t("invitation.about")} accept={acceptInvitation} />;
}

export function ResetPage() {
  const { t } = useTranslation();
  return <ByLink title={t("reset.title")} about={t("reset.about")} accept={acceptReset} />;
}

export function ForgottenPage() {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  const ask = useMutation({ mutationFn: () => askForReset(name) });
  return (
    <SignInFrame title={t("reset.link")} about={t("reset.askAbout")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          ask.mutate();
        }}
      >
        <TextInput label={t("signIn.name")} value={name} onChange={(e) => setName(e.currentTarget.value)} autoComplete="username" autoCapitalize="none" required autoFocus />
        {ask.error && <ProblemNotice error={ask.error} />}
        {ask.isSuccess && <Notice tone="good">{t("reset.asked")}</Notice>}
        <Button type="submit" fullWidth loading={ask.isPending} disabled={ask.isSuccess}>
          {t("reset.ask")}
        </Button>
        <Link to="/sign-in">{t("reset.backToSignIn")}</Link>
      </form>
    </SignInFrame>
  );
}
