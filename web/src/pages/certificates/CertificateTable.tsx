// Certificates as rows: what for, in which state, how long still, by whom.
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { issuersQuery } from "../../api/queries.ts";
import { Lifetime } from "../../ui/Lifetime.tsx";
import { Status } from "../../ui/Status.tsx";
import { Table, type Column } from "../../ui/Table.tsx";
import { Names } from "./Names.tsx";

type Certificate = Schemas["Certificate"];

export function CertificateTable({ rows }: { rows: Certificate[] }) {
  const { t } = useTranslation();
  const issuers = useQuery(issuersQuery).data?.items;
  const issuerName = (id: string) => issuers?.find((issuer) => issuer.id === id)?.name ?? "";
  const columns: Column<Certificate>[] = [
    { name: t("certificates.names"), lead: true, cell: (row) => <Names names={row.names} fallback={row.subject || row.serial} /> },
    { name: t("common.status"), cell: (row) => <Status state={row.status} /> },
    { name: t("certificates.ends"), cell: (row) => <Lifetime from={row.not_before} until={row.not_after} over={row.status === "revoked"} /> },
    { name: t("certificates.profile"), wide: true, cell: (row) => row.profile },
    { name: t("certificates.issuer"), wide: true, cell: (row) => issuerName(row.issuer_id) },
  ];
  return (
    <Table label={t("certificates.title")} columns={columns} rows={rows} id={(row) => row.id} link={(row) => ({ to: "/certificates/$id", params: { id: row.id } })} />
  );
}
