// Organizations that certificates can name (NC-11). Whoever looks into them sees first what waits for a verdict.
import { TextInput } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { organizationsQuery } from "../../api/organizations.ts";
import { useApplies, useMay } from "../../session/store.ts";
import { Empty } from "../../ui/Empty.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { More } from "../../ui/More.tsx";
import { Page, Section } from "../../ui/Page.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { Chip, Chips, Toolbar } from "../../ui/Toolbar.tsx";
import { useTyped } from "../../ui/useTyped.ts";
import { AddOrganizationButton } from "./AddOrganizationButton.tsx";
import { OrganizationTable } from "./OrganizationTable.tsx";
import { filterOf, STANDINGS, wantedOrganizationsOf } from "./wanted.ts";

export function OrganizationsPage() {
  const { t } = useTranslation();
  const applies = useApplies();
  const decides = useMay("vet-organizations");
  const wanted = useSearch({ from: "/inside/organizations" });
  const navigate = useNavigate({ from: "/organizations" });
  const show = (search: Record<string, unknown>) => navigate({ search: wantedOrganizationsOf(search), replace: true });
  const [text, setText] = useTyped(wanted.search ?? "", (search) => show({ ...wanted, search }));
  const all = decides ? "all" : undefined;
  const shown = wanted.status ?? (decides ? "pending" : undefined);
  const standing = shown === "all" ? undefined : shown;
  const list = useInfiniteQuery({ ...organizationsQuery(filterOf(standing, wanted.search)), placeholderData: keepPreviousData, refetchInterval: 15_000 });
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const narrowed = wanted.status !== undefined || wanted.search !== undefined;
  return (
    <Page title={t("organizations.title")} about={t(applies ? "organizations.about" : "organizations.aboutStaff")} actions={applies && <AddOrganizationButton />}>
      <Toolbar label={t("organizations.filter")}>
        <TextInput type="search" aria-label={t("organizations.search")} placeholder={t("organizations.searchHint")} leftSection={<Icon name="search" size={16} />} value={text} onChange={(e) => setText(e.currentTarget.value)} maxLength={100} flex="1 1 240px" />
        <Chips>
          {STANDINGS.map((each) => (
            <Chip key={each} on={standing === each} onClick={() => show({ ...wanted, status: standing === each ? all : each })}>
              {each === "again" ? t("organizations.again") : t(`state.${each}`)}
            </Chip>
          ))}
        </Chips>
      </Toolbar>
      {list.error && <ProblemNotice error={list.error} retry={list.refetch} />}
      {!list.error && (
        <Sheet busy={list.isPlaceholderData}>
          {list.isPending && <Loading lines={5} />}
          {rows.length > 0 && <OrganizationTable rows={rows} />}
          {list.data && rows.length === 0 && <NothingThere narrowed={narrowed} applies={applies} decides={decides} />}
        </Sheet>
      )}
      <More list={list} />
      {decides && !narrowed && <Renewing />}
    </Page>
  );
}

/** Those that are valid and looked into again. */
function Renewing() {
  const { t } = useTranslation();
  const list = useInfiniteQuery({ ...organizationsQuery(filterOf("again")), refetchInterval: 15_000 });
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (rows.length === 0) return null;
  return (
    <Section title={t("organizations.again")} about={t("organizations.againAbout")} flush>
      <OrganizationTable rows={rows} />
      <More list={list} />
    </Section>
  );
}

function NothingThere({ narrowed, applies, decides }: { narrowed: boolean; applies: boolean; decides: boolean }) {
  const { t } = useTranslation();
  if (narrowed) {
    return (
      <Empty title={t("applications.noneFound")} action={<Link to="/organizations">{t("certificates.clearAll")}</Link>}>
        {t("organizations.noneFoundText")}
      </Empty>
    );
  }
  if (decides) return <Empty title={t("organizations.noneWaiting")}>{t("organizations.noneWaitingText")}</Empty>;
  return (
    <Empty title={t("organizations.none")} action={applies && <AddOrganizationButton />}>
      {t("organizations.noneText")}
    </Empty>
  );
}
