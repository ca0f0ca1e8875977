// Asks for the second proof that a sensitive act wants; the act goes on by itself afterwards.
import { useTranslation } from "react-i18next";
import { SecondFactorStep } from "../pages/sign-in/SecondFactorStep.tsx";
import { useSession } from "../session/store.ts";
import { settleStepUp, useStepUpWanted } from "../session/step-up.ts";
import { Dialog } from "../ui/Dialog.tsx";
import classes from "./StepUpDialog.module.css";

export function StepUpDialog() {
  const { t } = useTranslation();
  const session = useSession();
  const wanted = useStepUpWanted();
  return (
    <Dialog opened={wanted} onClose={() => settleStepUp(false)} title={t("stepUp.title")} zIndex={400} closeOnEscape>
      <div className={classes.content}>
        <p className="soft">{t("stepUp.about")}</p>
        {session && <SecondFactorStep factors={session.factors} done={() => settleStepUp(true)} />}
      </div>
    </Dialog>
  );
}
