// What the certificate says.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { issuersQuery } from "../../api/queries.ts";
import { CopyValue } from "../../ui/Copy.tsx";
import { Fact, Facts } from "../../ui/Facts.tsx";
import { pairs, spaced } from "../../ui/format.ts";
import { Section } from "../../ui/Page.tsx";
import { Time } from "../../ui/Time.tsx";
import classes from "./CertificateFacts.module.css";

export function CertificateFacts({ certificate }: { certificate: Schemas["Certificate"] }) {
  const { t } = useTranslation();
  const issuer = useQuery(issuersQuery).data?.items.find((known) => known.id === certificate.issuer_id);
  return (
    <Section title={t("certificates.content")}>
      <Facts>
        <Fact name={t("certificates.names")}>
          <ul className={classes.names}>
            {certificate.names.map((name) => (
              <li key={`${name.type}:${name.value}`}>
                <span className={classes.type}>{t(`identifier.${name.type}`)}</span>
                <span>{name.value}</span>
              </li>
            ))}
          </ul>
        </Fact>
        {certificate.subject && <Fact name={t("certificates.subject")}>{spaced(certificate.subject)}</Fact>}
        {certificate.organization && (
          <Fact name={t("apply.organization")}>
            <Link to="/organizations/$id" params={{ id: certificate.organization.id }}>
              {certificate.organization.name}
            </Link>
          </Fact>
        )}
        <Fact name={t("certificates.issuer")}>
          <Link to="/issuers/$id" params={{ id: certificate.issuer_id }}>
            {issuer?.name ?? certificate.issuer_id}
          </Link>
        </Fact>
        <Fact name={t("certificates.profile")}>
          <Link to="/profiles/$name" params={{ name: certificate.profile }}>
            {certificate.profile}
          </Link>
        </Fact>
        <Fact name={t("certificates.validFrom")}>
          <Time at={certificate.not_before} />
        </Fact>
        <Fact name={t("certificates.validUntil")}>
          <Time at={certificate.not_after} />
        </Fact>
        <Fact name={t("certificates.issuedAt")}>
          <Time at={certificate.issued_at} />
        </Fact>
        <Fact name={t("certificates.serial")}>
          <CopyValue value={pairs(certificate.serial)} label={t("certificates.serial")} />
        </Fact>
        {certificate.sha256 && (
          <Fact name={t("certificates.fingerprint")}>
            <CopyValue value={pairs(certificate.sha256)} label={t("certificates.fingerprint")} />
          </Fact>
        )}
        <Fact name={t("certificates.keyHash")}>
          <CopyValue value={pairs(certificate.key_hash)} label={t("certificates.keyHash")} />
        </Fact>
      </Facts>
    </Section>
  );
}
