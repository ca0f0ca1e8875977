// Addresses that lead nowhere, and pages that broke.
import { Button } from "@mantine/core";
import { Link, type ErrorComponentProps } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Page } from "../ui/Page.tsx";
import { ProblemNotice } from "../ui/ProblemNotice.tsx";
import { Brand } from "./Brand.tsx";
import classes from "./Fallbacks.module.css";

/** For an address that nothing has. */
export function NotFound() {
  return (
    <main className={classes.missing}>
      <Brand />
      <Missing />
    </main>
  );
}

/** In the place of a page whose thing is not there. */
export function Missing() {
  const { t } = useTranslation();
  return (
    <Page title={t("missing.title")} about={t("missing.text")} narrow>
      <p>
        <Link to="/">{t("missing.home")}</Link>
      </p>
    </Page>
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
