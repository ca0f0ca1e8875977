import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { dayAndTime } from "../../ui/format.ts";
import { Notice } from "../../ui/Notice.tsx";

export function RevocationNotice({ revocation }: { revocation: Schemas["Revocation"] }) {
  const { t } = useTranslation();
  return (
    <Notice tone="bad" title={t("revoke.revokedAt", { at: dayAndTime(revocation.revoked_at) })}>
      {t(`reason.${revocation.reason ?? "unspecified"}`)}. {t("revoke.revokedText")}
    </Notice>
  );
}
