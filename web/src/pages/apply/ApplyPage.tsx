// Which kind of certificate: the first choice, since the steps differ (NC-1, NC-2). Advanced comes in two depths.
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Icon, type IconName } from "../../ui/Icon.tsx";
import { useApplies } from "../../session/store.ts";
import { Notice } from "../../ui/Notice.tsx";
import { Page } from "../../ui/Page.tsx";
import classes from "./ApplyPage.module.css";
import { DraftList } from "./DraftList.tsx";
import type { Family } from "./form.ts";

type Kind = "cloud-basic" | "advanced";

const KINDS: { kind: Kind; icon: IconName; families: Family[] }[] = [
  { kind: "cloud-basic", icon: "lock", families: ["cloud-basic"] },
  { kind: "advanced", icon: "code", families: ["advanced-dv", "advanced-ov"] },
];

export function ApplyPage() {
  const { t } = useTranslation();
  const applies = useApplies();
  return (
    <Page title={t("apply.title")} about={t("apply.about")} above={<Link to="/applications">{t("applications.title")}</Link>} narrow>
      {!applies && <Notice tone="warn">{t("apply.staff")}</Notice>}
      <ul className={classes.kinds}>
        {KINDS.map(({ kind, icon, families }) => (
          <li key={kind} className={classes.kind}>
            <Icon name={icon} size={26} className={classes.icon} />
            <h2 className={classes.name}>{t(`kind.${kind}`)}</h2>
            <p className="soft">{t(`kindAbout.${kind}`)}</p>
            <ul className={classes.points}>
              {(["key", "fits"] as const).map((point) => (
                <li key={point}>
                  <Icon name="check" size={16} /> {t(`kindPoint.${kind}.${point}`)}
                </li>
              ))}
            </ul>
            <ul className={classes.families}>
              {families.map((family) => (
                <li key={family} className={classes.family}>
                  <Link to="/apply/$family" params={{ family }} className={classes.link}>
                    {t(`family.${family}`)}
                  </Link>
                  <span className="soft">{t(`familySteps.${family}`)}</span>
                  <Icon name="arrow" size={18} className={classes.arrow} />
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {applies && <DraftList />}
    </Page>
  );
}
