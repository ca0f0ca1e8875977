// What happened to a certificate, from the application to its end. The server says it in English; what it was stands
// before it in the other languages.
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { currentLanguage } from "../../i18n/index.ts";
import { api, take } from "../../api/client.ts";
import { Loading } from "../../ui/Loading.tsx";
import { Section } from "../../ui/Page.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { Time } from "../../ui/Time.tsx";
import classes from "./HistorySection.module.css";

export function HistorySection({ id }: { id: string }) {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: ["certificate", id, "history"], queryFn: () => take(api.GET("/api/v1/certificates/{id}/history", { params: { path: { id } } })) });
  return (
    <Section title={t("history.title")}>
      {query.error && <ProblemNotice error={query.error} retry={query.refetch} />}
      {query.isPending && <Loading lines={3} />}
      <ol className={classes.events}>
        {query.data?.items.map((event) => (
          <li key={`${event.time} ${event.kind} ${event.text}`} className={classes.event} data-kind={event.kind}>
            <span className={classes.time}>
              <Time at={event.time} />
            </span>
            <span>
              {currentLanguage() !== "en" && <strong>{t(`history.kind.${event.kind}`)} </strong>}
              {event.text}
              {event.actor && <span className="soft"> · {event.actor}</span>}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
