// Keys for programs: who made them, what they may do, until when.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { apiKeysQuery } from "../../api/queries.ts";
import { Empty } from "../../ui/Empty.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { Page } from "../../ui/Page.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { Status, Tag } from "../../ui/Status.tsx";
import { Table, type Column } from "../../ui/Table.tsx";
import { Time } from "../../ui/Time.tsx";
import { NewKeyButton } from "./NewKeyButton.tsx";
import { WithdrawButton } from "./WithdrawButton.tsx";
import { Chip, Toolbar } from "../../ui/Toolbar.tsx";

type ApiKey = Schemas["ApiKey"];

function isOver(key: ApiKey) {
  return Boolean(key.withdrawn_at) || (key.expires_at !== undefined && Date.parse(key.expires_at) < Date.now());
}

export function ApiKeysPage() {
  const { t } = useTranslation();
  const query = useQuery(apiKeysQuery);
  const [all, setAll] = useState(false);
  const keys = query.data?.items.filter((key) => all || !isOver(key)) ?? [];
  const columns: Column<ApiKey>[] = [
    { name: t("keys.name"), lead: true, cell: (row) => <strong>{row.name}</strong> },
    { name: t("keys.role"), cell: (row) => <RoleCell apiKey={row} /> },
    { name: t("keys.account"), wide: true, cell: (row) => row.enterprise?.name ?? <span className="soft">{t("people.staff")}</span> },
    { name: t("keys.made"), wide: true, cell: (row) => <Time at={row.created_at} form="day" /> },
    { name: t("keys.ends"), cell: (row) => (row.expires_at ? <Time at={row.expires_at} form="relative" /> : <span className="soft">{t("keys.never")}</span>) },
    { name: t("common.status"), cell: (row) => (row.withdrawn_at ? <Status state="withdrawn" /> : isOver(row) ? <Status state="expired" /> : <Tag tone="good">{t("keys.works")}</Tag>) },
    { name: t("common.actions"), align: "end", cell: (row) => !isOver(row) && <WithdrawButton apiKey={row} /> },
  ];
  return (
    <Page title={t("keys.title")} about={t("keys.about")} actions={<NewKeyButton />}>
      <Toolbar label={t("keys.title")}>
        <Chip on={all} onClick={() => setAll(!all)}>
          {t("keys.showOver")}
        </Chip>
      </Toolbar>
      {query.error && <ProblemNotice error={query.error} retry={query.refetch} />}
      {!query.error && (
        <Sheet>
          {query.isPending && <Loading />}
          {query.data && keys.length === 0 && (
            <Empty title={t("keys.none")} action={<NewKeyButton />}>
              {t("keys.noneText")}
            </Empty>
          )}
          {keys.length > 0 && <Table label={t("keys.title")} columns={columns} rows={keys} id={(row) => row.id} />}
        </Sheet>
      )}
    </Page>
  );
}

/** The role, and how much of it. */
function RoleCell({ apiKey: { role, scopes } }: { apiKey: ApiKey }) {
  const { t } = useTranslation();
  if (!scopes) return t(`role.${role}`);
  return (
    <span title={scopes.map((scope) => t(`permission.${scope}`)).join("\n")}>
      {t(`role.${role}`)} <span className="soft">{t("keys.scopeCount", { count: scopes.length })}</span>
    </span>
  );
}
