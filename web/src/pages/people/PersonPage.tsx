// One person: what they may do, and what can be done about it.
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, take } from "../../api/client.ts";
import { personQuery } from "../../api/people.ts";
import { useMay } from "../../session/store.ts";
import { Fact, Facts } from "../../ui/Facts.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { Page, Section } from "../../ui/Page.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { SessionList } from "../../ui/SessionList.tsx";
import { Status } from "../../ui/Status.tsx";
import { Time } from "../../ui/Time.tsx";
import { EditPerson } from "./EditPerson.tsx";
import { PersonActions } from "./PersonActions.tsx";

export function PersonPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: "/inside/people/$id" });
  const manages = useMay("manage-people", "manage-enterprise");
  const staff = useMay("read-people");
  const query = useQuery(personQuery(id));
  const user = query.data;
  const above = <Link to="/people">{t("people.title")}</Link>;
  if (query.error) {
    return (
      <Page title={t("people.one")} above={above}>
        <ProblemNotice error={query.error} retry={query.refetch} />
      </Page>
    );
  }
  if (!user) return <Loading lines={6} />;
  return (
    <Page title={user.display_name || user.name} above={above} beside={<Status state={user.status} />} actions={manages && <><EditPerson user={user} /><PersonActions user={user} /></>} narrow>
      <Section title={t("people.facts")}>
        <Facts>
          <Fact name={t("people.signInName")}>{user.name}</Fact>
          <Fact name={t("people.email")}>{user.email}</Fact>
          <Fact name={t("keys.role")}>{t(`role.${user.role}`)}</Fact>
          <Fact name={t("people.enterprise")}>
            {user.enterprise && staff ? (
              <Link to="/enterprises/$id" params={{ id: user.enterprise.id }}>
                {user.enterprise.name}
              </Link>
            ) : (
              (user.enterprise?.name ?? t("people.staff"))
            )}
          </Fact>
          <Fact name={t("people.factors")}>{user.factors.map((factor) => t(`factorKind.${factor}`)).join(", ") || t("people.oneFactor")}</Fact>
          <Fact name={t("people.lastSignIn")}>{user.last_sign_in ? <Time at={user.last_sign_in} /> : t("settings.neverUsed")}</Fact>
          <Fact name={t("keys.made")}>
            <Time at={user.created} />
          </Fact>
        </Facts>
      </Section>
      {manages && <TheirSessions id={id} />}
    </Page>
  );
}

function TheirSessions({ id }: { id: string }) {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: ["person", id, "sessions"], queryFn: () => take(api.GET("/api/v1/users/{id}/sessions", { params: { path: { id } } })) });
  return (
    <Section title={t("sessions.title")}>
      {query.error && <ProblemNotice error={query.error} />}
      {query.data?.items.length === 0 && <p className="soft">{t("sessions.none")}</p>}
      {query.data && <SessionList sessions={query.data.items} end={(session) => take(api.DELETE("/api/v1/users/{id}/sessions/{session}", { params: { path: { id, session } } }))} />}
    </Section>
  );
}
