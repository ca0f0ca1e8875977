// Paper under a table.
import classes from "./Sheet.module.css";

export function Sheet({ children, busy }: { children: React.ReactNode; busy?: boolean }) {
  return (
    <div className={classes.sheet} aria-busy={busy || undefined}>
      {children}
    </div>
  );
}
