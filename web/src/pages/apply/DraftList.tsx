// Drafts to go on with.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Section } from "../../ui/Page.tsx";
import { Time } from "../../ui/Time.tsx";
import { RemoveButton } from "../settings/RemoveButton.tsx";
import classes from "./DraftList.module.css";
import { draftsQuery, removeDraft } from "./drafts.ts";

export function DraftList() {
  const { t } = useTranslation();
  const drafts = useQuery(draftsQuery).data?.items ?? [];
  if (drafts.length === 0) return null;
  return (
    <Section title={t("drafts.title")} about={t("drafts.about")}>
      <ul>
        {drafts.map((draft) => (
          <li key={draft.id} className={classes.draft}>
            <span className={classes.what}>
              <Link to="/apply/$family" params={{ family: draft.kind }} search={{ draft: draft.id }}>
                {draft.name}
              </Link>
              <span className="soft">
                {t(`family.${draft.kind}`)} · <Time at={draft.updated_at} form="relative" />
              </span>
            </span>
            <RemoveButton what={draft.name} text={t("drafts.removeText")} remove={() => removeDraft(draft.id)} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
