import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { Status } from "../../ui/Status.tsx";
import { Table, type Column } from "../../ui/Table.tsx";
import { Time } from "../../ui/Time.tsx";

type Row = Schemas["ApplicationSummary"];

export function ApplicationTable({ rows }: { rows: Row[] }) {
  const { t } = useTranslation();
  const columns: Column<Row>[] = [
    { name: t("applications.name"), lead: true, cell: (row) => row.name },
    {
      name: t("applications.domains"),
      cell: (row) => (
        <span>
          {row.domains[0]} {row.domains.length > 1 && <span className="soft">{t("certificates.andMore", { count: row.domains.length - 1 })}</span>}
        </span>
      ),
    },
    { name: t("common.status"), cell: (row) => <Status state={row.status} /> },
    { name: t("applications.filed"), cell: (row) => <Time at={row.created_at} form="relative" /> },
    { name: t("applications.until"), wide: true, cell: (row) => (row.status === "In progress" ? <Time at={row.expires_at} form="relative" /> : "") },
  ];
  return <Table label={t("applications.title")} columns={columns} rows={rows} id={(row) => row.id} link={(row) => ({ to: "/applications/$id", params: { id: row.id } })} />;
}
