// One ceremony: its steps in order, its people, and who still has to act.
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { ceremonyQuery } from "../../api/queries.ts";
import type { en } from "../../i18n/en.ts";
import { CopyValue } from "../../ui/Copy.tsx";
import { Fact, Facts } from "../../ui/Facts.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Page, Section } from "../../ui/Page.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { Status } from "../../ui/Status.tsx";
import { Table, type Column } from "../../ui/Table.tsx";
import { Time } from "../../ui/Time.tsx";
import { namesOf } from "./people.ts";

type Ceremony = Schemas["Ceremony"];
type Step = NonNullable<Ceremony["steps"]>[number];
type Act = keyof typeof en.ceremonies.act;
type Person = NonNullable<Ceremony["people"]>[number];

export function CeremonyPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: "/inside/ceremonies/$id" });
  const query = useQuery({ ...ceremonyQuery(id), refetchInterval: ({ state }) => (state.data?.state === "open" ? 5_000 : false) });
  const ceremony = query.data;
  const above = <Link to="/ceremonies">{t("ceremonies.title")}</Link>;
  if (query.error) {
    return (
      <Page title={t("ceremonies.one")} above={above}>
        <ProblemNotice error={query.error} retry={query.refetch} />
      </Page>
    );
  }
  if (!ceremony) return <Loading lines={8} />;
  const { waiting_for: waiting = [], steps = [], people = [] } = ceremony;
  const next = steps.find((step) => step.number === ceremony.next_step);
  return (
    <Page title={ceremony.title ?? ceremony.id} above={above} beside={<Status state={ceremony.state} />}>
      {ceremony.error && (
        <Notice tone="bad" title={t("ceremonies.broken")}>
          {ceremony.error}
        </Notice>
      )}
      {waiting.length > 0 && (
        <Notice tone="info" title={next ? t("ceremonies.waitsFor", { number: next.number, needed: next.people_needed }) : t("ceremonies.waitsForSigning")}>
          {namesOf(ceremony, waiting)}
        </Notice>
      )}
      {steps.length > 0 && <Steps ceremony={ceremony} steps={steps} />}
      {people.length > 0 && <People people={people} />}
      <Section title={t("ceremonies.record")}>
        <Facts>
          {ceremony.opened_at && (
            <Fact name={t("ceremonies.opened")}>
              <Time at={ceremony.opened_at} />
            </Fact>
          )}
          {ceremony.closed_at && (
            <Fact name={t("ceremonies.closed")}>
              <Time at={ceremony.closed_at} />
            </Fact>
          )}
          {ceremony.script_sha256 && (
            <Fact name={t("ceremonies.script")}>
              <CopyValue value={ceremony.script_sha256} label={t("ceremonies.script")} />
            </Fact>
          )}
          {ceremony.head && (
            <Fact name={t("ceremonies.transcript")}>
              <CopyValue value={ceremony.head} label={t("ceremonies.transcript")} />
            </Fact>
          )}
        </Facts>
      </Section>
    </Page>
  );
}

function Steps({ ceremony, steps }: { ceremony: Ceremony; steps: Step[] }) {
  const { t } = useTranslation();
  const columns: Column<Step>[] = [
    { name: t("ceremonies.step"), lead: true, cell: (row) => `${row.number}. ${t(`ceremonies.act.${row.act as Act}`, row.act)}` },
    { name: t("common.status"), cell: (row) => <Status state={row.state} /> },
    { name: t("ceremonies.approved"), cell: (row) => t("ceremonies.approvals", { shown: row.approved_by.length, needed: row.people_needed, names: namesOf(ceremony, row.approved_by) }) },
    { name: t("profiles.citation"), wide: true, cell: (row) => <span className="soft">{row.citation}</span> },
  ];
  return (
    <Section title={t("ceremonies.steps")} flush>
      <Table label={t("ceremonies.steps")} columns={columns} rows={steps} id={(row) => String(row.number)} />
    </Section>
  );
}

function People({ people }: { people: Person[] }) {
  const { t } = useTranslation();
  const yes = (is: boolean) => t(is ? "ceremonies.yes" : "ceremonies.no");
  const columns: Column<Person>[] = [
    { name: t("people.displayName"), lead: true, cell: (row) => row.name },
    { name: t("keys.role"), cell: (row) => `${t(`role.${row.role as Schemas["Role"]}`, row.role)}${row.witness ? ` · ${t("ceremonies.witness")}` : ""}` },
    { name: t("ceremonies.attended"), cell: (row) => yes(row.attended) },
    { name: t("ceremonies.signed"), cell: (row) => yes(row.signed) },
  ];
  return (
    <Section title={t("people.title")} flush>
      <Table label={t("people.title")} columns={columns} rows={people} id={(row) => row.id} />
    </Section>
  );
}
