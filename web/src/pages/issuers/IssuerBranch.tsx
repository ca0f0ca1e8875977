import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { spaced } from "../../ui/format.ts";
import { Lifetime } from "../../ui/Lifetime.tsx";
import { Status } from "../../ui/Status.tsx";
import classes from "./IssuerBranch.module.css";

type Issuer = Schemas["Issuer"];

export function IssuerBranch({ issuer, all }: { issuer: Issuer; all: Issuer[] }) {
  const { t } = useTranslation();
  const below = all.filter((other) => other.parent_id === issuer.id);
  return (
    <div className={classes.branch}>
      <div className={classes.issuer}>
        <div className={classes.who}>
          <p className={classes.line}>
            <Link to="/issuers/$id" params={{ id: issuer.id }} className={classes.name}>
              {issuer.name}
            </Link>
            <Status state={issuer.state} />
          </p>
          <p className="soft">{spaced(issuer.subject)}</p>
          <p className={classes.small}>
            {t(`issuers.${issuer.kind}`)} · {issuer.key}
          </p>
        </div>
        <Lifetime from={issuer.not_before} until={issuer.not_after} over={issuer.state === "retired"} />
      </div>
      {below.length > 0 && (
        <div className={classes.below}>
          {below.map((child) => (
            <IssuerBranch key={child.id} issuer={child} all={all} />
          ))}
        </div>
      )}
    </div>
  );
}
