// The wizard of one family: its steps in order, and what was filled in so far.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Loading } from "../../ui/Loading.tsx";
import { Page } from "../../ui/Page.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { CsrStep } from "./CsrStep.tsx";
import { DomainStep } from "./DomainStep.tsx";
import { DraftButton } from "./DraftButton.tsx";
import { draftQuery, formOf } from "./drafts.ts";
import { Follows } from "./Follows.tsx";
import { formFrom, type Family, type Form } from "./form.ts";
import { MethodStep } from "./MethodStep.tsx";
import { OrganizationStep } from "./OrganizationStep.tsx";
import { ReviewStep } from "./ReviewStep.tsx";
import { Steps } from "./Steps.tsx";
import { STEPS } from "./steps.ts";

const route = getRouteApi("/inside/apply/$family");

/** With the draft of the address filled in, once it is there. */
export function WizardPage() {
  const { draft, ...start } = route.useSearch();
  const { family } = route.useParams();
  const kept = useQuery({ ...draftQuery(draft ?? ""), enabled: draft !== undefined });
  if (draft === undefined) return <Wizard key={family} family={family} start={formFrom(start)} />;
  if (kept.error) return <ProblemNotice error={kept.error} />;
  return kept.data ? <Wizard key={draft} family={family} start={formOf(kept.data)} from={draft} /> : <Loading />;
}

interface Props {
  family: Family;
  start: Form;
  from?: string;
}

function Wizard({ family, start, from }: Props) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(from);
  const [form, setForm] = useState<Form>(start);
  const [at, setAt] = useState(0);
  const change = (part: Partial<Form>) => setForm((kept) => ({ ...kept, ...part }));
  const steps: readonly string[] = STEPS[family];
  const go = (step: number) => {
    // A key made for review belongs to the domains of that moment; a CSR that was pasted stays.
    if (family === "cloud-basic") change({ csr: "" });
    setAt(step);
  };
  const ways = { back: () => go(at - 1), next: () => go(at + 1) };
  const step = steps[at];
  return (
    <Page title={t(`family.${family}`)} about={t(`familyAbout.${family}`)} above={<Link to="/apply">{t("apply.title")}</Link>} actions={<DraftButton draft={draft} family={family} form={form} saved={setDraft} />} narrow>
      <Steps family={family} at={at} go={go} />
      <Follows form={form} />
      {step === "domain" && <DomainStep form={form} change={change} next={ways.next} />}
      {step === "organization" && <OrganizationStep form={form} change={change} {...ways} />}
      {step === "csr" && <CsrStep family={family} form={form} change={change} {...ways} />}
      {step === "method" && <MethodStep {...ways} />}
      {step === "review" && <ReviewStep family={family} draft={draft} form={form} change={change} back={ways.back} go={go} />}
    </Page>
  );
}
