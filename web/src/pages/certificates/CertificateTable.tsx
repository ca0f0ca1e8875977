// Certificates as rows: what for, in which state, how long still, by whom.
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { issuersQuery } from "../../api/queries.ts";
import { commonNameOf } from "../../ui/format.ts";
import { Lifetime } from "../../ui/Lifetime.tsx";
import { Status, type State } from "../../ui/Status.tsx";
import { Table, type Column } from "../../ui/Table.tsx";
import { Names } from "./Names.tsx";

type Certificate = Schemas["Certificate"];

/** NC-x1: as long as it is not over, a key that a hosted service lacks comes before everything else. */
export function standingOf({ status, key_registration: key }: Certificate): State {
  const open = status === "valid" || status === "not_yet_valid";
  return open && key === "required" ? "key_required" : status;
}

export function CertificateTable({ rows }: { rows: Certificate[] }) {
  const { t } = useTranslation();
  const issuers = useQuery(issuersQuery).data?.items;
  const issuerName = (id: string) => issuers?.find((issuer) => issuer.id === id)?.name ?? "";
  // A CA certificate has no names; lists have no subjects; but its key is that of an issuer.
  const caName = (row: Certificate) => {
    const ca = issuers?.find(({ spki_sha256 }) => spki_sha256 === row.key_hash);
    return ca && commonNameOf(ca.subject);
  };
  const columns: Column<Certificate>[] = [
    { name: t("certificates.names"), lead: true, cell: (row) => <Names names={row.names} fallback={row.subject || caName(row) || row.serial} /> },
    { name: t("common.status"), cell: (row) => <Status state={standingOf(row)} /> },
    { name: t("certificates.ends"), cell: (row) => <Lifetime from={row.not_before} until={row.not_after} over={row.status === "revoked"} /> },
    { name: t("certificates.profile"), wide: true, cell: (row) => row.profile },
    { name: t("certificates.issuer"), wide: true, cell: (row) => issuerName(row.issuer_id) },
  ];
  return (
    <Table label={t("certificates.title")} columns={columns} rows={rows} id={(row) => row.id} link={(row) => ({ to: "/certificates/$id", params: { id: row.id } })} />
  );
}
