import { Button, Group, Stack, Textarea, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take, type Schemas } from "../../api/client.ts";
import { AsCurl } from "../../ui/AsCurl.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";

type Label = NonNullable<Schemas["Certificate"]["label"]>;

/** `label` as it is shown: a certificate without a name of its own has that of its application. */
export function EditLabelButton({ id, label }: { id: string; label: Label }) {
  const { t } = useTranslation();
  const [form, setForm] = useState<{ name: string; note: string }>();
  const before = { name: label.name ?? "", note: label.note };
  const close = () => {
    setForm(undefined);
    edit.reset();
  };
  const name = form?.name.trim() ?? "";
  const body = { ...(name && name !== before.name ? { name } : {}), ...(form && form.note !== before.note ? { note: form.note } : {}) };
  const edit = useMutation({ mutationFn: () => take(api.PATCH("/api/v1/certificates/{id}", { params: { path: { id } }, body })), onSuccess: () => close() });
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setForm(before)}>
        {t("apply.edit")}
      </Button>
      <Dialog opened={form !== undefined} onClose={close} title={t("label.title")}>
        {form && (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              edit.mutate();
            }}
          >
            <Stack>
              <TextInput label={t("label.name")} description={t("apply.nameAbout")} value={form.name} onChange={(e) => setForm({ ...form, name: e.currentTarget.value })} maxLength={100} data-autofocus />
              <Textarea label={t("label.note")} description={t("label.noteAbout")} value={form.note} onChange={(e) => setForm({ ...form, note: e.currentTarget.value })} maxLength={2000} rows={4} />
              {edit.error && <ProblemNotice error={edit.error} />}
              <AsCurl method="PATCH" path={`/api/v1/certificates/${id}`} body={body} />
              <Group justify="flex-end">
                <Button variant="default" onClick={close}>
                  {t("common.cancel")}
                </Button>
                <Button type="submit" loading={edit.isPending} disabled={Object.keys(body).length === 0}>
                  {t("common.save")}
                </Button>
              </Group>
            </Stack>
          </form>
        )}
      </Dialog>
    </>
  );
}
