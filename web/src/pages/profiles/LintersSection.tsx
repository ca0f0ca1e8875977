// The outside linters that look at every certificate before it is signed, and when they have to be updated.
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, take, type Schemas } from "../../api/client.ts";
import { Section } from "../../ui/Page.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { Tag } from "../../ui/Status.tsx";
import { Table, type Column } from "../../ui/Table.tsx";
import { Time } from "../../ui/Time.tsx";

type Linter = Schemas["Linters"]["items"][number];

export function LintersSection() {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: ["linters"], queryFn: () => take(api.GET("/api/v1/linters")), staleTime: 60_000 });
  const rows = query.data?.items ?? [];
  const columns: Column<Linter>[] = [
    { name: t("lint.linter"), lead: true, cell: (row) => <strong>{row.linter}</strong> },
    { name: t("linters.version"), cell: (row) => row.version },
    { name: t("common.status"), cell: (row) => <Tag tone={!row.answers ? "bad" : row.overdue ? "warn" : "good"}>{t(!row.answers ? "linters.silent" : row.overdue ? "linters.overdue" : "linters.answers")}</Tag> },
    { name: t("linters.due"), cell: (row) => (row.update_due ? <Time at={row.update_due} form="day" /> : "") },
  ];
  return (
    <Section title={t("linters.title")} about={query.data && rows.length === 0 ? t("linters.none") : t("linters.about")} flush>
      {query.error && <ProblemNotice error={query.error} retry={query.refetch} />}
      {rows.length > 0 && <Table label={t("linters.title")} columns={columns} rows={rows} id={(row) => row.linter} />}
    </Section>
  );
}
