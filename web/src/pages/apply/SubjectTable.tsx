// What a CSR says about the organization, beside what it has to say (NC-15).
import { useTranslation } from "react-i18next";
import type { Organization } from "../../api/organizations.ts";
import { Tag } from "../../ui/Status.tsx";
import { Table, type Column } from "../../ui/Table.tsx";
import { ATTRIBUTES, attributesIn, attributesOf, type Attribute } from "../organizations/subject.ts";

interface Row {
  attribute: Attribute;
  wanted: string;
  seen: string;
}

export function SubjectTable({ organization, subject }: { organization: Organization; subject: string }) {
  const { t } = useTranslation();
  const wanted = attributesOf(organization);
  const seen = attributesIn(subject);
  const rows = ATTRIBUTES.map((attribute) => ({ attribute, wanted: wanted[attribute], seen: seen[attribute] })).filter((row) => row.wanted || row.seen);
  const none = <span className="soft">{t("csr.none")}</span>;
  const columns: Column<Row>[] = [
    { name: t("apply.subjectField"), lead: true, cell: (row) => t(`attribute.${row.attribute}`) },
    { name: t("apply.subjectWanted"), cell: (row) => row.wanted || none },
    { name: t("csr.inCsr"), cell: (row) => row.seen || none },
    { name: t("apply.subjectCompared"), cell: (row) => <Tag tone={row.seen === row.wanted ? "good" : "bad"}>{t(row.seen === row.wanted ? "apply.subjectEqual" : "apply.subjectDiffers")}</Tag> },
  ];
  return <Table label={t("apply.subjectLabel")} columns={columns} rows={rows} id={(row) => row.attribute} />;
}
