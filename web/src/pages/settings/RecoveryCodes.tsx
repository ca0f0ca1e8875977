// Ten codes for the day when the other factor is lost. They replace the ones before and are shown once.
import { Button, Checkbox, Group, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take } from "../../api/client.ts";
import { CopyButton } from "../../ui/Copy.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { save } from "../../ui/save.ts";
import classes from "./RecoveryCodes.module.css";

export function RecoveryCodes({ done }: { done: () => void }) {
  const { t } = useTranslation();
  const [kept, setKept] = useState(false);
  const make = useMutation({ mutationFn: () => take(api.POST("/api/v1/me/recovery-codes")) });
  if (!make.data) {
    return (
      <Stack gap="sm">
        <p>{t("codes.about")}</p>
        {make.error && <ProblemNotice error={make.error} />}
        <Button loading={make.isPending} onClick={() => make.mutate()}>
          {t("codes.make")}
        </Button>
      </Stack>
    );
  }
  const text = make.data.codes.join("\n");
  return (
    <Stack gap="sm">
      <p>{t("codes.once")}</p>
      <ol className={classes.codes} aria-label={t("codes.title")}>
        {make.data.codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <Group gap="xs">
        <Button variant="default" leftSection={<Icon name="download" size={16} />} onClick={() => save("chancery-recovery-codes.txt", `${text}\n`, "text/plain")}>
          {t("codes.save")}
        </Button>
        <CopyButton value={text} label={t("codes.title")} />
      </Group>
      <Checkbox label={t("codes.kept")} checked={kept} onChange={(e) => setKept(e.currentTarget.checked)} />
      <Button disabled={!kept} onClick={done}>
        {t("common.done")}
      </Button>
    </Stack>
  );
}
