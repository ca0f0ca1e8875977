// The first look: what needs somebody, what ends when, what came last.
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { certificatesQuery, overviewQuery } from "../../api/queries.ts";
import { Empty } from "../../ui/Empty.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { Page, Section } from "../../ui/Page.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { useApplies, useMay } from "../../session/store.ts";
import { ApplyButton } from "../applications/ApplyButton.tsx";
import { CertificateTable } from "../certificates/CertificateTable.tsx";
import { Figures } from "./Figures.tsx";
import { Forecast } from "./Forecast.tsx";

const ROWS = 6;

export function OverviewPage() {
  const { t } = useTranslation();
  const applies = useApplies();
  const reads = useMay("read-certificates", "file-applications");
  return (
    <Page title={t("overview.title")} actions={applies && <ApplyButton />}>
      {reads ? <Counts /> : <p className="soft">{t("overview.nothing")}</p>}
    </Page>
  );
}

function Counts() {
  const { t } = useTranslation();
  const applies = useApplies();
  const overview = useQuery(overviewQuery);
  const latest = useInfiniteQuery(certificatesQuery({}, ROWS));
  const rows = latest.data?.pages[0]?.items ?? [];
  return (
    <>
      {overview.error && <ProblemNotice error={overview.error} retry={overview.refetch} />}
      {overview.data && <Figures overview={overview.data} />}
      <Forecast />
      <Section title={t("overview.latest")} flush actions={<Link to="/certificates">{t("overview.allCertificates")}</Link>}>
        {latest.error && <ProblemNotice error={latest.error} retry={latest.refetch} />}
        {latest.isPending && <Loading />}
        {latest.data && rows.length === 0 && (
          <Empty title={t("certificates.none")} action={applies && <ApplyButton />}>
            {t("certificates.noneText")}
          </Empty>
        )}
        {rows.length > 0 && <CertificateTable rows={rows} />}
      </Section>
    </>
  );
}
