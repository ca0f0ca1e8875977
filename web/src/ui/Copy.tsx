// A value that people carry elsewhere, with a button that copies it and says that it did.
import { ActionIcon, Tooltip } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./Copy.module.css";
import { Icon } from "./Icon.tsx";

export function CopyButton({ value, label }: { value: string; label: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1800);
    return () => clearTimeout(timer);
  }, [copied]);
  const text = copied ? t("common.copied") : t("common.copyOf", { what: label });
  return (
    <>
      <Tooltip label={text}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={t("common.copyOf", { what: label })}
          className={classes.button}
          data-copied={copied || undefined}
          onClick={() => navigator.clipboard.writeText(value).then(() => setCopied(true))}
        >
          <Icon name={copied ? "check" : "copy"} size={16} />
        </ActionIcon>
      </Tooltip>
      <span className="visually-hidden" role="status">
        {copied ? t("common.copied") : ""}
      </span>
    </>
  );
}

export function CopyValue({ value, label }: { value: string; label: string }) {
  return (
    <span className={classes.value}>
      <code className={classes.text}>{value}</code>
      <CopyButton value={value} label={label} />
    </span>
  );
}
