// Every certificate that the reader may see: searched while typing, narrowed down, in the order that is wanted.
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { certificatesQuery } from "../../api/queries.ts";
import { useApplies } from "../../session/store.ts";
import { Empty } from "../../ui/Empty.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { More } from "../../ui/More.tsx";
import { Page } from "../../ui/Page.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { useTyped } from "../../ui/useTyped.ts";
import { ApplyButton } from "../applications/ApplyButton.tsx";
import { SavedViews } from "../views/SavedViews.tsx";
import { CertificateTable } from "./CertificateTable.tsx";
import { ExportMenu } from "./ExportMenu.tsx";
import { filterOf, narrowingOf } from "./narrowing.ts";
import { NarrowingBar } from "./NarrowingBar.tsx";

export function CertificatesPage() {
  const { t } = useTranslation();
  const narrowing = useSearch({ from: "/inside/certificates" });
  const navigate = useNavigate({ from: "/certificates" });
  const show = (search: Record<string, unknown>) => navigate({ search: narrowingOf(search), replace: true });
  const [text, setText] = useTyped(narrowing.search ?? "", (search) => show({ ...narrowing, search }));
  const filter = useMemo(() => filterOf(narrowing), [narrowing]);
  const list = useInfiniteQuery({ ...certificatesQuery(filter), placeholderData: keepPreviousData });
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={t("certificates.title")} about={t("certificates.about")} actions={<ExportMenu filter={filter} />}>
      <NarrowingBar narrowing={narrowing} text={text} setText={setText} narrow={(part) => show({ ...narrowing, ...part })} />
      <SavedViews page="certificates" search={{ ...narrowing }} show={show} />
      {list.error && <ProblemNotice error={list.error} retry={list.refetch} />}
      {!list.error && (
        <Sheet busy={list.isPlaceholderData}>
          {list.isPending ? <Loading lines={6} /> : rows.length > 0 ? <CertificateTable rows={rows} /> : <NothingThere narrowed={Object.keys(narrowing).length > 0} />}
        </Sheet>
      )}
      <More list={list} />
    </Page>
  );
}

function NothingThere({ narrowed }: { narrowed: boolean }) {
  const { t } = useTranslation();
  const applies = useApplies();
  if (narrowed) {
    return (
      <Empty title={t("certificates.noneFound")} action={<Link to="/certificates">{t("certificates.clearAll")}</Link>}>
        {t("certificates.noneFoundText")}
      </Empty>
    );
  }
  return (
    <Empty title={t("certificates.none")} action={applies && <ApplyButton />}>
      {t("certificates.noneText")}
    </Empty>
  );
}
