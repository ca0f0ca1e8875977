// How much of a certificate's life is over, and when it ends.
import { useTranslation } from "react-i18next";
import { day, relative } from "./format.ts";
import classes from "./Lifetime.module.css";

const SOON = 30 * 86_400_000;

interface Props {
  from: string;
  until: string;
  over?: boolean;
}

export function Lifetime({ from, until, over }: Props) {
  const { t } = useTranslation();
  const [start, end, now] = [Date.parse(from), Date.parse(until), Date.now()];
  const part = Math.min(1, Math.max(0, (now - start) / (end - start)));
  const tone = over || now >= end ? "over" : end - now < Math.min(SOON, (end - start) / 3) ? "soon" : "long";
  return (
    <span className={classes.lifetime} data-tone={tone}>
      <span className={classes.text}>
        <time dateTime={until} title={t("common.untilDay", { day: day(until) })}>
          {relative(until)}
        </time>
        <span className={classes.day}>{day(until)}</span>
      </span>
      <svg className={classes.bar} viewBox="0 0 100 3" preserveAspectRatio="none" aria-hidden="true">
        <rect width="100" height="3" className={classes.whole} />
        <rect width={part * 100} height="3" className={classes.spent} />
      </svg>
    </span>
  );
}
