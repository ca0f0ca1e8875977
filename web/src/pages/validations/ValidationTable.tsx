import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { relative } from "../../ui/format.ts";
import { Status } from "../../ui/Status.tsx";
import { Table, type Column } from "../../ui/Table.tsx";
import { Time } from "../../ui/Time.tsx";

type Validation = Schemas["Validation"];

export function ValidationTable({ rows }: { rows: Validation[] }) {
  const { t } = useTranslation();
  const columns: Column<Validation>[] = [
    { name: t("apply.domain"), lead: true, cell: (row) => row.domain },
    { name: t("common.status"), cell: (row) => <Status state={row.status} /> },
    { name: t("validations.method"), wide: true, cell: (row) => t(`method.${row.method}`) },
    { name: t("validations.proven"), cell: (row) => (row.validated_at ? <Time at={row.validated_at} form="day" /> : <Waiting row={row} />) },
    { name: t("validations.until"), cell: (row) => (row.valid_until ? <Time at={row.valid_until} form="day" /> : "") },
    { name: t("validations.application"), wide: true, cell: (row) => row.application.name },
  ];
  return <Table label={t("validations.title")} columns={columns} rows={rows} id={(row) => row.id} link={(row) => ({ to: "/applications/$id", params: { id: row.application.id } })} />;
}

function Waiting({ row }: { row: Validation }) {
  const { t } = useTranslation();
  if (row.status !== "In progress") return <span className="soft">{t("validations.never")}</span>;
  return <span className="soft">{row.next_check_at ? t("proof.next", { when: Date.parse(row.next_check_at) < Date.now() ? t("proof.now") : relative(row.next_check_at) }) : t("proof.notYet")}</span>;
}
