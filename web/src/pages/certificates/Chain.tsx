// From the root down to the certificate, each step a line further in.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { issuersQuery } from "../../api/queries.ts";
import { Section } from "../../ui/Page.tsx";
import { Status } from "../../ui/Status.tsx";
import { Time } from "../../ui/Time.tsx";
import classes from "./Chain.module.css";
import { titleOf } from "./Names.tsx";

type Issuer = Schemas["Issuer"];

/** The root first. A loop cannot be, but it would not hang the page. */
export function pathOf(id: string | undefined, issuers: Issuer[]): Issuer[] {
  const path: Issuer[] = [];
  for (let at = issuers.find((i) => i.id === id); at && !path.includes(at); ) {
    path.unshift(at);
    const parent = at.parent_id;
    at = issuers.find((i) => i.id === parent);
  }
  return path;
}

export function Chain({ certificate }: { certificate: Schemas["Certificate"] }) {
  const { t } = useTranslation();
  const issuers = useQuery(issuersQuery).data?.items ?? [];
  const path = pathOf(certificate.issuer_id, issuers);
  if (path.length === 0) return null;
  return (
    <Section title={t("certificates.chain")}>
      <ol className={classes.chain}>
        {path.map((issuer, depth) => (
          <li key={issuer.id} className={classes.step} data-depth={depth}>
            <Link to="/issuers/$id" params={{ id: issuer.id }}>
              {issuer.name}
            </Link>
            <span className="soft">
              {issuer.key} · {t("common.until")} <Time at={issuer.not_after} form="day" />
            </span>
            {issuer.state !== "enabled" && <Status state={issuer.state} />}
          </li>
        ))}
        <li className={classes.step} data-depth={path.length}>
          <strong>{titleOf(certificate)}</strong>
          <span className="soft">
            {t("common.until")} <Time at={certificate.not_after} form="day" />
          </span>
        </li>
      </ol>
    </Section>
  );
}
