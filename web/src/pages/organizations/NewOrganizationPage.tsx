// Has an organization validated (NC-11).
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, take } from "../../api/client.ts";
import { Page } from "../../ui/Page.tsx";
import { factsOf, requestOf, type FactsForm } from "./facts.ts";
import { OrganizationForm } from "./OrganizationForm.tsx";

const PATH = "/api/v1/organizations";

export function NewOrganizationPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const add = useMutation({
    mutationFn: (form: FactsForm) => take(api.POST(PATH, { body: requestOf(form) })),
    onSuccess: ({ id }) => navigate({ to: "/organizations/$id", params: { id } }),
  });
  return (
    <Page title={t("organizations.add")} about={t("organizations.addAbout")} above={<Link to="/organizations">{t("organizations.title")}</Link>} narrow>
      <OrganizationForm start={factsOf()} action={t("organizations.addNow")} call={{ method: "POST", path: PATH, body: requestOf }} send={add} cancel={() => navigate({ to: "/organizations" })} />
    </Page>
  );
}
