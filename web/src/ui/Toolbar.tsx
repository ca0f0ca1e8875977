// What narrows a list down: fields in a row that wraps.
import classes from "./Toolbar.module.css";

export function Toolbar({ children, label }: { children: React.ReactNode; label: string }) {
  return (
    <div className={classes.toolbar} role="search" aria-label={label}>
      {children}
    </div>
  );
}

/** A filter that is on or off. */
export function Chip({ on, onClick, children }: { on: boolean; onClick: () => void; children: React.ReactNode }) {
  return (
    <button type="button" className={classes.chip} aria-pressed={on} onClick={onClick}>
      {children}
    </button>
  );
}

/** Filters in a row of their own, below the fields. */
export function Chips({ children }: { children: React.ReactNode }) {
  return <div className={classes.chips}>{children}</div>;
}
