// The proof for one domain: the record to publish, piece by piece, and what the last look-up saw (NC-21).
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { CopyButton } from "../../ui/Copy.tsx";
import { relative } from "../../ui/format.ts";
import { Refusal } from "../../ui/Refusal.tsx";
import { Status } from "../../ui/Status.tsx";
import { Time } from "../../ui/Time.tsx";
import { useNow } from "../../ui/useNow.ts";
import classes from "./DomainProof.module.css";

type Validation = Schemas["DomainValidation"];

/** `waiting`: somebody still looks for it. */
export function DomainProof({ domain, waiting, about, actions }: { domain: Validation; waiting: boolean; about?: React.ReactNode; actions?: React.ReactNode }) {
  const { t } = useTranslation();
  const pending = waiting && domain.status === "In progress";
  return (
    <article className={classes.proof} data-pending={pending || undefined}>
      <header className={classes.head}>
        <h3 className={classes.name}>{domain.domain}</h3>
        <span className={classes.state}>
          {domain.status && (waiting || domain.status !== "In progress") && <Status state={domain.status} />}
          {actions}
        </span>
      </header>
      {about && <p className="soft">{about}</p>}
      {domain.record && pending && <DnsRecord record={domain.record} />}
      {domain.validated_at && (
        <p className="soft">
          {domain.method && `${t(`method.${domain.method}`)} · `}
          {t("proof.succeeded")} <Time at={domain.validated_at} />
          {domain.valid_until && (
            <>
              {" · "}
              {t("proof.reusable")} <Time at={domain.valid_until} form="day" />
            </>
          )}
        </p>
      )}
      {pending && <LastLook domain={domain} />}
    </article>
  );
}

function DnsRecord({ record }: { record: Schemas["DnsRecord"] }) {
  const { t } = useTranslation();
  const parts = [
    [t("proof.type"), record.type],
    [t("proof.recordName"), record.name],
    [t("proof.value"), record.value],
  ] as const;
  return (
    <dl className={classes.record}>
      {parts.map(([name, value]) => (
        <div key={name} className={classes.part}>
          <dt>{name}</dt>
          <dd>
            <code>{value}</code>
            <CopyButton value={value} label={name} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function LastLook({ domain }: { domain: Validation }) {
  const { t } = useTranslation();
  useNow(1000);
  return (
    <div className={classes.look}>
      {domain.last_checked_at ? (
        <p>
          {t("proof.seen", { when: relative(domain.last_checked_at) })}{" "}
          {domain.last_answer ? <Refusal code={domain.last_answer_code ?? ""} detail={domain.last_answer} shown={["name", "expected"]} /> : t("proof.nothing")}
        </p>
      ) : (
        <p>{t("proof.notYet")}</p>
      )}
      {domain.next_check_at && <p className="soft">{t("proof.next", { when: Date.parse(domain.next_check_at) < Date.now() ? t("proof.now") : relative(domain.next_check_at)})}</p>}
    </div>
  );
}
