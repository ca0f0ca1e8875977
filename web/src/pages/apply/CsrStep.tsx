// Step 2 of Advanced: the CSR, pasted or dropped, read back field by field. Only a CSR that was validated goes on.
import { Button, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../../ui/Icon.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import classes from "./CsrStep.module.css";
import { checkCsr } from "./checks.ts";
import { CsrCommand } from "./CsrCommand.tsx";
import { CsrFields } from "./CsrFields.tsx";
import { isValidated, withValidated, type Form } from "./form.ts";
import { StepFrame } from "./StepFrame.tsx";

const LARGEST = 65_536;

interface Props {
  form: Form;
  change: (part: Partial<Form>) => void;
  back: () => void;
  next: () => void;
}

export function CsrStep({ form, change, back, next }: Props) {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  const [tooLarge, setTooLarge] = useState(false);
  const check = useMutation({
    mutationFn: () => checkCsr(form.csr, form.domains),
    onSuccess: (report) => {
      if (report.findings.length === 0) change(withValidated(form));
    },
  });
  const put = (csr: string) => {
    check.reset();
    setTooLarge(csr.length > LARGEST);
    change({ csr: csr.slice(0, LARGEST + 1) });
  };
  const take = async (file: File | undefined) => file && put(file.size > LARGEST ? " ".repeat(LARGEST + 1) : await file.text());
  const valid = isValidated(form);
  return (
    <StepFrame title={t("apply.csr")} about={t("apply.csrAbout", { domain: form.domains[0] })} back={back} next={next} blocked={!valid}>
      <CsrCommand domains={form.domains} />
      <div
        className={classes.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer.files[0]);
        }}
      >
        <Textarea
          label={t("apply.csrText")}
          description={t("apply.csrDrop")}
          placeholder="-----BEGIN CERTIFICATE REQUEST-----"
          classNames={{ input: classes.text! }}
          rows={9}
          value={form.csr}
          onChange={(e) => put(e.currentTarget.value)}
          error={tooLarge ? t("apply.csrTooLarge") : undefined}
          spellCheck={false}
          autoCapitalize="none"
          required
        />
      </div>
      <div className={classes.actions}>
        <Button variant={valid ? "default" : "filled"} disabled={!form.csr.trim() || tooLarge} loading={check.isPending} onClick={() => check.mutate()}>
          {t("apply.validateCsr")}
        </Button>
        <Button component="label" variant="default" leftSection={<Icon name="file" size={16} />}>
          {t("apply.csrFile")}
          <input type="file" className="visually-hidden" accept=".csr,.pem,.req,.txt" onChange={(e) => take(e.currentTarget.files?.[0])} />
        </Button>
        <span role="status" className={classes.state} data-valid={valid || undefined}>
          {valid ? t("apply.csrValid") : t("apply.csrNotYet")}
        </span>
      </div>
      {check.error && <ProblemNotice error={check.error} />}
      {check.data && <CsrFields report={check.data} />}
    </StepFrame>
  );
}
