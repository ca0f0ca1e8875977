// One profile as the table that it is: each field with its rule, its citation, its date.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Missing } from "../../app/Fallbacks.tsx";
import type { Schemas } from "../../api/client.ts";
import { profilesQuery } from "../../api/queries.ts";
import { Loading } from "../../ui/Loading.tsx";
import { Page, Section } from "../../ui/Page.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { Table, type Column } from "../../ui/Table.tsx";
import { Time } from "../../ui/Time.tsx";
import { ChangesSection } from "./ChangesSection.tsx";
import { citationOf } from "./citation.ts";
import { DayField } from "./DayField.tsx";
import classes from "./ProfilePage.module.css";

type Row = Schemas["ProfileRow"];
type Rule = Schemas["Rule"];

export function ProfilePage() {
  const { t } = useTranslation();
  const { name } = useParams({ from: "/inside/profiles/$name" });
  const { at } = useSearch({ from: "/inside/profiles/$name" });
  const navigate = useNavigate({ from: "/profiles/$name" });
  const query = useQuery({ ...profilesQuery(at), placeholderData: keepPreviousData });
  const profile = query.data?.items.find((known) => known.name === name);
  if (query.error) return <ProblemNotice error={query.error} retry={query.refetch} />;
  if (query.isPending) return <Loading lines={8} />;
  if (!profile) return <Missing />;
  // The beginning of time stands for "since ever".
  const since = (row: { effective_from: string }) => (row.effective_from > "1970-01-01" ? <Time at={row.effective_from} form="day" /> : "");
  const rows: Column<Row>[] = [
    { name: t("profiles.field"), lead: true, cell: (row) => <strong className={classes.field}>{row.field}</strong> },
    { name: t("profiles.presence"), cell: (row) => [row.presence, row.criticality].filter(Boolean).join(", ") },
    { name: t("profiles.value"), cell: (row) => <span className={classes.value}>{row.value}</span> },
    { name: t("profiles.citation"), cell: (row) => <span className="soft">{row.citation}</span> },
    { name: t("profiles.since"), wide: true, cell: since },
  ];
  const rules: Column<Rule>[] = [
    { name: t("profiles.rule"), lead: true, cell: (row) => <span className={classes.value}>{row.text}</span> },
    { name: t("profiles.citation"), cell: (row) => <span className="soft">{row.citation}</span> },
    { name: t("profiles.since"), wide: true, cell: since },
  ];
  return (
    <Page title={profile.name} above={<Link to="/profiles" search={at ? { at } : {}}>{t("profiles.title")}</Link>} about={profile.title} actions={<DayField at={at} show={(day) => navigate({ search: day ? { at: day } : {}, replace: true })} />}>
      <dl className={classes.figures}>
        <Figure name={t("profiles.usual")} value={t("profiles.dayCount", { count: profile.default_days })} />
        <Figure name={t("profiles.most")} value={t("profiles.dayCount", { count: profile.max_days })} note={citationOf(profile, t("profiles.own"))} />
        <Figure name={t("profiles.names")} value={String(profile.max_names)} />
      </dl>
      {at && <ChangesSection at={at} profile={profile} />}
      <Section title={t("profiles.rows")} about={t("profiles.rowsAbout")} flush>
        <Table label={t("profiles.rows")} columns={rows} rows={profile.rows} id={(row) => `${row.field} ${row.citation} ${row.value}`} />
      </Section>
      {profile.rules.length > 0 && (
        <Section title={t("profiles.rules")} about={t("profiles.rulesAbout")} flush>
          <Table label={t("profiles.rules")} columns={rules} rows={profile.rules} id={(row) => row.id} />
        </Section>
      )}
    </Page>
  );
}

function Figure({ name, value, note }: { name: string; value: string; note?: string }) {
  return (
    <div>
      <dt className={classes.name}>{name}</dt>
      <dd className={classes.figure}>{value}</dd>
      {note && <dd className={classes.note}>{note}</dd>}
    </div>
  );
}
