// The hierarchies: every root with what it signed below it.
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { issuersQuery } from "../../api/queries.ts";
import { Empty } from "../../ui/Empty.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { Page, Section } from "../../ui/Page.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { IssuerLines } from "./IssuerBranch.tsx";
import type { Issuer } from "./lineage.ts";

const HIERARCHIES: Issuer["hierarchy"][] = ["tls", "smime", "private"];

export function IssuersPage() {
  const { t } = useTranslation();
  const query = useQuery(issuersQuery);
  const issuers = query.data?.items ?? [];
  return (
    <Page title={t("issuers.title")} about={t("issuers.about")}>
      {query.error && <ProblemNotice error={query.error} retry={query.refetch} />}
      {query.isPending && <Loading />}
      {query.data && issuers.length === 0 && (
        <Sheet>
          <Empty title={t("issuers.none")}>
            <code>chancery hierarchy create</code> {t("issuers.noneText")}
          </Empty>
        </Sheet>
      )}
      {HIERARCHIES.map((hierarchy) => {
        const own = issuers.filter((issuer) => issuer.hierarchy === hierarchy);
        const roots = own.filter((issuer) => !own.some((other) => other.id === issuer.parent_id));
        return (
          roots.length > 0 && (
            <Section key={hierarchy} title={t(`issuers.${hierarchy}`)} about={t(`issuers.${hierarchy}About`)}>
              <IssuerLines siblings={roots} all={own} />
            </Section>
          )
        );
      })}
    </Page>
  );
}
