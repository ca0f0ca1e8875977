// A signed statement of the whole log as it is now: keep it elsewhere, and nothing can be changed unseen.
import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, take } from "../../api/client.ts";
import { CopyValue } from "../../ui/Copy.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Fact, Facts } from "../../ui/Facts.tsx";
import { count } from "../../ui/format.ts";
import { Icon } from "../../ui/Icon.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { save } from "../../ui/save.ts";

export function CheckpointButton() {
  const { t } = useTranslation();
  const sign = useMutation({ mutationFn: () => take(api.GET("/api/v1/audit/checkpoint")) });
  return (
    <>
      <Button variant="default" leftSection={<Icon name="shield" size={16} />} loading={sign.isPending} onClick={() => sign.mutate()}>
        {t("audit.checkpoint")}
      </Button>
      <Dialog opened={Boolean(sign.data || sign.error)} onClose={sign.reset} title={t("audit.checkpointTitle")} size="lg">
        {sign.error && <ProblemNotice error={sign.error} />}
        {sign.data && (
          <>
            <p className="soft">{t("audit.checkpointText")}</p>
            <Facts>
              <Fact name={t("audit.size")}>{count(sign.data.size)}</Fact>
              <Fact name={t("audit.root")}>
                <CopyValue value={sign.data.root_hash} label={t("audit.root")} />
              </Fact>
            </Facts>
            <Button mt="md" leftSection={<Icon name="download" size={16} />} onClick={() => save(`checkpoint-${sign.data.size}.txt`, sign.data.note)}>
              {t("audit.saveNote")}
            </Button>
          </>
        )}
      </Dialog>
    </>
  );
}
