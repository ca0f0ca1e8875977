import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { Status, Tag } from "../../ui/Status.tsx";
import { Table, type Column } from "../../ui/Table.tsx";
import { Time } from "../../ui/Time.tsx";

type User = Schemas["User"];

/** `one`: they are all of one enterprise, which needs no column. */
export function PeopleTable({ rows, one = false }: { rows: User[]; one?: boolean }) {
  const { t } = useTranslation();
  const columns: Column<User>[] = [
    { name: t("people.displayName"), lead: true, cell: (row) => row.display_name || row.name },
    { name: t("keys.role"), cell: (row) => t(`role.${row.role}`) },
    ...(one ? [] : [{ name: t("people.enterprise"), cell: (row: User) => row.enterprise?.name ?? <span className="soft">{t("people.staff")}</span> }]),
    { name: t("common.status"), cell: (row) => <Status state={row.status} /> },
    { name: t("people.factors"), wide: true, cell: (row) => (row.factors.length > 0 ? t("people.twoFactors") : <Tag tone="warn">{t("people.oneFactor")}</Tag>) },
    { name: t("people.lastSignIn"), wide: true, cell: (row) => (row.last_sign_in ? <Time at={row.last_sign_in} form="relative" /> : <span className="soft">{t("settings.neverUsed")}</span>) },
  ];
  return <Table label={t("people.title")} columns={columns} rows={rows} id={(row) => row.id} link={(row) => ({ to: "/people/$id", params: { id: row.id } })} />;
}
