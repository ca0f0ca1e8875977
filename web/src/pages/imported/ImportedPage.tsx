// One certificate of another CA: what it says, and giving it up.
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { importedQuery } from "../../api/queries.ts";
import { useMay } from "../../session/store.ts";
import { CopyValue } from "../../ui/Copy.tsx";
import { Fact, Facts } from "../../ui/Facts.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Lifetime } from "../../ui/Lifetime.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { Page, Section } from "../../ui/Page.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { Status } from "../../ui/Status.tsx";
import { Time } from "../../ui/Time.tsx";
import { pairs, spaced } from "../../ui/format.ts";
import { save } from "../../ui/save.ts";
import { DecodedSection } from "../certificates/DecodedSection.tsx";
import { ForgetButton } from "./ForgetButton.tsx";

export function ImportedPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: "/inside/imported/$id" });
  const imports = useMay("issue-certificates", "file-applications");
  const query = useQuery(importedQuery(id));
  const certificate = query.data;
  const above = <Link to="/imported">{t("imported.title")}</Link>;
  if (query.error) {
    return (
      <Page title={t("imported.one")} above={above}>
        <ProblemNotice error={query.error} retry={query.refetch} />
      </Page>
    );
  }
  if (!certificate) return <Loading lines={8} />;
  const { name, status, not_before: from, not_after: until, imported_at: since, names, subject, issuer, serial, sha256, certificate_pem: pem } = certificate;
  return (
    <Page title={name} above={above} beside={<Status state={status} />} about={<Lifetime from={from ?? since} until={until} />} actions={imports && <ForgetButton certificate={certificate} />}>
      <Section
        title={t("certificates.content")}
        actions={
          pem && (
            <Button size="compact-sm" variant="default" leftSection={<Icon name="download" size={16} />} onClick={() => save(`${name}.pem`, pem, "application/x-pem-file")}>
              PEM
            </Button>
          )
        }
      >
        <Facts>
          {names && names.length > 0 && (
            <Fact name={t("certificates.names")}>
              <ul>
                {names.map((each) => (
                  <li key={each}>{each}</li>
                ))}
              </ul>
            </Fact>
          )}
          {subject && <Fact name={t("certificates.subject")}>{spaced(subject)}</Fact>}
          {issuer && <Fact name={t("certificates.issuer")}>{spaced(issuer)}</Fact>}
          {from && (
            <Fact name={t("certificates.validFrom")}>
              <Time at={from} />
            </Fact>
          )}
          <Fact name={t("certificates.validUntil")}>
            <Time at={until} />
          </Fact>
          <Fact name={t("imported.since")}>
            <Time at={since} />
          </Fact>
          {serial && (
            <Fact name={t("certificates.serial")}>
              <CopyValue value={pairs(serial)} label={t("certificates.serial")} />
            </Fact>
          )}
          <Fact name={t("certificates.fingerprint")}>
            <CopyValue value={pairs(sha256)} label={t("certificates.fingerprint")} />
          </Fact>
        </Facts>
      </Section>
      {pem && <DecodedSection pem={pem} />}
    </Page>
  );
}
