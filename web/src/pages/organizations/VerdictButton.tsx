// The verdict on one check, with the source that it rests on. Only kinds of sources that may decide it are offered.
import { Button, Group, NativeSelect, Radio, Stack, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take, type Schemas } from "../../api/client.ts";
import { organizationQuery, vettingRulesQuery, type Organization } from "../../api/organizations.ts";
import { AsCurl } from "../../ui/AsCurl.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import classes from "./CheckList.module.css";

type Check = Schemas["VettingCheck"];
type Verdict = Schemas["VerdictRequest"]["verdict"];
type Kind = Schemas["VettingSource"]["kind"];

export function VerdictButton({ organization, check }: { organization: Organization; check: Check }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const act = t(check.verdict ? "organizations.decideAgain" : "organizations.decide");
  return (
    <>
      <Button size="compact-sm" variant={check.verdict ? "default" : "filled"} aria-label={`${act}: ${t(`check.${check.check}`)}`} className={classes.decide} onClick={() => setOpen(true)}>
        {act}
      </Button>
      <Dialog opened={open} onClose={() => setOpen(false)} title={t(`check.${check.check}`)} size="lg">
        {open && <VerdictForm organization={organization} check={check} close={() => setOpen(false)} />}
      </Dialog>
    </>
  );
}

function VerdictForm({ organization, check, close }: { organization: Organization; check: Check; close: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const rule = useQuery(vettingRulesQuery).data?.items.find((each) => each.check === check.check);
  const kinds = rule?.source_kinds ?? [];
  const [verdict, setVerdict] = useState<Verdict>(check.verdict ?? "passed");
  const [source, setSource] = useState({ kind: check.source?.kind ?? "", name: check.source?.name ?? "", reference: check.source?.reference ?? "" });
  const [comment, setComment] = useState(check.comment ?? "");
  const kind = (source.kind || kinds[0] || "") as Kind;
  const body: Schemas["VerdictRequest"] = {
    check: check.check,
    verdict,
    source: { kind, name: source.name.trim(), reference: source.reference.trim() },
    ...(comment.trim() ? { comment: comment.trim() } : {}),
  };
  const decide = useMutation({
    mutationFn: () => take(api.POST("/api/v1/organizations/{id}/verdicts", { params: { path: { id: organization.id } }, body })),
    onSuccess: (changed) => {
      queries.setQueryData(organizationQuery(organization.id).queryKey, changed);
      close();
    },
  });
  const field = (name: "name" | "reference") => ({
    value: source[name],
    onChange: (e: React.ChangeEvent<HTMLInputElement>) => setSource({ ...source, [name]: e.currentTarget.value }),
    maxLength: 200,
    required: true,
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        decide.mutate();
      }}
    >
      <Stack>
        <div>
          <p>{t(`checkQuestion.${check.check}`)}</p>
          {rule && <p className="soft">{rule.citation}</p>}
        </div>
        <Radio.Group label={t("organizations.verdict")} value={verdict} onChange={(value) => setVerdict(value as Verdict)}>
          <Group gap="lg" mt={4}>
            {(["passed", "failed"] as const).map((value) => (
              <Radio key={value} value={value} label={t(`verdict.${value}`)} />
            ))}
          </Group>
        </Radio.Group>
        <NativeSelect label={t("organizations.sourceKind")} value={kind} onChange={(e) => setSource({ ...source, kind: e.currentTarget.value })} data={kinds.map((value) => ({ value, label: t(`sourceKind.${value}`) }))} />
        <TextInput label={t("organizations.sourceName")} description={t(check.check === "contact" ? "organizations.contactNameAbout" : "organizations.sourceNameAbout")} {...field("name")} data-autofocus />
        <TextInput label={t("organizations.reference")} description={t(check.check === "contact" ? "organizations.contactReferenceAbout" : "organizations.referenceAbout")} {...field("reference")} />
        <Textarea label={t("organizations.comment")} value={comment} onChange={(e) => setComment(e.currentTarget.value)} maxLength={2000} rows={3} />
        {decide.error && <ProblemNotice error={decide.error} />}
        <AsCurl method="POST" path={`/api/v1/organizations/${organization.id}/verdicts`} body={body} />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" loading={decide.isPending} disabled={!kind || !body.source.name || !body.source.reference}>
            {t("common.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
