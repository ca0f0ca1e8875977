// Open sessions, each with the button that ends it.
import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client.ts";
import { ProblemNotice } from "./ProblemNotice.tsx";
import { Tag } from "./Status.tsx";
import classes from "./SessionList.module.css";
import { Time } from "./Time.tsx";

interface Props {
  sessions: Schemas["SessionInfo"][];
  end: (id: string) => Promise<unknown>;
}

export function SessionList({ sessions, end }: Props) {
  const { t } = useTranslation();
  const act = useMutation({ mutationFn: end });
  return (
    <>
      {act.error && <ProblemNotice error={act.error} />}
      <ul>
        {sessions.map((session) => (
          <li key={session.id} className={classes.line}>
            <div className={classes.what}>
              <p className={classes.head}>
                {session.address} {session.current && <Tag tone="good">{t("sessions.current")}</Tag>}
              </p>
              <p className="soft">{session.agent}</p>
              <p className={classes.when}>
                {t("sessions.since")} <Time at={session.created} /> · {t("sessions.used")} <Time at={session.last_used} form="relative" />
              </p>
            </div>
            {!session.current && (
              <Button size="compact-sm" variant="default" loading={act.isPending && act.variables === session.id} onClick={() => act.mutate(session.id)}>
                {t("sessions.end")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
