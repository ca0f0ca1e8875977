// The first look: what ends soon, what came last, who signs.
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { certificatesQuery, issuersQuery } from "../../api/queries.ts";
import { Empty } from "../../ui/Empty.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { Page, Section } from "../../ui/Page.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { CertificateTable } from "../certificates/CertificateTable.tsx";
import { IssuerBranch } from "../issuers/IssuerBranch.tsx";

const ROWS = 6;

export function OverviewPage() {
  const { t } = useTranslation();
  const latest = useInfiniteQuery(certificatesQuery({}, ROWS));
  const issuers = useQuery(issuersQuery);
  const rows = useMemo(() => latest.data?.pages[0]?.items ?? [], [latest.data]);
  const roots = issuers.data?.items.filter((issuer) => issuer.kind === "root") ?? [];
  return (
    <Page title={t("overview.title")}>
      <Section title={t("overview.latest")} flush actions={<Link to="/certificates">{t("overview.allCertificates")}</Link>}>
        {latest.error && <ProblemNotice error={latest.error} retry={latest.refetch} />}
        {latest.isPending && <Loading />}
        {latest.data && rows.length === 0 && <Empty title={t("certificates.none")}>{t("certificates.noneText")}</Empty>}
        {rows.length > 0 && <CertificateTable rows={rows} />}
      </Section>
      {roots.length > 0 && (
        <Section title={t("issuers.title")} actions={<Link to="/issuers">{t("overview.allIssuers")}</Link>}>
          {roots.map((root) => (
            <IssuerBranch key={root.id} issuer={root} all={issuers.data?.items ?? []} />
          ))}
        </Section>
      )}
    </Page>
  );
}
