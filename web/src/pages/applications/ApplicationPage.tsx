// One application: what to publish, what was seen, what comes next. It follows the server while it waits.
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { applicationQuery, certificateQuery } from "../../api/queries.ts";
import { Fact, Facts } from "../../ui/Facts.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { Page, Section } from "../../ui/Page.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { Status } from "../../ui/Status.tsx";
import { Time } from "../../ui/Time.tsx";
import { Steps } from "../apply/Steps.tsx";
import { STEPS } from "../apply/steps.ts";
import { CheckButton } from "./CheckButton.tsx";
import { CancelButton } from "./CancelButton.tsx";
import { DomainProof } from "./DomainProof.tsx";
import { RejectButton } from "./RejectButton.tsx";
import { Standing } from "./Standing.tsx";
import classes from "./ApplicationPage.module.css";

export function ApplicationPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: "/inside/applications/$id" });
  const { filed } = useSearch({ from: "/inside/applications/$id" });
  const query = useQuery({ ...applicationQuery(id), refetchInterval: ({ state }) => (state.data?.status === "In progress" ? 3_000 : false) });
  const application = query.data;
  const issued = application?.certificate_id;
  const certificate = useQuery({ ...certificateQuery(issued ?? ""), enabled: issued !== undefined }).data;
  const above = <Link to="/applications">{t("applications.title")}</Link>;
  if (query.error && !application) {
    return (
      <Page title={t("applications.one")} above={above}>
        <ProblemNotice error={query.error} retry={query.refetch} />
      </Page>
    );
  }
  if (!application) return <Loading lines={8} />;
  const waiting = application.status === "In progress";
  return (
    <Page
      title={application.name}
      above={above}
      beside={<Status state={application.status} />}
      actions={
        waiting ? (
          <>
            <RejectButton application={application} />
            <CancelButton application={application} />
            <CheckButton id={application.id} />
          </>
        ) : (
          application.certificate_id && (
            <Button renderRoot={(props) => <Link to="/certificates/$id" params={{ id: application.certificate_id! }} {...props} />}>{t("applications.toCertificate")}</Button>
          )
        )
      }
    >
      {filed && application.family && <Steps family={application.family} at={STEPS[application.family].length - 1} />}
      <Standing application={application} />
      <Section title={t("applications.proofs")} about={waiting ? t("applications.proofsAbout") : undefined}>
        <ul className={classes.proofs}>
          {application.domains.map((domain) => (
            <li key={domain.domain}>
              <DomainProof domain={domain} waiting={waiting} />
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t("applications.facts")}>
        <Facts>
          <Fact name={t("certificates.profile")}>
            <Link to="/profiles/$name" params={{ name: application.profile }}>
              {application.profile}
            </Link>
          </Fact>
          <Fact name={t("applications.filed")}>
            <Time at={application.created_at} />
          </Fact>
          {application.family && <Fact name={t("apply.family")}>{t(`family.${application.family}`)}</Fact>}
          {application.organization && (
            <Fact name={t("apply.organization")}>
              <Link to="/organizations/$id" params={{ id: application.organization.id }}>
                {application.organization.name}
              </Link>
            </Fact>
          )}
          {application.status !== "Normal" && (
            <Fact name={t("applications.until")}>
              <Time at={application.expires_at} />
            </Fact>
          )}
          {certificate && (
            <>
              <Fact name={t("certificates.issuedAt")}>
                <Time at={certificate.issued_at} />
              </Fact>
              <Fact name={t("certificates.validFrom")}>
                <Time at={certificate.not_before} />
              </Fact>
              <Fact name={t("certificates.validUntil")}>
                <Time at={certificate.not_after} />
              </Fact>
            </>
          )}
          {application.apply_again_of && (
            <Fact name={t("apply.again")}>
              <Link to="/applications/$id" params={{ id: application.apply_again_of }}>
                {t("apply.toEarlier")}
              </Link>
            </Fact>
          )}
          {application.renews && (
            <Fact name={t("apply.renews")}>
              <Link to="/certificates/$id" params={{ id: application.renews }}>
                {t("applications.toCertificate")}
              </Link>
            </Fact>
          )}
          {application.agreement_version && <Fact name={t("agreement.title")}>{t("agreement.version", { version: application.agreement_version })}</Fact>}
          <Fact name={t("applications.id")}>
            <code>{application.id}</code>
          </Fact>
        </Facts>
      </Section>
    </Page>
  );
}
