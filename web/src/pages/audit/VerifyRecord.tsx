import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { Tag } from "../../ui/Status.tsx";
import { count } from "../../ui/format.ts";
import { NotProven, verifyRecord } from "./verify.ts";

export function VerifyRecord({ record }: { record: Schemas["AuditRecord"] }) {
  const { t } = useTranslation();
  const verify = useMutation({ mutationFn: () => verifyRecord(record) });
  if (verify.data) return <Tag tone="good">{t("audit.included", { size: count(verify.data.size) })}</Tag>;
  if (verify.error instanceof NotProven) return <Tag tone="bad">{t("audit.notIncluded")}</Tag>;
  return (
    <>
      {verify.error && <ProblemNotice error={verify.error} />}
      <Button size="compact-sm" variant="default" loading={verify.isPending} onClick={() => verify.mutate()}>
        {t("audit.verifyRecord")}
      </Button>
    </>
  );
}
