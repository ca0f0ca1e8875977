// A key that the service keeps (private profiles only), with its certificate and chain as PKCS#12.
import { Button, PasswordInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take } from "../../api/client.ts";
import { Icon } from "../../ui/Icon.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { save } from "../../ui/save.ts";
import classes from "./ContainerForm.module.css";

const SHORTEST = 8;

export function ManagedKeyForm({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation();
  const [password, setPassword] = useState("");
  const fetch = useMutation({
    mutationFn: async () => {
      const file = await take(api.POST("/api/v1/certificates/{id}/download", { params: { path: { id } }, body: { password }, parseAs: "arrayBuffer" }));
      save(name, file as unknown as ArrayBuffer, "application/x-pkcs12");
    },
  });
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        fetch.mutate();
      }}
    >
      <PasswordInput
        label={t("install.password")}
        description={t("install.managedPassword", { file: name })}
        value={password}
        onChange={(e) => setPassword(e.currentTarget.value)}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ "aria-label": t("signIn.reveal") }}
        className={classes.password}
      />
      {fetch.error && <ProblemNotice error={fetch.error} />}
      {fetch.isSuccess && <Notice tone="good">{t("install.made", { file: name })}</Notice>}
      <Button type="submit" className={classes.make} disabled={password.length < SHORTEST} loading={fetch.isPending} leftSection={<Icon name="download" size={16} />}>
        {t("install.make", { file: name })}
      </Button>
    </form>
  );
}
