// A state in a word, a colour and a shape, so that it reads without colour too.
import { useTranslation } from "react-i18next";
import classes from "./Status.module.css";

export type Tone = "good" | "busy" | "warn" | "bad" | "quiet";

const TONES = {
  valid: "good",
  Normal: "good",
  Succeeded: "good",
  enabled: "good",
  done: "good",
  validated: "good",
  active: "good",
  "In progress": "busy",
  open: "busy",
  begun: "busy",
  pending: "busy",
  waiting: "quiet",
  not_yet_valid: "busy",
  invited: "busy",
  expired: "quiet",
  Cancelled: "quiet",
  disabled: "quiet",
  retired: "quiet",
  ended: "quiet",
  key_destroyed: "quiet",
  withdrawn: "quiet",
  suspended: "quiet",
  closed: "quiet",
  Timeout: "warn",
  key_required: "warn",
  locked: "warn",
  refused: "warn",
  revoked: "bad",
  Failed: "bad",
  failed: "bad",
  rejected: "bad",
  broken: "bad",
} as const satisfies Record<string, Tone>;

export type State = keyof typeof TONES;

export function Status({ state }: { state: State }) {
  const { t } = useTranslation();
  return <Tag tone={TONES[state]}>{t(`state.${state}`)}</Tag>;
}

export function Tag({ tone, children }: { tone: Tone; children: React.ReactNode }) {
  return (
    <span className={classes.tag} data-tone={tone}>
      <span className={classes.mark} aria-hidden="true" />
      {children}
    </span>
  );
}
