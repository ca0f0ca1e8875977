// What its owner says about a certificate, and whether it renews itself (NC-x3). The certificate itself never changes.
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { applicationQuery } from "../../api/queries.ts";
import { useMay } from "../../session/store.ts";
import { Fact, Facts } from "../../ui/Facts.tsx";
import { dayAndTime } from "../../ui/format.ts";
import { Section } from "../../ui/Page.tsx";
import { EditLabelButton } from "./EditLabelButton.tsx";
import classes from "./LabelSection.module.css";
import { RenewalState } from "./RenewalState.tsx";

export function LabelSection({ certificate }: { certificate: Schemas["Certificate"] }) {
  const { t } = useTranslation();
  const edits = useMay("issue-certificates", "file-applications");
  const { label, renewal, application_id: from } = certificate;
  const application = useQuery({ ...applicationQuery(from ?? ""), enabled: from !== undefined }).data;
  if (!label) return null;
  return (
    <Section title={t("label.title")} actions={edits && <EditLabelButton id={certificate.id} label={{ ...label, name: label.name ?? application?.name ?? "" }} />}>
      <Facts>
        <Fact name={t("common.status")}>
          <Why certificate={certificate} />
        </Fact>
        <Fact name={t("label.name")}>{label.name ?? application?.name ?? <span className="soft">{t("label.unnamed")}</span>}</Fact>
        <Fact name={t("label.note")}>{label.note ? <span className={classes.note}>{label.note}</span> : <span className="soft">{t("label.noNote")}</span>}</Fact>
        {renewal && (
          <Fact name={t("renewal.title")}>
            <RenewalState certificate={certificate} renewal={renewal} edits={edits} />
          </Fact>
        )}
      </Facts>
    </Section>
  );
}

/** The status in a sentence. */
function Why({ certificate: { status, not_before, not_after, revocation } }: { certificate: Schemas["Certificate"] }) {
  const { t } = useTranslation();
  return t(`why.${status}`, {
    from: dayAndTime(not_before),
    until: dayAndTime(not_after),
    revoked: revocation ? dayAndTime(revocation.revoked_at) : "",
    reason: t(`reason.${revocation?.reason ?? "unspecified"}`),
  });
}
