// The kinds of certificates that this installation issues.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { profilesQuery } from "../../api/queries.ts";
import { useMay } from "../../session/store.ts";
import { Loading } from "../../ui/Loading.tsx";
import { Page } from "../../ui/Page.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { Table, type Column } from "../../ui/Table.tsx";
import { DayField } from "./DayField.tsx";
import { LintersSection } from "./LintersSection.tsx";

type Profile = Schemas["Profile"];

export function ProfilesPage() {
  const { t } = useTranslation();
  const reads = useMay("read-audit");
  const { at } = useSearch({ from: "/inside/profiles" });
  const navigate = useNavigate({ from: "/profiles" });
  const query = useQuery({ ...profilesQuery(at), placeholderData: keepPreviousData });
  const columns: Column<Profile>[] = [
    { name: t("profiles.name"), lead: true, cell: (row) => row.name },
    { name: t("profiles.kind"), cell: (row) => row.title },
    { name: t("profiles.days"), align: "end", cell: (row) => <span className="num">{t("profiles.daysOf", { usual: row.default_days, most: row.max_days })}</span> },
    { name: t("profiles.limit"), wide: true, cell: (row) => row.max_days_citation },
  ];
  return (
    <Page title={t("profiles.title")} about={t("profiles.about")} actions={<DayField at={at} show={(day) => navigate({ search: day ? { at: day } : {}, replace: true })} />}>
      {query.error && <ProblemNotice error={query.error} retry={query.refetch} />}
      {query.isPending && <Loading lines={6} />}
      {query.data && (
        <Sheet>
          <Table label={t("profiles.title")} columns={columns} rows={query.data.items} id={(row) => row.name} link={(row) => ({ to: "/profiles/$name", params: { name: row.name }, search: at ? { at } : {} })} />
        </Sheet>
      )}
      {reads && <LintersSection />}
    </Page>
  );
}
