// One record: a line that opens to everything that was written down.
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { CopyValue } from "../../ui/Copy.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Status } from "../../ui/Status.tsx";
import { Time } from "../../ui/Time.tsx";
import classes from "./Audit.module.css";
import { VerifyRecord } from "./VerifyRecord.tsx";

export function AuditRecord({ record }: { record: Schemas["AuditRecord"] }) {
  const { t } = useTranslation();
  return (
    <li>
      <details className={classes.record}>
        <summary className={classes.line}>
          <Icon name="chevron" size={14} className={classes.arrow} />
          <span className={classes.time}>
            <Time at={record.time} />
          </span>
          <span className={classes.kind}>{record.kind}</span>
          <span className={classes.subject}>{record.subject}</span>
          <span className={classes.actor}>{record.actor}</span>
          <Status state={record.outcome} />
        </summary>
        <dl className={classes.details}>
          <div>
            <dt>{t("audit.subject")}</dt>
            <dd>
              <Link to="/audit" search={{ subject: record.subject }}>
                {record.subject}
              </Link>
            </dd>
          </div>
          <div>
            <dt>{t("audit.actor")}</dt>
            <dd>{record.actor}</dd>
          </div>
          {Object.entries(record.details).map(([name, value]) => (
            <div key={name}>
              <dt>{name.replaceAll("_", " ")}</dt>
              <dd>{typeof value === "string" ? value : JSON.stringify(value)}</dd>
            </div>
          ))}
          <div>
            <dt>{t("audit.leaf", { number: record.sequence })}</dt>
            <dd>
              <CopyValue value={record.leaf_hash} label={t("audit.leafHash")} />
              <div>
                <VerifyRecord record={record} />
              </div>
            </dd>
          </div>
        </dl>
      </details>
    </li>
  );
}
