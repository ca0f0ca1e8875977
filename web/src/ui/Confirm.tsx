// A question before something that cannot be taken back.
import { Button, Group, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Dialog } from "./Dialog.tsx";
import { ProblemNotice } from "./ProblemNotice.tsx";

interface Props {
  opened: boolean;
  close: () => void;
  title: string;
  children: React.ReactNode;
  action: string;
  act: { mutate: () => void; isPending: boolean; error: unknown };
}

export function Confirm({ opened, close, title, children, action, act }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={close} title={title}>
      <Stack>
        <div>{children}</div>
        {act.error ? <ProblemNotice error={act.error} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={close} data-autofocus>
            {t("common.cancel")}
          </Button>
          <Button color="red" loading={act.isPending} onClick={() => act.mutate()}>
            {action}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
