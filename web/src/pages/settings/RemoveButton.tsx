import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Confirm } from "../../ui/Confirm.tsx";

export function RemoveButton({ what, text, remove }: { what: string; text: string; remove: () => Promise<unknown> }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const act = useMutation({ mutationFn: remove, onSuccess: () => setOpen(false) });
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
        {t("settings.remove")}
      </Button>
      <Confirm opened={open} close={() => setOpen(false)} title={t("settings.removeTitle", { what })} action={t("settings.remove")} act={act}>
        {text}
      </Confirm>
    </>
  );
}
