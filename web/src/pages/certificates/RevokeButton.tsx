// Revocation: final, so it asks for the reason and says what follows.
import { Button, Group, Radio, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take, type Schemas } from "../../api/client.ts";
import { AsCurl } from "../../ui/AsCurl.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { useSession } from "../../session/store.ts";
import { titleOf } from "./Names.tsx";

type Reason = Schemas["Reason"];
// NT-192: a compromised key is easily chosen, so it comes first.
const REASONS: Reason[] = ["keyCompromise", "superseded", "cessationOfOperation", "affiliationChanged", "unspecified"];

export function RevokeButton({ certificate }: { certificate: Schemas["Certificate"] }) {
  const { t } = useTranslation();
  const staff = useSession()?.user.enterprise === undefined;
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState<Reason>();
  const revoke = useMutation({
    mutationFn: (chosen: Reason) =>
      take(api.POST("/api/v1/certificates/{id}/revoke", { params: { path: { id: certificate.id } }, body: { reason: chosen } })),
    onSuccess: () => setOpen(false),
  });
  const reasons: Reason[] = staff ? [...REASONS, "privilegeWithdrawn"] : REASONS;
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t("revoke.action")}
      </Button>
      <Dialog opened={open} onClose={() => setOpen(false)} title={t("revoke.title", { name: titleOf(certificate) })} size="lg">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (reason) revoke.mutate(reason);
          }}
        >
          <Stack>
            <Notice tone="warn">{t("revoke.final")}</Notice>
            <Radio.Group label={t("revoke.reason")} value={reason ?? ""} onChange={(value) => setReason(value as Reason)} required>
              <Stack gap="sm" mt="xs">
                {reasons.map((code) => (
                  <Radio key={code} value={code} label={t(`reason.${code}`)} description={t(`reasonText.${code}`)} />
                ))}
              </Stack>
            </Radio.Group>
            {revoke.error && <ProblemNotice error={revoke.error} />}
            <AsCurl method="POST" path={`/api/v1/certificates/${certificate.id}/revoke`} body={{ reason }} />
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setOpen(false)}>
                {t("common.cancel")}
              </Button>
              <Button type="submit" color="red" disabled={!reason} loading={revoke.isPending}>
                {t("revoke.now")}
              </Button>
            </Group>
          </Stack>
        </form>
      </Dialog>
    </>
  );
}
