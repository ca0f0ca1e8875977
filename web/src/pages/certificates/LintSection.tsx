// What the lints said before the certificate was signed. What would have stopped it is not here: it was not signed.
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, take, type Schemas } from "../../api/client.ts";
import { Problem } from "../../api/problem.ts";
import { count } from "../../ui/format.ts";
import { Section } from "../../ui/Page.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { Tag, type Tone } from "../../ui/Status.tsx";
import { Table, type Column } from "../../ui/Table.tsx";

type Finding = Schemas["LintReport"]["findings"][number];
const TONES: Record<Finding["severity"], Tone> = { notice: "quiet", warning: "warn", error: "bad" };

/** Certificates from before lints were recorded have no report. */
const hasNone = (error: unknown) => error instanceof Problem && error.facts.status === 404;

export function LintSection({ id }: { id: string }) {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: ["certificate", id, "lint"], queryFn: () => take(api.GET("/api/v1/certificates/{id}/lint", { params: { path: { id } } })), staleTime: Infinity });
  const report = query.data;
  if (query.error && hasNone(query.error)) return null;
  const columns: Column<Finding>[] = [
    { name: t("lint.rule"), lead: true, cell: (row) => <code>{row.lint}</code> },
    { name: t("lint.severity"), cell: (row) => <Tag tone={TONES[row.severity]}>{t(`lint.severities.${row.severity}`)}</Tag> },
    { name: t("lint.linter"), cell: (row) => row.linter },
    { name: t("lint.detail"), cell: (row) => row.detail },
    { name: t("profiles.citation"), wide: true, cell: (row) => <span className="soft">{row.citation}</span> },
  ];
  return (
    <Section title={t("lint.title")} about={report && t(report.findings.length === 0 ? "lint.clean" : "lint.about", { lints: count(report.lints_run) })} flush>
      {query.error && <ProblemNotice error={query.error} retry={query.refetch} />}
      {report && report.findings.length > 0 && <Table label={t("lint.title")} columns={columns} rows={report.findings} id={(row) => `${row.linter} ${row.lint} ${row.detail}`} />}
    </Section>
  );
}
