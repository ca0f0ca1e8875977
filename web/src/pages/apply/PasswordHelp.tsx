// How far the password is from being long enough, and one that nobody has to invent.
import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { CopyValue } from "../../ui/Copy.tsx";
import classes from "./PasswordHelp.module.css";
import { useState } from "react";

const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

/** Twenty letters of an alphabet without look-alikes: 99 bits. Bytes beyond a multiple of 31 are drawn again. */
function suggestion(): string {
  let text = "";
  while (text.length < 20) {
    const byte = crypto.getRandomValues(new Uint8Array(1))[0]!;
    if (byte < 248) text += ALPHABET[byte % 31];
  }
  return text.replace(/.{5}(?=.)/g, "$&-");
}

interface Props {
  password: string;
  shortest: number;
  suggest: (password: string) => void;
}

export function PasswordHelp({ password, shortest, suggest }: Props) {
  const { t } = useTranslation();
  const [made, setMade] = useState("");
  const missing = shortest - password.length;
  return (
    <div className={classes.help}>
      <span role="status" className="soft">
        {missing > 0 ? t("key.missing", { count: missing }) : t("key.longEnough")}
      </span>
      <Button
        size="compact-sm"
        variant="subtle"
        onClick={() => {
          const next = suggestion();
          setMade(next);
          suggest(next);
        }}
      >
        {t("key.suggest")}
      </Button>
      {made !== "" && made === password && <CopyValue value={made} label={t("key.password")} />}
    </div>
  );
}
