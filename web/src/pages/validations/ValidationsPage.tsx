// Which domains were proven, how, when and until when; and for which a record is still waited for (NC-23..28).
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { validationsQuery } from "../../api/queries.ts";
import { useApplies } from "../../session/store.ts";
import { Empty } from "../../ui/Empty.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { More } from "../../ui/More.tsx";
import { Page } from "../../ui/Page.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { Chip, Toolbar } from "../../ui/Toolbar.tsx";
import { ApplyButton } from "../applications/ApplyButton.tsx";
import { VALIDATION_STATUSES } from "./statuses.ts";
import { ValidationTable } from "./ValidationTable.tsx";

export function ValidationsPage() {
  const { t } = useTranslation();
  const applies = useApplies();
  const { status } = useSearch({ from: "/inside/validations" });
  const navigate = useNavigate({ from: "/validations" });
  const list = useInfiniteQuery({ ...validationsQuery(status), placeholderData: keepPreviousData, refetchInterval: 15_000 });
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={t("validations.title")} about={t("validations.about")}>
      <Toolbar label={t("validations.filter")}>
        {VALIDATION_STATUSES.map((each) => (
          <Chip key={each} on={status === each} onClick={() => navigate({ search: status === each ? {} : { status: each }, replace: true })}>
            {t(`state.${each}`)}
          </Chip>
        ))}
      </Toolbar>
      {list.error && <ProblemNotice error={list.error} retry={list.refetch} />}
      {!list.error && (
        <Sheet busy={list.isPlaceholderData}>
          {list.isPending && <Loading lines={5} />}
          {rows.length > 0 && <ValidationTable rows={rows} />}
          {list.data && rows.length === 0 && (
            <Empty title={t(status ? "validations.noneFound" : "validations.none")} action={!status && applies && <ApplyButton />}>
              {!status && t("validations.noneText")}
            </Empty>
          )}
        </Sheet>
      )}
      <More list={list} />
    </Page>
  );
}
