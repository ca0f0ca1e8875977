// Search at the start; theme, language and the person at the end.
import { Menu } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { signOut } from "../session/calls.ts";
import type { Session } from "../session/store.ts";
import { Icon } from "../ui/Icon.tsx";
import { ApiDrawer } from "./ApiDrawer.tsx";
import { LanguageMenu } from "./LanguageMenu.tsx";
import { Palette } from "./Palette.tsx";
import { ThemeButton } from "./ThemeButton.tsx";
import classes from "./TopBar.module.css";

export function TopBar({ session }: { session: Session }) {
  return (
    <div className={classes.bar}>
      <Palette />
      <ApiDrawer />
      <ThemeButton />
      <LanguageMenu />
      <PersonMenu session={session} />
    </div>
  );
}

function PersonMenu({ session }: { session: Session }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const leave = () => signOut().finally(() => queries.clear());
  const { user } = session;
  const shown = user.display_name || user.name;
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <button type="button" className={classes.person}>
          <span className={classes.initial} aria-hidden="true">
            {shown.slice(0, 1).toUpperCase()}
          </span>
          <span className={classes.who}>
            <span>{shown}</span>
            <span className={classes.role}>{user.enterprise ? `${user.enterprise.name} · ` : ""}{t(`role.${user.role}`)}</span>
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Icon name="settings" size={16} />} renderRoot={(props) => <Link to="/settings" {...props} />}>
          {t("nav.settings")}
        </Menu.Item>
        <Menu.Item component="a" href="/api/v1/docs" leftSection={<Icon name="code" size={16} />}>
          {t("nav.apiDocs")}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="signout" size={16} />} onClick={leave}>
          {t("session.leave")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
