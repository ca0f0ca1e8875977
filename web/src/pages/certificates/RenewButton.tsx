// The same names once more: the wizard of the family that it came from, filled in.
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { applicationQuery } from "../../api/queries.ts";
import { useApplies } from "../../session/store.ts";

export function RenewButton({ certificate }: { certificate: Schemas["Certificate"] }) {
  const { t } = useTranslation();
  const applies = useApplies();
  const { application_id: from, names } = certificate;
  const application = useQuery({ ...applicationQuery(from ?? ""), enabled: applies && from !== undefined }).data;
  if (!application) return null;
  const domains = names.filter(({ type }) => type === "dns").map(({ value }) => value);
  const { organization } = application;
  const search = { renews: certificate.id, domains, ...(organization ? { organization: organization.id } : {}) };
  return <Button renderRoot={(props) => <Link to="/apply/$family" params={{ family: application.family ?? "advanced-dv" }} search={search} {...props} />}>{t("renewal.renew")}</Button>;
}
