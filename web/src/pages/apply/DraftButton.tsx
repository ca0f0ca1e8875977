import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { saveDraft } from "./drafts.ts";
import type { Family, Form } from "./form.ts";

interface Props {
  draft: string | undefined;
  family: Family;
  form: Form;
  saved: (id: string) => void;
}

export function DraftButton({ draft, family, form, saved }: Props) {
  const { t } = useTranslation();
  const save = useMutation({ mutationFn: () => saveDraft(draft, family, form), onSuccess: ({ id }) => saved(id) });
  return (
    <>
      {save.error && <ProblemNotice error={save.error} />}
      <Button variant="default" loading={save.isPending} onClick={() => save.mutate()}>
        {t("drafts.save")}
      </Button>
      <span role="status" className="visually-hidden">
        {save.isSuccess ? t("drafts.saved") : ""}
      </span>
      {save.isSuccess && <span className="soft">{t("drafts.saved")}</span>}
    </>
  );
}
