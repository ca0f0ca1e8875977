import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, take } from "../../api/client.ts";
import { Loading } from "../../ui/Loading.tsx";
import { Section } from "../../ui/Page.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { SessionList } from "../../ui/SessionList.tsx";

export function MySessions() {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: ["me", "sessions"], queryFn: () => take(api.GET("/api/v1/me/sessions")) });
  return (
    <Section title={t("sessions.title")} about={t("sessions.about")}>
      {query.error && <ProblemNotice error={query.error} retry={query.refetch} />}
      {query.isPending && <Loading lines={2} />}
      {query.data && <SessionList sessions={query.data.items} end={(id) => take(api.DELETE("/api/v1/me/sessions/{id}", { params: { path: { id } } }))} />}
    </Section>
  );
}
