// The switch for automatic renewal, whether it can do anything, and what it did.
import { Switch } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, take, type Schemas } from "../../api/client.ts";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { Time } from "../../ui/Time.tsx";
import classes from "./LabelSection.module.css";

type Renewal = NonNullable<Schemas["Certificate"]["renewal"]>;

interface Props {
  certificate: Schemas["Certificate"];
  renewal: Renewal;
  edits: boolean;
}

export function RenewalState({ certificate, renewal, edits }: Props) {
  const { t } = useTranslation();
  const on = certificate.label?.auto_renew ?? false;
  const set = useMutation({
    mutationFn: (wanted: boolean) => take(api.PATCH("/api/v1/certificates/{id}", { params: { path: { id: certificate.id } }, body: { auto_renew: wanted } })),
  });
  return (
    <div className={classes.renewal}>
      <Switch label={t(on ? "renewal.on" : "renewal.off")} aria-label={t("renewal.title")} checked={on} disabled={!edits || set.isPending || (!renewal.eligible && !on)} onChange={(e) => set.mutate(e.currentTarget.checked)} />
      {renewal.eligible ? (
        <p className="soft">
          {t("renewal.eligible")} <Time at={renewal.from} form="day" /> – <Time at={renewal.until} form="day" />
        </p>
      ) : (
        <p className="soft">
          {t("renewal.notEligible")} {renewal.reason && t(`renewal.reason.${renewal.reason}`)}
        </p>
      )}
      {renewal.last_tried_at && (
        <p>
          {t("renewal.tried")} <Time at={renewal.last_tried_at} />: {renewal.outcome === "filed" ? t("renewal.filed") : <code>{renewal.outcome}</code>}
        </p>
      )}
      {renewal.renewed_by && (
        <Link to="/applications/$id" params={{ id: renewal.renewed_by }}>
          {t("renewal.renewedBy")}
        </Link>
      )}
      {set.error && <ProblemNotice error={set.error} />}
    </div>
  );
}
