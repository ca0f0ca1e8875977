// A second factor is needed before anything else opens (NT-107); then the recovery codes, which are shown once.
import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { canPasskeys } from "../../session/passkeys.ts";
import { AddPasskey } from "../settings/AddPasskey.tsx";
import { AddTotp } from "../settings/AddTotp.tsx";
import { RecoveryCodes } from "../settings/RecoveryCodes.tsx";
import classes from "./SignInFrame.module.css";

type Way = "choose" | "totp" | "passkey" | "codes";

export function EnrolStep({ done }: { done: () => void }) {
  const { t } = useTranslation();
  const [way, setWay] = useState<Way>("choose");
  const added = () => setWay("codes");
  switch (way) {
    case "totp":
      return <AddTotp added={added} back={() => setWay("choose")} />;
    case "passkey":
      return <AddPasskey added={added} back={() => setWay("choose")} />;
    case "codes":
      return <RecoveryCodes done={done} />;
    case "choose":
      return (
        <div className={classes.ways}>
          {canPasskeys && (
            <div>
              <Button fullWidth onClick={() => setWay("passkey")}>
                {t("enrol.passkey")}
              </Button>
              <p className="soft">{t("enrol.passkeyAbout")}</p>
            </div>
          )}
          <div>
            <Button fullWidth variant="default" onClick={() => setWay("totp")}>
              {t("enrol.totp")}
            </Button>
            <p className="soft">{t("enrol.totpAbout")}</p>
          </div>
        </div>
      );
  }
}
