#include "policy/current_suffixes.h"

namespace chancery::policy {

std::shared_ptr<const PublicSuffixList> CurrentSuffixes::get() const {
  const std::lock_guard lock(mutex_);
  return file_.list;
}

SuffixListFile CurrentSuffixes::file() const {
  const std::lock_guard lock(mutex_);
  return file_;
}

Result<bool> CurrentSuffixes::replace(SuffixListFile fresh) {
  const SuffixListFile old = file();
  if (fresh.list->version() == old.list->version()) {
    return false;
  }
  TRY(check_successor(old, fresh));
  const std::lock_guard lock(mutex_);
  std::swap(file_, fresh);  // what it was ends behind the lock, with `fresh`
  return true;
}

}  // namespace chancery::policy
