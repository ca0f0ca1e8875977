// The kinds of certificates that this installation issues.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { profilesQuery } from "../../api/queries.ts";
import { useMay } from "../../session/store.ts";
import { count } from "../../ui/format.ts";
import { Loading } from "../../ui/Loading.tsx";
import { Page, Section } from "../../ui/Page.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { Table, type Column } from "../../ui/Table.tsx";
import { citationOf } from "./citation.ts";
import { DayField } from "./DayField.tsx";
import { LintersSection } from "./LintersSection.tsx";

type Profile = Schemas["Profile"];

/** By whose rules profiles go, under the names that their hierarchies have. */
const SETS = [
  { set: "public-trust", title: "tls" },
  { set: "s-mime", title: "smime" },
  { set: "private", title: "private" },
] as const;

export function ProfilesPage() {
  const { t } = useTranslation();
  const reads = useMay("read-audit");
  const { at } = useSearch({ from: "/inside/profiles" });
  const navigate = useNavigate({ from: "/profiles" });
  const query = useQuery({ ...profilesQuery(at), placeholderData: keepPreviousData });
  const columns: Column<Profile>[] = [
    { name: t("profiles.name"), lead: true, cell: (row) => row.name },
    { name: t("profiles.kind"), cell: (row) => row.title },
    { name: t("profiles.days"), align: "end", cell: (row) => <span className="num">{t("profiles.daysOf", { usual: count(row.default_days), most: count(row.max_days) })}</span> },
    { name: t("profiles.limit"), wide: true, cell: (row) => <span className="soft">{citationOf(row, t("profiles.own"))}</span> },
  ];
  return (
    <Page title={t("profiles.title")} about={t("profiles.about")} actions={<DayField at={at} show={(day) => navigate({ search: day ? { at: day } : {}, replace: true })} />}>
      {query.error && <ProblemNotice error={query.error} retry={query.refetch} />}
      {query.isPending && <Loading lines={6} />}
      {SETS.map(({ set, title }) => {
        const rows = query.data?.items.filter((profile) => profile.policy_set === set) ?? [];
        return (
          rows.length > 0 && (
            <Section key={set} title={t(`issuers.${title}`)} about={t(`issuers.${title}About`)} flush>
              <Table label={t(`issuers.${title}`)} columns={columns} rows={rows} id={(row) => row.name} link={(row) => ({ to: "/profiles/$name", params: { name: row.name }, search: at ? { at } : {} })} />
            </Section>
          )
        );
      })}
      {reads && <LintersSection />}
    </Page>
  );
}
