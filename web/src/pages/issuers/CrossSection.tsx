// Cross-certificates: other certificates for this CA's name and key, and those that it made for others (NT-8, NT-148).
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { commonNameOf, spaced } from "../../ui/format.ts";
import { Icon } from "../../ui/Icon.tsx";
import { Lifetime } from "../../ui/Lifetime.tsx";
import { Section } from "../../ui/Page.tsx";
import { save } from "../../ui/save.ts";
import { Table, type Column } from "../../ui/Table.tsx";
import { PURPOSES } from "../../x509/names.ts";
import classes from "./CrossSection.module.css";
import { crossesBy, predecessorOf, successorOf, type Cross, type Issuer } from "./lineage.ts";

const ANY = "2.5.29.37.0";

interface Row {
  cross: Cross;
  to: Issuer;
  by: Issuer | undefined;
}

export function CrossSection({ issuer, all }: { issuer: Issuer; all: Issuer[] }) {
  const { t } = useTranslation();
  const received = issuer.cross_certificates.map((cross) => ({ cross, to: issuer, by: all.find(({ id }) => id === cross.signer_id) }));
  const made = crossesBy(issuer, all).map(({ cross, to }) => ({ cross, to, by: issuer }));
  return (
    <>
      {received.length > 0 && <Crosses title={t("cross.received")} about={t("cross.receivedAbout", { name: issuer.name })} rows={received} all={all} other="by" />}
      {made.length > 0 && <Crosses title={t("cross.made")} about={t("cross.madeAbout", { name: issuer.name })} rows={made} all={all} other="to" />}
    </>
  );
}

interface Props {
  title: string;
  about: string;
  rows: Row[];
  all: Issuer[];
  /** The side of a certificate that is not the CA of the page. */
  other: "by" | "to";
}

function Crosses({ title, about, rows, all, other }: Props) {
  const { t } = useTranslation();
  const columns: Column<Row>[] = [
    { name: t(`cross.${other}`), lead: true, cell: (row) => <Other row={row} other={other} /> },
    { name: t("cross.use"), cell: (row) => <Use row={row} all={all} /> },
    { name: t("certificates.serial"), wide: true, cell: ({ cross }) => <code className={classes.serial}>{cross.serial}</code> },
    { name: t("certificates.ends"), cell: ({ cross }) => <Lifetime from={cross.not_before} until={cross.not_after} /> },
    { name: t("cross.file"), align: "end", cell: (row) => <Download row={row} /> },
  ];
  return (
    <Section title={title} about={about} flush>
      <Table label={title} columns={columns} rows={rows} id={({ cross }) => cross.sha256} />
    </Section>
  );
}

function Other({ row: { cross, to, by }, other }: { row: Row; other: "by" | "to" }) {
  const known = other === "by" ? by : to;
  const name = other === "by" ? cross.issuer : to.subject;
  return (
    <span className={classes.other}>
      {known ? (
        <Link to="/issuers/$id" params={{ id: known.id }}>
          {known.name}
        </Link>
      ) : (
        <strong>{commonNameOf(name)}</strong>
      )}
      <span className="soft">{spaced(name)}</span>
    </span>
  );
}

/** A link between two keys of one line, or what the CA may do for those who trust the other one. */
function Use({ row: { cross, to, by }, all }: { row: Row; all: Issuer[] }) {
  const { t } = useTranslation();
  const { purposes = [ANY] } = cross;
  const allowed = purposes.includes(ANY) ? t("cross.any") : purposes.map((purpose) => PURPOSES[purpose] ?? purpose).join(", ");
  const isLink = by && (successorOf(by, all)?.id === to.id || predecessorOf(by, all)?.id === to.id);
  return isLink ? `${t("cross.link")} · ${allowed}` : allowed;
}

function Download({ row: { cross, to } }: { row: Row }) {
  const { t } = useTranslation();
  const file = `${to.name}-by-${commonNameOf(cross.issuer)}.pem`;
  return (
    <Button variant="default" size="compact-sm" className={classes.file} leftSection={<Icon name="download" size={14} />} aria-label={t("cross.download", { file })} onClick={() => save(file, cross.certificate_pem)}>
      PEM
    </Button>
  );
}
