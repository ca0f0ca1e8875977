// Certificates of other CAs that are watched, so that none ends unseen (NC-x7).
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { importsQuery } from "../../api/queries.ts";
import { useMay } from "../../session/store.ts";
import { Empty } from "../../ui/Empty.tsx";
import { Lifetime } from "../../ui/Lifetime.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { More } from "../../ui/More.tsx";
import { Page } from "../../ui/Page.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { Status } from "../../ui/Status.tsx";
import { Table, type Column } from "../../ui/Table.tsx";
import { commonNameOf } from "../../ui/format.ts";
import { ImportButton } from "./ImportButton.tsx";

type Imported = Schemas["ImportedCertificate"];

export function ImportsPage() {
  const { t } = useTranslation();
  const imports = useMay("issue-certificates", "file-applications");
  const list = useInfiniteQuery(importsQuery);
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const columns: Column<Imported>[] = [
    { name: t("applications.name"), lead: true, cell: (row) => row.name },
    { name: t("common.status"), cell: (row) => <Status state={row.status} /> },
    { name: t("certificates.ends"), cell: (row) => <Lifetime from={row.not_before ?? row.imported_at} until={row.not_after} /> },
    { name: t("certificates.issuer"), wide: true, cell: (row) => commonNameOf(row.issuer ?? "") },
  ];
  return (
    <Page title={t("imported.title")} about={t("imported.about")} actions={imports && <ImportButton />}>
      {list.error && <ProblemNotice error={list.error} retry={list.refetch} />}
      {!list.error && (
        <Sheet>
          {list.isPending && <Loading />}
          {list.data && rows.length === 0 && (
            <Empty title={t("imported.none")} action={imports && <ImportButton />}>
              {t("imported.noneText")}
            </Empty>
          )}
          {rows.length > 0 && <Table label={t("imported.title")} columns={columns} rows={rows} id={(row) => row.id} link={(row) => ({ to: "/imported/$id", params: { id: row.id } })} />}
        </Sheet>
      )}
      <More list={list} />
    </Page>
  );
}
