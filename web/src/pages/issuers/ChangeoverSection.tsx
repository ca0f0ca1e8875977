// From which key this CA took over, and which took over from it (NT-125): what each of them still signs.
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Notice } from "../../ui/Notice.tsx";
import { predecessorOf, successorOf, type Issuer } from "./lineage.ts";

export function ChangeoverSection({ issuer, all }: { issuer: Issuer; all: Issuer[] }) {
  const { t } = useTranslation();
  const [before, after] = [predecessorOf(issuer, all), successorOf(issuer, all)];
  return (
    <>
      {after && (
        <Notice tone="info" title={t("issuers.handedOver", { name: after.name })} actions={<To issuer={after} />}>
          {t(issuer.key_destroyed_at ? "issuers.destroyedText" : issuer.terminated_at ? "issuers.endedText" : "issuers.handedOverText")}
        </Notice>
      )}
      {before && (
        <Notice tone="info" title={t("issuers.tookOver", { name: before.name })} actions={<To issuer={before} />}>
          {t("issuers.tookOverText")}
        </Notice>
      )}
      {!after && (issuer.terminated_at || issuer.key_destroyed_at) && (
        <Notice tone="warn" title={t("issuers.ended")}>
          {t(issuer.key_destroyed_at ? "issuers.destroyedText" : "issuers.endedText")}
        </Notice>
      )}
    </>
  );
}

function To({ issuer }: { issuer: Issuer }) {
  return (
    <Link to="/issuers/$id" params={{ id: issuer.id }}>
      {issuer.name}
    </Link>
  );
}
