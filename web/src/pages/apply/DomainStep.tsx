// Step 1: what it is called here, and for which domains. The server judges the names before the next step, with a
// CSR over a key that is thrown away.
import { ActionIcon, Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../../ui/Icon.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { Refusal } from "../../ui/Refusal.tsx";
import classes from "./DomainStep.module.css";
import { checkNames, NameTaken } from "./checks.ts";
import { parseDomain } from "./domain.ts";
import type { Form } from "./form.ts";
import { StepFrame } from "./StepFrame.tsx";

const MOST = 100;

interface Props {
  form: Form;
  change: (part: Partial<Form>) => void;
  next: () => void;
}

export function DomainStep({ form, change, next }: Props) {
  const { t } = useTranslation();
  const [touched, setTouched] = useState(false);
  const parsed = form.domains.map(parseDomain);
  const check = useMutation({
    mutationFn: (domains: string[]) => checkNames(form.name.trim(), domains, form.again),
    onSuccess: (findings, domains) => {
      if (findings.length > 0) return;
      change({ name: form.name.trim(), domains });
      next();
    },
  });
  const go = () => {
    setTouched(true);
    const names = parsed.flatMap((domain) => domain.name ?? []);
    if (form.name.trim() && names.length === parsed.length) check.mutate([...new Set(names)]);
  };
  const set = (at: number, value: string) => {
    check.reset();
    change({ domains: form.domains.map((domain, i) => (i === at ? value : domain)) });
  };
  const fault = (at: number) => (touched && parsed[at]?.fault ? t(`domainFault.${parsed[at].fault}`) : undefined);
  return (
    <StepFrame title={t("apply.domain")} about={t("apply.domainAbout")} next={go} busy={check.isPending}>
      <TextInput
        label={t("apply.name")}
        description={t("apply.nameAbout")}
        value={form.name}
        maxLength={100}
        onChange={(e) => {
          check.reset();
          change({ name: e.currentTarget.value });
        }}
        error={touched && !form.name.trim() ? t("apply.nameNeeded") : check.error instanceof NameTaken ? t("apply.nameTaken") : undefined}
        required
      />
      <div className={classes.domains}>
        {form.domains.map((domain, at) => (
          <div key={at} className={classes.line}>
            <TextInput
              label={at === 0 ? t("apply.domainName") : t("apply.furtherDomain", { number: at + 1 })}
              description={at === 0 ? t("apply.domainForms") : undefined}
              placeholder="www.example.com"
              value={domain}
              onChange={(e) => set(at, e.currentTarget.value)}
              error={fault(at)}
              autoCapitalize="none"
              spellCheck={false}
              inputMode="url"
              flex={1}
              required
            />
            {form.domains.length > 1 && (
              <ActionIcon variant="subtle" color="gray" size={36} aria-label={t("apply.removeDomain", { name: domain })} onClick={() => change({ domains: form.domains.filter((_, i) => i !== at) })}>
                <Icon name="trash" />
              </ActionIcon>
            )}
          </div>
        ))}
        {form.domains.length < MOST && (
          <Button variant="subtle" leftSection={<Icon name="plus" size={16} />} className={classes.add} onClick={() => change({ domains: [...form.domains, ""] })}>
            {t("apply.addDomain")}
          </Button>
        )}
      </div>
      {check.data && check.data.length > 0 && (
        <Notice tone="bad" title={t("apply.namesRefused")}>
          {check.data.map((finding) => (
            <p key={finding.detail}>
              <Refusal code={finding.code} detail={finding.detail} />
            </p>
          ))}
        </Notice>
      )}
      {check.error && !(check.error instanceof NameTaken) && <ProblemNotice error={check.error} />}
    </StepFrame>
  );
}
