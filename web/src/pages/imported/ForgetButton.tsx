import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take, type Schemas } from "../../api/client.ts";
import { Confirm } from "../../ui/Confirm.tsx";

export function ForgetButton({ certificate: { id, name } }: { certificate: Schemas["ImportedCertificate"] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const forget = useMutation({
    mutationFn: () => take(api.DELETE("/api/v1/imported-certificates/{id}", { params: { path: { id } } })),
    onSuccess: () => navigate({ to: "/imported" }),
  });
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t("imported.forget")}
      </Button>
      <Confirm opened={open} close={() => setOpen(false)} title={t("imported.forgetTitle", { name })} action={t("imported.forget")} act={forget}>
        {t("imported.forgetText")}
      </Confirm>
    </>
  );
}
