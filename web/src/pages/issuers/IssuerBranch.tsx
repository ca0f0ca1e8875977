// Issuers that stand beside each other, each with what it signed below it. Where a key was changed, the old one stands below
// the new one, between them the certificates that link the two.
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { commonNameOf, spaced } from "../../ui/format.ts";
import { Icon } from "../../ui/Icon.tsx";
import { Lifetime } from "../../ui/Lifetime.tsx";
import { Time } from "../../ui/Time.tsx";
import classes from "./IssuerBranch.module.css";
import { IssuerStatus } from "./IssuerStatus.tsx";
import { linesOf, linksBetween, predecessorOf, successorOf, type Cross, type Issuer } from "./lineage.ts";

interface Props {
  siblings: Issuer[];
  all: Issuer[];
}

export function IssuerLines({ siblings, all }: Props) {
  return linesOf(siblings).map((line) => (
    <div key={line[0]!.id} className={classes.lineage} data-changed={line.length > 1 || undefined}>
      {line.map((issuer, place) => (
        <div key={issuer.id}>
          {place > 0 && <Changeover newer={line[place - 1]!} older={issuer} />}
          <Branch issuer={issuer} all={all} isInLine={line.length > 1} />
        </div>
      ))}
    </div>
  ));
}

function Branch({ issuer, all, isInLine }: { issuer: Issuer; all: Issuer[]; isInLine: boolean }) {
  const { t } = useTranslation();
  const below = all.filter((other) => other.parent_id === issuer.id);
  const [before, after] = isInLine ? [] : [predecessorOf(issuer, all), successorOf(issuer, all)];
  const others = issuer.cross_certificates.filter(({ signer_id }) => !isInLine || signer_id === undefined);
  return (
    <>
      <div className={classes.issuer}>
        <div className={classes.who}>
          <p className={classes.line}>
            <Link to="/issuers/$id" params={{ id: issuer.id }} className={classes.name}>
              {issuer.name}
            </Link>
            <IssuerStatus issuer={issuer} />
          </p>
          <p className="soft">{spaced(issuer.subject)}</p>
          <p className={classes.small}>
            {t(`issuers.${issuer.kind}`)} · {issuer.key} · {t(`issuers.custody.${issuer.custody}`)}
            {before && <> · {t("issuers.tookOver", { name: before.name })}</>}
            {after && <> · {t("issuers.handedOver", { name: after.name })}</>}
          </p>
          {others.length > 0 && <p className={classes.small}>{t("issuers.alsoBy", { names: namesOf(others) })}</p>}
        </div>
        <Lifetime from={issuer.not_before} until={issuer.not_after} over={issuer.state === "retired"} />
      </div>
      {below.length > 0 && (
        <div className={classes.below}>
          <IssuerLines siblings={below} all={all} />
        </div>
      )}
    </>
  );
}

const namesOf = (crosses: Cross[]) => [...new Set(crosses.map(({ issuer }) => commonNameOf(issuer)))].join(", ");

function Changeover({ newer, older }: { newer: Issuer; older: Issuer }) {
  const { t } = useTranslation();
  const { toNewer, toOlder } = linksBetween(newer, older);
  return (
    <div className={classes.changeover}>
      <Icon name="keys" size={16} className={classes.mark!} />
      <div>
        <p>
          <strong>{t("issuers.changeover", { newer: newer.name, older: older.name })}</strong>
        </p>
        {[...toNewer.map((cross) => ({ cross, from: older, to: newer })), ...toOlder.map((cross) => ({ cross, from: newer, to: older }))].map(({ cross, from, to }) => (
          <p key={cross.sha256} className={classes.small}>
            {t("issuers.link", { from: from.name, to: to.name })} {t("common.until")} <Time at={cross.not_after} form="day" />
          </p>
        ))}
        {!older.terminated_at && !older.key_destroyed_at && <p className={classes.small}>{t("issuers.oldSigns", { name: older.name })}</p>}
        {toNewer.length + toOlder.length === 0 && <p className={classes.small}>{t("issuers.noLink")}</p>}
      </div>
    </div>
  );
}
