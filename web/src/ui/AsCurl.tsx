// The form on the screen as the call that it will be, before it is sent. What is secret in it is left out.
import { useTranslation } from "react-i18next";
import { asCurl, withoutSecrets } from "../api/recorder.ts";
import classes from "./AsCurl.module.css";
import { CodeBlock } from "./CodeBlock.tsx";

interface Props {
  method: "POST" | "PATCH" | "PUT";
  path: string;
  body?: object;
}

export function AsCurl({ method, path, body }: Props) {
  const { t } = useTranslation();
  const text = asCurl({ method, path, ...(body ? { body: withoutSecrets(JSON.stringify(body)) } : {}) });
  return (
    <details className={classes.details}>
      <summary className={classes.summary}>{t("apiDrawer.form")}</summary>
      <CodeBlock text={text} label={t("apiDrawer.form")} />
    </details>
  );
}
