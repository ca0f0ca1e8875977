// An error as the server said it: the sentence, the code, and the number to quote.
import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Problem } from "../api/problem.ts";
import { problemText } from "../i18n/index.ts";
import { Notice } from "./Notice.tsx";
import classes from "./ProblemNotice.module.css";

interface Props {
  error: unknown;
  retry?: () => void;
}

export function ProblemNotice({ error, retry }: Props) {
  const { t } = useTranslation();
  const facts = error instanceof Problem ? error.facts : undefined;
  const title = facts?.status === 0 ? t("problem.unreachable") : (facts && problemText(facts.code)) || facts?.title || t("problem.unexpected");
  const detail = facts?.status === 0 ? t("problem.unreachableDetail") : (facts?.detail ?? String(error));
  const seen = Object.entries(facts?.members ?? {}).filter(([, value]) => typeof value !== "object");
  return (
    <Notice
      tone="bad"
      title={title}
      actions={
        retry && (
          <Button size="compact-sm" variant="default" onClick={retry}>
            {t("common.tryAgain")}
          </Button>
        )
      }
    >
      {detail !== title && <p>{detail}</p>}
      {seen.length > 0 && (
        <p className={classes.seen}>
          {seen.map(([name, value]) => (
            <span key={name}>
              {name.replaceAll("_", " ")}: <code>{String(value)}</code>
            </span>
          ))}
        </p>
      )}
      {facts && facts.status !== 0 && (
        <p className={classes.identity}>
          <code>{facts.code}</code>
          {facts.requestId && <span>{t("problem.request", { id: facts.requestId })}</span>}
        </p>
      )}
    </Notice>
  );
}
