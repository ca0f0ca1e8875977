// Domains proven before they are needed (NC-x6): what is issued for them and below them until the proof ends asks for
// no other.
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { domainsQuery } from "../../api/queries.ts";
import { useApplies } from "../../session/store.ts";
import { Empty } from "../../ui/Empty.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { Page } from "../../ui/Page.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { DomainProof } from "../applications/DomainProof.tsx";
import { AddDomainButton } from "./AddDomainButton.tsx";
import { DomainActions } from "./DomainActions.tsx";
import classes from "./Domains.module.css";

export function DomainsPage() {
  const { t } = useTranslation();
  const applies = useApplies();
  const query = useQuery({ ...domainsQuery, refetchInterval: ({ state }) => (state.data?.items.some((domain) => domain.status === "In progress") ? 4_000 : false) });
  return (
    <Page title={t("domains.title")} about={t("domains.about")} actions={applies && <AddDomainButton />}>
      {query.error && <ProblemNotice error={query.error} retry={query.refetch} />}
      {query.isPending && <Loading />}
      {query.data?.items.length === 0 && (
        <Sheet>
          <Empty title={t("domains.none")} action={applies && <AddDomainButton />}>
            {t("domains.noneText")}
          </Empty>
        </Sheet>
      )}
      <ul className={classes.domains}>
        {query.data?.items.map((domain) => (
          <li key={domain.id} className={classes.domain}>
            <DomainProof domain={domain} waiting about={domain.organization && t("domains.only", { name: domain.organization.name })} actions={applies && <DomainActions domain={domain} />} />
          </li>
        ))}
      </ul>
    </Page>
  );
}
