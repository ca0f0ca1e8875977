// How to make a fitting key and CSR on the server that will use them.
import { useTranslation } from "react-i18next";
import { CodeBlock } from "../../ui/CodeBlock.tsx";
import classes from "./CsrCommand.module.css";

function command(domains: string[]): string {
  const [first = "www.example.com"] = domains;
  const stem = first.replace("*.", "wildcard.");
  const names = domains.map((domain) => `DNS:${domain}`).join(",");
  return [
    "openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \\",
    `  -keyout ${stem}.key -out ${stem}.csr -subj '/CN=${first}' \\`,
    `  -addext 'subjectAltName=${names}'`,
  ].join("\n");
}

export function CsrCommand({ domains }: { domains: string[] }) {
  const { t } = useTranslation();
  return (
    <details className={classes.help}>
      <summary>{t("apply.csrHelp")}</summary>
      <CodeBlock text={command(domains)} label={t("apply.csrCommand")} />
    </details>
  );
}
