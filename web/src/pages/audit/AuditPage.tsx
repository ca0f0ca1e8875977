// The audit log, newest first, with the checkpoint that seals it.
import { Button, TextInput } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { auditQuery } from "../../api/queries.ts";
import { Empty } from "../../ui/Empty.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { More } from "../../ui/More.tsx";
import { Page } from "../../ui/Page.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { Toolbar } from "../../ui/Toolbar.tsx";
import { useSlowly } from "../../ui/useSlowly.ts";
import { AuditRecord } from "./AuditRecord.tsx";
import classes from "./Audit.module.css";
import { CheckpointButton } from "./CheckpointButton.tsx";
import { VerifyButton } from "./VerifyButton.tsx";

export function AuditPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: "/inside/audit" });
  const navigate = useNavigate({ from: "/audit" });
  const [kind, setKind] = useState(search.kind ?? "");
  const [subject, setSubject] = useState(search.subject ?? "");
  const wanted = useSlowly(`${kind.trim()}\n${subject.trim()}`);
  useEffect(() => {
    const [nextKind, nextSubject] = wanted.split("\n");
    if (nextKind !== (search.kind ?? "") || nextSubject !== (search.subject ?? "")) {
      navigate({ search: { kind: nextKind || undefined, subject: nextSubject || undefined }, replace: true });
    }
  }, [wanted, search, navigate]);
  const list = useInfiniteQuery({ ...auditQuery(search), placeholderData: keepPreviousData });
  const records = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={t("audit.title")} about={t("audit.about")} actions={
        <>
          <VerifyButton />
          <CheckpointButton />
        </>
      }>
      <Toolbar label={t("audit.filter")}>
        <TextInput aria-label={t("audit.kind")} placeholder={t("audit.kindHint")} value={kind} onChange={(e) => setKind(e.currentTarget.value)} flex="1 1 180px" />
        <TextInput aria-label={t("audit.subject")} placeholder={t("audit.subjectHint")} value={subject} onChange={(e) => setSubject(e.currentTarget.value)} flex="2 1 240px" />
        {(kind || subject) && (
          <Button
            variant="subtle"
            onClick={() => {
              setKind("");
              setSubject("");
            }}
          >
            {t("common.clear")}
          </Button>
        )}
      </Toolbar>
      {list.error && <ProblemNotice error={list.error} retry={list.refetch} />}
      {!list.error && (
        <Sheet busy={list.isPlaceholderData}>
          {list.isPending && <Loading lines={6} />}
          {list.data && records.length === 0 && <Empty title={t("audit.none")}>{t("audit.noneText")}</Empty>}
          <ol className={classes.records}>
            {records.map((record) => (
              <AuditRecord key={record.sequence} record={record} />
            ))}
          </ol>
        </Sheet>
      )}
      <More list={list} />
    </Page>
  );
}
