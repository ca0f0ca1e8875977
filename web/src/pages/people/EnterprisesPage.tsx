// The enterprises for which people apply; each sees its own things only.
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { enterprisesQuery } from "../../api/people.ts";
import { useMay } from "../../session/store.ts";
import { Empty } from "../../ui/Empty.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { More } from "../../ui/More.tsx";
import { Page } from "../../ui/Page.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { Status } from "../../ui/Status.tsx";
import { Table, type Column } from "../../ui/Table.tsx";
import { Time } from "../../ui/Time.tsx";
import { EnterpriseButton } from "./EnterpriseButton.tsx";

type Enterprise = Schemas["Enterprise"];

export function EnterprisesPage() {
  const { t } = useTranslation();
  const manages = useMay("manage-people");
  const list = useInfiniteQuery(enterprisesQuery);
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const columns: Column<Enterprise>[] = [
    { name: t("signIn.name"), lead: true, cell: (row) => row.name },
    { name: t("common.status"), cell: (row) => <Status state={row.status} /> },
    { name: t("keys.made"), cell: (row) => <Time at={row.created} form="day" /> },
  ];
  return (
    <Page title={t("enterprises.title")} about={t("enterprises.about")} actions={manages && <EnterpriseButton />}>
      {list.error && <ProblemNotice error={list.error} retry={list.refetch} />}
      {!list.error && (
        <Sheet>
          {list.isPending && <Loading />}
          {list.data && rows.length === 0 && <Empty title={t("enterprises.none")}>{t("enterprises.noneText")}</Empty>}
          {rows.length > 0 && <Table label={t("enterprises.title")} columns={columns} rows={rows} id={(row) => row.id} link={(row) => ({ to: "/enterprises/$id", params: { id: row.id } })} />}
        </Sheet>
      )}
      <More list={list} />
    </Page>
  );
}
