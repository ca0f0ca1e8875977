// The console around a page: navigation at the side (a drawer on narrow screens), a bar on top.
import { ActionIcon, Drawer } from "@mantine/core";
import { Outlet, useRouter, useRouterState } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { isOpen, useMay, useSession } from "../session/store.ts";
import { Icon } from "../ui/Icon.tsx";
import { Announcer } from "./Announcer.tsx";
import { Brand } from "./Brand.tsx";
import classes from "./Frame.module.css";
import { Navigation } from "./Navigation.tsx";
import { StepUpDialog } from "./StepUpDialog.tsx";
import { useEvents } from "./useEvents.ts";
import { TopBar } from "./TopBar.tsx";

export function Frame() {
  const { t } = useTranslation();
  const session = useSession();
  const router = useRouter();
  const address = useRouterState({ select: (state) => state.location.href });
  const [menu, setMenu] = useState(false);
  useEffect(() => setMenu(false), [address]);
  useEvents(useMay("read-certificates", "file-applications"));
  const open = isOpen(session);
  useEffect(() => {
    if (!open) router.navigate({ to: "/sign-in", search: { to: router.state.location.href }, replace: true });
  }, [open, router]);
  if (!session || !open) return null;
  return (
    <div className={classes.frame}>
      <a className={classes.skip} href="#main">
        {t("nav.skip")}
      </a>
      <aside className={classes.side}>
        <Brand />
        <Navigation />
      </aside>
      <Drawer opened={menu} onClose={() => setMenu(false)} title={<Brand />} size={260} closeButtonProps={{ "aria-label": t("common.close") }}>
        <Navigation />
      </Drawer>
      <div className={classes.content}>
        <header className={classes.bar}>
          <ActionIcon className={classes.menu} variant="subtle" color="gray" size="lg" aria-label={t("nav.open")} onClick={() => setMenu(true)}>
            <Icon name="menu" />
          </ActionIcon>
          <TopBar session={session} />
        </header>
        <StepUpDialog />
        <Announcer />
        <main id="main" className={classes.main} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
    </div>
  );
}
