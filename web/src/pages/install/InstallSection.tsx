// Download and install, for the kind of server at hand: its files, and what it has to be told.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { CodeBlock } from "../../ui/CodeBlock.tsx";
import { Section } from "../../ui/Page.tsx";
import { Chip } from "../../ui/Toolbar.tsx";
import { titleOf } from "../certificates/Names.tsx";
import { ContainerForm } from "./ContainerForm.tsx";
import { FileButtons } from "./FileButtons.tsx";
import { ManagedKeyForm } from "./ManagedKeyForm.tsx";
import classes from "./InstallSection.module.css";
import { guideOf, isContainer, KINDS, type Kind } from "./kinds.ts";

export function InstallSection({ certificate }: { certificate: Schemas["Certificate"] }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<Kind>("nginx");
  const stem = titleOf(certificate).replace("*.", "wildcard.").replace(/[^\w.@-]+/g, "_");
  const names = certificate.names.filter((name) => name.type === "dns").map((name) => name.value);
  const managed = certificate.managed_key ?? false;
  const steps = guideOf(kind, names, stem);
  return (
    <Section title={t("install.title")} about={t("install.about")}>
      <div className={classes.kinds} role="group" aria-label={t("install.kind")}>
        {KINDS.map((each) => (
          <Chip key={each} on={kind === each} onClick={() => setKind(each)}>
            {t(`install.kinds.${each}`)}
          </Chip>
        ))}
      </div>
      <ol className={classes.steps}>
        <li className={classes.step}>
          <p className={classes.text}>{t(managed ? "install.managed" : isContainer(kind) ? "install.container" : "install.files")}</p>
          {managed && <ManagedKeyForm key={kind} id={certificate.id} name={`${stem}.${kind === "iis" ? "pfx" : "p12"}`} />}
          {!managed && isContainer(kind) ? <ContainerForm key={kind} certificate={certificate} kind={kind} stem={stem} /> : <FileButtons certificate={certificate} stem={stem} all={kind === "pem"} />}
        </li>
        {steps.map((step) => (
          <li key={step.text} className={classes.step}>
            <p className={classes.text}>{t(`install.steps.${step.text}`)}</p>
            {step.code && <CodeBlock text={step.code} label={t(`install.steps.${step.text}`)} />}
          </li>
        ))}
      </ol>
    </Section>
  );
}
