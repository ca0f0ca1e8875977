// What CT logs promised about the certificate, checked now, and how they were asked (RFC 6962; CPS 4.3.1).
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, take, type Schemas } from "../../api/client.ts";
import { problemText } from "../../i18n/index.ts";
import { CodeBlock } from "../../ui/CodeBlock.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { Tag, type Tone } from "../../ui/Status.tsx";
import { Table, type Column } from "../../ui/Table.tsx";
import { Time } from "../../ui/Time.tsx";
import classes from "./TransparencySection.module.css";

type Report = Schemas["Transparency"];
type Sct = Report["scts"][number];
type Submission = Report["submissions"][number];
type Precertificate = NonNullable<Report["precertificate"]>;

const TONES: Record<Submission["outcome"], Tone> = { sct: "good", failed: "bad", outrun: "quiet" };
const UNDER_WAY = ["shown", "waiting"];

export function TransparencySection({ id }: { id: string }) {
  const { t } = useTranslation();
  const query = useQuery({
    queryKey: ["certificate", id, "transparency"],
    queryFn: () => take(api.GET("/api/v1/certificates/{id}/transparency", { params: { path: { id } } })),
    refetchInterval: ({ state }) => (UNDER_WAY.includes(state.data?.precertificate?.state ?? "") ? 5_000 : false),
  });
  const report = query.data;
  if (query.error) {
    return (
      <Section title={t("transparency.title")}>
        <ProblemNotice error={query.error} retry={query.refetch} />
      </Section>
    );
  }
  // Of a private hierarchy: there is nobody to whom it would have to be shown.
  if (!report || (!report.required && report.scts.length === 0)) return null;
  const { policy, precertificate, scts, submissions } = report;
  return (
    <Section title={t("transparency.title")} about={t("transparency.about")} actions={<Tag tone={policy.satisfied ? "good" : "warn"}>{t(policy.satisfied ? "transparency.satisfied" : "transparency.unsatisfied")}</Tag>} flush>
      <p className={classes.wanted}>{t("transparency.wanted", policy.needed)}</p>
      {precertificate && precertificate.state !== "completed" && <Unfinished state={precertificate.state} why={precertificate.why} />}
      {scts.length > 0 && <Promises scts={scts} />}
      {submissions.length > 0 && (
        <details className={classes.details}>
          <summary>{t("transparency.submissions", { count: submissions.length })}</summary>
          <Submissions submissions={submissions} />
        </details>
      )}
      {precertificate && (
        <details className={classes.details}>
          <summary>{t("transparency.precertificate")}</summary>
          <div className={classes.pem}>
            <CodeBlock text={precertificate.pem} label={t("transparency.precertificate")} />
          </div>
        </details>
      )}
    </Section>
  );
}

function Unfinished({ state, why }: { state: Exclude<Precertificate["state"], "completed">; why: string | undefined }) {
  const { t } = useTranslation();
  return (
    <div className={classes.notice}>
      <Notice tone={state === "unfinished" ? "bad" : "info"} title={t(`transparency.states.${state}`)}>
        {why && (
          <>
            {problemText(why)} <code>{why}</code>
          </>
        )}
      </Notice>
    </div>
  );
}

function Promises({ scts }: { scts: Sct[] }) {
  const { t } = useTranslation();
  const columns: Column<Sct>[] = [
    { name: t("transparency.log"), lead: true, cell: (row) => row.log_name ?? <code>{row.log_id}</code> },
    { name: t("transparency.operator"), cell: (row) => row.operator ?? "" },
    { name: t("transparency.kind"), wide: true, cell: (row) => (row.kind === "rfc6962" ? "RFC 6962" : row.kind) },
    { name: t("transparency.promised"), cell: (row) => <Time at={row.timestamp} /> },
    { name: t("transparency.signature"), cell: (row) => <Verified sct={row} /> },
  ];
  return <Table label={t("transparency.title")} columns={columns} rows={scts} id={(row) => row.log_id} />;
}

function Verified({ sct: { verified, fault } }: { sct: Sct }) {
  const { t } = useTranslation();
  return (
    <span>
      <Tag tone={verified ? "good" : "bad"}>{t(verified ? "transparency.verified" : "transparency.unverified")}</Tag> {fault && <code>{fault}</code>}
    </span>
  );
}

function Submissions({ submissions }: { submissions: Submission[] }) {
  const { t } = useTranslation();
  const columns: Column<Submission>[] = [
    { name: t("transparency.log"), lead: true, cell: (row) => row.log },
    { name: t("transparency.asked"), cell: (row) => <Time at={row.asked_at} /> },
    { name: t("transparency.took"), align: "end", cell: (row) => `${row.milliseconds} ms` },
    {
      name: t("transparency.outcome"),
      cell: (row) => (
        <span>
          <Tag tone={TONES[row.outcome]}>{t(`transparency.outcomes.${row.outcome}`)}</Tag> {row.error && <code>{row.error}</code>}
        </span>
      ),
    },
  ];
  return <Table label={t("transparency.asked")} columns={columns} rows={submissions} id={(row) => `${row.log_id} ${row.asked_at}`} />;
}
