// "API": what this page asked, as curl. There is nothing in the console that a program cannot do as well.
import { Button, Drawer } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asCurl, useCalls } from "../api/recorder.ts";
import { CodeBlock } from "../ui/CodeBlock.tsx";
import { Icon } from "../ui/Icon.tsx";
import classes from "./ApiDrawer.module.css";

export function ApiDrawer() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const calls = useCalls().filter(({ page }) => page === window.location.pathname);
  return (
    <>
      <Button variant="subtle" color="gray" size="compact-md" className={classes.button} leftSection={<Icon name="code" />} onClick={() => setOpen(true)}>
        <span className={classes.word}>API</span>
      </Button>
      <Drawer opened={open} onClose={() => setOpen(false)} position="right" size="lg" title={t("apiDrawer.title")} closeButtonProps={{ "aria-label": t("common.close") }}>
        <p className="soft">
          {t("apiDrawer.about")} <a href="/api/v1/docs">{t("nav.apiDocs")}</a>
        </p>
        <ul className={classes.calls}>
          {calls.map((call) => (
            <li key={call.id}>
              <CodeBlock text={asCurl(call)} label={`${call.method} ${call.path}`} />
            </li>
          ))}
        </ul>
      </Drawer>
    </>
  );
}
