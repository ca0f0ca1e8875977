// Which kind of certificate: the first choice, since the steps differ (NC-1, NC-2).
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Icon } from "../../ui/Icon.tsx";
import { useApplies } from "../../session/store.ts";
import { Notice } from "../../ui/Notice.tsx";
import { Page } from "../../ui/Page.tsx";
import classes from "./ApplyPage.module.css";
import { DraftList } from "./DraftList.tsx";

const FAMILIES = [
  { family: "cloud-basic", icon: "lock" },
  { family: "advanced-dv", icon: "code" },
] as const;

export function ApplyPage() {
  const { t } = useTranslation();
  const applies = useApplies();
  return (
    <Page title={t("apply.title")} about={t("apply.about")} above={<Link to="/applications">{t("applications.title")}</Link>} narrow>
      {!applies && <Notice tone="warn">{t("apply.staff")}</Notice>}
      <ul className={classes.families}>
        {FAMILIES.map(({ family, icon }) => (
          <li key={family} className={classes.family}>
            <Icon name={icon} size={26} className={classes.icon} />
            <h2 className={classes.name}>
              <Link to="/apply/$family" params={{ family }} className={classes.link}>
                {t(`family.${family}`)}
              </Link>
            </h2>
            <p className="soft">{t(`familyAbout.${family}`)}</p>
            <ul className={classes.points}>
              {(["key", "steps", "fits"] as const).map((point) => (
                <li key={point}>
                  <Icon name="check" size={16} /> {t(`familyPoint.${family}.${point}`)}
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
