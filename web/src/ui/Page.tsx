// The frame of a page: title in the serif of the house, what it is about, what can be done.
import { useEffect } from "react";
import classes from "./Page.module.css";

interface Props {
  title: string;
  about?: React.ReactNode;
  above?: React.ReactNode;
  beside?: React.ReactNode;
  actions?: React.ReactNode;
  narrow?: boolean;
  children: React.ReactNode;
}

export function Page({ title, about, above, beside, actions, narrow, children }: Props) {
  useEffect(() => {
    document.title = `${title} · Chancery`;
  }, [title]);
  return (
    <div className={classes.page} data-narrow={narrow || undefined}>
      {above && <div className={classes.above}>{above}</div>}
      <header className={classes.header}>
        <div className={classes.heading}>
          <h1 className={classes.title}>
            {title}
            {beside && <span className={classes.beside}>{beside}</span>}
          </h1>
          {about && <p className={classes.about}>{about}</p>}
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

interface SectionProps {
  title: string;
  about?: React.ReactNode;
  actions?: React.ReactNode;
  flush?: boolean;
  children: React.ReactNode;
}

/** A sheet of paper with a heading; `flush` lets a table reach its edges. */
export function Section({ title, about, actions, flush, children }: SectionProps) {
  return (
    <section className={classes.section}>
      <div className={classes.sectionHead}>
        <div>
          <h2 className={classes.sectionTitle}>{title}</h2>
          {about && <p className={classes.sectionAbout}>{about}</p>}
        </div>
        {actions}
      </div>
      <div className={flush ? classes.flush : classes.body}>{children}</div>
    </section>
  );
}
