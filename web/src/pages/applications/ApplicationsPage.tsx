// What was asked for, newest first, with where it stands.
import { Button, TextInput } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { applicationsQuery, type ApplicationStatus } from "../../api/queries.ts";
import { useApplies } from "../../session/store.ts";
import { Empty } from "../../ui/Empty.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { More } from "../../ui/More.tsx";
import { Page } from "../../ui/Page.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { Chip, Toolbar } from "../../ui/Toolbar.tsx";
import { useSlowly } from "../../ui/useSlowly.ts";
import { ApplicationTable } from "./ApplicationTable.tsx";

const STATUSES: ApplicationStatus[] = ["In progress", "Normal", "Timeout", "Failed", "Cancelled"];

export function ApplyButton() {
  const { t } = useTranslation();
  return (
    <Button leftSection={<Icon name="plus" size={16} />} renderRoot={(props) => <Link to="/apply" {...props} />}>
      {t("applications.apply")}
    </Button>
  );
}

export function ApplicationsPage() {
  const { t } = useTranslation();
  const applies = useApplies();
  const { status } = useSearch({ from: "/inside/applications" });
  const navigate = useNavigate({ from: "/applications" });
  const [domain, setDomain] = useState("");
  const wanted = useSlowly(domain.trim().toLowerCase());
  const list = useInfiniteQuery({ ...applicationsQuery({ status, domain: wanted || undefined }), placeholderData: keepPreviousData, refetchInterval: 15_000 });
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const narrowed = Boolean(status || wanted);
  return (
    <Page title={t("applications.title")} about={t("applications.about")} actions={applies && <ApplyButton />}>
      <Toolbar label={t("applications.filter")}>
        <TextInput type="search" aria-label={t("applications.domain")} placeholder={t("applications.domainHint")} leftSection={<Icon name="search" size={16} />} value={domain} onChange={(e) => setDomain(e.currentTarget.value)} flex="1 1 240px" />
        {STATUSES.map((each) => (
          <Chip key={each} on={status === each} onClick={() => navigate({ search: status === each ? {} : { status: each }, replace: true })}>
            {t(`state.${each}`)}
          </Chip>
        ))}
      </Toolbar>
      {list.error && <ProblemNotice error={list.error} retry={list.refetch} />}
      {!list.error && (
        <Sheet busy={list.isPlaceholderData}>
          {list.isPending && <Loading lines={6} />}
          {rows.length > 0 && <ApplicationTable rows={rows} />}
          {list.data && rows.length === 0 && (narrowed ? <Empty title={t("applications.noneFound")}>{t("applications.noneFoundText")}</Empty> : <Empty title={t("applications.none")} action={applies && <ApplyButton />}>{t("applications.noneText")}</Empty>)}
        </Sheet>
      )}
      <More list={list} />
    </Page>
  );
}
