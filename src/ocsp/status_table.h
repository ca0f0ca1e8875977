// Many small entries in the least memory: sorted arrays that are replaced and never changed.
#pragma once

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "ocsp/page_allocator.h"
#include "ocsp/status_key.h"

namespace chancery::ocsp {

/// A value: copying it copies two pointers. `Entry` has a member `key` and `==`. A large array, and
/// a small one beside it for what came since, so that an addition does not copy everything; the
/// small one holds at most a sixteenth of the large one, or kSmall entries, and its entries win.
template <class Entry>
class StatusTable final {
 public:
  static constexpr std::size_t kSmall = 16'384;

  /// nullptr when there is none. Valid as long as this table or a copy.
  [[nodiscard]] const Entry* find(const StatusKey& key) const {
    const Entry* found = find_in(*small_, key);
    return found != nullptr ? found : find_in(*large_, key);
  }

  /// This table and `entries`, in any order. Of entries with one key the last wins.
  [[nodiscard]] StatusTable with(std::vector<Entry> entries) const;

  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  using Array = std::vector<Entry, PageAllocator<Entry>>;

  static constexpr auto kBefore = [](const Entry& a, const Entry& b) { return a.key < b.key; };

  [[nodiscard]] static const Entry* find_in(const Array& array, const StatusKey& key) {
    const auto at = std::ranges::lower_bound(array, key, {}, &Entry::key);
    return at != array.end() && at->key == key ? &*at : nullptr;
  }
  static void keep_last_of_each(std::vector<Entry>& entries);
  template <class Fresh>
  [[nodiscard]] static std::shared_ptr<const Array> merged(const Array& old, const Fresh& fresh);

  std::shared_ptr<const Array> large_ = std::make_shared<const Array>();
  std::shared_ptr<const Array> small_ = large_;
  std::size_t size_ = 0;
};

template <class Entry>
void StatusTable<Entry>::keep_last_of_each(std::vector<Entry>& entries) {
  std::ranges::stable_sort(entries, kBefore);
  const auto first = std::unique(entries.rbegin(), entries.rend(),
                                 [](const Entry& a, const Entry& b) { return a.key == b.key; });
  entries.erase(entries.begin(), first.base());
}

/// Both are sorted, each with every key once. Where both have a key, the fresh entry stays.
template <class Entry>
template <class Fresh>
auto StatusTable<Entry>::merged(const Array& old, const Fresh& fresh)
    -> std::shared_ptr<const Array> {
  auto both = std::make_shared<Array>();
  both->reserve(old.size() + fresh.size());
  auto next = fresh.begin();
  for (const Entry& entry : old) {
    for (; next != fresh.end() && next->key < entry.key; ++next) {
      both->push_back(*next);
    }
    if (next == fresh.end() || next->key != entry.key) {
      both->push_back(entry);
    }
  }
  both->insert(both->end(), next, fresh.end());
  return both;
}

template <class Entry>
StatusTable<Entry> StatusTable<Entry>::with(std::vector<Entry> entries) const {
  keep_last_of_each(entries);
  std::erase_if(entries, [&](const Entry& entry) {
    const Entry* known = find(entry.key);
    return known != nullptr && *known == entry;
  });
  StatusTable grown = *this;
  if (entries.empty()) {
    return grown;
  }
  grown.size_ += static_cast<std::size_t>(std::ranges::count_if(
      entries, [&](const Entry& entry) { return find(entry.key) == nullptr; }));
  grown.small_ = merged(*small_, entries);
  if (grown.small_->size() > std::max(kSmall, large_->size() / 16)) {
    grown.large_ = merged(*large_, *grown.small_);
    grown.small_ = std::make_shared<const Array>();
  }
  return grown;
}

}  // namespace chancery::ocsp
