// How an organization stands, in a sentence, and what the reader can do about it (NC-10, NC-x5).
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Organization } from "../../api/organizations.ts";
import { useApplies } from "../../session/store.ts";
import { day } from "../../ui/format.ts";
import { Notice } from "../../ui/Notice.tsx";

export function OrganizationStanding({ organization }: { organization: Organization }) {
  const { t } = useTranslation();
  const list = new Intl.ListFormat(t("organizations.listLanguage"), { type: "conjunction" });
  const open = organization.checks.filter(({ verdict }) => verdict !== "passed").map(({ check }) => t(`check.${check}`));
  const missing = open.length > 0 ? t("organizations.missing", { checks: list.format(open) }) : t("organizations.onlyApproval");
  const until = organization.valid_until ? day(organization.valid_until) : "";
  switch (organization.status) {
    case "pending":
      return (
        <Notice tone="info" title={t("organizations.pending")}>
          {missing} {t("organizations.pendingText")}
        </Notice>
      );
    case "validated":
      return (
        <Notice tone="good" title={t("organizations.validated", { until })} actions={<Apply organization={organization} />}>
          {organization.renewing ? `${t("organizations.renewing")} ${missing}` : t("organizations.validatedText")}
        </Notice>
      );
    case "expired":
      return (
        <Notice tone="warn" title={t("organizations.expired", { until })}>
          {t("organizations.expiredText")}
        </Notice>
      );
    case "rejected":
      return (
        <Notice tone="bad" title={t("organizations.rejected")}>
          {organization.why && <p>{organization.why}</p>}
          <p>{t("organizations.rejectedText")}</p>
        </Notice>
      );
  }
}

function Apply({ organization }: { organization: Organization }) {
  const { t } = useTranslation();
  if (!useApplies()) return null;
  return (
    <Button size="compact-sm" renderRoot={(props) => <Link to="/apply/$family" params={{ family: "advanced-ov" }} search={{ organization: organization.id }} {...props} />}>
      {t("organizations.apply")}
    </Button>
  );
}
