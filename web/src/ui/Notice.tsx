// What the reader has to know before going on.
import classes from "./Notice.module.css";
import { Icon, type IconName } from "./Icon.tsx";

const ICONS: Record<string, IconName> = { good: "check", warn: "alert", bad: "alert", info: "info" };

interface Props {
  tone: "good" | "warn" | "bad" | "info";
  title?: React.ReactNode;
  children?: React.ReactNode;
  actions?: React.ReactNode;
}

export function Notice({ tone, title, children, actions }: Props) {
  return (
    <div className={classes.notice} data-tone={tone} role={tone === "bad" ? "alert" : "note"}>
      <Icon name={ICONS[tone]!} className={classes.icon} />
      <div className={classes.text}>
        {title && <p className={classes.title}>{title}</p>}
        {children && <div>{children}</div>}
        {actions && <div className={classes.actions}>{actions}</div>}
      </div>
    </div>
  );
}
