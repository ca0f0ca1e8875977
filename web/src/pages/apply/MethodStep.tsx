// How control of the domains is proven. There is one method for now, and it is final once filed (NC-18, NC-19).
import { Radio } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Notice } from "../../ui/Notice.tsx";
import classes from "./MethodStep.module.css";
import { StepFrame } from "./StepFrame.tsx";

export function MethodStep({ back, next }: { back: () => void; next: () => void }) {
  const { t } = useTranslation();
  return (
    <StepFrame title={t("apply.method")} about={t("apply.methodAbout")} back={back} next={next}>
      <Radio.Group value="dns-change" aria-label={t("apply.method")}>
        <Radio.Card value="dns-change" className={classes.card}>
          <Radio.Indicator />
          <span>
            <span className={classes.name}>{t("apply.dns")}</span>
            <span className={classes.text}>{t("apply.dnsAbout")}</span>
          </span>
        </Radio.Card>
      </Radio.Group>
      <Notice tone="info">{t("apply.methodFinal")}</Notice>
    </StepFrame>
  );
}
