// A moment: short to read, exact on hover and for machines.
import classes from "./Time.module.css";
import { dayAndTime, day, exact, relative } from "./format.ts";

interface Props {
  at: string;
  form?: "relative" | "day" | "full";
}

export function Time({ at, form = "full" }: Props) {
  const text = form === "relative" ? relative(at) : form === "day" ? day(at) : dayAndTime(at);
  return (
    <time dateTime={at} title={exact(at)} className={classes.time}>
      {text}
    </time>
  );
}
