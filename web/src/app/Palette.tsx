// One field for everything: places, acts, certificates, applications. Ctrl+K or Cmd+K opens it from anywhere.
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../ui/Dialog.tsx";
import { Icon } from "../ui/Icon.tsx";
import { useFinds } from "./finds.ts";
import classes from "./Palette.module.css";

export function Palette() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setOpen((shown) => !shown);
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
  return (
    <>
      <button type="button" className={classes.open} onClick={() => setOpen(true)}>
        <Icon name="search" size={16} />
        <span className={classes.hint}>{t("palette.hint")}</span>
        <kbd className={classes.key}>{navigator.platform.startsWith("Mac") ? "⌘K" : "Ctrl K"}</kbd>
      </button>
      <Dialog opened={open} onClose={() => setOpen(false)} withCloseButton={false} padding={0} size="lg" yOffset="10vh" centered={false} attributes={{ content: { "aria-label": t("palette.hint") } }}>
        <Finder close={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function Finder({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const finds = useFinds(text.trim());
  const chosen = finds[Math.min(at, finds.length - 1)];
  const go = (find = chosen) => {
    if (!find) return;
    close();
    navigate(find.link);
  };
  const keys: Record<string, () => void> = {
    ArrowDown: () => setAt(Math.min(at + 1, finds.length - 1)),
    ArrowUp: () => setAt(Math.max(at - 1, 0)),
    Enter: () => go(),
  };
  return (
    <div>
      <input
        className={classes.field}
        role="combobox"
        aria-label={t("palette.hint")}
        aria-expanded
        aria-controls="finds"
        aria-activedescendant={chosen ? `find-${chosen.id}` : undefined}
        placeholder={t("palette.placeholder")}
        value={text}
        maxLength={253}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          const act = keys[event.key];
          if (!act) return;
          event.preventDefault();
          act();
        }}
        data-autofocus
      />
      <ul id="finds" role="listbox" aria-label={t("palette.finds")} className={classes.finds}>
        {finds.map((find) => (
          <li key={find.id} id={`find-${find.id}`} role="option" aria-selected={find === chosen} className={classes.find} onClick={() => go(find)} onMouseMove={() => setAt(finds.indexOf(find))}>
            <Icon name={find.icon} />
            <span className={classes.text}>{find.text}</span>
            {find.note && <span className={classes.note}>{find.note}</span>}
          </li>
        ))}
      </ul>
      {finds.length === 0 && <p className={classes.nothing}>{t("palette.nothing")}</p>}
    </div>
  );
}
