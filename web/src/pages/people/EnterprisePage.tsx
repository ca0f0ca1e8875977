// One enterprise: what it is called, whether it may do anything, and its people.
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { enterpriseQuery, peopleQuery } from "../../api/people.ts";
import { useMay } from "../../session/store.ts";
import { Empty } from "../../ui/Empty.tsx";
import { Fact, Facts } from "../../ui/Facts.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { More } from "../../ui/More.tsx";
import { Page, Section } from "../../ui/Page.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { Status } from "../../ui/Status.tsx";
import { Time } from "../../ui/Time.tsx";
import { InviteButton } from "./InviteButton.tsx";
import { PeopleTable } from "./PeopleTable.tsx";
import { RenameEnterprise } from "./RenameEnterprise.tsx";
import { SuspendEnterprise } from "./SuspendEnterprise.tsx";

export function EnterprisePage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: "/inside/enterprises/$id" });
  const manages = useMay("manage-people");
  const query = useQuery(enterpriseQuery(id));
  const list = useInfiniteQuery(peopleQuery("", id));
  const people = list.data?.pages.flatMap((page) => page.items) ?? [];
  const enterprise = query.data;
  const above = <Link to="/enterprises">{t("enterprises.title")}</Link>;
  if (query.error) {
    return (
      <Page title={t("enterprises.one")} above={above}>
        <ProblemNotice error={query.error} retry={query.refetch} />
      </Page>
    );
  }
  if (!enterprise) return <Loading lines={6} />;
  const acts = manages && (
    <>
      <RenameEnterprise enterprise={enterprise} />
      <SuspendEnterprise enterprise={enterprise} />
    </>
  );
  return (
    <Page title={enterprise.name} above={above} beside={<Status state={enterprise.status} />} actions={acts}>
      <Section title={t("enterprises.facts")}>
        <Facts>
          <Fact name={t("keys.made")}>
            <Time at={enterprise.created} />
          </Fact>
          <Fact name={t("enterprises.id")}>
            <code>{enterprise.id}</code>
          </Fact>
        </Facts>
      </Section>
      <Section title={t("people.title")} flush actions={manages && people.length > 0 && <InviteButton enterprise={id} />}>
        {list.error && <ProblemNotice error={list.error} retry={list.refetch} />}
        {list.isPending && <Loading />}
        {list.data && people.length === 0 && (
          <Empty title={t("enterprises.noPeople")} action={manages && <InviteButton enterprise={id} />}>
            {t("enterprises.noPeopleText")}
          </Empty>
        )}
        {people.length > 0 && <PeopleTable rows={people} one />}
      </Section>
      <More list={list} />
    </Page>
  );
}
