import { useTranslation } from "react-i18next";
import type { Organization } from "../../api/organizations.ts";
import { useSession } from "../../session/store.ts";
import { Status } from "../../ui/Status.tsx";
import { Table, type Column } from "../../ui/Table.tsx";
import { Time } from "../../ui/Time.tsx";
import { placeOf } from "./subject.ts";

export function OrganizationTable({ rows }: { rows: Organization[] }) {
  const { t } = useTranslation();
  const own = useSession()?.user.enterprise !== undefined;
  const passed = (row: Organization) => row.checks.filter(({ verdict }) => verdict === "passed").length;
  const looked = (row: Organization) => row.status === "pending" || row.renewing;
  const columns: Column<Organization>[] = [
    { name: t("organizations.one"), lead: true, cell: (row) => row.name },
    { name: t("organizations.place"), wide: true, cell: (row) => placeOf(row) },
    ...(own ? [] : [{ name: t("people.enterprise"), cell: (row: Organization) => row.enterprise.name }]),
    { name: t("common.status"), cell: (row) => <Status state={row.status} /> },
    { name: t("organizations.checks"), cell: (row) => (looked(row) ? t("organizations.passed", { passed: passed(row), all: row.checks.length }) : "") },
    { name: t("organizations.until"), cell: (row) => (row.valid_until ? <Time at={row.valid_until} form="day" /> : "") },
    { name: t("applications.filed"), wide: true, cell: (row) => <Time at={row.created} form="relative" /> },
  ];
  return <Table label={t("organizations.title")} columns={columns} rows={rows} id={(row) => row.id} link={(row) => ({ to: "/organizations/$id", params: { id: row.id } })} />;
}
