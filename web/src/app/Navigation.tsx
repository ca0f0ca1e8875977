// Where one can go, in three groups: what people ask for, what stands behind it, who may do what. A place that the
// signed-in person may not see is not shown; the server refuses it in any case.
import { Link, type LinkProps } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useSession, type Permission } from "../session/store.ts";
import { Icon, type IconName } from "../ui/Icon.tsx";
import classes from "./Navigation.module.css";

type Text = "overview" | "applications" | "certificates" | "imported" | "validations" | "domains" | "organizations" | "issuers" | "profiles" | "ceremonies" | "audit" | "people" | "enterprises" | "keys" | "settings";

interface Place {
  to: LinkProps["to"];
  icon: IconName;
  text: Text;
  /** Any of them; none: everybody. */
  needs: Permission[];
  /** Only for those who belong to an enterprise. */
  own?: boolean;
}

const GROUPS: { name: "work" | "authority" | "control"; places: Place[] }[] = [
  {
    name: "work",
    places: [
      { to: "/", icon: "overview", text: "overview", needs: [] },
      { to: "/applications", icon: "applications", text: "applications", needs: ["read-certificates", "file-applications"] },
      { to: "/certificates", icon: "certificates", text: "certificates", needs: ["read-certificates", "file-applications"] },
      { to: "/imported", icon: "watch", text: "imported", needs: ["read-certificates", "file-applications"] },
      { to: "/validations", icon: "check", text: "validations", needs: ["read-certificates", "file-applications"] },
      { to: "/domains", icon: "domains", text: "domains", needs: ["file-applications"], own: true },
      { to: "/organizations", icon: "organizations", text: "organizations", needs: ["file-applications", "read-certificates", "vet-organizations"] },
    ],
  },
  {
    name: "authority",
    places: [
      { to: "/issuers", icon: "issuers", text: "issuers", needs: ["read-issuers"] },
      { to: "/profiles", icon: "profiles", text: "profiles", needs: ["read-issuers"] },
      { to: "/ceremonies", icon: "lock", text: "ceremonies", needs: ["read-audit"] },
    ],
  },
  {
    name: "control",
    places: [
      { to: "/people", icon: "people", text: "people", needs: ["read-people", "manage-people", "manage-enterprise"] },
      { to: "/enterprises", icon: "shield", text: "enterprises", needs: ["read-people", "manage-people"] },
      { to: "/api-keys", icon: "keys", text: "keys", needs: ["manage-access", "manage-enterprise"] },
      { to: "/audit", icon: "audit", text: "audit", needs: ["read-audit"] },
      { to: "/settings", icon: "settings", text: "settings", needs: [] },
    ],
  },
];

export function usePlaces() {
  const session = useSession();
  const may = ({ needs, own }: Place) =>
    (needs.length === 0 || needs.some((permission) => session?.permissions.includes(permission))) && (!own || session?.user.enterprise !== undefined);
  return GROUPS.map(({ name, places }) => ({ name, places: places.filter(may) })).filter(({ places }) => places.length > 0);
}

export function Navigation() {
  const { t } = useTranslation();
  return (
    <nav className={classes.nav} aria-label={t("nav.label")}>
      {usePlaces().map((group) => (
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
