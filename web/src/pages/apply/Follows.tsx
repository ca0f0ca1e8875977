// What the new certificate comes after: an application that ended, or a certificate that it renews.
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Notice } from "../../ui/Notice.tsx";
import type { Form } from "./form.ts";

export function Follows({ form: { again, renews } }: { form: Form }) {
  const { t } = useTranslation();
  if (renews) {
    return (
      <Notice tone="info" title={t("apply.renews")}>
        {t("apply.renewsText")}{" "}
        <Link to="/certificates/$id" params={{ id: renews }}>
          {t("applications.toCertificate")}
        </Link>
      </Notice>
    );
  }
  if (again) {
    return (
      <Notice tone="info" title={t("apply.again")}>
        {t("apply.againText")}{" "}
        <Link to="/applications/$id" params={{ id: again }}>
          {t("apply.toEarlier")}
        </Link>
      </Notice>
    );
  }
  return null;
}
