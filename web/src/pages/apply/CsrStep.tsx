// The step of Advanced: the CSR, pasted or dropped, read back field by field. Only a CSR that was validated goes on.
import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { organizationQuery } from "../../api/organizations.ts";
import { PemField } from "../../ui/PemField.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import classes from "./CsrStep.module.css";
import { checkCsr } from "./checks.ts";
import { CsrCommand } from "./CsrCommand.tsx";
import { CsrFields } from "./CsrFields.tsx";
import { isValidated, withValidated, type Family, type Form } from "./form.ts";
import { StepFrame } from "./StepFrame.tsx";
import { SubjectTable } from "./SubjectTable.tsx";

interface Props {
  family: Family;
  form: Form;
  change: (part: Partial<Form>) => void;
  back: () => void;
  next: () => void;
}

export function CsrStep({ family, form, change, back, next }: Props) {
  const { t } = useTranslation();
  const named = family === "advanced-ov" ? form.organization : undefined;
  const organization = useQuery({ ...organizationQuery(named ?? ""), enabled: named !== undefined }).data;
  const check = useMutation({
    mutationFn: () => checkCsr(form.csr, form.domains, named),
    onSuccess: (report) => {
      if (report.findings.length === 0) change(withValidated(form));
    },
  });
  const put = (csr: string) => {
    check.reset();
    change({ csr });
  };
  const valid = isValidated(form);
  return (
    <StepFrame title={t("apply.csr")} about={t(organization ? "apply.csrAboutOrganization" : "apply.csrAbout", { domain: form.domains[0], organization: organization?.name })} back={back} next={next} blocked={!valid}>
      <CsrCommand domains={form.domains} organization={organization} />
      <PemField label={t("apply.csrText")} about={t("apply.csrDrop")} placeholder="-----BEGIN CERTIFICATE REQUEST-----" value={form.csr} change={put} rows={9} required />
      <div className={classes.actions}>
        <Button variant={valid ? "default" : "filled"} disabled={!form.csr.trim()} loading={check.isPending} onClick={() => check.mutate()}>
          {t("apply.validateCsr")}
        </Button>
        <span role="status" className={classes.state} data-valid={valid || undefined}>
          {valid ? t("apply.csrValid") : t("apply.csrNotYet")}
        </span>
      </div>
      {check.error && <ProblemNotice error={check.error} />}
      {check.data && organization && <SubjectTable organization={organization} subject={check.data.subject} />}
      {check.data && <CsrFields report={check.data} />}
    </StepFrame>
  );
}
