// A second proof: a code, a passkey, or a recovery code where both are lost. Used to sign in and to step up.
import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { showSecondFactor, signOut } from "../../session/calls.ts";
import type { Session } from "../../session/store.ts";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { PasskeyButton } from "./PasskeyButton.tsx";

interface Props {
  factors: Session["factors"];
  done?: () => void;
}

export function SecondFactorStep({ factors, done }: Props) {
  const { t } = useTranslation();
  const [lost, setLost] = useState(!factors.includes("totp") && !factors.includes("passkey"));
  const [code, setCode] = useState("");
  const show = useMutation({
    mutationFn: () => showSecondFactor(lost ? { recovery_code: code.trim() } : { totp_code: code.replace(/\s/g, "") }),
    onSuccess: () => done?.(),
    onError: () => setCode(""),
  });
  const typed = lost || factors.includes("totp");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        show.mutate();
      }}
    >
      {typed && (
        <>
          <TextInput
            key={String(lost)}
            label={lost ? t("factor.recovery") : t("factor.code")}
            description={lost ? t("factor.recoveryAbout") : t("factor.codeAbout")}
            value={code}
            onChange={(e) => setCode(e.currentTarget.value)}
            autoComplete="one-time-code"
            inputMode={lost ? "text" : "numeric"}
            autoCapitalize="none"
            required
            autoFocus
          />
          {show.error && <ProblemNotice error={show.error} />}
          <Button type="submit" fullWidth loading={show.isPending} disabled={!code.trim()}>
            {t("factor.go")}
          </Button>
        </>
      )}
      {!lost && factors.includes("passkey") && <PasskeyButton text={t("factor.passkey")} {...(done ? { done } : {})} />}
      {factors.includes("recovery_code") && (
        <Button
          variant="subtle"
          onClick={() => {
            setLost(!lost);
            show.reset();
          }}
        >
          {lost ? t("factor.found") : t("factor.lost")}
        </Button>
      )}
      {!done && (
        <Button variant="subtle" onClick={() => signOut()}>
          {t("factor.other")}
        </Button>
      )}
    </form>
  );
}
