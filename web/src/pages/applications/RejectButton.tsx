// Rejection by the CA's own decision: the ground goes on record, and whoever applied reads it.
import { Button, Group, Radio, Stack, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take, type Schemas } from "../../api/client.ts";
import { useMay } from "../../session/store.ts";
import { AsCurl } from "../../ui/AsCurl.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";

type Ground = Schemas["Decision"]["ground"];
const GROUNDS: Ground[] = ["trademark-dispute", "high-risk", "agreement-breached", "other"];

export function RejectButton({ application }: { application: Schemas["Application"] }) {
  const { t } = useTranslation();
  const decides = useMay("revoke-certificates");
  const [open, setOpen] = useState(false);
  if (!decides) return null;
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t("applications.reject")}
      </Button>
      <Dialog opened={open} onClose={() => setOpen(false)} title={t("applications.rejectTitle", { name: application.name })} size="lg">
        {open && <Question id={application.id} close={() => setOpen(false)} />}
      </Dialog>
    </>
  );
}

function Question({ id, close }: { id: string; close: () => void }) {
  const { t } = useTranslation();
  const [ground, setGround] = useState<Ground>();
  const [text, setText] = useState("");
  const comment = text.trim();
  const reject = useMutation({
    mutationFn: (chosen: Ground) => take(api.POST("/api/v1/applications/{id}/rejection", { params: { path: { id } }, body: { ground: chosen, comment } })),
    onSuccess: close,
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ground) reject.mutate(ground);
      }}
    >
      <Stack>
        <p>{t("applications.rejectText")}</p>
        <Radio.Group label={t("applications.ground")} value={ground ?? ""} onChange={(value) => setGround(value as Ground)} required>
          <Stack gap="sm" mt="xs">
            {GROUNDS.map((one) => (
              <Radio key={one} value={one} label={t(`ground.${one}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <Textarea label={t("applications.comment")} description={t("applications.commentAbout")} value={text} onChange={(e) => setText(e.currentTarget.value)} maxLength={300} rows={3} required />
        {reject.error && <ProblemNotice error={reject.error} />}
        <AsCurl method="POST" path={`/api/v1/applications/${id}/rejection`} body={{ ground, comment }} />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" color="red" disabled={!ground || !comment} loading={reject.isPending}>
            {t("applications.reject")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
