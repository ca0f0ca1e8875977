// The place of what is on its way: lines that keep the page from jumping, shown only after a moment.
import { useTranslation } from "react-i18next";
import classes from "./Loading.module.css";

export function Loading({ lines = 4 }: { lines?: number }) {
  const { t } = useTranslation();
  return (
    <div className={classes.loading} role="status">
      <span className="visually-hidden">{t("common.loading")}</span>
      {Array.from({ length: lines }, (_, i) => (
        <span key={i} className={classes.line} data-width={i % 3} />
      ))}
    </div>
  );
}
