// Looks the values up now instead of at the next turn.
import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, take } from "../../api/client.ts";
import { Icon } from "../../ui/Icon.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";

export function CheckButton({ id }: { id: string }) {
  const { t } = useTranslation();
  const check = useMutation({ mutationFn: () => take(api.POST("/api/v1/applications/{id}/check", { params: { path: { id } } })) });
  return (
    <>
      <Button leftSection={<Icon name="refresh" size={16} />} loading={check.isPending} onClick={() => check.mutate()}>
        {t("applications.checkNow")}
      </Button>
      {check.error && <ProblemNotice error={check.error} />}
    </>
  );
}
