#include "store/kept_register.h"

namespace chancery::store {

std::shared_ptr<const SealedBlock> KeptBlocks::find(std::int64_t last_id) const {
  const std::lock_guard lock(mutex_);
  const auto found = blocks_.find(last_id);
  return found == blocks_.end() ? nullptr : found->second;
}

void KeptBlocks::keep(std::shared_ptr<const SealedBlock> block) {
  const std::lock_guard lock(mutex_);
  const std::int64_t last_id = block->last_id;
  while (size_ + block->size() > most_ && !blocks_.empty() && blocks_.begin()->first < last_id) {
    size_ -= blocks_.begin()->second->size();
    blocks_.erase(blocks_.begin());
  }
  const std::size_t added = block->size();
  if (size_ + added <= most_ && blocks_.try_emplace(last_id, std::move(block)).second) {
    size_ += added;
  }
}

std::shared_ptr<const RevokedIds> KeptRevocations::latest() const {
  const std::lock_guard lock(mutex_);
  return latest_;
}

void KeptRevocations::keep(std::shared_ptr<const RevokedIds> ids) {
  const std::lock_guard lock(mutex_);
  if (!latest_ || latest_->taken < ids->taken) {
    latest_ = std::move(ids);
  }
}

}  // namespace chancery::store
