// One organization: how it stands, what is still missing, and what certificates say about it.
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { organizationQuery, type Organization } from "../../api/organizations.ts";
import { useApplies, useMay } from "../../session/store.ts";
import { CopyValue } from "../../ui/Copy.tsx";
import { Fact, Facts } from "../../ui/Facts.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { Page, Section } from "../../ui/Page.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { Status } from "../../ui/Status.tsx";
import { Time } from "../../ui/Time.tsx";
import { CheckList } from "./CheckList.tsx";
import { countryName } from "./countries.ts";
import { DecisionButtons } from "./DecisionButtons.tsx";
import { OrganizationStanding } from "./OrganizationStanding.tsx";
import { OwnerButtons, Renew } from "./OwnerButtons.tsx";
import { ATTRIBUTES, attributesOf } from "./subject.ts";

const isLookedInto = ({ status, renewing }: Organization) => status === "pending" || renewing === true;

export function OrganizationPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: "/inside/organizations/$id" });
  const applies = useApplies();
  const vets = useMay("vet-organizations");
  const query = useQuery({ ...organizationQuery(id), refetchInterval: ({ state }) => (state.data && isLookedInto(state.data) ? 5_000 : false) });
  const organization = query.data;
  const above = <Link to="/organizations">{t("organizations.title")}</Link>;
  if (query.error) {
    return (
      <Page title={t("organizations.one")} above={above}>
        <ProblemNotice error={query.error} retry={query.refetch} />
      </Page>
    );
  }
  if (!organization) return <Loading lines={8} />;
  const decides = vets && isLookedInto(organization);
  const acts = decides ? <DecisionButtons organization={organization} /> : vets && organization.status !== "rejected" ? <Renew id={id} /> : applies && <OwnerButtons organization={organization} />;
  return (
    <Page title={organization.name} above={above} beside={<Status state={organization.status} />} actions={acts}>
      <OrganizationStanding organization={organization} />
      <CheckList organization={organization} decides={decides} />
      <Subject organization={organization} />
      <Reach organization={organization} />
      <Record organization={organization} />
    </Page>
  );
}

interface Props {
  organization: Organization;
}

function Subject({ organization }: Props) {
  const { t } = useTranslation();
  const values = attributesOf(organization);
  return (
    <Section title={t("organizations.certificates")} about={t("organizations.certificatesAbout")}>
      <Facts>
        {ATTRIBUTES.filter((attribute) => values[attribute]).map((attribute) => (
          <Fact key={attribute} name={t(`attribute.${attribute}`)}>
            <CopyValue value={values[attribute]} label={t(`attribute.${attribute}`)} /> {attribute === "C" && <span className="soft">{countryName(values.C)}</span>}
          </Fact>
        ))}
      </Facts>
    </Section>
  );
}

function Reach({ organization }: Props) {
  const { t } = useTranslation();
  const { street, postal_code, registration_number, website, representative } = organization;
  const facts = [
    [t("organizations.street"), street],
    [t("organizations.postalCode"), postal_code],
    [t("organizations.register"), registration_number],
    [t("organizations.website"), website],
    [t("organizations.representative"), [representative.name, representative.title].filter(Boolean).join(", ")],
    [t("people.email"), representative.email],
    [t("organizations.phone"), representative.phone],
  ] as const;
  return (
    <Section title={t("organizations.reach")}>
      <Facts>
        {facts.map(
          ([name, value]) =>
            value && (
              <Fact key={name} name={name}>
                {value}
              </Fact>
            ),
        )}
      </Facts>
    </Section>
  );
}

function Record({ organization }: Props) {
  const { t } = useTranslation();
  return (
    <Section title={t("ceremonies.record")}>
      <Facts>
        <Fact name={t("people.enterprise")}>{organization.enterprise.name}</Fact>
        <Fact name={t("applications.filed")}>
          <Time at={organization.created} />
        </Fact>
        {organization.validated_at && (
          <Fact name={t("organizations.validatedAt")}>
            <Time at={organization.validated_at} />
          </Fact>
        )}
        {organization.valid_until && (
          <Fact name={t("organizations.until")}>
            <Time at={organization.valid_until} />
          </Fact>
        )}
        <Fact name={t("enterprises.id")}>
          <code>{organization.id}</code>
        </Fact>
      </Facts>
    </Section>
  );
}
