// What was asked for, newest first, with where it stands.
import { TextInput } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { applicationsQuery } from "../../api/queries.ts";
import { useApplies } from "../../session/store.ts";
import { Empty } from "../../ui/Empty.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { More } from "../../ui/More.tsx";
import { Page } from "../../ui/Page.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { Chip, Toolbar } from "../../ui/Toolbar.tsx";
import { useTyped } from "../../ui/useTyped.ts";
import { SavedViews } from "../views/SavedViews.tsx";
import { ApplicationTable } from "./ApplicationTable.tsx";
import { ApplyButton } from "./ApplyButton.tsx";
import { STATUSES, wantedOf } from "./wanted.ts";

export function ApplicationsPage() {
  const { t } = useTranslation();
  const applies = useApplies();
  const wanted = useSearch({ from: "/inside/applications" });
  const navigate = useNavigate({ from: "/applications" });
  const show = (search: Record<string, unknown>) => navigate({ search: wantedOf(search), replace: true });
  const [text, setText] = useTyped(wanted.domain ?? "", (domain) => show({ ...wanted, domain }));
  const list = useInfiniteQuery({ ...applicationsQuery(wanted), placeholderData: keepPreviousData, refetchInterval: 15_000 });
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const narrowed = Object.keys(wanted).length > 0;
  return (
    <Page title={t("applications.title")} about={t("applications.about")} actions={applies && <ApplyButton />}>
      <Toolbar label={t("applications.filter")}>
        <TextInput type="search" aria-label={t("applications.domain")} placeholder={t("applications.domainHint")} leftSection={<Icon name="search" size={16} />} value={text} onChange={(e) => setText(e.currentTarget.value)} maxLength={253} flex="1 1 240px" />
        {STATUSES.map((status) => (
          <Chip key={status} on={wanted.status === status} onClick={() => show({ ...wanted, status: wanted.status === status ? undefined : status })}>
            {t(`state.${status}`)}
          </Chip>
        ))}
      </Toolbar>
      <SavedViews page="applications" search={{ ...wanted }} show={show} />
      {list.error && <ProblemNotice error={list.error} retry={list.refetch} />}
      {!list.error && (
        <Sheet busy={list.isPlaceholderData}>
          {list.isPending && <Loading lines={6} />}
          {rows.length > 0 && <ApplicationTable rows={rows} />}
          {list.data && rows.length === 0 && <NothingThere narrowed={narrowed} applies={applies} />}
        </Sheet>
      )}
      <More list={list} />
    </Page>
  );
}

function NothingThere({ narrowed, applies }: { narrowed: boolean; applies: boolean }) {
  const { t } = useTranslation();
  return narrowed ? (
    <Empty title={t("applications.noneFound")} action={<Link to="/applications">{t("certificates.clearAll")}</Link>}>
      {t("applications.noneFoundText")}
    </Empty>
  ) : (
    <Empty title={t("applications.none")} action={applies && <ApplyButton />}>
      {t("applications.noneText")}
    </Empty>
  );
}
