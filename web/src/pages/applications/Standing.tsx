// Where the application stands, in a sentence, and what the reader can do about it (NC-22..32).
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { useApplies } from "../../session/store.ts";
import { relative } from "../../ui/format.ts";
import { Notice } from "../../ui/Notice.tsx";
import { Refusal } from "../../ui/Refusal.tsx";

type Application = Schemas["Application"];

export function Standing({ application }: { application: Application }) {
  const { t } = useTranslation();
  const left = application.domains.filter((domain) => domain.status === "In progress").length;
  switch (application.status) {
    case "In progress":
      return left > 0 ? (
        <Notice tone="info" title={t("standing.waiting", { count: left })}>
          {t("standing.waitingText", { end: relative(application.expires_at) })}
        </Notice>
      ) : (
        <Notice tone="info" title={t("standing.making")}>
          {t("standing.makingText")}
        </Notice>
      );
    case "Normal":
      return (
        <Notice tone="good" title={t("standing.issued")}>
          {t("standing.issuedText")}
        </Notice>
      );
    case "Timeout":
      return (
        <Notice tone="warn" title={t("standing.timeout")} actions={<ApplyAgain application={application} />}>
          {t("standing.timeoutText")}
        </Notice>
      );
    case "Failed":
      return (
        <Notice tone="bad" title={t("standing.failed")} actions={<ApplyAgain application={application} />}>
          {application.problems?.map((problem) => (
            <p key={`${problem.code} ${problem.identifier ?? ""}`}>
              {problem.identifier && <code>{problem.identifier}</code>} <Refusal code={problem.code} detail={problem.detail} /> <code>{problem.code}</code>
            </p>
          ))}
        </Notice>
      );
    case "Cancelled":
      return (
        <Notice tone="info" title={t("standing.cancelled")} actions={<ApplyAgain application={application} />}>
          {t("standing.cancelledText")}
        </Notice>
      );
  }
}

/** In the same family, under the same name, which the ended application gives up (NC-4, NC-32). */
function ApplyAgain({ application }: { application: Application }) {
  const { t } = useTranslation();
  const applies = useApplies();
  if (!applies) return null;
  const { id, name, family = "cloud-basic", organization, renews } = application;
  const search = { again: id, name, domains: application.domains.map(({ domain }) => domain), ...(organization ? { organization: organization.id } : {}), ...(renews ? { renews } : {}) };
  return (
    <Button size="compact-sm" renderRoot={(props) => <Link to="/apply/$family" params={{ family }} search={search} {...props} />}>
      {t("standing.again")}
    </Button>
  );
}
