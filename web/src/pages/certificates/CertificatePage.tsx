// One certificate: what it says, where it stands in its chain, what can be done with it.
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { certificateQuery } from "../../api/queries.ts";
import { useMay } from "../../session/store.ts";
import { Lifetime } from "../../ui/Lifetime.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { Page } from "../../ui/Page.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { Status } from "../../ui/Status.tsx";
import { CertificateFacts } from "./CertificateFacts.tsx";
import { standingOf } from "./CertificateTable.tsx";
import { Chain } from "./Chain.tsx";
import { InstallSection } from "../install/InstallSection.tsx";
import { DecodedSection } from "./DecodedSection.tsx";
import { HistorySection } from "./HistorySection.tsx";
import { LabelSection } from "./LabelSection.tsx";
import { LintSection } from "./LintSection.tsx";
import { titleOf } from "./Names.tsx";
import { ProofsSection } from "./ProofsSection.tsx";
import { RenewButton } from "./RenewButton.tsx";
import { RevocationNotice } from "./RevocationNotice.tsx";
import { RevokeButton } from "./RevokeButton.tsx";
import { SealedKeySection } from "./SealedKeySection.tsx";
import { TransparencySection } from "./TransparencySection.tsx";

export function CertificatePage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: "/inside/certificates/$id" });
  const mayRevoke = useMay("revoke-certificates", "file-applications");
  const query = useQuery(certificateQuery(id));
  const certificate = query.data;
  const above = <Link to="/certificates">{t("certificates.title")}</Link>;
  if (query.error) {
    return (
      <Page title={t("certificates.one")} above={above}>
        <ProblemNotice error={query.error} retry={query.refetch} />
      </Page>
    );
  }
  if (!certificate) return <Loading lines={8} />;
  const open = certificate.status === "valid" || certificate.status === "not_yet_valid";
  return (
    <Page
      title={titleOf(certificate)}
      above={above}
      beside={<Status state={standingOf(certificate)} />}
      about={<Lifetime from={certificate.not_before} until={certificate.not_after} over={!open} />}
      actions={
        <>
          {open && mayRevoke && <RevokeButton certificate={certificate} />}
          {certificate.status !== "revoked" && <RenewButton certificate={certificate} />}
        </>
      }
    >
      {certificate.revocation && <RevocationNotice revocation={certificate.revocation} />}
      <LabelSection certificate={certificate} />
      {open && <SealedKeySection certificate={certificate} />}
      <CertificateFacts certificate={certificate} />
      <Chain certificate={certificate} />
      {certificate.application_id && <ProofsSection application={certificate.application_id} />}
      <InstallSection certificate={certificate} />
      <HistorySection id={certificate.id} />
      <TransparencySection id={certificate.id} />
      <LintSection id={certificate.id} />
      {certificate.certificate_pem && <DecodedSection pem={certificate.certificate_pem} />}
    </Page>
  );
}
