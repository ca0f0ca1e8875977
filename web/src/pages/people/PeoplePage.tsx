// Who may come in, in which role, and for whom.
import { TextInput } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { peopleQuery } from "../../api/people.ts";
import { useMay } from "../../session/store.ts";
import { Empty } from "../../ui/Empty.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { More } from "../../ui/More.tsx";
import { Page } from "../../ui/Page.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { Status, Tag } from "../../ui/Status.tsx";
import { Table, type Column } from "../../ui/Table.tsx";
import { Time } from "../../ui/Time.tsx";
import { Toolbar } from "../../ui/Toolbar.tsx";
import { useSlowly } from "../../ui/useSlowly.ts";
import { InviteButton } from "./InviteButton.tsx";

type User = Schemas["User"];

export function PeoplePage() {
  const { t } = useTranslation();
  const [search, setSearch] = useState("");
  const wanted = useSlowly(search.trim());
  const list = useInfiniteQuery({ ...peopleQuery(wanted), placeholderData: keepPreviousData });
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const columns: Column<User>[] = [
    { name: t("people.displayName"), lead: true, cell: (row) => row.display_name || row.name },
    { name: t("keys.role"), cell: (row) => t(`role.${row.role}`) },
    { name: t("people.enterprise"), cell: (row) => row.enterprise?.name ?? <span className="soft">{t("people.staff")}</span> },
    { name: t("common.status"), cell: (row) => <Status state={row.status} /> },
    { name: t("people.factors"), wide: true, cell: (row) => (row.factors.length > 0 ? t("people.twoFactors") : <Tag tone="warn">{t("people.oneFactor")}</Tag>) },
    { name: t("people.lastSignIn"), wide: true, cell: (row) => (row.last_sign_in ? <Time at={row.last_sign_in} form="relative" /> : <span className="soft">{t("settings.neverUsed")}</span>) },
  ];
  return (
    <Page title={t("people.title")} about={t("people.about")} actions={useMay("manage-people", "manage-enterprise") && <InviteButton />}>
      <Toolbar label={t("people.search")}>
        <TextInput type="search" aria-label={t("people.search")} placeholder={t("people.searchHint")} leftSection={<Icon name="search" size={16} />} value={search} onChange={(e) => setSearch(e.currentTarget.value)} flex="1 1 260px" />
      </Toolbar>
      {list.error && <ProblemNotice error={list.error} retry={list.refetch} />}
      {!list.error && (
        <Sheet busy={list.isPlaceholderData}>
          {list.isPending && <Loading lines={5} />}
          {list.data && rows.length === 0 && <Empty title={t("people.none")}>{t("people.noneText")}</Empty>}
          {rows.length > 0 && <Table label={t("people.title")} columns={columns} rows={rows} id={(row) => row.id} link={(row) => ({ to: "/people/$id", params: { id: row.id } })} />}
        </Sheet>
      )}
      <More list={list} />
    </Page>
  );
}
