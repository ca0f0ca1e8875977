// The Subscriber Agreement in force, to be read here and accepted by version (NT-45, NT-46).
import { Checkbox } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Loading } from "../../ui/Loading.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import type { Schemas } from "../../api/client.ts";
import classes from "./AgreementSection.module.css";

interface Props {
  agreement: Schemas["Agreement"] | undefined;
  error: unknown;
  agreed: boolean;
  agree: (agreed: boolean) => void;
}

export function AgreementSection({ agreement, error, agreed, agree }: Props) {
  const { t } = useTranslation();
  if (error) return <ProblemNotice error={error} />;
  if (!agreement) return <Loading lines={2} />;
  return (
    <section className={classes.section} aria-labelledby="agreement-title">
      <h3 id="agreement-title" className={classes.title}>
        {t("agreement.title")} <span className="soft">{t("agreement.version", { version: agreement.version })}</span>
      </h3>
      {agreement.sections && agreement.sections.length > 0 && (
        <div className={classes.text} tabIndex={0} role="region" aria-labelledby="agreement-title">
          {agreement.sections.map((section) => (
            <section key={section.title}>
              <h4>{section.title}</h4>
              <p>{section.text}</p>
            </section>
          ))}
        </div>
      )}
      {agreement.certification && <p className="soft">{agreement.certification}</p>}
      <Checkbox label={t("agreement.accept")} checked={agreed} onChange={(e) => agree(e.currentTarget.checked)} />
    </section>
  );
}
