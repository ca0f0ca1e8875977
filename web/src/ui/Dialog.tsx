// A dialog over the page. Escape closes the topmost one alone: while a second proof is asked for, that is its dialog.
import { Modal, type ModalProps } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useStepUpWanted } from "../session/step-up.ts";

export function Dialog(props: ModalProps) {
  const { t } = useTranslation();
  const covered = useStepUpWanted();
  return <Modal closeOnEscape={!covered} closeButtonProps={{ "aria-label": t("common.close") }} {...props} />;
}
