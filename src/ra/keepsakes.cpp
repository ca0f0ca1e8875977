#include "ra/keepsakes.h"

#include "ra/application_check.h"
#include "ra/errors.h"
#include "ra/office.h"
#include "store/draft_repository.h"
#include "store/saved_view_repository.h"

namespace chancery::ra {

namespace {

using store::DraftRepository;
using store::SavedViewRepository;

/// Form state only: a private key never comes here, not even by a fault of the page.
Result<void> check(const model::Draft& draft) {
  TRY(check_name(draft.name));
  if (draft.content.size() > Drafts::kMaxContent) {
    return fail(kDraftTooLarge, "seen", std::to_string(draft.content.size()) + " bytes");
  }
  if (draft.content.find("PRIVATE KEY-----") != std::string::npos) {
    return fail(kDraftHoldsKey);
  }
  return {};
}

}  // namespace

Result<model::Draft> Drafts::add(model::Draft draft) {
  TRY(check(draft));
  draft.id = office_.ids().next<model::DraftId>();
  draft.created = office_.now();
  draft.updated = draft.created;
  const bool added = TRY(office_.database().write(
      [&](store::Transaction& tx) { return DraftRepository::insert(tx, draft); }));
  return added ? Result<model::Draft>(std::move(draft)) : fail(kDraftsTooMany);
}

Result<model::Draft> Drafts::replace(model::Draft draft) {
  TRY(check(draft));
  draft.updated = office_.now();
  const bool replaced = TRY(office_.database().write(
      [&](store::Transaction& tx) { return DraftRepository::update(tx, draft); }));
  return replaced ? get(draft.account, draft.id) : fail(kDraftNotFound);
}

Result<model::Draft> Drafts::get(model::AccountId account, model::DraftId id) {
  auto found = TRY(office_.database().read(
      [&](store::Snapshot& snapshot) { return DraftRepository::find(snapshot, account, id); }));
  return found ? Result<model::Draft>(*std::move(found)) : fail(kDraftNotFound);
}

Result<void> Drafts::remove(model::AccountId account, model::DraftId id) {
  const bool removed = TRY(office_.database().write(
      [&](store::Transaction& tx) { return DraftRepository::remove(tx, account, id); }));
  return removed ? Result<void>() : fail(kDraftNotFound);
}

Result<std::vector<model::Draft>> Drafts::list(model::AccountId account) {
  return office_.database().read(
      [&](store::Snapshot& snapshot) { return DraftRepository::list(snapshot, account); });
}

Result<model::SavedView> SavedViews::put(model::SavedView view) {
  TRY(check_name(view.name));
  view.id = office_.ids().next<model::SavedViewId>();
  const bool stored = TRY(office_.database().write(
      [&](store::Transaction& tx) { return SavedViewRepository::put(tx, view); }));
  return stored ? Result<model::SavedView>(std::move(view)) : fail(kViewsTooMany);
}

Result<void> SavedViews::remove(model::AccountId account, model::SavedViewId id) {
  const bool removed = TRY(office_.database().write(
      [&](store::Transaction& tx) { return SavedViewRepository::remove(tx, account, id); }));
  return removed ? Result<void>() : fail(kViewNotFound);
}

Result<std::vector<model::SavedView>> SavedViews::list(model::AccountId account) {
  return office_.database().read(
      [&](store::Snapshot& snapshot) { return SavedViewRepository::list(snapshot, account); });
}

}  // namespace chancery::ra
