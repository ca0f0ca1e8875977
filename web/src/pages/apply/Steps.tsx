// Where one is in a sequence of steps; those that are done can be gone back to.
import { useTranslation } from "react-i18next";
import { Icon } from "../../ui/Icon.tsx";
import type { Family } from "./form.ts";
import classes from "./Steps.module.css";
import { STEPS } from "./steps.ts";

interface Props {
  family: Family;
  at: number;
  /** Absent when there is no way back: it is filed. */
  go?: (step: number) => void;
}

export function Steps({ family, at, go }: Props) {
  const { t } = useTranslation();
  const names = STEPS[family].map((step) => t(`apply.${step}`));
  return (
    <nav aria-label={t("apply.steps")} className={classes.steps}>
      <p className={classes.short}>
        {t("apply.stepOf", { step: at + 1, count: names.length })} <strong>{names[at]}</strong>
      </p>
      <ol className={classes.list}>
        {names.map((name, step) => (
          <li key={name} className={classes.step} data-state={step < at ? "done" : step === at ? "now" : "later"} aria-current={step === at ? "step" : undefined}>
            <button type="button" disabled={!go || step >= at} onClick={() => go?.(step)}>
              <span className={classes.mark}>{step < at ? <Icon name="check" size={14} strokeWidth={2.2} /> : step + 1}</span>
              <span className={classes.name}>{name}</span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
