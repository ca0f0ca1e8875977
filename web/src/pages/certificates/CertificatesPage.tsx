// Every certificate that the reader may see: searched while typing, narrowed by issuer and end.
import { NativeSelect, TextInput } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { certificatesQuery, issuersQuery } from "../../api/queries.ts";
import { Empty } from "../../ui/Empty.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { More } from "../../ui/More.tsx";
import { Page } from "../../ui/Page.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { Chip, Toolbar } from "../../ui/Toolbar.tsx";
import { useSlowly } from "../../ui/useSlowly.ts";
import { CertificateTable } from "./CertificateTable.tsx";

const SOON_DAYS = 30;

function fromNow(days: number) {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 19) + "Z";
}

export function CertificatesPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: "/inside/certificates" });
  const navigate = useNavigate({ from: "/certificates" });
  const [name, setName] = useState(search.name ?? "");
  const wanted = useSlowly(name.trim());
  const issuers = useQuery(issuersQuery).data?.items ?? [];
  useEffect(() => {
    if (wanted !== (search.name ?? "")) navigate({ search: { ...search, name: wanted || undefined }, replace: true });
  }, [wanted, search, navigate]);
  const filter = useMemo(
    () => ({
      name: wanted || undefined,
      issuer_id: search.issuer,
      ...(search.soon ? { expires_after: fromNow(0), expires_before: fromNow(SOON_DAYS) } : {}),
    }),
    [wanted, search.issuer, search.soon],
  );
  const list = useInfiniteQuery({ ...certificatesQuery(filter), placeholderData: keepPreviousData });
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const narrowed = Boolean(wanted || search.issuer || search.soon);
  return (
    <Page title={t("certificates.title")} about={t("certificates.about")}>
      <Toolbar label={t("certificates.search")}>
        <TextInput
          type="search"
          aria-label={t("certificates.search")}
          placeholder={t("certificates.searchHint")}
          leftSection={<Icon name="search" size={16} />}
          value={name}
          onChange={(e) => setName(e.currentTarget.value)}
          flex="1 1 260px"
        />
        <NativeSelect
          aria-label={t("certificates.issuer")}
          value={search.issuer ?? ""}
          onChange={(e) => navigate({ search: { ...search, issuer: e.currentTarget.value || undefined }, replace: true })}
          data={[{ value: "", label: t("certificates.everyIssuer") }, ...issuers.map((i) => ({ value: i.id, label: i.name }))]}
        />
        <Chip on={search.soon === true} onClick={() => navigate({ search: { ...search, soon: search.soon ? undefined : true }, replace: true })}>
          {t("certificates.soon")}
        </Chip>
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
