// What became of an invitation: sent by mail, or a link to hand over.
import { Button, Group, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { CopyValue } from "../../ui/Copy.tsx";
import { Notice } from "../../ui/Notice.tsx";

export function InvitationLink({ user, done }: { user: Schemas["User"]; done: () => void }) {
  const { t } = useTranslation();
  return (
    <Stack>
      {user.invitation_url ? (
        <>
          <Notice tone="warn" title={t("people.handOver")}>
            {t("people.handOverText")}
          </Notice>
          <CopyValue value={user.invitation_url} label={t("people.link")} />
        </>
      ) : (
        <Notice tone="good" title={t("people.sent")}>
          {t("people.sentText", { email: user.email })}
        </Notice>
      )}
      <Group justify="flex-end">
        <Button onClick={done}>{t("common.done")}</Button>
      </Group>
    </Stack>
  );
}
