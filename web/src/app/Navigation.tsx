// Where one can go, in three groups: what people ask for, what stands behind it, who may do what.
import { Link, type LinkProps } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Icon, type IconName } from "../ui/Icon.tsx";
import classes from "./Navigation.module.css";

interface Place {
  to: LinkProps["to"];
  icon: IconName;
  text: "overview" | "applications" | "certificates" | "issuers" | "profiles" | "audit" | "keys";
}

const GROUPS: { name: "work" | "authority" | "control"; places: Place[] }[] = [
  {
    name: "work",
    places: [
      { to: "/", icon: "overview", text: "overview" },
      { to: "/applications", icon: "applications", text: "applications" },
      { to: "/certificates", icon: "certificates", text: "certificates" },
    ],
  },
  {
    name: "authority",
    places: [
      { to: "/issuers", icon: "issuers", text: "issuers" },
      { to: "/profiles", icon: "profiles", text: "profiles" },
    ],
  },
  {
    name: "control",
    places: [
      { to: "/audit", icon: "audit", text: "audit" },
      { to: "/api-keys", icon: "keys", text: "keys" },
    ],
  },
];

export function Navigation() {
  const { t } = useTranslation();
  return (
    <nav className={classes.nav} aria-label={t("nav.label")}>
      {GROUPS.map((group) => (
        <div key={group.name}>
          <p className={classes.group}>{t(`nav.${group.name}`)}</p>
          <ul>
            {group.places.map((place) => (
              <li key={place.text}>
                <Link to={place.to} className={classes.place} activeOptions={{ exact: place.to === "/", includeSearch: false }}>
                  <Icon name={place.icon} />
                  {t(`nav.${place.text}`)}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
