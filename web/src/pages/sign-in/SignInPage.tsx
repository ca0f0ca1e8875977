// The way in. The session's state says which step comes next.
import { useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { isOpen, useSession } from "../../session/store.ts";
import { Loading } from "../../ui/Loading.tsx";
import { NewPasswordStep } from "./NewPasswordStep.tsx";
import { PasswordStep } from "./PasswordStep.tsx";
import { SecondFactorStep } from "./SecondFactorStep.tsx";
import { SignInFrame } from "./SignInFrame.tsx";

// Seldom needed: not part of the first page.
const EnrolStep = lazy(async () => ({ default: (await import("./EnrolStep.tsx")).EnrolStep }));

export function SignInPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const session = useSession();
  const { to } = useSearch({ from: "/sign-in" });
  const open = isOpen(session);
  // The session opens with the new factor; the recovery codes that follow still belong to signing in.
  const [enrolling, setEnrolling] = useState(false);
  const enrols = session?.state === "enrol_second_factor";
  useEffect(() => {
    if (enrols) setEnrolling(true);
    if (open && !enrolling) navigate({ to: to ?? "/", replace: true });
  }, [enrols, open, enrolling, to, navigate]);
  const step = enrolling ? "enrol_second_factor" : session?.state;
  switch (step) {
    case "second_factor":
      return (
        <SignInFrame title={t("factor.title")} about={t("factor.about")}>
          <SecondFactorStep factors={session?.factors ?? []} />
        </SignInFrame>
      );
    case "new_password":
      return (
        <SignInFrame title={t("signIn.newPassword")} about={t("signIn.changeNeeded")}>
          <NewPasswordStep />
        </SignInFrame>
      );
    case "enrol_second_factor":
      return (
        <SignInFrame title={t("enrol.title")} about={t("enrol.about")}>
          <Suspense fallback={<Loading />}>
            <EnrolStep done={() => setEnrolling(false)} />
          </Suspense>
        </SignInFrame>
      );
    default:
      return (
        <SignInFrame title={t("signIn.title")}>
          <PasswordStep />
        </SignInFrame>
      );
  }
}
