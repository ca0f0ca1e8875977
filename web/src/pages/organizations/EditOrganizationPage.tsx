// Corrects what was said about an organization that is not validated.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, take } from "../../api/client.ts";
import { organizationQuery } from "../../api/organizations.ts";
import { Loading } from "../../ui/Loading.tsx";
import { Page } from "../../ui/Page.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { changeOf, factsOf, type FactsForm } from "./facts.ts";
import { OrganizationForm } from "./OrganizationForm.tsx";

export function EditOrganizationPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: "/inside/organizations/$id/edit" });
  const navigate = useNavigate();
  const queries = useQueryClient();
  const query = useQuery(organizationQuery(id));
  const back = () => navigate({ to: "/organizations/$id", params: { id } });
  const edit = useMutation({
    mutationFn: (form: FactsForm) => take(api.PATCH("/api/v1/organizations/{id}", { params: { path: { id } }, body: changeOf(form) })),
    onSuccess: (changed) => {
      queries.setQueryData(organizationQuery(id).queryKey, changed);
      return back();
    },
  });
  if (query.error) return <ProblemNotice error={query.error} retry={query.refetch} />;
  if (!query.data) return <Loading lines={8} />;
  const above = (
    <Link to="/organizations/$id" params={{ id }}>
      {query.data.name}
    </Link>
  );
  return (
    <Page title={t("organizations.edit")} about={t("organizations.editAbout")} above={above} narrow>
      <OrganizationForm start={factsOf(query.data)} action={t("common.save")} call={{ method: "PATCH", path: `/api/v1/organizations/${id}`, body: changeOf }} send={edit} cancel={back} />
    </Page>
  );
}
