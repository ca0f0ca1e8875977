// The four checks of an organization: what is asked, and what was found where, by whom (NT-33..37).
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import type { Organization } from "../../api/organizations.ts";
import { useSession } from "../../session/store.ts";
import { Section } from "../../ui/Page.tsx";
import { Tag } from "../../ui/Status.tsx";
import { Time } from "../../ui/Time.tsx";
import classes from "./CheckList.module.css";
import { VerdictButton } from "./VerdictButton.tsx";

interface Props {
  organization: Organization;
  /** Whether the reader decides, and there is something to decide. */
  decides: boolean;
}

export function CheckList({ organization, decides }: Props) {
  const { t } = useTranslation();
  return (
    <Section title={t("organizations.checks")} about={t("organizations.checksAbout")} flush>
      <ul className={classes.checks}>
        {organization.checks.map((check) => (
          <li key={check.check} className={classes.check} data-decides={decides || undefined}>
            <div>
              <h3 className={classes.name}>{t(`check.${check.check}`)}</h3>
              <p className={classes.question}>{t(`checkQuestion.${check.check}`)}</p>
            </div>
            <Found check={check} />
            {decides && <VerdictButton organization={organization} check={check} />}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Found({ check: { verdict, source, comment, by, at } }: { check: Schemas["VettingCheck"] }) {
  const { t } = useTranslation();
  const staff = useSession()?.user.enterprise === undefined; // others know nobody of the CA by such a name
  if (!verdict) return <Tag tone="quiet">{t("organizations.undecided")}</Tag>;
  return (
    <div className={classes.found}>
      <Tag tone={verdict === "passed" ? "good" : "bad"}>{t(`verdict.${verdict}`)}</Tag>
      {source && (
        <p className={classes.source}>
          <span>
            {t(`sourceKind.${source.kind}`)}: {source.name}
          </span>
          <code>{source.reference}</code>
        </p>
      )}
      {comment && <p className={classes.comment}>{comment}</p>}
      {at && (
        <p className={classes.by}>
          {staff && by && <>{by} · </>}
          <Time at={at} />
        </p>
      )}
    </div>
  );
}
