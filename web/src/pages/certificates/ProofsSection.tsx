// The proofs of control that the certificate rests on.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { applicationQuery } from "../../api/queries.ts";
import { Section } from "../../ui/Page.tsx";
import { DomainProof } from "../applications/DomainProof.tsx";
import classes from "../applications/ApplicationPage.module.css";

export function ProofsSection({ application: id }: { application: string }) {
  const { t } = useTranslation();
  const application = useQuery(applicationQuery(id)).data;
  const proven = application?.domains.filter(({ status }) => status !== undefined) ?? [];
  if (!application || proven.length === 0) return null;
  return (
    <Section
      title={t("applications.proofs")}
      actions={
        <Link to="/applications/$id" params={{ id }}>
          {t("validations.application")}
        </Link>
      }
    >
      <ul className={classes.proofs}>
        {proven.map((domain) => (
          <li key={domain.domain}>
            <DomainProof domain={domain} waiting={false} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
