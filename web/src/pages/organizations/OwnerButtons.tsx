// What the enterprise of an organization can do about it: correct it, have it looked into again, take it away.
import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take } from "../../api/client.ts";
import { organizationQuery, type Organization } from "../../api/organizations.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";

export function OwnerButtons({ organization }: { organization: Organization }) {
  const { id, status } = organization;
  return (
    <>
      {!organization.validated_at && <Remove organization={organization} />}
      {(status === "pending" || status === "rejected") && <Edit id={id} />}
      {(status === "expired" || (status === "validated" && !organization.renewing)) && <Renew id={id} />}
    </>
  );
}

function Edit({ id }: { id: string }) {
  const { t } = useTranslation();
  return (
    <Button variant="default" renderRoot={(props) => <Link to="/organizations/$id/edit" params={{ id }} {...props} />}>
      {t("apply.edit")}
    </Button>
  );
}

export function Renew({ id }: { id: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const renew = useMutation({
    mutationFn: () => take(api.POST("/api/v1/organizations/{id}/renewal", { params: { path: { id } } })),
    onSuccess: (changed) => queries.setQueryData(organizationQuery(id).queryKey, changed),
  });
  return (
    <>
      {renew.error && <ProblemNotice error={renew.error} />}
      <Button variant="default" loading={renew.isPending} onClick={() => renew.mutate()}>
        {t("organizations.renew")}
      </Button>
    </>
  );
}

function Remove({ organization: { id, name } }: { organization: Organization }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const remove = useMutation({
    mutationFn: () => take(api.DELETE("/api/v1/organizations/{id}", { params: { path: { id } } })),
    onSuccess: () => navigate({ to: "/organizations" }),
  });
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t("settings.remove")}
      </Button>
      <Confirm opened={open} close={() => setOpen(false)} title={t("settings.removeTitle", { what: name })} action={t("settings.remove")} act={remove}>
        {t("organizations.removeText")}
      </Confirm>
    </>
  );
}
