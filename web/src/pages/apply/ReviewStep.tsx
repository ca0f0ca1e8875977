// The last look (NC-3): everything together, the agreement, and only then the order.
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { organizationQuery } from "../../api/organizations.ts";
import { AsCurl } from "../../ui/AsCurl.tsx";
import { Fact, Facts } from "../../ui/Facts.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { subjectOf } from "../organizations/subject.ts";
import { AgreementSection } from "./AgreementSection.tsx";
import type { Family, Form } from "./form.ts";
import { KeySection } from "./KeySection.tsx";
import { StepFrame } from "./StepFrame.tsx";
import { bodyOf, useFiling } from "./useFiling.ts";

interface Props {
  family: Family;
  /** What the form was kept as; gone once it is filed. */
  draft: string | undefined;
  form: Form;
  change: (part: Partial<Form>) => void;
  back: () => void;
  go: (step: number) => void;
}

export function ReviewStep({ family, draft, form, change, back, go }: Props) {
  const { t } = useTranslation();
  const filing = useFiling(family, form, draft);
  const named = family === "advanced-ov" ? form.organization : undefined;
  const organization = useQuery({ ...organizationQuery(named ?? ""), enabled: named !== undefined }).data;
  const edit = (
    <Button size="compact-xs" variant="subtle" onClick={() => go(0)}>
      {t("apply.edit")}
    </Button>
  );
  return (
    <StepFrame
      title={t("apply.review")}
      about={t("apply.reviewAbout")}
      back={back}
      next={() => filing.mutate()}
      nextText={t("apply.submit")}
      blocked={!form.csr || !form.agreed || !filing.agreement}
      busy={filing.isPending}
    >
      <Facts>
        <Fact name={t("apply.family")}>{t(`family.${family}`)}</Fact>
        <Fact name={t("apply.name")}>
          {form.name} {edit}
        </Fact>
        <Fact name={t("apply.domains")}>
          {form.domains.map((domain) => (
            <div key={domain}>{domain}</div>
          ))}
        </Fact>
        {organization && (
          <Fact name={t("apply.organization")}>
            {organization.name} <div className="soft">{subjectOf(organization)}</div>
          </Fact>
        )}
        <Fact name={t("apply.method")}>{t("apply.dns")}</Fact>
      </Facts>
      {family === "cloud-basic" && <KeySection domains={form.domains} ready={(csr) => change({ csr })} />}
      <AgreementSection agreement={filing.agreement} error={filing.agreementError} agreed={form.agreed} agree={(agreed) => change({ agreed })} />
      {filing.error && <ProblemNotice error={filing.error} />}
      {filing.agreement && <AsCurl method="POST" path="/api/v1/applications" body={bodyOf(family, form, filing.agreement.version)} />}
    </StepFrame>
  );
}
