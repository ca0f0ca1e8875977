// The way in. The session's state says which step comes next.
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { isOpen, useSession } from "../../session/store.ts";
import { PasswordStep } from "./PasswordStep.tsx";
import { SignInFrame } from "./SignInFrame.tsx";

export function SignInPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const session = useSession();
  const { to } = useSearch({ from: "/sign-in" });
  const open = isOpen(session);
  useEffect(() => {
    if (open) navigate({ to: to ?? "/", replace: true });
  }, [open, to, navigate]);
  return (
    <SignInFrame title={t("signIn.title")}>
      <PasswordStep />
    </SignInFrame>
  );
}
