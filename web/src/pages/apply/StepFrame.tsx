// One step: its heading, its content, the way back and the way on. The heading takes the focus when the step
// begins, so that a screen reader starts there.
import { Button } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import classes from "./StepFrame.module.css";

interface Props {
  title: string;
  about?: React.ReactNode;
  children: React.ReactNode;
  back?: (() => void) | undefined;
  next: () => void;
  nextText?: string;
  blocked?: boolean;
  busy?: boolean;
}

export function StepFrame({ title, about, children, back, next, nextText, blocked, busy }: Props) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <form
      className={classes.sheet}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!blocked && !busy) next();
      }}
    >
      <h2 ref={heading} tabIndex={-1} className={classes.title}>
        {title}
      </h2>
      {about && <p className="soft">{about}</p>}
      <div className={classes.content}>{children}</div>
      <div className={classes.foot}>
        {back && (
          <Button variant="default" onClick={back}>
            {t("apply.back")}
          </Button>
        )}
        <Button type="submit" disabled={blocked ?? false} loading={busy ?? false} className={classes.next}>
          {nextText ?? t("apply.next")}
        </Button>
      </div>
    </form>
  );
}
