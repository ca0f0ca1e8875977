import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { canPasskeys, Declined, showPasskey } from "../../session/passkeys.ts";
import { Icon } from "../../ui/Icon.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";

export function PasskeyButton({ text, done }: { text: string; done?: () => void }) {
  const { t } = useTranslation();
  const show = useMutation({ mutationFn: showPasskey, onSuccess: () => done?.() });
  if (!canPasskeys) return null;
  return (
    <>
      <Button variant="default" fullWidth loading={show.isPending} leftSection={<Icon name="keys" size={16} />} onClick={() => show.mutate()}>
        {text}
      </Button>
      {show.error instanceof Declined ? <Notice tone="warn">{t("passkey.declined")}</Notice> : show.error && <ProblemNotice error={show.error} />}
    </>
  );
}
