// Step 2 of Advanced OV: whom the certificate names. Only organizations whose validation is complete can be chosen
// (NC-9, NC-10); they are added outside of the wizard (NC-11).
import { Radio } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { organizationsQuery, validatedQuery, type Organization } from "../../api/organizations.ts";
import { day } from "../../ui/format.ts";
import { Loading } from "../../ui/Loading.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { subjectOf } from "../organizations/subject.ts";
import type { Form } from "./form.ts";
import classes from "./OrganizationStep.module.css";
import { StepFrame } from "./StepFrame.tsx";

interface Props {
  form: Form;
  change: (part: Partial<Form>) => void;
  back: () => void;
  next: () => void;
}

export function OrganizationStep({ form, change, back, next }: Props) {
  const { t } = useTranslation();
  const [touched, setTouched] = useState(false);
  const query = useInfiniteQuery(validatedQuery);
  const organizations = query.data?.pages.flatMap((page) => page.items) ?? [];
  const chosen = organizations.find(({ id }) => id === form.organization);
  const go = () => {
    setTouched(true);
    if (chosen) next();
  };
  return (
    <StepFrame title={t("apply.organization")} about={t("apply.organizationAbout")} back={back} next={go} blocked={query.data !== undefined && organizations.length === 0}>
      {query.error && <ProblemNotice error={query.error} retry={query.refetch} />}
      {query.isPending && <Loading lines={3} />}
      {query.data && organizations.length === 0 && <NoneYet />}
      {organizations.length > 0 && (
        <Radio.Group value={chosen?.id ?? ""} onChange={(organization) => change({ organization })} aria-label={t("apply.organization")} error={touched && !chosen ? t("apply.organizationNeeded") : undefined}>
          <div className={classes.choices}>
            {organizations.map((organization) => (
              <Choice key={organization.id} organization={organization} />
            ))}
          </div>
        </Radio.Group>
      )}
      {organizations.length > 0 && (
        <div>
          <p className="soft">{t("apply.organizationOthers")}</p>
          <Link to="/organizations">{t("apply.toOrganizations")}</Link>
        </div>
      )}
    </StepFrame>
  );
}

function Choice({ organization }: { organization: Organization }) {
  const { t } = useTranslation();
  return (
    <Radio.Card value={organization.id} aria-label={organization.name} className={classes.card}>
      <Radio.Indicator />
      <span className={classes.text}>
        <span className={classes.name}>{organization.name}</span>
        <code>{subjectOf(organization)}</code>
        <span className="soft">{organization.valid_until && t("common.untilDay", { day: day(organization.valid_until) })}</span>
      </span>
    </Radio.Card>
  );
}

/** What to do now, and whether something is on its way. */
function NoneYet() {
  const { t } = useTranslation();
  const waiting = useInfiniteQuery(organizationsQuery({ status: "pending" })).data?.pages[0]?.items ?? [];
  return (
    <Notice tone="warn" title={t("apply.organizationNone")} actions={<Link to={waiting.length > 0 ? "/organizations" : "/organizations/new"}>{t(waiting.length > 0 ? "apply.toOrganizations" : "organizations.add")}</Link>}>
      {waiting.length > 0 ? t("apply.organizationWaiting", { count: waiting.length }) : t("apply.organizationNoneText")} {t("apply.organizationDraft")}
    </Notice>
  );
}
