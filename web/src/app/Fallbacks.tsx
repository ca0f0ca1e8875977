// Addresses that lead nowhere, and pages that broke.
import { Button } from "@mantine/core";
import { Link, type ErrorComponentProps } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Empty } from "../ui/Empty.tsx";
import { ProblemNotice } from "../ui/ProblemNotice.tsx";

export function NotFound() {
  const { t } = useTranslation();
  return (
    <Empty title={t("missing.title")} action={<Link to="/">{t("missing.home")}</Link>}>
      {t("missing.text")}
    </Empty>
  );
}

export function PageFault({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation();
  return (
    <>
      <ProblemNotice error={error} />
      <p>
        <Button mt="sm" variant="default" onClick={reset}>
          {t("common.tryAgain")}
        </Button>
      </p>
    </>
  );
}
