// Second factors: which there are, adding and removing them.
import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take } from "../../api/client.ts";
import { refreshSession } from "../../session/calls.ts";
import { canPasskeys } from "../../session/passkeys.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { Section } from "../../ui/Page.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { Tag } from "../../ui/Status.tsx";
import { Time } from "../../ui/Time.tsx";
import { AddPasskey } from "./AddPasskey.tsx";
import { AddTotp } from "./AddTotp.tsx";
import classes from "./Settings.module.css";
import { RecoveryCodes } from "./RecoveryCodes.tsx";
import { RemoveButton } from "./RemoveButton.tsx";

type Adding = "totp" | "passkey" | "codes";

export function FactorsSection() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [adding, setAdding] = useState<Adding>();
  const factors = useQuery({ queryKey: ["me", "factors"], queryFn: () => take(api.GET("/api/v1/me/factors")) });
  const close = () => {
    setAdding(undefined);
    queries.invalidateQueries({ queryKey: ["me"] });
    refreshSession();
  };
  if (factors.error) return <ProblemNotice error={factors.error} retry={factors.refetch} />;
  if (!factors.data) return <Loading />;
  const { totp, passkeys, recovery_codes_left: left } = factors.data;
  const add = (what: Adding, text: string) => (
    <Button size="compact-sm" variant="default" onClick={() => setAdding(what)}>
      {text}
    </Button>
  );
  return (
    <Section title={t("settings.factors")} about={t("settings.factorsAbout")}>
      <ul className={classes.list}>
        <li className={classes.line}>
          <span className={classes.what}>
            {t("settings.totp")} {totp && <Tag tone="good">{t("settings.on")}</Tag>}
          </span>
          {totp ? <RemoveButton what={t("settings.totp")} text={t("settings.removeText")} remove={() => take(api.DELETE("/api/v1/me/totp"))} /> : add("totp", t("settings.add"))}
        </li>
        {passkeys.map((passkey) => (
          <li key={passkey.id} className={classes.line}>
            <span className={classes.what}>
              {t("settings.passkey", { name: passkey.name })}
              <span className="soft">{passkey.last_used ? <Time at={passkey.last_used} form="relative" /> : t("settings.neverUsed")}</span>
            </span>
            <RemoveButton what={passkey.name} text={t("settings.removeText")} remove={() => take(api.DELETE("/api/v1/me/passkeys/{id}", { params: { path: { id: passkey.id } } }))} />
          </li>
        ))}
        {canPasskeys && (
          <li className={classes.line}>
            <span className={classes.what}>{t("settings.newPasskey")}</span>
            {add("passkey", t("settings.add"))}
          </li>
        )}
        <li className={classes.line}>
          <span className={classes.what}>
            {t("codes.title")} <span className="soft">{t("settings.codesLeft", { count: left })}</span>
          </span>
          {add("codes", t("settings.newCodes"))}
        </li>
      </ul>
      <Dialog opened={adding !== undefined} onClose={close} title={adding ? t(`settings.adding.${adding}`) : ""}>
        {adding === "totp" && <AddTotp added={close} back={close} />}
        {adding === "passkey" && <AddPasskey added={close} back={close} />}
        {adding === "codes" && <RecoveryCodes done={close} />}
      </Dialog>
    </Section>
  );
}
