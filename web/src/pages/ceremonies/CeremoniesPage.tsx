// Key ceremonies, held and under way. They are held on the command line, where the keys and the people are.
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { ceremoniesQuery } from "../../api/queries.ts";
import { Empty } from "../../ui/Empty.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { Page } from "../../ui/Page.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { Status } from "../../ui/Status.tsx";
import { Table, type Column } from "../../ui/Table.tsx";
import { Time } from "../../ui/Time.tsx";
import { namesOf } from "./people.ts";

type Ceremony = Schemas["Ceremony"];

export function CeremoniesPage() {
  const { t } = useTranslation();
  const query = useQuery(ceremoniesQuery);
  const rows = query.data?.items ?? [];
  const columns: Column<Ceremony>[] = [
    { name: t("ceremonies.one"), lead: true, cell: (row) => row.title ?? row.id },
    { name: t("common.status"), cell: (row) => <Status state={row.state} /> },
    { name: t("ceremonies.opened"), cell: (row) => (row.opened_at ? <Time at={row.opened_at} form="day" /> : "") },
    { name: t("ceremonies.waitingFor"), cell: (row) => namesOf(row, row.waiting_for) },
  ];
  return (
    <Page title={t("ceremonies.title")} about={t("ceremonies.about")}>
      {query.error && <ProblemNotice error={query.error} retry={query.refetch} />}
      {!query.error && (
        <Sheet>
          {query.isPending && <Loading />}
          {query.data && rows.length === 0 && (
            <Empty title={t("ceremonies.none")}>
              <code>chancery ceremony</code> {t("ceremonies.noneText")}
            </Empty>
          )}
          {rows.length > 0 && <Table label={t("ceremonies.title")} columns={columns} rows={rows} id={(row) => row.id} link={(row) => ({ to: "/ceremonies/$id", params: { id: row.id } })} />}
        </Sheet>
      )}
    </Page>
  );
}
