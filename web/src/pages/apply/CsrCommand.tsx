// How to make a fitting key and CSR on the server that will use them.
import { useTranslation } from "react-i18next";
import type { Organization } from "../../api/organizations.ts";
import { CodeBlock } from "../../ui/CodeBlock.tsx";
import { ATTRIBUTES, attributesOf } from "../organizations/subject.ts";
import classes from "./CsrCommand.module.css";

/** As openssl takes a subject, within a shell's single quotes. */
function subjectFor(name: string, organization: Organization | undefined): string {
  const values = organization && attributesOf(organization);
  const parts = values ? ATTRIBUTES.filter((attribute) => values[attribute]).map((attribute) => `/${attribute}=${values[attribute].replace(/[\\/+]/g, "\\$&")}`) : [];
  return [...parts, `/CN=${name}`].join("").replaceAll("'", "'\\''");
}

function command(domains: string[], organization: Organization | undefined): string {
  const [first = "www.example.com"] = domains;
  const stem = first.replace("*.", "wildcard.");
  const names = domains.map((domain) => `DNS:${domain}`).join(",");
  return [
    "openssl req -utf8 -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \\",
    `  -keyout ${stem}.key -out ${stem}.csr -subj '${subjectFor(first, organization)}' \\`,
    `  -addext 'subjectAltName=${names}'`,
  ].join("\n");
}

export function CsrCommand({ domains, organization }: { domains: string[]; organization: Organization | undefined }) {
  const { t } = useTranslation();
  return (
    <details className={classes.help}>
      <summary>{t("apply.csrHelp")}</summary>
      <CodeBlock text={command(domains, organization)} label={t("apply.csrCommand")} />
    </details>
  );
}
