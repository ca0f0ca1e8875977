// Text for a terminal or a configuration file, with a button that copies it.
import classes from "./CodeBlock.module.css";
import { CopyButton } from "./Copy.tsx";

export function CodeBlock({ text, label }: { text: string; label: string }) {
  return (
    <div className={classes.block}>
      <pre className={classes.text} tabIndex={0} aria-label={label}>
        {text}
      </pre>
      <span className={classes.copy}>
        <CopyButton value={text} label={label} />
      </span>
    </div>
  );
}
