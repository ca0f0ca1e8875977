// Who may come in, in which role, and for whom.
import { TextInput } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { peopleQuery } from "../../api/people.ts";
import { useMay } from "../../session/store.ts";
import { Empty } from "../../ui/Empty.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { More } from "../../ui/More.tsx";
import { Page } from "../../ui/Page.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { Toolbar } from "../../ui/Toolbar.tsx";
import { useSlowly } from "../../ui/useSlowly.ts";
import { InviteButton } from "./InviteButton.tsx";
import { PeopleTable } from "./PeopleTable.tsx";

export function PeoplePage() {
  const { t } = useTranslation();
  const [search, setSearch] = useState("");
  const wanted = useSlowly(search.trim());
  const list = useInfiniteQuery({ ...peopleQuery(wanted), placeholderData: keepPreviousData });
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={t("people.title")} about={t("people.about")} actions={useMay("manage-people", "manage-enterprise") && <InviteButton />}>
      <Toolbar label={t("people.search")}>
        <TextInput type="search" aria-label={t("people.search")} placeholder={t("people.searchHint")} leftSection={<Icon name="search" size={16} />} value={search} onChange={(e) => setSearch(e.currentTarget.value)} maxLength={100} flex="1 1 260px" />
      </Toolbar>
      {list.error && <ProblemNotice error={list.error} retry={list.refetch} />}
      {!list.error && (
        <Sheet busy={list.isPlaceholderData}>
          {list.isPending && <Loading lines={5} />}
          {list.data && rows.length === 0 && <Empty title={t("people.none")}>{t("people.noneText")}</Empty>}
          {rows.length > 0 && <PeopleTable rows={rows} />}
        </Sheet>
      )}
      <More list={list} />
    </Page>
  );
}
