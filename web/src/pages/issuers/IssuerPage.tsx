// One issuer: its certificate, where its lists and answers are, what it issued.
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { issuersQuery } from "../../api/queries.ts";
import { CopyValue } from "../../ui/Copy.tsx";
import { Fact, Facts } from "../../ui/Facts.tsx";
import { spaced } from "../../ui/format.ts";
import { Icon } from "../../ui/Icon.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { Page, Section } from "../../ui/Page.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { save } from "../../ui/save.ts";
import { Time } from "../../ui/Time.tsx";
import { Missing } from "../../app/Fallbacks.tsx";
import { ChangeoverSection } from "./ChangeoverSection.tsx";
import { CrossSection } from "./CrossSection.tsx";
import { IssuerStatus } from "./IssuerStatus.tsx";

export function IssuerPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: "/inside/issuers/$id" });
  const query = useQuery(issuersQuery);
  const issuer = query.data?.items.find((known) => known.id === id);
  if (query.error) return <ProblemNotice error={query.error} retry={query.refetch} />;
  if (query.isPending) return <Loading lines={8} />;
  if (!issuer) return <Missing />;
  const all = query.data.items;
  const parent = all.find((known) => known.id === issuer.parent_id);
  return (
    <Page
      title={issuer.name}
      above={<Link to="/issuers">{t("issuers.title")}</Link>}
      beside={<IssuerStatus issuer={issuer} />}
      about={spaced(issuer.subject)}
      actions={
        <>
          <Button variant="default" leftSection={<Icon name="download" size={16} />} onClick={() => save(`${issuer.name}.pem`, issuer.certificate_pem)}>
            {t("issuers.certificate")}
          </Button>
          <Button variant="default" renderRoot={(props) => <Link to="/certificates" search={{ issuer: issuer.id }} {...props} />}>
            {t("issuers.issued")}
          </Button>
        </>
      }
    >
      <ChangeoverSection issuer={issuer} all={all} />
      <Section title={t("issuers.facts")}>
        <Facts>
          <Fact name={t("issuers.kind")}>{t(`issuers.${issuer.kind}`)}</Fact>
          {parent && (
            <Fact name={t("issuers.parent")}>
              <Link to="/issuers/$id" params={{ id: parent.id }}>
                {parent.name}
              </Link>
            </Fact>
          )}
          <Fact name={t("issuers.key")}>
            {issuer.key} · {t(`issuers.custody.${issuer.custody}`)}
          </Fact>
          <Fact name={t("issuers.keyHash")}>
            <CopyValue value={issuer.spki_sha256} label={t("issuers.keyHash")} />
          </Fact>
          <Fact name={t("certificates.validFrom")}>
            <Time at={issuer.not_before} />
          </Fact>
          <Fact name={t("certificates.validUntil")}>
            <Time at={issuer.not_after} />
          </Fact>
          {issuer.terminated_at && (
            <Fact name={t("issuers.endedAt")}>
              <Time at={issuer.terminated_at} />
            </Fact>
          )}
          {issuer.key_destroyed_at && (
            <Fact name={t("issuers.destroyedAt")}>
              <Time at={issuer.key_destroyed_at} />
            </Fact>
          )}
        </Facts>
      </Section>
      <CrossSection issuer={issuer} all={all} />
      <Section title={t("issuers.published")} about={t("issuers.publishedAbout")}>
        <Facts>
          <Fact name={t("issuers.certificate")}>
            <CopyValue value={issuer.certificate_url} label={t("issuers.certificate")} />
          </Fact>
          <Fact name="OCSP">
            <CopyValue value={issuer.ocsp_url} label="OCSP" />
          </Fact>
          {issuer.crl_urls.map((url, shard) => (
            <Fact key={url} name={issuer.crl_urls.length > 1 ? `CRL ${shard}` : "CRL"}>
              <CopyValue value={url} label="CRL" />
            </Fact>
          ))}
        </Facts>
      </Section>
    </Page>
  );
}
