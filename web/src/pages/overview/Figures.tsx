// The counts that say whether somebody has to act; each leads to what it counts.
import { Link, type LinkProps } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { count } from "../../ui/format.ts";
import { SOON } from "../certificates/narrowing.ts";
import classes from "./Figures.module.css";

type Name = "valid" | "soon" | "week" | "waiting" | "revoked";

export function Figures({ overview: { certificates, applications } }: { overview: Schemas["Overview"] }) {
  const { t } = useTranslation();
  const figures: { name: Name; value: number; link: LinkProps; warns?: boolean }[] = [
    { name: "valid", value: certificates.valid, link: { to: "/certificates", search: { status: "valid" } } },
    { name: "soon", value: certificates.expiring_in_30_days, link: { to: "/certificates", search: { within: SOON } } },
    { name: "week", value: certificates.expiring_in_7_days, link: { to: "/certificates", search: { within: 7 } }, warns: certificates.expiring_in_7_days > 0 },
    { name: "waiting", value: applications.in_progress, link: { to: "/applications", search: { status: "In progress" } } },
    { name: "revoked", value: certificates.revoked, link: { to: "/certificates", search: { status: "revoked" } } },
  ];
  return (
    <ul className={classes.figures}>
      {figures.map(({ name, value, link, warns }) => (
        <li key={name} className={classes.figure} data-warns={warns || undefined}>
          <Link {...link} className={classes.link}>
            <span className={classes.value}>{count(value)}</span>
            <span className={classes.name}>{t(`overview.figures.${name}`)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
