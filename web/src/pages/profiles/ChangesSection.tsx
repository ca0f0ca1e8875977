// What is different on the day that is shown from what holds today, and which certificates it touches.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { profilesQuery } from "../../api/queries.ts";
import { day } from "../../ui/format.ts";
import { Section } from "../../ui/Page.tsx";
import { Table, type Column } from "../../ui/Table.tsx";
import { changesBetween, type Change } from "./changes.ts";

export function ChangesSection({ at, profile }: { at: string; profile: Schemas["Profile"] }) {
  const { t } = useTranslation();
  const today = useQuery(profilesQuery()).data?.items.find(({ name }) => name === profile.name);
  if (!today) return null;
  const names = { usual: t("profiles.usual"), most: t("profiles.most"), names: t("profiles.names") };
  const isLater = Date.parse(at) > Date.now();
  const changes = isLater ? changesBetween(today, profile, names) : changesBetween(profile, today, names);
  const columns: Column<Change>[] = [
    { name: t("profiles.change"), lead: true, cell: (row) => <strong>{row.what || t("profiles.rule")}</strong> },
    { name: t("profiles.before"), cell: (row) => row.before ?? "" },
    { name: t("profiles.after"), cell: (row) => row.after ?? "" },
    { name: t("profiles.citation"), wide: true, cell: (row) => <span className="soft">{row.citation}</span> },
  ];
  return (
    <Section
      title={t(isLater ? "profiles.changesUntil" : "profiles.changesSince", { day: day(at) })}
      about={changes.length === 0 ? t("profiles.noChange") : undefined}
      flush
      actions={
        <Link to="/certificates" search={{ profile: profile.name, status: "valid", sort: "expires_last" }}>
          {t("profiles.touched")}
        </Link>
      }
    >
      {changes.length > 0 && <Table label={t("profiles.change")} columns={columns} rows={changes} id={(row) => `${row.what} ${row.before ?? ""} ${row.after ?? ""}`} />}
    </Section>
  );
}
