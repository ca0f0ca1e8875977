// Text of a file (PEM, a signed note): pasted, dropped, or read from a file that is chosen.
import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "./Icon.tsx";
import classes from "./PemField.module.css";

const LARGEST = 65_536;

interface Props {
  label: string;
  about: string;
  placeholder: string;
  value: string;
  change: (text: string) => void;
  rows?: number;
  required?: boolean;
}

export function PemField({ label, about, placeholder, value, change, rows = 6, required = false }: Props) {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  const [tooLarge, setTooLarge] = useState(false);
  const take = async (file: File | undefined) => {
    if (!file) return;
    setTooLarge(file.size > LARGEST);
    change(file.size > LARGEST ? "" : await file.text());
  };
  return (
    <div
      className={classes.field}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files[0]);
      }}
    >
      <Textarea
        label={label}
        description={about}
        placeholder={placeholder}
        classNames={{ input: classes.text! }}
        rows={rows}
        value={value}
        onChange={(e) => {
          setTooLarge(e.currentTarget.value.length > LARGEST);
          change(e.currentTarget.value.slice(0, LARGEST)); // a paste without end would hold the page up
        }}
        error={tooLarge ? t("common.tooLarge") : undefined}
        spellCheck={false}
        autoCapitalize="none"
        autoComplete="off"
        required={required}
      />
      <Button component="label" variant="subtle" size="compact-sm" leftSection={<Icon name="file" size={15} />} className={classes.file}>
        {t("apply.csrFile")}
        <input type="file" className="visually-hidden" accept=".pem,.crt,.cer,.key,.csr,.req,.txt" aria-label={`${t("apply.csrFile")}: ${label}`} onChange={(e) => take(e.currentTarget.files?.[0])} />
      </Button>
    </div>
  );
}
