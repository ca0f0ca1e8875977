// Approval and rejection of an organization by whoever looked into it.
import { Button, Group, Stack, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take } from "../../api/client.ts";
import { organizationQuery, type Organization } from "../../api/organizations.ts";
import { AsCurl } from "../../ui/AsCurl.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";

type Act = "approve" | "reject";

export function DecisionButtons({ organization }: { organization: Organization }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<Act>();
  const complete = organization.checks.every(({ verdict }) => verdict === "passed");
  return (
    <>
      <Button variant="default" onClick={() => setAsking("reject")}>
        {t("organizations.reject")}
      </Button>
      <Button disabled={!complete} onClick={() => setAsking("approve")}>
        {t("organizations.approve")}
      </Button>
      <Dialog opened={asking !== undefined} onClose={() => setAsking(undefined)} title={asking ? t(`organizations.${asking}Title`, { name: organization.name }) : ""}>
        {asking && <Question organization={organization} act={asking} close={() => setAsking(undefined)} />}
      </Dialog>
    </>
  );
}

function Question({ organization, act, close }: { organization: Organization; act: Act; close: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [reason, setReason] = useState("");
  const body = { reason: reason.trim() };
  const params = { params: { path: { id: organization.id } } };
  const calls = {
    approve: () => take(api.POST("/api/v1/organizations/{id}/approval", { ...params, body: {} })),
    reject: () => take(api.POST("/api/v1/organizations/{id}/rejection", { ...params, body })),
  };
  const decide = useMutation({
    mutationFn: () => calls[act](),
    onSuccess: (changed) => {
      queries.setQueryData(organizationQuery(organization.id).queryKey, changed);
      close();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        decide.mutate();
      }}
    >
      <Stack>
        <p>{t(`organizations.${act}Text`)}</p>
        {act === "reject" && <Textarea label={t("organizations.reason")} description={t("organizations.reasonAbout")} value={reason} onChange={(e) => setReason(e.currentTarget.value)} maxLength={2000} rows={3} required data-autofocus />}
        {decide.error && <ProblemNotice error={decide.error} />}
        <AsCurl method="POST" path={`/api/v1/organizations/${organization.id}/${act === "approve" ? "approval" : "rejection"}`} body={act === "approve" ? {} : body} />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" color={act === "reject" ? "red" : "blue"} loading={decide.isPending} disabled={act === "reject" && !body.reason}>
            {t(`organizations.${act}`)}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
