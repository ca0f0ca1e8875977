// A code generator: scan, type the code, done.
import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take } from "../../api/client.ts";
import { refreshSession } from "../../session/calls.ts";
import { CopyValue } from "../../ui/Copy.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import classes from "./AddTotp.module.css";

export function AddTotp({ added, back }: { added: () => void; back: () => void }) {
  const { t } = useTranslation();
  const [code, setCode] = useState("");
  const offer = useQuery({ queryKey: ["totp-offer"], queryFn: () => take(api.POST("/api/v1/me/totp")), staleTime: Infinity, gcTime: 0, refetchOnWindowFocus: false });
  const confirm = useMutation({
    mutationFn: async () => {
      await take(api.POST("/api/v1/me/totp/confirm", { body: { code: code.replace(/\s/g, "") } }));
      await refreshSession(); // its rights may have risen, and with them the token has changed
    },
    onSuccess: added,
  });
  if (offer.error) return <ProblemNotice error={offer.error} retry={offer.refetch} />;
  if (!offer.data) return <Loading />;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        confirm.mutate();
      }}
    >
      <Stack gap="sm">
        <p>{t("totp.scan")}</p>
        <img className={classes.code} src={`data:image/svg+xml,${encodeURIComponent(offer.data.qr_svg)}`} alt={t("totp.picture")} />
        <p className="soft">{t("totp.type")}</p>
        <CopyValue value={offer.data.secret} label={t("totp.secret")} />
        <TextInput label={t("factor.code")} value={code} onChange={(e) => setCode(e.currentTarget.value)} inputMode="numeric" autoComplete="one-time-code" required />
        {confirm.error && <ProblemNotice error={confirm.error} />}
        <Group justify="space-between">
          <Button variant="default" onClick={back}>
            {t("apply.back")}
          </Button>
          <Button type="submit" loading={confirm.isPending} disabled={!code.trim()}>
            {t("totp.confirm")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
