// Suspending, restoring, and a new invitation for whoever lost password or factors.
import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take, type Schemas } from "../../api/client.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { InvitationLink } from "./InvitationLink.tsx";

type User = Schemas["User"];
type Act = "suspend" | "restore" | "reset";

export function PersonActions({ user }: { user: User }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<Act>();
  const [made, setMade] = useState<User>();
  const params = { params: { path: { id: user.id } } };
  const calls: Record<Act, () => Promise<User>> = {
    suspend: () => take(api.POST("/api/v1/users/{id}/suspend", params)),
    restore: () => take(api.POST("/api/v1/users/{id}/restore", params)),
    reset: () => take(api.POST("/api/v1/users/{id}/reset", params)),
  };
  const act = useMutation({
    mutationFn: (what: Act) => calls[what](),
    onSuccess: (changed, what) => {
      setAsking(undefined);
      if (what === "reset") setMade(changed);
    },
  });
  const open = user.status === "active" || user.status === "invited";
  const acts: Act[] = open ? ["reset", "suspend"] : ["restore"];
  return (
    <>
      {acts.map((what) => (
        <Button
          key={what}
          variant="default"
          onClick={() => {
            act.reset();
            setAsking(what);
          }}
        >
          {t(`people.${what}`)}
        </Button>
      ))}
      <Confirm
        opened={asking !== undefined}
        close={() => setAsking(undefined)}
        title={asking ? t(`people.${asking}Title`, { name: user.display_name || user.name }) : ""}
        action={asking ? t(`people.${asking}`) : ""}
        act={{ mutate: () => asking && act.mutate(asking), isPending: act.isPending, error: act.error }}
      >
        {asking && t(`people.${asking}Text`)}
      </Confirm>
      <Dialog opened={made !== undefined} onClose={() => setMade(undefined)} title={t("people.reset")}>
        {made && <InvitationLink user={made} done={() => setMade(undefined)} />}
      </Dialog>
    </>
  );
}
