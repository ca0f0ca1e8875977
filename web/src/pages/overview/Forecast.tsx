// How many certificates end in each of the next weeks. A bar leads to its certificates; the table below it says the same
// without a picture.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { forecastQuery } from "../../api/queries.ts";
import { count, day } from "../../ui/format.ts";
import { Loading } from "../../ui/Loading.tsx";
import { Section } from "../../ui/Page.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import classes from "./Forecast.module.css";

const DAYS = 182;
type Bucket = Schemas["Forecast"]["items"][number];

export function Forecast() {
  const { t } = useTranslation();
  const query = useQuery(forecastQuery(DAYS, "week"));
  const items = query.data?.items ?? [];
  const total = items.reduce((sum, bucket) => sum + bucket.certificates, 0);
  const most = Math.max(1, ...items.map((bucket) => bucket.certificates));
  return (
    <Section title={t("forecast.title")} about={query.data && t("forecast.about", { count: total, shown: count(total) })}>
      {query.error && <ProblemNotice error={query.error} retry={query.refetch} />}
      {query.isPending && <Loading />}
      {query.data && (
        <>
          <ol className={classes.chart}>
            {items.map((bucket, week) => (
              <Bar key={bucket.from} bucket={bucket} most={most} soon={week < 4} />
            ))}
          </ol>
          <p className={classes.axis} aria-hidden="true">
            <span>{items[0] && day(items[0].from)}</span>
            <span>{items.length > 0 && day(items.at(-1)!.until)}</span>
          </p>
        </>
      )}
    </Section>
  );
}

function Bar({ bucket, most, soon }: { bucket: Bucket; most: number; soon: boolean }) {
  const { t } = useTranslation();
  const words = t("forecast.bar", { count: bucket.certificates, from: day(bucket.from) });
  const height = bucket.certificates === 0 ? 0 : Math.max(4, (bucket.certificates / most) * 100);
  const picture = (
    <svg className={classes.bar} viewBox="0 0 10 100" preserveAspectRatio="none" aria-hidden="true">
      <rect y={100 - height} width="10" height={height} />
    </svg>
  );
  return (
    <li className={classes.week} data-soon={soon || undefined} title={words}>
      {bucket.certificates > 0 ? (
        <Link to="/certificates" search={{ from: bucket.from, before: bucket.until }} className={classes.link}>
          <span className="visually-hidden">{words}</span>
          <span className={classes.count} aria-hidden="true">
            {count(bucket.certificates)}
          </span>
          {picture}
        </Link>
      ) : (
        <span className={classes.link}>{picture}</span>
      )}
    </li>
  );
}
