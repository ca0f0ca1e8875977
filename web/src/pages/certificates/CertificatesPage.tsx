// Every certificate that the reader may see: searched while typing, narrowed by status, issuer and end.
import { NativeSelect, TextInput } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { certificatesQuery, issuersQuery, type CertificateStatus } from "../../api/queries.ts";
import { Empty } from "../../ui/Empty.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { More } from "../../ui/More.tsx";
import { Page } from "../../ui/Page.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { Chip, Toolbar } from "../../ui/Toolbar.tsx";
import { day } from "../../ui/format.ts";
import { useSlowly } from "../../ui/useSlowly.ts";
import { CertificateTable } from "./CertificateTable.tsx";
import { ExportMenu } from "./ExportMenu.tsx";
import { filterOf, SOON, type Narrowing } from "./narrowing.ts";

const STATUSES: CertificateStatus[] = ["valid", "expired", "revoked"];

export function CertificatesPage() {
  const { t } = useTranslation();
  const search: Narrowing = useSearch({ from: "/inside/certificates" });
  const navigate = useNavigate({ from: "/certificates" });
  const [text, setText] = useState(search.search ?? "");
  const wanted = useSlowly(text.trim());
  const issuers = useQuery(issuersQuery).data?.items ?? [];
  const narrow = (part: Narrowing) => navigate({ search: { ...search, ...part }, replace: true });
  useEffect(() => {
    if (wanted !== (search.search ?? "")) navigate({ search: { ...search, search: wanted || undefined }, replace: true });
  }, [wanted, search, navigate]);
  const filter = useMemo(() => filterOf({ ...search, search: wanted || undefined }), [search, wanted]);
  const list = useInfiniteQuery({ ...certificatesQuery(filter), placeholderData: keepPreviousData });
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const narrowed = Object.values(filter).some((value) => value !== undefined);
  const soon = search.from === SOON().from && search.before === SOON().before;
  return (
    <Page title={t("certificates.title")} about={t("certificates.about")} actions={<ExportMenu filter={filter} />}>
      <Toolbar label={t("certificates.search")}>
        <TextInput
          type="search"
          aria-label={t("certificates.search")}
          placeholder={t("certificates.searchHint")}
          leftSection={<Icon name="search" size={16} />}
          value={text}
          onChange={(e) => setText(e.currentTarget.value)}
          maxLength={253}
          flex="1 1 260px"
        />
        <NativeSelect
          aria-label={t("certificates.issuer")}
          value={search.issuer ?? ""}
          onChange={(e) => narrow({ issuer: e.currentTarget.value || undefined })}
          data={[{ value: "", label: t("certificates.everyIssuer") }, ...issuers.map((i) => ({ value: i.id, label: i.name }))]}
        />
        {STATUSES.map((status) => (
          <Chip key={status} on={search.status === status} onClick={() => narrow({ status: search.status === status ? undefined : status })}>
            {t(`state.${status}`)}
          </Chip>
        ))}
        <Chip on={soon} onClick={() => narrow(soon ? { from: undefined, before: undefined } : SOON())}>
          {t("certificates.soon")}
        </Chip>
        {search.from && search.before && !soon && (
          <Chip on onClick={() => narrow({ from: undefined, before: undefined })}>
            {t("certificates.between", { from: day(search.from), before: day(search.before) })}
          </Chip>
        )}
      </Toolbar>
      {list.error && <ProblemNotice error={list.error} retry={list.refetch} />}
      {!list.error && (
        <Sheet busy={list.isPlaceholderData}>
          {list.isPending ? <Loading lines={6} /> : rows.length > 0 ? <CertificateTable rows={rows} /> : <NothingThere narrowed={narrowed} />}
        </Sheet>
      )}
      <More list={list} />
    </Page>
  );
}

function NothingThere({ narrowed }: { narrowed: boolean }) {
  const { t } = useTranslation();
  return narrowed ? (
    <Empty title={t("certificates.noneFound")}>{t("certificates.noneFoundText")}</Empty>
  ) : (
    <Empty title={t("certificates.none")}>{t("certificates.noneText")}</Empty>
  );
}
