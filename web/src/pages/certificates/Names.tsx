// The names of a certificate in one line: the first, and how many more.
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import classes from "./Names.module.css";

type Identifier = Schemas["Identifier"];

export function Names({ names, fallback }: { names: Identifier[]; fallback: string }) {
  const { t } = useTranslation();
  const [first, ...others] = names;
  return (
    <span className={classes.names} title={names.map((name) => name.value).join("\n")}>
      <span className={classes.first}>{first?.value ?? fallback}</span>
      {others.length > 0 && <span className={classes.others}>{t("certificates.andMore", { count: others.length })}</span>}
    </span>
  );
}

export function titleOf(certificate: Pick<Schemas["Certificate"], "names" | "serial" | "subject">): string {
  return certificate.names[0]?.value ?? (certificate.subject || certificate.serial);
}
